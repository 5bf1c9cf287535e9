package sheet

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"roundtable/importers/internal/wording"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Column is one column of a sheet and what it means.
type Column struct {
	Col    int    // its place in the rows of the model, from 1
	Header string // as shown: white space cleaned, header rows joined
	Code   string // the technical name above the wording, in exports that have one
	// Stem is the question that several columns share ("Rank the issues [AI]"), ""
	// otherwise; Item is what the column stands for within it, else its wording.
	Stem, Item string
	Match      vocabulary.Match
	How        How
	// Twin is the column of the same meaning that is used in place of this one.
	Twin  *Column
	Given int // cells that hold something
	Blank int // cells that hold nothing; 0 for an empty column
	// Values are the values as written with their counts, nil for free text: more
	// than maxValues, most of them different.
	Values map[string]int
	Sample []string // the first values that are not missing
	// Used says what a reader made of the column; "" is a column nobody read.
	Used string

	head table.Cell // where the header stands
	grid bool       // the header has the form "question [item]"
}

// How says how a column came by its meaning.
type How string

// The ways to a meaning, the surest first.
const (
	ByMap     How = "map"     // the user said so
	ByName    How = "name"    // the header is a known word
	ByPhrase  How = "phrase"  // the header is a question that contains one
	ByContent How = "content" // nearly all cells say so
	BySection How = "section" // a heading above the rows says so
	ByValues  How = "values"  // its values are those of another table
	Unknown   How = ""
)

const (
	maxValues = 300 // different values of a column that are counted
	maxSample = 100 // values of a column that are kept as examples
)

// Is reports whether the column is the one to use for a meaning.
func (c *Column) Is(m vocabulary.Meaning) bool { return c.Match.Meaning == m && c.Twin == nil }

// Text returns the cleaned text of a row in the column, "" for a nil column.
func (c *Column) Text(row table.Row) string {
	if c == nil {
		return ""
	}
	return Text(row.Cell(c.Col))
}

// At returns the cell of a row in the column.
func (c *Column) At(row table.Row) table.Cell {
	if c == nil {
		return table.Cell{Row: row.Number, Col: 1}
	}
	return row.Cell(c.Col)
}

// Letter is the name a spreadsheet gives the column.
func (c *Column) Letter() string { return table.ColumnName(c.head.Col) }

// Label names the column in a message: its header, else its letter.
func (c *Column) Label() string {
	if c.Header == "" {
		return "column " + c.Letter()
	}
	return fmt.Sprintf("column %s (%s)", wording.Quote(c.Header), c.Letter())
}

// Named names the column to who words a finding.
func (c *Column) Named() planner.ColumnName {
	return planner.ColumnName{Header: wording.Clip(c.Header), Letter: c.Letter()}
}

// Share is the part of the given, not missing cells for which is holds.
func (c *Column) Share(is func(string) bool) float64 {
	yes, n := 0, 0
	for text, k := range c.Values {
		if vocabulary.IsMissing(text) {
			continue
		}
		n += k
		if is(text) {
			yes += k
		}
	}
	return float64(yes) / float64(max(n, 1))
}

// Distinct is the number of different values that are not missing.
func (c *Column) Distinct() int {
	n := len(c.Values)
	for text := range c.Values {
		if vocabulary.IsMissing(text) {
			n--
		}
	}
	return n
}

// Examples are the most frequent values of the column, ties by alphabet.
func (c *Column) Examples(n int) []string {
	list := slices.DeleteFunc(slices.Sorted(maps.Keys(c.Values)), vocabulary.IsMissing)
	slices.SortStableFunc(list, func(a, b string) int { return c.Values[b] - c.Values[a] })
	return list[:min(n, len(list))]
}

