package ranking

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
)

// rankedPairsRule locks wins in from the strongest down, leaving out each that
// would close a circle (Tideman 1987). Wins of the same strength are ordered by
// the weight against them, least first; what is still equal has no order of its
// own, and every order is followed ("parallel universes"): Winners are the
// issues that come first under some order, found by walking over the sets of
// locked wins, at most Options.TiePaths of them.
func rankedPairsRule(s strength) Rule {
	return Rule{
		Name: "ranked_pairs" + s.suffix(), Title: "Ranked pairs (" + map[strength]string{winning: "winning votes", margins: "margins"}[s] + ")",
		Definition: "Pairwise wins are locked in from the strongest down; one that contradicts those already locked is set aside. A win is as strong as " + s.words() + ", and of two such wins the one with less weight against it is stronger.",
		Ties:       "Wins of equal strength are locked in every possible order; all possible winners are listed. Levels keep together what some order of locking puts one way and another the other way, or leaves open.",
		Source:     "Tideman 1987, Social Choice and Welfare 4:185–206; Brill & Fischer 2012 (all tie resolutions)",
		run: func(ctx context.Context, x *election) RuleResult {
			rp := &rankedPairs{x: x, words: (x.m*x.m + 63) / 64}
			return rp.run(ctx, s)
		},
	}
}

// win is a pairwise win, in steps of equal strength.
type win struct{ a, b int }

type rankedPairs struct {
	x     *election
	words int
}

// closure is the transitive closure of the locked wins, one bit per pair.
type closure []uint64

func (c closure) has(i int) bool { return c[i>>6]>>(i&63)&1 != 0 }
func (c closure) set(i int)      { c[i>>6] |= 1 << (i & 63) }

func (rp *rankedPairs) run(ctx context.Context, s strength) RuleResult {
	steps := rp.steps(s)
	ends, complete := rp.explore(ctx, steps)
	out := RuleResult{}
	x := rp.x
	winner := make([]bool, x.m)
	agreed := func(a, b int) bool { // locked in every resolution
		for _, c := range ends {
			if !c.has(a*x.m + b) {
				return false
			}
		}
		return true
	}
	for _, c := range ends {
		for _, a := range rp.sources(c) {
			winner[a] = true
		}
	}
	for a, w := range winner {
		if w {
			out.Winners = append(out.Winners, x.ids[a])
		}
	}
	for _, level := range lineUp(x.m, func(a, b int) bool { return !agreed(b, a) }) {
		out.Levels = append(out.Levels, x.names(level))
	}
	one := rp.one(steps)
	out.Order = x.names(rp.line(one))
	for _, step := range steps {
		for _, w := range step {
			if one.has(w.b*x.m + w.a) {
				out.Dropped = append(out.Dropped, x.majority(w.a, w.b))
			}
		}
	}
	if !complete {
		no := false
		out.Proved = &no
		out.Note = fmt.Sprintf("There are too many ways to break the ties to follow them all (more than %d); the winners listed are possible, but may not be all.", x.opts.TiePaths)
	}
	return out
}

func (x *election) majority(a, b int) Majority {
	return Majority{Above: x.ids[a], Below: x.ids[b], For: x.exact(x.w[a][b], 1), Against: x.exact(x.w[b][a], 1)}
}

// steps lists the wins by strength, those of equal strength and opposition together.
func (rp *rankedPairs) steps(s strength) [][]win {
	x := rp.x
	grade, _ := s.grades(x)
	var all []win
	for a := range x.m {
		for b := range x.m {
			if grade[a][b] > 0 {
				all = append(all, win{a, b})
			}
		}
	}
	cmp := func(p, q win) int {
		if d := grade[q.a][q.b] - grade[p.a][p.b]; d != 0 {
			return int(d)
		}
		return x.w[p.b][p.a].Cmp(x.w[q.b][q.a])
	}
	slices.SortStableFunc(all, cmp)
	var steps [][]win
	for i, w := range all {
		if i == 0 || cmp(all[i-1], w) != 0 {
			steps = append(steps, nil)
		}
		steps[len(steps)-1] = append(steps[len(steps)-1], w)
	}
	return steps
}

// lock returns the closure with a above b added.
func (rp *rankedPairs) lock(c closure, w win) closure {
	m := rp.x.m
	out := slices.Clone(c)
	for p := range m {
		if p != w.a && !c.has(p*m+w.a) {
			continue
		}
		for q := range m {
			if q == w.b || c.has(w.b*m+q) {
				out.set(p*m + q)
			}
		}
	}
	return out
}

