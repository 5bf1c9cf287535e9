package ballots

import (
	"context"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// longVoter is what the rows of one voter say.
type longVoter struct {
	ballot
	answers map[int]longAnswer // by catalogue number
}

type longAnswer struct {
	mark planner.Mark
	time int64
}

// collectLong adds the ballots of a table with one row per voter and issue.
func (r *reader) collectLong(ctx context.Context, c *collector) error {
	voters := make(map[string]*longVoter)
	var order []*longVoter
	for b, err := range r.ballots(ctx) {
		if err != nil {
			return err
		}
		key := vocabulary.Fold(b.voter)
		v := voters[key]
		if v == nil {
			v = &longVoter{ballot: b, answers: make(map[int]longAnswer)}
			voters[key] = v
			order = append(order, v)
		}
		if v.group == 0 {
			v.group = b.group
		}
		v.time = max(v.time, b.time)
		r.answer(v, b.time)
	}
	r.issue = make([]int, len(r.cat.names))
	for i := range r.issue {
		r.issue[i] = i
	}
	for _, v := range order {
		r.clear()
		r.row.Number = v.row
		for i, a := range v.answers {
			r.marks[i] = a.mark
		}
		r.settle()
		c.add(v.ballot, r.marks)
	}
	return ctx.Err()
}

// answer takes in what a row says. Where a voter answers on an issue twice, the
// later time counts, else the later row.
func (r *reader) answer(v *longVoter, time int64) {
	p := r.p
	text := r.text(p.issueCol)
	if strings.TrimSpace(text) == "" && !r.cat.closed {
		return
	}
	issue, ok := r.cat.find(text)
	if !ok {
		r.noteUnknown(text, "it does not count", place{r.row.Number, p.issueCol})
		return
	}
	mark := planner.Mark(1)
	if col := p.cols[0]; col != p.issueCol {
		mark = r.mark(col)
	}
	if old, twice := v.answers[issue]; twice {
		r.note(note{
			code: codeIssueRepeated, severity: planner.Note,
			text: "a voter answers on an issue more than once; the latest answer counts",
		}, p.cols[0])
		if time < old.time {
			return
		}
	}
	v.answers[issue] = longAnswer{mark, time}
}
