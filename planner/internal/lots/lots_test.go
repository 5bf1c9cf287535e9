package lots

import (
	"math/rand/v2"
	"slices"
	"testing"

	"roundtable/planner"
)

func people() planner.Roster {
	group := func(g string) map[planner.Dimension][]string {
		return map[planner.Dimension][]string{planner.Stakeholder: {g}}
	}
	return planner.Roster{
		{ID: "P001", Numbered: true, Name: "Ana", Values: group("Government")},
		{ID: "P002", Numbered: true, Name: "Bo", Values: group("Government")},
		{ID: "P003", Numbered: true, Name: "Cem", Values: group("Civil Society")},
		{ID: "x", Values: group("Civil Society")},
		{ID: "y", Values: group("Civil Society")},
		{ID: "P006", Numbered: true, Values: group("Private Sector")},
		{ID: "P007", Numbered: true, Values: group("Technical Community")},
	}
}

// names lists who is drawn, in order.
func names(r planner.Roster, order []int) []string {
	out := make([]string, len(order))
	for at, i := range order {
		out[at] = r[i].Name + r[i].Values[planner.Stakeholder][0]
		if !r[i].Numbered {
			out[at] = r[i].ID
		}
	}
	return out
}

// The same people have the same lots whatever the order of the rows, the numbers that the
// rows have and the places they stand in, and whatever they wish.
func TestOrderKnowsNoRows(t *testing.T) {
	for seed := range uint64(20) {
		want := names(people(), Order(people(), seed, nil))
		r := people()
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(r), func(i, k int) { r[i], r[k] = r[k], r[i] })
		for i := range r {
			if r[i].Numbered {
				r[i].ID = string(rune('a' + i))
			}
			r[i].Where, r[i].Choices = planner.Ref{File: "other.csv", Cell: "A1"}, []string{"G01"}
		}
		if got := names(r, Order(r, seed, nil)); !slices.Equal(got, want) {
			t.Fatalf("seed %d: %q, want %q", seed, got, want)
		}
	}
}

// A lot is drawn: over many seeds everybody is first about as often, chi-square with 6
// degrees of freedom below its quantile of one in 10,000 (27.9).
func TestOrderIsDrawn(t *testing.T) {
	const seeds = 7000
	first := make([]int, len(people()))
	for seed := range uint64(seeds) {
		order := Order(people(), seed, nil)
		first[order[0]]++
		if seed == 0 {
			if all := slices.Sorted(slices.Values(order)); !slices.Equal(all, []int{0, 1, 2, 3, 4, 5, 6}) {
				t.Fatalf("%v", order)
			}
		}
	}
	chi := 0.0
	for _, n := range first {
		chi += float64((n-seeds/7)*(n-seeds/7)) / (seeds / 7)
	}
	if chi > 27.9 {
		t.Errorf("first are %v", first)
	}
}

// Where there is a name, an ID that was given says nothing; where there is none, or between
// people of whom all else is the same, it does.
func TestOrderAndIDs(t *testing.T) {
	differs := func(change func(planner.Roster)) bool {
		for seed := range uint64(200) {
			a, b := people(), people()
			change(b)
			if !slices.Equal(Order(a, seed, nil), Order(b, seed, nil)) {
				return true
			}
		}
		return false
	}
	if differs(func(r planner.Roster) { r[0].ID, r[0].Numbered = "A-17", false }) {
		t.Error("the ID of a named person counts")
	}
	if !differs(func(r planner.Roster) { r[3].ID = "z" }) || !differs(func(r planner.Roster) { r[0].Name = "Anna" }) {
		t.Error("an ID without a name, or a name, does not count")
	}
	twins := planner.Roster{{ID: "b", Name: "Eve"}, {ID: "c", Name: "Eve"}, {ID: "a", Name: "Eve"}}
	if got := Order(twins, 5, nil); !slices.Equal(got, []int{2, 0, 1}) {
		t.Errorf("people who are the same: %v", got)
	}
	if got := Order(nil, 5, nil); len(got) != 0 {
		t.Errorf("nobody: %v", got)
	}
}

// What is known beside the roster counts, each person's own.
func TestOrderAndWishes(t *testing.T) {
	count := 0
	for seed := range uint64(200) {
		plain := Order(people(), seed, make([][]int, 7))
		if !slices.Equal(plain, Order(people(), seed, nil)) {
			t.Fatal("no wishes are none")
		}
		rank := make([][]int, 7)
		rank[6] = []int{0, 1}
		got := Order(people(), seed, rank)
		others := func(order []int) []int {
			return slices.DeleteFunc(slices.Clone(order), func(i int) bool { return i == 6 })
		}
		if !slices.Equal(others(got), others(plain)) {
			t.Fatalf("the wishes of one move others: %v, %v", got, plain)
		}
		if !slices.Equal(got, plain) {
			count++
		}
	}
	if count < 100 {
		t.Errorf("wishes changed %d of 200 lots", count)
	}
}
