package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"roundtable/reports"
	"roundtable/reports/messages"
	"roundtable/reports/text"
	"roundtable/testdata/sample"
)

func XlsxBytes(t testing.TB, d *reports.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func OpenXLSX(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestWriteXLSXIsReproducible(t *testing.T) {
	for name, c := range map[string]struct {
		make func() *reports.Document
		runs int
	}{"sample": {sample.Document, 30}, "big": {sample.BigDocument, 3}} {
		first := XlsxBytes(t, c.make())
		for run := range c.runs {
			if again := XlsxBytes(t, c.make()); !bytes.Equal(first, again) {
				t.Fatalf("%s: run %d gave different bytes (%d and %d)", name, run, len(first), len(again))
			}
		}
	}
}

func TestWriteXLSXOpens(t *testing.T) {
	f := OpenXLSX(t, XlsxBytes(t, sample.BigDocument()))
	want := []string{"Cover", "Summary", "Balance", "Groups", "Assignments", "Checks", "Figures", "Notes"}
	if got := f.GetSheetList(); !slices.Equal(got, want) {
		t.Errorf("sheets %q, want %q", got, want)
	}
	props, err := f.GetDocProps()
	if err != nil {
		t.Fatal(err)
	}
	if props.Creator != "roundtable" || props.LastModifiedBy != "roundtable" ||
		props.Created != "2026-03-01T00:00:00Z" || props.Modified != props.Created {
		t.Errorf("document properties %+v", props)
	}
	// Values, not text, and never a formula made of text.
	if v, _ := f.GetCellValue("Balance", "B3"); v != "4" {
		t.Errorf("Balance!B3 is %q, want 4", v)
	}
	if kind, _ := f.GetCellType("Balance", "B3"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("B3 is stored as type %d, want a number", kind)
	}
	panes, err := f.GetPanes("Assignments")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes of the long list: %+v, %v; want the heading frozen", panes, err)
	}
	tables, err := f.GetTables("Assignments")
	if err != nil || len(tables) != 1 || tables[0].Range != "A1:G61" {
		t.Errorf("filters of the long list: %+v, %v", tables, err)
	}
}

func TestWriteXLSXFormulasOnlyInChecks(t *testing.T) {
	data := XlsxBytes(t, sample.BigDocument())
	f := OpenXLSX(t, data)
	for name, part := range sample.Unzip(t, data) {
		if strings.HasPrefix(name, "xl/worksheets/") && strings.Contains(part, "<f>") && !strings.Contains(part,
			"SUMPRODUCT") {
			t.Errorf("%s holds a formula", name)
		}
	}
	rows, err := f.GetRows("Checks")
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for i := 1; i < len(rows); i++ {
		// The results stored, as previews show them; that programs compute the same
		// is tested with LibreOffice.
		if rows[i][3] != rows[i][4] || rows[i][5] != "OK" {
			t.Errorf("Checks row %d: stored %q", i+1, rows[i])
		}
		checked++
	}
	if checked < 10 {
		t.Errorf("only %d lines checked", checked)
	}
}

func TestWriteXLSXText(t *testing.T) {
	long := strings.Repeat("x", 40000)
	texts := []string{
		"=1+1", "+1", "-1", "@x", "_x0041_", "a\x00b\x1b", " leading", "'quoted", "\u2068أحمد\u2069",
		"👩‍💻", "<b>&amp;", long,
	}
	table := reports.Table{ID: "t", RowHead: true, Long: true, Title: "Texts", Columns: []reports.Column{
		{Title: "Text"},
		{Title: "Number", Align: reports.Right},
	}}
	for _, s := range texts {
		table.Rows = append(table.Rows, []reports.Value{reports.Str(s), reports.Num(math.NaN())})
	}
	f := OpenXLSX(t, XlsxBytes(t, &reports.Document{
		Language: messages.English(),
		Title:    "T",
		Sections: []reports.Section{{}, {ID: "texts", Title: "Texts", Blocks: []reports.Block{table}}},
	}))
	rows, err := f.GetRows("Texts")
	if err != nil {
		t.Fatal(err)
	}
	want := slices.Clone(texts)
	want[0], want[3], want[5], want[8] = "'=1+1", "'@x", "ab", "أحمد" // no formula in a csv of it either
	want[11] = long[:32767-len(" … [cut]")] + " … [cut]"
	for i, w := range want {
		row := rows[len(rows)-len(want)+i]
		if len(row) == 0 || (row[0] != w && i != 11) || (i == 11 && !strings.HasSuffix(row[0], "x … [cut]")) {
			t.Errorf("text %q came back as %.60q", w[:min(len(w), 60)], row)
		}
		if formula, _ := f.GetCellFormula("Texts", fmt.Sprintf("A%d", len(rows)-len(want)+i+1)); formula != "" {
			t.Errorf("text %q became the formula %q", w, formula)
		}
	}
	notes, err := f.GetRows("Notes")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(fmt.Sprint(notes), "Texts!A13: a text of 40,000 characters was cut") {
		t.Errorf("the cut is not noted: %q", notes)
	}
}

func TestNameAllocator(t *testing.T) {
	n := newNameAllocator("History")
	for _, c := range []struct{ want, got string }{
		{"Balance", "Balance"},
		{"balance", "balance 2"},
		{"BALANCE", "BALANCE 3"},
		{"history", "history 2"},
		{"a/b:c*[d]?", "a b c d"},
		{"'x'", "x"},
		{"", "Sheet"},
		{strings.Repeat("long ", 10), strings.TrimSpace(strings.Repeat("long ", 6))},
		{strings.Repeat("long ", 11), strings.Repeat("long ", 5) + "long 2"},
		{strings.Repeat("👍", 20), strings.Repeat("👍", 15)},
		{"Where everybody is in which round", "Where everybody is in which"}, // no half words
		{"Где находится каждый участник сейчас", "Где находится каждый участник"},
	} {
		if got := n.sheet(c.want); got != c.got {
			t.Errorf("sheet(%q) = %q, want %q", c.want, got, c.got)
		}
	}
	headers := newNameAllocator()
	for _, want := range []string{"Choice", "choice 2", "Choice 3"} {
		if got := headers.unique(strings.TrimRight(want, " 23"), 255, " "); got != want {
			t.Errorf("header: got %q, want %q", got, want)
		}
	}
}

func TestWriteXLSXErrors(t *testing.T) {
	size := len(XlsxBytes(t, sample.Document()))
	for _, left := range []int{0, 1, size / 2, size - 1} {
		if err := Write(&sample.BrokenWriter{Left: left}, sample.Document()); !errors.Is(err, sample.ErrBroken) {
			t.Errorf("after %d bytes: error %v, want %v", left, err, sample.ErrBroken)
		}
	}
}

// libreOffice converts files and returns the contents of the results by the
// name of the file without its extension, those of several sheets one after the
// other. Format is an ending, and may have the options of a filter. It skips the test only where
// LibreOffice is not installed and this is not CI.
func libreOffice(t *testing.T, format string, files map[string][]byte) map[string]string {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("LibreOffice is not installed")
		}
		t.Skip("LibreOffice is not installed")
	}
	in, out := t.TempDir(), t.TempDir()
	args := []string{
		"-env:UserInstallation=file://" + filepath.ToSlash(t.TempDir()), "--headless", "--convert-to",
		format, "--outdir", out,
	}
	for name, data := range files {
		path := filepath.Join(in, name)
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	output, err := exec.Command(program, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("soffice: %v\n%s", err, output)
	}
	results := map[string]string{}
	for name := range files {
		base := strings.TrimSuffix(name, filepath.Ext(name))
		ending, _, _ := strings.Cut(format, ":")
		made, err := filepath.Glob(filepath.Join(out, base+"*."+ending))
		if err != nil || len(made) == 0 {
			t.Fatalf("no %s of %s: %v\n%s", format, name, err, output)
		}
		for _, path := range made {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			results[base] += string(data)
		}
	}
	return results
}

