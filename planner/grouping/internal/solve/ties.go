package solve

import (
	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/grouping/internal/search"
	"roundtable/planner/internal/anneal"
)

// tieSeed is apart from the seeds of the plan and the ladder.
const tieSeed = 211

// keep looks, among plans that are worth no less, for one in which more of the wanted
// seats are taken: by search from this plan, and from one that has them all.
func (c *Found) keep(o *Order) {
	if o.Wanted == nil || o.Clock.Over() {
		return
	}
	m := c.Solver.Model
	tied, scale := model.Tied(m, o.Wanted)
	point := float64(scale)
	s := &Solver{
		clock: o.Clock, Model: tied, Budget: budgetFor(m, o.Budget), seed: o.Seed + tieSeed,
		thresholds: anneal.NewThresholds(), Enough: nothing,
	}
	all := make([][]int32, len(m.Units))
	for u := range all {
		all[u] = m.Allowed(u)
	}
	open := s.withinCaps(nil, -1)
	before := search.Place(model.Favouring(m, o.Wanted), open)
	for _, x := range []model.Seating{c.Best, before} {
		s.offer(x, tied.Evaluate(x))
	}
	warm, cool := heat{hintHeat.hot * point, hintHeat.cold}, heat{tieHeat.cold * point, tieHeat.cold}
	runs := []searchRun{{c.Best, all, s.closedNow(), s.Budget.Moves, warm}, {before, all, open, s.Budget.Moves, cool}}
	for g := range m.Groups {
		if m.Groups[g].Optional {
			closed := s.closedNow()
			closed[g] = !closed[g]
			closed = s.withinCaps(closed, g)
			start := search.Place(model.Favouring(m, o.Wanted), closed)
			runs = append(runs, searchRun{start, all, closed, s.Budget.Moves / openingShare, warm})
		}
	}
	s.search(runs...)
	x := search.Polish(tied, s.Best)
	s.offer(x, tied.Evaluate(x))
	if v := m.Evaluate(s.Best).Value; s.Score.Broken == 0 && v >= c.Rung.Value {
		c.take(s.Best, v)
	}
}
