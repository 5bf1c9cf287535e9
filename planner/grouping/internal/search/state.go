package search

import (
	"roundtable/planner/grouping/internal/model"
)

// State is a seating that can be changed move by move, with its penalties kept
// up to date in whole numbers. Hard rules count as penalties of hard points a
// person; nothing soft can outweigh one.
type State struct {
	m       *model.Model
	K, U, C int
	hard    int64

	classes [][]int32 // classes of each unit's people that have rules
	size    []int32   // people of each unit
	single  []bool    // exactly one seat
	chairs  []bool    // somebody is willing to chair
	worth   []int64   // by unit and group; tiers included for single seats
	rules   []fastRule
	from    []int32 // by group*C+class: first rule; the next entry ends it
	lo, hi  []int32 // sizes allowed in this run
	options []bool  // groups that choose a language or an hour

	in      []int32 // by unit and group: position in members, or -1
	Members [][]int32
	Has     [][]int32
	People  []int32 // size of each group
	count   []int32 // group*C+class
	penalty []int64 // by group
	delta   []int32 // scratch by class

	willing  []int32 // group*chairClasses+class: willing people at home here
	distinct []int32 // chair classes at hand in each group
	home     []int32 // by person with several seats: group where they may chair
	orgCount []int32
	clashes  int64 // apart-pairs and organisations broken at the moment
	strict   bool  // there are apart-pairs or capped organisations

	utility int64
	total   int64 // sum of penalties

	cand    [][]int32
	buckets [][]int32 // from group*K + to group: seats (unit<<6 | slot)
	at      [][]int32 // by unit: candidate*slots + slot → position in its bucket
	slots   []int32
}

// fastRule is a rule with its weights as the search uses them.
type fastRule struct {
	need, allow []int32
	short, over int64
	class       int32
	attr        int32
}

// newState counts a seating. cand lists the groups each unit may be moved to;
// groups of the seating are added. Closed groups stay empty.
func newState(m *model.Model, start model.Seating, cand [][]int32, closed []bool) *State {
	s := &State{m: m, K: m.K(), U: len(m.Units), C: m.Classes, hard: m.HardPoints()}
	s.setUpUnits()
	s.setUpRules(closed)
	s.setUpCandidates(start, cand)
	for u := range start {
		for _, g := range start[u] {
			s.join(u, int(g))
		}
	}
	for g := range s.K {
		s.penalty[g] = s.groupPenalty(g)
		s.total += s.penalty[g]
	}
	s.strict = m.Orgs > 0 || len(m.Apart) > 0
	s.clashes = s.countClashes()
	return s
}

func (s *State) setUpUnits() {
	m, K := s.m, s.K
	ruled := make([]bool, s.C)
	for g := range m.Groups {
		for i := range m.Groups[g].Rules {
			ruled[m.Groups[g].Rules[i].Class] = true
		}
	}
	s.classes, s.size = make([][]int32, s.U), make([]int32, s.U)
	s.single, s.chairs = make([]bool, s.U), make([]bool, s.U)
	s.worth = make([]int64, s.U*K)
	s.home = make([]int32, len(m.People))
	A := len(m.Attrs)
	for u := range m.Units {
		un := &m.Units[u]
		s.size[u] = int32(len(un.People))
		s.single[u] = un.Lo == 1 && un.Hi == 1
		for _, i := range un.People {
			s.home[i] = -1
			s.chairs[u] = s.chairs[u] || m.People[i].Chair >= 0
			for _, c := range m.ClassOf[int(i)*A : (int(i)+1)*A] {
				if ruled[c] {
					s.classes[u] = append(s.classes[u], c)
				}
			}
		}
		for g := range K {
			s.worth[u*K+g] = m.Utility[u*K+g]
			if s.single[u] {
				s.worth[u*K+g] = m.SeatValue(u, g)
			}
		}
	}
}

func (s *State) setUpRules(closed []bool) {
	m := s.m
	s.from = make([]int32, s.K*s.C+1)
	s.lo, s.hi, s.options = make([]int32, s.K), make([]int32, s.K), make([]bool, s.K)
	for g := range m.Groups {
		mg := &m.Groups[g]
		s.lo[g], s.hi[g], s.options[g] = int32(mg.Lo), int32(mg.Hi), len(mg.Options) > 0
		if mg.Optional && closed != nil && closed[g] {
			s.lo[g], s.hi[g] = 0, 0
		}
		for c := range s.C {
			s.from[g*s.C+c] = int32(len(s.rules))
			for i := range mg.Rules {
				r := &mg.Rules[i]
				if int(r.Class) != c {
					continue
				}
				f := fastRule{need: r.Need, allow: r.Allow, short: r.Short, over: r.Over, class: r.Class, attr: r.Attr}
				if r.Hard {
					f.short, f.over = s.hard, s.hard
				}
				s.rules = append(s.rules, f)
			}
		}
	}
	s.from[s.K*s.C] = int32(len(s.rules))
	s.in = make([]int32, s.U*s.K)
	for i := range s.in {
		s.in[i] = -1
	}
	s.Members, s.Has = make([][]int32, s.K), make([][]int32, s.U)
	s.People, s.penalty = make([]int32, s.K), make([]int64, s.K)
	s.count, s.delta = make([]int32, s.K*s.C), make([]int32, s.C)
	s.willing = make([]int32, s.K*m.ChairClasses)
	s.distinct = make([]int32, s.K)
	s.orgCount = make([]int32, s.K*m.Orgs)
}

