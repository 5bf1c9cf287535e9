package ranking

// smith returns the smallest set of issues that beat every issue outside it, in
// input order: the strongly connected components of "beats or ties" are in a
// line, and it is the first of them.
func (x *election) smith() []int {
	comps := x.components()
	if len(comps) == 0 {
		return nil
	}
	return comps[0]
}

// components returns the strongly connected components of "a beats or ties b",
// in the order in which they beat each other; inside, input order. Every optimal
// Kemeny ranking keeps them in this order (Truchon 1998, extended Condorcet
// criterion).
func (x *election) components() [][]int {
	return lineUp(x.m, func(a, b int) bool { return x.beats(a, b) >= 0 })
}

// lineUp returns the strongly connected components of a relation in which any
// two issues are related one way or both, first those that relate to all others.
// In such a relation an issue related to more others is never in a later
// component, so components are found by closing sets in order of that number.
func lineUp(m int, rel func(a, b int) bool) [][]int {
	reach := make([][]bool, m)
	for a := range m {
		reach[a] = make([]bool, m)
		for b := range m {
			reach[a][b] = a == b || rel(a, b)
		}
	}
	for k := range m {
		for a := range m {
			if !reach[a][k] {
				continue
			}
			for b, r := range reach[k] {
				if r {
					reach[a][b] = true
				}
			}
		}
	}
	size := make([]int, m) // reachable issues: larger is earlier, equal is the same component
	for a := range m {
		for _, r := range reach[a] {
			if r {
				size[a]++
			}
		}
	}
	var comps [][]int
	for left := m; left > 0; {
		var comp []int
		for a := range m {
			if size[a] == left {
				comp = append(comp, a)
			}
		}
		if len(comp) == 0 {
			left--
			continue
		}
		comps = append(comps, comp)
		left -= len(comp)
	}
	return comps
}

// cycle returns a shortest circle of strict wins through the first issue of the
// Smith set that has one, or nil.
func (x *election) cycle() []int {
	set := x.smith()
	if len(set) < 3 {
		return nil
	}
	for _, start := range set {
		if c := x.circleFrom(start, set); c != nil {
			return c
		}
	}
	return nil
}

// circleFrom searches breadth first for the shortest way back to start.
func (x *election) circleFrom(start int, set []int) []int {
	from := map[int]int{}
	queue := []int{start}
	for len(queue) > 0 {
		a := queue[0]
		queue = queue[1:]
		for _, b := range set {
			if x.beats(a, b) <= 0 {
				continue
			}
			if b == start {
				circle := []int{a}
				for a != start {
					a = from[a]
					circle = append([]int{a}, circle...)
				}
				return circle
			}
			if _, seen := from[b]; !seen {
				from[b] = a
				queue = append(queue, b)
			}
		}
	}
	return nil
}
