package table

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
)

// odsBook is what all sheets of an OpenDocument spreadsheet share: they lie one
// after the other in one XML part, so that reading a sheet means passing over
// those before it. Elements and attributes are known by their names without the
// prefix, which a file may choose.
type odsBook struct {
	book    *Book
	archive *archive // nil for a flat file
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
	if err := b.xmlError(o.part(), o.pass(o.addSheet)); err != nil {
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
			"which takes too long to read", thousands(int(n)), megabytes(size)), saveAsXLSX)
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
	switch {
	case err1 != nil || err2 != nil:
		return cmp.Or(err1, err2)
	case bytes.Contains(kind, []byte("opendocument.text")):
		return b.refuse("this is an OpenDocument text (.odt)", saveAsDOCX)
	case bytes.Contains(kind, []byte("opendocument.presentation")):
		return b.refuse("this is an OpenDocument presentation (.odp)", copyTable)
	case bytes.Contains(kind, []byte("opendocument")) && !bytes.Contains(kind, []byte("opendocument.spreadsheet")):
		return b.refuse("this is an OpenDocument file that is no spreadsheet", copyTable)
	case bytes.Contains(manifest, []byte("encryption-data")):
		return b.refuse("this spreadsheet is protected with a password",
			"open it, save it without the password (File > Save As), and use that copy")
	}
	return nil
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
	return data, a.xmlError(name, err)
}

// part names the content in messages.
func (o *odsBook) part() string {
	if o.archive != nil {
		return odsContent
	}
	return ""
}

// scanner starts a pass over the content.
func (o *odsBook) scanner() (*xmlScanner, io.Closer, error) {
	if o.archive != nil {
		return o.archive.scanner(odsContent)
	}
	head, err := o.book.head()
	_, mark := byteOrderMark(head)
	return newXMLScanner(io.NewSectionReader(o.book.src, mark, o.book.Size)), io.NopCloser(nil), err
}

// asideTables are elements beside the tables that may hold tables, too.
var asideTables = map[string]bool{
	"tracked-changes": true, "data-pilot-tables": true, "database-ranges": true, "named-expressions": true,
}

// pass passes over the content and calls f at the start of each table of the
// user's, which f must read to its end.
func (o *odsBook) pass(f func(s *xmlScanner, invisible bool) error) error {
	s, closer, err := o.scanner()
	if err != nil {
		return err
	}
	defer closer.Close()               //nolint:errcheck // opened for reading only
	invisible := make(map[string]bool) // table styles that hide their table
	style, inside := "", false
	return s.walk(func(tok xmlToken) error {
		switch {
		case tok != xmlStart:
		case s.is("spreadsheet"):
			inside = true
		case inside && s.is("table"):
			name, _ := s.attrLocal("style-name")
			return f(s, invisible[string(name)])
		case inside && asideTables[s.local()]:
			return s.skip()
		case s.is("style"):
			name, _ := s.attrLocal("name")
			style = string(name)
		case s.is("table-properties"):
			v, _ := s.attrLocal("display")
			invisible[style] = string(v) == "false"
		}
		return nil
	})
}

// addSheet lists a table.
func (o *odsBook) addSheet(s *xmlScanner, invisible bool) error {
	raw, _ := s.attrLocal("name")
	name, err := appendXML(nil, raw)
	if err != nil {
		return err
	}
	if len(o.book.Sheets) >= maxParts {
		return o.book.damaged(o.part(), "it has more than "+thousands(maxParts)+" sheets")
	}
	o.book.Sheets = append(o.book.Sheets, &Sheet{
		Name: string(name), Hidden: invisible, book: o.book, reader: &odsReader{o, len(o.book.Sheets)},
	})
	return s.skip()
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
	run := &odsRun{rowBuilder: rowBuilder{sheet: sheet}, yield: yield}
	n := 0
	err := r.pass(func(s *xmlScanner, _ bool) error {
		if n++; n-1 < r.index {
			return s.skip()
		}
		run.s = s
		return cmp.Or(run.rows(ctx), errStopped)
	})
	return run.merged, r.book.endOfPass(ctx, r.part(), err)
}
