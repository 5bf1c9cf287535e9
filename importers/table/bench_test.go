package table

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"
)

// benchXLSX writes a workbook as Excel does: shared strings, a style on each
// cell, numbers and dates beside texts.
func benchXLSX(tb testing.TB, rows, cols int) []byte {
	tb.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, body := range xlsxParts() {
		w, err := z.Create(name)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := io.WriteString(w, body); err != nil {
			tb.Fatal(err)
		}
	}
	w, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		tb.Fatal(err)
	}
	b := bufio.NewWriterSize(w, 64<<10)
	fmt.Fprintf(b, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:%s%d"/><sheetData>`, ColumnName(cols), rows)
	for r := 1; r <= rows; r++ {
		fmt.Fprintf(b, `<row r="%d" spans="1:%d">`, r, cols)
		for c := 1; c <= cols; c++ {
			ref := ColumnName(c) + strconv.Itoa(r)
			switch c % 4 {
			case 0:
				fmt.Fprintf(b, `<c r="%s" s="0"><v>%d.25</v></c>`, ref, r*c%1000)
			case 1:
				fmt.Fprintf(b, `<c r="%s" s="0" t="s"><v>%d</v></c>`, ref, (r*7+c)%1000)
			case 2:
				fmt.Fprintf(b, `<c r="%s" s="0"><v>%d</v></c>`, ref, (r+c)%7)
			default:
				fmt.Fprintf(b, `<c r="%s" s="1"><v>%d</v></c>`, ref, 45000+r%365)
			}
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData></worksheet>`)
	if err := b.Flush(); err != nil {
		tb.Fatal(err)
	}
	w, err = z.Create("xl/sharedStrings.xml")
	if err != nil {
		tb.Fatal(err)
	}
	io.WriteString(w, `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`)
	for i := range 1000 {
		fmt.Fprintf(w, `<si><t>Participant number %d</t></si>`, i)
	}
	io.WriteString(w, `</sst>`)
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// xlsxParts are the parts of a workbook with one sheet, but for the sheet and
// its strings. Style 1 shows dates.
func xlsxParts() map[string]string {
	const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	return map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`,
		"_rels/.rels":         `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + rel + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":     `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + rel + `"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="` + rel + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + rel + `/styles" Target="styles.xml"/>` +
			`<Relationship Id="rId3" Type="` + rel + `/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		"xl/styles.xml": `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>` +
			`<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>` +
			`<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
	}
}

func BenchmarkXLSX100kx20(b *testing.B) {
	path := filepath.Join(b.TempDir(), "bench.xlsx")
	if err := os.WriteFile(path, benchXLSX(b, 100_000, 20), 0o600); err != nil {
		b.Fatal(err)
	}
	b.Run("Rows", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			book, err := OpenFile(path, Options{})
			if err != nil {
				b.Fatal(err)
			}
			n := 0
			for row, err := range book.Sheets[0].Rows(context.Background()) {
				if err != nil {
					b.Fatal(err)
				}
				n += len(row.Cells)
			}
			if n != 2_000_000 {
				b.Fatal(n, "cells")
			}
			book.Close()
		}
		reportHeap(b)
	})
	b.Run("excelize", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f, err := excelize.OpenFile(path, excelize.Options{UnzipSizeLimit: 256 << 20, UnzipXMLSizeLimit: 256 << 20})
			if err != nil {
				b.Fatal(err)
			}
			rows, err := f.Rows("Sheet1")
			if err != nil {
				b.Fatal(err)
			}
			for rows.Next() {
				if _, err := rows.Columns(); err != nil {
					b.Fatal(err)
				}
			}
			rows.Close()
			f.Close()
		}
		reportHeap(b)
	})
}

// reportHeap reports the memory obtained from the system so far, an upper bound
// of what the benchmark needed.
func reportHeap(b *testing.B) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.Sys)/(1<<20), "MB-sys")
}

