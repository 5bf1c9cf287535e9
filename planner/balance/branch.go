package balance

import (
	"context"
	"math"
)

// search is a depth-first branch and bound on one program. It may be run again
// after bounds or costs of the program were changed, and then goes on from the
// linear relaxation as it stands; columns, rows and coefficients must not change.
type search struct {
	ctx   context.Context
	p     *program
	dom   *domain
	dict  *dictionary
	proof *prover
	limit limits
	nodes int
	ended bool // by limit or context
	any   bool // stop at the first solution
	best  []int64
	value int64
	point []float64
}

// limits bounds one run of a search: nodes, and multiplications in the linear
// relaxation. Neither depends on the machine.
type limits struct {
	nodes int
	work  int64
}

func newSearch(p *program) *search {
	return &search{p: p, dom: newDomain(p), point: make([]float64, len(p.cols))}
}

// solve finds a solution of least cost below the cutoff. The order of the search
// depends on the program alone. It stops at its limits, or when the context
// ends, with what it has.
func (p *program) solve(ctx context.Context, limit limits, cutoff int64) answer {
	return newSearch(p).run(ctx, limit, cutoff)
}

// first finds any solution below the cutoff, without asking for the best.
func (s *search) first(ctx context.Context, limit limits, cutoff int64) answer {
	s.any = true
	defer func() { s.any = false }()
	return s.run(ctx, limit, cutoff)
}

func (s *search) run(ctx context.Context, limit limits, cutoff int64) answer {
	s.ctx, s.limit, s.value = ctx, limit, cutoff
	s.nodes, s.ended, s.best = 0, false, nil
	s.dom.restart()
	s.dom.limit = cutoff
	if s.dom.propagate() {
		if s.dict == nil {
			s.dict, s.proof = newDictionary(s.p), newProver(s.p)
		} else {
			s.dict.reprice()
		}
		s.limit.work += s.dict.work
		s.explore()
	}
	return answer{x: s.best, value: s.value, proved: !s.ended, nodes: s.nodes}
}

// work is what all runs so far took.
func (s *search) work() int64 {
	if s.dict == nil {
		return 0
	}
	return s.dict.work
}

// spent reports whether a limit is reached or the context has ended.
func (s *search) spent() bool {
	return s.nodes > s.limit.nodes || s.dict.work > s.limit.work || (s.nodes&15 == 1 && s.ctx.Err() != nil)
}

// explore searches the present domain, which has been propagated.
func (s *search) explore() {
	s.nodes++
	if s.any && s.best != nil {
		return
	}
	if s.spent() {
		s.ended = true
		return
	}
	result, ray := s.relax()
	switch result {
	case impossible:
		if s.proof.refutes(s.dict, ray, s.dom) {
			return
		}
	case solved:
		if s.proof.bound(s.dict, s.dom) >= s.value {
			return
		}
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
		s.atLeaf()
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

func (s *search) relax() (outcome, int) {
	n := len(s.p.cols)
	for j := range n {
		s.dict.lo[j], s.dict.hi[j] = float64(s.dom.lo[j]), float64(s.dom.hi[j])
	}
	for i := range s.p.rows {
		s.dict.lo[n+i], s.dict.hi[n+i] = float64(s.dom.rowLo(i)), float64(s.dom.rowHi(i))
	}
	return s.dict.solve()
}

// accept takes the point as a solution if it is whole and checks out in
// integers; its cost is then the bound of this branch, which is finished unless
// rounding made them differ.
func (s *search) accept() bool {
	x := make([]int64, len(s.point))
	for j, v := range s.point {
		r := math.Round(v)
		if math.Abs(v-r) > 1e-6 {
			return false
		}
		x[j] = int64(r)
	}
	if !s.p.feasible(x) {
		return false
	}
	if v := s.p.value(x); v < s.value {
		s.best, s.value = x, v
		s.dom.limit = v
	}
	return s.proof.bound(s.dict, s.dom) >= s.value
}

// settleRoot narrows the domain to what solutions below the cutoff can use; it
// reports whether there may be any.
func (s *search) settleRoot(ctx context.Context, limit limits, cutoff int64) bool {
	s.ctx, s.limit, s.value, s.nodes, s.ended = ctx, limit, cutoff, 0, false
	s.dom.restart()
	s.dom.limit = cutoff
	if !s.dom.propagate() {
		return false
	}
	s.dict, s.proof = newDictionary(s.p), newProver(s.p)
	if result, _ := s.relax(); result == solved {
		if s.proof.bound(s.dict, s.dom) >= cutoff {
			return false
		}
		s.proof.narrow(s.dom, cutoff)
	}
	return s.dom.propagate()
}

// choose picks the variable to branch on: the one furthest from a whole number
// (ties: the first); without a point, the first that is still open. It returns
// the split (left branch x ≤ split) and whether to look above first.
func (s *search) choose(havePoint bool) (j int, split int64, up bool) {
	j = -1
	if havePoint {
		best := 1e-6
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
	for k := range s.p.cols {
		if s.dom.lo[k] < s.dom.hi[k] {
			return k, s.dom.lo[k], true
		}
	}
	return -1, 0, false
}

// atLeaf checks a domain of a single point.
func (s *search) atLeaf() {
	x := append([]int64(nil), s.dom.lo...)
	if s.p.feasible(x) {
		if v := s.p.value(x); v < s.value {
			s.best, s.value = x, v
			s.dom.limit = v
		}
	}
}
