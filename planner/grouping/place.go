package grouping

// place seats everybody by preference under the size bounds and memberships:
// the exact optimum of the wishes alone, by min-cost flow. Targets, chairs,
// apart-pairs and organisations are left to the search. Together-pairs are
// counted as one seat in the flow, so sizes may be off by their partners.
// Optional groups named in closed get nobody.
//
// The graph is source → units → groups → sink; seats that must be filled
// (least memberships, least sizes, locks) carry a reward above all utilities together.
func place(m *model, closed []bool) seating {
	K, U := m.K(), len(m.units)
	source, sink := 0, 1+U+K
	f := newFlowGraph(sink + 1)
	// More than all utilities together can differ.
	reward, span := int64(1), m.span()
	for u := range m.units {
		reward += 2 * span * int64(m.units[u].hi)
	}
	edges := make([]int, U*K)
	for u := range m.units {
		un := &m.units[u]
		for k := range un.hi {
			cost := m.furtherCost(k+1) - m.furtherCost(k)
			if k < un.lo {
				cost -= 2 * reward
			}
			f.edge(source, 1+u, 1, cost)
		}
		for g := range K {
			edges[u*K+g] = -1
			c := m.seats[u*K+g]
			if c == banned || closed != nil && closed[g] {
				continue
			}
			cost := -m.seatValue(u, g)
			if c == forced {
				cost -= 4 * reward
			}
			edges[u*K+g] = f.edge(1+u, 1+U+g, 1, cost)
		}
	}
	for g := range m.groups {
		mg := &m.groups[g]
		f.edge(1+U+g, sink, int64(mg.lo), -reward)
		f.edge(1+U+g, sink, int64(mg.hi-mg.lo), 0)
	}
	f.cheapest(source, sink)
	out := make(seating, U)
	for u := range out {
		for g := range K {
			if e := edges[u*K+g]; e >= 0 && f.flow(e) > 0 {
				out[u] = append(out[u], int32(g))
			}
		}
	}
	return out
}

// listed are the groups that are worth more to a unit than its worst one: in
// practice the groups on its people's lists.
func listed(m *model) [][]int32 {
	K := m.K()
	cand := make([][]int32, len(m.units))
	for u := range m.units {
		row := make([]int64, K)
		worst := int64(0)
		for g := range K {
			row[g] = m.seatValue(u, g)
			if g == 0 || row[g] < worst {
				worst = row[g]
			}
		}
		for g := range K {
			if row[g] > worst && m.seats[u*K+g] != banned {
				cand[u] = append(cand[u], int32(g))
			}
		}
		if len(cand[u]) < 2 {
			cand[u] = cand[u][:0]
			for g := range K {
				if m.seats[u*K+g] != banned {
					cand[u] = append(cand[u], int32(g))
				}
			}
		}
	}
	return cand
}
