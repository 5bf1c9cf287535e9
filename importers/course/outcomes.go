package course

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/sheet"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// outcomeTable is a table of what was agreed on each issue.
type outcomeTable struct {
	sheetOf
	issue, text, status, goals *sheet.Column
}

// IsOutcome reports whether a table says what was agreed: a column of issues and one of
// wordings, beside a status or goals, or on a sheet called so.
func IsOutcome(m *sheet.Model) (why string, ok bool) {
	t := newOutcomeTable(m)
	called := outcomeSheet.Within(m.Name) || m.Name == "" && outcomeSheet.Within(m.File)
	stated := t.status != nil && t.status.Given > 0 &&
		t.status.Share(func(s string) bool { return statusOf(s) != "" }) > 0.5
	if !m.Complete || len(m.Body) == 0 || t.issue == nil || t.text == nil ||
		m.HasAny(vocabulary.Email, vocabulary.FirstName, vocabulary.Name, vocabulary.Voter, vocabulary.Choice,
			vocabulary.Rank, vocabulary.Stakeholder) {
		return "", false
	}
	return "the wording that was agreed on each issue", called || stated
}

func newOutcomeTable(m *sheet.Model) *outcomeTable {
	t := &outcomeTable{sheetOf: sheetOf{Model: m}}
	t.columns = wanted{{&t.issue, issuesColumn}}
	if t.columns.take(m); t.issue == nil {
		t.issue = m.First(vocabulary.Issue, vocabulary.Topic, vocabulary.ID)
	}
	t.columns = append(t.columns, wanted{{&t.text, textColumn}, {&t.status, statusColumn}, {&t.goals, goalsColumn}}...)
	t.columns.take(m)
	return t
}

// ReadOutcomes reads a table for which [IsOutcome] holds; issues are named as written.
func ReadOutcomes(m *sheet.Model) ([]planner.Outcome, []planner.Finding) {
	var list []planner.Outcome
	t := newOutcomeTable(m)
	t.columns.use(sheet.Outcomes)
	for _, row := range m.Body {
		x := planner.Outcome{Name: t.issue.Text(row), Text: t.text.Text(row), Where: t.RowRef(row)}
		status := t.status.Text(row)
		if x.Status = statusOf(status); x.Status == "" && !vocabulary.IsMissing(status) {
			t.unread("agreed", t.status, row)
		}
		var ok bool
		if x.Goals, ok = GoalsIn(t.goals.Text(row)); !ok {
			t.unread("goals", t.goals, row)
		}
		if x.Name != "" || x.Text != "" {
			list = append(list, x)
		}
	}
	return list, t.found
}

// statusOf reads what became of an issue, empty where that is not said.
func statusOf(text string) planner.OutcomeStatus {
	for _, s := range []planner.OutcomeStatus{
		planner.OutcomeNotAgreed, planner.OutcomeRough, planner.OutcomeOpen, planner.OutcomeAgreed,
	} {
		if vocabulary.List("course-words/" + string(s)).Is(text) {
			return s
		}
	}
	return ""
}

var goalNumber = regexp.MustCompile(`(\d+)(?:\.\w+)?`)

// GoalsIn are the goals that a cell names, by number, target ("16.10") or name, ascending;
// ok is false where it names something else, or none though it is not blank.
func GoalsIn(text string) (goals []int, ok bool) {
	ok = true
	if goals = vocabulary.GoalsNamed(text); len(goals) == 0 {
		for _, m := range goalNumber.FindAllStringSubmatch(digits.Replace(text), -1) {
			n, err := strconv.Atoi(m[1])
			if err != nil || n < 1 || n > vocabulary.Goals {
				ok = false
				continue
			}
			goals = append(goals, n)
		}
	}
	slices.Sort(goals)
	blank := strings.TrimSpace(text) == "" || vocabulary.IsMissing(text)
	return slices.Compact(goals), ok && (blank || len(goals) > 0)
}
