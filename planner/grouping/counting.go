package grouping

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// countedConflict looks for what plain counting shows to be impossible: seats,
// then the rules of single groups, then the people of each value, then a
// maximum flow per dimension.
func (p *Problem) countedConflict() *InfeasibleError {
	if e := p.seatConflict(); e != nil {
		return e
	}
	if e := p.groupConflict(); e != nil {
		return e
	}
	if e := p.valueConflict(); e != nil {
		return e
	}
	return p.flowConflict()
}

// seatRange sums the seats people need and can fill, and groups ask and offer.
func (m *model) seatRange() (need, can, ask, offer int) {
	for u := range m.units {
		need += m.units[u].lo * len(m.units[u].people)
		can += m.units[u].hi * len(m.units[u].people)
	}
	for g := range m.groups {
		if !m.groups[g].optional {
			ask += m.groups[g].lo
		}
		offer += m.groups[g].hi
	}
	return need, can, ask, offer
}

func (p *Problem) seatConflict() *InfeasibleError {
	need, can, ask, offer := p.m.seatRange()
	e := &InfeasibleError{Proved: true, Smallest: true}
	switch {
	case need > offer:
		e.Reason = fmt.Sprintf("people need at least %d seats, the groups offer at most %d", need, offer)
		e.Cost, e.CostBound = need-offer, need-offer
	case ask > can:
		e.Reason = fmt.Sprintf("the groups ask for at least %d members, people can fill at most %d seats", ask, can)
		e.Cost, e.CostBound = ask-can, ask-can
	default:
		return nil
	}
	for g := range p.groups {
		e.Rules = append(e.Rules, ConflictRule{
			Group: p.groups[g].ID, Bound: "size",
			Text: fmt.Sprintf("%s: %d to %d members", p.groups[g].ID, p.m.groups[g].lo, p.m.groups[g].hi),
		})
	}
	e.Relaxation = p.sizeEdits(need-offer, ask-can)
	return e
}

