package reports

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"roundtable/reports/texttab"

	"github.com/google/go-cmp/cmp"
)

func TestWriteText(t *testing.T) {
	for _, width := range []int{80, 48, 30} {
		var out bytes.Buffer
		if err := WriteText(&out, Document_(), width); err != nil {
			t.Fatal(err)
		}
		Golden(t, "sample-"+strconv.Itoa(width)+".txt", out.Bytes())
		for _, l := range strings.Split(out.String(), "\n") {
			if texttab.Width(l) > width {
				t.Errorf("width %d: line of %d columns: %q", width, texttab.Width(l), l)
			}
			if strings.HasSuffix(l, " ") {
				t.Errorf("space at the end of %q", l)
			}
		}
	}
}

func TestWriteTextColourChangesNothingElse(t *testing.T) {
	var plain, painted bytes.Buffer
	if err := WriteText(&plain, Document_(), 80); err != nil {
		t.Fatal(err)
	}
	if bytes.ContainsRune(plain.Bytes(), '\x1b') {
		t.Error("colour in plain text")
	}
	if err := WriteTextWith(&painted, Document_(), TextOptions{Width: 80, Colour: true}); err != nil {
		t.Fatal(err)
	}
	stripped := painted.String()
	for _, code := range []string{"1", "2", "31", "32", "33", "0"} {
		stripped = strings.ReplaceAll(stripped, "\x1b["+code+"m", "")
	}
	if diff := cmp.Diff(plain.String(), stripped); diff != "" {
		t.Error(diff)
	}
}

// A name cannot drive the terminal.
func TestWriteTextStripsControl(t *testing.T) {
	d := &Document{Title: "A\x1b[2Jb", Sections: []Section{{Title: "S", Blocks: []Block{
		Table{Columns: []Column{{Title: "N"}}, Rows: [][]Value{{Str("x\x1b]0;evil\x07y")}}},
		Verdicts{Items: []Verdict{{State: OK, Text: "t\u202Eevil"}}},
	}}}}
	var out bytes.Buffer
	if err := WriteText(&out, d, 80); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(out.String(), "\x1b\x07\u202e") {
		t.Errorf("control characters in %q", out.String())
	}
}
