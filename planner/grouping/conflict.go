package grouping

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
)

// bound is one side of a hard rule.
type hardBound struct {
	g, rule int // position in the model
	max     bool
}

// hardBounds lists both sides of all hard rules that ask for something.
func (m *model) hardBounds() []hardBound {
	var list []hardBound
	for g := range m.groups {
		mg := &m.groups[g]
		for k := range mg.rules {
			r := &mg.rules[k]
			if !r.hard {
				continue
			}
			asks, caps := false, false
			for z := mg.lo; z <= mg.hi; z++ {
				asks = asks || r.need[z] > 0
				caps = caps || r.allow[z] < min(int32(z), m.total[r.class])
			}
			if asks {
				list = append(list, hardBound{g, k, false})
			}
			if caps {
				list = append(list, hardBound{g, k, true})
			}
		}
	}
	return list
}

// elasticPoints is what a person short or over costs in the elastic model.
const elasticPoints = 100

// elasticModel keeps sizes, memberships, pairs and fixed seats, drops all wishes
// and soft rules, and lets the given hard bounds give way at elasticPoints a
// person. Its best value is −100 times the least relaxation.
func (m *model) elasticModel(bounds []hardBound) *model {
	e := m.hardOnly()
	e.tier = nil
	for g := range e.groups {
		e.groups[g].rules = nil
		e.groups[g].options = m.groups[g].options
	}
	for _, b := range bounds {
		r := m.groups[b.g].rules[b.rule]
		r.hard = false
		n := len(r.need)
		if b.max {
			r.need, r.short, r.over = make([]int32, n), 0, elasticPoints
		} else {
			r.short, r.over = elasticPoints, 0
			r.allow = make([]int32, n)
			for z := range r.allow {
				r.allow[z] = int32(z)
			}
		}
		e.groups[b.g].rules = append(e.groups[b.g].rules, r)
	}
	e.grain = e.granularity()
	return e
}

// elastic asks how far the must rules have to give way. It returns a seating
// that keeps them all, or the error with what was found.
func (p *Problem) elastic(ctx context.Context, opts *Options) (seating, *InfeasibleError) {
	bounds := p.m.hardBounds()
	m := p.m.elasticModel(bounds)
	s := newSolver(ctx, m, budgetFor(m, opts.Budget), opts.Seed+3)
	s.solve()
	if s.score.broken == 0 && s.score.value == 0 {
		return s.best, nil
	}
	e := &InfeasibleError{}
	if s.score.broken > 0 {
		e.Reason = "no seating was found that keeps the sizes, memberships, pairs, organisations and fixed seats; it is not proved that there is none"
		if s.bound < -elasticPoints*int64(len(p.roster)*len(p.groups)) {
			e.Proved = true
			e.Reason = "the sizes, memberships and fixed seats cannot be kept together"
		}
		return nil, e
	}
	e.Cost = int(-s.score.value / elasticPoints)
	e.CostBound = max(0, int((-s.bound+elasticPoints-1)/elasticPoints))
	e.Relaxation = p.editsFor(s.best, bounds)
	e.Proved = e.CostBound > 0
	if e.Proved {
		p.explainConflict(ctx, opts, e, bounds, s)
	} else {
		e.Reason = fmt.Sprintf("no plan was found that keeps all must targets; the best found misses them by %d %s, and it is not proved that none keeps them all", e.Cost, people(e.Cost))
	}
	e.Nearest = p.nearest(ctx, opts, s.best)
	return nil, e
}

func people(n int) string {
	if n == 1 {
		return "person"
	}
	return "people"
}

// conflictTests limits how many bounds the deletion filter may compute.
const (
	conflictTests = 400
	conflictSteps = 250
)

