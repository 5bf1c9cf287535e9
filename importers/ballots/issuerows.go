package ballots

import (
	"fmt"
	"slices"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
)

// A table with one row for each issue is turned, so that it reads like one with a
// row for each voter; findings still name the cells of the original.

// recogniseRows decides whether each row is an issue and each column a voter.
func recogniseRows(s *form, opts Options) (Recognition, bool) {
	forced := opts.Shape == IssueRows
	asked := forced || opts.Shape == NotAVote
	if !asked || len(s.columns) < 3 || len(s.body) < 2 || !forced && !s.mayBeIssueRows() {
		return Recognition{}, false
	}
	in := s.in
	turned, ok := in.Model.Turned()
	if !ok {
		return Recognition{}, false
	}
	in.Model, opts.Shape = turned, NotAVote
	rec := (&search{form: newForm(in)}).decide(opts)
	if !rec.Shape.byIssue() && !rec.HasErrors() || !forced && rec.Confidence < surely && !s.hasVoterRow() && !s.knownFirst() {
		return Recognition{}, false
	}
	rec.HeaderRow, rec.Found = s.in.Model.HeaderRow(), true
	if rec.Columns = s.issueRowColumns(); rec.plan == nil {
		return rec, true
	}
	rec.turned = turned
	rec.Why = fmt.Sprintf("each row is an issue and each of the columns B to %s a voter; the cells read as %s",
		table.ColumnName(len(s.columns)), rec.Shape)
	rec.Shape, rec.Confidence = IssueRows, max(rec.Confidence, likely)
	for i := range rec.Findings {
		if f := &rec.Findings[i]; f.Code == codeVotesShape {
			f.Text = "the votes are read as " + string(IssueRows) + " (" + IssueRows.Describe() + "): " + rec.Why
			f.Where = s.in.Model.Place(max(1, rec.HeaderRow), 1)
		}
	}
	return rec, true
}

// issueRowColumns are the columns of a table with one row for each issue.
func (s *form) issueRowColumns() []Column {
	var out []Column
	for _, c := range s.columns {
		out = append(out, Column{Col: c.col, Header: c.label, Meaning: vocabulary.Vote, IsVote: c.col > 1, Item: c.label})
	}
	out[0].Meaning = vocabulary.Issue
	return out
}

// mayBeIssueRows checks the headers: the first column is of issues or unnamed, and
// no other header is a known word.
func (s *form) mayBeIssueRows() bool {
	first := s.columns[0]
	m, known := vocabulary.Header(first.label)
	issues := first.meaning == vocabulary.Issue || known && m.Meaning == vocabulary.Topic
	if !s.hasVoterRow() && (first.label != "" && !issues || first.meaning != vocabulary.Issue && !s.knownFirst()) {
		return false
	}
	return !slices.ContainsFunc(s.columns[1:], func(c column) bool {
		m, ok := vocabulary.Header(c.label)
		return c.stem != "" || ok && m.Meaning != vocabulary.Voter && m.Confidence == 1
	})
}

// hasVoterRow reports a row such as "Stakeholder group, Government, …".
func (s *form) hasVoterRow() bool {
	about := []vocabulary.Meaning{vocabulary.Stakeholder, vocabulary.Group, vocabulary.Region, vocabulary.Organisation}
	return slices.ContainsFunc(s.body[:min(len(s.body), 10)], func(r table.Row) bool {
		m, ok := vocabulary.Header(r.Cell(1).Text)
		return ok && m.Confidence == 1 && slices.Contains(about, m.Meaning)
	})
}

// knownFirst reports whether the first column names known issues.
func (s *form) knownFirst() bool {
	hits := 0
	for _, r := range s.body {
		if s.isIssue(r.Cell(1).Text) {
			hits++
		}
	}
	return hits >= 2 && 2*hits >= len(s.body)
}
