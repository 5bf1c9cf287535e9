package conflict

import (
	"slices"

	"roundtable/planner/grouping/internal/bound"
	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/grouping/internal/solve"
)

// GiveWay is how far the hard rules have to give way.
type GiveWay struct {
	// Kept is a seating that keeps them all: nothing has to. The rest is empty.
	Kept model.Seating
	// Best is the seating that misses the fewest, nil where none was found that
	// keeps sizes, memberships, pairs, organisations and fixed seats.
	Best model.Seating
	// Cost is by how many people best misses the rules, costBound a proved lower
	// bound on it; proved tells that some rule has to give way.
	Cost, CostBound int
	Proved          bool
	// All are the bounds of the hard rules, bounds those of one conflict; smallest
	// tells that each of them is needed.
	All, Bounds []model.HardBound
	Smallest    bool
}

// The seeds of these searches, apart from the plan's.
const (
	elasticSeed = 3
	neededSeed  = 11
)

// Elastic asks how far the hard rules have to give way.
func Elastic(m *model.Model, o *solve.Order) *GiveWay {
	w := &GiveWay{All: m.HardBounds()}
	e := m.ElasticModel(w.All)
	s := o.SolverFor(e, elasticSeed)
	s.Solve()
	if s.Score.Broken > 0 {
		w.Proved = s.Bound < -model.ElasticPoints*int64(len(m.People)*len(m.Groups))
		return w
	}
	if s.Score.Value == 0 {
		return &GiveWay{Kept: s.Best}
	}
	w.Best = s.Best
	w.Cost = int(-s.Score.Value / model.ElasticPoints)
	w.CostBound = max(0, int((-s.Bound+model.ElasticPoints-1)/model.ElasticPoints))
	if w.Proved = w.CostBound > 0; w.Proved {
		w.findConflict(m, o, s)
	}
	return w
}

// How much is computed to make a conflict small: tests of the filter, price steps
// of each, and how many rules are tested for being needed. Large meetings stop
// there with a conflict that is proved but may be larger than it need be.
const (
	conflictTests = 400
	conflictSteps = 250
	mostNeeded    = 40
)

// findConflict finds a small set of bounds that no plan keeps together: it
// drops bounds, first all of one value and side, then one by one, as long as
// the Lagrangian bound proves that those left still clash. What is left is
// proved to clash; it is called smallest only if a plan was found without each.
func (w *GiveWay) findConflict(m *model.Model, o *solve.Order, whole *solve.Solver) {
	f := &conflictFilter{clock: o.Clock, m: m, from: whole.Bounder.Prices, price: whole.Descent.BestPrice}
	w.Bounds = w.All
	if !f.clash(w.Bounds) {
		return // only a program proved it: all rules together are the conflict
	}
	for _, block := range blocks(m, w.All) {
		rest := without(w.Bounds, block)
		if len(rest) < len(w.Bounds) && f.clash(rest) {
			w.Bounds = rest
		}
	}
	w.Bounds = fewer(w.Bounds, f.clash)
	w.Smallest = eachNeeded(m, o, w.Bounds)
}

// conflictFilter tests sets of bounds for a proved clash.
type conflictFilter struct {
	clock *solve.Clock
	m     *model.Model
	from  *bound.Prices
	price []float64
	tests int
}

// clash reports whether the bounds are proved to be impossible together.
func (f *conflictFilter) clash(bounds []model.HardBound) bool {
	if f.tests++; f.tests > conflictTests || len(bounds) == 0 || f.clock.Over() {
		return false
	}
	m := f.m.ElasticModel(bounds)
	b := bound.New(m)
	b.Adopt(f.from, f.price)
	d := bound.NewDescent(b)
	for _, pc := range []bound.Pace{bound.CalmPace, bound.BoldPace} {
		d.Run(conflictSteps, -model.ElasticPoints, pc)
		if m.FloorToGrain(d.Best) <= -model.ElasticPoints {
			return true
		}
	}
	return false
}

// blocks groups the bounds by value and side.
func blocks(m *model.Model, bounds []model.HardBound) [][]model.HardBound {
	type key struct {
		class int32
		max   bool
	}
	at := make(map[key]int)
	var blocks [][]model.HardBound
	for _, b := range bounds {
		k := key{m.RuleOf(b).Class, b.Max}
		n, ok := at[k]
		if !ok {
			n = len(blocks)
			at[k] = n
			blocks = append(blocks, nil)
		}
		blocks[n] = append(blocks[n], b)
	}
	return blocks
}

func without(list, drop []model.HardBound) []model.HardBound {
	return slices.DeleteFunc(slices.Clone(list), func(b model.HardBound) bool { return slices.Contains(drop, b) })
}

// eachNeeded reports whether, for every bound, a seating was found that keeps
// all the others.
func eachNeeded(m *model.Model, o *solve.Order, kept []model.HardBound) bool {
	if len(kept) > mostNeeded {
		return false
	}
	for k := range kept {
		e := m.ElasticModel(slices.Delete(slices.Clone(kept), k, k+1))
		s := o.SolverFor(e, neededSeed)
		s.Budget = solve.Lighter(s.Budget)
		s.Rounds, s.Enough = 1, 0
		s.Solve()
		if s.Score.Broken > 0 || s.Score.Value < 0 {
			return false
		}
	}
	return true
}
