package ballots

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Recognise decides which shape the votes of a sheet have, by the rows the model
// holds. What is unclear about the votes is in the Recognition's findings.
func Recognise(in Input, opts Options) Recognition {
	s := newForm(in)
	if rec, ok := s.loudness(); ok {
		return rec
	}
	rec, ok := recogniseRows(s, opts)
	if !ok {
		rec = s.decide(opts)
	}
	rec.Aside = append(rec.Aside, s.aside...)
	return rec
}

// decide chooses among the blocks of a sheet.
func (s *form) decide(opts Options) Recognition {
	rec := Recognition{HeaderRow: s.in.Model.HeaderRow()}
	if len(s.body) > 0 {
		rec.Body = s.body[0].Number
	}
	blocks := s.blocks()
	if len(blocks) > 0 && opts.Question == "" && opts.Shape == NotAVote && s.isMatrix() {
		s.setAside(planner.Note, codeVotesAside, &blocks[0],
			"the names of the first column stand above the others too: who with whom, which is no vote")
		blocks = nil
	}
	r := s.findRoles()
	if opts.Question != "" {
		blocks = s.askedFor(blocks, opts, &rec)
	}
	if opts.Shape != NotAVote {
		blocks = s.force(blocks, opts.Shape, &rec)
	}
	for i := range blocks {
		blocks[i].apply(opts)
		if r.any() {
			blocks[i].conf = min(1, blocks[i].conf+votersBonus)
		}
	}
	best, others := choose(blocks)
	for _, b := range others {
		rec.Questions = append(rec.Questions, b.name())
	}
	switch {
	case best != nil:
		s.settle(&rec, best, r, others, opts)
	case !rec.HasErrors():
		rec.Why = "no columns look like votes"
		s.sayEmptyForms()
	}
	s.listColumns(&rec, best, r)
	return rec
}

// choose returns the block to read: the surest, if it is clearly so. Columns
// side by side count more than a single list column.
func choose(blocks []block) (best *block, others []block) {
	order := slices.Clone(blocks)
	slices.SortStableFunc(order, func(a, b block) int { return cmp.Compare(b.likelihood(), a.likelihood()) })
	if len(order) == 0 {
		return nil, nil
	}
	return &order[0], order[1:]
}

// likelihood orders blocks: the confidence, with a bonus for what reads like a vote.
func (b *block) likelihood() float64 {
	if asksVote(b.question) {
		return b.conf + stemBonus
	}
	return b.conf
}

// settle writes the decision, or the question to the user. Votes that other
// columns put into doubt are not read, which is said.
func (s *form) settle(rec *Recognition, b *block, r roles, others []block, opts Options) {
	rec.Why, rec.Question, rec.Confidence = b.why, b.question, b.conf
	rec.Alternatives = b.also
	where := s.in.place(place{row: s.in.Model.HeaderRow(), col: b.cols[0]})
	finding := func(sev planner.Severity, code, text, fix string) {
		rec.Findings = append(rec.Findings, planner.Finding{
			Code: code, Severity: sev, Where: where, Text: text, Fix: fix,
		})
	}
	asked := opts.Shape != NotAVote || opts.Question != ""
	if rec.Found = asked || b.conf >= surely || b.conf >= possible && s.isAlone(b); !rec.Found {
		if b.conf >= possible {
			s.setAside(planner.Warning, codeVotesUnused, b, b.why+". They look like a vote and were not read, because there "+
				"are other columns whose meaning is not known")
		}
		return
	}
	switch rivals := b.rivals(others); {
	case len(rivals) > 0 && opts.Question == "":
		finding(planner.Error, codeVotesQuestionAmbiguous,
			"more than one question could be the vote: "+blockNames(append([]block{*b}, rivals...)),
			"say which with --votes '"+shortQuestion(b.name())+"' (part of the wording is enough)")
		return
	case len(b.also) > 0 && opts.Shape == NotAVote:
		names := []string{string(b.shape)}
		for _, a := range b.also {
			names = append(names, string(a))
		}
		finding(planner.Error, codeVotesShapeAmbiguous,
			b.why+"; this fits more than one shape: "+strings.Join(names, " or "),
			"say which with --shape "+strings.Join(names, " or --shape "))
		return
	case b.ask != nil:
		b.ask.Where = where
		rec.Findings = append(rec.Findings, *b.ask)
		return
	}
	rec.Shape = b.shape
	if s.headless {
		rec.HeaderRow = 0
		b.said = append(b.said, s.sayHeadless(b))
	}
	finding(planner.Note, codeVotesShape, "the votes are read as "+string(b.shape)+" ("+b.shape.Describe()+"): "+b.why,
		"if this is wrong, choose with --shape: "+strings.Join(Shapes(), ", "))
	for _, f := range b.said {
		f.Where = where
		rec.Findings = append(rec.Findings, f)
	}
	if len(others) > 0 && opts.Question == "" {
		finding(planner.Note, codeVotesOtherQuestions,
			"these columns could be votes as well and are not read as such: "+blockNames(others),
			"to read one of them instead, say --votes '"+shortQuestion(others[0].name())+"'")
	}
	p := &plan{block: *b, roles: r, lastHeader: s.in.Model.HeaderRow(), known: s.in.KnownIssues, opts: opts, polis: s.isPolis()}
	p.prepare()
	rec.plan = p
}

