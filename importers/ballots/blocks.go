package ballots

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// search looks for the columns that could be the vote.
type search struct {
	*form
	aside []planner.Finding // on columns that look like votes and were not read
}

// blocks returns every set of columns that could be the vote, in the order of
// the sheet. What looks like a vote and is none is set aside with the reason.
func (s *search) blocks() []block {
	if b, ok := s.longBlock(); ok {
		return []block{b}
	}
	var out []block
	used := make(map[int]bool)
	take := func(list []block) {
		for _, b := range list {
			if b.shape == NotAVote || slices.ContainsFunc(b.cols, func(c int) bool { return used[c] }) {
				continue
			}
			for _, c := range b.cols {
				used[c] = true
			}
			if why := s.noVote(&b); why != "" {
				s.setAside(planner.Note, codeVotesAside, why, &b, nil)
				continue
			}
			out = append(out, b)
		}
	}
	take(s.choiceBlocks())
	take(s.knownBlocks())
	take(s.gridBlocks())
	take(s.plainBlocks(used))
	take(s.wordBlocks(used))
	take(s.listBlocks())
	return out
}

// spanText names the columns of a block and shows their first and last header.
func spanText(s *form, b block) planner.Told {
	first, last := b.cols[0], b.cols[len(b.cols)-1]
	args := facts{"first": table.ColumnName(first), "last": table.ColumnName(last)}
	switch {
	case s.headless:
		return planner.Told{Code: "span-headless", Args: args}
	case len(b.cols) == 1:
		return planner.Told{Code: "span-one", Args: facts{
			"column": table.ColumnName(first), "header": clip(s.columns[first-1].label),
		}}
	}
	args["from"], args["to"] = clip(b.items[0]), clip(b.items[len(b.items)-1])
	return planner.Told{Code: "span-several", Args: args}
}

// block makes a judged block of the given columns.
func (s *search) block(cols []int, question string, bonus float64) block {
	b := block{
		cols: cols, question: question, title: sheet.TitleOf(s.in.Model), ofPeople: s.first(vocabulary.Voter) == 0,
	}
	b.items = s.itemsOf(cols)
	if b = s.judge(b); b.shape != NotAVote && b.conf < unmistakable {
		b.conf = min(1, b.conf+bonus)
	}
	return b
}

// itemsOf are what some columns stand for.
func (s *form) itemsOf(cols []int) []string {
	var items []string
	for _, c := range cols {
		items = append(items, s.columns[c-1].item)
	}
	return items
}

// knownBlocks takes the columns that are headed by known issues.
func (s *search) knownBlocks() []block {
	var cols []int
	question := ""
	for _, c := range s.columns {
		if s.isIssue(c.item) {
			cols = append(cols, c.col)
			question = c.stem
		}
	}
	if len(cols) < 2 {
		return nil
	}
	return []block{s.block(cols, question, knownBonus)}
}

// gridBlocks takes columns that share a question.
func (s *search) gridBlocks() []block {
	var out []block
	for _, cols := range s.grouped(func(c column) (string, bool) {
		return vocabulary.Fold(c.stem), c.stem != "" && c.meaning != "" && !s.isWriteInField(c)
	}) {
		if len(cols) >= 2 {
			stem := s.columns[cols[0]-1].stem
			for _, b := range s.blocksOf(cols, stem, gridBonus) {
				b.said = append(b.said, sayWriteIns(s.form, stem)...)
				out = append(out, b)
			}
		}
	}
	for i := range out {
		for _, o := range out {
			if slices.Equal(o.items, out[i].items) {
				out[i].beside = append(out[i].beside, o.cols...)
			}
		}
	}
	return out
}

// grouped are the columns for which key says true, those of one key together, in
// their order.
func (s *form) grouped(key func(column) (string, bool)) [][]int {
	at := make(map[string]int)
	var out [][]int
	for _, c := range s.columns {
		k, ok := key(c)
		if !ok {
			continue
		}
		i, known := at[k]
		if !known {
			i = len(out)
			at[k], out = i, append(out, nil)
		}
		out[i] = append(out[i], c.col)
	}
	return out
}

