package ballots

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Recognise decides which shape the votes of a sheet have, by the rows the model
// holds. What is unclear about the votes is in the Recognition's findings.
func Recognise(in Input, opts Options) Recognition {
	s := &search{form: newForm(in)}
	s.takeRound(opts.Question)
	rec, ok := issueTable{s.form}.recognise(opts)
	if !ok {
		rec = s.decide(opts)
	}
	rec.Aside = append(rec.Aside, s.aside...)
	return rec
}

// decision is the choice among the readings of a sheet, and what the user says to
// it.
type decision struct {
	*search
	opts Options
	rec  Recognition
}

// say adds a finding at a block of columns; nil is the whole sheet.
func (d *decision) say(b *block, f planner.Finding) {
	if f.Where = d.in.Model.SheetRef(); b != nil {
		f.Where = d.where(b)
	}
	d.rec.Findings = append(d.rec.Findings, f)
}

// decide chooses among the blocks of a sheet.
func (s *search) decide(opts Options) Recognition {
	d := &decision{search: s, opts: opts, rec: Recognition{
		HeaderRow: s.in.Model.HeaderRow(), Rounds: s.rounds,
	}}
	blocks := s.blocks()
	if len(blocks) > 0 && !d.asked() && isMatrix(s.form) {
		s.setAside(planner.Note, codeVotesAside, "matrix", &blocks[0], nil)
		blocks = nil
	}
	r := s.findRoles()
	if opts.Question != "" {
		blocks = d.askedFor(blocks)
	}
	if opts.Shape != NotAVote {
		blocks = d.force(blocks)
	}
	for i := range blocks {
		blocks[i].apply(opts)
		if r.any() {
			blocks[i].conf = min(1, blocks[i].conf+votersBonus)
		}
	}
	slices.SortStableFunc(blocks, func(a, b block) int { return cmp.Compare(b.likelihood(), a.likelihood()) })
	var best *block
	switch {
	case len(blocks) > 0:
		best = &blocks[0]
		d.settle(best, r, blocks[1:])
	case !d.rec.HasErrors():
		d.rec.Why = []planner.Told{{Code: "no-votes"}}
		s.sayEmptyForms()
		s.sayHeadedVotes()
		s.sayLikeColumns()
		sayUnreadVoters(s, false)
	}
	d.listColumns(best, r)
	return d.rec
}

// asked reports whether the user said which columns are the vote, or how it reads.
func (d *decision) asked() bool { return d.opts.Shape != NotAVote || d.opts.Question != "" }

// likelihood orders blocks: the confidence, with a bonus for what reads like a vote.
func (b *block) likelihood() float64 {
	if asksVote(b.question) {
		return b.conf + stemBonus
	}
	return b.conf
}

// settle writes the decision, or the question to the user. Votes that other
// columns put into doubt are not read, which is said.
func (d *decision) settle(b *block, r roles, others []block) {
	rec := &d.rec
	rec.Why, rec.Question, rec.Confidence = b.why, b.question, b.conf
	if rec.Found = d.asked() || b.conf >= surely || b.conf >= possible && d.isAlone(b); !rec.Found {
		d.sayUnread(b)
		for i := range others {
			d.sayUnread(&others[i])
		}
		return
	}
	r.count = cmp.Or(r.count, d.countColumn(b, &r))
	if d.ask(b, others) {
		return
	}
	if rec.Shape = b.shape; b.shape == Long && b.cols[0] == b.issueCol {
		sayUnreadVoters(d.search, true)
	}
	d.settleBlanks(b)
	if d.headless {
		rec.HeaderRow = 0
		b.said = append(b.said, d.sayHeadless(b))
	}
	d.say(b, planner.Finding{Code: codeVotesShape, Form: "read", Args: facts{
		"shape": string(b.shape), "look": b.shape.look(), "why": b.why, "shapes": strings.Join(Shapes(), ", "),
	}})
	for _, f := range b.said {
		f.Where = d.where(b)
		rec.Findings = append(rec.Findings, f)
	}
	if len(others) > 0 && d.opts.Question == "" {
		d.say(b, planner.Finding{Code: codeVotesOtherQuestions, Args: facts{
			"others": blockNames(others), "votes": shortQuestion(others[0].name()),
		}})
	}
	rec.plan = &plan{
		block: *b, roles: r, lastHeader: d.in.Model.HeaderRow(), known: d.in.KnownIssues, opts: d.opts,
		polis: isPolis(d.columns),
	}
	rec.plan.prepare()
	if b.shape == ChoiceColumns {
		e := d.examine(b.cols, nil)
		rec.plan.ofDates, rec.plan.named = e.dates > e.cells, countFolded(d.cellTexts(b.cols...))
	}
}

