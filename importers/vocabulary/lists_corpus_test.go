//go:build corpus

package vocabulary

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"roundtable/planner"
)

// TestCountryListsAgainstReference holds the dated lists against a second source. São
// Tomé and Príncipe left the least developed countries on 13 December 2024, after the
// reference; the countries of M49 that are not in the Group of 77 are named.
func TestCountryListsAgainstReference(t *testing.T) {
	for file, list := range map[string]struct {
		of          planner.Dimension
		more, fewer []string // than in the reference
	}{
		"ldc.csv": {of: "LDC", fewer: []string{"ST"}}, "sids.csv": {of: "SIDS"}, "lldc.csv": {of: "LLDC"},
		"g77.csv": {
			of:   "developing country",
			more: []string{"AM", "CK", "GE", "HK", "KG", "KR", "KZ", "MO", "MX", "NU", "PW", "TR", "TV", "TW", "UZ"},
		},
	} {
		f, err := os.Open(filepath.Join(os.Getenv("ROUNDTABLE_CORPUS"), "ref-un-regional-groups", file))
		if err != nil {
			t.Skip(err)
		}
		defer f.Close()
		rows, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		mine, ok := CountryListOf(list.of)
		theirs := make(map[string]bool)
		for _, row := range rows[1:] {
			if c, known := CountryOf(row[0]); known {
				theirs[c.ISO2] = true
			} else {
				t.Errorf("%s: %q is no country", file, row[0])
			}
		}
		for code := range mine.codes {
			if !theirs[code] && !slices.Contains(list.more, code) {
				t.Errorf("%s: %s is not in the reference", list.of, code)
			}
		}
		for code := range theirs {
			if !mine.codes[code] && !slices.Contains(list.fewer, code) {
				t.Errorf("%s: %s is missing", list.of, code)
			}
		}
		if !ok {
			t.Errorf("no list %s", list.of)
		}
	}
}
