package xlsx

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"roundtable/reports/build"
	"roundtable/testdata/sample"
)

func templateBytes(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := WriteTemplate(&out, build.Template()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWriteTemplateIsReproducible(t *testing.T) {
	first := templateBytes(t)
	for range 10 {
		if !bytes.Equal(first, templateBytes(t)) {
			t.Fatal("two runs differ")
		}
	}
}

func TestWriteTemplate(t *testing.T) {
	f := OpenXLSX(t, templateBytes(t))
	want := []string{"Start here", "People", "Issues", "Votes", "Groups", "Pairs", "Targets", "Agenda", "Settings", "Lists"}
	if got := f.GetSheetList(); !slices.Equal(got, want) {
		t.Fatalf("sheets %q, want %q", got, want)
	}
	if visible, err := f.GetSheetVisible("Lists"); visible || err != nil {
		t.Errorf("Lists visible: %t, %v", visible, err)
	}
	for _, s := range build.Template().Sheets {
		rows, err := f.GetRows(s.Name)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != 1+len(s.Examples)+len(s.Rows) {
			t.Errorf("%s: %d rows", s.Name, len(rows))
		}
		for i, row := range rows[1 : 1+len(s.Examples)] {
			if !strings.HasPrefix(row[0], "example:") {
				t.Errorf("%s row %d is not marked as an example: %q", s.Name, i+2, row[0])
			}
			if len(s.Examples[i]) != len(s.Columns) {
				t.Errorf("%s row %d has %d cells for %d columns", s.Name, i+2, len(s.Examples[i]), len(s.Columns))
			}
		}
		comments, err := f.GetComments(s.Name)
		if err != nil || len(comments) != len(s.Columns) {
			t.Errorf("%s: %d notes for %d headings, %v", s.Name, len(comments), len(s.Columns), err)
		}
		for i, c := range s.Columns {
			if c.Required != strings.HasSuffix(rows[0][i], " *") {
				t.Errorf("%s: heading %q, required %t", s.Name, rows[0][i], c.Required)
			}
			note := ""
			for _, run := range comments[i].Paragraph {
				note += run.Text
			}
			if c.Required != strings.Contains(note, "Needed.") || !strings.HasPrefix(note, c.Title) {
				t.Errorf("%s: note of %q does not agree with its star", s.Name, c.Title)
			}
		}
		panes, err := f.GetPanes(s.Name)
		if err != nil || !panes.Freeze || panes.YSplit != 1 {
			t.Errorf("%s: heading not frozen", s.Name)
		}
	}
	// The lists behind the drop-downs, one with commas in its terms.
	validations, err := f.GetDataValidations("People")
	if err != nil {
		t.Fatal(err)
	}
	sources := map[string]string{}
	for _, v := range validations {
		sources[v.Sqref] = v.Formula1
	}
	for sqref, want := range map[string]string{
		"C2:C2000": "Lists!$A$2:$A$6", "D2:D2000": "Lists!$B$2:$B$6",
		"F2:F2000": "Lists!$C$2:$C$5",
	} {
		if got := strings.NewReplacer("<formula1>", "", "</formula1>", "").Replace(sources[sqref]); got != want {
			t.Errorf("drop-down of %s draws from %q, want %q", sqref, got, want)
		}
	}
	if region, _ := f.GetCellValue("Lists", "B6"); region != "Western European and Others Group (WEOG)" {
		t.Errorf("Lists!B6 is %q", region)
	}
}

func TestWriteTemplateReportsErrors(t *testing.T) {
	if err := WriteTemplate(&sample.BrokenWriter{Left: 100}, build.Template()); !errors.Is(err, sample.ErrBroken) {
		t.Errorf("error %v, want %v", err, sample.ErrBroken)
	}
}
