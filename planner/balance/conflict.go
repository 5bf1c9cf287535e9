package balance

import (
	"cmp"
	"slices"

	"roundtable/planner"
)

// effort says how hard to look for a small conflict.
type effort uint8

const (
	deletionOnly effort = iota // an irreducible one
	smallest                   // one of least weight, if the budget allows
)

// smallestRounds and smallestWork bound the search for a conflict of least
// weight; beyond them the irreducible one stands.
const (
	smallestRounds = 400
	smallestWork   = 900_000_000
)

// conflict finds an irreducible set of rules that no panel meets together:
// without any one of them the others can be met. It first applies the deletion
// filter (Chinneck, Feasibility and Infeasibility in Optimization, 2008),
// trying to leave out the least important rules first, so that the conflict is
// about what matters. Then, for smallest effort, it looks for one of least
// weight by alternating between hitting sets and corrections (Ignatiev, Previti,
// Liffiton, Marques-Silva, CP 2015). The extra function adds what is given
// besides the rules. ok is false where the limit of nodes left it open.
func (a *adviser) conflict(m *model, extra func(*program), how effort) (rules []int, ok bool) {
	f := a.newFilter(m, extra)
	if how == deletionOnly {
		f.most = a.part().work // one of many explanations
	}
	all := make([]int, len(m.rules))
	for i := range all {
		all[i] = i
	}
	if clash, _ := f.clash(all); clash != proven {
		return nil, false
	}
	rules = f.delete(f.support(all), true)
	if how == smallest {
		if other := f.delete(f.support(all), false); m.weigh(other) < m.weigh(rules) {
			rules = other
		}
	}
	if f.open {
		return rules, false
	}
	if how == smallest && len(rules) > 1 {
		rules = f.shrink(rules)
	}
	return rules, true
}

// filter answers whether subsets of the rules clash.
type filter struct {
	a    *adviser
	m    *model
	s    *search
	rows []bounds // of all rules
	open bool     // some question stayed open
	most int64    // work after which questions stay open
}

func (a *adviser) newFilter(m *model, extra func(*program)) *filter {
	p := m.prog.clone()
	for j := range p.cols {
		p.cols[j].cost = 0
	}
	if extra != nil {
		extra(p)
	}
	return &filter{a: a, m: m, s: newSearch(p), rows: slices.Clone(p.rows), most: a.opts.Work}
}

// work is what the questions so far took.
func (f *filter) work() int64 { return f.s.work() }

type clashing uint8

const (
	compatible clashing = iota
	proven
	undecided
)

// clash reports whether the rules clash, with a panel that meets them if not.
func (f *filter) clash(rules []int) (clashing, []int64) {
	if f.work() > f.most {
		f.open = true
		return undecided, nil
	}
	f.only(rules)
	ans := f.s.run(f.a.ctx, f.a.part(), noCutoff)
	switch {
	case ans.found():
		return compatible, ans.x
	case ans.proved:
		return proven, nil
	}
	f.open = true
	return undecided, nil
}

// only leaves all rows open but those of the given rules and of what is given
// besides them.
func (f *filter) only(rules []int) {
	copy(f.s.p.rows, f.rows)
	in := make([]bool, len(f.m.rules))
	for _, r := range rules {
		in[r] = true
	}
	for r := range f.m.rules {
		if in[r] {
			continue
		}
		for _, row := range f.m.rules[r].rows {
			f.s.p.rows[row] = bounds{-unbounded, unbounded}
		}
	}
}

// support narrows clashing rules to those that carry a price in the proof of the
// linear relaxation, where that alone shows the clash.
func (f *filter) support(rules []int) []int {
	f.only(rules)
	d, q, dom := newDictionary(f.s.p), newProver(f.s.p), newDomain(f.s.p)
	s := search{p: f.s.p, dom: dom, dict: d, proof: q}
	result, ray := s.relax()
	if result != impossible || !q.refutes(d, ray, dom) {
		return rules
	}
	priced := slices.DeleteFunc(slices.Clone(rules), func(r int) bool {
		return !slices.ContainsFunc(f.m.rules[r].rows, func(row int) bool { return q.prices[row] != 0 })
	})
	if clash, _ := f.clash(priced); clash == proven {
		return priced
	}
	return rules
}

// weight orders rules by importance: unimportant rules weigh more, so that a
// conflict of least weight is small and about what matters.
func (m *model) weight(r int) int64 {
	t := m.rules[r].target
	if t < 0 {
		return 1
	}
	switch m.targets[t].Tier {
	case planner.Must:
		return 1
	case planner.Should:
		return 30
	default:
		return 900
	}
}