// sayEmptyForms tells of rows that name a voter while no column for votes holds
// anything.
func (s *form) sayEmptyForms() {
	b := block{shape: RankColumns}
	voters := 0
	for _, c := range s.columns {
		switch {
		case c.meaning == vocabulary.Voter:
			voters = c.filled
		case c.meaning == vocabulary.Other && c.label != "" && c.filled == 0:
			b.cols = append(b.cols, c.col)
		}
	}
	if voters > 0 && len(b.cols) >= 2 {
		s.setAside(planner.Warning, codeVotesNone, &b, fmt.Sprintf("%s a voter, and the columns %s hold no mark: "+
			"there is no vote to count. An empty form is no abstention", countOf(voters, "row names", "rows name"), b.span()))
	}
}

// loudness recognises a table of how loud a room hummed for and against each
// question: what the chair heard of the room as a whole, and no ballots.
func (s *form) loudness() (Recognition, bool) {
	loud, cells := 0, 0
	var cols []int
	for _, c := range s.columns {
		if !vocabulary.For.Is(c.label) && !vocabulary.Against.Is(c.label) {
			continue
		}
		cols = append(cols, c.col)
		for _, r := range s.body {
			if text := r.Cell(c.col).Text; strings.TrimSpace(text) != "" {
				cells++
				if vocabulary.Loudness.Is(text) || isNothing(text) {
					loud++
				}
			}
		}
	}
	if len(cols) < 2 || loud == 0 || !share(loud, cells, 90) {
		return Recognition{}, false
	}
	rec := Recognition{
		HeaderRow: s.in.Model.HeaderRow(), Confidence: unmistakable, Found: true, Why: "how loud the room hummed for and against",
		Findings: []planner.Finding{{
			Code: codeVotesLoudness, Severity: planner.Error, Where: s.in.place(place{s.in.Model.HeaderRow(), cols[0]}),
			Text: "this table says how loud the room hummed for and against each question; it holds no ballots, and " +
				"loudness is not counted: a hum shows the chair whether there is an objection worth hearing",
			Fix: "for a count, give one row for each person with for, neutral or against on each question",
		}},
	}
	s.listColumns(&rec, nil, roles{})
	return rec, true
}

// isPolis recognises participants-votes.csv by its counting columns.
func (s *form) isPolis() bool {
	n := 0
	for _, c := range s.columns {
		if vocabulary.CounterColumn.Is(c.label) {
			n++
		}
	}
	return n >= 3
}

// rivals are the blocks about as likely as b.
func (b *block) rivals(others []block) []block {
	var out []block
	for _, o := range others {
		if o.likelihood() > b.likelihood()-rivalsWithin {
			out = append(out, o)
		}
	}
	return out
}

// name is how a block is called in questions to the user.
func (b *block) name() string {
	if b.question != "" {
		return b.question
	}
	return columnLetter(b.cols[0]) + ":" + columnLetter(b.cols[len(b.cols)-1])
}

// blockNames lists blocks in a message.
func blockNames(list []block) string {
	var names []string
	for _, b := range list {
		names = append(names, quote(b.name()))
	}
	return strings.Join(names, ", ")
}

func columnLetter(col int) string { return table.ColumnName(col) }

// shortQuestion is enough of a question to name it on a command line.
func shortQuestion(q string) string {
	q = strings.ReplaceAll(q, "'", "")
	words := strings.Fields(q)
	return strings.Join(words[:min(len(words), 6)], " ")
}

// apply brings in what the user declared.
func (b *block) apply(opts Options) {
	declared := opts.Scale.Max > opts.Scale.Min
	switch {
	case declared && (b.shape == ScoreColumns || b.shape == Long && b.inner == ScoreColumns):
		b.scale, b.said = opts.Scale, nil
	case declared && opts.Shape == NotAVote && slices.Contains(b.also, ScoreColumns):
		b.shape, b.also, b.scale = ScoreColumns, nil, opts.Scale
		b.why += "; a scale is declared"
	case declared && opts.Scale.Min < 0 && opts.Shape == NotAVote && b.shape == HumColumns:
		b.shape, b.scale = ScoreColumns, opts.Scale
		b.why += "; a scale is declared"
	case b.shape == PointColumns && opts.Scale.Budget > 0:
		b.scale = opts.Scale
	case b.shape == LevelColumns && len(opts.Levels) > 1:
		b.levels, b.ask, b.said = nil, nil, nil
		for _, l := range opts.Levels {
			var step []string
			for _, w := range strings.Split(l, " / ") {
				step = append(step, strings.TrimSpace(w))
			}
			b.levels = append(b.levels, step)
		}
		b.scale = planner.Scale{Min: 0, Max: planner.Mark(len(b.levels) - 1)}
	}
}