// setUpCandidates lists for each unit where it may go, and makes the buckets.
func (s *State) setUpCandidates(start model.Seating, cand [][]int32) {
	s.cand, s.at, s.slots = make([][]int32, s.U), make([][]int32, s.U), make([]int32, s.U)
	s.buckets = make([][]int32, s.K*s.K)
	seen := make([]int, s.K)
	for u := range s.U {
		add := func(g int32) {
			if seen[g] != u+1 && s.m.Seats[u*s.K+int(g)] != model.Banned && s.hi[g] > 0 {
				seen[g] = u + 1
				s.cand[u] = append(s.cand[u], g)
			}
		}
		for _, g := range cand[u] {
			add(g)
		}
		for _, g := range start[u] {
			add(g)
		}
		s.slots[u] = int32(max(s.m.Units[u].Hi, len(start[u])))
		s.at[u] = make([]int32, len(s.cand[u])*int(s.slots[u]))
	}
}

// enter books slot k of unit u, which sits in h, in the buckets of the groups it
// could go to.
func (s *State) enter(u, h, k int) {
	n := int(s.slots[u])
	for c, g := range s.cand[u] {
		b := h*s.K + int(g)
		s.at[u][c*n+k] = int32(len(s.buckets[b]))
		s.buckets[b] = append(s.buckets[b], int32(u<<6|k))
	}
}

func (s *State) leave(u, h, k int) {
	n := int(s.slots[u])
	for c, g := range s.cand[u] {
		b := s.buckets[h*s.K+int(g)]
		at := s.at[u][c*n+k]
		last := b[len(b)-1]
		b[at] = last
		s.buckets[h*s.K+int(g)] = b[:len(b)-1]
		v, slot := int(last>>6), int(last&63)
		for d, g2 := range s.cand[v] {
			if g2 == g {
				s.at[v][d*int(s.slots[v])+slot] = at
				break
			}
		}
	}
}

// book changes the counts of group g by unit u, sign +1 or −1.
func (s *State) book(u, g int, sign int32) {
	m := s.m
	s.People[g] += sign * s.size[u]
	base := g * s.C
	for _, c := range s.classes[u] {
		s.count[base+int(c)] += sign
	}
	s.distinct[g] += s.countChairs(u, g, g, sign)
	for _, i := range m.Units[u].People {
		if o := m.People[i].Org; o >= 0 {
			s.orgCount[g*m.Orgs+int(o)] += sign
		}
	}
	s.utility += int64(sign) * s.worth[u*s.K+g]
}

// bookChair changes the willing people of a chair class at home in g by sign,
// +1 or −1.
func (s *State) bookChair(g int, class, sign int32) {
	s.distinct[g] += s.countChair(g, class, sign)
}

// countChair is bookChair without the booking of how many classes are at hand,
// by which it returns the change.
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
	s.enter(u, g, len(s.Has[u])-1)
}

// quit takes unit u out of g. Its other slots keep their order.
func (s *State) quit(u, g int) {
	for k, h := range s.Has[u] {
		s.leave(u, int(h), k)
	}
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
	for k, h := range s.Has[u] {
		if int(h) == g {
			s.Has[u] = append(s.Has[u][:k], s.Has[u][k+1:]...)
			break
		}
	}
	for k, h := range s.Has[u] {
		s.enter(u, int(h), k)
	}
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
	slot := 0
	for k, x := range s.Has[u] {
		if int(x) == g {
			slot = k
		}
	}
	s.leave(u, g, slot)
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
	s.Has[u][slot] = int32(h)
	s.enter(u, h, slot)
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

func (s *State) setChange(u int, with, without int32) int64 {
	if len(s.m.Further) == 0 && s.m.Tier == nil {
		return 0
	}
	return s.setWorth(u, with, without) - s.setWorth(u, -1, -1)
}

// setWorth is what a unit's set of groups is worth beyond the groups' own
// points: the falling value of memberships and the fairness tier.
func (s *State) setWorth(u int, with, without int32) int64 {
	m, set := s.m, s.Has[u]
	n := len(set)
	if with >= 0 {
		n++
	}
	if without >= 0 {
		n--
	}
	v := -m.FurtherCost(n) * int64(s.size[u])
	if m.Tier == nil {
		return v
	}
	for _, i := range m.Units[u].People {
		t := m.NoneTier[i]
		for _, g := range set {
			if g != without {
				t = min(t, m.Tier[int(i)*s.K+int(g)])
			}
		}
		if with >= 0 {
			t = min(t, m.Tier[int(i)*s.K+int(with)])
		}
		v -= m.TierCost[t]
	}
	return v
}

// value is the worth of the seating as the search counts it.
func (s *State) value() int64 { return s.utility - s.total - s.clashes*s.hard }

// countClashes counts the apart-pairs and organisations broken.
func (s *State) countClashes() int64 {
	m := s.m
	var n int64
	for _, c := range s.orgCount {
		n += int64(max(0, int(c)-m.OrgCap))
	}
	for _, pr := range m.Apart {
		for _, g := range s.Has[pr[0]] {
			if s.in[int(pr[1])*s.K+int(g)] >= 0 {
				n++
			}
		}
	}
	return n
}

// settle books the new penalty of a group after a move.
func (s *State) settle(g int, penalty int64) {
	s.total += penalty - s.penalty[g]
	s.penalty[g] = penalty
	if s.clashes > 0 {
		s.clashes = s.countClashes()
	}
}

// HasRoom reports whether unit u fits into g beside its members.
func (s *State) HasRoom(g, u int) bool { return s.People[g]+s.size[u] <= s.hi[g] }

// CanSpare reports whether g keeps its least size when unit u leaves.
func (s *State) CanSpare(g, u int) bool { return s.People[g]-s.size[u] >= s.lo[g] }

// fixed reports whether unit v cannot leave h for g.
func (s *State) fixed(v, h, g int) bool {
	return s.m.Seats[v*s.K+h] == model.Forced || s.m.Seats[v*s.K+g] == model.Banned
}
