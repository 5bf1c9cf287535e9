package solve

import (
	"context"
	"slices"

	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/internal/ilp"
)

// resolver writes a model, or a part of it, as an integer program: some units choose
// among some groups, everybody else stays as in a seating x.
type resolver struct {
	m    *model.Model
	x    model.Seating
	cand [][]int32 // by unit: where it may go; nil if it stays
	p    ilp.Program
	now  int64 // what the program costs at x, if that keeps the rules; else it says nothing
	// movers are the choices by group.
	movers [][]choice
	// around is by how many people the size of a group may differ from x.
	around int32
	// size and count are those of x, stays and stay without the movers, count and stay
	// by group and class; chairs are those of x by group.
	size, count, stays, stay []int32
	chairs                   [][]int32
	// closed is the column that says that a group is not opened, −1 where it must be.
	closed []int
	// outside is the row that counts the people outside their list, −1 for none.
	outside int
	// once is the row by which a person with several seats chairs one group at most.
	once map[int32]int
}

// choice is a unit that may sit in a group, and the column that says so.
type choice struct{ unit, column int }

// partLimit is the work on one part: some tenths of a second at most.
var partLimit = ilp.Limits{Nodes: 1000, Work: 80_000_000}

// sizesAround is by how many people the size of a group may differ from the present
// one in one part; anySize is no limit.
const (
	sizesAround = 2
	anySize     = 1 << 20
)

// newResolver writes the program in which the units with candidates sit in some of them
// and all others where they do in x.
func newResolver(m *model.Model, x model.Seating, cand [][]int32, around int32) *resolver {
	r := &resolver{
		m: m, x: x, cand: cand, around: around, movers: make([][]choice, m.K()), outside: -1,
		closed: slices.Repeat([]int{-1}, m.K()), once: make(map[int32]int),
	}
	r.size, r.count = m.Tally(x)
	r.chairs, _ = m.SeatChairs(x)
	r.stays, r.stay = slices.Clone(r.size), slices.Clone(r.count)
	if m.Tier != nil && !m.CountTiers {
		r.outside = r.p.AddRow(-ilp.Unbounded, int64(m.OutsideMax))
	}
	for u := range m.Units {
		if len(cand[u]) > 0 {
			r.addUnit(u)
		} else if r.outside >= 0 {
			r.p.Rows[r.outside].Hi -= r.outsiders(u, x[u])
		}
	}
	for g := range m.Groups {
		if len(r.movers[g]) > 0 {
			r.addGroup(g)
			r.addChairs(g)
		}
	}
	r.addCaps()
	return r
}

// better is the cutoff for what is better than x, or as good where level is asked for.
func (r *resolver) better(level bool) int64 {
	if level {
		return r.now + 1
	}
	return r.now - r.m.Grain + 1
}

