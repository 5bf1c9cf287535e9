package ballots

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// blocks returns every set of columns that could be the vote, in the order of
// the sheet.
func (s *form) blocks() []block {
	var out []block
	if b, ok := s.longBlock(); ok {
		return []block{b}
	}
	used := make(map[int]bool)
	take := func(list []block) {
		for _, b := range list {
			if b.shape == NotAVote {
				continue
			}
			if slices.ContainsFunc(b.cols, func(c int) bool { return used[c] }) {
				continue
			}
			for _, c := range b.cols {
				used[c] = true
			}
			out = append(out, b)
		}
	}
	take(s.choiceBlocks())
	take(s.knownBlocks())
	take(s.gridBlocks())
	take(s.plainBlocks(used))
	take(s.listBlocks())
	return out
}

// spanText names the columns of a block and shows their first and last header.
func (s *form) spanText(b block) string {
	first, last := b.cols[0], b.cols[len(b.cols)-1]
	if s.headless {
		return fmt.Sprintf("columns %s to %s have no header", table.ColumnName(first), table.ColumnName(last))
	}
	if len(b.cols) == 1 {
		return fmt.Sprintf("column %s is headed %s", table.ColumnName(first), quote(s.columns[first-1].label))
	}
	return fmt.Sprintf("columns %s to %s are headed %s … %s", table.ColumnName(first), table.ColumnName(last),
		quote(b.items[0]), quote(b.items[len(b.items)-1]))
}

// block makes a judged block of the given columns.
func (s *form) block(cols []int, question string) block {
	b := block{cols: cols, question: question}
	for _, c := range cols {
		b.items = append(b.items, s.columns[c-1].item)
	}
	return s.judge(b)
}

// knownBlocks takes the columns that are headed by known issues.
func (s *form) knownBlocks() []block {
	known := newCatalogue(s.in.KnownIssues)
	if !known.closed {
		return nil
	}
	var cols []int
	question := ""
	for _, c := range s.columns {
		if _, ok := known.find(c.item); ok && c.item != "" {
			cols = append(cols, c.col)
			question = c.stem
		}
	}
	if len(cols) < 2 {
		return nil
	}
	b := s.block(cols, question)
	if b.shape != NotAVote {
		b.conf = min(1, b.conf+knownBonus)
	}
	return []block{b}
}

// gridBlocks takes columns that share a question.
func (s *form) gridBlocks() []block {
	groups := make(map[string][]int)
	var order []string
	for _, c := range s.columns {
		if c.stem == "" || c.meaning == "" || s.isWriteInField(c) {
			continue
		}
		key := vocabulary.Fold(c.stem)
		if _, ok := groups[key]; !ok {
			order = append(order, key)
		}
		groups[key] = append(groups[key], c.col)
	}
	var out []block
	for _, key := range order {
		if cols := groups[key]; len(cols) >= 2 {
			b := s.block(cols, s.columns[cols[0]-1].stem)
			if b.shape != NotAVote && b.conf < unmistakable {
				b.conf += gridBonus
			}
			b.said = append(b.said, s.sayWriteIns(key)...)
			out = append(out, b)
		}
	}
	return out
}

// isWriteInField reports the field "Other (please specify)" of a question, where
// voters write a text of their own.
func (s *form) isWriteInField(c column) bool {
	f := vocabulary.Fold(c.item)
	return strings.HasPrefix(f, "other") && strings.Contains(f, "specify") && s.mainClass(c.col) == isText
}

// sayWriteIns tells of texts in the fields "Other (please specify)" of a question.
func (s *form) sayWriteIns(stem string) []planner.Finding {
	var out []planner.Finding
	for _, c := range s.columns {
		if vocabulary.Fold(c.stem) == stem && c.filled > 0 && s.isWriteInField(c) {
			out = append(out, planner.Finding{
				Code: codeIssueWriteIn, Severity: planner.Note, Seen: c.label,
				Text: fmt.Sprintf("column %s (%s) holds texts that voters wrote in; they are not counted",
					table.ColumnName(c.col), quote(c.item)),
				Fix: "to count one of them, give it a column of its own",
			})
		}
	}
	return out
}

// plainBlocks takes runs of neighbouring columns of the same content that mean
// nothing else: one column per issue with the issue as its header.
func (s *form) plainBlocks(used map[int]bool) []block {
	var out []block
	var run []int
	last := class(0)
	flush := func() {
		if len(run) >= 2 {
			out = append(out, s.block(run, ""))
		}
		run, last = nil, 0
	}
	for _, c := range s.columns {
		if c.meaning != vocabulary.Other || c.stem != "" || used[c.col] || c.label == "" || isTechnical(c.label) {
			if c.filled > 0 || c.label != "" {
				flush()
			}
			continue
		}
		main := s.mainClass(c.col)
		if len(run) > 0 && main != 0 && last != 0 && main&last == 0 {
			flush()
		}
		if main == isText {
			flush()
			continue
		}
		run = append(run, c.col)
		if last == 0 {
			last = main
		} else if main != 0 {
			last &= main
		}
	}
	flush()
	return out
}

