package balance

import (
	"slices"

	"roundtable/planner/internal/ilp"
	"roundtable/planner/internal/panels"
)

// neverChosen finds the people of the pool who are on no panel that meets the
// targets, whatever the number of changes. Each round asks for a panel with as
// many groups as possible that have not been seen yet; when even one is proved
// impossible, those left can never be chosen.
func (a *adviser) neverChosen(out *Advice, m *panels.Model, first ilp.Answer) {
	seen := make([]bool, len(m.Groups))
	p := m.Program.Clone()
	s := ilp.NewSearch(p)
	found := first
	for found.Found() && s.Work() <= a.opts.Work {
		for g := range m.Groups {
			seen[g] = seen[g] || found.X[m.Groups[g].Col] > 0
		}
		if !slices.Contains(seen, false) {
			out.NeverChosen = []string{} // asked, and nobody
			return
		}
		p.ClearCosts()
		for g := range m.Groups {
			if !seen[g] {
				p.Cols[m.Groups[g].Col].Cost = -1
			}
		}
		found = s.First(a.ctx, a.part(), 0)
	}
	if found.Found() || !found.Proved {
		out.NeverUnfinished = true
		return
	}
	a.exclude(out, m, seen)
}

// excludedExplained is for how many of the groups that can never be chosen the rules
// that keep them out are looked for: each costs as much as a conflict.
const excludedExplained = 20

// exclude lists the groups never seen, with the rules that keep them out.
func (a *adviser) exclude(out *Advice, m *panels.Model, seen []bool) {
	out.NeverChosen = []string{}
	for g := range m.Groups {
		if seen[g] {
			continue
		}
		gr := &m.Groups[g]
		e := Excluded{Profile: m.Profile(gr), People: m.IDs(gr.People)}
		out.NeverChosen = append(out.NeverChosen, e.People...)
		if len(out.Excluded) < excludedExplained {
			if conflict, ok := a.keptOut(m, gr); ok {
				e.Rules = m.Names(conflict)
			}
		}
		out.Excluded = append(out.Excluded, e)
	}
	slices.Sort(out.NeverChosen)
}
