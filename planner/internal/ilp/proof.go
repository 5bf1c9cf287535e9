package ilp

import (
	"math"
	"math/bits"
)

// Bounds that prune are recomputed in integers. For any row prices Y the
// identity cost·x = Σ Y_i·(row i of x) + Σ r_j·x_j with r_j = cost_j − Σ Y_i·a_ij
// holds exactly, so taking each term at its better bound gives a valid bound
// whatever the prices are; floating point only has to supply good ones
// (Neumaier & Shcherbina, Mathematical Programming 99, 2004).

// fullScale turns prices into integers where costs are small. The larger they are, the
// larger are prices and the coarser they may be.
const fullScale = int64(1) << 22

// scaledLimit bounds a scaled price, which keeps the integer arithmetic far from overflow.
const scaledLimit = 1 << 34

// prover checks bounds against the present bounds of a search.
type prover struct {
	p      *Program
	scale  int64 // of prices in the unit of costs
	prices []int64
	rest   []int64
	total  int64 // the last bound, before rounding up
}

func newProver(p *Program) *prover {
	q := &prover{p: p, prices: make([]int64, len(p.Rows)), rest: make([]int64, len(p.Cols))}
	q.rescale()
	return q
}

// rescale takes up changed costs.
func (q *prover) rescale() {
	most := int64(0)
	for j := range q.p.Cols {
		most = max(most, q.p.Cols[j].Cost, -q.p.Cols[j].Cost)
	}
	q.scale = max(1, fullScale>>max(0, bits.Len64(uint64(most))-smallCost))
}

// smallCost is the length in bits of costs at which prices have the full scale.
const smallCost = 10

// bound is a proved lower bound on the cost of every solution within the domain,
// from the reduced costs of the dictionary.
func (q *prover) bound(d *dictionary, dom *domain) int64 {
	clear(q.prices)
	for col, v := range d.nonbasic {
		if v >= d.n {
			q.prices[v-d.n] = price(d.d[col], q.scale)
		}
	}
	q.total = q.extreme(dom, true)
	return ceilDiv(q.total, q.scale)
}

// narrow uses the bound just proved: a variable with rest r_j that moves k away
// from its better bound raises the cost by at least k·|r_j|, so solutions below
// the limit keep it within reach. It changes nothing where there is no limit.
func (q *prover) narrow(dom *domain, limit int64) {
	if limit >= NoCutoff {
		return
	}
	room := (limit-1)*q.scale - q.total
	for j, r := range q.rest {
		switch lo, hi := dom.lo[j], dom.hi[j]; {
		case lo == hi || r == 0 || room < 0:
		case r > 0 && (hi-lo) > room/r:
			dom.narrow(j, lo, lo+room/r)
		case r < 0 && (hi-lo) > room/-r:
			dom.narrow(j, hi-room/-r, hi)
		}
	}
}

// extreme is the least value of Σ Y_i·s_i + Σ r_j·x_j over the domain, where r
// starts from the scaled costs, or from zero.
func (q *prover) extreme(dom *domain, costs bool) int64 {
	total := int64(0)
	for i, y := range q.prices {
		if y > 0 {
			total += y * dom.rowLo(i)
		} else if y < 0 {
			total += y * dom.rowHi(i)
		}
	}
	for j := range q.p.Cols {
		r := int64(0)
		if costs {
			r = q.p.Cols[j].Cost * q.scale
		}
		for _, e := range q.p.Cols[j].At {
			r -= q.prices[e.Row] * e.Coef
		}
		q.rest[j] = r
		if r > 0 {
			total += r * dom.lo[j]
		} else {
			total += r * dom.hi[j]
		}
	}
	return total
}

// refutes checks in integers that the dictionary row shows the domain to be
// empty: some combination Y of the rows, which is identically Σ Y_i·s_i − Σ
// (Σ Y_i·a_ij)·x_j = 0, cannot be zero anywhere in the domain.
func (q *prover) refutes(d *dictionary, row int, dom *domain) bool {
	most := 0.0
	line := d.a[row*d.n : (row+1)*d.n]
	ray := make([]float64, d.m)
	if v := d.basic[row]; v >= d.n {
		ray[v-d.n] = -1
		most = 1
	}
	for col, v := range d.nonbasic {
		if v >= d.n {
			ray[v-d.n] = line[col]
			most = math.Max(most, math.Abs(line[col]))
		}
	}
	for _, sign := range [2]float64{1, -1} {
		for i := range ray {
			q.prices[i] = price(sign*ray[i]/most, fullScale)
		}
		if q.extreme(dom, false) > 0 {
			return true
		}
	}
	return false
}

// Refuting returns the price that each row carries in a proof that the linear
// relaxation has no solution, most of them zero; nil where it shows none.
func (p *Program) Refuting() []int64 {
	s := NewSearch(p)
	s.dict, s.proof = newDictionary(p), newProver(p)
	if result, ray := s.relax(); result != impossible || !s.proof.refutes(s.dict, ray, s.dom) {
		return nil
	}
	return s.proof.prices
}

// price is y as an integer; what no number stands for costs nothing.
func price(y float64, scale int64) int64 {
	if math.IsNaN(y) {
		return 0
	}
	return int64(math.Round(math.Max(-scaledLimit, math.Min(scaledLimit, y*float64(scale)))))
}

func ceilDiv(a, b int64) int64 {
	q := a / b
	if a%b > 0 {
		q++
	}
	return q
}
