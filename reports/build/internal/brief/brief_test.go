package brief

import (
	"testing"

	"roundtable/planner"
)

func TestPeopleOfThePoolAreNamed(t *testing.T) {
	b := New(Input{
		Meeting: &planner.Meeting{Roster: planner.Roster{{ID: "P1", Name: "Ana Lima"}}},
		Pool:    planner.Roster{{ID: "x1", Name: "Bo Lind"}, {ID: "P1", Name: "Somebody else"}},
	})
	if got := b.Name("x1"); got != "Bo Lind" {
		t.Errorf("x1 is called %q", got)
	}
	if got := b.Name("P1"); got != "Ana Lima" {
		t.Errorf("P1 is called %q, and the meeting's own list comes first", got)
	}
}
