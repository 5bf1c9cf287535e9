package ballots

import (
	"context"
	"slices"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
)

// sampleRows is how many body rows the decision looks at.
const sampleRows = 1000

// sheet is the part of an Input that decisions are made on.
type sheet struct {
	in      Input
	header  []table.Row
	body    []table.Row // the first rows, cloned
	cues    int         // words of a report of results among the first rows
	columns []column
	classes map[string]class // of the texts seen
	mains   map[int]class    // of the columns
	// headless marks a table whose first row is data; header is then made up.
	headless bool
}

// column is one column of the sheet with the texts above it.
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
}

// loadSheet samples the rows and finds the header.
func loadSheet(ctx context.Context, in Input) (*sheet, error) {
	s := &sheet{in: in, header: cloneRows(in.Header)}
	last := 0
	if n := len(s.header); n > 0 {
		last = s.header[n-1].Number
	}
	var rows []table.Row
	for r, err := range in.Rows(ctx) {
		if err != nil {
			return nil, err
		}
		s.cues += reportCues(r.Cells)
		if r.Number <= last {
			continue
		}
		if len(rows) == sampleRows+40 {
			break
		}
		r.Cells = slices.Clone(r.Cells)
		rows = append(rows, r)
	}
	if len(s.header) == 0 {
		i := findHeader(rows, newCatalogue(in.KnownIssues))
		if i < 0 {
			return s, nil
		}
		if isHeadless(rows[i], rows[i+1:]) {
			rows = rows[i:]
			s.setHeadless(rows)
		} else {
			s.header, rows = rows[i:i+1], rows[i+1:]
		}
	}
	n := moreHeaders(s.header, rows)
	s.header = append(slices.Clone(s.header), rows[:n]...)
	s.body = rows[n:min(len(rows), n+sampleRows)]
	s.body = slices.DeleteFunc(slices.Clone(s.body), func(r table.Row) bool { return isTotalRow(r.Cells) })
	s.describeColumns()
	return s, nil
}

// classOf is [classOf], remembered for the texts of this sheet.
func (s *sheet) classOf(text string) class {
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

func cloneRows(rows []table.Row) []table.Row {
	out := slices.Clone(rows)
	for i := range out {
		out[i].Cells = slices.Clone(out[i].Cells)
	}
	return out
}

// lastHeader is the number of the last header row.
func (s *sheet) lastHeader() int {
	if len(s.header) == 0 {
		return 0
	}
	return s.header[len(s.header)-1].Number
}

// widest is the number of cells of the longest row.
func widest(rows []table.Row) int {
	width := 0
	for _, r := range rows {
		width = max(width, len(r.Cells))
	}
	return width
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

// describeColumns fills s.columns from the header rows.
func (s *sheet) describeColumns() {
	above := "" // a merged question over several columns
	for col := 1; col <= max(widest(s.header), widest(s.body)); col++ {
		c := column{col: col}
		var texts []string
		for i, r := range s.header {
			t := vocabulary.Clean(r.Cell(col).Text)
			if strings.HasPrefix(t, `{"ImportId"`) || strings.HasPrefix(t, `{'ImportId'`) {
				continue
			}
			if i == 0 && len(s.header) > 1 {
				if t != "" {
					above = t
				}
				c.code = t
				if t == "" {
					t = above
				}
			}
			texts = append(texts, t)
		}
		if n := len(texts); n > 0 {
			c.label = texts[n-1]
		}
		if c.label == "" {
			c.label = c.code
		}
		if len(texts) > 1 && !codeHeader.MatchString(texts[0]) && texts[0] != c.label && !s.isImport() {
			c.stem, c.item = texts[0], c.label
		}
		if stem, item, ok := splitGrid(c.label); ok {
			c.stem, c.item = stem, item
		}
		if c.item == "" {
			c.item = c.label
		}
		for _, r := range s.body {
			if strings.TrimSpace(r.Cell(col).Text) != "" {
				c.filled++
			}
		}
		s.columns = append(s.columns, c)
	}
	s.splitDashes()
	s.classify()
	if s.headless {
		s.classifyHeadless()
	}
}

// isImport reports a header with Qualtrics import IDs.
func (s *sheet) isImport() bool {
	return slices.ContainsFunc(s.header[len(s.header)-1].Cells,
		func(c table.Cell) bool { return strings.Contains(c.Text, "ImportId") })
}

// splitDashes splits "Question - item" where at least two neighbouring columns
// share the question.
func (s *sheet) splitDashes() {
	count := make(map[string]int)
	for _, c := range s.columns {
		for _, p := range dashPrefixes(c.label) {
			count[p]++
		}
	}
	for i := range s.columns {
		c := &s.columns[i]
		if c.stem != "" {
			continue
		}
		best := ""
		for _, p := range dashPrefixes(c.label) {
			if count[p] >= 2 && count[p] >= count[best] {
				best = p
			}
		}
		if best != "" {
			c.stem = vocabulary.Clean(best)
			c.item = vocabulary.Clean(strings.TrimLeft(c.label[len(best):], " -–—"))
		}
	}
}

// dashPrefixes returns what stands before each " - " of a label, shortest first.
func dashPrefixes(label string) []string {
	var out []string
	for _, sep := range []string{" - ", " – ", " — "} {
		for from := 0; ; {
			i := strings.Index(label[from:], sep)
			if i < 0 {
				break
			}
			if from+i >= 3 {
				out = append(out, label[:from+i])
			}
			from += i + len(sep)
		}
	}
	return out
}

// classify gives each column its meaning apart from votes.
func (s *sheet) classify() {
	stems := make(map[string]int)
	for _, c := range s.columns {
		if c.stem != "" {
			stems[vocabulary.Fold(c.stem)]++
		}
	}
	known := newCatalogue(s.in.KnownIssues)
	for i := range s.columns {
		c := &s.columns[i]
		c.meaning = vocabulary.Other
		if m, ok := s.in.Meanings[c.col]; ok {
			c.meaning = m
			continue
		}
		if known.closed {
			if _, ok := known.find(c.item); ok {
				continue
			}
		}
		if c.stem != "" && stems[vocabulary.Fold(c.stem)] >= 2 {
			if m, ok := vocabulary.Header(c.label); ok && m.Meaning == vocabulary.Choice {
				c.meaning, c.rank = vocabulary.Choice, m.Number
			} else if n, ok := vocabulary.RankWord(c.item); ok {
				c.rank = n
			}
			continue
		}
		c.meaning, c.rank = headerMeaning(c.label)
		if c.meaning != vocabulary.Other && s.isIssueAfterAll(i) {
			c.meaning = vocabulary.Other
		}
		if c.meaning == vocabulary.Other && c.code != "" && c.code != c.label {
			if m, _ := headerMeaning(c.code); m != vocabulary.Choice {
				c.meaning = m
			}
		}
	}
}

// isIssueAfterAll reports a column whose header contains a word for people
// ("Gender and digital inclusion") but whose cells are votes like those beside
// it.
func (s *sheet) isIssueAfterAll(i int) bool {
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
