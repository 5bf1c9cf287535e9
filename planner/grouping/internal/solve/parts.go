package solve

import (
	"slices"

	"roundtable/planner/grouping/internal/model"
)

// parts makes a lane's seating better part by part: a few units choose anew among a few
// groups, exactly, while everybody else stays (large neighbourhood search: Shaw,
// Principles and Practice of Constraint Programming, 1998). Annealing alone stays about
// half a per cent below the best where counts are tight, since several people at once
// have to move for the counts to fit again.
type parts struct {
	s     *Solver
	l     *lane
	peers []model.Seating
	// few and many are the seats most worth having and all worth having, by unit.
	few, many [][]int32
	work      int64
}

// The neighbourhoods: which choices a part leaves open.
const (
	// Where the lane differs from two others, so that what is good in each is joined
	// (path relinking: Glover, Laguna, Martí, Control and Cybernetics 29, 2000).
	betweenLanes = iota
	// Among the members of some groups.
	withinGroups
	// Among the members of more groups, with the seats most worth having: where the bound
	// is near the best, that has few others.
	withinMany
	// Of some people, wherever they are worth having.
	ofPeople
	neighbourhoods
)

// turns are how often each kind of part is drawn: parts within groups win most for
// their work where counts are tight.
var turns = [...]int{betweenLanes, withinGroups, withinGroups, withinMany, withinMany, ofPeople}

// levelEvery is how often a seating as good as the present one is asked for, which
// takes more work than a better one, but leads away from where parts win nothing.
const levelEvery = 4

// A part is as large as can still be solved: it grows where the last one of its kind was
// solved to the end, and shrinks where the work was not enough.
const (
	firstReach         = 120
	leastReach         = 30
	mostReach          = 700
	reachUp, reachDown = 1.1, 0.9
)

// The work of a round: as much as takes a lane some tenths of a second, in so many parts
// at most.
const (
	workARound  = 150_000_000
	partsARound = 24
)

// next solves one part, and takes what is better, or as good.
func (p *parts) next() {
	l := p.l
	kind := turns[l.rnd.Below(len(turns))]
	if l.score.Broken > 0 {
		p.work += workARound // the rules must hold to be kept
		return
	}
	cand := p.choose(p.propose(kind), int(l.reach[kind]))
	r := newResolver(p.s.Model, l.x, cand, sizesAround)
	x, _, work, proved := r.solve(partLimit, r.better(l.rnd.Below(levelEvery) == 0))
	p.work += work + r.spread()
	if proved {
		l.reach[kind] = min(l.reach[kind]*reachUp, mostReach)
	} else {
		l.reach[kind] = max(l.reach[kind]*reachDown, leastReach)
	}
	if x == nil {
		return
	}
	if sc := p.s.Model.Evaluate(x); !l.score.Better(sc) {
		l.x, l.score = x, sc
	}
}

// propose is where each unit may go in a part of the given kind.
func (p *parts) propose(kind int) func(u int) []int32 {
	x, rnd := p.l.x, p.l.rnd
	switch kind {
	case betweenLanes:
		a, b := p.peers[rnd.Below(lanes)], p.peers[rnd.Below(lanes)]
		if a == nil || b == nil {
			a, b = p.s.Best, p.s.Best
		}
		return func(u int) []int32 { return slices.Concat(a[u], b[u]) }
	case withinGroups, withinMany:
		cand := p.many
		if kind == withinMany {
			cand = p.few
		}
		in := p.someGroups(int(p.l.reach[kind]/choicesEach), cand)
		return func(u int) []int32 {
			if !slices.ContainsFunc(x[u], func(g int32) bool { return in[g] }) {
				return nil
			}
			return slices.DeleteFunc(slices.Clone(cand[u]), func(g int32) bool { return !in[g] })
		}
	default:
		return func(u int) []int32 { return p.many[u] }
	}
}

// choicesEach is about how many choices a member of some groups has among them.
const choicesEach = 2

// someGroups draws groups until they have about so many members: one, then groups that
// members of those drawn would be worth having in. Groups that nobody would change
// between leave nothing to choose.
func (p *parts) someGroups(people int, cand [][]int32) []bool {
	m, rnd := p.s.Model, p.l.rnd
	in := make([]bool, m.K())
	members := make([][]int, len(in))
	for u, gs := range p.l.x {
		for _, g := range gs {
			members[g] = append(members[g], u)
		}
	}
	var drawn []int // members of the groups so far
	for left := len(in); people > len(drawn) && left > 0; {
		g := rnd.Below(len(in))
		if n := len(drawn); n > 0 && rnd.Below(strayEvery) > 0 {
			if list := cand[drawn[rnd.Below(n)]]; len(list) > 0 {
				g = int(list[rnd.Below(len(list))])
			}
		}
		if !in[g] {
			in[g] = true
			drawn = append(drawn, members[g]...)
			left--
		}
	}
	return in
}

// strayEvery is how often a group is drawn that need not have to do with the others.
const strayEvery = 8

// choose draws units that have a choice among the proposed groups until they have reach
// choices together.
func (p *parts) choose(propose func(u int) []int32, reach int) [][]int32 {
	m, x, K := p.s.Model, p.l.x, p.s.Model.K()
	open := make([]bool, K)
	for _, gs := range x {
		for _, g := range gs {
			open[g] = true
		}
	}
	cand := make([][]int32, len(m.Units))
	var order []int
	for u := range cand {
		if !p.movable(u) {
			continue
		}
		list := slices.Clone(x[u])
		for _, g := range propose(u) {
			if open[g] && m.Seats[u*K+int(g)] != model.Banned && !slices.Contains(list, g) && !m.TooLate(u, g) {
				list = append(list, g)
			}
		}
		if len(list) > len(x[u]) {
			cand[u] = list
			order = append(order, u)
		}
	}
	for i := range order {
		j := i + p.l.rnd.Below(len(order)-i)
		order[i], order[j] = order[j], order[i]
		if reach <= 0 {
			cand[order[i]] = nil
		} else {
			reach -= len(cand[order[i]])
		}
	}
	return cand
}

// movable reports whether a part can give unit u other seats: none of them is fixed.
func (p *parts) movable(u int) bool {
	fixed := func(g int32) bool { return p.s.Model.Seats[u*p.s.Model.K()+int(g)] == model.Forced }
	return !slices.ContainsFunc(p.l.x[u], fixed)
}
