// Package twins writes one table in the forms in which the same table arrives
// from different programs, for tests that a form changes nothing.
package twins

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// File is a table in one form.
type File struct {
	Name string // says the form; the ending fits it
	Data []byte
}

// Of returns the rows as UTF-8 with commas, with a byte order mark and semicolons,
// as windows-1252, as UTF-16 with tabs, with the line ends of old Macs, as a
// workbook of three sheets of which two are empty, and as OpenDocument.
func Of(t testing.TB, rows [][]string) []File {
	t.Helper()
	commas, semicolons, tabs := delimited(t, rows, ','), delimited(t, rows, ';'), delimited(t, rows, '\t')
	crlf := strings.ReplaceAll(semicolons, "\n", "\r\n")
	return []File{
		{"utf8.csv", []byte(commas)},
		{"utf8-bom-semicolon-crlf.csv", []byte("\ufeff" + crlf)},
		{"cp1252-semicolon-crlf.csv", encode(t, charmap.Windows1252, crlf)},
		{"utf16le-bom.tsv", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), tabs)},
		{"oldmac-cr.csv", []byte(strings.ReplaceAll(commas, "\n", "\r"))},
		{"three-sheets.xlsx", xlsx(t, rows)},
		{"table.ods", ods(t, rows)},
	}
}

// Responses returns the rows of a survey as the workbook in which survey tools
// offer them beside the csv: timestamps are dates and whole numbers are numbers,
// and blank cells with a style reach far below the last response.
func Responses(t testing.TB, rows [][]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	stamp, err := f.NewStyle(&excelize.Style{NumFmt: 22})
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		cells := make([]any, len(row))
		for j, text := range row {
			cells[j] = value(text)
		}
		if err := f.SetSheetRow("Sheet1", "A"+strconv.Itoa(i+1), &cells); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellStyle("Sheet1", "A2", "A"+strconv.Itoa(len(rows)+60), stamp); err != nil {
		t.Fatal(err)
	}
	return written(t, f)
}

// value is what a cell with that text holds.
func value(text string) any {
	if at, err := time.Parse("1/2/2006 15:04:05", text); err == nil {
		return at
	}
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	if text == "" {
		return nil
	}
	return text
}

func delimited(t testing.TB, rows [][]string, delimiter rune) string {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = delimiter
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func encode(t testing.TB, to encoding.Encoding, text string) []byte {
	t.Helper()
	data, err := to.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func xlsx(t testing.TB, rows [][]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", "A"+strconv.Itoa(i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"Sheet2", "Sheet3"} {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
	}
	return written(t, f)
}

func written(t testing.TB, f *excelize.File) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func ods(t testing.TB, rows [][]string) []byte {
	t.Helper()
	const urn = "urn:oasis:names:tc:opendocument:xmlns:"
	var b bytes.Buffer
	b.WriteString(xml.Header + `<office:document-content xmlns:office="` + urn + `office:1.0" xmlns:table="` + urn + `table:1.0"` +
		` xmlns:text="` + urn + `text:1.0" office:version="1.3"><office:body><office:spreadsheet><table:table table:name="Sheet1">`)
	for _, row := range rows {
		b.WriteString(`<table:table-row>`)
		for _, cell := range row {
			if cell == "" {
				b.WriteString(`<table:table-cell/>`)
				continue
			}
			b.WriteString(`<table:table-cell office:value-type="string" office:string-value="`)
			if err := xml.EscapeText(&b, []byte(cell)); err != nil {
				t.Fatal(err)
			}
			b.WriteString(`"/>`)
		}
		b.WriteString(`</table:table-row>`)
	}
	b.WriteString(`</table:table></office:spreadsheet></office:body></office:document-content>`)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range []struct {
		name string
		body []byte
	}{
		{"mimetype", []byte("application/vnd.oasis.opendocument.spreadsheet")},
		{"content.xml", b.Bytes()},
	} {
		w, err := z.Create(part.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(part.body); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