// solve finds the best seating that costs less than the cutoff, nil if there is none, and
// by how much it is better than x. proved tells that the limit on the work was enough.
func (r *resolver) solve(limit ilp.Limits, cutoff int64) (found model.Seating, gain int64, work int64, proved bool) {
	s := ilp.NewSearch(&r.p)
	answer := s.Best(context.Background(), limit, cutoff)
	if !answer.Found() {
		return nil, 0, s.Effort(), answer.Proved
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
	return out, r.now - answer.Value, s.Effort(), answer.Proved
}

// spread is the work of setting up the program, beside that of solving it.
func (r *resolver) spread() int64 { return int64(len(r.p.Rows)*len(r.p.Cols)) * setUpWork }

// setUpWork is how many multiplications setting up takes as long as, for every row and
// column.
const setUpWork = 16

// outsiders counts the people of unit u who have none of the groups on their list.
func (r *resolver) outsiders(u int, gs []int32) (n int64) {
	for _, i := range r.m.Units[u].People {
		if r.m.BestTier(int(i), gs) == model.OutsideTier {
			n++
		}
	}
	return n
}

// addUnit lets unit u choose among its candidates.
func (r *resolver) addUnit(u int) {
	m, un := r.m, &r.m.Units[u]
	row := r.p.AddRow(int64(un.Lo), int64(un.Hi))
	single := un.Lo == 1 && un.Hi == 1
	var cols []int // by candidate
	for _, g := range r.cand[u] {
		v := m.Utility[u*m.K()+int(g)]
		if single && m.CountTiers {
			v = m.SeatValue(u, int(g))
		}
		c := r.p.AddColumn(-v, 1, ilp.Entry{Row: row, Coef: 1})
		if m.Seats[u*m.K()+int(g)] == model.Forced {
			r.p.Cols[c].Lo = 1
		}
		if single && r.outside >= 0 {
			if n := r.outsiders(u, []int32{g}); n > 0 {
				r.p.AddEntry(c, r.outside, n)
			}
		}
		cols, r.movers[g] = append(cols, c), append(r.movers[g], choice{u, c})
		if slices.Contains(r.x[u], g) {
			r.now -= v
		}
	}
	// Also where the unit may not sit any more: a seating that breaks rules has such seats.
	for _, g := range r.x[u] {
		r.stays[g] -= int32(len(un.People))
		m.EachClass(u, func(c int32) { r.stay[int(g)*m.Classes+int(c)]-- })
	}
	if !single {
		r.addSet(u, cols)
	}
}

// addSet says what several seats of unit u have to do with each other: each is worth
// less than the one before, of those at one time it has one, and what counts in fairness
// is the best.
func (r *resolver) addSet(u int, cols []int) {
	m, un := r.m, &r.m.Units[u]
	n := int64(len(un.People))
	sum := func(row int, coef int64, of func(g int32) bool) {
		for k, g := range r.cand[u] {
			if of(g) {
				r.p.AddEntry(cols[k], row, coef)
			}
		}
	}
	if len(m.Further) > 0 {
		row := r.p.AddRow(0, 0)
		sum(row, 1, func(int32) bool { return true })
		for k := range un.Hi {
			r.p.AddColumn(n*(m.FurtherCost(k+1)-m.FurtherCost(k)), 1, ilp.Entry{Row: row, Coef: -1})
		}
		r.now += n * m.FurtherCost(len(r.x[u]))
	}
	for k, g := range r.cand[u] {
		together := func(h int32) bool { return h == g || m.Together(g, h) }
		if first := slices.IndexFunc(r.cand[u], together); m.Slot != nil && first == k {
			sum(r.p.AddRow(0, 1), 1, together)
		}
	}
	for _, i := range un.People {
		if m.Tier != nil && m.NoneTier[i] != model.FineTier {
			r.addTiers(u, i, sum)
		}
	}
}

// addTiers says that of the groups of person i, whose sums sum adds to a row, the best
// counts: a column stands for being outside the list.
func (r *resolver) addTiers(u int, i int32, sum func(row int, coef int64, of func(g int32) bool)) {
	m := r.m
	tier := m.Tier[int(i)*m.K():]
	fine := func(g int32) bool { return tier[g] == model.FineTier }
	none, row := r.p.AddColumn(0, 1), r.p.AddRow(1, ilp.Unbounded)
	r.p.AddEntry(none, row, 1)
	sum(row, 1, fine)
	if r.outside < 0 {
		r.p.Cols[none].Cost = m.TierCost[model.OutsideTier]
		r.now += r.p.Cols[none].Cost * min(1, int64(m.BestTier(int(i), r.x[u])))
		return
	}
	r.p.AddEntry(none, r.outside, 1)
	for _, g := range r.cand[u] {
		if tier[g] == model.BeyondTier {
			row := r.p.AddRow(0, ilp.Unbounded)
			sum(row, 1, fine)
			sum(row, -1, func(h int32) bool { return h == g })
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

// addGroup keeps the size and the rules of group g.
func (r *resolver) addGroup(g int) {
	m, mg, now := r.m, &r.m.Groups[g], r.size[g]
	z := &sizes{g: g, lo: max(int32(mg.Lo), now-r.around), hi: min(int32(mg.Hi), now+r.around)}
	one := r.p.AddRow(1, 1)
	if left := mg.ClosedLoss(); mg.Optional {
		if z.lo = max(z.lo, 1); left.Broken == 0 {
			r.closed[g] = r.p.AddColumn(left.Points, 1, ilp.Entry{Row: one, Coef: 1})
		}
		if now == 0 {
			r.now += left.Points
		}
	}
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
	chosen, when := r.addOptions(g)
	for k := range mg.Rules {
		rule := &mg.Rules[k]
		at, optional := when[int(rule.Attr)]
		if optional && at < 0 {
			continue
		}
		if !optional {
			at = always
		}
		if (now > 0 || !mg.Optional) && (!optional || chosen[int(rule.Attr)]) {
			r.now += rule.Loss(min(int(now), mg.Hi), r.count[g*m.Classes+int(rule.Class)]).Points
		}
		r.addRule(rule, z, at)
	}
}

// always stands for the column of rules that hold whatever a group has in common.
const always = -1

// addOptions lets group g choose what it has in common: a column for each attribute it
// could, below 0 for those that are left out. In a part the one chosen now stays. Where all
// members must be suited, nobody sits in a group that chose what does not.
func (r *resolver) addOptions(g int) (chosen map[int]bool, when map[int]int) {
	m, mg := r.m, &r.m.Groups[g]
	chosen, when = make(map[int]bool), make(map[int]int)
	for _, set := range mg.Options {
		now, _ := mg.BestOption(set, min(int(r.size[g]), mg.Hi), r.count[g*m.Classes:(g+1)*m.Classes])
		chosen[now] = true
		one := r.p.AddRow(1, 1)
		for _, a := range set {
			if when[a] = always; a == now || r.around == anySize {
				when[a] = r.p.AddColumn(0, 1, ilp.Entry{Row: one, Coef: 1})
			}
		}
		for _, c := range r.movers[g] {
			if !slices.ContainsFunc(set, func(a int) bool { return !model.Suits(m, g, a, c.unit) }) {
				continue
			}
			row := r.p.AddRow(0, ilp.Unbounded)
			r.p.AddEntry(c.column, row, -1)
			for _, a := range set {
				if when[a] >= 0 && model.Suits(m, g, a, c.unit) {
					r.p.AddEntry(when[a], row, 1)
				}
			}
		}
	}
	return chosen, when
}

// addRule keeps a rule of a group: counted people + short ≥ need, counted people − over
// ≤ allowed, and either nobody or enough; with a column only if that is taken.
func (r *resolver) addRule(rule *model.Rule, z *sizes, when int) {
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
	// A side is never missed by more than slack: a group may be asked for more people than it
	// can have.
	side := func(list []int32, give, slack int64) {
		row := r.p.AddRow(-stay, ilp.Unbounded)
		if give < 0 {
			r.p.Rows[row] = ilp.Bounds{Lo: -ilp.Unbounded, Hi: -stay}
		}
		r.fill(row, z.g, counted)
		if cost := rule.Short; !rule.Hard {
			if give < 0 {
				cost = rule.Over
			}
			r.p.AddColumn(cost, slack, ilp.Entry{Row: row, Coef: give})
		}
		for n := z.lo; n <= z.hi; n++ {
			if list[n] != 0 {
				r.p.AddEntry(z.first+int(n-z.lo), row, -int64(list[n]))
			}
		}
		if when >= 0 {
			r.p.AddEntry(when, row, -give*slack)
			r.p.Rows[row].Lo -= slack
			r.p.Rows[row].Hi += slack
		}
	}
	if z.lo <= z.hi {
		if need := int64(slices.Max(rule.Need[z.lo : z.hi+1])); need > stay {
			side(rule.Need, 1, need)
		}
		if int64(slices.Min(rule.Allow[z.lo:z.hi+1])) < most {
			side(rule.Allow, -1, most)
		}
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

// addChairs counts the kinds of chairs at hand in group g: a column for each kind that
// takes a seat, and one for each mover with several seats who does.
func (r *resolver) addChairs(g int) {
	m, mg := r.m, &r.m.Groups[g]
	if mg.Chairs == 0 {
		return
	}
	wanted := int64(mg.Chairs)
	row := r.p.AddRow(wanted, ilp.Unbounded)
	r.p.AddColumn(m.ChairWeight, wanted, ilp.Entry{Row: row, Coef: 1})
	if r.closed[g] >= 0 {
		r.p.AddEntry(r.closed[g], row, wanted)
	}
	if r.size[g] > 0 || !mg.Optional {
		r.now += m.ChairWeight * (wanted - int64(len(r.chairs[g])))
	}
	for c, row := range r.addKinds(g, row) {
		if row >= 0 {
			r.addWilling(g, int32(c), row)
		}
	}
}

// addWilling counts in a row the people of kind c whom group g has at hand. A mover with
// several seats has a column for chairing there.
func (r *resolver) addWilling(g int, c int32, row int) {
	m := r.m
	for u, gs := range r.x {
		for _, i := range m.Units[u].People {
			stays := m.People[i].Chair == c && len(r.cand[u]) == 0 && slices.Contains(gs, int32(g))
			if stays && (m.Units[u].Hi == 1 || slices.Contains(r.chairs[g], i)) {
				r.p.Rows[row].Lo = -1
			}
		}
	}
	willing := func(u int) (who []int32) {
		for _, i := range m.Units[u].People {
			if m.People[i].Chair == c {
				who = append(who, i)
			}
		}
		return who
	}
	for _, seat := range r.movers[g] {
		who := willing(seat.unit)
		if m.Units[seat.unit].Hi == 1 && len(who) > 0 {
			r.p.AddEntry(seat.column, row, int64(len(who)))
			continue
		}
		for _, i := range who {
			if _, known := r.once[i]; !known {
				r.once[i] = r.p.AddRow(0, 1)
			}
			there := r.p.AddRow(0, ilp.Unbounded)
			r.p.AddEntry(seat.column, there, 1)
			chairs := []ilp.Entry{{Row: r.once[i], Coef: 1}, {Row: there, Coef: -1}, {Row: row, Coef: 1}}
			r.p.AddColumn(0, 1, chairs...)
		}
	}
}

// addKinds has a column in row for each kind of chairs that may take a seat in group g, and
// lists the rows that count who is at hand; −1 for kinds that those named take.
func (r *resolver) addKinds(g, row int) (of []int) {
	m := r.m
	taken := make([]int, m.ChairClasses) // by kind: its column
	for c := range taken {
		of = append(of, -1)
		alike := func(d int32) bool { return !model.Differ(m, int32(c), d) }
		if slices.ContainsFunc(m.Groups[g].NamedKinds, alike) {
			continue
		}
		of[c] = r.p.AddRow(0, ilp.Unbounded)
		taken[c] = r.p.AddColumn(0, 1, ilp.Entry{Row: row, Coef: 1}, ilp.Entry{Row: of[c], Coef: -1})
		for d := range c {
			if of[d] >= 0 && alike(int32(d)) {
				one := r.p.AddRow(0, 1)
				r.p.AddEntry(taken[c], one, 1)
				r.p.AddEntry(taken[d], one, 1)
			}
		}
	}
	return of
}

// addCaps keeps that no more groups of a cap are opened than it allows.
func (r *resolver) addCaps() {
	for k := range r.m.Caps {
		c := &r.m.Caps[k]
		fixed := func(g int) bool { return len(r.movers[g]) == 0 && r.size[g] > 0 }
		row := r.p.AddRow(-ilp.Unbounded, int64(c.Most-c.Open(fixed)))
		for _, g := range c.Groups {
			if len(r.movers[g]) > 0 {
				r.p.Rows[row].Hi--
				if r.closed[g] >= 0 {
					r.p.AddEntry(r.closed[g], row, -1)
				}
			}
		}
	}
}
