package balance

import (
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
)

// class says what a person is in the search.
type class uint8

const (
	kept    class = iota // on the panel now; may leave
	locked               // on the panel now; may not leave
	joining              // in the pool; may join
	recruit              // not there yet; may be found
)

// rule is one thing that can clash: the lower or the upper bound of a target,
// the size of the panel, the locked places.
type rule struct {
	// name is the target's ID with the bound: "region=African Group min 1".
	name   string
	target int    // index into the model's targets, or -1
	bound  string // "min", "max", "size", "locked"
	limit  int
	// rows are the program rows it stands for; main is the one where giving way
	// by one person changes the sum by unit.
	rows []int
	main []int
	unit int64
}

// group is a set of people who are alike for all rules and of the same class;
// they share the program's column col.
type group struct {
	col    int
	class  class
	people []int // indices into model.people
}

// model is the search for a panel as an integer program.
type model struct {
	prog    program
	targets []planner.Target
	rules   []rule
	groups  []group
	people  []candidatePerson
	// onPanel is the number of people on the panel now: drops are onPanel plus
	// the program's cost.
	onPanel int
	entries [][]entry // per person
	// spreads are the rules on different values, whose indicators are no choice
	// of people and so must not be counted as one.
	spreads []spread
}

// spread is a rule on the number of different values: the sum of its indicators
// (and of main's other columns) is bounded by row main; links has a row per value.
type spread struct {
	main  int
	links []int
	have  []int // people of the session who carry the value already
}

type candidatePerson struct {
	person *planner.Participant
	class  class
}

// newValue is the value of a recruit in a dimension where any value that nobody
// has yet will do. Two recruits never share it.
const newValue = "\x00new"

// anySize leaves the number of seats open.
const anySize = -1

// question is what a model is built for.
type question struct {
	people  []candidatePerson
	targets []planner.Target
	opts    Options
	others  planner.Roster
	seats   int // or anySize
	// stay asks that nobody leaves, with additions at a cost of one each.
	stay bool
}

func newModel(q *question) *model {
	m := &model{targets: q.targets, people: q.people, entries: make([][]entry, len(q.people))}
	for _, p := range q.people {
		if p.class == kept || p.class == locked {
			m.onPanel++
		}
	}
	b := &modelBuilder{q: q, m: m, marker: marker{q.opts.JoinAs}}
	b.judge = &judge{others: q.others, opts: q.opts, marker: b.marker}
	b.sizeAndLocks()
	for i := range q.targets {
		b.target(i)
	}
	b.columns()
	return m
}

// modelBuilder turns targets into rows and people into columns.
type modelBuilder struct {
	q      *question
	m      *model
	marker marker
	judge  *judge
}

// row adds a program row with a coefficient per person.
func (b *modelBuilder) row(lo, hi int64, coef func(i int) int64) int {
	r := b.m.prog.addRow(lo, hi)
	for i := range b.q.people {
		if c := coef(i); c != 0 {
			b.m.entries[i] = append(b.m.entries[i], entry{r, c})
		}
	}
	return r
}

func (b *modelBuilder) sizeAndLocks() {
	if s := b.q.seats; s != anySize {
		r := b.row(int64(s), int64(s), func(int) int64 { return 1 })
		b.m.rules = append(b.m.rules, rule{name: "size", target: -1, bound: "size", limit: s, rows: []int{r}})
	}
	n := int64(0)
	held := func(i int) int64 {
		c := b.q.people[i].class
		if c == locked || (b.q.stay && c == kept) {
			return 1
		}
		return 0
	}
	for i := range b.q.people {
		n += held(i)
	}
	if n > 0 {
		r := b.row(n, n, held)
		b.m.rules = append(b.m.rules, rule{name: "locked", target: -1, bound: "locked", limit: int(n), rows: []int{r}})
	}
}

// marks returns how every person bears on the target; people who count already
// through a role they hold in the session bear on it no further.
func (b *modelBuilder) marks(t *planner.Target) []mark {
	out := make([]mark, len(b.q.people))
	for i := range b.q.people {
		p := b.q.people[i].person
		if b.q.people[i].class == joining {
			out[i] = b.judge.joinMark(t, p)
		} else {
			out[i] = b.marker.mark(t, p)
		}
	}
	return out
}

func (b *modelBuilder) target(i int) {
	t := &b.q.targets[i]
	marks := b.marks(t)
	fixed := b.judge.fixed(t)
	switch t.Kind {
	case planner.Distinct, planner.NotAllSame:
		b.distinct(i, marks, &fixed)
	case planner.EachAtMost:
		b.eachAtMost(i, marks, &fixed)
	case planner.Size:
		b.size(i, marks, &fixed)
	case planner.Flag:
		if wantsNo(t) {
			b.most(i, 0, marks, &fixed)
		} else {
			b.least(i, 1, marks, &fixed)
		}
	default:
		b.count(i, marks, &fixed)
	}
}

// count adds the rows of a plain count: known people towards the minimum,
// everybody who could count towards the maximum. A share of a number of people
// that is itself open becomes a row weighted with the share.
func (b *modelBuilder) count(i int, marks []mark, fixed *tally) {
	t := &b.q.targets[i]
	n, sure := b.considered(marks, fixed)
	plain := *t
	if !sure {
		plain.MinShare, plain.MaxShare = planner.Ratio{}, planner.Ratio{}
		b.weighted(i, marks, fixed)
	}
	if need := plain.Need(n); need > 0 {
		b.least(i, need, marks, fixed)
	}
	if limit := limitAmong(&plain, n); limit != noLimit {
		b.most(i, limit, marks, fixed)
	}
}

