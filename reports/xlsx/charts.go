package xlsx

import (
	"cmp"
	"math"
	"strconv"

	"github.com/xuri/excelize/v2"

	"roundtable/reports"
)

// figure is a chart whose numbers stand on the Figures sheet.
type figure struct {
	chart *reports.Chart
	// first and last are the rows of the first series; the next one's follow.
	first, last, series int
}

// sheetChart is a native chart on a sheet.
type sheetChart struct {
	figure
	anchor        string // cell of its upper corner
	width, height uint
}

// Limits of a native chart; beyond, the figures alone are there.
const (
	mostSeries     = 6
	mostCategories = 40
)

// figures is the table of all figures that have no sheet of their own, and the charts
// of them.
type figures struct {
	table  reports.Table
	charts []figure
	name   string // of the sheet
}

// The columns of the figures, counted from 1.
const (
	figureRow = iota + 3
	figureColumn
	figureValue
	_
	figureCharts // where charts begin
)

func (b *workbook) figuresTable() reports.Table {
	t := reports.Table{ID: "figures"}
	for _, code := range []string{"part", "table", "row", "column", "value"} {
		t.Columns = append(t.Columns, reports.Column{Title: b.say(code)})
	}
	t.Columns[figureValue-1].Align = reports.Right
	return t
}

// add puts a table down figure by figure, column after column, so that each column can
// be drawn; numbers are rounded to what their column shows. Cells that hold nothing
// are left out, but from a chart, whose categories count.
func (f *figures) add(l reports.Language, part, title string, t *reports.Table) {
	for i, c := range t.Columns {
		if i == 0 && len(t.Columns) > 1 {
			continue
		}
		for _, row := range t.Rows {
			if i >= len(row) || c.TextIn(l, row[i]) == "" {
				continue
			}
			f.table.Add(reports.Str(part), reports.Str(title), reports.Str(t.Columns[0].TextIn(l, row[0])),
				reports.Str(c.Title), rounded(row[i], c.Decimals))
		}
	}
}

func rounded(v reports.Value, decimals int) reports.Value {
	if v.Finite() {
		unit := math.Pow10(decimals)
		v.Number = math.Round(v.Number*unit) / unit
	}
	return v
}

// chart puts the numbers of a chart among the figures, and its table on a sheet or there
// too, unless that says the same. It returns the chart, if it can be drawn.
func (b *workbook) chart(s *reports.Section, c *reports.Chart) (out []figure) {
	t := c.Numbers()
	drawn := drawable(c)
	same := drawn && c.Kind != reports.RangeBar && c.Kind != reports.Diverge && len(t.Columns) == 1+len(c.Series)
	if c.Kind == reports.HeatMap {
		t.Heat = true
	}
	if !same || b.worthSorting(&t) {
		t.Title = cmp.Or(t.Title, c.Title)
		b.table(s, t)
	}
	if !drawn {
		return nil
	}
	first := len(b.fig.table.Rows) + 2
	data, title := dataTable(c), cmp.Or(c.Title, t.Title)
	for i := 1; i < len(data.Columns); i++ {
		for _, row := range data.Rows {
			b.fig.table.Add(reports.Str(s.Title), reports.Str(title), row[0], reports.Str(data.Columns[i].Title),
				rounded(row[i], data.Columns[i].Decimals))
		}
	}
	return []figure{{c, first, first + len(data.Rows) - 1, len(data.Columns) - 1}}
}

