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
	budget budget
	seed   uint64
	runs   int // search runs started, so that each has its own random numbers

	thresholds anneal.Thresholds
	b          *bounder
	d          *descent
	hasBest    bool
	best       seating
	score      score
	bound      int64 // proved, floored
	report     func(progress)
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

// fullRounds is how many rounds of search and bound a plan gets: each has a
// temperature of its own.
const fullRounds = len(roundHeats)

// nothing is a bound that says nothing yet.
const nothing = math.MaxInt64 / 4

func newSolver(ctx context.Context, m *model, b budget, seed uint64) *solver {
	s := &solver{
		ctx: ctx, m: m, budget: b, seed: seed, bound: nothing, thresholds: anneal.NewThresholds(),
		rounds: fullRounds, enough: nothing,
	}
	s.b = newBounder(m)
	s.d = newDescent(s.b)
	// Prices of zero prove a first, weak bound.
	s.d.best = s.b.eval()
	s.lower(s.d.best)
	return s
}

// progress is the state of a running solver.
type progress struct {
	Stage       string // "flow", "bound", "search", "branch", "ladder", "explain"
	Best, Bound int64
	HasBest     bool
	HasBound    bool
}

// say reports progress.
func (s *solver) say(stage string) {
	if s.report != nil {
		s.report(progress{stage, s.score.value, s.bound, s.feasible(), s.bound < nothing})
	}
}

// feasible reports whether a seating that keeps all rules was found.
func (s *solver) feasible() bool { return s.hasBest && s.score.broken == 0 }

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
	if s.feasible() {
		return s.score.value
	}
	if s.hasBest {
		return s.score.value - s.score.broken*s.m.span()
	}
	return -int64(len(s.m.units)) * s.m.span()
}

// done reports whether nothing is left to find.
func (s *solver) done() bool {
	return s.ctx.Err() != nil || s.feasible() &&
		(s.bound <= s.score.value || s.score.value >= s.enough || s.close())
}

// close reports whether a large meeting is so near the bound that more work is
// not worth its time.
func (s *solver) close() bool {
	return len(s.m.people) > largeMeeting && (s.bound-s.score.value)*closeEnough <= s.score.value
}

// closeEnough is the part of the value that may be missing in a large meeting:
// one twenty-thousandth is less than one choice of one person in 500.
const closeEnough = 20_000

// searchRun is one annealing run to be made.
type searchRun struct {
	start  seating
	cand   [][]int32
	closed []bool
	moves  int
	heat   heat
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
		t := newAnnealer(s.m, r.start, r.cand, r.closed, anneal.NewRandom(s.seed, s.runs+k))
		x := t.anneal(s.ctx, r.moves, r.heat.hot, r.heat.cold, s.thresholds)
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

// solve runs the whole pipeline: a first search among the wishes, the bound,
// searches among what the bound found worth having, the bound again with the
// better target, and branch and bound where the meeting is small.
func (s *solver) solve() {
	m, n := s.m, s.budget.Moves
	var closed []bool
	start := place(m, closed)
	s.offer(start, m.evaluate(start))
	s.say("flow")
	onLists := listed(m)
	first := searchRun{start, onLists, closed, n / 2, firstHeat}
	if s.hint != nil {
		s.offer(s.hint, m.evaluate(s.hint))
		first = searchRun{s.hint, onLists, closed, n / 2, hintHeat}
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
		shared := mostShared(s.d, closed)
		heat := roundHeats[round%len(roundHeats)]
		s.search(
			searchRun{shared, worthHaving(s.d, narrow), closed, n, heat},
			searchRun{s.best, worthHaving(s.d, wide), s.closedNow(), n, heat},
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
