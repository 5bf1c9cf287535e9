package balance

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/internal/ilp"
	"roundtable/planner/internal/panels"
)

// explain fills in why no panel of the pool can meet the targets and the ways
// out.
func (a *adviser) explain(out *Advice, m *panels.Model, targets []planner.Target) {
	conflict, ok := a.conflict(m)
	out.Conflict = m.Names(conflict)
	out.ConflictDetail = a.detail(m, conflict)
	out.ConflictUnfinished = !ok
	out.SingleRules = a.singleRules(m, conflict)
	out.Recruits = a.recruits(targets)
	out.Sizes, out.SizesUnfinished = a.sizes(targets)
	if out.Relaxation = a.relaxation(m); out.Relaxation != nil {
		after := a.model(relaxed(m, out.Relaxation), a.seats, false)
		if best := a.solve(&after.Program); best.Found() && best.Proved {
			out.Relaxation.Then = a.changes(after, best)
		}
	}
}

// sizesTried bounds how many sizes are tried on each side of the present one.
const sizesTried = 60

// sizes lists the panel sizes, in ascending order, at which the same targets can
// all be met; the nearest are tried first.
func (a *adviser) sizes(targets []planner.Target) (out []int, unfinished bool) {
	out = []int{}
	low, high := a.sizeRange(targets)
	if low > high {
		return out, false // no size at all
	}
	probe := &sizeProbe{a: a, targets: targets}
	try := func(s int) {
		if s < low || s > high {
			return
		}
		ans := probe.ask(s)
		if ans.Found() {
			out = append(out, s)
		}
		unfinished = unfinished || (!ans.Found() && !ans.Proved)
	}
	for d := 1; d <= sizesTried; d++ {
		try(a.seats + d)
		try(a.seats - d)
	}
	unfinished = unfinished || low < a.seats-sizesTried || high > a.seats+sizesTried
	slices.Sort(out)
	return out, unfinished
}

func hasShares(targets []planner.Target) bool {
	return slices.ContainsFunc(targets, func(t planner.Target) bool { return t.Shares() })
}

// sizeRange bounds the sizes worth trying: between one person and everybody, and
// where no share depends on the size, between the smallest and the largest panel
// that meets the targets. The range is empty if there is none.
func (a *adviser) sizeRange(targets []planner.Target) (low, high int) {
	low, high = 1, len(a.people)
	if hasShares(targets) {
		return low, high
	}
	m := a.model(targets, a.seats, false)
	m.Resize(low, high)
	s := ilp.NewSearch(&m.Program)
	extreme := func(sign int64) ilp.Answer {
		m.Program.ClearCosts()
		for g := range m.Groups {
			m.Program.Cols[m.Groups[g].Col].Cost = sign
		}
		return s.Best(a.ctx, a.part(), ilp.NoCutoff)
	}
	switch least := extreme(1); {
	case least.Found() && least.Proved:
		low = int(least.Value)
	case least.Proved:
		return 1, 0
	}
	if most := extreme(-1); most.Found() && most.Proved {
		high = int(-most.Value)
	}
	return low, high
}

// sizeProbe asks whether a panel of a given size meets all targets, for one size
// after the other. Only shares depend on the size; without them one model and one
// search serve all. All questions together cost no more than a main one and a part.
type sizeProbe struct {
	a       *adviser
	targets []planner.Target
	m       *panels.Model
	search  *ilp.Search
	spent   int64
}

func (p *sizeProbe) ask(seats int) ilp.Answer {
	if p.spent > p.a.opts.Work {
		return ilp.Answer{} // left open
	}
	if p.m == nil || hasShares(p.targets) {
		p.m = p.a.model(p.targets, seats, false)
		p.m.Program.ClearCosts()
		p.search = ilp.NewSearch(&p.m.Program)
	}
	before := p.search.Work()
	p.m.Resize(seats, seats)
	answer := p.search.Best(p.a.ctx, p.a.part(), ilp.NoCutoff)
	p.spent += p.search.Work() - before
	return answer
}

