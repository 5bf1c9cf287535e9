package schedule

import (
	"fmt"
	"testing"

	"roundtable/planner"
)

// The number of minutes that is told is always how many there are too many or too few.
func TestFacts(t *testing.T) {
	part := planner.Part{Title: "Talks"}
	for _, c := range []struct {
		f    planner.Finding
		want string
	}{
		{sumOf(95, 90), "schedule-over 5"},
		{sumOf(88, 90), "schedule-free 2"},
		{sumOf(90, 90), "schedule-free 0"},
		{notAtEnd(&part, -3), "schedule-overlap 3"},
		{notAtEnd(&part, 4), "schedule-gap 4"},
		{partOver(&Part{Title: "Talks", Free: -7}, planner.Ref{}), "schedule-part-over 7"},
		{partFree(&Part{Title: "Talks", Free: 6}, planner.Ref{}), "schedule-part-free 6"},
	} {
		if got := fmt.Sprint(c.f.Code, " ", c.f.Args["n"]); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
	for why, broken := range map[FirstLast]bool{FirstLastBroken: true, FirstLastImpossible: false} {
		if got := firstAndLast("WEOG", why).Args["broken"]; got != broken {
			t.Errorf("%v: broken is %v", why, got)
		}
	}
}

// A group off its hours is marked, and no other.
func TestOffHourIsOfItsGroup(t *testing.T) {
	groups := []Group{
		{ID: "A", Members: []string{"1", "2"}, Hours: []string{"Morning"}, Suits: 2, Round: "Evening"},
		{ID: "B", Members: []string{"3"}, Hours: []string{"Evening"}, Suits: 1, Round: "Evening"},
	}
	got := Arrange(groups, []string{"Morning", "Evening"}, nil)
	for _, r := range got.Rounds {
		for _, g := range r.Groups {
			if g.OffHour != (g.ID == "A") {
				t.Errorf("%s in the %s: off its hours %v", g.ID, r.Name, g.OffHour)
			}
		}
	}
	if got.OffHour == 0 {
		t.Errorf("nobody is off their hours: %+v", got)
	}
}
