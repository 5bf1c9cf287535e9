package solve

import (
	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/grouping/internal/search"
)

// ladder finds the plan asked for by way of the fairness ladder: the best value
// for each worst choice.
type ladder struct {
	clock  *Clock
	m      *model.Model
	asked  Budget
	seed   uint64
	report func(Progress)
}

// The seeds of the ladder's searches, apart from each other and from the plan's.
const (
	outsideSeed = 1 // and 2, for its second pass
	beyondSeed  = 2
	chosenSeed  = 7
	// Each rung has a multiple of its own; the second is for another start.
	rungSeed, rungAgainSeed = 101, 103
)

// rung is one step of the ladder.
type rung struct {
	Worst            int // 0: no limit
	Possible         bool
	ProvedImpossible bool
	Outside          int
	Value, Bound     int64
	// Price is what the rung costs compared with the best value without it.
	Price int64
}

// Found is what was found for one worst choice.
type Found struct {
	Rung   rung
	Best   model.Seating
	Solver *Solver
	// Proof is the solver that proved the bound; the rung may be lower than its limit.
	Proof *Solver
}

// unlimited is a solver's plan where no fairness was asked for.
func unlimited(s *Solver) Found {
	r := rung{
		Possible: true, Outside: s.Model.OutsideOf(s.Best), Value: s.Score.Value, Bound: max(s.Bound, s.Score.Value),
	}
	return Found{Rung: r, Best: s.Best, Solver: s, Proof: s}
}

// Fewest is what was found out about the people outside their list.
type Fewest struct {
	outside, Bound int
	// best is a seating with so few outside, nil if the plan without limits has it.
	best model.Seating
}

// solverFor makes a solver of a model with a lighter budget, or the whole.
func (l *ladder) solverFor(m *model.Model, light bool, seed uint64) *Solver {
	b := budgetFor(m, l.asked)
	if light {
		b = Lighter(b)
	}
	return newSolver(l.clock, m, b, l.seed+seed)
}

// outsidePasses is how often the fewest people outside are searched for: lightly
// at first, then with the whole budget.
const outsidePasses = 2

// fewestOutside finds the fewest people who must be left outside their list, and
// a proved bound. known is a seating that keeps the rules, or nil.
func (l *ladder) fewestOutside(known model.Seating) Fewest {
	if known != nil && l.m.OutsideOf(known) == 0 {
		return Fewest{}
	}
	m := l.m.CountingOutside(0)
	f := Fewest{outside: len(m.People)}
	for pass := range outsidePasses {
		s := l.solverFor(m, pass == 0, outsideSeed+uint64(pass))
		s.Rounds, s.Hint = 2, known
		s.Solve()
		if s.Score.Broken == 0 {
			f.outside = int(-s.Score.Value / model.OutsidePoints)
			f.best, known = s.Best, s.Best
		}
		f.Bound = max(f.Bound, min(f.outside, int((-s.Bound+model.OutsidePoints-1)/model.OutsidePoints)))
		if f.outside <= f.Bound || l.clock.Over() {
			break
		}
	}
	return f
}

// impossibleBeyond reports whether it is proved that no plan with at most
// outside people outside their list keeps everyone else within choice worst.
func (l *ladder) impossibleBeyond(worst, outside int) (impossible bool, kept model.Seating) {
	s := l.solverFor(l.m.CountingOutside(worst), true, beyondSeed)
	s.Rounds = 1
	s.Enough = -model.OutsidePoints * int64(outside)
	s.Solve()
	if s.Score.Broken == 0 && s.Score.Value >= s.Enough {
		return false, s.Best
	}
	return s.Bound < s.Enough, nil
}

// climb finds the best plan for each worst choice, from none asked for down to
// the first that is impossible. top is the plan without any limit. Rungs that
// the plan above already keeps share its value and bound.
func (l *ladder) climb(top *Solver, f Fewest) []Found {
	last := unlimited(top)
	rungs := []Found{last}
	for worst := l.m.MaxRank; worst >= 1 && !l.clock.Over(); worst-- {
		if l.m.OutsideOf(last.Best) <= f.outside && l.m.WorstOf(last.Best) <= worst {
			last.Rung.Worst = worst
			rungs = append(rungs, last)
			continue
		}
		last = l.rungAt(worst, f, &last)
		rungs = append(rungs, last)
		if !last.Rung.Possible {
			break
		}
	}
	return rungs
}

