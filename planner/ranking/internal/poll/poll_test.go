package poll

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"roundtable/planner"
)

func TestNotation(t *testing.T) {
	const none = planner.Blank
	b := Rankings(3, `
		3: [Government] B > A = C
		C`)
	b.Add(Marks(3, planner.Score, "2: 5 - -1").At(0))
	b.Add(planner.Ballot{Marks: Blanks(3)})
	want := []planner.Ballot{
		{Group: "Government", Count: 3, Marks: []planner.Mark{2, 1, 2}},
		{Count: 1, Marks: []planner.Mark{none, none, 1}},
		{Kind: planner.Score, Count: 2, Marks: []planner.Mark{5, none, -1}},
		{Count: 1, Marks: []planner.Mark{none, none, none}},
	}
	for i, w := range want {
		if got := b.At(i); !reflect.DeepEqual(got, w) {
			t.Errorf("ballot %d is %+v, want %+v", i, got, w)
		}
	}
	if b.Len() != len(want) {
		t.Errorf("%d ballots, want %d", b.Len(), len(want))
	}
	if got := Text([][]int{{1}, {0, 2}}) + "; " + List([]int{2, 0}); got != "B > A = C; CA" {
		t.Error(got)
	}
}

func TestCount(t *testing.T) {
	b := Rankings(3, "3: [Government] B\n[Civil Society] A > B")
	for _, c := range []struct {
		way  Way
		over string // the weight of B over C
	}{
		{Way{}, "4"},
		{Way{Ignore: true}, "0"},
		{Way{ByGroups: true, ApproveFirst: 2}, "4"},
	} {
		x := Count(t, b, c.way)
		if got := x.Rat(x.W[1][2], 1).RatString(); got != c.over {
			t.Errorf("%+v: B over C %s, want %s", c.way, got, c.over)
		}
	}
}

// Drawn ballots show every mark that their kind has, and blanks.
func TestDraw(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	const none = planner.Blank
	for kind, want := range map[planner.BallotKind][]planner.Mark{
		planner.Ranking: {none, 1, 2, 3}, planner.Approval: {none, 0, 1}, planner.Score: {none, 0, 1, 2, 3, 4},
		planner.Points: {none, 0, 1, 2, 3, 4}, planner.Hum: {none, -1, 0, 1},
	} {
		var seen []planner.Mark
		groups := map[string]bool{}
		for range 50 {
			b := Draw(rng.IntN, 3, kind)
			for i := range b.Len() {
				seen = append(seen, b.Marks(i)...)
				groups[b.At(i).Group] = true
			}
		}
		slices.Sort(seen)
		if seen = slices.Compact(seen); !slices.Equal(seen, want) || len(groups) != 4 {
			t.Errorf("%s: marks %v, want %v; groups %v", kind, seen, want, groups)
		}
	}
	b := Orders(rng.IntN, 4)
	for i := range b.Len() {
		if marks := slices.Sorted(slices.Values(b.Marks(i))); !slices.Equal(marks, []planner.Mark{1, 2, 3, 4}) {
			t.Errorf("%v is no order", b.Marks(i))
		}
	}
}
