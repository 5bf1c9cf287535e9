package balance

import (
	"slices"

	"roundtable/planner"
)

// explain fills in why no panel of the pool can meet the targets and the ways
// out.
func (a *adviser) explain(out *Advice, m *model, targets []planner.Target) {
	conflict, ok := a.conflict(m, nil, smallest)
	out.Conflict = m.ruleNames(conflict)
	out.ConflictDetail = a.detail(m, conflict)
	out.ConflictUnfinished = !ok
	out.SingleRules = a.singleRules(m, conflict)
	out.Recruits = a.recruits(targets)
	out.Sizes, out.SizesUnfinished = a.sizes(targets)
	if out.Relaxation = a.relaxation(targets); out.Relaxation != nil {
		after := a.model(relaxed(targets, out.Relaxation), a.seats, false)
		if best := after.prog.solve(a.ctx, a.limits(), noCutoff); best.found() && best.proved {
			out.Relaxation.Then = changesFrom(a.ctx, after, best, a.opts)
		}
	}
}

// relaxed returns the targets after they have given way. Kinds whose bound is
// part of their meaning are left out once it moved.
func relaxed(targets []planner.Target, r *Relaxation) []planner.Target {
	out := slices.Clone(targets)
	for _, c := range r.Changes {
		i := slices.IndexFunc(out, func(t planner.Target) bool { return t.ID == c.Target })
		if i < 0 {
			continue
		}
		switch t := &out[i]; {
		case t.Kind == planner.NotAllSame || t.Kind == planner.Flag:
			out = slices.Delete(out, i, i+1)
		case c.Bound == "min":
			t.Min, t.MinShare = planner.LimitOf(c.To), planner.Ratio{}
		default:
			t.Max, t.MaxShare = planner.LimitOf(c.To), planner.Ratio{}
		}
	}
	return out
}

