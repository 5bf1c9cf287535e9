package reports

import (
	"html/template"
	"math"
	"strings"
)

// pageFuncs are the functions of the page template. None returns a trusted
// type: everything they give back is escaped by html/template.
func pageFuncs() template.FuncMap {
	return template.FuncMap{
		"kind":       blockKind,
		"anchor":     anchor,
		"plain":      plainText,
		"segments":   segments,
		"numbered":   func(i int, s Section) numbered { return numbered{i + 1, s} },
		"grid":       newGrid,
		"slim":       func(t Table) bool { return len(t.Columns) <= 3 },
		"colClass":   columnClass,
		"stateClass": stateClass,
		"stateIcon":  stateIcon,
	}
}

type numbered struct {
	Number  int
	Section Section
}

func blockKind(b Block) string {
	switch b.(type) {
	case Paragraph:
		return "paragraph"
	case Verdicts:
		return "verdicts"
	case List:
		return "list"
	case Table:
		return "table"
	case Chart:
		return "chart"
	case Cards:
		return "cards"
	default:
		return ""
	}
}

// anchor turns an ID into a link target: letters, digits and hyphens.
func anchor(id string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(id) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		default:
			b.WriteByte('-')
		}
	}
	return b.String()
}

// segment is a stretch of text, isolated where its direction may differ.
type segment struct {
	Text     string
	Isolated bool
}

// segments splits text at its isolates, which become <bdi> elements.
func segments(s string) []segment {
	s = cleanText(s)
	var out []segment
	add := func(text string, isolated bool) {
		if text != "" {
			out = append(out, segment{strings.Trim(text, string(isolate)+string(popIsolate)), isolated})
		}
	}
	for {
		start := strings.IndexRune(s, isolate)
		if start < 0 {
			break
		}
		add(s[:start], false)
		rest := s[start:]
		end, depth := len(rest), 0
		for i, r := range rest {
			if r == isolate {
				depth++
			} else if r == popIsolate {
				if depth--; depth == 0 {
					end = i + len(string(popIsolate))
					break
				}
			}
		}
		add(rest[:end], true)
		s = rest[end:]
	}
	add(s, false)
	return out
}

// plainText is the text without isolates, for places that cannot hold markup.
func plainText(s string) string {
	return strings.Map(func(r rune) rune {
		if r == isolate || r == popIsolate {
			return -1
		}
		return r
	}, cleanText(s))
}

func alignClass(a Align) string {
	switch a {
	case Right:
		return "r"
	case Center:
		return "c"
	default:
		return "l"
	}
}

// columnClass is how a column and its cells are set.
func columnClass(c Column) string {
	if c.Bar || c.Dots {
		return alignClass(c.Align) + " bars"
	}
	return alignClass(c.Align)
}

func stateClass(s State) string {
	switch s {
	case OK:
		return "s-ok"
	case Miss, Fail:
		return "s-miss"
	case Unsure:
		return "s-unsure"
	case Warn:
		return "s-warn"
	default:
		return "s-info"
	}
}

func stateIcon(s State) string {
	return strings.TrimPrefix(stateClass(s), "s-")
}

// grid is a table prepared for the template.
type grid struct {
	Table   Table
	InChart bool
	Class   string
	Rows    [][]cell
}

// cell is a prepared table cell.
type cell struct {
	Text, Extra, Class string
	State              State
	Head, Num          bool
	HasBar, HasHeat    bool
	Bar, Heat          float64
	HasDots            bool
	Dots               []string
}

// maxUnbroken is the longest text that a cell does not break over lines.
const maxUnbroken = 14

// maxDots is the most people drawn as single dots.
const maxDots = 60

func newGrid(t Table, inChart bool) grid {
	g := grid{Table: t, InChart: inChart, Rows: make([][]cell, len(t.Rows))}
	switch n := len(t.Columns); {
	case n > 6:
		g.Class = "wide wider"
	case n > 4 || t.Heat && n > 3:
		g.Class = "wide"
	}
	low, high := heatRange(&t)
	for i, row := range t.Rows {
		g.Rows[i] = make([]cell, len(row))
		for j, v := range row {
			var col Column
			if j < len(t.Columns) {
				col = t.Columns[j]
			}
			c := newCell(v, col)
			c.Head = t.RowHead && j == 0
			if t.Heat && c.Num && !c.Head {
				c.HasHeat, c.Heat = true, share(v.Number-low, high-low)
			}
			g.Rows[i][j] = c
		}
	}
	return g
}

func newCell(v Value, col Column) cell {
	c := cell{Text: v.Text, State: v.State, Class: columnClass(col)}
	if n := len([]rune(v.Text)); n > 0 && n <= maxUnbroken {
		c.Class += " nb"
	}
	if v.State != "" && v.Text != string(v.State) {
		c.Extra = v.Text
	}
	if !v.IsNum || math.IsNaN(v.Number) || math.IsInf(v.Number, 0) {
		return c
	}
	c.Num = true
	if c.Text == "" {
		c.Text = number(v.Number, col.Decimals)
	}
	if c.State != "" {
		c.Extra = c.Text
	}
	if col.Dots && v.Number >= 0 && v.Number <= maxDots {
		c.HasDots, c.Dots = true, dots(v)
	}
	if col.Bar && !c.HasDots {
		c.HasBar, c.Bar = true, math.Round(share(v.Number, col.BarMax)*1000)/10
	}
	return c
}

// dots gives one mark a person: "in" for those within the allowed range, "over"
// for those above it, and "gap" for those still missing.
func dots(v Value) []string {
	n := int(v.Number)
	var out []string
	for i := range n {
		if v.Span != nil && v.Span.High >= 0 && i >= int(v.Span.High) {
			out = append(out, "over")
		} else {
			out = append(out, "in")
		}
	}
	if v.Span != nil {
		for i := n; i < int(v.Span.Low) && i < maxDots; i++ {
			out = append(out, "gap")
		}
	}
	return out
}

// heatRange is the smallest and largest number of a heat table, from 0.
func heatRange(t *Table) (low, high float64) {
	for _, row := range t.Rows {
		for j, v := range row {
			if v.IsNum && !(t.RowHead && j == 0) && !math.IsNaN(v.Number) {
				low, high = min(low, v.Number), max(high, v.Number)
			}
		}
	}
	return low, high
}

// share is part/whole within 0 and 1, rounded to three decimals.
func share(part, whole float64) float64 {
	if whole <= 0 || part <= 0 {
		return 0
	}
	return math.Round(min(part/whole, 1)*1000) / 1000
}
