package build

import (
	"cmp"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// whatIfSection shows how fragile the results are: what breaks when somebody drops out,
// and what the rules for the groups cost. What another weighting of the votes changes
// stands with the ranking.
func whatIfSection(b *builder) *reports.Section {
	s := &reports.Section{ID: "whatif", Title: b.Say("whatif.title", nil)}
	s.Add(dependence(b), withdrawals(b), seatPrices(b), targetPrices(b))
	if len(s.Blocks) == 0 {
		return nil
	}
	return s
}

// dependence lists the people whose withdrawal would break a rule.
func dependence(b *builder) reports.Table {
	if b.judged == nil || len(b.judged.Report.Dependence) == 0 {
		return reports.Table{}
	}
	r := b.judged.Report
	t := reports.Table{
		ID: "dependence", RowHead: true, Title: b.Say("whatif.dependence", messages.Args{"n": len(r.Dependence)}),
		Columns: []reports.Column{
			{Title: b.Say("whatif.person", nil)},
			{Title: b.Say("whatif.breaks", nil)},
			{Title: b.Say("whatif.ready", nil)},
		},
	}
	for _, d := range r.Dependence {
		ready := b.Say("whatif.nobody", nil)
		if len(d.Replacements) > 0 {
			ready = b.upTo(b.names(d.Replacements), 4)
		}
		rules := each(d.Targets, func(id string) string { return breaking(b, r, &d, id) })
		t.Add(reports.Str(b.name(d.Person)), reports.Str(strings.Join(rules, "; ")), reports.Str(ready))
	}
	return t
}

// breaking names a rule that somebody's withdrawal breaks, with the bound that it
// breaks: who counts leaves too few, who does not makes the others too many of those
// left.
func breaking(b *builder, r *balance.Report, d *balance.Dependence, id string) string {
	t := findTarget(r, id)
	if t == nil {
		return reports.InText(id)
	}
	args := messages.Args{"rule": b.targetLabel(t)}
	switch {
	case t.Target.Kind == planner.NotAllSame || t.Target.Kind == planner.Flag:
	case t.Target.Kind == planner.Each || !slices.Contains(t.Members, d.Person) && len(t.Members) > 0:
		if t.Max >= 0 {
			args["most"] = t.Max
			return b.Say("whatif.breaks-most", args)
		}
	case t.Min > 0:
		args["least"] = t.Min
		return b.Say("whatif.breaks-least", args)
	}
	return b.Say("whatif.breaks-rule", args)
}

// withdrawals lists seats whose loss would hurt a rule of a working group.
func withdrawals(b *builder) reports.Table {
	p := b.shownPlan()
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
		ready := each(w.Replacements, func(r grouping.Replacement) string {
			args := messages.Args{"who": b.name(r.Person), "points": int(r.Cost)}
			if r.From == "" {
				return b.Say("whatif.replacement-free", args)
			}
			args["group"] = reports.InText(r.From)
			return b.Say("whatif.replacement", args)
		})
		t.Add(
			reports.Str(b.name(w.Person)), reports.Str(w.Group), reports.Str(b.And(each(w.Hurts, b.obstacle))),
			reports.Str(cmp.Or(strings.Join(ready, "; "), b.Say("whatif.nobody-found", nil))),
		)
	}
	return t
}

// seatPrices says what one more seat in a group could bring.
func seatPrices(b *builder) reports.Table {
	p := b.shownPlan()
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

// targetPrices lists the rules of groups that cost points.
func targetPrices(b *builder) reports.Table {
	p := b.shownPlan()
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
