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
	// memberships, must targets, pairs, organisations, locks, tiers.
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
// solver's own yardstick; [Verify] does the same from the plan alone.
func (m *Model) Evaluate(s Seating) Score {
	K := m.K()
	var sc Score
	size := make([]int, K)
	count := make([]int32, K*m.Classes)
	orgs := make([]int, K*m.Orgs)
	for u, gs := range s {
		un := &m.Units[u]
		if n := len(gs); n < un.Lo {
			sc.Broken += int64((un.Lo - n) * len(un.People))
		} else if n > un.Hi {
			sc.Broken += int64((n - un.Hi) * len(un.People))
		}
		sc.Utility -= m.FurtherCost(len(gs)) * int64(len(un.People))
		in := make([]bool, K)
		for _, g := range gs {
			in[g] = true
			sc.Utility += m.Utility[u*K+int(g)]
			size[g] += len(un.People)
			for _, i := range un.People {
				for a := range m.Attrs {
					count[int(g)*m.Classes+int(m.ClassOf[int(i)*len(m.Attrs)+a])]++
				}
				if o := m.People[i].Org; o >= 0 {
					orgs[int(g)*m.Orgs+int(o)]++
				}
			}
		}
		for g := range K {
			if c := m.Seats[u*K+g]; c == Forced && !in[g] || c == Banned && in[g] {
				sc.Broken += int64(len(un.People))
			}
		}
	}
	for _, n := range orgs {
		if n > m.OrgCap {
			sc.Broken += int64(n - m.OrgCap)
		}
	}
	for _, pr := range m.Apart {
		for _, g := range s[pr[0]] {
			for _, h := range s[pr[1]] {
				if g == h {
					sc.Broken++
				}
			}
		}
	}
	for g := range m.Groups {
		soft, people, hard := m.groupPenalty(g, size[g], count[g*m.Classes:(g+1)*m.Classes])
		sc.Penalty += soft
		sc.Shortfall += people
		sc.Broken += hard
	}
	tierCost, tierBroken := m.tierPenalty(s)
	sc.Broken += tierBroken
	_, sc.MissingChairs = m.SeatChairs(s)
	sc.Value = sc.Utility - sc.Penalty - tierCost - int64(sc.MissingChairs)*m.ChairWeight
	return sc
}

// groupPenalty is what the rules of group g take off at the given size and
// counts: points and people for soft rules, people for hard ones.
func (m *Model) groupPenalty(g, z int, count []int32) (points, people, broken int64) {
	mg := &m.Groups[g]
	if z == 0 && mg.Optional {
		return 0, 0, 0
	}
	broken = int64(max(0, mg.Lo-z) + max(0, z-mg.Hi))
	at := min(z, mg.Hi)
	if mg.SizeCost != nil {
		points += mg.SizeCost[at]
	}
	var skip []int
	for _, set := range mg.Options {
		_, cost := m.BestOption(mg, set, at, count)
		points, people, broken = points+cost.Points, people+cost.People, broken+cost.Broken
		skip = append(skip, set...)
	}
	for i := range mg.Rules {
		r := &mg.Rules[i]
		if len(skip) > 0 && slices.Contains(skip, int(r.Attr)) {
			continue
		}
		c := r.Cost(at, count[r.Class])
		points, people, broken = points+c.Points, people+c.People, broken+c.Broken
	}
	return points, people, broken
}

// ruleCost is what one or several rules take off.
type ruleCost struct{ Points, People, Broken int64 }

func (c ruleCost) less(d ruleCost) bool {
	if c.Broken != d.Broken {
		return c.Broken < d.Broken
	}
	return c.Points < d.Points
}

func (r *Rule) Cost(z int, n int32) ruleCost {
	short := int64(max(0, r.Need[z]-n))
	over := int64(max(0, n-r.Allow[z]))
	if r.Hard {
		return ruleCost{Broken: short + over}
	}
	return ruleCost{Points: short*r.Short + over*r.Over, People: short + over}
}

// BestOption picks the attribute of a set that costs the group least; the first
// of equals.
func (m *Model) BestOption(mg *Group, set []int, z int, count []int32) (attr int, best ruleCost) {
	attr = -1
	for _, a := range set {
		var c ruleCost
		for i := range mg.Rules {
			if r := &mg.Rules[i]; int(r.Attr) == a {
				x := r.Cost(z, count[r.Class])
				c = ruleCost{c.Points + x.Points, c.People + x.People, c.Broken + x.Broken}
			}
		}
		if attr < 0 || c.less(best) {
			attr, best = a, c
		}
	}
	return attr, best
}
