package grouping

import "slices"

// score is what a seating is worth, and what it breaks.
type score struct {
	value   int64
	utility int64 // wishes and kept seats, less the falling value
	// shortfall is the people short or over of soft targets, penalty its points.
	shortfall, penalty int64
	missingChairs      int
	// broken counts the people by which hard rules are missed: sizes,
	// memberships, must targets, pairs, organisations, locks, tiers.
	broken int64
}

// better orders scores: fewer broken rules first, then the value.
func (a score) better(b score) bool {
	if a.broken != b.broken {
		return a.broken < b.broken
	}
	return a.value > b.value
}

// evaluate scores a seating from scratch, chairs by exact matching. It is the
// solver's own yardstick; [Verify] does the same from the plan alone.
func (m *model) evaluate(s seating) score {
	K := m.K()
	var sc score
	size := make([]int, K)
	count := make([]int32, K*m.classes)
	orgs := make([]int, K*m.orgs)
	for u, gs := range s {
		un := &m.units[u]
		if n := len(gs); n < un.lo {
			sc.broken += int64((un.lo - n) * len(un.people))
		} else if n > un.hi {
			sc.broken += int64((n - un.hi) * len(un.people))
		}
		sc.utility -= m.furtherCost(len(gs)) * int64(len(un.people))
		in := make([]bool, K)
		for _, g := range gs {
			in[g] = true
			sc.utility += m.utility[u*K+int(g)]
			size[g] += len(un.people)
			for _, i := range un.people {
				for a := range m.attrs {
					count[int(g)*m.classes+int(m.classOf[int(i)*len(m.attrs)+a])]++
				}
				if o := m.people[i].org; o >= 0 {
					orgs[int(g)*m.orgs+int(o)]++
				}
			}
		}
		for g := range K {
			if c := m.seats[u*K+g]; c == forced && !in[g] || c == banned && in[g] {
				sc.broken += int64(len(un.people))
			}
		}
	}
	for _, n := range orgs {
		if n > m.orgCap {
			sc.broken += int64(n - m.orgCap)
		}
	}
	for _, pr := range m.apart {
		for _, g := range s[pr[0]] {
			for _, h := range s[pr[1]] {
				if g == h {
					sc.broken++
				}
			}
		}
	}
	for g := range m.groups {
		soft, people, hard := m.groupPenalty(g, size[g], count[g*m.classes:(g+1)*m.classes])
		sc.penalty += soft
		sc.shortfall += people
		sc.broken += hard
	}
	tierCost, tierBroken := m.tierPenalty(s)
	sc.broken += tierBroken
	_, sc.missingChairs = m.seatChairs(s)
	sc.value = sc.utility - sc.penalty - tierCost - int64(sc.missingChairs)*m.chairWeight
	return sc
}

// groupPenalty is what the rules of group g take off at the given size and
// counts: points and people for soft rules, people for hard ones.
func (m *model) groupPenalty(g, z int, count []int32) (points, people, broken int64) {
	mg := &m.groups[g]
	if z == 0 && mg.optional {
		return 0, 0, 0
	}
	broken = int64(max(0, mg.lo-z) + max(0, z-mg.hi))
	at := min(z, mg.hi)
	if mg.sizeCost != nil {
		points += mg.sizeCost[at]
	}
	var skip []int
	for _, set := range mg.options {
		_, cost := m.bestOption(mg, set, at, count)
		points, people, broken = points+cost.points, people+cost.people, broken+cost.broken
		skip = append(skip, set...)
	}
	for i := range mg.rules {
		r := &mg.rules[i]
		if len(skip) > 0 && slices.Contains(skip, int(r.attr)) {
			continue
		}
		c := r.cost(at, count[r.class])
		points, people, broken = points+c.points, people+c.people, broken+c.broken
	}
	return points, people, broken
}

// ruleCost is what one or several rules take off.
type ruleCost struct{ points, people, broken int64 }

func (c ruleCost) less(d ruleCost) bool {
	if c.broken != d.broken {
		return c.broken < d.broken
	}
	return c.points < d.points
}

func (r *rule) cost(z int, n int32) ruleCost {
	short := int64(max(0, r.need[z]-n))
	over := int64(max(0, n-r.allow[z]))
	if r.hard {
		return ruleCost{broken: short + over}
	}
	return ruleCost{points: short*r.short + over*r.over, people: short + over}
}

// bestOption picks the attribute of a set that costs the group least; the first
// of equals.
func (m *model) bestOption(mg *modelGroup, set []int, z int, count []int32) (attr int, best ruleCost) {
	attr = -1
	for _, a := range set {
		var c ruleCost
		for i := range mg.rules {
			if r := &mg.rules[i]; int(r.attr) == a {
				x := r.cost(z, count[r.class])
				c = ruleCost{c.points + x.points, c.people + x.people, c.broken + x.broken}
			}
		}
		if attr < 0 || c.less(best) {
			attr, best = a, c
		}
	}
	return attr, best
}