// isWriteInField reports the field "Other (please specify)" of a question, where
// voters write a text of their own.
func (s *form) isWriteInField(c column) bool {
	name, _, _ := strings.Cut(c.item, "(")
	return (vocabulary.FreeAnswer.Is(c.item) || vocabulary.FreeAnswer.Is(name)) && s.mainClass(c.col) == isText
}

// sayWriteIns tells of texts in the fields "Other (please specify)" of a question.
func sayWriteIns(s *form, stem string) []planner.Finding {
	var out []planner.Finding
	for _, c := range s.columns {
		if vocabulary.Fold(c.stem) == vocabulary.Fold(stem) && c.filled > 0 && s.isWriteInField(c) {
			out = append(out, planner.Finding{
				Code: codeIssueWriteIn, Form: "column", Severity: planner.Note, Seen: c.label,
				Args: facts{"column": planner.ColumnName{Header: clip(c.item), Letter: table.ColumnName(c.col)}},
			})
		}
	}
	return out
}

// runs are the neighbouring columns that are admitted, each run as long as the next
// column goes on with it. Columns without header and cells, and those of another round,
// part nothing.
func (s *search) runs(admits func(column) bool, goesOn func(run []int, c column) bool) [][]int {
	var out [][]int
	open := false
	for _, c := range s.columns {
		last := len(out) - 1
		switch {
		case c.label == "" && c.filled == 0, c.ofOtherRound:
		case !admits(c):
			open = false
		case open && goesOn(out[last], c):
			out[last] = append(out[last], c.col)
		default:
			out, open = append(out, []int{c.col}), true
		}
	}
	return out
}

// plainBlocks takes runs of neighbouring columns of the same content that mean
// nothing else: one column per issue with the issue as its header. A column alone
// is a vote on one issue where the table has a column of voters.
func (s *search) plainBlocks(used map[int]bool) []block {
	var out []block
	for _, run := range s.runs(func(c column) bool {
		return !used[c.col] && s.mainClass(c.col) != isText && mayBeIssue(c)
	}, func(run []int, c column) bool {
		main, all := s.mainClass(c.col), sharedClass(s.form, run)
		return main == 0 || all == 0 || main&all != 0
	}) {
		run, said := s.withoutFacts(run)
		if len(run) > 1 || s.isOneIssue(run) {
			for _, b := range s.blocksOf(run, "", 0) {
				b.said = append(b.said, said...)
				out = append(out, b)
			}
		}
	}
	return out
}

// blocksOf makes the blocks of a run of columns: one, or one for each question where
// several are put to the same issues.
func (s *search) blocksOf(run []int, question string, bonus float64) []block {
	heads := s.itemsOf(run)
	parts, questions, items := questionsOf(heads)
	if len(parts) == 0 {
		b := s.block(run, question, bonus)
		if b.shape == MarkColumns && headsPlaces(heads) {
			b.ask = &planner.Finding{
				Code: codeVotesShapeUnfit, Form: "places", Severity: planner.Error, Seen: b.items[0],
			}
		}
		return []block{b}
	}
	var out []block
	for i, part := range parts {
		var cols []int
		for _, at := range part {
			cols = append(cols, run[at])
		}
		b := s.block(cols, strings.TrimSpace(question+" "+questions[i]), bonus)
		b.items, b.beside = items, run
		out = append(out, b)
	}
	return out
}

// sharedClass is what the columns of a run have in common, empty ones aside.
func sharedClass(s *form, run []int) class {
	all := class(0)
	for _, col := range run {
		main := s.mainClass(col)
		all = cmp.Or(main&all, all, main)
	}
	return all
}

// wordBlocks takes neighbouring columns of a few texts that come again in each of
// them: answers of a rating whose words no scale knows.
func (s *search) wordBlocks(used map[int]bool) []block {
	var out []block
	for _, run := range s.runs(func(c column) bool {
		n := len(s.textsOf(c.col))
		return !used[c.col] && s.mainClass(c.col) == isText && mayBeIssue(c) && n >= 2 && n <= 7 && !isFact(c.label)
	}, func(run []int, c column) bool {
		return sharesHalf(s.textsOf(c.col), s.textsOf(run...))
	}) {
		if b := s.block(run, "", 0); len(run) > 2 && b.shape == LevelColumns {
			out = append(out, b)
		}
	}
	return out
}

