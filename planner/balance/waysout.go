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
	if out.Recruits == nil && len(out.Sizes) == 0 {
		out.MoreSeats = moreSeats(a, targets)
	}
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
// all be met; the nearest are tried first. All questions together cost no more than a
// main one and a part.
func (a *adviser) sizes(targets []planner.Target) (out []int, unfinished bool) {
	out = []int{}
	low, high := max(1, a.seats-sizesTried), min(len(a.people), a.seats+sizesTried)
	unfinished = low > 1 || high < len(a.people)
	shares := hasShares(targets)
	m := a.model(targets, a.seats, false)
	m.Program.ClearCosts()
	m.Resize(1, len(a.people))
	search := ilp.NewSearch(&m.Program)
	if some := search.First(a.ctx, a.part(), ilp.NoCutoff); !shares && some.Proved && !some.Found() {
		return out, false // no size at all
	}
	spent := int64(0)
	for d := 1; d <= sizesTried; d++ {
		for _, size := range []int{a.seats + d, a.seats - d} {
			if size < low || size > high {
				continue
			}
			if spent > a.opts.Work {
				unfinished = true
				continue
			}
			if shares { // which alone depend on the size
				m = a.model(targets, size, false)
				m.Program.ClearCosts()
				search = ilp.NewSearch(&m.Program)
				spent += modelling(len(a.people))
			}
			m.Resize(size, size)
			before := search.Work()
			answer := search.Best(a.ctx, a.part(), ilp.NoCutoff)
			spent += search.Work() - before
			if answer.Found() {
				out = append(out, size)
			}
			unfinished = unfinished || !answer.Found() && !answer.Proved
		}
	}
	slices.Sort(out)
	return out, unfinished
}

// moreSeats finds the fewest seats, more than there are, with which new people would do.
func moreSeats(a *adviser, targets []planner.Target) *MoreSeats {
	wider := *a
	wider.seats = a.seats + sizesTried
	blocks, ok := wider.blocksOf(targets)
	if !ok {
		return nil
	}
	h := wider.newHiring(targets, blocks) // with room for all that are tried
	for seats, spent := a.seats+1, int64(0); seats <= wider.seats && spent <= a.opts.Work; seats++ {
		if hasShares(targets) { // which alone depend on the size
			at := *a
			at.seats = seats
			h = at.newHiring(targets, blocks)
			spent += modelling(len(a.people))
		}
		h.model.Resize(seats, seats)
		before := h.search.Work()
		if best := h.search.Best(a.ctx, a.part(), ilp.NoCutoff); best.Found() {
			return &MoreSeats{seats, int(best.Value)}
		}
		spent += h.search.Work() - before
	}
	return nil
}

// modelling is about what it costs to build a model over so many people, in the units of [AdviceOptions.Work].
func modelling(people int) int64 { return int64(people) * 10_000 }

func hasShares(targets []planner.Target) bool {
	return slices.ContainsFunc(targets, func(t planner.Target) bool { return t.Shares() })
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
		out.Changes = append(
			out.Changes,
			RelaxedTarget{t.ID, rule.Bound, rule.Limit, rule.Limit + by, t.Tier, rule.Cell},
		)
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