// sizeEdits spreads missing seats evenly over the groups: larger largest sizes
// when more is positive, smaller smallest sizes when fewer is.
func (p *Problem) sizeEdits(more, fewer int) []Edit {
	K := len(p.groups)
	by := make([]int, K)
	for n := max(more, fewer); n > 0; n-- {
		best := 0
		for g := range by {
			size := func(g int) int {
				if more > 0 {
					return -(p.m.groups[g].hi + by[g])
				}
				return p.m.groups[g].lo - by[g]
			}
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
		if more <= 0 {
			e.Bound, e.From, e.To = "min_size", p.m.groups[g].lo, p.m.groups[g].lo-n
			e.Text = fmt.Sprintf("let %s have as few as %d members instead of %d", e.Group, e.To, e.From)
		}
		edits = append(edits, e)
	}
	return edits
}

// groupConflict looks for a group whose must targets leave it no size.
func (p *Problem) groupConflict() *InfeasibleError {
	b := newBounder(p.m.hardOnly())
	for g := range p.groups {
		if p.groups[g].Optional || !isNever(b.evalGroup(g)) {
			continue
		}
		var mine []hardBound
		for _, x := range p.m.hardBounds() {
			if x.g == g {
				mine = append(mine, x)
			}
		}
		for k := len(mine) - 1; k >= 0; k-- {
			rest := slices.Delete(slices.Clone(mine), k, k+1)
			if p.m.groupNever(g, rest) {
				mine = rest
			}
		}
		spec := &p.groups[g]
		return &InfeasibleError{
			Proved: true, Smallest: true, Rules: p.conflictRules(mine),
			Reason: fmt.Sprintf("group %s cannot keep its own rules at any size from %d to %d: %s", spec.ID, spec.Size.Min, spec.Size.Max, p.conflictText(mine)),
		}
	}
	return nil
}

func isNever(v float64) bool { return v < -1e300 }

// groupNever reports whether group g has no size at which the bounds hold.
func (m *model) groupNever(g int, bounds []hardBound) bool {
	e := m.elasticModel(bounds)
	for k := range e.groups[g].rules {
		e.groups[g].rules[k].hard = true
	}
	return isNever(newBounder(e).evalGroup(g))
}

// valueConflict looks for a value of which the groups ask for more people than
// there are.
func (p *Problem) valueConflict() *InfeasibleError {
	m := p.m
	for c := range m.classes {
		var asking []hardBound
		total := 0
		for _, b := range m.hardBounds() {
			r := &m.groups[b.g].rules[b.rule]
			if b.max || int(r.class) != c || m.groups[b.g].optional || m.attrs[r.attr].common {
				continue
			}
			if n := m.leastNeed(b.g, r); n > 0 {
				asking = append(asking, b)
				total += n
			}
		}
		have := p.seatsOf(c)
		if total <= have {
			continue
		}
		text := p.conflictText(asking)
		// Fewer rules suffice for the clash: keep only as many as it takes.
		slices.SortStableFunc(asking, func(a, b hardBound) int {
			return m.leastNeed(b.g, &m.groups[b.g].rules[b.rule]) - m.leastNeed(a.g, &m.groups[a.g].rules[a.rule])
		})
		sum, n := 0, 0
		for n < len(asking) && sum <= have {
			sum += m.leastNeed(asking[n].g, &m.groups[asking[n].g].rules[asking[n].rule])
			n++
		}
		e := &InfeasibleError{Proved: true, Reason: text, Rules: p.conflictRules(asking[:n])}
		e.CostBound = total - have
		return e
	}
	return nil
}

// flowConflict asks for each dimension whether the people can be spread over
// the groups at all: people of each value → groups, between the least and the
// most any size allows. A maximum flow with lower bounds decides it; its
// minimum cut is the conflict (Hoffman's circulation theorem).
func (p *Problem) flowConflict() *InfeasibleError {
	m, K := p.m, p.m.K()
	b := newBounder(m)
	avail, fixed := b.supply()
	for a := range m.attrs {
		if m.attrs[a].common {
			continue
		}
		n, first := m.attrs[a].count, m.attrs[a].first
		// source 0, sink 1, super source 2, super sink 3, classes, groups.
		f := newFlowGraph(4 + n + K)
		demand := make([]int64, 4+n+K)
		lower := func(from, to int, lo, hi int64) {
			if hi < lo {
				hi = lo
			}
			f.edge(from, to, hi-lo, 0)
			demand[from] -= lo
			demand[to] += lo
		}
		A := len(m.attrs)
		least, most := make([]int64, n), make([]int64, n)
		for i := range m.people {
			c := int(m.classOf[i*A+a]) - first
			least[c] += int64(m.units[m.people[i].unit].lo)
			most[c] += int64(m.units[m.people[i].unit].hi)
		}
		for c := range n {
			lower(0, 4+c, least[c], most[c])
			for g := range K {
				lo, hi := p.countRange(g, first+c, avail, fixed)
				lower(4+c, 4+n+g, lo, hi)
			}
		}
		for g := range K {
			lo := int64(m.groups[g].lo)
			if m.groups[g].optional {
				lo = 0
			}
			lower(4+n+g, 1, lo, int64(m.groups[g].hi))
		}
		f.edge(1, 0, farAway, 0)
		var total int64
		for v, d := range demand {
			if d > 0 {
				f.edge(2, v, d, 0)
				total += d
			} else if d < 0 {
				f.edge(v, 3, -d, 0)
			}
		}
		if short := total - f.most(2, 3); short > 0 {
			return p.cutConflict(a, f.reachable(2), int(short))
		}
	}
	return nil
}

// countRange is the least and most people of a class group g may have at any
// size.
func (p *Problem) countRange(g, class int, avail, fixed []int32) (lo, hi int64) {
	m := p.m
	mg := &m.groups[g]
	k := g*m.classes + class
	need, allow := int32(0), min(avail[k], int32(mg.hi))
	for i := range mg.rules {
		r := &mg.rules[i]
		if !r.hard || int(r.class) != class {
			continue
		}
		most := int32(0)
		for z := mg.lo; z <= mg.hi; z++ {
			most = max(most, r.allow[z])
		}
		allow = min(allow, most)
		need = max(need, int32(m.leastNeed(g, r)))
	}
	if mg.optional {
		need = 0
	}
	return int64(max(need, fixed[k])), int64(allow)
}

// cutConflict names the rules that cross a minimum cut.
func (p *Problem) cutConflict(a int, side []bool, short int) *InfeasibleError {
	m := p.m
	n, first := m.attrs[a].count, m.attrs[a].first
	var crossing []hardBound
	var groups []string
	for _, b := range m.hardBounds() {
		r := &m.groups[b.g].rules[b.rule]
		if int(r.attr) != a {
			continue
		}
		from, to := side[4+int(r.class)-first], side[4+n+b.g]
		if from && !to && b.max || !from && to && !b.max {
			crossing = append(crossing, b)
		}
	}
	for g := range p.groups {
		if side[4+n+g] {
			groups = append(groups, p.groups[g].ID)
		}
	}
	text := p.conflictText(crossing)
	if text == "" {
		text = "the sizes and memberships leave no way to seat everybody"
	}
	if len(groups) > 0 && len(groups) < len(p.groups) {
		text += "; in " + strings.Join(groups, ", ")
	}
	return &InfeasibleError{
		Proved: true, Rules: p.conflictRules(crossing), CostBound: short,
		Reason: fmt.Sprintf("%s; together this is short by %d %s", text, short, people(short)),
	}
}

// infeasible completes a conflict found by counting with the least relaxation
// and the nearest plan.
func (p *Problem) infeasible(ctx context.Context, opts *Options, e *InfeasibleError, report func(string, *solver)) (*Plan, error) {
	if e.Nearest != nil {
		return e.Nearest, e
	}
	if len(e.Relaxation) > 0 { // sizes
		q := p.withSizes(e.Relaxation)
		s := newSolver(ctx, q.m, budgetFor(q.m, opts.Budget), opts.Seed)
		s.report = report
		s.solve()
		e.Nearest = q.nearestFrom(s, opts)
		return e.Nearest, e
	}
	found, full := p.elastic(ctx, opts)
	if full != nil {
		e.Relaxation, e.Cost, e.Nearest = full.Relaxation, full.Cost, full.Nearest
		e.CostBound = max(e.CostBound, full.CostBound)
		if !e.Smallest && full.Smallest && len(full.Rules) <= max(len(e.Rules), 1) {
			e.Rules, e.Smallest = full.Rules, true
		}
	} else if found != nil {
		// Counting and search cannot both be right; trust the seating and say so.
		return nil, fmt.Errorf("internal error: %q was called impossible, but a plan keeps all rules", e.Reason)
	}
	return e.Nearest, e
}
