package firmness

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/poll"
)

// scores are votes of n people in three groups that leave part of the issues unanswered:
// tastes that differ a little by issue, later ones being liked better, and much by voter.
func scores(rng *rand.Rand, n, m int, apart, unanswered float64) *planner.Ballots {
	groups := []string{"Government", "Civil Society", "Technical Community"}
	ballots := planner.NewBallots(m)
	ballots.Scale = planner.Scale{Min: 0, Max: 100}
	for i := range n {
		b := planner.Ballot{Kind: planner.Score, Marks: make([]planner.Mark, m), Group: groups[i%3], Count: 1}
		for a := range b.Marks {
			b.Marks[a] = planner.Blank
			if rng.Float64() >= unanswered {
				u := 48 + apart*float64(a) + 15*rng.NormFloat64()
				b.Marks[a] = planner.Mark(min(max(u, 0), 100))
			}
		}
		ballots.Add(b)
	}
	return ballots
}

// draws are replicates drawn from an election, of bundles where an urn has more than most.
func draws(tb testing.TB, ballots *planner.Ballots, n, most int) *replicates {
	b := newBooter(poll.Count(tb, ballots, poll.Way{ByGroups: true, Least: 3}), 1)
	b.load(most)
	reps, err := b.run(tb.Context(), n, 3)
	if err != nil {
		tb.Fatal(err)
	}
	return reps
}

// TestBundles: on real-sized elections ballots drawn one by one and in bundles give the
// same chances, also where many issues are left unanswered.
func TestBundles(t *testing.T) {
	const n = 3000
	for _, unanswered := range []float64{0, .6} {
		ballots := scores(rand.New(rand.NewPCG(42, 8)), n, 8, .2, unanswered)
		drawn, bundled := draws(t, ballots, 2000, n).topK, draws(t, ballots, 2000, 4*leastBundles).topK
		apart := false
		for a := range drawn {
			if d := math.Abs(drawn[a]-bundled[a]) / 2000; d > .05 {
				t.Errorf("%v unanswered, issue %d: P(first 3) %v one by one, %v in bundles",
					unanswered, a, drawn[a]/2000, bundled[a]/2000)
			}
			apart = apart || (drawn[a] > 200 && drawn[a] < 1800)
		}
		if !apart {
			t.Error("every place is certain: the comparison says nothing")
		}
	}
}

// BenchmarkBundles reports in how many of 100 cases the interval holds the true rank of an
// issue where ballots are drawn in as few bundles as can be.
func BenchmarkBundles(b *testing.B) {
	for _, unanswered := range []float64{0, .6} {
		b.Run(fmt.Sprint(unanswered), func(b *testing.B) {
			const votes, m, n = 200, 8, 500
			rng := rand.New(rand.NewPCG(7, m))
			held := 0
			for b.Loop() {
				held = 0
				for range votes {
					for a, in := range draws(b, scores(rng, 1500, m, .5, unanswered), n, leastBundles).intervals(n) {
						if rank := m - a; in.Low <= rank && rank <= in.High {
							held++
						}
					}
				}
			}
			b.ReportMetric(100*float64(held)/votes/m, "%held")
		})
	}
}
