package balance

import "math"

// program is an integer program: choose whole numbers x_j in [0, upper_j] so
// that every row's sum of coefficients times x lies within [lo, hi] and the sum
// of cost times x is least. All numbers are integers; all variables are bounded.
type program struct {
	cols []column
	rows []bounds
}

// column is one variable with its few non-zero coefficients.
type column struct {
	cost, upper int64
	at          []entry
}

type entry struct {
	row  int
	coef int64
}

type bounds struct{ lo, hi int64 }

// unbounded stands for "no limit" in a row; small enough to add without overflow.
const unbounded = int64(1) << 40

func (p *program) addRow(lo, hi int64) int {
	p.rows = append(p.rows, bounds{lo, hi})
	return len(p.rows) - 1
}

func (p *program) addColumn(cost, upper int64, at ...entry) int {
	p.cols = append(p.cols, column{cost, upper, at})
	return len(p.cols) - 1
}

// clone copies rows and columns so that bounds, costs and further columns can be
// changed; the coefficient lists are shared and must not be.
func (p *program) clone() *program {
	return &program{cols: append([]column(nil), p.cols...), rows: append([]bounds(nil), p.rows...)}
}

// value is the cost of x.
func (p *program) value(x []int64) int64 {
	v := int64(0)
	for j := range p.cols {
		v += p.cols[j].cost * x[j]
	}
	return v
}

// feasible checks x against every row and bound.
func (p *program) feasible(x []int64) bool {
	sum := make([]int64, len(p.rows))
	for j := range p.cols {
		if x[j] < 0 || x[j] > p.cols[j].upper {
			return false
		}
		for _, e := range p.cols[j].at {
			sum[e.row] += e.coef * x[j]
		}
	}
	for i, r := range p.rows {
		if sum[i] < r.lo || sum[i] > r.hi {
			return false
		}
	}
	return true
}

// answer is what a search found out about a program.
type answer struct {
	// x is the best solution found, nil if none; value its cost.
	x     []int64
	value int64
	// proved says that the search was finished: x is optimal, or nil because
	// there is no solution (or none below the cutoff).
	proved bool
	nodes  int
}

// found reports whether there is a solution.
func (a *answer) found() bool { return a.x != nil }

// noCutoff is a cutoff above every cost.
const noCutoff = math.MaxInt64 / 4
