//go:build corpus

package table

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"roundtable/testdata"
)

// TestCorpusTwins reads seven forms of one roster and expects one table.
func TestCorpusTwins(t *testing.T) {
	var want map[int][]string
	for _, name := range []string{
		"tds.utf8.csv", "tds.xlsx", "tds.cp1252-semicolon-crlf.csv", "tds.oldmac-cr.csv",
		"tds.utf16le-bom.tsv", "tds.utf8-bom-semicolon-crlf.csv", "tds.ods",
	} {
		b := mustOpen(t, testdata.Corpus(t, "roster-ireland-oireachtas", name), Options{})
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

// TestCorpusWorkbooks compares the workbooks among the fixtures with what pandas
// and openpyxl read.
func TestCorpusWorkbooks(t *testing.T) {
	dir := testdata.Corpus(t, "format-fixtures-a")
	var oracle map[string]struct{ Content map[string]json.RawMessage }
	testdata.JSONFile(t, &oracle, filepath.Join(dir, "oracle.json"))
	want := make(map[string]map[string]oracleSheet)
	for name, file := range oracle {
		if ext := filepath.Ext(name); ext != ".xlsx" && ext != ".ods" {
			continue
		}
		want[name] = make(map[string]oracleSheet)
		for sheet, raw := range file.Content {
			var content oracleSheet
			if err := json.Unmarshal(raw, &content); err != nil {
				t.Fatal(err)
			}
			want[name][sheet] = content
		}
	}
	if checked := compareWorkbooks(t, dir, want); checked < 11 {
		t.Errorf("only %d sheets compared", checked)
	}
}

// TestCorpusTexts states what each delimited fixture holds, by its oracle's
// "expect" line.
func TestCorpusTexts(t *testing.T) {
	dir := testdata.Corpus(t, "format-fixtures-a")
	for _, tt := range textForms() {
		compareText(t, mustOpen(t, filepath.Join(dir, tt.name), Options{}), tt)
	}
	checkAssumed(t, mustOpen(t, filepath.Join(dir, "arlo-windows1252.csv"), Options{}), 246, "Pittsfield Township AVCB 1 – Precinct 1", "line 173")
}

// TestCorpusRefusals states the message for each fixture that is no table.
func TestCorpusRefusals(t *testing.T) {
	for _, tt := range []struct{ folder, name, want string }{
		{"format-fixtures-a", "title-rows.xls", oldExcel},
		{"format-fixtures-a", "merged-cells.xls", oldExcel},
		{"roster-ireland-oireachtas", "senators.xls", oldExcel},
		{"format-fixtures-a", "empty.csv", ": nothing but blank lines is in this file: no header and no rows; check that it was saved or downloaded completely"},
		{"format-fixtures-a", "null-byte.csv", nulByte},
		{filepath.Join("attack-cases", "P1-annotate-panic"), "broken.xlsx", brokenZip},
	} {
		checkRefusal(t, testdata.Corpus(t, tt.folder, tt.name), tt.name+tt.want)
	}
}

// TestCorpusShapes compares header and number of rows of every file whose oracle
// states both with the first row and the rows below it.
func TestCorpusShapes(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testdata.Corpus(t), "*", "oracle.json"))
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, file := range files {
		var oracle map[string]json.RawMessage
		testdata.JSONFile(t, &oracle, file)
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
}

func TestCorpusPhantomColumns(t *testing.T) {
	checkPhantomColumns(t, mustOpen(t, testdata.Corpus(t, "roster-phantom-columns", "speakers.xlsx"), Options{}))
}

// TestCorpusSurveyTwins: the csv and the xlsx of one survey hold the same ratings; only
// the workbook knows timestamps to be dates.
func TestCorpusSurveyTwins(t *testing.T) {
	var oracle struct {
		Spack struct {
			CSV  string `json:"csv_first_timestamp"`
			XLSX string `json:"xlsx_first_timestamp"`
		} `json:"spack-2020"`
	}
	testdata.JSONFile(t, &oracle, testdata.Corpus(t, "votes-spack-survey-2020", "oracle.json"))
	a := readAll(t, mustOpen(t, testdata.Corpus(t, "votes-spack-survey-2020", "spack-2020.csv"), Options{}).Sheets[0])
	b := readAll(t, mustOpen(t, testdata.Corpus(t, "votes-spack-survey-2020", "spack-2020.xlsx"), Options{}).Sheets[0])
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

// TestCorpusMutations changes bytes within the parts of the workbooks.
func TestCorpusMutations(t *testing.T) {
	mutateWorkbooks(t, testdata.Files(t, testdata.Corpus(t), ".xlsx", ".ods"), 200)
}

// TestCorpusCSVAgainstStandardLibrary reads every csv file by both readers.
func TestCorpusCSVAgainstStandardLibrary(t *testing.T) {
	compared := 0
	for _, path := range testdata.Files(t, testdata.Corpus(t), ".csv") {
		compared += compareStandardCSV(t, path, testdata.ReadFile(t, path))
	}
	if compared < 50_000 {
		t.Errorf("only %d cells compared", compared)
	}
}

// TestCorpusAgainstExcelize reads every workbook by both readers. What ours
// refuses is damaged for the other one too.
func TestCorpusAgainstExcelize(t *testing.T) {
	compared := 0
	noNamespace := testdata.Corpus(t, "attack-cases", "P3-annotate-no-styles", "f1.xlsx") // only ours reads its texts
	for _, path := range testdata.Files(t, testdata.Corpus(t), ".xlsx") {
		if path != noNamespace {
			compared += compareWithExcelize(t, path)
		}
	}
	if compared < 10_000 {
		t.Errorf("only %d cells compared", compared)
	}
}
