package grouping_test

import (
	"context"
	"fmt"

	"roundtable/planner"
	"roundtable/planner/grouping"
)

// Six people wish for two working groups. Each group must have somebody from a
// government; the plan says who sits where, and that no other is worth more.
func Example() {
	person := func(id, stakeholder string, choices ...string) planner.Participant {
		return planner.Participant{
			ID: id, Choices: choices, ChairOK: planner.Yes,
			Values: map[planner.Dimension][]string{planner.Stakeholder: {stakeholder}},
		}
	}
	m := &planner.Meeting{
		Roster: planner.Roster{
			person("Ada", "Government", "wallets", "tax"),
			person("Ben", "Government", "wallets"),
			person("Cleo", "Civil Society", "wallets", "tax"),
			person("Dan", "Private Sector", "tax", "wallets"),
			person("Eve", "Civil Society", "wallets", "tax"),
			person("Finn", "Private Sector"), // did not vote
		},
		Targets: []planner.Target{{
			ID: "government", Group: planner.EveryGroup, Tier: planner.Must,
			Dimension: planner.Stakeholder, Value: "Government", Min: planner.LimitOf(1),
		}},
	}
	groups := []planner.GroupSpec{
		{ID: "wallets", Size: planner.Range{Min: 2, Max: 4}, Chairs: 1},
		{ID: "tax", Size: planner.Range{Min: 2, Max: 4}, Chairs: 1},
	}
	opts := grouping.DefaultOptions()
	problem, findings, err := grouping.Build(m, groups, opts)
	if err != nil {
		fmt.Println(err, findings)
		return
	}
	plan, err := grouping.Solve(context.Background(), problem, opts)
	if err != nil {
		fmt.Println(err) // an *InfeasibleError says what clashes, and what would have to give way
		return
	}
	for _, g := range plan.Groups {
		for _, p := range g.Members {
			fmt.Println(g.ID, p.ID, p.Role, p.Choice)
		}
	}
	o := plan.Objective
	fmt.Println("value", o.Value, "bound", o.Bound, "proved", o.ProvedOptimal)
	fmt.Println("verified:", grouping.Verify(problem, plan) == nil)
	// Output:
	// wallets Eve chair 1
	// wallets Ben member 1
	// wallets Cleo member 1
	// wallets Finn member 0
	// tax Ada chair 2
	// tax Dan member 1
	// value 480 bound 480 proved true
	// verified: true
}
