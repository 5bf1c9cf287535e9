// Package notes words what stands at the end: what was noticed on import, how the results
// came about, and who may see the document.
package notes

import (
	"slices"

	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// MethodSection says how the results came about.
func MethodSection(b *brief.Brief) *reports.Section {
	r, p := b.In.Ranking, b.ShownPlan()
	items := brief.Those(
		brief.If(b.Judged != nil, b.Say("method.known", nil)), brief.If(b.Judged != nil, b.Say("method.shares", nil)),
		brief.If(r != nil && brief.Weighted(r), b.Say("method.weights", nil)),
		brief.If(r != nil, b.Say("method.exact", nil)), brief.If(p != nil, b.Say("method.points", nil)),
		brief.If(p != nil && p.Goal == "fair", b.Say("method.fair", nil)),
	)
	if len(items) == 0 {
		return nil
	}
	return brief.Section("method", b.Say("method.heading", nil), "",
		reports.List{Items: append(items, b.Say("method.again", nil))})
}

// PrivacySection says who may see the document.
func PrivacySection(b *brief.Brief) *reports.Section {
	return brief.Section("privacy", b.Say("privacy.heading", nil), b.Say("privacy.lead", nil),
		reports.List{Items: []string{b.Say("privacy.public", nil), b.Say("privacy.here", nil)}})
}

// DataSection lists what was noticed on import.
func DataSection(b *brief.Brief) *reports.Section {
	found, title := slices.Clone(b.Meeting.Findings), b.Say("data.heading", nil)
	switch {
	case len(found) > 0:
	case len(b.Meeting.Sources) == 0:
		return nil
	default:
		return &reports.Section{ID: "data", Title: title, Lead: b.Say("data.nothing", nil)}
	}
	slices.SortStableFunc(found, func(x, y planner.Finding) int { return int(y.Severity) - int(x.Severity) })
	lead := b.Say("data.notes", nil)
	if n := brief.CountIf(found, func(f planner.Finding) bool { return f.Severity != planner.Note }); n > 0 {
		lead = b.Say("data.serious", messages.Args{"n": n})
	}
	return brief.Section("data", title, lead, reports.Table{
		ID: "findings", Title: b.Say("data.table", nil), Long: true, Columns: []reports.Column{
			{Title: b.Say("data.kind", nil)},
			{Title: b.Say("data.where", nil)},
			{Title: b.Say("data.what", nil)},
			{Title: b.Say("data.fix", nil)},
		},
		Rows: brief.Rows(found, func(f planner.Finding) []reports.Value {
			v := b.FindingVerdict(&f)
			return brief.Row(v.State, b.Places(&f), v.Text, v.Detail)
		}),
	})
}
