package table

import "testing"

// readAll returns the texts of a sheet's rows, by row number.
func readAll(t testing.TB, s *Sheet) map[int][]string {
	t.Helper()
	rows := make(map[int][]string)
	for r, err := range s.Rows(t.Context()) {
		if err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		var texts []string
		for _, c := range r.Cells {
			texts = append(texts, c.Text)
		}
		rows[r.Number] = texts
	}
	return rows
}

func mustOpen(t testing.TB, path string, opts Options) *Book {
	t.Helper()
	b, err := OpenFile(path, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func cell(row []string, i int) string {
	if i < len(row) {
		return row[i]
	}
	return ""
}
