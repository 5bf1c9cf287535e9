package grouping

import "slices"

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

// Opening or closing a group is tried with a part of a search's moves, over a few
// passes: one change can make another worth its while.
const (
	openingShare  = 8
	openingPasses = 3
)

// tryOpenings searches with each optional group opened or closed against the
// best plan, and keeps what is better. It stops after a pass without gain.
func (s *solver) tryOpenings() {
	m := s.m
	for range openingPasses {
		gained := false
		for g := range m.groups {
			if !m.groups[g].optional || s.done() {
				continue
			}
			closed := s.closedNow()
			closed[g] = !closed[g]
			before := s.score
			s.search(
				searchRun{place(m, closed), listed(m), closed, s.budget.Moves / openingShare, openFlowHeat},
				searchRun{mostShared(s.d, closed), worthHaving(s.d, openWidth), closed, s.budget.Moves / openingShare, openSharedHeat},
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
