package panel

import (
	"fmt"
	"math"
	"slices"

	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// maxValues is the most values of a dimension shown as a chart; above it only
// the most frequent are drawn and the rest counted together.
const maxValues = 12

// CrossSection shows where two dimensions leave empty corners.
func CrossSection(b *brief.Brief) *reports.Section {
	v := b.Widest()
	if v == nil {
		return nil
	}
	var tables []reports.Block
	for i := range v.Report.Overlaps {
		if o := &v.Report.Overlaps[i]; len(o.RowValues) > 1 && len(o.ColumnValues) > 1 {
			tables = append(tables, overlapTable(b, o, i))
		}
	}
	lead := b.Say("cross.lead", messages.Args{"who": b.Who(v)})
	return brief.Section("cross", b.Say("cross.heading", nil), lead, tables...)
}

func overlapTable(b *brief.Brief, o *balance.Overlap, index int) reports.Table {
	t := reports.Table{
		ID: fmt.Sprintf("cross-%d", index+1), RowHead: true, Heat: true,
		Columns: []reports.Column{{Title: b.DimensionTitle(o.Rows)}},
	}
	for _, c := range o.ColumnValues {
		t.Columns = append(t.Columns, reports.Column{Title: b.Short(o.Columns, c), Align: reports.Center})
	}
	empty, none := 0, b.Say("asked.none", nil)
	for i, r := range o.RowValues {
		row := []reports.Value{reports.Str(b.ValueOf(o.Rows, r))}
		for j, n := range o.Counts[i] {
			cell := reports.Int(n)
			if n == 0 {
				empty++
				cell.Text = none
			}
			empty := func(c balance.Cell) bool { return c.Row == r && c.Column == o.ColumnValues[j] }
			if slices.ContainsFunc(o.Empty, empty) {
				cell = reports.Value{Text: none, State: reports.Miss}
			}
			row = append(row, cell)
		}
		t.Add(row...)
	}
	t.Title = b.Say("cross.empty", messages.Args{
		"rows": b.DimensionTitle(o.Rows), "columns": b.Dimension(o.Columns), "n": empty,
		"of": len(o.RowValues) * len(o.ColumnValues),
	})
	if o.Unknown > 0 {
		t.Note = b.Say("cross.left-out", messages.Args{"n": o.Unknown})
	}
	return t
}

// PeopleSection shows the other dimensions: gender, age, attendance and what the user
// brought along. A few people are dots; more are one chart of a panel a dimension, held
// against what is asked where these are the people who are judged.
func PeopleSection(b *brief.Brief) *reports.Section {
	v := b.Widest()
	if v == nil {
		return nil
	}
	s := &reports.Section{
		ID: "people", Title: b.Say("people.heading", nil), Lead: b.Say("people.lead", messages.Args{"who": b.Who(v)}),
	}
	chart := reports.Chart{
		ID: "chart-people", Kind: reports.TargetBar, Axis: b.Say("people.axis", nil), Series: []reports.Series{
			{Name: b.Say("column.people", nil)}, {Name: b.Say("seats.fewest", nil)}, {Name: b.Say("seats.most", nil)},
		},
		Table: reports.Table{ID: "people", RowHead: true, Columns: append(
			brief.Columns(reports.Left, 0, b.Say("sheet.column", nil), b.Say("sheet.value", nil)),
			brief.Right(b.Say("column.people", nil), 0), brief.Right(b.Say("seats.fewest", nil), 0),
			brief.Right(b.Say("seats.most", nil), 0))},
	}
	var names []string
	for i := range v.Report.Dimensions {
		d := &v.Report.Dimensions[i]
		if len(orderedCounts(d)) == 0 || brief.IsSeatDimension(d.Name) && v == b.Judged {
			continue
		}
		t := countTable(b, d, v.Report.Panel.Size)
		if v.Report.Panel.Size <= brief.FewPeople {
			t.Columns[1].Dots = true
			s.Add(t)
			continue
		}
		names = append(names, b.Dimension(d.Name))
		addPanel(b, &chart, d, &t, v == b.Judged)
	}
	if len(names) > 0 {
		chart.Title = b.Say("people.table", messages.Args{"dimension": b.And(names)})
		chart.Summary, chart.Table.Title = chart.Panels[0].Title, chart.Title
		chart.Table = brief.WithoutEmptyColumns(chart.Table)
		if given := func(v float64) bool { return !math.IsNaN(v) }; !slices.ContainsFunc(
			chart.Series[1].Values,
			given,
		) {
			chart.Kind, chart.Series = reports.Bar, chart.Series[:1] // nothing is asked of them
		}
		s.Add(chart)
	}
	if len(s.Blocks) == 0 {
		return nil
	}
	return s
}

// addPanel adds the counts of a dimension to a chart, with what the targets ask for.
func addPanel(
	b *brief.Brief, c *reports.Chart, d *balance.DimensionResult, t *reports.Table, judged bool,
) {
	c.Panels = append(c.Panels, reports.Panel{
		Title: t.Title, Summary: brief.RowCounts(b.Words, t.Rows), Rows: len(t.Rows),
	})
	counts := orderedCounts(d)
	for i, row := range t.Rows {
		limits := [2]float64{brief.Nan, brief.Nan}
		if judged && i < len(counts) && row[0].Text == b.ValueOf(d.Name, counts[i].Value) {
			if low, high, ok := rangeOf(b, d.Name, counts[i].Value); ok {
				limits[0] = float64(low)
				if high >= 0 {
					limits[1] = float64(high)
				}
			}
		}
		c.Categories = append(c.Categories, row[0].Text)
		c.Series[0].Values = append(c.Series[0].Values, row[1].Number)
		cells := []reports.Value{reports.Str(b.DimensionTitle(d.Name)), row[0], row[1]}
		for k, limit := range limits {
			c.Series[k+1].Values = append(c.Series[k+1].Values, limit)
			if math.IsNaN(limit) {
				cells = append(cells, reports.Value{})
			} else {
				cells = append(cells, reports.Num(limit))
			}
		}
		c.Table.Add(cells...)
	}
}

// countTable has the people of each value, the most frequent of very many.
func countTable(b *brief.Brief, d *balance.DimensionResult, size int) reports.Table {
	counts := orderedCounts(d)
	shown := counts
	if len(counts) > maxValues {
		shown = counts[:maxValues-1]
	}
	rows := brief.Rows(shown, func(c balance.ValueCount) []reports.Value {
		return brief.Row(b.ValueOf(d.Name, c.Value), c.Count)
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
	return reports.Table{
		ID: "people-" + string(d.Name), Title: mostTitle(b, d, size), RowHead: true, Rows: rows,
		Columns: []reports.Column{
			{Title: b.DimensionTitle(d.Name)}, {Title: b.Say("column.people", nil), Align: reports.Right},
		},
	}
}

// mostTitle states the largest value.
func mostTitle(b *brief.Brief, d *balance.DimensionResult, size int) string {
	counts := orderedCounts(d)
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
