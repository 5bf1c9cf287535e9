package table

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// odsBook is what all sheets of an OpenDocument spreadsheet share: they lie one
// after the other in one XML part, so that reading a sheet means passing over
// those before it.
type odsBook struct {
	book    *Book
	archive *archive // nil for a flat file
	names   odsNames
}

// odsNames are the qualified names of the attributes that matter, with the
// prefixes the file declares for the namespaces of OpenDocument 1.2.
type odsNames struct {
	draw                                                             string
	valueType, calcType                                              string
	value, dateValue, timeValue, boolValue, stringValue              string
	formula, columnsRepeated, columnsSpanned, rowsSpanned            string
	rowsRepeated, visibility, tableName, tableStyle, display, spaces string
	styleName                                                        string
}

const odsContent = "content.xml"

// openODS opens a zipped OpenDocument spreadsheet.
func openODS(b *Book, a *archive) error {
	if err := refuseOpenDocument(b, a); err != nil {
		return err
	}
	o := &odsBook{book: b, archive: a}
	return o.survey()
}

// openFlatODS opens an OpenDocument spreadsheet in one XML file.
func openFlatODS(b *Book) error {
	o := &odsBook{book: b}
	return o.survey()
}

// refuseOpenDocument refuses texts, presentations and encrypted spreadsheets.
func refuseOpenDocument(b *Book, a *archive) error {
	if a.has("mimetype") {
		kind, err := a.read("mimetype", 256)
		if err != nil {
			return err
		}
		switch s := string(kind); {
		case strings.Contains(s, "opendocument.spreadsheet"):
		case strings.Contains(s, "opendocument.text"):
			return b.refuse("this is an OpenDocument text (.odt)", copyTable+", or save the text as plain text (.txt)")
		case strings.Contains(s, "opendocument.presentation"):
			return b.refuse("this is an OpenDocument presentation (.odp)", copyTable)
		case strings.Contains(s, "opendocument"):
			return b.refuse("this is an OpenDocument file that is no spreadsheet", copyTable)
		}
	}
	if a.has("META-INF/manifest.xml") {
		manifest, err := a.read("META-INF/manifest.xml", 1<<20)
		if err != nil {
			return err
		}
		if bytes.Contains(manifest, []byte("encryption-data")) {
			return b.refuse("this spreadsheet is protected with a password",
				"open it, save it without the password (File > Save As), and use that copy")
		}
	}
	return nil
}

// read returns a small part as a whole, at most limit bytes of it.
func (a *archive) read(name string, limit int64) ([]byte, error) {
	rc, err := a.open(name)
	if err != nil {
		return nil, err
	}
	defer rc.Close() //nolint:errcheck // opened for reading only
	data, err := io.ReadAll(io.LimitReader(rc, limit))
	return data, a.xmlError(name, err)
}

// scanner starts a pass over the content.
func (o *odsBook) scanner() (*xmlScanner, io.Closer, error) {
	if o.archive != nil {
		return o.archive.scanner(odsContent)
	}
	r := io.NewSectionReader(o.book.src, 0, o.book.Size)
	var mark [3]byte
	if _, err := r.ReadAt(mark[:], 0); err == nil && string(mark[:]) == "\xEF\xBB\xBF" {
		if _, err := r.Seek(3, io.SeekStart); err != nil {
			return nil, nil, err
		}
	}
	return newXMLScanner(r), io.NopCloser(nil), nil
}

// part names the content in messages.
func (o *odsBook) part() string {
	if o.archive != nil {
		return odsContent
	}
	return ""
}

// survey passes over the content once to list the sheets.
func (o *odsBook) survey() error {
	o.book.Format = ODS
	s, closer, err := o.scanner()
	if err != nil {
		return err
	}
	defer closer.Close() //nolint:errcheck // opened for reading only
	if err := o.list(s); err != nil {
		return o.book.xmlError(o.part(), err)
	}
	n := int64(len(o.book.Sheets))
	if n == 0 {
		return o.book.damaged(o.part(), "it has no sheet")
	}
	if size := o.size(); n > 1 && n*size > maxPassed {
		return o.book.refuse(fmt.Sprintf("this OpenDocument spreadsheet has %s sheets of %s together, which takes too long to read", thousands(int(n)), megabytes(size)), saveAsXLSX)
	}
	return nil
}

// maxPassed bounds sheets times bytes: each sheet is found by passing over those
// before it.
const maxPassed = 8 << 30

// size is the length of the unpacked content.
func (o *odsBook) size() int64 {
	if o.archive != nil {
		return int64(o.archive.parts[odsContent].UncompressedSize64)
	}
	return o.book.Size
}

