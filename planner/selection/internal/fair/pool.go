package fair

import (
	"context"

	"roundtable/planner/internal/ilp"
)

// Pool is who a lottery is about: a program whose solutions are the panels, some of
// whose columns are profiles.
type Pool struct {
	ctx    context.Context
	limits ilp.Limits
	search *ilp.Search
	// cols are the columns of the profiles, size the people of each; a panel takes seats
	// of them.
	cols  []int
	size  []int
	seats int
}

// NewPool takes the profiles in the columns given. The costs of the program are the
// pool's to change.
func NewPool(ctx context.Context, program *ilp.Program, cols []int, limits ilp.Limits) *Pool {
	program.ClearCosts()
	return &Pool{ctx: ctx, limits: limits, search: ilp.NewSearch(program), cols: cols}
}

// dearer finds a panel worth more than above, and the dearest with best; nil where there is none.
// Proved is false where a limit came before either was known.
func (p *Pool) dearer(prices []int64, above int64, best bool) (panel []int, proved bool) {
	for i, c := range p.cols {
		p.search.Program.Cols[c].Cost = -prices[i]
	}
	search := p.search.First
	if best {
		search = p.search.Best
	}
	ans := search(p.ctx, p.limits, -above)
	if !ans.Found() {
		return nil, ans.Proved
	}
	panel = make([]int, len(p.cols))
	for i, c := range p.cols {
		panel[i] = int(ans.X[c])
	}
	return panel, true
}

// Cover finds panels that between them hold somebody of every profile that can be on a
// panel at all, and leaves the other profiles out of the pool; never are their places
// among the columns. Each panel brings in as many profiles not seen yet as possible. No
// panels: there is none. It reports false where a limit came first.
func (p *Pool) Cover() (known [][]int, never []int, proved bool) {
	prices := make([]int64, len(p.cols))
	for i := range prices {
		prices[i] = 1
	}
	panel, proved := p.dearer(prices, -1, true)
	for _, n := range panel {
		p.seats += n
	}
	for panel != nil {
		known = append(known, panel)
		for i, n := range panel {
			if n > 0 {
				prices[i] = 0
			}
		}
		panel, proved = p.dearer(prices, 0, true)
	}
	var open []int
	for i, c := range p.cols {
		if prices[i] > 0 {
			never = append(never, i)
			continue
		}
		open = append(open, c)
		p.size = append(p.size, int(p.search.Program.Cols[c].Upper))
		for k := range known {
			known[k][len(open)-1] = known[k][i]
		}
	}
	for k := range known {
		known[k] = known[k][:len(open)]
	}
	p.cols = open
	return known, never, proved
}
