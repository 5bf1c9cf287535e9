package table

import (
	"errors"
	"slices"
	"unicode/utf8"
)

// errStopped ends a read because the caller wants no more rows.
var errStopped = errors.New("stopped")

// rowBuilder collects the cells of a row of a workbook. Their texts lie in buf and
// become one string per row, of which the cells are parts.
type rowBuilder struct {
	sheet *Sheet
	cells []builtCell
	buf   []byte
	dense []Cell
}

// builtCell stands in the columns from..to. Its text is shared, or buf[at:end].
type builtCell struct {
	from, to int
	kind     Kind
	style    uint16
	at, end  int
	shared   string
}

// add appends a cell whose text is at the end of buf.
func (b *rowBuilder) add(row int, c builtCell) error {
	book := b.sheet.book
	if c.to > book.limits.Columns {
		return book.limits.columnError(book.Name, b.sheet.Name, row, max(c.from, book.limits.Columns+1))
	}
	if c.end = len(b.buf); tooLong(b.buf[c.at:], book.limits.CellChars) {
		return b.cellError(row, c.from)
	}
	b.cells = append(b.cells, c)
	return nil
}

func (b *rowBuilder) cellError(row, col int) error {
	return b.sheet.book.limits.cellError(b.sheet.book.Name, b.sheet.Name, row, col, "")
}

// row returns the collected cells as a row, which stands up to row last.
func (b *rowBuilder) row(number, last, width int) (Row, error) {
	book := b.sheet.book
	if len(b.cells) > 0 && last > book.limits.Rows {
		return Row{}, book.limits.rowError(book.Name, b.sheet.Name, last)
	}
	byColumn := func(a, b builtCell) int { return a.from - b.from }
	if !slices.IsSortedFunc(b.cells, byColumn) {
		slices.SortStableFunc(b.cells, byColumn)
	}
	text := string(b.buf)
	b.dense = b.dense[:0]
	for i := range b.cells {
		c := &b.cells[i]
		if c.from <= len(b.dense) {
			return Row{}, book.damaged(place(b.sheet.Name, number, c.from), "this cell is there twice")
		}
		for len(b.dense) < c.from-1 {
			b.dense = append(b.dense, Cell{Row: number, Col: len(b.dense) + 1})
		}
		t := c.shared
		if t == "" {
			t = text[c.at:c.end]
		}
		for len(b.dense) < c.to {
			b.dense = append(b.dense, Cell{Text: t, Kind: c.kind, style: c.style, Row: number, Col: len(b.dense) + 1})
		}
	}
	return Row{Number: number, Width: width, Cells: b.dense}, nil
}

// tooLong reports whether text has more than limit characters.
func tooLong[T string | []byte](text T, limit int) bool {
	return len(text) > limit && utf8.RuneCountInString(string(text)) > limit
}
