package solve

import (
	"math"

	"roundtable/planner/grouping/internal/bound"
	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/grouping/internal/search"
	"roundtable/planner/internal/anneal"
)

// Solver looks for the best seating of one model and its bound.
type Solver struct {
	clock  *Clock
	Model  *model.Model
	Budget Budget
	seed   uint64
	runs   int // search runs started, so that each has its own random numbers

	lanes  [lanes]lane
	rounds int // made
	tried  int // the fewest seats left open when the whole was tried
	// coreless is set once solving the core of the meeting has led to nothing.
	coreless bool

	thresholds anneal.Thresholds
	Bounder    *bound.Bounder
	Descent    *bound.Descent
	hasBest    bool
	Best       model.Seating
	Score      model.Score
	Bound      int64 // proved, floored
	Report     func(Progress)
	// Rounds is how many rounds of search and bound there are.
	Rounds int
	// Enough is a value that need not be bettered.
	Enough int64
	// Hint is a seating to start a search from, nil if there is none.
	Hint model.Seating
	// warm are prices to start from, nil for none.
	warm []float64
	// Worst is the worst choice that the model allows, 0 for no limit.
	Worst int
	// Branched is set once the bound rests on a program and not on the prices alone.
	Branched bool
}

// nothing is a bound that says nothing yet.
const nothing = math.MaxInt64 / 4

func newSolver(clock *Clock, m *model.Model, b Budget, seed uint64) *Solver {
	s := &Solver{
		clock: clock, Model: m, Budget: b, seed: seed, Bound: nothing, thresholds: anneal.NewThresholds(),
		Rounds: roundsFor(m), Enough: nothing, tried: nothing,
	}
	s.startLanes()
	s.Bounder = bound.New(m)
	s.Descent = bound.NewDescent(s.Bounder)
	// Prices of zero prove a first, weak bound.
	s.Descent.Best = s.Bounder.Eval()
	s.lower(s.Descent.Best)
	return s
}

// Progress is the state of a running solver.
type Progress struct {
	Stage       string // "flow", "bound", "search", "ladder", "explain"
	Best, Bound int64
	HasBest     bool
	HasBound    bool
}

// Say reports progress.
func (s *Solver) Say(stage string) {
	if s.Report != nil {
		s.Report(Progress{stage, s.Score.Value, s.Bound, s.feasible(), s.Bound < nothing})
	}
}

// feasible reports whether a seating that keeps all rules was found.
func (s *Solver) feasible() bool { return s.hasBest && s.Score.Broken == 0 }

// offer takes a seating as the best if it is better.
func (s *Solver) offer(x model.Seating, sc model.Score) bool {
	if !s.hasBest || sc.Better(s.Score) {
		s.Best, s.Score, s.hasBest = x, sc, true
		return true
	}
	return false
}

// lower takes a proved bound.
func (s *Solver) lower(d float64) {
	s.Bound = min(s.Bound, s.Model.FloorToGrain(d))
}

// target is the value prices descend towards: the best value known.
func (s *Solver) target() int64 {
	if s.feasible() {
		return s.Score.Value
	}
	return s.Score.Value - s.Score.Broken*s.Model.Span()
}

// done reports whether nothing is left to find, or no time to find it.
func (s *Solver) done() bool {
	near := len(s.Model.People) > largeMeeting && s.near(closeEnough)
	return s.feasible() && (s.Bound <= s.Score.Value || s.Score.Value >= s.Enough || near) || s.clock.Over()
}

// near reports whether the best is no further from the bound than one such part.
func (s *Solver) near(part int64) bool {
	return s.feasible() && (s.Bound-s.Score.Value)*part <= s.Score.Value
}

const (
	// closeEnough is the part of the value that may be missing in a large meeting, one
	// twenty-thousandth: with 1000 people some five points, less than one person's
	// step down the list.
	closeEnough = 20_000
	// tryWhole is how near the bound rounds end and the whole is tried: where little is
	// left to gain, rounds take most of the time and hardly ever gain it.
	tryWhole = 5_000
)

// searchRun is one annealing run to be made.
type searchRun struct {
	start  model.Seating
	cand   [][]int32
	closed []bool
	moves  int
	heat   heat
}

// search makes the runs and keeps the best. Each has its own random numbers.
func (s *Solver) search(runs ...searchRun) {
	for _, r := range runs {
		t := search.New(s.Model, r.start, r.cand, r.closed, anneal.NewRandom(s.seed, s.runs))
		x := t.Anneal(r.moves, r.heat.hot, r.heat.cold, s.thresholds)
		s.offer(x, s.Model.Evaluate(x))
		s.runs++
	}
}

// Solve runs the whole pipeline: a first search among the wishes, the bound, rounds of
// search in all lanes among what the bound found worth having and of the bound with the
// better target, and the whole in one program where the bound leaves little.
func (s *Solver) Solve() {
	m, n := s.Model, s.Budget.Moves
	open := s.withinCaps(nil, -1)
	first := searchRun{s.Hint, search.Listed(m), open, n / 2, hintHeat}
	if s.Hint == nil {
		first.start, first.heat = s.settled(open), firstHeat
	}
	s.offer(first.start, m.Evaluate(first.start))
	s.Say("flow")
	s.search(first)
	s.Say("search")
	if s.warm != nil {
		copy(s.Bounder.Price, s.warm)
		s.descend(s.Budget.Steps, bound.CalmPace)
	} else {
		s.descend(s.Budget.Steps, bound.BoldPace, bound.CalmPace)
	}
	s.Say("bound")
	for range s.Rounds {
		if s.done() {
			return
		}
		if s.near(tryWhole) {
			break
		}
		s.improve()
	}
	s.tryOpenings()
	s.whole(wholeChoices, wholeWork)
}

// improve makes a round of search, and of the bound with the better target.
func (s *Solver) improve() {
	s.round()
	s.Say("search")
	if s.done() {
		return
	}
	s.descend(s.Budget.Steps/2, bound.FinePace)
	s.core()
	s.whole(min(quickChoices, s.tried-1), quickWork)
	s.Say("bound")
}

// descend lowers the bound at the given paces.
func (s *Solver) descend(steps int, paces ...bound.Pace) {
	for _, p := range paces {
		s.Descent.Run(steps, s.target(), p)
		s.lower(s.Descent.Best)
		if s.done() {
			return
		}
	}
}
