package balance

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/internal/ilp"
	"roundtable/planner/internal/panels"
	"roundtable/planner/internal/tally"
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
		after := a.model(relaxed(targets, out.Relaxation), a.seats, false)
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
	return slices.ContainsFunc(targets, func(t planner.Target) bool { return t.MinShare.Given() || t.MaxShare.Given() })
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
// left open, then for should, then for nice. Among those of one tier the fewest give
// up a group altogether (a minimum that becomes 0), then the fewest people are
// concerned, then large numbers give way before small ones. Where the source limits
// how far a bound may move, it moves no further. Nil when no relaxation helps.
func (a *adviser) relaxation(m *panels.Model) *Relaxation {
	p := m.Program.Clone()
	p.ClearCosts()
	var slacks []slack
	for r := range m.Rules {
		slacks = append(slacks, slacksOf(m, p, r, a.seats)...)
	}
	last := ilp.Answer{}
	proved := true
	for tier := planner.Must; tier <= planner.Nice; tier++ {
		for _, cost := range []func(*slack) int64{
			func(s *slack) int64 { return tally.One(s.gone) },
			func(*slack) int64 { return 1 },
			func(s *slack) int64 { return stepCost / int64(1+m.Rules[s.rule].Limit) },
		} {
			p.ClearCosts()
			giving := slices.DeleteFunc(slices.Clone(slacks), func(s slack) bool {
				return m.Targets[m.Rules[s.rule].Target].Tier != tier || cost(&s) == 0
			})
			if len(giving) == 0 && last.Found() {
				continue // nothing here gives way, and the solution before stands
			}
			for _, s := range giving {
				p.Cols[s.col].Cost = cost(&s)
			}
			last = a.solve(p)
			if !last.Found() {
				return nil
			}
			proved = proved && last.Proved
			row := p.AddRow(-ilp.Unbounded, last.Value)
			for _, s := range giving {
				p.AddEntry(s.col, row, cost(&s))
			}
		}
	}
	by := make([]int, len(m.Rules))
	for _, s := range slacks {
		by[s.rule] += int(last.X[s.col])
	}
	out := &Relaxation{Proved: proved, Changes: []RelaxedTarget{}}
	for r, by := range by {
		if by == 0 {
			continue
		}
		out.Cost += by
		rule := &m.Rules[r]
		if rule.Bound == "min" {
			by = -by
		}
		t := &m.Targets[rule.Target]
		out.Changes = append(out.Changes, RelaxedTarget{t.ID, rule.Bound, rule.Limit, rule.Limit + by, t.Tier})
	}
	return out
}

// stepCost is what it costs to move a bound of 0 by one person, of several ways that
// concern as many people: a bound of n costs 1/(n+1) of it.
const stepCost = 5040

// slack is a column by which the bound of a rule may give way. The last step of a
// minimum, after which its group may be missing, has a column of its own.
type slack struct {
	rule, col int
	gone      bool
}

// slacksOf adds the columns by which a rule's bound may give way: none for those that
// may not, which are the size, locked places, targets marked must, and shares of an
// open number of people.
func slacksOf(m *panels.Model, p *ilp.Program, r, seats int) []slack {
	rule := &m.Rules[r]
	if rule.Target < 0 || rule.Unit != 1 {
		return nil
	}
	t := &m.Targets[rule.Target]
	if t.Tier == planner.Must && t.TierGiven {
		return nil
	}
	sign, room, last := int64(1), rule.Limit, false
	if rule.Bound == "min" {
		if t.MinFlex.Given {
			room = rule.Limit - t.MinFlex.N
		}
		last = room == rule.Limit
	} else {
		sign, room = -1, seats+len(m.People)+len(m.Program.Cols) // beyond any count
		if t.MaxFlex.Given {
			room = t.MaxFlex.N - rule.Limit
		}
	}
	var at []ilp.Entry
	for _, row := range rule.Main {
		at = append(at, ilp.Entry{Row: row, Coef: sign})
	}
	var out []slack
	if last && room > 0 {
		out = append(out, slack{r, p.AddColumn(0, 1, at...), true})
		room--
	}
	if room > 0 {
		out = append(out, slack{r, p.AddColumn(0, int64(room), at...), false})
	}
	return out
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
