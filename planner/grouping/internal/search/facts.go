package search

import (
	"slices"

	"roundtable/planner/grouping/internal/model"
)

// facts are what does not change in a run: the model in the tables that moves look
// things up in. Hard rules and limits of fairness count as penalties of one
// [broken] a person; nothing soft can outweigh one.
type facts struct {
	m       *model.Model
	K, U, C int

	classes [][]int32 // classes of each unit's people that have rules
	size    []int32   // people of each unit
	single  []bool    // exactly one seat
	chairs  []bool    // somebody is willing to chair
	worth   []int64   // by unit and group; tiers included for single seats
	rules   []fastRule
	from    []int32   // by group*C+class: first rule; the next entry ends it
	lo, hi  []int32   // sizes allowed in this run
	closed  []int64   // by group: what it costs not to open it
	options []bool    // groups that choose a language or an hour
	cand    [][]int32 // groups each unit may be moved to
}

// fastRule is a rule with its weights as the search uses them.
type fastRule struct {
	need, allow []int32
	short, over int64
	alone       int32
	class       int32
	attr        int32
}

// cost is what the rule takes off for n people of its class in a group of z.
func (r *fastRule) cost(z, n int32) int64 {
	var p int64
	if d := r.need[z] - n; d > 0 {
		p = int64(d) * r.short
	}
	if d := n - r.allow[z]; d > 0 {
		p += int64(d) * r.over
	}
	if n < r.alone && n > 0 {
		p += int64(min(n, r.alone-n)) * r.short
	}
	return p
}

func newFacts(m *model.Model, start model.Seating, cand [][]int32, closed []bool) facts {
	f := facts{
		m: m, K: m.K(), U: len(m.Units), C: m.Classes,
	}
	f.setUpRules(closed)
	f.setUpUnits(start, cand)
	return f
}

// setUpRules lists the rules by group and class, and the sizes allowed.
func (s *facts) setUpRules(closed []bool) {
	m := s.m
	s.from = make([]int32, s.K*s.C+1)
	s.lo, s.hi, s.options = make([]int32, s.K), make([]int32, s.K), make([]bool, s.K)
	s.closed = make([]int64, s.K)
	for g := range m.Groups {
		mg := &m.Groups[g]
		left := mg.ClosedLoss()
		s.closed[g] = left.Points + left.Broken*broken
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
				f := fastRule{r.Need, r.Allow, r.Short, r.Over, r.Alone, r.Class, r.Attr}
				if r.Hard {
					f.short, f.over = broken, broken
				}
				s.rules = append(s.rules, f)
			}
		}
	}
	s.from[s.K*s.C] = int32(len(s.rules))
}

// setUpUnits tabulates the units, and where each may go: candidates and the groups
// it starts in, unless they are closed.
func (s *facts) setUpUnits(start model.Seating, cand [][]int32) {
	m, K := s.m, s.K
	ruled := make([]bool, s.C)
	for i := range s.rules {
		ruled[s.rules[i].class] = true
	}
	s.classes, s.size = make([][]int32, s.U), make([]int32, s.U)
	s.single, s.chairs = make([]bool, s.U), make([]bool, s.U)
	s.worth = make([]int64, s.U*K)
	s.cand = make([][]int32, s.U)
	for u := range m.Units {
		un := &m.Units[u]
		s.size[u] = int32(len(un.People))
		s.single[u] = un.Lo == 1 && un.Hi == 1
		for _, i := range un.People {
			s.chairs[u] = s.chairs[u] || m.People[i].Chair >= 0
		}
		m.EachClass(u, func(c int32) {
			if ruled[c] {
				s.classes[u] = append(s.classes[u], c)
			}
		})
		for g := range K {
			s.worth[u*K+g] = m.Utility[u*K+g]
			if s.single[u] {
				s.worth[u*K+g] -= s.tierCost(u, g)
			}
		}
		for _, g := range slices.Concat(cand[u], start[u]) {
			if m.Seats[u*K+int(g)] != model.Banned && s.hi[g] > 0 && !slices.Contains(s.cand[u], g) {
				s.cand[u] = append(s.cand[u], g)
			}
		}
	}
}

// fixed reports whether unit v cannot leave h for g.
func (s *facts) fixed(v, h, g int) bool {
	return s.m.Seats[v*s.K+h] == model.Forced || s.m.Seats[v*s.K+g] == model.Banned
}

// WorthOf is what a seat is worth by itself.
func (s *facts) WorthOf(u, g int) int64 { return s.worth[u*s.K+g] }

// broken is what one person counts by whom a hard rule is missed. A value of the
// search holds two numbers in one: so many broken in the upper bits, the points in
// the lower, of which no seating has half as many.
const broken = 1 << brokenBits

const brokenBits = 40

// weigh makes one number of a gain, at so many points for each broken.
func weigh(gain, weight int64) int64 {
	n := brokenIn(gain)
	return gain - n*broken + n*weight
}

// brokenIn is how many broken a gain or a cost contains.
func brokenIn(x int64) int64 { return (x + broken/2) >> brokenBits }

// BreaksHard reports whether a cost contains a hard rule.
func BreaksHard(cost int64) bool { return brokenIn(cost) > 0 }

// costOf is what a person of tier t at best costs: where tiers are not counted in
// points they are limits.
func (s *facts) costOf(t uint8) int64 {
	switch {
	case s.m.CountTiers:
		return s.m.TierCost[t]
	case t == model.FineTier:
		return 0
	default:
		return broken
	}
}

// tierCost is what the tiers of group g cost the people of unit u.
func (s *facts) tierCost(u, g int) int64 {
	var cost int64
	if s.m.Tier != nil {
		for _, i := range s.m.Units[u].People {
			cost += s.costOf(s.m.Tier[int(i)*s.K+g])
		}
	}
	return cost
}

// chairPenalty is what group g loses where z people have so many chair classes at hand.
func (s *facts) chairPenalty(g int, z, distinct int32) int64 {
	mg := &s.m.Groups[g]
	if mg.Chairs == 0 || mg.Optional && z == 0 {
		return 0
	}
	return s.m.ChairWeight * int64(max(0, mg.Chairs-int(distinct)))
}
