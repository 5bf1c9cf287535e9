package panel

import (
	"math"

	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// ComparedSection holds everybody listed against the distributions the user
// named, such as the members of the United Nations. It says how far away the
// room is and does not judge: no rule asks for it.
func ComparedSection(b *brief.Brief) *reports.Section {
	v := b.Widest()
	if v == nil {
		return nil
	}
	s := &reports.Section{
		ID: "compared", Title: b.Say("compared.heading", nil),
		Lead: b.Say("compared.lead", messages.Args{"who": b.Who(v)}),
	}
	for i := range v.Report.Comparisons {
		c := &v.Report.Comparisons[i]
		s.Add(comparisonTable(b, c), reports.Paragraph{Text: comparisonNote(b, c)})
	}
	if s.Add(b.NotesOf(v.Report.Warnings)...); len(s.Blocks) == 0 {
		return nil
	}
	return s
}

func comparisonTable(b *brief.Brief, c *balance.Comparison) reports.Table {
	t := reports.Table{
		ID: "compared-" + string(c.Dimension), RowHead: true,
		Title: b.Say("compared.exchange", messages.Args{
			"n": c.Exchange, "of": c.N, "dimension": b.Dimension(c.Dimension), "reference": b.Value(c.Reference),
		}),
		Columns: []reports.Column{
			{Title: b.DimensionTitle(c.Dimension)},
			{Title: b.Say("column.people", nil), Align: reports.Right},
			{Title: b.Say("compared.expected", nil), Align: reports.Right, Decimals: 1},
			{Title: b.Say("compared.difference", nil), Align: reports.Right, Decimals: 1},
		},
	}
	for _, r := range c.Values {
		t.Rows = append(t.Rows, []reports.Value{
			reports.Str(b.Short(r.Value)), reports.Int(r.Count), reports.Num(r.Expected), reports.Num(r.Seats),
		})
	}
	if c.Outside+c.Unknown > 0 {
		t.Note = b.Say("compared.left-out", messages.Args{"n": c.Outside + c.Unknown})
	}
	return t
}

// comparisonNote says how often chance alone would be at least as far away.
func comparisonNote(b *brief.Brief, c *balance.Comparison) string {
	args := messages.Args{"n": c.N, "reference": b.Value(c.Reference)}
	switch {
	case c.Untested == balance.UntestedTooFew:
		return b.Say("compared.too-few", args)
	case c.P == nil:
		return ""
	case *c.P < 0.01:
		return b.Say("compared.hardly-by-chance", args)
	}
	of100 := int(math.Round(100 * *c.P))
	return b.Say("compared.by-chance", messages.Args{"n": c.N, "reference": b.Value(c.Reference), "of100": of100})
}