// benchCSV writes ballots: a voter, a group, and ranks of 18 issues.
func benchCSV(rows int) []byte {
	var out bytes.Buffer
	for i := range 20 {
		fmt.Fprintf(&out, "Issue %d,", i+1)
	}
	out.Truncate(out.Len() - 1)
	out.WriteByte('\n')
	groups := []string{"Civil Society", "Government", "Private Sector", "Technical Community"}
	for r := range rows {
		out.WriteByte('V')
		out.WriteString(strconv.Itoa(r))
		out.WriteByte(',')
		out.WriteString(groups[r%4])
		for c := range 18 {
			out.WriteByte(',')
			if (r+c)%11 != 0 {
				out.WriteByte(byte('1' + (r*c)%9))
			}
		}
		out.WriteByte('\n')
	}
	return out.Bytes()
}

func BenchmarkCSV1Mx20(b *testing.B) {
	path := filepath.Join(b.TempDir(), "bench.csv")
	data := benchCSV(1_000_000)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		b.Fatal(err)
	}
	size := int64(len(data))
	data = nil //nolint:ineffassign,wastedassign // lets the memory go before it is measured
	opts := Options{Limits: Limits{FileBytes: 1 << 30}}
	read := func(b *testing.B, f func(*Sheet) (int, error)) {
		b.ReportAllocs()
		b.SetBytes(size)
		for b.Loop() {
			book, err := OpenFile(path, opts)
			if err != nil {
				b.Fatal(err)
			}
			if n, err := f(book.Sheets[0]); n < 20_000_000 || err != nil {
				b.Fatal(n, err)
			}
			book.Close()
		}
		reportHeap(b)
	}
	b.Run("Rows", func(b *testing.B) {
		read(b, func(s *Sheet) (n int, err error) {
			for row, err := range s.Rows(context.Background()) {
				if err != nil {
					return 0, err
				}
				n += len(row.Cells) + 1
			}
			return n, nil
		})
	})
	b.Run("encoding-csv", func(b *testing.B) { benchStandardCSV(b, path, size) })
}

// benchStandardCSV reads the file as fast as the standard library can.
func benchStandardCSV(b *testing.B, path string, size int64) {
	b.ReportAllocs()
	b.SetBytes(size)
	for b.Loop() {
		f, err := os.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		r := csv.NewReader(f)
		r.ReuseRecord = true
		for {
			if _, err := r.Read(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
		f.Close()
	}
	reportHeap(b)
}

// BenchmarkODS100kx20 has no counterpart to compare with.
func BenchmarkODS100kx20(b *testing.B) {
	var content bytes.Buffer
	content.WriteString(`<table:table table:name="Sheet1">`)
	for r := range 100_000 {
		content.WriteString(`<table:table-row table:style-name="ro1">`)
		for c := range 20 {
			if c%2 == 0 {
				fmt.Fprintf(&content, `<table:table-cell office:value-type="string" calcext:value-type="string"><text:p>Participant number %d</text:p></table:table-cell>`, (r*7+c)%1000)
			} else {
				fmt.Fprintf(&content, `<table:table-cell office:value-type="float" office:value="%d" calcext:value-type="float"><text:p>%d</text:p></table:table-cell>`, r+c, r+c)
			}
		}
		content.WriteString(`</table:table-row>`)
	}
	content.WriteString(`</table:table>`)
	path := filepath.Join(b.TempDir(), "bench.ods")
	if err := os.WriteFile(path, spreadsheet(b, content.String(), nil), 0o600); err != nil {
		b.Fatal(err)
	}
	content = bytes.Buffer{}
	b.ReportAllocs()
	for b.Loop() {
		book, err := OpenFile(path, Options{Limits: Limits{UnzippedBytes: 1 << 30}})
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for row, err := range book.Sheets[0].Rows(context.Background()) {
			if err != nil {
				b.Fatal(err)
			}
			n += len(row.Cells)
		}
		if n != 2_000_000 {
			b.Fatal(n, "cells")
		}
		book.Close()
	}
}