// technicalHeader matches headers of identifiers, as in "BallotStyleID".
var technicalHeader = regexp.MustCompile(`(?:ID|Id|Number|No\.?|Code|Position|Index)$|(?i:(?:^|[ _-])(?:ids?|nr|num|no|code|number|index)$)`)

func isTechnical(label string) bool { return technicalHeader.MatchString(label) }

// isText marks a column that is none of the readable classes.
const isText class = 1 << 15

// mainClass returns the classes that at least nine of ten cells of a column
// share; 0 for an empty column. It is worked out once for each column.
func (s *form) mainClass(col int) class {
	c, ok := s.mains[col]
	if !ok {
		if s.mains == nil {
			s.mains = make(map[int]class)
		}
		c = s.findMainClass(col)
		s.mains[col] = c
	}
	return c
}

func (s *form) findMainClass(col int) class {
	counts := make(map[class]int)
	cells, own := 0, 0
	for _, r := range s.body {
		text := r.Cell(col).Text
		c := s.classOf(text)
		if strings.TrimSpace(text) == "" || c&isBlank != 0 {
			continue
		}
		cells++
		if vocabulary.Fold(text) == vocabulary.Fold(s.columns[col-1].label) {
			own++
		}
		hum := c&(isFor|isAgainst|isNeutral|isAbstain) != 0
		for _, x := range []struct {
			has bool
			as  class
		}{
			{c&(isNumber|isRankWord) != 0, isNumber},
			{c&(isYes|isNo) != 0, isYes},
			{hum, isFor},
			{c&isLevel != 0, isLevel},
		} {
			if x.has {
				counts[x.as]++
			}
		}
	}
	if cells == 0 {
		return 0
	}
	var out class
	for _, k := range []class{isNumber, isYes, isFor, isLevel} {
		if share(counts[k], cells, 90) {
			out |= k
		}
	}
	if share(own, cells, 90) {
		out |= isYes
	}
	if out == 0 {
		return isText
	}
	return out
}

// longBlock finds one row per voter and issue.
func (s *form) longBlock() (block, bool) {
	find := func(ms ...vocabulary.Meaning) int {
		for _, m := range ms {
			for _, c := range s.columns {
				if c.meaning == m {
					return c.col
				}
			}
		}
		return 0
	}
	issue := find(vocabulary.Issue)
	voter := find(vocabulary.Voter, vocabulary.ID, vocabulary.Email, vocabulary.Name)
	if issue == 0 && voter != 0 && s.repeats(voter) {
		for _, c := range s.columns {
			if issue == 0 && vocabulary.ItemColumn.Is(c.label) && s.repeats(c.col) {
				issue = c.col
			}
		}
	}
	value := find(vocabulary.Rank, vocabulary.Points, vocabulary.Score, vocabulary.Vote)
	if issue == 0 || voter == 0 || value == 0 && !s.repeats(voter) || s.pairsRepeat(voter, issue) && value == 0 {
		return block{}, false
	}
	b := block{shape: Long, conf: unmistakable, issueCol: issue, inner: MarkColumns}
	b.question = s.columns[issue-1].label
	if value == 0 {
		b.cols, b.items = []int{issue}, []string{""}
		b.why = fmt.Sprintf("each row is one voter (column %s) and one issue (column %s)", table.ColumnName(voter),
			table.ColumnName(issue))
		return b, true
	}
	b.cols, b.items = []int{value}, []string{s.columns[value-1].label}
	e := s.examine(b.cols, nil)
	switch m := s.columns[value-1].meaning; {
	case m == vocabulary.Rank:
		b.inner = RankColumns
	case m == vocabulary.Points:
		b.inner = PointColumns
	case e.negative > 0 && e.low >= -milli && e.high <= milli || e.numbers == 0 && share(e.hum, e.cells, 95):
		b.inner = HumColumns
	case share(e.yes+e.no, e.cells, 95) && e.high <= milli:
		b.inner = MarkColumns
	default:
		b.inner = ScoreColumns
		inner := block{cols: b.cols, items: b.items}
		s.setScores(&inner, e, "", b.conf)
		b.scale, b.said = inner.scale, inner.said
	}
	b.why = fmt.Sprintf("each row is one voter (column %s), one issue (column %s) and %s (column %s)",
		table.ColumnName(voter), table.ColumnName(issue), quote(s.columns[value-1].label), table.ColumnName(value))
	return b, true
}

// repeats reports whether a column holds some text twice in the sample.
func (s *form) repeats(col int) bool {
	seen := make(map[string]bool)
	for _, r := range s.body {
		f := vocabulary.Fold(r.Cell(col).Text)
		if f != "" && seen[f] {
			return true
		}
		seen[f] = true
	}
	return false
}

// pairsRepeat reports whether two columns hold some pair of texts twice.
func (s *form) pairsRepeat(a, b int) bool {
	seen := make(map[string]bool)
	for _, r := range s.body {
		k := vocabulary.Fold(r.Cell(a).Text) + "\x00" + vocabulary.Fold(r.Cell(b).Text)
		if seen[k] {
			return true
		}
		seen[k] = true
	}
	return false
}
