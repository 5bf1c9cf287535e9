package html

import (
	"cmp"
	"fmt"
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

// still is a picture: paths by their class, in the order in which they are painted, and
// texts on them. Where the script runs from right to left, texts stand in their places and
// the page mirrors the paths.
type still struct {
	Kind, Alt     string // of screen, "page" or "phone", or for all of them, "panel" and "key"
	Title         string // of a panel
	Width, Height float64
	Mirrored      bool
	Paths         []path
	Texts         []text
}

// path is all that is drawn in one class, as the attribute d of SVG.
type path struct{ Class, D string }

// text stands at a point; its class says whether it begins, ends or has its middle there.
type text struct {
	Class, Text string
	X, Y        float64
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

// kinds are the kinds of charts: how many series each needs, how its rows are drawn, and how
// high those of so many series are.
var kinds = map[reports.ChartKind]struct {
	least int
	draw  func(p *pen, row int, y float64)
	high  func(series int) float64
}{
	reports.Bar:       {1, (*pen).bars, func(n int) float64 { return barStep * float64(n) }},
	reports.Stacked:   {1, (*pen).parts, func(int) float64 { return barStep }},
	reports.Diverge:   {2, (*pen).parts, func(n int) float64 { return barStep * float64(min(2, n-1)) }},
	reports.TargetBar: {3, (*pen).bars, func(int) float64 { return barStep }},
	reports.DotPlot:   {1, (*pen).dots, func(int) float64 { return 2*barStep + 6 }},
}

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
		p := &pen{c: c, l: l, still: still{
			Kind: kind, Title: c.Title, Width: width, Mirrored: l.RightToLeft(), Alt: c.Alt(),
		}}
		p.legend()
		if kind != "key" {
			p.side = p.labelWidth(labels)
			p.scale()
			p.rows()
		}
		if len(p.Paths) > 0 {
			out = append(out, p.still)
		}
	}
	if len(c.Panels) == 0 {
		draw(c, "page", pageWidth, 0.4)
		draw(c, "phone", phoneWidth, 0)
		return out
	}
	draw(c, "key", phoneWidth, 0)
	for _, part := range c.Parts() {
		draw(&part, "panel", panelWidth, 0.45)
	}
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
	reach := p.c.Range()
	for _, span := range p.c.Intervals {
		reach = reports.Span{Low: min(reach.Low, span.Low), High: max(reach.High, span.High)}
	}
	p.low, p.high = reach.Low, reach.High
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
	step := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, times := range []float64{2, 2.5, 2} {
		if step < rough-1e-9 {
			step *= times
		}
	}
	if p.c.Whole() {
		return max(1, step)
	}
	return step
}

// x places a number.
func (p *pen) x(v float64) float64 {
	left, right := p.side+8, p.Width-valueRoom
	return left + (v-p.low)/(p.high-p.low)*(right-left)
}

// path draws along d, in which each %v stands for a number.
func (p *pen) path(class, d string, numbers ...float64) {
	args := make([]any, len(numbers))
	for i, v := range numbers {
		args[i] = tenths(v)
	}
	d = fmt.Sprintf(d, args...)
	at := slices.IndexFunc(p.Paths, func(x path) bool { return x.Class == class })
	if at < 0 {
		if at = len(p.Paths); class == "grid" || class == "span" {
			at = 0 // behind all others
		}
		p.Paths = slices.Insert(p.Paths, at, path{Class: class})
	}
	p.Paths[at].D += d
}

func (p *pen) rect(class string, x, y, width, height float64) {
	p.path(class, "M%v %vh%vv%vh%vz", x, y, width, height, -width)
}

func (p *pen) text(class, words string, x, y float64) {
	if p.Mirrored {
		x = p.Width - x
	}
	p.Texts = append(p.Texts, text{class, words, tenths(x), tenths(y)})
}

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
	room := max(6, int(width/charWidth))
	lines := texttab.Wrap(text, room)
	if len(lines) > 2 {
		lines = []string{lines[0], reports.Shorten(strings.Join(lines[1:], " "), room)}
	}
	return lines
}

// rows paints the axis, and on it the rows.
func (p *pen) rows() {
	top, step := p.y, p.step()
	for i, name := range chartLabels(p.c.Categories) {
		p.row(i, name)
		if i+1 == p.c.LineAfter && i+1 < len(p.c.Categories) {
			p.path("firm", "M0 %vH%v", p.y, p.Width)
		}
	}
	for v := p.low; v <= p.high+step/1e6; v += step {
		p.path("grid", "M%v %vV%v", p.x(v), top, p.y+3)
		p.text("tick", p.value(math.Abs(v)), p.x(v), p.y+17)
	}
	p.Height = p.y + 24
	if p.Kind != "panel" {
		p.text("axis", reports.Plain(p.c.Axis), (p.x(p.low)+p.x(p.high))/2, p.y+35)
		p.Height = p.y + 42
	}
}

// legend names the series, where there are several; a picture of panels has one for all.
func (p *pen) legend() {
	p.y = 4
	if len(p.c.Series) < 2 || p.Kind == "panel" {
		return
	}
	x := 0.0
	for i, s := range p.c.Series {
		if !figures(s) {
			continue
		}
		name := reports.Shorten(reports.Plain(s.Name), 44)
		width := float64(texttab.Width(name))*charWidth + 34
		if x > 0 && x+width > p.Width {
			x, p.y = 0, p.y+20
		}
		if p.c.Kind == reports.DotPlot || p.c.Kind == reports.TargetBar && i > 0 {
			p.mark(i, x+7, p.y+8)
		} else {
			p.rect(p.fill(i), x+1, p.y+2, 12, 12)
		}
		p.text("label", name, x+20, p.y+12)
		x += width
	}
	p.y += 28
	p.Height = p.y
}

