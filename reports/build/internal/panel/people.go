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
	t := brief.Crossed(fmt.Sprintf("cross-%d", index+1), "", b.DimensionTitle(o.Rows),
		brief.Each(o.RowValues, func(v string) string { return b.ValueOf(o.Rows, v) }),
		brief.Each(o.ColumnValues, func(v string) string { return b.Short(o.Columns, v) }), o.Counts)
	empty, none := 0, b.Say("asked.none", nil)
	for i, r := range o.RowValues {
		for j, n := range o.Counts[i] {
			if n > 0 {
				continue
			}
			empty++
			t.Rows[i][j+1].Text = none
			asked := func(c balance.Cell) bool { return c.Row == r && c.Column == o.ColumnValues[j] }
			if slices.ContainsFunc(o.Empty, asked) {
				t.Rows[i][j+1] = reports.Value{Text: none, State: reports.Miss}
			}
		}
	}
	if empty == 0 {
		return reports.Table{}
	}
	t.Heat, t.Title = true, b.Say("cross.empty", messages.Args{
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
	blocks := brief.Each(tables, func(t reports.Table) reports.Block { return t })
	if v.Report.Panel.Size > brief.FewPeople && len(tables) > 0 {
		blocks = []reports.Block{peopleChart(b, tables, names)}
	}
	lead := b.Say("people.lead", messages.Args{"who": b.Who(v)})
	return brief.Section("people", b.Say("people.heading", nil), lead, blocks...)
}

// peopleChart has a panel for each table of counts, held against what is asked where anything is.
func peopleChart(b *brief.Brief, tables []reports.Table, of []string) reports.Chart {
	c := reports.Chart{
		ID: "chart-people", Kind: reports.Bar, Axis: b.Say("people.axis", nil), Summary: tables[0].Title,
		Title: b.Say("people.table", messages.Args{"dimension": b.And(of)}),
	}
	all := reports.Table{ID: "people", Title: c.Title, RowHead: true, Columns: append(
		brief.Columns(reports.Left, 0, b.Say("sheet.column", nil), b.Say("sheet.value", nil)),
		brief.Columns(reports.Right, 0,
			b.Say("column.people", nil), b.Say("seats.fewest", nil), b.Say("seats.most", nil))...,
	)}
	for _, t := range tables {
		c.Panels = append(c.Panels, reports.Panel{
			Title: t.Title, Summary: brief.RowCounts(b.Words, t.Rows), Rows: len(t.Rows),
		})
		for _, row := range t.Rows {
			fewest, most := limits(row[1].Span)
			row[1].Span = nil
			c.Categories = append(c.Categories, row[0].Text)
			all.Add(brief.Row(t.Columns[0].Title, row[0], row[1], fewest, most)...)
		}
	}
	for k := range 3 {
		c.Series = append(c.Series, reports.Series{
			Name: all.Columns[2+k].Title,
			Values: brief.Each(all.Rows, func(row []reports.Value) float64 {
				if !row[2+k].IsNum {
					return brief.Nan
				}
				return row[2+k].Number
			}),
		})
	}
	if slices.ContainsFunc(all.Rows, func(row []reports.Value) bool { return row[3].IsNum }) {
		c.Kind = reports.TargetBar
	} else {
		c.Series = c.Series[:1]
	}
	c.Table = brief.WithoutEmptyColumns(all)
	return c
}

// limits are the ends of a range as cells, empty where there is none.
func limits(s *reports.Span) (low, high reports.Value) {
	if s == nil {
		return low, high
	}
	if s.High >= 0 {
		high = reports.Num(s.High)
	}
	return reports.Num(s.Low), high
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
	if rest := counts[len(shown):]; len(rest) > 0 {
		n := 0
		for _, c := range rest {
			n += c.Count
		}
		rows = append(rows, brief.Row(b.Say("people.further", messages.Args{"n": len(rest)}), n))
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
	code := "most"
	switch {
	case top.Count == 0:
		code = "unknown"
	case ties > 1:
		code = "alike"
	}
	return b.Say("people."+code, messages.Args{
		"dimension": b.DimensionTitle(d.Name), "value": reports.InText(b.ValueOf(d.Name, top.Value)),
		"count": top.Count, "of": size, "n": ties,
	})
}
