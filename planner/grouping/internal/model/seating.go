package model

import "slices"

// Seating is who sits where: the groups of each unit, in rising order.
type Seating [][]int32

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

// Tally counts the people of each group and class.
func (m *Model) Tally(x Seating) (size, count []int32) {
	size, count = make([]int32, m.K()), make([]int32, m.K()*m.Classes)
	A := len(m.Attrs)
	for u, gs := range x {
		for _, g := range gs {
			for _, i := range m.Units[u].People {
				size[g]++
				for _, c := range m.ClassOf[int(i)*A : (int(i)+1)*A] {
					count[int(g)*m.Classes+int(c)]++
				}
			}
		}
	}
	return size, count
}