// sayUnread tells of columns that look like a vote and were not read. What may be
// anything is a note: one or two columns of yes and no, lists in a table that names
// nobody.
func (d *decision) sayUnread(b *block) {
	severity, form := planner.Note, "anything"
	switch {
	case len(b.cols) == 1 && !asksVote(b.question) && (b.separator == "" || !d.namesVoters()):
	case b.conf < possible && d.isAlone(b):
		severity = planner.Warning
	case b.conf >= possible:
		severity, form = planner.Warning, "others-unknown"
	}
	d.setAside(severity, codeVotesUnused, form, b, nil)
}

// countColumn is the column of numbers headed "Votes" beside choices, where no
// column says who voted: how many ballots each row stands for. A column of whole
// numbers beside choices that may be such a count and is not used is said.
func (d *decision) countColumn(b *block, r *roles) int {
	lists := b.separator != "" || b.shape == ChoiceColumns && len(b.cols) > 1
	if d.headless {
		return 0
	}
	for _, c := range d.columns {
		sure, may := mayCount(d.form, c)
		if may = may && (lists || c.meaning == vocabulary.Vote); !may || r.count > 0 || r.weight > 0 || slices.Contains(b.cols, c.col) {
			continue
		}
		if sure && len(r.voter) == 0 && lists {
			return c.col
		}
		column := block{cols: []int{c.col}, shape: b.shape}
		d.say(&column, planner.Finding{
			Code: codeVotesUnused, Form: "numbers", Severity: planner.Warning, Seen: c.label,
			Args: facts{"column": c.named(), "header": c.label},
		})
	}
	return 0
}

// mayCount reports a column of whole numbers in all rows that may say how many
// ballots each stands for, and whether its header says so: "Votes", or "N" and "#"
// where the numbers do not number the rows.
func mayCount(s *form, c column) (sure, may bool) {
	if c.model == nil || c.filled == 0 || c.filled < len(s.body) || !s.isCount(c.col) {
		return false, false
	}
	heads := c.model.Match.Meaning
	sure = c.meaning == vocabulary.Vote ||
		(heads == vocabulary.Total || heads == vocabulary.Serial || c.label == "#") && !numbersRows(s, c.col)
	return sure, sure || c.meaning == vocabulary.Other && !isTechnical(c.label) && !isFact(c.label)
}

// numbersRows reports whole numbers of which each is one more than the one above it.
func numbersRows(s *form, col int) bool {
	for i := range s.body[1:] {
		a, _ := number(s.body[i].Cell(col).Text)
		b, _ := number(s.body[i+1].Cell(col).Text)
		if b != a+milli {
			return false
		}
	}
	return true
}

// ask puts the question that must be answered before the votes are read, if there
// is one.
func (d *decision) ask(b *block, others []block) bool {
	rivals := slices.DeleteFunc(slices.Clone(others), func(o block) bool {
		return o.likelihood() <= b.likelihood()-rivalsWithin
	})
	switch {
	case len(rivals) > 0 && d.opts.Question == "":
		d.say(b, planner.Finding{Code: codeVotesQuestionAmbiguous, Severity: planner.Error, Args: facts{
			"questions": blockNames(append([]block{*b}, rivals...)), "votes": shortQuestion(b.name()),
		}})
	case len(b.also) > 0 && d.opts.Shape == NotAVote:
		names, options := planner.OneOf{string(b.shape)}, planner.OneOf{"--shape " + string(b.shape)}
		for _, a := range b.also {
			names, options = append(names, string(a)), append(options, "--shape "+string(a))
		}
		d.say(b, planner.Finding{Code: codeVotesShapeAmbiguous, Form: "several", Severity: planner.Error, Args: facts{
			"why": b.why, "shapes": names, "options": options,
		}})
	case b.ask != nil:
		b.ask.Where = d.where(b)
		d.rec.Findings = append(d.rec.Findings, *b.ask)
	default:
		return false
	}
	return true
}

