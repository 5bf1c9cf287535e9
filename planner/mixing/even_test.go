package mixing

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"roundtable/planner"
)

// TestNumbersAreEven: tables by a number have sums as even as whole numbers allow: scores
// 1 to 20 at four tables of five sum to 52 or 53.
func TestNumbersAreEven(t *testing.T) {
	var roster planner.Roster
	for i := range 20 {
		roster = append(roster, planner.Participant{
			ID: fmt.Sprint("P", i+1), Values: map[planner.Dimension][]string{"score": {fmt.Sprint(i + 1)}},
		})
	}
	for seed := range 5 {
		p, err := Solve(context.Background(), roster, Options{Tables: 4, Rounds: 2, Dimensions: []planner.Dimension{"score"}, Seed: uint64(seed)})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Rounds {
			for _, table := range r.Tables {
				sum := 0
				for _, id := range table {
					var n int
					_, _ = fmt.Sscanf(id, "P%d", &n)
					sum += n
				}
				if sum != 52 && sum != 53 {
					t.Errorf("seed %d: a table of %d sums to %d", seed, len(table), sum)
				}
			}
		}
		if p.Spread[0].Uneven != 0 {
			t.Errorf("seed %d: uneven by %d", seed, p.Spread[0].Uneven)
		}
	}
}

// TestNumbersOfAnyKind: decimals, commas and unknown numbers; the running count stays that
// of a fresh one.
func TestNumbersOfAnyKind(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var roster planner.Roster
	for i := range 23 {
		p := planner.Participant{ID: fmt.Sprint("P", i), Values: map[planner.Dimension][]string{}}
		if i%5 > 0 {
			p.Values["score"] = []string{fmt.Sprintf("%d,%d", r.IntN(9), r.IntN(10))}
		}
		roster = append(roster, p)
	}
	m := newMixer(roster, Options{Tables: 4, Rounds: 1, Dimensions: []planner.Dimension{"score"}}, []int{6, 6, 6, 5})
	if m.dims[0].known() != 18 {
		t.Errorf("%d known", m.dims[0].known())
	}
	p, err := Solve(context.Background(), roster, Options{Tables: 4, Rounds: 3, Dimensions: []planner.Dimension{"score"}, Seed: 1})
	if err != nil || p.Spread[0].Uneven > 100 || len(p.Warnings) != 1 {
		t.Errorf("%+v %v", p.Spread, err)
	}
}
