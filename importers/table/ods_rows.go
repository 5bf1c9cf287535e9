package table

import (
	"bytes"
	"context"
	"math"
	"strconv"
	"strings"
)

// odsRun is one pass over a table. As in xlsx, texts of a row are collected in
// buf and become one string.
type odsRun struct {
	*odsReader
	sheet *Sheet
	s     *xmlScanner
	yield func(Row) bool

	row    int  // number of the last row
	col    int  // last column of the row being read
	width  int  // the same without the blank cells that fill the sheet
	filler bool // the rows since the last that held something fill the sheet
	cells  []odsCell
	dense  []Cell
	buf    []byte
	cell   odsAttrs
	merged []Range
	copies int  // cells that exist by repetition only
	done   bool // the table was read to its end
}

// odsCell is a cell of the row being read, standing for all columns from..to.
type odsCell struct {
	from, to int
	kind     Kind
	at, end  int // its text in buf
}

// odsAttrs are the raw attributes of the cell being read.
type odsAttrs struct {
	kind, calcKind, value, date, clock, boolean, text, formula []byte
	repeat, spanCols, spanRows                                 int
}

// maxCopies bounds the cells that a file may make by repeat counts; no table
// within the limits on rows and columns needs as many.
const maxCopies = 40_000_000

// rows reads the rows of the table whose start tag was just read. Groups of rows
// and header rows only wrap rows.
func (r *odsRun) rows(ctx context.Context) error {
	depth := len(r.s.depth)
	for n := 0; ; {
		tok, err := r.s.next()
		if err != nil {
			return err
		}
		switch {
		case tok == xmlEnd && len(r.s.depth) < depth, tok == xmlEOF:
			r.done = true
			return nil
		case tok != xmlStart:
		case r.s.is("table-row"):
			if err = r.readRow(ctx); err == nil {
				if n++; n%256 == 0 {
					err = ctx.Err()
				}
			}
		case r.s.is("table-row-group"), r.s.is("table-rows"), r.s.is("table-header-rows"):
		default:
			err = r.s.skip()
		}
		if err != nil {
			return err
		}
	}
}

func (r *odsRun) readRow(ctx context.Context) error {
	repeat := r.count(r.names.rowsRepeated)
	visibility, _ := r.s.attr(r.names.visibility)
	hidden := string(visibility) == "collapse" || string(visibility) == "filter"
	first := r.row + 1
	r.row += repeat
	if r.row > maxRowNumber {
		return r.book.damaged(r.sheet.Name, "a repeat count makes more than "+thousands(maxRowNumber)+" rows")
	}
	r.cells, r.buf, r.col, r.width = r.cells[:0], r.buf[:0], 0, 0
	depth := len(r.s.depth)
	for {
		tok, err := r.s.next()
		if err != nil {
			return err
		}
		if tok == xmlEnd && len(r.s.depth) < depth {
			break
		}
		if tok != xmlStart {
			continue
		}
		if r.s.is("table-cell") || r.s.is("covered-table-cell") {
			err = r.readCell(first)
		} else {
			err = r.s.skip()
		}
		if err != nil {
			return err
		}
	}
	if len(r.cells) == 0 {
		if r.filler = r.filler || repeat >= manyRepeats; !r.filler {
			r.sheet.stats.seen(r.row, r.width)
		}
		return nil
	}
	r.filler = false
	return r.emit(ctx, first, repeat, hidden)
}

const (
	// maxRowNumber is far beyond any sheet; it keeps sums of repeat counts small.
	maxRowNumber = 1 << 30
	// Blank cells repeated so often fill the sheet up to its end. That is how the
	// format is written and says nothing about the table.
	manyRepeats = 200
)

// count returns a repeat or span attribute, at least 1.
func (r *odsRun) count(name string) int {
	raw, ok := r.s.attr(name)
	if !ok {
		return 1 // as in nearly every cell; not worth a failed conversion
	}
	return repeatCount(raw)
}

func repeatCount(raw []byte) int {
	n, err := strconv.Atoi(string(raw))
	if err != nil && len(raw) > 9 {
		return maxRowNumber + 1
	}
	return min(max(n, 1), maxRowNumber+1)
}

// emit yields the collected row, as often as it is repeated.
func (r *odsRun) emit(ctx context.Context, first, repeat int, hidden bool) error {
	limits := r.book.limits
	if r.row > limits.Rows {
		return limits.rowError(r.book.Name, r.sheet.Name, r.row)
	}
	text := string(r.buf)
	r.dense = r.dense[:0]
	for _, c := range r.cells {
		for len(r.dense) < c.to {
			cell := Cell{Row: first, Col: len(r.dense) + 1}
			if cell.Col >= c.from {
				cell.Kind, cell.Text = c.kind, text[c.at:c.end]
			}
			r.dense = append(r.dense, cell)
		}
	}
	r.copies += (repeat - 1) * len(r.dense)
	if r.copies > maxCopies {
		return r.book.damaged(r.sheet.Name,
			"repeat counts make more than "+thousands(maxCopies)+" cells, as in files made to exhaust memory")
	}
	for i := range repeat {
		if i > 0 {
			for j := range r.dense {
				r.dense[j].Row = first + i
			}
			if i%256 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
		}
		if !r.yield(Row{Number: first + i, Cells: r.dense, Width: r.width, Hidden: hidden}) {
			return errStopped
		}
	}
	return nil
}

