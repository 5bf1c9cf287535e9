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

// option is what all chart types of go-echarts have in common here.
type option interface {
	Validate()
	JSON() map[string]any
}

// plot is what the page's script draws a chart from.
type plot struct {
	Kind    reports.ChartKind `json:"kind"`
	Options []json.RawMessage `json:"options"` // one, or one a panel
	Titles  []string          `json:"titles,omitempty"`
	// Orders are the rows at each place, the order at hand first.
	Orders [][]int `json:"orders,omitempty"`
	// Line is drawn below so many rows, of every order that has these rows first.
	Line     int          `json:"line,omitempty"`
	Whiskers [][2]float64 `json:"whiskers,omitempty"` // by row
}

// newPlot returns the options of a chart and of its panels, with what the library has no
// words for.
func newPlot(c *reports.Chart) (plot, error) {
	p := plot{Kind: c.Kind, Line: c.LineAfter}
	for _, part := range c.Parts() {
		if err := checkChart(&part); err != nil {
			return p, err
		}
		if len(c.Panels) > 0 { // a round end of the axis, as in the still picture
			scaled := pen{c: &part}
			scaled.scale()
			part.Max = scaled.high
		}
		option, err := chartOption(&part)
		if err != nil {
			return p, err
		}
		p.Options = append(p.Options, option)
		if len(c.Panels) > 0 {
			p.Titles = append(p.Titles, reports.Plain(part.Title))
		}
	}
	for _, o := range c.Orders {
		if len(o.Rows) != len(c.Categories) {
			return p, fmt.Errorf("order %q has %d rows of %d", o.Name, len(o.Rows), len(c.Categories))
		}
		p.Orders = append(p.Orders, o.Rows)
	}
	for _, span := range c.Intervals {
		p.Whiskers = append(p.Whiskers, [2]float64{span.Low, span.High})
	}
	return p, nil
}

// chartOption returns the JSON of the chart's ECharts option.
func chartOption(c *reports.Chart) (json.RawMessage, error) {
	if err := checkChart(c); err != nil {
		return nil, err
	}
	var o option
	switch c.Kind {
	case reports.Bar:
		o = barChart(c)
	case reports.Stacked:
		o = stackedChart(c)
	case reports.HeatMap:
		o = heatChart(c)
	case reports.RangeBar:
		o = rangeChart(c)
	case reports.Diverge:
		o = divergeChart(c)
	case reports.TargetBar:
		o = targetChart(c)
	case reports.DotPlot:
		o = dotChart(c)
	default:
		return nil, fmt.Errorf("unknown kind %q", c.Kind)
	}
	o.Validate()
	data, err := json.Marshal(o.JSON())
	if err != nil {
		return nil, fmt.Errorf("options: %w", err)
	}
	return data, nil
}

// checkChart reports what would make a chart draw wrongly without a word.
func checkChart(c *reports.Chart) error {
	if c.ID == "" || len(c.Categories) == 0 || len(c.Series) == 0 {
		return fmt.Errorf("needs an ID, categories and series")
	}
	for _, s := range c.Series {
		if len(s.Values) != len(c.Categories) {
			return fmt.Errorf("series %q has %d values for %d categories", s.Name, len(s.Values), len(c.Categories))
		}
	}
	want := map[reports.ChartKind]int{reports.RangeBar: 2, reports.Diverge: 2, reports.TargetBar: 3}[c.Kind]
	if len(c.Series) < want {
		return fmt.Errorf("a %s chart needs %d series, has %d", c.Kind, want, len(c.Series))
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

// common are the options every chart shares. No colour palette is sent (the
// theme name keeps the library from adding its own), nothing moves, and the
// description is ours: the automatic one reads the index of a bar as its value.
func common(c *reports.Chart, decals bool) []charts.GlobalOpts {
	aria := &opts.Aria{
		Enabled: opts.Bool(true),
		Label:   &opts.AriaLabel{Enabled: opts.Bool(true), Description: reports.Plain(c.Title + ". " + c.Summary)},
	}
	if decals {
		aria.Decal = &opts.AriaDecal{Show: opts.Bool(true)}
	}
	legend, top := len(c.Series) > 1 && c.Kind != reports.HeatMap, "6"
	if legend {
		top = "34"
	}
	return []charts.GlobalOpts{
		charts.WithInitializationOpts(opts.Initialization{ChartID: "plot-" + reports.Anchor(c.ID), Theme: "report"}),
		charts.WithAnimation(false),
		charts.WithAriaOpts(aria),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(legend), Top: "0", Left: "0"}),
		charts.WithGridOpts(opts.Grid{Left: "4", Right: "48", Top: top, Bottom: "34", ContainLabel: opts.Bool(true)}),
	}
}

