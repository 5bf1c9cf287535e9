package fair

import (
	"math"
	"slices"

	"roundtable/planner/internal/ilp"
)

// peeling writes a point of the linear relaxation as a mean of panels: it takes off one
// panel after the other, each with as much weight as leaves the rest within all bounds,
// until next to nothing is left (Grötschel, Lovász, Schrijver, Geometric Algorithms and
// Combinatorial Optimization, section 6.5). A bound that the rest has reached binds the
// panels that follow, so that there are at most as many as columns and rows; as each
// takes those who are still to come most often, far fewer are needed. Where panels in
// whole numbers are not all that the bounds allow, there may be none for the rest.
type peeling struct {
	search *ilp.Search
	// rest is what is left, as if it were one panel: the value of every column, then the
	// sum of every row; within has their bounds.
	rest   []float64
	within []*ilp.Bounds
}

const (
	// restWeight is the weight that need not be taken off, restNearly that from which
	// on the chances count as reached.
	restWeight = 1e-11
	restNearly = 1e-6
	// onBound is how near the rest is to a bound that it has reached.
	onBound = 1e-9
	// likeliest is the price of somebody who is on every panel of the rest.
	likeliest = 1 << 10
)

// attain returns panels and their weights whose mean is the point, and the weight of
// what could not be written so.
func (p *Pool) attain(point []float64) (panels []*panel, weights []float64, left float64) {
	q := newPeeling(p.search.Program.Clone(), point)
	for left = 1; left > restWeight; {
		q.bind()
		ans := q.search.First(p.ctx, p.limits, ilp.NoCutoff)
		if !ans.Found() {
			break
		}
		part := q.takeOff(ans.X)
		panels, weights = append(panels, p.panel(ans.X)), append(weights, left*part)
		left *= 1 - part
	}
	return panels, weights, left
}

func newPeeling(p *ilp.Program, point []float64) *peeling {
	q := &peeling{search: ilp.NewSearch(p), rest: append(slices.Clone(point), make([]float64, len(p.Rows))...)}
	sums := q.rest[len(p.Cols):]
	for j := range p.Cols {
		q.within = append(q.within, &p.Cols[j].Bounds)
		for _, e := range p.Cols[j].At {
			sums[e.Row] += float64(float64(e.Coef) * point[j])
		}
	}
	for i := range p.Rows {
		q.within = append(q.within, &p.Rows[i])
	}
	return q
}

// bind holds panels to the bounds that the rest has reached, and asks for those who are
// on it most.
func (q *peeling) bind() {
	for i, b := range q.within {
		if q.rest[i] < float64(b.Lo)+onBound {
			b.Hi = b.Lo
		} else if q.rest[i] > float64(b.Hi)-onBound {
			b.Lo = b.Hi
		}
	}
	cols := q.search.Program.Cols
	for j := range cols {
		cols[j].Cost = -int64(likeliest * q.rest[j] / float64(max(1, cols[j].Hi)))
	}
}

// takeOff takes a panel off the rest and returns the part of it that the panel is.
func (q *peeling) takeOff(x []int64) float64 {
	step := math.Inf(1) // away from the panel, as a part of the way from it to the rest
	panel := append(slices.Clone(x), q.search.Program.Sums(x)...)
	for i, b := range q.within {
		way := q.rest[i] - float64(panel[i])
		switch {
		case b.Lo == b.Hi:
		case way > 0:
			step = min(step, (float64(b.Hi)-q.rest[i])/way)
		case way < 0:
			step = min(step, (float64(b.Lo)-q.rest[i])/way)
		}
	}
	if math.IsInf(step, 1) {
		return 1
	}
	for i := range q.rest {
		q.rest[i] += float64(step * (q.rest[i] - float64(panel[i])))
	}
	return step / (1 + step)
}
