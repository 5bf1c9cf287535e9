package balance

import (
	"cmp"
	"slices"

	"roundtable/planner/internal/ilp"
	"roundtable/planner/internal/panels"
)

// ManyPanels is where counts of panels end: there are as many or more.
const ManyPanels = 1_000_000_000

// changes turns an optimal solution into the list of all alternatives with as few
// changes.
func (a *adviser) changes(m *panels.Model, best ilp.Answer) *Changes {
	all := m.Program.Optima(m.Choice(), best, a.opts.List)
	c := &Changes{Alternatives: min(all.Total, ManyPanels), Counted: all.Counted && all.Total < ManyPanels}
	drops, adds := 0, 0
	for g := range m.Groups {
		gr := &m.Groups[g]
		if taken := int(best.X[gr.Col]); gr.Class.OnPanel() {
			drops += len(gr.People) - taken
		} else {
			adds += taken
		}
	}
	c.Min = max(drops, adds)
	for _, o := range all.Listed {
		c.Profiles = append(c.Profiles, profileChange(m, o))
	}
	sortProfiles(c.Profiles)
	c.Listed = spell(c.Profiles, a.opts.List)
	return c
}

// profileChange words a solution as who leaves and who joins.
func profileChange(m *panels.Model, o ilp.Optimum) ProfileChange {
	pc := ProfileChange{Drop: []ProfileChoice{}, Add: []ProfileChoice{}, Panels: min(o.Ways, ManyPanels)}
	for g := range m.Groups {
		gr := &m.Groups[g]
		into, n := &pc.Add, o.Taken[g]
		if gr.Class.OnPanel() {
			into, n = &pc.Drop, len(gr.People)-n
		}
		if n > 0 {
			*into = append(*into, ProfileChoice{Profile: m.Profile(gr), Choose: n, People: m.IDs(gr.People)})
		}
	}
	byID := func(a, b ProfileChoice) int { return cmp.Compare(a.People[0], b.People[0]) }
	slices.SortFunc(pc.Drop, byID)
	slices.SortFunc(pc.Add, byID)
	return pc
}

func sortProfiles(ps []ProfileChange) {
	first := func(cs []ProfileChoice) []string {
		var out []string
		for _, c := range cs {
			out = append(out, c.People...)
		}
		return out
	}
	slices.SortStableFunc(ps, func(a, b ProfileChange) int {
		return cmp.Or(slices.Compare(first(a.Drop), first(b.Drop)), slices.Compare(first(a.Add), first(b.Add)))
	})
}

// spell lists panels one by one, alternative by alternative, up to the limit.
func spell(ps []ProfileChange, limit int) []Change {
	out := []Change{}
	for _, pc := range ps {
		for _, drop := range selections(pc.Drop, limit) {
			for _, add := range selections(pc.Add, limit) {
				if len(out) >= limit {
					return out
				}
				out = append(out, Change{Drop: drop, Add: add})
			}
		}
	}
	return out
}

// selections lists the ways to make all the choices, up to the limit, each
// sorted by ID.
func selections(cs []ProfileChoice, limit int) [][]string {
	out := [][]string{{}}
	for _, c := range cs {
		var next [][]string
		for _, head := range out {
			for _, pick := range combinations(c.People, c.Choose, limit) {
				if len(next) < limit {
					next = append(next, append(slices.Clone(head), pick...))
				}
			}
		}
		out = next
	}
	for i := range out {
		slices.Sort(out[i])
	}
	return out
}

// combinations lists the first k-subsets in order, up to the limit.
func combinations(people []string, k, limit int) [][]string {
	var out [][]string
	var pick func(from int, have []string)
	pick = func(from int, have []string) {
		if len(out) >= limit {
			return
		}
		if len(have) == k {
			out = append(out, slices.Clone(have))
			return
		}
		for i := from; i <= len(people)-(k-len(have)); i++ {
			pick(i+1, append(have, people[i]))
		}
	}
	pick(0, make([]string, 0, k))
	return out
}
