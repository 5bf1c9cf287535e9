package table

import (
	"bytes"
	"cmp"
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

	number  int // of the last row
	value   []byte
	formula []byte
}

// read implements rowReader.
func (r *xlsxReader) read(ctx context.Context, sheet *Sheet, yield func(Row) bool) error {
	return r.book.archive.scan(r.part, func(s *xmlScanner) {
		run := &xlsxRun{xlsxReader: r, rowBuilder: rowBuilder{ctx: ctx, sheet: sheet, s: s, yield: yield}}
		inData := false
		for tok := range s.tokens {
			switch {
			case tok == xmlText:
			case s.is("sheetData"):
				inData = tok == xmlStart
			case tok == xmlStart && inData && s.is("row"):
				run.readRow()
			case tok == xmlStart && s.is("dimension"):
				ref, _ := s.attr("ref")
				if r, ok := parseRange(string(ref)); ok {
					sheet.stats.declared = r
				}
			}
		}
	})
}

// maxMerged bounds the list of merged ranges of a sheet.
const maxMerged = 100_000

var tooManyMerged = "it has more than " + Thousands(maxMerged) + " merged ranges"

// mergedRanges implements rowReader. The list stands behind the rows, which a
// caller who has only looked at the first of them should not pay for: the bytes
// are searched for its tags, which takes a quarter off the whole of `inspect` beside
// reading tag by tag. A tag cannot stand in text or in an attribute, where
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
			return nil, r.book.archive.book.xmlError(r.part, err)
		}
		keep = copy(buf, data[max(0, len(data)-longest):])
	}
}

// readRow reads one row element and hands it on.
func (x *xlsxRun) readRow() {
	number := x.number + 1
	if raw, ok := x.s.attr("r"); ok {
		if number, _ = strconv.Atoi(string(raw)); number < 1 {
			x.damaged("row number \"" + string(raw) + "\" is none")
		}
	}
	if number <= x.number {
		x.damaged("row " + strconv.Itoa(number) + " comes after row " + strconv.Itoa(x.number))
	}
	x.number, x.cells = number, x.cells[:0]
	hidden := x.s.attrBool("hidden")
	width := 0
	for range x.s.starts {
		if x.s.is("c") {
			width = x.readCell(width)
		} else {
			x.s.skip()
		}
	}
	x.emit(number, 1, width, hidden)
}

// readCell reads one c element and appends it to the row unless it is empty. It
// returns the cell's column, which is the one after last if it names none.
func (x *xlsxRun) readCell(last int) int {
	col, kind, style := last+1, byte('n'), 0
	for key, value := range x.s.attributes {
		switch string(key) {
		case "r":
			var row int
			if row, col = parseRef(value); row != x.number {
				x.damaged("a cell in row " + strconv.Itoa(x.number) + " calls itself \"" + clip(string(value)) + "\"")
			}
		case "t":
			kind = cmp.Or(xlsxTypes[string(value)], 'n')
		case "s":
			style = smallInt(value)
		}
	}
	cell := builtCell{from: col, to: col, kind: Text, struck: x.book.strikes(style)}
	x.buf = x.buf[:0]
	hasFormula := x.cellContent(col)
	switch {
	case len(x.value) > 0:
		x.valueOf(&cell, kind, style)
	case hasFormula && kind != 't' && kind != 'i':
		cell.kind = NoValue
		x.buf = append(append(x.buf, '='), x.formula...)
	default:
		cell.kind = Empty
	}
	x.add(x.number, cell)
	return max(col, last)
}

// smallInt reads digits; it returns -1 for anything else and for large numbers.
func smallInt(b []byte) int {
	n, err := strconv.ParseUint(string(b), 10, 31)
	if err != nil {
		return -1
	}
	return int(n)
}

// xlsxTypes maps the attribute t to one letter: s shared string, i inline string, t
// text of a formula, b boolean, e error, d ISO date. All else is n, a number.
var xlsxTypes = map[string]byte{"s": 's', "b": 'b', "e": 'e', "d": 'd', "str": 't', "inlineStr": 'i'}

var xlsxBools = map[string]string{"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}

// cellContent collects the cell's value and formula up to its end tag.
func (x *xlsxRun) cellContent(col int) (hasFormula bool) {
	x.value, x.formula = x.value[:0], x.formula[:0]
	into := &x.value
	inside := false
	for tok := range x.s.tokens {
		switch {
		case tok == xmlEnd:
			inside = false
		case tok == xmlText && inside:
			*into = x.s.appendText(*into)
			most := x.sheet.book.limits.CellChars
			if len(x.value) > 4*most+64 || len(x.formula) > 4*max(most, 8192)+64 {
				x.tooLong(x.number, col)
			}
		case tok == xmlText, x.s.is("is"), x.s.is("r"):
		case x.s.is("v"), x.s.is("t"):
			inside, into = true, &x.value
		case x.s.is("f"):
			hasFormula, inside, into = true, true, &x.formula
		default:
			x.s.skip()
		}
	}
	return hasFormula
}

// valueOf decides kind and text of a cell with a value.
func (x *xlsxRun) valueOf(c *builtCell, kind byte, style int) {
	switch kind {
	case 'n':
		format := formatNumber
		if style >= 0 && style < len(x.book.styles) {
			format = x.book.styles[style]
		}
		var ok bool
		if x.buf, c.kind, ok = appendNumber(x.buf, x.value, format, x.book.date1904); !ok {
			x.wrongValue(c.from, "a number")
		}
	case 's':
		i := smallInt(bytes.TrimSpace(x.value))
		if i < 0 || i >= len(x.book.strings) {
			x.s.fail(x.missingString(c.from))
			return
		}
		if c.shared = x.book.strings[i]; c.shared == "" {
			c.kind = Empty
		}
	case 't', 'i':
		x.buf = append(x.buf, unescapeXLSX(x.value)...)
	case 'b':
		text, ok := xlsxBools[string(x.value)]
		if x.buf, c.kind = append(x.buf, text...), Bool; !ok {
			x.wrongValue(c.from, "TRUE or FALSE")
		}
	case 'e':
		c.kind = Error
		x.buf = append(x.buf, x.value...)
	case 'd':
		x.buf, c.kind = appendISODate(x.buf, x.value)
	}
}

func (x *xlsxRun) wrongValue(col int, want string) {
	x.damaged("cell " + Cell{Row: x.number, Col: col}.Ref() + " should hold " + want + " and holds \"" +
		clip(string(x.value)) + "\"")
}

func (x *xlsxRun) missingString(col int) error {
	return &FormatError{
		File: x.sheet.book.Name, Where: place(x.sheet.Name, x.number, col),
		What: "the text of this cell is missing from the workbook (shared string " + clip(string(x.value)) + " of " +
			Thousands(len(x.book.strings)) + "): " + damagedFile,
		Do: "open it in a spreadsheet program, check the cell and save it again",
	}
}

func (x *xlsxRun) damaged(what string) {
	x.s.fail(&FormatError{
		File: x.sheet.book.Name, Where: x.sheet.Name, What: damagedFile + ": " + what, Do: saveAgain,
	})
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
