package reports

import (
	"math"
	"strings"

	"roundtable/reports/texttab"
)

// chart shows the numbers of the chart: its own table, or one made of its
// series.
func (t *textWriter) chart(c *Chart) {
	table := chartTable(c)
	table.Title = c.Title
	t.table("", &table)
}

// chartTable is the chart's table, or a table of its categories and series
// where it has none. A single series of bars is drawn as bars.
func chartTable(c *Chart) Table {
	if len(c.Table.Rows) > 0 {
		return c.Table
	}
	table := Table{ID: c.ID, Title: c.Title, RowHead: true, Columns: []Column{{}}}
	for _, s := range c.Series {
		col := Column{Title: s.Name, Align: Right}
		for _, v := range s.Values {
			if v != math.Trunc(v) {
				col.Decimals = 1
			}
			col.BarMax = max(col.BarMax, v)
		}
		col.BarMax = max(col.BarMax, c.Max)
		col.Bar = c.Kind == Bar && len(c.Series) == 1
		table.Columns = append(table.Columns, col)
	}
	for i, name := range c.Categories {
		row := []Value{Str(name)}
		for _, s := range c.Series {
			if i < len(s.Values) && !math.IsNaN(s.Values[i]) {
				row = append(row, Num(s.Values[i]))
			} else {
				row = append(row, Value{})
			}
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

func (t *textWriter) table(indent string, table *Table) {
	if table.Title != "" {
		t.hang(indent, indent, table.Title)
	}
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
	if table.Note != "" {
		t.hang(indent, indent, table.Note)
	}
	if len(lines) > 0 || table.Title != "" {
		t.blank()
	}
}

// textTable turns a table's values into text. Columns that ask for bars get a
// column of bars of the given width beside them, if that is not 0.
func textTable(table *Table, bar int) texttab.Table {
	var out texttab.Table
	for i, c := range table.Columns {
		numbers := numberColumn(table, i)
		align := texttab.Align(c.Align)
		if numbers && c.Align == Left {
			align = texttab.Right
		}
		out.Columns = append(out.Columns, texttab.Column{Title: plainText(c.Title), Align: align, Keep: numbers})
		if c.Bar && bar > 0 {
			out.Columns = append(out.Columns, texttab.Column{Keep: true})
		}
	}
	for _, values := range table.Rows {
		var row []string
		for i, c := range table.Columns {
			var v Value
			if i < len(values) {
				v = values[i]
			}
			row = append(row, cellText(v, c))
			if c.Bar && bar > 0 {
				row = append(row, textBar(v, c.BarMax, bar))
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// numberColumn reports whether all cells of a column that hold anything are
// numbers, and at least one is.
func numberColumn(table *Table, column int) bool {
	any := false
	for _, row := range table.Rows {
		if column >= len(row) {
			continue
		}
		v := row[column]
		if v.IsNum && v.State == "" {
			any = true
		} else if v.Text != "" || v.State != "" {
			return false
		}
	}
	return any
}

// cellText is a cell as text: the state with its sign, the text or the number
// with the column's decimals.
func cellText(v Value, c Column) string {
	text := plainText(v.Text)
	if text == "" && v.IsNum && !math.IsNaN(v.Number) && !math.IsInf(v.Number, 0) {
		text = number(v.Number, c.Decimals)
	}
	if v.State == "" {
		return text
	}
	if text == "" || text == string(v.State) {
		return stateText(v.State)
	}
	return stateText(v.State) + ", " + text
}

// textBar draws a bar of eighths of a column.
func textBar(v Value, most float64, width int) string {
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