// count tallies the values of the column.
func (c *Column) count(body []table.Row) {
	c.Given, c.Blank, c.Values, c.Sample = 0, 0, make(map[string]int), nil
	for _, row := range body {
		text := c.Text(row)
		if text == "" {
			c.Blank++
			continue
		}
		c.Given++
		if len(c.Sample) < maxSample && !vocabulary.IsMissing(text) {
			c.Sample = append(c.Sample, text)
		}
		if c.Values == nil {
			continue
		}
		c.Values[text]++
		if len(c.Values) > maxValues && len(c.Values)*2 > c.Given {
			c.Values = nil
		}
	}
	if c.Given == 0 {
		c.Blank = 0
	}
}

// describe makes the columns: their headers, what they share, and what the header
// or the user says they mean.
func (m *Model) describe(h *headerRows) {
	m.Columns = nil
	for col := 1; col <= max(width(m.Header), width(m.Body)); col++ {
		c := &Column{Col: col, Match: vocabulary.Match{Meaning: vocabulary.Other}}
		texts := h.texts(col)
		c.wording(texts, h)
		c.head = table.Cell{Row: max(m.HeaderRow(), 1), Col: col}
		if len(m.Header) > 0 {
			c.head = m.Header[len(m.Header)-1].Cell(col)
		}
		c.count(m.Body)
		if c.Header == "" && c.Given == 0 {
			continue
		}
		m.Columns = append(m.Columns, c)
		nameColumn(m, c, texts)
	}
	shareStems(m)
	firstAndLast(m)
}

// wording sets the header of a column from the texts above it.
func (c *Column) wording(texts []string, h *headerRows) {
	if len(texts) == 0 {
		return
	}
	low := texts[len(texts)-1]
	c.Header, c.Item = strings.Join(slices.Compact(slices.Clone(texts)), " – "), low
	switch {
	case len(texts) == 1:
	case importIDRow(h.rows) >= 0 || codeHeader.MatchString(texts[0]):
		c.Header, c.Code = low, texts[0]
	case texts[0] != low:
		c.Stem = texts[0]
	}
	if stem, item, ok := splitGrid(low); ok {
		c.Stem, c.Item, c.grid = stem, item, true
	}
}

// nameColumn gives a column its meaning by --map or by its header; the lowest header row
// is the most specific.
func nameColumn(m *Model, c *Column, texts []string) {
	if m.opts.Map != nil {
		letter := c.Letter()
		if hasHeader(m, letter) {
			letter = "" // a header of that name is meant
		}
		if match, ok := m.opts.Map(c.Header, letter); ok {
			c.Match, c.How = match, ByMap
			return
		}
	}
	if m.opts.IsIssue != nil && c.Item != "" && m.opts.IsIssue(c.Item) {
		return
	}
	candidates := texts
	switch {
	case c.Code != "":
		candidates = []string{c.Header, c.Code}
	case len(texts) > 1:
		candidates = []string{texts[len(texts)-1], strings.Join(texts, " "), texts[0]}
	}
	for _, text := range candidates {
		if match, ok := vocabulary.Header(text); ok {
			if c.Match, c.How = match, ByName; !match.IsWhole() {
				c.byPhrase()
			}
			return
		}
	}
	if vocabulary.TotalRow.Is(c.Item) && (len(c.Sample) == 0 || sampleShare(c.Sample, isNumber) > 0.5) {
		c.Match, c.How = vocabulary.Match{Meaning: vocabulary.Total, Confidence: 1}, ByName // "Average" of the others
	}
}

// byPhrase notes that a question gives the column its meaning. One that is answered with yes and no
// asks for no country and no group: "From a donor country?"
func (c *Column) byPhrase() {
	c.How = ByPhrase
	if vocabulary.HasTerms(planner.Dimension(c.Match.Meaning)) && c.saysYesOrNo() {
		c.Match, c.How = vocabulary.Match{Meaning: vocabulary.Other}, Unknown
	}
}

// saysYesOrNo reports a column of nothing but yes and no, which tells no place and no group.
func (c *Column) saysYesOrNo() bool {
	return len(c.Sample) > 0 && sampleShare(c.Sample, func(s string) bool {
		a, _ := vocabulary.YesNo(s)
		return a != planner.Unknown
	}) == 1
}

