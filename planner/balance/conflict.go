package balance

import (
	"cmp"
	"slices"

	"roundtable/planner/internal/ilp"
	"roundtable/planner/internal/panels"
)

// smallestRounds and smallestWork bound the search for a conflict of least
// weight; beyond them the irreducible one stands.
const (
	smallestRounds = 400
	smallestWork   = 900_000_000
)

// tierWeight is how many rules of one tier weigh as much as one of the next lower
// tier: more than a conflict has, so that it is about what matters.
const tierWeight = 30

// conflict finds an irreducible set of rules that no panel meets together:
// without any one of them the others can be met. It first applies the deletion
// filter (Chinneck, Feasibility and Infeasibility in Optimization, 2008),
// trying to leave out the least important rules first, so that the conflict is
// about what matters. Then it looks for one of least weight by alternating
// between hitting sets and corrections (Ignatiev, Previti, Liffiton,
// Marques-Silva, CP 2015). ok is false where a limit left it open.
func (a *adviser) conflict(m *panels.Model) (rules []int, ok bool) {
	f := a.newFilter(m, m.Program.Clone(), a.opts.Work)
	if rules = f.irreducible(); rules == nil {
		return nil, false
	}
	if f.open {
		return rules, false
	}
	if len(rules) > 1 {
		rules = f.shrink(rules)
	}
	return rules, true
}

// keptOut finds an irreducible set of rules that no panel with somebody of the
// group meets together.
func (a *adviser) keptOut(m *panels.Model, g *panels.Group) (rules []int, ok bool) {
	p := m.Program.Clone()
	p.AddEntry(g.Col, p.AddRow(1, ilp.Unbounded), 1)
	f := a.newFilter(m, p, a.part().Work) // one of many explanations
	rules = f.irreducible()
	return rules, rules != nil && !f.open
}

// filter answers whether subsets of the rules clash. It searches one program, whose
// rows it opens and closes as rules come and go.
type filter struct {
	a    *adviser
	m    *panels.Model
	s    *ilp.Search
	rows []ilp.Bounds // as they are with all rules
	open bool         // some question stayed open
	most int64        // work after which questions stay open
}

// newFilter asks about the rules of a model within a program that has its rows
// and perhaps further ones.
func (a *adviser) newFilter(m *panels.Model, p *ilp.Program, most int64) *filter {
	p.ClearCosts()
	return &filter{a: a, m: m, s: ilp.NewSearch(p), rows: slices.Clone(p.Rows), most: most}
}

// clash reports whether the rules are proved to clash, and if they do not, the
// panel that meets them. Where neither is known, open is set.
func (f *filter) clash(rules []int) (proved bool, x []int64) {
	if f.s.Work() > f.most {
		f.open = true
		return false, nil
	}
	f.pose(rules)
	ans := f.s.Best(f.a.ctx, f.a.part(), ilp.NoCutoff)
	if ans.Found() {
		return false, ans.X
	}
	f.open = f.open || !ans.Proved
	return ans.Proved, nil
}

// pose opens the rows of all rules but the given ones. Rows that belong to no rule,
// such as the one that asks for somebody of a group, stay as they are.
func (f *filter) pose(rules []int) {
	rows := f.s.Program.Rows
	copy(rows, f.rows)
	for r := range f.m.Rules {
		if slices.Contains(rules, r) {
			continue
		}
		for _, row := range f.m.Rules[r].Rows {
			rows[row] = ilp.Bounds{Lo: -ilp.Unbounded, Hi: ilp.Unbounded}
		}
	}
}

func (f *filter) all() []int {
	all := make([]int, len(f.m.Rules))
	for i := range all {
		all[i] = i
	}
	return all
}

// irreducible returns rules that clash and no longer do without any one of them,
// as far as was found out; nil where not even all rules are proved to clash.
func (f *filter) irreducible() []int {
	if proved, _ := f.clash(f.all()); !proved {
		return nil
	}
	order := f.support(f.all())
	slices.Reverse(order)
	return f.reduce(order)
}

// support narrows clashing rules to those that carry a price in the proof of the
// linear relaxation, where that alone shows the clash.
func (f *filter) support(rules []int) []int {
	f.pose(rules)
	prices := f.s.Program.Refuting()
	if prices == nil {
		return rules
	}
	priced := slices.DeleteFunc(slices.Clone(rules), func(r int) bool {
		return !slices.ContainsFunc(f.m.Rules[r].Rows, func(row int) bool { return prices[row] != 0 })
	})
	if proved, _ := f.clash(priced); proved {
		return priced
	}
	return rules
}

// weight orders rules by importance: unimportant rules weigh more, so that a
// conflict of least weight is small and about what matters.
func (f *filter) weight(r int) int64 {
	w := int64(1)
	if t := f.m.Rules[r].Target; t >= 0 {
		for range f.m.Targets[t].Tier {
			w *= tierWeight
		}
	}
	return w
}

