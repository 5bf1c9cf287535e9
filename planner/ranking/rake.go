package ranking

import (
	"fmt"
	"math"
	"math/big"
	"slices"
)

const (
	rakeSweeps    = 1000
	rakeTolerance = 1e-9
	// rakeUnit is the grid to which raked weights are rounded: they come out of
	// an iteration, and from there on everything is exact again.
	rakeUnit = 1 << 40
)

// rake fits the weights to target shares of groups and of regions by iterative
// proportional fitting (Deming & Stephan 1940): rows and columns of the group ×
// region table are scaled in turn until both margins fit. It stops at a largest
// relative error of 1e-9 or after 1000 sweeps. Ballots that lack one of the two
// keep their source weight and are outside the table.
func (p *profile) rake(w *weighting, opts *Options) error {
	if !slices.ContainsFunc(p.cells, func(c cell) bool { return c.group >= 0 && c.region >= 0 && c.n > 0 }) {
		return fmt.Errorf("%w: raking needs ballots that carry a group and a region", ErrOptions)
	}
	rows, cols, err := p.rakeTargets(opts)
	if err != nil {
		return err
	}
	t := newRakeTable(p, rows, cols)
	t.fit()
	w.raking = t.report(p)
	scale := new(big.Rat)
	for i := range p.cells {
		c := &p.cells[i]
		w.cells[i] = c.sourceRat()
		if c.group < 0 || c.region < 0 {
			continue
		}
		f := t.factor(c.group, c.region)
		scale.SetFrac(big.NewInt(int64(math.Round(f*rakeUnit))), big.NewInt(rakeUnit))
		w.cells[i].Mul(w.cells[i], scale)
	}
	return nil
}

func (p *profile) rakeTargets(opts *Options) (rows, cols []float64, err error) {
	g, r := equalShares(len(p.groups)), equalShares(len(p.regions))
	if len(opts.Shares) > 0 {
		if g, err = p.targetShares("group", p.groups, opts.Shares); err != nil {
			return nil, nil, err
		}
	}
	if len(opts.RegionShares) > 0 {
		if r, err = p.targetShares("region", p.regions, opts.RegionShares); err != nil {
			return nil, nil, err
		}
	}
	return ratFloats(g), ratFloats(r), nil
}

func ratFloats(rs []*big.Rat) []float64 {
	out := make([]float64, len(rs))
	for i, r := range rs {
		out[i], _ = r.Float64()
	}
	return out
}

// rakeTable is the group × region table during the fit.
type rakeTable struct {
	rows, cols []float64   // target totals
	start, now [][]float64 // weight per cell before and after
	sweeps     int
	err        float64
}

func newRakeTable(p *profile, rows, cols []float64) *rakeTable {
	t := &rakeTable{rows: rows, cols: cols, start: make([][]float64, len(rows)), now: make([][]float64, len(rows))}
	total := 0.0
	for i := range rows {
		t.start[i] = make([]float64, len(cols))
		t.now[i] = make([]float64, len(cols))
	}
	for i := range p.cells {
		c := &p.cells[i]
		if c.group >= 0 && c.region >= 0 {
			s, _ := c.sourceRat().Float64()
			t.start[c.group][c.region] += s * float64(c.n)
			total += s * float64(c.n)
		}
	}
	for i := range rows {
		copy(t.now[i], t.start[i])
		rows[i] *= total
	}
	for j := range cols {
		cols[j] *= total
	}
	return t
}

func (t *rakeTable) rowSum(i int) (s float64) {
	for _, x := range t.now[i] {
		s += x
	}
	return s
}

func (t *rakeTable) colSum(j int) (s float64) {
	for i := range t.now {
		s += t.now[i][j]
	}
	return s
}

func (t *rakeTable) fit() {
	for t.sweeps = 0; t.sweeps < rakeSweeps; t.sweeps++ {
		if t.err = t.worst(); t.err <= rakeTolerance {
			return
		}
		for i := range t.rows {
			if s := t.rowSum(i); s > 0 {
				for j := range t.now[i] {
					t.now[i][j] *= t.rows[i] / s
				}
			}
		}
		for j := range t.cols {
			if s := t.colSum(j); s > 0 {
				for i := range t.now {
					t.now[i][j] *= t.cols[j] / s
				}
			}
		}
	}
	t.err = t.worst()
}

// worst is the largest relative error of any margin.
func (t *rakeTable) worst() float64 {
	worst := 0.0
	for i, want := range t.rows {
		worst = max(worst, math.Abs(t.rowSum(i)-want)/want)
	}
	for j, want := range t.cols {
		worst = max(worst, math.Abs(t.colSum(j)-want)/want)
	}
	return worst
}

func (t *rakeTable) factor(i, j int) float64 {
	if t.start[i][j] == 0 {
		return 0
	}
	return t.now[i][j] / t.start[i][j]
}

func (t *rakeTable) report(p *profile) *Raking {
	r := &Raking{Sweeps: t.sweeps, Converged: t.err <= rakeTolerance, MaxError: t.err}
	total := 0.0
	for _, x := range t.rows {
		total += x
	}
	for i := range t.rows {
		for j := range t.cols {
			if t.start[i][j] == 0 {
				r.EmptyCells = append(r.EmptyCells, [2]string{p.groups[i], p.regions[j]})
			}
		}
	}
	if total == 0 {
		return r
	}
	for i := range t.rows {
		r.Margins = append(r.Margins, RakeMargin{Dimension: "group", Value: p.groups[i], Target: t.rows[i] / total, Reached: t.rowSum(i) / total})
	}
	for j := range t.cols {
		r.Margins = append(r.Margins, RakeMargin{Dimension: "region", Value: p.regions[j], Target: t.cols[j] / total, Reached: t.colSum(j) / total})
	}
	return r
}