// settle makes the ladder consistent: a plan that keeps a lower rung keeps
// every higher one, and a bound on a higher rung holds for every lower one.
func settle(rungs []Found) {
	for k := len(rungs) - 2; k >= 0; k-- {
		if low, high := &rungs[k+1], &rungs[k]; low.Rung.Possible && low.Rung.Value > high.Rung.Value {
			high.take(low.Best, low.Rung.Value)
		}
	}
	for k := range rungs {
		r := &rungs[k].Rung
		if !r.Possible {
			continue
		}
		if k > 0 && rungs[k-1].Rung.Bound < r.Bound {
			r.Bound = max(rungs[k-1].Rung.Bound, r.Value)
			rungs[k].Proof = rungs[k-1].Proof
		}
		r.Price = rungs[0].Rung.Value - r.Value
	}
}

// rungAt solves one rung, starting from the plan and the prices of the rung
// above.
func (l *ladder) rungAt(worst int, f Fewest, above *Found) Found {
	m := l.m.WithFairness(worst, f.outside)
	solver := func(seed uint64, hint model.Seating) *Solver {
		s := l.solverFor(m, true, uint64(worst)*seed)
		s.Worst, s.Rounds, s.Report = worst, rungRounds(m), l.report
		s.Hint, s.warm = hint, above.Solver.Descent.BestPrice
		return s
	}
	s := solver(rungSeed, above.Best)
	if f.best != nil {
		// Better to start from few outside than from many points.
		if sc := m.Evaluate(f.best); s.offer(f.best, sc) && sc.Better(m.Evaluate(above.Best)) {
			s.Hint = f.best
		}
	}
	s.Solve()
	if s.Score.Broken > 0 {
		impossible, kept := l.impossibleBeyond(worst, f.outside)
		if kept == nil {
			return Found{Rung: rung{Worst: worst, ProvedImpossible: impossible && f.outside == f.Bound}}
		}
		s = solver(rungAgainSeed, kept)
		s.offer(kept, m.Evaluate(kept))
		s.Solve()
	}
	r := unlimited(s)
	r.Rung.Worst, r.Rung.Possible = worst, s.Score.Broken == 0
	return r
}

// rungRounds is how many rounds of search a rung gets: large meetings are close
// to the bound after one.
func rungRounds(m *model.Model) int {
	if len(m.People) > largeMeeting {
		return 1
	}
	return 2
}

// take chooses the rung asked for: the lowest possible one, or else the lowest
// that is not below worst, where that is above 0. It works on it with the full
// budget if the ladder only looked at it lightly.
func (l *ladder) take(rungs []Found, fair bool, worst int) Found {
	chosen := 0
	for k := range rungs {
		if r := &rungs[k].Rung; r.Possible && (fair || worst > 0 && r.Worst >= worst) {
			chosen = k
		}
	}
	c := &rungs[chosen]
	if c.Solver.Rounds < roundsFor(l.m) && c.Rung.Bound > c.Rung.Value && !l.clock.Over() {
		s := l.solverFor(c.Solver.Model, false, chosenSeed)
		s.Worst = c.Solver.Worst
		s.Report, s.Hint, s.warm = l.report, c.Best, c.Solver.Descent.BestPrice
		s.Solve()
		if s.Score.Broken == 0 && s.Score.Value >= c.Rung.Value {
			c.Solver = s
			if s.Bound < c.Rung.Bound {
				c.Proof = s
			}
			c.Rung.Bound = min(c.Rung.Bound, s.Bound)
			c.take(s.Best, s.Score.Value)
		}
	}
	settle(rungs)
	return *c
}

// take makes a seating the plan of its rung.
func (c *Found) take(x model.Seating, value int64) {
	c.Best, c.Rung.Value, c.Rung.Outside = x, value, c.Solver.Model.OutsideOf(x)
	c.Rung.Bound = max(c.Rung.Bound, value)
}

// goOn searches on for a better plan, and a better bound, until the time is used up.
func (c *Found) goOn() {
	s := c.Solver
	s.offer(c.Best, s.Model.Evaluate(c.Best))
	for c.Rung.Bound > s.Score.Value && !s.done() {
		s.improve()
	}
	if s.feasible() && s.Score.Value >= c.Rung.Value {
		c.take(s.Best, s.Score.Value)
	}
	if s.Bound < c.Rung.Bound {
		c.Proof, c.Rung.Bound = s, max(s.Bound, c.Rung.Value)
	}
}

// finish makes the shifts and exchanges that still improve a plan. Proved optimal
// plans have none.
func (c *Found) finish() {
	if c.Rung.Bound <= c.Rung.Value {
		return
	}
	x := search.Polish(c.Solver.Model, c.Best)
	if sc := c.Solver.Model.Evaluate(x); sc.Broken == 0 && sc.Value > c.Rung.Value {
		c.take(x, sc.Value)
	}
}
