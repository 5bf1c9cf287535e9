package grouping

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"roundtable/planner"
)

// against solves many small random meetings and holds each plan against enumeration:
// value and bound, what is called impossible, and [Verify].
func against(t *testing.T, rounds int, seed uint64, make func(r *rand.Rand) (*planner.Meeting, Options)) {
	t.Helper()
	built, proved, impossible := 0, 0, 0
	for n := range rounds {
		m, opts := make(rand.New(rand.NewPCG(uint64(n), seed)))
		p, _, err := Build(m, m.Groups, opts)
		if err != nil {
			continue // contradictions that Build reports
		}
		best, found := bestByEnumeration(p.m)
		if !found {
			continue
		}
		built++
		plan, err := Solve(context.Background(), p, opts)
		var clash *InfeasibleError
		switch {
		case errors.As(err, &clash):
			impossible++
			if best.Broken == 0 {
				t.Fatalf("seed %d: called impossible (%v), but a plan of value %d exists", n, clash.Why, best.Value)
			}
			continue
		case err != nil:
			t.Fatalf("seed %d: %v", n, err)
		case best.Broken > 0:
			t.Fatalf("seed %d: a plan where enumeration finds none", n)
		}
		o := plan.Objective
		if o.Bound < best.Value || o.Value > best.Value || o.ProvedOptimal && o.Value != best.Value {
			t.Fatalf("seed %d: value %d, optimum %d, bound %d", n, o.Value, best.Value, o.Bound)
		}
		proved += boolCount(o.ProvedOptimal)
		if err := Verify(p, plan); err != nil {
			t.Fatalf("seed %d: %v", n, err)
		}
	}
	t.Logf("%d meetings, %d impossible, %d proved", built, impossible, proved)
	if possible := built - impossible; built < rounds/3 || proved*100 < possible*99 {
		t.Errorf("of %d meetings %d were set up, %d impossible, %d proved", rounds, built, impossible, proved)
	}
}

// roundsOf is how many small meetings a test looks at.
func roundsOf(n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}

// TestAloneAgainstEnumeration: nobody or at least two of a value in each group, as must
// and as wish; some groups are for women only.
func TestAloneAgainstEnumeration(t *testing.T) {
	against(t, roundsOf(1000), 21, func(r *rand.Rand) (*planner.Meeting, Options) {
		m, opts := tiny(r)
		m.Targets = m.Targets[:min(len(m.Targets), 2)]
		for range 1 + r.IntN(2) {
			x := planner.Target{
				ID: fmt.Sprint("A", len(m.Targets)), Kind: planner.NotAlone, Dimension: planner.Gender,
				Value: []string{"w", ""}[r.IntN(2)], Group: planner.EveryGroup, Tier: planner.Tier(r.IntN(2)),
			}
			if r.IntN(3) == 0 {
				x.Dimension, x.Value, x.Min = planner.Stakeholder, "Gov", planner.LimitOf(2+r.IntN(2))
			}
			m.Targets = append(m.Targets, x)
		}
		if r.IntN(4) == 0 {
			for i := range m.Roster {
				if p := &m.Roster[i]; !p.Has(planner.Gender, "w") && len(p.SeatedIn) == 0 {
					p.KeptOutOf = []string{"G0"}
				}
			}
		}
		return m, opts
	})
}
