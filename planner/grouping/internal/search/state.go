package search

import (
	"slices"

	"roundtable/planner/grouping/internal/model"
)

// State is a seating that can be changed move by move, with its penalties kept
// up to date in whole numbers.
type State struct {
	facts

	in      []int32   // by unit and group: position in members, or -1
	Members [][]int32 // units by group
	Has     [][]int32 // groups by unit
	People  []int32   // size of each group
	count   []int32   // group*C+class
	penalty []int64   // by group
	delta   []int32   // scratch by class

	willing  []int32 // group*chairClasses+class: willing people at home here
	distinct []int32 // chair classes at hand in each group
	home     []int32 // by person with several seats: group where they may chair

	utility int64
	total   int64 // sum of penalties
}

// newState counts a seating. cand lists the groups each unit may be moved to;
// groups of the seating are added. Closed groups stay empty.
func newState(m *model.Model, start model.Seating, cand [][]int32, closed []bool) *State {
	f := newFacts(m, start, cand, closed)
	s := &State{
		facts: f,
		in:    slices.Repeat([]int32{-1}, f.U*f.K), home: slices.Repeat([]int32{-1}, len(m.People)),
		Members: make([][]int32, f.K), Has: make([][]int32, f.U), People: make([]int32, f.K),
		penalty: make([]int64, f.K), count: make([]int32, f.K*f.C), delta: make([]int32, f.C),
		willing: make([]int32, f.K*m.ChairClasses), distinct: make([]int32, f.K),
	}
	for g := range m.Groups {
		for _, c := range m.Groups[g].NamedKinds {
			s.willing[g*m.ChairClasses+int(c)] = takenKind
		}
	}
	for u := range start {
		for _, g := range start[u] {
			s.join(u, int(g))
		}
	}
	for g := range s.K {
		s.penalty[g] = s.groupPenalty(g)
		s.total += s.penalty[g]
	}
	return s
}

// takenKind is more than anybody counts: the kind of a chair who is named is never at
// hand for another seat.
const takenKind = 1 << 20

// book changes the counts of group g by unit u, sign +1 or −1.
func (s *State) book(u, g int, sign int32) {
	s.People[g] += sign * s.size[u]
	base := g * s.C
	for _, c := range s.classes[u] {
		s.count[base+int(c)] += sign
	}
	s.distinct[g] += s.countChairs(u, g, g, sign)
	s.utility += int64(sign) * s.worth[u*s.K+g]
}

// countChair changes the willing people of a chair class at home in g by sign, +1
// or −1, and returns by how much that changes the classes at hand, which is for
// the caller to book.
func (s *State) countChair(g int, class, sign int32) int32 {
	k := g*s.m.ChairClasses + int(class)
	s.willing[k] += sign
	if sign > 0 && s.willing[k] == 1 || sign < 0 && s.willing[k] == 0 {
		return sign
	}
	return 0
}

// countChairs counts those people of unit u towards the chairs of g who are at
// home in group home; people with one seat always are.
func (s *State) countChairs(u, g, home int, sign int32) int32 {
	var d int32
	for _, i := range s.m.Units[u].People {
		if c := s.m.People[i].Chair; c >= 0 && (s.single[u] || s.home[i] == int32(home)) {
			d += s.countChair(g, c, sign)
		}
	}
	return d
}

// join seats unit u in g as well.
func (s *State) join(u, g int) {
	if !s.single[u] {
		s.utility += s.setGain(u, g, -1)
		for _, i := range s.m.Units[u].People {
			if s.m.People[i].Chair >= 0 && s.home[i] < 0 && s.m.Groups[g].Chairs > 0 {
				s.home[i] = int32(g)
			}
		}
	}
	s.book(u, g, 1)
	s.in[u*s.K+g] = int32(len(s.Members[g]))
	s.Members[g] = append(s.Members[g], int32(u))
	s.Has[u] = append(s.Has[u], int32(g))
}

