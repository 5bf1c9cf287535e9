package fair

import "math/big"

// Chance is the exact chance of a profile in the lottery.
func (l *Lottery) Chance(profile int) *big.Rat {
	sum, product := new(big.Int), new(big.Int)
	for k, p := range l.Panels {
		sum.Add(sum, product.Mul(big.NewInt(int64(p[profile])), big.NewInt(l.Weights[k])))
	}
	return new(big.Rat).SetFrac(sum, product.Mul(big.NewInt(Whole), big.NewInt(int64(l.Size[profile]))))
}

// Chances are the exact chances of all profiles.
func (l *Lottery) Chances() []*big.Rat {
	out := make([]*big.Rat, len(l.Size))
	for j := range out {
		out[j] = l.Chance(j)
	}
	return out
}

// Bound is what a level proves: no lottery that leaves the profiles settled before it
// at their chances, or above, gives all the others more than this. For every lottery
//
//	Σ_j Prices_j · size_j · chance_j ≤ Most,
//
// because it holds for every panel; so the least chance of those that rise is at most
// Most less the part of the others, over the sum of their own Prices_j · size_j.
func (l *Lottery) Bound(level *Level, chances []*big.Rat) *big.Rat {
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
