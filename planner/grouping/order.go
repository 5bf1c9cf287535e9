package grouping

import "context"

// order says what plan is looked for, with how much work.
type order struct {
	// fair asks for the lowest possible rung of the fairness ladder, worst (if
	// above 0) for the rung of that worst choice, climb for all rungs though the
	// plan is the best without limits.
	fair   bool
	worst  int
	climb  bool
	asked  budget
	seed   uint64
	report func(progress)
}

// solverFor makes the solver of a model for the whole of the work, without a
// report.
func (o *order) solverFor(ctx context.Context, m *model, seed uint64) *solver {
	return newSolver(ctx, m, budgetFor(m, o.asked), o.seed+seed)
}

// best looks for the best seating without regard to fairness.
func (o *order) best(ctx context.Context, m *model) *solver {
	s := o.solverFor(ctx, m, 0)
	if o.fair && s.budget.Moves > lightFrom {
		// Here it is only the top of the ladder.
		s.budget, s.rounds = lighter(s.budget), rungRounds(m)
	}
	s.report = o.report
	s.solve()
	return s
}

// choose finds the plan asked for, given the best without regard to fairness, by
// way of the fairness ladder where there is to be one.
func (o *order) choose(ctx context.Context, top *solver) (chosen found, rungs []found, f fewest) {
	chosen = unlimited(top)
	if o.fair || o.climb || o.worst > 0 {
		l := &ladder{ctx: ctx, m: top.m, asked: o.asked, seed: o.seed, report: onLadder(o.report)}
		f = l.fewestOutside(top.best)
		rungs = l.climb(top, f)
		l.report = o.report
		chosen = l.take(rungs, o.fair, o.worst)
	}
	chosen.finish(ctx)
	return chosen, rungs, f
}

// onLadder reports all stages of work on the rungs as one.
func onLadder(report func(progress)) func(progress) {
	if report == nil {
		return nil
	}
	return func(x progress) {
		x.Stage = "ladder"
		report(x)
	}
}
