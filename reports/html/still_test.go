package html

import (
	"math"
	"slices"
	"strconv"
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
			for _, line := range x.Lines {
				for i := 0; i < len(line); i += 2 {
					if line[i] < 0 || line[i] > s.Width || line[i+1] < 0 || line[i+1] > s.Height {
						t.Errorf("%s, %s: line %v is outside of %v by %v", c.Kind, s.Kind, line, s.Width, s.Height)
					}
				}
			}
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
			whiskers += len(x.Lines)
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
		for at, line := range x.Lines {
			if math.Abs(line[0]+y.Lines[at][0]-ltr.Width) > 0.1 || line[1] != y.Lines[at][1] {
				t.Errorf("line %v became %v", line, y.Lines[at])
			}
		}
		if x.Anchor == "end" && y.Anchor != "start" {
			t.Errorf("%+v became %+v", x, y)
		}
	}
}

type rightToLeft struct{ reports.Language }

func (rightToLeft) RightToLeft() bool { return true }

// Each of a row's dots has a form and colour of its own, which the legend names.
func TestStillDots(t *testing.T) {
	c := reports.Chart{Kind: reports.DotPlot, Categories: []string{"one"}}
	for i := range 36 {
		c.Series = append(c.Series, reports.Series{Values: []float64{float64(i / 2 * 10)}})
	}
	s := stillOf(t, c)
	forms := map[string]int{}
	for _, x := range s.Shapes {
		if !strings.HasPrefix(x.Class, "d") {
			continue
		}
		form := x.Class + x.Form + strconv.FormatBool(x.Round)
		for _, line := range x.Lines {
			form += strconv.Itoa(len(line)) + strconv.FormatBool(line[1] < line[3])
		}
		forms[form]++
	}
	if len(forms) != 36 {
		t.Errorf("%d forms for 36 series", len(forms))
	}
	for form, n := range forms {
		if n != 2 {
			t.Errorf("%s is drawn %d times, want in the legend and in the row", form, n)
		}
	}
}

// Panels are drawn one by one on the same scale, under one legend, with descriptions of
// their own.
func TestStillPanels(t *testing.T) {
	c := panelled()
	all := stills(messages.English(), &c)
	if len(all) != 3 || all[0].Kind != "key" || all[1].Title != "Region: A is first" || all[2].Alt != "Gender woman 24." {
		t.Fatalf("%d pictures: %+v", len(all), all)
	}
	var last []string
	for _, s := range all[1:] {
		var ticks []string
		for _, x := range s.Shapes {
			if x.Class == "tick" {
				ticks = append(ticks, x.Text)
			}
		}
		if last != nil && !slices.Equal(ticks, last) {
			t.Errorf("scales %v and %v", last, ticks)
		}
		last = ticks
	}
	if last == nil || last[len(last)-1] != "25" {
		t.Errorf("ticks %v, want up to 25", last)
	}
}

// panelled is a chart of two panels with what is asked for in the first.
func panelled() reports.Chart {
	none := math.NaN()
	return reports.Chart{
		ID: "people", Kind: reports.TargetBar, Title: "Who is there", Summary: "Two panels.", Axis: "people",
		Categories: []string{"A", "B", "woman"},
		Series: []reports.Series{
			{Name: "people", Values: []float64{7, 0, 24}},
			{Name: "fewest", Values: []float64{1, 1, none}},
			{Name: "most", Values: []float64{none, none, none}},
		},
		Panels: []reports.Panel{
			{Title: "Region: A is first", Summary: "A 7, B 0.", Rows: 2}, {Title: "Gender", Summary: "woman 24.", Rows: 1},
		},
	}
}

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
