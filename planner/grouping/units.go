package grouping

import (
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/grouping/internal/model"
)

// peopleReader brings the people into the model.
type peopleReader struct{ *builder }

// read merges together-pairs into units, reads organisations and chairs,
// and fixes locked and forbidden seats.
func (b peopleReader) read() {
	m := b.m
	n := len(b.roster)
	root := make([]int, n) // the first of those who sit together
	for i := range root {
		root[i] = i
	}
	for _, pr := range b.pairs {
		if x, y := root[pr.a], root[pr.b]; pr.kind == planner.Together {
			for i := range root {
				if root[i] == max(x, y) {
					root[i] = min(x, y)
				}
			}
		}
	}
	m.People = make([]model.Person, n)
	unitOf := make([]int32, n)
	for i := range n {
		if r := root[i]; r == i {
			unitOf[i] = int32(len(m.Units))
			m.Units = append(m.Units, model.Unit{})
		} else {
			unitOf[i] = unitOf[r]
		}
		u := &m.Units[unitOf[i]]
		u.People = append(u.People, int32(i))
		m.People[i] = model.Person{Unit: unitOf[i], Chair: -1}
	}
	b.readMemberships()
	b.readApart()
	b.readOrganisations()
	b.m.Seats = make([]model.SeatRule, len(b.m.Units)*len(b.groups))
	b.readChairs()
	b.fixSeats()
}

