package solve

import (
	"context"
	"slices"

	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/internal/ilp"
)

// resolver writes a part of a model as an integer program: some units choose among
// some groups, everybody else stays as in a seating that keeps the rules.
type resolver struct {
	m    *model.Model
	x    model.Seating
	cand [][]int32 // by unit: where it may go; nil if it stays
	p    ilp.Program
	now  int64 // what the program costs at x
	// movers are the choices by group.
	movers [][]choice
	// around is by how many people the size of a group may differ from x.
	around int32
	// size and count are those of x, stays and stay without the movers, count and stay
	// by group and class.
	size, count, stays, stay []int32
}

// choice is a unit that may sit in a group, and the column that says so.
type choice struct{ unit, column int }

// partLimit is the work on one part: a twentieth of a second.
var partLimit = ilp.Limits{Nodes: 1000, Work: 20_000_000}

// sizesAround is by how many people the size of a group may differ from the present
// one in one part; anySize is no limit.
const (
	sizesAround = 2
	anySize     = 1 << 20
)

// newResolver writes the program in which the units with candidates sit in one of them
// and all others where they do in x.
func newResolver(m *model.Model, x model.Seating, cand [][]int32, around int32) *resolver {
	r := &resolver{m: m, x: x, cand: cand, around: around, movers: make([][]choice, m.K())}
	r.size, r.count = m.Tally(x)
	r.stays, r.stay = slices.Clone(r.size), slices.Clone(r.count)
	for u := range cand {
		if len(cand[u]) > 0 {
			r.addUnit(u)
		}
	}
	for g := range m.Groups {
		if len(r.movers[g]) > 0 {
			r.addGroup(g)
			r.addChairs(g)
		}
	}
	r.addOutside()
	return r
}

// solve finds the best seating; it is nil if none is better than x, or as good where
// level is asked for. proved tells that the limit on the work was enough.
func (r *resolver) solve(limit ilp.Limits, level bool) (found model.Seating, work int64, proved bool) {
	cutoff := r.now - r.m.Grain + 1
	if level {
		cutoff = r.now + 1
	}
	s := ilp.NewSearch(&r.p)
	answer := s.Best(context.Background(), limit, cutoff)
	if !answer.Found() {
		return nil, s.Effort(), answer.Proved
	}
	out := r.x.Clone()
	for u := range r.cand {
		if len(r.cand[u]) > 0 {
			out[u] = nil
		}
	}
	for g := range r.movers {
		for _, c := range r.movers[g] {
			if answer.X[c.column] > 0 {
				out[c.unit] = append(out[c.unit], int32(g))
			}
		}
	}
	return out, s.Effort(), answer.Proved
}

// spread is the work of setting up the program, beside that of solving it.
func (r *resolver) spread() int64 { return int64(len(r.p.Rows)*len(r.p.Cols)) * setUpWork }

// setUpWork is how many multiplications setting up takes as long as, for every row and
// column.
const setUpWork = 16

// addUnit lets unit u choose among its candidates.
func (r *resolver) addUnit(u int) {
	m := r.m
	row := r.p.AddRow(int64(m.Units[u].Lo), int64(m.Units[u].Hi))
	for _, g := range r.cand[u] {
		v := m.Utility[u*m.K()+int(g)]
		if m.CountTiers {
			v = m.SeatValue(u, int(g))
		}
		r.movers[g] = append(r.movers[g], choice{u, r.p.AddColumn(-v, 1, ilp.Entry{Row: row, Coef: 1})})
		if slices.Contains(r.x[u], g) {
			r.now -= v
			r.stays[g] -= int32(len(m.Units[u].People))
			m.EachClass(u, func(c int32) { r.stay[int(g)*m.Classes+int(c)]-- })
		}
	}
}

// fill adds to a row for every mover of g as many as count says.
func (r *resolver) fill(row, g int, count func(u int) int64) {
	for _, c := range r.movers[g] {
		if n := count(c.unit); n != 0 {
			r.p.AddEntry(c.column, row, n)
		}
	}
}

// sizes are the sizes a group may have in a part: one column each, from first on, of
// which one is taken.
type sizes struct {
	g      int
	lo, hi int32
	first  int
}

// addGroup keeps the size and the rules of group g; of languages or hours to choose
// from the one chosen now stays.
func (r *resolver) addGroup(g int) {
	m, mg, now := r.m, &r.m.Groups[g], r.size[g]
	z := &sizes{g: g, lo: max(int32(mg.Lo), now-r.around), hi: min(int32(mg.Hi), now+r.around)}
	one := r.p.AddRow(1, 1)
	people := r.p.AddRow(int64(-r.stays[g]), int64(-r.stays[g]))
	r.fill(people, g, func(u int) int64 { return int64(len(m.Units[u].People)) })
	z.first = len(r.p.Cols)
	for n := z.lo; n <= z.hi; n++ {
		var cost int64
		if mg.SizeCost != nil {
			cost = mg.SizeCost[n]
		}
		if n == now {
			r.now += cost
		}
		r.p.AddColumn(cost, 1, ilp.Entry{Row: one, Coef: 1}, ilp.Entry{Row: people, Coef: -int64(n)})
	}
	var idle []int // attributes of options not chosen
	for _, set := range mg.Options {
		chosen, _ := mg.BestOption(set, int(now), r.count[g*m.Classes:(g+1)*m.Classes])
		idle = append(idle, slices.DeleteFunc(slices.Clone(set), func(a int) bool { return a == chosen })...)
	}
	for k := range mg.Rules {
		if rule := &mg.Rules[k]; !slices.Contains(idle, int(rule.Attr)) {
			r.addRule(rule, z)
		}
	}
}

