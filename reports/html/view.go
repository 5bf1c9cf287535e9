package html

import (
	"cmp"
	"html/template"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"roundtable/reports"
)

// pageFuncs are the functions of the page template. None returns a trusted
// type: everything they give back is escaped by html/template.
func pageFuncs(d *reports.Document, scripted bool) template.FuncMap {
	l, long := d.Language, d.Edition == reports.Chair // the page that holds so much that it folds
	return template.FuncMap{
		"kind":     reports.Kind,
		"say":      func(code string) string { return l.Say("page."+code, nil) },
		"word":     func(s reports.State) string { return l.Say("state."+string(s), nil) },
		"anchor":   reports.Anchor,
		"plain":    reports.Plain,
		"scripted": func() bool { return scripted },
		"short":    func(s string) string { return reports.Shorten(reports.Plain(s), maxMargin) },
		"link": func(s string, source bool) []reports.Piece {
			if source {
				return reports.Linked(s)
			}
			return []reports.Piece{{Text: s}}
		},
		"elsewhere": func(t reports.Table) string {
			return l.Say("page.in-workbook", map[string]any{"title": t.Title, "n": len(t.Rows)})
		},
		"away":      func(t reports.Table) bool { return t.Workbook || long && len(t.Rows) > maxRows },
		"folded":    func(t reports.Table) bool { return long && len(t.Rows) > maxOpen },
		"segments":  func(s string) []reports.Segment { return segments(l, s) },
		"numbered":  func(i int, s reports.Section) numbered { return numbered{i + 1, s} },
		"grid":      func(t reports.Table, place string) grid { return newGrid(l, t, place) },
		"stills":    func(c reports.Chart) []still { return stills(l, &c) },
		"patterns":  func() []string { return patterns[:] },
		"stateName": stateName,
	}
}

// segments are those of a text. Where the page runs from right to left, a text that does not
// stands apart as a whole, or its last mark would stand first.
func segments(l reports.Language, s string) []reports.Segment {
	out := reports.Segments(s)
	if len(out) == 1 && l.RightToLeft() && strings.ContainsFunc(s, unicode.IsLetter) &&
		!strings.ContainsFunc(s, fromRTL) {
		out[0].Isolated = true
	}
	return out
}

type numbered struct {
	Number  int
	Section reports.Section
}

var alignClass = [...]string{reports.Left: "", reports.Right: "r", reports.Center: "c"}

// stateName names a state's icon and its style.
func stateName(s reports.State) string { return cmp.Or(stateNames[s], "info") }

var stateNames = map[reports.State]string{
	reports.OK: "ok", reports.Miss: "miss", reports.Fail: "miss", reports.Unsure: "unsure", reports.Warn: "warn",
}

// grid is a table prepared for the template.
type grid struct {
	Table  reports.Table
	Place  string // "chart", "quiet" below a title that says the same, or none
	Class  string
	List   bool     // so long and narrow that paper has room for two columns of it
	Small  bool     // stays on one sheet of paper
	Heads  []string // classes of the headings
	Labels []string // titles of the columns, where a phone shows the rows as cards
	Rows   [][]cell
}

// cell is a prepared table cell.
type cell struct {
	Text            string // beside the state, where there is one
	Class           string
	State           reports.State
	Head, Num       bool
	HasBar, HasHeat bool
	Bar             float64 // per cent
	Heat            float64 // 0 to 1
	HasDots         bool
	Dots            []string
	Link            bool
	Apart           bool // its direction may differ from the page's
}

// firstRTL is the first letter of a script that runs from right to left; after it come
// others that do not, which stand apart as well.
const firstRTL = '\u0590'

func fromRTL(r rune) bool { return r >= firstRTL && unicode.IsLetter(r) }

// maxMargin is the longest text in the margin of a printed page, maxOpen the longest table
// that is not folded, maxRows the longest that is not left to the workbook, minCards the
// fewest columns of a table that a phone shows as cards, maxCards the most that the style
// sheet labels there, minList the fewest rows of one that paper has in two columns and maxLine
// the most letters of such a row, maxSmall the most letters of a short one that stays together there.
const (
	maxMargin = 64
	maxOpen   = 6
	maxRows   = 100
	minCards  = 4
	maxCards  = 12
	minList   = 10
	maxLine   = 45
	maxSmall  = 600
)

// maxUnbroken is the longest text that a cell does not break over lines, and maxName the
// longest that the first of a row of few cells does not, which may be a name.
const maxUnbroken, maxName = 14, 22

// cards reports whether a phone shows the rows of a table as cards.
func cards(t *reports.Table) bool { return len(t.Columns) >= minCards && len(t.Columns) <= maxCards }

// tableClass is how wide a table is, and whether a phone shows its rows as cards.
func tableClass(t *reports.Table) string {
	class, n := "", len(t.Columns)
	if n > 4 || t.Heat && n > 3 {
		class = "wide"
	}
	if n > 6 {
		class += " wider"
	}
	if cards(t) {
		class += " rows"
	}
	return class
}

