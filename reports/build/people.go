package build

import (
	"cmp"
	"fmt"
	"math"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
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
	s := &reports.Section{ID: "cross", Title: "Empty corners"}
	for i := range v.Report.Overlaps {
		o := &v.Report.Overlaps[i]
		if len(o.RowValues) > 1 && len(o.ColumnValues) > 1 {
			s.Blocks = append(s.Blocks, overlapTable(o, i))
		}
	}
	if len(s.Blocks) == 0 {
		return nil
	}
	s.Lead = "Counted among " + who(v) + ". A rule about one column alone does not show who is missing where " +
		"two of them meet."
	return s
}

func overlapTable(o *balance.Overlap, index int) reports.Table {
	t := reports.Table{
		ID: fmt.Sprintf("cross-%d", index+1), RowHead: true, Heat: true,
		Columns: []reports.Column{{Title: upperFirst(o.Rows.Label())}},
	}
	for _, c := range o.ColumnValues {
		t.Columns = append(t.Columns, reports.Column{Title: shortValue(c), Align: reports.Center})
	}
	empty, asked := 0, map[[2]string]bool{}
	for _, c := range o.Empty {
		asked[[2]string{c.Row, c.Column}] = true
	}
	for i, r := range o.RowValues {
		row := []reports.Value{reports.Str(r)}
		for j, n := range o.Counts[i] {
			cell := reports.Int(n)
			if n == 0 {
				empty++
				cell.Text = "none"
			}
			if asked[[2]string{r, o.ColumnValues[j]}] {
				cell = reports.Value{Text: "none", State: reports.Miss}
			}
			row = append(row, cell)
		}
		t.Add(row...)
	}
	all := len(o.RowValues) * len(o.ColumnValues)
	t.Title = fmt.Sprintf("%s by %s: %d of %d combinations have nobody", upperFirst(o.Rows.Label()),
		o.Columns.Label(), empty, all)
	if o.Unknown > 0 {
		t.Note = fmt.Sprintf("Left out because one of the two is not given: %s.", people(o.Unknown))
	}
	return t
}

// asWritten leaves a value as it is, where others are shortened.
func asWritten(v string) string { return v }

// shortValue shortens the long names of groups for narrow tables.
func shortValue(v string) string {
	return cmp.Or(shortValues[v], v)
}

var shortValues = map[string]string{
	planner.WEOG: "WEOG", planner.GRULAC: "GRULAC", planner.African: "African", planner.AsiaPacific: "Asia-Pacific",
	planner.EasternEuropean: "Eastern European", planner.Intergovernmental: "Intergovernmental",
}

// peopleSection shows the other dimensions: gender, age, attendance and what the user
// brought along.
func peopleSection(b *builder) *reports.Section {
	v := b.widest()
	if v == nil {
		return nil
	}
	s := &reports.Section{ID: "people", Title: "Who is there", Lead: "Counted among " + who(v) + ". Values that " +
		"were not given are shown as that, and never guessed."}
	for i := range v.Report.Dimensions {
		d := &v.Report.Dimensions[i]
		if len(orderedCounts(d)) == 0 || (isSeatDimension(d.Name) && v == b.judged) {
			continue
		}
		s.Blocks = append(s.Blocks, dimensionBlock(d, v.Report.Panel.Size))
	}
	if len(s.Blocks) == 0 {
		return nil
	}
	return s
}

// dimensionBlock is a table with dots for a few people, a bar chart for many.
func dimensionBlock(d *balance.DimensionResult, size int) reports.Block {
	t := reports.Table{
		ID: "people-" + string(d.Name), Title: mostTitle(d, size), RowHead: true,
		Columns: []reports.Column{{Title: upperFirst(d.Name.Label())}, {Title: "People", Align: reports.Right}},
	}
	counts := mergedCounts(orderedCounts(d))
	for _, c := range counts {
		t.Add(reports.Str(c.Value), reports.Int(c.Count))
	}
	if d.Unknown > 0 {
		t.Add(reports.Str(upperFirst(notGiven)), reports.Int(d.Unknown))
	}
	return peopleBlock(t, d.Name.Label(), size)
}

// peopleBlock shows a table of people by value with a dot for each of a few, as a
// bar chart where there are more.
func peopleBlock(t reports.Table, label string, size int) reports.Block {
	const fewPeople = 12
	if size <= fewPeople {
		t.Columns[1].Dots = true
		return t
	}
	t.Columns[1].Bar, t.Columns[1].BarMax = true, largest(t.Rows, 1)
	c := reports.Chart{
		ID: "chart-" + t.ID, Kind: reports.Bar, Title: t.Title, Axis: "people", Table: t,
		Series: []reports.Series{{Name: "People"}}, Summary: upperFirst(joined(countWords(t.Rows))) + ".",
	}
	for _, r := range t.Rows {
		c.Categories = append(c.Categories, r[0].Text)
		c.Series[0].Values = append(c.Series[0].Values, r[1].Number)
	}
	c.Table.Title = "People by " + label
	return c
}

// countWords lists the rows of a count table: "woman 19", "man 24".
func countWords(rows [][]reports.Value) []string {
	return each(rows, func(r []reports.Value) string {
		return reports.InText(r[0].Text) + " " + text(int(r[1].Number))
	})
}

// mostTitle states the largest value and what is unknown.
func mostTitle(d *balance.DimensionResult, size int) string {
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
	out := upperFirst(d.Name.Label()) + ": "
	switch {
	case top.Count == 0:
		out += "nothing is known"
	case ties > 1:
		out += counted(ties, "value") + " share the most, " + text(top.Count) + " each of " + text(size)
	default:
		out += reports.InText(top.Value) + " is most frequent, " + text(top.Count) + " of " + text(size)
	}
	if d.Unknown > 0 {
		out += "; not given for " + text(d.Unknown)
	}
	return out
}

// mergedCounts keeps the first maxValues counts and adds up the rest.
func mergedCounts(counts []balance.ValueCount) []balance.ValueCount {
	if len(counts) <= maxValues {
		return counts
	}
	out := append([]balance.ValueCount(nil), counts[:maxValues-1]...)
	rest := 0
	for _, c := range counts[maxValues-1:] {
		rest += c.Count
	}
	return append(out, balance.ValueCount{
		Value: fmt.Sprintf("%d further values", len(counts)-maxValues+1), Count: rest,
	})
}
