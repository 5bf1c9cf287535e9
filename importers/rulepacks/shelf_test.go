package rulepacks

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// A file of rules that is saved while a run goes on is judged by and hashed as it was when
// the run first read it.
func TestShelfReadsOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "own.yaml")
	write := func(least string) []byte {
		data := []byte("name: own\ntitle: T\nbody: B\nyear: 2020\nread: 2026-11-22\nrules:\n" +
			"  - {id: a, text: t, threshold: t, kind: fail, source: s.org, check: size, min: " + least + "}\n")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return data
	}
	first := write("3")
	var shelf Shelf
	before, err := shelf.Targets("", path)
	if err != nil {
		t.Fatal(err)
	}
	write("99")
	after, err := shelf.Targets("", path)
	if err != nil || len(after) != 1 || after[0].Min != before[0].Min {
		t.Errorf("%v: %+v became %+v", err, before, after)
	}
	p, err := shelf.Load(path)
	if want := fmt.Sprintf("%x", sha256.Sum256(first)); err != nil || p.Source.SHA256 != want || p.Source.File != "own.yaml" ||
		p.Source.Bytes != int64(len(first)) {
		t.Errorf("%v: %+v, want the hash %s", err, p.Source, want)
	}
	if fresh, err := new(Shelf).Targets("", path); err != nil || fresh[0].Min == before[0].Min {
		t.Errorf("%v: the next run reads %+v", err, fresh)
	}
}
