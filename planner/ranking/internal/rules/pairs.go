package rules

import (
	"math/big"
	"slices"

	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/tally"
)

// strength is how strong a win of a over b is: the weight for it; zero where a does
// not beat b.
func strength(x *tally.Election, a, b int) *big.Int {
	if x.Beats(a, b) <= 0 {
		return new(big.Int)
	}
	return x.W[a][b]
}

// grades gives each distinct strength a small whole number in the same order, 0
// for no win, so that path and sorting work compares machine integers.
func grades(x *tally.Election) (grade [][]int32, values []*big.Int) {
	values = []*big.Int{new(big.Int)}
	for a := range x.M {
		for b := range x.M {
			if x.Beats(a, b) > 0 {
				values = append(values, x.W[a][b])
			}
		}
	}
	slices.SortFunc(values, (*big.Int).Cmp)
	values = slices.CompactFunc(values, func(p, q *big.Int) bool { return p.Cmp(q) == 0 })
	grade = make([][]int32, x.M)
	for a := range grade {
		grade[a] = make([]int32, x.M)
		for b := range x.M {
			k, _ := slices.BinarySearchFunc(values, strength(x, a, b), (*big.Int).Cmp)
			grade[a][b] = int32(k)
		}
	}
	return grade, values
}

// SmithSet returns the smallest set of issues that beat every issue outside it:
// the first of the components. It is the Condorcet winner alone where there is one.
func SmithSet(x *tally.Election) []int {
	if x.M == 0 {
		return []int{}
	}
	return components(x)[0]
}

// components returns the strongly connected components of "a beats or ties b",
// in the order in which they beat each other. Every optimal Kemeny ranking keeps
// them in this order (Truchon 1998, extended Condorcet criterion).
func components(x *tally.Election) [][]int {
	return order.Components(x.M, func(a, b int) bool { return x.Beats(a, b) >= 0 })
}

// Cycle returns a shortest circle of strict wins through the first issue of the
// Smith set that has one, or nil.
func Cycle(x *tally.Election) []int {
	set := SmithSet(x)
	if len(set) < 3 {
		return nil
	}
	for _, start := range set {
		if c := circleFrom(x, start, set); c != nil {
			return c
		}
	}
	return nil
}

// circleFrom searches breadth first for the shortest way back to start.
func circleFrom(x *tally.Election, start int, set []int) []int {
	from := map[int]int{}
	queue := []int{start}
	for len(queue) > 0 {
		a := queue[0]
		queue = queue[1:]
		for _, b := range set {
			if x.Beats(a, b) <= 0 {
				continue
			}
			if b == start {
				circle := []int{a}
				for ; a != start; a = from[a] {
					circle = append(circle, from[a])
				}
				slices.Reverse(circle)
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
