package search

import (
	"context"
	"slices"

	"roundtable/planner/grouping/internal/model"
)

// ShiftGain is what moving u from g to h would bring, and the penalties of the
// two groups after it.
func (s *State) ShiftGain(u, g, h int) (gain, ng, nh int64) {
	ng, nh = s.after(g, u, -1, -1), s.after(h, -1, u, g)
	return s.worth[u*s.K+h] - s.worth[u*s.K+g] + s.setGain(u, h, g) + s.relief(u, g, -1)*s.hard -
		ng + s.penalty[g] - nh + s.penalty[h], ng, nh
}

// CanShift reports whether sizes, pairs, organisations and fixed seats let u move
// from g to h.
func (s *State) CanShift(u, g, h int) bool {
	return s.in[u*s.K+h] < 0 && !s.fixed(u, g, h) && s.HasRoom(h, u) && s.CanSpare(g, u) && s.May(u, h, -1)
}

// turn is one unit's part in a ring of moves: it goes from its group to the group
// of the next turn, the last to that of the first.
type turn struct{ unit, from int }

// mostTurns is the longest ring tried: an exchange has two turns, a cycle three.
const mostTurns = 3

// rotationWorth is what a ring of moves gains for the units alone, and the most
// that it could gain for the groups: all their penalties.
func (s *State) rotationWorth(ring []turn) (worth, most int64) {
	before := ring[len(ring)-1]
	for _, t := range ring {
		worth += s.worth[before.unit*s.K+t.from] - s.worth[t.unit*s.K+t.from] + s.setGain(before.unit, t.from, before.from)
		most += s.penalty[t.from]
		before = t
	}
	return worth, most
}

// mayRotate reports whether apart-pairs and organisations allow a ring of moves.
func (s *State) mayRotate(ring []turn) bool {
	if !s.strict {
		return true
	}
	before := ring[len(ring)-1]
	for _, t := range ring {
		if !s.May(before.unit, t.from, t.unit) {
			return false
		}
		before = t
	}
	return true
}

// rotationGain is what a ring of moves gains for the groups; it stores their
// penalties after it.
func (s *State) rotationGain(ring []turn, penalty *[mostTurns]int64) int64 {
	var d int64
	before := ring[len(ring)-1]
	for k, t := range ring {
		penalty[k] = s.after(t.from, t.unit, before.unit, before.from)
		d += s.penalty[t.from] - penalty[k] + s.relief(t.unit, t.from, before.unit)*s.hard
		before = t
	}
	return d
}

// SwapGain is what exchanging u in g with v in h would bring; ok is false where
// sizes, pairs, organisations or fixed seats forbid it.
func (s *State) SwapGain(u, g, v, h int) (gain int64, ok bool) {
	K := s.K
	if u == v || s.in[u*K+h] >= 0 || s.in[v*K+g] >= 0 || s.fixed(u, g, h) || s.fixed(v, h, g) {
		return 0, false
	}
	if d := s.size[v] - s.size[u]; d != 0 {
		if a, b := s.People[g]+d, s.People[h]-d; a < s.lo[g] || a > s.hi[g] || b < s.lo[h] || b > s.hi[h] {
			return 0, false
		}
	}
	ring := []turn{{u, g}, {v, h}}
	if !s.mayRotate(ring) {
		return 0, false
	}
	var penalty [mostTurns]int64
	worth, _ := s.rotationWorth(ring)
	return worth + s.rotationGain(ring, &penalty), true
}

// Open counts a seating so that every allowed group is a candidate.
func Open(m *model.Model, x model.Seating) *State {
	cand := make([][]int32, len(m.Units))
	for u := range cand {
		for g := range m.Groups {
			if m.Seats[u*m.K()+g] != model.Banned {
				cand[u] = append(cand[u], int32(g))
			}
		}
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
// move is left. An interrupt cuts it short.
func Polish(ctx context.Context, m *model.Model, x model.Seating) model.Seating {
	s := Open(m, x)
	for s.improve(ctx) {
	}
	return model.Seating(s.Has).Sorted()
}

// improve makes the improving shifts and swaps of one pass over all units.
func (s *State) improve(ctx context.Context) bool {
	any := false
	for u := range s.U {
		if ctx.Err() != nil {
			return false
		}
		for k := 0; k < len(s.Has[u]); k++ {
			if s.improveSeat(u, int(s.Has[u][k])) {
				any = true
			}
		}
	}
	return any
}

func (s *State) improveSeat(u, g int) bool {
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
			ring := []turn{{u, g}, {int(v), h}}
			if worth, most := s.rotationWorth(ring); worth+most <= 0 {
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

// successor is a unit that could take somebody's place, from a group it sits in,
// and the points that this costs.
type successor struct {
	Unit, From int
	Cost       int64
}

// Successors lists the units that could take the place of u in g at least cost,
// up to most of them, the cheapest first: willing ones of the same size that no
// rule forbids.
func (s *State) Successors(u, g, most int, willing func(v int) bool) []successor {
	var best []successor
	for v := range s.U {
		if v == u || s.in[v*s.K+g] >= 0 || !willing(v) || s.size[v] != s.size[u] || !s.May(v, g, u) {
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
			if s.BreaksHard(cost) {
				continue
			}
			at := len(best)
			for at > 0 && best[at-1].Cost > cost {
				at--
			}
			best = slices.Insert(best, at, successor{v, h, cost})
			best = best[:min(len(best), most)]
		}
	}
	return best
}

// BreaksHard reports whether a cost contains a hard rule: nothing soft comes near.
func (s *State) BreaksHard(cost int64) bool { return cost >= s.hard/2 }

// WorthOf is what a seat is worth by itself, countOf how many people of a class
// with rules a group has.
func (s *State) WorthOf(u, g int) int64 { return s.worth[u*s.K+g] }

func (s *State) CountOf(g, class int) int32 { return s.count[g*s.C+class] }
