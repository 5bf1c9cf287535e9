package model

import "slices"

// Seating is who sits where: the groups of each unit, in rising order.
type Seating [][]int32

// Clone copies a seating.
func (s Seating) Clone() Seating {
	out := make(Seating, len(s))
	for u := range s {
		out[u] = slices.Clone(s[u])
	}
	return out
}

// Sorted puts every unit's groups in rising order.
func (s Seating) Sorted() Seating {
	for u := range s {
		slices.Sort(s[u])
	}
	return s
}

// Tally counts the people of each group, and of each group and class.
func (m *Model) Tally(x Seating) (size, count []int32) {
	size, count = make([]int32, m.K()), make([]int32, m.K()*m.Classes)
	for u, gs := range x {
		for _, g := range gs {
			size[g] += int32(len(m.Units[u].People))
			m.EachClass(u, func(c int32) { count[int(g)*m.Classes+int(c)]++ })
		}
	}
	return size, count
}
