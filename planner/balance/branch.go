package balance

import (
	"context"
	"math"
)

// search is a depth-first branch and bound on one program.
type search struct {
	ctx   context.Context
	p     *program
	dom   *domain
	dict  *dictionary
	proof *prover
	limit int // of nodes
	nodes int
	ended bool // by limit or context
	any   bool // stop at the first solution
	best  []int64
	value int64
	point []float64
}

// solve finds a solution of least cost below the cutoff. The order of the search
// depends on the program alone. It stops after the given number of nodes, or
// when the context ends, with what it has.
func (p *program) solve(ctx context.Context, nodes int, cutoff int64) answer {
	return p.run(ctx, nodes, cutoff, false)
}

func (p *program) run(ctx context.Context, nodes int, cutoff int64, any bool) answer {
	s := &search{ctx: ctx, p: p, dom: newDomain(p), limit: nodes, value: cutoff, any: any}
	s.dom.limit = cutoff
	if s.dom.propagate() {
		s.dict, s.proof = newDictionary(p), newProver(p)
		s.point = make([]float64, len(p.cols))
		s.explore()
	}
	return answer{x: s.best, value: s.value, proved: !s.ended, nodes: s.nodes}
}

// first finds any solution below the cutoff, without asking for the best.
func (p *program) first(ctx context.Context, nodes int, cutoff int64) answer {
	return p.run(ctx, nodes, cutoff, true)
}

// explore searches the present domain, which has been propagated.
func (s *search) explore() {
	s.nodes++
	if s.any && s.best != nil {
		return
	}
	if s.nodes > s.limit || (s.nodes&15 == 0 && s.ctx.Err() != nil) {
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
			split = max(s.dom.lo[j], min(s.dom.hi[j]-1, split))
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
