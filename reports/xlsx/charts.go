package xlsx

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"roundtable/reports"
)

// Limits of a native chart; beyond, the figures alone are there.
const (
	mostSeries     = 6
	mostCategories = 40
)

// figures is the table of all figures that have no sheet of their own, and the charts
// of them.
type figures struct {
	table  reports.Table
	charts []*excelize.Chart
	sheet  *sheet
}

// The columns of the figures, counted from 1.
const (
	figureRow = iota + 3
	figureColumn
	figureValue
	_
	figureCharts // where charts begin
)

func (b *workbook) newFigures() figures {
	f := figures{table: reports.Table{ID: "figures"}, sheet: &sheet{name: b.names.sheet(b.say("figures-sheet"))}}
	for _, code := range []string{"part", "table", "row", "column", "value"} {
		f.table.Columns = append(f.table.Columns, reports.Column{Title: b.say(code)})
	}
	f.table.Columns[figureValue-1].Align = reports.Right
	f.table.Columns[figureValue-1].Decimals = allDecimals
	return f
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
			v := reports.At(row, i)
			if c.Text(l, v) == "" {
				continue
			}
			f.table.Add(reports.Str(part), reports.Str(title), reports.Str(t.Columns[0].Text(l, row[0])),
				reports.Str(c.Title), rounded(v, c.Decimals))
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
func (b *workbook) chart(s *reports.Section, c *reports.Chart) []*excelize.Chart {
	t := c.Numbers()
	drawn := drawable(c)
	same := drawn && c.Kind != reports.Diverge && len(t.Columns) == 1+len(c.Series)
	if !same || b.worthSorting(&t) {
		t.Title = cmp.Or(t.Title, c.Title)
		b.table(s, t)
	}
	if !drawn {
		return nil
	}
	chart := b.draw(c)
	data, title := dataTable(c), cmp.Or(c.Title, t.Title)
	for i := 1; i < len(data.Columns); i++ {
		first := len(b.fig.table.Rows) + 2
		for _, row := range data.Rows {
			b.fig.table.Add(reports.Str(s.Title), reports.Str(title), row[0], reports.Str(data.Columns[i].Title),
				rounded(row[i], data.Columns[i].Decimals))
		}
		chart.Series = append(chart.Series, b.fig.series(first, len(b.fig.table.Rows)+1, len(chart.Series)))
	}
	finish(chart, c)
	return []*excelize.Chart{chart}
}

// figures lays out the sheet of figures, with the charts beside them, two in a row; only
// the charts are printed.
func (b *workbook) figures() {
	if len(b.fig.table.Rows) == 0 {
		return
	}
	sh := b.fig.sheet
	b.put(sh, b.say("figures-about"), b.fig.table)
	for i := range sh.rows {
		sh.rows[i].height, sh.rows[i].given = lineHeight, true // charts lie on a grid
	}
	const wide, columns = 610, 10 // a chart, in pixels and in columns
	row := 1
	for two := range slices.Chunk(b.fig.charts, 2) {
		tall := uint(0)
		for _, c := range two {
			tall = max(tall, c.Dimension.Height)
		}
		for k, c := range two {
			c.Dimension = excelize.ChartDimension{Width: wide, Height: tall}
			sh.charts = append(sh.charts, sheetChart{cellName(figureCharts+k*columns, row), c})
		}
		row += int(tall)/rowPixels + 2
	}
	if len(sh.charts) > 0 {
		sh.printed = absolute(figureCharts, 1) + ":" + absolute(figureCharts+2*columns-1, row)
	}
}

// below adds charts under the table of a sheet.
func (sh *sheet) below(charts []*excelize.Chart) {
	row := len(sh.rows) + 2
	for _, c := range charts {
		c.Dimension.Width = 860
		sh.charts = append(sh.charts, sheetChart{cellName(1, row), c})
		row += int(c.Dimension.Height)/rowPixels + 2
	}
}

// drawable reports whether a native chart shows a chart of the document. None has a dot a
// series on one line: of such a chart the figures alone are there.
func drawable(c *reports.Chart) bool {
	return c.Kind != reports.DotPlot && len(c.Series) > 0 && len(c.Series) <= mostSeries &&
		len(c.Categories) > 0 && len(c.Categories) <= mostCategories
}

// chartHeight is as many pixels as the bars of a chart and the names of its series need.
func chartHeight(c *reports.Chart) uint {
	each := 30
	if (c.Kind == reports.Bar || c.Kind == reports.TargetBar) && len(c.Series) > 1 {
		each = 14*len(c.Series) + 12
	}
	return uint(min(110+20*len(c.Series)+each*len(c.Categories), 900))
}

// dataTable lays out what is drawn: where bars diverge, the last series to the left of zero.
func dataTable(c *reports.Chart) reports.Table {
	drawn := reports.Chart{Title: c.Title, Categories: c.Categories, Series: c.Series}
	if c.Kind == reports.Diverge {
		left := c.Series[len(c.Series)-1]
		left.Values = slices.Clone(left.Values)
		for i, v := range left.Values {
			left.Values[i] = -math.Abs(v)
		}
		drawn.Series = []reports.Series{left, c.Series[0]}
	}
	return drawn.Numbers()
}

// draw is the native chart, its series apart: horizontal bars from the top down, one colour
// a series, dark axis text, and a description for those who cannot see it.
func (b *workbook) draw(c *reports.Chart) *excelize.Chart {
	font := excelize.Font{Color: inkDark, Size: 10}
	title := func(text string, font excelize.Font) excelize.ChartTitle {
		text = reports.Shorten(reports.Plain(text), 120)
		return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: text, Font: &font}}}
	}
	chart := &excelize.Chart{
		Type:       excelize.Bar,
		Dimension:  excelize.ChartDimension{Height: chartHeight(c)},
		VaryColors: new(false),
		GapWidth:   new(uint(60)),
		Format: excelize.GraphicOptions{
			AltText: cutUTF16(c.Alt(), 2000),
			Name:    cutUTF16("chart "+reports.Anchor(c.ID), 200),
			OffsetX: 2, OffsetY: 4,
		},
		Legend: excelize.ChartLegend{Position: "bottom", Font: &font},
		// The category axis runs from the top; the axis of numbers stays below.
		XAxis: excelize.ChartAxis{ReverseOrder: true, Font: font, TickLabelPosition: excelize.ChartTickLabelLow},
		YAxis: excelize.ChartAxis{
			MajorGridLines: true, Font: font, TickLabelPosition: excelize.ChartTickLabelHigh,
			ReverseOrder: b.mirrored,
		},
		Title: title(cmp.Or(c.Title, c.Table.Title), excelize.Font{Color: inkDark, Size: 12, Bold: true}),
	}
	if c.Axis != "" {
		chart.YAxis.Title = title(c.Axis, font)
	}
	return chart
}