func (m *model) weigh(rules []int) (sum int64) {
	for _, r := range rules {
		sum += m.weight(r)
	}
	return sum
}

// delete leaves out one rule after the other, least important first and among
// equals from one end, as long as the rest still clash.
func (f *filter) delete(rules []int, lastFirst bool) []int {
	order := slices.Clone(rules)
	if lastFirst {
		slices.Reverse(order)
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(f.m.weight(y), f.m.weight(x)) })
	kept := slices.Clone(rules)
	for _, r := range order {
		rest := slices.DeleteFunc(slices.Clone(kept), func(x int) bool { return x == r })
		if clash, _ := f.clash(rest); clash == proven {
			kept = rest
		}
	}
	return kept
}

// shrink looks for a conflict of least weight. Every panel violates some rules;
// a conflict must contain one of them (a correction), so a least hitting set of
// all corrections found so far that clashes is a conflict of least weight.
func (f *filter) shrink(known []int) []int {
	most := f.m.weigh(known)
	hitting := &program{}
	for r := range f.m.rules {
		hitting.addColumn(f.m.weight(r), 1)
	}
	for range smallestRounds {
		if f.work() > smallestWork {
			return known
		}
		ans := hitting.solve(f.a.ctx, f.a.part(), most)
		if !ans.found() {
			return known // nothing lighter, or the limit was reached
		}
		var pick []int
		for r, x := range ans.x {
			if x > 0 {
				pick = append(pick, r)
			}
		}
		clash, x := f.clash(pick)
		switch clash {
		case proven:
			return pick
		case undecided:
			return known
		}
		row := hitting.addRow(1, unbounded)
		for _, r := range f.correction(pick, x) {
			hitting.cols[r].at = append(hitting.cols[r].at, entry{row, 1})
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
	for r := range f.m.rules {
		if met[r] || f.work() > smallestWork {
			continue
		}
		var with []int
		for k := range f.m.rules {
			if met[k] || k == r {
				with = append(with, k)
			}
		}
		if clash, y := f.clash(with); clash == compatible {
			for k, ok := range f.metBy(y) {
				met[k] = met[k] || ok
			}
			met[r] = true
		}
	}
	var out []int
	for r := range f.m.rules {
		if !met[r] {
			out = append(out, r)
		}
	}
	return out
}

func (f *filter) metBy(x []int64) []bool {
	sum := make([]int64, len(f.m.prog.rows))
	for j := range f.m.prog.cols {
		for _, e := range f.m.prog.cols[j].at {
			sum[e.row] += e.coef * x[j]
		}
	}
	met := make([]bool, len(f.m.rules))
	for r := range f.m.rules {
		met[r] = !slices.ContainsFunc(f.m.rules[r].rows, func(row int) bool {
			b := f.m.prog.rows[row]
			return sum[row] < b.lo || sum[row] > b.hi
		})
	}
	return met
}

// detail lists the people who carry each rule of a conflict, and how many of
// them carry another of its minima as well.
func (a *adviser) detail(m *model, rules []int) []ConflictRule {
	carriers := make([][]int, len(rules))
	for k, r := range rules {
		if m.rules[r].target < 0 && m.rules[r].bound == "size" {
			continue
		}
		for i := range m.people {
			if slices.ContainsFunc(m.entries[i], func(e entry) bool { return slices.Contains(m.rules[r].rows, e.row) && e.coef > 0 }) {
				carriers[k] = append(carriers[k], i)
			}
		}
	}
	out := make([]ConflictRule, len(rules))
	for k, r := range rules {
		c := ConflictRule{Rule: m.rules[r].name, Bound: m.rules[r].bound, Limit: m.rules[r].limit}
		if t := m.rules[r].target; t >= 0 {
			c.Target = m.targets[t].ID
		}
		c.InPool, c.People = len(carriers[k]), m.idsOf(carriers[k])
		if c.Bound == "size" {
			c.InPool = len(m.people)
		}
		for o, r2 := range rules {
			if o == k || m.rules[r2].bound != "min" {
				continue
			}
			both := slices.DeleteFunc(slices.Clone(carriers[k]), func(i int) bool { return !slices.Contains(carriers[o], i) })
			if len(both) > 0 {
				c.Also = append(c.Also, Shared{m.rules[r2].name, len(both), m.idsOf(both)})
			}
		}
		out[k] = c
	}
	return out
}
