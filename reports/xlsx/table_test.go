package xlsx

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"roundtable/reports"
	"roundtable/reports/messages"
	"roundtable/testdata/sample"
)

// Every sheet but the cover is one Excel table from A1 on: a unique name, headings that
// differ, no row that is empty, nothing merged.
func TestOneTableASheet(t *testing.T) {
	f := OpenXLSX(t, XlsxBytes(t, sample.BigDocument()))
	names := map[string]bool{}
	for _, sheet := range f.GetSheetList()[1:] {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		tables, err := f.GetTables(sheet)
		if err != nil || len(tables) != 1 || len(rows) < 2 {
			t.Fatalf("%s: %d rows, tables %v, %v", sheet, len(rows), tables, err)
		}
		want := "A1:" + cellName(len(rows[0]), len(rows))
		if tables[0].Range != want || names[tables[0].Name] {
			t.Errorf("%s: table %s over %s, want %s", sheet, tables[0].Name, tables[0].Range, want)
		}
		names[tables[0].Name] = true
		heads := map[string]bool{}
		for _, h := range rows[0] {
			if h == "" || heads[strings.ToLower(h)] {
				t.Errorf("%s: heading %q", sheet, h)
			}
			heads[strings.ToLower(h)] = true
		}
		for i, row := range rows {
			if strings.Join(row, "") == "" {
				t.Errorf("%s: row %d is empty", sheet, i+1)
			}
		}
		if merged, err := f.GetMergeCells(sheet); err != nil || len(merged) > 0 {
			t.Errorf("%s: merged cells %v, %v", sheet, merged, err)
		}
	}
}

// Names of tables are the same in every run, in any script, and never those of cells.
func TestTableNames(t *testing.T) {
	n := newNameAllocator()
	for _, c := range [][2]string{{"A1", "tbl_a1"}, {"a1", "tbl_a1_2"}, {"议题 1", "tbl_议题_1"}, {"R1C1", "tbl_r1c1"}} {
		if got := n.table(c[0]); got != c[1] {
			t.Errorf("table(%q) = %q, want %q", c[0], got, c[1])
		}
	}
}

// A column that may be edited has a drop-down list of what may stand there.
func TestPick(t *testing.T) {
	list := reports.Table{ID: "l", Title: "List", Long: true, Columns: []reports.Column{
		{Title: "Name"}, {Title: "Locked", Pick: []string{"yes", "no"}},
	}, Rows: [][]reports.Value{{reports.Str("A"), {}}, {reports.Str("B"), reports.Str("yes")}}}
	f := OpenXLSX(t, XlsxBytes(t, &reports.Document{Language: messages.English(), Sections: []reports.Section{
		{}, {ID: "l", Title: "List", Blocks: []reports.Block{list}},
	}}))
	dv, err := f.GetDataValidations("List")
	if err != nil || len(dv) != 1 || dv[0].Sqref != "B2:B3" || dv[0].Formula1 != `"yes,no"` {
		t.Errorf("drop-downs %v, %v", dv, err)
	}
}

// A workbook appears whatever the lengths: texts of 1,500 and 40,000 characters as title,
// heading, name, verdict and label, and 100 issues with ties.
func TestAlwaysAppears(t *testing.T) {
	for _, long := range []string{strings.Repeat("target ", 215), strings.Repeat("参", 40000), "x\n" + strings.Repeat("& ", 900)} {
		chart := reports.Chart{
			ID:     long,
			Kind:   reports.Bar,
			Title:  long,
			Axis:   long,
			Series: []reports.Series{{Name: long}},
		}
		table := reports.Table{
			ID: long, Title: long, Note: long, Long: true, RowHead: true,
			Columns: []reports.Column{{Title: long}, {Title: long}},
		}
		for i := range 100 {
			table.Add(reports.Str(fmt.Sprint(i, long)), reports.Str("tie"))
			if i < 30 {
				chart.Categories = append(chart.Categories, fmt.Sprint(i, long))
				chart.Series[0].Values = append(chart.Series[0].Values, 1)
			}
		}
		d := &reports.Document{
			Language: messages.English(), Title: long, Subtitle: long, Draft: true,
			Facts: []reports.Pair{{Key: long, Value: long}},
			Sections: []reports.Section{{ID: "summary", Title: long, Lead: long, Blocks: []reports.Block{
				reports.Verdicts{
					Title: long,
					Items: []reports.Verdict{{State: reports.Miss, Text: long, Detail: long}},
				}, chart,
			}}, {ID: long, Title: long, Lead: long, Blocks: []reports.Block{table, chart, reports.Cards{Items: []reports.Card{
				{Title: long, Lines: []string{long, long}, Tables: []reports.Table{table}},
			}}}}},
		}
		var out bytes.Buffer
		if err := Write(&out, d); err != nil {
			t.Fatalf("%.20q: %v", long, err)
		}
		f := OpenXLSX(t, out.Bytes())
		for _, sheet := range f.GetSheetList() {
			if rows, err := f.GetRows(sheet); err != nil || len(rows) == 0 {
				t.Errorf("%.20q, sheet %s: %d rows, %v", long, sheet, len(rows), err)
			}
		}
	}
}

