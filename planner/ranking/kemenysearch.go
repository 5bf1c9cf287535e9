package ranking

import (
	"context"
	"math/big"
	"slices"
)

// kemenyWindow is the length of the stretches solved exactly inside a search.
const kemenyWindow = 9

// kemenySearch improves an order of a large component: issues are moved to
// their best place until none gains, then every stretch of neighbours is solved
// exactly, and so on until nothing changes. It starts from the order by
// Σ_b W[a][b] − W[b][a] and is not proved to be the best.
func (x *election) kemenySearch(ctx context.Context, comp []int) []int {
	order := slices.Clone(comp)
	net := make(map[int]*big.Int, len(comp))
	for _, a := range comp {
		net[a] = new(big.Int)
		for _, b := range comp {
			net[a].Add(net[a], x.w[a][b]).Sub(net[a], x.w[b][a])
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return net[b].Cmp(net[a]) })
	best := x.kemenyTotal(order)
	for ctx.Err() == nil {
		for x.insertBest(order) && ctx.Err() == nil {
		}
		for i := 0; i+kemenyWindow <= len(order) && ctx.Err() == nil; i++ {
			part := slices.Sorted(slices.Values(order[i : i+kemenyWindow]))
			copy(order[i:], x.kemenyExact(part).order())
		}
		now := x.kemenyTotal(order)
		if now.Cmp(best) <= 0 {
			break
		}
		best = now
	}
	return order
}

// insertBest moves one issue after the other to the place where the total is
// largest and reports whether any moved.
func (x *election) insertBest(order []int) bool {
	moved := false
	for i := range order {
		a := order[i]
		gain, most, to := new(big.Int), new(big.Int), i
		for j := i - 1; j >= 0; j-- { // up: a passes order[j]
			gain.Add(gain, x.w[a][order[j]]).Sub(gain, x.w[order[j]][a])
			if gain.Cmp(most) > 0 {
				most.Set(gain)
				to = j
			}
		}
		gain.SetInt64(0)
		for j := i + 1; j < len(order); j++ { // down
			gain.Sub(gain, x.w[a][order[j]]).Add(gain, x.w[order[j]][a])
			if gain.Cmp(most) > 0 {
				most.Set(gain)
				to = j
			}
		}
		if to == i {
			continue
		}
		moved = true
		if to < i {
			copy(order[to+1:i+1], order[to:i])
		} else {
			copy(order[i:to], order[i+1:to+1])
		}
		order[to] = a
	}
	return moved
}