// axes sets a number axis below and the categories down the side, first on top.
func axes(c *reports.Chart, limit float64) []charts.GlobalOpts {
	x := opts.XAxis{Type: "value", Name: reports.Plain(c.Axis), NameLocation: "middle", NameGap: 26}
	if !slices.ContainsFunc(c.Series, func(s reports.Series) bool { return !s.Whole() }) {
		x.MinInterval = 1
	}
	if limit > 0 {
		x.Max = limit
	}
	y := opts.YAxis{Type: "category", Data: chartLabels(c.Categories), Inverse: opts.Bool(true)}
	return []charts.GlobalOpts{charts.WithXAxisOpts(x), charts.WithYAxisOpts(y)}
}

// point is a value rounded for display, or nil where there is none: NaN would
// make the whole option unwritable.
func point(v float64) any {
	if !finite(v) {
		return nil
	}
	return math.Round(v*10) / 10
}

func bars(values []float64, hideZero bool) []opts.BarData {
	out := make([]opts.BarData, len(values))
	for i, v := range values {
		if p := point(v); p != nil && (!hideZero || v != 0) {
			out[i].Value = p
		} else {
			out[i].Value = "-" // ECharts' own word for "no value"
		}
	}
	return out
}

func newBar(c *reports.Chart, decals bool) *charts.Bar {
	bar := charts.NewBar()
	bar.SetGlobalOptions(append(common(c, decals), axes(c, c.Max)...)...)
	bar.SetXAxis(chartLabels(c.Categories))
	bar.XYReversal()
	return bar
}

func barStyle(s *charts.SingleSeries) { s.BarMaxWidth = "18" }

func barChart(c *reports.Chart) option {
	bar := newBar(c, len(c.Series) > 1)
	for _, s := range c.Series {
		bar.AddSeries(reports.Plain(s.Name), bars(s.Values, false), barStyle,
			charts.WithLabelOpts(opts.Label{Show: opts.Bool(true), Position: "right"}))
	}
	return bar
}

func stackedChart(c *reports.Chart) option {
	bar := newBar(c, true)
	for _, s := range c.Series {
		bar.AddSeries(reports.Plain(s.Name), bars(s.Values, true), barStyle, stackOn("all"),
			charts.WithLabelOpts(opts.Label{Show: opts.Bool(true), Position: "inside"}))
	}
	return bar
}

func stackOn(name string) charts.SeriesOpts {
	return func(s *charts.SingleSeries) { s.Stack = name }
}

// divergeChart stacks the first series to the right of zero and the last to the
// left. Series between them (neutral answers) have a stack of their own beside, so
// that they push neither side away from zero.
func divergeChart(c *reports.Chart) option {
	bar := newBar(c, true)
	last := len(c.Series) - 1
	for i, s := range c.Series {
		values := s.Values
		stack := "sides"
		position := "inside"
		switch i {
		case 0:
		case last:
			values = negated(values)
		default:
			stack, position = "apart", "right"
		}
		bar.AddSeries(reports.Plain(s.Name), bars(values, true), barStyle, stackOn(stack),
			charts.WithLabelOpts(opts.Label{Show: opts.Bool(true), Position: position}))
	}
	return bar
}

func negated(values []float64) []float64 {
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = -v
	}
	return out
}

// marks are points on the rows of a bar chart.
func marks(name string, values []float64, symbol string, size any, label string) *charts.Scatter {
	data := make([]opts.ScatterData, 0, len(values))
	for row, v := range values {
		if p := point(v); p != nil {
			data = append(data, opts.ScatterData{Value: []any{p, row}})
		}
	}
	scatter := charts.NewScatter()
	scatter.AddSeries(reports.Plain(name), data, func(s *charts.SingleSeries) {
		s.Symbol, s.SymbolSize = symbol, size
		if label != "" {
			s.Label = &opts.Label{Show: opts.Bool(true), Position: label, Formatter: "{@[0]}"}
		}
	})
	return scatter
}

