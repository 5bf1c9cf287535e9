package solve

import (
	"math"
	"slices"

	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/internal/ilp"
)

// The work on a whole meeting at once, and how many seats it may leave open to be worth
// trying: between rounds some tenths of a second, at the end a second or two, and so much on a core.
var coreLimit = ilp.Limits{Nodes: 500, Work: 10_000_000_000}

const (
	wholeNodes   = 20_000
	quickWork    = 150_000_000
	wholeWork    = 1_000_000_000
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
	if s.coreless || s.rounds%coreEvery != 1 || !s.feasible() || s.done() {
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
	r := newResolver(s.Model, s.Best, cand, sizesAround)
	x, _, _, proved := r.solve(coreLimit, r.better(false))
	s.coreless = x == nil && !proved
	if x != nil {
		s.offer(x, s.Model.Evaluate(x))
	}
}

// whole looks for anything better than the best seating in one program, in which every
// unit keeps only the seats that the prices leave possible: a plan with any other is
// worth no more than the best (reduced-cost fixing). Where the bound is near, few are
// left, and the program proves that nothing is better, or finds it. Without a seating that
// keeps the rules it looks for any, and then for a better one: what the first is worth, the
// program cannot tell from a seating that breaks rules.
func (s *Solver) whole(most int, work int64) {
	for !s.done() {
		cand, choices := s.possible(most)
		if choices > most {
			return
		}
		r := newResolver(s.Model, s.Best, cand, anySize)
		cutoff, value, known := int64(ilp.NoCutoff), int64(model.NoPlan), s.feasible()
		if known {
			cutoff, value = r.better(false), s.Score.Value
		}
		x, gain, _, proved := r.solve(ilp.Limits{Nodes: s.Budget.Nodes, Work: work}, cutoff)
		better := x != nil && s.offer(x, s.Model.Evaluate(x))
		if x != nil {
			value = max(value+gain, s.Score.Value)
		}
		if proved && (known || x == nil) {
			s.Bound, s.Branched = min(s.Bound, value), true
		}
		s.tried = choices
		if !better {
			return
		}
	}
}

// possible lists for each unit the seats that a better plan may have, and counts them:
// more than most where there are.
func (s *Solver) possible(most int) (cand [][]int32, choices int) {
	m, slack := s.Model, math.Inf(1)
	if s.feasible() {
		slack = s.Descent.Best - float64(s.Score.Value+m.Grain)
	}
	cand = make([][]int32, len(m.Units))
	for u := range cand {
		var list []int32
		if s.feasible() {
			list = slices.Clone(s.Best[u])
		}
		for _, g := range s.Bounder.Candidates(u) {
			if s.Bounder.Loss(u, g) <= slack && !slices.Contains(list, g) && !m.TooLate(u, g) {
				list = append(list, g)
			}
		}
		if slices.Equal(list, s.Best[u]) && m.Units[u].Hi == 1 && m.Units[u].Lo == 1 {
			continue
		}
		if choices += len(list); choices > most {
			return nil, most + 1
		}
		cand[u] = list
	}
	return cand, choices
}
