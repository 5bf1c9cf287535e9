package html

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"roundtable/reports"
	"roundtable/reports/internal/texttab"
)

// Charts stand still in the page as SVG, drawn when the report is written: on paper, in
// mail and with scripts off the same picture is there. Geometry is computed here; the
// page's template writes it, so that all text is escaped like any other, and the style
// sheet colours it, light, dark and printed. Each chart is drawn twice, for a page and
// for a phone, of which the style sheet shows one: there the labels stand above the marks.

// still is a picture as shapes, in the order in which they are painted.
type still struct {
	Kind, Alt     string // of screen, "page" or "phone", or for all of them, "panel" and "key"
	Title         string // of a panel
	Width, Height float64
	Shapes        []shape
}

// shape is one mark: a rectangle, lines or a text.
type shape struct {
	Form          string // "rect", "path", "text"
	Class         string
	X, Y          float64
	Width, Height float64
	Round         bool
	Lines         [][]float64 // each through points, as x, y, x, y …
	with          string      // what else is drawn along, see Drawn
	Text          string
	Anchor        string  // of a text: "start", "middle", "end"
	Shade         float64 // of a cell: 0 to 1
}

// Sizes, in pixels.
const (
	pageWidth  = 680.0
	phoneWidth = 358.0
	panelWidth = 330.0
	lineStep   = 15.0
	barStep    = 18.0
	barHeight  = 13.0
	charWidth  = 6.9 // of the text of labels, which are about 13 high
	valueRoom  = 46.0
)

// pen draws one chart.
type pen struct {
	still
	c    *reports.Chart
	l    reports.Language
	side float64 // width of the labels beside the marks; 0 where they stand above
	low  float64 // of the number axis
	high float64
	y    float64
}

// stills draws a chart for a page and for a phone, or each of its panels for both. A chart
// that is none (see checkChart) gives nothing; its table says the same.
func stills(l reports.Language, c *reports.Chart) []still {
	if checkChart(c) != nil {
		return nil
	}
	var out []still
	draw := func(c *reports.Chart, kind string, width, labels float64) {
		p := &pen{c: c, l: l, still: still{Kind: kind, Width: width, Alt: reports.Plain(c.Title + " " + c.Summary)}}
		switch kind {
		case "key":
			p.legend()
			p.Height = p.y
		case "panel":
			p.Title = c.Title
			fallthrough
		default:
			p.side = p.labelWidth(labels)
			p.scale()
			p.draw()
		}
		if l.RightToLeft() {
			p.mirror()
		}
		if len(p.Shapes) > 0 {
			out = append(out, p.still)
		}
	}
	if len(c.Panels) > 0 {
		draw(c, "key", phoneWidth, 0)
		for _, part := range c.Parts() {
			draw(&part, "panel", panelWidth, 0.45)
		}
		return out
	}
	draw(c, "page", pageWidth, 0.4)
	draw(c, "phone", phoneWidth, 0)
	return out
}

// labelWidth is what the longest label takes, up to a share of the width.
func (p *pen) labelWidth(share float64) float64 {
	most := 0
	for _, name := range chartLabels(p.c.Categories) {
		most = max(most, texttab.Width(name))
	}
	return min(float64(most)*charWidth+14, p.Width*share)
}

// scale sets the ends of the number axis to round numbers.
func (p *pen) scale() {
	sums := make([]float64, len(p.c.Categories))
	for i, s := range p.c.Series {
		for row, v := range s.Values {
			switch {
			case !finite(v):
			case p.c.Kind == reports.Stacked:
				sums[row] += v
				p.high = max(p.high, sums[row])
			case p.c.Kind == reports.Diverge && i == len(p.c.Series)-1:
				p.low = min(p.low, -v)
			default:
				p.low, p.high = min(p.low, v), max(p.high, v)
			}
		}
	}
	for _, span := range p.c.Intervals {
		p.low, p.high = min(p.low, span.Low), max(p.high, span.High)
	}
	if p.c.Max > 0 {
		p.high = p.c.Max
	}
	if p.c.Kind == reports.Diverge {
		p.high = max(p.high, -p.low)
		p.low = -p.high
	}
	if p.high <= p.low {
		p.high = p.low + 1
	}
	step := p.step()
	p.high = math.Ceil(p.high/step-1e-9) * step
	p.low = math.Floor(p.low/step+1e-9) * step
}

