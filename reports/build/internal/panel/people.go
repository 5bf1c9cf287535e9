package panel

import (
	"fmt"
	"slices"

	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// maxValues is the most values of a dimension shown; above it only the most frequent are,
// and the rest is counted together.
const maxValues = 12

// CrossSection shows where two dimensions leave empty corners: group by region, and what else
// a rule asks for.
func CrossSection(b *brief.Brief) *reports.Section {
	v := b.Widest()
	if v == nil {
		return nil
	}
	var tables []reports.Block
	for i := range v.Report.Overlaps {
		o := &v.Report.Overlaps[i]
		seats := brief.IsSeatDimension(o.Rows) && brief.IsSeatDimension(o.Columns)
		if (seats || len(o.Empty) > 0) && len(o.RowValues) > 1 && len(o.ColumnValues) > 1 {
			tables = append(tables, overlapTable(b, o, i))
		}
	}
	lead := b.Say("cross.lead", messages.Args{"who": b.Who(v)})
	return brief.Section("cross", b.Say("cross.heading", nil), lead, tables...)
}

// overlapTable is empty where every corner has somebody.
func overlapTable(b *brief.Brief, o *balance.Overlap, index int) reports.Table {
	t := reports.Table{
		ID: fmt.Sprintf("cross-%d", index+1), RowHead: true, Heat: true,
		Columns: append(
			brief.Columns(reports.Left, 0, b.DimensionTitle(o.Rows)),
			brief.Columns(
				reports.Center,
				0,
				brief.Each(o.ColumnValues, func(v string) string { return b.Short(o.Columns, v) })...)...),
	}
	empty, none := 0, b.Say("asked.none", nil)
	for i, r := range o.RowValues {
		row := append(brief.Row(b.ValueOf(o.Rows, r)), brief.Each(o.Counts[i], reports.Int)...)
		for j, n := range o.Counts[i] {
			if n > 0 {
				continue
			}
			empty++
			row[j+1].Text = none
			asked := func(c balance.Cell) bool { return c.Row == r && c.Column == o.ColumnValues[j] }
			if slices.ContainsFunc(o.Empty, asked) {
				row[j+1] = reports.Value{Text: none, State: reports.Miss}
			}
		}
		t.Add(row...)
	}
	if empty == 0 {
		return reports.Table{}
	}
	t.Title = b.Say("cross.empty", messages.Args{
		"rows": b.DimensionTitle(o.Rows), "columns": b.Dimension(o.Columns), "n": empty,
		"of": len(o.RowValues) * len(o.ColumnValues),
	})
	t.Note = brief.If(o.Unknown > 0, b.Say("cross.left-out", messages.Args{"n": o.Unknown}))
	return t
}

// PeopleSection shows who is there by everything that is known of them. A few people are
// dots; more are one chart with a panel a dimension, held against what is asked where these
// are the people who are judged.
func PeopleSection(b *brief.Brief) *reports.Section {
	v := b.Widest()
	if v == nil {
		return nil
	}
	var tables []reports.Table
	var names []string
	for i := range v.Report.Dimensions {
		if d := &v.Report.Dimensions[i]; len(orderedCounts(b, d)) > 0 {
			tables, names = append(tables, countTable(b, d, v)), append(names, b.Dimension(d.Name))
		}
	}
	lead := b.Say("people.lead", messages.Args{"who": b.Who(v)})
	if v.Report.Panel.Size <= brief.FewPeople || len(tables) == 0 {
		return brief.Section("people", b.Say("people.heading", nil), lead,
			brief.Each(tables, func(t reports.Table) reports.Block { return t })...)
	}
	chart := reports.Chart{
		ID: "chart-people", Kind: reports.Bar, Axis: b.Say("people.axis", nil),
		Title: b.Say("people.table", messages.Args{"dimension": b.And(names)}),
		Series: []reports.Series{
			{Name: b.Say("column.people", nil)}, {Name: b.Say("seats.fewest", nil)}, {Name: b.Say("seats.most", nil)},
		},
	}
	chart.Table = reports.Table{ID: "people", Title: chart.Title, RowHead: true, Columns: append(
		brief.Columns(reports.Left, 0, b.Say("sheet.column", nil), b.Say("sheet.value", nil)),
		brief.Columns(reports.Right, 0, brief.Each(chart.Series, func(s reports.Series) string {
			return s.Name
		})...)...,
	)}
	asked := false
	for _, t := range tables {
		asked = addPanel(b, &chart, &t) || asked
	}
	chart.Summary = chart.Panels[0].Title
	if chart.Table = brief.WithoutEmptyColumns(chart.Table); asked {
		chart.Kind = reports.TargetBar
	} else {
		chart.Series = chart.Series[:1]
	}
	return brief.Section("people", b.Say("people.heading", nil), lead, chart)
}

// addPanel adds a table of counts to a chart; it reports whether anything is asked of them.
func addPanel(b *brief.Brief, c *reports.Chart, t *reports.Table) (asked bool) {
	c.Panels = append(c.Panels, reports.Panel{
		Title: t.Title, Summary: brief.RowCounts(b.Words, t.Rows), Rows: len(t.Rows),
	})
	for _, row := range t.Rows {
		var fewest, most *float64
		if s := row[1].Span; s != nil {
			if asked, fewest = true, &s.Low; s.High >= 0 {
				most = &s.High
			}
		}
		row[1].Span = nil
		c.Categories = append(c.Categories, row[0].Text)
		c.Table.Add(brief.Row(t.Columns[0].Title, row[0], row[1], fewest, most)...)
		for k, x := range []*float64{&row[1].Number, fewest, most} {
			if x == nil {
				x = &brief.Nan
			}
			c.Series[k].Values = append(c.Series[k].Values, *x)
		}
	}
	return asked
}

// countTable has the people of each value, the most frequent of very many, with what is
// asked of those who are judged.
func countTable(b *brief.Brief, d *balance.DimensionResult, v *brief.BalanceView) reports.Table {
	counts := orderedCounts(b, d)
	shown := counts
	if len(counts) > maxValues {
		shown = counts[:maxValues-1]
	}
	rows := brief.Rows(shown, func(c balance.ValueCount) []reports.Value {
		row := brief.Row(b.ValueOf(d.Name, c.Value), c.Count)
		if low, high, ok := rangeOf(b, d.Name, c.Value); ok && v == b.Judged {
			row[1].Span = &reports.Span{Low: float64(low), High: float64(high)}
		}
		return row
	})
	rest := 0
	for _, c := range counts[len(shown):] {
		rest += c.Count
	}
	if further := len(counts) - len(shown); further > 0 {
		rows = append(rows, brief.Row(b.Say("people.further", messages.Args{"n": further}), rest))
	}
	if d.Unknown > 0 {
		rows = append(rows, brief.Row(b.Say("people.not-given", nil), d.Unknown))
	}
	t := reports.Table{
		ID: "people-" + string(d.Name), Title: mostTitle(b, d, v.Report.Panel.Size), RowHead: true, Rows: rows,
		Columns: []reports.Column{{Title: b.DimensionTitle(d.Name)}, brief.Right(b.Say("column.people", nil), 0)},
	}
	t.Columns[1].Dots = v.Report.Panel.Size <= brief.FewPeople
	return t
}

// mostTitle states the largest value.
func mostTitle(b *brief.Brief, d *balance.DimensionResult, size int) string {
	counts := orderedCounts(b, d)
	top := slices.MaxFunc(counts, func(x, y balance.ValueCount) int { return x.Count - y.Count })
	ties := brief.CountIf(counts, func(c balance.ValueCount) bool { return c.Count == top.Count })
	args := messages.Args{"dimension": b.DimensionTitle(d.Name)}
	if top.Count == 0 {
		return b.Say("people.unknown", args)
	}
	args["count"], args["of"] = top.Count, size
	if ties > 1 {
		args["n"] = ties
		return b.Say("people.alike", args)
	}
	args["value"] = reports.InText(b.ValueOf(d.Name, top.Value))
	return b.Say("people.most", args)
}