// figures lays out the sheet of figures, with the charts beside them, two in a row; only
// the charts are printed.
func (b *workbook) figures() {
	t := b.fig.table
	if len(t.Rows) == 0 {
		return
	}
	sh := b.tableSheet(b.say("figures-sheet"), b.say("figures-about"), t)
	b.fig.name = sh.name
	for i := range sh.rows[1:] {
		sh.rows[i+1].height = lineHeight // charts lie on a grid
	}
	const wide, columns = 610, 10 // a chart, in pixels and in columns
	row := 1
	for i, f := range b.fig.charts {
		tall := chartHeight(f.chart)
		column := figureCharts
		if i%2 == 1 {
			column += columns
		} else if i+1 < len(b.fig.charts) {
			tall = max(tall, chartHeight(b.fig.charts[i+1].chart))
		}
		if i%2 == 1 {
			tall = max(tall, chartHeight(b.fig.charts[i-1].chart))
		}
		sh.charts = append(sh.charts, sheetChart{f, cellName(column, row), wide, tall})
		if i%2 == 1 || i+1 == len(b.fig.charts) {
			row += int(tall)/rowPixels + 2
		}
	}
	if len(sh.charts) > 0 {
		sh.printed = absolute(figureCharts, 1) + ":" + absolute(figureCharts+2*columns-1, row)
	}
}

// below adds charts under the table of a sheet.
func (sh *sheet) below(charts []figure) {
	row := len(sh.rows) + 2
	for _, f := range charts {
		tall := chartHeight(f.chart)
		sh.charts = append(sh.charts, sheetChart{f, cellName(1, row), uint(min(sh.total()*7.2, 860)), tall})
		row += int(tall)/rowPixels + 2
	}
}

func drawable(c *reports.Chart) bool {
	if len(c.Series) == 0 || len(c.Series) > mostSeries || len(c.Categories) == 0 ||
		len(c.Categories) > mostCategories {
		return false
	}
	switch c.Kind {
	case reports.HeatMap, reports.DotPlot:
		return false
	case reports.RangeBar, reports.Diverge:
		return len(c.Series) >= 2
	default:
		return true
	}
}

// chartHeight is as many pixels as the bars of a chart need.
func chartHeight(c *reports.Chart) uint {
	each := 30
	if (c.Kind == reports.Bar || c.Kind == reports.TargetBar) && len(c.Series) > 1 {
		each = 14*len(c.Series) + 12
	}
	return uint(min(130+each*len(c.Categories), 900))
}

// dataTable lays out what is drawn: for spans the start and the length, with
// whole numbers such as ranks drawn one wide, and for diverging bars the last
// series to the left of zero.
func dataTable(c *reports.Chart) reports.Table {
	var series []reports.Series
	switch c.Kind {
	case reports.RangeBar:
		low, high := c.Series[0], c.Series[1]
		wide := 0.0
		if low.Whole() && high.Whole() {
			wide = 1
		}
		from, length := reports.Series{Name: "from"}, reports.Series{Name: "length"}
		for i := range min(len(low.Values), len(high.Values)) {
			from.Values = append(from.Values, low.Values[i]-wide/2)
			length.Values = append(length.Values, high.Values[i]-low.Values[i]+wide)
		}
		series = []reports.Series{from, length}
	case reports.Diverge:
		last := c.Series[len(c.Series)-1]
		left := reports.Series{Name: last.Name}
		for _, v := range last.Values {
			left.Values = append(left.Values, -math.Abs(v))
		}
		series = []reports.Series{left, c.Series[0]}
	default:
		series = c.Series
	}
	numbers := reports.Chart{Kind: reports.HeatMap, Title: c.Title, Categories: c.Categories, Series: series}
	t := numbers.Numbers()
	return t
}

