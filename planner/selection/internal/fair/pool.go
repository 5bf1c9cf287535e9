package fair

import (
	"context"
	"math"

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
	// known are a few panels that hold somebody of every profile between them.
	known []*panel
}

// NewPool takes the profiles in the columns given. The costs of the program are the
// pool's to change.
func NewPool(ctx context.Context, program *ilp.Program, cols []int, limits ilp.Limits) *Pool {
	program.ClearCosts()
	return &Pool{ctx: ctx, limits: limits, search: ilp.NewSearch(program), cols: cols}
}

// panel is how many people of each profile a solution x of the program takes.
type panel struct {
	taken []int
	x     []int64
}

// dearer finds a panel worth more than above, and the dearest with best; nil where there is none.
// Proved is false where a limit came before either was known.
func (p *Pool) dearer(prices []int64, above int64, best bool) (found *panel, proved bool) {
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
	return p.panel(ans.X), true
}

func (p *Pool) panel(x []int64) *panel {
	out := &panel{make([]int, len(p.cols)), x}
	for i, c := range p.cols {
		out.taken[i] = int(x[c])
	}
	return out
}

// Cover finds the profiles that are on no panel at all and leaves them out of the pool;
// never are their places among the columns. Where a limit came first (proved is false),
// those not found on a panel are never.
func (p *Pool) Cover() (never []int, proved bool) {
	first := p.search.First(p.ctx, p.limits, ilp.NoCutoff)
	seen, solutions, proved := p.search.Cover(p.ctx, p.limits, math.MaxInt64, p.cols, first)
	if len(solutions) == 0 {
		return nil, proved
	}
	var open []int
	for i, c := range p.cols {
		if !seen[i] {
			never = append(never, i)
			continue
		}
		open = append(open, c)
		p.size = append(p.size, int(p.search.Program.Cols[c].Hi))
	}
	p.cols = open
	for _, x := range solutions {
		p.known = append(p.known, p.panel(x))
	}
	for _, n := range p.known[0].taken {
		p.seats += n
	}
	return never, proved
}

// Empty reports whether no panel was found.
func (p *Pool) Empty() bool { return len(p.known) == 0 }

// Any is a panel, as a solution of the program.
func (p *Pool) Any() []int64 { return p.known[0].x }