func (f *filter) weigh(rules []int) (sum int64) {
	for _, r := range rules {
		sum += f.weight(r)
	}
	return sum
}

// reduce leaves out one rule after the other, least important first and equal ones in
// the order given, as long as the rest still clash. The rest is in ascending order.
func (f *filter) reduce(order []int) []int {
	kept := slices.Sorted(slices.Values(order))
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(f.weight(y), f.weight(x)) })
	for _, r := range order {
		rest := slices.DeleteFunc(slices.Clone(kept), func(x int) bool { return x == r })
		if proved, _ := f.clash(rest); proved {
			kept = rest
		}
	}
	return kept
}

// shrink looks for a conflict of least weight. Every panel violates some rules;
// a conflict must contain one of them (a correction), so a least hitting set of
// all corrections found so far that clashes is a conflict of least weight.
func (f *filter) shrink(known []int) []int {
	most := f.weigh(known)
	hitting := &ilp.Program{}
	for r := range f.m.Rules {
		hitting.AddColumn(f.weight(r), 1)
	}
	for range smallestRounds {
		if f.s.Work() > smallestWork {
			return known
		}
		ans := hitting.Solve(f.a.ctx, f.a.part(), most)
		if !ans.Found() {
			return known // nothing lighter, or the limit was reached
		}
		pick := slices.DeleteFunc(f.all(), func(r int) bool { return ans.X[r] == 0 })
		proved, x := f.clash(pick)
		switch {
		case proved:
			return pick
		case x == nil:
			return known
		}
		row := hitting.AddRow(1, ilp.Unbounded)
		for _, r := range f.correction(pick, x) {
			hitting.AddEntry(r, row, 1)
		}
	}
	return known
}

// correction grows the rules that the panel x meets as far as they stay
// compatible, and returns the others.
func (f *filter) correction(pick []int, x []int64) []int {
	met := f.metBy(x)
	for _, r := range pick {
		met[r] = true
	}
	isMet := func(r int) bool { return met[r] }
	for r := range f.m.Rules {
		if met[r] || f.s.Work() > smallestWork {
			continue
		}
		met[r] = true
		_, y := f.clash(slices.DeleteFunc(f.all(), func(k int) bool { return !met[k] }))
		met[r] = y != nil
		if y != nil {
			for k, ok := range f.metBy(y) {
				met[k] = met[k] || ok
			}
		}
	}
	return slices.DeleteFunc(f.all(), isMet)
}

// metBy reports for each rule whether the panel x meets it.
func (f *filter) metBy(x []int64) []bool {
	sum := f.m.Program.Sums(x)
	broken := func(row int) bool { return !f.m.Program.Rows[row].Hold(sum[row]) }
	met := make([]bool, len(f.m.Rules))
	for r := range met {
		met[r] = !slices.ContainsFunc(f.m.Rules[r].Rows, broken)
	}
	return met
}

// singleRules lists the rules any one of which could be dropped to make all
// others reachable. Each is a member of every conflict, so only members of the
// one found need to be tried.
func (a *adviser) singleRules(m *panels.Model, conflict []int) []string {
	f := a.newFilter(m, m.Program.Clone(), a.opts.Work)
	out := []string{}
	for _, r := range conflict {
		if _, x := f.clash(slices.DeleteFunc(f.all(), func(k int) bool { return k == r })); x != nil {
			out = append(out, m.Rules[r].Name)
		}
	}
	return out
}

// detail lists the people who carry each rule of a conflict, and how many of
// them carry another of its minima as well.
func (a *adviser) detail(m *panels.Model, rules []int) []ConflictRule {
	carriers := make([][]int, len(rules))
	for k, r := range rules {
		rule := &m.Rules[r]
		if rule.Bound == "size" {
			continue
		}
		for i := range m.People {
			carries := func(e ilp.Entry) bool { return e.Coef > 0 && slices.Contains(rule.Rows, e.Row) }
			if slices.ContainsFunc(m.Entries[i], carries) {
				carriers[k] = append(carriers[k], i)
			}
		}
	}
	out := make([]ConflictRule, len(rules))
	for k, r := range rules {
		rule := &m.Rules[r]
		c := ConflictRule{Rule: rule.Name, Bound: rule.Bound, Limit: rule.Limit, Cell: rule.Cell}
		if rule.Target >= 0 {
			c.Target = m.Targets[rule.Target].ID
		}
		c.InPool, c.People = len(carriers[k]), m.IDs(carriers[k])
		if c.Bound == "size" {
			c.InPool = len(m.People)
		}
		for o, other := range rules {
			if o == k || m.Rules[other].Bound != "min" {
				continue
			}
			apart := func(i int) bool { return !slices.Contains(carriers[o], i) }
			if both := slices.DeleteFunc(slices.Clone(carriers[k]), apart); len(both) > 0 {
				c.Also = append(c.Also, Shared{m.Rules[other].Name, len(both), m.IDs(both)})
			}
		}
		out[k] = c
	}
	return out
}
