package build

import (
	"fmt"
	"math"
	"slices"

	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/messages"
)

var nan = math.NaN()

// maxValues is the most values of a dimension shown as a chart; above it only
// the most frequent are drawn and the rest counted together.
const maxValues = 12

// largest is the largest number of a column, at least 1.
func largest(rows [][]reports.Value, column int) float64 {
	top := 1.0
	for _, r := range rows {
		if column < len(r) && r[column].IsNum {
			top = max(top, r[column].Number)
		}
	}
	return top
}

// widest is the view with the most people.
func (b *builder) widest() *BalanceView {
	var out *BalanceView
	for i := range b.in.Balance {
		v := &b.in.Balance[i]
		if v.Report != nil && (out == nil || v.Report.Panel.Size > out.Report.Panel.Size) {
			out = v
		}
	}
	return out
}

// crossSection shows where two dimensions leave empty corners.
func crossSection(b *builder) *reports.Section {
	v := b.widest()
	if v == nil {
		return nil
	}
	s := &reports.Section{
		ID: "cross", Title: b.Say("cross.heading", nil), Lead: b.Say("cross.lead", messages.Args{"who": b.who(v)}),
	}
	for i := range v.Report.Overlaps {
		o := &v.Report.Overlaps[i]
		if len(o.RowValues) > 1 && len(o.ColumnValues) > 1 {
			s.Add(b.overlapTable(o, i))
		}
	}
	if len(s.Blocks) == 0 {
		return nil
	}
	return s
}

func (b *builder) overlapTable(o *balance.Overlap, index int) reports.Table {
	t := reports.Table{
		ID: fmt.Sprintf("cross-%d", index+1), RowHead: true, Heat: true,
		Columns: []reports.Column{{Title: b.dimensionTitle(o.Rows)}},
	}
	for _, c := range o.ColumnValues {
		t.Columns = append(t.Columns, reports.Column{Title: b.short(c), Align: reports.Center})
	}
	empty, none := 0, b.Say("asked.none", nil)
	for i, r := range o.RowValues {
		row := []reports.Value{reports.Str(b.Value(r))}
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
		"rows": b.dimensionTitle(o.Rows), "columns": b.dimension(o.Columns), "n": empty,
		"of": len(o.RowValues) * len(o.ColumnValues),
	})
	if o.Unknown > 0 {
		t.Note = b.Say("cross.left-out", messages.Args{"n": o.Unknown})
	}
	return t
}

// peopleSection shows the other dimensions: gender, age, attendance and what the user
// brought along.
func peopleSection(b *builder) *reports.Section {
	v := b.widest()
	if v == nil {
		return nil
	}
	s := &reports.Section{
		ID: "people", Title: b.Say("people.heading", nil), Lead: b.Say("people.lead", messages.Args{"who": b.who(v)}),
	}
	for i := range v.Report.Dimensions {
		d := &v.Report.Dimensions[i]
		if len(orderedCounts(d)) > 0 && (!isSeatDimension(d.Name) || v != b.judged) {
			s.Add(b.dimensionBlock(d, v.Report.Panel.Size))
		}
	}
	if len(s.Blocks) == 0 {
		return nil
	}
	return s
}

// dimensionBlock is a table with dots for a few people, a bar chart for many.
func (b *builder) dimensionBlock(d *balance.DimensionResult, size int) reports.Block {
	t := reports.Table{
		ID: "people-" + string(d.Name), Title: b.mostTitle(d, size), RowHead: true,
		Columns: []reports.Column{
			{Title: b.dimensionTitle(d.Name)}, {Title: b.Say("column.people", nil), Align: reports.Right},
		},
	}
	counts := orderedCounts(d)
	rest, further := 0, 0
	if len(counts) > maxValues {
		for _, c := range counts[maxValues-1:] {
			rest += c.Count
		}
		further, counts = len(counts)-maxValues+1, counts[:maxValues-1]
	}
	for _, c := range counts {
		t.Add(reports.Str(b.Value(c.Value)), reports.Int(c.Count))
	}
	if further > 0 {
		t.Add(reports.Str(b.Say("people.further", messages.Args{"n": further})), reports.Int(rest))
	}
	if d.Unknown > 0 {
		t.Add(reports.Str(b.Say("people.not-given", nil)), reports.Int(d.Unknown))
	}
	return peopleBlock(b.words, t, b.dimension(d.Name), size)
}

// peopleBlock shows a table of people by value with a dot for each of a few, as a
// bar chart where there are more.
func peopleBlock(w words, t reports.Table, dimension string, size int) reports.Block {
	const fewPeople = 12
	if size <= fewPeople {
		t.Columns[1].Dots = true
		return t
	}
	t.Columns[1].Bar, t.Columns[1].BarMax = true, largest(t.Rows, 1)
	c := reports.Chart{
		ID: "chart-" + t.ID, Kind: reports.Bar, Title: t.Title, Axis: w.Say("people.axis", nil), Table: t,
		Series: []reports.Series{{Name: w.Say("column.people", nil)}}, Summary: rowCounts(w, t.Rows),
	}
	for _, r := range t.Rows {
		c.Categories = append(c.Categories, r[0].Text)
		c.Series[0].Values = append(c.Series[0].Values, r[1].Number)
	}
	c.Table.Title = w.Say("people.table", messages.Args{"dimension": dimension})
	return c
}

// rowCounts lists the rows of a count table: "woman 19, man 24".
func rowCounts(w words, rows [][]reports.Value) string {
	return w.plain(each(rows, func(r []reports.Value) string {
		return w.Say("people.count", messages.Args{"value": reports.InText(r[0].Text), "count": int(r[1].Number)})
	}))
}

// mostTitle states the largest value.
func (b *builder) mostTitle(d *balance.DimensionResult, size int) string {
	var top balance.ValueCount
	ties := 0
	for _, c := range orderedCounts(d) {
		switch {
		case c.Count > top.Count:
			top, ties = c, 1
		case c.Count == top.Count && c.Count > 0:
			ties++
		}
	}
	args := messages.Args{"dimension": b.dimensionTitle(d.Name)}
	if top.Count == 0 {
		return b.Say("people.unknown", args)
	}
	args["count"], args["of"] = top.Count, size
	if ties > 1 {
		args["n"] = ties
		return b.Say("people.alike", args)
	}
	args["value"] = reports.InText(b.Value(top.Value))
	return b.Say("people.most", args)
}
