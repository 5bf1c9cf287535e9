package panel

import (
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
	var blocks []reports.Block
	for i := range v.Report.Comparisons {
		c := &v.Report.Comparisons[i]
		blocks = append(blocks, comparisonTable(b, c))
	}
	lead := b.Say("compared.lead", messages.Args{"who": b.Who(v)})
	return brief.Section("compared", b.Say("compared.heading", nil), lead,
		append(blocks, b.NotesOf(v.Report.Warnings)...)...)
}

func comparisonTable(b *brief.Brief, c *balance.Comparison) reports.Table {
	out := c.Outside + c.Unknown
	return reports.Table{
		ID: "compared-" + string(c.Dimension), RowHead: true,
		Title: b.Say("compared.exchange", messages.Args{
			"n": c.Exchange, "of": c.N, "dimension": b.Dimension(c.Dimension), "reference": b.Value(c.Reference),
		}),
		Note: brief.If(out > 0, b.Say("compared.left-out", messages.Args{"n": out})),
		Columns: []reports.Column{
			{Title: b.DimensionTitle(c.Dimension)},
			brief.Right(b.Say("column.people", nil), 0),
			brief.Right(b.Say("compared.expected", nil), 1),
			brief.Right(b.Say("compared.difference", nil), 1),
		},
		Rows: brief.Rows(c.Values, func(r balance.Represented) []reports.Value {
			return brief.Row(b.Short(c.Dimension, r.Value), r.Count, r.Expected, r.Seats)
		}),
	}
}