// singleRules lists the rules any one of which could be dropped to make all
// others reachable. Each is a member of every conflict, so only members of the
// one found need to be tried.
func (a *adviser) singleRules(m *model, conflict []int) []string {
	f := a.newFilter(m, nil)
	out := []string{}
	for _, r := range conflict {
		var rest []int
		for k := range m.rules {
			if k != r {
				rest = append(rest, k)
			}
		}
		if clash, _ := f.clash(rest); clash == compatible {
			out = append(out, m.rules[r].name)
		}
	}
	return out
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
	works := a.sizeTest(targets)
	try := func(s int) {
		if s < low || s > high {
			return
		}
		ans := works(s)
		if ans.found() {
			out = append(out, s)
		}
		unfinished = unfinished || (!ans.found() && !ans.proved)
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
	return slices.ContainsFunc(targets, func(t planner.Target) bool { return t.MinShare.Given() || t.MaxShare.Given() })
}

// sizeRange bounds the sizes worth trying: between the people who are locked and
// everybody, and where no share depends on the size, between the smallest and
// the largest panel that meets the targets. The range is empty if there is none.
func (a *adviser) sizeRange(targets []planner.Target) (low, high int) {
	low, high = 1, len(a.people)
	if hasShares(targets) {
		return low, high
	}
	m := a.model(targets, a.seats, false)
	m.prog.rows[m.rules[0].rows[0]] = bounds{1, int64(len(a.people))} // the size comes first
	s := newSearch(&m.prog)
	extreme := func(sign int64) answer {
		for j := range m.prog.cols {
			m.prog.cols[j].cost = 0
		}
		for g := range m.groups {
			m.prog.cols[m.groups[g].col].cost = sign
		}
		return s.run(a.ctx, a.part(), noCutoff)
	}
	switch least := extreme(1); {
	case least.found() && least.proved:
		low = int(least.value)
	case least.proved:
		return 1, 0
	}
	if most := extreme(-1); most.found() && most.proved {
		high = int(-most.value)
	}
	return low, high
}

// sizeTest returns the question whether a panel of a given size meets all
// targets. Only shares depend on the size; without them one model serves all.
func (a *adviser) sizeTest(targets []planner.Target) func(int) answer {
	search := func(seats int) (*model, *search) {
		m := a.model(targets, seats, false)
		for j := range m.prog.cols {
			m.prog.cols[j].cost = 0
		}
		return m, newSearch(&m.prog)
	}
	m, s := search(a.seats)
	spent := int64(0)
	return func(seats int) answer {
		if spent > a.opts.Work {
			return answer{} // left open
		}
		if hasShares(targets) {
			m, s = search(seats)
		}
		before := s.work()
		defer func() { spent += s.work() - before }()
		row := m.rules[0].rows[0] // the size comes first
		m.prog.rows[row] = bounds{int64(seats), int64(seats)}
		return s.run(a.ctx, a.part(), noCutoff)
	}
}

// relaxation finds the least by which targets have to give way so that the rest
// can be met. Targets whose source marked them must do not give way. The others
// do in the order of their importance: first the least for those whose tier was
// left open, then for should, then for nice. Where the source limits how far a
// bound may move, it moves no further. Nil when no relaxation helps.
func (a *adviser) relaxation(targets []planner.Target) *Relaxation {
	m := a.model(targets, a.seats, false)
	p := m.prog.clone()
	for j := range p.cols {
		p.cols[j].cost = 0
	}
	slack := make([]int, len(m.rules)) // column of each rule's slack, or -1
	for r := range m.rules {
		slack[r] = m.addSlack(p, r, a.seats)
	}
	var last answer
	proved := true
	for stage := range 3 {
		inStage := func(r int) bool { return slack[r] >= 0 && m.stage(r) == stage }
		any := false
		for r := range m.rules {
			if slack[r] >= 0 {
				p.cols[slack[r]].cost = 0
			}
			if inStage(r) {
				p.cols[slack[r]].cost = 1
				any = true
			}
		}
		if !any && last.found() {
			continue
		}
		last = p.solve(a.ctx, a.limits(), noCutoff)
		if !last.found() {
			return nil
		}
		proved = proved && last.proved
		row := p.addRow(-unbounded, last.value)
		for r := range m.rules {
			if inStage(r) {
				p.cols[slack[r]].at = append(slices.Clone(p.cols[slack[r]].at), entry{row, 1})
			}
		}
	}
	out := &Relaxation{Proved: proved, Changes: []RelaxedTarget{}}
	for r := range m.rules {
		if slack[r] < 0 || last.x[slack[r]] == 0 {
			continue
		}
		by := int(last.x[slack[r]])
		out.Cost += by
		if m.rules[r].bound == "min" {
			by = -by
		}
		t := &m.targets[m.rules[r].target]
		out.Changes = append(out.Changes, RelaxedTarget{t.ID, m.rules[r].bound, m.rules[r].limit, m.rules[r].limit + by, t.Tier})
	}
	return out
}

// stage is the order in which targets are spared: 0 those left open, which are
// checked as must, 1 should, 2 nice.
func (m *model) stage(r int) int {
	switch m.targets[m.rules[r].target].Tier {
	case planner.Must:
		return 0
	case planner.Should:
		return 1
	default:
		return 2
	}
}

// addSlack adds a column by which the rule's bound may give way, and returns its
// index, or -1 for rules that may not: size, locked places, targets marked must,
// and shares of an open number of people.
func (m *model) addSlack(p *program, r, seats int) int {
	rl := &m.rules[r]
	if rl.target < 0 || rl.unit != 1 {
		return -1
	}
	t := &m.targets[rl.target]
	if t.Tier == planner.Must && t.TierGiven {
		return -1
	}
	sign, room := int64(1), rl.limit
	if rl.bound == "min" {
		if t.MinFlex.Given {
			room = rl.limit - t.MinFlex.N
		}
	} else {
		sign, room = -1, seats+len(m.people)+len(m.prog.cols) // beyond any count
		if t.MaxFlex.Given {
			room = t.MaxFlex.N - rl.limit
		}
	}
	if room <= 0 {
		return -1
	}
	var at []entry
	for _, row := range rl.main {
		at = append(at, entry{row, sign})
	}
	return p.addColumn(0, int64(room), at...)
}