// fill is the class that colours a series; those of charts with several have a pattern.
func (p *pen) fill(i int) string {
	if len(p.c.Series) == 1 || p.c.Kind == reports.TargetBar {
		return "f0"
	}
	return "f" + strconv.Itoa(i%6+1)
}

// marks are the forms that tell the figures of series apart beside their colours, around a
// point; the last two are the fewest and the most that are allowed.
var marks = [...]string{
	"m-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0z", "m0 -7l7 7l-7 7l-7 -7z", "m0 -7l7 12h-14z", "m-5 -5h10v10h-10z",
	"m0 7l7 -12h-14z", "m-2 -6h4v4h4v4h-4v4h-4v-4h-4v-4h4z", "m0 -6l6 11h-12z", "m-2 -9h4v18h-4z",
}

// mark is a point: what is allowed, or the figure of a series, which the first 36 tell apart
// by form and colour.
func (p *pen) mark(i int, x, y float64) {
	class, form := "d"+strconv.Itoa((i+i/6)%6+1), marks[i%6]
	if p.c.Kind == reports.TargetBar {
		class, form = "point", marks[5+i]
	}
	p.path(class, "M%v %v"+form, x, y)
}

// row is one category: its label, above or beside its marks, and these.
func (p *pen) row(i int, name string) {
	room, class, edge := p.Width, "label", 0.0
	if p.side > 0 {
		room, class, edge = p.side-10, "side", p.side-6
	}
	lines := wrap(name, room)
	height, high := float64(len(lines))*lineStep, kinds[p.c.Kind].high(len(p.c.Series))
	first, at, end := p.y+5, p.y+7+height, p.y+13+height+high
	if full := max(height, high); p.side > 0 {
		first, at, end = p.y+5+(full-height)/2, p.y+5+(full-high)/2, p.y+10+full
	}
	for k, line := range lines {
		p.text(class, line, edge, first+float64(k)*lineStep+12)
	}
	kinds[p.c.Kind].draw(p, i, at)
	p.y = end
}

// bars are one bar a series below one another, or one with the marks of what is allowed;
// the figure stands behind all of them.
func (p *pen) bars(row int, y float64) {
	limits := p.c.Series[1:]
	if p.c.Kind != reports.TargetBar {
		limits = nil
	}
	for i, s := range p.c.Series[:len(p.c.Series)-len(limits)] {
		v := s.Values[row]
		if math.IsNaN(v) {
			continue
		}
		zero, end, top := p.x(max(p.low, 0)), p.x(v), y+float64(i)*barStep
		p.rect(p.fill(i), zero, top+2, end-zero, barHeight)
		if i == 0 && row < len(p.c.Intervals) {
			end = max(end, p.whisker(p.c.Intervals[row], top))
		}
		for j, limit := range limits {
			if at := p.x(limit.Values[row]); !math.IsNaN(at) {
				p.mark(j+1, at, y+barStep/2)
				end = max(end, at+6)
			}
		}
		p.text("value", p.value(v), end+5, top+12)
	}
}

// parts are the pieces of a row, one after the other; where they diverge, the first series is
// to the right of zero, the last to its left, and those between apart from both.
func (p *pen) parts(row int, y float64) {
	sum := 0.0
	for i, s := range p.c.Series {
		v := s.Values[row]
		if math.IsNaN(v) || v == 0 {
			continue
		}
		from, top := sum, y
		switch {
		case p.c.Kind == reports.Stacked:
			sum += v
		case i == len(p.c.Series)-1:
			from = -v
		case i > 0:
			top += barStep
		}
		left, wide := p.x(from), p.x(from+v)-p.x(from)
		p.rect(p.fill(i), left, top+2, wide, barHeight)
		if words := p.value(v); wide > float64(len(words))*charWidth+6 { // where there is room
			p.text("inside", words, left+wide/2, top+13)
		}
	}
}

// whisker is the interval around a figure; it gives its right end.
func (p *pen) whisker(span reports.Span, y float64) float64 {
	low, high, mid := p.x(span.Low), p.x(span.High), y+2+barHeight/2
	for _, class := range []string{"halo", "whisker"} { // seen on the bar too
		p.path(class, "M%v %vH%vM%v %vv8M%v %vv8", low, mid, high, low, mid-4, high, mid-4)
	}
	return high
}

// dots are the figures of all series on one line, each with its name where there is room.
func (p *pen) dots(row int, y float64) {
	line := y + barStep + 4
	p.path("span", "M%v %vH%v", p.x(p.low), line, p.x(p.high))
	var taken [2]float64     // ends of the names above and below
	last, up := -99.0, false // marks that would cover one another stand apart
	for _, i := range p.byValue(row) {
		x, y := p.x(p.c.Series[i].Values[row]), line
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
			p.text("name", name, min(x, p.Width-half), line-13+float64(side)*30)
			taken[side] = x + half + 4
			break
		}
	}
}

// byValue is the series that have a figure in a row, the smallest first.
func (p *pen) byValue(row int) (out []int) {
	value := func(i int) float64 { return p.c.Series[i].Values[row] }
	for i := range p.c.Series {
		if !math.IsNaN(value(i)) {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(value(a), value(b)) })
	return out
}
