package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"roundtable/cmd/roundtable/internal/exit"
)

// hostile is a meeting of people with names of 300 letters, of issues that are formulas,
// hold control characters, fill a cell, or differ in their last letters alone, and of groups
// and a target of 1,500 characters.
func hostile() map[string]string {
	quoted := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
	issues := []string{
		"=1+1", "+1", "-1", "@SUM(A1)", `=HYPERLINK("http://x","y")`, "=cmd|' /C calc'!A0", "a\x01b\x1fc",
		"_x0041_ <b>&amp;", "\u202eabc\u2066", "مسألة 'one' [1]: a/b?*", strings.Repeat("long ", 300) + "one", strings.Repeat("long ", 300) + "two",
		strings.Repeat("题", 11000), strings.Repeat("👩‍💻", 400),
	}
	list, groups := "id,topic\n", "id,topic,min_size,max_size\n"
	people, votes := "Name,Stakeholder,Region,prefs\n", "Voter,choice 1,choice 2,choice 3\n"
	for i, text := range issues {
		list += fmt.Sprintf("Q%d,%s\n", i+1, quoted(text))
	}
	for i := range 24 {
		name := fmt.Sprintf("%s %c%d", strings.Repeat("Name ", 60), 'A'+i, i)
		people += fmt.Sprintf("%s,%s,%s,G%d;G%d\n", name, []string{"Government", "Civil Society"}[i%2],
			[]string{"African Group", "WEOG", ""}[i%3], i%3+1, (i+1)%3+1)
		votes += fmt.Sprintf("%s,Q%d,Q%d,Q%d\n", name, i%14+1, (i*3+2)%14+1, (i*5+7)%14+1)
	}
	for i := range 3 {
		groups += fmt.Sprintf("G%d,%s %d,4,12\n", i+1, strings.Repeat("topic ", 250), i+1)
	}
	return map[string]string{
		"issues.csv": list, "people.csv": people, "votes.csv": votes, "groups.csv": groups,
		"targets.csv": "id,dimension,value,min,tier,source\n" + strings.Repeat("target ", 215) +
			",region,African Group,9,should," + strings.Repeat("source ", 215) + "\n",
	}
}

// Whatever stands in the files, every workbook appears, with all names, and as text.
func TestWorkbookAlwaysAppears(t *testing.T) {
	out := planFiles(t, hostile(), "--language", "en,ar")
	for _, name := range []string{
		"chair/report.xlsx", "chair/report.ar.xlsx", "participants/report.xlsx", "public/report.xlsx",
		"public/report.ar.xlsx",
	} {
		f, err := excelize.OpenFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		known, tables := map[string]bool{}, map[string]bool{}
		for _, sheet := range f.GetSheetList() {
			if key := strings.ToLower(sheet); known[key] || len(utf16.Encode([]rune(sheet))) > 31 {
				t.Errorf("%s: sheet %q", name, sheet)
			} else {
				known[key] = true
			}
			rows, err := f.GetRows(sheet)
			if err != nil || len(rows) < 2 {
				t.Errorf("%s, %s: %d rows, %v", name, sheet, len(rows), err)
			}
			for _, row := range rows {
				if slices.ContainsFunc(row, func(c string) bool { return len(utf16.Encode([]rune(c))) > 32767 }) {
					t.Errorf("%s, %s: a cell is too long", name, sheet)
				}
			}
			list, err := f.GetTables(sheet)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range list {
				if key := strings.ToLower(x.Name); tables[key] {
					t.Errorf("%s: table %q twice", name, x.Name)
				} else {
					tables[key] = true
				}
			}
		}
		raw, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		for part, text := range unzipped(t, raw) {
			if strings.HasPrefix(part, "xl/worksheets/sheet") && strings.Contains(text, "<f>") &&
				!strings.Contains(text, "SUMPRODUCT") {
				t.Errorf("%s, %s holds a formula", name, part)
			}
		}
		if sheet, _ := seatSheet(t, f); name == "chair/report.xlsx" {
			if rows, _ := f.GetRows(sheet); len(rows) != 25 || len(rows[1][0]) < 300 {
				t.Errorf("%s: %d rows of people, the first %d bytes", name, len(rows), len(rows[1][0]))
			}
		}
	}
}

// The workbook of the example prints on 15 pages at most: one page wide, headings repeated.
func TestExamplePrints(t *testing.T) {
	out := filepath.Join(t.TempDir(), "demo")
	if code, _, stderr := call(t, context.Background(), "demo", "--out", out); code != exit.CodeOK {
		t.Fatal(code, stderr)
	}
	f, err := excelize.OpenFile(filepath.Join(out, "chair", "report.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	titles := map[string]string{}
	for _, n := range f.GetDefinedName() {
		titles[n.Scope] += n.Name
	}
	pages := 0
	for i, sheet := range f.GetSheetList() {
		layout, err := f.GetPageLayout(sheet)
		if err != nil || *layout.FitToWidth != 1 {
			t.Errorf("%s: %v, %v", sheet, layout, err)
		}
		pages += max(*layout.FitToHeight, 1) // charts alone, of which there are few, have as many as they take
		if i > 0 && !strings.Contains(titles[sheet], "Print_") {
			t.Errorf("%s repeats no headings", sheet)
		}
	}
	if pages > 15 {
		t.Errorf("%d pages", pages)
	}
}
