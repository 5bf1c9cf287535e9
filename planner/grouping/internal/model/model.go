// Package model holds a meeting in whole numbers: people in units that move as one,
// groups, the worth of every seat, the rules, what a seating is worth, and the
// variants of a model that answer side questions.
//
// model.go has the nouns, score.go what a seating is worth, chairs.go the exact
// giving out of chair seats, fairness.go the limits of the fairness ladder, hard.go
// the hard rules alone and how they give way.
package model

import (
	"math"
	"slices"
)

// SeatRule says what is allowed for one unit and one group.
type SeatRule uint8

// The rules of a seat.
const (
	Free   SeatRule = iota
	Forced          // the unit sits here in any plan
	Banned          // it never does
)

// Model is what the bound, the search and the integer programs work on. Variants
// of it (a rung of the fairness ladder, an elastic version of impossible wishes)
// share most of its slices, which are never changed once built.
type Model struct {
	// Rank is the rank of a group in a person's list by person and group, 0
	// outside it; MaxRank is the largest. Voted tells who has a list at all.
	Rank    [][]int
	MaxRank int
	Voted   []bool

	People []Person
	Units  []Unit
	Groups []Group
	// Attrs are partitions of the people into classes; classes are numbered
	// through over all attributes.
	Attrs   []Attr
	Classes int
	// ClassOf has one class per person and attribute: person*len(Attrs)+attr.
	ClassOf []int32
	// Total is how many people are in each class.
	Total []int32

	// Utility and Seats have one entry per unit and group.
	Utility []int64
	Seats   []SeatRule
	// Tier is per person and group: 0 fine, 1 on the list but beyond the worst
	// choice allowed, 2 outside the list. It is nil where fairness is not asked.
	Tier []uint8
	// NoneTier is each person's tier without any group: 2 for voters, 0 for people
	// who did not vote.
	NoneTier []uint8
	// OutsideMax is the most people who may have nothing but groups of tier 2;
	// groups of tier 1 must not be anyone's best. Only used with tier.
	OutsideMax int
	// CountTiers makes people of tier 1 and 2 cost TierCost points each instead
	// of being limited.
	CountTiers bool
	TierCost   [3]int64

	// Further is the sum taken off by memberships of one person; nil for none.
	Further []int64

	ChairWeight  int64 // points for a chair seat left empty
	ChairClasses int   // kinds of people willing to chair: by default stakeholder groups
	// ChairsApart tells of two kinds whether they differ in all that chairs are to differ
	// in; nil where any two kinds do.
	ChairsApart [][]bool
	// Slot is when each group meets, −1 for a time of its own; nil where nobody may be in
	// two groups at once anyhow.
	Slot []int32
	// Caps bound how many of some groups are opened.
	Caps []OpenCap

	// Grain divides every possible value of a plan, up to the constant base.
	Grain int64
}

// Person is one participant.
type Person struct {
	Unit  int32
	Chair int32 // chair class if willing, else -1
}

// Unit is one person, or several who sit together.
type Unit struct {
	People []int32
	Lo, Hi int // memberships
}

// Attr is one partition of the people into classes.
type Attr struct {
	First, Count int // its classes, the last of them without a name or a rule
	// Common attributes stand for one option of a group: people who can use a
	// language or an hour.
	Common bool
}

// Group is one working group.
type Group struct {
	Lo, Hi   int // sizes
	Optional bool
	Chairs   int
	// Named chair the group beside those found, and are of the kinds NamedKinds.
	Named      []int32
	NamedKinds []int32
	Rules      []Rule
	// SizeCost is the soft penalty for size z, from 0 to Hi at least; nil if there is none.
	SizeCost []int64
	// Options are sets of common attributes. The group chooses one of each set;
	// rules on the others do not count.
	Options [][]int
}

// OpenCap says that at most Most of the groups are opened.
type OpenCap struct {
	Groups []int32
	Most   int
}

// Open counts the groups of the cap that are open.
func (c *OpenCap) Open(open func(g int) bool) int {
	n := 0
	for _, g := range c.Groups {
		if open(int(g)) {
			n++
		}
	}
	return n
}

// Together reports whether groups g and h meet at the same time.
func (m *Model) Together(g, h int32) bool {
	return m.Slot != nil && g != h && m.Slot[g] >= 0 && m.Slot[g] == m.Slot[h]
}

