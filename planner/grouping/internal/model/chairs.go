package model

import (
	"slices"

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
	if m.ChairsApart != nil {
		return seatDiffering(m, s)
	}
	if !slices.ContainsFunc(m.Groups, func(g Group) bool { return g.Chairs > 0 }) {
		return chairs, 0
	}
	S, P := m.ChairClasses, len(m.People)
	source, slot, person := 0, 1+K, 1+K+K*S
	sink := person + P
	f := flow.New(sink + 1)
	open := make([]bool, K)
	for i := range P {
		f.Edge(person+i, sink, 1, 0)
	}
	type offer struct{ edge, group, person int }
	var offers []offer
	for u, gs := range s {
		for _, g := range gs {
			open[g] = true
			for _, i := range m.Units[u].People {
				c := int(m.People[i].Chair)
				if c >= 0 && !slices.Contains(m.Groups[g].NamedKinds, int32(c)) {
					offers = append(offers, offer{f.Edge(slot+int(g)*S+c, person+int(i), 1, 0), int(g), int(i)})
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

// seatDiffering gives out the chair seats where two kinds may be alike in part: group
// by group the largest set of kinds that differ. With people in several groups another
// order might fill more.
func seatDiffering(m *Model, s Seating) (chairs [][]int32, missing int) {
	chairs = make([][]int32, m.K())
	willing := make([]map[int32][]int32, m.K()) // by group and kind
	open, busy := make([]bool, m.K()), make([]bool, len(m.People))
	for i := range m.People {
		for _, g := range s[m.People[i].Unit] {
			open[g] = true
			if c := m.People[i].Chair; c >= 0 {
				if willing[g] == nil {
					willing[g] = make(map[int32][]int32)
				}
				willing[g][c] = append(willing[g][c], int32(i))
			}
		}
	}
	for g := range m.Groups {
		if !open[g] && m.Groups[g].Optional {
			continue
		}
		free := func(i int32) bool { return !busy[i] }
		best, _ := Differing(m, g, func(c int32) float64 {
			if slices.ContainsFunc(willing[g][c], free) {
				return 1
			}
			return 0
		})
		for _, c := range best {
			list := willing[g][c]
			i := list[slices.IndexFunc(list, free)]
			busy[i] = true
			chairs[g] = append(chairs[g], i)
		}
		missing += m.Groups[g].Chairs - len(best)
	}
	return chairs, missing
}

// Differ reports whether chairs of two kinds may lead a group together.
func Differ(m *Model, a, b int32) bool {
	if m.ChairsApart == nil {
		return a != b
	}
	return m.ChairsApart[a][b]
}

// Differing is the set of kinds of chairs that gain most together, as many as group g
// has chair seats, of kinds that differ from each other and from those named.
func Differing(m *Model, g int, gain func(kind int32) float64) (best []int32, value float64) {
	mg := &m.Groups[g]
	set := slices.Clone(mg.NamedKinds)
	var extend func(from int32, sum float64)
	extend = func(from int32, sum float64) {
		if sum > value {
			best, value = slices.Clone(set[len(mg.NamedKinds):]), sum
		}
		if len(set) == len(mg.NamedKinds)+mg.Chairs {
			return
		}
		for c := from; c < int32(m.ChairClasses); c++ {
			v := gain(c)
			if v <= 0 || slices.ContainsFunc(set, func(d int32) bool { return !Differ(m, c, d) }) {
				continue
			}
			set = append(set, c)
			extend(c+1, sum+v)
			set = set[:len(set)-1]
		}
	}
	extend(0, 0)
	return best, value
}
