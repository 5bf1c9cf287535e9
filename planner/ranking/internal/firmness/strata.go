// Package firmness says how far an order can be relied on: which single ballots
// decide it, how many voters part two neighbours, and what the order would be had
// other people of the same groups come.
package firmness

import (
	"math/big"

	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/tally"
)

// strata are the parts that support is a mean of: the groups under group weights,
// everyone otherwise. A support is Σ share·top/bottom over the strata that have a
// bottom, divided by the sum of their shares, times 100.
type strata struct {
	of          []int // stratum by class
	share       []*big.Rat
	top, bottom [][]*big.Rat // by stratum and issue
}

func newStrata(x *tally.Election) *strata {
	s := &strata{of: make([]int, len(x.Classes))}
	at := map[int]int{}
	for i, class := range x.Classes {
		g := -1
		if x.Grouped {
			g = class.Group
		}
		k, ok := at[g]
		if !ok {
			k = len(s.share)
			at[g] = k
			share := exact.Int(1)
			if x.Grouped {
				share = x.GroupWeight(g)
			}
			s.share = append(s.share, share)
			s.top, s.bottom = append(s.top, exact.Zeros(x.M)), append(s.bottom, exact.Zeros(x.M))
		}
		s.of[i] = k
		w := x.Weight[i]
		for a, part := range x.Parts[i] {
			s.top[k][a].Add(s.top[k][a], new(big.Rat).Mul(w, part.Sum))
			s.bottom[k][a].Add(s.bottom[k][a], new(big.Rat).Mul(w, exact.Int(part.N)))
		}
	}
	return s
}
