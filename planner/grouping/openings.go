package grouping

import "slices"

// closedBy lists the groups a restriction keeps closed; nil if there are none.
func (r *restriction) closedBy() []bool {
	var closed []bool
	for g := range r.lo {
		if !r.mustOpen[g] && r.hi[g] < r.lo[g] {
			if closed == nil {
				closed = make([]bool, len(r.lo))
			}
			closed[g] = true
		}
	}
	return closed
}

// relaxedOpenings closes the optional groups that the relaxed solution fills
// less than half of their least size. It returns nil if it closes none.
func (s *solver) relaxedOpenings() []bool {
	m, K := s.m, s.m.K()
	var closed []bool
	for g := range m.groups {
		if !m.groups[g].optional {
			continue
		}
		size := 0.0
		for u := range m.units {
			size += s.d.shares[u*K+g] * float64(len(m.units[u].people))
		}
		if 2*size < float64(m.groups[g].lo) {
			if closed == nil {
				closed = make([]bool, K)
			}
			closed[g] = true
		}
	}
	return closed
}

// tryOpenings searches with each optional group opened or closed against the
// best plan, and keeps what is better. It stops after a pass without gain.
func (s *solver) tryOpenings() {
	m := s.m
	for range 3 {
		gained := false
		for g := range m.groups {
			if !m.groups[g].optional || s.done() {
				continue
			}
			closed := s.closedNow()
			closed[g] = !closed[g]
			start := m.place(closed)
			before := s.score
			s.search(
				searchRun{start, m.listed(), closed, s.budget.Moves / 8, 40, 2},
				searchRun{s.d.mostShared(closed), s.d.worthHaving(0.02, 20), closed, s.budget.Moves / 8, 20, 1},
			)
			gained = gained || s.score.better(before)
		}
		if !gained {
			return
		}
	}
}

// closedNow tells which optional groups the best plan leaves empty.
func (s *solver) closedNow() []bool {
	closed := make([]bool, s.m.K())
	for g := range closed {
		closed[g] = s.m.groups[g].optional &&
			!slices.ContainsFunc(s.best, func(gs []int32) bool { return slices.Contains(gs, int32(g)) })
	}
	return closed
}
