package importers

import (
	"slices"
	"testing"

	"roundtable/planner"
)

// Issues keep their IDs over two votes by ID and name; what only looks alike does not.
func TestAlign(t *testing.T) {
	issue := func(id, name string) planner.Issue { return planner.Issue{ID: id, Name: name} }
	for _, c := range []struct {
		what         string
		now, earlier []planner.Issue
		want         []string
	}{
		{
			"numbered in another order",
			[]planner.Issue{issue("Q1", "Custody"), issue("Q2", "Sûreté des données")},
			[]planner.Issue{issue("Q1", "sureté des  données"), issue("Q2", "custody")},
			[]string{"Q2", "Q1"},
		},
		{
			"an ID that means another issue now",
			[]planner.Issue{issue("Q1", "Forum")},
			[]planner.Issue{issue("Q1", "Custody")},
			[]string{"Q1 (earlier)"},
		},
		{
			"IDs alone", []planner.Issue{issue("Q1", "Forum")}, []planner.Issue{issue("Q1", "Q1")}, []string{"Q1"},
		},
		{
			"two of one name",
			[]planner.Issue{issue("P1", "Ana"), issue("P2", "Ana")},
			[]planner.Issue{issue("P2", "Ana"), issue("P1", "Ana"), issue("P3", "Ana")},
			[]string{"P2", "P1", "P3"},
		},
	} {
		if got := Align(c.now, c.earlier); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}
