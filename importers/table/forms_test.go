package table

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"roundtable/testdata"
	"roundtable/testdata/twins"
)

// TestTwins reads seven forms of one roster and expects one table.
func TestTwins(t *testing.T) {
	roster := testdata.Table(t, "rosters", "assembly.csv")
	want := make(map[int][]string)
	for i, row := range roster {
		for len(row) > 0 && row[len(row)-1] == "" {
			row = row[:len(row)-1]
		}
		want[i+1] = row
	}
	for _, f := range twins.Of(t, roster) {
		b, err := Open(f.Name, f.Data, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, readAll(t, b.Sheets[0])); d != "" {
			t.Errorf("%s differs:\n%s", f.Name, d)
		}
	}
}

// oracleSheet is a sheet of a workbook as other libraries read it.
type oracleSheet struct {
	Range  string
	Merged []string
	Shape  []int
	Head   [][]*string
}

// TestWorkbooksOfOtherPrograms compares workbooks saved by Excel and LibreOffice
// with what pandas and openpyxl read.
func TestWorkbooksOfOtherPrograms(t *testing.T) {
	var want map[string]map[string]oracleSheet
	testdata.JSON(t, &want, "workbooks", "expected.json")
	if checked := compareWorkbooks(t, testdata.Path(t, "workbooks"), want); checked != 8 {
		t.Errorf("%d sheets compared, want 8", checked)
	}
}

// compareWorkbooks compares the sheets of each workbook of a folder; it returns
// how many they are.
func compareWorkbooks(t *testing.T, dir string, want map[string]map[string]oracleSheet) (checked int) {
	t.Helper()
	for name, sheets := range want {
		b := mustOpen(t, filepath.Join(dir, name), Options{})
		if len(b.Sheets) != len(sheets) {
			t.Errorf("%s: %d sheets, want %d", name, len(b.Sheets), len(sheets))
		}
		for sheet, content := range sheets {
			s := b.Sheet(sheet)
			if s == nil {
				t.Errorf("%s: no sheet %q", name, sheet)
				continue
			}
			compareSheet(t, name, s, content)
			checked++
		}
	}
	return checked
}

func compareSheet(t *testing.T, name string, s *Sheet, want oracleSheet) {
	t.Helper()
	rows := readAll(t, s)
	for i, row := range want.Head {
		var texts []string
		for _, p := range row {
			texts = append(texts, oracleText(p))
		}
		for len(texts) > 0 && texts[len(texts)-1] == "" {
			texts = texts[:len(texts)-1]
		}
		got := rows[i+1]
		for j, text := range got {
			got[j] = strings.TrimSuffix(text, "T00:00:00") // the oracle does not tell days from midnights
		}
		if !slices.Equal(got, texts) {
			t.Errorf("%s %s row %d: %q, want %q", name, s.Name, i+1, got, texts)
		}
	}
	merged, err := s.Merged()
	if err != nil {
		t.Fatal(err)
	}
	var ranges []string
	for _, m := range merged {
		ranges = append(ranges, m.String())
	}
	slices.Sort(ranges)
	slices.Sort(want.Merged)
	if len(want.Merged) > 0 && !slices.Equal(ranges, want.Merged) {
		t.Errorf("%s %s: merged %q, want %q", name, s.Name, ranges, want.Merged)
	}
	if len(want.Shape) == 2 && (s.stats.lastRow != want.Shape[0] || s.stats.lastCol != want.Shape[1]) {
		t.Errorf("%s %s: %d×%d, want %v", name, s.Name, s.stats.lastRow, s.stats.lastCol, want.Shape)
	}
	if r, ok := parseRange(want.Range); ok && (s.stats.lastRow > r.LastRow || s.stats.lastCol > r.LastCol) {
		t.Errorf("%s %s: data beyond %s", name, s.Name, want.Range)
	}
}

// oracleText brings a text as Python prints it to ours.
func oracleText(p *string) string {
	if p == nil {
		return ""
	}
	switch s := *p; {
	case s == "True" || s == "False":
		return strings.ToUpper(s)
	case len(s) == len("2026-03-01 10:00:00") && s[4] == '-' && s[10] == ' ':
		return strings.TrimSuffix(s[:10]+"T"+s[11:], "T00:00:00")
	default:
		return s
	}
}

// textForm is a delimited text with what is read from it: the rows, and the codes
// of the findings with their cells.
type textForm struct {
	name, text, encoding string
	rows                 map[int][]string
	findings             []string
}

