package table

import (
	"errors"
	"io"
	"unicode/utf8"
)

// recordScanner splits decoded text into records and fields. Records end with
// LF, CR LF or CR. A field in quotation marks may hold anything; a quotation
// mark in it is doubled. What real files do beyond that is read as people mean
// it, and counted in odd:
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
// It parses within one buffer: a record that runs over the buffer's end is moved
// to its start and parsed again. Fields without quotation marks are not copied.
type recordScanner struct {
	r         io.Reader
	buf       []byte
	pos, end  int // unread input
	eof       bool
	delimiter byte // 0: a line is one field
	special   [256]bool

	number int     // of the current record, from 1
	fields []field // of the current record, as parts of line
	line   []byte  // buf from the record's start, or unquoted
	copied []byte  // texts of a record that has quotation marks
	strays []oddCell
	odd    func(row, col int, how quoteOddity)

	sheet  *Sheet
	limits Limits
}

// field is a part of recordScanner.line.
type field struct{ from, to int }

const recordBuffer = 256 << 10

// errShort says that the record goes on beyond the buffer.
var errShort = errors.New("record goes on")

func newRecordScanner(s *Sheet, t *textSource) *recordScanner {
	b := s.book
	r := &recordScanner{sheet: s, limits: b.limits, odd: s.stats.addQuote}
	r.reset(t.reader(), make([]byte, min(recordBuffer, max(4<<10, b.Size+1))), b.Delimiter)
	return r
}

func (r *recordScanner) reset(src io.Reader, buf []byte, delimiter byte) {
	r.r, r.buf, r.delimiter = src, buf, delimiter
	r.special['\n'], r.special['\r'] = true, true
	if delimiter != 0 {
		r.special[delimiter], r.special['"'] = true, true
	}
}

// next reads the next record. It reports false at the end of the text.
func (r *recordScanner) next() (bool, error) {
	r.number++
	for {
		if r.pos < r.end || r.eof {
			if r.pos == r.end {
				return false, nil
			}
			err := r.parse()
			if err == nil {
				for _, cell := range r.strays {
					r.odd(r.number, cell.col, cell.how)
				}
				return true, r.check()
			}
			if !errors.Is(err, errShort) {
				return false, err
			}
		}
		if err := r.fill(); err != nil {
			return false, err
		}
	}
}

// fill moves the current record to the buffer's start and fills the buffer; one
// that is full with the record already becomes twice as large.
func (r *recordScanner) fill() error {
	if r.pos > 0 {
		r.end = copy(r.buf, r.buf[r.pos:r.end])
		r.pos = 0
	}
	if r.end == len(r.buf) {
		r.buf = append(r.buf, make([]byte, len(r.buf))...)
	}
	n, err := io.ReadFull(r.r, r.buf[r.end:])
	r.end += n
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		r.eof = true
		return nil
	}
	return err
}

// parse splits the record at pos into fields and moves behind it.
func (r *recordScanner) parse() error {
	data := r.buf[r.pos:r.end]
	r.fields = r.fields[:0]
	r.copied, r.strays = r.copied[:0], r.strays[:0]
	r.line = data
	special, delimiter := &r.special, r.delimiter
	i, from := 0, 0
	for {
		for i < len(data) && !special[data[i]] {
			i++
		}
		if i == len(data) {
			if !r.eof {
				return r.short(i - from)
			}
			r.fields = append(r.fields, field{from, i})
			r.pos = r.end
			return nil
		}
		switch c := data[i]; {
		case c == delimiter && delimiter != 0:
			r.fields = append(r.fields, field{from, i})
			i++
			from = i
			if len(r.fields) > r.mostFields() {
				return r.tooWide(len(r.fields))
			}
		case c == '"':
			return r.parseQuoted(data)
		default:
			n, ok := r.lineEnd(data, i)
			if !ok {
				return errShort
			}
			r.fields = append(r.fields, field{from, i})
			r.pos += n
			return nil
		}
	}
}

// short asks for more input, unless the field is already beyond the limit.
func (r *recordScanner) short(length int) error {
	if length > 4*r.limits.CellChars {
		return r.tooLong(len(r.fields) + 1)
	}
	return errShort
}

func (r *recordScanner) tooLong(col int) error {
	hint := ""
	if r.delimiter != 0 {
		hint = "a closing quotation mark may be missing"
	}
	return r.limits.cellError(r.sheet.book.Name, r.sheet.Name, r.number, col, hint)
}

// lineEnd returns the position behind the line end at i; ok is false if that
// depends on the next byte, which is not there yet.
func (r *recordScanner) lineEnd(data []byte, i int) (next int, ok bool) {
	if data[i] == '\n' {
		return i + 1, true
	}
	if i+1 == len(data) {
		return i + 1, r.eof
	}
	if data[i+1] == '\n' {
		return i + 2, true
	}
	return i + 1, true
}

// check tests the fields of a parsed record against the limits.
func (r *recordScanner) check() error {
	for i, f := range r.fields {
		if f.to-f.from > r.limits.CellChars && utf8.RuneCount(r.line[f.from:f.to]) > r.limits.CellChars {
			return r.tooLong(i + 1)
		}
	}
	filled := r.filled()
	if filled > r.limits.Columns {
		return r.tooWide(filled)
	}
	if r.number > r.limits.Rows && filled > 0 {
		return r.limits.rowError(r.sheet.book.Name, r.sheet.Name, r.number)
	}
	return nil
}

// mostFields bounds the fields of a record, the empty ones at its end included,
// which the limit on columns leaves alone.
func (r *recordScanner) mostFields() int { return max(r.limits.Columns, maxSheetColumns) }

func (r *recordScanner) tooWide(col int) error {
	return r.limits.columnError(r.sheet.book.Name, r.sheet.Name, r.number, col)
}

// filled returns the number of fields without trailing empty ones.
func (r *recordScanner) filled() int {
	n := len(r.fields)
	for n > 0 && r.fields[n-1].from == r.fields[n-1].to {
		n--
	}
	return n
}

// text returns the record's bytes as one string, of which the fields are parts.
func (r *recordScanner) text() string {
	n := len(r.fields)
	return string(r.line[:r.fields[n-1].to])
}
