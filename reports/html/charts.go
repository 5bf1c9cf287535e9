package html

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"roundtable/reports"
)

// Charts are typed go-echarts options, marshalled as JSON. The library's own
// page writer is never used: it places text unescaped into scripts. Colours,
// sizes and fonts are not in the options; the page's boot script takes them
// from the style sheet, so that light, dark and printed pages each get theirs.

// plot is what the page's script draws a chart from.
type plot struct {
	Kind    reports.ChartKind `json:"kind"`
	Options []json.RawMessage `json:"options"` // one, or one a panel
	Titles  []string          `json:"titles,omitempty"`
	Orders  []reports.Order   `json:"orders,omitempty"` // the one at hand first
	// Line is drawn below so many rows, of every order that has these rows first.
	Line     int            `json:"line,omitempty"`
	Whiskers []reports.Span `json:"whiskers,omitempty"` // by row
}

// newPlot returns the options of a chart and of its panels, with what the library has no
// words for.
func newPlot(c *reports.Chart) (plot, error) {
	p := plot{Kind: c.Kind, Orders: c.Orders, Line: c.LineAfter, Whiskers: c.Intervals}
	if err := checkChart(c); err != nil {
		return p, err
	}
	for _, part := range c.Parts() {
		if len(c.Panels) > 0 { // a round end of the axis, as in the still picture
			scaled := pen{c: &part}
			scaled.scale()
			part.Max = scaled.high
			p.Titles = append(p.Titles, reports.Plain(part.Title))
		}
		option, err := chartOption(&part)
		if err != nil {
			return p, err
		}
		p.Options = append(p.Options, option)
	}
	return p, nil
}

// checkChart reports what would make a chart draw wrongly without a word.
func checkChart(c *reports.Chart) error {
	kind, known := kinds[c.Kind]
	if !known || c.ID == "" || len(c.Categories) == 0 || len(c.Series) < kind.least {
		return fmt.Errorf("needs an ID, categories, a kind that is known (%q) and %d series", c.Kind, kind.least)
	}
	for _, s := range c.Series {
		if len(s.Values) != len(c.Categories) {
			return fmt.Errorf("series %q has %d values for %d categories", s.Name, len(s.Values), len(c.Categories))
		}
	}
	for _, o := range c.Orders {
		if len(o.Rows) != len(c.Categories) {
			return fmt.Errorf("order %q has %d rows of %d", o.Name, len(o.Rows), len(c.Categories))
		}
	}
	return nil
}

func chartLabels(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = reports.Shorten(reports.Plain(n), reports.MaxLabel)
	}
	return out
}

// chartOption returns the JSON of the chart's ECharts option: horizontal bars, and points on
// their rows. No colour palette is sent (the theme name keeps the library from adding its
// own), nothing moves, and the description is ours: the automatic one reads the index of a bar
// as its value.
func chartOption(c *reports.Chart) (json.RawMessage, error) {
	bar := charts.NewBar()
	bar.SetGlobalOptions(globals(c)...)
	bar.SetXAxis(chartLabels(c.Categories))
	bar.XYReversal()
	for i, s := range c.Series {
		switch {
		case c.Kind == reports.DotPlot:
			bar.Overlap(points(s, dotSymbols[i%len(dotSymbols)], 13))
		case c.Kind != reports.TargetBar || i == 0:
			addBars(bar, c, i)
		case i <= len(limits) && figures(s):
			bar.Overlap(points(s, limits[i-1].symbol, limits[i-1].size))
		}
	}
	if c.Kind == reports.TargetBar {
		bar.Overlap(counts(c))
	}
	bar.Validate()
	return json.Marshal(bar.JSON())
}

