package mixing

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"roundtable/planner"
)

// mixRoster makes a roster of skewed stakeholder groups and genders, and some
// people of unknown gender.
func mixRoster(n int, seed uint64) planner.Roster {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	roster := make(planner.Roster, n)
	for i := range roster {
		roster[i] = planner.Participant{ID: fmt.Sprintf("P%04d", i+1), Values: map[planner.Dimension][]string{
			planner.Stakeholder: {
				[]string{"Civil Society", "Civil Society", "Government", "Private Sector", "IGO"}[r.IntN(5)],
			},
			planner.Gender: {[]string{"man", "man", "woman", "woman", "woman", ""}[r.IntN(6)]},
		}}
	}
	return roster
}

// TestMixGolfers uses cases of the social golfer problem whose answers are
// known: in that many rounds nobody need meet anybody twice (Harvey, CSPLib
// problem 010: 8 golfers in 4 pairs for 7 rounds; 9 in threes for 4 rounds).
func TestMixGolfers(t *testing.T) {
	for _, c := range []struct{ n, tables, rounds int }{{8, 4, 7}, {9, 3, 4}, {12, 6, 3}} {
		mix, err := Solve(
			context.Background(),
			mixRoster(c.n, 1),
			Options{Tables: c.tables, Rounds: c.rounds, Seed: 1, Moves: 60_000},
		)
		if err != nil {
			t.Fatal(err)
		}
		if mix.Repeats > 0 || mix.Pairs > mix.PairsBound || mix.PairsBound > mix.PairsAll {
			t.Errorf(
				"%+v: %d repeats, %d pairs of at most %d of %d",
				c,
				mix.Repeats,
				mix.Pairs,
				mix.PairsBound,
				mix.PairsAll,
			)
		}
	}
}

func TestMixEverybodyEachRoundAndEven(t *testing.T) {
	roster := mixRoster(50, 1)
	opts := Options{
		Tables:     7,
		Rounds:     3,
		Seed:       2,
		Moves:      60_000,
		Dimensions: []planner.Dimension{planner.Stakeholder, planner.Gender},
	}
	mix, err := Solve(context.Background(), roster, opts)
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
		t.Errorf(
			"counted %d pairs and %d repeats, the plan says %d and %d",
			len(pairs),
			repeats,
			mix.Pairs,
			mix.Repeats,
		)
	}
	for _, s := range mix.Spread {
		if s.Uneven > 3 {
			t.Errorf("%s: %d people off an even share", s.Dimension, s.Uneven)
		}
	}
	again, _ := Solve(context.Background(), roster, opts)
	if fmt.Sprint(again) != fmt.Sprint(mix) {
		t.Error("the same seed gave another plan")
	}
}

func TestMixRefuses(t *testing.T) {
	_, err := Solve(context.Background(), mixRoster(3, 1), Options{Tables: 4, Rounds: 1})
	var in *planner.InputError
	if !errors.As(err, &in) ||
		!slices.ContainsFunc(in.Findings, func(f planner.Finding) bool { return f.Code == "mix-size" }) {
		t.Errorf("got %v", err)
	}
}

// TestMixTiny compares with all ways of seating nine people at three tables
// twice, and eight at two: the most even rounds first, in the order of the
// dimensions, then the most pairs.
func TestMixTiny(t *testing.T) {
	dims := []planner.Dimension{planner.Stakeholder, planner.Gender}
	for _, c := range []struct{ n, tables int }{{9, 3}, {8, 2}, {7, 3}} {
		for seed := range uint64(5) {
			roster := mixRoster(c.n, seed)
			mix, err := Solve(
				context.Background(),
				roster,
				Options{Tables: c.tables, Rounds: 2, Dimensions: dims, Seed: 1, Moves: 4000},
			)
			if err != nil {
				t.Fatal(err)
			}
			x := newMixer(
				roster,
				Options{Tables: c.tables, Rounds: 2, Dimensions: dims},
				sizes(c.n, &Options{Tables: c.tables, Rounds: 2}),
			)
			var even []int
			var rounds [][]int
			x.enumerate(make([]int, 0, c.n), make([]int, c.tables), func(table []int) {
				x.seatAs(table)
				switch d := slices.Compare(x.uneven, even); {
				case even == nil || d < 0:
					even, rounds = slices.Clone(x.uneven), [][]int{slices.Clone(table)}
				case d == 0:
					rounds = append(rounds, slices.Clone(table))
				}
			})
			fewest := fewestRepeats(rounds)
			for k, s := range mix.Spread {
				if s.Uneven != 2*even[k] {
					t.Errorf("%+v seed %d: %s uneven %d, possible %d", c, seed, s.Dimension, s.Uneven, 2*even[k])
				}
			}
			if mix.Repeats != fewest {
				t.Errorf("%+v seed %d: %d repeats, possible %d", c, seed, mix.Repeats, fewest)
			}
		}
	}
}

// enumerate calls yield with every seating of the first people extended to all.
func (m *mixer) enumerate(table, used []int, yield func([]int)) {
	if len(table) == m.n {
		yield(table)
		return
	}
	for t := range m.k {
		if used[t] == m.size[t] {
			continue
		}
		used[t]++
		m.enumerate(append(table, t), used, yield)
		used[t]--
	}
}

// fewestRepeats is the fewest pairs that share a table in both of two rounds.
func fewestRepeats(rounds [][]int) int {
	fewest := 1 << 30
	for k, a := range rounds {
		for _, b := range rounds[:k+1] {
			n := 0
			for i := range a {
				for j := range i {
					if a[i] == a[j] && b[i] == b[j] {
						n++
					}
				}
			}
			fewest = min(fewest, n)
		}
	}
	return fewest
}

// TestRooms: as many rounds as rooms, and nobody is twice in one.
func TestRooms(t *testing.T) {
	for k := 2; k < 6; k++ {
		var roster planner.Roster
		for i := range 5 * k {
			roster = append(roster, planner.Participant{ID: fmt.Sprint("P", i)})
		}
		p, err := Solve(context.Background(), roster, Options{Tables: k, Rounds: k, Rooms: true, Seed: uint64(k)})
		if err != nil || p.SameTable != 0 {
			t.Errorf("%d rooms: %+v, %v", k, p, err)
		}
	}
}
