package grouping

import (
	"math"
	"slices"
)

// clashKind is what plain counting shows to be impossible.
type clashKind uint8

const (
	tooFewSeats  clashKind = iota // people need more seats than the groups offer
	tooFewPeople                  // the groups ask for more members than people can be
	groupAlone                    // one group cannot keep its own rules at any size
	valueShort                    // the groups ask for more people of a value than there are
	spreadShort                   // the people of a dimension cannot be spread over the groups
)

// clash is a conflict found by counting. Every clash is a proof.
type clash struct {
	kind clashKind
	// bounds are rules that suffice for the clash, told all that take part.
	bounds, told []hardBound
	// smallest tells that none of the bounds could be left out.
	smallest bool
	// want and have are the seats or people asked for and there; short is a lower
	// bound on by how many people the rules have to give way, 0 where unknown.
	want, have, short int
	// group is the group that is in conflict with itself; side lists the groups on
	// the short side of the cut.
	group int
	side  []int
}

// counted looks for what plain counting shows to be impossible: seats,
// then the rules of single groups, then the people of each value, then a
// maximum flow per dimension. It returns nil if it finds nothing.
func counted(m *model) *clash {
	for _, look := range []func(*model) *clash{seatClash, groupClash, valueClash, flowClash} {
		if c := look(m); c != nil {
			return c
		}
	}
	return nil
}

func seatClash(m *model) *clash {
	need, can, ask, offer := m.seatRange()
	switch {
	case need > offer:
		return &clash{kind: tooFewSeats, want: need, have: offer, short: need - offer, smallest: true}
	case ask > can:
		return &clash{kind: tooFewPeople, want: ask, have: can, short: ask - can, smallest: true}
	default:
		return nil
	}
}

// groupClash looks for a group whose must targets leave it no size.
func groupClash(m *model) *clash {
	b := newBounder(m.hardOnly())
	for g := range m.groups {
		if m.groups[g].optional || !isNever(b.evalGroup(g)) {
			continue
		}
		var mine []hardBound
		for _, x := range m.hardBounds() {
			if x.g == g {
				mine = append(mine, x)
			}
		}
		mine = fewer(mine, func(rest []hardBound) bool { return groupNever(m, g, rest) })
		return &clash{kind: groupAlone, group: g, bounds: mine, told: mine, smallest: true}
	}
	return nil
}

// fewer drops bounds one by one, from the last, as long as those left still clash.
func fewer(bounds []hardBound, clashing func([]hardBound) bool) []hardBound {
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
func groupNever(m *model, g int, bounds []hardBound) bool {
	e := m.elasticModel(bounds)
	for k := range e.groups[g].rules {
		e.groups[g].rules[k].hard = true
	}
	return isNever(newBounder(e).evalGroup(g))
}

// valueClash looks for a value of which the groups ask for more people than
// there are.
func valueClash(m *model) *clash {
	least := func(b hardBound) int { return m.leastNeed(b.g, m.ruleOf(b)) }
	for c := range m.classes {
		var asking []hardBound
		total := 0
		for _, b := range m.hardBounds() {
			r := m.ruleOf(b)
			if b.max || int(r.class) != c || m.groups[b.g].optional || m.attrs[r.attr].common {
				continue
			}
			if n := least(b); n > 0 {
				asking = append(asking, b)
				total += n
			}
		}
		have := m.seatsOf(c)
		if total <= have {
			continue
		}
		// Fewer rules suffice for the clash: keep only as many as it takes.
		enough := slices.Clone(asking)
		slices.SortStableFunc(enough, func(a, b hardBound) int { return least(b) - least(a) })
		sum, n := 0, 0
		for n < len(enough) && sum <= have {
			sum += least(enough[n])
			n++
		}
		return &clash{kind: valueShort, bounds: enough[:n], told: asking, want: total, have: have, short: total - have}
	}
	return nil
}

// flowClash asks for each dimension whether the people can be spread over
// the groups at all: people of each value → groups, between the least and the
// most any size allows. A maximum flow with lower bounds decides it; its
// minimum cut is the conflict (Hoffman's circulation theorem).
func flowClash(m *model) *clash {
	K := m.K()
	b := newBounder(m)
	avail, fixed := b.supply()
	for a := range m.attrs {
		if m.attrs[a].common {
			continue
		}
		n, first := m.attrs[a].count, m.attrs[a].first
		// source 0, sink 1, super source 2, super sink 3, classes, groups.
		f := newFlowGraph(4 + n + K)
		demand := make([]int64, 4+n+K)
		lower := func(from, to int, lo, hi int64) {
			if hi < lo {
				hi = lo
			}
			f.edge(from, to, hi-lo, 0)
			demand[from] -= lo
			demand[to] += lo
		}
		A := len(m.attrs)
		least, most := make([]int64, n), make([]int64, n)
		for i := range m.people {
			c := int(m.classOf[i*A+a]) - first
			least[c] += int64(m.units[m.people[i].unit].lo)
			most[c] += int64(m.units[m.people[i].unit].hi)
		}
		for c := range n {
			lower(0, 4+c, least[c], most[c])
			for g := range K {
				lo, hi := countRange(m, g, first+c, avail, fixed)
				lower(4+c, 4+n+g, lo, hi)
			}
		}
		for g := range K {
			lo := int64(m.groups[g].lo)
			if m.groups[g].optional {
				lo = 0
			}
			lower(4+n+g, 1, lo, int64(m.groups[g].hi))
		}
		f.edge(1, 0, farAway, 0)
		var total int64
		for v, d := range demand {
			if d > 0 {
				f.edge(2, v, d, 0)
				total += d
			} else if d < 0 {
				f.edge(v, 3, -d, 0)
			}
		}
		if short := total - f.most(2, 3); short > 0 {
			return cutClash(m, a, f.reachable(2), int(short))
		}
	}
	return nil
}

// countRange is the least and most people of a class group g may have at any
// size.
func countRange(m *model, g, class int, avail, fixed []int32) (lo, hi int64) {
	mg := &m.groups[g]
	k := g*m.classes + class
	need, allow := int32(0), min(avail[k], int32(mg.hi))
	for i := range mg.rules {
		r := &mg.rules[i]
		if !r.hard || int(r.class) != class {
			continue
		}
		most := int32(0)
		for z := mg.lo; z <= mg.hi; z++ {
			most = max(most, r.allow[z])
		}
		allow = min(allow, most)
		need = max(need, int32(m.leastNeed(g, r)))
	}
	if mg.optional {
		need = 0
	}
	return int64(max(need, fixed[k])), int64(allow)
}

// cutClash names the rules that cross a minimum cut.
func cutClash(m *model, a int, side []bool, short int) *clash {
	n, first := m.attrs[a].count, m.attrs[a].first
	c := &clash{kind: spreadShort, short: short}
	for _, b := range m.hardBounds() {
		r := m.ruleOf(b)
		if int(r.attr) != a {
			continue
		}
		from, to := side[4+int(r.class)-first], side[4+n+b.g]
		if from && !to && b.max || !from && to && !b.max {
			c.bounds = append(c.bounds, b)
		}
	}
	for g := range m.groups {
		if side[4+n+g] {
			c.side = append(c.side, g)
		}
	}
	c.told = c.bounds
	return c
}