// step is the distance of the lines of the axis: 1, 2 or 5 times a power of ten, whole
// where all numbers are.
func (p *pen) step() float64 {
	rough := (p.high - p.low) / 5
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	step := 10 * power
	for _, f := range []float64{1, 2, 5} {
		if f*power >= rough-1e-9 {
			step = f * power
			break
		}
	}
	for i := range p.c.Series {
		if !p.c.Series[i].Whole() {
			return step
		}
	}
	return max(1, step)
}

// x places a number.
func (p *pen) x(v float64) float64 {
	left, right := p.side+8, p.Width-valueRoom
	return round(left + (v-p.low)/(p.high-p.low)*(right-left))
}

func round(v float64) float64 { return math.Round(v*10) / 10 }

func (p *pen) rect(class string, x, y, width, height float64) {
	p.Shapes = append(p.Shapes, shape{
		Form: "rect", Class: class, X: round(min(x, x+width)), Y: round(y), Width: round(math.Abs(width)),
		Height: round(height),
	})
}

func (p *pen) text(class, text, anchor string, x, y float64) {
	p.Shapes = append(
		p.Shapes,
		shape{Form: "text", Class: class, Text: text, Anchor: anchor, X: round(x), Y: round(y)},
	)
}

// path draws straight lines, each through points given as x, y, x, y …
func (p *pen) path(class string, lines ...[]float64) {
	p.Shapes = append(p.Shapes, shape{Form: "path", Class: class, Lines: lines})
}

// Drawn is the shapes with those of one class drawn in one go, where they are alike.
func (s still) Drawn() []shape {
	var out []shape
	at := map[string]int{}
	for _, x := range s.Shapes {
		i, seen := at[x.Class]
		switch {
		case x.Form == "text" || x.Round || x.Class == "cell":
			out = append(out, x)
		case seen:
			out[i].with += x.Path()
		default:
			at[x.Class] = len(out)
			out = append(out, x)
		}
	}
	return out
}

// Path is what a rectangle or lines are drawn along.
func (s shape) Path() string {
	if s.Form == "rect" {
		w := number(s.Width)
		return "M" + number(s.X) + " " + number(s.Y) + "h" + w + "v" + number(s.Height) + "h-" + w + "z" + s.with
	}
	var b strings.Builder
	for _, line := range s.Lines {
		for i := 0; i+1 < len(line); i += 2 {
			b.WriteString(map[bool]string{true: "M", false: "L"}[i == 0])
			b.WriteString(number(line[i]) + " " + number(line[i+1]))
		}
	}
	return b.String() + s.with
}

// Aligned is the anchor of a text, where the style sheet does not set it for its class.
func (s shape) Aligned() string {
	if s.Anchor == "start" || s.Anchor == "middle" && s.Class != "label" && s.Class != "value" {
		return ""
	}
	return s.Anchor
}

func number(v float64) string { return strconv.FormatFloat(round(v), 'f', -1, 64) }

// value is a figure beside a mark.
func (p *pen) value(v float64) string {
	decimals := 1
	if v == math.Trunc(v) {
		decimals = 0
	}
	return p.l.Number(v, decimals)
}

// wrap breaks a label into at most two lines.
func wrap(text string, width float64) []string {
	lines := texttab.Wrap(text, max(6, int(width/charWidth)))
	if len(lines) > 2 {
		lines = []string{lines[0], reports.Shorten(strings.Join(lines[1:], " "), max(6, int(width/charWidth)))}
	}
	return lines
}

