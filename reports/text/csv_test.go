package text

import (
	"bytes"
	"encoding/csv"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"roundtable/reports"
)

func TestWriteCSV(t *testing.T) {
	table := reports.Table{
		Columns: []reports.Column{{Title: "person"}, {Title: "=group"}, {Title: "role"}, {Title: "share", Decimals: 1}},
		Rows: [][]reports.Value{
			{reports.Str("P1"), reports.Str("a, \"b\""), reports.Str("chair"), reports.Num(71.25)},
			{reports.Str("=1+1"), reports.Str("-5"), reports.Str("-5+3"), reports.Int(-5)},
			{reports.Str("@x"), reports.Str("+49 30"), reports.Mark(reports.Miss), {
				Text: "none", Number: 1,
				IsNum: true,
			}},
			{reports.Str("\u2068أحمد\u2069"), reports.Str(" =A1"), reports.Str("x;=A1")},
			{reports.Str("\u200b=1"), reports.Str("＝1"), reports.Str("-"), reports.Str("1-2=-1")},
		},
	}
	want := strings.Join([]string{
		`person,'=group,role,share`,
		`P1,"a, ""b""",chair,71.25`,
		`'=1+1,-5,'-5+3,-5`,
		`'@x,'+49 30,missed,none`,
		`أحمد," '=A1",x;'=A1,`,
		`'=1,'＝1,'-,1-2=-1`,
		``,
	}, "\n")
	var out bytes.Buffer
	if err := WriteCSV(&out, table); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// spreadsheetCells reads a line-oriented file the way spreadsheet programs do
// for a given delimiter: quotes count only at the start of a cell.
func spreadsheetCells(text string, delimiter rune) []string {
	var cells []string
	var cell strings.Builder
	quoted, start := false, true
	runes := []rune(text)
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		switch {
		case quoted && r == '"' && i+1 < len(runes) && runes[i+1] == '"':
			cell.WriteRune('"')
			i++
		case quoted && r == '"':
			quoted = false
		case quoted:
			cell.WriteRune(r)
		case start && r == '"':
			quoted, start = true, false
		case r == delimiter || r == '\n' || r == '\r':
			cells = append(cells, cell.String())
			cell.Reset()
			start = true
		default:
			start = false
			cell.WriteRune(r)
		}
	}
	return append(cells, cell.String())
}

var decimal = regexp.MustCompile(`^[-+]?[0-9]+(\.[0-9]*)?$`)

// liveFormula reports whether a spreadsheet program could evaluate the cell. A
// negative number is none, nor is one with a comma after it, which is how a
// program that splits at semicolons sees a number in a first column.
func liveFormula(cell string) bool {
	cell = strings.TrimLeftFunc(cell, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '"'
	})
	number, _, _ := strings.Cut(cell, ",")
	return cell != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(cell)[0]) && !decimal.MatchString(number)
}

func checkCSV(t interface{ Fatalf(string, ...any) }, a, b string) {
	table := reports.Table{Columns: []reports.Column{
		{Title: "x"},
		{Title: b},
	}, Rows: [][]reports.Value{{reports.Str(a), reports.Str(b)}, {reports.Str(b), reports.Str(a)}}}
	var out bytes.Buffer
	if err := WriteCSV(&out, table); err != nil {
		t.Fatalf("%v", err)
	}
	for _, delimiter := range ",;\t" {
		for _, cell := range spreadsheetCells(out.String(), delimiter) {
			if liveFormula(cell) {
				t.Fatalf("read with %q, cell %q of %q is live", delimiter, cell, out.String())
			}
		}
	}
	records, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatalf("%v", err)
	}
	if len(records) != 3 || len(records[1]) != 2 {
		t.Fatalf("%d records, want 3 of 2 cells: %q", len(records), records)
	}
	squeeze := strings.NewReplacer("'", "", "\r", "", "\n", "", "\ufffd", "")
	for i, text := range []string{a, b} {
		if got, want := squeeze.Replace(records[1][i]), squeeze.Replace(reports.Plain(text)); got != want {
			t.Fatalf("cell %d: got %q, want the text %q", i, got, want)
		}
	}
}

func FuzzWriteCSV(f *testing.F) {
	for _, s := range []string{
		"=1+1", "-5", "a;=1", "a\t=1", "\r=1", "\"=1\"", "x\n=cmd|' /C calc'!A0", "\ufeff=1",
		" \u00a0+1", "＝1", "-1.5", "--1", "a,\"=1\"",
	} {
		f.Add(s, "plain")
		f.Add("plain", s)
	}
	f.Fuzz(func(t *testing.T, a, b string) { checkCSV(t, a, b) })
}

func TestWriteCSVHasNoLiveFormula(t *testing.T) {
	alphabet := []rune("=+-@ \t\r\n;,\"'a1.\u200b\u00a0＝\x00")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom(alphabet), 0, 12, -1)
		checkCSV(t, text.Draw(t, "a"), text.Draw(t, "b"))
	})
}
