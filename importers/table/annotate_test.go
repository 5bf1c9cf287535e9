package table

import (
	"bytes"
	"context"
	"crypto/sha256"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"roundtable/planner"
)

// annotateFile writes the marked copy of a file on disk.
func annotateFile(ctx context.Context, path string, findings []planner.Finding, w io.Writer) error {
	b, err := OpenFile(path, Options{})
	if err != nil {
		return err
	}
	defer b.Close()
	return b.Annotate(ctx, findings, w)
}

// annotated writes the marked copy of a file and opens it again.
func annotated(t *testing.T, name string, data []byte, findings []planner.Finding) (*excelize.File, []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	var outputs [][]byte
	for range 4 { // the library's order of parts changes from run to run
		var out bytes.Buffer
		if err := annotateFile(t.Context(), path, findings, &out); err != nil {
			t.Fatal(err)
		}
		outputs = append(outputs, out.Bytes())
	}
	for _, o := range outputs {
		if sha256.Sum256(o) != sha256.Sum256(outputs[0]) {
			t.Error("two copies of one file differ")
		}
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, data) {
		t.Errorf("the file itself was changed: %v", err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(outputs[0]))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f, outputs[0]
}

func findingsIn(name, sheet string) []planner.Finding {
	at := func(cell string) planner.Ref { return planner.Ref{File: name, Sheet: sheet, Cell: cell} }
	return []planner.Finding{
		{Code: "x", Severity: planner.Note, Where: at(""), Text: "nothing in particular"},
		{Code: "x", Severity: planner.Warning, Where: at("B2"), Also: []planner.Ref{at("B9")}, Seen: "=cmd|x", Text: "odd text", Fix: "look at it"},
		{Code: "x", Severity: planner.Error, Where: at("B2"), Text: "not a stakeholder group", Fix: "write Government"},
		{Code: "x", Severity: planner.Error, Where: planner.Ref{File: "other.csv", Cell: "A1"}, Text: "elsewhere"},
	}
}

// checkFindings tests what every copy must have.
func checkFindings(t *testing.T, f *excelize.File, sheet, title string) {
	t.Helper()
	if list := f.GetSheetList(); list[0] != FindingsSheet {
		t.Errorf("sheets %q", list)
	}
	rows, err := f.GetRows(FindingsSheet)
	if err != nil {
		t.Fatal(err)
	}
	if rows[0][0] != title {
		t.Errorf("title %q, want %q", rows[0][0], title)
	}
	prefix := sheet + "!"
	want := [][]string{
		{"Severity", "Where", "Seen", "What is wrong", "What to do", "Also in"},
		{"Error", prefix + "B2", "", "not a stakeholder group", "write Government"},
		{"Warning", prefix + "B2", "=cmd|x", "odd text", "look at it", "B9"},
		{"Note", sheet, "", "nothing in particular"},
	}
	if d := cmp.Diff(want, rows[3:]); d != "" {
		t.Error(d)
	}
	if formula, _ := f.GetCellFormula(FindingsSheet, "C6"); formula != "" {
		t.Errorf("a text became the formula %q", formula)
	}
	if ok, link, err := f.GetCellHyperLink(FindingsSheet, "B5"); !ok || link != "'"+strings.ReplaceAll(sheet, "'", "''")+"'!B2" || err != nil {
		t.Errorf("link %v %q %v", ok, link, err)
	}
	for cell, colour := range map[string]string{"B2": "FFC7CE", "B9": "FFEB9C", "A1": ""} {
		if got := fillOf(t, f, sheet, cell); got != colour {
			t.Errorf("%s is %q, want %q", cell, got, colour)
		}
	}
	comments, err := f.GetComments(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var notes []string
	for _, n := range comments {
		notes = append(notes, n.Cell+" "+oldNoteText(n))
	}
	if len(notes) != 2 || !strings.HasSuffix(notes[0], "Error: not a stakeholder group\nFix: write Government\n\nWarning: odd text\nFix: look at it") ||
		notes[1] != "B9 Warning: odd text\nFix: look at it" {
		t.Errorf("notes %q", notes)
	}
}

func fillOf(t *testing.T, f *excelize.File, sheet, cell string) string {
	t.Helper()
	id, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(style.Fill.Color, "")
}

func TestAnnotateText(t *testing.T) {
	f, data := annotated(t, "people.csv", []byte("name;group\n=1+1;\"a\n+b\"\n007;-x\n\n3,5;@x\n"), findingsIn("people.csv", ""))
	rows, err := f.GetRows("people")
	if err != nil {
		t.Fatal(err)
	}
	// Nothing becomes a formula in a csv of the copy either; who reads it takes the apostrophe away.
	want := [][]string{{"name", "group"}, {"'=1+1", "a\n+b"}, {"007", "'-x"}, nil, {"3,5", "'@x"}}
	if d := cmp.Diff(want, rows[:5]); d != "" {
		t.Error(d)
	}
	if formula, _ := f.GetCellFormula("people", "A2"); formula != "" {
		t.Errorf("a text became the formula %q", formula)
	}
	if got := fillOf(t, f, "people", "B9"); got != "FFEB9C" {
		t.Errorf("B9, below the data, is %q", got)
	}
	again, err := Open("again.xlsx", data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	// A spreadsheet program shows notes only where the sheet itself names their drawing.
	part, err := again.Sheet("people").reader.(*xlsxReader).book.archive.small("xl/worksheets/sheet1.xml")
	if err != nil || !bytes.Contains(part, []byte("<legacyDrawing ")) {
		t.Errorf("the notes are not shown: %v", err)
	}
	if got := readAll(t, again.Sheet("people")); !slices.Equal(got[2], want[1]) || len(got) != 4 ||
		UnsafeCell(got[2][0]) != "=1+1" {
		t.Errorf("read again: %v", got)
	}
	title, _ := f.GetCellValue(FindingsSheet, "A1")
	where, _ := f.GetCellValue(FindingsSheet, "B5")
	if title != "people.csv: 1 error, 1 warning, 1 note" || where != "B2" {
		t.Errorf("title %q, where %q", title, where)
	}
}

func TestAnnotateWorkbook(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	const sheet = "It's people"
	f.SetSheetName("Sheet1", sheet)
	bold, _ := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: 2})
	f.SetCellValue(sheet, "A1", "Name")
	f.SetCellValue(sheet, "B2", 12.5)
	f.SetCellStyle(sheet, "B2", "B2", bold)
	f.SetCellFormula(sheet, "C2", "B2*2")
	f.MergeCell(sheet, "D1", "E1")
	f.AddComment(sheet, excelize.Comment{Cell: "B2", Author: "Ann", Text: "from last year"})
	f.NewSheet("Second")
	var original bytes.Buffer
	if err := f.Write(&original); err != nil {
		t.Fatal(err)
	}
	marked, data := annotated(t, "a.xlsx", original.Bytes(), findingsIn("a.xlsx", sheet))
	checkFindings(t, marked, sheet, "a.xlsx: 1 error, 1 warning, 1 note")
	id, _ := marked.GetCellStyle(sheet, "B2")
	if style, err := marked.GetStyle(id); err != nil || !style.Font.Bold || style.NumFmt != 2 {
		t.Errorf("the cell's own style is lost: %+v, %v", style, err)
	}
	if formula, _ := marked.GetCellFormula(sheet, "C2"); formula != "B2*2" {
		t.Errorf("formula %q", formula)
	}
	if merged, _ := marked.GetMergeCells(sheet); len(merged) != 1 {
		t.Errorf("merged %v", merged)
	}
	comments, _ := marked.GetComments(sheet)
	if !slices.ContainsFunc(comments, func(c excelize.Comment) bool {
		return c.Cell == "B2" && strings.HasPrefix(oldNoteText(c), "from last year\n\nError: not")
	}) {
		t.Errorf("the old note is lost: %+v", comments)
	}

	// A copy of the copy has one list of findings.
	twice, _ := annotated(t, "a.xlsx", data, findingsIn("a.xlsx", sheet))
	if list := twice.GetSheetList(); !slices.Equal(list, []string{FindingsSheet, sheet, "Second"}) {
		t.Errorf("sheets of a second copy: %q", list)
	}
}

func TestAnnotateOtherWorkbooks(t *testing.T) {
	cells := `<table:table table:name="%s"><table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="float" office:value="2.5"/>` +
		`<table:table-cell office:value-type="boolean" office:boolean-value="true"/><table:table-cell office:value-type="float" office:value="12345678901234567"/></table:table-row></table:table>`
	ods := spreadsheet(t, strings.ReplaceAll(cells, "%s", "a/b: people of the meeting, all of them")+strings.ReplaceAll(cells, "%s", "A_B_ people of the meeting, all of them"), nil)
	f, _ := annotated(t, "a.ods", ods, findingsIn("a.ods", "a/b: people of the meeting, all of them"))
	if list := f.GetSheetList(); !slices.Equal(list, []string{FindingsSheet, "a_b_ people of the meeting, all", "A_B_ people of the meeting, (2)"}) {
		t.Errorf("sheets %q", list)
	}
	rows, _ := f.GetRows("a_b_ people of the meeting, all")
	if !slices.Equal(rows[2], []string{"2.5", "TRUE", "12345678901234567"}) {
		t.Errorf("%q", rows)
	}
	if kind, _ := f.GetCellType("a_b_ people of the meeting, all", "A1"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("number of type %v", kind)
	}
	if ok, link, _ := f.GetCellHyperLink(FindingsSheet, "B5"); !ok || link != "'a_b_ people of the meeting, all'!B2" {
		t.Errorf("link %q", link)
	}

	macros := workbook(t, `<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>`, nil, map[string]string{"xl/vbaProject.bin": "macro"})
	f, data := annotated(t, "a.xlsm", macros, findingsIn("a.xlsm", "Sheet1"))
	checkFindings(t, f, "Sheet1", "a.xlsm: 1 error, 1 warning, 1 note")
	if bytes.Contains(data, []byte("vbaProject")) {
		t.Error("macros are still there")
	}
	if note, _ := f.GetCellValue(FindingsSheet, "A2"); !strings.Contains(note, "has macros") {
		t.Errorf("remark %q", note)
	}

	f, _ = annotated(t, "a.txt", []byte("Title: x\nSpeaker 1: y\n"), []planner.Finding{{Severity: planner.Error, Where: planner.Ref{File: "a.txt", Cell: "line 2"}, Text: "who?"}})
	if got := fillOf(t, f, "a", "A2"); got != "FFC7CE" {
		t.Errorf("line 2 is %q", got)
	}
	f, _ = annotated(t, "b.csv", []byte("a,b\n"), nil)
	if title, _ := f.GetCellValue(FindingsSheet, "A1"); title != "b.csv: nothing was found" {
		t.Errorf("title %q", title)
	}
}

// TestAnnotateWithoutStyles: workbooks without styles, or with a cell that names
// one that is not there, and Word documents get a marked copy too.
func TestAnnotateWithoutStyles(t *testing.T) {
	const sheet = `<sheetData><row r="1"><c r="A1"%s t="inlineStr"><is><t>Nombre</t></is></c></row></sheetData>`
	const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts><font/></fonts><fills><fill/></fills>` +
		`<borders><border/></borders><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>`
	for name, tt := range map[string]struct {
		data  []byte
		sheet string
	}{
		"a.xlsx": {workbook(t, strings.Replace(sheet, "%s", "", 1), nil, map[string]string{"xl/styles.xml": ""}), "Sheet1"},
		"b.xlsx": {workbook(t, strings.Replace(sheet, "%s", ` s="7"`, 1), nil, map[string]string{"xl/styles.xml": styles}), "Sheet1"},
		"c.docx": {document(t, `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Nombre</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`), "Table 1"},
	} {
		f, _ := annotated(t, name, tt.data, []planner.Finding{{Severity: planner.Error, Where: planner.Ref{File: name, Sheet: tt.sheet, Cell: "A1"}, Text: "¿quién?"}})
		if value, err := f.GetCellValue(tt.sheet, "A1"); value != "Nombre" || err != nil || fillOf(t, f, tt.sheet, "A1") != "FFC7CE" {
			t.Errorf("%s: %q, %v", name, value, err)
		}
	}
}

// TestAnnotateManyNotes: beyond a thousand notes, cells are coloured only.
func TestAnnotateManyNotes(t *testing.T) {
	finding := planner.Finding{Severity: planner.Warning, Where: planner.Ref{File: "a.csv", Cell: "A1"}, Text: "odd"}
	for i := 2; i <= maxNotes+5; i++ {
		finding.Also = append(finding.Also, planner.Ref{File: "a.csv", Cell: cellAt{i, 1}.ref()})
	}
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte(strings.Repeat("a,b\n", maxNotes+5)), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := annotateFile(t.Context(), path, []planner.Finding{finding}, &out); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	comments, err := f.GetComments("a")
	note, _ := f.GetCellValue(FindingsSheet, "A2")
	if len(comments) != maxNotes || err != nil || fillOf(t, f, "a", "A1005") != "FFEB9C" || !strings.HasSuffix(note, "1,005 cells are coloured; the first 1,000 carry a note.") {
		t.Errorf("%d notes, %v, %q", len(comments), err, note)
	}
}

func TestAnnotateErrors(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte("a,b\n1,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := annotateFile(ctx, filepath.Join(filepath.Dir(path), "none.csv"), nil, &bytes.Buffer{}); err == nil {
		t.Error("no error for a missing file")
	}
	if err := annotateFile(t.Context(), path, nil, failingWriter{}); err == nil {
		t.Error("no error from a writer that fails")
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, os.ErrClosed }
