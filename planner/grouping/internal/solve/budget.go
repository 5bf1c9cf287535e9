package solve

import (
	"roundtable/planner/grouping/internal/model"
)

// Budget counts work: moves of the search, price steps of the bound, nodes of the
// branch and bound over the whole meeting.
type Budget struct{ Moves, Steps, Nodes int }

// The work by the number of people: the moves are what a search needs to come to rest.
var budgets = []struct {
	people int
	budget Budget
}{
	{40, Budget{Moves: 150_000, Steps: 600, Nodes: wholeNodes}},
	{80, Budget{Moves: 300_000, Steps: 600, Nodes: wholeNodes}},
	{160, Budget{Moves: 500_000, Steps: 700, Nodes: wholeNodes}},
	{largeMeeting, Budget{Moves: 4_000_000, Steps: 800, Nodes: wholeNodes}},
	{1500, Budget{Moves: 4_000_000, Steps: 700, Nodes: wholeNodes}},
}

// largest is the work for more people than the table has.
var largest = Budget{Moves: 5_000_000, Steps: 700, Nodes: wholeNodes}

// largeMeeting is the number of people above which a plan is not proved but
// brought near its bound.
const largeMeeting = 500

// A price step looks at every person in every group. Very large meetings get fewer steps, so
// that all of them together stay a matter of seconds; the bound is then less close.
const mostLooks, leastSteps = 60_000_000, 50

// budgetFor chooses how much work a meeting of this size gets, where it was not
// asked for.
func budgetFor(m *model.Model, asked Budget) Budget {
	b := largest
	for k := len(budgets) - 1; k >= 0; k-- {
		if len(m.People) <= budgets[k].people {
			b = budgets[k].budget
		}
	}
	b.Steps = min(b.Steps, max(leastSteps, mostLooks/max(len(m.People)*m.K(), 1)))
	pick := func(asked, chosen int) int {
		if asked > 0 {
			return asked
		}
		return chosen
	}
	return Budget{pick(asked.Moves, b.Moves), pick(asked.Steps, b.Steps), pick(asked.Nodes, b.Nodes)}
}

// roundsFor is how many rounds of search and bound a plan gets that is not proved before.
// Large ones are near their bound after annealing alone.
func roundsFor(m *model.Model) int {
	if len(m.People) > largeMeeting {
		return 3
	}
	return 12
}

// Lighter is a budget for side questions.
func Lighter(b Budget) Budget {
	return Budget{Moves: max(b.Moves/4, 1), Steps: b.Steps, Nodes: b.Nodes}
}

// lightFrom is the number of moves from which a search that is not for the plan
// asked for is made lighter.
const lightFrom = 1_000_000

// heat is a search's first and last temperature in points: at temperature t a
// loss of t points is accepted with probability 1/e. A step down a person's list
// costs some 20 points.
type heat struct{ hot, cold float64 }

var (
	// From the flow's seating the search must first mend targets and pairs, which
	// cost more than wishes.
	firstHeat = heat{40, 3}
	// A seating known from before keeps its shape.
	hintHeat = heat{20, 2}
	// Among the seats the bound found worth having, a lane and a round each: around one
	// step down a list, cooling until hardly a point is given away; and hotter, where
	// counts are tight and several people at once have to move.
	laneHeats = [lanes]heat{{20, 1}, {30, 4}, {24, 6}, {16, 1}}
	// With other groups open: from the flow's and from the relaxed seating.
	openFlowHeat, openSharedHeat = heat{40, 2}, heat{20, 1}
	// Among plans of equal value.
	tieHeat = heat{15, 1}
)

// width says which seats are worth having: those that the relaxed solution had
// in at least this share of its last steps, or that would cost the bound no more
// than this loss in points.
type width struct{ share, loss float64 }

var (
	narrow    = width{0.05, 3}
	wide      = width{0.03, 8}
	openWidth = width{0.02, 20}
	partWidth = width{0.03, 12}
	// The lanes search among more or less.
	laneWidths = [lanes]width{narrow, wide, wide, narrow}
)
