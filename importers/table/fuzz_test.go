package table

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// fuzzOptions keeps each input fast; hitting a limit is a fine answer.
func fuzzOptions() Options {
	return Options{Limits: Limits{FileBytes: 1 << 20, UnzippedBytes: 4 << 20, Rows: 3000, Columns: 200, CellChars: 5000}}
}

// readBook reads everything in a book, checks what must hold of any table, and
// returns the cells of each sheet.
func readBook(t *testing.T, b *Book) [][]Cell {
	t.Helper()
	var sheets [][]Cell
	for _, s := range b.Sheets {
		var cells []Cell
		last := 0
		for row, err := range s.Rows(t.Context()) {
			if err != nil {
				if err.Error() == "" {
					t.Error("an error without words")
				}
				break
			}
			if row.Number <= last || row.Number > b.limits.Rows {
				t.Fatalf("row %d after row %d", row.Number, last)
			}
			last = row.Number
			checkRow(t, b, row)
			cells = append(cells, slices.Clone(row.Cells)...)
		}
		for _, f := range s.Findings() {
			if f.Code == "" || inWords(f).Text == "" || strings.Contains(inWords(f).Text, "[finding.") || f.Where.File != b.Name {
				t.Errorf("finding %+v", f)
			}
		}
		if merged, err := s.Merged(); err == nil {
			for _, m := range merged {
				if m.FirstRow < 1 || m.FirstCol < 1 || m.LastRow < m.FirstRow || m.LastCol < m.FirstCol {
					t.Errorf("merged %+v", m)
				}
			}
		}
		sheets = append(sheets, cells)
	}
	return sheets
}

func checkRow(t *testing.T, b *Book, row Row) {
	t.Helper()
	n := len(row.Cells)
	if n == 0 || n > b.limits.Columns || row.Width < n || row.Cells[n-1].Kind == Empty {
		t.Fatalf("row %d has %d cells, width %d", row.Number, n, row.Width)
	}
	for i, c := range row.Cells {
		if c.Row != row.Number || c.Col != i+1 || c != row.Cell(i+1) {
			t.Fatalf("cell %d of row %d is %s", i+1, row.Number, c.Ref())
		}
		if (c.Kind == Empty) != (c.Text == "") {
			t.Fatalf("%s is %v and holds %q", c.Ref(), c.Kind, c.Text)
		}
		if utf8.RuneCountInString(c.Text) > b.limits.CellChars+1 && c.Kind != NoValue {
			t.Fatalf("%s holds %d characters", c.Ref(), utf8.RuneCountInString(c.Text))
		}
		if b.text != nil && strings.ContainsRune(c.Text, 0) {
			t.Fatalf("%s holds a NUL", c.Ref())
		}
	}
}

// FuzzCSV: what is read from any text, written as plain csv and read again is
// the same table.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{
		"a,b\n1,\"x \"\"y\"\"\"\r\n", "a;b\r1,5;2\r", "sep=|\na|b", "\xef\xbb\xbfa\tb\n", "\xff\xfea\x00,\x00b\x00\n\x00", "a,b\n\"say \"hi\" now\", \"x\" ,5\" p\n",
		"\"Bob\" Smith,\"x,y\"\n", "a,b\nZo\xeb,\x93x\x94\n", "a,b\n1,\"2", "x\n\n,,\n\"\"\n", "Speaker 1: Ann, Government, WEOG\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := Open("f.csv", data, fuzzOptions())
		if err != nil || b.text == nil {
			return
		}
		cells := readBook(t, b)[0]
		if text, _ := b.Text(); !utf8.ValidString(text) {
			t.Error("text is not valid UTF-8")
		}
		written := writeCSV(cells)
		if len(cells) == 0 || looksBinary(written) {
			return // nothing, or so many control characters that it looks like no text
		}
		again, err := Open("again.csv", written, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := readBook(t, again)[0]; !slices.Equal(cells, got) {
			t.Errorf("written and read again:\n%v\n%v", cells, got)
		}
		if stats := again.Sheets[0].stats; stats.quotes.n+stats.blanks.n > 0 {
			t.Errorf("odd quotation marks in what was written: %v, %v", stats.quotes, stats.blanks)
		}
	})
}

