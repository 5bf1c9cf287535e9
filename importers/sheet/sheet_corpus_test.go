//go:build corpus

package sheet

import (
	"testing"

	"roundtable/testdata"
)

func TestCorpusReportsOfResults(t *testing.T) {
	for _, name := range []string{"electionbuddy.csv", "electionbuddy-regression.csv", "dominion-results.xlsx"} {
		data := testdata.ReadFile(t, testdata.Corpus(t, "votes-small-formats", name))
		if kind, why := read(t, name, data, Options{}).Kind(); kind != Results {
			t.Errorf("%s is taken as %s: %s", name, kind, why)
		}
	}
}
