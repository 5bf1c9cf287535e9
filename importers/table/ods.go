package table

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// odsBook is what all sheets of an OpenDocument spreadsheet share: they lie one
// after the other in one XML part, so that reading a sheet means passing over
// those before it. Elements and attributes are known by their names without the
// prefix, which a file may choose.
type odsBook struct {
	book    *Book
	archive *archive        // nil for a flat file
	struck  map[string]bool // styles of cells whose text is struck through
}

const odsContent = "content.xml"

// openODS opens a zipped OpenDocument spreadsheet, or a flat one if a is nil.
func openODS(b *Book, a *archive) error {
	if a != nil {
		if err := refuseOpenDocument(b, a); err != nil {
			return err
		}
	}
	o := &odsBook{book: b, archive: a}
	b.Format = ODS
	if err := o.pass(o.addSheet); err != nil {
		return err
	}
	n, size := int64(len(b.Sheets)), b.Size
	if a != nil {
		size = int64(a.parts[odsContent].UncompressedSize64)
	}
	switch {
	case n == 0:
		return b.damaged(o.part(), "it has no sheet")
	case n > 1 && n*size > maxPassed:
		return b.refuse(fmt.Sprintf("this OpenDocument spreadsheet has %s sheets of %s together, "+
			"which takes too long to read", Thousands(int(n)), megabytes(size)), saveAsXLSX)
	}
	return nil
}

// maxPassed bounds sheets times bytes: each sheet is found by passing over those
// before it.
const maxPassed = 8 << 30

// refuseOpenDocument refuses texts, presentations and encrypted spreadsheets.
func refuseOpenDocument(b *Book, a *archive) error {
	kind, err1 := a.small("mimetype")
	manifest, err2 := a.small("META-INF/manifest.xml")
	in := func(data []byte) func(string) bool {
		return func(mark string) bool { return bytes.Contains(data, []byte(mark)) }
	}
	return cmp.Or(err1, err2, b.refuseIf(refusedKinds, in(kind)), b.refuseIf(refusedManifests, in(manifest)))
}

// small returns the first megabyte of a part, nothing if there is no such part.
func (a *archive) small(name string) ([]byte, error) {
	if !a.has(name) {
		return nil, nil
	}
	rc, err := a.open(name)
	if err != nil {
		return nil, err
	}
	defer rc.Close() //nolint:errcheck // opened for reading only
	data, err := io.ReadAll(io.LimitReader(rc, 1<<20))
	return data, a.book.xmlError(name, err)
}

// part names the content in messages.
func (o *odsBook) part() string {
	if o.archive != nil {
		return odsContent
	}
	return ""
}

// scan lets f pass over the content.
func (o *odsBook) scan(f func(*xmlScanner)) error {
	if o.archive != nil {
		return o.archive.scan(odsContent, f)
	}
	head, err := o.book.head()
	_, mark := byteOrderMark(head)
	s := newXMLScanner(io.NewSectionReader(o.book.src, mark, o.book.Size))
	s.fail(err)
	f(s)
	return o.book.xmlError(o.part(), s.err)
}

// asideTables are elements beside the tables that may hold tables, too.
var asideTables = map[string]bool{
	"tracked-changes": true, "data-pilot-tables": true, "database-ranges": true, "named-expressions": true,
}

// pass passes over the content and calls f at the start of each table of the
// user's, which f must read to its end.
func (o *odsBook) pass(f func(s *xmlScanner, invisible bool)) error {
	return o.scan(func(s *xmlScanner) {
		invisible := make(map[string]bool) // table styles that hide their table
		struck := make(map[string]bool)
		style, inside := "", false
		for range s.starts {
			switch {
			case s.is("spreadsheet"):
				if inside = true; o.struck == nil { // the first pass is that which opens the file
					o.struck = struck
				}
			case inside && s.is("table"):
				f(s, invisible[s.attrLocal("style-name")])
			case inside && asideTables[s.local()]:
				s.skip()
			case s.is("style"):
				style = s.attrLocal("name")
			case s.is("text-properties"):
				line := s.attrLocal("text-line-through-style")
				struck[style] = line != "" && line != "none"
			case s.is("table-properties"):
				invisible[style] = s.attrLocal("display") == "false"
			}
		}
	})
}

