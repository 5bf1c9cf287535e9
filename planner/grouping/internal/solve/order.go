// Package solve finds the plan asked for and proves how good it is.
//
// order.go is the way through: the best plan without regard to fairness, then the
// fairness ladder (ladder.go). solver.go alternates search and bound on one model,
// with the work and the temperatures of budget.go, until clock.go says it is over;
// lanes.go searches in several lanes at once, parts.go chooses the parts that
// resolve.go solves exactly, and whole.go solves what the prices leave possible, which
// closes the gap of small meetings; relaxed.go reads seatings off the bound's relaxed
// solution, and openings.go opens and closes optional groups.
package solve

import (
	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/grouping/internal/search"
)

// Order says what plan is looked for, with how much work.
type Order struct {
	// Fair asks for the lowest possible rung of the fairness ladder, worst (if
	// above 0) for the rung of that worst choice, climb for all rungs though the
	// plan is the best without limits.
	Fair   bool
	Worst  int
	Ladder bool
	Budget Budget
	Seed   uint64
	Report func(Progress)
	// Clock ends the work; runs of one plan share it.
	Clock *Clock
	// Wanted counts, by unit and group, the people who sat there before: among plans of
	// equal value one that keeps more of these seats is chosen. nil for none.
	Wanted []int64
}

// SolverFor makes the solver of a model for the whole of the work, without a
// report.
func (o *Order) SolverFor(m *model.Model, seed uint64) *Solver {
	return newSolver(o.Clock, m, budgetFor(m, o.Budget), o.Seed+seed)
}

// Best looks for the best seating without regard to fairness.
func (o *Order) Best(m *model.Model) *Solver {
	s := o.SolverFor(m, 0)
	if o.Fair && s.Budget.Moves > lightFrom {
		// Here it is only the top of the ladder.
		s.Budget, s.Rounds = Lighter(s.Budget), rungRounds(m)
	}
	s.Report = o.Report
	if o.Wanted != nil {
		s.Hint = search.Place(model.Favouring(m, o.Wanted), nil)
	}
	s.Solve()
	return s
}

// Choose finds the plan asked for, given the best without regard to fairness, by
// way of the fairness ladder where there is to be one.
func (o *Order) Choose(top *Solver) (chosen Found, rungs []Found, f Fewest) {
	chosen = unlimited(top)
	if o.Fair || o.Ladder || o.Worst > 0 {
		l := &ladder{clock: o.Clock, m: top.Model, asked: o.Budget, seed: o.Seed, report: onLadder(o.Report)}
		f = l.fewestOutside(top.Best)
		rungs = l.climb(top, f)
		l.report = o.Report
		chosen = l.take(rungs, o.Fair, o.Worst)
	}
	return chosen, rungs, f
}

// Finish makes the chosen plan as good as the time allows, and the ladder it stands on
// consistent with it.
func (o *Order) Finish(c *Found, rungs []Found) {
	if o.Clock.Endless {
		c.goOn()
	}
	c.finish()
	c.keep(o)
	for k := range rungs {
		if rungs[k].Rung.Possible && rungs[k].Rung.Worst == c.Rung.Worst {
			rungs[k] = *c
		}
	}
	settle(rungs)
}

// onLadder reports all stages of work on the rungs as one.
func onLadder(report func(Progress)) func(Progress) {
	if report == nil {
		return nil
	}
	return func(x Progress) {
		x.Stage = "ladder"
		report(x)
	}
}