// Clashes counts the groups of a set that meet while an earlier one of it does.
func Clashes(m *Model, set []int32) int {
	n := 0
	for k, g := range set {
		if slices.ContainsFunc(set[:k], func(h int32) bool { return m.Together(g, h) }) {
			n++
		}
	}
	return n
}

// Rule holds a target against one class in one group. Need and Allow are by
// size, from 0 to the group's largest at least; Short and Over are points per person.
// Caps of organisations, people kept apart and fixed seats are rules as well.
type Rule struct {
	Class       int32
	Attr        int32
	Target      int32 // index into the problem's targets
	Need, Allow []int32
	Short, Over int64
	Hard        bool
	// Alone, where it is above 0, asks for nobody or at least so many.
	Alone int32
	// Locks is 1 + the unit whose seat in the group the rule fixes, 0 for none.
	Locks int32
}

// K is the number of groups.
func (m *Model) K() int { return len(m.Groups) }

// Allowed are the groups that unit u may sit in.
func (m *Model) Allowed(u int) []int32 {
	var groups []int32
	for g, s := range m.Seats[u*m.K() : (u+1)*m.K()] {
		if s != Banned {
			groups = append(groups, int32(g))
		}
	}
	return groups
}

// FurtherCost is the sum taken off for n memberships of one person.
func (m *Model) FurtherCost(n int) int64 {
	if len(m.Further) == 0 {
		return 0
	}
	if n < len(m.Further) {
		return m.Further[n]
	}
	return m.Further[len(m.Further)-1]
}

// SeatValue is the worth of a seat for placing: the utility and, where
// fairness is asked for, what the choice's tier costs a person with one seat.
func (m *Model) SeatValue(u, g int) int64 {
	v := m.Utility[u*m.K()+g]
	if m.Tier != nil {
		for _, i := range m.Units[u].People {
			v -= m.TierCost[m.Tier[int(i)*m.K()+g]]
		}
	}
	return v
}

// Span is an amount no single seat's worth exceeds, either way.
func (m *Model) Span() int64 {
	var s int64 = 1
	for u := range m.Units {
		for g := range m.Groups {
			v := m.SeatValue(u, g)
			s = max(s, v, -v)
		}
	}
	if n := len(m.Further); n > 0 {
		s += m.Further[n-1]
	}
	return s
}

// hardFactor is how much more a person short of a hard rule costs the search than
// the dearest soft thing: more than one move can win elsewhere.
const hardFactor = 50

// HardPoints outweighs anything soft in the search.
func (m *Model) HardPoints() int64 {
	h := m.Span()
	for g := range m.Groups {
		for i := range m.Groups[g].Rules {
			h = max(h, m.Groups[g].Rules[i].Short, m.Groups[g].Rules[i].Over)
		}
	}
	return hardFactor * max(h, m.ChairWeight)
}

// EachClass calls visit with the classes of every person of unit u.
func (m *Model) EachClass(u int, visit func(class int32)) {
	A := len(m.Attrs)
	for _, i := range m.Units[u].People {
		for _, c := range m.ClassOf[int(i)*A : (int(i)+1)*A] {
			visit(c)
		}
	}
}

// gcd is the greatest common divisor of a, from 0 on, and the absolute value of b.
func gcd(a, b int64) int64 {
	if b < 0 {
		b = -b
	}
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// Granularity returns a number that divides the value of every plan.
func (m *Model) Granularity() int64 {
	var d int64
	for _, u := range m.Utility {
		d = gcd(d, u)
	}
	for i := range m.Further {
		d = gcd(d, m.Further[i])
	}
	for g := range m.Groups {
		mg := &m.Groups[g]
		if mg.Chairs > 0 {
			d = gcd(d, m.ChairWeight)
		}
		for _, c := range mg.SizeCost {
			d = gcd(d, c)
		}
		for i := range mg.Rules {
			if r := &mg.Rules[i]; !r.Hard {
				d = gcd(gcd(d, r.Short), r.Over)
			}
		}
	}
	if m.CountTiers {
		for _, c := range m.TierCost {
			d = gcd(d, c)
		}
	}
	return max(d, 1)
}

// NoPlan is the bound where no plan is possible at all.
const NoPlan = math.MinInt64 / 4

// FloorToGrain rounds a bound down to the nearest value a plan can have.
func (m *Model) FloorToGrain(d float64) int64 {
	if math.IsInf(d, -1) {
		return NoPlan
	}
	v := int64(math.Floor(d))
	rest := v % m.Grain
	if rest < 0 {
		rest += m.Grain
	}
	return v - rest
}
