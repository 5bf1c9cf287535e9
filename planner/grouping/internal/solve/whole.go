package solve

import (
	"slices"

	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/internal/ilp"
)

// The work on a whole meeting at once, and how many seats it may leave open to be worth
// trying: between rounds some tenths of a second, at the end a second or two, and so much on a core.
var (
	quickLimit = ilp.Limits{Nodes: 2000, Work: 150_000_000}
	wholeLimit = ilp.Limits{Nodes: 20_000, Work: 1_000_000_000}
	coreLimit  = ilp.Limits{Nodes: 500, Work: 10_000_000_000}
)

const (
	quickChoices = 400
	wholeChoices = 1400
	coreChoices  = 1400
)

// coreEvery is after how many rounds the core is solved again: by then the seats most
// worth having are a little different.
const coreEvery = 4

// core solves the whole meeting among the seats most worth having and those of the best
// seating (kernel search: Angelelli, Mansini, Speranza, Computers and Operations Research
// 37, 2010). Where the bound is near the best, that has few others. A core that was too
// much work and led to nothing is not tried again.
func (s *Solver) core() {
	if s.coreless || s.rounds%coreEvery != 1 || !s.feasible() || s.done() || len(s.Model.People) <= smallMeeting {
		return
	}
	few := worthHaving(s.Descent, narrow)
	p := &parts{s: s, l: &lane{x: s.Best, rnd: s.lanes[0].rnd}}
	cand := p.choose(func(u int) []int32 { return few[u] }, nothing)
	choices := 0
	for _, list := range cand {
		choices += len(list)
	}
	if choices > coreChoices {
		return
	}
	x, _, proved := newResolver(s.Model, s.Best, cand, sizesAround).solve(coreLimit, false)
	s.coreless = x == nil && !proved
	if x != nil {
		s.offer(x, s.Model.Evaluate(x))
	}
}

// whole looks for anything better than the best seating in one program, in which every
// unit keeps only the seats that the prices leave possible: a plan with any other is
// worth no more than the best (reduced-cost fixing). Where the bound is near, few are
// left, and the program proves that nothing is better, or finds it.
func (s *Solver) whole(most int, limit ilp.Limits) {
	for s.feasible() && !s.done() {
		cand, choices := s.possible(most)
		if choices > most {
			return
		}
		x, _, proved := newResolver(s.Model, s.Best, cand, anySize).solve(limit, false)
		better := x != nil && s.offer(x, s.Model.Evaluate(x))
		if proved && (better || x == nil) {
			s.Bound, s.Branched = s.Score.Value, true
		}
		s.tried = choices
		if !better {
			return
		}
	}
}

// possible lists for each unit the seats that a better plan may have, and counts them:
// more than most where there are, or where a program cannot say everything.
func (s *Solver) possible(most int) (cand [][]int32, choices int) {
	m, p := s.Model, &parts{s: s, l: &lane{x: s.Best}}
	if !sayable(m) {
		return nil, most + 1
	}
	slack := s.Descent.Best - float64(s.Score.Value+m.Grain)
	cand = make([][]int32, len(m.Units))
	for u := range cand {
		list := slices.Clone(s.Best[u])
		for _, g := range s.Bounder.Candidates(u) {
			if s.Bounder.Loss(u, g) <= slack && !slices.Contains(list, g) && !m.TooLate(u, g) {
				list = append(list, g)
			}
		}
		if len(list) == len(s.Best[u]) && m.Units[u].Hi == 1 {
			continue
		}
		if choices += len(list); choices > most || !p.movable(u) {
			return nil, most + 1
		}
		cand[u] = list
	}
	return cand, choices
}

// sayable reports whether a program can say everything a model does: no groups to be
// opened, no languages and hours to be chosen, no chairs who could lead several groups or
// are alike in part.
func sayable(m *model.Model) bool {
	single := m.ChairsApart == nil && !slices.ContainsFunc(m.Units, func(un model.Unit) bool { return un.Hi > 1 })
	return !slices.ContainsFunc(m.Groups, func(mg model.Group) bool {
		return mg.Optional || len(mg.Options) > 0 || mg.Chairs > 0 && !single
	})
}
