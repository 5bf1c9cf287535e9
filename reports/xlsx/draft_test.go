package xlsx

import (
	"strings"
	"testing"

	"roundtable/reports"
	"roundtable/reports/messages"
	"roundtable/testdata/sample"
)

// Every sheet of a draft says so in its first row and on every printed page; a release
// speaks of no drafts anywhere in the file, and has the same rows otherwise.
func TestDraftIsAMarkAlone(t *testing.T) {
	d := sample.Document()
	d.Edition = reports.Public
	release := XlsxBytes(t, d)
	d.Draft = true
	draft := XlsxBytes(t, d)
	for name, part := range sample.Unzip(t, release) {
		if strings.Contains(strings.ToLower(part), "draft") {
			t.Errorf("%s of the release speaks of drafts", name)
		}
	}
	a, b := OpenXLSX(t, draft), OpenXLSX(t, release)
	for _, sheet := range a.GetSheetList() {
		rows, err := a.GetRows(sheet)
		if err != nil || len(rows) == 0 || !strings.HasPrefix(rows[0][0], draftMark+" ") {
			t.Fatalf("sheet %s has no mark in its first row: %v", sheet, err)
		}
		header, err := a.GetHeaderFooter(sheet)
		if err != nil || !strings.Contains(header.OddHeader, draftMark) {
			t.Errorf("sheet %s has no mark in its header: %v", sheet, err)
		}
		rows[0][0] = strings.TrimPrefix(rows[0][0], draftMark+" ")
		var got, want []string
		for _, row := range rows {
			if text := strings.Join(row, "|"); !strings.HasPrefix(text, draftMark) {
				got = append(got, text)
			}
		}
		others, err := b.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range others {
			want = append(want, strings.Join(row, "|"))
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("sheet %s differs in more than the mark", sheet)
		}
	}
}

var draftMark = messages.English().Say("page.draft", nil)