// series is the one in some rows of the figures.
func (f *figures) series(first, last, number int) excelize.ChartSeries {
	cells := func(column, last int) string {
		return sheetRef(f.sheet.name, absolute(column, first)+":"+absolute(column, last))
	}
	colour := seriesColours[number%len(seriesColours)]
	return excelize.ChartSeries{
		Name:       sheetRef(f.sheet.name, absolute(figureColumn, first)),
		Categories: cells(figureRow, last),
		Values:     cells(figureValue, last),
		Fill:       excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}},
		DataLabel:  excelize.ChartDataLabel{Font: excelize.Font{Color: inkDark, Size: 10}},
	}
}

// finish sets what depends on the kind of a chart and on its numbers: how series stand
// together, and the range and the form of the axis.
func finish(chart *excelize.Chart, c *reports.Chart) {
	reach, axis := c.Range(), &chart.YAxis
	axis.NumFmt = excelize.ChartNumFmt{CustomNumFmt: "0"}
	if c.Whole() && reach.High-reach.Low <= 12 {
		axis.MajorUnit = 1
	}
	if c.Kind == reports.Diverge {
		axis.NumFmt.CustomNumFmt = "0;0" // both sides count people
	} else {
		if reach.Low == 0 {
			axis.Minimum = &reach.Low
		}
		if c.Max > 0 {
			axis.Maximum = &c.Max
		}
	}
	if c.Kind == reports.Diverge || c.Kind == reports.Stacked {
		chart.Type = excelize.BarStacked
	}
	if len(chart.Series) == 1 {
		chart.Legend.Position = "none"
		chart.PlotArea.ShowVal = true
	}
}

// absolute is a cell as "$B$7".
func absolute(column, row int) string {
	return "$" + columnName(column) + "$" + strconv.Itoa(row)
}
