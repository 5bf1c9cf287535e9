package grouping

import "context"

// withFairness returns the model under a rung of the fairness ladder: nobody on
// whose list a group is sits in nothing better than choice worst (0: no limit),
// and at most outside people have no group on their list at all.
func (p *Problem) withFairness(m *model, worst, outside int) *model {
	f := *m
	K := m.K()
	f.tier = make([]uint8, len(m.people)*K)
	f.noneTier = make([]uint8, len(m.people))
	for i := range m.people {
		if p.voted[i] {
			f.noneTier[i] = outsideTier
		}
		for g := range K {
			f.tier[i*K+g] = p.choiceTier(i, g, worst)
		}
	}
	f.outsideMax = outside
	// In the search, where limits must be prices: below a hard rule, above
	// anything soft.
	f.tierCost = [3]int64{0, m.hardPoints() / 5, m.hardPoints() / 5}
	return &f
}

// countingOutside returns a model whose value is −100 for each person outside
// their list, and with worst also for each person whose best choice is beyond
// it, under the hard rules alone.
func (p *Problem) countingOutside(worst int) *model {
	f := p.withFairness(p.m.hardOnly(), worst, 0)
	f.countTiers = true
	f.tierCost = [3]int64{0, 100, 100}
	f.grain = f.granularity()
	return f
}

// hardOnly returns the model without points: no utilities, no soft rules, no
// chairs.
func (m *model) hardOnly() *model {
	h := *m
	h.utility = make([]int64, len(m.utility))
	h.further = nil
	h.groups = make([]modelGroup, len(m.groups))
	for g := range m.groups {
		mg := m.groups[g]
		mg.chairs, mg.sizeCost = 0, nil
		var rules []rule
		for _, r := range mg.rules {
			if r.hard {
				rules = append(rules, r)
			}
		}
		mg.rules = rules
		h.groups[g] = mg
	}
	h.grain = 1
	return &h
}

// fairness is what was found out about the people outside their list.
type fairness struct {
	outside, outsideBound int
	// best is a seating with so few outside, nil if the plan without limits has it.
	best seating
}

// fewestOutside finds the fewest people who must be left outside their list, and
// a proved bound. known is a seating that keeps the rules, or nil.
func (p *Problem) fewestOutside(ctx context.Context, opts *Options, known seating) fairness {
	if known != nil {
		if n := p.outsideOf(known); n == 0 {
			return fairness{}
		}
	}
	m := p.countingOutside(0)
	f := fairness{outside: len(p.roster)}
	for pass := range 2 {
		budget := budgetFor(m, opts.Budget)
		if pass == 0 {
			budget = lighter(budget)
		}
		s := newSolver(ctx, m, budget, opts.Seed+1+uint64(pass))
		s.rounds, s.hint = 2, known
		s.solve()
		if s.score.broken == 0 {
			f.outside = int(-s.score.value / 100)
			f.best, known = s.best, s.best
		}
		f.outsideBound = max(f.outsideBound, min(f.outside, int((-s.bound+99)/100)))
		if f.outside <= f.outsideBound || ctx.Err() != nil {
			break
		}
	}
	return f
}

// outsideOf counts the voters without any group of their list.
func (p *Problem) outsideOf(x seating) int {
	n := 0
	for u, gs := range x {
		for _, i := range p.m.units[u].people {
			out := p.voted[i]
			for _, g := range gs {
				out = out && p.rank[i][g] == 0
			}
			if out {
				n++
			}
		}
	}
	return n
}

// worstOf is the worst best choice of anyone on their list; 0 if nobody is.
func (p *Problem) worstOf(x seating) int {
	worst := 0
	for u, gs := range x {
		for _, i := range p.m.units[u].people {
			best := 0
			for _, g := range gs {
				if r := p.rank[i][g]; r > 0 && (best == 0 || r < best) {
					best = r
				}
			}
			worst = max(worst, best)
		}
	}
	return worst
}

// impossibleBeyond reports whether it is proved that no plan with at most
// outside people outside their list keeps everyone else within choice worst.
func (p *Problem) impossibleBeyond(ctx context.Context, opts *Options, worst, outside int) (impossible bool, found seating) {
	m := p.countingOutside(worst)
	s := newSolver(ctx, m, lighter(budgetFor(m, opts.Budget)), opts.Seed+2)
	s.rounds = 1
	s.enough = -100 * int64(outside)
	s.solve()
	if s.score.broken == 0 && s.score.value >= -100*int64(outside) {
		return false, s.best
	}
	return s.bound < -100*int64(outside), nil
}

// lighter is a budget for side questions.
func lighter(b Budget) Budget {
	return Budget{Moves: max(b.Moves/4, 1), Steps: b.Steps, Nodes: b.Nodes / 8}
}
