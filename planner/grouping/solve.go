package grouping

import (
	"context"
	"fmt"

	"roundtable/planner"
)

// Solve proposes the best plan it can find within the budget and proves how far
// it can be from the best possible. If the must rules cannot all be kept, the
// error is an [*InfeasibleError] and the plan its nearest one. A cancelled
// context or a deadline returns the best plan so far, with Finished false; runs
// that finish do not depend on the deadline.
func Solve(ctx context.Context, p *Problem, opts Options) (*Plan, error) {
	report := progressOf(&opts)
	if e := p.countedConflict(); e != nil {
		return p.infeasible(ctx, &opts, e, report)
	}
	budget := budgetFor(p.m, opts.Budget)
	top := newSolver(ctx, p.m, budget, opts.Seed)
	if opts.Goal == Fair && budget.Moves > lightFrom {
		// Here it is only the top of the ladder.
		top.budget, top.rounds = lighter(budget), rungRounds(p.m)
	}
	top.report = report
	top.solve()
	if top.score.broken > 0 && ctx.Err() != nil {
		return p.unfinished(top, &opts), nil
	}
	if top.score.broken > 0 {
		found, e := p.elastic(ctx, &opts)
		if e != nil {
			return p.infeasible(ctx, &opts, e, report)
		}
		if found != nil {
			top.hint = found
			top.solve()
		}
	}
	searched := ctx.Err() == nil
	chosen := rungPlan{best: top.best, s: top, proof: top}
	chosen.rung = Rung{Value: top.score.value, Bound: max(top.bound, top.score.value), Possible: true}
	var rungs []rungPlan
	f := fairness{}
	if opts.Goal == Fair || opts.Ladder || opts.Worst > 0 {
		f = p.fewestOutside(ctx, &opts, top.best)
		rungs = p.climb(ctx, &opts, top, f, onLadder(report))
		chosen = p.take(ctx, &opts, rungs, f, report)
	}
	chosen.best = p.polish(ctx, &chosen)
	plan := p.propose(chosen.best, &opts)
	p.prove(plan, &chosen, f, rungs, &opts)
	laddered := ctx.Err() == nil
	if opts.Explain && laddered {
		say(report, "explain", chosen.s)
		plan.Explanation = p.explain(ctx, chosen, plan)
	}
	plan.sayCut(searched, laddered, &opts)
	return plan, nil
}

// sayCut says what a run that was cut short left out: the search for the plan
// itself, rungs of the ladder, or only the explanations.
func (plan *Plan) sayCut(searched, laddered bool, opts *Options) {
	left := ""
	switch {
	case !searched:
		left = "the search for the best plan was cut short"
	case !laddered && (opts.Goal == Fair || opts.Worst > 0):
		left = "the work on the fairness ladder, from which the plan is taken, was cut short"
	case !laddered && opts.Ladder:
		left = "the search for the best plan was completed; the fairness ladder may lack steps"
	case opts.Explain && plan.Explanation == nil:
		left = "the search for the best plan was completed"
	}
	if plan.Finished = left == ""; plan.Finished {
		return
	}
	if opts.Explain && plan.Explanation == nil {
		left += "; the explanations are left out"
	}
	plan.Warnings = append(plan.Warnings, planner.Finding{
		Code: "cut-short", Severity: planner.Warning, Text: left, Fix: "allow more time",
	})
}

// lightFrom is the number of moves from which a search that is not for the plan
// asked for is made lighter.
const lightFrom = 1_000_000

// unfinished is the best seating of a run that was cut short before it kept all
// must rules.
func (p *Problem) unfinished(s *solver, opts *Options) *Plan {
	plan := p.nearestFrom(s, opts)
	plan.Finished = false
	plan.Warnings = append(plan.Warnings, planner.Finding{
		Code: "cut-short", Severity: planner.Warning,
		Text: "the work was cut short before a plan was found that keeps all must rules",
		Fix:  "allow more time",
	})
	return plan
}

// progressOf adapts the caller's progress function.
func progressOf(opts *Options) func(string, *solver) {
	if opts.Progress == nil {
		return nil
	}
	return func(stage string, s *solver) {
		opts.Progress(Progress{
			Stage: stage, Best: s.score.value, HasBest: s.hasBest && s.score.broken == 0,
			Bound: s.bound, HasBound: s.bound < 1<<60,
		})
	}
}

// onLadder reports all stages of work on the rungs as one.
func onLadder(report func(string, *solver)) func(string, *solver) {
	if report == nil {
		return nil
	}
	return func(_ string, s *solver) { report("ladder", s) }
}

func say(report func(string, *solver), stage string, s *solver) {
	if report != nil {
		report(stage, s)
	}
}

// take chooses the rung the options ask for, and works on it with the full
// budget if the ladder only looked at it lightly.
func (p *Problem) take(ctx context.Context, opts *Options, rungs []rungPlan, f fairness, report func(string, *solver)) rungPlan {
	chosen := 0
	for k := range rungs {
		r := &rungs[k].rung
		switch {
		case !r.Possible:
		case opts.Goal == Fair:
			chosen = k
		case opts.Worst > 0 && r.Worst >= opts.Worst:
			chosen = k
		}
	}
	c := &rungs[chosen]
	if c.s.rounds < fullRounds && c.rung.Bound > c.rung.Value && ctx.Err() == nil {
		m := c.s.m
		s := newSolver(ctx, m, budgetFor(m, opts.Budget), opts.Seed+7)
		s.report, s.hint, s.warm = report, c.best, c.s.d.bestPrice
		s.solve()
		if s.score.broken == 0 && s.score.value >= c.rung.Value {
			c.best, c.s = s.best, s
			c.rung.Value, c.rung.Outside = s.score.value, p.outsideOf(s.best)
			if s.bound < c.rung.Bound {
				c.proof = s // limited like the solver before it
			}
			c.rung.Bound = max(min(c.rung.Bound, s.bound), s.score.value)
		}
	}
	settleRungs(rungs)
	return *c
}

// prove writes the bound, the ladder and the certificate into the plan.
func (p *Problem) prove(plan *Plan, chosen *rungPlan, f fairness, rungs []rungPlan, opts *Options) {
	o := &plan.Objective
	o.setBound(chosen.rung.Bound, opts)
	plan.Certificate = p.certify(chosen)
	if rungs == nil {
		return
	}
	o.OutsideBound = f.outsideBound
	o.WorstBound = 0
	for k := range rungs {
		r := rungs[k].rung
		plan.Ladder = append(plan.Ladder, r)
		if r.ProvedImpossible && r.Worst > 0 {
			o.WorstBound = min(r.Worst+1, o.WorstChoice)
		}
	}
	if last := rungs[len(rungs)-1].rung; last.Possible && last.Worst == 1 {
		o.WorstBound = min(1, o.WorstChoice)
	}
	if opts.Worst > 0 && o.WorstChoice > opts.Worst {
		plan.Warnings = append(plan.Warnings, planner.Finding{
			Code: "worst-not-reached", Severity: planner.Warning,
			Text: fmt.Sprintf("no plan was found in which nobody receives worse than choice %d; the best found has choice %d", opts.Worst, o.WorstChoice),
			Fix:  "see the fairness ladder for what is possible",
		})
	}
}