// name is how a block is called in questions to the user.
func (b *block) name() string { return cmp.Or(b.question, b.span()) }

// blockNames lists blocks in a message.
func blockNames(list []block) planner.Quoted {
	var names planner.Quoted
	for _, b := range list {
		names = append(names, clip(b.name()))
	}
	return names
}

// shortQuestion is enough of a question to name it on a command line.
func shortQuestion(q string) string {
	words := strings.Fields(strings.ReplaceAll(q, "'", ""))
	return strings.Join(words[:min(len(words), 6)], " ")
}

// apply brings in what the user declared.
func (b *block) apply(opts Options) {
	declared, shape := opts.Scale.Max > opts.Scale.Min, b.shape
	if shape == Long {
		shape = b.inner
	}
	switch {
	case declared && shape == ScoreColumns:
		b.scale, b.said = opts.Scale, nil
	case declared && opts.Shape == NotAVote &&
		(slices.Contains(b.also, ScoreColumns) || opts.Scale.Min < 0 && b.shape == HumColumns):
		b.shape, b.also, b.scale = ScoreColumns, nil, opts.Scale
		b.why = append(b.why, planner.Told{Code: "scale-declared"})
	case declared && b.zeroBest:
		b.zeroBest, b.said = opts.Scale.Min == 0, nil
	case shape == PointColumns && opts.Scale.Budget > 0:
		b.scale = opts.Scale
	case b.shape == LevelColumns && len(opts.Levels) > 1:
		b.declareLevels(opts.Levels)
	}
}

// declareLevels takes the levels that the user names, best first.
func (b *block) declareLevels(levels []string) {
	b.levels, b.ask, b.said = nil, nil, nil
	for _, l := range levels {
		b.levels = append(b.levels, splitList(l, " / "))
	}
	b.scale = planner.Scale{Min: 0, Max: planner.Mark(len(b.levels) - 1)}
}