// draw adds the native chart: horizontal bars from the top down, one colour a
// series, dark axis text, and a description for those who cannot see it.
func (b *workbook) draw(sh *sheet, p *sheetChart) error {
	c, vary, gap := p.chart, false, uint(60)
	font := excelize.Font{Color: inkDark, Size: 10}
	chart := &excelize.Chart{
		Type:       excelize.Bar,
		Dimension:  excelize.ChartDimension{Width: p.width, Height: p.height},
		VaryColors: &vary,
		GapWidth:   &gap,
		Format: excelize.GraphicOptions{
			AltText: cutUTF16(reports.Plain(c.Title+". "+c.Summary), 2000), Name: p.name(),
			OffsetX: 2, OffsetY: 4,
		},
		Legend: excelize.ChartLegend{Position: "bottom", Font: &font},
		// The category axis runs from the top; the axis of numbers stays below.
		XAxis: excelize.ChartAxis{ReverseOrder: true, Font: font, TickLabelPosition: excelize.ChartTickLabelLow},
		YAxis: excelize.ChartAxis{
			MajorGridLines: true, Font: font, TickLabelPosition: excelize.ChartTickLabelHigh,
			ReverseOrder: b.d.Language.RightToLeft(),
		},
		Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{
			Text: reports.Shorten(reports.Plain(cmp.Or(c.Title, c.Table.Title)), 120),
			Font: &excelize.Font{Color: inkDark, Size: 12, Bold: true},
		}}},
	}
	if c.Axis != "" {
		chart.YAxis.Title = excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{
			Text: reports.Shorten(reports.Plain(c.Axis), 120),
			Font: &font,
		}}}
	}
	p.axis(chart)
	for i := range p.series {
		chart.Series = append(chart.Series, p.drawn(b.fig.name, i))
	}
	switch c.Kind {
	case reports.RangeBar:
		chart.Type = excelize.BarStacked
		chart.Legend.Position = "none"
		chart.Series[0].Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFFFFF"}, Transparency: 100}
	case reports.Stacked, reports.Diverge:
		chart.Type = excelize.BarStacked
	}
	if len(chart.Series) == 1 {
		chart.Legend.Position = "none"
		chart.PlotArea.ShowVal = true
	}
	return b.f.AddChart(sh.name, p.anchor, chart)
}

// name is the chart's name in the file.
func (p *sheetChart) name() string { return cutUTF16("chart "+reports.Anchor(p.chart.ID), 200) }

// axis sets the range and the form of the numbers.
func (p *sheetChart) axis(chart *excelize.Chart) {
	low, high, whole := 0.0, 0.0, true
	for _, s := range p.chart.Series {
		whole = whole && s.Whole()
		for _, v := range s.Values {
			if !math.IsNaN(v) {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	format := "0"
	switch p.chart.Kind {
	case reports.Diverge:
		format = "0;0" // both sides count people
	case reports.RangeBar:
		if whole {
			end := max(p.chart.Max, high) + 0.5
			chart.YAxis.Maximum = &end
		} else if p.chart.Max > 0 {
			chart.YAxis.Maximum = &p.chart.Max
		}
		chart.YAxis.Minimum = &low
	default:
		if low >= 0 {
			chart.YAxis.Minimum = &low
		}
		if p.chart.Max > 0 {
			chart.YAxis.Maximum = &p.chart.Max
		}
	}
	if whole && high-low <= 12 {
		chart.YAxis.MajorUnit = 1
	}
	chart.YAxis.NumFmt = excelize.ChartNumFmt{CustomNumFmt: format}
}

// drawn is a series, of the figures on a sheet.
func (p *sheetChart) drawn(sheet string, i int) excelize.ChartSeries {
	first := p.first + i*(p.last-p.first+1)
	last := first + p.last - p.first
	cells := func(column, last int) string {
		return sheetRef(sheet, absolute(column, first)+":"+absolute(column, last))
	}
	colour := seriesColours[i%len(seriesColours)]
	if p.chart.Kind == reports.RangeBar {
		colour = seriesColours[0]
	}
	return excelize.ChartSeries{
		Name:       sheetRef(sheet, absolute(figureColumn, first)),
		Categories: cells(figureRow, last),
		Values:     cells(figureValue, last),
		Fill:       excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}},
		DataLabel:  excelize.ChartDataLabel{Font: excelize.Font{Color: inkDark, Size: 10}},
	}
}

// absolute is a cell as "$B$7".
func absolute(column, row int) string {
	return "$" + columnName(column) + "$" + strconv.Itoa(row)
}
