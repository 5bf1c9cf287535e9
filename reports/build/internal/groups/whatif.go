package groups

import (
	"cmp"
	"strings"

	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// Withdrawals lists seats whose loss would hurt a rule of a working group.
func Withdrawals(b *brief.Brief) reports.Table {
	p := b.ShownPlan()
	if p == nil || p.Explanation == nil || len(p.Explanation.Withdrawals) == 0 {
		return reports.Table{}
	}
	t := reports.Table{
		ID: "withdrawals", RowHead: true,
		Title: b.Say("whatif.withdrawals", messages.Args{"n": len(p.Explanation.Withdrawals)}),
		Columns: []reports.Column{
			{Title: b.Say("whatif.leaves", nil)},
			{Title: b.Say("seats-column.group", nil)},
			{Title: b.Say("whatif.suffers", nil)},
			{Title: b.Say("whatif.step-in", nil)},
		},
	}
	for _, w := range p.Explanation.Withdrawals {
		ready := brief.Each(w.Replacements, func(r grouping.Replacement) string {
			args := messages.Args{"who": b.Name(r.Person), "points": int(r.Cost)}
			if r.From == "" {
				return b.Say("whatif.replacement-free", args)
			}
			args["group"] = reports.InText(r.From)
			return b.Say("whatif.replacement", args)
		})
		t.Add(
			reports.Str(b.Name(w.Person)), reports.Str(w.Group), reports.Str(b.And(brief.Each(w.Hurts, func(x grouping.Fact) string { return obstacle(b, x) }))),
			reports.Str(cmp.Or(strings.Join(ready, "; "), b.Say("whatif.nobody-found", nil))),
		)
	}
	return t
}

// SeatPrices says what one more seat in a group could bring.
func SeatPrices(b *brief.Brief) reports.Table {
	p := b.ShownPlan()
	if p == nil || p.Explanation == nil {
		return reports.Table{}
	}
	t := reports.Table{
		ID: "seat-prices", RowHead: true, Title: b.Say("whatif.seats", nil), Note: b.Say("whatif.price-note", nil),
		Columns: []reports.Column{
			{Title: b.Say("fit.group", nil)}, {Title: b.Say("seats-column.points", nil), Align: reports.Right},
		},
	}
	for _, x := range p.Explanation.Seats {
		if x.Gain > p.Objective.Gap {
			t.Add(reports.Str(groupNameOf(p, x.Group)), reports.Int(int(x.Gain)))
		}
	}
	return t
}

// TargetPrices lists the rules of groups that cost points.
func TargetPrices(b *brief.Brief) reports.Table {
	p := b.ShownPlan()
	if p == nil || p.Explanation == nil {
		return reports.Table{}
	}
	t := reports.Table{
		ID: "target-prices", RowHead: true, Title: b.Say("whatif.rules", nil), Note: b.Say("whatif.price-note", nil),
		Columns: []reports.Column{
			{Title: b.Say("fit.group", nil)},
			{Title: b.Say("whatif.rule", nil)},
			{Title: b.Say("seats-column.points", nil), Align: reports.Right},
			{Title: b.Say("whatif.missed", nil), Align: reports.Right},
		},
	}
	for _, x := range p.Explanation.Targets {
		if x.Price > p.Objective.Gap {
			t.Add(reports.Str(groupNameOf(p, x.Group)), reports.Str(b.Value(cmp.Or(x.Value, x.Target))),
				reports.Int(int(x.Price)), reports.Int(x.Missed))
		}
	}
	return t
}

// groupNameOf is a working group's ID with its topic.
func groupNameOf(p *grouping.Plan, id string) string {
	for i := range p.Groups {
		if p.Groups[i].ID == id {
			return groupLabel(&p.Groups[i])
		}
	}
	return reports.InText(id)
}
