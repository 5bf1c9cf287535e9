package electorate

import (
	"errors"
	"math"
	"math/big"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/exact"
)

const (
	rakeSweeps    = 1000
	rakeTolerance = 1e-9
	// rakeUnit is the grid to which raked weights are rounded: they come out of
	// an iteration, and from there on everything is exact again.
	rakeUnit = 1 << 40
)

// Raking tells how raked weights were found.
type Raking struct {
	Sweeps    int
	Converged bool
	MaxError  float64
	Empty     [][2]string // group and region
	Margins   []RakedMargin
}

// RakedMargin is the share of the weight that a row or column of the table, a "group" or
// a "region", was to get and got.
type RakedMargin struct {
	Dimension       string
	Value           string
	Target, Reached float64
}

// Rake fits the weights to target shares of groups and of regions, the same for
// all where none are given, by iterative proportional fitting (Deming & Stephan
// 1940): rows and columns of the group × region table are scaled in turn until
// both margins fit. It stops at a largest relative error of 1e-9 or after 1000
// sweeps. Ballots that lack one of the two keep their source weight and are
// outside the table.
func (p *Profile) Rake(groups, regions map[string]planner.Ratio) (Weights, *Raking, error) {
	if !slices.ContainsFunc(p.cells, func(c cell) bool { return c.group >= 0 && c.region >= 0 }) {
		return nil, nil, errors.New("raking needs ballots that carry a group and a region")
	}
	rows, err := targetShares("group", p.Groups, groups)
	if err != nil {
		return nil, nil, err
	}
	cols, err := targetShares("region", p.regions, regions)
	if err != nil {
		return nil, nil, err
	}
	t := newRakeTable(p, exact.Floats(rows), exact.Floats(cols))
	t.fit()
	w, scale := p.Heads(), new(big.Rat)
	for i := range p.cells {
		if c := &p.cells[i]; c.group >= 0 && c.region >= 0 {
			f := t.factor(c.group, c.region)
			w[i].Mul(w[i], scale.SetFrac64(int64(math.Round(f*rakeUnit)), rakeUnit))
		}
	}
	return w, t.report(p), nil
}

// rakeTable is the group × region table during the fit.
type rakeTable struct {
	rows, cols []float64   // target totals
	start, now [][]float64 // weight per cell before and after
	sweeps     int
	err        float64
}

func newRakeTable(p *Profile, rows, cols []float64) *rakeTable {
	t := &rakeTable{rows: rows, cols: cols, start: make([][]float64, len(rows)), now: make([][]float64, len(rows))}
	total := 0.0
	for i := range rows {
		t.start[i] = make([]float64, len(cols))
		t.now[i] = make([]float64, len(cols))
	}
	for i := range p.cells {
		c := &p.cells[i]
		if c.group >= 0 && c.region >= 0 {
			s := exact.Float(c.sourceRat()) * float64(c.n)
			t.start[c.group][c.region] += s
			total += s
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

func (t *rakeTable) report(p *Profile) *Raking {
	r := &Raking{Sweeps: t.sweeps, Converged: t.err <= rakeTolerance, MaxError: t.err}
	total := 0.0
	for i, want := range t.rows {
		total += want
		for j := range t.cols {
			if t.start[i][j] == 0 {
				r.Empty = append(r.Empty, [2]string{p.Groups[i], p.regions[j]})
			}
		}
	}
	if total == 0 {
		return r
	}
	for i, want := range t.rows {
		r.Margins = append(r.Margins, RakedMargin{"group", p.Groups[i], want / total, t.rowSum(i) / total})
	}
	for j, want := range t.cols {
		r.Margins = append(r.Margins, RakedMargin{"region", p.regions[j], want / total, t.colSum(j) / total})
	}
	return r
}
