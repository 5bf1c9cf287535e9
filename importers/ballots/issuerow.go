package ballots

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// issueRow reads a row of issue columns; the payload has one number per
// catalogue issue that has a column, in column order.
func (w *worker) issueRow() {
	p := w.r.p
	for i, col := range p.cols {
		w.row[i] = planner.Blank
		if w.r.issue[i] < 0 {
			continue
		}
		f := w.field(col)
		if len(f) == 0 {
			continue
		}
		x, ok := w.marks.get(f)
		m := planner.Mark(x)
		if !ok {
			m = w.learnMark(string(f), col)
		}
		w.row[i] = m
	}
	w.writeRow()
}

// writeRow settles the answers of one voter and appends them to the arena.
func (w *worker) writeRow() {
	switch w.r.p.shape {
	case RankColumns:
		w.rankOrder()
	case MarkColumns:
		blankIsNo(w.row)
		for i, issue := range w.r.issue {
			if issue < 0 {
				w.row[i] = planner.Blank
			}
		}
	case PointColumns:
		w.checkBudget()
	}
	for _, m := range w.row {
		if m == planner.Blank {
			w.b.arena = append(w.b.arena, 0)
			continue
		}
		w.b.arena = binary.AppendUvarint(w.b.arena, uint64(uint32(m<<1)^uint32(m>>31))+1)
	}
}

// blankIsNo makes the blanks of approvals a no, where anything is answered.
func blankIsNo(marks []planner.Mark) {
	if !slices.ContainsFunc(marks, func(m planner.Mark) bool { return m != planner.Blank }) {
		return
	}
	for i, m := range marks {
		if m == planner.Blank {
			marks[i] = 0
		}
	}
}

func (w *worker) learnMark(text string, col int) planner.Mark {
	m, fault := w.r.p.readMark(text, col)
	if fault.code != "" {
		w.note(note{code: fault.code, severity: fault.severity(), seen: clip(text), text: fault.text, fix: fault.fix},
			col)
		return m
	}
	// What repeats the header of its own column is no mark in another.
	if f := vocabulary.Fold(text); w.r.p.shape != MarkColumns || yesWords()[f] || noWords()[f] {
		w.marks.put(text, int32(m))
	}
	return m
}

// rankOrder makes the ranks of a row dense and says what was odd.
func (w *worker) rankOrder() {
	if w.r.p.zeroBest {
		for i, m := range w.row {
			if m != planner.Blank {
				w.row[i] = m + milli
			}
		}
	}
	var high, n planner.Mark
	ties := false
	for i, m := range w.row {
		if m == planner.Blank {
			continue
		}
		n++
		high = max(high, m)
		ties = ties || slices.Contains(w.row[:i], m)
	}
	switch {
	case ties:
		w.note(note{code: codeRankRepeated, severity: planner.Note, text: "equal ranks on one ballot count as a tie"},
			0)
	case n > 0 && high != n*milli:
		w.skipped()
	}
	if n > 0 && (ties || high != n*milli || !w.thousands()) {
		dense(w.row)
		return
	}
	for i, m := range w.row {
		if m != planner.Blank {
			w.row[i] = m / milli
		}
	}
}

func (w *worker) thousands() bool {
	for _, m := range w.row {
		if m != planner.Blank && m%milli != 0 {
			return false
		}
	}
	return true
}

// checkBudget compares the sum of a row's points with the budget.
func (w *worker) checkBudget() {
	budget := int64(w.r.p.scale.Budget)
	var sum int64
	for _, m := range w.row {
		if m != planner.Blank {
			sum += int64(m)
		}
	}
	if budget == 0 || sum == 0 || sum == budget*milli {
		return
	}
	how := "they count as given, as shares of the voter's own total"
	if w.r.p.opts.Rescale {
		how = "they are rescaled to it"
		for i, m := range w.row {
			if m != planner.Blank {
				w.row[i] = planner.Mark((int64(m)*budget*milli*2 + sum) / (2 * sum))
			}
		}
	}
	w.note(note{
		code: codePointsBudget, severity: planner.Warning, seen: milliText(sum),
		text: fmt.Sprintf("the points sum to %s instead of %s; %s", milliText(sum), strconv.FormatInt(budget, 10), how),
		fix:  "correct the row",
	}, 0)
}

// dense renumbers the ranks of a ranking 1, 2, 3, … and keeps ties.
func dense(marks []planner.Mark) {
	for next := planner.Mark(1); ; next++ {
		least, found := planner.Mark(0), false
		for _, m := range marks {
			if m != planner.Blank && m >= next && (!found || m < least) {
				least, found = m, true
			}
		}
		if !found {
			return
		}
		for i, m := range marks {
			if m == least {
				marks[i] = next
			}
		}
	}
}
