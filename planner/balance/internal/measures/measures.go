// Package measures counts how people spread over the values of a dimension, and
// tests how well counts fit given shares.
package measures

import (
	"cmp"
	"math"
	"math/big"
	"slices"

	"roundtable/planner"
)

// EffectiveNumber is the Hill number of order 1, exp(−Σ p ln p) with p = c/n:
// how many equally frequent values would be as diverse (Hill 1973, Ecology 54;
// Jost 2006, Oikos 113). It is between 1 and the number of values that occur,
// and 0 for nobody. Never divide it by ln K of a panel smaller than K; compare
// it with the best n people could reach.
func EffectiveNumber(counts []int) float64 {
	n := total(counts)
	if n == 0 {
		return 0
	}
	h := 0.0
	for _, c := range counts {
		if c > 0 {
			p := float64(c) / float64(n)
			h -= float64(p * math.Log(p))
		}
	}
	return math.Exp(h)
}

// EvenSplit divides n seats over k values as evenly as whole numbers allow.
func EvenSplit(n, k int) []int {
	out := make([]int, k)
	for i := range out {
		out[i] = n / k
		if i < n%k {
			out[i]++
		}
	}
	return out
}

// SeatsToMove is the least number of seats that would have to change hands to
// reach the nearest whole-number version h of the mix asked for:
// min over best h of ½·Σ|c − h|. The best h follow from largest remainders of
// n·t, which minimises Σ|h − n·t|; where remainders tie, the h closest to the
// counts is taken. Shares are scaled to sum to one; nil means equal shares.
func SeatsToMove(counts []int, shares []planner.Ratio) int {
	h := nearestSeats(counts, shares)
	moved := 0
	for i, c := range counts {
		moved += max(0, c-h[i])
	}
	return moved
}

// nearestSeats gives the largest-remainder seats; ties go to values that have
// more people than their whole part, then to the first in order.
func nearestSeats(counts []int, shares []planner.Ratio) []int {
	k, n := len(counts), total(counts)
	h := make([]int, k)
	quota := make([]*big.Rat, k)
	sum := new(big.Rat)
	for i := range quota {
		quota[i] = big.NewRat(1, 1)
		if shares != nil {
			quota[i] = shares[i].Rat()
		}
		sum.Add(sum, quota[i])
	}
	if sum.Sign() == 0 {
		return h
	}
	rest := make([]*big.Rat, k)
	left := n
	order := make([]int, k)
	for i, q := range quota {
		q.Mul(q, big.NewRat(int64(n), 1)).Quo(q, sum)
		h[i] = int(new(big.Int).Quo(q.Num(), q.Denom()).Int64())
		rest[i] = new(big.Rat).Sub(q, big.NewRat(int64(h[i]), 1))
		left -= h[i]
		order[i] = i
	}
	wants := func(i int) int { return min(1, max(0, counts[i]-h[i])) } // 1 where one more seat brings h closer to c
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(rest[b].Cmp(rest[a]), cmp.Compare(wants(b), wants(a)))
	})
	for _, i := range order[:left] {
		h[i]++
	}
	return h
}

// Distance is the total variation distance of counts from shares that sum to
// one, ½·Σ|c/n − t|: the part of the people who would have to carry another
// value for the counts to be as the shares ask, between 0 and 1; 0 for nobody.
func Distance(counts []int, t []float64) float64 {
	n := total(counts)
	if n == 0 {
		return 0
	}
	sum := 0.0
	for i, c := range counts {
		sum += math.Abs(float64(c)/float64(n) - t[i])
	}
	return sum / 2
}

func total(counts []int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}
