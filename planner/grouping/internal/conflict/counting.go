// Package conflict finds rules that cannot be kept together, and how far they have
// to give way: counting.go by plain counting and flows, elastic.go by solving a
// model in which every hard rule may give way at a price.
package conflict

import (
	"math"
	"slices"

	"roundtable/planner/grouping/internal/bound"
	"roundtable/planner/grouping/internal/flow"
	"roundtable/planner/grouping/internal/model"
)

// clashKind is what plain counting shows to be impossible.
type clashKind uint8

const (
	TooFewSeats  clashKind = iota // people need more seats than the groups offer
	TooFewPeople                  // the groups ask for more members than people can be
	GroupAlone                    // one group cannot keep its own rules at any size
	spreadShort                   // the people of a dimension cannot be spread over the groups
	NoCommon                      // whatever the groups have in common, somebody has no group
)

// Clash is a conflict found by counting. Every clash is a proof.
type Clash struct {
	Kind clashKind
	// Bounds are rules that suffice for the clash, told all that take part.
	Bounds, Told []model.HardBound
	// Smallest tells that none of the bounds could be left out.
	Smallest bool
	// Want and have are the seats or people asked for and there; short is a lower
	// bound on by how many people the rules have to give way, 0 where unknown.
	Want, Have, Short int
	// Group is the group that is in conflict with itself; side lists the groups on
	// the short side of the cut.
	Group int
	Side  []int
}

// Counted looks for what plain counting shows to be impossible: seats, then the rules of
// single groups, then a maximum flow per dimension. It returns nil if it finds nothing.
//
// Fixed seats are left out: what they are part of is found by giving way.
func Counted(m *model.Model) *Clash {
	m = model.Unfixed(m)
	for _, look := range []func(*model.Model) *Clash{seatClash, groupClash, flowClash, commonClash} {
		if c := look(m); c != nil {
			return c
		}
	}
	return nil
}

// seatClash sums the seats people need and can fill, and groups ask and offer.
func seatClash(m *model.Model) *Clash {
	need, can, ask, offer := 0, 0, 0, 0
	for u := range m.Units {
		need += m.Units[u].Lo * len(m.Units[u].People)
		can += m.Units[u].Hi * len(m.Units[u].People)
	}
	for g := range m.Groups {
		if !m.Groups[g].Optional {
			ask += m.Groups[g].Lo
		}
		offer += m.Groups[g].Hi
	}
	switch {
	case need > offer:
		return &Clash{Kind: TooFewSeats, Want: need, Have: offer, Short: need - offer, Smallest: true}
	case ask > can:
		return &Clash{Kind: TooFewPeople, Want: ask, Have: can, Short: ask - can, Smallest: true}
	default:
		return nil
	}
}

// groupClash looks for a group whose must targets leave it no size.
func groupClash(m *model.Model) *Clash {
	b := bound.New(m.HardOnly())
	for g := range m.Groups {
		if m.Groups[g].Optional || !isNever(b.EvalGroup(g)) {
			continue
		}
		var mine []model.HardBound
		for _, x := range m.HardBounds() {
			if x.Group == g {
				mine = append(mine, x)
			}
		}
		mine = fewer(mine, func(rest []model.HardBound) bool { return groupNever(m, g, rest) })
		return &Clash{Kind: GroupAlone, Group: g, Bounds: mine, Told: mine, Smallest: true}
	}
	return nil
}

// fewer drops bounds one by one, from the last, as long as those left still clash.
func fewer(bounds []model.HardBound, clashing func([]model.HardBound) bool) []model.HardBound {
	for k := len(bounds) - 1; k >= 0; k-- {
		if rest := slices.Delete(slices.Clone(bounds), k, k+1); clashing(rest) {
			bounds = rest
		}
	}
	return bounds
}

// isNever tells the value of what cannot be.
func isNever(v float64) bool { return math.IsInf(v, -1) }

// groupNever reports whether group g has no size at which the bounds hold.
func groupNever(m *model.Model, g int, bounds []model.HardBound) bool {
	return isNever(bound.New(model.Keeping(m, bounds)).EvalGroup(g))
}

// mostTries is how many choices of languages or hours are tried for a proof.
const mostTries = 20_000

// commonClash tries all choices of a common value for the groups in which all members
// must have it, group by group, as long as everybody can still be seated. It finds a
// clash only if no choice is left; groups that may stay closed or choose two things, and
// people in several groups, are not looked at.
func commonClash(m *model.Model) *Clash {
	t := chooser{m: m, chosen: make([]int, m.K())}
	for g := range t.chosen {
		if t.chosen[g] = -1; m.Groups[g].Optional || len(m.Groups[g].Options) > 1 {
			return nil
		}
	}
	for u := range m.Units {
		if m.Units[u].Hi > 1 || len(m.Units[u].People) > 1 {
			return nil
		}
	}
	if t.possible(0) {
		return nil
	}
	c := &Clash{Kind: NoCommon, Short: 1}
	for _, b := range m.HardBounds() {
		if m.Attrs[m.RuleOf(b).Attr].Common {
			c.Bounds = append(c.Bounds, b)
		}
	}
	return c
}

