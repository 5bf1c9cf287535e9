// Package testdata finds and reads the files that tests of several packages
// share. README.md beside it says what each folder holds and where it is from.
package testdata

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
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

// Read returns the bytes of a file of testdata.
func Read(t testing.TB, elem ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(Path(t, elem...))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// JSON decodes a file of testdata.
func JSON(t testing.TB, into any, elem ...string) {
	t.Helper()
	if err := json.Unmarshal(Read(t, elem...), into); err != nil {
		t.Fatalf("%s: %v", filepath.Join(elem...), err)
	}
}

// Rows returns the rows of a csv file of testdata, each by its headings.
func Rows(t testing.TB, elem ...string) []map[string]string {
	t.Helper()
	f, err := os.Open(Path(t, elem...))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", filepath.Join(elem...), err)
	}
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
