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
	start  *ilp.Program // as it was before anybody had a seat
	// x is a panel that fills up those seated, without them.
	x []int64
}

// newHat starts from a panel x that meets the targets.
func newHat(ctx context.Context, q *question, x []int64) *hat {
	p := q.model.Program.Clone()
	p.ClearCosts()
	return &hat{q: q, ctx: ctx, search: ilp.NewSearch(p), cols: q.columns(), start: p.Clone(), x: x}
}

// panel draws one: how many people it takes of each open group.
func (h *hat) panel(from *anneal.Random) []int {
	copy(h.search.Program.Rows, h.start.Rows)
	copy(h.search.Program.Cols, h.start.Cols)
	var names []int // the group of every person, in the order drawn
	left := 0
	for i, c := range h.cols {
		names = append(names, slices.Repeat([]int{i}, int(h.start.Cols[c].Upper))...)
		left += int(h.x[c])
	}
	shuffle(names, from)
	first, taken := h.x, make([]int, len(h.cols))
	h.x = slices.Clone(h.x)
	for _, i := range names {
		if left > 0 && h.seat(h.cols[i]) {
			taken[i]++
			left--
		}
	}
	h.x = first
	return taken
}

// seat gives a seat to somebody of a column where a panel can still be filled up; where
// none can, nobody of the column gets one any more.
func (h *hat) seat(c int) bool {
	p := h.search.Program
	if p.Cols[c].Upper == 0 {
		return false
	}
	h.take(c, 1)
	if h.x[c] > 0 {
		h.x[c]--
		return true
	}
	ans := h.search.First(h.ctx, h.q.limits(), ilp.NoCutoff)
	if ans.Found() {
		h.x = ans.X
		return true
	}
	h.take(c, -1)
	p.Cols[c].Upper = 0
	return false
}

// take moves people of a column out of the program, into a seat, or back.
func (h *hat) take(c int, n int64) {
	p := h.search.Program
	p.Cols[c].Upper -= n
	for _, e := range p.Cols[c].At {
		p.Rows[e.Row].Lo -= n * e.Coef
		p.Rows[e.Row].Hi -= n * e.Coef
	}
}
