package mixing

import (
	"cmp"
	"slices"

	"roundtable/planner"
)

// readPairs takes up the pairs to be kept and whom people met earlier, by IDs; those of
// people who are not here are left out.
func (m *mixer) readPairs(o *Options) {
	at := make(map[string]int, m.n)
	for i := range m.roster {
		at[m.roster[i].ID] = i
	}
	for _, p := range o.Pairs {
		a, okA := at[p.A]
		b, okB := at[p.B]
		if okA && okB && a != b {
			m.kin[a] = append(m.kin[a], pair{b, p.Kind == planner.Together})
			m.kin[b] = append(m.kin[b], pair{a, p.Kind == planner.Together})
		}
	}
	for _, kin := range m.kin {
		slices.SortStableFunc(kin, func(x, y pair) int { return cmp.Compare(x.with, y.with) })
	}
	for _, r := range o.Earlier {
		for _, ids := range r.Tables {
			for _, x := range ids {
				for _, y := range ids {
					i, okI := at[x]
					if j, okJ := at[y]; okI && okJ && i != j {
						m.before[i*m.n+j]++
					}
				}
			}
		}
	}
}

// brokenPairs tells the pairs that a seating does not keep.
func (m *mixer) brokenPairs(p *seating) []planner.Finding {
	var out []planner.Finding
	told := make(map[[2]int]bool)
	for _, table := range p.rounds {
		m.seatAs(table)
		for _, i := range m.rows {
			for _, x := range m.kin[i] {
				pr := [2]int{min(i, x.with), max(i, x.with)}
				here, there := table[i], table[x.with]
				if here < 0 || there < 0 || x.together == (here == there) || told[pr] {
					continue
				}
				told[pr] = true
				out = append(out, pairNotKept(m.roster[i].Label(), m.roster[x.with].Label(), x.together))
			}
		}
	}
	return out
}

// torn lists the pairs to sit together of whom in some round only one has a seat.
func (m *mixer) torn(p *seating) [][2]string {
	var out [][2]string
	for at, i := range m.rows {
		for _, j := range m.rows[at+1:] {
			if slices.Contains(m.kin[i], pair{j, true}) && slices.ContainsFunc(p.rounds, func(table []int) bool {
				return (table[i] < 0) != (table[j] < 0)
			}) {
				out = append(out, [2]string{m.roster[i].ID, m.roster[j].ID})
			}
		}
	}
	return out
}

// sitOut is how often somebody sits out at least and at most.
func (m *mixer) sitOut(p *seating) [2]int {
	times := make([]int, m.n)
	for _, table := range p.rounds {
		for i, t := range table {
			if t < 0 {
				times[i]++
			}
		}
	}
	return [2]int{slices.Min(times), slices.Max(times)}
}
