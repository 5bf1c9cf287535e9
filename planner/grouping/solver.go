package grouping

import (
	"context"
	"math"

	"roundtable/planner/internal/anneal"
)

// solver looks for the best seating of one model and its bound.
type solver struct {
	ctx    context.Context
	m      *model
	budget Budget
	seed   uint64
	runs   int // search runs started, so that each has its own random numbers

	thresholds anneal.Thresholds
	b          *bounder
	d          *descent
	hasBest    bool
	best       seating
	score      score
	bound      int64 // proved, floored
	report     func(stage string, s *solver)
	// rounds is how many rounds of search and bound there are.
	rounds int
	// enough is a value that need not be bettered.
	enough int64
	// hint is a seating to start a search from, nil if there is none.
	hint seating
	// warm are prices to start from, nil for none.
	warm []float64
	// branched is set once the bound rests on branch and bound.
	branched bool
}

// fullRounds is how many rounds of search and bound a plan gets.
const fullRounds = 3

func newSolver(ctx context.Context, m *model, budget Budget, seed uint64) *solver {
	s := &solver{
		ctx: ctx, m: m, budget: budget, seed: seed, bound: math.MaxInt64 / 4, thresholds: anneal.NewThresholds(),
		rounds: fullRounds, enough: math.MaxInt64 / 4,
	}
	s.b = newBounder(m)
	s.d = newDescent(s.b)
	// Prices of zero prove a first, weak bound.
	s.d.best = s.b.eval()
	s.lower(s.d.best)
	return s
}

// budgetFor chooses how much work a meeting of this size gets.
func budgetFor(m *model, asked Budget) Budget {
	n := len(m.people)
	b := Budget{Moves: 1_500_000, Steps: 900, Nodes: 0}
	switch {
	case n <= 40:
		b = Budget{Moves: 150_000, Steps: 600, Nodes: 3000}
	case n <= 80:
		b = Budget{Moves: 300_000, Steps: 600, Nodes: 3000}
	case n <= 160:
		b = Budget{Moves: 500_000, Steps: 700, Nodes: 1200}
	case n <= 500:
		b = Budget{Moves: 4_000_000, Steps: 800, Nodes: 250}
	case n <= 1500:
		b = Budget{Moves: 4_000_000, Steps: 700, Nodes: 0}
	default:
		b = Budget{Moves: 5_000_000, Steps: 700, Nodes: 0}
	}
	if asked.Moves > 0 {
		b.Moves = asked.Moves
	}
	if asked.Steps > 0 {
		b.Steps = asked.Steps
	}
	if asked.Nodes > 0 {
		b.Nodes = asked.Nodes
	}
	return b
}

// offer takes a seating as the best if it is better.
func (s *solver) offer(x seating, sc score) bool {
	if !s.hasBest || sc.better(s.score) {
		s.best, s.score, s.hasBest = x, sc, true
		return true
	}
	return false
}

// lower takes a proved bound.
func (s *solver) lower(d float64) {
	s.bound = min(s.bound, s.m.floorToGrain(d))
}

// target is the value prices descend towards: the best value known.
func (s *solver) target() int64 {
	if s.hasBest && s.score.broken == 0 {
		return s.score.value
	}
	if s.hasBest {
		return s.score.value - s.score.broken*s.m.span()
	}
	return -int64(len(s.m.units)) * s.m.span()
}

// done reports whether nothing is left to find.
func (s *solver) done() bool {
	return s.ctx.Err() != nil || s.hasBest && s.score.broken == 0 &&
		(s.bound <= s.score.value || s.score.value >= s.enough || s.close())
}

// close reports whether a large meeting is within 1/20000 of the bound, where
// more work is not worth its time.
func (s *solver) close() bool {
	return len(s.m.people) > largeMeeting && (s.bound-s.score.value)*20_000 <= s.score.value
}

const largeMeeting = 500

// searchRun is one annealing run to be made.
type searchRun struct {
	start     seating
	cand      [][]int32
	closed    []bool
	moves     int
	hot, cold float64
}

// search makes the runs, two at a time, and keeps the best. What is found does
// not depend on how many run at once: each run has its own random numbers, and
// of equally good results the first counts.
func (s *solver) search(runs ...searchRun) {
	type result struct {
		x  seating
		sc score
	}
	results := make([]result, len(runs))
	one := func(k int) {
		r := &runs[k]
		t := newSearcher(s.m, r.start, r.cand, r.closed, anneal.NewRandom(s.seed, s.runs+k))
		x := t.anneal(s.ctx, r.moves, r.hot, r.cold, s.thresholds)
		results[k] = result{x, s.m.evaluate(x)}
	}
	for k := 0; k < len(runs); k += 2 {
		if k+1 == len(runs) {
			one(k)
			break
		}
		wait := make(chan struct{})
		go func() {
			defer close(wait)
			one(k + 1)
		}()
		one(k)
		<-wait
	}
	s.runs += len(runs)
	for _, r := range results {
		s.offer(r.x, r.sc)
	}
}

// say reports progress.
func (s *solver) say(stage string) {
	if s.report != nil {
		s.report(stage, s)
	}
}

// solve runs the whole pipeline: a first search among the wishes, the bound,
// searches among what the bound found worth having, the bound again with the
// better target, and branch and bound where the meeting is small.
func (s *solver) solve() {
	m, n := s.m, s.budget.Moves
	var closed []bool
	start := m.place(closed)
	s.offer(start, m.evaluate(start))
	s.say("flow")
	listed := m.listed()
	first := searchRun{start, listed, closed, n / 2, 40, 3}
	if s.hint != nil {
		s.offer(s.hint, m.evaluate(s.hint))
		first = searchRun{s.hint, listed, closed, n / 2, 20, 2}
	}
	s.search(first)
	s.say("search")
	if s.warm != nil {
		copy(s.b.price, s.warm)
		s.descend(s.budget.Steps, calmPace)
	} else {
		s.descend(s.budget.Steps, boldPace, calmPace)
	}
	s.say("bound")
	for round := range s.rounds {
		if s.done() {
			return
		}
		if closed = s.relaxedOpenings(); round%2 == 1 {
			closed = s.closedNow()
		}
		shared := s.d.mostShared(closed)
		narrow, wide := s.d.worthHaving(0.05, 3), s.d.worthHaving(0.03, 8)
		heat := []float64{12, 20, 8}[round%3]
		s.search(
			searchRun{shared, narrow, closed, n, heat, 0.8},
			searchRun{s.best, wide, s.closedNow(), n, heat, 0.8},
		)
		s.say("search")
		if s.done() {
			return
		}
		s.descend(s.budget.Steps/2, finePace)
		s.say("bound")
	}
	s.tryOpenings()
	if !s.done() && s.budget.Nodes > 0 {
		s.branch()
	}
}

// descend lowers the bound at the given paces.
func (s *solver) descend(steps int, paces ...pace) {
	for _, p := range paces {
		s.d.run(s.ctx, steps, s.target(), p)
		s.lower(s.d.best)
		if s.done() {
			return
		}
	}
}
