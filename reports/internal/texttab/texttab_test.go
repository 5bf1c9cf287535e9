package texttab

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"roundtable/reports"
)

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{
		"":                 0,
		"Ann":              3,
		"é":                1,
		"e\u0301":          1, // e and a combining accent
		"治理":               4,
		"\u2068أحمد\u2069": 4, // isolates take no room
		"👩‍💻":              2, // two emoji joined into one
		"🇰🇪":               2,
	} {
		if got := Width(text); got != want {
			t.Errorf("Width(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 10, []string{""}},
		{"one two three", 20, []string{"one two three"}},
		{"one two three", 8, []string{"one two", "three"}},
		{"one two three", 7, []string{"one two", "three"}},
		{"a\nb", 10, []string{"a", "b"}},
		{"Intergovernmental or", 16, []string{"Intergovernmenta", "l or"}},
		{"abcdefgh", 3, []string{"abc", "def", "gh"}},
		{"x abcdefgh y", 4, []string{"x", "abcd", "efgh", "y"}},
		{"互联网治理论坛", 6, []string{"互联网", "治理论", "坛"}},
		{"治", 1, []string{"治"}},
		{"\u0301治", 1, []string{"\u0301", "治"}},
	} {
		if diff := cmp.Diff(c.want, Wrap(c.text, c.width)); diff != "" {
			t.Errorf("Wrap(%q, %d): (-want +got)\n%s", c.text, c.width, diff)
		}
	}
}

// Wrapping loses nothing but white space and never makes a line too wide,
// except for a single character that is wider than the line.
func TestWrapKeepsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("ab cé -/。治理أح👍\u0301\n")), 0, 60, -1).Draw(t, "text")
		width := rapid.IntRange(1, 30).Draw(t, "width")
		lines := Wrap(text, width)
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := squeeze(strings.Join(lines, "")); got != squeeze(text) {
			t.Fatalf("text changed: %q", got)
		}
		for _, l := range lines {
			if Width(l) > max(width, 2) {
				t.Fatalf("line %q is %d wide, limit %d", l, Width(l), width)
			}
		}
	})
}

func table() Table {
	return Table{
		Columns: []Column{{Title: "Issue"}, {Title: "Support", Align: reports.Right, Keep: true}, {Title: "State"}},
		Rows: [][]string{
			{"Consumer protection", "71.2", "✓ met"},
			{"互联网治理", "8.0", "✗ missed"},
			{"حماية المستهلك", "100.0", "! cannot tell"},
			{"Team 👩‍💻 naïve", "0.5", ""},
		},
	}
}

func TestTableAligns(t *testing.T) {
	want := []string{
		"Issue                Support  State",
		"-------------------  -------  -------------",
		"Consumer protection     71.2  ✓ met",
		"互联网治理               8.0  ✗ missed",
		"حماية المستهلك         100.0  ! cannot tell",
		"Team 👩‍💻 naïve            0.5",
	}
	got := table().Lines(80)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	// The end of the number column is at the same place on every line.
	for i, l := range got[2:] {
		number := strings.TrimSpace(table().Rows[i][1])
		if at := Width(l[:strings.Index(l, number)+len(number)]); at != 28 {
			t.Errorf("line %q: number ends in column %d, want 28", l, at)
		}
	}
}

func TestTableFitsAnyWidth(t *testing.T) {
	for width := 10; width <= 80; width++ {
		for _, l := range table().Lines(width) {
			if Width(l) > width {
				t.Errorf("width %d: line %q is %d wide", width, l, Width(l))
			}
		}
	}
}

func TestTableBecomesList(t *testing.T) {
	want := []string{
		"Issue: Consumer", "protection", "  Support: 71.2", "  State: ✓ met",
	}
	got := table().Lines(17)
	if diff := cmp.Diff(want, got[:4]); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
