package table

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// xlsxReader reads the rows of one worksheet part.
type xlsxReader struct {
	book *xlsxBook
	part string
}

// errStopped ends a read because the caller wants no more rows.
var errStopped = errors.New("stopped")

// xlsxRun is one pass over a worksheet. Texts of a row are collected in buf and
// become one string per row, of which the cells are parts.
type xlsxRun struct {
	*xlsxReader
	sheet *Sheet
	s     *xmlScanner
	yield func(Row) bool

	row     int // number of the last row
	cells   []xlsxCell
	dense   []Cell
	buf     []byte
	value   []byte
	formula []byte
	merged  []Range
}

// xlsxCell is a cell of the row being read. Its text is shared, or buf[from:to].
type xlsxCell struct {
	col      int
	kind     Kind
	style    uint16
	from, to int
	shared   string
}

// sheetData walks the sheet part and handles its rows.
func (x *xlsxRun) sheetData(ctx context.Context) error {
	inData := false
	for n := 0; ; {
		tok, err := x.s.next()
		if err != nil {
			return err
		}
		switch {
		case tok == xmlEOF:
			x.sheet.merged, x.sheet.scan = x.merged, true
			return nil
		case tok == xmlStart && x.s.is("dimension"):
			ref, _ := x.s.attr("ref")
			if r, ok := parseRange(string(ref)); ok {
				x.sheet.stats.declared = r
			}
		case tok == xmlStart && x.s.is("mergeCell"):
			if x.merged, err = x.addMerged(x.s, x.merged); err != nil {
				return err
			}
		case x.s.is("sheetData") && tok != xmlText:
			inData = tok == xmlStart
		case inData && tok == xmlStart && x.s.is("row"):
			if err := x.readRow(); err != nil {
				return err
			}
			if n++; n%256 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
		}
	}
}

// readRow reads one row element and hands it on.
func (x *xlsxRun) readRow() error {
	number := x.row + 1
	if raw, ok := x.s.attr("r"); ok {
		n, err := strconv.Atoi(string(raw))
		if err != nil || n < 1 {
			return x.damaged("row number \"" + string(raw) + "\" is none")
		}
		number = n
	}
	if number <= x.row {
		return x.damaged("row " + strconv.Itoa(number) + " comes after row " + strconv.Itoa(x.row))
	}
	x.row = number
	hidden := x.s.attrBool("hidden")
	x.cells, x.buf = x.cells[:0], x.buf[:0]
	width := 0
	for {
		tok, err := x.s.next()
		if err != nil {
			return err
		}
		if tok == xmlEnd && x.s.is("row") {
			break
		}
		if tok == xmlStart {
			if !x.s.is("c") {
				err = x.s.skip()
			} else {
				width, err = x.readCell(width)
			}
			if err != nil {
				return err
			}
		}
	}
	row, err := x.assemble(number, width)
	if err != nil {
		return err
	}
	row.Hidden = hidden
	if !x.yield(row) {
		return errStopped
	}
	return nil
}

// readCell reads one c element and appends it to the row unless it is empty. It
// returns the cell's column, which is the one after last if it names none.
func (x *xlsxRun) readCell(last int) (int, error) {
	col, kind, style := last+1, byte('n'), 0
	for rest := x.s.attrs; ; {
		key, value, next, ok := cutAttr(rest)
		if !ok {
			break
		}
		switch string(key) {
		case "r":
			r, c := parseRef(value)
			if r != x.row {
				return 0, x.damaged("a cell in row " + strconv.Itoa(x.row) + " calls itself \"" +
					clip(string(value)) + "\"")
			}
			col = c
		case "t":
			kind = xlsxType(value)
		case "s":
			style = smallInt(value)
		}
		rest = next
	}
	hasFormula, err := x.cellContent(col)
	if err != nil {
		return 0, err
	}
	cell := xlsxCell{col: col, from: len(x.buf)}
	if err := x.convert(&cell, kind, style, hasFormula); err != nil {
		return 0, err
	}
	cell.to = len(x.buf)
	if cell.kind == Empty {
		return max(col, last), nil
	}
	limits := x.sheet.book.limits
	if col > limits.Columns {
		return 0, limits.columnError(x.sheet.book.Name, x.sheet.Name, x.row, col)
	}
	if cell.shared == "" && tooLong(x.buf[cell.from:cell.to], limits.CellChars) {
		return 0, limits.cellError(x.sheet.book.Name, x.sheet.Name, x.row, col, "")
	}
	x.cells = append(x.cells, cell)
	return max(col, last), nil
}

