// Package reports holds the document model: a [Document] is a finished report,
// independent of any file format. It knows no planner and no file.
//
// Documents come from package build, which words the results (with the sentences of
// package messages), and go to the writers html, xlsx and text, which know a format
// and nothing of meetings. What may be published is decided in package disclosure.
//
// Every string of a document is plain text that went through [Document.Clean]:
// writers escape it, so a participant called "<script>" stays a name, and no
// character in it can turn or drive what is around it.
package reports

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Edition says who may see a document.
type Edition string

// The editions: Chair names people and is for those who run the meeting, Participants
// says who sits where and nothing of how anybody voted, Public is safe to publish.
const (
	Chair        Edition = "chair"
	Participants Edition = "participants"
	Public       Edition = "public"
)

// Language says the few words that writers add themselves, and writes numbers, in the
// language of a document; a catalogue of package messages is one.
type Language interface {
	// Tag is the BCP 47 tag: "fr".
	Tag() string
	// RightToLeft reports whether the script runs so.
	RightToLeft() bool
	// Say returns the words with that code, the parameters in place.
	Say(code string, args map[string]any) string
	// Find is Say for words without parameters that there may be none of.
	Find(code string) (string, bool)
	// Number sets a number with that many decimals: "1 234,5".
	Number(f float64, decimals int) string
}

// Document is a finished report, independent of any file format.
type Document struct {
	// Language is that of all its words. Only writers of the terminal, which is
	// English, do without.
	Language Language `json:"-"`
	Title    string
	Subtitle string
	Edition  Edition
	// Draft says that the document is not released yet: every writer marks every page or
	// sheet. Nothing else of a document depends on it.
	Draft bool
	// Facts are the few key figures shown under the title.
	Facts    []Pair
	Sections []Section
	// Provenance says how the document can be made again.
	Provenance Provenance
}

// Section answers one question of the reader.
type Section struct {
	// ID is unique and stable, usable as a link target and a sheet name:
	// "balance".
	ID    string
	Title string
	// Lead is the answer in a sentence or two; it comes first.
	Lead   string
	Blocks []Block
	// Annex says that what stands below the lead is for those who look closer: pages fold it.
	Annex bool
}

// Add appends blocks. Those that say nothing are left out: nil, and tables,
// checklists, lists and cards without content.
func (s *Section) Add(blocks ...Block) {
	for _, b := range blocks {
		if b != nil && !b.empty() {
			s.Blocks = append(s.Blocks, b)
		}
	}
}

// Block is one part of a section: [Paragraph], [Verdicts], [List], [Table],
// [Chart] or [Cards].
type Block interface{ empty() bool }

// Kind is the name of a block's type for templates: "paragraph", "table".
func Kind(b Block) string { return strings.ToLower(reflect.TypeOf(b).Name()) }

// Paragraph is running text.
type Paragraph struct {
	Text string
	// Link says that the text names a source, whose address pages link.
	Link bool
}

// Verdict is one line of a checklist. Meaning never depends on colour: writers
// show the State as an icon and a word.
type Verdict struct {
	State  State
	Text   string
	Detail string // what to do, or what is missing; may be empty
}

// State is the outcome shown beside a verdict or a table row.
type State string

// The states, with the word a reader sees.
const (
	OK     State = "met"
	Miss   State = "missed"
	Unsure State = "cannot tell"
	Info   State = "note"
	Warn   State = "warning"
	Fail   State = "error"
)

var signs = map[State]string{OK: "✓", Miss: "✗", Fail: "✗", Info: "·", Unsure: "!", Warn: "!"}

// Label is the state as a sign and a word in a language, "✓ met", or as the terminal shows
// it where that is nil; empty for no state.
func (s State) Label(l Language) string {
	word := string(s)
	if s != "" && l != nil {
		word = l.Say("state."+word, nil)
	}
	return strings.TrimSpace(signs[s] + " " + word)
}

// Verdicts is a checklist, with an optional title.
type Verdicts struct {
	Title string
	Items []Verdict
}

// List is a bulleted or numbered list, with an optional title.
type List struct {
	Title   string
	Ordered bool
	Items   []string
}

// Align is how a column is set.
type Align uint8

// The alignments; numbers go right.
const (
	Left Align = iota
	Right
	Center
)

// Column heads a table column.
type Column struct {
	Title string
	Align Align
	// Bar asks writers to draw each number of the column as a bar from 0 to
	// BarMax as well.
	Bar    bool
	BarMax float64
	// Dots asks writers that can to draw one dot a person beside the number,
	// with the allowed range where the value has a [Span].
	Dots bool
	// Names says that the texts of the column are names of people with commas between them,
	// where pages break lines and nowhere else.
	Names bool
	// Link says that the texts of the column are addresses of sources, which pages link.
	Link bool
	// Pick are the words a reader may change a cell to, where the list may be edited.
	Pick []string
	// Decimals is how many decimals numbers of the column are shown with.
	Decimals int
}

