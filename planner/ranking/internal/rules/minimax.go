package rules

import (
	"context"
	"math/big"

	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/tally"
)

// minimaxRule orders issues by their worst defeat, smallest first (Simpson 1969,
// Kramer 1977): max W[b][a] over the b that beat a, 0 if none does.
func minimaxRule() Rule {
	return Rule{
		Name: "minimax", Family: byPairs,
		Source: "Simpson 1969; Kramer 1977",
		Run: func(_ context.Context, x *tally.Election, _ Options) Outcome {
			worst := make([]*big.Rat, x.M)
			for a := range worst {
				most := new(big.Int)
				for b := range x.M {
					if s := strength(x, b, a); s.Cmp(most) > 0 {
						most = s
					}
				}
				worst[a] = x.Rat(most, 1)
			}
			return Outcome{
				Scores: worst,
				Levels: order.Levels(x.M, func(a, b int) int { return worst[a].Cmp(worst[b]) }),
				Notes:  []Note{{Code: WorstDefeats}},
			}
		},
	}
}
