package rules

import (
	"cmp"
	"context"
	"math"
	"math/big"
	"slices"

	"roundtable/planner/ranking/internal/tally"
)

// copelandRule counts wins plus half the ties over all pairs (Copeland 1951).
// Equal scores stay tied in Levels; Order breaks them by the average support
// Σ_b W[a][b]/(W[a][b]+W[b][a])/(m−1), a pair nobody compares counting one half,
// and then by the tie-break chain.
func copelandRule() Rule {
	return Rule{
		Name: "copeland", Family: byPairs,
		Source: "Copeland 1951; Brandt et al., Handbook of Computational Social Choice, 2016, ch. 3",
		Run: func(_ context.Context, x *tally.Election, _ Options) Outcome {
			scores := make([]*big.Rat, x.M)
			for a := range scores {
				twice := int64(0)
				for b := range x.M {
					if a != b {
						twice += int64(x.Beats(a, b)) + 1
					}
				}
				scores[a] = big.NewRat(twice, 2)
			}
			out := byScore(scores)
			out.Order = copelandOrder(x, scores)
			return out
		},
	}
}

// copelandOrder orders by score, then by average support.
func copelandOrder(x *tally.Election, scores []*big.Rat) []int {
	averages := make([]float64, x.M)
	for a := range x.M {
		for b := range x.M {
			if a != b {
				share, _ := pairShare(x, a, b).Float64()
				averages[a] += share
			}
		}
	}
	exact := make([]*big.Rat, x.M) // asked for where averages are so near that rounding could hide who is ahead
	average := func(a int) *big.Rat {
		if exact[a] == nil {
			exact[a] = new(big.Rat)
			for b := range x.M {
				if a != b {
					exact[a].Add(exact[a], pairShare(x, a, b))
				}
			}
		}
		return exact[a]
	}
	const near = 1e-6 // many times what rounding adds to a sum of shares
	sorted := slices.Clone(x.Priority)
	slices.SortStableFunc(sorted, func(a, b int) int {
		if c := scores[b].Cmp(scores[a]); c != 0 {
			return c
		}
		if math.Abs(averages[b]-averages[a]) > near {
			return cmp.Compare(averages[b], averages[a])
		}
		return average(b).Cmp(average(a))
	})
	return sorted
}

// pairShare is the part of the weight that prefers a among those who prefer one
// of the two, one half where nobody does.
func pairShare(x *tally.Election, a, b int) *big.Rat {
	both := new(big.Int).Add(x.W[a][b], x.W[b][a])
	if both.Sign() == 0 {
		return big.NewRat(1, 2)
	}
	return new(big.Rat).SetFrac(x.W[a][b], both)
}
