package firmness

import (
	"math"
	"math/rand/v2"
	"testing"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/electorate"
	"roundtable/planner/ranking/internal/tally"
)

// electionOf counts ballots with every group counting the same.
func electionOf(t *testing.T, b *planner.Ballots) *tally.Election {
	t.Helper()
	p := electorate.Admit(b, electorate.CollectLabels(b), electorate.Settings{OwnGroup: true})
	w, err := p.Shares(nil, false)
	if err != nil {
		t.Fatal(err)
	}
	e := electorate.New(p, w)
	c, err := tally.Count(t.Context(), e, ballot.NewApprover(3, e.Scale))
	if err != nil {
		t.Fatal(err)
	}
	return tally.NewElection(c, e.Weights(w), true, ballot.Last, 3)
}

// TestBundles: on a real-sized election ballots drawn one by one and in bundles give the
// same chances.
func TestBundles(t *testing.T) {
	const m, n = 8, 3000
	rng := rand.New(rand.NewPCG(42, m))
	ballots := planner.NewBallots(m)
	groups := []string{"Government", "Civil Society", "Technical Community"}
	u := make([]float64, m)
	for i := range n {
		for a := range u { // tastes that differ a little by issue and group, and much by voter
			u[a] = 0.02*float64(a) + 0.03*float64((a*(i%3))%m) - math.Log(-math.Log(rng.Float64()))
		}
		b := planner.Ballot{Kind: planner.Ranking, Marks: make([]planner.Mark, m), Group: groups[i%3], Count: 1}
		for a := range u {
			b.Marks[a] = 1
			for _, other := range u {
				if other > u[a] {
					b.Marks[a]++
				}
			}
		}
		ballots.Add(b)
	}
	x := electionOf(t, ballots)
	topK := func(most int) []float64 {
		b := newBooter(x, 1)
		b.load(most)
		reps, err := b.run(t.Context(), 2000, 3)
		if err != nil {
			t.Fatal(err)
		}
		return reps.topK
	}
	drawn, bundled := topK(n), topK(2*leastBundles)
	apart := false
	for a := range drawn {
		if d := math.Abs(drawn[a]-bundled[a]) / 2000; d > .05 {
			t.Errorf("issue %d: P(first 3) %v one by one, %v by bundles", a, drawn[a]/2000, bundled[a]/2000)
		}
		apart = apart || (drawn[a] > 200 && drawn[a] < 1800)
	}
	if !apart {
		t.Error("every place is certain: the comparison says nothing")
	}
}