// addSheet lists a table.
func (o *odsBook) addSheet(s *xmlScanner, invisible bool) {
	if len(o.book.Sheets) >= maxParts {
		s.fail(o.book.damaged(o.part(), "it has more than "+Thousands(maxParts)+" sheets"))
	}
	name := string(s.resolved(nil, []byte(s.attrLocal("name"))))
	o.book.Sheets = append(o.book.Sheets, &Sheet{
		Name: name, Hidden: invisible, book: o.book, reader: &odsReader{o, len(o.book.Sheets)},
	})
	s.skip()
}

// odsReader reads the rows of one table of the content.
type odsReader struct {
	*odsBook
	index int
}

// read implements rowReader.
func (r *odsReader) read(ctx context.Context, sheet *Sheet, yield func(Row) bool) error {
	_, err := r.run(ctx, sheet, yield)
	return err
}

// mergedRanges implements rowReader by a pass over the rows.
func (r *odsReader) mergedRanges(sheet *Sheet) ([]Range, error) {
	kept := sheet.stats
	merged, err := r.run(context.Background(), sheet, func(Row) bool { return true })
	sheet.stats = kept
	return merged, err
}

// run finds the table and reads its rows.
func (r *odsReader) run(ctx context.Context, sheet *Sheet, yield func(Row) bool) ([]Range, error) {
	run := &odsRun{rowBuilder: rowBuilder{ctx: ctx, sheet: sheet, yield: yield}, strikes: r.struck}
	n := 0
	err := r.pass(func(s *xmlScanner, _ bool) {
		if n++; n-1 < r.index {
			s.skip()
			return
		}
		run.s = s
		run.readRows()
		s.fail(errStopped)
	})
	return run.merged, err
}

// odsRun is one pass over a table.
type odsRun struct {
	rowBuilder

	number int  // of the last row
	col    int  // last column of the row being read
	width  int  // the same without the blank cells that fill the sheet
	filler bool // the rows since the last that held something fill the sheet
	merged []Range

	strikes map[string]bool // styles of cells whose text is struck through

	attrs          []odsAttribute // of the cell being read, valid until the next token
	failed         bool           // it shows an error
	formula, shown []byte
}

// odsAttribute is an attribute by its name without the prefix.
type odsAttribute struct{ name, value []byte }

const (
	// maxCopies bounds the cells that a file may make by repeat counts; no table
	// within the limits on rows and columns needs as many.
	maxCopies = 40_000_000
	// maxRowNumber is far beyond any sheet; it keeps sums of repeat counts small.
	maxRowNumber = 1 << 30
	// Blank cells repeated so often fill the sheet up to its end. That is how the
	// format is written and says nothing about the table.
	manyRepeats = 200
)

// readRows reads the rows of the table whose start tag was just read. Groups of rows
// and header rows only wrap rows.
func (r *odsRun) readRows() {
	for range r.s.starts {
		switch {
		case r.s.is("table-row-group"), r.s.is("table-rows"), r.s.is("table-header-rows"):
		case r.s.is("table-row"):
			r.readRow()
		default:
			r.s.skip()
		}
	}
}

func (r *odsRun) readRow() {
	repeat := repeatCount([]byte(r.s.attrLocal("number-rows-repeated")))
	visibility := r.s.attrLocal("visibility")
	first := r.number + 1
	if r.number += repeat; r.number > maxRowNumber {
		r.tooMany("rows", maxRowNumber)
	}
	r.cells, r.col, r.width = r.cells[:0], 0, 0
	for range r.s.starts {
		if r.s.is("table-cell") || r.s.is("covered-table-cell") {
			r.readCell(first)
		} else {
			r.s.skip()
		}
	}
	n := len(r.cells)
	if n == 0 {
		if r.filler = r.filler || repeat >= manyRepeats; !r.filler {
			r.sheet.stats.seen(r.number, r.width)
		}
		return
	}
	r.filler = false
	r.copied((repeat - 1) * n)
	r.emit(first, repeat, r.width, visibility == "collapse" || visibility == "filter")
}

