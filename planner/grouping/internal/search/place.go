package search

import (
	"slices"

	"roundtable/planner/grouping/internal/flow"
	"roundtable/planner/grouping/internal/model"
)

// Place seats everybody by preference under the size bounds and memberships:
// the exact optimum of the wishes alone, by min-cost flow. Targets, chairs,
// apart-pairs and organisations are left to the search. Together-pairs are
// counted as one seat in the flow, so sizes may be off by their partners.
// Optional groups named in closed get nobody.
//
// The graph is source → units → groups → sink; seats that must be filled
// (least memberships, least sizes, locks) carry a reward above all utilities together.
func Place(m *model.Model, closed []bool) model.Seating {
	K, U := m.K(), len(m.Units)
	source, sink := 0, 1+U+K
	slots := 0
	if m.Slot != nil {
		slots = int(slices.Max(m.Slot)) + 1
	}
	f := flow.New(sink + 1 + U*slots)
	// More than all utilities together can differ.
	reward, span := int64(1), m.Span()
	for u := range m.Units {
		reward += 2 * span * int64(m.Units[u].Hi)
	}
	edges := make([]int, U*K)
	for u := range m.Units {
		un := &m.Units[u]
		for k := range un.Hi {
			cost := m.FurtherCost(k+1) - m.FurtherCost(k)
			if k < un.Lo {
				cost -= 2 * reward
			}
			f.Edge(source, 1+u, 1, cost)
		}
		for t := range slots { // one seat of all groups that meet at a time
			f.Edge(1+u, sink+1+u*slots+t, 1, 0)
		}
		for g := range K {
			edges[u*K+g] = -1
			if c := m.Seats[u*K+g]; c != model.Banned && (closed == nil || !closed[g]) {
				cost, from := -m.SeatValue(u, g), 1+u
				if c == model.Forced {
					cost -= 4 * reward
				}
				if m.Slot != nil && m.Slot[g] >= 0 {
					from = sink + 1 + u*slots + int(m.Slot[g])
				}
				edges[u*K+g] = f.Edge(from, 1+U+g, 1, cost)
			}
		}
	}
	for g := range m.Groups {
		mg := &m.Groups[g]
		f.Edge(1+U+g, sink, int64(mg.Lo), -reward)
		f.Edge(1+U+g, sink, int64(mg.Hi-mg.Lo), 0)
	}
	f.Cheapest(source, sink)
	return throughEdges(f, edges, U, K)
}

// throughEdges reads a seating off a flow, with the edges by unit and group; −1 for none.
func throughEdges(f *flow.Graph, edges []int, units, groups int) model.Seating {
	out := make(model.Seating, units)
	for k, e := range edges {
		if e >= 0 && f.Flow(e) > 0 {
			out[k/groups] = append(out[k/groups], int32(k%groups))
		}
	}
	return out
}

// Listed are the groups that are worth more to a unit than its worst one: in
// practice the groups on its people's lists.
func Listed(m *model.Model) [][]int32 {
	cand := make([][]int32, len(m.Units))
	for u := range m.Units {
		allowed := m.Allowed(u)
		worst := m.SeatValue(u, 0)
		for g := range m.Groups {
			worst = min(worst, m.SeatValue(u, g))
		}
		for _, g := range allowed {
			if m.SeatValue(u, int(g)) > worst {
				cand[u] = append(cand[u], g)
			}
		}
		if len(cand[u]) < 2 {
			cand[u] = allowed
		}
	}
	return cand
}
