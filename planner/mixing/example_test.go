package mixing_test

import (
	"context"
	"fmt"

	"roundtable/planner"
	"roundtable/planner/mixing"
)

// Six people sit at two tables, twice, every table as mixed by gender as can be.
func Example() {
	var roster planner.Roster
	for i, gender := range []string{"woman", "woman", "woman", "man", "man", "man"} {
		roster = append(roster, planner.Participant{
			ID: fmt.Sprint("P", i+1), Values: map[planner.Dimension][]string{planner.Gender: {gender}},
		})
	}
	plan, err := mixing.Solve(context.Background(), roster, mixing.Options{
		Tables: 2, Rounds: 2, Dimensions: []planner.Dimension{planner.Gender}, Seed: 1,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, r := range plan.Rounds {
		fmt.Println("round", i+1, r.Tables)
	}
	fmt.Println("uneven:", plan.Spread[0].Uneven)
	fmt.Println(plan.Pairs, "of", plan.PairsAll, "pairs meet, at most", plan.PairsBound, "could")
	// Output:
	// round 1 [[P2 P3 P5] [P1 P4 P6]]
	// round 2 [[P1 P3 P4] [P2 P5 P6]]
	// uneven: 0
	// 10 of 15 pairs meet, at most 10 could
}
