package ballots

import (
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Marks may leave open what a cell without an answer means. Where a no is written out,
// a blank and a dash are no answer; where only yes is, they are a no. A cell that says
// "n/a", "don't know", "pass" or "no opinion" is no answer ever. Marks with such cells are
// ballots for and against, in which an issue counts by its answers.

// noAnswer is the mark of a cell that gives no answer where a blank is a no; it never
// leaves the reader.
const noAnswer = planner.Blank + 1

// fewCrosses is how many crosses there are at most for each written no; where there are more,
// the no is a slip.
const fewCrosses = 5

// markCells counts the cells of marks by what they say.
type markCells struct {
	yes, crosses, no, blank, dash int
	silent                        []string // n/a and its like
	nothings                      int
}

// countMarks counts the cells of rows in which something is marked.
func (d *decision) countMarks(b *block) markCells {
	var m markCells
	for _, r := range d.in.Model.Body {
		before := m
		for i, col := range b.cols {
			text := r.Cell(col).Text
			m.count(text, d.classOf(text), i < len(b.items) && vocabulary.Fold(text) == vocabulary.Fold(b.items[i]))
		}
		if len(b.cols) > 1 && m.yes+m.no == before.yes+before.no {
			m = before
		}
	}
	return m
}

// count takes in a cell; own says that it repeats its issue.
func (m *markCells) count(text string, c class, own bool) {
	folded := strings.TrimSpace(text)
	switch {
	case folded == "":
		m.blank++
	case own:
		m.yes++
	case c&isYes != 0:
		m.yes++
		if vocabulary.Mark.Is(text) {
			m.crosses++
		}
	case vocabulary.NoMark.Is(text):
		m.dash++
	case c&isNo != 0:
		m.no++
	case isNothing(text) || isNoOpinion(text):
		m.nothings++
		if !slices.Contains(m.silent, folded) {
			m.silent = append(slices.Clip(m.silent), folded)
		}
	}
}

// settleBlanks decides what the cells without an answer mean in a block of marks, and
// says it. A user who asks for marks means that what is not marked is not approved.
func (d *decision) settleBlanks(b *block) {
	switch shape := b.inShape(); {
	case shape == HumColumns:
		b.saysNo = d.writesAgainst(b)
		return
	case shape != MarkColumns || d.opts.Shape == MarkColumns || b.cols[0] == b.issueCol:
		return
	}
	m := d.countMarks(b)
	b.saysNo = m.no > 0 && fewCrosses*m.no >= m.crosses
	open, what := m.nothings, clipped(m.silent)
	if b.saysNo {
		open += m.blank + m.dash
		if m.dash > 0 {
			what = append(what, "-")
		}
	}
	if b.shape == Long {
		open += d.missingRows(b)
	}
	blank := b.saysNo && m.blank > 0
	if b.opposed = open > 0; !b.opposed || len(what) == 0 && !blank {
		return
	}
	b.said = append(b.said, unanswered(open, what, b.saysNo, blank))
}

// unanswered says how many cells have no answer: blank ones, and what stands in others.
func unanswered(open int, what []string, saysNo, blank bool) planner.Finding {
	f := planner.Finding{
		Code: codeMarksUnanswered, Severity: planner.Note, Args: facts{"n": open},
	}
	if len(what) > 0 {
		f.Seen, f.Args["cells"] = what[0], planner.QuotedSome{Texts: what, Shown: 5}
	}
	switch {
	case !saysNo:
		f.Form = "blank-no"
	case blank && len(what) > 0:
		f.Form = "blank-and-cells"
	case blank:
		f.Form = "blank"
	default:
		f.Form = "cells"
	}
	return f
}

// inShape is how one value reads.
func (b *block) inShape() Shape {
	if b.shape == Long || b.shape == IssueRows {
		return b.inner
	}
	return b.shape
}

// writesAgainst reports answers of a hum in which "-" is no answer, as somebody who is
// against says so in a word.
func (d *decision) writesAgainst(b *block) bool {
	words := false
	for text := range d.textsOf(b.cols...) {
		if vocabulary.For.Is(text) && strings.HasPrefix(text, "+") {
			return false
		}
		words = words || vocabulary.Against.Is(text) && !vocabulary.NoMark.Is(text) && text != "-1"
	}
	return words
}

// missingRows is how many answers a table with a row for each voter and issue lacks,
// where it says no.
func (d *decision) missingRows(b *block) int {
	voter := d.first(vocabulary.Voter, vocabulary.ID, vocabulary.Email, vocabulary.Name)
	if !b.saysNo || voter == 0 {
		return 0
	}
	return max(0, len(d.textsOf(voter))*len(d.textsOf(b.issueCol))-len(d.body))
}

// readYesNo reads a mark of yes or no; the finding has no code where there is nothing
// to say.
func (p *plan) readYesNo(text, folded string, col int) (planner.Mark, planner.Finding) {
	no := planner.Mark(0)
	if p.opposed {
		no = -1
	}
	switch {
	case p.saysNo && p.opposed && vocabulary.NoMark.Is(folded):
		return planner.Blank, planner.Finding{}
	case isNoWord(folded):
		return no, planner.Finding{}
	case isYesWord(folded) || folded == p.itemFolds[col]:
		return 1, planner.Finding{}
	}
	return 0, unreadable(codeValueUnreadable, "mark", text)
}

// blankIs is what a blank beside an answer counts as, false where it is no answer.
func (p *plan) blankIs() (planner.Mark, bool) {
	switch {
	case p.shape == LevelColumns:
		return 0, p.blankIsLow
	case p.shape != MarkColumns || p.saysNo && p.opposed:
		return 0, false
	case p.opposed:
		return -1, true
	}
	return 0, true
}

// settleBlanks gives the blanks of a row their meaning.
func (r *reader) settleBlanks() {
	low, counts := r.p.blankIs()
	answered := slices.ContainsFunc(r.marks, func(m planner.Mark) bool { return m > noAnswer })
	for k, m := range r.marks {
		switch {
		case m == noAnswer:
			r.marks[k] = planner.Blank
		case m == planner.Blank && counts && answered && slices.Contains(r.issue, k):
			r.marks[k] = low
		}
	}
}
