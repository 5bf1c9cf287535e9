package model

import "slices"

// Favouring returns the model in which a seat is worth so much more for each of the
// wanted people who sit in it, by unit and group, that they come before all wishes.
func Favouring(m *Model, wanted []int64) *Model {
	f := *m
	f.Utility = slices.Clone(m.Utility)
	more := 2 * m.Span()
	for i, n := range wanted {
		f.Utility[i] += more * n
	}
	return &f
}

// Tied returns the model in which wanted seats decide among plans of equal value, and
// how many of its points make one of m: all points are multiplied by more than wanted
// seats can be worth together, which are one point each.
func Tied(m *Model, wanted []int64) (tied *Model, scale int64) {
	scale = 1
	for _, n := range wanted {
		scale += n
	}
	t := *m
	t.Utility, t.Further, t.Groups = slices.Clone(m.Utility), slices.Clone(m.Further), slices.Clone(m.Groups)
	t.ChairWeight, t.Grain = m.ChairWeight*scale, 1
	for i := range t.Utility {
		t.Utility[i] = t.Utility[i]*scale + wanted[i]
	}
	for _, list := range [][]int64{t.Further, t.TierCost[:]} {
		for i := range list {
			list[i] *= scale
		}
	}
	for g := range t.Groups {
		mg := &t.Groups[g]
		mg.Rules, mg.SizeCost = slices.Clone(mg.Rules), slices.Clone(mg.SizeCost)
		for k := range mg.Rules {
			mg.Rules[k].Short *= scale
			mg.Rules[k].Over *= scale
		}
		for z := range mg.SizeCost {
			mg.SizeCost[z] *= scale
		}
	}
	return &t, scale
}
