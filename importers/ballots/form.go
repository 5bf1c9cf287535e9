package ballots

import (
	"fmt"
	"slices"
	"strings"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// sampleRows is how many records the decision looks at.
const sampleRows = 1000

// form is a sheet looked at as a form with votes: what decisions are made on.
type form struct {
	in      Input
	body    []table.Row // the first records
	columns []column
	classes map[string]class // of the texts seen
	mains   map[int]class    // of the columns
	// headless marks a table whose first row is data; its columns are called by
	// their letters.
	headless bool
}

// column is one column of the form with the texts above it.
type column struct {
	col   int
	label string // the wording people read
	code  string // the technical name above it, in exports that have one
	stem  string // the question of a grid column, "" otherwise
	item  string // what the column stands for within its question
	// meaning is what the column holds apart from votes; Other for a column that
	// can be a vote, "" for one that is known and not needed.
	meaning vocabulary.Meaning
	rank    int // the place a choice column stands for
	filled  int // non-blank cells in the sample
	mapped  bool
}

// newForm describes the columns of a model.
func newForm(in Input) *form {
	m := in.Model
	s := &form{in: in, headless: len(m.Header) == 0, body: m.Body[:min(len(m.Body), sampleRows)]}
	last := 0
	for _, c := range m.Columns {
		last = max(last, c.Col)
	}
	for col := 1; col <= last; col++ {
		s.columns = append(s.columns, column{col: col, meaning: vocabulary.Other})
	}
	for _, c := range m.Columns {
		x := &s.columns[c.Col-1]
		x.label, x.code, x.stem, x.item = c.Item, c.Code, c.Stem, c.Item
		if c.Stem != "" {
			x.label = c.Header
		}
		for _, r := range s.body {
			if strings.TrimSpace(r.Cell(c.Col).Text) != "" {
				x.filled++
			}
		}
		if s.classify(x, c); c.Col == in.Voter {
			x.meaning = vocabulary.Voter
		}
	}
	for i := range s.columns {
		if c := &s.columns[i]; !c.mapped && c.meaning != vocabulary.Other && s.isIssueAfterAll(i) {
			c.meaning = vocabulary.Other
		}
	}
	if s.headless {
		s.classifyHeadless()
	}
	return s
}

// classify gives a column its meaning apart from votes.
func (s *form) classify(x *column, c *sheet.Column) {
	m := c.Match.Meaning
	switch {
	case c.How == sheet.ByMap:
		x.meaning, x.mapped = m, true
	case m == vocabulary.Choice:
		x.meaning, x.rank = vocabulary.Choice, c.Match.Number
	case s.in.isIssue(c.Item):
	case c.How == sheet.BySection:
		x.meaning = m
	case c.How != sheet.ByContent:
		x.meaning = meaningInVotes(c)
	case m == vocabulary.Stakeholder, m == vocabulary.ID, m == vocabulary.Name, m == vocabulary.Email:
		x.meaning = m
	}
	if x.meaning == vocabulary.Other && c.Code != "" {
		if m, _ := headerMeaning(c.Code); m != vocabulary.Choice {
			x.meaning = m
		}
	}
}

// meaningInVotes is what a column means in a table of votes.
func meaningInVotes(c *sheet.Column) vocabulary.Meaning {
	if c.Stem != "" && c.How == sheet.Unknown {
		return vocabulary.Other
	}
	label := c.Item
	if c.Stem != "" {
		label = c.Header
	}
	m, _ := headerMeaning(label)
	if m == vocabulary.Other {
		m, _ = headerMeaning(c.Header)
	}
	return m
}

// isIssueAfterAll reports a column whose header contains a word for people
// ("Gender and digital inclusion") but whose cells are votes like those beside
// it.
func (s *form) isIssueAfterAll(i int) bool {
	m, ok := vocabulary.Header(s.columns[i].label)
	if !ok {
		return false
	}
	switch m.Meaning {
	case vocabulary.Gender, vocabulary.Region, vocabulary.CountryName, vocabulary.Language, vocabulary.Attendance,
		vocabulary.Role, vocabulary.Stakeholder, vocabulary.Organisation, vocabulary.Topic:
	case vocabulary.Age:
		if m.IsWhole() {
			return false
		}
	default:
		return false
	}
	main := s.mainClass(s.columns[i].col)
	if main == 0 || main == isText {
		return false
	}
	for _, step := range []int{-1, 1} {
		for j := i + step; j >= 0 && j < len(s.columns) && s.columns[j].label != ""; j += step {
			near := s.mainClass(s.columns[j].col)
			if near == isText || near&main == 0 {
				break
			}
			if own, _ := headerMeaning(s.columns[j].label); own == vocabulary.Other {
				return true
			}
		}
	}
	return false
}

// classOf is [classOf], remembered for the texts of this form.
func (s *form) classOf(text string) class {
	c, ok := s.classes[text]
	if !ok {
		if s.classes == nil {
			s.classes = make(map[string]class)
		}
		c = classOf(text)
		s.classes[text] = c
	}
	return c
}

// Votes without a header row: columns are called by their letters; the first
// column names the voters if no two rows share a value there; columns whose cells
// name the same things are first, second, … choice from left to right. Each of
// these is said.

// columnTexts is what stands in one column of the sample.
type columnTexts struct {
	texts          map[string]bool
	cells, numbers int
}

func textsOf(body []table.Row, col int) *columnTexts {
	x := &columnTexts{texts: make(map[string]bool)}
	for _, r := range body {
		text := r.Cell(col).Text
		f := vocabulary.Fold(text)
		if f == "" {
			continue
		}
		x.cells++
		x.texts[f] = true
		if _, ok := number(text); ok {
			x.numbers++
		}
	}
	return x
}

// shares reports whether half of the texts are among others.
func (x *columnTexts) shares(others map[string]bool) bool {
	n := 0
	for t := range x.texts {
		if others[t] {
			n++
		}
	}
	return 2*n >= len(x.texts) && n > 0
}

// classifyHeadless finds the column of voters and the columns of choices.
func (s *form) classifyHeadless() {
	texts := make([]*columnTexts, len(s.columns))
	for i := range s.columns {
		c := &s.columns[i]
		texts[i] = textsOf(s.body, c.col)
		c.label = "Column " + table.ColumnName(c.col)
		c.item = c.label
	}
	if first := texts[0]; first.cells == len(s.body) && len(first.texts) == len(s.body) && len(s.body) > 2 &&
		(first.numbers == 0 || first.numbers == first.cells && len(s.body) > len(s.columns)) {
		s.columns[0].meaning = vocabulary.Voter
	}
	rank := 0
	for i := range s.columns {
		c := &s.columns[i]
		if c.meaning != vocabulary.Other || texts[i].numbers > 0 || s.mainClass(c.col) != isText {
			continue
		}
		if slices.ContainsFunc(texts, func(y *columnTexts) bool { return y != texts[i] && texts[i].shares(y.texts) }) {
			rank++
			c.rank = rank
		}
	}
}

// sayHeadless is what to tell about a table without a header.
func (s *form) sayHeadless(b *block) planner.Finding {
	f := planner.Finding{
		Code: codeVotesNoHeader, Severity: planner.Warning,
		Text: fmt.Sprintf("there is no header row: row %d is data like the rows below it; the issues are called by their columns", s.body[0].Number),
		Fix:  "put a row above the data that names the issues",
	}
	if b.shape == ChoiceColumns {
		f.Text = fmt.Sprintf("there is no header row: row %d is data like the rows below it; the columns are taken as first, second, … choice from left to right", s.body[0].Number)
		f.Fix = "put a row above the data, such as 1st choice, 2nd choice"
	}
	return f
}
