package fair

import (
	"math"
	"math/big"
	"slices"
)

// Chances are the exact chances of all profiles.
func (l *Lottery) Chances() []*big.Rat {
	whole := int64(0)
	for _, w := range l.Weights {
		whole += w
	}
	out, product := make([]*big.Rat, len(l.Size)), new(big.Int)
	for j, size := range l.Size {
		sum := new(big.Int)
		for k, p := range l.Panels {
			sum.Add(sum, product.Mul(big.NewInt(int64(p[j])), big.NewInt(l.Weights[k])))
		}
		out[j] = new(big.Rat).SetFrac(sum, product.Mul(big.NewInt(whole), big.NewInt(int64(size))))
	}
	return out
}

// Gap is the most by which the chances of any level could be larger at its time.
func (l *Lottery) Gap() *big.Rat {
	chances, gap := l.Chances(), new(big.Rat)
	for i := range l.Levels {
		level := &l.Levels[i]
		least := chances[level.Rising[0]]
		for _, j := range level.Rising {
			if chances[j].Cmp(least) < 0 {
				least = chances[j]
			}
		}
		if over := new(big.Rat).Sub(l.bound(level, chances), least); over.Cmp(gap) > 0 {
			gap = over
		}
	}
	return gap
}

// LeastBound is what no lottery gives everybody more than.
func (l *Lottery) LeastBound() *big.Rat {
	if len(l.Levels) == 0 {
		return big.NewRat(1, 1) // everybody is on every panel
	}
	return l.bound(&l.Levels[0], l.Chances())
}

// bound is what a level proves: no lottery that leaves the profiles settled before it
// at their chances, or above, gives all the others more than this. For every lottery
//
//	Σ_j Prices_j · size_j · chance_j ≤ Most,
//
// because it holds for every panel; so the least chance of those that rise is at most
// Most less the part of the others, over the sum of their own Prices_j · size_j.
func (l *Lottery) bound(level *Level, chances []*big.Rat) *big.Rat {
	rises := make([]bool, len(l.Size))
	for _, j := range level.Rising {
		rises[j] = true
	}
	left, own, part := new(big.Rat).SetInt64(level.Most), new(big.Rat), new(big.Rat)
	for j, price := range level.Prices {
		part.SetInt64(price * int64(l.Size[j]))
		if rises[j] {
			own.Add(own, part)
		} else {
			left.Sub(left, part.Mul(part, chances[j]))
		}
	}
	return left.Quo(left, own)
}

// settledFrom is the price, as a part of the mean price of those that rise, from which
// a profile is settled. A smaller one may be rounding; the next level tells.
const settledFrom = 1e-3

// Prices are made whole in one of two ways: as small multiples of a unit where they are
// such multiples, which makes the bound exact; else as large numbers.
const (
	mostUnits  = 240
	unitsNear  = 1e-7
	largePrice = 1 << 20
)

// wholePrices are prices by head, made whole, and the number that no panel exceeds if
// none is worth more than most.
func wholePrices(byHead []float64, most float64, seats int) (prices []int64, whole int64) {
	dearest := 0.0
	for _, v := range byHead {
		dearest = math.Max(dearest, math.Abs(v))
	}
	for d := 1.0; d <= mostUnits; d++ {
		unit := d / dearest
		parted := func(v float64) bool { return !near(float64(v * unit)) }
		if !parted(most) && !slices.ContainsFunc(byHead, parted) {
			return inUnits(byHead, unit), int64(math.Round(most * unit))
		}
	}
	unit := largePrice / dearest
	return inUnits(byHead, unit), int64(math.Ceil(most*unit)) + int64(seats)/2 + 1
}

func inUnits(byHead []float64, unit float64) []int64 {
	out := make([]int64, len(byHead))
	for j, v := range byHead {
		out[j] = int64(math.Round(v * unit))
	}
	return out
}

func near(x float64) bool { return math.Abs(x-math.Round(x)) < unitsNear*math.Max(1, math.Abs(x)) }