// copied counts cells that exist by repetition only.
func (r *odsRun) copied(cells int) {
	if r.copies += cells; r.copies > maxCopies {
		r.tooMany("cells", maxCopies)
	}
}

func (r *odsRun) tooMany(what string, most int) {
	r.s.fail(r.sheet.book.damaged(r.sheet.Name,
		"repeat counts make more than "+Thousands(most)+" "+what+", as in files made to exhaust memory"))
}

func repeatCount(raw []byte) int {
	n, err := strconv.Atoi(string(raw))
	if err != nil && len(raw) > 9 {
		return maxRowNumber + 1
	}
	return min(max(n, 1), maxRowNumber+1)
}

// readCell reads one cell element and appends it to the row unless it is empty.
func (r *odsRun) readCell(row int) {
	r.attrs, r.failed = r.attrs[:0], false
	for key, value := range r.s.attributes {
		name := key[bytes.IndexByte(key, ':')+1:]
		if string(name) == "value-type" && string(value) == "error" { // there are two types, one may be this
			r.failed = true
			continue
		}
		r.attrs = append(r.attrs, odsAttribute{name, value})
	}
	repeat := repeatCount(r.attr("number-columns-repeated"))
	c := builtCell{from: r.col + 1, to: r.col + repeat, struck: r.strikes[string(r.attr("style-name"))]}
	r.buf = r.buf[:0]
	if c.to > maxRowNumber {
		r.tooMany("columns", maxRowNumber)
	}
	cols := min(repeatCount(r.attr("number-columns-spanned")), maxSheetColumns)
	if rows := repeatCount(r.attr("number-rows-spanned")); cols > 1 || rows > 1 {
		r.merged = append(r.merged, Range{row, c.from, row + rows - 1, c.from + cols - 1})
		if len(r.merged) > maxMerged {
			r.s.fail(r.sheet.book.damaged(r.sheet.Name, tooManyMerged))
		}
	}
	c.kind = r.content(row, c.from)
	r.col = c.to
	if c.kind != Empty || repeat < manyRepeats {
		r.width = c.to
	}
	if c.kind != Empty {
		r.copied(repeat - 1)
	}
	r.add(row, c)
}

// attr returns the raw value of an attribute of the cell being read.
func (r *odsRun) attr(name string) []byte {
	for _, a := range r.attrs {
		if string(a.name) == name {
			return a.value
		}
	}
	return nil
}

// content decides the kind of the cell and appends its text to buf: the stored
// value where there is one, else the shown paragraphs. It reads to the end tag.
func (r *odsRun) content(row, col int) Kind {
	failed, typed := r.failed, len(r.attr("value-type")) > 0
	formula := r.attr("formula") // without its namespace: "of:=A1"
	r.formula = append(r.formula[:0], formula[max(bytes.IndexByte(formula, '='), 0):]...)
	kind := r.stored(row, col)
	r.paragraphs(row, col)
	switch {
	case failed:
		r.buf = append(r.buf[:0], cmp.Or(string(r.shown), "error")...)
		return Error
	case kind != Empty:
		return kind
	case len(r.shown) > 0:
		r.buf = append(r.buf, r.shown...)
		return Text
	case len(r.formula) > 0 && !typed:
		r.buf = r.s.resolved(r.buf, r.formula)
		return NoValue
	}
	return Empty
}

