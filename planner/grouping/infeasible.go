package grouping

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
)

// InfeasibleError says that the must rules cannot all be kept, why, and what is
// the least that would have to give way.
type InfeasibleError struct {
	// Reason is the conflict in a sentence or two, with the numbers.
	Reason string `json:"reason"`
	// Rules are the rules of one conflict.
	Rules []ConflictRule `json:"rules"`
	// Proved tells that no plan keeps these rules together (with the sizes,
	// memberships, pairs and fixed seats). Smallest tells that each of them is
	// needed: without any one of them the others were kept by a plan found.
	Proved   bool `json:"proved"`
	Smallest bool `json:"smallest"`
	// Relaxation is the least found that would have to give way, as ready edits
	// of the targets; Cost is its size in people, CostBound a proved lower bound.
	Relaxation []Edit `json:"relaxation"`
	Cost       int    `json:"cost"`
	CostBound  int    `json:"cost_bound"`
	// Nearest is the best plan found under that relaxation, nil if there is none.
	Nearest *Plan `json:"-"`
}

// ConflictRule is one rule that takes part in a conflict. Bound is "min",
// "max", "size" or "memberships".
type ConflictRule struct {
	Target string `json:"target"`
	Group  string `json:"group"`
	Bound  string `json:"bound"`
	Text   string `json:"text"`
}

// Edit changes one bound of a target for one group; Bound is "min" or "max", or
// "min_size" and "max_size" for the group itself, whose Target is empty.
type Edit struct {
	Target string `json:"target"`
	Group  string `json:"group"`
	Bound  string `json:"bound"`
	From   int    `json:"from"`
	To     int    `json:"to"`
	Text   string `json:"text"`
}

// Error gives the reason.
func (e *InfeasibleError) Error() string {
	return "the rules cannot all be kept: " + strings.TrimSuffix(e.Reason, ".")
}

// counted tells a clash found by counting, with the least relaxation and the
// nearest plan.
func (p *Problem) counted(ctx context.Context, o *order, opts *Options, c *clash) (*Plan, error) {
	e := &InfeasibleError{
		Proved: true, Smallest: c.smallest, CostBound: c.short, Reason: p.clashText(c), Rules: p.conflictRules(c.bounds),
	}
	if c.kind == tooFewSeats || c.kind == tooFewPeople {
		e.Cost, e.Rules = c.short, p.sizeRules()
		e.Relaxation = p.sizeEdits(c.kind == tooFewSeats, c.short)
		q := p.withSizes(e.Relaxation)
		s := o.solverFor(ctx, q.m, 0)
		s.report = o.report
		s.solve()
		e.Nearest = q.nearest(s, opts)
		return e.Nearest, e
	}
	w := elastic(ctx, p.m, o)
	if w.kept != nil {
		// Counting and search cannot both be right; trust the seating and say so.
		return nil, fmt.Errorf("internal error: %q was called impossible, but a plan keeps all rules", e.Reason)
	}
	full := p.cannotKeep(ctx, o, opts, w)
	e.Relaxation, e.Cost, e.Nearest = full.Relaxation, full.Cost, full.Nearest
	e.CostBound = max(e.CostBound, full.CostBound)
	if !e.Smallest && full.Smallest && len(full.Rules) <= max(len(e.Rules), 1) {
		e.Rules, e.Smallest = full.Rules, true
	}
	return e.Nearest, e
}

// cannotKeep tells how far the must rules have to give way.
func (p *Problem) cannotKeep(ctx context.Context, o *order, opts *Options, w *giveWay) *InfeasibleError {
	e := &InfeasibleError{
		Proved: w.proved, Smallest: w.smallest, Cost: w.cost, CostBound: w.costBound,
		Reason: p.giveWayText(w), Rules: p.conflictRules(w.bounds),
	}
	if w.best == nil {
		return e
	}
	e.Relaxation = p.editsFor(w)
	s := o.solverFor(ctx, p.m.relaxedTo(w.best), 0)
	s.hint = w.best
	s.solve()
	e.Nearest = p.nearest(s, opts)
	return e
}

// conflictRules lists the bounds as rules.
func (p *Problem) conflictRules(bounds []hardBound) []ConflictRule {
	var rules []ConflictRule
	for _, b := range bounds {
		t := &p.targets[p.m.ruleOf(b).target]
		r := ConflictRule{Target: t.id, Group: p.groups[b.g].ID, Bound: "min"}
		if b.max {
			r.Bound = "max"
		}
		r.Text = p.groups[b.g].ID + ": " + t.boundText(b.max)
		rules = append(rules, r)
	}
	return rules
}

