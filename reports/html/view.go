package html

import (
	"html/template"
	"math"
	"net/url"
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
		"kind":   blockKind,
		"say":    func(code string) string { return l.Write("page."+code, nil) },
		"word":   func(s reports.State) string { return l.Write("state."+string(s), nil) },
		"anchor": reports.Anchor,
		"plain":  reports.Plain,
		"short":  func(s string) string { return reports.Shorten(reports.Plain(s), maxMargin) },
		"link":   linked,
		"elsewhere": func(t reports.Table) string {
			return l.Write("page.in-workbook", map[string]any{"title": t.Title, "n": len(t.Rows)})
		},
		"away":     func(t reports.Table) bool { return t.Workbook || long && len(t.Rows) > maxRows },
		"folded":   func(t reports.Table) bool { return long && len(t.Rows) > maxOpen },
		"segments": func(s string) []reports.Segment { return segments(l, s) },
		"numbered": func(i int, s reports.Section) numbered { return numbered{i + 1, s} },
		"grid": func(t reports.Table, place string) grid {
			g := newGrid(l, t, place)
			g.lift()
			return g
		},
		"rows":   func(t reports.Table) [][]cell { return newGrid(l, t, "").Rows },
		"slim":   func(t reports.Table) bool { return len(t.Columns) <= 3 },
		"stills": func(c reports.Chart) []still { return stills(l, &c) },
		"orders": func(c reports.Chart) []reports.Order {
			if !scripted {
				return nil
			}
			return c.Orders
		},
		"patterns":  func() []string { return patterns[:] },
		"colClass":  columnClass,
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

func blockKind(b reports.Block) string {
	switch b.(type) {
	case reports.Paragraph:
		return "paragraph"
	case reports.Verdicts:
		return "verdicts"
	case reports.List:
		return "list"
	case reports.Table:
		return "table"
	case reports.Chart:
		return "chart"
	case reports.Cards:
		return "cards"
	default:
		return ""
	}
}

func alignClass(a reports.Align) string {
	switch a {
	case reports.Right:
		return "r"
	case reports.Center:
		return "c"
	default:
		return ""
	}
}

// columnClass is how a column and its cells are set.
func columnClass(c reports.Column) string {
	if c.Bar || c.Dots {
		return strings.TrimSpace(alignClass(c.Align) + " bars")
	}
	return alignClass(c.Align)
}

// stateName names a state's icon and its style.
func stateName(s reports.State) string {
	switch s {
	case reports.OK:
		return "ok"
	case reports.Miss, reports.Fail:
		return "miss"
	case reports.Unsure:
		return "unsure"
	case reports.Warn:
		return "warn"
	default:
		return "info"
	}
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

// piece is a stretch of text, with the address that it links to.
type piece struct{ Text, Address string }

// linked splits a text at the address it holds. Only texts that a builder marked as
// sources are linked, and there only what is a whole address of the web.
func linked(text string, sources bool) []piece {
	if !sources {
		return []piece{{Text: text}}
	}
	var out []piece
	for i, word := range strings.Split(text, " ") {
		if i > 0 {
			word = " " + word
		}
		address := strings.TrimRight(strings.TrimLeft(word, " ("), ".,;)")
		if u, err := url.Parse(address); err == nil && u.Scheme == "https" && u.Host != "" {
			before, after, _ := strings.Cut(word, address)
			out = append(out, piece{Text: before}, piece{address, address}, piece{Text: after})
			continue
		}
		out = append(out, piece{Text: word})
	}
	return out
}

// maxUnbroken is the longest text that a cell does not break over lines.
const maxUnbroken = 14

// cards reports whether a phone shows the rows of a table as cards.
func cards(t *reports.Table) bool { return len(t.Columns) >= minCards && len(t.Columns) <= maxCards }

// tableClass is how wide a table is, and whether a phone shows its rows as cards.
func tableClass(t *reports.Table) string {
	class := ""
	switch n := len(t.Columns); {
	case n > 6:
		class = "wide wider"
	case n > 4 || t.Heat && n > 3:
		class = "wide"
	}
	if cards(t) {
		class = strings.TrimSpace(class + " rows")
	}
	return class
}

func newGrid(l reports.Language, t reports.Table, place string) grid {
	t.Columns = slices.Clone(t.Columns)
	g := grid{Table: t, Place: place, Rows: make([][]cell, len(t.Rows))}
	g.Class = tableClass(&t)
	for i := range t.Columns {
		if place == "chart" { // the picture has the bars
			t.Columns[i].Bar, t.Columns[i].Dots = false, false
		}
		g.Heads = append(g.Heads, columnClass(t.Columns[i]))
	}
	g.List = place != "chart" && len(t.Rows) >= minList && letters(&t) <= maxLine*len(t.Rows)
	g.Small = len(t.Rows) <= maxOpen && letters(&t) <= maxSmall
	g.Labels = labels(&t)
	low, high := heatRange(&t)
	for i, row := range t.Rows {
		g.Rows[i] = make([]cell, len(row))
		for j, v := range row {
			var col reports.Column
			if j < len(t.Columns) {
				col = t.Columns[j]
			}
			c := newCell(l, v, col)
			c.Head, c.Link = t.RowHead && j == 0, col.Link
			c.Apart = c.Apart || l.RightToLeft()
			if t.Heat && c.Num && !c.Head {
				c.Class = strings.TrimSpace(c.Class + " heat")
				c.HasHeat, c.Heat = true, share(v.Number-low, high-low)
			}
			g.Rows[i][j] = c
		}
	}
	return g
}

// labels are the titles of the columns of a table whose rows a phone shows as cards.
func labels(t *reports.Table) []string {
	if !cards(t) {
		return nil
	}
	var out []string
	for _, c := range t.Columns {
		out = append(out, reports.Plain(c.Title))
	}
	return out
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

// lift moves what all cells of a column have in common to the table, where a style says it
// once: "r2" is a second column set to the right, "n3" a third that does not break lines.
func (g *grid) lift() {
	for _, class := range []struct{ of, lifted string }{{"r", "r"}, {"c", "c"}, {"nb", "n"}} {
		has := func(classes string) bool { return slices.Contains(strings.Fields(classes), class.of) }
		without := func(classes string) string {
			return strings.Join(
				slices.DeleteFunc(strings.Fields(classes), func(c string) bool { return c == class.of }),
				" ",
			)
		}
		for j := range min(len(g.Heads), maxCards) {
			lacks := func(row []cell) bool { return j >= len(row) || !has(row[j].Class) }
			if strings.Contains(g.Heads[j], "bars") || slices.ContainsFunc(g.Rows, lacks) {
				continue
			}
			for _, row := range g.Rows {
				row[j].Class = without(row[j].Class)
			}
			g.Heads[j] = without(g.Heads[j])
			g.Class = strings.TrimSpace(g.Class + " " + class.lifted + strconv.Itoa(j+1))
		}
	}
}

func newCell(l reports.Language, v reports.Value, col reports.Column) cell {
	c := cell{
		Text: v.Text, State: v.State, Class: columnClass(col), Num: v.Finite(),
		Apart: strings.ContainsFunc(v.Text, fromRTL),
	}
	if len([]rune(v.Text)) <= maxUnbroken {
		c.Class = strings.TrimSpace(c.Class + " nb")
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
	}
	if col.Bar && !c.HasDots {
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
			if v.IsNum && (!t.RowHead || j > 0) && !math.IsNaN(v.Number) {
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