// readMemberships gives each unit the memberships all its people can have.
func (b peopleReader) readMemberships() {
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

// readApart asks of every group for at most one of people who are to be kept apart.
// People of whom each is to be kept from each other are one such rule: of four there
// can be no more than three in three groups, and only the rule about all four shows it.
func (b peopleReader) readApart() {
	apart, covered := make(map[[2]int]bool), make(map[[2]int]bool)
	var pairs [][2]int
	for _, pr := range b.pairs {
		switch {
		case pr.kind != planner.Apart:
		case b.m.People[pr.a].Unit == b.m.People[pr.b].Unit:
			through := ""
			if !slices.ContainsFunc(b.pairs, func(x pairRule) bool {
				return x.kind == planner.Together && min(x.a, x.b) == min(pr.a, pr.b) &&
					max(x.a, x.b) == max(pr.a, pr.b)
			}) {
				through = b.unitLabel(int(b.m.People[pr.a].Unit))
			}
			b.add(pairContradiction(&b.roster[pr.a], &b.roster[pr.b], through))
		default:
			apart[[2]int{pr.a, pr.b}], apart[[2]int{pr.b, pr.a}] = true, true
			pairs = append(pairs, [2]int{pr.a, pr.b})
		}
	}
	for _, pr := range pairs {
		if covered[pr] {
			continue
		}
		all := pr[:]
		for i := range b.roster {
			if !slices.ContainsFunc(all, func(j int) bool { return !apart[[2]int{i, j}] }) {
				all = append(all, i)
			}
		}
		slices.Sort(all)
		for _, i := range all {
			for _, j := range all {
				covered[[2]int{i, j}] = true
			}
		}
		b.askOf(b.allGroups(), b.derived(apartAsked, "apart", all, planner.Target{Max: planner.LimitOf(1)}))
	}
}

// derived is an entry for named people that no target of the meeting asks for.
func (b *builder) derived(kind askKind, word planner.Dimension, people []int, ask planner.Target) groupTarget {
	t := groupTarget{
		kind: kind, dim: word, ask: ask, class: -1,
		members: make([]bool, len(b.roster)), unknown: make([]bool, len(b.roster)),
	}
	var ids, names []string
	for _, i := range people {
		t.members[i] = true
		ids, names = append(ids, b.roster[i].ID), append(names, b.roster[i].Label())
	}
	t.id, t.value = string(word)+"="+strings.Join(ids, "|"), strings.Join(names, ", ")
	return t
}

// readOrganisations asks for no more people of an organisation than the cap.
func (b peopleReader) readOrganisations() {
	most := b.opts.MaxPerOrganisation
	if most <= 0 {
		return
	}
	var names []string
	of := make(map[string][]int)
	for i := range b.roster {
		if v, ok := b.roster[i].Value(planner.Organisation); ok {
			if of[v] == nil {
				names = append(names, v)
			}
			of[v] = append(of[v], i)
		}
	}
	for _, v := range names {
		if len(of[v]) > most {
			x := b.derived(capAsked, planner.Organisation, of[v], planner.Target{Max: planner.LimitOf(most)})
			x.id, x.value = "cap of "+v, v
			b.askOf(b.allGroups(), x)
		}
	}
}

// Meeting again costs points for each person who sits with people of an earlier group: as
// many times Options.MeetAgainWeight as there are others of it, up to mostAgain. So two
// who meet again cost one weight and three cost three, as many as there are pairs.
const mostAgain = 4

// readEarlier asks each group for few people who sat together in an earlier meeting:
// the k-th rule about them allows k, and each is missed by those above.
func (b *builder) readEarlier() {
	for n := range b.opts.Earlier {
		of := make(map[string][]int)
		var names []string
		for _, s := range b.opts.Earlier[n].Seats {
			i, ok := b.personAt[s.Person]
			if !ok || slices.Contains(of[s.Group], i) {
				continue // who is not here meets nobody
			}
			if of[s.Group] == nil {
				names = append(names, s.Group)
			}
			of[s.Group] = append(of[s.Group], i)
		}
		for _, name := range names {
			slices.Sort(of[name])
			for k := 1; k < min(len(of[name]), mostAgain+1); k++ {
				x := b.derived(againAsked, "met before", of[name], planner.Target{Max: planner.LimitOf(k)})
				x.id, x.value = x.id+"#"+string(rune('0'+k)), "those of "+name
				x.tier, x.weight = planner.Should, int64(b.opts.MeetAgainWeight)
				b.askOf(b.allGroups(), x)
			}
		}
	}
}

// readChairs gives willing people their kind: the values that chairs of a group are to
// differ in, the stakeholder group where no target asks for another. People of whom a
// value is unknown share one, because they cannot be shown to differ. Conveners chair
// their group whether or not they are willing, and no other.
func (b peopleReader) readChairs() {
	m, kinds := b.m, [][]string{}
	kindOf := func(i int) int32 {
		var kind []string
		for _, d := range b.chairsBy {
			v, _ := b.roster[i].Value(d)
			kind = append(kind, v)
		}
		k := slices.IndexFunc(kinds, func(x []string) bool { return slices.Equal(x, kind) })
		if k < 0 {
			k = len(kinds)
			kinds = append(kinds, kind)
			b.chairName = append(b.chairName, strings.Join(kind, " / "))
		}
		return int32(k)
	}
	for i := range b.roster {
		if b.roster[i].ChairOK == planner.Yes {
			m.People[i].Chair = kindOf(i)
		}
	}
	for g := range b.groups {
		mg := &m.Groups[g]
		for _, id := range b.groups[g].Conveners {
			i, ok := b.personAt[id]
			if !ok {
				b.add(convenerUnknown(&b.groups[g], id))
				continue
			}
			mg.Named, mg.NamedKinds = append(mg.Named, int32(i)), append(mg.NamedKinds, kindOf(i))
			m.People[i].Chair = -1
			where := b.roster[i].Where
			if s := b.kept[[2]int{i, g}]; s != nil && s.Locked {
				where = s.Where
			}
			b.fixNamed(i, []string{b.groups[g].ID}, model.Forced, where)
		}
		b.groups[g].Chairs = max(b.groups[g].Chairs, len(mg.Named))
		mg.Chairs = b.groups[g].Chairs - len(mg.Named)
	}
	m.ChairClasses = len(kinds)
	if len(b.chairsBy) < 2 {
		return
	}
	m.ChairsApart = make([][]bool, len(kinds))
	for x := range kinds {
		for y := range kinds {
			alike := false
			for d := range b.chairsBy {
				alike = alike || kinds[x][d] == kinds[y][d]
			}
			m.ChairsApart[x] = append(m.ChairsApart[x], !alike)
		}
	}
}

// fixSeats applies the locks and the forbidden seats.
func (b peopleReader) fixSeats() {
	m, K := b.m, len(b.groups)
	for i := range b.roster {
		if !b.opts.unlocked {
			b.fixNamed(i, b.roster[i].SeatedIn, model.Forced, b.roster[i].Where)
		}
		b.fixNamed(i, b.roster[i].KeptOutOf, model.Banned, b.roster[i].Where)
	}
	if b.opts.Keep != nil {
		for _, s := range b.opts.Keep.Seats {
			i, okI := b.personAt[s.Person]
			if _, okG := b.groupAt[s.Group]; s.Locked && okI && okG {
				b.fixNamed(i, []string{s.Group}, model.Forced, s.Where)
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
func (b peopleReader) fixNamed(i int, groups []string, as model.SeatRule, where planner.Ref) {
	p, u := &b.roster[i], int(b.m.People[i].Unit)
	for _, id := range groups {
		g, ok := b.groupAt[id]
		if !ok {
			b.add(seatUnknown(p, id))
			continue
		}
		at := &b.m.Seats[u*len(b.groups)+g]
		if *at != model.Free && *at != as {
			f := seatContradiction(where, b.unitLabel(u), b.groups[g].ID)
			if where != p.Where {
				f.Also = []planner.Ref{
					p.Where,
				} // the seat stands in the plan to keep, what forbids it beside the person
			}
			b.add(f)
			continue
		}
		if *at == as && as == model.Forced && slices.ContainsFunc(b.targets, func(t groupTarget) bool {
			return t.kind == seatAsked && t.group == g && t.members[i]
		}) {
			continue // named twice
		}
		*at = as
		if as == model.Forced {
			b.askOf([]int{g}, b.derived(seatAsked, "seat", []int{i}, planner.Target{Min: planner.LimitOf(1)}))
		}
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

// checkZones reports time zones that are not understood.
func (b *builder) checkZones() {
	var unread []string
	for _, i := range b.source {
		v, given := b.roster[i].Value(planner.TimeZone)
		if _, known := b.opts.suits(&b.roster[i], 0); given && !known && !slices.Contains(unread, v) {
			unread = append(unread, v)
		}
	}
	if len(unread) > 0 {
		b.add(zonesUnread(unread))
	}
}