// Text is a cell of the column in a language, or as the terminal shows it where that is
// nil: the state with its sign, the text, or the number with the column's decimals; a number
// that is not finite is blank.
func (c Column) Text(l Language, v Value) string {
	text, state := Plain(v.Text), v.State.Label(l)
	if text == "" && v.Finite() {
		text = number(l, v.Number, c.Decimals)
	}
	switch {
	case state == "":
		return text
	case text == "" || text == string(v.State):
		return state
	default:
		return state + ", " + text
	}
}

func number(l Language, f float64, decimals int) string {
	if l != nil {
		return l.Number(f, decimals)
	}
	text := strconv.FormatFloat(f, 'f', decimals, 64)
	if strings.Trim(text, "-0.") == "" {
		text = strings.TrimPrefix(text, "-") // no "-0.0"
	}
	return text
}

// Value is a table cell: text, or a number, with an optional state.
type Value struct {
	Text   string
	Number float64
	IsNum  bool
	State  State
	// Span is the range the number is held against; nil where there is none.
	Span *Span
}

// Span is an allowed range, both ends included. A negative High means that
// there is no upper end.
type Span struct{ Low, High float64 }

// Str returns a text cell.
func Str(s string) Value { return Value{Text: s} }

// Num returns a number cell.
func Num(f float64) Value { return Value{Number: f, IsNum: true} }

// Int returns a whole-number cell.
func Int(n int) Value { return Value{Number: float64(n), IsNum: true} }

// Mark returns a cell that shows a state.
func Mark(s State) Value { return Value{Text: string(s), State: s} }

// Hidden is the one marker shown in place of any figure that is not published.
// It never varies with the reason or the size of what is hidden.
const Hidden = "c"

// Finite reports whether the value is a number that can be shown.
func (v Value) Finite() bool {
	return v.IsNum && !math.IsNaN(v.Number) && !math.IsInf(v.Number, 0)
}

// MaxDots is the most people drawn as single dots.
const MaxDots = 60

// Dots gives one mark a person: "in" for those within the allowed range, "over"
// for those above it, and "gap" for those still missing.
func (v Value) Dots() []string {
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
		for i := n; i < int(v.Span.Low) && i < MaxDots; i++ {
			out = append(out, "gap")
		}
	}
	return out
}

// Table is a table of values. Title states what it shows.
type Table struct {
	ID      string // unique in the document: "targets"
	Title   string
	Note    string
	Columns []Column
	Rows    [][]Value
	// RowHead marks the first column as the heading of its row.
	RowHead bool
	// Long tables get filters and a frozen header where a format has them.
	Long bool
	// Plain long tables have a sheet that begins with their headings and holds nothing
	// else, as mail merge and other programs want it.
	Plain bool
	// Heat asks for a shade by value over all numbers of the table.
	Heat bool
	// Workbook says that pages leave the rows to the workbook: ballots, lists of seats.
	Workbook bool
}

// Add appends a row.
func (t *Table) Add(cells ...Value) { t.Rows = append(t.Rows, cells) }

// At is the cell of a row in a column; blank where the row ends before it.
func At(row []Value, column int) Value {
	if column < len(row) {
		return row[column]
	}
	return Value{}
}

// Numeric reports whether all cells of a column that hold anything are numbers,
// and at least one is.
func (t *Table) Numeric(column int) bool {
	some := false
	for _, row := range t.Rows {
		v := At(row, column)
		if v.State != "" || v.Text != "" && !v.IsNum {
			return false
		}
		some = some || v.IsNum
	}
	return some
}

// Align is how a column is set: to the right where all its cells are numbers.
func (t *Table) Align(column int) Align {
	if align := t.Columns[column].Align; align != Left || !t.Numeric(column) {
		return align
	}
	return Right
}

// ChartKind is the form of a chart.
type ChartKind string

// The chart kinds.
const (
	Bar     ChartKind = "bar"       // horizontal bars, one series or several side by side
	Stacked ChartKind = "stacked"   // horizontal bars stacked
	Diverge ChartKind = "diverging" // stacked around zero: first series right, last left, any between kept apart
	// TargetBar shows counts against what is allowed: first series the count,
	// second the fewest and third the most allowed.
	TargetBar ChartKind = "target"
	// DotPlot shows a dot a series on the line of each category.
	DotPlot ChartKind = "dots"
)

// Series is one named row of numbers, one per category. NaN means that there is
// no figure; writers leave a gap.
type Series struct {
	Name   string
	Values []float64
}