// writeCSV writes cells as comma-separated text with every text in quotation
// marks, blank rows included.
func writeCSV(cells []Cell) []byte {
	out := []byte("sep=,\n")
	row, col := 1, 1
	for _, c := range cells {
		for ; row < c.Row; row++ {
			out, col = append(out, '\n'), 1
		}
		for ; col < c.Col; col++ {
			out = append(out, ',')
		}
		if c.Text != "" {
			out = append(out, '"')
			out = append(out, strings.ReplaceAll(c.Text, `"`, `""`)...)
			out = append(out, '"')
		}
	}
	return append(out, '\n')
}

// FuzzXLSX varies the parts of a workbook.
func FuzzXLSX(f *testing.F) {
	f.Add(cellRow, `<si><t>a</t></si>`, `<cellXfs><xf numFmtId="14"/></cellXfs>`)
	f.Add(`<sheetData><row r="3" hidden="1"><c r="B3"><v>4.50E2</v></c><c r="A3" t="b"><v>1</v></c><c t="inlineStr"><is><t>x &amp; y</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`, ``, ``)
	f.Add(`<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>`, `<si><r><t>a</t></r><rPh><t>b</t></rPh></si>`, `<numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs>`)
	f.Add(`<sheetData><row><c><f>A1</f></c><c t="e"><v>#N/A</v></c><c s="0"><v>46082.5</v></c><c t="d"><v>2026-03-01</v></c></row></sheetData>`, `<si/>`, `<cellXfs><xf numFmtId="22"/></cellXfs>`)
	f.Fuzz(func(t *testing.T, sheet, shared, styles string) {
		b, err := Open("f.xlsx", workbook(t, sheet, nil, map[string]string{
			"xl/sharedStrings.xml": `<sst>` + shared + `</sst>`, "xl/styles.xml": `<styleSheet>` + styles + `</styleSheet>`,
		}), fuzzOptions())
		if err != nil {
			return
		}
		first := readBook(t, b)
		if second := readBook(t, b); !slices.EqualFunc(first, second, slices.Equal) {
			t.Error("a second pass differs")
		}
	})
}

// FuzzODS varies the content of a spreadsheet.
func FuzzODS(f *testing.F) {
	f.Add(odsCells)
	f.Add(fmt.Sprintf(odsRow, ` table:number-rows-repeated="3"`, ` table:number-columns-repeated="2"`))
	f.Add(fmt.Sprintf(odsRow, ` table:number-rows-repeated="99999999999"`, ` table:number-columns-spanned="-1"`))
	f.Fuzz(func(t *testing.T, tables string) {
		b, err := Open("f.fods", []byte(odsDocument("office:document", tables)), fuzzOptions())
		if err != nil {
			return
		}
		first := readBook(t, b)
		if second := readBook(t, b); !slices.EqualFunc(first, second, slices.Equal) {
			t.Error("a second pass differs")
		}
	})
}

