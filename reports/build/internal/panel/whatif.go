package panel

import (
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// Dependence lists the people whose withdrawal would break a rule.
func Dependence(b *brief.Brief) reports.Table {
	if b.Judged == nil || len(b.Judged.Report.Dependence) == 0 {
		return reports.Table{}
	}
	r := b.Judged.Report
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
			ready = b.Some(b.Names(d.Replacements), 4)
		}
		rules := brief.Each(d.Targets, func(id string) string { return breaking(b, r, &d, id) })
		t.Add(reports.Str(b.Name(d.Person)), reports.Str(strings.Join(rules, "; ")), reports.Str(ready))
	}
	return t
}

// breaking names a rule that somebody's withdrawal breaks, with the bound that it
// breaks: who counts leaves too few, who does not makes the others too many of those
// left.
func breaking(b *brief.Brief, r *balance.Report, d *balance.Dependence, id string) string {
	t := findTarget(r, id)
	if t == nil {
		return reports.InText(id)
	}
	args := messages.Args{"rule": TargetLabel(b.Words, t)}
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
