package mixing

import (
	"context"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"roundtable/planner"
)

// The same people in another order of rows, and the same pairs, sit at the same tables;
// rows without an ID are numbered, so they are known by their names.
func TestOrderOfRows(t *testing.T) {
	roster := mixRoster(17, 3)
	for i := range roster {
		roster[i].Name, roster[i].Numbered = "Person "+roster[i].ID, true
	}
	name := func(r planner.Roster, id string) string {
		return r[slices.IndexFunc(r, func(p planner.Participant) bool { return p.ID == id })].Name
	}
	tables := func(r planner.Roster, pairs []planner.Pair) [][][]string {
		plan, err := Solve(context.Background(), r, Options{
			Tables: 4, Rounds: 2, Seed: 1, Moves: 20_000, Pairs: pairs,
			Dimensions: []planner.Dimension{planner.Stakeholder, planner.Gender},
		})
		if err != nil {
			t.Fatal(err)
		}
		var out [][][]string
		for _, round := range plan.Rounds {
			for k := range round.Tables {
				for i, id := range round.Tables[k] {
					round.Tables[k][i] = name(r, id)
				}
				slices.Sort(round.Tables[k])
			}
			out = append(out, round.Tables)
		}
		return out
	}
	pairs := func(r planner.Roster) []planner.Pair {
		id := func(name string) string {
			return r[slices.IndexFunc(r, func(p planner.Participant) bool { return p.Name == name })].ID
		}
		return []planner.Pair{
			{A: id("Person P0001"), B: id("Person P0002"), Kind: planner.Together},
			{A: id("Person P0003"), B: id("Person P0004"), Kind: planner.Apart},
			{A: id("Person P0001"), B: id("Person P0005"), Kind: planner.Apart},
		}
	}
	want := tables(roster, pairs(roster))
	rnd := rand.New(rand.NewPCG(1, 1))
	for range 3 {
		other := slices.Clone(roster)
		rnd.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		for i := range other {
			other[i].ID = roster[i].ID // numbered by row
		}
		kept := pairs(other)
		slices.Reverse(kept)
		if got := tables(other, kept); !reflect.DeepEqual(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	}
}
