package grouping

import (
	"context"
	"fmt"
	"slices"

	"roundtable/planner"
)

// editsFor lists how the hard targets would have to change for a seating to
// keep them.
func (p *Problem) editsFor(x seating, bounds []hardBound) []Edit {
	m := p.m
	size, count := m.tally(x)
	var edits []Edit
	for _, b := range bounds {
		r := &m.groups[b.g].rules[b.rule]
		z := min(int(size[b.g]), m.groups[b.g].hi)
		if z == 0 && m.groups[b.g].optional {
			continue
		}
		n := count[b.g*m.classes+int(r.class)]
		t := &p.targets[r.target]
		e := Edit{Target: t.id, Group: p.groups[b.g].ID, To: int(n)}
		switch {
		case !b.max && n < r.need[z]:
			e.Bound, e.From = "min", int(r.need[z])
			e.Text = fmt.Sprintf("%s, %s: ask for %d instead of %d", e.Group, t.label(), e.To, e.From)
		case b.max && n > r.allow[z]:
			e.Bound, e.From = "max", int(r.allow[z])
			e.Text = fmt.Sprintf("%s, %s: allow %d instead of %d", e.Group, t.label(), e.To, e.From)
		default:
			continue
		}
		if t.minShare.Given() && !b.max || t.maxShare.Given() && b.max {
			e.Text += fmt.Sprintf(" (in a group of %d)", z)
		}
		edits = append(edits, e)
	}
	return edits
}

// tally counts the people of each group and class.
func (m *model) tally(x seating) (size, count []int32) {
	size, count = make([]int32, m.K()), make([]int32, m.K()*m.classes)
	A := len(m.attrs)
	for u, gs := range x {
		for _, g := range gs {
			for _, i := range m.units[u].people {
				size[g]++
				for _, c := range m.classOf[int(i)*A : (int(i)+1)*A] {
					count[int(g)*m.classes+int(c)]++
				}
			}
		}
	}
	return size, count
}

// nearest finds the best plan when the must targets give way by as much as the
// seating x needs, and no more.
func (p *Problem) nearest(ctx context.Context, opts *Options, x seating) *Plan {
	q := *p
	relaxed := *p.m
	relaxed.groups = slices.Clone(p.m.groups)
	size, count := p.m.tally(x)
	for g := range relaxed.groups {
		mg := &relaxed.groups[g]
		mg.rules = slices.Clone(mg.rules)
		z := min(int(size[g]), mg.hi)
		for k := range mg.rules {
			r := &mg.rules[k]
			if !r.hard {
				continue
			}
			n := count[g*p.m.classes+int(r.class)]
			if d := r.need[z] - n; d > 0 {
				r.need = shifted(r.need, -d)
			}
			if d := n - r.allow[z]; d > 0 {
				r.allow = shifted(r.allow, d)
			}
		}
	}
	q.m = &relaxed
	s := newSolver(ctx, q.m, budgetFor(q.m, opts.Budget), opts.Seed)
	s.hint = x
	s.solve()
	return p.nearestFrom(s, opts)
}

// nearestFrom writes a plan of a relaxed problem as a plan of this one, which
// misses some must rules. Its bound is the relaxed problem's.
func (p *Problem) nearestFrom(s *solver, opts *Options) *Plan {
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

func shifted(list []int32, by int32) []int32 {
	out := make([]int32, len(list))
	for z := range list {
		out[z] = max(0, list[z]+by)
	}
	return out
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