// Sheets whose names are alike up to their end, as tables whose IDs are alike in other
// signs, have names of their own; the checks count in the right one.
func TestSheetsNamedAlike(t *testing.T) {
	d := &reports.Document{Language: messages.English(), Sections: []reports.Section{{}}}
	for i, id := range []string{"a b", "a-b", "A_B"} {
		table := reports.Table{
			ID: id, Title: strings.Repeat("Everybody in every group ", 3) + id, Long: true, RowHead: true,
			Columns: []reports.Column{{Title: "Name"}, {Title: "Kind"}},
		}
		for k := range 4 + i {
			table.Add(reports.Str(fmt.Sprint("P", k)), reports.Str([]string{"x", "y"}[k%2]))
		}
		d.Sections = append(d.Sections, reports.Section{ID: id, Title: id, Blocks: []reports.Block{table}})
	}
	f := OpenXLSX(t, XlsxBytes(t, d))
	for i, sheet := range []string{"Everybody in every group", "Everybody in every group 2", "Everybody in every group 3"} {
		rows, err := f.GetRows(sheet)
		if err != nil || len(rows) != 5+i {
			t.Errorf("%s: %d rows, %v", sheet, len(rows), err)
		}
		tables, err := f.GetTables(sheet)
		if want := []string{"tbl_a_b", "tbl_a_b_2", "tbl_a_b_3"}[i]; err != nil || tables[0].Name != want {
			t.Errorf("%s: tables %v, %v", sheet, tables, err)
		}
		if formula, err := f.GetCellFormula("Checks", "E"+fmt.Sprint(2+3*i)); !strings.Contains(formula, "'"+sheet+"'!") {
			t.Errorf("%s is counted by %q, %v", sheet, formula, err)
		}
	}
}

// A language that runs from right to left mirrors every sheet and the numbers of charts.
func TestRightToLeft(t *testing.T) {
	arabic := fstest.MapFS{}
	names, err := fs.Glob(os.DirFS("../messages"), "*.en.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := os.ReadFile("../messages/" + name)
		if err != nil {
			t.Fatal(err)
		}
		arabic[strings.Replace(name, ".en.", ".ar.", 1)] = &fstest.MapFile{Data: data}
	}
	d := sample.BigDocument()
	language, err := messages.Read(arabic, "ar")
	if err != nil {
		t.Fatal(err)
	}
	d.Language = language
	parts := sample.Unzip(t, XlsxBytes(t, d))
	charts := 0
	for name, part := range parts {
		if strings.HasPrefix(name, "xl/worksheets/sheet") &&
			!regexp.MustCompile(`rightToLeft="(1|true)"`).MatchString(part) {
			t.Errorf("%s runs from left to right", name)
		}
		if strings.HasPrefix(name, "xl/charts/chart") {
			charts++
			if n := len(regexp.MustCompile(`<(c:)?orientation val="maxMin"`).FindAllString(part, -1)); n != 2 {
				t.Errorf("%s: %d axes are reversed, want both", name, n)
			}
		}
	}
	if charts == 0 {
		t.Error("no charts")
	}
}
