package ballots

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// A table with one row per issue is turned, so that it reads like one with one
// row per voter; findings still name the cells of the original.

// maxTurned is the largest number of cells of a table with issues as rows.
const maxTurned = 2_000_000

// recogniseRows decides whether each row is an issue and each column a voter.
func recogniseRows(ctx context.Context, s *sheet, in Input, opts Options) (Recognition, bool) {
	if opts.Shape != NotAVote && opts.Shape != IssueRows || !s.mayBeIssueRows(opts.Shape == IssueRows) {
		return Recognition{}, false
	}
	turned, err := turn(ctx, in, s)
	if err != nil {
		return Recognition{}, false
	}
	t, err := loadSheet(ctx, turned)
	if err != nil {
		return Recognition{}, false
	}
	inner := opts
	inner.Shape = NotAVote
	rec := t.decide(inner)
	if rec.Shape == NotAVote && !rec.HasErrors() || rec.Shape != NotAVote && !rec.Shape.byIssue() {
		return Recognition{}, false
	}
	certain := opts.Shape == IssueRows || s.hasVoterRow() || s.knownFirst()
	if !certain && rec.Confidence < barelySure {
		return Recognition{}, false
	}
	rec.HeaderRow = s.lastHeader()
	rec.Columns = nil
	for _, c := range s.columns {
		rec.Columns = append(rec.Columns, Column{
			Col: c.col, Header: c.label, Meaning: vocabulary.Vote,
			IsVote: c.col > 1, Item: c.label,
		})
	}
	if len(rec.Columns) > 0 {
		rec.Columns[0].Meaning = vocabulary.Issue
	}
	if rec.plan == nil {
		return rec, true
	}
	rec.plan.turned = true
	rec.Why = fmt.Sprintf("each row is an issue and each of the columns B to %s a voter; %s",
		columnLetter(len(s.columns)), "the cells read as "+string(rec.Shape))
	rec.Shape = IssueRows
	rec.Confidence = max(rec.Confidence, likely)
	for i := range rec.Findings {
		if rec.Findings[i].Code == codeVotesShape {
			rec.Findings[i].Text = "the votes are read as " + string(IssueRows) + " (" + IssueRows.Describe() +
				"): " + rec.Why
			rec.Findings[i].Where = planner.Ref{
				File: in.File, Sheet: in.Sheet,
				Cell: "A" + strconv.Itoa(max(1, s.lastHeader())),
			}
		}
	}
	return rec, true
}

// mayBeIssueRows checks the headers: the first column is of issues or unnamed,
// and no other header is a known word.
func (s *sheet) mayBeIssueRows(forced bool) bool {
	if len(s.columns) < 3 || len(s.body) < 2 {
		return false
	}
	if forced {
		return true
	}
	first := s.columns[0]
	m, known := vocabulary.Header(first.label)
	topic := known && m.Meaning == vocabulary.Topic
	if first.label != "" && first.meaning != vocabulary.Issue && !topic && !s.hasVoterRow() {
		return false
	}
	for _, c := range s.columns[1:] {
		if c.label == "" {
			continue
		}
		if m, ok := vocabulary.Header(c.label); ok && m.Meaning != vocabulary.Voter && m.Confidence == 1 ||
			c.stem != "" {
			return false
		}
	}
	return first.meaning == vocabulary.Issue || s.hasVoterRow() || s.knownFirst()
}

// hasVoterRow reports a row such as "Stakeholder group, Government, …".
func (s *sheet) hasVoterRow() bool {
	for _, r := range s.body[:min(len(s.body), 10)] {
		switch m, ok := vocabulary.Header(r.Cell(1).Text); {
		case !ok || m.Confidence < 1:
		case m.Meaning == vocabulary.Stakeholder, m.Meaning == vocabulary.Group, m.Meaning == vocabulary.Region, m.Meaning == vocabulary.Organisation:
			return true
		}
	}
	return false
}

// knownFirst reports whether the first column names known issues.
func (s *sheet) knownFirst() bool {
	cat := newCatalogue(s.in.KnownIssues)
	if !cat.closed {
		return false
	}
	hits := 0
	for _, r := range s.body {
		if _, ok := cat.find(r.Cell(1).Text); ok {
			hits++
		}
	}
	return hits >= 2 && 2*hits >= len(s.body)
}

// turn makes each column a row. The first column's header becomes "Voter".
func turn(ctx context.Context, in Input, s *sheet) (Input, error) {
	rows := []table.Row{s.header[len(s.header)-1]}
	cells := 0
	for r, err := range in.Rows(ctx) {
		if err != nil {
			return Input{}, err
		}
		if r.Number <= s.lastHeader() || isTotalRow(r.Cells) {
			continue
		}
		if cells += len(r.Cells); cells > maxTurned {
			return Input{}, fmt.Errorf("%s: more than %d cells with issues as rows", in.File, maxTurned)
		}
		r.Cells = slices.Clone(r.Cells)
		rows = append(rows, r)
	}
	turned := make([]table.Row, widest(rows))
	for col := range turned {
		t := table.Row{Number: col + 1, Width: len(rows)}
		for j, r := range rows {
			c := r.Cell(col + 1)
			c.Row, c.Col = col+1, j+1
			t.Cells = append(t.Cells, c)
		}
		turned[col] = t
	}
	turned[0].Cells[0].Text = "Voter"
	out := in
	out.Meanings = nil
	out.Header = turned[:1]
	out.Rows = func(ctx context.Context) iter.Seq2[table.Row, error] {
		return func(yield func(table.Row, error) bool) {
			for _, r := range turned {
				if !yield(r, ctx.Err()) {
					return
				}
			}
		}
	}
	out.ref = func(p place) planner.Ref {
		ref := planner.Ref{File: in.File, Sheet: in.Sheet}
		switch {
		case p.row > 0 && p.col > 0 && p.col <= len(rows):
			ref.Cell = columnLetter(p.row) + strconv.Itoa(rows[p.col-1].Number)
		case p.row > 0:
			ref.Cell = "column " + columnLetter(p.row)
		}
		return ref
	}
	return out, nil
}
