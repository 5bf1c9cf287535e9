package table

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
)

// recordScanner splits decoded text into records and fields. Records end with
// LF, CR LF or CR. A field in quotation marks may hold anything; a quotation
// mark in it is doubled. What real files do beyond that is read as people mean
// it, and counted:
//
//   - a quotation mark inside an unquoted field is kept:  5" pipe
//   - one inside a quoted field that neither is doubled nor ends the field is
//     kept if the field's end follows on the same line ("say "hi" to me"), and
//     else ends the quoted part ("Bob" Smith gives Bob Smith);
//   - one that begins a field and is closed only lines later, by what begins
//     another field, belongs to the text;
//   - blanks between a delimiter and an opening, or between a closing quotation
//     mark and a delimiter, are dropped.
//
// Encoding/csv cannot do this: with LazyQuotes, a field that begins with "Bob"
// Smith goes on over delimiters and lines to some later quotation mark, where
// lines end with CR alone there is one record, and it does not say what was odd.
type recordScanner struct {
	sheet    *Sheet
	r        io.Reader
	buf      []byte
	pos, end int // unread input
	eof      bool
	err      error

	number int    // of the current record, from 1
	record []byte // its lines as they are, without the last line end
	after  int    // where the line after them begins, counted from pos
	cells  []Cell // its fields
	filled int    // those up to the last that holds something
	struck bool   // the first of these is struck through
	text   []byte // of the field being read
	odd    quoteOddity
}

// quoteOddity is what is odd about the quotation marks of a cell; the higher one
// outweighs the lower.
type quoteOddity uint8

const (
	quoteBlanks quoteOddity = iota + 1 // blanks around them, which were dropped
	quoteStray                         // one in an odd place
)

const recordBuffer = 256 << 10

// rows hands on the records.
func (r *recordScanner) rows(ctx context.Context, yield func(Row) bool) error {
	for r.next() {
		if r.number%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		b := r.sheet.book
		switch {
		case r.filled > b.limits.Columns:
			return b.limits.columnError(b.Name, r.sheet.Name, r.number, r.filled)
		case r.number > b.limits.Rows && r.filled > 0:
			return b.limits.rowError(b.Name, r.sheet.Name, r.number)
		case !yield(Row{Number: r.number, Width: len(r.cells), Cells: r.cells[:r.filled], Struck: r.struck}):
			return nil
		}
	}
	return r.err
}

// next reads the next record. It reports false at the end of the text.
func (r *recordScanner) next() bool {
	r.pos += r.after
	r.number, r.after, r.cells, r.filled, r.struck = r.number+1, 0, r.cells[:0], 0, false
	if !r.line() {
		return false
	}
	b := r.sheet.book
	for i := 0; ; i++ {
		r.text = r.text[:0]
		i = r.field(i)
		c := Cell{Row: r.number, Col: len(r.cells) + 1}
		text, struck := unstruck(string(r.text))
		c.Text, r.struck = text, r.struck || struck && r.filled == 0
		if c.Text != "" {
			c.Kind, r.filled = Text, c.Col
		}
		r.cells = append(r.cells, c)
		if tooLong(c.Text, b.limits.CellChars) {
			r.tooLong(c.Col)
		}
		// The empty fields at the end of a record, too, are limited.
		if c.Col > max(b.limits.Columns, maxSheetColumns) {
			r.err = b.limits.columnError(b.Name, r.sheet.Name, r.number, c.Col)
		}
		if r.err != nil || i == len(r.record) {
			return r.err == nil
		}
	}
}

// unstruck takes the signs off a text that is struck through as in Markdown: ~~Ana~~.
func unstruck(s string) (text string, struck bool) {
	inside := strings.TrimSpace(s)
	if len(inside) < 5 || !strings.HasPrefix(inside, "~~") || !strings.HasSuffix(inside, "~~") {
		return s, false
	}
	return strings.Trim(inside, "~ "), true
}

func (r *recordScanner) tooLong(col int) {
	hint := ""
	if b := r.sheet.book; b.Delimiter != 0 {
		hint = "a closing quotation mark may be missing"
	}
	r.err = r.sheet.book.limits.cellError(r.sheet.book.Name, r.sheet.Name, r.number, col, hint)
}

// line makes the record one line longer. It reports false at the end of the text.
func (r *recordScanner) line() bool {
	for from := r.after; r.err == nil; {
		data := r.buf[r.pos:r.end]
		n := bytes.IndexAny(data[from:], "\r\n")
		end := from + n
		switch {
		case n >= 0 && (data[end] == '\n' || end+1 < len(data) || r.eof):
			r.record, r.after = data[:end], end+1
			if bytes.HasPrefix(data[end:], []byte("\r\n")) {
				r.after++
			}
			return true
		case r.eof:
			more := r.after < len(data)
			r.record, r.after = data, len(data)
			return more
		case n >= 0:
			from = end
		default:
			from = len(data)
		}
		r.fill()
	}
	return false
}

// fill moves the record to the buffer's start and fills the buffer; one that is
// full with the record already becomes twice as large.
func (r *recordScanner) fill() {
	r.end = copy(r.buf, r.buf[r.pos:r.end])
	if r.pos = 0; r.end == len(r.buf) {
		r.buf = append(r.buf, make([]byte, len(r.buf))...)
	}
	n, err := io.ReadFull(r.r, r.buf[r.end:])
	r.end += n
	if r.eof = errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF); !r.eof {
		r.err = err
	}
}

