package table

import (
	"bytes"
	"context"
	"errors"
	"io"
	"regexp"
	"strconv"
	"unicode/utf8"
)

// xlsxReader reads the rows of one worksheet part.
type xlsxReader struct {
	book *xlsxBook
	part string
}

// xlsxRun is one pass over a worksheet.
type xlsxRun struct {
	*xlsxReader
	rowBuilder
	s     *xmlScanner
	yield func(Row) bool

	number  int // of the last row
	value   []byte
	formula []byte
}

// read implements rowReader.
func (r *xlsxReader) read(ctx context.Context, sheet *Sheet, yield func(Row) bool) error {
	s, closer, err := r.book.archive.scanner(r.part)
	if err != nil {
		return err
	}
	defer closer.Close() //nolint:errcheck // opened for reading only
	run := &xlsxRun{xlsxReader: r, rowBuilder: rowBuilder{sheet: sheet}, s: s, yield: yield}
	return sheet.book.endOfPass(ctx, r.part, run.sheetData(ctx))
}

// maxMerged bounds the list of merged ranges of a sheet.
const maxMerged = 100_000

var tooManyMerged = "it has more than " + thousands(maxMerged) + " merged ranges"

// mergedRanges implements rowReader. The list stands behind the rows, which a
// caller who has only looked at the first of them should not pay for: the bytes
// are searched for its tags. A tag cannot stand in text or in an attribute, where
// "<" is written otherwise.
func (r *xlsxReader) mergedRanges(*Sheet) (merged []Range, err error) {
	part, closer, err := r.book.archive.text(r.part)
	if err != nil {
		return nil, err
	}
	defer closer.Close() //nolint:errcheck // opened for reading only
	const name, longest = "mergeCell ", 512
	buf, keep := make([]byte, xmlBuffer), 0
	for {
		n, err := io.ReadFull(part, buf[keep:])
		data := buf[:keep+n]
		for i := bytes.Index(data, []byte(name)); i >= 0; i = bytes.Index(data, []byte(name)) {
			tag := bytes.LastIndexAny(data[:i], "< />") // before a prefix, if there is one
			end := bytes.IndexByte(data[i:], '>')
			if end < 0 && len(data)-i < longest {
				break // the rest comes with the next piece
			}
			if end > 0 && tag >= 0 && data[tag] == '<' {
				ref, _ := (&xmlScanner{attrs: data[i+len(name) : i+end]}).attr("ref")
				m, ok := parseRange(string(ref))
				if !ok {
					return nil, r.book.archive.damaged(r.part, "merged range \""+clip(string(ref))+"\" is none")
				}
				if merged = append(merged, m); len(merged) > maxMerged {
					return nil, r.book.archive.damaged(r.part, tooManyMerged)
				}
			}
			data = data[i+len(name):]
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return merged, nil
		}
		if err != nil {
			return nil, r.book.archive.xmlError(r.part, err)
		}
		keep = copy(buf, data[max(0, len(data)-longest):])
	}
}

// sheetData walks the sheet part and handles its rows.
func (x *xlsxRun) sheetData(ctx context.Context) error {
	inData, n := false, 0
	return x.s.walk(func(tok xmlToken) error {
		switch {
		case tok == xmlText:
		case x.s.is("sheetData"):
			inData = tok == xmlStart
		case tok == xmlStart && inData && x.s.is("row"):
			if n++; n%256 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			return x.readRow()
		case tok == xmlStart && x.s.is("dimension"):
			ref, _ := x.s.attr("ref")
			if r, ok := parseRange(string(ref)); ok {
				x.sheet.stats.declared = r
			}
		}
		return nil
	})
}

