package solve

import (
	"slices"

	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/grouping/internal/search"
)

// relaxedOpenings closes the optional groups that the relaxed solution fills
// less than half of their least size. It returns nil if it closes none.
func (s *Solver) relaxedOpenings() []bool {
	m, K := s.Model, s.Model.K()
	var closed []bool
	for g := range m.Groups {
		if !m.Groups[g].Optional {
			continue
		}
		size := 0.0
		for u := range m.Units {
			size += s.Descent.Shares[u*K+g] * float64(len(m.Units[u].People))
		}
		if 2*size < float64(m.Groups[g].Lo) {
			if closed == nil {
				closed = make([]bool, K)
			}
			closed[g] = true
		}
	}
	return s.withinCaps(closed, -1)
}

// Opening or closing a group is tried with a part of a search's moves, over a few
// passes: one change can make another worth its while.
const (
	openingShare  = 8
	openingPasses = 3
)

// tryOpenings searches with each optional group opened or closed against the
// best plan, and keeps what is better. It stops after a pass without gain.
func (s *Solver) tryOpenings() {
	m, moves := s.Model, s.Budget.Moves/openingShare
	for range openingPasses {
		gained := false
		for g := range m.Groups {
			if !m.Groups[g].Optional || s.done() {
				continue
			}
			closed := s.closedNow()
			closed[g] = !closed[g]
			closed = s.withinCaps(closed, g)
			before := s.Score
			shared := mostShared(s.Descent, closed)
			s.search(
				searchRun{search.Place(m, closed), search.Listed(m), closed, moves, openFlowHeat},
				searchRun{shared, worthHaving(s.Descent, openWidth), closed, moves, openSharedHeat},
			)
			gained = gained || s.Score.Better(before)
		}
		if !gained {
			return
		}
	}
}

// withinCaps closes groups, the least wanted first, until no more are open than the caps
// allow; group keep stays open, where it is not −1.
func (s *Solver) withinCaps(closed []bool, keep int) []bool {
	m := s.Model
	for k := range m.Caps {
		c := &m.Caps[k]
		open := func(g int) bool { return closed == nil || !closed[g] }
		for c.Open(open) > c.Most {
			least := -1
			for _, g32 := range c.Groups {
				g := int(g32)
				if g != keep && open(g) && m.Groups[g].Optional && (least < 0 || s.appeal(g) < s.appeal(least)) {
					least = g
				}
			}
			if least < 0 {
				break
			}
			if closed == nil {
				closed = make([]bool, m.K())
			}
			closed[least] = true
		}
	}
	return closed
}

// appeal is how much a group is wanted: in the relaxed solution, before it by wishes.
func (s *Solver) appeal(g int) float64 {
	var n, v float64
	for u := range s.Model.Units {
		if s.Descent != nil {
			n += s.Descent.Shares[u*s.Model.K()+g]
		}
		v += float64(max(0, s.Model.Utility[u*s.Model.K()+g]))
	}
	if n > 0 {
		return n
	}
	return v
}

// closedNow tells which optional groups the best plan leaves empty.
func (s *Solver) closedNow() []bool { return s.closedIn(s.Best) }

// closedIn tells which optional groups a seating leaves empty.
func (s *Solver) closedIn(x model.Seating) []bool {
	closed := make([]bool, s.Model.K())
	for g := range closed {
		closed[g] = s.Model.Groups[g].Optional &&
			!slices.ContainsFunc(x, func(gs []int32) bool { return slices.Contains(gs, int32(g)) })
	}
	return closed
}

// settleTries is how many choices of what groups have in common are tried before the
// search, by people and groups: some seconds of flows.
const settleTries = 2_000_000

// settled seats everybody where it suits them: for one choice of what each group has in
// common, the flow finds the best seats among those that suit. It begins with what suits
// most people and then changes the choice of one group at a time, as long as that gains.
// Where annealing chooses along with the seats, no language but the commonest is ever
// left by all members of a group at once.
func (s *Solver) settled(closed []bool) model.Seating {
	m := s.Model
	var sets [][]int
	var groups, chosen []int
	for g := range m.Groups {
		for _, set := range m.Groups[g].Options {
			most := func(a, b int) int { return int(m.Total[m.Attrs[b].First] - m.Total[m.Attrs[a].First]) }
			set = slices.SortedStableFunc(slices.Values(set), most)
			sets, groups, chosen = append(sets, set), append(groups, g), append(chosen, set[0])
		}
	}
	place := func() (model.Seating, model.Score) {
		x := search.Place(model.Choosing(m, groups, chosen), closed)
		return x, m.Evaluate(x)
	}
	best, score := place()
	tries := settleTries / (len(m.Units) * m.K())
	for gained := len(sets) > 0; gained; {
		gained = false
		for k, set := range sets {
			for _, a := range set {
				before := chosen[k]
				if chosen[k] = a; a == before {
					continue
				}
				if tries--; tries < 0 {
					return best
				}
				if x, sc := place(); sc.Better(score) {
					best, score, gained = x, sc, true
				} else {
					chosen[k] = before
				}
			}
		}
	}
	return best
}