// textForms are the forms of delimited text that spreadsheet programs write. The
// names are those of the same forms among the fixtures of csvkit.
func textForms() []textForm {
	abc := []string{"a", "b", "c"}
	return []textForm{
		{"utf16-little.csv", "\xff\xfea\x00,\x00b\x00,\x00c\x00\n\x001\x00,\x002\x00,\x003\x00\n\x004\x00,\x005\x00,\x00\xa4\x02", "utf-16le", map[int][]string{1: abc, 2: {"1", "2", "3"}, 3: {"4", "5", "ʤ"}}, nil},
		{
			"utf8.csv", "foo,bar,baz\n1,2,3\n4,5,ʤ", "utf-8",
			map[int][]string{1: {"foo", "bar", "baz"}, 2: {"1", "2", "3"}, 3: {"4", "5", "ʤ"}},
			nil,
		},
		{
			"utf8-bom.csv", "\ufefffoo,bar,baz\n1,2,3\n4,5,ʤ\n", "utf-8",
			map[int][]string{1: {"foo", "bar", "baz"}, 2: {"1", "2", "3"}, 3: {"4", "5", "ʤ"}},
			nil,
		},
		{
			"latin1.csv", "a,b,c\n1,2,3\n4,5,\xa9", "windows-1252",
			map[int][]string{1: abc, 2: {"1", "2", "3"}, 3: {"4", "5", "©"}},
			[]string{"encoding-assumed"},
		},
		{
			"mac-newlines.csv", "a,b,c\r1,2,3\r\"Once upon\ra time\",5,6", "utf-8",
			map[int][]string{1: abc, 2: {"1", "2", "3"}, 3: {"Once upon\ra time", "5", "6"}},
			nil,
		},
		{"ragged.csv", "column_a,column_b,column_c\n1,27,,I'm too long!\n,I'm too short!\n0,mixed types.... uh oh,17\n", "utf-8", map[int][]string{
			1: {"column_a", "column_b", "column_c"},
			2: {"1", "27", "", "I'm too long!"},
			3: {"", "I'm too short!"},
			4: {"0", "mixed types.... uh oh", "17"},
		}, []string{"rows-long D2", "rows-short B3"}},
		{"header-newline.csv", "\"\t\n\v\f\r start \t\n\v\f\r end \t\n\v\f\r\",b,c\nd,e,f\n", "utf-8", map[int][]string{
			1: {"\t\n\x0b\x0c\r start \t\n\x0b\x0c\r end \t\n\x0b\x0c\r", "b", "c"},
			2: {"d", "e", "f"},
		}, nil},
		{
			"blanks.csv", "a,b,c,d,e,f\n\"\",NA,N/A,NONE,NULL,.\n", "utf-8",
			map[int][]string{1: {"a", "b", "c", "d", "e", "f"}, 2: {"", "NA", "N/A", "NONE", "NULL", "."}},
			nil,
		},
	}
}

func TestTextForms(t *testing.T) {
	for _, tt := range textForms() {
		b, err := Open(tt.name, []byte(tt.text), Options{})
		if err != nil {
			t.Fatal(err)
		}
		compareText(t, b, tt)
	}
}

func compareText(t *testing.T, b *Book, want textForm) {
	t.Helper()
	if d := cmp.Diff(want.rows, readAll(t, b.Sheets[0])); d != "" {
		t.Errorf("%s:\n%s", want.name, d)
	}
	if b.Encoding != want.encoding {
		t.Errorf("%s: encoding %s, want %s", want.name, b.Encoding, want.encoding)
	}
	var codes []string
	for _, f := range b.Findings {
		codes = append(codes, f.Code)
	}
	for _, f := range b.Sheets[0].Findings() {
		codes = append(codes, f.Code+" "+f.Where.Cell)
	}
	if !slices.Equal(codes, want.findings) {
		t.Errorf("%s: findings %q, want %q", want.name, codes, want.findings)
	}
}

