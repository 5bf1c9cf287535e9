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
	x.Den = one
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

// total is Σ W[a][b] over a above b in the ranking.
func total(x *tally.Election, ranking []int) *big.Int {
	s := new(big.Int)
	for i, a := range ranking {
		for _, b := range ranking[i+1:] {
			s.Add(s, x.W[a][b])
		}
	}
	return s
}

// TestWideWeights: weights of many digits, which the table cuts, give all optima of
// their own, also where one unit in the last of two hundred bits decides.
func TestWideWeights(t *testing.T) {
	for seed := range uint64(20) {
		for _, bits := range []uint{0, 60, 200} {
			x := pairsOf(6, 2+int(seed%4), rand.New(rand.NewPCG(5, seed)), bits)
			if seed%2 == 0 {
				x.W[0][1].Add(x.W[0][1], big.NewInt(1))
			}
			best, n := big.NewInt(-1), int64(0)
			permutations(x.M, func(p []int) {
				switch v := total(x, p); v.Cmp(best) {
				case 1:
					best, n = v, 1
				case 0:
					n++
				}
			})
			all := order.All(x.M)
			d, slack := excesses(x, all)
			if got := solveKemeny(t.Context(), x, all, d, slack); total(x, got.order).Cmp(best) != 0 || got.count.Int64() != n {
				t.Errorf("seed %d, %d more bits: %s by %s rankings, want %s by %d",
					seed, bits, total(x, got.order), got.count, best, n)
			}
		}
	}
}

// TestKemenySearch: the search finds what the exact method finds where both can
// run.
func TestKemenySearch(t *testing.T) {
	x := pairsOf(14, 15, rand.New(rand.NewPCG(9, 14)), 0)
	all := order.All(x.M)
	d, slack := excesses(x, all)
	best := total(x, solveKemeny(t.Context(), x, all, d, slack).order)
	found := searchKemeny(t.Context(), all, d)
	if !slices.Equal(slices.Sorted(slices.Values(found)), all) {
		t.Fatalf("the search lost issues: %v", found)
	}
	if got := total(x, found); got.Cmp(best) != 0 {
		t.Errorf("search %s, exact %s", got, best)
	}
}

// TestManyOptima: a component in which nobody beats anybody is a tie of all, whatever
// its size; two optima among very many others are not told apart, and that is said.
func TestManyOptima(t *testing.T) {
	x := pairsOf(30, 0, nil, 0)
	if got := runKemeny(t.Context(), x); len(got.Levels) != 1 || len(got.Winners) != 30 || !*got.Proved || got.Optimal.BitLen() < 64 {
		t.Errorf("30 equal issues: %+v", got)
	}
	x = pairsOf(21, 0, nil, 0) // one circle of three among equals
	for _, w := range [][2]int{{0, 1}, {1, 2}, {2, 0}} {
		x.W[w[0]][w[1]].SetInt64(1)
	}
	if got := runKemeny(t.Context(), x); *got.Proved || len(got.Notes) != 1 || len(got.Order) != 21 {
		t.Errorf("a circle among equals: %+v", got)
	}
}

// BenchmarkKemeny solves one component of k issues.
func BenchmarkKemeny(b *testing.B) {
	for _, k := range []int{20, 24, 26} {
		b.Run(fmt.Sprint(k), func(b *testing.B) {
			x := pairsOf(k, 41, rand.New(rand.NewPCG(1, uint64(k))), 0)
			all := order.All(k)
			for b.Loop() {
				d, slack := excesses(x, all)
				solveKemeny(b.Context(), x, all, d, slack)
			}
		})
	}
}