func (o *odsBook) list(s *xmlScanner) error {
	invisible := make(map[string]bool) // table styles that hide their table
	style, root, spreadsheet := "", true, false
	for {
		tok, err := s.next()
		if err != nil || tok == xmlEOF {
			return err
		}
		if tok != xmlStart {
			continue
		}
		if root {
			o.names, root = odsNamesOf(s), false
		}
		switch {
		case s.is("spreadsheet"):
			spreadsheet = true
		case s.is("style"):
			if style, err = s.attrText(o.names.styleName); err != nil {
				return err
			}
		case s.is("table-properties"):
			if v, ok := s.attr(o.names.display); ok && string(v) == "false" {
				invisible[style] = true
			}
		case s.is("table") && spreadsheet:
			err = o.addSheet(s, invisible)
		case spreadsheet && o.isAside(s):
			err = s.skip()
		}
		if err != nil {
			return err
		}
	}
}

// isAside reports whether an element beside the tables may hold tables that are
// none of the user's: recorded changes, data pilot and database definitions.
func (o *odsBook) isAside(s *xmlScanner) bool {
	return s.is("tracked-changes") || s.is("data-pilot-tables") || s.is("database-ranges") || s.is("named-expressions")
}

func (o *odsBook) addSheet(s *xmlScanner, invisible map[string]bool) error {
	name, err1 := s.attrText(o.names.tableName)
	style, err2 := s.attrText(o.names.tableStyle)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	if len(o.book.Sheets) >= maxParts {
		return o.book.damaged(o.part(), "it has more than "+thousands(maxParts)+" sheets")
	}
	o.book.Sheets = append(o.book.Sheets, &Sheet{
		Name: name, Hidden: invisible[style], book: o.book,
		reader: &odsReader{o, len(o.book.Sheets)},
	})
	return s.skip()
}

// odsNamesOf reads the namespace declarations of the root element.
func odsNamesOf(s *xmlScanner) odsNames {
	prefix := map[string]string{
		"office": "office", "table": "table", "text": "text", "draw": "drawing",
		"style": "style",
	}
	declared := make(map[string]string)
	for a := s.attrs; ; {
		key, value, rest, ok := cutAttr(a)
		if !ok {
			break
		}
		if name, ok := bytes.CutPrefix(key, []byte("xmlns:")); ok {
			for _, space := range prefix {
				if string(value) == "urn:oasis:names:tc:opendocument:xmlns:"+space+":1.0" {
					declared[space] = string(name)
				}
			}
			if strings.HasSuffix(string(value), ":calc:xmlns:calcext:1.0") {
				declared["calcext"] = string(name)
			}
		}
		a = rest
	}
	of := func(space, usual string) string {
		if p := declared[space]; p != "" {
			return p + ":"
		}
		return usual + ":"
	}
	office, table := of("office", "office"), of("table", "table")
	return odsNames{
		draw:      of("drawing", "draw"),
		valueType: office + "value-type", calcType: of("calcext", "calcext") + "value-type",
		value: office + "value", dateValue: office + "date-value", timeValue: office + "time-value",
		boolValue: office + "boolean-value", stringValue: office + "string-value",
		formula: table + "formula", columnsRepeated: table + "number-columns-repeated",
		columnsSpanned: table + "number-columns-spanned", rowsSpanned: table + "number-rows-spanned",
		rowsRepeated: table + "number-rows-repeated", visibility: table + "visibility",
		tableName: table + "name", tableStyle: table + "style-name", display: table + "display",
		spaces: of("text", "text") + "c", styleName: of("style", "style") + "name",
	}
}

// odsReader reads the rows of one table of the content.
type odsReader struct {
	*odsBook
	index int
}

// read implements rowReader.
func (r *odsReader) read(ctx context.Context, sheet *Sheet, yield func(Row) bool) error {
	run := &odsRun{odsReader: r, sheet: sheet, yield: yield}
	err := run.pass(ctx)
	if run.done {
		sheet.merged, sheet.scan = run.merged, true
	}
	return err
}

// mergedRanges implements rowReader by a pass over the rows.
func (r *odsReader) mergedRanges(sheet *Sheet) ([]Range, error) {
	kept := sheet.stats
	run := &odsRun{odsReader: r, sheet: sheet, yield: func(Row) bool { return true }}
	err := run.pass(context.Background())
	sheet.stats = kept
	return run.merged, err
}

// pass finds the table and reads its rows.
func (r *odsRun) pass(ctx context.Context) error {
	s, closer, err := r.scanner()
	if err != nil {
		return err
	}
	defer closer.Close() //nolint:errcheck // opened for reading only
	r.s = s
	return r.book.endOfPass(ctx, r.part(), r.find(ctx))
}

func (r *odsRun) find(ctx context.Context) error {
	spreadsheet, n := false, 0
	for {
		tok, err := r.s.next()
		if err != nil || tok == xmlEOF {
			return err
		}
		switch {
		case tok != xmlStart:
		case r.s.is("spreadsheet"):
			spreadsheet = true
		case spreadsheet && r.s.is("table"):
			if n == r.index {
				return r.rows(ctx)
			}
			n++
			err = r.s.skip()
		case spreadsheet && r.isAside(r.s):
			err = r.s.skip()
		}
		if err != nil {
			return err
		}
	}
}
