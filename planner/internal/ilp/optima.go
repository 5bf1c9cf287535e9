package ilp

import (
	"context"
	"math"
	"slices"
)

// Choice says which solutions of a program are different: those that differ in
// the columns Cols. Such a column is a group of Upper things that are alike, so
// a solution that takes x of them stands for C(Upper, x) ways to choose. All
// other columns are indicators, which follow from the choice.
type Choice struct {
	Cols    []int
	Spreads []Spread
}

// Spread is a bound on how many of some rows have a sum above zero: row Main
// bounds the sum of their indicators (and of Main's other columns), Links has
// the row that ties each indicator to the choice, and Have what counts for it
// whatever is chosen, negative where it takes more than one.
type Spread struct {
	Main  int
	Links []int
	Have  []int
}

// Optima are the solutions of least cost.
type Optima struct {
	Listed []Optimum
	// Total is the number of ways to choose, over all solutions; where Counted is
	// false it is only a lower bound.
	Total   int
	Counted bool
}

// Optimum is a solution of least cost: how many each column of the choice takes,
// and the number of ways to choose so.
type Optimum struct {
	Taken []int
	Ways  int
}

// The limits of listing solutions one by one: solutions found, nodes and work.
const (
	listSolutions = 3_000
	listNodes     = 60_000
	listWork      = 150_000_000
	leafNodes     = 100 // and as many as the walk took so far, to settle the indicators of one
)

// Optima finds the solutions that cost as little as best, which is proved to be
// optimal, and lists the first of them, at least one. It first counts by states
// of the row sums; where there are too many of those it goes from solution to
// solution, which answers where the solutions themselves are few.
func (p *Program) Optima(ctx context.Context, choice Choice, best Answer, list int) Optima {
	w := &walker{Search: NewSearch(p), choice: choice.Cols}
	if w.settleRoot(ctx, best.Value+1) {
		c := newCounter(p, choice, best.Value, w.dom)
		if n := c.count(0); !c.failed {
			return Optima{w.ways(c.list(list)), int(n), n < saturated}
		}
		w.walk(false)
	}
	if len(w.found) == 0 {
		w.found, w.ended = [][]int{w.chosen(best.X)}, true
	}
	all := w.ways(w.found)
	total := uint64(0)
	for _, o := range all {
		total = addSat(total, uint64(o.Ways))
	}
	return Optima{all[:min(len(all), max(list, 1))], int(total), !w.ended && total < saturated}
}

// walker lists solutions one by one where there are too many states to count. It
// takes the search apart: the limits, the domain and the relaxation are used, the best
// solution is not, so that value stays the cutoff just above the least cost. When it
// ends by a limit, ended is set and there may be more.
type walker struct {
	*Search
	choice []int
	found  [][]int
}

// chosen is what a solution takes of each column of the choice.
func (w *walker) chosen(x []int64) []int {
	out := make([]int, len(w.choice))
	for k, j := range w.choice {
		out[k] = int(x[j])
	}
	return out
}

// ways adds the number of ways to each choice.
func (w *walker) ways(found [][]int) []Optimum {
	out := make([]Optimum, len(found))
	for i, taken := range found {
		ways := uint64(1)
		for k, j := range w.choice {
			ways = mulSat(ways, choose(w.Program.Cols[j].Upper, int64(taken[k])))
		}
		out[i] = Optimum{taken, int(ways)}
	}
	return out
}

// settleRoot narrows the domain to what solutions below the cutoff can use; it
// reports whether there may be any.
func (w *walker) settleRoot(ctx context.Context, cutoff int64) bool {
	if !w.begin(ctx, Limits{listNodes, listWork}, cutoff) {
		return false
	}
	w.dict, w.proof = newDictionary(w.Program), newProver(w.Program)
	result, pruned := w.bound()
	if result == solved {
		w.proof.narrow(w.dom, cutoff)
	}
	return !pruned && w.dom.propagate()
}

// walk fixes the columns of the choice in order, each first at its value in the
// relaxation; havePoint says that the point of the last one still solves it.
func (w *walker) walk(havePoint bool) {
	w.nodes++
	if w.spent() || len(w.found) >= listSolutions {
		w.ended = true
		return
	}
	if !havePoint {
		if _, pruned := w.bound(); pruned {
			return
		}
		w.dict.point(w.point)
	}
	open := slices.IndexFunc(w.choice, func(j int) bool { return w.dom.lo[j] < w.dom.hi[j] })
	if open < 0 {
		w.leaf()
		return
	}
	j := w.choice[open]
	lo, hi := w.dom.lo[j], w.dom.hi[j]
	first := max(lo, min(hi, int64(w.point[j]+0.5)))
	exact := math.Abs(w.point[j]-float64(first)) < pointTolerance
	for k := int64(0); k <= hi-lo; k++ {
		v := first + k // first, first+1, …, hi, lo, …, first−1
		if v > hi {
			v = lo + (v - hi - 1)
		}
		mark := w.dom.mark()
		w.dom.narrow(j, v, v)
		if w.dom.propagate() {
			w.walk(k == 0 && exact && w.pointHolds(mark))
		}
		w.dom.undo(mark)
	}
}

// pointTolerance is how far outside the bounds a point still solves a relaxation.
const pointTolerance = 1e-9

// pointHolds reports whether the relaxation's point lies within all bounds moved
// since the mark, so that it needs no solving again.
func (w *walker) pointHolds(mark int) bool {
	return !slices.ContainsFunc(w.dom.trail[mark:], func(c change) bool {
		x := w.point[c.col]
		return x < float64(w.dom.lo[c.col])-pointTolerance || x > float64(w.dom.hi[c.col])+pointTolerance
	})
}

// leaf has the choice fixed; only indicators may be open, so any solution will
// do: all of them as low, or as high, as they can be, or what a search finds.
func (w *walker) leaf() {
	for _, x := range [][]int64{w.dom.lo, w.dom.hi} {
		if w.Program.feasible(x) {
			w.found = append(w.found, w.chosen(x))
			return
		}
	}
	s := *w.Search // with a best solution of its own, but the same domain
	s.limit.Nodes, s.nodes, s.ended = w.nodes+leafNodes, 0, false
	s.explore()
	w.dom.limit = w.value // which a solution has lowered
	w.ended = w.ended || s.ended
	if s.best != nil {
		w.found = append(w.found, w.chosen(s.best))
	}
}