// globals are the options of the whole chart: an axis of numbers below, and the categories
// down the side, the first on top.
func globals(c *reports.Chart) []charts.GlobalOpts {
	aria := &opts.Aria{
		Enabled: opts.Bool(true),
		Label:   &opts.AriaLabel{Enabled: opts.Bool(true), Description: c.Alt()},
	}
	grid := opts.Grid{Left: "4", Right: "48", Top: "6", Bottom: "34", ContainLabel: opts.Bool(true)}
	x := opts.XAxis{Type: "value", Name: reports.Plain(c.Axis), NameLocation: "middle", NameGap: 26}
	var names []string
	for _, s := range c.Series {
		if figures(s) {
			names = append(names, reports.Plain(s.Name))
		}
	}
	if len(names) > 1 && c.Kind != reports.TargetBar && c.Kind != reports.DotPlot {
		aria.Decal = &opts.AriaDecal{Show: opts.Bool(true)}
	}
	legend := opts.Legend{Show: opts.Bool(len(names) > 1), Data: names, Top: "0", Left: "0"}
	if c.Whole() {
		x.MinInterval = 1
	}
	if c.Max > 0 {
		x.Max = c.Max
	}
	return []charts.GlobalOpts{
		charts.WithInitializationOpts(opts.Initialization{ChartID: "plot-" + reports.Anchor(c.ID), Theme: "report"}),
		charts.WithAnimation(false),
		charts.WithAriaOpts(aria),
		charts.WithLegendOpts(legend),
		charts.WithGridOpts(grid),
		charts.WithXAxisOpts(x),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Data: chartLabels(c.Categories), Inverse: opts.Bool(true)}),
	}
}

// figures reports whether a series has any.
func figures(s reports.Series) bool {
	return slices.ContainsFunc(s.Values, func(v float64) bool { return !math.IsNaN(v) })
}

// addBars adds a series as bars. Where they diverge, the first series is to the right of zero
// and the last to the left; series between them (neutral answers) have a stack of their own
// beside, so that they push neither side away from zero.
func addBars(bar *charts.Bar, c *reports.Chart, i int) {
	label, stack, sign := "right", "", 1.0
	switch last := len(c.Series) - 1; {
	case c.Kind == reports.Stacked:
		label, stack = "inside", "all"
	case c.Kind == reports.Diverge && i > 0 && i < last:
		stack = "apart"
	case c.Kind == reports.Diverge:
		label, stack = "inside", "sides"
		if i == last {
			sign = -1
		}
	}
	s := c.Series[i]
	data := make([]opts.BarData, len(s.Values))
	for row, v := range s.Values {
		data[row].Value = "-" // ECharts' own word for "no value"
		if !math.IsNaN(v) && (stack == "" || v != 0) {
			data[row].Value = tenths(sign * v)
		}
	}
	bar.AddSeries(reports.Plain(s.Name), data, func(s *charts.SingleSeries) {
		s.BarMaxWidth, s.Stack = "18", stack
		if c.Kind != reports.TargetBar {
			s.Label = &opts.Label{Show: opts.Bool(true), Position: label}
		}
	})
}

// tenths is a value rounded for display.
func tenths(v float64) float64 { return math.Round(v*10) / 10 }

// dotSymbols are the forms that tell series of dots apart beside their colours, and limits
// those of the fewest and the most that are allowed.
var (
	dotSymbols = [...]string{
		"circle", "diamond", "triangle", "rect", "path://M0 0H10L5 9Z", "path://M3 0H6V3H9V6H6V9H3V6H0V3H3Z",
	}
	limits = [...]struct {
		symbol string
		size   any
	}{{"triangle", 11}, {"rect", []int{4, 24}}}
)

// points are points on the rows of a bar chart.
func points(s reports.Series, symbol string, size any) *charts.Scatter {
	data := make([]opts.ScatterData, 0, len(s.Values))
	for row, v := range s.Values {
		if !math.IsNaN(v) {
			data = append(data, opts.ScatterData{Value: []any{tenths(v), row}})
		}
	}
	style := func(s *charts.SingleSeries) { s.Symbol, s.SymbolSize = symbol, size }
	return charts.NewScatter().AddSeries(reports.Plain(s.Name), data, style)
}

// counts are the counts of a chart with limits as text, each behind its bar and all limits.
func counts(c *reports.Chart) *charts.Scatter {
	var data []opts.ScatterData
	for row, v := range c.Series[0].Values {
		end := v
		for _, s := range c.Series[1:] {
			if s.Values[row] > end { // never NaN
				end = s.Values[row]
			}
		}
		if !math.IsNaN(v) {
			data = append(data, opts.ScatterData{Value: []any{end, row, v}})
		}
	}
	return charts.NewScatter().AddSeries("", data, func(s *charts.SingleSeries) {
		s.SymbolSize = 1
		s.Label = &opts.Label{Show: opts.Bool(true), Position: "right", Formatter: "{@[2]}"}
	})
}
