package groups

import (
	"cmp"

	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// Withdrawals lists seats whose loss would hurt a rule of a working group.
func Withdrawals(b *brief.Brief) reports.Table {
	p := b.ShownPlan()
	if p == nil || p.Explanation == nil {
		return reports.Table{}
	}
	list := p.Explanation.Withdrawals
	return reports.Table{
		ID: "withdrawals", Workbook: true, RowHead: true,
		Title: b.Say("whatif.withdrawals", messages.Args{"n": len(list)}),
		Columns: []reports.Column{
			{Title: b.Say("whatif.leaves", nil)},
			{Title: b.Say("seats-column.group", nil)},
			{Title: b.Say("whatif.suffers", nil)},
			{Title: b.Say("whatif.step-in", nil)},
		},
		Rows: brief.Rows(list, func(w grouping.Withdrawal) []reports.Value {
			ready := b.Parts(brief.Each(w.Replacements, func(r grouping.Replacement) string {
				args := messages.Args{"who": b.Name(r.Person), "points": int(r.Cost)}
				if r.From == "" {
					return b.Say("whatif.replacement-free", args)
				}
				args["group"] = reports.InText(r.From)
				return b.Say("whatif.replacement", args)
			}))
			hurts := b.And(brief.Each(w.Hurts, func(f grouping.Fact) string { return obstacle(b, f) }))
			return brief.Row(b.Name(w.Person), w.Group, hurts, cmp.Or(ready, b.Say("whatif.nobody-found", nil)))
		}),
	}
}
