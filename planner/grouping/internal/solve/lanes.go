package solve

import (
	"runtime"

	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/grouping/internal/search"
	"roundtable/planner/internal/anneal"
	"roundtable/planner/internal/together"
)

// lanes is how many searches go on side by side. It is fixed, so that what is found
// does not depend on the cores there are, and a few more than most machines have free.
const lanes = 4

// lane is one of the searches of a model: a seating of its own, made better round by
// round by annealing and by solving parts of it exactly.
type lane struct {
	rnd   *anneal.Random
	x     model.Seating
	score model.Score
	// reach is how many choices a part leaves open, by neighbourhood.
	reach [neighbourhoods]float64
	// cand are the seats it anneals among.
	cand [][]int32
	// stale counts the rounds since the lane found something better.
	stale int
}

const (
	// patience is after how many rounds without gain a lane is stale.
	patience = 3
	// followers is how many lanes go on from the best seating of all.
	followers = 2
)

// startLanes gives every lane random numbers of its own.
func (s *Solver) startLanes() {
	for k := range s.lanes {
		l := &s.lanes[k]
		l.rnd = anneal.NewRandom(s.seed, lanesFrom+k)
		for n := range l.reach {
			l.reach[n] = firstReach
		}
	}
}

// lanesFrom keeps the random numbers of the lanes apart from those of single runs.
const lanesFrom = 1 << 20

// round lets every lane work for a while, on all cores, and keeps the best. What a lane
// does depends on where the others were before the round.
func (s *Solver) round() {
	peers := make([]model.Seating, lanes)
	// The bound has scratch of its own, so it is asked before the lanes set out.
	few, many := worthHaving(s.Descent, narrow), worthHaving(s.Descent, partWidth)
	for k := range s.lanes {
		peers[k], s.lanes[k].cand = s.lanes[k].x, worthHaving(s.Descent, laneWidths[k])
	}
	closed := s.relaxedOpenings()
	if s.rounds%2 == 1 {
		closed = s.closedNow()
	}
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wait together.Group
	for k := range s.lanes {
		wait.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			s.advance(k, &parts{s: s, l: &s.lanes[k], peers: peers, few: few, many: many}, closed)
		})
	}
	wait.Wait()
	for k := range s.lanes {
		s.offer(s.lanes[k].x, s.lanes[k].score)
	}
	s.rounds++
}

// advance makes lane k better for one round: by annealing where it begins or is stale,
// and in large meetings, then part by part. The followers among the lanes go on from the
// best seating of all; a stale one of the others is annealed from where it is, or anew.
func (s *Solver) advance(k int, p *parts, closed []bool) {
	l := &s.lanes[k]
	before := l.score
	again := l.stale >= patience && k >= followers
	fresh := l.x == nil || again && s.rounds%2 == 0
	if l.stale > 0 && k < followers && s.Score.Better(l.score) {
		l.x, l.score = s.Best, s.Score
	}
	if fresh || again || len(s.Model.People) > largeMeeting {
		s.anneal(k, closed, fresh)
	}
	for range partsARound {
		if p.work > workARound {
			break
		}
		p.next()
	}
	l.stale++
	if fresh || again || l.score.Better(before) {
		l.stale = 0
	}
}

// anneal gives lane k a seating by annealing. A fresh one begins where the relaxed
// solution seats most, with the best seating in the first round, or with the wishes
// alone; else it is made from what the lane has.
func (s *Solver) anneal(k int, closed []bool, fresh bool) {
	l := &s.lanes[k]
	var start model.Seating
	switch {
	case !fresh:
		start, closed = l.x, s.closedIn(l.x)
	case (k+s.rounds)%2 == 0:
		start = mostShared(s.Descent, closed)
	case s.rounds == 0:
		start, closed = s.Best, s.closedNow()
	default:
		start = search.Place(s.Model, closed)
	}
	h := laneHeats[(k+s.rounds)%lanes]
	t := search.New(s.Model, start, l.cand, closed, l.rnd)
	moves := min(s.Budget.Moves/2, movesASeat*len(s.Model.Units)*s.Model.K())
	if len(s.Model.People) > largeMeeting {
		moves /= 2 // the core makes up for it
	}
	x := t.Anneal(moves, h.hot, h.cold, s.thresholds)
	if sc := s.Model.Evaluate(x); fresh || sc.Better(l.score) {
		l.x, l.score = x, sc
	}
}

// movesASeat is how many moves annealing needs to come to rest, for every unit and group;
// half of the budget is the most, since four lanes anneal at a time, and
// a quarter in large meetings.
const movesASeat = 200
