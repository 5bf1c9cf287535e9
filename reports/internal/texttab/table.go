package texttab

import (
	"strings"

	"roundtable/reports"
)

// Column heads a column of a [Table].
type Column struct {
	Title string
	Align reports.Align
	// Keep asks that the column's cells are not wrapped: numbers, bars, marks.
	Keep bool
}

// Table is a table of cells that are already text.
type Table struct {
	Columns []Column
	Rows    [][]string
}

const (
	gap = "  "
	// leastColumn is the narrowest a wrapped column gets; below, the table is set
	// as a list.
	leastColumn = 9
)

// Lines sets the table within width columns: a header, a rule, and the rows, each with a
// cell for every column, wrapped where needed. Without rows there are no lines.
func (t Table) Lines(width int) []string {
	if len(t.Rows) == 0 {
		return nil
	}
	widths, ok := t.fit(width)
	if !ok {
		return t.list(width)
	}
	titles := make([]string, len(t.Columns))
	rules := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		titles[i] = c.Title
		rules[i] = strings.Repeat("-", widths[i])
	}
	lines := t.row(nil, titles, widths)
	lines = append(lines, strings.TrimRight(strings.Join(rules, gap), " "))
	for _, r := range t.Rows {
		lines = t.row(lines, r, widths)
	}
	return lines
}

// fit gives each column its natural width. Where that is too much, headings wrap to what
// cells need; then room is taken from the widest columns until cells wrap between words,
// and then until words are broken, but from those that keep theirs.
func (t Table) fit(width int) ([]int, bool) {
	n := len(t.Columns)
	widths, heads, words, least := make([]int, n), make([]int, n), make([]int, n), make([]int, n)
	excess := len(gap)*(n-1) - width
	for i, c := range t.Columns {
		cells, word := 0, longestWord(c.Title)
		heads[i] = word
		for _, r := range t.Rows {
			cells = max(cells, Width(r[i]))
			word = max(word, min(longestWord(r[i]), 2*leastColumn))
		}
		widths[i], heads[i] = max(Width(c.Title), cells), max(heads[i], cells)
		least[i] = min(leastColumn, widths[i])
		words[i] = max(min(word, widths[i]), least[i])
		if c.Keep {
			words[i], least[i] = heads[i], heads[i]
		}
		excess += widths[i]
	}
	if excess > 0 {
		for i := range n {
			excess -= widths[i] - heads[i]
		}
		widths = heads
	}
	excess = narrow(widths, least, narrow(widths, words, excess))
	return widths, excess <= 0
}

// narrow takes the excess from the widest columns, none below its least width, and
// returns what is left of it.
func narrow(widths, least []int, excess int) int {
	for ; excess > 0; excess-- {
		widest := -1
		for i := range widths {
			if widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		widths[widest]--
	}
	return excess
}

func longestWord(s string) int {
	longest := 0
	for w := range strings.FieldsSeq(s) {
		longest = max(longest, Width(w))
	}
	return longest
}

func (t Table) row(lines []string, cells []string, widths []int) []string {
	wrapped, height := make([][]string, len(cells)), 1
	for i, cell := range cells {
		wrapped[i] = Wrap(cell, widths[i])
		height = max(height, len(wrapped[i]))
	}
	for l := range height {
		set := make([]string, len(cells))
		for i, c := range t.Columns {
			cell := ""
			if l < len(wrapped[i]) {
				cell = wrapped[i][l]
			}
			room := max(widths[i]-Width(cell), 0)
			left := map[reports.Align]int{reports.Right: room, reports.Center: room / 2}[c.Align]
			set[i] = strings.Repeat(" ", left) + cell + strings.Repeat(" ", room-left)
		}
		lines = append(lines, strings.TrimRight(strings.Join(set, gap), " "))
	}
	return lines
}

// list sets each row as "column: value" lines with a blank line between rows.
func (t Table) list(width int) []string {
	var lines []string
	for r, row := range t.Rows {
		if r > 0 {
			lines = append(lines, "")
		}
		for i, c := range t.Columns {
			if strings.TrimSpace(row[i]) == "" {
				continue
			}
			text, indent := row[i], strings.Repeat(" ", 2*min(i, 1))
			if c.Title != "" {
				text = c.Title + ": " + text
			}
			for _, s := range Wrap(text, width-len(indent)) {
				lines = append(lines, indent+s)
			}
		}
	}
	return lines
}
