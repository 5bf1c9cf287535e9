// Package tiny makes models that are so small that every seating can be tried, with a bit
// of everything: the tests of the packages that work on models hold their answers against
// all seatings.
package tiny

import (
	"math/rand/v2"

	"roundtable/planner/grouping/internal/model"
)

// maker draws one model.
type maker struct {
	*rand.Rand
	m     *model.Model
	k     int
	sizes int // rules and costs are tabulated from 0 to it, left out
}

// Model draws a model of three to five people and two or three groups: people who sit
// together or in several groups, chairs, hard and soft rules by size, nobody alone, fixed
// and forbidden seats, languages in common, optional groups and caps on them.
func Model(r *rand.Rand) *model.Model {
	m := &model.Model{ChairWeight: int64(10 * r.IntN(5)), ChairClasses: 1 + r.IntN(3)}
	x := maker{Rand: r, m: m, k: 2 + r.IntN(2)}
	x.people(3 + r.IntN(3))
	x.groups()
	x.between()
	x.fixSeats()
	x.m.Grain = x.m.Granularity()
	return x.m
}

// often is true in one of n cases.
func (x *maker) often(n int) bool { return x.IntN(n) == 0 }

// people draws units, wishes and classes: two attributes, a class of each person alone, and
// two languages.
func (x *maker) people(n int) {
	m, several := x.m, x.often(3)
	for i := range n {
		u := len(m.Units)
		if i > 0 && x.often(6) {
			u--
		} else {
			m.Units = append(m.Units, model.Unit{Lo: 1, Hi: 1})
			if several {
				m.Units[u].Lo = x.IntN(2)
				m.Units[u].Hi = max(1, m.Units[u].Lo+x.IntN(2))
			}
		}
		m.Units[u].People = append(m.Units[u].People, int32(i))
		m.People = append(m.People, model.Person{Unit: int32(u), Chair: int32(x.IntN(m.ChairClasses+1) - 1)})
		m.Rank, m.Voted = append(m.Rank, make([]int, x.k)), append(m.Voted, !x.often(4))
		if m.Voted[i] {
			for at, g := range x.Perm(x.k)[:x.IntN(x.k+1)] {
				m.Rank[i][g] = at + 1
				m.MaxRank = max(m.MaxRank, at+1)
			}
		}
	}
	if several && x.often(2) {
		m.Further = []int64{0, 0, int64(10 * x.IntN(4))}
	}
	first := 0
	attr := func(count int, common bool) {
		m.Attrs = append(m.Attrs, model.Attr{First: first, Count: count, Common: common})
		first += count
	}
	attr(3, false)
	attr(2, false)
	for range n {
		attr(2, false) // one person, and the others
	}
	attr(2, true)
	attr(2, true)
	m.Classes = first
	m.Total = make([]int32, first)
	for i := range n {
		for a, at := range m.Attrs {
			c := at.First + x.IntN(at.Count)
			if a >= 2 && a < 2+n {
				c = at.First + min(1, max(i-(a-2), (a-2)-i))
			}
			m.ClassOf = append(m.ClassOf, int32(c))
			m.Total[c]++
		}
	}
	x.sizes = 2*n + 2
	m.Utility, m.Seats = make([]int64, len(m.Units)*x.k), make([]model.SeatRule, len(m.Units)*x.k)
	for i := range m.Utility {
		m.Utility[i] = int64(10 * (x.IntN(9) - 2))
	}
}

// groups draws groups and their rules.
func (x *maker) groups() {
	m, n := x.m, len(x.m.People)
	for range x.k {
		g := model.Group{Lo: x.IntN(3), Chairs: x.IntN(3), Optional: x.often(4)}
		g.Hi = max(1, min(n, g.Lo+x.IntN(n)))
		if x.often(3) {
			g.SizeCost = make([]int64, x.sizes)
			for z := range g.SizeCost {
				g.SizeCost[z] = int64(10 * x.IntN(3))
			}
		}
		for _, c := range []int32{0, 1, 3} {
			if !x.often(3) {
				g.Rules = append(g.Rules, x.rule(c, c/3))
			}
		}
		if x.often(3) {
			a := 2 + n
			g.Options = [][]int{{a, a + 1}}
			for k := range 2 {
				rule := x.rule(int32(m.Attrs[a+k].First), int32(a+k))
				rule.Alone = 0
				if x.often(2) { // to the last member
					for z := range rule.Need {
						rule.Hard, rule.Need[z], rule.Allow[z] = true, int32(z), int32(z)
					}
				}
				g.Rules = append(g.Rules, rule)
			}
		}
		m.Groups = append(m.Groups, g)
	}
}

