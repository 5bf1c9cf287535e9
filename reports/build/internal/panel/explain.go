package panel

import (
	"slices"

	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// OnPanel says for which rules the person counts, and what their leaving breaks.
func OnPanel(b *brief.Brief, p *planner.Participant) []reports.Block {
	if b.Judged == nil {
		return nil
	}
	r := b.Judged.Report
	if !slices.Contains(r.Panel.Members, p.ID) {
		return []reports.Block{reports.Paragraph{Text: b.Say("person.not-judged", nil)}}
	}
	var counts []string
	for i := range r.Targets {
		if slices.Contains(r.Targets[i].Members, p.ID) {
			counts = append(counts, TargetLabel(b.Words, &r.Targets[i]))
		}
	}
	var v reports.Verdicts
	for _, d := range r.Dependence {
		if d.Person != p.ID {
			continue
		}
		x := brief.Verdict(reports.Warn, b.Say("person.breaks", messages.Args{"rules": TargetNames(b.Words, r, d.Targets)}))
		x.Detail = b.Say("person.nobody", nil)
		if len(d.Replacements) > 0 {
			x.Detail = b.Say("person.instead", messages.Args{"who": b.Few(b.Names(d.Replacements), 6)})
		}
		v.Items = append(v.Items, x)
	}
	return []reports.Block{
		reports.Paragraph{Text: b.Say("person.judged", nil)},
		reports.List{Title: b.Say("person.counts", nil), Items: counts},
		v,
	}
}