// A long list in windows-1252 whose only dash comes late is read, and the place of
// the dash is named.
func TestEncodingSeenLate(t *testing.T) {
	text := "Container,Tabulator,Batch Name\n"
	for range 170 {
		text += "1,North,Batch 7\n"
	}
	text += "2,South,Ward 3 \x96 Precinct 1\n"
	b, err := Open("list.csv", []byte(text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkAssumed(t, b, 172, "Ward 3 – Precinct 1", "line 172")
}

// checkAssumed expects a book of that many rows that was read as windows-1252, and
// that this is said with an example and its place.
func checkAssumed(t *testing.T, b *Book, rows int, example, place string) {
	t.Helper()
	if got := len(readAll(t, b.Sheets[0])); got != rows {
		t.Errorf("%s: %d rows, want %d", b.Name, got, rows)
	}
	want := `The file is not UTF-8; it was read as windows-1252, for example "` + example + `".`
	if len(b.Findings) != 1 || inWords(b.Findings[0]).Text != want || b.Findings[0].Where.Cell != place {
		t.Errorf("%s: findings %+v", b.Name, b.Findings)
	}
}

// TestFilesThatAreNoTable states the message for each.
func TestFilesThatAreNoTable(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"merged-cells.xls", string(testdata.Read(t, "workbooks", "merged-cells.xls")), oldExcel},
		{"empty.csv", "\n", ": nothing but blank lines is in this file: no header and no rows; check that it was saved or downloaded completely"},
		{"null-byte.csv", "a,b,c\n\x00,2,3", nulByte},
		{"broken.xlsx", "PK\x03\x04 and nothing more", brokenZip},
	} {
		path := filepath.Join(t.TempDir(), tt.name)
		if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
			t.Fatal(err)
		}
		checkRefusal(t, path, tt.name+tt.want)
	}
}

const (
	oldExcel  = ": this is an old Excel file (.xls); open it in a spreadsheet program and save it as Excel Workbook (.xlsx)"
	nulByte   = ` line 2: there is a NUL byte (byte 7 of the file), which no text has; the file is damaged or is not text; save it again as "CSV UTF-8" or as .xlsx with the program it comes from`
	brokenZip = ": this is a zip archive (as .xlsx and .ods are) that is damaged or not complete; copy or download it again, or open it in a spreadsheet program and save it again"
)

// checkRefusal expects that a file is refused with a message.
func checkRefusal(t *testing.T, path, want string) {
	t.Helper()
	_, err := OpenFile(path, Options{})
	var fe *FormatError
	if !errors.As(err, &fe) || err.Error() != want {
		t.Errorf("%s: %v\nwant %s", path, err, want)
	}
}

// TestPhantomColumns reads a sheet that LibreOffice calls 1,024 columns wide.
func TestPhantomColumns(t *testing.T) {
	row := `<row r="%"><c r="A%" t="inlineStr"><is><t>Ana %</t></is></c><c r="G%" t="inlineStr"><is><t>` + strings.Repeat("long ", 90) + `</t></is></c><c r="AMJ%" s="1"/></row>`
	sheet := `<dimension ref="A1:AMJ18"/><sheetData>`
	for _, n := range strings.Fields("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18") {
		sheet += strings.ReplaceAll(row, "%", n)
	}
	b, err := Open("speakers.xlsx", workbook(t, sheet+`</sheetData>`, nil, nil), Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkPhantomColumns(t, b)
}

func checkPhantomColumns(t *testing.T, b *Book) {
	t.Helper()
	rows := readAll(t, b.Sheets[0])
	if len(rows) != 18 || len(rows[1]) != 7 {
		t.Errorf("%d rows of %d columns, want 18 of 7", len(rows), len(rows[1]))
	}
	f := b.Sheets[0].Findings()
	if len(f) != 1 || f[0].Seen != "A1:AMJ18" ||
		!strings.Contains(inWords(f[0]).Text, "1,024 columns; data ends at row 18 and column G") {
		t.Errorf("findings %+v", f)
	}
}

// TestSurveyTwins: the csv and the xlsx of one survey hold the same answers; only
// the workbook knows timestamps to be dates.
func TestSurveyTwins(t *testing.T) {
	responses := testdata.Table(t, "surveys", "tools-grid.csv")
	read := func(name string, data []byte) map[int][]string {
		b, err := Open(name, data, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return readAll(t, b.Sheets[0])
	}
	a := read("tools-grid.csv", testdata.Read(t, "surveys", "tools-grid.csv"))
	b := read("tools-grid.xlsx", twins.Responses(t, responses))
	if len(a) != 9 || len(b) != 9 {
		t.Fatalf("%d and %d rows, want 9", len(a), len(b))
	}
	if a[2][0] != "3/17/2031 18:23:58" || b[2][0] != "2031-03-17T18:23:58" || b[7][0] != "2031-03-19T00:00:07" {
		t.Errorf("timestamps %q, %q and %q", a[2][0], b[2][0], b[7][0])
	}
	for n := range 9 {
		if d := cmp.Diff(a[n+1][1:], b[n+1][1:]); d != "" {
			t.Errorf("row %d differs:\n%s", n+1, d)
		}
	}
}
