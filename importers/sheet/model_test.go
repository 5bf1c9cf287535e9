package sheet

import (
	"testing"

	"roundtable/importers/table"
	"roundtable/testdata"
	"roundtable/testdata/twins"
)

// read understands the first sheet of a file.
func read(t testing.TB, name string, data []byte, opts Options) *Model {
	t.Helper()
	book, err := table.Open(name, data, table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m, err := Read(t.Context(), name, book.Sheets[0], opts)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestReportsOfResultsHoldNoBallots(t *testing.T) {
	for name, data := range map[string][]byte{
		"report-rounds.csv": testdata.Read(t, "surveys", "report-rounds.csv"),
		"report-short.xlsx": twins.Responses(t, testdata.Table(t, "surveys", "report-short.csv")),
	} {
		if kind, why := read(t, name, data, Options{}).Kind(); kind != Results {
			t.Errorf("%s is taken as %s: %s", name, kind, why)
		}
	}
}