// draw paints the legend, the rows and, behind them, the axis.
func (p *pen) draw() {
	p.legend()
	if p.c.Kind == reports.HeatMap {
		p.heat()
		p.Height = p.y + 4
		return
	}
	top, behind := p.y, len(p.Shapes)
	for i, name := range chartLabels(p.c.Categories) {
		p.row(i, name)
		if i+1 == p.c.LineAfter && i+1 < len(p.c.Categories) {
			p.path("firm", []float64{0, p.y, p.Width, p.y})
		}
	}
	marks := append([]shape(nil), p.Shapes[behind:]...)
	p.Shapes = p.Shapes[:behind]
	step := p.step()
	var grid [][]float64
	for v := p.low; v <= p.high+step/1e6; v += step {
		grid = append(grid, []float64{p.x(v), top, p.x(v), p.y + 3})
		p.text("tick", p.value(math.Abs(v)), "middle", p.x(v), p.y+17)
	}
	p.path("grid", grid...)
	p.Height = p.y + 24
	if p.Kind != "panel" {
		p.text("axis", reports.Plain(p.c.Axis), "middle", (p.x(p.low)+p.x(p.high))/2, p.y+35)
		p.Height = p.y + 42
	}
	p.Shapes = append(p.Shapes, marks...)
}

// legend names the series, where there are several; a picture of panels has one for all.
func (p *pen) legend() {
	p.y = 4
	if len(p.c.Series) < 2 || p.c.Kind == reports.HeatMap || p.Kind == "panel" {
		return
	}
	x := 0.0
	for i, s := range p.c.Series {
		if !slices.ContainsFunc(s.Values, finite) {
			continue
		}
		name := reports.Shorten(reports.Plain(s.Name), 44)
		width := float64(texttab.Width(name))*charWidth + 34
		if x > 0 && x+width > p.Width {
			x, p.y = 0, p.y+20
		}
		p.key(i, x+7, p.y+8)
		p.text("label", name, "start", x+20, p.y+12)
		x += width
	}
	p.y += 28
}

// key is the mark of a series in the legend.
func (p *pen) key(i int, x, y float64) {
	switch {
	case p.c.Kind == reports.TargetBar && i > 0, p.c.Kind == reports.RangeBar, p.c.Kind == reports.DotPlot:
		p.mark(i, x, y)
	default:
		p.rect(p.fill(i), x-6, y-6, 12, 12)
	}
}

// fill is the class that colours a series; those of charts with several have a pattern.
func (p *pen) fill(i int) string {
	if len(p.c.Series) == 1 || p.c.Kind == reports.TargetBar {
		return "f0"
	}
	return "f" + strconv.Itoa(i%6+1)
}

// mark is a point: what is allowed, the end of a range, or the figure of a series, which
// the first 36 tell apart by form and colour.
func (p *pen) mark(i int, x, y float64) {
	if p.c.Kind == reports.TargetBar {
		if i == 1 {
			p.path("point", []float64{x, y - 6, x + 6, y + 5, x - 6, y + 5, x, y - 6})
		} else {
			p.rect("point", x-2, y-9, 4, 18)
		}
		return
	}
	class := "d" + strconv.Itoa((i+i/6)%6+1)
	switch i % 6 {
	case 0:
		p.rect(class, x-5.5, y-5.5, 11, 11)
		p.Shapes[len(p.Shapes)-1].Round = true
	case 1:
		p.path(class, []float64{x, y - 7, x + 7, y, x, y + 7, x - 7, y, x, y - 7})
	case 2:
		p.path(class, []float64{x, y - 7, x + 7, y + 5, x - 7, y + 5, x, y - 7})
	case 3:
		p.rect(class, x-5, y-5, 10, 10)
	case 4:
		p.path(class, []float64{x, y + 7, x + 7, y - 5, x - 7, y - 5, x, y + 7})
	case 5:
		p.path(class, []float64{
			x - 2, y - 6, x + 2, y - 6, x + 2, y - 2, x + 6, y - 2, x + 6, y + 2, x + 2, y + 2,
			x + 2, y + 6, x - 2, y + 6, x - 2, y + 2, x - 6, y + 2, x - 6, y - 2, x - 2, y - 2, x - 2, y - 6,
		})
	}
}

