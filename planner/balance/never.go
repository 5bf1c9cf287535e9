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
	w := &swapper{m: m, sums: m.Program.Sums(x), taken: make([]int64, len(m.Groups))}
	for g := range m.Groups {
		w.taken[g] = x[m.Groups[g].Col]
	}
	for again := true; again; { // a swap may make room for a group passed over before
		again = false
		for g := range m.Groups {
			if !seen[g] && w.bringIn(g) {
				seen[g], again = true, true
			}
		}
	}
}

// swapper is a panel that meets all rows, by how many of each group it takes.
type swapper struct {
	m     *panels.Model
	taken []int64
	sums  []int64 // of the rows
}

// bringIn swaps somebody of group g for the first on the panel whose leaving keeps all
// rows met; it reports false, having changed nothing, where there is nobody.
func (w *swapper) bringIn(g int) bool {
	w.move(g, 1)
	for h := range w.m.Groups {
		if w.taken[h] == 0 {
			continue
		}
		w.move(h, -1)
		if w.met(g) && w.met(h) { // the rows of other groups are as they were
			w.taken[g]++
			w.taken[h]--
			return true
		}
		w.move(h, 1)
	}
	w.move(g, -1)
	return false
}

// move adds people of a group to the row sums, or takes them out.
func (w *swapper) move(g int, by int64) {
	for _, e := range w.entries(g) {
		w.sums[e.Row] += e.Coef * by
	}
}

// met reports whether all rows are met that people of a group bear on.
func (w *swapper) met(g int) bool {
	return !slices.ContainsFunc(w.entries(g), func(e ilp.Entry) bool {
		return !w.m.Program.Rows[e.Row].Hold(w.sums[e.Row])
	})
}

func (w *swapper) entries(g int) []ilp.Entry { return w.m.Program.Cols[w.m.Groups[g].Col].At }

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
