package search

import (
	"cmp"
	"slices"

	"roundtable/planner/grouping/internal/model"
)

// Open counts a seating so that every allowed group is a candidate.
func Open(m *model.Model, x model.Seating) *State {
	cand := make([][]int32, len(m.Units))
	for u := range cand {
		cand[u] = m.Allowed(u)
	}
	closed := make([]bool, m.K())
	for g := range closed {
		closed[g] = m.Groups[g].Optional
	}
	for _, gs := range x {
		for _, g := range gs {
			closed[g] = false
		}
	}
	return newState(m, x, cand, closed)
}

// Polish makes every shift and swap that improves the seating, so that no such
// move is left.
func Polish(m *model.Model, x model.Seating) model.Seating {
	s := Open(m, x)
	for improve(s) {
	}
	return model.Seating(s.Has).Sorted()
}

// improve makes the improving shifts and swaps of one pass over all units.
func improve(s *State) bool {
	any := false
	for u := range s.U {
		for k := 0; k < len(s.Has[u]); k++ {
			if improveSeat(s, u, int(s.Has[u][k])) {
				any = true
			}
		}
	}
	return any
}

func improveSeat(s *State, u, g int) bool {
	for h := range s.K {
		if s.CanShift(u, g, h) {
			if d, ng, nh := s.ShiftGain(u, g, h); d > 0 {
				s.shift(u, g, h)
				s.settle(g, ng)
				s.settle(h, nh)
				return true
			}
		}
		for _, v := range s.Members[h] {
			swap := ring{{u, g}, {int(v), h}}
			if worth, most := swap.worth(s); worth+most <= 0 {
				continue // penalties cannot fall below nothing
			}
			if d, ok := s.SwapGain(u, g, int(v), h); ok && d > 0 {
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

// Successor is a unit that could take somebody's place, from a group it sits in,
// and the points that this costs.
type Successor struct {
	Unit, From int
	Cost       int64
}

// Successors lists the units that could take the place of u in g at least cost,
// up to most of them, the cheapest first: willing ones of the same size that no
// rule forbids.
func Successors(s *State, u, g, most int, willing func(v int) bool) []Successor {
	var best []Successor
	for v := range s.U {
		if v == u || s.in[v*s.K+g] >= 0 || !willing(v) || s.size[v] != s.size[u] {
			continue
		}
		for _, h32 := range s.Has[v] {
			h := int(h32)
			if s.fixed(v, h, g) || !s.CanSpare(h, v) {
				continue
			}
			worth := s.worth[v*s.K+g] - s.worth[v*s.K+h]
			if len(best) == most && -worth-s.penalty[g]-s.penalty[h] >= best[len(best)-1].Cost {
				continue // cannot be among the best even if every penalty ended
			}
			cost := -worth + s.after(g, u, v, h) - s.penalty[g] + s.after(h, v, -1, -1) - s.penalty[h]
			if BreaksHard(cost) {
				continue
			}
			dearer := func(x Successor, c int64) int { return cmp.Compare(x.Cost, c) }
			at, _ := slices.BinarySearchFunc(best, cost+1, dearer) // behind its equals
			best = slices.Insert(best, at, Successor{v, h, cost})
			best = best[:min(len(best), most)]
		}
	}
	return best
}
