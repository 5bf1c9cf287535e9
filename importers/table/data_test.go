package table

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// sharedData returns the folder of the shared collection of real files, or
// skips the test where that collection is not there.
func sharedData(t testing.TB, parts ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = up
	}
	shared := filepath.Join(dir, "..", "shared")
	if _, err := os.Stat(shared); os.IsNotExist(err) {
		t.Skip("no shared data here")
	}
	return filepath.Join(append([]string{shared, "data"}, parts...)...)
}

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

// sharedFiles returns all files of the shared collection with that extension.
func sharedFiles(t testing.TB, ext string) []string {
	t.Helper()
	var paths []string
	err := filepath.WalkDir(sharedData(t), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(path) == ext {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}