// isFact reports a header that says what the numbers below it measure: "Zip",
// "Years of experience", "Day 2", "Mon am".
func isFact(label string) bool {
	name, _, _ := strings.Cut(label, "(")
	rest, counted := vocabulary.FactColumn.Begins(label)
	rest = strings.TrimRight(strings.ToLower(rest), "m")
	return vocabulary.FactColumn.Is(name) || vocabulary.FactColumn.Is(label) || vocabulary.FactAbout.Within(label) ||
		counted && len(strings.Trim(rest, " .:#-/–0123456789")) < 2
}

// withoutFacts takes out of a run of columns the few that are no issues: those
// headed by facts, and one number beside ranks that are whole without it.
func (s *search) withoutFacts(run []int) ([]int, []planner.Finding) {
	rest := slices.DeleteFunc(slices.Clone(run), func(c int) bool { return isFact(s.columns[c-1].label) })
	form := "column-fact"
	if len(rest) == len(run) {
		rest, form = ranksAmong(s.form, run), "column-no-rank"
	}
	if len(rest) < 2 || 2*len(rest) <= len(run) || s.known.closed {
		return run, nil
	}
	var said []planner.Finding
	for _, c := range run {
		if !slices.Contains(rest, c) {
			s.columns[c-1].meaning = ""
			said = append(said, planner.Finding{
				Code: codeVotesAside, Form: form, Severity: planner.Note, Seen: s.columns[c-1].label,
				Args: facts{
					"column": s.columns[c-1].named(),
					"votes":  table.ColumnName(run[0]) + ":" + table.ColumnName(run[len(run)-1]),
				},
			})
		}
	}
	return rest, said
}

// ranksWithout counts for each column of a run the rows in which the numbers of the others
// are 1, 2, … once each. One look at a row tells it of all columns: the number that has to
// go is the sum of the row less that of the ranks. To examine the others of each column in
// turn would take minutes where there are many issues.
func ranksWithout(s *form, run []int) []int {
	rows := make([]int, len(run))
	for _, row := range s.body {
		numbers := make([]int64, len(run)) // −1 where there is none
		var sorted []int64
		for i, col := range run {
			numbers[i] = -1
			if _, c, ok := answerOf(s, row.Cell(col)); ok {
				if n, ok := numberOf(row.Cell(col).Text, c, len(run)-1); ok {
					numbers[i], sorted = n, append(sorted, n)
				}
			}
		}
		slices.Sort(sorted)
		noneGoes, goes := countsUp(sorted, 1), int64(-2)
		extra := int64(0)
		for i, n := range sorted {
			extra += n - int64(i)*milli
		}
		if at, found := slices.BinarySearch(sorted, extra); found && countsUp(slices.Delete(sorted, at, at+1), 1) {
			goes = extra
		}
		for i, n := range numbers {
			if n == goes || n == -1 && noneGoes {
				rows[i]++
			}
		}
	}
	return rows
}

// ranksAmong is the run without its one column that keeps the others from being
// whole rankings in nearly every row; the run itself where there is none.
func ranksAmong(s *form, run []int) []int {
	filled := func(e *evidence, columns int) bool { return e.cells >= 9*len(s.body)*columns/10 }
	whole := func(e *evidence) bool {
		return e.rows > 2 && share(e.permutation, len(s.body), 90) && filled(e, e.issues) && len(e.patterns) > 1
	}
	if len(run) < 4 {
		return run
	}
	if e := s.examine(run, nil); whole(e) || !filled(e, len(run)-1) {
		return run
	}
	found := run
	for i, rows := range ranksWithout(s, run) {
		if !share(rows, len(s.body), 90) {
			continue
		}
		if rest := slices.Concat(run[:i], run[i+1:]); whole(s.examine(rest, nil)) {
			if len(found) < len(run) {
				return run // either of two: they are tied
			}
			found = rest
		}
	}
	return found
}

