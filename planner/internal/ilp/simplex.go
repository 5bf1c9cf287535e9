package ilp

import "math"

// dictionary is the linear relaxation of a program, solved by the bounded dual
// simplex method (Chvátal, Linear Programming, chapters 8 and 10). Variables
// 0..n−1 are the program's columns; n+i is the sum of row i. Since every
// variable has two finite bounds, each basis can be made dual feasible by
// choosing the right bound, so that bounds may change between calls and the
// method goes on from where it stood. It is floating point and only guides the
// search; see prover for what prunes.
//
// Products are converted to float64 before they are added, which keeps every
// machine from fusing the two operations and so from taking another path.
type dictionary struct {
	p    *Program
	m, n int
	lo   []float64 // of all n+m variables
	hi   []float64
	cost []float64 // of the columns, slightly perturbed against ties

	basic    []int     // variable of each dictionary row
	nonbasic []int     // variable of each dictionary column
	a        []float64 // m×n: basic = a · nonbasic
	d        []float64 // reduced costs of the nonbasic variables
	atUpper  []bool    // of each nonbasic variable
	xb       []float64 // values of the basic variables
	pivots   int       // since the last rebuild

	order []candidate // scratch of the ratio test
	flips []int
	work  int64 // multiplications so far, for budgets that no clock decides
	rows  int64 // rows rewritten so far
}

type candidate struct {
	col   int
	ratio float64
	alpha float64
}

const (
	// primalTolerance is how far outside its bounds a basic variable may be: rounding
	// stays below it, and a whole number is never that near to another.
	primalTolerance = 1e-7
	// pivotTolerance is the least coefficient to divide by in a step, rebuildTolerance
	// that in a rebuild, which starts from whole numbers.
	pivotTolerance   = 1e-7
	rebuildTolerance = 1e-9
	// Rounding errors are got rid of by a rebuild: before a relaxation after so many
	// pivots, within one after so many steps.
	rebuildAfter = 400
	rebuildEvery = 100
	// stepsPerRow bounds the steps of a relaxation; the usual ones take one or two a
	// row, so that with so many more it goes in circles.
	stepsPerRow = 50
	// perturbationUnit is far below what could change a rounded-up bound.
	perturbationUnit = 1e-7
)

func newDictionary(p *Program) *dictionary {
	n, m := len(p.Cols), len(p.Rows)
	d := &dictionary{
		p: p, m: m, n: n,
		lo: make([]float64, n+m), hi: make([]float64, n+m), cost: make([]float64, n),
		basic: make([]int, m), nonbasic: make([]int, n), a: make([]float64, m*n),
		d: make([]float64, n), atUpper: make([]bool, n), xb: make([]float64, m),
	}
	d.readCosts()
	d.reset()
	return d
}

func (d *dictionary) readCosts() {
	for j := range d.p.Cols {
		d.cost[j] = float64(d.p.Cols[j].Cost) + perturbation(j)
	}
}

// reprice takes up changed costs at the present basis.
func (d *dictionary) reprice() {
	d.readCosts()
	for col, v := range d.nonbasic {
		d.d[col] = 0
		if v < d.n {
			d.d[col] = d.cost[v]
		}
	}
	for i, v := range d.basic {
		if v >= d.n {
			continue
		}
		c := d.cost[v]
		for col, a := range d.a[i*d.n : (i+1)*d.n] {
			d.d[col] += float64(c * a)
		}
	}
}

// perturbation breaks the many ties between reduced costs, by one to two units that
// look random (multiplicative hashing with the golden ratio).
func perturbation(j int) float64 {
	h := uint64(j+1) * 0x9E3779B97F4A7C15
	return perturbationUnit * (1 + float64(h>>40)/float64(1<<24))
}

// reset makes the row sums basic.
func (d *dictionary) reset() {
	clear(d.a)
	for j := range d.n {
		d.nonbasic[j] = j
		d.d[j] = d.cost[j]
		for _, e := range d.p.Cols[j].At {
			d.a[e.Row*d.n+j] = float64(e.Coef)
		}
	}
	for i := range d.m {
		d.basic[i] = d.n + i
	}
	d.pivots = 0
}

// rebuild recomputes the dictionary of the present basis from the integers, so
// that rounding errors do not pile up.
func (d *dictionary) rebuild() {
	isBasic := make([]bool, d.n+d.m)
	for _, v := range d.basic {
		isBasic[v] = true
	}
	d.reset()
	for col := range d.n {
		if !isBasic[d.nonbasic[col]] {
			continue
		}
		best := -1
		for i := range d.m {
			if v := d.basic[i]; v >= d.n && !isBasic[v] &&
				(best < 0 || math.Abs(d.a[i*d.n+col]) > math.Abs(d.a[best*d.n+col])) {
				best = i
			}
		}
		if best >= 0 && math.Abs(d.a[best*d.n+col]) > rebuildTolerance {
			d.pivot(best, col)
		}
	}
	d.pivots = 0
}

// place puts every nonbasic variable at the bound its reduced cost asks for and
// computes the basic values.
func (d *dictionary) place() {
	clear(d.xb)
	for col := range d.nonbasic {
		if d.d[col] != 0 {
			d.atUpper[col] = d.d[col] < 0
		}
		if x := d.resting(col); x != 0 {
			d.shift(col, x)
		}
	}
}

// resting is the bound at which the nonbasic variable of col rests.
func (d *dictionary) resting(col int) float64 {
	v := d.nonbasic[col]
	if d.atUpper[col] {
		return d.hi[v]
	}
	return d.lo[v]
}