// askedFor keeps the blocks that the user's --votes names; a column that was
// not thought to be a vote is taken as a list.
func (d *decision) askedFor(blocks []block) []block {
	want := vocabulary.Fold(d.opts.Question)
	var exact, part []block
	for _, b := range blocks {
		name := vocabulary.Fold(b.name())
		switch {
		case name == want, vocabulary.Fold(b.span()) == want:
			exact = append(exact, b)
		case strings.Contains(name, want):
			part = append(part, b)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	if len(part) > 0 {
		return part
	}
	from, to, isRange := parseColumns(d.opts.Question)
	var cols []int
	for _, c := range d.columns {
		if isRange && c.col >= from && c.col <= to || !isRange && strings.Contains(vocabulary.Fold(c.label), want) {
			cols = append(cols, c.col)
		}
	}
	if b, ok := d.blockOf(cols); ok {
		return []block{b}
	}
	f := unreadable(codeVotesQuestionUnknown, "", d.opts.Question)
	f.Severity = planner.Error
	d.say(nil, f)
	return nil
}

// blockOf makes a block of columns that the user named.
func (d *decision) blockOf(cols []int) (block, bool) {
	if len(cols) == 0 {
		return block{}, false
	}
	ranked := true
	for _, c := range cols {
		d.columns[c-1].meaning = vocabulary.Other // whatever else it may mean
		ranked = ranked && d.columns[c-1].rank > 0
	}
	if len(cols) > 1 {
		if ranked {
			return d.choiceBlock(cols)
		}
		b := d.block(cols, "", 0)
		if b.shape == NotAVote && d.opts.Shape != NotAVote {
			return d.blockAs(cols)
		}
		return b, b.shape != NotAVote
	}
	c := d.columns[cols[0]-1]
	if b, ok := d.listBlock(c); ok {
		return b, true
	}
	if b, ok := d.oneChoice(c); ok {
		return b, true
	}
	return block{
		shape: ApprovalList, cols: cols, items: []string{c.label}, question: c.label, conf: plausible,
		separator: cmp.Or(listSeparator(d.cellTexts(c.col)), ";"),
		why:       []planner.Told{{Code: "named-by-votes"}},
	}, true
}

// parseColumns reads "C:F" or "C".
func parseColumns(s string) (from, to int, ok bool) {
	a, b, found := strings.Cut(strings.ToUpper(strings.TrimSpace(s)), ":")
	if !found {
		b = a
	}
	_, from, ok1 := table.ParseRef(a + "1")
	_, to, ok2 := table.ParseRef(b + "1")
	return from, to, ok1 && ok2 && (found || len(a) <= 2) && from <= to
}

// force keeps the blocks that can be read in the shape the user asked for.
func (d *decision) force(blocks []block) []block {
	shape := d.opts.Shape
	var same, other []block
	for _, b := range blocks {
		list := b.separator != "" && (shape == RankedList || shape == ApprovalList)
		columns := (b.shape.byIssue() || b.shape == ChoiceColumns) && shape.byIssue()
		switch {
		case b.shape == shape:
			b.also, b.ask = nil, nil
			same = append(same, b)
		case list, columns:
			b.also, b.ask, b.said = nil, nil, nil
			b.shape, b.why = shape, append(b.why, planner.Told{Code: "set-by-shape"})
			d.scaleFor(&b)
			other = append(other, b)
		}
	}
	if len(same) > 0 {
		return same
	}
	if len(other) > 0 {
		return other
	}
	var free []int
	for _, c := range d.columns {
		if c.meaning == vocabulary.Other && c.label != "" {
			free = append(free, c.col)
		}
	}
	if b, ok := d.blockAs(free); ok {
		return []block{b}
	}
	if !d.rec.HasErrors() {
		d.say(nil, planner.Finding{
			Code: codeVotesShapeUnfit, Form: "shape", Severity: planner.Error, Seen: string(shape),
			Args: facts{"shape": string(shape), "look": shape.look(), "shapes": strings.Join(Shapes(), ", ")},
		})
	}
	return nil
}

// scaleFor finds the scale or budget that a shape set by the user needs.
func (d *decision) scaleFor(b *block) {
	e := d.examine(b.cols, b.items)
	sum, ok := e.budget()
	switch {
	case b.shape == ScoreColumns:
		b.setScores(e)
	case b.shape == PointColumns && ok:
		b.scale = planner.Scale{Budget: planner.Mark(sum / milli)}
	}
}

// blockAs takes columns for votes of the shape asked for, whatever their cells look
// like.
func (d *decision) blockAs(cols []int) (block, bool) {
	b := block{shape: d.opts.Shape, conf: possible, cols: cols, items: d.itemsOf(cols)}
	for i := range cols {
		b.ranks = append(b.ranks, i+1)
	}
	if len(cols) < 2 || !b.shape.byIssue() && b.shape != ChoiceColumns || b.shape == LevelColumns {
		return b, false
	}
	b.why = []planner.Told{spanText(d.form, b), {Code: "set-by-shape"}}
	d.scaleFor(&b)
	return b, true
}

// listColumns fills rec.Columns.
func (d *decision) listColumns(b *block, r roles) {
	for _, c := range d.columns {
		x := Column{Col: c.col, Header: c.label, Meaning: c.meaning}
		switch {
		case b != nil && d.rec.Found && slices.Contains(b.cols, c.col):
			x.IsVote, x.Meaning = true, vocabulary.Vote
			x.Item = b.items[slices.Index(b.cols, c.col)]
		case c.meaning == "" || c.meaning == vocabulary.Choice:
			x.Meaning = vocabulary.Other
			if c.model != nil {
				x.Meaning = c.model.Match.Meaning
			}
		case slices.Contains(r.voter, c.col) && c.meaning == vocabulary.Other:
			x.Meaning = vocabulary.Voter
		}
		d.rec.Columns = append(d.rec.Columns, x)
	}
}

// A table with one row for each issue is turned, so that it reads like one with a
// row for each voter; findings still name the cells of the original.

// issueTable is a form looked at as a table with one row for each issue.
type issueTable struct{ *form }

// recognise decides whether each row is an issue and each column a voter.
func (s issueTable) recognise(opts Options) (Recognition, bool) {
	forced := opts.Shape == IssueRows
	mayBe := opts.Shape == NotAVote && s.mayBeIssueRows()
	if !forced && !mayBe || len(s.columns) < 3 || len(s.body) < 2 {
		return Recognition{}, false
	}
	in := s.in
	turned, ok := in.Model.Turned()
	if !ok {
		return Recognition{}, false
	}
	in.Model, opts.Shape = turned, NotAVote
	across := &search{form: newForm(in)}
	across.takeRound(opts.Question)
	rec := across.decide(opts)
	if !forced && rec.Confidence < surely && !s.namesIssues() || !rec.Shape.byIssue() && !rec.HasErrors() {
		return Recognition{}, false
	}
	rec.HeaderRow, rec.Found = s.in.Model.HeaderRow(), true
	if rec.Columns = s.issueRowColumns(); rec.plan == nil {
		return rec, true
	}
	s.sayGroups(turned, &rec)
	rec.turned = turned
	rec.Why = []planner.Told{{Code: "rows-are-issues", Args: facts{
		"last": table.ColumnName(len(s.columns)), "shape": string(rec.Shape),
	}}}
	rec.Shape, rec.Confidence = IssueRows, max(rec.Confidence, likely)
	for i := range rec.Findings {
		if f := &rec.Findings[i]; f.Code == codeVotesShape {
			f.Args = maps.Clone(f.Args)
			f.Args["shape"], f.Args["look"], f.Args["why"] = string(IssueRows), IssueRows.look(), rec.Why
			f.Where = s.in.Model.Place(max(1, rec.HeaderRow), 1)
		}
	}
	return rec, true
}

// sayGroups tells that the groups of the voters were read behind their names, or above them.
func (s issueTable) sayGroups(turned *sheet.Model, rec *Recognition) {
	if row, ok := sheet.GroupsAbove(s.in.Model); ok {
		s.in.Model.UseTitle(row)
	}
	if c := turned.Column(vocabulary.Stakeholder); c != nil && c.Header == sheet.BehindNames {
		rec.Findings = append(rec.Findings, planner.Finding{
			Code: codeGroupsOfVoters, Severity: planner.Note, Where: s.in.Model.Place(rec.HeaderRow, 2),
			Seen: s.columns[1].label, Args: facts{"text": clip(s.columns[1].label)},
		})
	}
}

// issueRowColumns are the columns of a table with one row for each issue.
func (s issueTable) issueRowColumns() []Column {
	var out []Column
	for _, c := range s.columns {
		out = append(out, Column{
			Col: c.col, Header: c.label, Meaning: vocabulary.Vote, IsVote: c.col > 1, Item: c.label,
		})
	}
	out[0].Meaning = vocabulary.Issue
	return out
}

// mayBeIssueRows checks the headers: the first column is of issues or unnamed, and
// no other header is a known word.
func (s issueTable) mayBeIssueRows() bool {
	if len(s.columns) < 3 {
		return false
	}
	first := s.columns[0]
	m, known := vocabulary.Header(first.label)
	issues := first.meaning == vocabulary.Issue || known && m.Meaning == vocabulary.Topic
	named := issues || s.namesIssues()
	if !s.hasVoterRow() && (first.label != "" && !issues || !named) {
		return false
	}
	return !slices.ContainsFunc(s.columns[1:], func(c column) bool {
		m, ok := vocabulary.Header(c.label)
		return c.stem != "" || ok && !slices.Contains(maybeVoters, m.Meaning) && m.Confidence == 1
	})
}

// maybeVoters are the meanings of headings that may name a voter: "a" and "b" as well.
var maybeVoters = []vocabulary.Meaning{vocabulary.Voter, vocabulary.PairA, vocabulary.PairB}

// hasVoterRow reports a row such as "Stakeholder group, Government, …".
func (s issueTable) hasVoterRow() bool {
	about := []vocabulary.Meaning{vocabulary.Stakeholder, vocabulary.Group, vocabulary.Region, vocabulary.Organisation}
	return slices.ContainsFunc(s.body[:min(len(s.body), 10)], func(r table.Row) bool {
		m, ok := vocabulary.Header(r.Cell(1).Text)
		return ok && m.Confidence == 1 && slices.Contains(about, m.Meaning)
	})
}

// namesIssues reports whether the first column names known issues, or voters are
// described above the others.
func (s issueTable) namesIssues() bool {
	hits := 0
	for _, r := range s.body {
		if s.isIssue(r.Cell(1).Text) {
			hits++
		}
	}
	return hits >= 2 && 2*hits >= len(s.body) || s.hasVoterRow()
}
