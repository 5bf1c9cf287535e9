package table

import "bytes"

// parseQuoted is parse for a record with a quotation mark in it: texts are
// copied without the quotation marks.
func (r *recordScanner) parseQuoted(data []byte) error {
	r.fields = r.fields[:0]
	for i := 0; ; {
		from := len(r.copied)
		next, err := r.quotedField(data, i)
		if err != nil {
			return err
		}
		r.fields = append(r.fields, field{from, len(r.copied)})
		if next < len(data) && data[next] == r.delimiter {
			i = next + 1
			if len(r.fields) > r.mostFields() {
				return r.tooWide(len(r.fields))
			}
			continue
		}
		if next < len(data) {
			var ok bool
			if next, ok = r.lineEnd(data, next); !ok {
				return errShort
			}
		}
		r.line = r.copied
		r.pos += next
		return nil
	}
}

// quotedField copies the field that begins at i and returns the position of the
// delimiter or line end after it, or the length of data at the end of the text.
func (r *recordScanner) quotedField(data []byte, i int) (int, error) {
	start, from := i, len(r.copied)
	for i < len(data) && data[i] == ' ' && r.delimiter != ' ' {
		i++
	}
	if i == len(data) && !r.eof {
		return 0, r.short(i - start)
	}
	if i == len(data) || data[i] != '"' {
		return r.bareField(data, start)
	}
	if i > start {
		ok, err := r.closesNeatly(data, i+1)
		if err != nil {
			return 0, err
		}
		if !ok {
			return r.bareField(data, start)
		}
		r.noteOdd(quoteBlanks)
	}
	return r.quotedText(data, start, i+1, from)
}

// quotedText copies the text of a field that begins at start and was opened by
// the quotation mark before i; from is where its copy begins. It returns what
// quotedField does.
func (r *recordScanner) quotedText(data []byte, start, i, from int) (int, error) {
	closing := 0 // a quotation mark on this line known to end the field
	for {
		n := bytes.IndexByte(data[i:], '"')
		if n < 0 && r.eof && hasLineEnd(data[i:]) {
			return r.unopened(data, start, from)
		}
		if n < 0 {
			return 0, r.unclosed(len(data) - start)
		}
		r.copied = append(r.copied, data[i:i+n]...)
		i += n + 1
		if i == len(data) && !r.eof {
			return 0, r.short(i - start)
		}
		if i < len(data) && data[i] == '"' {
			r.copied = append(r.copied, '"')
			i++
			continue
		}
		end, ok, err := r.fieldEnd(data, i)
		if err != nil {
			return 0, err
		}
		if ok {
			if end > i {
				r.noteOdd(quoteBlanks)
			}
			return end, nil
		}
		if before := data[i-2]; (before == r.delimiter || before == '\n' || before == '\r') &&
			hasLineEnd(data[start:i]) {
			return r.unopened(data, start, from)
		}
		r.noteOdd(quoteStray)
		if i > closing {
			if closing, err = r.closesLater(data, i); err != nil {
				return 0, err
			}
		}
		if closing == 0 {
			return r.bareField(data, i)
		}
		r.copied = append(r.copied, '"')
	}
}

// unopened takes back what was copied of a quoted field: it runs over lines to a
// quotation mark that begins another field, or to none at all, so the one that
// seemed to open it was only left there. Its line is read as if unquoted.
func (r *recordScanner) unopened(data []byte, start, from int) (int, error) {
	r.copied = r.copied[:from]
	r.noteOdd(quoteStray)
	return r.bareField(data, start)
}

func hasLineEnd(data []byte) bool {
	return bytes.IndexByte(data, '\n') >= 0 || bytes.IndexByte(data, '\r') >= 0
}

// bareField copies up to the next delimiter or line end; quotation marks in it
// are kept.
func (r *recordScanner) bareField(data []byte, i int) (int, error) {
	start := i
	for ; i < len(data); i++ {
		c := data[i]
		if c == '\n' || c == '\r' || c == r.delimiter {
			break
		}
	}
	if i == len(data) && !r.eof {
		return 0, r.short(i - start)
	}
	if bytes.IndexByte(data[start:i], '"') >= 0 {
		r.noteOdd(quoteStray)
	}
	r.copied = append(r.copied, data[start:i]...)
	return i, nil
}

// fieldEnd looks past blanks at i for a delimiter, a line end or the end of the
// text, and returns its position.
func (r *recordScanner) fieldEnd(data []byte, i int) (end int, ok bool, err error) {
	for i < len(data) && data[i] == ' ' && r.delimiter != ' ' {
		i++
	}
	if i == len(data) {
		if !r.eof {
			return 0, false, errShort
		}
		return i, true, nil
	}
	c := data[i]
	return i, c == r.delimiter || c == '\n' || c == '\r', nil
}

// closesNeatly reports whether the quoted text from i ends, before anything
// odd, with a quotation mark at the end of a field.
func (r *recordScanner) closesNeatly(data []byte, i int) (bool, error) {
	for {
		n := bytes.IndexAny(data[i:], "\"\r\n")
		if n < 0 {
			if !r.eof {
				return false, r.short(len(data) - i)
			}
			return false, nil
		}
		i += n + 1
		if data[i-1] != '"' {
			return false, nil
		}
		if i < len(data) && data[i] == '"' {
			i++
			continue
		}
		_, ok, err := r.fieldEnd(data, i)
		return ok, err
	}
}

// closesLater decides about a stray quotation mark before i, inside a quoted
// field: it returns the position of a quotation mark on the same line that ends
// a field, if it comes before one that begins a field, and 0 otherwise.
func (r *recordScanner) closesLater(data []byte, i int) (int, error) {
	for from := i; ; {
		n := bytes.IndexAny(data[from:], "\"\r\n")
		if n < 0 {
			if !r.eof {
				return 0, r.short(len(data) - i)
			}
			return 0, nil
		}
		at := from + n
		if data[at] != '"' {
			return 0, nil
		}
		if before := bytes.TrimRight(data[i:at], " "); len(before) > 0 && before[len(before)-1] == r.delimiter {
			return 0, nil
		}
		_, ok, err := r.fieldEnd(data, at+1)
		if err != nil {
			return 0, err
		}
		if ok {
			return at, nil
		}
		from = at + 1
	}
}

// unclosed handles a quoted field without an end in sight.
func (r *recordScanner) unclosed(length int) error {
	if !r.eof {
		return r.short(length)
	}
	return &FormatError{
		File: r.sheet.book.Name, Where: place(r.sheet.Name, r.number, len(r.fields)+1),
		What: "the quotation mark that opens this cell is never closed",
		Do:   "close it, write two quotation marks where the text has one, or check that the file is complete",
	}
}

// quoteOddity is what is odd about the quotation marks of a cell.
type quoteOddity uint8

const (
	quoteBlanks quoteOddity = iota // blanks around them, which were dropped
	quoteStray                     // one in an odd place
)

// oddCell is a cell of the current record with odd quotation marks.
type oddCell struct {
	col int
	how quoteOddity
}

// noteOdd marks the current cell as oddly quoted; a stray mark outweighs blanks.
func (r *recordScanner) noteOdd(how quoteOddity) {
	col := len(r.fields) + 1
	if n := len(r.strays); n > 0 && r.strays[n-1].col == col {
		r.strays[n-1].how = max(r.strays[n-1].how, how)
		return
	}
	r.strays = append(r.strays, oddCell{col, how})
}
