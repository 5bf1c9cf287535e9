package text

import (
	"math"
	"strings"

	"roundtable/reports"
	"roundtable/reports/internal/texttab"
)

// chart shows the numbers of the chart: its own table, or one made of its
// series.
func (t *writer) chart(c *reports.Chart) {
	table := c.Numbers()
	table.Title = c.Title
	t.table("", &table)
}

func (t *writer) table(indent string, table *reports.Table) {
	t.note(indent, table.Title)
	width := t.width - len(indent)
	lines := textTable(table, 0).Lines(width)
	for _, bar := range []int{20, 10} {
		// Bars have the room that the text leaves.
		if drawn := textTable(table, bar).Lines(width); len(drawn) <= len(lines) {
			lines = drawn
			break
		}
	}
	for _, l := range lines {
		t.line(indent + l)
	}
	t.note(indent, table.Note)
	if len(lines) > 0 || table.Title != "" {
		t.blank()
	}
}

// textTable turns a table's values into text. Columns that ask for bars get a
// column of bars of the given width beside them, if that is not 0.
func textTable(table *reports.Table, bar int) texttab.Table {
	var out texttab.Table
	for i, c := range table.Columns {
		head := texttab.Column{Title: reports.Plain(c.Title), Align: table.Align(i), Keep: table.Numeric(i)}
		out.Columns = append(out.Columns, head)
		if c.Bar && bar > 0 {
			out.Columns = append(out.Columns, texttab.Column{Keep: true})
		}
	}
	for _, values := range table.Rows {
		var row []string
		for i, c := range table.Columns {
			v := reports.At(values, i)
			row = append(row, c.Text(nil, v))
			if c.Bar && bar > 0 {
				row = append(row, textBar(v, c.BarMax, bar))
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// textBar draws a bar of eighths of a column.
func textBar(v reports.Value, most float64, width int) string {
	if !v.IsNum || most <= 0 || !(v.Number > 0) {
		return ""
	}
	eighths := int(math.Round(min(v.Number/most, 1) * float64(8*width)))
	bar := strings.Repeat("█", eighths/8)
	if part := eighths % 8; part > 0 {
		bar += string([]rune("▏▎▍▌▋▊▉")[part-1])
	}
	return bar
}