// askedFor keeps the blocks that the user's --votes names; a column that was
// not thought to be a vote is taken as a list.
func (s *form) askedFor(blocks []block, opts Options, rec *Recognition) []block {
	want := vocabulary.Fold(opts.Question)
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
	from, to, isRange := parseColumns(opts.Question)
	var cols []int
	for _, c := range s.columns {
		if isRange && c.col >= from && c.col <= to || !isRange && strings.Contains(vocabulary.Fold(c.label), want) {
			cols = append(cols, c.col)
		}
	}
	if b, ok := s.blockOf(cols, opts.Shape); ok {
		return []block{b}
	}
	rec.Findings = append(rec.Findings, planner.Finding{
		Code: codeVotesQuestionUnknown, Severity: planner.Error, Seen: opts.Question,
		Where: s.in.Model.SheetRef(),
		Text:  "no question or columns match " + quote(opts.Question),
		Fix:   "use part of a column header, or columns such as C:F",
	})
	return nil
}

// blockOf makes a block of columns that the user named.
func (s *form) blockOf(cols []int, shape Shape) (block, bool) {
	if len(cols) == 0 {
		return block{}, false
	}
	for _, c := range cols {
		s.columns[c-1].meaning = vocabulary.Other // whatever else it may mean
	}
	if len(cols) > 1 {
		if !slices.ContainsFunc(cols, func(c int) bool { return s.columns[c-1].rank == 0 }) {
			return s.choiceBlock(cols)
		}
		b := s.block(cols, "", 0)
		if b.shape == NotAVote && shape != NotAVote {
			return s.blockAs(shape, cols)
		}
		return b, b.shape != NotAVote
	}
	c := s.columns[cols[0]-1]
	if b, ok := s.listBlock(c); ok {
		return b, true
	}
	if b, ok := s.oneChoice(c); ok {
		return b, true
	}
	return block{
		shape: ApprovalList, cols: cols, items: []string{c.label}, question: c.label, conf: plausible,
		separator: cmp.Or(listSeparator(s.cellTexts(c.col)), ";"),
		why:       "the column is named by --votes and its cells name issues",
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
func (s *form) force(blocks []block, shape Shape, rec *Recognition) []block {
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
			b.shape, b.why = shape, b.why+"; the shape is set by --shape"
			s.scaleFor(&b)
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
	for _, c := range s.columns {
		if c.meaning == vocabulary.Other && c.label != "" {
			free = append(free, c.col)
		}
	}
	if b, ok := s.blockAs(shape, free); ok {
		return []block{b}
	}
	if !rec.HasErrors() {
		rec.Findings = append(rec.Findings, planner.Finding{
			Code: codeVotesShapeUnfit, Severity: planner.Error, Seen: string(shape),
			Where: s.in.Model.SheetRef(),
			Text:  fmt.Sprintf("no columns can be read as %s (%s)", shape, shape.Describe()),
			Fix:   "name the columns with --votes, or choose another --shape: " + strings.Join(Shapes(), ", "),
		})
	}
	return nil
}

// scaleFor finds the scale or budget that a shape set by the user needs.
func (s *form) scaleFor(b *block) {
	e := s.examine(b.cols, b.items)
	switch b.shape {
	case ScoreColumns:
		b.setScores(e)
	case PointColumns:
		if sum, ok := e.budget(); ok {
			b.scale = planner.Scale{Budget: planner.Mark(sum / milli)}
		}
	}
}

// blockAs takes columns for votes of a shape, whatever their cells look like.
func (s *form) blockAs(shape Shape, cols []int) (block, bool) {
	b := block{shape: shape, conf: possible, cols: cols}
	for i, c := range cols {
		b.items, b.ranks = append(b.items, s.columns[c-1].item), append(b.ranks, i+1)
	}
	if len(cols) < 2 || !shape.byIssue() && shape != ChoiceColumns || shape == LevelColumns {
		return b, false
	}
	b.why = s.spanText(b) + "; the shape is set by --shape"
	s.scaleFor(&b)
	return b, true
}

// listColumns fills rec.Columns.
func (s *form) listColumns(rec *Recognition, b *block, r roles) {
	for _, c := range s.columns {
		x := Column{Col: c.col, Header: c.label, Meaning: c.meaning}
		switch {
		case b != nil && rec.Found && slices.Contains(b.cols, c.col):
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
		rec.Columns = append(rec.Columns, x)
	}
}