// stored appends the text of the cell's stored value and returns its kind, or
// Empty if only the shown text tells.
func (r *odsRun) stored(row, col int) (kind Kind) {
	switch string(r.attr("value-type")) {
	case "float", "percentage", "currency":
		var ok bool
		if r.buf, kind, ok = appendNumber(r.buf, r.attr("value"), formatNumber, false); !ok {
			r.s.fail(r.sheet.book.damaged(place(r.sheet.Name, row, col),
				"it should hold a number and holds \""+clip(string(r.attr("value")))+"\""))
		}
	case "date":
		if date := r.attr("date-value"); len(date) > 0 {
			r.buf, kind = appendISODate(r.buf, date)
		}
	case "time":
		if clock, ok := parseDuration(string(r.attr("time-value"))); ok {
			r.buf, kind = appendClock(r.buf, clock), Date
		}
	case "boolean":
		if s := string(r.attr("boolean-value")); s == "true" || s == "false" {
			r.buf, kind = append(r.buf, strings.ToUpper(s)...), Bool
		}
	case "string":
		if text := r.attr("string-value"); len(text) > 0 {
			r.buf, kind = r.s.resolved(r.buf, text), Text
		}
	}
	return kind
}

// parseDuration reads an ISO 8601 duration of hours, minutes and seconds, such
// as "PT10H30M00S", and returns its seconds, rounded.
func parseDuration(s string) (seconds int, ok bool) {
	clock, ok := strings.CutPrefix(s, "PT")
	d, err := time.ParseDuration(strings.ToLower(strings.ReplaceAll(clock, ",", ".")))
	return int(d.Round(time.Second).Seconds()), ok && err == nil && d >= 0
}

// asides are the elements in a cell that are none of its text: notes, tables,
// drawings.
var asides = map[string]bool{
	"annotation": true, "annotation-end": true, "table": true, "note": true, "ruby-text": true, "shapes": true,
	"frame": true, "custom-shape": true, "g": true, "line": true, "rect": true, "polyline": true, "polygon": true,
	"regular-polygon": true, "path": true, "circle": true, "ellipse": true, "connector": true, "caption": true,
	"measure": true, "control": true, "scene": true,
}

// paragraphs collects the shown text of the cell up to its end tag: paragraphs
// joined by line feeds.
func (r *odsRun) paragraphs(row, col int) {
	r.shown = r.shown[:0]
	start, count, inside := 0, 0, 0
	s := r.s
	for tok := range s.tokens {
		switch {
		case tok == xmlText && inside > 0:
			r.appendCollapsed(start)
		case tok == xmlEnd && len(s.depth) < inside:
			inside = 0
		case tok != xmlStart:
		case inside == 0 && (s.is("p") || s.is("h")):
			if count++; count > 1 {
				r.shown = append(r.shown, '\n')
			}
			inside, start = len(s.depth), len(r.shown)
		case asides[string(s.name[bytes.IndexByte(s.name, ':')+1:])]:
			s.skip()
		case inside > 0:
			r.blanks()
		}
		if len(r.shown) > 4*r.sheet.book.limits.CellChars {
			r.tooLong(row, col)
		}
	}
}

// blanks appends what an element within a paragraph stands for.
func (r *odsRun) blanks() {
	switch {
	case r.s.is("s"):
		n := min(repeatCount([]byte(r.s.attrLocal("c"))), r.sheet.book.limits.CellChars+1)
		r.shown = append(r.shown, bytes.Repeat([]byte{' '}, n)...)
	case r.s.is("tab"):
		r.shown = append(r.shown, '\t')
	case r.s.is("line-break"):
		r.shown = append(r.shown, '\n')
	}
}

// laidOut is white space with a line break or a tab in it.
var laidOut = regexp.MustCompile(`[ \t\r\n]*[\t\n][ \t\r\n]*`)

// appendCollapsed appends character data of a paragraph. Spaces are kept, as
// LibreOffice writes and reads them; white space with a line break or tab in it
// is a matter of how the XML is laid out, and as OpenDocument asks counts as one
// space, and as none at the paragraph's start.
func (r *odsRun) appendCollapsed(start int) {
	at := len(r.shown)
	if r.shown = r.s.appendText(r.shown); !bytes.ContainsAny(r.shown[at:], "\n\t") {
		return
	}
	text := laidOut.ReplaceAll(r.shown[at:], []byte{' '})
	if at == start && laidOut.FindIndex(r.shown[at:])[0] == 0 {
		text = text[1:]
	}
	r.shown = append(r.shown[:at], text...)
}
