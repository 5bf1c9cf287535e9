package solve

import (
	"runtime"
	"sync"

	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/grouping/internal/search"
	"roundtable/planner/internal/anneal"
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
	// stale counts the rounds since the lane found something better.
	stale int
}

// patience is after how many rounds without gain a lane begins anew.
const patience = 2

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
	for k := range s.lanes {
		peers[k] = s.lanes[k].x
	}
	closed := s.relaxedOpenings()
	if s.rounds%2 == 1 {
		closed = s.closedNow()
	}
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wait sync.WaitGroup
	for k := range s.lanes {
		wait.Go(func() {
			free <- struct{}{}
			s.advance(k, peers, closed)
			<-free
		})
	}
	wait.Wait()
	for k := range s.lanes {
		s.offer(s.lanes[k].x, s.lanes[k].score)
	}
	s.rounds++
}

// advance makes lane k better for one round: by annealing where it begins or was stale,
// and in large meetings, then part by part.
func (s *Solver) advance(k int, peers []model.Seating, closed []bool) {
	l := &s.lanes[k]
	before, fresh := l.score, l.x == nil
	if fresh || l.stale >= patience || len(s.Model.People) > largeMeeting {
		s.anneal(k, closed)
	}
	p := newParts(s, l, peers)
	for range partsARound {
		if p.work > workARound {
			break
		}
		p.next()
	}
	l.stale++
	if fresh || l.score.Better(before) {
		l.stale = 0
	}
}

// anneal gives lane k a seating by annealing: the even lanes begin where the relaxed
// solution seats most, the odd ones with the best seating; later all with their own. A
// lane that was stale takes what it finds, better or not.
func (s *Solver) anneal(k int, closed []bool) {
	l := &s.lanes[k]
	start, cand := l.x, worthHaving(s.Descent, laneWidths[k])
	switch {
	case start == nil && k%2 == 0:
		start = mostShared(s.Descent, closed)
	case start == nil || l.stale < patience && k%2 == 1:
		start, closed = s.Best, s.closedNow()
	default:
		closed = s.closedIn(start)
	}
	h := laneHeats[(k+s.rounds)%lanes]
	t := search.New(s.Model, start, cand, closed, l.rnd)
	x := t.Anneal(s.Budget.Moves, h.hot, h.cold, s.thresholds)
	if sc := s.Model.Evaluate(x); l.x == nil || l.stale >= patience || sc.Better(l.score) {
		l.x, l.score = x, sc
	}
}
