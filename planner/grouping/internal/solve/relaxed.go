package solve

import (
	"cmp"
	"slices"

	"roundtable/planner/grouping/internal/bound"
	"roundtable/planner/grouping/internal/model"
)

// worthHaving are the groups the relaxed solution uses for a unit, or that
// would cost the bound little.
func worthHaving(d *bound.Descent, w width) [][]int32 {
	b, K := d.Bounder, d.Bounder.Model.K()
	cand := make([][]int32, len(b.Model.Units))
	for u := range b.Model.Units {
		for _, g := range b.Candidates(u) {
			if d.Shares[u*K+int(g)] >= w.share || b.Loss(u, g) <= w.loss {
				cand[u] = append(cand[u], g)
			}
		}
	}
	return cand
}

// mostShared seats every unit where the relaxed solution had it most, as far as
// memberships allow.
func mostShared(d *bound.Descent, closed []bool) model.Seating {
	m := d.Bounder.Model
	K := m.K()
	out := make(model.Seating, len(m.Units))
	for u := range m.Units {
		for g := range K {
			if m.Seats[u*K+g] == model.Forced {
				out[u] = append(out[u], int32(g))
			}
		}
	}
	for u := range m.Units {
		var order []int32
		for g := range K {
			if m.Seats[u*K+g] == model.Free && (closed == nil || !closed[g]) {
				order = append(order, int32(g))
			}
		}
		row := d.Shares[u*K : (u+1)*K]
		slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(row[b], row[a]) })
		un := &m.Units[u]
		for _, g := range order {
			if n := len(out[u]); n >= un.Hi || n >= un.Lo && row[g] < halfShared {
				break
			}
			if !slices.ContainsFunc(out[u], func(h int32) bool { return m.Together(g, h) }) {
				out[u] = append(out[u], g)
			}
		}
	}
	return out.Sorted()
}

// halfShared is the share from which a unit with its least memberships gets one more.
const halfShared = 0.5
