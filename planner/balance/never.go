package balance

import (
	"slices"

	"roundtable/planner/balance/internal/ilp"
	"roundtable/planner/balance/internal/panels"
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
		coverBySwaps(m, found.X, seen)
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

// coverBySwaps walks from the panel x to others by swapping one person at a time,
// as long as that brings in a group not seen yet with all rows still met.
func coverBySwaps(m *panels.Model, x []int64, seen []bool) {
	sum := m.Program.Sums(x)
	taken := make([]int64, len(m.Groups))
	for g := range m.Groups {
		taken[g] = x[m.Groups[g].Col]
	}
	at := func(g int) []ilp.Entry { return m.Program.Cols[m.Groups[g].Col].At }
	move := func(g int, by int64) {
		for _, e := range at(g) {
			sum[e.Row] += e.Coef * by
		}
	}
	within := func(g int) bool { // rows of other groups are as they were
		return !slices.ContainsFunc(at(g), func(e ilp.Entry) bool { return !m.Program.Rows[e.Row].Hold(sum[e.Row]) })
	}
	for again := true; again; {
		again = false
		for g := range m.Groups {
			if seen[g] {
				continue
			}
			move(g, 1)
			for h := range m.Groups {
				if taken[h] == 0 {
					continue
				}
				move(h, -1)
				if within(g) && within(h) {
					taken[g]++
					taken[h]--
					seen[g], again = true, true
					break
				}
				move(h, 1)
			}
			if !seen[g] {
				move(g, -1)
			}
		}
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
