package ilp

import (
	"context"
	"math"
	"slices"
)

// Search is a depth-first branch and bound on one program. It may be run again
// after bounds or costs of the program were changed, and then goes on from the
// linear relaxation as it stands; columns, rows and coefficients must not change.
type Search struct {
	// Program is what is searched.
	Program *Program

	ctx   context.Context
	dom   *domain
	dict  *dictionary
	proof *prover
	limit Limits
	nodes int
	ended bool // by limit or context
	any   bool // stop at the first solution
	// best is the best solution so far and value its cost; until there is one, value
	// is the cutoff. Either way solutions must cost less than value.
	best  []int64
	value int64
	point []float64 // of the relaxation solved last
}

// Limits bounds one run of a search: nodes, and multiplications in the linear
// relaxation. Neither depends on the machine.
type Limits struct {
	Nodes int
	Work  int64
}

// NewSearch prepares to search a program.
func NewSearch(p *Program) *Search {
	return &Search{Program: p, dom: newDomain(p), point: make([]float64, len(p.Cols))}
}

// Solve finds a solution of least cost below the cutoff. It stops at its limits,
// or when the context ends, with what it has.
func (p *Program) Solve(ctx context.Context, limit Limits, cutoff int64) Answer {
	return NewSearch(p).Best(ctx, limit, cutoff)
}

// First finds any solution below the cutoff, without asking for the best.
func (s *Search) First(ctx context.Context, limit Limits, cutoff int64) Answer {
	s.any = true
	defer func() { s.any = false }()
	return s.Best(ctx, limit, cutoff)
}

// Best finds a solution of least cost below the cutoff, as [Program.Solve] does.
func (s *Search) Best(ctx context.Context, limit Limits, cutoff int64) Answer {
	s.ctx, s.limit = ctx, limit
	if s.begin(cutoff) {
		if s.dict == nil {
			s.dict, s.proof = newDictionary(s.Program), newProver(s.Program)
		} else {
			s.dict.reprice()
			s.proof.rescale()
		}
		s.limit.Work += s.dict.work // the dictionary counts the work of all runs
		s.explore()
	}
	return Answer{X: s.best, Value: s.value, Proved: !s.ended}
}

// Cover finds which of the columns are above zero in any solution. From the first one it
// goes on to others, each with columns that were zero in all before, until it is proved
// that those left are always zero, or until a limit comes first, in one run or in the
// work of all. It changes the costs.
func (s *Search) Cover(
	ctx context.Context, limit Limits, work int64, cols []int, first Answer,
) (seen []bool, solutions [][]int64, proved bool) {
	seen = make([]bool, len(cols))
	found := first
	for ; found.Found() && s.Work() <= work; found = s.First(ctx, limit, 0) {
		solutions = append(solutions, found.X)
		s.Program.ClearCosts()
		for k, j := range cols {
			if seen[k] = seen[k] || found.X[j] > 0; !seen[k] {
				s.Program.Cols[j].Cost = -1
			}
		}
	}
	return seen, solutions, !found.Found() && found.Proved
}

// begin takes up the program as it is now; it reports whether single rows leave
// room for a solution below the cutoff.
func (s *Search) begin(cutoff int64) bool {
	s.value, s.nodes, s.ended, s.best = cutoff, 0, false, nil
	s.dom.restart()
	s.dom.limit = cutoff
	return s.dom.propagate()
}

// Work is what all runs so far took, in the unit of [Limits].
func (s *Search) Work() int64 {
	if s.dict == nil {
		return 0
	}
	return s.dict.work
}

// Effort is the multiplications that all runs so far made in fact: fewer than their
// [Search.Work], which counts every row, where many coefficients are zero.
func (s *Search) Effort() int64 {
	if s.dict == nil {
		return 0
	}
	return s.dict.rows * int64(s.dict.n)
}

// contextEvery is after how many nodes the context is looked at.
const contextEvery = 16

