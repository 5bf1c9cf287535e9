package text_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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

func TestWriteTextColourChangesNothingElse(t *testing.T) {
	plain := sections(t, sample.Document(), text.Options{Width: 80})
	if strings.ContainsRune(plain, '\x1b') {
		t.Error("colour in plain text")
	}
	stripped := sections(t, sample.Document(), text.Options{Width: 80, Colour: true})
	if stripped == plain {
		t.Error("colour was asked for and none came")
	}
	for _, code := range []string{"1", "2", "31", "32", "33", "0"} {
		stripped = strings.ReplaceAll(stripped, "\x1b["+code+"m", "")
	}
	if diff := cmp.Diff(plain, stripped); diff != "" {
		t.Error(diff)
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
