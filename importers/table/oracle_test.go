package table

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTwins reads seven forms of one roster and expects one table.
func TestTwins(t *testing.T) {
	var want map[int][]string
	for _, name := range []string{
		"tds.utf8.csv", "tds.xlsx", "tds.cp1252-semicolon-crlf.csv", "tds.oldmac-cr.csv",
		"tds.utf16le-bom.tsv", "tds.utf8-bom-semicolon-crlf.csv", "tds.ods",
	} {
		b := mustOpen(t, sharedData(t, "roster-ireland-oireachtas", name), Options{})
		got := readAll(t, b.Sheets[0])
		if want == nil {
			want = got
		}
		if len(got) != 159 {
			t.Errorf("%s: %d rows, want 159", name, len(got))
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s differs:\n%s", name, d)
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

// TestFixtureWorkbooks compares the workbooks among the fixtures with what
// pandas and openpyxl read.
func TestFixtureWorkbooks(t *testing.T) {
	dir := sharedData(t, "format-fixtures-a")
	var oracle map[string]struct{ Content map[string]json.RawMessage }
	readJSON(t, filepath.Join(dir, "oracle.json"), &oracle)
	checked := 0
	for _, name := range slices.Sorted(maps.Keys(oracle)) {
		ext := filepath.Ext(name)
		if ext != ".xlsx" && ext != ".ods" {
			continue
		}
		b := mustOpen(t, filepath.Join(dir, name), Options{})
		if len(b.Sheets) != len(oracle[name].Content) {
			t.Errorf("%s: %d sheets, want %d", name, len(b.Sheets), len(oracle[name].Content))
		}
		for sheet, raw := range oracle[name].Content {
			var want oracleSheet
			if err := json.Unmarshal(raw, &want); err != nil {
				t.Fatal(err)
			}
			s := b.Sheet(sheet)
			if s == nil {
				t.Errorf("%s: no sheet %q", name, sheet)
				continue
			}
			compareSheet(t, name, s, want)
			checked++
		}
	}
	if checked < 11 {
		t.Errorf("only %d sheets compared", checked)
	}
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

// TestFixtureTexts states what each delimited fixture holds, by its oracle's
// "expect" line.
func TestFixtureTexts(t *testing.T) {
	dir := sharedData(t, "format-fixtures-a")
	abc := []string{"a", "b", "c"}
	tests := []struct {
		name, encoding string
		rows           map[int][]string
		findings       []string
	}{
		{"utf16-little.csv", "utf-16le", map[int][]string{1: abc, 2: {"1", "2", "3"}, 3: {"4", "5", "ʤ"}}, nil},
		{"utf8.csv", "utf-8", map[int][]string{1: {"foo", "bar", "baz"}, 2: {"1", "2", "3"}, 3: {"4", "5", "ʤ"}}, nil},
		{"utf8-bom.csv", "utf-8", map[int][]string{1: {"foo", "bar", "baz"}, 2: {"1", "2", "3"}, 3: {"4", "5", "ʤ"}}, nil},
		{"latin1.csv", "windows-1252", map[int][]string{1: abc, 2: {"1", "2", "3"}, 3: {"4", "5", "©"}}, []string{"encoding-assumed"}},
		{"mac-newlines.csv", "utf-8", map[int][]string{1: abc, 2: {"1", "2", "3"}, 3: {"Once upon\ra time", "5", "6"}}, nil},
		{"ragged.csv", "utf-8", map[int][]string{
			1: {"column_a", "column_b", "column_c"},
			2: {"1", "27", "", "I'm too long!"},
			3: {"", "I'm too short!"},
			4: {"0", "mixed types.... uh oh", "17"},
		}, []string{"rows-long D2", "rows-short B3"}},
		{"header-newline.csv", "utf-8", map[int][]string{
			1: {"\t\n\x0b\x0c\r start \t\n\x0b\x0c\r end \t\n\x0b\x0c\r", "b", "c"},
			2: {"d", "e", "f"},
		}, nil},
		{"blanks.csv", "utf-8", map[int][]string{1: {"a", "b", "c", "d", "e", "f"}, 2: {"", "NA", "N/A", "NONE", "NULL", "."}}, nil},
	}
	for _, tt := range tests {
		b := mustOpen(t, filepath.Join(dir, tt.name), Options{})
		got := readAll(t, b.Sheets[0])
		if d := cmp.Diff(tt.rows, got); d != "" {
			t.Errorf("%s:\n%s", tt.name, d)
		}
		if b.Encoding != tt.encoding {
			t.Errorf("%s: encoding %s, want %s", tt.name, b.Encoding, tt.encoding)
		}
		var codes []string
		for _, f := range b.Findings {
			codes = append(codes, f.Code)
		}
		for _, f := range b.Sheets[0].Findings() {
			codes = append(codes, f.Code+" "+f.Where.Cell)
		}
		if !slices.Equal(codes, tt.findings) {
			t.Errorf("%s: findings %q, want %q", tt.name, codes, tt.findings)
		}
	}

	arlo := mustOpen(t, filepath.Join(dir, "arlo-windows1252.csv"), Options{})
	if got := len(readAll(t, arlo.Sheets[0])); got != 246 {
		t.Errorf("arlo-windows1252.csv: %d rows, want 246", got)
	}
	want := `the file is not UTF-8; it was read as windows-1252, for example "Pittsfield Township AVCB 1 – Precinct 1"`
	if len(arlo.Findings) != 1 || arlo.Findings[0].Text != want || arlo.Findings[0].Where.Cell != "line 173" {
		t.Errorf("arlo-windows1252.csv: findings %+v", arlo.Findings)
	}
}

// TestFixtureRefusals states the message for each fixture that is no table.
func TestFixtureRefusals(t *testing.T) {
	const oldExcel = ": this is an old Excel file (.xls); open it in a spreadsheet program and save it as Excel Workbook (.xlsx)"
	for _, tt := range []struct{ folder, name, want string }{
		{"format-fixtures-a", "title-rows.xls", "title-rows.xls" + oldExcel},
		{"format-fixtures-a", "merged-cells.xls", "merged-cells.xls" + oldExcel},
		{"roster-ireland-oireachtas", "senators.xls", "senators.xls" + oldExcel},
		{"format-fixtures-a", "empty.csv", "empty.csv: nothing but blank lines is in this file: no header and no rows; check that it was saved or downloaded completely"},
		{"format-fixtures-a", "null-byte.csv", `null-byte.csv line 2: there is a NUL byte (byte 7 of the file), which no text has; the file is damaged or is not text; save it again as "CSV UTF-8" or as .xlsx with the program it comes from`},
	} {
		_, err := OpenFile(sharedData(t, tt.folder, tt.name), Options{})
		var fe *FormatError
		if !errors.As(err, &fe) || err.Error() != tt.want {
			t.Errorf("%s: %v\nwant %s", tt.name, err, tt.want)
		}
	}
}

// TestOracleShapes compares header and number of rows of every file whose oracle
// states both with the first row and the rows below it.
func TestOracleShapes(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(sharedData(t), "*", "oracle.json"))
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, file := range files {
		var oracle map[string]json.RawMessage
		readJSON(t, file, &oracle)
		for _, name := range slices.Sorted(maps.Keys(oracle)) {
			var want struct {
				Rows    int
				Columns []string
			}
			path := filepath.Join(filepath.Dir(file), name)
			if _, err := os.Stat(path); err != nil || json.Unmarshal(oracle[name], &want) != nil || want.Rows == 0 || len(want.Columns) == 0 {
				continue
			}
			if filepath.Ext(name) == ".xls" {
				continue
			}
			b := mustOpen(t, path, Options{})
			rows := readAll(t, b.Sheets[0])
			if got := len(rows) - 1; got != want.Rows {
				t.Errorf("%s: %d rows, want %d", name, got, want.Rows)
			}
			for i, w := range want.Columns {
				if strings.HasPrefix(w, "Unnamed: ") {
					w = ""
				}
				got := ""
				if i < len(rows[1]) {
					got = rows[1][i]
				}
				if got != w {
					t.Errorf("%s: header %d is %q, want %q", name, i+1, got, w)
				}
			}
			checked++
		}
	}
	if checked < 9 {
		t.Errorf("only %d files compared", checked)
	}
	t.Log(checked, "files compared")
}

func TestPhantomColumns(t *testing.T) {
	b := mustOpen(t, sharedData(t, "roster-phantom-columns", "speakers.xlsx"), Options{})
	rows := readAll(t, b.Sheets[0])
	if len(rows) != 18 || len(rows[1]) != 7 {
		t.Errorf("%d rows of %d columns, want 18 of 7", len(rows), len(rows[1]))
	}
	f := b.Sheets[0].Findings()
	if len(f) != 1 || f[0].Seen != "A1:AMJ18" || !strings.Contains(f[0].Text, "1,024 columns; data ends at row 18 and column G") {
		t.Errorf("findings %+v", f)
	}
}

// TestSpackTwins: the csv and the xlsx of one survey hold the same ratings; only
// the workbook knows timestamps to be dates.
func TestSpackTwins(t *testing.T) {
	var oracle struct {
		Spack struct {
			CSV  string `json:"csv_first_timestamp"`
			XLSX string `json:"xlsx_first_timestamp"`
		} `json:"spack-2020"`
	}
	readJSON(t, sharedData(t, "votes-spack-survey-2020", "oracle.json"), &oracle)
	a := readAll(t, mustOpen(t, sharedData(t, "votes-spack-survey-2020", "spack-2020.csv"), Options{}).Sheets[0])
	b := readAll(t, mustOpen(t, sharedData(t, "votes-spack-survey-2020", "spack-2020.xlsx"), Options{}).Sheets[0])
	if len(a) != 171 || len(b) != 171 {
		t.Fatalf("%d and %d rows, want 171", len(a), len(b))
	}
	if got, want := b[2][0], strings.Replace(oracle.Spack.XLSX, " ", "T", 1); a[2][0] != oracle.Spack.CSV || !strings.HasPrefix(want, got) {
		t.Errorf("first timestamps %q and %q, want %q and %q", a[2][0], got, oracle.Spack.CSV, want)
	}
	if d := cmp.Diff(a[1], b[1]); d != "" {
		t.Errorf("headers differ:\n%s", d)
	}
	differ := 0 // the csv was tidied by hand here and there, but never the grid of ratings
	for n := 2; n <= 171; n++ {
		for j, header := range a[1] {
			if x, y := cell(a[n], j), cell(b[n], j); x != y && strings.HasPrefix(header, "Rank these") {
				t.Errorf("%s: csv %q, xlsx %q", Cell{Row: n, Col: j + 1}.Ref(), x, y)
			} else if strings.Join(strings.Fields(x), " ") != strings.Join(strings.Fields(y), " ") && j > 0 {
				differ++
			}
		}
	}
	if differ > 12 {
		t.Errorf("%d cells differ by more than white space", differ)
	}
}

func cell(row []string, i int) string {
	if i < len(row) {
		return row[i]
	}
	return ""
}

func readJSON(t testing.TB, path string, v any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, v); err != nil {
		t.Fatal(fmt.Errorf("%s: %w", path, err))
	}
}
