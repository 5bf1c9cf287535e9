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
	// least is the smallest sum that every row can have with them.
	least []int64
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
	h.least = make([]int64, len(h.search.Program.Rows))
	for j := range h.start {
		for _, e := range h.start[j].At {
			h.least[e.Row] += min(e.Coef*h.start[j].Lo, e.Coef*h.start[j].Hi)
		}
	}
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
	if h.full(col) || h.x[c] < col.Lo && !h.swap(c) && !h.refill() {
		col.Lo--
		col.Hi = col.Lo
		return false
	}
	for _, e := range col.At {
		h.least[e.Row] += max(0, e.Coef)
	}
	return true
}

// full reports whether one more of a column is too many for a row, whoever else is seated.
func (h *hat) full(col *ilp.Column) bool {
	return slices.ContainsFunc(col.At, func(e ilp.Entry) bool {
		return h.least[e.Row]+max(0, e.Coef) > h.search.Program.Rows[e.Row].Hi
	})
}

// refill finds a panel with those who have a seat.
func (h *hat) refill() bool {
	ans := h.search.First(h.ctx, h.q.limits(), ilp.NoCutoff)
	if ans.Found() {
		h.x = ans.X
	}
	return ans.Found()
}

// swap gives somebody of a column the place that another of the panel has without having
// been drawn, where the targets allow it: most often they do, and no search is needed.
func (h *hat) swap(c int) bool {
	p := h.search.Program
	x := slices.Clone(h.x)
	x[c]++
	sums := p.Sums(x)
	for _, k := range h.cols {
		if x[k] <= p.Cols[k].Lo {
			continue
		}
		for _, e := range p.Cols[k].At {
			sums[e.Row] -= e.Coef
		}
		if p.Hold(sums) {
			x[k]--
			h.x = x
			return true
		}
		for _, e := range p.Cols[k].At {
			sums[e.Row] += e.Coef
		}
	}
	return false
}