// shift takes the basic values along when the nonbasic variable of col moves.
func (d *dictionary) shift(col int, step float64) {
	for i := range d.m {
		d.xb[i] += float64(d.a[i*d.n+col] * step)
	}
}

// outcome of one relaxation.
type outcome uint8

const (
	solved     outcome = iota
	impossible         // the row at index ray shows it
	gaveUp             // too many steps
)

// solve runs the dual simplex method with the present bounds. On impossible it
// returns the dictionary row that shows it.
func (d *dictionary) solve() (outcome, int) {
	if d.pivots > rebuildAfter {
		d.rebuild()
	}
	d.place()
	limit := stepsPerRow*(d.m+10) + d.n
	for step := range limit {
		if step%rebuildEvery == rebuildEvery-1 {
			d.rebuild()
			d.place()
		}
		row, below := d.leaving()
		if row < 0 {
			return solved, -1
		}
		col := d.entering(row, below)
		if col < 0 {
			return impossible, row
		}
		d.exchange(row, col, below)
	}
	return gaveUp, -1
}

// leaving picks the basic variable furthest outside its bounds.
func (d *dictionary) leaving() (row int, below bool) {
	row = -1
	worst := primalTolerance
	for i, v := range d.basic {
		if x := d.lo[v] - d.xb[i]; x > worst {
			row, below, worst = i, true, x
		}
		if x := d.xb[i] - d.hi[v]; x > worst {
			row, below, worst = i, false, x
		}
	}
	return row, below
}

// entering is the ratio test with bound flips: candidates are passed, moving to
// their other bound, as long as that leaves the row infeasible.
func (d *dictionary) entering(row int, below bool) int {
	d.order = d.order[:0]
	line := d.a[row*d.n : (row+1)*d.n]
	for col, alpha := range line {
		if !below {
			alpha = -alpha
		}
		v := d.nonbasic[col]
		if math.Abs(alpha) < pivotTolerance || d.lo[v] == d.hi[v] {
			continue
		}
		if (alpha > 0) == d.atUpper[col] {
			continue // it already helps as much as it can
		}
		d.order = append(d.order, candidate{col, math.Abs(d.d[col]) / math.Abs(alpha), math.Abs(alpha)})
	}
	v := d.basic[row]
	gap := d.lo[v] - d.xb[row]
	if !below {
		gap = d.xb[row] - d.hi[v]
	}
	d.flips = d.flips[:0]
	for c, ok := d.nextCandidate(); ok; c, ok = d.nextCandidate() {
		u := d.nonbasic[c.col]
		gap -= float64(c.alpha * (d.hi[u] - d.lo[u]))
		if gap <= primalTolerance/2 {
			for _, col := range d.flips {
				d.flip(col)
			}
			return c.col
		}
		d.flips = append(d.flips, c.col)
	}
	return -1
}

// nextCandidate takes out the candidate with the smallest ratio (ties: the largest
// coefficient, then the first column). Few are taken of many, so that sorting would cost more.
func (d *dictionary) nextCandidate() (candidate, bool) {
	if len(d.order) == 0 {
		return candidate{}, false
	}
	best := 0
	for i := range d.order {
		if d.order[i].before(&d.order[best]) {
			best = i
		}
	}
	c, last := d.order[best], len(d.order)-1
	d.order[best] = d.order[last]
	d.order = d.order[:last]
	return c, true
}

func (c *candidate) before(o *candidate) bool {
	if c.ratio != o.ratio {
		return c.ratio < o.ratio
	}
	return c.alpha > o.alpha || c.alpha == o.alpha && c.col < o.col
}

// flip moves the nonbasic variable of col to its other bound.
func (d *dictionary) flip(col int) {
	v := d.nonbasic[col]
	step := d.hi[v] - d.lo[v]
	if d.atUpper[col] {
		step = -step
	}
	d.atUpper[col] = !d.atUpper[col]
	d.shift(col, step)
}

// exchange makes the nonbasic variable of col basic in row and sends the leaving
// variable to the bound it violated.
func (d *dictionary) exchange(row, col int, below bool) {
	leave := d.basic[row]
	target := d.hi[leave]
	if below {
		target = d.lo[leave]
	}
	start := d.resting(col)
	step := (target - d.xb[row]) / d.a[row*d.n+col]
	d.shift(col, step)
	d.pivot(row, col)
	d.xb[row] = start + step
	d.atUpper[col] = !below
}

// pivot rewrites the dictionary for the exchanged pair.
func (d *dictionary) pivot(row, col int) {
	d.pivots++
	d.work += int64(d.m) * int64(d.n)
	line := d.a[row*d.n : (row+1)*d.n]
	inv := 1 / line[col]
	for j := range line {
		line[j] = float64(-line[j] * inv)
	}
	line[col] = inv
	for i := range d.m {
		if i == row {
			continue
		}
		other := d.a[i*d.n : (i+1)*d.n]
		f := other[col]
		if f == 0 {
			continue
		}
		other[col] = 0
		d.rows++
		for j, v := range line {
			other[j] += float64(f * v)
		}
	}
	if f := d.d[col]; f != 0 {
		d.d[col] = 0
		for j, v := range line {
			d.d[j] += float64(f * v)
		}
	}
	d.basic[row], d.nonbasic[col] = d.nonbasic[col], d.basic[row]
}

// point returns the values of the columns.
func (d *dictionary) point(x []float64) {
	for col, v := range d.nonbasic {
		if v < d.n {
			x[v] = d.resting(col)
		}
	}
	for i, v := range d.basic {
		if v < d.n {
			x[v] = d.xb[i]
		}
	}
}
