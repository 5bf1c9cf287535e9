package table

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"roundtable/testdata"
	"roundtable/testdata/twins"
)

func TestXLSXCells(t *testing.T) {
	data := workbook(t, `<dimension ref="A1:Z9"/><sheetData>
		<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>
		<row r="2"><c r="A2"><v>3.0</v></c><c r="B2"><v>0.30000000000000004</v></c><c r="C2"><v>1.23456789012346E+16</v></c><c r="D2"><v>12345678901234567</v></c><c r="E2"><v>4.1800000009999998E7</v></c><c r="F2"><v>-0</v></c><c r="G2"><v>1E-7</v></c></row>
		<row r="3" hidden="1"><c r="A3" s="1"><v>46082</v></c><c r="B3" s="1"><v>46082.416666666664</v></c><c r="C3" s="2"><v>46082</v></c><c r="D3" s="3"><v>0.5</v></c><c r="E3" s="4"><v>1.5</v></c><c r="F3" s="1"><v>60</v></c><c r="G3" s="1"><v>1</v></c><c r="H3" s="1"><v>-4</v></c></row>
		<row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4" t="b"><v>0</v></c><c r="C4" t="e"><v>#N/A</v></c><c r="D4" t="d"><v>2026-03-01T10:00:00.000Z</v></c></row>
		<row r="5"><c r="A5"><f>SUM(B1:B9)</f></c><c r="B5"><f>1+1</f><v>2</v></c><c r="C5" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="D5" t="str"><f>""</f><v></v></c><c r="E5"><f>A5&gt;1</f><v/></c></row>
		<row><c t="inlineStr"><is><t>one</t></is></c><c t="inlineStr"><is><r><t>two </t></r><r><rPr><b/></rPr><t>three</t></r></is></c><c s="1"/><c t="inlineStr"><is><t/></is></c></row>
		<row r="9"><c r="Z9" s="1"/></row></sheetData>`,
		[]string{`<t>Name &amp; role</t>`, `<r><t>rich </t></r><r><t xml:space="preserve">text </t></r><rPh sb="0" eb="1"><t>phonetic</t></rPh>`, `<t>a_x000D_b_x005F_c&#10;d</t>`, `<t>  kept  ` + "\u00a0" + `</t>`},
		map[string]string{"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-409]dddd\,\ d\ mmmm\ yyyy;@"/><numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts>
			<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="165"/></cellXfs></styleSheet>`})
	b, err := Open("a.xlsx", data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := cellsOf(t, b.Sheets[0])
	want := []string{
		"A1 text Name & role", "B1 text rich text ", "C1 text a\rb_c\nd", "D1 text   kept  \u00a0",
		"A2 number 3", "B2 number 0.3", "C2 number 12345678901234600", "D2 number 12345678901234567", "E2 number 41800000.01", "F2 number 0", "G2 number 0.0000001",
		"A3 date 2026-03-01", "B3 date 2026-03-01T10:00:00", "C3 date 2026-03-01T00:00:00", "D3 date 12:00:00", "E3 date 36:00:00", "F3 date 1900-02-29", "G3 date 1900-01-01", "H3 number -4",
		"A4 boolean TRUE", "B4 boolean FALSE", "C4 error #N/A", "D4 date 2026-03-01T10:00:00",
		"A5 formula without value =SUM(B1:B9)", "B5 number 2", "C5 text ab", "E5 formula without value =A5>1",
		"A6 text one", "B6 text two three",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	var codes []string
	for _, f := range b.Sheets[0].Findings() {
		codes = append(codes, fmt.Sprint(f.Severity, " ", f.Code, " ", f.Where, " ", len(f.Also), " ", f.Seen))
	}
	wantCodes := []string{
		"warning formula-no-value a.xlsx Sheet1!A5 1 =SUM(B1:B9)", "warning cell-error a.xlsx Sheet1!C4 0 #N/A",
		"note rows-hidden a.xlsx Sheet1!A3 0 ", "note range-phantom a.xlsx Sheet1 0 A1:Z9",
	}
	if d := cmp.Diff(wantCodes, codes); d != "" {
		t.Error(d)
	}
}

func TestXLSXRowsCanStopAndStartAgain(t *testing.T) {
	b, err := Open("a.xlsx", workbook(t, `<sheetData><row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row></sheetData>`, nil, nil), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for row := range b.Sheets[0].Rows(t.Context()) {
		if row.Number != 2 {
			t.Errorf("first row is %d", row.Number)
		}
		break
	}
	if f := b.Sheets[0].Findings(); f != nil {
		t.Errorf("findings of half a pass: %v", f)
	}
	if got := cellsOf(t, b.Sheets[0]); !slices.Equal(got, []string{"A2 number 1", "B3 number 2"}) {
		t.Errorf("second pass: %q", got)
	}
}

// TestXLSXSheets: sheets lie where the relationships say, in the workbook's
// order; charts are none; prefixes, backslashes and case do not matter.
func TestXLSXSheets(t *testing.T) {
	sheet := func(v int) string {
		return fmt.Sprintf(`<x:worksheet xmlns:x="u"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>%d</x:v></x:c></x:row></x:sheetData></x:worksheet>`, v)
	}
	const ns = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	data := workbook(t, "", nil, map[string]string{
		"xl/workbook.xml": `<workbook xmlns:q="` + ns + `"><sheets><sheet name="People &amp; roles" q:id="c"/><sheet name="Chart" q:id="a"/>` +
			`<sheet name="_lists" state="veryHidden" q:id="b"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="a" Type="x/chartsheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="b" Type="x/worksheet" Target="/xl/Tables/Second.xml"/><Relationship Id="c" Type="x/worksheet" Target="tables\third.xml"/></Relationships>`,
		"xl/tables/second.xml": sheet(2), "xl/tables/Third.xml": sheet(3),
	})
	b, err := Open("a.xlsm", data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range b.Sheets {
		got = append(got, fmt.Sprint(s.Name, s.Hidden, cellsOf(t, s)))
	}
	if want := []string{"People & rolesfalse [A1 number 3]", "_liststrue [A1 number 2]"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestXLSXAgainstExcelize compares workbooks of several programs, cell by cell,
// with what excelize reads in raw mode.
func TestXLSXAgainstExcelize(t *testing.T) {
	dir := t.TempDir()
	for name, data := range map[string][]byte{
		"large.xlsx":  benchXLSX(t, 600, 20),
		"survey.xlsx": twins.Responses(t, testdata.Table(t, "surveys", "tools-grid.csv")),
		"broken.xlsx": []byte("PK\x03\x04 and nothing more"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	compared := 0
	for _, path := range append(testdata.Files(t, dir), testdata.Files(t, testdata.Path(t), ".xlsx")...) {
		compared += compareWithExcelize(t, path)
	}
	if compared < 9_000 {
		t.Errorf("only %d cells compared", compared)
	}
}

// compareWithExcelize compares a workbook, of long sheets the first 2,000 rows,
// and returns the number of cells. What our reader refuses excelize must refuse.
func compareWithExcelize(t *testing.T, path string) (compared int) {
	t.Helper()
	f, excelizeErr := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	if excelizeErr == nil {
		defer f.Close()
	}
	b, err := OpenFile(path, Options{})
	if err == nil {
		defer b.Close()
	}
	if err != nil || excelizeErr != nil {
		var fe *FormatError
		if !errors.As(err, &fe) || excelizeErr == nil {
			t.Errorf("%s: our reader says %v, excelize %v", path, err, excelizeErr)
		}
		return 0
	}
	for _, s := range b.Sheets {
		compared += compareExcelize(t, f, s, 2000)
	}
	return compared
}

func compareExcelize(t *testing.T, f *excelize.File, s *Sheet, most int) (compared int) {
	t.Helper()
	rows, err := f.Rows(s.Name)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	at := 0
	for row, err := range s.Rows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		for ; at < row.Number-1 && rows.Next(); at++ {
		}
		if at++; at > most || !rows.Next() {
			return compared
		}
		want, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range row.Cells {
			w := cell(want, c.Col-1)
			switch c.Kind {
			case Date, NoValue:
				continue
			case Bool:
				w = map[string]string{"1": "TRUE", "0": "FALSE"}[w]
			case Number:
				w = string(must(appendNumber(nil, []byte(w), formatNumber, false)))
			}
			if c.Text != w {
				t.Errorf("%s %s!%s: %q, excelize %q", s.book.Name, s.Name, c.Ref(), c.Text, w)
			}
			compared++
		}
	}
	return compared
}

func must(b []byte, _ Kind, ok bool) []byte {
	if !ok {
		return []byte("not a number")
	}
	return b
}

func TestClassifyFormat(t *testing.T) {
	for code, want := range map[string]cellFormat{
		"General": formatNumber, "0.00": formatNumber, "0.00E+00": formatNumber, `#,##0 "days"`: formatNumber, "@": formatNumber,
		`[Red]0;[Blue]-0`: formatNumber, "# ?/?": formatNumber, `"Year" 0`: formatNumber, "G/通用格式": formatNumber, `0\ \m`: formatNumber,
		"dd/mm/yyyy": formatDate, "mmm-yy": formatDate, "mmmm": formatDate, `[$-409]d\-mmm\-yy;@`: formatDate, `yyyy"年"m"月"d"日"`: formatDate,
		`[$-F800]dddd\,\ mmmm\ dd\,\ yyyy`: formatDate, "m/d/yy h:mm": formatDateTime, "yyyy-mm-dd hh:mm:ss.000": formatDateTime,
		"h:mm AM/PM": formatTime, "mm:ss.0": formatTime, "[h]:mm:ss": formatElapsed, "[mm]:ss": formatElapsed, `"broken`: formatNumber, "[x": formatNumber,
	} {
		if got := classifyFormat(code); got != want {
			t.Errorf("%s: %d, want %d", code, got, want)
		}
	}
}

func TestUnescapeXLSX(t *testing.T) {
	for in, want := range map[string]string{
		"plain": "plain", "_x000D_": "\r", "a_x0041_b": "aAb", "_x005F_x0041_": "_x0041_", "_xZZZZ_": "_xZZZZ_", "_x41_": "_x41_", "x_x": "x_x", "_x0000_": "_x0000_",
	} {
		if got := string(unescapeXLSX([]byte(in))); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := string(unescapeXLSX([]byte(strings.Repeat("_", 9)))); got != strings.Repeat("_", 9) {
		t.Error(got)
	}
}

// TestMerged: merged ranges are the same whether the rows were read before or
// not, wherever a chunk of the part ends, and texts that look like the tag do not
// matter.
func TestMerged(t *testing.T) {
	for _, pad := range []int{0, xmlBuffer - 180, xmlBuffer - 170, xmlBuffer - 160, xmlBuffer - 150, 3 * xmlBuffer} {
		for _, prefix := range []string{"", "x:"} {
			tag := func(s string) string { return strings.NewReplacer("</", "</"+prefix, "<", "<"+prefix).Replace(s) }
			sheet := tag(`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>mergeCells &lt;mergeCells </t></is></c></row></sheetData><other a="`) +
				strings.Repeat("y", pad) + `"/>` + tag(`<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="C3"/></mergeCells><after/></worksheet>`)
			if prefix != "" {
				sheet = strings.Replace(sheet, "<x:worksheet", `<x:worksheet xmlns:x="u"`, 1)
			}
			data := workbook(t, "", nil, map[string]string{"xl/worksheets/sheet1.xml": sheet})
			for _, rowsFirst := range []bool{false, true} {
				b, err := Open("a.xlsx", data, Options{})
				if err != nil {
					t.Fatal(err)
				}
				if rowsFirst {
					cellsOf(t, b.Sheets[0])
				}
				merged, err := b.Sheets[0].Merged()
				if err != nil || len(merged) != 2 || merged[0].String() != "A1:B1" || merged[1].String() != "C3" {
					t.Errorf("pad %d, prefix %q, rows first %v: %v, %v", pad, prefix, rowsFirst, merged, err)
				}
			}
		}
	}
}
