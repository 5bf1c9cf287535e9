package panel

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/balance"
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
	counts := brief.Each(r.Targets, func(t balance.TargetResult) string {
		return brief.If(slices.Contains(t.Members, p.ID), TargetLabel(b.Words, &t))
	})
	breaks := brief.Each(r.Dependence, func(d balance.Dependence) reports.Verdict {
		rules := messages.Args{"rules": TargetNames(b.Words, r, d.Targets)}
		v := brief.Verdict(reports.Warn, brief.If(d.Person == p.ID, b.Say("person.breaks", rules)))
		v.Detail = b.Say("person.nobody", nil)
		if len(d.Replacements) > 0 {
			v.Detail = b.Say("person.instead", messages.Args{"who": b.Few(b.Names(d.Replacements), 6)})
		}
		return v
	})
	return []reports.Block{
		reports.Paragraph{Text: b.Say("person.judged", nil)},
		reports.List{Title: b.Say("person.counts", nil), Items: brief.Those(counts...)},
		reports.Verdicts{Items: brief.Lines(breaks...)},
	}
}