// considered is the number of people the target will speak of, if that does not
// depend on who is chosen.
func (b *modelBuilder) considered(marks []mark, fixed *tally) (n int, sure bool) {
	all, none := fixed.nMaybe == 0, fixed.nMaybe == 0
	for i := range marks {
		all = all && marks[i].in == yes
		none = none && marks[i].in == no
	}
	switch {
	case none:
		return fixed.n, true
	case all && b.q.seats != anySize:
		return fixed.n + b.q.seats, true
	}
	return 0, false
}

func (b *modelBuilder) least(i, need int, marks []mark, fixed *tally) {
	r := b.row(int64(need-fixed.have), unbounded, func(k int) int64 { return certain(&marks[k]) })
	b.addRule(i, "min", need, 1, r)
}

func (b *modelBuilder) most(i, limit int, marks []mark, fixed *tally) {
	r := b.row(-unbounded, int64(limit-fixed.have-fixed.unsure), func(k int) int64 { return possible(&marks[k]) })
	b.addRule(i, "max", limit, 1, r)
}

func certain(m *mark) int64 {
	if m.in == yes && m.hit == yes {
		return 1
	}
	return 0
}

func possible(m *mark) int64 {
	if m.in != no && m.hit != no {
		return 1
	}
	return 0
}

// weighted adds shares as den·count − num·considered ≥ 0 (or ≤ 0).
func (b *modelBuilder) weighted(i int, marks []mark, fixed *tally) {
	t := &b.q.targets[i]
	if s := t.MinShare; s.Given() {
		start := s.Den*int64(fixed.have) - s.Num*int64(fixed.n+fixed.nMaybe)
		r := b.row(-start, unbounded, func(k int) int64 {
			c := s.Den * certain(&marks[k])
			if marks[k].in != no {
				c -= s.Num
			}
			return c
		})
		b.addRule(i, "min", percent(s), s.Den, r)
	}
	if s := t.MaxShare; s.Given() {
		start := s.Den*int64(fixed.have+fixed.unsure) - s.Num*int64(fixed.n)
		r := b.row(-unbounded, -start, func(k int) int64 {
			c := s.Den * possible(&marks[k])
			if marks[k].in == yes {
				c -= s.Num
			}
			return c
		})
		b.addRule(i, "max", percent(s), s.Den, r)
	}
}

func percent(r planner.Ratio) int { return int(100 * r.Num / r.Den) }

func (b *modelBuilder) size(i int, marks []mark, fixed *tally) {
	t := &b.q.targets[i]
	if t.Min.Given {
		r := b.row(int64(t.Min.N-fixed.n), unbounded, func(k int) int64 {
			if marks[k].in == yes {
				return 1
			}
			return 0
		})
		b.addRule(i, "min", t.Min.N, 1, r)
	}
	if t.Max.Given {
		r := b.row(-unbounded, int64(t.Max.N-fixed.n-fixed.nMaybe), func(k int) int64 {
			if marks[k].in != no {
				return 1
			}
			return 0
		})
		b.addRule(i, "max", t.Max.N, 1, r)
	}
}

// addRule names a new rule with a single row.
func (b *modelBuilder) addRule(i int, bound string, limit int, unit int64, rows ...int) {
	b.m.rules = append(b.m.rules, rule{
		name:   fmt.Sprintf("%s %s %d", b.q.targets[i].ID, bound, limit),
		target: i, bound: bound, limit: limit, rows: rows, main: rows, unit: unit,
	})
}

// columns groups the people by class and coefficients, in order of first
// appearance, and adds a column for each group.
func (b *modelBuilder) columns() {
	m := b.m
	index := make(map[string]int)
	var key strings.Builder
	for i, p := range m.people {
		if p.class == recruit {
			continue // recruits get columns of their own, see hiring
		}
		key.Reset()
		fmt.Fprintf(&key, "%d", p.class)
		for _, e := range m.entries[i] {
			fmt.Fprintf(&key, "|%d:%d", e.row, e.coef)
		}
		g, ok := index[key.String()]
		if !ok {
			g = len(m.groups)
			index[key.String()] = g
			cost := int64(0)
			switch {
			case p.class == joining && b.q.stay:
				cost = 1
			case (p.class == kept || p.class == locked) && !b.q.stay:
				cost = -1
			}
			m.groups = append(m.groups, group{class: p.class, col: m.prog.addColumn(cost, 0, m.entries[i]...)})
		}
		m.groups[g].people = append(m.groups[g].people, i)
		m.prog.cols[m.groups[g].col].upper++
	}
}

// byGroup lists how many people of each group the solution takes.
func (m *model) byGroup(x []int64) []int {
	out := make([]int, len(m.groups))
	for g := range m.groups {
		out[g] = int(x[m.groups[g].col])
	}
	return out
}

// profile describes a group by the values its people share in the dimensions of
// the targets; a dimension in which they differ, or are unknown, is left out.
func (m *model) profile(people []int) map[planner.Dimension]string {
	out := make(map[planner.Dimension]string)
	for i := range m.targets {
		for _, d := range dimensionsOf(&m.targets[i]) {
			if v, same := m.shared(people, d); same {
				out[d] = v
			}
		}
	}
	return out
}

func (m *model) shared(people []int, d planner.Dimension) (string, bool) {
	if len(people) == 0 {
		return "", false
	}
	first := known(m.people[people[0]].person, d)
	if len(first) == 0 || first[0] == newValue {
		return "", false
	}
	for _, k := range people[1:] {
		if !slices.Equal(first, known(m.people[k].person, d)) {
			return "", false
		}
	}
	return strings.Join(first, "; "), true
}

func (m *model) idsOf(people []int) []string {
	out := make([]string, len(people))
	for i, k := range people {
		out[i] = m.people[k].person.ID
	}
	return out
}