// between draws what groups have to do with each other: a cap, times, kinds of chairs.
func (x *maker) between() {
	m := x.m
	if x.often(4) {
		c := model.OpenCap{Most: 1}
		for g := range m.Groups {
			m.Groups[g].Optional = true
			c.Groups = append(c.Groups, int32(g))
		}
		m.Caps = append(m.Caps, c)
	}
	if x.often(3) {
		m.Slot = make([]int32, x.k)
		for g := range m.Slot {
			m.Slot[g] = int32(x.IntN(3) - 1)
		}
	}
	if one := func(u model.Unit) bool { return u.Hi == 1 }; x.often(4) && all(m.Units, one) {
		m.ChairsApart = make([][]bool, m.ChairClasses)
		for c := range m.ChairsApart {
			m.ChairsApart[c] = make([]bool, m.ChairClasses)
			for d := range c {
				m.ChairsApart[c][d] = x.often(2)
				m.ChairsApart[d][c] = m.ChairsApart[c][d]
			}
		}
	}
}

func all[T any](list []T, is func(T) bool) bool {
	for _, x := range list {
		if !is(x) {
			return false
		}
	}
	return true
}

// rule draws a rule on a class: at least some, at most some, or nobody alone.
func (x *maker) rule(class, attr int32) model.Rule {
	r := model.Rule{
		Class: class, Attr: attr, Hard: x.often(4), Need: make([]int32, x.sizes), Allow: make([]int32, x.sizes),
	}
	least, most, part := int32(0), int32(x.sizes), 1+x.IntN(3)
	switch x.IntN(4) {
	case 0:
		least = int32(1 + x.IntN(2))
	case 1:
		most = int32(x.IntN(3))
	case 2:
		r.Alone = int32(2 + x.IntN(2))
	}
	for z := range int32(x.sizes) {
		r.Need[z], r.Allow[z] = least, min(z, most)
		if least == 0 && most > z && r.Alone == 0 {
			r.Need[z] = z / int32(part+1)
		}
	}
	if !r.Hard {
		r.Short, r.Over = int64(10*(1+x.IntN(4))), int64(10*(1+x.IntN(4)))
	}
	return r
}

// fixSeats forbids a seat, fixes one, and names a chair.
func (x *maker) fixSeats() {
	m := x.m
	if x.often(3) {
		m.Seats[x.IntN(len(m.Seats))] = model.Banned
	}
	i, g := x.IntN(len(m.People)), x.IntN(x.k)
	u := m.People[i].Unit
	if seat := &m.Seats[int(u)*x.k+g]; x.often(3) && *seat == model.Free {
		*seat = model.Forced
		lock := model.Rule{Class: int32(m.Attrs[2+i].First), Attr: int32(2 + i), Hard: true, Locks: 1 + u}
		for z := range int32(x.sizes) {
			lock.Need, lock.Allow = append(lock.Need, 1), append(lock.Allow, z)
		}
		mg := &m.Groups[g]
		mg.Rules = append(mg.Rules, lock)
		if c := m.People[i].Chair; x.often(2) && c >= 0 {
			mg.Named, mg.NamedKinds = append(mg.Named, int32(i)), append(mg.NamedKinds, c)
			m.People[i].Chair = -1
		}
	}
}

// Seatings calls visit with every seating that keeps the memberships. It is lent: visit
// must not keep it.
func Seatings(m *model.Model, visit func(model.Seating)) {
	x := make(model.Seating, len(m.Units))
	var fill func(u int)
	fill = func(u int) {
		if u == len(x) {
			visit(x)
			return
		}
		for set := range 1 << m.K() {
			x[u] = x[u][:0]
			for g := range m.K() {
				if set>>g&1 == 1 {
					x[u] = append(x[u], int32(g))
				}
			}
			if n := len(x[u]); n >= m.Units[u].Lo && n <= m.Units[u].Hi {
				fill(u + 1)
			}
		}
	}
	fill(0)
}

// Best is the best score that any seating has.
func Best(m *model.Model) model.Score {
	best := model.Score{Broken: 1 << 40}
	Seatings(m, func(x model.Seating) {
		if sc := m.Evaluate(x); sc.Better(best) {
			best = sc
		}
	})
	return best
}
