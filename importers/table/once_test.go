package table

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"
)

// A file that is written to while it is read: what is parsed is what the fingerprint is of.
func TestFileIsReadOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "people.csv")
	before := []byte("name,region\nAna,Africa\n")
	if err := os.WriteFile(path, before, 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := OpenFile(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if err := os.WriteFile(path, []byte("name,region\nBen,Asia\nCem,Asia\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(before)
	if s, err := b.Source(); err != nil || s.SHA256 != hex.EncodeToString(sum[:]) || s.Bytes != int64(len(before)) {
		t.Errorf("%+v, %v", s, err)
	}
	var rows [][]string
	for row, err := range b.Sheets[0].Rows(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, []string{row.Cell(1).Text, row.Cell(2).Text})
	}
	if len(rows) != 2 || rows[1][0] != "Ana" {
		t.Errorf("%q", rows)
	}
}
