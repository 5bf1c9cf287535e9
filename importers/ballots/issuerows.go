package ballots

import (
	"fmt"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
)

// A table with one row for each issue is turned, so that it reads like one with a
// row for each voter; findings still name the cells of the original.

// recogniseRows decides whether each row is an issue and each column a voter.
func recogniseRows(s *form, opts Options) (Recognition, bool) {
	if opts.Shape != NotAVote && opts.Shape != IssueRows || !s.mayBeIssueRows(opts.Shape == IssueRows) {
		return Recognition{}, false
	}
	turned, ok := s.in.Model.Turned()
	if !ok {
		return Recognition{}, false
	}
	in := s.in
	in.Model = turned
	inner := opts
	inner.Shape = NotAVote
	rec := (&search{form: newForm(in)}).decide(inner)
	if rec.Shape == NotAVote && !rec.HasErrors() || rec.Shape != NotAVote && !rec.Shape.byIssue() {
		return Recognition{}, false
	}
	certain := opts.Shape == IssueRows || s.hasVoterRow() || s.knownFirst()
	if !certain && rec.Confidence < surely {
		return Recognition{}, false
	}
	rec.HeaderRow = s.in.Model.HeaderRow()
	rec.Columns = nil
	for _, c := range s.columns {
		rec.Columns = append(rec.Columns, Column{
			Col: c.col, Header: c.label, Meaning: vocabulary.Vote, IsVote: c.col > 1, Item: c.label,
		})
	}
	if len(rec.Columns) > 0 {
		rec.Columns[0].Meaning = vocabulary.Issue
	}
	if rec.plan == nil {
		return rec, true
	}
	rec.turned = turned
	rec.Why = fmt.Sprintf("each row is an issue and each of the columns B to %s a voter; %s",
		table.ColumnName(len(s.columns)), "the cells read as "+string(rec.Shape))
	rec.Shape, rec.Found = IssueRows, true
	rec.Confidence = max(rec.Confidence, likely)
	for i := range rec.Findings {
		if f := &rec.Findings[i]; f.Code == codeVotesShape {
			f.Text = "the votes are read as " + string(IssueRows) + " (" + IssueRows.Describe() + "): " + rec.Why
			f.Where = s.in.Model.Place(max(1, rec.HeaderRow), 1)
		}
	}
	return rec, true
}

// mayBeIssueRows checks the headers: the first column is of issues or unnamed, and
// no other header is a known word.
func (s *form) mayBeIssueRows(forced bool) bool {
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
func (s *form) hasVoterRow() bool {
	for _, r := range s.body[:min(len(s.body), 10)] {
		switch m, ok := vocabulary.Header(r.Cell(1).Text); {
		case !ok || m.Confidence < 1:
		case m.Meaning == vocabulary.Stakeholder, m.Meaning == vocabulary.Group, m.Meaning == vocabulary.Region,
			m.Meaning == vocabulary.Organisation:
			return true
		}
	}
	return false
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