// targetChart is bars for the counts with a triangle at the fewest and a tick at the most
// allowed, where there are any. The count stands behind all of them, on a point of its own.
func targetChart(c *reports.Chart) option {
	bar := newBar(c, false)
	count := c.Series[0]
	bar.AddSeries(reports.Plain(count.Name), bars(count.Values, false), barStyle)
	names := []string{reports.Plain(count.Name)}
	ends := slices.Clone(count.Values)
	for i, s := range c.Series[1:3] {
		if !slices.ContainsFunc(s.Values, finite) {
			continue
		}
		for row, v := range s.Values {
			if v > ends[row] {
				ends[row] = v
			}
		}
		if i == 0 {
			bar.Overlap(marks(s.Name, s.Values, "triangle", 11, ""))
		} else {
			bar.Overlap(marks(s.Name, s.Values, "rect", []int{4, 24}, ""))
		}
		names = append(names, reports.Plain(s.Name))
	}
	written := charts.NewScatter()
	var data []opts.ScatterData
	for row, v := range count.Values {
		if finite(v) {
			data = append(data, opts.ScatterData{Value: []any{ends[row], row, v}})
		}
	}
	written.AddSeries("", data, func(s *charts.SingleSeries) {
		s.SymbolSize = 1
		s.Label = &opts.Label{Show: opts.Bool(true), Position: "right", Formatter: "{@[2]}"}
	})
	bar.Overlap(written)
	bar.SetGlobalOptions(charts.WithLegendOpts(opts.Legend{
		Show: opts.Bool(len(names) > 1), Top: "0", Left: "0", Data: names,
	}))
	return bar
}

// rangeChart is a line from the low to the high value of each row, a circle at
// the low and a diamond at the high end.
func rangeChart(c *reports.Chart) option {
	low, high := c.Series[0], c.Series[1]
	span := make([]float64, len(low.Values))
	for i := range span {
		span[i] = high.Values[i] - low.Values[i]
	}
	bar := newBar(c, false)
	quiet := func(s *charts.SingleSeries) {
		s.BarWidth, s.Stack = "4", "range"
	}
	bar.AddSeries("", bars(low.Values, false), quiet,
		charts.WithItemStyleOpts(opts.ItemStyle{Color: "transparent"}))
	bar.AddSeries("", bars(span, false), quiet)
	bar.Overlap(
		marks(low.Name, low.Values, "circle", 12, "left"),
		marks(high.Name, high.Values, "diamond", 15, "right"),
	)
	bar.SetGlobalOptions(charts.WithLegendOpts(opts.Legend{
		Show: opts.Bool(true), Top: "0", Left: "0",
		Data: []string{reports.Plain(low.Name), reports.Plain(high.Name)},
	}))
	return bar
}

// dotSymbols are the forms that tell series of dots apart beside their colours.
var dotSymbols = [...]string{
	"circle", "diamond", "triangle", "rect", "path://M0 0H10L5 9Z", "path://M3 0H6V3H9V6H6V9H3V6H0V3H3Z",
}

// dotChart is a dot a series on the line of each category, with its name.
func dotChart(c *reports.Chart) option {
	bar := newBar(c, false)
	for i, s := range c.Series {
		bar.Overlap(marks(s.Name, s.Values, dotSymbols[i%len(dotSymbols)], 13, ""))
	}
	return bar
}

func heatChart(c *reports.Chart) option {
	heat := charts.NewHeatMap()
	names := make([]string, len(c.Series))
	var data []opts.HeatMapData
	top := c.Max
	for x, s := range c.Series {
		names[x] = s.Name
		for y, v := range s.Values {
			if p := point(v); p != nil {
				data = append(data, opts.HeatMapData{Value: []any{x, y, p}})
				top = max(top, v)
			}
		}
	}
	heat.SetGlobalOptions(append(common(c, false),
		charts.WithXAxisOpts(opts.XAxis{Type: "category", Position: "top", Data: chartLabels(names)}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Data: chartLabels(c.Categories), Inverse: opts.Bool(true)}),
		charts.WithVisualMapOpts(opts.VisualMap{Type: "continuous", Max: float32(top), Show: opts.Bool(false)}),
	)...)
	heat.AddSeries(reports.Plain(c.Title), data, charts.WithLabelOpts(opts.Label{Show: opts.Bool(true)}))
	return heat
}
