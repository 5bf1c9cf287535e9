package build

import (
	"math"

	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// comparedSection holds everybody listed against the distributions the user
// named, such as the members of the United Nations. It says how far away the
// room is and does not judge: no rule asks for it.
func comparedSection(b *builder) *reports.Section {
	v := b.widest()
	if v == nil {
		return nil
	}
	s := &reports.Section{
		ID: "compared", Title: messages.English().Say("compared.heading", nil),
		Lead: messages.English().Say("compared.lead", messages.Args{"who": who(v)}),
	}
	for i := range v.Report.Comparisons {
		c := &v.Report.Comparisons[i]
		s.Add(comparisonTable(c), reports.Paragraph{Text: comparisonNote(c)})
	}
	if s.Add(b.notesOf(v.Report.Warnings)...); len(s.Blocks) == 0 {
		return nil
	}
	return s
}

func comparisonTable(c *balance.Comparison) reports.Table {
	say := messages.English().Say
	t := reports.Table{
		ID: "compared-" + string(c.Dimension), RowHead: true,
		Title: say("compared.exchange", messages.Args{
			"n": c.Exchange, "of": c.N, "dimension": c.Dimension.Label(), "reference": c.Reference,
		}),
		Columns: []reports.Column{
			{Title: upperFirst(c.Dimension.Label())},
			{Title: say("compared.people", nil), Align: reports.Right},
			{Title: say("compared.expected", nil), Align: reports.Right, Decimals: 1},
			{Title: say("compared.difference", nil), Align: reports.Right, Decimals: 1},
		},
	}
	for _, r := range c.Values {
		t.Rows = append(t.Rows, []reports.Value{
			reports.Str(shortValue(r.Value)), reports.Int(r.Count), reports.Num(r.Expected), reports.Num(r.Seats),
		})
	}
	if c.Outside+c.Unknown > 0 {
		t.Note = say("compared.left-out", messages.Args{"n": c.Outside + c.Unknown})
	}
	return t
}

// comparisonNote says how often chance alone would be at least as far away.
func comparisonNote(c *balance.Comparison) string {
	say := messages.English().Say
	args := messages.Args{"n": c.N, "reference": c.Reference}
	switch {
	case c.Untested == balance.UntestedTooFew:
		return say("compared.too-few", args)
	case c.P == nil:
		return ""
	case *c.P < 0.01:
		return say("compared.hardly-by-chance", args)
	}
	of100 := int(math.Round(100 * *c.P))
	return say("compared.by-chance", messages.Args{"n": c.N, "reference": c.Reference, "of100": of100})
}
