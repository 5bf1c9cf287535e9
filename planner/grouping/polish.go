package grouping

import (
	"context"
	"slices"

	"roundtable/planner/internal/anneal"
)

// still is a searcher that only looks: every allowed group is a candidate.
func (m *model) still(x seating) *searcher {
	cand := make([][]int32, len(m.units))
	for u := range cand {
		for g := range m.groups {
			if m.seats[u*m.K()+g] != banned {
				cand[u] = append(cand[u], int32(g))
			}
		}
	}
	closed := make([]bool, m.K())
	for g := range closed {
		closed[g] = m.groups[g].optional
	}
	for _, gs := range x {
		for _, g := range gs {
			closed[g] = false
		}
	}
	return newSearcher(m, x, cand, closed, anneal.NewRandom(1, 0))
}

// shiftGain is what moving u from g to h would bring; ok is false where sizes,
// pairs, organisations or fixed seats forbid it.
func (s *searcher) shiftGain(u, g, h int) (gain int64, ok bool) {
	if s.in[u*s.K+h] >= 0 || s.fixed(u, g, h) || s.people[h]+s.size[u] > s.hi[h] || s.people[g]-s.size[u] < s.lo[g] || !s.may(u, h, -1) {
		return 0, false
	}
	return s.worth[u*s.K+h] - s.worth[u*s.K+g] + s.setDelta(u, g, h) -
		s.after(g, u, -1, -1) + s.penalty[g] - s.after(h, -1, u, g) + s.penalty[h], true
}

// swapGain is what exchanging u in g with v in h would bring.
func (s *searcher) swapGain(u, g, v, h int) (gain int64, ok bool) {
	K := s.K
	if u == v || s.in[u*K+h] >= 0 || s.in[v*K+g] >= 0 || s.fixed(u, g, h) || s.fixed(v, h, g) {
		return 0, false
	}
	if d := s.size[v] - s.size[u]; d != 0 {
		if a, b := s.people[g]+d, s.people[h]-d; a < s.lo[g] || a > s.hi[g] || b < s.lo[h] || b > s.hi[h] {
			return 0, false
		}
	}
	if !s.may(u, h, v) || !s.may(v, g, u) {
		return 0, false
	}
	return s.worth[u*K+h] - s.worth[u*K+g] + s.worth[v*K+g] - s.worth[v*K+h] + s.setDelta(u, g, h) + s.setDelta(v, h, g) -
		s.after(g, u, v, h) + s.penalty[g] - s.after(h, v, u, g) + s.penalty[h], true
}

// polish makes every shift and swap that still improves the plan, so that no
// such move is left. Proved optimal plans have none. An interrupt cuts it short.
func (p *Problem) polish(ctx context.Context, chosen *rungPlan) seating {
	m := chosen.s.m
	if chosen.rung.Bound <= chosen.rung.Value {
		return chosen.best
	}
	s := m.still(chosen.best)
	for s.improve(ctx) {
	}
	x := seating(s.has).clone()
	for u := range x {
		slices.Sort(x[u])
	}
	if sc := m.evaluate(x); sc.broken == 0 && sc.value > chosen.rung.Value {
		chosen.rung.Value = sc.value
		chosen.rung.Bound = max(chosen.rung.Bound, sc.value)
		return x
	}
	return chosen.best
}

// improve makes the improving shifts and swaps of one pass over all units.
func (s *searcher) improve(ctx context.Context) bool {
	any := false
	for u := range s.U {
		if ctx.Err() != nil {
			return false
		}
		for k := 0; k < len(s.has[u]); k++ {
			if s.improveSeat(u, int(s.has[u][k])) {
				any = true
			}
		}
	}
	return any
}

func (s *searcher) improveSeat(u, g int) bool {
	for h := range s.K {
		if d, ok := s.shiftGain(u, g, h); ok && d > 0 {
			s.shift(u, g, h)
			s.settle(g, s.groupPenalty(g))
			s.settle(h, s.groupPenalty(h))
			return true
		}
		for _, v := range s.members[h] {
			K := s.K
			du := s.worth[u*K+h] - s.worth[u*K+g] + s.worth[int(v)*K+g] - s.worth[int(v)*K+h]
			if du+s.setDelta(u, g, h)+s.setDelta(int(v), h, g)+s.penalty[g]+s.penalty[h] <= 0 {
				continue // penalties cannot fall below nothing
			}
			if d, ok := s.swapGain(u, g, int(v), h); ok && d > 0 {
				s.shift(u, g, h)
				s.shift(int(v), h, g)
				s.settle(g, s.groupPenalty(g))
				s.settle(h, s.groupPenalty(h))
				return true
			}
		}
	}
	return false
}
