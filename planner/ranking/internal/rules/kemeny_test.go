package rules

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"roundtable/planner/ranking/internal/electorate"
	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/tally"
)

// pairsOf is an election of which only the pairs are known: some random rankings,
// each pair's weight shifted to the left.
func pairsOf(m, rankings int, rng *rand.Rand, shift uint) *tally.Election {
	x := &tally.Election{Counted: &tally.Counted{Electorate: &electorate.Electorate{Profile: &electorate.Profile{M: m}}}}
	x.W = make([][]*big.Int, m)
	for a := range x.W {
		x.W[a] = make([]*big.Int, m)
		for b := range x.W[a] {
			x.W[a][b] = new(big.Int)
		}
	}
	one := new(big.Int).Lsh(big.NewInt(1), shift)
	for range rankings {
		ranking := rng.Perm(m)
		for i, a := range ranking {
			for _, b := range ranking[i+1:] {
				x.W[a][b].Add(x.W[a][b], one)
			}
		}
	}
	return x
}

// permutations calls f with every order of 0..m-1.
func permutations(m int, f func([]int)) {
	p := order.All(m)
	var rec func(int)
	rec = func(i int) {
		if i == m {
			f(p)
			return
		}
		for j := i; j < m; j++ {
			p[i], p[j] = p[j], p[i]
			rec(i + 1)
			p[i], p[j] = p[j], p[i]
		}
	}
	rec(0)
}

// TestWideWeights: weights of many digits give the same optimum as small ones of
// the same proportions, in 64 bits, in 128 and beyond.
func TestWideWeights(t *testing.T) {
	for _, bits := range []uint{0, 60, 100, 200} {
		x := pairsOf(6, 9, rand.New(rand.NewPCG(5, 5)), bits)
		// One more unit on one pair keeps the greatest common divisor at 1.
		x.W[0][1].Add(x.W[0][1], big.NewInt(1))
		best := big.NewInt(-1)
		permutations(x.M, func(p []int) {
			if v := kemenyTotal(x, p); v.Cmp(best) > 0 {
				best = v
			}
		})
		table := kemenyExact(x, order.All(x.M))
		if got := kemenyTotal(x, table.order()); got.Cmp(best) != 0 {
			t.Errorf("weights of %d more bits: %s, best %s", bits, got, best)
		}
	}
}

// TestKemenySearch: the search finds what the exact method finds where both can
// run.
func TestKemenySearch(t *testing.T) {
	x := pairsOf(14, 15, rand.New(rand.NewPCG(9, 14)), 0)
	all := order.All(x.M)
	best := kemenyTotal(x, kemenyExact(x, all).order())
	found := kemenySearch(t.Context(), x, all)
	if !slices.Equal(slices.Sorted(slices.Values(found)), all) {
		t.Fatalf("the search lost issues: %v", found)
	}
	if got := kemenyTotal(x, found); got.Cmp(best) != 0 {
		t.Errorf("search %s, exact %s", got, best)
	}
}

// BenchmarkKemeny solves one component of k issues.
func BenchmarkKemeny(b *testing.B) {
	for _, k := range []int{10, 15, 18, 20} {
		b.Run(fmt.Sprint(k), func(b *testing.B) {
			x := pairsOf(k, 41, rand.New(rand.NewPCG(1, uint64(k))), 0)
			for b.Loop() {
				kemenyExact(x, order.All(k))
			}
		})
	}
}