// Whole reports whether all figures of the series are whole numbers.
func (s Series) Whole() bool {
	return !slices.ContainsFunc(s.Values, func(v float64) bool { return v != math.Trunc(v) && !math.IsNaN(v) })
}

// Whole reports whether all figures of the chart are whole numbers.
func (c *Chart) Whole() bool {
	return !slices.ContainsFunc(c.Series, func(s Series) bool { return !s.Whole() })
}

// Chart shows the numbers of its own Table as a picture. Title states the
// answer, Summary describes it for those who cannot see it.
type Chart struct {
	ID         string // unique in the document
	Kind       ChartKind
	Title      string
	Summary    string
	Categories []string
	Series     []Series
	// Axis names the number axis with its unit: "people", "support, 0 to 100".
	Axis string
	Max  float64 // end of the number axis; 0 lets the writer choose
	// Intervals are drawn as whiskers around the figures of the first series of bars;
	// one a category, or none.
	Intervals []Span
	// LineAfter draws a line below so many categories; 0 draws none.
	LineAfter int
	// Orders are the orders of the categories that a page can switch between, the one at
	// hand first; none where that is the only one.
	Orders []Order
	// Panels divide the categories of bars among small pictures on the same scale; none
	// leave them in one.
	Panels []Panel
	// Table holds the same numbers; every writer can show it.
	Table Table
}

// Order is an order of a chart's categories, and of the rows of its table where it has one
// for each.
type Order struct {
	Name string // by what it goes: "every ballot counts the same"
	Rows []int  // the category at each place
}

// Panel is a small picture of a chart: the next Rows categories, with a title and summary
// as those of a [Chart].
type Panel struct {
	Title, Summary string
	Rows           int
}

// Alt is what a chart says to those who do not see it: what it is of, and the finding.
func (c *Chart) Alt() string { return strings.TrimSpace(Plain(c.Title + ". " + c.Summary)) }

// Parts are the charts of the panels, each with its own categories, on one scale; the
// chart itself where it has none.
func (c *Chart) Parts() []Chart {
	if len(c.Panels) == 0 {
		return []Chart{*c}
	}
	var out []Chart
	from := 0
	for _, panel := range c.Panels {
		to := min(from+panel.Rows, len(c.Categories))
		part := Chart{
			ID: c.ID, Kind: c.Kind, Title: panel.Title, Summary: panel.Summary, Axis: c.Axis,
			Max:        max(c.Max, c.Range().High),
			Categories: c.Categories[from:to],
		}
		for _, s := range c.Series {
			part.Series = append(part.Series, Series{s.Name, s.Values[from:to]})
		}
		out, from = append(out, part), to
	}
	return out
}

// Range is from the smallest to the largest figure that the marks of the chart reach, 0
// among them: of stacked bars their sums, of those that diverge the last series below zero.
func (c *Chart) Range() Span {
	reach, sums := Span{}, make([]float64, len(c.Categories))
	for i, s := range c.Series {
		for row, v := range s.Values {
			switch {
			case math.IsNaN(v):
				continue
			case c.Kind == Stacked:
				sums[row] += v
				v = sums[row]
			case c.Kind == Diverge && i == len(c.Series)-1:
				v = -v
			}
			reach = Span{min(reach.Low, v), max(reach.High, v)}
		}
	}
	return reach
}

// MaxLabel is the longest label of a category in a chart, in characters; the
// full text is in the chart's table.
const MaxLabel = 64