// addRule keeps a rule of a group: counted people + short ≥ need, counted people − over
// ≤ allowed, and either nobody or enough.
func (r *resolver) addRule(rule *model.Rule, z *sizes) {
	m, k := r.m, z.g*r.m.Classes+int(rule.Class)
	counted := func(u int) (n int64) {
		m.EachClass(u, func(c int32) {
			if c == rule.Class {
				n++
			}
		})
		return n
	}
	stay, most := int64(r.stay[k]), int64(r.stay[k])
	for _, c := range r.movers[z.g] {
		most += counted(c.unit)
	}
	if most == stay {
		// Nobody moves whom it counts, but what it asks may change with the size.
		if z.lo == z.hi {
			return
		}
	}
	r.now += rule.Loss(int(r.size[z.g]), r.count[k]).Points
	side := func(lo, hi int64, give int64) {
		row := r.p.AddRow(lo, hi)
		r.fill(row, z.g, counted)
		if !rule.Hard {
			cost := rule.Short
			if give < 0 {
				cost = rule.Over
			}
			r.p.AddColumn(cost, most+int64(z.hi), ilp.Entry{Row: row, Coef: give})
		}
	}
	bySize := func(list []int32) {
		for n := z.lo; n <= z.hi; n++ {
			if list[n] != 0 {
				r.p.AddEntry(z.first+int(n-z.lo), len(r.p.Rows)-1, -int64(list[n]))
			}
		}
	}
	need, allow := slices.Max(rule.Need[z.lo:z.hi+1]), slices.Min(rule.Allow[z.lo:z.hi+1])
	if int64(need) > stay {
		side(-stay, ilp.Unbounded, 1)
		bySize(rule.Need)
	}
	if int64(allow) < most {
		side(-ilp.Unbounded, -stay, -1)
		bySize(rule.Allow)
	}
	if rule.Alone > 1 && stay < int64(rule.Alone) {
		r.addAlone(rule, z.g, stay, most, counted)
	}
}

// addAlone keeps that there is nobody of a class or at least rule.Alone: a column says
// which of the two.
func (r *resolver) addAlone(rule *model.Rule, g int, stay, most int64, counted func(u int) int64) {
	some, enough := r.p.AddRow(-ilp.Unbounded, -stay), r.p.AddRow(-stay, ilp.Unbounded)
	r.fill(some, g, counted)
	r.fill(enough, g, counted)
	r.p.AddColumn(0, 1, ilp.Entry{Row: some, Coef: -most}, ilp.Entry{Row: enough, Coef: -int64(rule.Alone)})
	if !rule.Hard {
		off := []ilp.Entry{{Row: some, Coef: -1}, {Row: enough, Coef: 1}}
		r.p.AddColumn(rule.Short, int64(rule.Alone), off...)
	}
}

// addChairs counts the chair classes at hand in group g. That nobody chairs two
// groups is left out.
func (r *resolver) addChairs(g int) {
	m, wanted := r.m, int64(r.m.Groups[g].Chairs)
	if wanted == 0 {
		return
	}
	willing := func(u, class int) (n int64) {
		for _, i := range m.Units[u].People {
			if int(m.People[i].Chair) == class {
				n++
			}
		}
		return n
	}
	has, stay := make([]bool, m.ChairClasses), make([]bool, m.ChairClasses)
	for u, gs := range r.x {
		for _, i := range m.Units[u].People {
			c := m.People[i].Chair
			if c >= 0 && slices.Contains(gs, int32(g)) && !slices.Contains(m.Groups[g].NamedKinds, c) {
				has[c] = true
				stay[c] = stay[c] || len(r.cand[u]) == 0
			}
		}
	}
	row := r.p.AddRow(wanted, ilp.Unbounded)
	r.p.AddColumn(m.ChairWeight, wanted, ilp.Entry{Row: row, Coef: 1})
	missing := wanted
	for c := range m.ChairClasses {
		if has[c] {
			missing--
		}
		if stay[c] {
			r.p.Rows[row].Lo--
		}
		if stay[c] || slices.Contains(m.Groups[g].NamedKinds, int32(c)) {
			continue
		}
		of := r.p.AddRow(0, ilp.Unbounded)
		r.fill(of, g, func(u int) int64 { return willing(u, c) })
		r.p.AddColumn(0, 1, ilp.Entry{Row: row, Coef: 1}, ilp.Entry{Row: of, Coef: -1})
	}
	r.now += m.ChairWeight * max(0, missing)
}

// addOutside keeps the number of people outside their list.
func (r *resolver) addOutside() {
	m := r.m
	if m.Tier == nil || m.CountTiers {
		return
	}
	row := r.p.AddRow(-ilp.Unbounded, int64(m.OutsideMax))
	for u, gs := range r.x {
		if len(r.cand[u]) > 0 {
			continue
		}
		for _, i := range m.Units[u].People {
			if m.BestTier(int(i), gs) == model.OutsideTier {
				r.p.Rows[row].Hi--
			}
		}
	}
	for g := range r.movers {
		r.fill(row, g, func(u int) (n int64) {
			for _, i := range m.Units[u].People {
				if m.Tier[int(i)*m.K()+g] == model.OutsideTier {
					n++
				}
			}
			return n
		})
	}
}
