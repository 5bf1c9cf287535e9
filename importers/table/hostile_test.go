package table

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"
)

const (
	cellRow = `<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>`
	odsRow  = `<table:table table:name="S"><table:table-row%s><table:table-cell office:value-type="string"%s><text:p>x</text:p></table:table-cell></table:table-row></table:table>`
)

// TestRefusals states the whole message for everything that is refused.
func TestRefusals(t *testing.T) {
	small := Options{Limits: Limits{FileBytes: 1 << 20, UnzippedBytes: 1 << 20, Rows: 100, Columns: 10, CellChars: 20}}
	long := strings.Repeat("é", 21)
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "the file is empty; check that it was saved or downloaded completely"},
		{"blank lines", []byte("\r\n \n"), "nothing but blank lines is in this file: no header and no rows; check that it was saved or downloaded completely"},
		{"nul", []byte("a,b\nc,\x00\n"), "line 2: there is a NUL byte (byte 7 of the file), which no text has; the file is damaged or is not text; save it again as \"CSV UTF-8\" or as .xlsx with the program it comes from"},
		{"binary", bytes.Repeat([]byte{1, 2, 3, 0}, 99), "this is neither a spreadsheet nor text; use the .xlsx, .ods or .csv file with the table"},
		{"pdf", []byte("%PDF-1.7\n..."), "this is a PDF; use the file it was made from (.xlsx or .docx), or copy the table into a spreadsheet and save that as .xlsx"},
		{"gzip", []byte("\x1f\x8b\x08\x00abc"), "this is a gzip archive (.gz); unpack it first"},
		{"7z", []byte("7z\xbc\xaf\x27\x1c\x00\x04\x00\x00\x01\x02abc"), "this is a packed archive; unpack it first"},
		{"png", []byte("\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\rIHDR\x00\x00\x00\x01"), "this is an image (png), not a table; type its table into a spreadsheet and save that as .xlsx"},
		{"html", []byte("\ufeff\n <HTML><table><tr><td>a</td></tr></table></HTML>"), "this is a web page (HTML), whatever its name says; open it in a spreadsheet program and save it as Excel Workbook (.xlsx)"},
		{"xhtml", []byte("<?xml version=\"1.0\"?>\n<!DOCTYPE html><html></html>"), "this is a web page (HTML), whatever its name says; open it in a spreadsheet program and save it as Excel Workbook (.xlsx)"},
		{"xml 2003", []byte("<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"), "this is an Excel 2003 XML spreadsheet; open it in a spreadsheet program and save it as Excel Workbook (.xlsx)"},
		{"mhtml", []byte("MIME-Version: 1.0\nX-Document-Type: Workbook\nContent-Type: multipart/related\n"), "this is a web page (HTML), whatever its name says; open it in a spreadsheet program and save it as Excel Workbook (.xlsx)"},
		{"xml", []byte("<?xml version=\"1.0\"?><a/>"), "this is XML, not a table; export the table as CSV or .xlsx"},
		{"json", []byte(`[{"a":1}, {"a":2}]`), "this is JSON, not a table; export the table as CSV"},
		{"rtf", []byte(`{\rtf1\ansi x}`), "this is a text with formatting (RTF); save it as a Word document (.docx) or as plain text (.txt)"},
		{"sqlite", []byte("SQLite format 3\x00abc"), "this is an SQLite database; export the table as CSV"},
		{"biff4", []byte("\x09\x04\x06\x00\x00\x00\x10\x00"), "this is a very old Excel file (.xls); open it in a spreadsheet program and save it as Excel Workbook (.xlsx)"},
		{"xls", compound("Root Entry", "Workbook"), "this is an old Excel file (.xls); open it in a spreadsheet program and save it as Excel Workbook (.xlsx)"},
		{"encrypted", compound("Root Entry", "EncryptionInfo", "EncryptedPackage"), "this file is protected with a password; open it, remove the password (File > Info > Protect) and save it"},
		{"doc", compound("Root Entry", "WordDocument"), "this is an old Word document (.doc); save it as a Word document (.docx) or as plain text (.txt)"},
		{"ole", compound("Root Entry"), "this is an old Office file of an unknown kind; open it in a spreadsheet program and save it as Excel Workbook (.xlsx)"},
		{"xlsb", zipped(t, map[string]string{"xl/workbook.bin": "x"}), "this is a binary Excel workbook (.xlsb); open it in a spreadsheet program and save it as Excel Workbook (.xlsx)"},
		{"docx", zipped(t, map[string]string{"word/document.xml": "x", "_rels/.rels": "x"}), "_rels/.rels: the file is damaged: its XML is broken: it holds no element; open it in a word processor and save it again, or copy it again"},
		{"pptx", zipped(t, map[string]string{"ppt/presentation.xml": "x"}), "this is a PowerPoint presentation (.pptx); copy the table into a spreadsheet and save that as .xlsx"},
		{"numbers", zipped(t, map[string]string{"Index/Document.iwa": "x"}), "this is an Apple Numbers or Pages file; export it: File > Export To > Excel, or > Word for a text"},
		{"zip", zipped(t, map[string]string{"a.csv": "x", "b.csv": "x", "c.csv": "x", "d.csv": "x"}), "this is a zip archive that holds a.csv, b.csv, c.csv and 1 more; unpack it first and use the files in it"},
		{"empty zip", zipped(t, nil), "this is a zip archive with nothing in it; check that it was saved or downloaded completely"},
		{"odt", zipped(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "x"}), "this is an OpenDocument text (.odt); save it as a Word document (.docx) or as plain text (.txt)"},
		{"odp", zipped(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.presentation", "content.xml": "x"}), "this is an OpenDocument presentation (.odp); copy the table into a spreadsheet and save that as .xlsx"},
		{"locked ods", spreadsheet(t, "", map[string]string{"META-INF/manifest.xml": `<m><manifest:encryption-data/></m>`}), "this spreadsheet is protected with a password; open it, save it without the password (File > Save As), and use that copy"},
		{"cut zip", workbook(t, cellRow, nil, nil)[:900], "this is a zip archive (as .xlsx and .ods are) that is damaged or not complete; copy or download it again, or open it in a spreadsheet program and save it again"},

		{"missing shared string", workbook(t, cellRow, []string{}, map[string]string{"xl/sharedStrings.xml": ""}), "Sheet1!A1: the text of this cell is missing from the workbook (shared string 0 of 0): the file is damaged; open it in a spreadsheet program, check the cell and save it again"},
		{"string beyond", workbook(t, `<sheetData><row r="7"><c r="B7" t="s"><v>5</v></c></row></sheetData>`, []string{"<t>a</t>"}, nil), "Sheet1!B7: the text of this cell is missing from the workbook (shared string 5 of 1): the file is damaged; open it in a spreadsheet program, check the cell and save it again"},
		{"doctype", workbook(t, cellRow, nil, map[string]string{"xl/sharedStrings.xml": `<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "b">]><sst><si><t>&a;</t></si></sst>`}), "xl/sharedstrings.xml: it contains a DOCTYPE or entity declaration, which no spreadsheet program writes; do not use the file unless you trust its source; open it in a spreadsheet program and save it again"},
		{"entity", workbook(t, `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData>`, nil, nil), "xl/worksheets/sheet1.xml: the file is damaged: its XML is broken: unknown entity &a;; open it in a spreadsheet program and save it again, or copy it again"},
		{"ods doctype", spreadsheet(t, "", map[string]string{"content.xml": `<!DOCTYPE a><a/>`}), "content.xml: it contains a DOCTYPE or entity declaration, which no spreadsheet program writes; do not use the file unless you trust its source; open it in a spreadsheet program and save it again"},
		{"empty texts", workbook(t, cellRow, nil, map[string]string{"xl/sharedStrings.xml": `<sst>` + strings.Repeat(`<si/>`, maxEmptyStrings+1) + `</sst>`}), "xl/sharedstrings.xml: the file is damaged: it lists more texts, or more empty ones, than any table needs; open it in a spreadsheet program and save it again, or copy it again"},
		{"no number", workbook(t, `<sheetData><row r="1"><c r="A1"><v>0x1p4</v></c></row></sheetData>`, nil, nil), "Sheet1: the file is damaged: cell A1 should hold a number and holds \"0x1p4\"; open it in a spreadsheet program and save it again"},
		{"rows backwards", workbook(t, `<sheetData><row r="2"/><row r="2"/></sheetData>`, nil, nil), "Sheet1: the file is damaged: row 2 comes after row 2; open it in a spreadsheet program and save it again"},
		{"cell elsewhere", workbook(t, `<sheetData><row r="2"><c r="B3"><v>1</v></c></row></sheetData>`, nil, nil), "Sheet1: the file is damaged: a cell in row 2 calls itself \"B3\"; open it in a spreadsheet program and save it again"},
		{"cell twice", workbook(t, `<sheetData><row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c><c r="B2"><v>1</v></c></row></sheetData>`, nil, nil), "Sheet1!B2: the file is damaged: this cell is there twice; open it in a spreadsheet program and save it again, or copy it again"},
		{"merged", workbook(t, `<sheetData/><mergeCells><mergeCell ref="A1:B99999999999"/></mergeCells>`, nil, nil), "xl/worksheets/sheet1.xml: the file is damaged: merged range \"A1:B99999999999\" is none; open it in a spreadsheet program and save it again, or copy it again"},
		{"tags", workbook(t, `<sheetData><row r="1"></c></row></sheetData>`, nil, nil), "xl/worksheets/sheet1.xml: the file is damaged: its XML is broken: <row> is closed by </c>; open it in a spreadsheet program and save it again, or copy it again"},
		{
			"latin xml", workbook(t, "<sheetData><row><c t=\"inlineStr\"><is><t>Zo\xeb</t></is></c></row></sheetData>", nil, nil),
			"xl/worksheets/sheet1.xml: the file is damaged: its XML is broken: it holds bytes that are not UTF-8; " +
				"open it in a spreadsheet program and save it again, or copy it again",
		},
		{"cut xml", workbook(t, "", nil, map[string]string{"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row>"}), "xl/worksheets/sheet1.xml: the file is damaged: its XML is broken: it ends inside <row>; open it in a spreadsheet program and save it again, or copy it again"},
		{"no sheet part", workbook(t, "", nil, map[string]string{"xl/worksheets/sheet1.xml": ""}), "xl/workbook.xml: the file is damaged: sheet \"Sheet1\" is listed but not there; open it in a spreadsheet program and save it again, or copy it again"},
		{"shared part", workbook(t, cellRow, nil, map[string]string{"xl/workbook.xml": `<workbook xmlns:r="u"><sheets><sheet name="a" r:id="rId1"/><sheet name="b" r:id="rId1"/></sheets></workbook>`}), "xl/workbook.xml: the file is damaged: two sheets share the part xl/worksheets/sheet1.xml; open it in a spreadsheet program and save it again, or copy it again"},
		{"quote", []byte("a,b\n1,\"2"), "B2: the quotation mark that opens this cell is never closed; close it, write two quotation marks where the text has one, or check that the file is complete"},

		{"large", make([]byte, 1<<20+1), "the file is 1.1 MB, more than the limit of 1 MB (--max-file 2 would allow it)"},
		{"unzipped", workbook(t, cellRow, nil, map[string]string{"xl/pad.bin": strings.Repeat("pad ", 1<<19)}), "this workbook unpacks to 2.1 MB, more than the limit of 1 MB; it may be made to exhaust memory (--max-unzipped 3 would allow it)"},
		{"csv rows", []byte(strings.Repeat("a,b\n", 101)), "there is data in row 101, more than the limit of 100 rows (--max-rows raises it)"},
		{"csv columns", []byte("a,b\n" + strings.Repeat("a,", 10) + "b\n"), "K2: this cell is in column 11, more than the limit of 10 columns; clear the cell if it is there by accident (--max-columns 11 would allow it)"},
		{"csv header", []byte(strings.Repeat("a,", 20000) + "b\n1,2\n"), "XFE1: this cell is in column 16,385, more than the limit of 10 columns; clear the cell if it is there by accident (--max-columns 16385 would allow it)"},
		{"csv cell", []byte("a,b\n1," + long + "\n"), "B2: the cell is too long, more than the limit of 20 characters; a closing quotation mark may be missing (--max-cell raises it)"},
		{"xlsx row", workbook(t, `<sheetData><row r="101"><c r="A101"><v>1</v></c></row></sheetData>`, nil, nil), "Sheet1: there is data in row 101, more than the limit of 100 rows (--max-rows raises it)"},
		{"xlsx column", workbook(t, `<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>`, nil, nil), "Sheet1!XFD1048576: this cell is in column 16,384, more than the limit of 10 columns; clear the cell if it is there by accident (--max-columns 16384 would allow it)"},
		{"xlsx cell", workbook(t, `<sheetData><row r="3"><c r="A3" t="inlineStr"><is><t>`+long+`</t></is></c></row></sheetData>`, nil, nil), "Sheet1!A3: the cell is too long, more than the limit of 20 characters (--max-cell raises it)"},
		{"xlsx string", workbook(t, cellRow, []string{"<t>" + long + "</t>"}, nil), "Sheet1!A1: the cell is too long, more than the limit of 20 characters (--max-cell raises it)"},
		{"ods row", spreadsheet(t, fmt.Sprintf(odsRow, ` table:number-rows-repeated="101"`, ""), nil), "S: there is data in row 101, more than the limit of 100 rows (--max-rows raises it)"},
		{"ods column", spreadsheet(t, fmt.Sprintf(odsRow, "", ` table:number-columns-repeated="16384"`), nil), "S!K1: this cell is in column 11, more than the limit of 10 columns; clear the cell if it is there by accident (--max-columns 11 would allow it)"},
		{"ods absurd row", spreadsheet(t, fmt.Sprintf(odsRow, ` table:number-rows-repeated="99999999999999999999"`, ""), nil), "S: the file is damaged: repeat counts make more than 1,073,741,824 rows, as in files made to exhaust memory; open it in a spreadsheet program and save it again, or copy it again"},
		{"ods absurd column", spreadsheet(t, fmt.Sprintf(odsRow, "", ` table:number-columns-repeated="2147483647"`), nil), "S: the file is damaged: repeat counts make more than 1,073,741,824 columns, as in files made to exhaust memory; open it in a spreadsheet program and save it again, or copy it again"},
		{"ods spaces", spreadsheet(t, strings.Replace(fmt.Sprintf(odsRow, "", ""), "x<", `<text:s text:c="999999999"/><`, 1), nil), "S!A1: the cell is too long, more than the limit of 20 characters (--max-cell raises it)"},
	}
	for _, tt := range tests {
		err := openError(t, "f", tt.data, small)
		if err == nil {
			t.Errorf("%s: no error", tt.name)
			continue
		}
		got := strings.TrimPrefix(strings.TrimPrefix(err.Error(), "f: "), "f ")
		if got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
		var fe *FormatError
		var le *LimitError
		if !errors.As(err, &fe) && !errors.As(err, &le) {
			t.Errorf("%s: error of type %T", tt.name, err)
		}
	}
}