// sizeRules lists the sizes of all groups as rules.
func (p *Problem) sizeRules() []ConflictRule {
	var rules []ConflictRule
	for g := range p.groups {
		rules = append(rules, ConflictRule{
			Group: p.groups[g].ID, Bound: "size",
			Text: fmt.Sprintf("%s: %d to %d members", p.groups[g].ID, p.m.groups[g].lo, p.m.groups[g].hi),
		})
	}
	return rules
}

// editsFor lists how the hard targets would have to change for the best seating
// to keep them.
func (p *Problem) editsFor(w *giveWay) []Edit {
	var edits []Edit
	for _, x := range misses(p.m, w.best, w.all) {
		t := &p.targets[p.m.ruleOf(x.hardBound).target]
		e := Edit{Target: t.id, Group: p.groups[x.g].ID, Bound: "min", From: x.from, To: x.to}
		how, share := "ask for", t.minShare
		if x.max {
			e.Bound, how, share = "max", "allow", t.maxShare
		}
		e.Text = fmt.Sprintf("%s, %s: %s %d instead of %d", e.Group, t.label(), how, e.To, e.From)
		if share.Given() {
			e.Text += fmt.Sprintf(" (in a group of %d)", x.size)
		}
		edits = append(edits, e)
	}
	return edits
}

// sizeEdits spreads n missing seats evenly over the groups: larger largest sizes
// where there are to be more, smaller smallest sizes where fewer.
func (p *Problem) sizeEdits(more bool, n int) []Edit {
	by := make([]int, len(p.groups))
	size := func(g int) int {
		if more {
			return -(p.m.groups[g].hi + by[g])
		}
		return p.m.groups[g].lo - by[g]
	}
	for range n {
		best := 0
		for g := range by {
			if size(g) > size(best) {
				best = g
			}
		}
		by[best]++
	}
	var edits []Edit
	for g, n := range by {
		if n == 0 {
			continue
		}
		e := Edit{Group: p.groups[g].ID, Bound: "max_size", From: p.groups[g].Size.Max, To: p.m.groups[g].hi + n}
		e.Text = fmt.Sprintf("let %s have up to %d members instead of %d", e.Group, e.To, e.From)
		if !more {
			e.Bound, e.From, e.To = "min_size", p.m.groups[g].lo, p.m.groups[g].lo-n
			e.Text = fmt.Sprintf("let %s have as few as %d members instead of %d", e.Group, e.To, e.From)
		}
		edits = append(edits, e)
	}
	return edits
}

// nearest writes a plan of a relaxed problem as a plan of this one, which
// misses some must rules. Its bound is the relaxed problem's.
func (p *Problem) nearest(s *solver, opts *Options) *Plan {
	plan := p.propose(s.best, opts)
	o := &plan.Objective
	o.Bound = max(s.bound, o.Value)
	o.Gap = o.Bound - o.Value
	o.ProvedOptimal = false
	if o.MustMissed == 0 {
		o.GapWords = fmt.Sprintf("under the relaxed sizes no plan is worth more than %d points", o.Bound)
		return plan
	}
	o.GapWords = fmt.Sprintf("must rules are missed by %d %s; under the relaxed rules no plan is worth more than %d points", o.MustMissed, people(int(o.MustMissed)), o.Bound)
	return plan
}

// withSizes is the problem with the sizes of the edits; rule tables grow along.
func (p *Problem) withSizes(edits []Edit) *Problem {
	q := *p
	m := *p.m
	m.groups = slices.Clone(p.m.groups)
	for _, e := range edits {
		for g := range p.groups {
			if p.groups[g].ID != e.Group {
				continue
			}
			mg := &m.groups[g]
			if e.Bound == "min_size" {
				mg.lo = e.To
				continue
			}
			mg.hi = e.To
			mg.rules = slices.Clone(mg.rules)
			for k := range mg.rules {
				r := &mg.rules[k]
				t := &p.targets[r.target]
				r.need, r.allow = slices.Clone(r.need), slices.Clone(r.allow)
				for z := len(r.need); z <= mg.hi; z++ {
					r.need = append(r.need, int32(t.need(z)))
					r.allow = append(r.allow, int32(t.allow(z)))
				}
			}
			if mg.sizeCost != nil {
				mg.sizeCost = slices.Clone(mg.sizeCost)
				for len(mg.sizeCost) <= mg.hi {
					mg.sizeCost = append(mg.sizeCost, mg.sizeCost[len(mg.sizeCost)-1])
				}
			}
		}
	}
	q.m = &m
	q.groups = slices.Clone(p.groups)
	for g := range q.groups {
		q.groups[g].Size = planner.Range{Min: m.groups[g].lo, Max: m.groups[g].hi}
	}
	return &q
}
