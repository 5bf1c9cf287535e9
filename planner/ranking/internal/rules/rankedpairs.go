package rules

import (
	"cmp"
	"context"
	"encoding/binary"
	"slices"

	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/tally"
)

// rankedPairsRule locks wins in from the strongest down, leaving out each that
// would close a circle (Tideman 1987). Wins of the same strength are ordered by
// the weight against them, least first; what is still equal has no order of its
// own, and every order is followed ("parallel universes"): Winners are the
// issues that come first under some order, found by walking over the sets of
// locked wins, at most Options.TiePaths of them and no more than lockingWork.
func rankedPairsRule() Rule {
	return Rule{
		Name: "ranked_pairs", Family: byPairs,
		Source: "Tideman 1987, Social Choice and Welfare 4:185–206; Brill & Fischer 2012 (all tie resolutions)",
		Run: func(ctx context.Context, x *tally.Election, opts Options) Outcome {
			return newRankedPairs(x).run(ctx, opts.TiePaths)
		},
	}
}

const (
	// lockingWork bounds the rows of issues looked at while following ties: a tenth of
	// a second.
	lockingWork = 5_000_000
	// keptEnds is how many resolutions are followed to the end when that is used up.
	keptEnds = 4
)

// win is a pairwise win, in steps of equal strength.
type win struct{ a, b int }

type rankedPairs struct {
	x     *tally.Election
	words int // of 64 issues in a row of a closure
	work  int // left, in rows of issues
}

func newRankedPairs(x *tally.Election) *rankedPairs {
	return &rankedPairs{x: x, words: (x.M + 63) / 64}
}

// closure is the transitive closure of the locked wins: for each issue a row of
// bits for the issues it is above.
type closure []uint64

func (rp *rankedPairs) empty() closure { return make(closure, rp.x.M*rp.words) }

// above reports whether a is locked above b.
func (rp *rankedPairs) above(c closure, a, b int) bool {
	return c[a*rp.words+b>>6]>>(b&63)&1 != 0
}

// put locks a above b, and so everything above a above everything below b.
func (rp *rankedPairs) put(c closure, w win) {
	rp.work -= rp.x.M
	below := c[w.b*rp.words : (w.b+1)*rp.words]
	for p := range rp.x.M {
		if p != w.a && !rp.above(c, p, w.a) {
			continue
		}
		row := c[p*rp.words : (p+1)*rp.words]
		for i, bits := range below {
			row[i] |= bits
		}
		row[w.b>>6] |= 1 << (w.b & 63)
	}
}

func (rp *rankedPairs) run(ctx context.Context, paths int) Outcome {
	steps := rp.steps()
	ends, complete := rp.explore(ctx, steps, paths)
	x := rp.x
	agreed := func(a, b int) bool { // locked in every resolution
		return !slices.ContainsFunc(ends, func(c closure) bool { return !rp.above(c, a, b) })
	}
	one := rp.one(steps)
	out := Outcome{
		Levels: order.Components(x.M, func(a, b int) bool { return !agreed(b, a) }),
		Order:  rp.line(one),
	}
	for _, c := range ends {
		out.Winners = append(out.Winners, rp.sources(c)...)
	}
	slices.Sort(out.Winners)
	out.Winners = slices.Compact(out.Winners)
	for _, w := range slices.Concat(steps...) {
		if rp.above(one, w.b, w.a) {
			out.Dropped = append(out.Dropped, [2]int{w.a, w.b})
		}
	}
	if !complete {
		out.unproved(TiesUncounted)
	}
	return out
}

// steps lists the wins by strength, those of equal strength and opposition together.
func (rp *rankedPairs) steps() [][]win {
	x := rp.x
	grade, _ := grades(x)
	var all []win
	for a := range x.M {
		for b := range x.M {
			if grade[a][b] > 0 {
				all = append(all, win{a, b})
			}
		}
	}
	byStrength := func(p, q win) int {
		if d := grade[q.a][q.b] - grade[p.a][p.b]; d != 0 {
			return int(d)
		}
		return x.W[p.b][p.a].Cmp(x.W[q.b][q.a])
	}
	slices.SortStableFunc(all, byStrength)
	return order.Runs(all, byStrength)
}

