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

// tablesOf is the table of everybody in every round, 0 for none.
func tablesOf(p *Plan) []map[string]int {
	var out []map[string]int
	for _, r := range p.Rounds {
		at := make(map[string]int)
		for t, ids := range r.Tables {
			for _, id := range ids {
				at[id] = t + 1
			}
		}
		out = append(out, at)
	}
	return out
}

func TestMixKeepsPairs(t *testing.T) {
	for seed := range uint64(5) {
		roster := mixRoster(24, seed)
		opts := Options{
			Tables: 6, Rounds: 4, Seed: seed, Moves: 4_000, Dimensions: []planner.Dimension{planner.Stakeholder},
			Pairs: []planner.Pair{
				{A: "P0001", B: "P0002", Kind: planner.Together},
				{A: "P0003", B: "P0004", Kind: planner.Apart},
				{A: "P0004", B: "P0005", Kind: planner.Apart},
				{A: "P0006", B: "P0007", Kind: planner.Together},
			},
		}
		mix, err := Solve(context.Background(), roster, opts)
		if err != nil {
			t.Fatal(err)
		}
		for r, at := range tablesOf(mix) {
			for _, p := range opts.Pairs {
				if (at[p.A] == at[p.B]) != (p.Kind == planner.Together) {
					t.Errorf("seed %d round %d: %+v is not kept", seed, r+1, p)
				}
			}
		}
	}
}

// TestMixRefusesPairs asks for four people apart at three tables.
func TestMixRefusesPairs(t *testing.T) {
	opts := Options{Tables: 3, Rounds: 2, Moves: 2000}
	for i := range 4 {
		for j := range i {
			opts.Pairs = append(
				opts.Pairs,
				planner.Pair{A: fmt.Sprintf("P%04d", i+1), B: fmt.Sprintf("P%04d", j+1), Kind: planner.Apart},
			)
		}
	}
	_, err := Solve(context.Background(), mixRoster(12, 1), opts)
	var in *planner.InputError
	if !errors.As(err, &in) || in.Findings[0].Code != "mix-pair" || in.Findings[0].Args["a"] == "" {
		t.Errorf("got %v", err)
	}
}

// TestMixTurns lets people sit out: as often as each other, give or take one round.
func TestMixTurns(t *testing.T) {
	for _, c := range []struct {
		n, tables, size, rounds int
		out                     [2]int
	}{{8, 2, 3, 4, [2]int{1, 1}}, {10, 2, 4, 3, [2]int{0, 1}}, {11, 2, 3, 5, [2]int{2, 3}}} {
		opts := Options{Tables: c.tables, Rounds: c.rounds, Size: planner.Range{Min: c.size, Max: c.size}, Moves: 4000}
		mix, err := Solve(context.Background(), mixRoster(c.n, 1), opts)
		if err != nil {
			t.Fatal(err)
		}
		if mix.SitOut != c.out {
			t.Errorf("%+v: people sit out %v times", c, mix.SitOut)
		}
		for _, r := range mix.Rounds {
			for _, table := range r.Tables {
				if len(table) != c.size {
					t.Errorf("%+v: a table of %d", c, len(table))
				}
			}
			if len(r.Out) != c.n-c.tables*c.size {
				t.Errorf("%+v: %d sit out", c, len(r.Out))
			}
		}
	}
	_, err := Solve(
		context.Background(),
		mixRoster(8, 1),
		Options{Tables: 3, Rounds: 1, Size: planner.Range{Min: 3, Max: 3}},
	)
	if err == nil {
		t.Error("8 people fill three tables of three")
	}
}

// TestMixEarlier seats people who met before: in the social golfer problem of 9 people
// in threes four rounds are possible (Harvey, CSPLib problem 010), so three of them
// leave a fourth in which nobody meets again.
func TestMixEarlier(t *testing.T) {
	roster := mixRoster(9, 1)
	whole, err := Solve(context.Background(), roster, Options{Tables: 3, Rounds: 4, Moves: 60_000})
	if err != nil || whole.Repeats > 0 {
		t.Fatalf("%v, %v", whole, err)
	}
	mix, err := Solve(
		context.Background(),
		roster,
		Options{Tables: 3, Rounds: 1, Moves: 20_000, Earlier: whole.Rounds[:3]},
	)
	if err != nil || mix.Repeats != 0 {
		t.Errorf("%v, %v", mix, err)
	}
	again, _ := Solve(
		context.Background(),
		roster,
		Options{Tables: 3, Rounds: 1, Moves: 20_000, Earlier: whole.Rounds},
	)
	if again.Repeats != 9 {
		t.Errorf("everybody met everybody, and %d meetings are said to be new ones", 9-again.Repeats)
	}
}

// TestMostPairs holds the bound against all ways of seating a few people in two rounds.
func TestMostPairs(t *testing.T) {
	if n := mostPairs(16, []int{8, 8}, 2); n != 88 {
		t.Errorf("two tables of 8 in two rounds: %d", n)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		n, k := 3+r.IntN(5), 1+r.IntN(3)
		size := make([]int, k)
		for left := r.IntN(n + 1); left > 0; left-- {
			size[r.IntN(k)]++
		}
		first := deal(n, size, r)
		best := 0
		for range 300 {
			second := deal(n, size, r)
			met := 0
			for i := range n {
				for j := range i {
					if first[i] >= 0 && first[i] == first[j] || second[i] >= 0 && second[i] == second[j] {
						met++
					}
				}
			}
			best = max(best, met)
		}
		if most := mostPairs(n, size, 2); best > most {
			t.Fatalf("%d people at tables of %v: %d pairs met, at most %d are said to", n, size, best, most)
		}
	}
}

// deal seats people at random; −1 sits out.
func deal(n int, size []int, r *rand.Rand) []int {
	table := slices.Repeat([]int{-1}, n)
	order, next := r.Perm(n), 0
	for t, s := range size {
		for range s {
			table[order[next]] = t
			next++
		}
	}
	return table
}

// TestMixAgain makes tables again that ended after some searches.
func TestMixAgain(t *testing.T) {
	opts := Options{Tables: 4, Rounds: 3, Moves: 5000, Searches: 4}
	a, errA := Solve(context.Background(), mixRoster(20, 1), opts)
	opts.Searches = a.Searches
	b, errB := Solve(context.Background(), mixRoster(20, 1), opts)
	if errors.Join(errA, errB) != nil || fmt.Sprint(a) != fmt.Sprint(b) || a.Searches != 4 {
		t.Errorf("%+v\n%+v", a, b)
	}
}

// TestMixTogetherMeet: a pair to sit together meets as any other pair does, and one torn
// by sitting out is told.
func TestMixTogetherMeet(t *testing.T) {
	opts := Options{Tables: 3, Rounds: 1, Pairs: []planner.Pair{{A: "P0001", B: "P0002", Kind: planner.Together}}}
	mix, err := Solve(context.Background(), mixRoster(12, 1), opts)
	if err != nil || mix.Pairs != 18 || len(mix.Torn) != 0 {
		t.Errorf("three tables of four: %+v, %v", mix, err)
	}
	opts.Tables, opts.Rounds, opts.Size = 2, 4, planner.Range{Min: 3, Max: 3}
	mix, err = Solve(context.Background(), mixRoster(8, 1), opts)
	if err != nil {
		t.Fatal(err)
	}
	torn := false
	for _, at := range tablesOf(mix) {
		torn = torn || (at["P0001"] == 0) != (at["P0002"] == 0)
	}
	if torn != (len(mix.Torn) == 1) {
		t.Errorf("torn %v, told %v", torn, mix.Torn)
	}
}
