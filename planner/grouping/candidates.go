package grouping

import (
	"cmp"
	"slices"
)

// worthHaving are the groups the relaxed solution uses for a unit, or that
// would cost the bound little.
func worthHaving(d *descent, w width) [][]int32 {
	b, K := d.b, d.b.m.K()
	cand := make([][]int32, len(b.m.units))
	for u := range b.m.units {
		for _, g := range b.candidates(u) {
			if d.shares[u*K+int(g)] >= w.share || b.loss(u, g) <= w.loss {
				cand[u] = append(cand[u], g)
			}
		}
	}
	return cand
}

// seater fills a seating unit by unit, looking out for clashes.
type seater struct {
	m    *model
	out  seating
	orgs []int // group*orgs + organisation
}

func (s *seater) clashes(u int, g int32) bool {
	m := s.m
	for _, k := range m.apartOf[u] {
		if slices.Contains(s.out[m.partner(k, u)], g) {
			return true
		}
	}
	for _, i := range m.units[u].people {
		if o := m.people[i].org; o >= 0 && s.orgs[int(g)*m.orgs+int(o)] >= m.orgCap {
			return true
		}
	}
	return false
}

func (s *seater) take(u int, g int32) {
	s.out[u] = append(s.out[u], g)
	for _, i := range s.m.units[u].people {
		if o := s.m.people[i].org; o >= 0 {
			s.orgs[int(g)*s.m.orgs+int(o)]++
		}
	}
}

// mostShared seats every unit where the relaxed solution had it most, as far as
// apart-pairs, organisations and memberships allow.
func mostShared(d *descent, closed []bool) seating {
	m := d.b.m
	K := m.K()
	s := &seater{m: m, out: make(seating, len(m.units)), orgs: make([]int, K*m.orgs)}
	for u := range m.units {
		for g := range K {
			if m.seats[u*K+g] == forced {
				s.take(u, int32(g))
			}
		}
	}
	for u := range m.units {
		un := &m.units[u]
		row := d.shares[u*K : (u+1)*K]
		order := make([]int32, 0, K)
		for g := range K {
			if m.seats[u*K+g] == free && (closed == nil || !closed[g]) {
				order = append(order, int32(g))
			}
		}
		slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(row[b], row[a]) })
		for pass := range 2 { // the second pass fills least memberships at any price
			for _, g := range order {
				n := len(s.out[u])
				if n >= un.hi || n >= un.lo && (row[g] < 0.5 || pass == 1) {
					break
				}
				if !slices.Contains(s.out[u], g) && (pass == 1 || !s.clashes(u, g)) {
					s.take(u, g)
				}
			}
		}
		slices.Sort(s.out[u])
	}
	return s.out
}