// isOneIssue reports a single column of marks in a table of voters.
func (s *search) isOneIssue(run []int) bool {
	people := s.first(vocabulary.Name) > 0 && !s.in.Model.HasAny(sheet.Personal...)
	if len(run) != 1 || len(s.body) < 2 || s.first(vocabulary.Voter) == 0 && !people {
		return false
	}
	shape := s.block(run, "", 0).shape
	return shape == MarkColumns || shape == HumColumns
}

// mayBeIssue reports a column that means nothing else, by its header.
func mayBeIssue(c column) bool {
	return c.meaning == vocabulary.Other && c.stem == "" && c.label != "" && !isTechnical(c.label)
}

// technicalHeader matches headers of identifiers, as in "BallotStyleID".
var technicalHeader = regexp.MustCompile(
	`(?:ID|Id|Number|No\.?|Code|Position|Index)$|(?i:(?:^|[ _-])(?:ids?|nr|num|no|code|number|index)$)`)

func isTechnical(label string) bool { return technicalHeader.MatchString(label) }

// isText marks a column that is none of the readable classes.
const isText class = 1 << 15

// mainClass returns the classes that nearly all cells of a column share; 0 for an
// empty column. It is worked out once for each column.
func (s *form) mainClass(col int) class {
	c, ok := s.mains[col]
	if !ok {
		c = s.findMainClass(col)
		s.mains[col] = c
	}
	return c
}

func (s *form) findMainClass(col int) class {
	e := s.examine([]int{col}, []string{s.columns[col-1].label})
	sure := e.cells // opinions, where the others are numbers
	switch {
	case e.cells+e.dates == 0:
		return 0
	case e.dates > e.cells:
		return isText
	case e.numbers+e.ranks > e.unsure:
		sure -= e.unsure
	}
	out := class(0)
	for _, k := range []struct {
		n  int
		as class
	}{
		{e.numbers + e.ranks, isNumber},
		{max(e.yes+e.no+max(e.half, e.neither), e.own), isYes},
		{e.hum, isFor},
		{e.level, isLevel},
	} {
		if k.as == isNumber && e.numbers > 0 && numbersBut(k.n+e.labelled, sure) || mostly(k.n, e.cells, 90) {
			out |= k.as
		}
	}
	return cmp.Or(out, isText)
}

// numbersBut reports whether nearly all answers of a column are numbers, or all but one of at
// least three: it may be that of a single voter.
func numbersBut(n, all int) bool { return mostly(n, all, 90) || all >= 3 && n >= all-1 }

// longBlock finds one row per voter and issue.
func (s *search) longBlock() (block, bool) {
	issue := s.first(vocabulary.Issue)
	voter := s.first(vocabulary.Voter, vocabulary.ID, vocabulary.Email, vocabulary.Name)
	if issue == 0 && voter != 0 && s.repeats(voter) {
		i := slices.IndexFunc(s.columns, func(c column) bool {
			return c.col != voter && vocabulary.ItemColumn.Is(c.label) && s.repeats(c.col) &&
				!isTopicOfSession(s.form, c.col-1)
		})
		issue = i + 1
	}
	value := s.first(vocabulary.Rank, vocabulary.Points, vocabulary.Score, vocabulary.Vote)
	if issue == 0 || voter == 0 || value == 0 && (!s.repeats(voter) || s.repeats(voter, issue)) {
		return block{}, false
	}
	s.columns[issue-1].meaning = vocabulary.Issue
	b := block{shape: Long, conf: unmistakable, issueCol: issue, inner: MarkColumns}
	b.question = s.columns[issue-1].label
	b.why = []planner.Told{{Code: "long-rows", Args: facts{
		"voter": table.ColumnName(voter), "issue": table.ColumnName(issue),
	}}}
	b.cols, b.items = []int{issue}, []string{""}
	if value > 0 {
		s.longValues(&b, s.columns[value-1])
	}
	return b, true
}