// spent reports whether a limit is reached or the context has ended.
func (s *Search) spent() bool {
	return s.nodes > s.limit.Nodes || s.dict.work > s.limit.Work ||
		(s.nodes%contextEvery == 1 && s.ctx.Err() != nil)
}

// explore searches the present domain, which has been propagated.
func (s *Search) explore() {
	s.nodes++
	if s.spent() {
		s.ended = true
		return
	}
	result, pruned := s.bound()
	if pruned {
		return
	}
	if result == solved {
		s.dict.point(s.point)
		if s.accept() {
			return
		}
		s.proof.narrow(s.dom, s.value)
		if !s.dom.propagate() {
			return
		}
	}
	j, split, up := s.choose(result == solved)
	if j < 0 {
		s.take(slices.Clone(s.dom.lo)) // a domain of a single point
		return
	}
	for k := range 2 {
		if s.ended || (s.any && s.best != nil) {
			return
		}
		mark := s.dom.mark()
		if (k == 0) == up {
			s.dom.narrow(j, split+1, s.dom.hi[j])
		} else {
			s.dom.narrow(j, s.dom.lo[j], split)
		}
		if s.dom.propagate() {
			s.explore()
		}
		s.dom.undo(mark)
	}
}

// relax solves the linear relaxation of the present domain.
func (s *Search) relax() (outcome, int) {
	n := len(s.Program.Cols)
	for j := range n {
		s.dict.lo[j], s.dict.hi[j] = float64(s.dom.lo[j]), float64(s.dom.hi[j])
	}
	for i := range s.Program.Rows {
		s.dict.lo[n+i], s.dict.hi[n+i] = float64(s.dom.rowLo(i)), float64(s.dom.rowHi(i))
	}
	return s.dict.solve()
}

// bound solves the relaxation; pruned says it is proved that the present domain
// has no solution that costs less than the best so far.
func (s *Search) bound() (result outcome, pruned bool) {
	result, ray := s.relax()
	switch result {
	case impossible:
		pruned = s.proof.refutes(s.dict, ray, s.dom)
	case solved:
		pruned = s.proof.bound(s.dict, s.dom) >= s.value
	}
	return result, pruned
}

// accept takes the point as a solution if it is whole and checks out in
// integers; its cost is then the bound of this branch, which is finished unless
// rounding made them differ.
func (s *Search) accept() bool {
	x := make([]int64, len(s.point))
	for j, v := range s.point {
		r := math.Round(v)
		if math.Abs(v-r) > wholeTolerance {
			return false
		}
		x[j] = int64(r)
	}
	return s.take(x) && s.proof.bound(s.dict, s.dom) >= s.value
}

// wholeTolerance is how far from a whole number a value may be and still be
// taken for it; the integers decide whether it was.
const wholeTolerance = 1e-6

// take keeps a solution that costs less than the best so far; it reports whether
// x is a solution at all.
func (s *Search) take(x []int64) bool {
	if !s.Program.feasible(x) {
		return false
	}
	if v := s.Program.Value(x); v < s.value {
		s.best, s.value, s.dom.limit = x, v, v
	}
	return true
}

// choose picks the variable to branch on: the one furthest from a whole number
// (ties: the first); without a point, the first that is still open. It returns
// the split (left branch x ≤ split) and whether to look above first.
func (s *Search) choose(havePoint bool) (j int, split int64, up bool) {
	j = -1
	if havePoint {
		best := wholeTolerance
		for k, v := range s.point {
			f := v - math.Floor(v)
			if d := math.Min(f, 1-f); d > best && s.dom.lo[k] < s.dom.hi[k] {
				best, j = d, k
				split, up = int64(math.Floor(v)), f >= 0.5
			}
		}
		if j >= 0 {
			split = max(s.dom.lo[j], min(s.dom.hi[j]-1, split)) // narrowing may have moved past the point
			return j, split, up
		}
	}
	for k := range s.Program.Cols {
		if s.dom.lo[k] < s.dom.hi[k] {
			return k, s.dom.lo[k], true
		}
	}
	return -1, 0, false
}
