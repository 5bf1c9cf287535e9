package grouping

import "context"

// ladder finds the plan asked for by way of the fairness ladder: the best value
// for each worst choice.
type ladder struct {
	ctx    context.Context
	m      *model
	asked  budget
	seed   uint64
	report func(progress)
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

// found is what was found for one worst choice.
type found struct {
	rung rung
	best seating
	s    *solver
	// proof is the solver that proved the bound, limit the worst choice it was
	// limited to; the rung may be lower.
	proof *solver
	limit int
}

// unlimited is a solver's plan where no fairness was asked for.
func unlimited(s *solver) found {
	r := rung{Possible: true, Outside: s.m.outsideOf(s.best), Value: s.score.value, Bound: max(s.bound, s.score.value)}
	return found{rung: r, best: s.best, s: s, proof: s}
}

// fewest is what was found out about the people outside their list.
type fewest struct {
	outside, bound int
	// best is a seating with so few outside, nil if the plan without limits has it.
	best seating
}

// solverFor makes a solver of a model with a lighter budget, or the whole.
func (l *ladder) solverFor(m *model, light bool, seed uint64) *solver {
	b := budgetFor(m, l.asked)
	if light {
		b = lighter(b)
	}
	return newSolver(l.ctx, m, b, l.seed+seed)
}

// outsidePasses is how often the fewest people outside are searched for: lightly
// at first, then with the whole budget.
const outsidePasses = 2

// fewestOutside finds the fewest people who must be left outside their list, and
// a proved bound. known is a seating that keeps the rules, or nil.
func (l *ladder) fewestOutside(known seating) fewest {
	if known != nil && l.m.outsideOf(known) == 0 {
		return fewest{}
	}
	m := l.m.countingOutside(0)
	f := fewest{outside: len(m.people)}
	for pass := range outsidePasses {
		s := l.solverFor(m, pass == 0, outsideSeed+uint64(pass))
		s.rounds, s.hint = 2, known
		s.solve()
		if s.score.broken == 0 {
			f.outside = int(-s.score.value / outsidePoints)
			f.best, known = s.best, s.best
		}
		f.bound = max(f.bound, min(f.outside, int((-s.bound+outsidePoints-1)/outsidePoints)))
		if f.outside <= f.bound || l.ctx.Err() != nil {
			break
		}
	}
	return f
}

// impossibleBeyond reports whether it is proved that no plan with at most
// outside people outside their list keeps everyone else within choice worst.
func (l *ladder) impossibleBeyond(worst, outside int) (impossible bool, kept seating) {
	s := l.solverFor(l.m.countingOutside(worst), true, beyondSeed)
	s.rounds = 1
	s.enough = -outsidePoints * int64(outside)
	s.solve()
	if s.score.broken == 0 && s.score.value >= s.enough {
		return false, s.best
	}
	return s.bound < s.enough, nil
}

// climb finds the best plan for each worst choice, from none asked for down to
// the first that is impossible. top is the plan without any limit. Rungs that
// the plan above already keeps share its value and bound.
func (l *ladder) climb(top *solver, f fewest) []found {
	last := unlimited(top)
	rungs := []found{last}
	for worst := l.m.maxRank; worst >= 1 && l.ctx.Err() == nil; worst-- {
		if l.m.outsideOf(last.best) <= f.outside && l.m.worstOf(last.best) <= worst {
			last.rung.Worst = worst
			rungs = append(rungs, last)
			continue
		}
		last = l.rungAt(worst, f, &last)
		rungs = append(rungs, last)
		if !last.rung.Possible {
			break
		}
	}
	return rungs
}

// settle makes the ladder consistent: a plan that keeps a lower rung keeps
// every higher one, and a bound on a higher rung holds for every lower one.
func settle(rungs []found) {
	for k := len(rungs) - 2; k >= 0; k-- {
		if low, high := &rungs[k+1], &rungs[k]; low.rung.Possible && low.rung.Value > high.rung.Value {
			high.best = low.best
			high.rung.Value, high.rung.Outside = low.rung.Value, low.rung.Outside
			high.rung.Bound = max(high.rung.Bound, high.rung.Value)
		}
	}
	for k := range rungs {
		r := &rungs[k].rung
		if !r.Possible {
			continue
		}
		if k > 0 && rungs[k-1].rung.Bound < r.Bound {
			r.Bound = max(rungs[k-1].rung.Bound, r.Value)
			rungs[k].proof, rungs[k].limit = rungs[k-1].proof, rungs[k-1].limit
		}
		r.Price = rungs[0].rung.Value - r.Value
	}
}

// rungAt solves one rung, starting from the plan and the prices of the rung
// above.
func (l *ladder) rungAt(worst int, f fewest, above *found) found {
	m := l.m.withFairness(worst, f.outside)
	s := l.solverFor(m, true, uint64(worst)*rungSeed)
	s.rounds, s.report = rungRounds(m), l.report
	s.hint, s.warm = above.best, above.s.d.bestPrice
	if f.best != nil {
		// Better to start from few outside than from many points.
		if sc := m.evaluate(f.best); s.offer(f.best, sc) && sc.better(m.evaluate(above.best)) {
			s.hint = f.best
		}
	}
	s.solve()
	if s.score.broken > 0 {
		impossible, kept := l.impossibleBeyond(worst, f.outside)
		if kept == nil {
			return found{rung: rung{Worst: worst, ProvedImpossible: impossible && f.outside == f.bound}}
		}
		s = l.solverFor(m, true, uint64(worst)*rungAgainSeed)
		s.rounds, s.report, s.hint, s.warm = rungRounds(m), l.report, kept, above.s.d.bestPrice
		s.offer(kept, m.evaluate(kept))
		s.solve()
	}
	r := unlimited(s)
	r.limit, r.rung.Worst, r.rung.Possible = worst, worst, s.score.broken == 0
	return r
}

// rungRounds is how many rounds of search a rung gets: large meetings are close
// to the bound after one.
func rungRounds(m *model) int {
	if len(m.people) > largeMeeting {
		return 1
	}
	return 2
}

// take chooses the rung asked for: the lowest possible one, or else the lowest
// that is not below worst, where that is above 0. It works on it with the full
// budget if the ladder only looked at it lightly.
func (l *ladder) take(rungs []found, fair bool, worst int) found {
	chosen := 0
	for k := range rungs {
		if r := &rungs[k].rung; r.Possible && (fair || worst > 0 && r.Worst >= worst) {
			chosen = k
		}
	}
	c := &rungs[chosen]
	if c.s.rounds < fullRounds && c.rung.Bound > c.rung.Value && l.ctx.Err() == nil {
		s := l.solverFor(c.s.m, false, chosenSeed)
		s.report, s.hint, s.warm = l.report, c.best, c.s.d.bestPrice
		s.solve()
		if s.score.broken == 0 && s.score.value >= c.rung.Value {
			c.best, c.s = s.best, s
			c.rung.Value, c.rung.Outside = s.score.value, l.m.outsideOf(s.best)
			if s.bound < c.rung.Bound {
				c.proof = s // limited like the solver before it
			}
			c.rung.Bound = max(min(c.rung.Bound, s.bound), s.score.value)
		}
	}
	settle(rungs)
	return *c
}

// finish makes the shifts and exchanges that still improve a plan. Proved optimal
// plans have none.
func (c *found) finish(ctx context.Context) {
	if c.rung.Bound <= c.rung.Value {
		return
	}
	x := polish(ctx, c.s.m, c.best)
	if sc := c.s.m.evaluate(x); sc.broken == 0 && sc.value > c.rung.Value {
		c.best, c.rung.Value = x, sc.value
		c.rung.Bound = max(c.rung.Bound, sc.value)
	}
}
