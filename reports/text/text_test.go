package text_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"roundtable/reports"
	"roundtable/reports/internal/texttab"
	"roundtable/reports/text"
	"roundtable/testdata/sample"

	"github.com/google/go-cmp/cmp"
)

func TestWriteText(t *testing.T) {
	for _, width := range []int{80, 48, 30} {
		var out bytes.Buffer
		if err := text.WriteDocument(&out, sample.Document(), width); err != nil {
			t.Fatal(err)
		}
		sample.Golden(t, "sample-"+strconv.Itoa(width)+".txt", out.Bytes())
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
	if err := text.WriteDocument(&plain, sample.Document(), 80); err != nil {
		t.Fatal(err)
	}
	if bytes.ContainsRune(plain.Bytes(), '\x1b') {
		t.Error("colour in plain text")
	}
	if err := text.WriteDocumentWith(&painted, sample.Document(), text.Options{Width: 80, Colour: true}); err != nil {
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
	d := &reports.Document{Title: "A\x1b[2Jb", Sections: []reports.Section{{Title: "S", Blocks: []reports.Block{
		reports.Table{Columns: []reports.Column{{Title: "N"}}, Rows: [][]reports.Value{{reports.Str("x\x1b]0;evil\x07y")}}},
		reports.Verdicts{Items: []reports.Verdict{{State: reports.OK, Text: "t\u202Eevil"}}},
	}}}}
	var out bytes.Buffer
	if err := text.WriteDocument(&out, d, 80); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(out.String(), "\x1b\x07\u202e") {
		t.Errorf("control characters in %q", out.String())
	}
}
