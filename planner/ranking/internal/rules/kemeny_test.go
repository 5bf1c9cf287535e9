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
			checkOptima(t, x)
		}
	}
}

// TestNearOptima: many rankings are as good but for a few units of what the table cuts off.
func TestNearOptima(t *testing.T) {
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(17, seed))
		x := pairsOf(6, 0, nil, 0)
		for a := range x.M {
			for b := range a {
				p, q := a, b
				if rng.IntN(2) == 0 {
					p, q = b, a
				}
				// Fifteen of these have 64 bits, of which 34 are cut.
				x.W[p][q].SetInt64(1<<60 + rng.Int64N(1<<37) - 1<<36)
			}
		}
		checkOptima(t, x)
	}
}

// checkOptima compares the optimal rankings of an election with all rankings.
func checkOptima(t *testing.T, x *tally.Election) {
	t.Helper()
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
		t.Errorf("%s by %s rankings, want %s by %d", total(x, got.order), got.count, best, n)
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
	x = pairsOf(19, 0, nil, 0) // one circle of three among equals
	for _, w := range [][2]int{{0, 1}, {1, 2}, {2, 0}} {
		x.W[w[0]][w[1]].SetInt64(1)
	}
	if got := runKemeny(t.Context(), x); *got.Proved || len(got.Notes) != 1 || len(got.Order) != 19 {
		t.Errorf("a circle among equals: %+v", got)
	}
}

// TestBeyondProof: a component of more issues than can be solved exactly is searched, and
// said to be not proved; what comes before and after it is in its place all the same.
func TestBeyondProof(t *testing.T) {
	const m = kemenyBlock + 4
	x := pairsOf(m, 15, rand.New(rand.NewPCG(9, m)), 0)
	for b := 1; b < m; b++ { // the last one beats all others, and all others beat the first
		x.W[m-1][b-1].SetInt64(16)
		x.W[b][0].SetInt64(16)
		x.W[b-1][m-1].SetInt64(0)
		x.W[0][b].SetInt64(0)
	}
	got := runKemeny(t.Context(), x)
	if *got.Proved || got.Optimal != nil || got.Notes[0].Code != NotProved || got.Notes[0].Most != kemenyBlock {
		t.Errorf("proved %v, %v", *got.Proved, got.Notes)
	}
	if len(got.Levels) != m || got.Order[0] != m-1 || got.Order[m-1] != 0 || !slices.Equal(got.Winners, []int{m - 1}) {
		t.Errorf("%v, %v", got.Levels, got.Order)
	}
	if v := total(x, got.Order); got.Total.Num().Cmp(v) != 0 {
		t.Errorf("%v scores %s, not %s", got.Order, v, got.Total)
	}
	// No issue can be moved, and no stretch of neighbours be put into a better order.
	for i := range m {
		for j := range m {
			moved := slices.Insert(slices.Delete(slices.Clone(got.Order), i, i+1), j, got.Order[i])
			if total(x, moved).Cmp(total(x, got.Order)) > 0 {
				t.Errorf("%v is better than %v", moved, got.Order)
			}
		}
	}
}

// TestStretches: where moving single issues gains nothing, a stretch in a better order is
// found: two blocks that ought to change places whole.
func TestStretches(t *testing.T) {
	d := make([][]int32, 6)
	for i := range d {
		d[i] = make([]int32, 6)
	}
	for i := range 2 { // 0 and 1 keep together, as do 2 and 3; 2 and 3 beat 0 and 1
		d[2*i][2*i+1] = 9
		for j := range 2 {
			d[2+i][j] = 2
		}
	}
	part := []int{0, 1, 2, 3}
	if !improve(t.Context(), d, part) || !slices.Equal(part, []int{2, 3, 0, 1}) {
		t.Errorf("%v", part)
	}
	if improve(t.Context(), d, part) {
		t.Errorf("the best order was improved to %v", part)
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
