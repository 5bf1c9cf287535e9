package html

import (
	"math"
	"strings"
	"testing"

	"roundtable/reports"
	"roundtable/reports/messages"
)

// stillOf is the picture for a page of a chart with one row.
func stillOf(t *testing.T, c reports.Chart) still {
	t.Helper()
	c.ID, c.Title = "c", "T"
	for i := range c.Series {
		c.Series[i].Name = "series " + string(rune('A'+i))
	}
	both := stills(messages.English(), &c)
	if len(both) != 2 || both[0].Kind != "page" || both[1].Kind != "phone" {
		t.Fatalf("%s: %d pictures", c.Kind, len(both))
	}
	for _, s := range both {
		for _, x := range s.Shapes {
			if x.X < 0 || x.X+x.Width > s.Width+0.1 || x.Y < 0 || x.Y+x.Height > s.Height {
				t.Errorf("%s, %s: %+v is outside of %v by %v", c.Kind, s.Kind, x, s.Width, s.Height)
			}
		}
	}
	return both[0]
}

// Lengths of bars are in proportion to their figures, and each figure is written.
func TestStillBars(t *testing.T) {
	s := stillOf(t, reports.Chart{
		Kind: reports.Bar, Categories: []string{"one", "two", "none"},
		Series: []reports.Series{{Values: []float64{10, 40, math.NaN()}}}, Intervals: []reports.Span{{Low: 5, High: 20}},
	})
	var widths []float64
	whiskers := 0
	texts := ""
	for _, x := range s.Shapes {
		switch {
		case x.Class == "f0":
			widths = append(widths, x.Width)
		case x.Class == "whisker":
			whiskers++
		case x.Form == "text":
			texts += x.Text + "|"
		}
	}
	if len(widths) != 2 || math.Abs(widths[1]/widths[0]-4) > 0.01 || whiskers != 3 || !strings.Contains(texts, "|10|") {
		t.Errorf("bars of %v with %d strokes of whiskers, %s", widths, whiskers, texts)
	}
}

// Answers for stand to the right of zero and answers against to the left.
func TestStillDiverges(t *testing.T) {
	s := stillOf(t, reports.Chart{
		Kind: reports.Diverge, Categories: []string{"one"},
		Series: []reports.Series{{Values: []float64{3}}, {Values: []float64{2}}, {Values: []float64{5}}},
	})
	at := map[string]shape{}
	for _, x := range s.Shapes {
		if x.Form == "rect" && x.Y > 24 {
			at[x.Class] = x
		}
	}
	zero := at["f1"].X
	if end := at["f3"].X + at["f3"].Width; math.Abs(end-zero) > 0.2 || at["f2"].Y <= at["f1"].Y {
		t.Errorf("for from %v, against to %v, neutral at %v", zero, end, at["f2"])
	}
}

// Where the script runs from right to left, so does the picture.
func TestStillMirrored(t *testing.T) {
	c := reports.Chart{
		ID: "c", Kind: reports.Bar, Categories: []string{"one"}, Series: []reports.Series{{Values: []float64{10}}},
	}
	ltr := stills(messages.English(), &c)[0]
	rtl := stills(rightToLeft{messages.English()}, &c)[0]
	for i, x := range ltr.Shapes {
		y := rtl.Shapes[i]
		if x.Form == "rect" && math.Abs(x.X+x.Width+y.X-ltr.Width) > 0.1 {
			t.Errorf("%+v became %+v", x, y)
		}
		if x.Anchor == "end" && y.Anchor != "start" {
			t.Errorf("%+v became %+v", x, y)
		}
	}
}

type rightToLeft struct{ reports.Language }

func (rightToLeft) RightToLeft() bool { return true }

// Every kind of chart stands within its picture.
func TestStillKinds(t *testing.T) {
	three := []reports.Series{
		{Values: []float64{1, 7}}, {Values: []float64{2, 3}}, {Values: []float64{4, math.NaN()}},
	}
	for _, kind := range []reports.ChartKind{
		reports.Bar, reports.Stacked, reports.HeatMap, reports.Diverge, reports.TargetBar, reports.DotPlot,
	} {
		s := stillOf(t, reports.Chart{
			Kind: kind, Categories: []string{"a long label that does not go on one line of a picture at all", "b"},
			Series: three, LineAfter: 1,
		})
		if len(s.Shapes) < 8 {
			t.Errorf("%s: %d shapes", kind, len(s.Shapes))
		}
	}
	stillOf(t, reports.Chart{Kind: reports.RangeBar, Categories: []string{"a", "b"}, Series: three[:2]})
}
