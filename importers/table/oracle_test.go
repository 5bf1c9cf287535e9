package table

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTwins reads seven forms of one roster and expects one table.
func TestTwins(t *testing.T) {
	var want map[int][]string
	for _, name := range []string{
		"tds.utf8.csv", "tds.xlsx", "tds.cp1252-semicolon-crlf.csv", "tds.oldmac-cr.csv",
		"tds.utf16le-bom.tsv", "tds.utf8-bom-semicolon-crlf.csv", "tds.ods",
	} {
		b := mustOpen(t, sharedData(t, "roster-ireland-oireachtas", name), Options{})
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
