package ballots

import (
	"fmt"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// What looks like a vote and is none is set aside, and said so.

// noVote is why columns that look like a vote are none, "" where they may be one.
func (s *search) noVote(b *block) string {
	facts := 0
	for _, c := range b.cols {
		label := s.columns[c-1].label
		if name, _, _ := strings.Cut(label, "("); vocabulary.FactColumn.Is(name) || vocabulary.FactColumn.Is(label) {
			facts++
		}
	}
	q := b.question
	switch {
	case vocabulary.AsksConsent.Within(q):
		return "The question asks for consent"
	case vocabulary.AsksFact.Within(q) && !vocabulary.AsksOrder.Within(q):
		return "The question asks what people do or have"
	case b.conf >= likely || s.known.closed:
		return ""
	case q == "" && 2*facts >= len(b.cols) && facts > 0:
		return "The headers name facts"
	case q == "" && b.shape == ScoreColumns && !s.examine(b.cols, nil).onOneScale():
		return "The columns are on different scales"
	}
	return ""
}

// isMatrix reports a table of names on both axes, as of who knows whom.
func (s *form) isMatrix() bool {
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
func (s *search) setAside(severity planner.Severity, code string, b *block, text string) {
	s.aside = append(s.aside, planner.Finding{
		Code: code, Severity: severity, Where: s.where(b), Text: text,
		Fix: fmt.Sprintf("to read them as a vote all the same, say --votes '%s', with --shape where the shape is another than %s",
			b.span(), b.shape),
	})
}

// sayEmptyForms tells of rows that name a voter while no column for votes holds
// anything.
func (s *search) sayEmptyForms() {
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
func (s *search) loudness() (Recognition, bool) {
	b := block{}
	loud, cells := 0, 0
	for _, c := range s.columns {
		if !vocabulary.For.Is(c.label) && !vocabulary.Against.Is(c.label) {
			continue
		}
		b.cols = append(b.cols, c.col)
		cells += c.filled
		for _, r := range s.body {
			if vocabulary.Loudness.Is(r.Cell(c.col).Text) || vocabulary.IsMissing(r.Cell(c.col).Text) {
				loud++
			}
		}
	}
	if len(b.cols) < 2 || loud == 0 || !share(loud, cells, 90) {
		return Recognition{}, false
	}
	d := &decision{search: s, rec: Recognition{
		HeaderRow: s.in.Model.HeaderRow(), Confidence: unmistakable, Found: true, Why: "how loud the room hummed for and against",
	}}
	d.say(planner.Error, codeVotesLoudness, &b, "",
		"this table says how loud the room hummed for and against each question; it holds no ballots, and loudness is not "+
			"counted: a hum shows the chair whether there is an objection worth hearing",
		"for a count, give one row for each person with for, neutral or against on each question")
	d.listColumns(nil, roles{})
	return d.rec, true
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

// span names the columns of a block as --votes understands it.
func (b *block) span() string {
	first, last := table.ColumnName(b.cols[0]), table.ColumnName(b.cols[len(b.cols)-1])
	if first == last {
		return first
	}
	return first + ":" + last
}

// where is the first header of a block.
func (s *form) where(b *block) planner.Ref {
	return s.in.place(place{s.in.Model.HeaderRow(), b.cols[0]})
}