// hasHeader reports whether some column is headed exactly so.
func hasHeader(m *Model, text string) bool {
	return slices.ContainsFunc(m.Header, func(row table.Row) bool {
		return slices.ContainsFunc(row.Cells, func(c table.Cell) bool { return Text(c) == text })
	})
}

// splitGrid splits "Rank the issues [AI governance]" into question and item.
func splitGrid(label string) (stem, item string, ok bool) {
	label = vocabulary.Clean(label)
	i := strings.IndexByte(label, '[')
	if i <= 0 || !strings.HasSuffix(label, "]") {
		return "", "", false
	}
	stem, item = vocabulary.Clean(label[:i]), vocabulary.Clean(label[i+1:len(label)-1])
	return stem, item, stem != "" && item != ""
}

// stemMarks stand between a question and its item where columns share a question.
var stemMarks = []string{" - ", " – ", " — ", ": ", "：", " / ", "/"}

// shareStems splits "Question - item" where at least two columns share the
// question, and takes the columns of a question for places or issues: what their
// header means apart from that does not count, unless it is a known word as a
// whole.
func shareStems(m *Model) {
	count := make(map[string]int)
	for _, c := range m.Columns {
		for _, p := range stemsOf(c.Item) {
			count[p]++
		}
	}
	stems := make(map[string]int)
	for _, c := range m.Columns {
		if c.Stem == "" && c.How != ByName && c.How != ByMap {
			c.splitStem(count)
		}
		stems[vocabulary.Fold(c.Stem)]++
	}
	for _, c := range m.Columns {
		if c.Stem != "" && stems[vocabulary.Fold(c.Stem)] > 1 {
			c.asItem()
		}
	}
}

// splitStem splits the header at the mark before which most columns agree.
func (c *Column) splitStem(count map[string]int) {
	best := ""
	for _, p := range stemsOf(c.Item) {
		if count[p] >= 2 && count[p] >= count[best] {
			best = p
		}
	}
	if best != "" {
		c.Stem = vocabulary.Clean(best)
		c.Item = vocabulary.Clean(strings.TrimLeft(c.Item[len(best):], " -–—:：/"))
	}
}

// asItem gives the column of a shared question the meaning of its item: a known
// word ("Attendee name: Given name"), a place, or none.
func (c *Column) asItem() {
	if c.How == ByMap || c.How == ByName && (!c.grid || c.Match.Meaning == vocabulary.Choice) {
		return
	}
	match, ok := vocabulary.Header(c.Item)
	n, rank := vocabulary.RankWord(c.Item)
	switch {
	case ok && !c.grid && match.IsWhole() && match.Meaning != vocabulary.Choice:
		c.Match, c.How = match, ByName
	case rank:
		c.Match, c.How = vocabulary.Match{Meaning: vocabulary.Choice, Number: n, Confidence: 1}, ByName
	default:
		c.Match, c.How = vocabulary.Match{Meaning: vocabulary.Other}, Unknown
	}
}

// stemsOf returns what stands before each mark of a label, shortest first.
func stemsOf(label string) []string {
	var out []string
	for _, mark := range stemMarks {
		for from := 0; ; {
			i := strings.Index(label[from:], mark)
			if i < 0 {
				break
			}
			if from+i >= 3 {
				out = append(out, label[:from+i])
			}
			from += i + len(mark)
		}
	}
	return out
}

// firstAndLast takes "First" and "Last", beside each other and without a name, for
// the two parts of a name: alone they may be places of a choice.
func firstAndLast(m *Model) {
	find := func(word string) *Column {
		i := slices.IndexFunc(m.Columns, func(c *Column) bool {
			return c.How != ByMap && vocabulary.Compact(c.Header) == word
		})
		if i < 0 {
			return nil
		}
		return m.Columns[i]
	}
	first, last := find("first"), find("last")
	if first == nil || last == nil {
		return
	}
	first.Match, first.How = vocabulary.Match{Meaning: vocabulary.FirstName, Confidence: 1}, ByName
	last.Match, last.How = vocabulary.Match{Meaning: vocabulary.LastName, Confidence: 1}, ByName
}
