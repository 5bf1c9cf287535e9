// Package table reads spreadsheets as they are: it opens xlsx, ods, delimited
// text and the tables of Word documents by content, not by file name, within
// explicit limits, and yields tables of cells that know their own reference. It understands nothing
// of meetings.
//
// # Reading
//
// [Open] and [OpenFile] look at the bytes, refuse what is no table with a
// [FormatError] that says what the file is and what to do, and return a [Book].
// A book has sheets; [Sheet.Rows] streams a sheet and can be called again, so
// that a caller may first look for the header and then read the data without
// the table ever being held in memory as a whole. What was odd about a file is
// collected as findings: [Book.Findings] after opening, [Sheet.Findings] after
// a sheet was read to its end.
//
// Text is kept exactly as stored: no trimming, no Unicode normalisation, no
// words for "missing". Rows in which no cell holds anything are not yielded;
// [Row.Number] is the number a spreadsheet program shows, so gaps stay visible.
//
// # Why there are own readers for xlsx and ods
//
// Excelize's streaming reader needs several seconds for 100,000 rows of 20
// columns, returns cells as shown on screen (dates in US order, numbers as
// formatted) and loses what a checker of other people's files must know: an
// unreadable shared string and a formula without a value both come out as "",
// without an error. No Go package reads ods. Both formats are small zip
// archives of XML, so one strict streaming scanner (xmlscan.go) serves both:
// it refuses DOCTYPE and entities, never holds more than one row, and is about
// ten times as fast. Excelize serves as a cross-check in the tests and writes
// the marked copies of [Book.Annotate].
package table

