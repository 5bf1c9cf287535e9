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
)

// sections writes every section of a document, with a blank line between two.
func sections(t *testing.T, d *reports.Document, o text.Options) string {
	t.Helper()
	var out bytes.Buffer
	for i := range d.Sections {
		if i > 0 {
			out.WriteByte('\n')
		}
		if err := text.WriteSection(&out, &d.Sections[i], o); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

func TestWriteText(t *testing.T) {
	for _, width := range []int{80, 48, 30} {
		out := sections(t, sample.Document(), text.Options{Width: width})
		sample.Golden(t, "sample-"+strconv.Itoa(width)+".txt", []byte(out))
		for _, l := range strings.Split(out, "\n") {
			if texttab.Width(l) > width {
				t.Errorf("width %d: line of %d columns: %q", width, texttab.Width(l), l)
			}
			if strings.HasSuffix(l, " ") {
				t.Errorf("space at the end of %q", l)
			}
		}
	}
}

// A name cannot drive the terminal.
func TestWriteTextStripsControl(t *testing.T) {
	d := &reports.Document{Sections: []reports.Section{{Title: "A\x1b[2Jb", Lead: "L\x1b[2J", Blocks: []reports.Block{
		reports.Table{
			Columns: []reports.Column{{Title: "N"}},
			Rows:    [][]reports.Value{{reports.Str("x\x1b]0;evil\x07y")}},
		},
		reports.Verdicts{Items: []reports.Verdict{{State: reports.OK, Text: "t\u202Eevil"}}},
	}}}}
	if out := sections(t, d, text.Options{}); strings.ContainsAny(out, "\x1b\x07\u202e") {
		t.Errorf("control characters in %q", out)
	}
}
