package model

import (
	"roundtable/planner/grouping/internal/flow"
)

// SeatChairs gives out the chair seats for given members so that as few as
// possible stay empty: willing members, of different chair classes within a
// group, at most one chair seat a person. It is exact: a maximum flow
// group → (group, class) → person, each with the capacity the rules give.
// The result lists the chairs by group, in the order of the roster.
func (m *Model) SeatChairs(s Seating) (chairs [][]int32, missing int) {
	K := m.K()
	chairs = make([][]int32, K)
	wanted := 0
	for g := range m.Groups {
		wanted += m.Groups[g].Chairs
	}
	if wanted == 0 {
		return chairs, 0
	}
	S, P := m.ChairClasses, len(m.People)
	source, slot, person := 0, 1+K, 1+K+K*S
	sink := person + P
	f := flow.New(sink + 1)
	open := make([]bool, K)
	linked := make([]bool, P)
	type offer struct{ edge, group, person int }
	var offers []offer
	for u, gs := range s {
		for _, g := range gs {
			open[g] = true
			if m.Groups[g].Chairs == 0 {
				continue
			}
			for _, i := range m.Units[u].People {
				c := int(m.People[i].Chair)
				if c < 0 {
					continue
				}
				offers = append(offers, offer{f.Edge(slot+int(g)*S+c, person+int(i), 1, 0), int(g), int(i)})
				if !linked[i] {
					linked[i] = true
					f.Edge(person+int(i), sink, 1, 0)
				}
			}
		}
	}
	seats := 0
	for g := range m.Groups {
		if !open[g] && m.Groups[g].Optional {
			continue
		}
		seats += m.Groups[g].Chairs
		f.Edge(source, 1+g, int64(m.Groups[g].Chairs), 0)
		for c := range S {
			f.Edge(1+g, slot+g*S+c, 1, 0)
		}
	}
	missing = seats - int(f.Most(source, sink))
	for _, o := range offers {
		if f.Flow(o.edge) > 0 {
			chairs[o.group] = append(chairs[o.group], int32(o.person))
		}
	}
	return chairs, missing
}
