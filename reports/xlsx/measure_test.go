package xlsx

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// Lines are counted as words stand in them; what is wider than a line is cut.
func TestLines(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float64
		want  int
	}{
		{"", 10, 1},
		{"one", 10, 1},
		{"one\ntwo\n\nthree", 10, 4},
		{strings.Repeat("8", 40), 10, 4},
		{"abc abc abc", 100, 1},
		{"aaaa aaaa aaaa", 8.5, 3},
		{strings.Repeat("治", 10), 11, 2},
		{"x " + strings.Repeat("治", 10), 11, 3},
		{"مرحبا بكم", 6, 2},
	} {
		if got := lines(c.text, c.width); got != c.want {
			t.Errorf("%q in %g: %d lines, want %d", c.text, c.width, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text, width := rapid.String().Draw(t, "text"), rapid.Float64Range(3, 80).Draw(t, "width")
		n := lines(text, width)
		if least := int(ink(strings.Join(strings.Fields(text), "")) / width); n < least {
			t.Fatalf("%q in %g: %d lines hold no %g", text, width, n, ink(text))
		}
		if lines(text, width*2) > n {
			t.Fatalf("%q takes more lines in twice the width", text)
		}
	})
}

// The paper follows the size: upright, across where that is too small or all on one page,
// and a little smaller where that saves a page.
func TestPaper(t *testing.T) {
	chart := sheetChart{chart: &excelize.Chart{Dimension: excelize.ChartDimension{Height: 900}}}
	for _, c := range []struct {
		width, tall float64
		sheet       sheet
		across      bool
		pages       int
	}{
		{90, 700, sheet{}, false, 1},
		{90, 800, sheet{}, false, 1}, // smaller by a little
		{90, 1000, sheet{}, false, 2},
		{90, 1600, sheet{}, false, 2},
		{90, 745 * 9.9, sheet{}, false, 9},
		{140, 400, sheet{}, true, 1},
		{140, 3000, sheet{}, false, 3},
		{220, 400, sheet{}, true, 1},
		{220, 3000, sheet{}, true, 4},
		{90, 700, sheet{charts: []sheetChart{chart}}, false, 2},
		{220, 400, sheet{grows: true}, true, 0},
		{220, 400, sheet{printed: "$A$1:$B$2"}, false, 0},
	} {
		c.sheet.widths = []float64{c.width}
		for left := c.tall; left > 0; left -= mostHeight {
			c.sheet.rows = append(c.sheet.rows, sheetRow{height: min(left, mostHeight)})
		}
		if across, pages := c.sheet.paper(); across != c.across || pages != c.pages {
			t.Errorf("%g by %g: across %v on %d pages, want %v on %d", c.width, c.tall, across, pages, c.across, c.pages)
		}
	}
}