// newGrid prepares a table.
func newGrid(l reports.Language, t reports.Table, place string) grid {
	room, heads := letters(&t), 0
	for _, c := range t.Columns {
		heads += utf8.RuneCountInString(c.Title)
	}
	g := grid{
		Table: t, Place: place, Class: tableClass(&t), Rows: make([][]cell, len(t.Rows)),
		List:  len(t.Rows) >= minList && max(room, heads*len(t.Rows)) <= maxLine*len(t.Rows),
		Small: len(t.Rows) <= maxOpen && room <= maxSmall,
	}
	for j, col := range t.Columns {
		if cards(&t) {
			g.Labels = append(g.Labels, reports.Plain(col.Title))
		}
		if place == "chart" { // the picture has the bars
			col.Bar, col.Dots = false, false
		}
		g.column(l, j, col)
	}
	g.Class = strings.TrimSpace(g.Class)
	return g
}

// column prepares the cells of a column.
func (g *grid) column(l reports.Language, j int, col reports.Column) {
	t := &g.Table
	class, most := g.lift(j, col)
	g.Heads = append(g.Heads, class)
	low, high := heatRange(t)
	for i, row := range t.Rows {
		v := reports.At(row, j)
		c := newCell(l, v, col)
		c.Class, c.Head = class, t.RowHead && j == 0
		if utf8.RuneCountInString(v.Text) <= most {
			c.Class += " nb"
		}
		if t.Heat && c.Num && !c.Head {
			c.Class, c.HasHeat, c.Heat = c.Class+" heat", true, share(v.Number-low, high-low)
		}
		c.Class = strings.TrimSpace(c.Class)
		g.Rows[i] = append(g.Rows[i], c)
	}
}

// lift makes what the cells of a column have in common a class of the table, where a style
// says it once: "r2" is a second column set to the right, "n3" a third that does not break
// lines. What they carry themselves is the class that it gives, and "nb" for texts up to most.
func (g *grid) lift(j int, col reports.Column) (class string, most int) {
	t, number := &g.Table, strconv.Itoa(j+1)
	class, most = alignClass[col.Align], maxUnbroken
	if t.RowHead && j == 0 && len(t.Columns) <= minCards {
		most = maxName
	}
	if col.Bar || col.Dots {
		return strings.TrimSpace(class + " bars"), most
	}
	if j >= maxCards {
		return class, most
	}
	if class != "" {
		g.Class += " " + class + number
	}
	long := func(row []reports.Value) bool { return utf8.RuneCountInString(reports.At(row, j).Text) > most }
	if !slices.ContainsFunc(t.Rows, long) {
		g.Class += " n" + number
		most = -1
	}
	return "", most
}

// letters is how much room the texts and numbers of a table take.
func letters(t *reports.Table) int {
	n := 0
	for _, row := range t.Rows {
		for _, v := range row {
			n += max(utf8.RuneCountInString(v.Text), 5)
		}
	}
	return n
}

func newCell(l reports.Language, v reports.Value, col reports.Column) cell {
	c := cell{
		Text: v.Text, State: v.State, Num: v.Finite(), Link: col.Link,
		Apart: l.RightToLeft() ||
			strings.ContainsFunc(v.Text, fromRTL),
	}
	if v.Text == string(v.State) {
		c.Text = "" // the state says it
	}
	if col.Names {
		c.Text = nameIn.ReplaceAllStringFunc(c.Text, whole)
	}
	if !c.Num {
		return c
	}
	if v.Text == "" {
		c.Text = l.Number(v.Number, col.Decimals)
	}
	if col.Dots && v.Number >= 0 && v.Number <= reports.MaxDots {
		c.HasDots, c.Dots = true, v.Dots()
	} else if col.Bar {
		c.HasBar, c.Bar = true, math.Round(share(v.Number, col.BarMax)*1000)/10
	}
	return c
}

// nameIn is a name in a list of names; longestWhole is the longest that fits a line of a phone.
var nameIn = regexp.MustCompile(`[^,،、]+`)

const longestWhole = 32

// whole is a name that lines do not break.
func whole(name string) string {
	if utf8.RuneCountInString(name) > longestWhole {
		return name
	}
	inner := strings.TrimLeft(name, " ")
	return name[:len(name)-len(inner)] + strings.ReplaceAll(inner, " ", "\u00a0")
}

// heatRange is the smallest and largest number of a heat table, from 0.
func heatRange(t *reports.Table) (low, high float64) {
	for _, row := range t.Rows {
		for j, v := range row {
			if v.Finite() && (!t.RowHead || j > 0) {
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

// patterns tell series apart without colour: none, stripes, dots and so on, as paths
// within eight by eight pixels.
var patterns = [...]string{
	"", "M0 8L8 0M-2 2L2 -2M6 10L10 6", "M2 2h2v2h-2zM6 6h2v2h-2z", "M0 2H8M0 6H8", "M2 0V8M6 0V8",
	"M0 0L8 8M-2 6L2 10M6 -2L10 2",
}
