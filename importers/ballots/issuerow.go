package ballots

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// issueRow reads a row of issue columns.
func (r *reader) issueRow() {
	for i, col := range r.p.cols {
		if k := r.issue[i]; k >= 0 {
			r.marks[k] = r.mark(col)
		}
	}
	r.settle()
}

// settle makes the answers of one voter fit together.
func (r *reader) settle() {
	switch r.p.shape {
	case RankColumns:
		r.settleRanks()
	case PointColumns:
		r.settlePoints()
	case MarkColumns, LevelColumns:
		r.settleBlanks()
	}
}

// blankIsNo makes the blanks of approvals a no, where anything is answered.
func blankIsNo(marks []planner.Mark) {
	if b := (planner.Ballot{Marks: marks}); b.IsBlank() {
		return
	}
	for i, m := range marks {
		if m == planner.Blank {
			marks[i] = 0
		}
	}
}

// mark is what a cell of an issue column says.
func (r *reader) mark(col int) planner.Mark {
	text := r.text(col)
	if len(text) > 4 && r.p.shape == RankColumns && isDate(r.row.Cell(col)) {
		r.note(unreadable(codeRankDate, "rank", text), col)
		return planner.Blank
	}
	m, ok := r.values[text]
	if ok {
		return m
	}
	m, fault := r.p.readMark(text, col)
	if fault.Code != "" {
		r.spoilt = r.spoilt || fault.Code == codePointsOutOfRange
		r.note(fault, col)
		return m
	}
	// What repeats the header of its own column is no mark in another.
	if f := vocabulary.Fold(text); r.p.shape != MarkColumns || isYesWord(f) || isNoWord(f) {
		remember(r.values, text, m)
	}
	return m
}

// settleRanks makes the ranks of a row dense and says what was odd.
func (r *reader) settleRanks() {
	r.dropFractions()
	n := planner.Mark(0)
	for _, m := range r.marks {
		if m != planner.Blank {
			n++
		}
	}
	ranks := planner.DenseRanks(r.marks)
	switch high := n; {
	case planner.Mark(len(ranks)) < n:
		r.note(planner.Finding{Code: codeRankRepeated, Severity: planner.Note}, 0)
	case n > 0:
		if r.p.zeroBest {
			high--
		}
		if ranks[n-1] != high*milli {
			r.noteSkipped()
		}
	}
}

// dropFractions leaves out a rank such as 2.5 that stands alone; twice on a ballot
// it is a tie for the second and third place.
func (r *reader) dropFractions() {
	for i, m := range r.marks {
		if m == planner.Blank || m%milli == 0 || slices.Contains(r.marks[:i], m) || slices.Contains(r.marks[i+1:], m) {
			continue
		}
		r.marks[i] = planner.Blank
		col := 0
		if at := slices.Index(r.issue, i); at >= 0 && at < len(r.p.cols) {
			col = r.p.cols[at]
		}
		r.note(unreadable(codeValueUnreadable, "fraction", milliText(int64(m))), col)
	}
}

// settlePoints compares the sum of a row's points with the budget.
func (r *reader) settlePoints() {
	budget := int64(r.p.scale.Budget)
	var sum int64
	for _, m := range r.marks {
		if m != planner.Blank {
			sum += int64(m)
		}
	}
	if budget == 0 || sum == 0 || sum == budget*milli || r.spoilt {
		return
	}
	f := planner.Finding{
		Code: codePointsBudget, Form: "given", Severity: planner.Warning, Seen: milliText(sum),
		Args: facts{"sum": milliText(sum), "budget": strconv.FormatInt(budget, 10)},
	}
	if r.p.opts.Rescale {
		f.Form = "rescaled"
		for i, m := range r.marks {
			if m != planner.Blank {
				r.marks[i] = planner.Mark((int64(m)*budget*milli*2 + sum) / (2 * sum))
			}
		}
	}
	r.note(f, 0)
}

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
	r.issue = upTo(len(r.cat.names))
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
		r.note(r.unknown(text, "cell"), p.issueCol)
		return
	}
	mark := planner.Mark(1)
	if col := p.cols[0]; col != p.issueCol {
		mark = r.mark(col)
	}
	if old, twice := v.answers[issue]; twice {
		r.note(planner.Finding{Code: codeIssueRepeated, Form: "answers", Severity: planner.Note}, p.cols[0])
		if time < old.time {
			return
		}
	}
	v.answers[issue] = longAnswer{mark, time}
}
