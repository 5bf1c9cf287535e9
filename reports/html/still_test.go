package html

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"roundtable/reports"
	"roundtable/reports/messages"
)

// drawn are the strokes of a path of some class, each the points it goes through.
func drawn(t *testing.T, s still, class string) [][][2]float64 {
	t.Helper()
	var out [][][2]float64
	for _, p := range s.Paths {
		if p.Class != class {
			continue
		}
		x, y := 0.0, 0.0
		for _, m := range regexp.MustCompile(`([MmLlHhVvaz])([-0-9. ]*)`).FindAllStringSubmatch(p.D, -1) {
			var at []float64
			for _, n := range regexp.MustCompile(`-?[0-9.]+`).FindAllString(m[2], -1) {
				v, err := strconv.ParseFloat(n, 64)
				if err != nil {
					t.Fatal(err)
				}
				at = append(at, v)
			}
			switch m[1] {
			case "M":
				x, y = at[0], at[1]
				out = append(out, nil)
			case "m", "l":
				x, y = x+at[0], y+at[1]
			case "H":
				x = at[0]
			case "h":
				x += at[0]
			case "V":
				y = at[0]
			case "v":
				y += at[0]
			case "a":
				x, y = x+at[5], y+at[6]
			}
			last := &out[len(out)-1]
			if m[1] == "m" {
				*last = nil
			}
			*last = append(*last, [2]float64{x, y})
		}
	}
	return out
}

// box is the left and the width of a stroke.
func box(stroke [][2]float64) (left, width float64) {
	left, right := stroke[0][0], stroke[0][0]
	for _, at := range stroke {
		left, right = min(left, at[0]), max(right, at[0])
	}
	return left, right - left
}

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
		for _, p := range s.Paths {
			for _, stroke := range drawn(t, s, p.Class) {
				for _, at := range stroke {
					if at[0] < 0 || at[0] > s.Width+0.1 || at[1] < 0 || at[1] > s.Height {
						t.Errorf("%s, %s: %s at %v is outside of %v by %v", c.Kind, s.Kind, p.Class, at, s.Width, s.Height)
					}
				}
			}
		}
		for _, x := range s.Texts {
			if x.X < 0 || x.X > s.Width || x.Y < 0 || x.Y > s.Height {
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
	for _, bar := range drawn(t, s, "f0") {
		_, width := box(bar)
		widths = append(widths, width)
	}
	whiskers, texts := len(drawn(t, s, "whisker")), ""
	for _, x := range s.Texts {
		texts += x.Text + "|"
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
	side := func(class string) (left, right, top float64) {
		strokes := drawn(t, s, class)
		last := strokes[len(strokes)-1] // the first is in the legend
		left, width := box(last)
		return left, left + width, last[0][1]
	}
	zero, _, top := side("f1")
	_, end, _ := side("f3")
	if _, _, apart := side("f2"); math.Abs(end-zero) > 0.2 || apart <= top {
		t.Errorf("for from %v at %v, against to %v, neutral at %v", zero, top, end, apart)
	}
}

// Where the script runs from right to left, so does the picture.
func TestStillMirrored(t *testing.T) {
	c := reports.Chart{
		ID: "c", Kind: reports.Bar, Categories: []string{"one"}, Series: []reports.Series{{Values: []float64{10}}},
	}
	ltr := stills(messages.English(), &c)[0]
	rtl := stills(rightToLeft{messages.English()}, &c)[0]
	if !rtl.Mirrored || ltr.Mirrored || !slices.Equal(ltr.Paths, rtl.Paths) {
		t.Errorf("the page mirrors the same paths: %+v, %+v", ltr, rtl)
	}
	for i, x := range ltr.Texts {
		if y := rtl.Texts[i]; math.Abs(x.X+y.X-ltr.Width) > 0.1 || x.Y != y.Y || x.Text != y.Text {
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
	for _, p := range s.Paths {
		for _, stroke := range drawn(t, s, p.Class) {
			form := p.Class
			for _, at := range stroke {
				form += fmt.Sprintf(" %.1f,%.1f", at[0]-stroke[0][0], at[1]-stroke[0][1])
			}
			if strings.HasPrefix(form, "d") {
				forms[form]++
			}
		}
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
	if len(all) != 3 || all[0].Kind != "key" || all[1].Title != "Region: A is first" || all[2].Alt != "Gender. woman 24." {
		t.Fatalf("%d pictures: %+v", len(all), all)
	}
	var last []string
	for _, s := range all[1:] {
		var ticks []string
		for _, x := range s.Texts {
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

// Every kind of chart stands within its picture, on the lines of its axis.
func TestStillKinds(t *testing.T) {
	three := []reports.Series{
		{Values: []float64{1, 7}}, {Values: []float64{2, 3}}, {Values: []float64{4, math.NaN()}},
	}
	for _, kind := range []reports.ChartKind{
		reports.Bar, reports.Stacked, reports.Diverge, reports.TargetBar, reports.DotPlot,
	} {
		s := stillOf(t, reports.Chart{
			Kind: kind, Categories: []string{"a long label that does not go on one line of a picture at all", "b"},
			Series: three, LineAfter: 1,
		})
		if back := s.Paths[0].Class; back != "grid" && back != "span" { // bars and dots lie on them
			t.Errorf("%s: %s is painted first", kind, back)
		}
		if shapes := len(s.Paths) + len(s.Texts); shapes < 8 {
			t.Errorf("%s: %d shapes", kind, shapes)
		}
	}
}
