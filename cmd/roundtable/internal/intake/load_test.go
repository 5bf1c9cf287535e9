package intake

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"roundtable/cmd/roundtable/internal/talk"
)

// Where a Settings sheet says how to read the files they are read again, and everything of
// the first reading is forgotten: each earlier meeting counts once.
func TestReadAgain(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		at := filepath.Join(dir, name)
		if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return at
	}
	people := write("people.csv", "id,name,region\n1,Ana,Europe\n2,Bo,Africa\n3,Cy,Europe\n4,Di,Africa\n")
	earlier := write("earlier.csv", "person,group\nAna,1\nBo,1\nCy,2\nDi,2\n")
	settings := write("settings.csv", "key,value\nscheme,icann\n")
	j := New(talk.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard}, "test")
	j.Files, j.earlier, j.keep = []string{people, settings}, []string{earlier}, []string{earlier}
	l, err := j.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if first, _ := j.resolve(nil); l.Options.ReadsLike(first) {
		t.Fatal("the files were read once")
	}
	if len(l.Earlier) != 1 || l.Kept == nil {
		t.Errorf("%d earlier meetings, want 1", len(l.Earlier))
	}
	if len(l.Meeting.Sources) != 4 {
		t.Errorf("sources: %v", l.Meeting.Sources)
	}
}