// quit takes unit u out of g. Its other slots keep their order.
func (s *State) quit(u, g int) {
	if !s.single[u] {
		s.utility += s.setGain(u, -1, g)
	}
	s.book(u, g, -1)
	s.forget(u, g)
	if !s.single[u] {
		for _, i := range s.m.Units[u].People {
			if s.home[i] == int32(g) {
				s.home[i] = -1
			}
		}
	}
	at := slices.Index(s.Has[u], int32(g))
	s.Has[u] = slices.Delete(s.Has[u], at, at+1)
}

// forget removes unit u from the members of g.
func (s *State) forget(u, g int) {
	at := s.in[u*s.K+g]
	list := s.Members[g]
	last := list[len(list)-1]
	list[at] = last
	s.in[int(last)*s.K+g] = at
	s.in[u*s.K+g] = -1
	s.Members[g] = list[:len(list)-1]
}

// shift moves unit u from g to h, in the same slot; its home moves along.
func (s *State) shift(u, g, h int) {
	if !s.single[u] {
		s.utility += s.setGain(u, h, g)
	}
	s.book(u, g, -1)
	if !s.single[u] {
		for _, i := range s.m.Units[u].People {
			if s.home[i] == int32(g) {
				s.home[i] = int32(h)
			}
		}
	}
	s.book(u, h, 1)
	s.forget(u, g)
	s.in[u*s.K+h] = int32(len(s.Members[h]))
	s.Members[h] = append(s.Members[h], int32(u))
	s.Has[u][slices.Index(s.Has[u], int32(g))] = int32(h)
}

// setGain is what the worth of a unit's set of groups, beyond the groups' own
// points, changes by when one group is added and one removed (−1: none). Single
// seats have no such worth.
func (s *State) setGain(u, with, without int) int64 {
	if s.single[u] {
		return 0
	}
	return s.setChange(u, int32(with), int32(without))
}

// setChange is setGain for units with a choice: the falling value of memberships
// and the fairness tier.
func (s *State) setChange(u int, with, without int32) int64 {
	m, set := s.m, s.Has[u]
	if len(m.Further) == 0 && m.Tier == nil && m.Slot == nil {
		return 0
	}
	n := len(set)
	if with >= 0 {
		n++
	}
	if without >= 0 {
		n--
	}
	v := (m.FurtherCost(len(set)) - m.FurtherCost(n)) * int64(s.size[u])
	if m.Slot != nil {
		v -= broken * int64(s.size[u]) * int64(s.together(set, with, without)-s.together(set, without, -1))
	}
	if m.Tier == nil {
		return v
	}
	for _, i := range m.Units[u].People {
		tier := m.Tier[int(i)*s.K : int(i+1)*s.K]
		before, after := m.NoneTier[i], m.NoneTier[i]
		for _, g := range set {
			before = min(before, tier[g])
			if g != without {
				after = min(after, tier[g])
			}
		}
		if with >= 0 {
			after = min(after, tier[with])
		}
		v += s.costOf(before) - s.costOf(after)
	}
	return v
}

// together counts the groups of a set that meet when group g does, group but left out.
func (s *State) together(set []int32, g, but int32) int {
	n := 0
	for _, h := range set {
		if g >= 0 && h != but && s.m.Together(g, h) {
			n++
		}
	}
	return n
}

// value is the worth of the seating as the search counts it.
func (s *State) value() int64 { return s.utility - s.total }

// settle books the new penalty of a group after a move.
func (s *State) settle(g int, penalty int64) {
	s.total += penalty - s.penalty[g]
	s.penalty[g] = penalty
}

// HasRoom reports whether unit u fits into g beside its members.
func (s *State) HasRoom(g, u int) bool { return s.People[g]+s.size[u] <= s.hi[g] }

// CanSpare reports whether g keeps its least size when unit u leaves.
func (s *State) CanSpare(g, u int) bool { return s.People[g]-s.size[u] >= s.lo[g] }

// CountOf is how many people of a class that has rules group g has.
func (s *State) CountOf(g, class int) int32 { return s.count[g*s.C+class] }
