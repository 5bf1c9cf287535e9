package grouping

import (
	"fmt"
	"testing"

	"roundtable/planner"
)

// TestManySmallGroups solves 170 people in 34 groups of four to six, where a gain takes
// several people at once: the plan is within a two-thousandth of its bound.
func TestManySmallGroups(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	m, opts := generate(170, 34, baseVariant, 2)
	m.Targets, opts.Ladder, opts.Explain = nil, false, false
	for g := range m.Groups {
		m.Groups[g].Size = planner.Range{Min: 4, Max: 6}
		for _, v := range []string{"Civil Society", "Government"} {
			m.Targets = append(m.Targets, planner.Target{
				ID: fmt.Sprintf("Q%03d", len(m.Targets)+1), Dimension: planner.Stakeholder, Value: v, Group: m.Groups[g].ID,
				Min: planner.LimitOf(1), MaxShare: planner.Percent(60), Tier: planner.Should, Weight: 120,
			})
		}
	}
	_, plan := solved(t, m, opts)
	if o := plan.Objective; o.Gap*2000 > o.Value {
		t.Errorf("value %d is %d below the bound", o.Value, o.Gap)
	}
}