import (
	"cmp"
	"context"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Kind says what a cell held in its file.
type Kind uint8

// The kinds of cells. The zero Kind is an empty cell. Cells of delimited text
// are Text or Empty: nobody but the reader says that "3.0" is a number.
const (
	Empty   Kind = iota
	Text         // text as written
	Number       // a number; Text holds its shortest decimal form
	Bool         // Text is "TRUE" or "FALSE"
	Date         // Text is ISO 8601: "2026-03-01", "2026-03-01T10:00:00" or a time alone, "10:00:00"
	Error        // an error value such as #N/A; Text holds it
	NoValue      // a formula without a stored value; Text holds the formula
)

var kindNames = map[Kind]string{
	Empty: "empty", Text: "text", Number: "number", Bool: "boolean", Date: "date", Error: "error",
	NoValue: "formula without value",
}

// String returns the kind's word.
func (k Kind) String() string { return cmp.Or(kindNames[k], "unknown") }

// Cell is one cell with its position; Row and Col count from 1 as on screen.
type Cell struct {
	Text     string // exactly as stored, white space included
	Kind     Kind
	Merged   bool // the text is that of a merged cell that begins in a row above; see [Sheet.FilledRows]
	Row, Col int
}

// Ref returns the reference a spreadsheet shows: "D17".
func (c Cell) Ref() string { return ColumnName(c.Col) + strconv.Itoa(c.Row) }

// Row is one row that holds something.
type Row struct {
	// Number counts from 1 as on screen; blank rows count too.
	Number int
	// Cells holds column 1 in Cells[0] and so on, without trailing empty cells.
	// The slice is reused for the next row: clone it to keep it. The strings in
	// it may be kept.
	Cells []Cell
	// Width is the number of cells the file has for this row, trailing empty
	// ones included; in delimited text the number of fields on the line.
	Width int
	// Hidden rows are filtered away or collapsed on screen.
	Hidden bool
	// Struck rows are struck through on screen, or at least their first text is.
	Struck bool
}

// Cell returns the cell of column col, counted from 1; a column beyond the
// row's end is an empty cell.
func (r Row) Cell(col int) Cell {
	if col >= 1 && col <= len(r.Cells) {
		return r.Cells[col-1]
	}
	return Cell{Row: r.Number, Col: col}
}

// Range is a rectangle of cells, both corners included, counted from 1.
type Range struct {
	FirstRow, FirstCol, LastRow, LastCol int
}

// Contains reports whether the cell at row and col lies in the range.
func (r Range) Contains(row, col int) bool {
	return row >= r.FirstRow && row <= r.LastRow && col >= r.FirstCol && col <= r.LastCol
}

// String returns the range as a spreadsheet shows it: "A1:C3", or "A1".
func (r Range) String() string {
	first := ColumnName(r.FirstCol) + strconv.Itoa(r.FirstRow)
	if r.FirstRow == r.LastRow && r.FirstCol == r.LastCol {
		return first
	}
	return first + ":" + ColumnName(r.LastCol) + strconv.Itoa(r.LastRow)
}

// ColumnName returns the letters of column n, counted from 1: A, B, …, Z, AA.
func ColumnName(n int) string {
	var b [16]byte
	i := len(b)
	for n > 0 {
		n--
		i--
		b[i] = byte('A' + n%26)
		n /= 26
	}
	return string(b[i:])
}

// ParseRef reads a reference such as "D17" or "$D$17" and reports whether it
// is one. Columns beyond 16,384 and rows beyond 2^31-1 are none.
func ParseRef(ref string) (row, col int, ok bool) {
	row, col = parseRef(strings.ReplaceAll(ref, "$", ""))
	return row, col, row > 0
}

// parseRef is ParseRef without $ signs; it returns 0, 0 for what is no reference.
func parseRef[T string | []byte](ref T) (row, col int) {
	i := 0
	for ; i < len(ref); i++ {
		c := ref[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		col = col*26 + int(c-'A') + 1
		if col > maxSheetColumns {
			return 0, 0
		}
	}
	if i == 0 || i == len(ref) || ref[i] == '0' {
		return 0, 0
	}
	for ; i < len(ref); i++ {
		d := ref[i] - '0'
		if d > 9 || row > (1<<31-1)/10-1 {
			return 0, 0
		}
		row = row*10 + int(d)
	}
	return row, col
}

// maxSheetColumns is the last column any spreadsheet format knows, XFD.
const maxSheetColumns = 16384

// parseRange reads "A1:C3" or "A1"; ok is false for anything else.
func parseRange(s string) (r Range, ok bool) {
	first, last, _ := strings.Cut(s, ":")
	row1, col1 := parseRef(first)
	row2, col2 := parseRef(cmp.Or(last, first))
	r = Range{min(row1, row2), min(col1, col2), max(row1, row2), max(col1, col2)}
	return r, r.FirstRow > 0
}

// errStopped ends a read because the caller wants no more rows.
var errStopped = errors.New("stopped")

// rowBuilder collects the cells of a row of a workbook. What is wrong ends the scan.
type rowBuilder struct {
	sheet  *Sheet
	s      *xmlScanner
	yield  func(Row) bool
	ctx    context.Context
	rows   int    // handed on
	copies int    // cells that exist by repetition only
	cells  []Cell // of the row, without gaps
	texts  int    // cells of the row that hold a text
	struck bool   // the first of them is struck through
	buf    []byte // the text of the cell being read
}

// builtCell stands in the columns from..to. Its text is shared, or else that in buf.
type builtCell struct {
	from, to int
	kind     Kind
	shared   string
	struck   bool // its text is struck through
}

// add puts a cell into the row, unless it is empty.
func (b *rowBuilder) add(row int, c builtCell) {
	book := b.sheet.book
	switch {
	case c.kind == Empty:
		return
	case c.to > book.limits.Columns:
		b.s.fail(book.limits.columnError(book.Name, b.sheet.Name, row, max(c.from, book.limits.Columns+1)))
		return
	case tooLong(b.buf, book.limits.CellChars), tooLong(c.shared, book.limits.CellChars):
		b.tooLong(row, c.from)
	}
	if c.kind == Text {
		b.texts++
		b.struck = b.struck || c.struck && b.texts == 1
	}
	text := cmp.Or(c.shared, string(b.buf))
	for len(b.cells) < c.to {
		b.cells = append(b.cells, Cell{Row: row, Col: len(b.cells) + 1})
	}
	for col := c.from; col <= c.to; col++ {
		if b.cells[col-1].Kind != Empty {
			b.s.fail(book.damaged(place(b.sheet.Name, row, col), "this cell is there twice"))
		}
		b.cells[col-1] = Cell{Text: text, Kind: c.kind, Row: row, Col: col}
	}
}

func (b *rowBuilder) tooLong(row, col int) {
	b.s.fail(b.sheet.book.limits.cellError(b.sheet.book.Name, b.sheet.Name, row, col, ""))
}

// emit hands on the collected cells as a row, as often as it is there.
func (b *rowBuilder) emit(number, times, width int, hidden bool) {
	book := b.sheet.book
	if last := number + times - 1; len(b.cells) > 0 && last > book.limits.Rows {
		b.s.fail(book.limits.rowError(book.Name, b.sheet.Name, last))
	}
	defer func() { b.texts, b.struck = 0, false }()
	for row := range times {
		if b.rows++; b.rows%256 == 0 {
			b.s.fail(b.ctx.Err())
		}
		if b.s.err != nil {
			return
		}
		if !b.yield(Row{Number: number + row, Width: width, Cells: b.cells, Hidden: hidden, Struck: b.struck}) {
			b.s.fail(errStopped)
		}
		for i := range b.cells {
			b.cells[i].Row++
		}
	}
}

// tooLong reports whether text has more than limit characters.
func tooLong[T string | []byte](text T, limit int) bool {
	return len(text) > limit && utf8.RuneCountInString(string(text)) > limit
}
