package grouping

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
)

// TestLockedChairsHaveAPrice: a chair locked in an earlier plan is a lock like any other,
// and the plan without it is the one that is built without it.
func TestLockedChairsHaveAPrice(t *testing.T) {
	m := &planner.Meeting{}
	for i := range 8 {
		p := planner.Participant{ID: fmt.Sprint("P", i), Name: fmt.Sprint("N", i), ChairOK: planner.Yes}
		p.Choices = []string{"A", "B"}
		if i >= 4 {
			p.Choices = []string{"B", "A"}
		}
		m.Roster = append(m.Roster, p)
	}
	groups := []planner.GroupSpec{
		{
			ID:     "A",
			Size:   planner.Range{Min: 4, Max: 4},
			Chairs: 1,
		}, {ID: "B", Size: planner.Range{Min: 4, Max: 4}, Chairs: 1},
	}
	solve := func(keep *Kept) *Plan {
		opts := DefaultOptions()
		opts.Explain, opts.Keep = true, keep
		p, _, err := Build(m, groups, opts)
		if err != nil {
			t.Fatal(err)
		}
		plan, err := Solve(context.Background(), p, opts)
		if err != nil {
			t.Fatal(err)
		}
		return plan
	}
	free := solve(nil)
	for _, seats := range [][]KeptSeat{
		{{Person: "P7", Group: "A", Role: RoleChair, Locked: true}},
		{{Person: "P7", Group: "A", Role: RoleChair, Locked: true}, {Person: "P0", Group: "B", Locked: true}},
	} {
		plan := solve(&Kept{Seats: seats})
		x := plan.Explanation.Locks
		if x == nil || x.Seats != len(seats) || x.Value != free.Objective.Value || x.Value <= plan.Objective.Value {
			t.Errorf(
				"%d locks: %+v; with them %d, without %d",
				len(seats),
				x,
				plan.Objective.Value,
				free.Objective.Value,
			)
		}
	}
}

// TestOverfullGroupIsNamed: where locks exceed a group's size, the size is one of the
// rules that clash; a pair torn between others names who ties it.
func TestOverfullGroupIsNamed(t *testing.T) {
	m := &planner.Meeting{}
	for i := range 6 {
		m.Roster = append(m.Roster, planner.Participant{ID: fmt.Sprint("P", i), Name: fmt.Sprint("N", i)})
	}
	for i := range 4 {
		m.Roster[i].SeatedIn = []string{"A"}
	}
	groups := []planner.GroupSpec{
		{ID: "A", Size: planner.Range{Min: 2, Max: 3}},
		{ID: "B", Size: planner.Range{Min: 2, Max: 4}},
	}
	p, _, err := Build(m, groups, DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	_, err = Solve(context.Background(), p, DefaultOptions())
	var e *InfeasibleError
	if !errors.As(err, &e) || !slices.ContainsFunc(e.Rules, func(r ConflictRule) bool {
		return r.Group == "A" && r.Bound == "size"
	}) {
		t.Errorf("%+v", err)
	}

	for i := range m.Roster {
		m.Roster[i].SeatedIn = nil
	}
	m.Pairs = []planner.Pair{
		{A: "P0", B: "P2", Kind: planner.Together},
		{A: "P2", B: "P3", Kind: planner.Together},
		{A: "P0", B: "P3", Kind: planner.Apart},
	}
	_, found, err := Build(m, groups, DefaultOptions())
	if err == nil || !slices.ContainsFunc(found, func(f planner.Finding) bool {
		through, _ := f.Args["through"].(string)
		return f.Code == "pair-contradiction" && strings.Contains(through, "N2")
	}) {
		t.Errorf("%v, %+v", err, found)
	}
}
