package ilp

// Relaxation is the linear relaxation of a program, to be solved again and again with
// other bounds. Its numbers are floating point: they guide, and prove nothing.
type Relaxation struct {
	dict *dictionary
	dom  *domain // as it is at the start
}

// NewRelaxation prepares the relaxation of a program, whose costs are taken as they
// are now.
func NewRelaxation(p *Program) *Relaxation {
	d := newDictionary(p)
	dom := newDomain(p)
	for j := range p.Cols {
		d.lo[j], d.hi[j] = float64(p.Cols[j].Lo), float64(p.Cols[j].Hi)
	}
	for i := range p.Rows {
		d.lo[d.n+i], d.hi[d.n+i] = float64(dom.rowLo(i)), float64(dom.rowHi(i))
	}
	return &Relaxation{d, dom}
}

// AtLeast raises the lower bound of a column.
func (r *Relaxation) AtLeast(col int, lo float64) { r.dict.lo[col] = min(lo, r.dict.hi[col]) }

// Free takes the lower bound from a row: its sum may be as low as columns within their
// own bounds can make it.
func (r *Relaxation) Free(row int) { r.dict.lo[r.dict.n+row] = float64(r.dom.least[row]) }

// Solve finds the cheapest point: the value of every column, and what one unit more of
// the lower bound of every column and of every row would cost. It reports false where
// there is none, or rounding is in the way.
func (r *Relaxation) Solve() (x, ofColumn, ofRow []float64, ok bool) {
	d := r.dict
	if result, _ := d.solve(); result != solved {
		return nil, nil, nil, false
	}
	x, ofColumn, ofRow = make([]float64, d.n), make([]float64, d.n), make([]float64, d.m)
	d.point(x)
	for col, v := range d.nonbasic {
		if d.atUpper[col] {
			continue
		}
		if v < d.n {
			ofColumn[v] = d.d[col]
		} else {
			ofRow[v-d.n] = d.d[col]
		}
	}
	return x, ofColumn, ofRow, true
}
