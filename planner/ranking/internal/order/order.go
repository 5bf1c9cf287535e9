// Package order makes orders with ties of things numbered 0 to m-1. Where a
// comparison is asked for, negative means that the first comes first.
package order

import (
	"math/big"
	"slices"
)

// All is 0 to m-1.
func All(m int) []int {
	out := make([]int, m)
	for i := range out {
		out[i] = i
	}
	return out
}

// ByValue compares two values: the larger first, missing ones (nil) last.
func ByValue(p, q *big.Rat) int {
	switch {
	case p == nil && q == nil:
		return 0
	case p == nil:
		return 1
	case q == nil:
		return -1
	}
	return q.Cmp(p)
}

// Levels puts together what compares equal, best level first, by number inside.
func Levels(m int, cmp func(a, b int) int) [][]int {
	all := All(m)
	slices.SortStableFunc(all, cmp)
	return Runs(all, cmp)
}

// Runs cuts a sorted list where neighbours differ.
func Runs[T any](sorted []T, cmp func(a, b T) int) [][]T {
	var out [][]T
	for i, a := range sorted {
		if i == 0 || cmp(sorted[i-1], a) != 0 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], a)
	}
	return out
}

// Values is [Levels] by value: the larger first, missing ones together last.
func Values(values []*big.Rat) [][]int {
	return Levels(len(values), func(a, b int) int { return ByValue(values[a], values[b]) })
}

// Ranks gives each value 1 + the number of values strictly ahead of it.
func Ranks(values []*big.Rat) []int {
	ranks := make([]int, len(values))
	place := 1
	for _, level := range Values(values) {
		for _, a := range level {
			ranks[a] = place
		}
		place += len(level)
	}
	return ranks
}

// Top are those on the first level, and those on the levels that reach into the
// first k places, both by number.
func Top(levels [][]int, k int) (first, top []int) {
	for _, level := range levels {
		if first == nil {
			first = level
		}
		if len(top) >= k {
			break
		}
		top = append(top, level...)
	}
	slices.Sort(top)
	return first, top
}

// Components returns the strongly connected components of a relation in which
// any two are related one way or both, first those that relate to all others; by
// number inside. In such a relation one related to more others is never in a
// later component, so components are found by closing sets in order of that
// number.
func Components(m int, related func(a, b int) bool) [][]int {
	reach := make([][]bool, m)
	for a := range m {
		reach[a] = make([]bool, m)
		for b := range m {
			reach[a][b] = a == b || related(a, b)
		}
	}
	for k := range m {
		for a := range m {
			if !reach[a][k] {
				continue
			}
			for b, r := range reach[k] {
				reach[a][b] = reach[a][b] || r
			}
		}
	}
	size := make([]int, m) // reachable ones: more is earlier, as many the same component
	for a := range m {
		for _, r := range reach[a] {
			if r {
				size[a]++
			}
		}
	}
	return Levels(m, func(a, b int) int { return size[b] - size[a] })
}

// Unbeaten makes levels by repeatedly taking out those that no other one left is
// above, which must not go in circles.
func Unbeaten(m int, above func(a, b int) bool) [][]int {
	left := All(m)
	var levels [][]int
	for len(left) > 0 {
		var level, rest []int
		for _, a := range left {
			if slices.ContainsFunc(left, func(b int) bool { return b != a && above(b, a) }) {
				rest = append(rest, a)
			} else {
				level = append(level, a)
			}
		}
		levels = append(levels, level)
		left = rest
	}
	return levels
}

// Sorted is all numbers by value, the larger first, missing ones last; ties by
// number.
func Sorted(values []*big.Rat) []int { return slices.Concat(Values(values)...) }
