package tally

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/electorate"
)

// TestCountersAgree: the bit-sliced counters count as the plain loops do.
func TestCountersAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, m := range []int{1, 2, 7, 20, 63, 64, 65} {
		ballots := planner.NewBallots(m)
		for i := range 5000 {
			b := planner.Ballot{
				Kind: planner.Ranking, Marks: make([]planner.Mark, m), Group: []string{"Government", "Civil Society"}[i%2],
			}
			for a := range b.Marks {
				b.Marks[a] = planner.Blank
			}
			listed := m
			if i%3 != 0 {
				listed = 1 + rng.IntN(m)
			}
			for place, a := range rng.Perm(m)[:listed] {
				b.Marks[a] = planner.Mark(place + 1)
			}
			ballots.Add(b)
		}
		p := electorate.Admit(ballots, electorate.CollectLabels(ballots), electorate.Settings{})
		e := electorate.New(p, p.Heads())
		c, err := Count(t.Context(), e, ballot.NewApprover(3, e.Scale))
		if err != nil {
			t.Fatal(err)
		}
		plain := &counter{m: m, r: c.Reader(), approve: c.Approve}
		for class, got := range c.Tally {
			want := newTally(m)
			for k := range e.Row {
				if int(e.Class[k]) == class {
					want.n += e.Count[k]
					kind, marks := e.Marks(k)
					plain.slow(want, kind, marks, e.Count[k])
				}
			}
			for what, pair := range map[string][2]any{
				"ballots": {want.n, got.n}, "strict": {want.strict, got.strict}, "approvals": {want.Approve, got.Approve},
				"first places": {want.first, got.first}, "below": {want.below, got.below}, "listed": {want.listed, got.listed},
			} {
				if d := cmp.Diff(pair[0], pair[1]); d != "" {
					t.Errorf("m=%d, %s (-want +got):\n%s", m, what, d)
				}
			}
			for i := range m * m {
				if got.bothAt(i) != want.bothAt(i) {
					t.Fatalf("m=%d: both listed %d, want %d", m, got.bothAt(i), want.bothAt(i))
				}
			}
		}
	}
}