// readRow reads one row element and hands it on.
func (x *xlsxRun) readRow() error {
	number := x.number + 1
	if raw, ok := x.s.attr("r"); ok {
		n, err := strconv.Atoi(string(raw))
		if err != nil || n < 1 {
			return x.damaged("row number \"" + string(raw) + "\" is none")
		}
		number = n
	}
	if number <= x.number {
		return x.damaged("row " + strconv.Itoa(number) + " comes after row " + strconv.Itoa(x.number))
	}
	x.number = number
	hidden := x.s.attrBool("hidden")
	x.cells, x.buf = x.cells[:0], x.buf[:0]
	width := 0
	err := x.s.walk(func(tok xmlToken) (err error) {
		switch {
		case tok != xmlStart:
		case x.s.is("c"):
			width, err = x.readCell(width)
		default:
			err = x.s.skip()
		}
		return err
	})
	if err != nil {
		return err
	}
	row, err := x.row(number, number, width)
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
			if r != x.number {
				return 0, x.damaged("a cell in row " + strconv.Itoa(x.number) + " calls itself \"" +
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
	cell := builtCell{from: col, to: col, kind: Text, at: len(x.buf)}
	err := x.convert(&cell, kind, style)
	if err == nil && cell.kind != Empty {
		err = x.add(x.number, cell)
	}
	return max(col, last), err
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
	into := &x.value
	inside := false
	err = x.s.walk(func(tok xmlToken) (err error) {
		switch {
		case tok == xmlEnd:
			inside = false
		case tok == xmlText && inside:
			*into, err = x.s.appendText(*into)
			most := x.sheet.book.limits.CellChars
			if len(x.value) > 4*most+64 || len(x.formula) > 4*max(most, 8192)+64 {
				err = x.cellError(x.number, col)
			}
		case tok == xmlText, x.s.is("is"), x.s.is("r"):
		case x.s.is("v"), x.s.is("t"):
			inside, into = true, &x.value
		case x.s.is("f"):
			hasFormula, inside, into = true, true, &x.formula
		default:
			err = x.s.skip()
		}
		return err
	})
	return hasFormula, err
}

// convert reads the cell's content and decides its kind and text.
func (x *xlsxRun) convert(c *builtCell, kind byte, style int) error {
	hasFormula, err := x.cellContent(c.from)
	switch {
	case err != nil:
		return err
	case len(x.value) > 0:
		return x.valueOf(c, kind, style)
	case hasFormula && kind != 't' && kind != 'i':
		c.kind = NoValue
		x.buf = append(append(x.buf, '='), x.formula...)
	default:
		c.kind = Empty
	}
	return nil
}

// valueOf decides kind and text of a cell with a value.
func (x *xlsxRun) valueOf(c *builtCell, kind byte, style int) error {
	switch kind {
	case 'n':
		format, ok := formatNumber, false
		if style >= 0 && style < len(x.book.styles) {
			format, c.style = x.book.styles[style].kind, uint16(style)
		}
		if x.buf, c.kind, ok = appendNumber(x.buf, x.value, format, x.book.date1904); !ok {
			return x.wrongValue(c.from, "a number")
		}
	case 's':
		return x.sharedText(c)
	case 't', 'i':
		x.buf = append(x.buf, unescapeXLSX(x.value)...)
	case 'b':
		c.kind = Bool
		switch string(x.value) {
		case "1", "true":
			x.buf = append(x.buf, "TRUE"...)
		case "0", "false":
			x.buf = append(x.buf, "FALSE"...)
		default:
			return x.wrongValue(c.from, "TRUE or FALSE")
		}
	case 'e':
		c.kind = Error
		x.buf = append(x.buf, x.value...)
	case 'd':
		x.buf, c.kind = appendISODate(x.buf, x.value)
	}
	return nil
}

// sharedText looks up the text of a cell.
func (x *xlsxRun) sharedText(c *builtCell) error {
	i := smallInt(bytes.TrimSpace(x.value))
	if i < 0 || i >= x.book.strings.n {
		return x.missingString(c.from)
	}
	if x.book.strings.long[i] {
		return x.cellError(x.number, c.from)
	}
	if c.shared = x.book.strings.at(i); c.shared == "" {
		c.kind = Empty
	}
	return nil
}

func (x *xlsxRun) wrongValue(col int, want string) error {
	return x.damaged("cell " + Cell{Row: x.number, Col: col}.Ref() + " should hold " + want + " and holds \"" +
		clip(string(x.value)) + "\"")
}

func (x *xlsxRun) missingString(col int) error {
	return &FormatError{
		File: x.sheet.book.Name, Where: place(x.sheet.Name, x.number, col),
		What: "the text of this cell is missing from the workbook (shared string " + clip(string(x.value)) + " of " +
			thousands(x.book.strings.n) + "): " + damagedFile,
		Do: "open it in a spreadsheet program, check the cell and save it again",
	}
}

func (x *xlsxRun) damaged(what string) error {
	return &FormatError{File: x.sheet.book.Name, Where: x.sheet.Name, What: damagedFile + ": " + what, Do: saveAgain}
}

var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescapeXLSX resolves the escapes _xHHHH_ by which Excel stores characters
// that XML cannot hold; "_x005F_" stands for the underscore itself.
func unescapeXLSX(b []byte) []byte {
	if !bytes.Contains(b, []byte("_x")) {
		return b
	}
	return escaped.ReplaceAllFunc(b, func(escape []byte) []byte {
		n, err := strconv.ParseUint(string(escape[2:6]), 16, 16)
		if err != nil || n == 0 {
			return escape
		}
		return utf8.AppendRune(nil, rune(n))
	})
}
