package rules

import (
	"context"
	"math/big"

	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/tally"
)

// schulzeRule ranks by strongest paths (Schulze 2011, Social Choice and Welfare
// 36). A path is as strong as its weakest win; p[a][b] is the strongest path
// from a to b; a is above b when p[a][b] > p[b][a]. Levels are found by repeated
// removal of the issues nobody left is above. O(m³).
func schulzeRule() Rule {
	return Rule{
		Name: "schulze", Family: byPairs,
		Source: "Schulze 2011, Social Choice and Welfare 36:267–303",
		Run: func(_ context.Context, x *tally.Election, _ Options) Outcome {
			p, values := grades(x)
			strongestPaths(p)
			out := Outcome{Levels: order.Unbeaten(x.M, func(a, b int) bool { return p[a][b] > p[b][a] })}
			out.Winners = out.First()
			out.Paths = make([][]*big.Rat, x.M)
			for a := range out.Paths {
				out.Paths[a] = make([]*big.Rat, x.M)
				for b := range x.M {
					out.Paths[a][b] = x.Rat(values[p[a][b]], 1)
				}
			}
			return out
		},
	}
}

// strongestPaths turns the grades of wins into those of the strongest paths.
func strongestPaths(p [][]int32) {
	for k := range p {
		for a := range p {
			if a == k || p[a][k] == 0 {
				continue
			}
			for b, kb := range p[k] {
				if via := min(p[a][k], kb); b != a && via > p[a][b] {
					p[a][b] = via
				}
			}
		}
	}
}