// LibreOffice opens what is written: it prints the report, computes the checks
// to what is stored, draws the charts, offers the template's drop-downs, and
// takes no text of a CSV file for a formula.
func TestInLibreOffice(t *testing.T) {
	t.Parallel() // waits for another program most of the time
	printed := XlsxBytes(t, sample.BigDocument())
	pdf := libreOffice(t, "pdf", map[string][]byte{"report.xlsx": printed})["report"]
	want, f := 0, OpenXLSX(t, printed)
	for _, sheet := range f.GetSheetList() {
		layout, err := f.GetPageLayout(sheet)
		if err != nil {
			t.Fatal(err)
		}
		want += max(*layout.FitToHeight, 1)
	}
	if n := len(regexp.MustCompile(`/Type/Page\b`).FindAllString(pdf, -1)); n != want {
		t.Errorf("printed on %d pages, want %d", n, want)
	}
	files := map[string][]byte{"meeting.xlsx": templateBytes(t), "list.csv": temptingCSV(t)}
	for _, tag := range messages.Languages() {
		d := sample.BigDocument()
		d.Language, _ = messages.In(tag)
		// Without the stored results the program has to compute them itself.
		files["report-"+tag+".xlsx"] = withoutResults(t, XlsxBytes(t, d))
	}
	sheets := libreOffice(t, "fods", files)
	for _, tag := range messages.Languages() {
		l, _ := messages.In(tag)
		text := sheets["report-"+tag]
		if n := strings.Count(text, ">OK<"); n < 10 || strings.Contains(text, ">"+l.Say("sheet.differs", nil)+"<") {
			t.Errorf("%s: %d checks are OK, want all of 10 or more", tag, n)
		}
	}
	report := sheets["report-en"]
	formulas := strings.Count(report, "table:formula=")
	if checks := strings.Count(report, "table:formula=\"of:=SUMPRODUCT") + strings.Count(report,
		"table:formula=\"of:=IF("); formulas != checks || formulas < 20 {
		t.Errorf("%d formulas, %d of them checks", formulas, checks)
	}
	if n := strings.Count(report, "<chart:chart "); n < 2 {
		t.Errorf("%d charts, want 2", n)
	}
	if n := strings.Count(sheets["meeting"], "<table:content-validation "); n < 8 {
		t.Errorf("%d drop-downs in the template, want 8 or more", n)
	}
	if n := strings.Count(sheets["list"], "table:formula="); n != 0 {
		t.Errorf("%d live formulas from CSV", n)
	}
	if !strings.Contains(sheets["list"], `office:value="-5"`) {
		t.Error("-5 is no longer a number")
	}
	saved := libreOffice(t, allSheets, map[string][]byte{"tempting.xlsx": temptingXLSX(t)})["tempting"]
	for _, comma := range []rune{',', ';'} {
		r := csv.NewReader(strings.NewReader(saved))
		r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, true
		rows, err := r.ReadAll()
		if err != nil || len(rows) < len(tempting) {
			t.Errorf("%d rows, %v", len(rows), err)
		}
		for _, cell := range slices.Concat(rows...) {
			if first := strings.TrimLeft(cell, " \t\""); first != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(first)[0]) &&
				!strings.HasPrefix(first, "-5") {
				t.Errorf("saved as csv and split at %q: %q", comma, cell)
			}
		}
	}
}

