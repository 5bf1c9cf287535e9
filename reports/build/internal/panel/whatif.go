package panel

import (
	"cmp"
	"slices"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// Dependence lists the people whose withdrawal would break a rule.
func Dependence(b *brief.Brief) reports.Table {
	if b.Judged == nil {
		return reports.Table{}
	}
	r := b.Judged.Report
	return reports.Table{
		ID: "dependence", RowHead: true, Title: b.Say("whatif.dependence", messages.Args{"n": len(r.Dependence)}),
		Columns: []reports.Column{
			{Title: b.Say("whatif.person", nil)},
			{Title: b.Say("whatif.breaks", nil)},
			{Title: b.Say("whatif.ready", nil)},
		},
		Rows: brief.Rows(r.Dependence, func(d balance.Dependence) []reports.Value {
			rules := brief.Each(d.Targets, func(id string) string { return breaking(b, r, &d, id) })
			ready := cmp.Or(b.Some(b.Names(d.Replacements), 2), b.Say("whatif.nobody", nil))
			return brief.Row(b.Name(d.Person), b.Parts(rules), ready)
		}),
	}
}

// breaking names a rule that somebody's withdrawal breaks, with the bound that it
// breaks: who counts leaves too few, who does not makes the others too many of those
// left.
func breaking(b *brief.Brief, r *balance.Report, d *balance.Dependence, id string) string {
	t := findTarget(r, id)
	if t == nil {
		return reports.InText(id)
	}
	asked, least, most := TargetAsked(b.Words, t), t.Min, planner.LimitOf(t.Max)
	if t.Target.Shares() { // of those left
		least, most = t.Target.Bounds(t.Considered - 1)
	}
	others := t.Target.Kind == planner.Each || !slices.Contains(t.Members, d.Person) && len(t.Members) > 0
	switch {
	case counted(t) && others && t.Max >= 0:
		asked = b.Asked(0, most.N)
	case counted(t) && !others && t.Min > 0:
		asked = b.Asked(least, -1)
	}
	return named(b.Words, shortLabel(b.Words, t), asked)
}
