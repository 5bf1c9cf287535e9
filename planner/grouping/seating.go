package grouping

import "slices"

// seating is who sits where: the groups of each unit, in rising order.
type seating [][]int32

func (s seating) clone() seating {
	out := make(seating, len(s))
	for u := range s {
		out[u] = slices.Clone(s[u])
	}
	return out
}

// sorted puts every unit's groups in rising order.
func (s seating) sorted() seating {
	for u := range s {
		slices.Sort(s[u])
	}
	return s
}

// tally counts the people of each group and class.
func (m *model) tally(x seating) (size, count []int32) {
	size, count = make([]int32, m.K()), make([]int32, m.K()*m.classes)
	A := len(m.attrs)
	for u, gs := range x {
		for _, g := range gs {
			for _, i := range m.units[u].people {
				size[g]++
				for _, c := range m.classOf[int(i)*A : (int(i)+1)*A] {
					count[int(g)*m.classes+int(c)]++
				}
			}
		}
	}
	return size, count
}
