package solve

import (
	"cmp"
	"slices"

	"roundtable/planner/grouping/internal/bound"
	"roundtable/planner/grouping/internal/model"
)

// worthHaving are the groups the relaxed solution uses for a unit, or that
// would cost the bound little.
func worthHaving(d *bound.Descent, w width) [][]int32 {
	b, K := d.Bounder, d.Bounder.Model.K()
	cand := make([][]int32, len(b.Model.Units))
	for u := range b.Model.Units {
		for _, g := range b.Candidates(u) {
			if d.Shares[u*K+int(g)] >= w.share || b.Loss(u, g) <= w.loss {
				cand[u] = append(cand[u], g)
			}
		}
	}
	return cand
}

// seater fills a seating unit by unit, looking out for clashes.
type seater struct {
	m    *model.Model
	out  model.Seating
	orgs []int // group*orgs + organisation
}

func (s *seater) clashes(u int, g int32) bool {
	m := s.m
	for _, k := range m.ApartOf[u] {
		if slices.Contains(s.out[m.Partner(k, u)], g) {
			return true
		}
	}
	for _, i := range m.Units[u].People {
		if o := m.People[i].Org; o >= 0 && s.orgs[int(g)*m.Orgs+int(o)] >= m.OrgCap {
			return true
		}
	}
	return false
}

func (s *seater) take(u int, g int32) {
	s.out[u] = append(s.out[u], g)
	for _, i := range s.m.Units[u].People {
		if o := s.m.People[i].Org; o >= 0 {
			s.orgs[int(g)*s.m.Orgs+int(o)]++
		}
	}
}

// mostShared seats every unit where the relaxed solution had it most, as far as
// apart-pairs, organisations and memberships allow.
func mostShared(d *bound.Descent, closed []bool) model.Seating {
	m := d.Bounder.Model
	K := m.K()
	s := &seater{m: m, out: make(model.Seating, len(m.Units)), orgs: make([]int, K*m.Orgs)}
	for u := range m.Units {
		for g := range K {
			if m.Seats[u*K+g] == model.Forced {
				s.take(u, int32(g))
			}
		}
	}
	for u := range m.Units {
		var order []int32
		for g := range K {
			if m.Seats[u*K+g] == model.Free && (closed == nil || !closed[g]) {
				order = append(order, int32(g))
			}
		}
		row := d.Shares[u*K : (u+1)*K]
		slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(row[b], row[a]) })
		s.seat(u, order, row)
	}
	return s.out.Sorted()
}

// seat gives unit u the groups of an order that it shared by half at least and
// that nothing forbids, then its least memberships at any price.
func (s *seater) seat(u int, order []int32, share []float64) {
	un := &s.m.Units[u]
	for pass := range 2 {
		for _, g := range order {
			n := len(s.out[u])
			if n >= un.Hi || n >= un.Lo && (share[g] < 0.5 || pass == 1) {
				break
			}
			if !slices.Contains(s.out[u], g) && (pass == 1 || !s.clashes(u, g)) {
				s.take(u, g)
			}
		}
	}
}
