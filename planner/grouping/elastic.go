package grouping

import (
	"context"
	"slices"
)

// giveWay is how far the hard rules have to give way.
type giveWay struct {
	// kept is a seating that keeps them all: nothing has to. The rest is empty.
	kept seating
	// best is the seating that misses the fewest, nil where none was found that
	// keeps sizes, memberships, pairs, organisations and fixed seats.
	best seating
	// cost is by how many people best misses the rules, costBound a proved lower
	// bound on it; proved tells that some rule has to give way.
	cost, costBound int
	proved          bool
	// all are the bounds of the hard rules, bounds those of one conflict; smallest
	// tells that each of them is needed.
	all, bounds []hardBound
	smallest    bool
}

// The seeds of these searches, apart from the plan's.
const (
	elasticSeed = 3
	neededSeed  = 11
)

// elastic asks how far the hard rules have to give way.
func elastic(ctx context.Context, m *model, o *order) *giveWay {
	w := &giveWay{all: m.hardBounds()}
	e := m.elasticModel(w.all)
	s := o.solverFor(ctx, e, elasticSeed)
	s.solve()
	if s.score.broken > 0 {
		w.proved = s.bound < -elasticPoints*int64(len(m.people)*len(m.groups))
		return w
	}
	if s.score.value == 0 {
		return &giveWay{kept: s.best}
	}
	w.best = s.best
	w.cost = int(-s.score.value / elasticPoints)
	w.costBound = max(0, int((-s.bound+elasticPoints-1)/elasticPoints))
	if w.proved = w.costBound > 0; w.proved {
		w.findConflict(ctx, m, o, s)
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
func (w *giveWay) findConflict(ctx context.Context, m *model, o *order, whole *solver) {
	f := &conflictFilter{ctx: ctx, m: m, from: whole.b, price: whole.d.bestPrice}
	w.bounds = w.all
	if !f.clash(w.bounds) {
		return // only branch and bound proved it: all rules together are the conflict
	}
	for _, block := range blocks(m, w.all) {
		rest := without(w.bounds, block)
		if len(rest) < len(w.bounds) && f.clash(rest) {
			w.bounds = rest
		}
	}
	w.bounds = fewer(w.bounds, f.clash)
	w.smallest = eachNeeded(ctx, m, o, w.bounds)
}

// conflictFilter tests sets of bounds for a proved clash.
type conflictFilter struct {
	ctx   context.Context
	m     *model
	from  *bounder
	price []float64
	tests int
}

// clash reports whether the bounds are proved to be impossible together.
func (f *conflictFilter) clash(bounds []hardBound) bool {
	if f.tests++; f.tests > conflictTests || f.ctx.Err() != nil || len(bounds) == 0 {
		return false
	}
	m := f.m.elasticModel(bounds)
	b := newBounder(m)
	b.adopt(f.from, f.price)
	d := newDescent(b)
	for _, pc := range []pace{calmPace, boldPace} {
		d.run(f.ctx, conflictSteps, -elasticPoints, pc)
		if m.floorToGrain(d.best) <= -elasticPoints {
			return true
		}
	}
	return false
}

// blocks groups the bounds by value and side.
func blocks(m *model, bounds []hardBound) [][]hardBound {
	type key struct {
		class int32
		max   bool
	}
	at := make(map[key]int)
	var blocks [][]hardBound
	for _, b := range bounds {
		k := key{m.ruleOf(b).class, b.max}
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

func without(list, drop []hardBound) []hardBound {
	return slices.DeleteFunc(slices.Clone(list), func(b hardBound) bool { return slices.Contains(drop, b) })
}

// eachNeeded reports whether, for every bound, a seating was found that keeps
// all the others.
func eachNeeded(ctx context.Context, m *model, o *order, kept []hardBound) bool {
	if len(kept) > mostNeeded {
		return false
	}
	for k := range kept {
		e := m.elasticModel(slices.Delete(slices.Clone(kept), k, k+1))
		s := o.solverFor(ctx, e, neededSeed)
		s.budget = lighter(s.budget)
		s.rounds, s.enough = 1, 0
		s.solve()
		if s.score.broken > 0 || s.score.value < 0 {
			return false
		}
	}
	return true
}

// miss is a bound that a seating of a group of size people does not keep: to is
// what it has, from what the rule asks for or allows.
type miss struct {
	hardBound
	from, to, size int
}

// misses lists the bounds that a seating does not keep.
func misses(m *model, x seating, bounds []hardBound) []miss {
	size, count := m.tally(x)
	var list []miss
	for _, b := range bounds {
		r := m.ruleOf(b)
		z := min(int(size[b.g]), m.groups[b.g].hi)
		if z == 0 && m.groups[b.g].optional {
			continue
		}
		n := count[b.g*m.classes+int(r.class)]
		switch {
		case !b.max && n < r.need[z]:
			list = append(list, miss{b, int(r.need[z]), int(n), z})
		case b.max && n > r.allow[z]:
			list = append(list, miss{b, int(r.allow[z]), int(n), z})
		}
	}
	return list
}
