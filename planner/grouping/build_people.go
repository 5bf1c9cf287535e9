package grouping

import (
	"roundtable/planner"
)

// makePeople merges together-pairs into units, reads organisations and chairs,
// and fixes locked and forbidden seats.
func (b *builder) makePeople() {
	m := b.m
	n := len(b.roster)
	root := make([]int, n)
	for i := range root {
		root[i] = i
	}
	var find func(int) int
	find = func(i int) int {
		if root[i] != i {
			root[i] = find(root[i])
		}
		return root[i]
	}
	for _, pr := range b.pairs {
		if pr.kind == planner.Together {
			x, y := find(pr.a), find(pr.b)
			root[max(x, y)] = min(x, y)
		}
	}
	m.people = make([]modelPerson, n)
	unitOf := make([]int32, n)
	for i := range n {
		if r := find(i); r == i {
			unitOf[i] = int32(len(m.units))
			m.units = append(m.units, modelUnit{})
		} else {
			unitOf[i] = unitOf[r]
		}
		u := &m.units[unitOf[i]]
		u.people = append(u.people, int32(i))
		m.people[i] = modelPerson{unit: unitOf[i], org: -1, chair: -1}
	}
	b.readMemberships()
	b.readApart()
	b.readOrganisations()
	b.readChairs()
	b.fixSeats()
}

// readMemberships gives each unit the memberships all its people can have.
func (b *builder) readMemberships() {
	for u := range b.m.units {
		un := &b.m.units[u]
		un.lo, un.hi = 0, len(b.groups)
		for _, i := range un.people {
			p := &b.roster[i]
			least, most := memberships(p)
			if least < 0 || most < least {
				b.add(membershipsImpossible(p, least, most))
			}
			un.lo, un.hi = max(un.lo, least), min(un.hi, most)
		}
		if un.lo > un.hi {
			p := &b.roster[un.people[0]]
			b.add(membershipsClash(p.Where, b.unitLabel(u), un.lo, un.hi))
		}
	}
}

func (b *builder) readApart() {
	m := b.m
	m.apartOf = make([][]int32, len(m.units))
	seen := make(map[[2]int32]bool)
	for _, pr := range b.pairs {
		if pr.kind != planner.Apart {
			continue
		}
		x, y := m.people[pr.a].unit, m.people[pr.b].unit
		if x == y {
			b.add(pairContradiction(&b.roster[pr.a], &b.roster[pr.b]))
			continue
		}
		key := [2]int32{min(x, y), max(x, y)}
		if seen[key] {
			continue
		}
		seen[key] = true
		m.apartOf[x] = append(m.apartOf[x], int32(len(m.apart)))
		m.apartOf[y] = append(m.apartOf[y], int32(len(m.apart)))
		m.apart = append(m.apart, key)
	}
}

// readOrganisations numbers the organisations that have more people than the cap.
func (b *builder) readOrganisations() {
	m := b.m
	if m.orgCap <= 0 {
		m.orgCap = 0
		return
	}
	count := make(map[string]int)
	for i := range b.roster {
		if v, ok := b.roster[i].Value(planner.Organisation); ok {
			count[v]++
		}
	}
	at := make(map[string]int32)
	for i := range b.roster {
		v, ok := b.roster[i].Value(planner.Organisation)
		if !ok || count[v] <= m.orgCap {
			continue
		}
		o, known := at[v]
		if !known {
			o = int32(len(b.orgName))
			at[v] = o
			b.orgName = append(b.orgName, v)
		}
		m.people[i].org = o
	}
	m.orgs = len(b.orgName)
}

// readChairs gives willing people their chair class: the stakeholder group.
// People whose stakeholder group is unknown share one class, because they
// cannot be shown to differ.
func (b *builder) readChairs() {
	m := b.m
	at := make(map[string]int32)
	for i := range b.roster {
		if b.roster[i].ChairOK != planner.Yes {
			continue
		}
		v, _ := b.roster[i].Value(planner.Stakeholder)
		s, known := at[v]
		if !known {
			s = int32(len(b.chairName))
			at[v] = s
			b.chairName = append(b.chairName, v)
		}
		m.people[i].chair = s
	}
	m.chairClasses = len(b.chairName)
}

// fixSeats applies the locks and the forbidden seats.
func (b *builder) fixSeats() {
	m, K := b.m, len(b.groups)
	m.seats = make([]seat, len(m.units)*K)
	set := func(i, g int, s seat, what string) {
		at := &m.seats[int(m.people[i].unit)*K+g]
		if *at != free && *at != s {
			b.add(seatContradiction(b.roster[i].Where, b.unitLabel(int(m.people[i].unit)), b.groups[g].ID))
			return
		}
		*at = s
	}
	for i := range b.roster {
		p := &b.roster[i]
		for _, list := range []struct {
			ids []string
			as  seat
		}{{p.SeatedIn, forced}, {p.KeptOutOf, banned}} {
			for _, id := range list.ids {
				g, ok := b.groupAt[id]
				if !ok {
					b.add(seatUnknown(p, id))
					continue
				}
				set(i, g, list.as, id)
			}
		}
	}
	if b.opts.Keep != nil {
		for _, s := range b.opts.Keep.Seats {
			i, okI := b.personAt[s.Person]
			g, okG := b.groupAt[s.Group]
			if s.Locked && okI && okG {
				set(i, g, forced, s.Group)
			}
		}
	}
	for u := range m.units {
		if n := m.fixedSeats(u); n > m.units[u].hi {
			b.add(seatsTooMany(b.roster[m.units[u].people[0]].Where, b.unitLabel(u), n, m.units[u].hi))
		}
	}
}

// unitLabel names the people of a unit: "Ada", "Ada and Bob (together)".
func (p *Problem) unitLabel(u int) string {
	people := p.m.units[u].people
	s := ""
	for k, i := range people {
		switch {
		case k == 0:
		case k == len(people)-1:
			s += " and "
		default:
			s += ", "
		}
		s += p.roster[i].Label()
	}
	if len(people) > 1 {
		s += " (together)"
	}
	return s
}