// smallInt reads digits; it returns -1 for anything else and for large numbers.
func smallInt(b []byte) int {
	if len(b) == 0 {
		return -1
	}
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' || n > 1<<24 {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// xlsxType maps the attribute t to one letter: n number, s shared string,
// i inline string, t text of a formula, b boolean, e error, d ISO date.
func xlsxType(t []byte) byte {
	switch string(t) {
	case "s", "b", "e", "d":
		return t[0]
	case "str":
		return 't'
	case "inlineStr":
		return 'i'
	default:
		return 'n'
	}
}

// cellContent collects the cell's value and formula up to its end tag.
func (x *xlsxRun) cellContent(col int) (hasFormula bool, err error) {
	x.value, x.formula = x.value[:0], x.formula[:0]
	into := byte(0)
	for {
		tok, err := x.s.next()
		if err != nil {
			return false, err
		}
		switch tok {
		case xmlStart:
			switch {
			case x.s.is("v"), x.s.is("t"):
				into = 'v'
			case x.s.is("f"):
				hasFormula, into = true, 'f'
			case x.s.is("is"), x.s.is("r"):
			default:
				err = x.s.skip()
			}
		case xmlEnd:
			if x.s.is("c") {
				return hasFormula, nil
			}
			into = 0
		case xmlText:
			switch into {
			case 'v':
				x.value, err = x.s.appendText(x.value)
			case 'f':
				x.formula, err = x.s.appendText(x.formula)
			}
			limits := x.sheet.book.limits
			if len(x.value) > 4*limits.CellChars+64 || len(x.formula) > 4*max(limits.CellChars, 8192)+64 {
				err = limits.cellError(x.sheet.book.Name, x.sheet.Name, x.row, col, "")
			}
		}
		if err != nil {
			return false, err
		}
	}
}

// convert decides kind and text of a cell from its raw value.
func (x *xlsxRun) convert(c *xlsxCell, kind byte, style int, hasFormula bool) error {
	if len(x.value) == 0 && kind != 't' && kind != 'i' {
		if hasFormula {
			c.kind = NoValue
			x.buf = append(append(x.buf, '='), x.formula...)
		}
		return nil
	}
	c.kind = Text
	switch kind {
	case 's':
		i := smallInt(bytes.TrimSpace(x.value))
		if i < 0 || i >= x.book.strings.n {
			return x.missingString(c.col)
		}
		if x.book.strings.long[i] {
			return x.sheet.book.limits.cellError(x.sheet.book.Name, x.sheet.Name, x.row, c.col, "")
		}
		c.shared = x.book.strings.at(i)
		if c.shared == "" {
			c.kind = Empty
		}
		return nil
	case 't', 'i':
		x.buf = append(x.buf, unescapeXLSX(x.value)...)
		if len(x.value) == 0 {
			c.kind = Empty
		}
		return nil
	case 'b':
		c.kind = Bool
		switch string(x.value) {
		case "1", "true":
			x.buf = append(x.buf, "TRUE"...)
		case "0", "false":
			x.buf = append(x.buf, "FALSE"...)
		default:
			return x.wrongValue(c.col, "TRUE or FALSE")
		}
		return nil
	case 'e':
		c.kind = Error
		x.buf = append(x.buf, x.value...)
		return nil
	case 'd':
		x.buf, c.kind = appendISODate(x.buf, x.value)
		return nil
	}
	format := formatNumber
	if style >= 0 && style < len(x.book.styles) {
		format = x.book.styles[style].kind
		c.style = uint16(style)
	}
	var ok bool
	if x.buf, c.kind, ok = appendNumber(x.buf, x.value, format, x.book.date1904); !ok {
		return x.wrongValue(c.col, "a number")
	}
	return nil
}

func (x *xlsxRun) wrongValue(col int, want string) error {
	return x.damaged("cell " + Cell{Row: x.row, Col: col}.Ref() + " should hold " + want + " and holds \"" +
		clip(string(x.value)) + "\"")
}

func (x *xlsxRun) missingString(col int) error {
	return &FormatError{
		File: x.sheet.book.Name, Where: place(x.sheet.Name, x.row, col),
		What: "the text of this cell is missing from the workbook (shared string " + clip(string(x.value)) + " of " +
			thousands(x.book.strings.n) + "): " + damagedFile,
		Do: "open it in a spreadsheet program, check the cell and save it again",
	}
}

func (x *xlsxRun) damaged(what string) error {
	return &FormatError{File: x.sheet.book.Name, Where: x.sheet.Name, What: damagedFile + ": " + what, Do: saveAgain}
}

// assemble turns the collected cells into a Row with one cell per column.
func (x *xlsxRun) assemble(number, width int) (Row, error) {
	row := Row{Number: number, Width: width}
	if len(x.cells) == 0 {
		return row, nil
	}
	limits := x.sheet.book.limits
	if number > limits.Rows {
		return row, limits.rowError(x.sheet.book.Name, x.sheet.Name, number)
	}
	if !slices.IsSortedFunc(x.cells, func(a, b xlsxCell) int { return a.col - b.col }) {
		slices.SortStableFunc(x.cells, func(a, b xlsxCell) int { return a.col - b.col })
	}
	text := string(x.buf)
	x.dense = x.dense[:0]
	for i := range x.cells {
		c := &x.cells[i]
		if c.col <= len(x.dense) {
			return row, x.damaged("cell " + Cell{Row: number, Col: c.col}.Ref() + " is there twice")
		}
		for len(x.dense) < c.col-1 {
			x.dense = append(x.dense, Cell{Row: number, Col: len(x.dense) + 1})
		}
		t := c.shared
		if t == "" {
			t = text[c.from:c.to]
		}
		x.dense = append(x.dense, Cell{Text: t, Kind: c.kind, style: c.style, Row: number, Col: c.col})
	}
	row.Cells = x.dense
	return row, nil
}

// tooLong reports whether text has more than limit characters.
func tooLong[T string | []byte](text T, limit int) bool {
	return len(text) > limit && utf8.RuneCountInString(string(text)) > limit
}

// clip shortens a value for a message.
func clip(s string) string {
	const most = 40
	s = strings.ToValidUTF8(s, "\uFFFD")
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

// unescapeXLSX resolves the escapes _xHHHH_ by which Excel stores characters
// that XML cannot hold; "_x005F_" stands for the underscore itself.
func unescapeXLSX(b []byte) []byte {
	i := bytes.Index(b, []byte("_x"))
	if i < 0 {
		return b
	}
	out := append([]byte(nil), b[:i]...)
	for ; i < len(b); i++ {
		if b[i] == '_' && i+7 <= len(b) && b[i+1] == 'x' && b[i+6] == '_' {
			if n, err := strconv.ParseUint(string(b[i+2:i+6]), 16, 16); err == nil && n > 0 {
				out = utf8.AppendRune(out, rune(n))
				i += 6
				continue
			}
		}
		out = append(out, b[i])
	}
	return out
}
