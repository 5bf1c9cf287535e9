package ranking

import (
	"cmp"
	"context"
	"math/big"
	"slices"
)

// copelandRule counts wins plus half the ties over all pairs (Copeland 1951).
// Equal scores stay tied in Levels; Order breaks them by the average support
// Σ_b W[a][b]/(W[a][b]+W[b][a])/(m−1), a pair nobody compares counting one half,
// and then by the tie-break chain.
func copelandRule() Rule {
	return Rule{
		Name: "copeland", Title: "Copeland",
		Definition: "An issue scores one point for every other issue that less weight places above it than below it, and half a point when the two directions are equal.",
		Ties:       "Equal scores tie. Where one order is needed: by average support over all pairs, then by the tie-break chain.",
		Source:     "Copeland 1951; Brandt et al., Handbook of Computational Social Choice, 2016, ch. 3",
		run: func(_ context.Context, x *election) RuleResult {
			scores := make([]*big.Int, x.m)
			for a := range x.m {
				twice := int64(0)
				for b := range x.m {
					if a != b {
						twice += int64(x.beats(a, b)) + 1
					}
				}
				scores[a] = new(big.Int).Mul(x.den, big.NewInt(twice))
			}
			out := x.byScore(scores, 2, false)
			out.Order = x.names(x.copelandOrder(scores))
			return out
		},
	}
}

// copelandOrder orders by score, then by average support. Fractions with many
// different denominators are dear to add, so the average is exact only where two
// of them are nearer than rounding could explain.
func (x *election) copelandOrder(scores []*big.Int) []int {
	rough := make([]float64, x.m)
	for a := range x.m {
		for b := range x.m {
			if a != b {
				rough[a] += floatOf(x.pairShare(a, b))
			}
		}
	}
	exact := make([]*big.Rat, x.m)
	average := func(a int) *big.Rat {
		if exact[a] == nil {
			exact[a] = new(big.Rat)
			for b := range x.m {
				if a != b {
					exact[a].Add(exact[a], x.pairShare(a, b))
				}
			}
		}
		return exact[a]
	}
	order := x.prefOrder(x.all())
	slices.SortStableFunc(order, func(a, b int) int {
		if c := scores[b].Cmp(scores[a]); c != 0 {
			return c
		}
		if d := rough[b] - rough[a]; d > nearly || d < -nearly {
			return cmp.Compare(rough[b], rough[a])
		}
		return average(b).Cmp(average(a))
	})
	return order
}

// pairShare is the part of the weight that prefers a among those who prefer one
// of the two, one half where nobody does.
func (x *election) pairShare(a, b int) *big.Rat {
	both := new(big.Int).Add(x.w[a][b], x.w[b][a])
	if both.Sign() == 0 {
		return big.NewRat(1, 2)
	}
	return new(big.Rat).SetFrac(x.w[a][b], both)
}

// all is the issues in input order.
func (x *election) all() []int {
	out := make([]int, x.m)
	for i := range out {
		out[i] = i
	}
	return out
}
