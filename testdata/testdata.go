// Package testdata finds and reads the files that tests of several packages
// share. README.md beside it says what each folder holds and where it is from.
//
// Tests with the build tag corpus read files of others, which may not stand in
// this repository, from the folder named in ROUNDTABLE_CORPUS: see [Corpus].
package testdata

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// Path is the path of a file or folder of testdata.
func Path(t testing.TB, elem ...string) string {
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
			t.Fatal("go.mod not found above the test")
		}
		dir = up
	}
	path := filepath.Join(append([]string{dir, "testdata"}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// Corpus is the path of a file or folder of the collection of real files, whose
// folder the environment variable ROUNDTABLE_CORPUS names. It is for tests with
// the build tag corpus, and fails where the variable is not set.
func Corpus(t testing.TB, elem ...string) string {
	t.Helper()
	dir := os.Getenv("ROUNDTABLE_CORPUS")
	if dir == "" {
		t.Fatal("ROUNDTABLE_CORPUS names no folder: set it to the folder of the collection")
	}
	path := filepath.Join(append([]string{dir}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// Files lists the files below a folder, in the order of their paths, whose names
// end in one of the extensions, as in ".csv"; all files where none is given.
func Files(t testing.TB, dir string, extensions ...string) []string {
	t.Helper()
	var paths []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && (len(extensions) == 0 || slices.Contains(extensions, filepath.Ext(path))) {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// Read returns the bytes of a file of testdata.
func Read(t testing.TB, elem ...string) []byte {
	t.Helper()
	return ReadFile(t, Path(t, elem...))
}

// ReadFile returns the bytes of a file.
func ReadFile(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// JSON decodes a file of testdata.
func JSON(t testing.TB, into any, elem ...string) {
	t.Helper()
	JSONFile(t, into, Path(t, elem...))
}

// JSONFile decodes a file.
func JSONFile(t testing.TB, into any, path string) {
	t.Helper()
	if err := json.Unmarshal(ReadFile(t, path), into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// Table returns the cells of a csv file of testdata, the headings first.
func Table(t testing.TB, elem ...string) [][]string {
	t.Helper()
	return tableFile(t, Path(t, elem...))
}

func tableFile(t testing.TB, path string) [][]string {
	t.Helper()
	text := bytes.TrimPrefix(ReadFile(t, path), []byte("\ufeff"))
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return rows
}

// Rows returns the rows of a csv file of testdata, each by its headings.
func Rows(t testing.TB, elem ...string) []map[string]string {
	t.Helper()
	return RowsFile(t, Path(t, elem...))
}

// RowsFile returns the rows of a csv file, each by its headings.
func RowsFile(t testing.TB, path string) []map[string]string {
	t.Helper()
	rows := tableFile(t, path)
	out := make([]map[string]string, 0, len(rows))
	for _, row := range rows[1:] {
		byHeading := make(map[string]string, len(row))
		for i, heading := range rows[0] {
			byHeading[heading] = row[i]
		}
		out = append(out, byHeading)
	}
	return out
}
