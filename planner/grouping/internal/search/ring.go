package search

// ShiftGain is what moving u from g to h would bring, and the penalties of the
// two groups after it.
func (s *State) ShiftGain(u, g, h int) (gain, ng, nh int64) {
	ng, nh = s.after(g, u, -1, -1), s.after(h, -1, u, g)
	return s.worth[u*s.K+h] - s.worth[u*s.K+g] + s.setGain(u, h, g) -
		ng + s.penalty[g] - nh + s.penalty[h], ng, nh
}

// CanShift reports whether sizes and fixed seats let u move
// from g to h.
func (s *State) CanShift(u, g, h int) bool {
	return s.in[u*s.K+h] < 0 && !s.fixed(u, g, h) && s.HasRoom(h, u) && s.CanSpare(g, u)
}

// turn is one unit's part in a ring of moves: it goes from its group to the group
// of the next turn, the last to that of the first.
type turn struct{ unit, from int }

// mostTurns is the longest ring tried: an exchange has two turns, a cycle three.
const mostTurns = 3

// ring is a ring of moves: seats that are passed on.
type ring []turn

// worth is what a ring of moves gains for the units alone, and the most
// that it could gain for the groups: all their penalties.
func (x ring) worth(s *State) (worth, most int64) {
	before := x[len(x)-1]
	for _, t := range x {
		worth += s.worth[before.unit*s.K+t.from] - s.worth[t.unit*s.K+t.from]
		worth += s.setGain(before.unit, t.from, before.from)
		most += s.penalty[t.from]
		before = t
	}
	return worth, most
}

// gain is what a ring of moves gains for the groups; it stores their
// penalties after it.
func (x ring) gain(s *State, penalty *[mostTurns]int64) int64 {
	var d int64
	before := x[len(x)-1]
	for k, t := range x {
		penalty[k] = s.after(t.from, t.unit, before.unit, before.from)
		d += s.penalty[t.from] - penalty[k]
		before = t
	}
	return d
}

// SwapGain is what exchanging u in g with v in h would bring; ok is false where
// sizes or fixed seats forbid it.
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
	x := ring{{u, g}, {v, h}}
	var penalty [mostTurns]int64
	worth, _ := x.worth(s)
	return worth + x.gain(s, &penalty), true
}