// allSheets is csv with commas, quotes where they must be, and a file for each sheet.
const allSheets = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"

// tempting are texts that spreadsheet programs like to compute.
var tempting = []string{
	"=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", " =1", "=HYPERLINK(\"http://x\")", "x;=1+1", "＝1+1", "－1+1", "＋1", "＠x", "-5",
}

// temptingXLSX is a workbook whose first sheet has them in titles and cells.
func temptingXLSX(t *testing.T) []byte {
	t.Helper()
	table := reports.Table{ID: "t", Title: "=1+1", Columns: []reports.Column{{Title: "=1"}, {Title: "b;@x"}}}
	for _, s := range tempting {
		table.Rows = append(table.Rows, []reports.Value{reports.Str(s), reports.Str("x")},
			[]reports.Value{reports.Str("x"), reports.Str(s)})
	}
	return XlsxBytes(t, &reports.Document{
		Language: messages.English(), Title: "=1+1",
		Sections: []reports.Section{{ID: "summary", Title: "+1+1", Lead: "@lead", Blocks: []reports.Block{table}}},
	})
}

// temptingCSV is a list of them.
func temptingCSV(t *testing.T) []byte {
	t.Helper()
	table := reports.Table{Columns: []reports.Column{{Title: "=1"}, {Title: "b"}}}
	for _, s := range tempting {
		table.Rows = append(table.Rows, []reports.Value{reports.Str(s), reports.Str("x")},
			[]reports.Value{reports.Str("x"), reports.Str(s)})
	}
	var out bytes.Buffer
	if err := text.WriteCSV(&out, table); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// withoutResults removes the stored results of formulas from a workbook.
func withoutResults(t *testing.T, data []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, part := range sample.Unzip(t, data) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, regexp.MustCompile("</f><v>[^<]*</v>").ReplaceAllString(part,
			"</f>")); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func BenchmarkWriteXLSX(b *testing.B) {
	d := sample.BigDocument()
	for b.Loop() {
		if err := Write(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
}
