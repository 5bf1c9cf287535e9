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
		"anchor":     Anchor,
		"plain":      Plain,
		"segments":   Segments,
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
	if !v.Finite() {
		return c
	}
	c.Num = true
	if c.Text == "" {
		c.Text = col.Text(Num(v.Number))
	}
	if c.State != "" {
		c.Extra = c.Text
	}
	if col.Dots && v.Number >= 0 && v.Number <= MaxDots {
		c.HasDots, c.Dots = true, v.Dots()
	}
	if col.Bar && !c.HasDots {
		c.HasBar, c.Bar = true, math.Round(share(v.Number, col.BarMax)*1000)/10
	}
	return c
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
