package selection

import (
	"context"
	"slices"

	"roundtable/planner/internal/anneal"
	"roundtable/planner/internal/ilp"
)

// hat draws panels by names from a hat: each person drawn gets a seat unless no panel
// that meets the targets could be filled up then.
type hat struct {
	q      *question
	ctx    context.Context
	search *ilp.Search
	cols   []int        // of the open groups
	start  []ilp.Column // as they were before anybody had a seat
	x      []int64      // a panel with those who have one
}

// newHat starts from a panel x that meets the targets.
func newHat(ctx context.Context, q *question, x []int64) *hat {
	p := q.model.Program.Clone()
	p.ClearCosts()
	return &hat{q: q, ctx: ctx, search: ilp.NewSearch(p), cols: q.columns(), start: slices.Clone(p.Cols), x: x}
}

// panel draws one: how many people it takes of each open group.
func (h *hat) panel(from *anneal.Random) []int {
	copy(h.search.Program.Cols, h.start)
	var names []int // the group of every person, in the order drawn
	left := 0
	for i, c := range h.cols {
		names = append(names, slices.Repeat([]int{i}, int(h.start[c].Hi))...)
		left += int(h.x[c])
	}
	shuffle(names, from)
	taken := make([]int, len(h.cols))
	for _, i := range names {
		if left > 0 && h.seat(h.cols[i]) {
			taken[i]++
			left--
		}
	}
	return taken
}

// seat gives a seat to somebody of a column where a panel can still be filled up; where
// none can, nobody of the column gets one any more.
func (h *hat) seat(c int) bool {
	col := &h.search.Program.Cols[c]
	if col.Lo == col.Hi {
		return false
	}
	col.Lo++
	if h.x[c] >= col.Lo {
		return true
	}
	ans := h.search.First(h.ctx, h.q.limits(), ilp.NoCutoff)
	if ans.Found() {
		h.x = ans.X
		return true
	}
	col.Lo--
	col.Hi = col.Lo
	return false
}