// Numbers is the chart's table, or a table of its categories and series where
// it has none. A single series of bars is drawn as bars.
func (c *Chart) Numbers() Table {
	if len(c.Table.Rows) > 0 {
		return c.Table
	}
	t := Table{ID: c.ID, Title: c.Title, RowHead: true, Columns: []Column{{}}}
	most := max(c.Max, c.Range().High)
	for _, s := range c.Series {
		col := Column{Title: s.Name, Align: Right, Bar: c.Kind == Bar && len(c.Series) == 1, BarMax: most}
		if !s.Whole() {
			col.Decimals = 1
		}
		t.Columns = append(t.Columns, col)
	}
	for i, name := range c.Categories {
		row := []Value{Str(name)}
		for _, s := range c.Series {
			row = append(row, Num(s.Values[i]))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Card is one boxed item, such as a working group.
type Card struct {
	Title  string
	State  State
	Lines  []string
	Tables []Table
}

// Cards is a row of cards.
type Cards struct{ Items []Card }

func (p Paragraph) empty() bool { return p.Text == "" }
func (v Verdicts) empty() bool  { return len(v.Items) == 0 }
func (l List) empty() bool      { return len(l.Items) == 0 }
func (t Table) empty() bool     { return len(t.Rows) == 0 }
func (c Chart) empty() bool     { return len(c.Categories) == 0 }
func (c Cards) empty() bool     { return len(c.Items) == 0 }

// Provenance is the block that lets a reader make the document again.
type Provenance struct {
	Version string
	// Date is the date the user gave, a day as 2026-11-28, else as text; never the clock's.
	Date    string
	Seed    uint64
	Command string
	// Notes are further remarks for the end of the document.
	Notes    []string
	Settings []Pair
	Sources  []Pair // file name and SHA-256; none in the public edition
}

// Day is the date as the language of the document writes it; what is no day, such as "28 to 30
// November", stays as it was given.
func (d *Document) Day() string {
	day, err := time.Parse(time.DateOnly, d.Provenance.Date)
	if err != nil {
		return d.Provenance.Date
	}
	code := "date.day"
	if day.Day() == 1 {
		code = "date.first"
	}
	month := d.Language.Say("month."+strconv.Itoa(int(day.Month())), nil)
	return d.Language.Say(code, map[string]any{
		"day": strconv.Itoa(day.Day()), "month": month, "year": strconv.Itoa(day.Year()),
	})
}

// Pair is a key and a value shown together.
type Pair struct{ Key, Value string }

// Pairs lists what is needed to make the document again, as shown to readers.
func (d *Document) Pairs() []Pair {
	p, say := d.Provenance, func(code string) string { return d.Language.Say("page."+code, nil) }
	out := []Pair{
		{say("version"), p.Version},
		{say("date"), p.Date},
		{say("seed"), strconv.FormatUint(p.Seed, 10)},
		{say("command"), p.Command},
	}
	for _, s := range p.Settings {
		out = append(out, Pair{say("setting") + " " + s.Key, s.Value})
	}
	for _, s := range p.Sources {
		out = append(out, Pair{say("input") + " " + s.Key, s.Value})
	}
	return slices.DeleteFunc(out, func(p Pair) bool { return p.Value == "" })
}

// Anchor turns an ID into a link target: letters, digits and hyphens.
func Anchor(id string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(id))
}

// Table finds a table of the document by its ID, in charts and cards as well.
func (d *Document) Table(id string) (Table, bool) {
	all := d.Tables()
	if i := slices.IndexFunc(all, func(t Table) bool { return t.ID == id }); i >= 0 {
		return all[i], true
	}
	return Table{}, false
}

// Tables lists the tables that have rows, those of charts and cards as well, in order.
func (d *Document) Tables() []Table {
	var out []Table
	for _, s := range d.Sections {
		for _, block := range s.Blocks {
			out = append(out, tablesOf(block)...)
		}
	}
	return slices.DeleteFunc(out, Table.empty)
}

// Page is the document with its first section alone, which stands for itself; false
// where that is no first page.
func (d *Document) Page() (*Document, bool) {
	if len(d.Sections) == 0 || d.Sections[0].ID != FirstPage {
		return nil, false
	}
	page := *d
	page.Sections = d.Sections[:1:1]
	page.Provenance = Provenance{Version: d.Provenance.Version, Date: d.Provenance.Date, Seed: d.Provenance.Seed}
	return &page, true
}

// FirstPage is the ID of the section that can stand alone.
const FirstPage = "summary"

// tablesOf lists the tables of a block.
func tablesOf(block Block) []Table {
	switch x := block.(type) {
	case Table:
		return []Table{x}
	case Chart:
		return []Table{x.Numbers()}
	case Cards:
		var out []Table
		for _, c := range x.Items {
			out = append(out, c.Tables...)
		}
		return out
	default:
		return nil
	}
}

// WriteJSON writes v as JSON indented by two spaces, with a line break at the
// end. Map keys are sorted and nothing but the JSON specification's own
// characters is escaped, so that "Q&A <new>" reads the same in the file as in
// the source. Numbers that JSON has no form for (NaN, infinities) are an error
// rather than a silent null.
func WriteJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

// Template is a workbook to fill in: a first sheet with a heading, steps and
// links to the sheets, then the sheets.
type Template struct {
	Title   string // of the file
	Heading string
	Steps   []string
	Sheets  []TemplateSheet
	Lists   []TemplateList
}

// TemplateSheet is one sheet to fill in.
type TemplateSheet struct {
	Name     string
	About    string // its line on the first sheet
	Columns  []TemplateColumn
	Examples [][]string // rows that readers ignore
	Rows     [][]string // rows that are filled in already
}

// TemplateColumn is one column of a sheet to fill in.
type TemplateColumn struct {
	Title    string
	Note     string // what goes in, shown on the heading
	Required bool
	Width    float64 // in characters
	List     string  // name of the [TemplateList] to choose from, if any
}

// TemplateList is one drop-down list.
type TemplateList struct {
	Name  string
	Items []string
}