// longValues tells how the values of a table with a row for each voter and issue
// read.
func (s *search) longValues(b *block, c column) {
	b.cols, b.items = []int{c.col}, []string{c.label}
	b.why = append(b.why, planner.Told{Code: "long-values", Args: facts{"column": c.named()}})
	e := s.examine(b.cols, nil)
	switch {
	case c.meaning == vocabulary.Rank:
		b.inner = RankColumns
	case c.meaning == vocabulary.Points:
		b.inner = PointColumns
	case e.negative && e.low >= -milli && e.high <= milli || e.numbers == 0 && share(e.hum, e.cells, 95):
		b.inner = HumColumns
	case share(e.yes+e.no, e.cells, 95) && e.high <= milli:
	default:
		b.inner = ScoreColumns
		b.setScores(e)
	}
}

// first is the column of the first meaning that has one, 0 for none.
func (s *form) first(list ...vocabulary.Meaning) int {
	for _, m := range list {
		if i := slices.IndexFunc(s.columns, func(c column) bool { return c.meaning == m }); i >= 0 {
			return i + 1
		}
	}
	return 0
}

// repeats reports whether some row repeats the texts of an earlier one in the
// columns; blank ones do not count.
func (s *form) repeats(cols ...int) bool {
	seen := make(map[string]bool)
	for _, r := range s.body {
		key := ""
		for _, col := range cols {
			key += vocabulary.Fold(r.Cell(col).Text) + "\x00"
		}
		if seen[key] && strings.Trim(key, "\x00") != "" {
			return true
		}
		seen[key] = true
	}
	return false
}

// What looks like a vote and is none is set aside, and said so.

// noVote is why columns that look like a vote are none, as the form of what is said; ""
// where they may be one.
func (s *search) noVote(b *block) string {
	headed := 0 // by facts
	for _, c := range b.cols {
		if isFact(s.columns[c-1].label) {
			headed++
		}
	}
	q := b.question
	plain := q == "" && b.conf < likely && !s.known.closed
	scores := plain && b.shape == ScoreColumns
	for _, no := range []struct {
		holds bool
		why   string
	}{
		{vocabulary.AsksConsent.Within(q), "consent"},
		{vocabulary.AsksFact.Within(q) && !vocabulary.AsksOrder.Within(q), "asks-fact"},
		{plain && headed > 0 && 2*headed >= len(b.cols), "facts"},
		{scores && countsByGroup(s.form, b), "result"},
		{scores && !s.examine(b.cols, nil).onOneScale(), "scales"},
	} {
		if no.holds {
			return no.why
		}
	}
	return ""
}

// countsByGroup reports large numbers in rows that name a group once each and no
// voter.
func countsByGroup(s *form, b *block) bool {
	r := s.findRoles()
	return r.group > 0 && len(r.voter) == 0 && len(s.body) > 1 && len(s.textsOf(r.group)) == len(s.body) &&
		s.examine(b.cols, nil).high > 10*milli
}

// isMatrix reports a table of names on both axes, as of who knows whom.
func isMatrix(s *form) bool {
	if len(s.columns) < 4 || s.headless {
		return false
	}
	rows, both := s.textsOf(1), 0
	for _, c := range s.columns[1:] {
		if rows[vocabulary.Fold(c.label)] {
			both++
		}
	}
	return both >= 3 && share(both, len(s.columns)-1, 80) && share(both, len(rows), 80)
}

// setAside says what became of columns that look like a vote.
func (s *search) setAside(severity planner.Severity, code, form string, b *block, args facts) {
	all := facts{"why": b.why, "votes": b.called(), "shape": string(b.shape)}
	maps.Copy(all, args)
	s.aside = append(s.aside, planner.Finding{Code: code, Form: form, Severity: severity, Where: s.where(b), Args: all})
}

// sayEmptyForms tells of rows that name a voter while no column for votes holds
// anything.
func (s *search) sayEmptyForms() {
	b := block{shape: RankColumns}
	voters := 0
	for _, c := range s.columns {
		switch {
		case c.meaning == vocabulary.Voter, c.meaning == vocabulary.Name:
			voters = c.filled
		case c.meaning == vocabulary.Other && c.filled > 0:
			return // a list of people that is still being filled in
		case c.meaning == vocabulary.Other && c.label != "" && c.filled == 0:
			b.cols = append(b.cols, c.col)
		}
	}
	if voters > 0 && len(b.cols) >= 2 {
		s.setAside(planner.Warning, codeVotesNone, "forms", &b, facts{"n": voters, "columns": b.span()})
	}
}

