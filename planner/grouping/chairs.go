package grouping

// seatChairs gives out the chair seats for given members so that as few as
// possible stay empty: willing members, of different chair classes within a
// group, at most one chair seat a person. It is exact: a maximum flow
// group → (group, class) → person, each with the capacity the rules give.
// The result lists the chairs by group, in the order of the roster.
func (m *model) seatChairs(s seating) (chairs [][]int32, missing int) {
	K := m.K()
	chairs = make([][]int32, K)
	wanted := 0
	for g := range m.groups {
		wanted += m.groups[g].chairs
	}
	if wanted == 0 {
		return chairs, 0
	}
	S, P := m.chairClasses, len(m.people)
	source, slot, person := 0, 1+K, 1+K+K*S
	sink := person + P
	f := newFlowGraph(sink + 1)
	open := make([]bool, K)
	linked := make([]bool, P)
	type offer struct{ edge, group, person int }
	var offers []offer
	for u, gs := range s {
		for _, g := range gs {
			open[g] = true
			if m.groups[g].chairs == 0 {
				continue
			}
			for _, i := range m.units[u].people {
				c := int(m.people[i].chair)
				if c < 0 {
					continue
				}
				offers = append(offers, offer{f.edge(slot+int(g)*S+c, person+int(i), 1, 0), int(g), int(i)})
				if !linked[i] {
					linked[i] = true
					f.edge(person+int(i), sink, 1, 0)
				}
			}
		}
	}
	seats := 0
	for g := range m.groups {
		if !open[g] && m.groups[g].optional {
			continue
		}
		seats += m.groups[g].chairs
		f.edge(source, 1+g, int64(m.groups[g].chairs), 0)
		for c := range S {
			f.edge(1+g, slot+g*S+c, 1, 0)
		}
	}
	missing = seats - int(f.most(source, sink))
	for _, o := range offers {
		if f.flow(o.edge) > 0 {
			chairs[o.group] = append(chairs[o.group], int32(o.person))
		}
	}
	return chairs, missing
}
