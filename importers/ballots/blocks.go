package ballots

import (
	"fmt"
	"slices"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
)

// blocks returns every set of columns that could be the vote, in the order of
// the sheet.
func (s *sheet) blocks() []block {
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
func (s *sheet) spanText(b block) string {
	first, last := b.cols[0], b.cols[len(b.cols)-1]
	if len(b.cols) == 1 {
		return fmt.Sprintf("column %s is headed %s", table.ColumnName(first), quote(s.columns[first-1].label))
	}
	return fmt.Sprintf("columns %s to %s are headed %s … %s", table.ColumnName(first), table.ColumnName(last), quote(b.items[0]), quote(b.items[len(b.items)-1]))
}

// choiceBlocks finds columns that stand for a first, second, … choice.
func (s *sheet) choiceBlocks() []block {
	groups := make(map[string][]int)
	var order []string
	for _, c := range s.columns {
		if c.rank == 0 {
			continue
		}
		key := "grid " + vocabulary.Fold(c.stem)
		if c.stem == "" {
			key = choiceKey(c.label)
		}
		if _, ok := groups[key]; !ok {
			order = append(order, key)
		}
		groups[key] = append(groups[key], c.col)
	}
	var out []block
	for _, key := range order {
		if b, ok := s.choiceBlock(groups[key]); ok {
			out = append(out, b)
		}
	}
	return out
}

// choiceKey is what is left of a header without its rank.
func choiceKey(label string) string {
	var rest []string
	label, _, _ = strings.Cut(label, "(")
	for _, w := range strings.FieldsFunc(vocabulary.Fold(label), func(r rune) bool { return r == ' ' || r == '_' || r == '-' }) {
		if _, ok := vocabulary.RankWord(w); !ok && !strings.ContainsAny(w, "0123456789") {
			rest = append(rest, w)
		}
	}
	return strings.Join(rest, " ")
}

// contestOf is what a choice header says beside the choice: "For Mayor" of "For
// Mayor Choice 1 (45)".
func contestOf(label string) string {
	var rest []string
	label, _, _ = strings.Cut(label, "(")
	for _, w := range strings.FieldsFunc(label, func(r rune) bool { return r == ' ' || r == '_' }) {
		_, rank := vocabulary.RankWord(w)
		_, choice := vocabulary.RankWord(w + " 1")
		if !rank && !choice && !strings.ContainsAny(w, "0123456789") {
			rest = append(rest, w)
		}
	}
	return strings.Join(rest, " ")
}

func (s *sheet) choiceBlock(cols []int) (block, bool) {
	b := block{cols: cols}
	rank := func(col int) int { return s.columns[col-1].rank }
	seen := make(map[int]bool)
	for _, c := range cols {
		seen[rank(c)] = true
	}
	if len(seen) < len(cols) { // "choice 3-1", "choice 3-2": the last number counts
		rank = func(col int) int { return lastNumber(s.columns[col-1].item) }
		seen = make(map[int]bool)
		for _, c := range cols {
			seen[rank(c)] = true
		}
	}
	if len(seen) < len(cols) || seen[0] || !seen[1] {
		return b, false
	}
	slices.SortFunc(b.cols, func(x, y int) int { return rank(x) - rank(y) })
	for _, c := range b.cols {
		b.ranks = append(b.ranks, rank(c))
		b.items = append(b.items, s.columns[c-1].item)
	}
	b.question = s.columns[cols[0]-1].stem
	if b.question == "" {
		b.question = contestOf(s.columns[cols[0]-1].label)
	}
	explicit := !slices.ContainsFunc(b.cols, func(c int) bool { return s.columns[c-1].meaning != vocabulary.Choice })
	numeric, fits := s.namesIssues(b.cols, explicit)
	if !fits {
		return b, false
	}
	b.shape, b.conf = ChoiceColumns, 0.95
	b.why = s.spanText(b) + "; their cells name issues"
	if len(cols) == 1 {
		b.conf = 0.5
	}
	if numeric && !slices.ContainsFunc(b.items, isOrdinalHeader) {
		b.also, b.conf = []Shape{RankColumns}, 0.5
	}
	return b, true
}

// isOrdinalHeader reports a header that can only be a place ("1st choice",
// "rank_1"), not the name of an issue ("Choice 1").
func isOrdinalHeader(item string) bool {
	f := vocabulary.Fold(item)
	return strings.Contains(f, "rank") || strings.Contains(f, "pref") || strings.Contains(f, "priorit") || !strings.ContainsAny(f, "0123456789") ||
		len(f) > 2 && f[0] >= '0' && f[0] <= '9' && f[1] > '9'
}

func lastNumber(label string) int {
	end := strings.LastIndexAny(label, "0123456789") + 1
	start := end
	for start > 0 && label[start-1] >= '0' && label[start-1] <= '9' {
		start--
	}
	n := 0
	for _, c := range label[start:end] {
		if n = n*10 + int(c-'0'); n > 999 {
			return 0
		}
	}
	return n
}

// namesIssues reports whether the cells of some columns look like names that
// recur from column to column and rarely within a row, and whether they are
// mostly numbers. Where the headers are explicit ("1st choice"), names may recur
// in any way.
func (s *sheet) namesIssues(cols []int, explicit bool) (numeric, fits bool) {
	union := make(map[string]bool)
	cells, numbers, ranks, yesNo, perColumn, repeated, rows := 0, 0, 0, 0, 0, 0, 0
	columns := make([]map[string]bool, len(cols))
	for i := range columns {
		columns[i] = make(map[string]bool)
	}
	for _, r := range s.body {
		inRow := make(map[string]bool)
		filled, twice := 0, false
		for i, col := range cols {
			text := r.Cell(col).Text
			f := vocabulary.Fold(text)
			if isNothing(text) || undervoteWords()[f] || overvoteWords()[f] {
				continue
			}
			c := s.classOf(text)
			cells++
			filled++
			switch {
			case c&isNumber != 0:
				numbers++
			case c&isRankWord != 0:
				ranks++
			case c&(isYes|isNo|isLevel|isFor|isAgainst) != 0 && len(f) > 1:
				yesNo++
			}
			union[f], columns[i][f] = true, true
			twice = twice || inRow[f]
			inRow[f] = true
		}
		if filled > 1 {
			rows++
			if twice {
				repeated++
			}
		}
	}
	for _, c := range columns {
		perColumn += len(c)
	}
	numeric = share(numbers, cells, 50)
	known := newCatalogue(s.in.KnownIssues)
	if known.closed {
		hits := 0
		for f := range union {
			if _, ok := known.find(f); ok {
				hits++
			}
		}
		if share(hits, len(union), 50) {
			return false, true
		}
	}
	fits = cells > 0 && !share(ranks, cells, 20) && !share(yesNo, cells, 30) && (explicit || !share(repeated, rows, 60))
	if len(cols) > 1 && rows > 3 && !explicit {
		fits = fits && 10*perColumn >= 12*len(union)
	}
	if cells == 0 { // a form nobody has answered yet, or all abstained
		fits = true
	}
	return numeric, fits
}

// block makes a judged block of the given columns.
func (s *sheet) block(cols []int, question string) block {
	b := block{cols: cols, question: question}
	for _, c := range cols {
		b.items = append(b.items, s.columns[c-1].item)
	}
	return s.judge(b)
}

// knownBlocks takes the columns that are headed by known issues.
func (s *sheet) knownBlocks() []block {
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
		b.conf = min(1, b.conf+0.3)
	}
	return []block{b}
}

