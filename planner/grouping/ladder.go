package grouping

import "context"

// rungPlan is what was found for one worst choice.
type rungPlan struct {
	rung Rung
	best seating
	s    *solver
	// proof is the solver that proved the bound, limit the worst choice it was
	// limited to; the rung may be lower.
	proof *solver
	limit int
}

// climb finds the best plan for each worst choice, from none asked for down to
// the first that is impossible. top is the plan without any limit. Rungs that
// the plan above already keeps share its value and bound.
func (p *Problem) climb(ctx context.Context, opts *Options, top *solver, f fairness, report func(string, *solver)) []rungPlan {
	plans := []rungPlan{{Rung{
		Possible: true, Outside: p.outsideOf(top.best), Value: top.score.value, Bound: max(top.bound, top.score.value),
	}, top.best, top, top, 0}}
	last := plans[0]
	for worst := p.maxRank; worst >= 1 && ctx.Err() == nil; worst-- {
		if p.outsideOf(last.best) <= f.outside && p.worstOf(last.best) <= worst {
			last.rung.Worst = worst
			plans = append(plans, last)
			continue
		}
		next := p.rungAt(ctx, opts, worst, f, &last, report)
		if !next.rung.Possible {
			plans = append(plans, next)
			break
		}
		plans = append(plans, next)
		last = next
	}
	return plans
}

// settleRungs makes the ladder consistent: a plan that keeps a lower rung keeps
// every higher one, and a bound on a higher rung holds for every lower one.
func settleRungs(plans []rungPlan) {
	for k := len(plans) - 2; k >= 0; k-- {
		if low, high := &plans[k+1], &plans[k]; low.rung.Possible && low.rung.Value > high.rung.Value {
			high.best = low.best
			high.rung.Value, high.rung.Outside = low.rung.Value, low.rung.Outside
			high.rung.Bound = max(high.rung.Bound, high.rung.Value)
		}
	}
	for k := range plans {
		r := &plans[k].rung
		if !r.Possible {
			continue
		}
		if k > 0 && plans[k-1].rung.Bound < r.Bound {
			r.Bound = max(plans[k-1].rung.Bound, r.Value)
			plans[k].proof, plans[k].limit = plans[k-1].proof, plans[k-1].limit
		}
		r.Price = plans[0].rung.Value - r.Value
	}
}

// rungAt solves one rung, starting from the plan and the prices of the rung
// above.
func (p *Problem) rungAt(ctx context.Context, opts *Options, worst int, f fairness, above *rungPlan, report func(string, *solver)) rungPlan {
	m := p.withFairness(p.m, worst, f.outside)
	s := newSolver(ctx, m, lighter(budgetFor(m, opts.Budget)), opts.Seed+uint64(worst)*101)
	s.rounds, s.report = rungRounds(m), report
	s.hint, s.warm = above.best, above.s.d.bestPrice
	if f.best != nil {
		// Better to start from few outside than from many points.
		if sc := m.evaluate(f.best); s.offer(f.best, sc) && sc.better(m.evaluate(above.best)) {
			s.hint = f.best
		}
	}
	s.solve()
	if s.score.broken > 0 {
		impossible, found := p.impossibleBeyond(ctx, opts, worst, f.outside)
		if found == nil {
			return rungPlan{rung: Rung{Worst: worst, ProvedImpossible: impossible && f.outside == f.outsideBound}}
		}
		s = newSolver(ctx, m, lighter(budgetFor(m, opts.Budget)), opts.Seed+uint64(worst)*103)
		s.rounds, s.report, s.hint, s.warm = rungRounds(m), report, found, above.s.d.bestPrice
		s.offer(found, m.evaluate(found))
		s.solve()
	}
	return rungPlan{Rung{
		Worst: worst, Possible: s.score.broken == 0, Outside: p.outsideOf(s.best), Value: s.score.value, Bound: max(s.bound, s.score.value),
	}, s.best, s, s, worst}
}

// rungRounds is how many rounds of search a rung gets: large meetings are close
// to the bound after one.
func rungRounds(m *model) int {
	if len(m.people) > largeMeeting {
		return 1
	}
	return 2
}