// relaxation finds the least by which targets have to give way so that the rest
// can be met. Targets whose source marked them must do not give way. The others
// do in the order of their importance: first the least for those whose tier was
// left open, then for should, then for nice. Where the source limits how far a
// bound may move, it moves no further. Nil when no relaxation helps.
func (a *adviser) relaxation(m *panels.Model) *Relaxation {
	p := m.Program.Clone()
	p.ClearCosts()
	slack := make([]int, len(m.Rules)) // column of each rule's slack, or -1
	for r := range slack {
		slack[r] = addSlack(m, p, r, a.seats)
	}
	var last ilp.Answer
	proved := true
	for tier := planner.Must; tier <= planner.Nice; tier++ {
		p.ClearCosts()
		var giving []int // slacks of this tier
		for r, col := range slack {
			if col >= 0 && m.Targets[m.Rules[r].Target].Tier == tier {
				p.Cols[col].Cost = 1
				giving = append(giving, col)
			}
		}
		if len(giving) == 0 && last.Found() {
			continue // nothing here gives way, and the solution of the tier before stands
		}
		last = a.solve(p)
		if !last.Found() {
			return nil
		}
		proved = proved && last.Proved
		row := p.AddRow(-ilp.Unbounded, last.Value)
		for _, col := range giving {
			p.AddEntry(col, row, 1)
		}
	}
	out := &Relaxation{Proved: proved, Changes: []RelaxedTarget{}}
	for r, col := range slack {
		if col < 0 || last.X[col] == 0 {
			continue
		}
		rule, by := &m.Rules[r], int(last.X[col])
		out.Cost += by
		if rule.Bound == "min" {
			by = -by
		}
		t := &m.Targets[rule.Target]
		out.Changes = append(out.Changes, RelaxedTarget{t.ID, rule.Bound, rule.Limit, rule.Limit + by, t.Tier, rule.Cell})
	}
	return out
}

// addSlack adds a column by which the rule's bound may give way, and returns its
// index, or -1 for rules that may not: size, locked places, targets marked must,
// and shares of an open number of people.
func addSlack(m *panels.Model, p *ilp.Program, r, seats int) int {
	rule := &m.Rules[r]
	if rule.Target < 0 || rule.Unit != 1 {
		return -1
	}
	t := &m.Targets[rule.Target]
	if t.Tier == planner.Must && t.TierGiven {
		return -1
	}
	sign, room := int64(1), rule.Limit
	if rule.Bound == "min" {
		if t.MinFlex.Given {
			room = rule.Limit - t.MinFlex.N
		}
	} else {
		sign, room = -1, seats+len(m.People)+len(m.Program.Cols) // beyond any count
		if t.MaxFlex.Given {
			room = t.MaxFlex.N - rule.Limit
		}
	}
	if room <= 0 {
		return -1
	}
	var at []ilp.Entry
	for _, row := range rule.Main {
		at = append(at, ilp.Entry{Row: row, Coef: sign})
	}
	return p.AddColumn(0, int64(room), at...)
}

// relaxed returns the targets after they have given way: each that did as one target for
// each of its rules, in whole people. Kinds whose bound is part of their meaning are left
// out once it moved.
func relaxed(m *panels.Model, r *Relaxation) []planner.Target {
	var out []planner.Target
	for i := range m.Targets {
		t := &m.Targets[i]
		if !slices.ContainsFunc(r.Changes, func(c RelaxedTarget) bool { return c.Target == t.ID }) {
			out = append(out, *t)
			continue
		}
		for _, rule := range m.Rules {
			if rule.Target != i || t.Kind == planner.NotAllSame || t.Kind == planner.Flag {
				continue
			}
			limit := planner.LimitOf(rule.Limit)
			for _, c := range r.Changes {
				if c.Target == t.ID && c.Bound == rule.Bound && c.Cell == rule.Cell {
					limit = planner.LimitOf(c.To)
				}
			}
			out = append(out, ruleAsTarget(t, &rule, limit))
		}
	}
	return out
}

// ruleAsTarget is one bound of a target, or of one of its cells, by itself.
func ruleAsTarget(t *planner.Target, rule *panels.Rule, limit planner.Limit) planner.Target {
	one := *t
	one.ID, one.Min, one.Max = rule.Name, planner.Limit{}, planner.Limit{}
	one.MinShare, one.MaxShare, one.Parts = planner.Ratio{}, planner.Ratio{}, nil
	switch {
	case rule.Unit != 1 && rule.Bound == "min": // a share of a number that is open stays one
		one.MinShare = t.MinShare
	case rule.Unit != 1:
		one.MaxShare = t.MaxShare
	case rule.Bound == "min":
		one.Min = limit
	default:
		one.Max = limit
	}
	for _, c := range t.Cells {
		if c.Label() == rule.Cell {
			one.Kind, one.Dimension, one.And, one.Cells = planner.Count, "", slices.Concat(c, t.And), nil
		}
	}
	return one
}
