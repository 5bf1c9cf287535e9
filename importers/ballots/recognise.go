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
	if rec, ok := recogniseRows(s, opts); ok {
		return rec
	}
	return s.decide(opts)
}

// decide chooses among the blocks of a sheet.
func (s *form) decide(opts Options) Recognition {
	rec := Recognition{HeaderRow: s.in.Model.HeaderRow()}
	if len(s.body) > 0 {
		rec.Body = s.body[0].Number
	}
	r := s.findRoles()
	blocks := s.blocks()
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
	case best == nil:
		if !rec.HasErrors() {
			rec.Why = "no columns look like votes"
		}
	case best.question == "" && len(best.cols) == 0:
	default:
		s.settle(&rec, best, r, others, opts)
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
	w := b.conf
	if q := b.question; vocabulary.AsksVote.Within(q) || asksRanks(q) {
		w += stemBonus
	}
	return w
}

// settle writes the decision, or the question to the user.
func (s *form) settle(rec *Recognition, b *block, r roles, others []block, opts Options) {
	rec.Why, rec.Question, rec.Confidence = b.why, b.question, b.conf
	rec.Alternatives = b.also
	where := s.in.place(place{row: s.in.Model.HeaderRow(), col: b.cols[0]})
	finding := func(sev planner.Severity, code, text, fix string) {
		rec.Findings = append(rec.Findings, planner.Finding{
			Code: code, Severity: sev, Where: where, Text: text, Fix: fix,
		})
	}
	rivals := b.rivals(others)
	switch {
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
	if (b.shape == ScoreColumns || b.shape == Long && b.inner == ScoreColumns) && opts.Scale.Max > opts.Scale.Min {
		b.scale, b.said = opts.Scale, nil
	}
	if b.shape == PointColumns && opts.Scale.Budget > 0 {
		b.scale = opts.Scale
	}
	if b.shape == LevelColumns && len(opts.Levels) > 1 {
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
		case name == want:
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
	if b, ok := s.blockOf(cols); ok {
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
func (s *form) blockOf(cols []int) (block, bool) {
	switch len(cols) {
	case 0:
		return block{}, false
	case 1:
		c := s.columns[cols[0]-1]
		c.meaning = vocabulary.Other
		if b, ok := s.listBlock(c); ok {
			return b, true
		}
		sep := listSeparator(s.cellTexts(c.col))
		if sep == "" {
			sep = ";"
		}
		return block{
			shape: ApprovalList, cols: cols, items: []string{c.label}, question: c.label, separator: sep, conf: plausible,
			why: "the column is named by --votes and its cells name issues",
		}, true
	}
	for i := range cols {
		if s.columns[cols[i]-1].rank == 0 {
			b := s.block(cols, "")
			return b, b.shape != NotAVote
		}
	}
	return s.choiceBlock(cols)
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
	var out []block
	for _, b := range blocks {
		if b.shape == shape {
			b.also = nil
			out = append(out, b)
		}
	}
	for _, b := range blocks {
		if len(out) > 0 {
			break
		}
		list := b.separator != "" && (shape == RankedList || shape == ApprovalList)
		columns := (b.shape.byIssue() || b.shape == ChoiceColumns) && shape.byIssue()
		if !list && !columns {
			continue
		}
		b.also, b.ask, b.said = nil, nil, nil
		b.shape, b.why = shape, b.why+"; the shape is set by --shape"
		switch shape {
		case ScoreColumns:
			s.setScores(&b, s.examine(b.cols, b.items), b.why, b.conf)
		case PointColumns:
			if sum, ok := s.examine(b.cols, b.items).budget(); ok {
				b.scale = planner.Scale{Budget: planner.Mark(sum / milli)}
			}
		}
		out = append(out, b)
	}
	if len(out) == 0 {
		if b, ok := s.forceFree(shape); ok {
			return []block{b}
		}
		rec.Findings = append(rec.Findings, planner.Finding{
			Code: codeVotesShapeUnfit, Severity: planner.Error, Seen: string(shape),
			Where: s.in.Model.SheetRef(),
			Text:  fmt.Sprintf("no columns can be read as %s (%s)", shape, shape.Describe()),
			Fix:   "name the columns with --votes, or choose another --shape: " + strings.Join(Shapes(), ", "),
		})
	}
	return out
}

// forceFree takes all columns that mean nothing else.
func (s *form) forceFree(shape Shape) (block, bool) {
	b := block{shape: shape, conf: possible}
	for _, c := range s.columns {
		if c.meaning == vocabulary.Other && c.label != "" {
			b.cols, b.items = append(b.cols, c.col), append(b.items, c.item)
			b.ranks = append(b.ranks, len(b.cols))
		}
	}
	if len(b.cols) < 2 || !shape.byIssue() && shape != ChoiceColumns {
		return b, false
	}
	b.why = s.spanText(b) + "; the shape is set by --shape"
	if shape == ScoreColumns {
		s.setScores(&b, s.examine(b.cols, b.items), b.why, b.conf)
	}
	return b, shape != LevelColumns
}

// listColumns fills rec.Columns.
func (s *form) listColumns(rec *Recognition, b *block, r roles) {
	for _, c := range s.columns {
		x := Column{Col: c.col, Header: c.label, Meaning: c.meaning}
		switch {
		case b != nil && slices.Contains(b.cols, c.col):
			x.IsVote, x.Meaning = true, vocabulary.Vote
			x.Item = b.items[slices.Index(b.cols, c.col)]
		case c.meaning == "" || c.meaning == vocabulary.Choice:
			x.Meaning = vocabulary.Other
			if m, ok := vocabulary.Header(c.label); ok {
				x.Meaning = m.Meaning
			}
		case slices.Contains(r.voter, c.col) && c.meaning == vocabulary.Other:
			x.Meaning = vocabulary.Voter
		}
		rec.Columns = append(rec.Columns, x)
	}
}
