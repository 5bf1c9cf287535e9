package grouping

import (
	"context"
	"fmt"
	"testing"

	"roundtable/planner"
)

// TestMeansAreTold: a plan that is to be even by a number says the mean of each group,
// of those who have a number, and verifying counts it again.
func TestMeansAreTold(t *testing.T) {
	m := &planner.Meeting{Targets: []planner.Target{{
		ID: "T1", Dimension: "experience", Kind: planner.Even, Tier: planner.Should, Group: "*",
	}}}
	score := map[string]float64{"P1": 1, "P2": 2.5, "P3": 10, "P4": 12}
	for i := range 5 {
		p := planner.Participant{ID: fmt.Sprint("P", i), Name: fmt.Sprint("N", i)}
		if x, ok := score[p.ID]; ok {
			p.Values = map[planner.Dimension][]string{"experience": {fmt.Sprint(x)}}
		}
		m.Roster = append(m.Roster, p)
	}
	groups := []planner.GroupSpec{
		{ID: "A", Size: planner.Range{Min: 2, Max: 3}},
		{ID: "B", Size: planner.Range{Min: 2, Max: 3}},
	}
	p, _, err := Build(m, groups, DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	plan, err := Solve(context.Background(), p, DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	for g := range plan.Groups {
		sum, n := 0.0, 0
		for _, x := range plan.Groups[g].Members {
			if v, ok := score[x.ID]; ok {
				sum, n = sum+v, n+1
			}
		}
		means := plan.Groups[g].Means
		if len(means) != 1 || means[0].Known != n || means[0].Mean != sum/float64(n) {
			t.Errorf("%s: %+v, %v of %d", plan.Groups[g].ID, means, sum, n)
		}
	}
	plan.Groups[0].Means[0].Mean++
	if Verify(p, plan) == nil {
		t.Error("a mean that is not the group's verifies")
	}
}