// explainConflict finds a small set of bounds that no plan keeps together: it
// drops bounds, first all of one value and side, then one by one, as long as
// the Lagrangian bound proves that those left still clash. What is left is
// proved to clash; it is called smallest only if a plan was found without each.
func (p *Problem) explainConflict(ctx context.Context, opts *Options, e *InfeasibleError, bounds []hardBound, whole *solver) {
	f := &conflictFilter{ctx: ctx, p: p, from: whole.b, price: whole.d.bestPrice}
	kept := bounds
	if !f.clash(kept) {
		// Only branch and bound proved it: all rules together are the conflict.
		e.Rules, e.Reason = p.conflictRules(kept), p.conflictText(kept)
		return
	}
	for _, block := range p.blocks(bounds) {
		rest := without(kept, block)
		if len(rest) < len(kept) && f.clash(rest) {
			kept = rest
		}
	}
	for k := len(kept) - 1; k >= 0; k-- {
		rest := slices.Delete(slices.Clone(kept), k, k+1)
		if f.clash(rest) {
			kept = rest
		}
	}
	e.Rules, e.Reason = p.conflictRules(kept), p.conflictText(kept)
	e.Smallest = p.eachNeeded(ctx, opts, kept)
}

// conflictFilter tests sets of bounds for a proved clash.
type conflictFilter struct {
	ctx   context.Context
	p     *Problem
	from  *bounder
	price []float64
	tests int
}

// clash reports whether the bounds are proved to be impossible together.
func (f *conflictFilter) clash(bounds []hardBound) bool {
	if f.tests++; f.tests > conflictTests || f.ctx.Err() != nil || len(bounds) == 0 {
		return false
	}
	m := f.p.m.elasticModel(bounds)
	b := newBounder(m)
	for i, at := range b.atClass {
		if old := f.from.atClass[i]; at >= 0 && old >= 0 {
			b.price[at] = f.price[old]
		}
	}
	for i, at := range b.atSize {
		if old := f.from.atSize[i]; at >= 0 && old >= 0 {
			b.price[at] = f.price[old]
		}
	}
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
func (p *Problem) blocks(bounds []hardBound) [][]hardBound {
	type key struct {
		class int32
		max   bool
	}
	at := make(map[key]int)
	var blocks [][]hardBound
	for _, b := range bounds {
		k := key{p.m.groups[b.g].rules[b.rule].class, b.max}
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
func (p *Problem) eachNeeded(ctx context.Context, opts *Options, kept []hardBound) bool {
	if len(kept) > 40 {
		return false
	}
	for k := range kept {
		m := p.m.elasticModel(slices.Delete(slices.Clone(kept), k, k+1))
		s := newSolver(ctx, m, lighter(budgetFor(m, opts.Budget)), opts.Seed+11)
		s.rounds, s.enough = 1, 0
		s.solve()
		if s.score.broken > 0 || s.score.value < 0 {
			return false
		}
	}
	return true
}

// conflictRules lists the bounds as rules.
func (p *Problem) conflictRules(bounds []hardBound) []ConflictRule {
	var rules []ConflictRule
	for _, b := range bounds {
		t := &p.targets[p.m.groups[b.g].rules[b.rule].target]
		r := ConflictRule{Target: t.id, Group: p.groups[b.g].ID, Bound: "min"}
		if b.max {
			r.Bound = "max"
		}
		r.Text = p.groups[b.g].ID + ": " + t.boundText(b.max)
		rules = append(rules, r)
	}
	return rules
}

// boundText is one side of a target in words: "at least 1 Government".
func (t *groupTarget) boundText(max bool) string {
	count, share, word := t.min, t.minShare, "at least"
	if max {
		count, share, word = t.max, t.maxShare, "at most"
	}
	var parts []string
	if count.Given {
		parts = append(parts, fmt.Sprintf("%s %d %s", word, count.N, t.label()))
	}
	if share.Given() {
		parts = append(parts, fmt.Sprintf("%s %s %s", word, percent(share), t.label()))
	}
	if max && t.notAll {
		parts = append(parts, "not only "+t.label())
	}
	return strings.Join(parts, " and ")
}

// percent writes a share as "55 %", or as a fraction where it is none.
func percent(r planner.Ratio) string {
	if n := r.Num * 100; n%r.Den == 0 {
		return fmt.Sprintf("%d %%", n/r.Den)
	}
	return r.String()
}