// sayHeadedVotes tells of columns whose headers speak of a vote while their cells could
// not be read as one.
func (s *search) sayHeadedVotes() {
	if !s.namesVoters() {
		return // a table of results
	}
	for _, c := range s.columns {
		texts := s.cellTexts(c.col)
		heads := c.model != nil && slices.Contains(headVotes, c.model.Match.Meaning) ||
			vocabulary.AsksOrder.Within(c.label)
		if !heads || len(texts) == 0 || slices.ContainsFunc(s.aside, func(f planner.Finding) bool {
			return f.Where == s.where(&block{cols: []int{c.col}})
		}) {
			continue
		}
		b, severity := block{cols: []int{c.col}, shape: RankedList}, planner.Warning
		if s.mainClass(c.col)&isNumber != 0 {
			severity = planner.Note // of whom or what it is a number, nobody can tell
		}
		s.setAside(severity, codeVotesUnused, "headed", &b, facts{"column": c.named(), "example": clip(texts[0])})
	}
}

// sayLikeColumns tells of neighbouring columns that nothing is known of and whose
// cells share their few texts: whoever filled them in answered one question of each
// header.
func (s *search) sayLikeColumns() {
	if s.headless || !s.namesVoters() || len(s.aside) > 0 {
		return
	}
	runs := s.runs(func(c column) bool {
		return c.meaning == vocabulary.Other && c.label != "" && c.filled > 1 && 2*c.filled >= len(s.body)
	}, func(run []int, c column) bool {
		known, texts, own := 0, s.textsOf(run...), s.textsOf(c.col)
		for text := range own {
			if texts[text] {
				known++
			}
		}
		return 2*known >= len(own)
	})
	for _, run := range runs {
		b := block{cols: run, shape: LevelColumns}
		if len(run) >= 3 && 2*len(s.textsOf(run...)) <= len(run)*len(s.body) {
			s.setAside(planner.Warning, codeVotesUnused, "texts", &b, facts{"columns": b.span()})
		}
	}
}

// sayUnreadVoters tells of a table that is headed as one of voters and of which no column could
// be read as a vote; marks only are told of where each row is a vote for an issue already.
func sayUnreadVoters(s *search, marksOnly bool) {
	b, example := block{shape: RankColumns}, ""
	for _, c := range s.columns {
		if c.meaning == vocabulary.Other && c.label != "" && c.filled > 0 &&
			(!marksOnly || s.mainClass(c.col)&(isYes|isNumber) != 0) {
			b.cols, example = append(b.cols, c.col), cmp.Or(example, append(s.cellTexts(c.col), "")[0])
		}
	}
	if len(s.aside) == 0 && len(b.cols) > 1 && s.in.Model.Has(vocabulary.Voter) {
		s.setAside(planner.Warning, codeVotesUnused, "voters", &b, facts{"columns": b.span(), "example": clip(example)})
	}
}

// headVotes are the meanings of columns that hold votes.
var headVotes = []vocabulary.Meaning{
	vocabulary.Rank, vocabulary.Points, vocabulary.Score, vocabulary.Vote, vocabulary.Choice,
}

// isPolis recognises participants-votes.csv by its counting columns.
func isPolis(columns []column) bool {
	n := 0
	for _, c := range columns {
		if vocabulary.CounterColumn.Is(c.label) {
			n++
		}
	}
	return n >= 3
}

// span names the columns of a block as --votes understands it.
func (b *block) span() string {
	first, last := table.ColumnName(b.cols[0]), table.ColumnName(b.cols[len(b.cols)-1])
	if first == last {
		return first
	}
	return first + ":" + last
}

// called is how --votes names the block: by its columns, or by its question where it
// takes turns with another.
func (b *block) called() string {
	if b.question != "" && b.cols[len(b.cols)-1]-b.cols[0] >= len(b.cols) {
		return shortQuestion(b.question)
	}
	return b.span()
}

// where is the first header of a block.
func (s *form) where(b *block) planner.Ref {
	return s.in.place(place{s.in.Model.HeaderRow(), b.cols[0]})
}
