package schedule_test

import (
	"fmt"

	"roundtable/planner"
	"roundtable/planner/schedule"
)

// Four speakers have 48 minutes, 5 for a pitch and 5 for questions after each.
func Example() {
	m := &planner.Meeting{
		Minutes: 60, When: planner.Slot{Timed: true, Start: 14 * 60},
		Agenda: []planner.Part{
			{Title: "Introduction", Minutes: 5, Kind: planner.PartOpening},
			{Title: "Pitches", Minutes: 48, Kind: planner.PartPitch, Each: 5, Questions: 5},
		},
	}
	for _, x := range [][2]string{
		{"Ada", planner.Government},
		{"Ben", planner.TechnicalCommunity},
		{"Cleo", planner.CivilSociety},
		{"Dan", planner.CivilSociety},
	} {
		m.Roster = append(m.Roster, planner.Participant{
			ID: x[0], Name: x[0], Values: map[planner.Dimension][]string{planner.Stakeholder: {x[1]}},
		})
	}
	plan, err := schedule.Propose(m, m.Roster, schedule.DefaultOptions())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(plan.Sum, "of", plan.Length, "minutes; pitches need", plan.Parts[1].Needed, "of", plan.Parts[1].Minutes)
	for _, t := range plan.Order {
		fmt.Println(t.Times[0].Clock, t.Name, t.Values[planner.Stakeholder])
	}
	e := plan.Evenness
	fmt.Println("discrepancy", e.Discrepancy, "proved", e.Proved, "equally good", e.EquallyGood)
	// Output:
	// 53 of 60 minutes; pitches need 40 of 48
	// 14:05 Ben Technical Community
	// 14:15 Dan Civil Society
	// 14:25 Ada Government
	// 14:35 Cleo Civil Society
	// discrepancy 7/4 proved true equally good 8
}
