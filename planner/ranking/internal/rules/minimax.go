package rules

import (
	"context"
	"math/big"

	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/tally"
)

// minimaxRule orders issues by their worst defeat, smallest first (Simpson 1969,
// Kramer 1977). With winning votes the worst defeat is max W[b][a] over the b
// that beat a, 0 if none does. With margins it is max W[b][a] − W[a][b] over all
// b, negative for an issue that beats every other.
func minimaxRule(s strength) Rule {
	return Rule{
		Name: s.name("minimax"), Title: s.title("Minimax"),
		Definition: "The issue whose worst defeat by another issue is smallest comes first; " +
			"a defeat is measured by " + s.words() + ".",
		Ties:   "Equal worst defeats tie.",
		Source: "Simpson 1969; Kramer 1977",
		Run: func(_ context.Context, x *tally.Election, _ Options) Outcome {
			worst := make([]*big.Rat, x.M)
			for a := range worst {
				worst[a] = x.Rat(worstDefeat(x, s, a), 1)
			}
			return Outcome{
				Scores: worst,
				Levels: order.Levels(x.M, func(a, b int) int { return worst[a].Cmp(worst[b]) }),
				Note:   "The scores are worst defeats: the lowest comes first.",
			}
		},
	}
}

// worstDefeat is in units of 1/Den.
func worstDefeat(x *tally.Election, s strength, a int) *big.Int {
	var worst *big.Int
	for b := range x.M {
		if a == b {
			continue
		}
		var d *big.Int
		if s == winning {
			d = winning.of(x, b, a)
		} else {
			d = new(big.Int).Sub(x.W[b][a], x.W[a][b])
		}
		if worst == nil || d.Cmp(worst) > 0 {
			worst = d
		}
	}
	if worst == nil {
		return new(big.Int)
	}
	return worst
}
