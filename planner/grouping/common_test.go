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

// TestLanguagesOfMany: 100 people, of whom some speak one language alone, and four groups
// in which all members have to share one: a plan is found at once.
func TestLanguagesOfMany(t *testing.T) {
	m, opts := spread(100)
	r := rand.New(rand.NewPCG(3, 4))
	opts.Ladder, opts.Explain = false, false
	opts.Budget = Budget{Moves: 20_000, Steps: 100, Nodes: 10}
	m.Groups = append(m.Groups, planner.GroupSpec{ID: "G4"})
	for g := range m.Groups {
		m.Groups[g].Size = planner.Range{Min: 15, Max: 40}
	}
	for i := range m.Roster {
		p := &m.Roster[i]
		p.Choices = []string{m.Groups[r.IntN(4)].ID, m.Groups[r.IntN(4)].ID}
		p.Values[planner.Language] = [][]string{{"en"}, {"en", "fr"}, {"es", "fr"}, {"es"}, {"en", "es"}}[r.IntN(5)]
	}
	m.Targets = append(m.Targets, planner.Target{
		ID: "language=*", Dimension: planner.Language, Value: CommonValue, Group: planner.EveryGroup, MinShare: planner.Percent(100),
	})
	_, plan := solved(t, m, opts)
	if o := plan.Objective; o.MustMissed > 0 || o.Outside > 30 {
		t.Errorf("%d missed, %d outside", o.MustMissed, o.Outside)
	}
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
	if !errors.As(err, &clash) || !clash.Proved || clash.Cost != 2 || len(clash.Rules) != 3 ||
		len(clash.Relaxation) == 0 {
		t.Fatalf("%+v", *clash)
	}
	if n := clash.Nearest.Objective.MustMissed; n != 2 {
		t.Errorf("the nearest plan misses %d", n)
	}
}
