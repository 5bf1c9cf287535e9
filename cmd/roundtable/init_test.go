package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/xlsx"
)

// The workbook to fill in gives no warning: as it is, with its examples as rows of a
// meeting, and with every second sheet filled in alone.
func TestWorkbookToFillIn(t *testing.T) {
	for name, fill := range map[string]func(i int) bool{
		"untouched": func(int) bool { return false },
		"filled in": func(int) bool { return true },
		"in part":   func(i int) bool { return i%2 == 0 },
	} {
		what := build.Template()
		for i := range what.Sheets {
			if s := &what.Sheets[i]; fill(i) {
				asRows(s)
			}
		}
		path := filepath.Join(t.TempDir(), "meeting.xlsx")
		var book bytes.Buffer
		if err := xlsx.WriteTemplate(&book, what); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, book.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		code, stdout, stderr := call(t, context.Background(), "inspect", path)
		if code != exit.CodeOK || !strings.Contains(stdout, "0 errors, 0 warnings, ") {
			_, findings, _ := strings.Cut(stdout, " errors, ")
			t.Errorf("%s: exit code %d\n%s\n%s", name, code, findings, stderr)
		}
		for i, kind := range []string{"roster", "issues", "votes", "groups", "pairs", "targets", "agenda", "settings"} {
			head := "sheet " + what.Sheets[i].Name + "\n"
			if _, said, _ := strings.Cut(stdout, head); !strings.Contains(said, "Read as "+kind) ||
				strings.Index(said, "Read as "+kind) > 200 {
				t.Errorf("%s: sheet %s is not read as %s", name, what.Sheets[i].Name, kind)
			}
		}
	}
}

// asRows makes the examples of a sheet its rows.
func asRows(s *reports.TemplateSheet) {
	for _, row := range s.Examples {
		row[0] = strings.TrimPrefix(row[0], "example: ")
	}
	s.Examples, s.Rows = nil, append(s.Examples, s.Rows...)
}