// FuzzDOCX varies the body of a document.
func FuzzDOCX(f *testing.F) {
	f.Add(`<w:p><w:r><w:t>Name: Ana</w:t><w:tab/><w:t>x</w:t></w:r></w:p>` + wordRoster)
	f.Add(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`)
	f.Add(`<w:tbl><w:tr><w:trPr><w:gridBefore w:val="-3"/></w:trPr><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>in</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>`)
	f.Add("<w:p><w:r><w:t>i\x8e</w:t></w:r></w:p>")
	f.Fuzz(func(t *testing.T, body string) {
		b, err := Open("f.docx", document(t, body), fuzzOptions())
		if err != nil {
			return
		}
		if text, ok := b.Text(); ok && !utf8.ValidString(text) {
			t.Error("text is not valid UTF-8")
		}
		first := readBook(t, b)
		if second := readBook(t, b); !slices.EqualFunc(first, second, slices.Equal) {
			t.Error("a second pass differs")
		}
	})
}

// FuzzSniff opens anything as it is.
func FuzzSniff(f *testing.F) {
	f.Add("a.csv", []byte("a,b\n1,2\n"))
	f.Add("a.xlsx", compound("Root Entry", "EncryptedPackage"))
	f.Add("a.xlsx", workbook(f, cellRow, []string{"<t>a</t>"}, nil))
	f.Add("a.ods", spreadsheet(f, fmt.Sprintf(odsRow, "", ""), nil))
	f.Add("a.fods", []byte(odsDocument("office:document", "")))
	f.Add("a.txt", []byte("<?xml version=\"1.0\"?><html/>"))
	f.Add("a.json", []byte(`{"a":[1]}`))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		defer func() {
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > 64<<20 {
				t.Errorf("%d bytes of input took %d bytes of memory", len(data), used)
			}
		}()
		b, err := Open(name, data, fuzzOptions())
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without words")
			}
			return
		}
		if b.Format == 0 || len(b.Sheets) == 0 {
			t.Errorf("opened as %v with %d sheets", b.Format, len(b.Sheets))
		}
		readBook(t, b)
	})
}

// FuzzXML: what the scanner and encoding/xml both accept, they read alike, and
// the size of the buffer makes no difference.
func FuzzXML(f *testing.F) {
	f.Add("<a b='1' c=\"x&gt;y\"><d/>text &amp; &#x41;\r\n<!-- c --><![CDATA[<x>\r]]></a>")
	f.Add("<?xml version=\"1.0\"?><x:a xmlns:x='u'><x:b y=' &lt; '/>\r\r</x:a>")
	f.Add("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")
	f.Add("<a b='\xe9'>\xe9<![CDATA[\xe9]]></a>")
	f.Fuzz(func(t *testing.T, doc string) {
		if len(doc) > 1<<12 {
			return
		}
		want, err := scanTokens(doc, 1<<14)
		for _, size := range []int{1, 7} {
			got, err2 := scanTokens(doc, size)
			if (err == nil) != (err2 == nil) || err == nil && !slices.Equal(want, got) {
				t.Fatalf("buffer of %d: %q %v, want %q %v", size, got, err2, want, err)
			}
		}
		if err == nil && !utf8.ValidString(doc) {
			t.Errorf("%q is accepted and is not UTF-8", doc)
		}
		standard, ok := standardTokens(doc)
		if err == nil && ok && !slices.Equal(want, standard) {
			t.Errorf("scanner:      %q\nencoding/xml: %q", want, standard)
		}
	})
}

// scanTokens returns tags and texts as the scanner sees them, neighbouring texts
// joined.
func scanTokens(doc string, buffer int) ([]string, error) {
	s := newXMLScanner(strings.NewReader(doc))
	s.buf = make([]byte, buffer)
	var out []string
	var text []byte
	for {
		tok := s.next()
		if tok != xmlText && len(text) > 0 {
			out, text = append(out, string(text)), nil
		}
		switch tok {
		case xmlEOF:
			return out, s.err
		case xmlText:
			text = s.appendText(text)
		case xmlEnd:
			out = append(out, "</"+string(s.name))
		case xmlStart:
			out = append(out, "<"+string(s.name))
			for key, value := range s.attributes {
				out = append(out, "@"+string(key)+"="+string(s.resolved(nil, value)))
			}
		}
	}
}

// standardTokens does the same with encoding/xml.
func standardTokens(doc string) (out []string, ok bool) {
	d := xml.NewDecoder(bytes.NewReader([]byte(doc)))
	name := func(n xml.Name) string {
		if n.Space != "" {
			return n.Space + ":" + n.Local
		}
		return n.Local
	}
	var text []byte
	for {
		tok, err := d.RawToken()
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, false
		}
		switch tok := tok.(type) {
		case xml.CharData:
			text = append(text, tok...)
			continue
		case xml.Comment, xml.ProcInst:
			continue
		case xml.Directive:
			return nil, false
		default:
			if len(text) > 0 {
				out, text = append(out, string(text)), nil
			}
			switch tok := tok.(type) {
			case xml.StartElement:
				out = append(out, "<"+name(tok.Name))
				for _, a := range tok.Attr {
					out = append(out, "@"+name(a.Name)+"="+a.Value)
				}
			case xml.EndElement:
				out = append(out, "</"+name(tok.Name))
			}
		}
		if errors.Is(err, io.EOF) {
			return out, true
		}
	}
}