// chooser tries what the groups could have in common: chosen is an attribute by group,
// −1 where it is open.
type chooser struct {
	m      *model.Model
	chosen []int
	tries  int
}

// possible reports whether some choice for the groups from g on seats everybody, or that
// too many were tried.
func (t *chooser) possible(g int) bool {
	if t.tries++; t.tries > mostTries || !t.seats() {
		return t.tries > mostTries
	}
	if g == t.m.K() {
		return true
	}
	if len(t.m.Groups[g].Options) == 0 {
		return t.possible(g + 1)
	}
	defer func() { t.chosen[g] = -1 }()
	for _, a := range t.m.Groups[g].Options[0] {
		if t.chosen[g] = a; t.possible(g + 1) {
			return true
		}
	}
	return false
}

// seats reports whether everybody finds a seat in groups that suit them: a maximum flow.
func (t *chooser) seats() bool {
	m, U, need := t.m, len(t.m.Units), 0
	f := flow.New(2 + U + m.K())
	for u := range m.Units {
		need += m.Units[u].Lo
		f.Edge(0, 2+u, int64(m.Units[u].Lo), 0)
		for _, g := range m.Allowed(u) {
			if t.chosen[g] < 0 || model.Suits(m, int(g), t.chosen[g], u) {
				f.Edge(2+u, 2+U+int(g), 1, 0)
			}
		}
	}
	for g := range m.Groups {
		f.Edge(2+U+g, 1, int64(m.Groups[g].Hi), 0)
	}
	return f.Most(0, 1) == int64(need)
}

// flowClash asks for each dimension whether the people can be spread over
// the groups at all: people of each value → groups, between the least and the
// most any size allows. A maximum flow with lower bounds decides it; its
// minimum cut is the conflict (Hoffman's circulation theorem).
func flowClash(m *model.Model) *Clash {
	K := m.K()
	b := bound.New(m)
	avail, _ := b.Supply()
	for a := range m.Attrs {
		if m.Attrs[a].Common {
			continue
		}
		n, first := m.Attrs[a].Count, m.Attrs[a].First
		// source 0, sink 1, super source 2, super sink 3, classes, groups.
		f := flow.New(4 + n + K)
		demand := make([]int64, 4+n+K)
		lower := func(from, to int, lo, hi int64) {
			f.Edge(from, to, hi-lo, 0)
			demand[from] -= lo
			demand[to] += lo
		}
		A := len(m.Attrs)
		least, most := make([]int64, n), make([]int64, n)
		for i := range m.People {
			c := int(m.ClassOf[i*A+a]) - first
			least[c] += int64(m.Units[m.People[i].Unit].Lo)
			most[c] += int64(m.Units[m.People[i].Unit].Hi)
		}
		for c := range n {
			lower(0, 4+c, least[c], most[c])
			for g := range K {
				lo, hi := countRange(m, g, first+c, avail)
				lower(4+c, 4+n+g, lo, hi)
			}
		}
		for g := range K {
			lo := int64(m.Groups[g].Lo)
			if m.Groups[g].Optional {
				lo = 0
			}
			lower(4+n+g, 1, lo, int64(m.Groups[g].Hi))
		}
		f.Edge(1, 0, flow.FarAway, 0)
		var total int64
		for v, d := range demand {
			if d > 0 {
				f.Edge(2, v, d, 0)
				total += d
			} else if d < 0 {
				f.Edge(v, 3, -d, 0)
			}
		}
		if short := total - f.Most(2, 3); short > 0 {
			return cutClash(m, a, f.Reachable(2, 3), int(short))
		}
	}
	return nil
}

// countRange is the least and most people of a class group g may have at any
// size; groupClash has found those that ask for more than they allow.
func countRange(m *model.Model, g, class int, avail []int32) (lo, hi int64) {
	mg := &m.Groups[g]
	need, allow := int32(0), min(avail[g*m.Classes+class], int32(mg.Hi))
	for i := range mg.Rules {
		r := &mg.Rules[i]
		if !r.Hard || int(r.Class) != class {
			continue
		}
		most := int32(0)
		for z := mg.Lo; z <= mg.Hi; z++ {
			most = max(most, r.Allow[z])
		}
		allow = min(allow, most)
		need = max(need, int32(m.LeastNeed(g, r)))
	}
	if mg.Optional {
		need = 0
	}
	return int64(need), int64(allow)
}

// cutClash names the rules that cross a minimum cut.
func cutClash(m *model.Model, a int, side []bool, short int) *Clash {
	n, first := m.Attrs[a].Count, m.Attrs[a].First
	c := &Clash{Kind: spreadShort, Short: short}
	for _, b := range m.HardBounds() {
		r := m.RuleOf(b)
		if int(r.Attr) != a {
			continue
		}
		from, to := side[4+int(r.Class)-first], side[4+n+b.Group]
		if from && !to && b.Max || !from && to && !b.Max {
			c.Bounds = append(c.Bounds, b)
		}
	}
	for g := range m.Groups {
		if side[4+n+g] {
			c.Side = append(c.Side, g)
		}
	}
	c.Told = c.Bounds
	return c
}
