package build

import (
	"testing"

	"roundtable/planner"
	"roundtable/planner/grouping"
)

func TestMovesFromTheEarlierPlan(t *testing.T) {
	in := Input{
		Kept:    true,
		Meeting: &planner.Meeting{Roster: planner.Roster{{ID: "P1", Name: "Ana Lima"}}},
		Groups:  &grouping.Plan{Changes: []grouping.Change{{Person: "P1", From: []string{"G01"}}}},
	}
	table, ok := Chair(in).Table("moves")
	if !ok || len(table.Rows) != 1 || table.Rows[0][0].Text != "Ana Lima" || table.Rows[0][2].Text != "G01" ||
		table.Rows[0][3].Text != "–" {
		t.Errorf("moves = %+v, %v", table, ok)
	}
	in.Kept = false
	if _, ok := Chair(in).Table("moves"); ok {
		t.Error("moves are listed although there was no earlier plan")
	}
}

func TestPeopleOfThePoolAreNamed(t *testing.T) {
	b := newBuilder(Input{
		Meeting: &planner.Meeting{Roster: planner.Roster{{ID: "P1", Name: "Ana Lima"}}},
		Pool:    planner.Roster{{ID: "x1", Name: "Bo Lind"}, {ID: "P1", Name: "Somebody else"}},
	})
	if got := b.name("x1"); got != "Bo Lind" {
		t.Errorf("x1 is called %q", got)
	}
	if got := b.name("P1"); got != "Ana Lima" {
		t.Errorf("P1 is called %q, and the meeting's own list comes first", got)
	}
}
