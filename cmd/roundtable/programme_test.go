package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"roundtable/reports/xlsx"
)

// A workbook with one sheet for each session is a programme where that is asked for;
// who is who is told by names, whatever their titles and accents.
func TestSheetsAreSessions(t *testing.T) {
	path := filepath.Join(t.TempDir(), "panels.xlsx")
	var book bytes.Buffer
	err := xlsx.WriteSheets(&book, []xlsx.Sheet{
		{Name: "Opening", CSV: []byte("Name,Role,Gender\nDr. Ana Lima,speaker,F\nBo Lind,speaker,M\n")},
		{Name: "Closing", CSV: []byte("Name,Role,Gender\n\"LIMA, Aña\",speaker,F\nEva Graf,speaker,F\n")},
		{Name: "Cables", CSV: []byte("Name,Role,Gender\nCai Wen,speaker,M\nBo Lind,speaker,M\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, book.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, talk := call(t, t.Context(), "balance", path, "--programme", "--rules", "pledge-wbcsd", "-q")
	if code != exitMissed {
		t.Fatalf("exit code %d: %s", code, talk)
	}
	for _, want := range []string{
		"1 of 3 sessions meet every must rule; 2 miss one or more.", "2 panels are of one gender only.",
		"Closing (F) and Cables (M)", "2 people are in more than one session",
	} {
		if !strings.Contains(strings.Join(strings.Fields(out), " "), want) {
			t.Errorf("missing %q in\n%s", want, out)
		}
	}
}
