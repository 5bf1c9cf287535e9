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
	rows   []ilp.Bounds // of the program, and upper the most of each open group, as they were
	upper  []int64
	// x is a panel that fills up those seated, without them.
	x []int64
}

// newHat starts from a panel x that meets the targets.
func newHat(ctx context.Context, q *question, x []int64) *hat {
	p := q.model.Program.Clone()
	p.ClearCosts()
	h := &hat{q: q, ctx: ctx, search: ilp.NewSearch(p), rows: slices.Clone(p.Rows), x: x}
	for _, g := range q.open {
		h.upper = append(h.upper, p.Cols[q.model.Groups[g].Col].Upper)
	}
	return h
}

// panel draws one: how many people it takes of each open group.
func (h *hat) panel(from *anneal.Random) []int {
	p := h.search.Program
	copy(p.Rows, h.rows)
	var names []int // the group of every person, in the order drawn
	left := 0
	for i, g := range h.q.open {
		p.Cols[h.q.model.Groups[g].Col].Upper = h.upper[i]
		names = append(names, slices.Repeat([]int{i}, int(h.upper[i]))...)
		left += int(h.x[h.q.model.Groups[g].Col])
	}
	shuffle(names, from)
	first, taken := h.x, make([]int, len(h.q.open))
	h.x = slices.Clone(h.x)
	for _, i := range names {
		if left > 0 && h.seat(i) {
			taken[i]++
			left--
		}
	}
	h.x = first
	return taken
}

// seat gives a seat to somebody of an open group where a panel can still be filled up;
// where none can, nobody of the group gets one any more.
func (h *hat) seat(i int) bool {
	p := h.search.Program
	c := h.q.model.Groups[h.q.open[i]].Col
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
