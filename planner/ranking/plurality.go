package ranking

import (
	"context"
	"math/big"

	"roundtable/planner"
)

// notOnlyApprovals omits rules that need an order of preference: approvals and
// hums alone have none.
func notOnlyApprovals(x *election) string {
	if x.has(planner.Ranking, planner.Score, planner.Points) {
		return ""
	}
	return "it needs an order of preference, and approvals or hums give none"
}

// pluralityRule counts first places; issues that tie for a ballot's first place
// share it. On approval ballots the approved issues share the ballot.
func pluralityRule() Rule {
	return Rule{
		Name: "plurality", Title: "First places",
		Definition: "Every ballot counts for its first issue; issues that share the first place share the ballot.",
		Ties:       "Equal counts tie.",
		Source:     "Handbook of Computational Social Choice, 2016, ch. 2",
		omit:       notOnlyApprovals,
		run: func(_ context.Context, x *election) RuleResult {
			return x.byRat(x.firstPlaces())
		},
	}
}

// firstPlaces is the weight each issue has in first places.
func (x *election) firstPlaces() []*big.Rat {
	scores := make([]*big.Rat, x.m)
	for a := range x.m {
		scores[a] = new(big.Rat)
		for t := 1; t <= x.m; t++ {
			n := x.sum(func(ty *tally) int64 {
				if ty.first[t] == nil {
					return 0
				}
				return ty.first[t][a]
			})
			if n.Sign() != 0 {
				scores[a].Add(scores[a], new(big.Rat).SetFrac(n, new(big.Int).Mul(x.den, big.NewInt(int64(t)))))
			}
		}
	}
	return scores
}
