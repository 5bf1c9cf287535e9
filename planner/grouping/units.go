package grouping

import (
	"roundtable/planner"
	"roundtable/planner/grouping/internal/model"
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
	m.People = make([]model.Person, n)
	unitOf := make([]int32, n)
	for i := range n {
		if r := find(i); r == i {
			unitOf[i] = int32(len(m.Units))
			m.Units = append(m.Units, model.Unit{})
		} else {
			unitOf[i] = unitOf[r]
		}
		u := &m.Units[unitOf[i]]
		u.People = append(u.People, int32(i))
		m.People[i] = model.Person{Unit: unitOf[i], Org: -1, Chair: -1}
	}
	b.readMemberships()
	b.readApart()
	b.readOrganisations()
	b.readChairs()
	b.fixSeats()
}

// readMemberships gives each unit the memberships all its people can have.
func (b *builder) readMemberships() {
	for u := range b.m.Units {
		un := &b.m.Units[u]
		un.Lo, un.Hi = 0, len(b.groups)
		for _, i := range un.People {
			p := &b.roster[i]
			least, most := memberships(p)
			if least < 0 || most < least {
				b.add(membershipsImpossible(p, least, most))
			}
			un.Lo, un.Hi = max(un.Lo, least), min(un.Hi, most)
		}
		if un.Lo > un.Hi {
			p := &b.roster[un.People[0]]
			b.add(membershipsClash(p.Where, b.unitLabel(u), un.Lo, un.Hi))
		}
	}
}

func (b *builder) readApart() {
	m := b.m
	m.ApartOf = make([][]int32, len(m.Units))
	seen := make(map[[2]int32]bool)
	for _, pr := range b.pairs {
		if pr.kind != planner.Apart {
			continue
		}
		x, y := m.People[pr.a].Unit, m.People[pr.b].Unit
		if x == y {
			b.add(pairContradiction(&b.roster[pr.a], &b.roster[pr.b]))
			continue
		}
		key := [2]int32{min(x, y), max(x, y)}
		if seen[key] {
			continue
		}
		seen[key] = true
		m.ApartOf[x] = append(m.ApartOf[x], int32(len(m.Apart)))
		m.ApartOf[y] = append(m.ApartOf[y], int32(len(m.Apart)))
		m.Apart = append(m.Apart, key)
	}
}

// readOrganisations numbers the organisations that have more people than the cap.
func (b *builder) readOrganisations() {
	m := b.m
	if m.OrgCap <= 0 {
		m.OrgCap = 0
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
		if !ok || count[v] <= m.OrgCap {
			continue
		}
		o, known := at[v]
		if !known {
			o = int32(len(b.orgName))
			at[v] = o
			b.orgName = append(b.orgName, v)
		}
		m.People[i].Org = o
	}
	m.Orgs = len(b.orgName)
}

// readChairs gives willing people their chair class: the stakeholder group.
// People whose stakeholder group is unknown share one class, because they
// cannot be shown to differ.
func (b *builder) readChairs() {
	m := b.m
	at := make(map[string]int32)
	for i := range b.roster {
		if !b.willing(i) {
			continue
		}
		v, _ := b.roster[i].Value(planner.Stakeholder)
		s, known := at[v]
		if !known {
			s = int32(len(b.chairName))
			at[v] = s
			b.chairName = append(b.chairName, v)
		}
		m.People[i].Chair = s
	}
	m.ChairClasses = len(b.chairName)
}

// fixSeats applies the locks and the forbidden seats.
func (b *builder) fixSeats() {
	m, K := b.m, len(b.groups)
	m.Seats = make([]model.SeatRule, len(m.Units)*K)
	for i := range b.roster {
		b.fixNamed(i, b.roster[i].SeatedIn, model.Forced)
		b.fixNamed(i, b.roster[i].KeptOutOf, model.Banned)
	}
	if b.opts.Keep != nil {
		for _, s := range b.opts.Keep.Seats {
			i, okI := b.personAt[s.Person]
			if _, okG := b.groupAt[s.Group]; s.Locked && okI && okG {
				b.fixNamed(i, []string{s.Group}, model.Forced)
			}
		}
	}
	for u := range m.Units {
		n := 0
		for _, s := range m.Seats[u*K : (u+1)*K] {
			if s == model.Forced {
				n++
			}
		}
		if n > m.Units[u].Hi {
			b.add(seatsTooMany(b.roster[m.Units[u].People[0]].Where, b.unitLabel(u), n, m.Units[u].Hi))
		}
	}
}

// fixNamed fixes person i in the named groups, or keeps them out.
func (b *builder) fixNamed(i int, groups []string, as model.SeatRule) {
	p, u := &b.roster[i], int(b.m.People[i].Unit)
	for _, id := range groups {
		g, ok := b.groupAt[id]
		if !ok {
			b.add(seatUnknown(p, id))
			continue
		}
		at := &b.m.Seats[u*len(b.groups)+g]
		if *at != model.Free && *at != as {
			b.add(seatContradiction(p.Where, b.unitLabel(u), b.groups[g].ID))
			continue
		}
		*at = as
	}
}

// unitLabel names the people of a unit: "Ada", "Ada and Bob (together)".
func (p *Problem) unitLabel(u int) string {
	people := p.m.Units[u].People
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