// row is one category: its label and its marks.
func (p *pen) row(i int, name string) {
	lines := wrap(name, p.side-10)
	if p.side == 0 {
		lines = wrap(name, p.Width)
	}
	height := float64(len(lines)) * lineStep
	marks := p.rowHeight()
	at := p.y + 5
	if p.side == 0 {
		p.label(lines, 0, at, "start")
		p.marks(i, at+height+2)
		p.y = at + height + marks + 8
		return
	}
	full := max(height, marks)
	p.label(lines, p.side-6, at+(full-height)/2, "end")
	p.marks(i, at+(full-marks)/2)
	p.y = at + full + 5
}

func (p *pen) rowHeight() float64 {
	switch p.c.Kind {
	case reports.Bar:
		return barStep * float64(len(p.c.Series))
	case reports.Diverge:
		return barStep * float64(min(2, len(p.c.Series)-1))
	case reports.RangeBar:
		return 2 * barStep
	case reports.DotPlot:
		return 2*barStep + 6
	default:
		return barStep
	}
}

func (p *pen) label(lines []string, x, y float64, anchor string) {
	for i, line := range lines {
		p.text("label", line, anchor, x, y+float64(i)*lineStep+12)
	}
}

// marks are the figures of one row, from y down.
func (p *pen) marks(row int, y float64) {
	switch p.c.Kind {
	case reports.Bar, reports.TargetBar:
		p.bars(row, y)
	case reports.Stacked:
		sum := 0.0
		for i := range p.c.Series {
			if v, ok := p.at(i, row); ok && v != 0 {
				p.part(i, p.x(sum), p.x(sum+v), v, y)
				sum += v
			}
		}
	case reports.Diverge:
		p.sides(row, y)
	case reports.RangeBar:
		p.ends(row, y+barStep+4)
	case reports.DotPlot:
		p.dots(row, y)
	}
}

