package planner_test

import (
	"fmt"

	"roundtable/planner"
)

// The panel is who was named, else who is marked as selected, else the speakers,
// else everybody.
func ExampleChoosePanel() {
	roster := planner.Roster{
		{ID: "P1", Name: "Ana Lima", Roles: []planner.Role{planner.RoleModerator}},
		{ID: "P2", Name: "Bo Chen", Roles: []planner.Role{planner.RoleSpeaker}},
		{ID: "P3", Name: "Cem Ak", Roles: []planner.Role{planner.RoleSpeaker}},
	}
	panel, _ := planner.ChoosePanel(roster, nil)
	fmt.Println(panel.Judged)
	panel, unknown := planner.ChoosePanel(roster, []string{"P1", "bo chen", "P9"})
	fmt.Println(panel.Judged, unknown)
	// Output:
	// the 2 speakers
	// the 2 people named [P9]
}

// Shares become whole people: at least as many as make up the share, at most as many
// as do not exceed it.
func ExampleTarget() {
	t := planner.Target{
		ID: "women", Dimension: planner.Gender, Value: "woman",
		MinShare: planner.Percent(40), MaxShare: planner.Percent(60),
	}
	fmt.Println(t.Need(7), t.Allow(7).N)
	// Output: 3 4
}

// Ballots of a meeting on two issues: one ranks both, seven hum against the second.
func ExampleBallots() {
	ballots := planner.NewBallots(2)
	ballots.Add(planner.Ballot{Voter: "Ana", Kind: planner.Ranking, Marks: []planner.Mark{2, 1}})
	ballots.Add(planner.Ballot{Kind: planner.Hum, Marks: []planner.Mark{planner.Blank, -1}, Count: 7})
	fmt.Println(ballots.Len(), ballots.Total())
	// Output: 2 8
}
