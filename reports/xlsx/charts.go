package xlsx

import (
	"math"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"roundtable/reports"
)

// sheetChart is a native chart over cells of the workbook.
type sheetChart struct {
	chart  *reports.Chart
	anchor int // row of its upper edge
	width  uint
	height uint
	source chartSource
}

// chartSource says where a chart's numbers are.
type chartSource struct {
	sheet       string
	header      int // row with the series' names
	first, last int // rows with one category each
	label       int // column of the categories
	series      []int
}

// Limits of a native chart; beyond, the table alone is shown.
const (
	mostSeries     = 6
	mostCategories = 40
)

// chart puts a chart's title, picture and numbers on the sheet. Heat maps are a
// table shaded by value, which no native chart does better.
func (b *workbook) chart(sh *sheet, c reports.Chart) {
	sh.gap()
	table := c.Numbers()
	title := c.Title
	if title == "" {
		title = table.Title
	}
	if title != "" {
		sh.prose(lookHeading, title)
	}
	if table.Title == title {
		table.Title = ""
	}
	var picture *sheetChart
	if drawable(&c) {
		width, height := pictureSize(sh, &c)
		sh.charts = append(sh.charts, sheetChart{chart: &c, anchor: sh.next(), width: width, height: height})
		picture = &sh.charts[len(sh.charts)-1]
		for range int(height)/rowPixels + 1 {
			sh.add(sheetRow{height: lineHeight})
		}
		table.Columns = slices.Clone(table.Columns) // the document stays as it is
		for i := range table.Columns {
			table.Columns[i].Bar = false // the chart shows them
		}
	}
	if c.Kind == reports.HeatMap {
		table.Heat = true
	}
	header := sh.table(&table)
	if picture == nil {
		return
	}
	if columns := seriesColumns(&c, &table); columns != nil {
		picture.source = chartSource{
			sheet: sh.name, header: header, first: header + 1, last: header + len(table.Rows), label: 1,
			series: columns,
		}
		return
	}
	picture.source = b.chartData(&c)
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

// pictureSize is as wide as the sheet's text, and as high as its bars need.
func pictureSize(sh *sheet, c *reports.Chart) (width, height uint) {
	bars := 1
	if (c.Kind == reports.Bar || c.Kind == reports.TargetBar) && len(c.Series) > 1 {
		bars = len(c.Series)
	}
	each := 30
	if bars > 1 {
		each = 14*bars + 12
	}
	pixels := min(sh.total()*7.2, 860)
	return uint(pixels), uint(min(96+each*len(c.Categories), 900))
}

// seriesColumns finds the columns of the table that hold the series, so that
// the chart follows when somebody edits the table; nil if any is not there.
func seriesColumns(c *reports.Chart, t *reports.Table) []int {
	if c.Kind == reports.RangeBar || c.Kind == reports.Diverge || len(t.Rows) != len(c.Categories) {
		return nil
	}
	for i, name := range c.Categories {
		if len(t.Rows[i]) == 0 || reports.Plain(t.Rows[i][0].Text) != reports.Plain(name) {
			return nil
		}
	}
	var columns []int
	for _, s := range c.Series {
		found := 0
		for j := 1; j < len(t.Columns) && found == 0; j++ {
			if columnHolds(t, j, s.Values) {
				found = j + 1
			}
		}
		if found == 0 {
			return nil
		}
		columns = append(columns, found)
	}
	return columns
}

func columnHolds(t *reports.Table, column int, values []float64) bool {
	if len(values) != len(t.Rows) {
		return false
	}
	for i, row := range t.Rows {
		if column >= len(row) {
			return false
		}
		v := row[column]
		if !v.Finite() {
			if math.IsNaN(values[i]) {
				continue
			}
			return false
		}
		if v.Number != values[i] || v.Text != "" || v.State != "" {
			return false
		}
	}
	return true
}

// chartData writes the numbers of a chart to the sheet kept for that.
func (b *workbook) chartData(c *reports.Chart) chartSource {
	if b.data == nil {
		b.data = &sheet{name: b.names.sheet(b.say("chart-data")), footer: b.say("chart-data"), language: b.d.Language}
		b.data.widen(0, 36)
		for i := range mostSeries {
			b.data.widen(i+1, 18)
		}
		b.title(b.data, b.say("chart-numbers"))
		b.data.prose(lookLead, b.say("chart-lead"))
	}
	b.data.gap()
	t := dataTable(c)
	t.Columns[0].Title = b.say("category")
	header := b.data.table(&t)
	source := chartSource{sheet: b.data.name, header: header, first: header + 1, last: header + len(t.Rows), label: 1}
	for i := 1; i < len(t.Columns); i++ {
		source.series = append(source.series, i+1)
	}
	return source
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
		YAxis: excelize.ChartAxis{MajorGridLines: true, Font: font, TickLabelPosition: excelize.ChartTickLabelHigh},
	}
	if c.Axis != "" {
		chart.YAxis.Title = excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{
			Text: reports.Plain(c.Axis),
			Font: &font,
		}}}
	}
	p.axis(chart)
	for i, column := range p.source.series {
		chart.Series = append(chart.Series, p.series(i, column))
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
	return b.f.AddChart(sh.name, cellName(1, p.anchor), chart)
}

// name is the chart's name in the file.
func (p *sheetChart) name() string { return "chart " + reports.Anchor(p.chart.ID) }

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

func (p *sheetChart) series(i, column int) excelize.ChartSeries {
	src := &p.source
	cells := func(column, from, to int) string {
		return sheetRef(src.sheet, absolute(column, from)+":"+absolute(column, to))
	}
	colour := seriesColours[i%len(seriesColours)]
	if p.chart.Kind == reports.RangeBar {
		colour = seriesColours[0]
	}
	return excelize.ChartSeries{
		Name:       sheetRef(src.sheet, absolute(column, src.header)),
		Categories: cells(src.label, src.first, src.last),
		Values:     cells(column, src.first, src.last),
		Fill:       excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}},
		DataLabel:  excelize.ChartDataLabel{Font: excelize.Font{Color: inkDark, Size: 10}},
	}
}

// absolute is a cell as "$B$7".
func absolute(column, row int) string {
	return "$" + columnName(column) + "$" + strconv.Itoa(row)
}
