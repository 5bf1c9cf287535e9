package model

import "slices"

// Score is what a seating is worth, and what it breaks.
type Score struct {
	Value   int64
	Utility int64 // wishes and kept seats, less the falling value
	// Shortfall is the people short or over of soft targets, penalty its points.
	Shortfall, Penalty int64
	MissingChairs      int
	// Broken counts the people by which hard rules are missed: sizes,
	// memberships, rules, forbidden seats, tiers.
	Broken int64
}

// Better orders scores: fewer broken rules first, then the value.
func (a Score) Better(b Score) bool {
	if a.Broken != b.Broken {
		return a.Broken < b.Broken
	}
	return a.Value > b.Value
}

// Evaluate scores a seating from scratch, chairs by exact matching. It is the
// solver's own yardstick.
func (m *Model) Evaluate(s Seating) Score {
	var sc Score
	for u, gs := range s {
		un := &m.Units[u]
		n := int64(len(un.People))
		sc.Broken += n * int64(max(0, un.Lo-len(gs))+max(0, len(gs)-un.Hi)+m.misplaced(u, gs)+Clashes(m, gs))
		sc.Utility -= n * m.FurtherCost(len(gs))
		for _, g := range gs {
			sc.Utility += m.Utility[u*m.K()+int(g)]
		}
	}
	size, count := m.Tally(s)
	for g := range m.Groups {
		c := m.groupLoss(g, int(size[g]), count[g*m.Classes:(g+1)*m.Classes])
		sc.Penalty, sc.Shortfall, sc.Broken = sc.Penalty+c.Points, sc.Shortfall+c.People, sc.Broken+c.Broken
	}
	tierCost, tierBroken := m.tierPenalty(s)
	sc.Broken += tierBroken
	for k := range m.Caps {
		sc.Broken += int64(max(0, m.Caps[k].Open(func(g int) bool { return size[g] > 0 })-m.Caps[k].Most))
	}
	_, sc.MissingChairs = m.SeatChairs(s)
	sc.Value = sc.Utility - sc.Penalty - tierCost - int64(sc.MissingChairs)*m.ChairWeight
	return sc
}

// misplaced counts the forbidden seats that unit u has; fixed ones are rules.
func (m *Model) misplaced(u int, gs []int32) int {
	n := 0
	for _, g := range gs {
		if m.Seats[u*m.K()+int(g)] == Banned {
			n++
		}
	}
	return n
}

// Loss is what one or several rules take off: points and people of soft rules,
// people of hard ones.
type Loss struct{ Points, People, Broken int64 }

// Plus is the sum of two losses.
func (c Loss) Plus(d Loss) Loss {
	return Loss{c.Points + d.Points, c.People + d.People, c.Broken + d.Broken}
}

// Less puts hard rules first, then points.
func (c Loss) Less(d Loss) bool {
	if c.Broken != d.Broken {
		return c.Broken < d.Broken
	}
	return c.Points < d.Points
}

// groupLoss is what the rules of group g take off at the given size and counts.
func (m *Model) groupLoss(g, z int, count []int32) Loss {
	mg := &m.Groups[g]
	if z == 0 && mg.Optional {
		return mg.ClosedLoss()
	}
	at := min(z, mg.Hi)
	sum := Loss{Broken: int64(max(0, mg.Lo-z) + max(0, z-mg.Hi))}
	if mg.SizeCost != nil {
		sum.Points = mg.SizeCost[at]
	}
	var optional []int
	for _, set := range mg.Options {
		_, c := mg.BestOption(set, at, count)
		sum = sum.Plus(c)
		optional = append(optional, set...)
	}
	for i := range mg.Rules {
		if r := &mg.Rules[i]; !slices.Contains(optional, int(r.Attr)) {
			sum = sum.Plus(r.Loss(at, count[r.Class]))
		}
	}
	return sum
}

// ClosedLoss is what a group takes off that is not opened: the seats fixed in it.
func (mg *Group) ClosedLoss() Loss {
	var sum Loss
	for i := range mg.Rules {
		if r := &mg.Rules[i]; r.Locks > 0 {
			sum = sum.Plus(r.Loss(0, 0))
		}
	}
	return sum
}

// Loss is what a rule takes off for n people of its class in a group of z.
func (r *Rule) Loss(z int, n int32) Loss {
	short := int64(max(0, r.Need[z]-n) + r.AloneBy(n))
	over := int64(max(0, n-r.Allow[z]))
	if r.Hard {
		return Loss{Broken: short + over}
	}
	return Loss{Points: short*r.Short + over*r.Over, People: short + over}
}

// AloneBy is by how many people n of a class are neither nobody nor enough.
func (r *Rule) AloneBy(n int32) int32 {
	if n <= 0 || n >= r.Alone {
		return 0
	}
	return min(n, r.Alone-n)
}

// BestOption picks the attribute of a set that costs the group least; the first
// of equals.
func (mg *Group) BestOption(set []int, z int, count []int32) (attr int, best Loss) {
	attr = -1
	for _, a := range set {
		var c Loss
		for i := range mg.Rules {
			if r := &mg.Rules[i]; int(r.Attr) == a {
				c = c.Plus(r.Loss(z, count[r.Class]))
			}
		}
		if attr < 0 || c.Less(best) {
			attr, best = a, c
		}
	}
	return attr, best
}

// Suits reports whether the people of unit u have what attribute a stands for, where group
// g has to have it in common to the last member.
func Suits(m *Model, g, a, u int) bool {
	mg := &m.Groups[g]
	return !slices.ContainsFunc(mg.Rules, func(r Rule) bool {
		lacks := func(i int32) bool { return m.ClassOf[int(i)*len(m.Attrs)+a] != r.Class }
		all := int(r.Attr) == a && r.Hard && int(r.Need[mg.Hi]) >= mg.Hi
		return all && slices.ContainsFunc(m.Units[u].People, lacks)
	})
}
