package panel

import (
	"fmt"
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
	s := &reports.Section{
		ID: "cross", Title: b.Say("cross.heading", nil), Lead: b.Say("cross.lead", messages.Args{"who": b.Who(v)}),
	}
	for i := range v.Report.Overlaps {
		o := &v.Report.Overlaps[i]
		if len(o.RowValues) > 1 && len(o.ColumnValues) > 1 {
			s.Add(overlapTable(b, o, i))
		}
	}
	if len(s.Blocks) == 0 {
		return nil
	}
	return s
}

func overlapTable(b *brief.Brief, o *balance.Overlap, index int) reports.Table {
	t := reports.Table{
		ID: fmt.Sprintf("cross-%d", index+1), RowHead: true, Heat: true,
		Columns: []reports.Column{{Title: b.DimensionTitle(o.Rows)}},
	}
	for _, c := range o.ColumnValues {
		t.Columns = append(t.Columns, reports.Column{Title: b.Short(c), Align: reports.Center})
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
		"rows": b.DimensionTitle(o.Rows), "columns": b.Dimension(o.Columns), "n": empty,
		"of": len(o.RowValues) * len(o.ColumnValues),
	})
	if o.Unknown > 0 {
		t.Note = b.Say("cross.left-out", messages.Args{"n": o.Unknown})
	}
	return t
}

// PeopleSection shows the other dimensions: gender, age, attendance and what the user
// brought along.
func PeopleSection(b *brief.Brief) *reports.Section {
	v := b.Widest()
	if v == nil {
		return nil
	}
	s := &reports.Section{
		ID: "people", Title: b.Say("people.heading", nil), Lead: b.Say("people.lead", messages.Args{"who": b.Who(v)}),
	}
	for i := range v.Report.Dimensions {
		d := &v.Report.Dimensions[i]
		if len(orderedCounts(d)) > 0 && (!brief.IsSeatDimension(d.Name) || v != b.Judged) {
			s.Add(dimensionBlock(b, d, v.Report.Panel.Size))
		}
	}
	if len(s.Blocks) == 0 {
		return nil
	}
	return s
}

// dimensionBlock is a table with dots for a few people, a bar chart for many.
func dimensionBlock(b *brief.Brief, d *balance.DimensionResult, size int) reports.Block {
	t := reports.Table{
		ID: "people-" + string(d.Name), Title: mostTitle(b, d, size), RowHead: true,
		Columns: []reports.Column{
			{Title: b.DimensionTitle(d.Name)}, {Title: b.Say("column.people", nil), Align: reports.Right},
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
	return brief.PeopleBlock(b.Words, t, b.Dimension(d.Name), size)
}

// mostTitle states the largest value.
func mostTitle(b *brief.Brief, d *balance.DimensionResult, size int) string {
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
	args := messages.Args{"dimension": b.DimensionTitle(d.Name)}
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