// free lists the wins of a step that are neither implied nor contradicted yet.
func (rp *rankedPairs) free(c closure, step []win) []win {
	m := rp.x.m
	var out []win
	for _, w := range step {
		if !c.has(w.a*m+w.b) && !c.has(w.b*m+w.a) {
			out = append(out, w)
		}
	}
	return out
}

// settle locks every free win that lies on no circle of locked and free wins:
// the order of the others cannot change it.
func (rp *rankedPairs) settle(c closure, step []win) (closure, []win) {
	m := rp.x.m
	for {
		free := rp.free(c, step)
		if len(free) == 0 {
			return c, nil
		}
		if len(free) == 1 {
			return rp.lock(c, free[0]), nil
		}
		all := c
		for _, w := range free {
			all = rp.lock(all, w)
		}
		settled := false
		for _, w := range free {
			if !all.has(w.b*m + w.a) {
				c = rp.lock(c, w)
				settled = true
			}
		}
		if !settled {
			return c, free
		}
	}
}

// explore follows all orders of locking, step by step. It returns the closures
// reachable and whether it could follow them all.
func (rp *rankedPairs) explore(ctx context.Context, steps [][]win) (ends []closure, complete bool) {
	ends, complete = []closure{make(closure, rp.words)}, true
	budget := rp.x.opts.TiePaths
	for _, step := range steps {
		if ctx.Err() != nil {
			return ends, false
		}
		seen := make(map[string]bool)
		var next []closure
		stack := slices.Clone(ends)
		slices.Reverse(stack)
		for len(stack) > 0 {
			c := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			c, free := rp.settle(c, step)
			key := c.key()
			if seen[key] {
				continue
			}
			seen[key] = true
			if len(free) == 0 {
				next = append(next, c)
				continue
			}
			if budget -= len(free); budget < 0 {
				complete = false
				next = append(next, rp.lockAll(c, free))
				continue
			}
			for _, w := range slices.Backward(free) {
				stack = append(stack, rp.lock(c, w))
			}
		}
		ends = dedupe(next)
	}
	return ends, complete
}

// lockAll locks wins in the given order.
func (rp *rankedPairs) lockAll(c closure, ws []win) closure {
	m := rp.x.m
	for _, w := range ws {
		if !c.has(w.a*m+w.b) && !c.has(w.b*m+w.a) {
			c = rp.lock(c, w)
		}
	}
	return c
}

func (c closure) key() string {
	b := make([]byte, 0, 8*len(c))
	for _, w := range c {
		b = binary.LittleEndian.AppendUint64(b, w)
	}
	return string(b)
}

func dedupe(cs []closure) []closure {
	seen := make(map[string]bool, len(cs))
	var out []closure
	for _, c := range cs {
		if k := c.key(); !seen[k] {
			seen[k] = true
			out = append(out, c)
		}
	}
	return out
}

// one is the closure when equal wins are locked by the tie-break priority of
// the winning, then of the losing issue.
func (rp *rankedPairs) one(steps [][]win) closure {
	pos := make([]int, rp.x.m)
	for i, a := range rp.x.prefOrder(rp.x.all()) {
		pos[a] = i
	}
	c := make(closure, rp.words)
	for _, step := range steps {
		sorted := slices.Clone(step)
		slices.SortFunc(sorted, func(p, q win) int {
			if d := pos[p.a] - pos[q.a]; d != 0 {
				return d
			}
			return pos[p.b] - pos[q.b]
		})
		c = rp.lockAll(c, sorted)
	}
	return c
}

// sources are the issues no locked win is against.
func (rp *rankedPairs) sources(c closure) []int {
	m := rp.x.m
	var out []int
	for a := range m {
		if !slices.ContainsFunc(rp.x.all(), func(b int) bool { return c.has(b*m + a) }) {
			out = append(out, a)
		}
	}
	return out
}

// line lists the issues in an order the closure allows, by tie-break priority
// where it leaves a choice.
func (rp *rankedPairs) line(c closure) []int {
	m := rp.x.m
	left := rp.x.prefOrder(rp.x.all())
	var out []int
	for len(left) > 0 {
		i := slices.IndexFunc(left, func(a int) bool {
			return !slices.ContainsFunc(left, func(b int) bool { return c.has(b*m + a) })
		})
		out = append(out, left[i])
		left = slices.Delete(left, i, i+1)
	}
	return out
}
