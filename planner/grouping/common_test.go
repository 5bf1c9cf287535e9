package grouping

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"

	"roundtable/planner"
)

// TestCommonAgainstEnumeration: a language that a part or all of a group can use, as
// must and as wish.
func TestCommonAgainstEnumeration(t *testing.T) {
	against(t, roundsOf(1000), 51, func(r *rand.Rand) (*planner.Meeting, Options) {
		m, opts := tiny(r)
		m.Targets = m.Targets[:min(len(m.Targets), 1)]
		for i := range m.Roster {
			m.Roster[i].Values[planner.Language] = []string{"en", "fr", "ar"}[r.IntN(3):]
			if r.IntN(2) == 0 {
				m.Roster[i].Values[planner.Language] = m.Roster[i].Values[planner.Language][:1]
			}
		}
		m.Targets = append(m.Targets, planner.Target{
			ID: "common", Dimension: planner.Language, Value: CommonValue, Group: planner.EveryGroup,
			MinShare: planner.Percent([]int64{100, 75, 50}[r.IntN(3)]), Tier: planner.Tier(r.IntN(2)),
		})
		return m, opts
	})
}

// TestNoCommonLanguage: three people of one language each and two groups.
func TestNoCommonLanguage(t *testing.T) {
	m, opts := spread(9)
	for i := range m.Roster {
		m.Roster[i].Values[planner.Language] = []string{[]string{"en", "fr", "ar", "zh"}[i%4]}
	}
	m.Targets = append(m.Targets, planner.Target{
		ID: "language=*", Dimension: planner.Language, Value: CommonValue, Group: planner.EveryGroup, MinShare: planner.Percent(100),
	})
	p := built(t, m, opts)
	_, err := Solve(context.Background(), p, opts)
	var clash *InfeasibleError
	if !errors.As(err, &clash) || !clash.Proved || clash.Cost != 2 || len(clash.Rules) != 3 || len(clash.Relaxation) == 0 {
		t.Fatalf("%+v", *clash)
	}
	if n := clash.Nearest.Objective.MustMissed; n != 2 {
		t.Errorf("the nearest plan misses %d", n)
	}
}