// field copies the field that begins at i, without its quotation marks, and
// returns the position of the delimiter or of the record's end after it.
func (r *recordScanner) field(i int) (end int) {
	r.odd = 0
	open := r.pastBlanks(i)
	switch {
	case r.sheet.book.Delimiter == 0:
		r.text, end = append(r.text, Unquoted(string(r.record))...), len(r.record)
	case open == len(r.record) || r.record[open] != '"' || open > i && r.closesLater(open+1) == 0:
		end = r.bare(i)
	default:
		if open > i {
			r.odd = quoteBlanks
		}
		end = r.quoted(i, open+1)
	}
	switch stats := &r.sheet.stats; r.odd {
	case quoteBlanks:
		stats.blanks.add(r.number, len(r.cells)+1, "")
	case quoteStray:
		stats.quotes.add(r.number, len(r.cells)+1, "")
	}
	return end
}

// Unquoted is a line of a text without delimiters, without the quotation marks around it: in a
// table of one column they stand around what holds a comma.
func Unquoted(line string) string {
	bare := strings.TrimSpace(line)
	if len(bare) > 2 && bare[0] == '"' && bare[len(bare)-1] == '"' && strings.Count(bare, `"`) == 2 {
		return bare[1 : len(bare)-1]
	}
	return line
}

// bare copies up to the next delimiter; quotation marks are kept.
func (r *recordScanner) bare(i int) int {
	text := r.record[i:]
	if n := bytes.IndexByte(text, r.sheet.book.Delimiter); n >= 0 {
		text = text[:n]
	}
	if bytes.IndexByte(text, '"') >= 0 {
		r.odd = quoteStray
	}
	r.text = append(r.text, text...)
	return i + len(text)
}

// quoted copies the text of a field that begins at start and was opened by the
// quotation mark before open.
func (r *recordScanner) quoted(start, open int) int {
	line, after := len(r.record), r.after
	mark := r.closing(start, open)
	switch {
	case r.err != nil:
		return len(r.record)
	case mark < 0: // its line is read as if unquoted
		r.record, r.after, r.odd = r.record[:line], after, quoteStray
		return r.bare(start)
	}
	text := r.record[open:mark]
	if bytes.Contains(text, doubled) {
		text = bytes.ReplaceAll(text, doubled, doubled[:1])
	}
	r.text = append(r.text, text...)
	end := r.pastBlanks(mark + 1)
	switch {
	case !r.endsField(end):
		return r.bare(mark + 1)
	case end > mark+1:
		r.odd = max(r.odd, quoteBlanks)
	}
	return end
}

var doubled = []byte(`""`)

// closing returns the position of the quotation mark that ends the quoted part of a
// field, and makes the record longer up to there. It is negative where the mark that
// seemed to open the field was only left there.
func (r *recordScanner) closing(start, i int) int {
	line := len(r.record)
	last := i   // the position behind the last quotation mark
	closes := 0 // a quotation mark on this line known to end the field
	for r.err == nil {
		n := bytes.IndexByte(r.record[i:], '"')
		if n < 0 {
			i = len(r.record)
			switch {
			case i-start > 4*r.sheet.book.limits.CellChars:
				r.tooLong(len(r.cells) + 1)
			case r.line():
			case bytes.ContainsAny(r.buf[r.pos+last:r.end], "\r\n"):
				return -1
			default:
				r.neverClosed()
			}
			continue
		}
		mark := i + n
		i, last = mark+1, mark+1
		switch before := r.record[mark-1]; {
		case bytes.HasPrefix(r.record[mark:], doubled):
			i++
		case r.endsField(r.pastBlanks(i)):
			return mark
		case len(r.record) > line && bytes.IndexByte([]byte{r.sheet.book.Delimiter, '\n', '\r'}, before) >= 0:
			return -1
		default:
			r.odd = quoteStray
			if i > closes {
				closes = r.closesLater(i)
			}
			if closes == 0 {
				return mark
			}
		}
	}
	return -1
}

func (r *recordScanner) neverClosed() {
	if r.err == nil {
		r.err = &FormatError{
			File: r.sheet.book.Name, Where: place(r.sheet.Name, r.number, len(r.cells)+1),
			What: "the quotation mark that opens this cell is never closed",
			Do:   "close it, write two quotation marks where the text has one, or check that the file is complete",
		}
	}
}

func (r *recordScanner) pastBlanks(i int) int {
	for i < len(r.record) && r.record[i] == ' ' && r.sheet.book.Delimiter != ' ' {
		i++
	}
	return i
}

func (r *recordScanner) endsField(i int) bool {
	return i == len(r.record) || r.record[i] == r.sheet.book.Delimiter
}

// closesLater returns the position of the quotation mark on the same line that
// ends a field, if it comes before one that begins a field, and 0 otherwise.
func (r *recordScanner) closesLater(i int) int {
	for at := i; ; at++ {
		n := bytes.IndexByte(r.record[at:], '"')
		at += n
		if n < 0 || bytes.HasSuffix(bytes.TrimRight(r.record[i:at], " "), []byte{r.sheet.book.Delimiter}) {
			return 0
		}
		if r.endsField(r.pastBlanks(at + 1)) {
			return at
		}
	}
}