// compound makes the directory of an OLE2 compound file with these entries.
func compound(names ...string) []byte {
	data := make([]byte, 512)
	copy(data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	for _, name := range names {
		entry := make([]byte, 128)
		for i, u := range utf16.Encode([]rune(name)) {
			binary.LittleEndian.PutUint16(entry[2*i:], u)
		}
		data = append(data, entry...)
	}
	return append(data, make([]byte, 512)...)
}

// TestStrayCells: blank cells at the far end of a sheet are harmless.
func TestStrayCells(t *testing.T) {
	data := workbook(t, `<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>`, nil, nil)
	b, err := Open("a.xlsx", data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := cellsOf(t, b.Sheets[0]); len(got) != 1 {
		t.Errorf("%q", got)
	}
	f := b.Sheets[0].Findings()
	if len(f) != 1 || inWords(f[0]).Text != "The sheet claims 1,048,576 rows and 16,384 columns; data ends at row 1 and column A, the rest is blank and left out." {
		t.Errorf("%+v", f)
	}
}

// TestZipBombs: archives that unpack to a gigabyte are refused early, whether
// they say so, lie about it, or stay just under the limit.
func TestZipBombs(t *testing.T) {
	const gigabyte = 1 << 30
	for name, tt := range map[string]struct {
		data []byte
		want string
	}{
		"declared":   {bomb(t, gigabyte, gigabyte), "unpacks to 1,024"},
		"padding":    {bomb(t, 200<<20, 200<<20), "which no table does"},
		"lying":      {bomb(t, gigabyte, 4000), "this part is cut off or garbled"},
		"many parts": {manyParts(t), "more than 10,000 files"},
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		err := openError(t, "bomb.xlsx", tt.data, Options{})
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20 {
			t.Errorf("%s: %d bytes allocated", name, used)
		}
	}
}

// bomb makes a workbook whose sheet is size bytes of padding and is declared to
// be declared bytes long. A compressed megabyte is written again and again: it
// refers to nothing before it.
func bomb(tb testing.TB, size, declared uint64) []byte {
	tb.Helper()
	const block = 1 << 20
	var one bytes.Buffer
	f, err := flate.NewWriter(&one, flate.BestCompression)
	if err != nil {
		tb.Fatal(err)
	}
	f.Write(bytes.Repeat([]byte(" "), block))
	f.Flush()
	raw := bytes.Repeat(one.Bytes(), int(size/block))
	one.Reset()
	f.Reset(&one)
	f.Close()
	raw = append(raw, one.Bytes()...)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, body := range xlsxParts() {
		w, err := z.Create(name)
		if err != nil {
			tb.Fatal(err)
		}
		w.Write([]byte(body))
	}
	head := &zip.FileHeader{Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate, CompressedSize64: uint64(len(raw)), UncompressedSize64: declared}
	w, err := z.CreateRaw(head)
	if err != nil {
		tb.Fatal(err)
	}
	w.Write(raw)
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func manyParts(tb testing.TB) []byte {
	tb.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := range maxParts + 1 {
		if _, err := z.CreateRaw(&zip.FileHeader{Name: fmt.Sprint("xl/", i)}); err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func BenchmarkZipBomb(b *testing.B) {
	for name, data := range map[string][]byte{"declared": bomb(b, 1<<30, 1<<30), "lying": bomb(b, 1<<30, 4000)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if openError(b, "bomb.xlsx", data, Options{}) == nil {
					b.Fatal("no error")
				}
			}
		})
	}
}

// TestPaths: what is no file is said to be so.
func TestPaths(t *testing.T) {
	dir := t.TempDir()
	locked := filepath.Join(dir, "locked.csv")
	if err := os.WriteFile(locked, []byte("a,b\n"), 0o200); err != nil {
		t.Fatal(err)
	}
	cases := map[string]string{
		dir:                             filepath.Base(dir) + ": this is a folder; name the files in it",
		filepath.Join(dir, "none.xlsx"): "none.xlsx: there is no such file; check the name and the folder",
	}
	if _, err := os.Stat("/dev/null"); err == nil {
		cases["/dev/null"] = "/dev/null: this is a pipe or device, not a file; use - to read standard input, or save it as a file first"
	}
	if os.Getuid() != 0 && runtime.GOOS != "windows" {
		cases[locked] = "locked.csv: this file may not be read; check its permissions, and close it in other programs"
	}
	for path, want := range cases {
		if _, err := OpenFile(path, Options{}); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
	if _, err := OpenReader("-", strings.NewReader(strings.Repeat("a,b\n", 99)), Options{Limits: Limits{FileBytes: 100}}); err == nil ||
		err.Error() != "-: there is more input, more than the limit of 100 bytes (--max-file raises it)" {
		t.Error(err)
	}
}
