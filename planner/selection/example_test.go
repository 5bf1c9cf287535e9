package selection_test

import (
	"context"
	"fmt"

	"roundtable/planner"
	"roundtable/planner/selection"
)

// Four people from the north and two from the south volunteer for a panel of three
// with one from the south: the south has one chance in two, the north as well.
func ExampleDraw() {
	var pool planner.Roster
	for i, area := range []string{"north", "north", "north", "north", "south", "south"} {
		pool = append(pool, planner.Participant{
			ID: fmt.Sprintf("v%d", i+1), Values: map[planner.Dimension][]string{"area": {area}},
		})
	}
	south := planner.Target{
		ID: "area=south", Dimension: "area", Value: "south", Min: planner.LimitOf(1), Max: planner.LimitOf(1),
	}
	opts := selection.DefaultOptions()
	opts.Seats, opts.Draw = 3, 417
	r, err := selection.Draw(context.Background(), pool, []planner.Target{south}, opts)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("smallest chance %s, proved: %v\n", r.MinChanceExact, r.Proved)
	fmt.Printf("%d panels, number %d has %d people\n", r.Panels, r.Draw, len(r.Panel))
	// Output:
	// smallest chance 1/2, proved: true
	// 1000 panels, number 417 has 3 people
}
