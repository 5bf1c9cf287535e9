// Package notes words what stands at the end: what was noticed on import, how the results
// came about, and who may see the document.
package notes

import (
	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// MethodSection says how the results came about.
func MethodSection(b *brief.Brief) *reports.Section {
	var items []string
	if b.Judged != nil {
		items = append(items, b.Say("method.known", nil), b.Say("method.shares", nil))
	}
	if r := b.In.Ranking; r != nil {
		if brief.Weighted(r) {
			items = append(items, b.Say("method.weights", nil))
		}
		items = append(items, b.Say("method.exact", nil))
	}
	if p := b.ShownPlan(); p != nil {
		items = append(items, b.Say("method.points", nil))
		if p.Goal == "fair" {
			items = append(items, b.Say("method.fair", nil))
		}
	}
	if len(items) == 0 {
		return nil
	}
	return &reports.Section{ID: "method", Title: b.Say("method.heading", nil), Blocks: []reports.Block{
		reports.List{Items: append(items, b.Say("method.again", nil))},
	}}
}

// PrivacySection says who may see the document.
func PrivacySection(b *brief.Brief) *reports.Section {
	return &reports.Section{
		ID: "privacy", Title: b.Say("privacy.heading", nil), Lead: b.Say("privacy.lead", nil),
		Blocks: []reports.Block{
			reports.List{Items: []string{b.Say("privacy.public", nil), b.Say("privacy.here", nil)}},
		},
	}
}

// DataSection lists what was noticed on import.
func DataSection(b *brief.Brief) *reports.Section {
	s := &reports.Section{ID: "data", Title: b.Say("data.heading", nil)}
	if len(b.Meeting.Findings) == 0 {
		if len(b.Meeting.Sources) == 0 {
			return nil
		}
		s.Lead = b.Say("data.nothing", nil)
		return s
	}
	t := reports.Table{
		ID: "findings", Title: b.Say("data.table", nil), Long: true, Columns: []reports.Column{
			{Title: b.Say("data.kind", nil)},
			{Title: b.Say("data.where", nil)},
			{Title: b.Say("data.what", nil)},
			{Title: b.Say("data.fix", nil)},
		},
	}
	serious := 0
	for _, sev := range []planner.Severity{planner.Error, planner.Warning, planner.Note} {
		for i := range b.Meeting.Findings {
			if f := &b.Meeting.Findings[i]; f.Severity == sev {
				v := b.FindingVerdict(f)
				t.Add(reports.Mark(v.State), reports.Str(b.Places(f)), reports.Str(v.Text), reports.Str(v.Detail))
				if sev != planner.Note {
					serious++
				}
			}
		}
	}
	s.Lead = b.Say("data.notes", nil)
	if serious > 0 {
		s.Lead = b.Say("data.serious", messages.Args{"n": serious})
	}
	s.Add(t)
	return s
}
