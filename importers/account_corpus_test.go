//go:build corpus

package importers

import (
	"testing"

	"roundtable/testdata"
)

// Every row of every file of the corpus has a class.
func TestCorpusAccountsAddUp(t *testing.T) {
	for _, path := range filesBelow(t, testdata.Corpus(t)) {
		accountOf(t, path)
	}
}