// at is a figure, and whether there is one.
func (p *pen) at(i, row int) (v float64, known bool) {
	v = p.c.Series[i].Values[row]
	return v, finite(v)
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// bars are one bar a series below one another, or one with the marks of what is allowed;
// the figure stands behind all of them.
func (p *pen) bars(row int, y float64) {
	target := p.c.Kind == reports.TargetBar
	for i := range p.c.Series {
		v, known := p.at(i, row)
		if !known || target && i > 0 {
			continue
		}
		top := y + float64(i)*barStep
		p.rect(p.fill(i), p.zero(), top+2, p.x(v)-p.zero(), barHeight)
		end := p.x(v)
		if i == 0 {
			end = max(end, p.whisker(row, top))
		}
		for j := 1; target && j < len(p.c.Series); j++ {
			if limit, given := p.at(j, row); given {
				p.mark(j, p.x(limit), y+barStep/2)
				end = max(end, p.x(limit)+6)
			}
		}
		p.text("value", p.value(v), "start", end+5, top+12)
	}
}

// zero is where bars begin.
func (p *pen) zero() float64 { return p.x(max(p.low, 0)) }

// sides are the first series to the right of zero, the last to its left, and those
// between apart from both.
func (p *pen) sides(row int, y float64) {
	last := len(p.c.Series) - 1
	for i := range p.c.Series {
		v, known := p.at(i, row)
		switch {
		case !known || v == 0:
		case i == last:
			p.part(i, p.x(-v), p.zero(), v, y)
		case i == 0:
			p.part(i, p.zero(), p.x(v), v, y)
		default:
			p.part(i, p.zero(), p.x(v), v, y+barStep)
		}
	}
}

// ends are a line from the low to the high figure.
func (p *pen) ends(row int, y float64) {
	low, one := p.at(0, row)
	high, two := p.at(1, row)
	if !one || !two {
		return
	}
	p.path("span", []float64{p.x(low), y, p.x(high), y})
	for i, v := range []float64{low, high} {
		p.mark(i, p.x(v), y)
		p.text("value", p.value(v), "middle", p.x(v), y-22+12)
	}
}

// whisker is the interval around the first figure of a row; it gives its right end.
func (p *pen) whisker(row int, y float64) float64 {
	if row >= len(p.c.Intervals) {
		return 0
	}
	low, high := p.x(p.c.Intervals[row].Low), p.x(p.c.Intervals[row].High)
	mid := y + 2 + barHeight/2
	for _, class := range []string{"halo", "whisker"} { // seen on the bar too
		p.path(class, []float64{low, mid, high, mid}, []float64{low, mid - 4, low, mid + 4},
			[]float64{high, mid - 4, high, mid + 4})
	}
	return high
}

// part is one piece of a stacked bar, with its figure where there is room.
func (p *pen) part(i int, from, to, v, y float64) {
	p.rect(p.fill(i), from, y+2, to-from, barHeight)
	if text := p.value(v); to-from > float64(len(text))*charWidth+6 {
		p.text("inside i"+strconv.Itoa(i%6+1), text, "middle", (from+to)/2, y+13)
	}
}

// dots are the figures of all series on one line, each with its name where there is room.
func (p *pen) dots(row int, y float64) {
	line := y + barStep + 4
	p.path("span", []float64{p.x(p.low), line, p.x(p.high), line})
	var taken [2]float64     // ends of the names above and below
	last, up := -99.0, false // marks that would cover one another stand apart
	for _, i := range p.byValue(row) {
		v := p.c.Series[i].Values[row]
		x, y := p.x(v), line
		if up = x-last < 8 && !up; up {
			y -= 5
		}
		last = x
		p.mark(i, x, y)
		name := reports.Shorten(reports.Plain(p.c.Series[i].Name), 16)
		half := float64(texttab.Width(name)) * charWidth / 2
		for side, end := range taken {
			if x-half < end {
				continue
			}
			p.text("name", name, "middle", min(x, p.Width-half), line-13+float64(side)*30)
			taken[side] = x + half + 4
			break
		}
	}
}

// byValue is the series that have a figure in a row, the smallest first.
func (p *pen) byValue(row int) []int {
	var out []int
	for i := range p.c.Series {
		if v := p.c.Series[i].Values[row]; !math.IsNaN(v) {
			at := len(out)
			for at > 0 && p.c.Series[out[at-1]].Values[row] > v {
				at--
			}
			out = append(out[:at], append([]int{i}, out[at:]...)...)
		}
	}
	return out
}

// heat is a grid of shaded figures, a column a series.
func (p *pen) heat() {
	side := max(p.side, p.Width*0.34)
	wide := (p.Width - side) / float64(len(p.c.Series))
	top := p.high
	heads := 0
	for i, s := range p.c.Series {
		lines := wrap(reports.Plain(s.Name), wide-4)
		heads = max(heads, len(lines))
		for j, line := range lines {
			p.text("tick", line, "middle", side+(float64(i)+0.5)*wide, p.y+float64(j)*lineStep+12)
		}
	}
	p.y += float64(heads)*lineStep + 6
	for row, name := range chartLabels(p.c.Categories) {
		lines := wrap(name, side-10)
		height := max(26, float64(len(lines))*lineStep+8)
		p.label(lines, side-6, p.y+(height-float64(len(lines))*lineStep)/2, "end")
		for i, s := range p.c.Series {
			v := s.Values[row]
			if !finite(v) {
				continue
			}
			p.rect("cell", side+float64(i)*wide, p.y, wide-2, height-2)
			p.Shapes[len(p.Shapes)-1].Shade = share(v, top)
			p.text("label", p.value(v), "middle", side+(float64(i)+0.5)*wide-1, p.y+height/2+4)
		}
		p.y += height
	}
}

// mirror turns the drawing for a script that runs from right to left.
func (p *pen) mirror() {
	turned := map[string]string{"start": "end", "end": "start", "middle": "middle"}
	for i := range p.Shapes {
		s := &p.Shapes[i]
		s.Anchor = turned[s.Anchor]
		s.X = round(p.Width - s.X - s.Width)
		for _, line := range s.Lines {
			for at := 0; at < len(line); at += 2 {
				line[at] = p.Width - line[at]
			}
		}
	}
}
