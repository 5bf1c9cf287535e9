package sheet

import (
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
)

// What the cells of a row look like.

// Text is the text of a cell as it is shown and counted: white space cleaned, ""
// for an error value or a formula without a value, which package table reports.
func Text(c table.Cell) string {
	if c.Kind == table.Error || c.Kind == table.NoValue {
		return ""
	}
	text := table.UnsafeCell(vocabulary.Clean(c.Text))
	if isKept(text) {
		return text[1:]
	}
	return text
}

// Kept returns a text as a cell holds it that stands neither for a formula nor for the cell above:
// with an apostrophe in front where it would. [Text] takes that away again.
func Kept(text string) string {
	if isKept("'" + text) {
		return "'" + text
	}
	return table.SafeCell(text)
}

// isKept reports a text that would stand for the cell above without the apostrophes in front.
func isKept(text string) bool {
	if !strings.HasPrefix(text, "'") || len(text) > longestDitto || table.SafeCell(text) != text {
		return false
	}
	return vocabulary.Ditto.Is(text[1:]) || isKept(text[1:])
}

// Filled is the number of cells of a row that hold something.
func Filled(row table.Row) int {
	n := 0
	for i := range row.Cells {
		if isFilled(&row.Cells[i]) {
			n++
		}
	}
	return n
}

// isFilled is Text(c) != "", without the text in most cases.
func isFilled(c *table.Cell) bool {
	plain := c.Text != "" && c.Text[0] > ' ' && c.Text[0] <= '~'
	return plain && c.Kind != table.Error && c.Kind != table.NoValue || c.Text != "" && Text(*c) != ""
}

// FirstFilled is the first column of a row that holds something, else 1.
func FirstFilled(row table.Row) int {
	for i := range row.Cells {
		if isFilled(&row.Cells[i]) {
			return i + 1
		}
	}
	return 1
}

func firstText(row table.Row) string { return Text(row.Cell(FirstFilled(row))) }

func filledRows(rows []table.Row) int {
	n := 0
	for _, row := range rows {
		if Filled(row) > 0 {
			n++
		}
	}
	return n
}

// typicalCells is the number of filled cells that two of three rows do not exceed:
// a record of a table with headings among its rows and statistics below.
func typicalCells(rows []table.Row) int {
	if len(rows) == 0 {
		return 0
	}
	n := make([]int, len(rows))
	for i, row := range rows {
		n[i] = Filled(row)
	}
	slices.Sort(n)
	return n[len(n)*2/3]
}

// typicalRecord is the same for the rows below a header: where a gap parts them, a
// short list may have more lines of statistics below it than records.
func typicalRecord(rows []table.Row) int {
	for i := 2; i < len(rows); i++ {
		if rows[i].Number > rows[i-1].Number+1 || Filled(rows[i]) == 0 {
			return max(typicalCells(rows), typicalCells(rows[:i]))
		}
	}
	return typicalCells(rows)
}

func width(rows []table.Row) int {
	w := 0
	for _, row := range rows {
		w = max(w, len(row.Cells))
	}
	return w
}

// isData reports whether a cell holds a number, a date, or an address on the net:
// no header.
func isData(c table.Cell) bool {
	switch c.Kind {
	case table.Number, table.Bool, table.Date, table.Error:
		return true
	}
	t := vocabulary.Clean(c.Text)
	return isNumeric(t) || vocabulary.IsAddress(t) || strings.HasPrefix(t, "http://") ||
		strings.HasPrefix(t, "https://") || looksLikeDate(t)
}

func isNumeric(s string) bool {
	_, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(strings.TrimSuffix(s, "%")), ",", "."), 64)
	return err == nil
}

// looksLikeDate recognises the common date spellings: digits in three groups, with
// an optional time.
func looksLikeDate(s string) bool {
	if len(s) < 6 || len(s) > 40 || s[0] < '0' || s[0] > '9' {
		return false
	}
	date, _, _ := strings.Cut(strings.NewReplacer("T", " ", ",", " ").Replace(s), " ")
	groups := strings.FieldsFunc(date, func(r rune) bool { return r == '-' || r == '/' || r == '.' })
	return len(groups) == 3 && !slices.ContainsFunc(groups, func(g string) bool {
		_, err := strconv.Atoi(g)
		return err != nil || len(g) > 4
	})
}

// sameTexts reports whether two rows hold the same texts in the same columns.
func sameTexts(a, b table.Row) bool {
	if !strings.EqualFold(firstText(a), firstText(b)) || Filled(a) != Filled(b) || Filled(a) < 2 {
		return false
	}
	return !slices.ContainsFunc(a.Cells, func(c table.Cell) bool {
		return vocabulary.Compact(c.Text) != vocabulary.Compact(b.Cell(c.Col).Text)
	})
}
