package balance

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/internal/ilp"
	"roundtable/planner/internal/panels"
)

// Where no panel meets all wishes, or only one with more changes, what the rules need is
// done so that as many wishes as possible are met: first of tier should, then of nice.
// A wish is then not demanded; a column that is one where it is missed lets its rows go.

// letGo adds a column for every target from the first on, by which it may be missed, and
// gives their numbers by tier.
func letGo(m *panels.Model, p *ilp.Program, first int) map[planner.Tier][]int {
	out := make(map[planner.Tier][]int)
	most := make([]int64, len(p.Rows)) // how far the sum of a row can be from 0
	for _, c := range p.Cols {
		for _, e := range c.At {
			most[e.Row] += max(e.Coef, -e.Coef) * c.Hi
		}
	}
	for t := first; t < len(m.Targets); t++ {
		var at []ilp.Entry
		for _, rule := range m.Rules {
			if rule.Target != t {
				continue
			}
			for _, r := range rule.Main {
				if lo := p.Rows[r].Lo; lo > -ilp.Unbounded {
					at = append(at, ilp.Entry{Row: r, Coef: most[r] + max(lo, 0)})
				}
				if hi := p.Rows[r].Hi; hi < ilp.Unbounded {
					at = append(at, ilp.Entry{Row: r, Coef: -most[r] + min(hi, 0)})
				}
			}
		}
		if tier := m.Targets[t].Tier; len(at) > 0 {
			out[tier] = append(out[tier], p.AddColumn(0, 1, at...))
		}
	}
	return out
}

// wishesOf are those of the targets that are no rules and can be decided.
func wishesOf(a *adviser, targets []planner.Target) []planner.Target {
	decided, _ := a.decidable(targets)
	return slices.DeleteFunc(decided, func(t planner.Target) bool { return t.Tier == planner.Must })
}

// serving are new people, as few as were found for the targets and with as few changes,
// with whom as many wishes as possible are met too. Nil where that is too much to search.
func serving(a *adviser, targets, wishes []planner.Target, found *Recruits) *Recruits {
	all := slices.Concat(targets, wishes)
	blocks, ok := a.blocksOf(all)
	if !ok {
		return nil
	}
	h := a.newHiring(all, blocks)
	missed := letGo(h.model, h.program, len(targets))
	h.keep(int64(found.Min))
	h.hold(int64(found.Changes[0] - max(h.panel, a.seats)))
	var best ilp.Answer
	for tier := planner.Should; tier <= planner.Nice; tier++ {
		h.program.ClearCosts()
		for _, j := range missed[tier] {
			h.program.Cols[j].Cost = 1
		}
		if best = h.program.Solve(a.ctx, a.part(), ilp.NoCutoff); !best.Found() {
			return nil
		}
		h.hold(best.Value)
	}
	out := &Recruits{Min: found.Min}
	if found.Min > 1 {
		out.Profiles, out.Changes = h.together(best.X), []int{h.changes(best.X)}
		return out
	}
	h.program.ClearCosts()
	h.search = ilp.NewSearch(h.program)
	h.listAll(out)
	if len(out.Profiles) == 0 {
		return nil // the limit came first
	}
	return out
}

// hold keeps the costs as they are at most at a value from here on.
func (h *hiring) hold(value int64) {
	row := h.program.AddRow(-ilp.Unbounded, value)
	for j := range h.program.Cols {
		if c := h.program.Cols[j].Cost; c != 0 {
			h.program.AddEntry(j, row, c)
		}
	}
}
