package term

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func env(pairs map[string]string) func(string) string {
	return func(key string) string { return pairs[key] }
}

func TestOfNoTerminal(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "out.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, c := range []struct {
		columns string
		want    int
	}{{"", 80}, {"64", 64}, {"1000", 100}, {"3", 30}, {"wide", 80}, {"-5", 80}} {
		for _, w := range []interface{ Write([]byte) (int, error) }{new(bytes.Buffer), file} {
			got := Of(w, env(map[string]string{"COLUMNS": c.columns}))
			if want := (Screen{Width: c.want}); got != want {
				t.Errorf("COLUMNS=%q: Of(%T) = %+v, want %+v", c.columns, w, got, want)
			}
		}
	}
}

// A pseudo-terminal is not everywhere to be had.
func TestOfTerminal(t *testing.T) {
	tty, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("no pseudo-terminal here")
	}
	defer tty.Close()
	if !Of(tty, env(nil)).Terminal {
		t.Skip("the pseudo-terminal is not seen as one here")
	}
}