// gridBlocks takes columns that share a question.
func (s *sheet) gridBlocks() []block {
	groups := make(map[string][]int)
	var order []string
	for _, c := range s.columns {
		if c.stem == "" || c.meaning == "" {
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
			if b.shape != NotAVote && b.conf < 0.95 {
				b.conf += 0.1
			}
			out = append(out, b)
		}
	}
	return out
}

// plainBlocks takes runs of neighbouring columns of the same content that mean
// nothing else: one column per issue with the issue as its header.
func (s *sheet) plainBlocks(used map[int]bool) []block {
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
		if c.meaning != vocabulary.Other || c.stem != "" || used[c.col] || c.label == "" {
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

// isText marks a column that is none of the readable classes.
const isText class = 1 << 15

// mainClass returns the classes that at least nine of ten cells of a column
// share; 0 for an empty column.
func (s *sheet) mainClass(col int) class {
	counts := make(map[class]int)
	cells, own := 0, 0
	for _, r := range s.body {
		text := r.Cell(col).Text
		c := s.classOf(text)
		if strings.TrimSpace(text) == "" || c&isBlank != 0 && c&(isNo|isAgainst) == 0 {
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
			{c&(isNumber|isRankWord) != 0, isNumber}, {c&(isYes|isNo) != 0, isYes}, {hum, isFor}, {c&isLevel != 0, isLevel},
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
func (s *sheet) longBlock() (block, bool) {
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
	value := find(vocabulary.Rank, vocabulary.Points, vocabulary.Score, vocabulary.Vote)
	if issue == 0 || voter == 0 || value == 0 && !s.repeats(voter) || s.pairsRepeat(voter, issue) && value == 0 {
		return block{}, false
	}
	b := block{shape: Long, conf: 0.95, issueCol: issue, inner: MarkColumns}
	b.question = s.columns[issue-1].label
	if value == 0 {
		b.cols, b.items = []int{issue}, []string{""}
		b.why = fmt.Sprintf("each row is one voter (column %s) and one issue (column %s)", table.ColumnName(voter), table.ColumnName(issue))
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
func (s *sheet) repeats(col int) bool {
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
func (s *sheet) pairsRepeat(a, b int) bool {
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