// readCell reads one cell element and appends it to the row unless it is empty.
func (r *odsRun) readCell(row int) error {
	r.attributes()
	a := &r.cell
	from := r.col + 1
	to := r.col + a.repeat
	if to > maxRowNumber {
		return r.book.damaged(r.sheet.Name, "a repeat count makes more than "+thousands(maxRowNumber)+" columns")
	}
	if a.spanCols > 1 || a.spanRows > 1 {
		if len(r.merged) >= maxMerged {
			return r.book.damaged(r.sheet.Name, "it has more than "+thousands(maxMerged)+" merged ranges")
		}
		r.merged = append(r.merged, Range{row, from, row + a.spanRows - 1, from + a.spanCols - 1})
	}
	at := len(r.buf)
	kind, err := r.content(row, from)
	if err != nil {
		return err
	}
	if kind == Empty {
		r.buf = r.buf[:at]
		r.col = to
		if a.repeat < manyRepeats {
			r.width = to
		}
		return nil
	}
	limits := r.book.limits
	if to > limits.Columns {
		return limits.columnError(r.book.Name, r.sheet.Name, row, max(from, limits.Columns+1))
	}
	if tooLong(r.buf[at:], limits.CellChars) {
		return limits.cellError(r.book.Name, r.sheet.Name, row, from, "")
	}
	r.copies += a.repeat - 1
	r.cells = append(r.cells, odsCell{from, to, kind, at, len(r.buf)})
	r.col, r.width = to, to
	return nil
}

// attributes collects the attributes of the cell's start tag. Their bytes are
// valid until the next token is read.
func (r *odsRun) attributes() {
	n := &r.names
	a := odsAttrs{repeat: 1, spanCols: 1, spanRows: 1}
	for rest := r.s.attrs; ; {
		key, value, next, ok := cutAttr(rest)
		if !ok {
			break
		}
		switch string(key) {
		case n.valueType:
			a.kind = value
		case n.calcType:
			a.calcKind = value
		case n.value:
			a.value = value
		case n.dateValue:
			a.date = value
		case n.timeValue:
			a.clock = value
		case n.boolValue:
			a.boolean = value
		case n.stringValue:
			a.text = value
		case n.formula:
			a.formula = value
		case n.columnsRepeated:
			a.repeat = repeatCount(value)
		case n.columnsSpanned:
			a.spanCols = min(repeatCount(value), maxSheetColumns)
		case n.rowsSpanned:
			a.spanRows = repeatCount(value)
		}
		rest = next
	}
	r.cell = a
}

// content decides the kind of the cell and appends its text to buf: the stored
// value where there is one, else the shown paragraphs. It reads to the end tag.
func (r *odsRun) content(row, col int) (Kind, error) {
	a := &r.cell
	at := len(r.buf)
	kind, err := r.stored(row, col)
	if err != nil {
		return Empty, err
	}
	noValue := kind == Empty && len(a.formula) > 0 && len(a.kind) == 0
	isError := string(a.calcKind) == "error"
	end := len(r.buf)
	if noValue { // the formula must be kept now; the attributes go with the tag
		if r.buf, err = appendXML(append(r.buf, '='), formulaText(a.formula)); err != nil {
			return Empty, err
		}
		end = len(r.buf)
	}
	if err := r.paragraphs(row, col); err != nil {
		return Empty, err
	}
	shown := len(r.buf) > end
	switch {
	case isError:
		if shown {
			r.buf = append(r.buf[:at], r.buf[end:]...)
		} else {
			r.buf = append(r.buf[:at], "error"...)
		}
		return Error, nil
	case noValue && shown:
		r.buf = append(r.buf[:at], r.buf[end:]...)
		return Text, nil
	case noValue:
		return NoValue, nil
	case kind != Empty:
		r.buf = r.buf[:end]
		return kind, nil
	case shown:
		return Text, nil
	}
	return Empty, nil
}

// formulaText strips the namespace OpenDocument puts before a formula: "of:=A1".
func formulaText(raw []byte) []byte {
	if i := bytes.IndexByte(raw, '='); i >= 0 {
		return raw[i+1:]
	}
	return raw
}

// stored appends the text of the cell's stored value and returns its kind, or
// Empty if only the shown text tells.
func (r *odsRun) stored(row, col int) (kind Kind, err error) {
	a := &r.cell
	switch string(a.kind) {
	case "float", "percentage", "currency":
		var ok bool
		if r.buf, kind, ok = appendNumber(r.buf, a.value, formatNumber, false); !ok {
			return Empty, r.book.damaged(place(r.sheet.Name, row, col),
				"it should hold a number and holds \""+clip(string(a.value))+"\"")
		}
	case "date":
		if len(a.date) > 0 {
			r.buf, kind = appendISODate(r.buf, a.date)
		}
	case "time":
		if clock, ok := parseDuration(string(a.clock)); ok {
			r.buf, kind = appendClock(r.buf, clock), Date
		}
	case "boolean":
		if s := string(a.boolean); s == "true" || s == "false" {
			r.buf, kind = append(r.buf, strings.ToUpper(s)...), Bool
		}
	case "string":
		if len(a.text) > 0 {
			kind = Text
			r.buf, err = appendXML(r.buf, a.text)
		}
	}
	return kind, err
}

// parseDuration reads an ISO 8601 duration of hours, minutes and seconds, such
// as "PT10H30M00S", and returns its seconds, rounded.
func parseDuration(s string) (seconds int, ok bool) {
	s, ok = strings.CutPrefix(s, "PT")
	if !ok || s == "" {
		return 0, false
	}
	total := 0.0
	for _, unit := range []struct {
		letter  string
		seconds float64
	}{{"H", 3600}, {"M", 60}, {"S", 1}} {
		number, rest, found := strings.Cut(s, unit.letter)
		if !found {
			continue
		}
		n, err := strconv.ParseFloat(strings.ReplaceAll(number, ",", "."), 64)
		if err != nil || !(n >= 0 && n < 1<<30) || strings.ContainsAny(number, "xXeEpP_") {
			return 0, false
		}
		total += n * unit.seconds
		s = rest
	}
	return int(math.Round(total)), s == ""
}
