package balance

import (
	"slices"

	"roundtable/planner/internal/ilp"
	"roundtable/planner/internal/panels"
)

// neverChosen finds the people of the pool who are on no panel that meets the
// targets, whatever the number of changes.
func (a *adviser) neverChosen(out *Advice, m *panels.Model, first ilp.Answer) {
	search := ilp.NewSearch(m.Program.Clone())
	seen, _, proved := search.Cover(a.ctx, a.part(), a.opts.Work, m.Choice().Cols, first)
	if out.NeverUnfinished = !proved; proved {
		a.exclude(out, m, seen)
	}
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
