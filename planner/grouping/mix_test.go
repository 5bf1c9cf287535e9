package grouping

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"roundtable/planner"
)

func mixRoster(n int) planner.Roster {
	m, _ := generate(n, 4, baseVariant, 1)
	return m.Roster
}

// TestMixGolfers uses cases of the social golfer problem whose answers are
// known: in that many rounds nobody need meet anybody twice (Harvey, CSPLib
// problem 010: 8 golfers in 4 pairs for 7 rounds; 9 in threes for 4 rounds).
func TestMixGolfers(t *testing.T) {
	for _, c := range []struct{ n, tables, rounds int }{{8, 4, 7}, {9, 3, 4}, {12, 6, 3}} {
		mix, err := SolveMix(context.Background(), mixRoster(c.n), MixOptions{Tables: c.tables, Rounds: c.rounds, Seed: 1, Moves: 60_000})
		if err != nil {
			t.Fatal(err)
		}
		if mix.Repeats > 1 || mix.Pairs > mix.PairsBound || mix.PairsBound > mix.PairsAll {
			t.Errorf("%+v: %d repeats, %d pairs of at most %d of %d", c, mix.Repeats, mix.Pairs, mix.PairsBound, mix.PairsAll)
		}
	}
}

func TestMixEverybodyEachRoundAndEven(t *testing.T) {
	roster := mixRoster(50)
	opts := MixOptions{Tables: 7, Rounds: 3, Seed: 2, Dimensions: []planner.Dimension{planner.Stakeholder, planner.Gender}}
	mix, err := SolveMix(context.Background(), roster, opts)
	if err != nil {
		t.Fatal(err)
	}
	pairs := make(map[string]int)
	for _, r := range mix.Rounds {
		seen := make(map[string]bool)
		for _, table := range r.Tables {
			if len(table) < 7 || len(table) > 8 {
				t.Errorf("a table of %d", len(table))
			}
			for k, id := range table {
				if seen[id] {
					t.Errorf("%s sits twice", id)
				}
				seen[id] = true
				for _, other := range table[:k] {
					pairs[min(id, other)+max(id, other)]++
				}
			}
		}
		if len(seen) != 50 {
			t.Errorf("%d people seated", len(seen))
		}
	}
	repeats := 0
	for _, n := range pairs {
		repeats += n - 1
	}
	if len(pairs) != mix.Pairs || repeats != mix.Repeats {
		t.Errorf("counted %d pairs and %d repeats, the plan says %d and %d", len(pairs), repeats, mix.Pairs, mix.Repeats)
	}
	for _, s := range mix.Spread {
		if s.Uneven > 3 {
			t.Errorf("%s: %d people off an even share", s.Dimension, s.Uneven)
		}
	}
	again, _ := SolveMix(context.Background(), roster, opts)
	if fmt.Sprint(again) != fmt.Sprint(mix) {
		t.Error("the same seed gave another plan")
	}
}

func TestMixRefuses(t *testing.T) {
	_, err := SolveMix(context.Background(), mixRoster(3), MixOptions{Tables: 4, Rounds: 1})
	var in *InputError
	if !errors.As(err, &in) || !slices.ContainsFunc(in.Findings, func(f planner.Finding) bool { return f.Code == "mix-size" }) {
		t.Errorf("got %v", err)
	}
}
