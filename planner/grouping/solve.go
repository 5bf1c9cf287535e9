package grouping

import (
	"context"
	"errors"

	"roundtable/planner/grouping/internal/conflict"
	"roundtable/planner/grouping/internal/solve"
)

// Solve proposes the best plan it can find within the budget and proves how far
// it can be from the best possible. If the must rules cannot all be kept, the
// error is an [*InfeasibleError] and the plan its nearest one.
//
// Until a deadline of the context the search goes on, unless nothing better is
// possible; it ends after a whole round, and Plan.Rounds says after how many, so that
// the same plan can be made again with Options.Rounds. More rounds are never worse.
// Without a deadline the work is that of the Budget. Where the usual work was not
// done by the deadline, or the context was cancelled, Finished is false.
func Solve(ctx context.Context, p *Problem, opts Options) (*Plan, error) {
	o, clock := p.order(&opts), solve.NewClock(ctx, opts.Rounds)
	o.Clock = clock
	plan, err := p.solve(ctx, o, &opts)
	if plan != nil && clock.Endless {
		if plan.Rounds = clock.Rounds(); plan.Rounds == 0 {
			plan.Rounds = -1
		}
	}
	return plan, err
}

func (p *Problem) solve(ctx context.Context, o *solve.Order, opts *Options) (*Plan, error) {
	if c := conflict.Counted(p.m); c != nil {
		return p.counted(o, opts, c)
	}
	top := o.Best(p.m)
	if top.Score.Broken > 0 {
		if o.Clock.Cut() {
			return p.unfinished(top, opts), nil
		}
		w := conflict.Elastic(p.m, o)
		if w.Kept == nil {
			e := p.cannotKeep(o, opts, w)
			return e.Nearest, e
		}
		top.Hint = w.Kept
		top.Solve()
	}
	searched := !o.Clock.Cut()
	chosen, rungs, f := o.Choose(top)
	laddered := !o.Clock.Cut()
	o.Finish(&chosen, rungs)
	chosen.Best = p.evened(chosen.Best, chosen.Solver.Model, o)
	plan := p.propose(chosen.Best, opts)
	plan.Objective.EvenCost = max(0, chosen.Rung.Value-plan.Objective.Value)
	p.prove(plan, &chosen, rungs, f, opts)
	if opts.Explain && laddered {
		chosen.Solver.Say("explain")
		patient, done := withoutDeadline(ctx)
		defer done()
		o.Clock = solve.NewClock(patient, 0)
		plan.Explanation = p.explain(patient, o, &chosen, plan)
	}
	plan.Cut = plan.cutBy(searched, laddered, opts)
	plan.Finished = plan.Cut == ""
	p.warn(plan)
	return plan, nil
}

// withoutDeadline is a context that ends with ctx unless that is at its deadline: what
// is left to do then takes little time, and the plan would be poorer without.
func withoutDeadline(ctx context.Context) (context.Context, context.CancelFunc) {
	patient, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		if !errors.Is(ctx.Err(), context.DeadlineExceeded) {
			cancel()
		}
	})
	return patient, func() { stop(); cancel() }
}

// order is what the options ask of the search.
func (p *Problem) order(o *Options) *solve.Order {
	x := &solve.Order{
		Fair: o.Goal == Fair, Worst: o.Worst, Ladder: o.Ladder, Budget: solve.Budget(o.Budget), Seed: o.Seed,
	}
	if report := o.Progress; report != nil {
		x.Report = func(now solve.Progress) { report(Progress(now)) }
	}
	if len(p.kept) > 0 {
		x.Wanted = make([]int64, len(p.m.Utility))
		for seat := range p.kept {
			x.Wanted[int(p.m.People[seat[0]].Unit)*len(p.groups)+seat[1]]++
		}
	}
	return x
}

// cutBy is what a run that was cut short did not get to: the search for the plan
// itself, rungs of the ladder, or only the explanations.
func (plan *Plan) cutBy(searched, laddered bool, o *Options) Cut {
	switch {
	case !searched:
		return CutSearch
	case !laddered && (o.Goal == Fair || o.Worst > 0):
		return CutLadder
	case !laddered && o.Ladder:
		return CutSteps
	case o.Explain && plan.Explanation == nil:
		return CutExplanations
	}
	return ""
}

// unfinished is the best seating of a run that was cut short before it kept all
// must rules.
func (p *Problem) unfinished(s *solve.Solver, opts *Options) *Plan {
	plan := p.nearest(s, opts)
	plan.Finished, plan.Cut = false, CutMust
	p.warn(plan)
	return plan
}

// prove writes the bound, the ladder and the certificate into the plan.
func (p *Problem) prove(plan *Plan, chosen *solve.Found, rungs []solve.Found, f solve.Fewest, opts *Options) {
	o := &plan.Objective
	p.setBound(o, chosen.Rung.Bound, opts)
	plan.Certificate = p.certify(chosen)
	if rungs == nil {
		return
	}
	o.OutsideBound = f.Bound
	o.WorstBound = 0
	for k := range rungs {
		r := rungs[k].Rung
		plan.Ladder = append(plan.Ladder, Rung(r))
		if r.ProvedImpossible && r.Worst > 0 {
			o.WorstBound = min(r.Worst+1, o.WorstChoice)
		}
	}
	if last := rungs[len(rungs)-1].Rung; last.Possible && last.Worst == 1 {
		o.WorstBound = min(1, o.WorstChoice)
	}
}
