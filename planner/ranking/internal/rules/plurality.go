package rules

import (
	"context"
	"math/big"

	"roundtable/planner/ranking/internal/tally"
)

// pluralityRule counts first places; issues that tie for a ballot's first place
// share it. On approval ballots the approved issues share the ballot.
func pluralityRule() Rule {
	return Rule{
		Name: "plurality", Family: byPlaces,
		Source: "Handbook of Computational Social Choice, 2016, ch. 2",
		Omit:   notOnlyApprovals,
		Run:    func(_ context.Context, x *tally.Election, _ Options) Outcome { return byScore(firstPlaces(x)) },
	}
}

// firstPlaces is the weight each issue has in first places.
func firstPlaces(x *tally.Election) []*big.Rat {
	scores := make([]*big.Rat, x.M)
	for a := range scores {
		scores[a] = new(big.Rat)
		for share := 1; share <= x.M; share++ {
			n := x.Sum(func(t *tally.Tally) int64 { return t.First(share, a) })
			if n.Sign() != 0 {
				scores[a].Add(scores[a], x.Rat(n, int64(share)))
			}
		}
	}
	return scores
}