// free lists the wins of a step that are neither implied nor contradicted yet.
func (rp *rankedPairs) free(c closure, step []win) []win {
	var out []win
	for _, w := range step {
		if !rp.above(c, w.a, w.b) && !rp.above(c, w.b, w.a) {
			out = append(out, w)
		}
	}
	return out
}

// settle locks every free win that lies on no circle of locked and free wins: the order of
// the others, which it returns, cannot change it.
func (rp *rankedPairs) settle(c closure, step []win) []win {
	for {
		free := rp.free(c, step)
		if len(free) < 2 {
			rp.lock(c, free)
			return nil
		}
		all := slices.Clone(c)
		for _, w := range free {
			rp.put(all, w)
		}
		settled := false
		for _, w := range free {
			if !rp.above(all, w.b, w.a) {
				rp.put(c, w)
				settled = true
			}
		}
		if !settled {
			return free
		}
	}
}

// explore follows all orders of locking, step by step. It returns the closures
// reachable and whether it could follow them all.
func (rp *rankedPairs) explore(ctx context.Context, steps [][]win, paths int) (ends []closure, complete bool) {
	ends, complete = []closure{rp.empty()}, true
	rp.work = lockingWork
	for _, step := range steps {
		if ctx.Err() != nil {
			return ends, false
		}
		if len(ends) == 1 && rp.settle(ends[0], step) == nil { // the usual case: nothing to branch on
			continue
		}
		seen := make(map[string]bool)
		var next []closure
		stack := slices.Clone(ends)
		slices.Reverse(stack)
		for len(stack) > 0 {
			c := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if paths < 0 || rp.work < 0 {
				complete = false
				rp.lock(c, step)
				if next = append(next, c); len(next) >= keptEnds {
					break
				}
				continue
			}
			free := rp.settle(c, step)
			key := c.key()
			if seen[key] {
				continue
			}
			seen[key] = true
			if len(free) == 0 {
				next = append(next, c)
				continue
			}
			paths -= len(free)
			for _, w := range slices.Backward(free) {
				branch := slices.Clone(c)
				rp.put(branch, w)
				stack = append(stack, branch)
			}
		}
		if ends = next; !complete {
			ends = ends[:min(len(ends), keptEnds)]
		}
	}
	return ends, complete
}

// lock locks wins in the given order.
func (rp *rankedPairs) lock(c closure, ws []win) {
	for _, w := range ws {
		if !rp.above(c, w.a, w.b) && !rp.above(c, w.b, w.a) {
			rp.put(c, w)
		}
	}
}

func (c closure) key() string {
	b := make([]byte, 0, 8*len(c))
	for _, w := range c {
		b = binary.LittleEndian.AppendUint64(b, w)
	}
	return string(b)
}

// one is the closure when equal wins are locked by the tie-break priority of
// the winning, then of the losing issue.
func (rp *rankedPairs) one(steps [][]win) closure {
	pos := make([]int, rp.x.M)
	for i, a := range rp.x.Priority {
		pos[a] = i
	}
	c := rp.empty()
	for _, step := range steps {
		sorted := slices.Clone(step)
		slices.SortFunc(sorted, func(p, q win) int { return cmp.Or(pos[p.a]-pos[q.a], pos[p.b]-pos[q.b]) })
		rp.lock(c, sorted)
	}
	return c
}

// sources are the issues no locked win is against.
func (rp *rankedPairs) sources(c closure) []int {
	all := order.All(rp.x.M)
	return slices.DeleteFunc(slices.Clone(all), func(a int) bool {
		return slices.ContainsFunc(all, func(b int) bool { return rp.above(c, b, a) })
	})
}

// line lists the issues in an order the closure allows, by tie-break priority
// where it leaves a choice.
func (rp *rankedPairs) line(c closure) []int {
	left := slices.Clone(rp.x.Priority)
	var out []int
	for len(left) > 0 {
		i := slices.IndexFunc(left, func(a int) bool {
			return !slices.ContainsFunc(left, func(b int) bool { return rp.above(c, b, a) })
		})
		out = append(out, left[i])
		left = slices.Delete(left, i, i+1)
	}
	return out
}
