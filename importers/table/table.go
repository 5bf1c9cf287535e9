// Package table reads spreadsheets as they are: it opens xlsx, ods and
// delimited text by content, not by file name, within explicit limits, and
// yields tables of cells that know their own reference. It understands nothing
// of meetings.
package table

import "strconv"

// Kind says what a cell held in its file.
type Kind uint8

// The kinds of cells. The zero Kind is an empty cell.
const (
	Empty   Kind = iota
	Text         // text as written
	Number       // a number; Text holds its shortest decimal form
	Bool         // Text is "TRUE" or "FALSE"
	Date         // Text is ISO 8601: "2026-03-01" or "2026-03-01T10:00:00"
	Error        // an error value such as #N/A; Text holds it
	NoValue      // a formula without a stored value; Text holds the formula
)

// Cell is one cell with its position; Row and Col count from 1 as on screen.
type Cell struct {
	Text     string // exactly as stored, white space included
	Kind     Kind
	Row, Col int
}

// Ref returns the reference a spreadsheet shows: "D17".
func (c Cell) Ref() string { return ColumnName(c.Col) + strconv.Itoa(c.Row) }

// ColumnName returns the letters of column n, counted from 1: A, B, …, Z, AA.
func ColumnName(n int) string {
	var b [8]byte
	i := len(b)
	for n > 0 {
		n--
		i--
		b[i] = byte('A' + n%26)
		n /= 26
	}
	return string(b[i:])
}
