package ranking

import (
	"context"
	"fmt"
	"math/big"
	"math/bits"

	"roundtable/planner"
)

// kemenyBlock is the largest component that is solved exactly. Its table has
// 2^20 entries, and 20! rankings still count in 64 bits.
const kemenyBlock = 20

// kemenyRule finds the rankings that agree with most weight over all pairs:
// maximise Σ W[a][b] over a above b (Kemeny 1959; Young & Levenglick 1978).
//
// The strongly connected components of "beats or ties" keep their order in every
// optimum (Truchon 1998), so each is solved alone, by dynamic programming over
// the sets of issues placed first (kemenydp.go). A component of more than 20
// issues is searched instead, and the result says so.
func kemenyRule() Rule {
	return Rule{
		Name: "kemeny", Title: "Kemeny–Young",
		Definition: "The ranking that agrees with as many pairwise preferences (by weight) as any ranking can.",
		Ties:       "All rankings with the best total count. Levels keep together issues the optimal rankings order differently; winners are first in some optimal ranking.",
		Source:     "Kemeny 1959; Young & Levenglick 1978; Truchon 1998 (components)",
		run:        runKemeny,
	}
}

func runKemeny(ctx context.Context, x *election) RuleResult {
	var out RuleResult
	proved := true
	count := big.NewInt(1)
	var order []int
	for i, comp := range x.components() {
		if ctx.Err() != nil {
			return out
		}
		var levels [][]int
		var first []int
		switch {
		case len(comp) == 1:
			levels, first = [][]int{comp}, comp
			order = append(order, comp[0])
		case len(comp) <= kemenyBlock:
			b := x.kemenyExact(comp)
			count.Mul(count, new(big.Int).SetUint64(b.count))
			levels, first = b.levels(), b.firsts()
			order = append(order, b.order()...)
		default:
			proved = false
			best := x.kemenySearch(ctx, comp)
			order = append(order, best...)
			first = best[:1]
			for _, a := range best {
				levels = append(levels, []int{a})
			}
		}
		for _, l := range levels {
			out.Levels = append(out.Levels, x.names(l))
		}
		if i == 0 {
			out.Winners = x.names(first)
		}
	}
	out.Order = x.names(order)
	total := x.exact(x.kemenyTotal(order), 1)
	out.Total, out.Proved = &total, &proved
	if proved {
		n := planner.ExactOf(new(big.Rat).SetInt(count))
		out.OptimalRankings = &n
	} else {
		out.Note = fmt.Sprintf("The best ranking found, not proved to be the best possible: more than %d issues beat each other in circles.", kemenyBlock)
	}
	return out
}

// kemenyTotal is Σ W[a][b] over a above b in the order.
func (x *election) kemenyTotal(order []int) *big.Int {
	s := new(big.Int)
	for i, a := range order {
		for _, b := range order[i+1:] {
			s.Add(s, x.w[a][b])
		}
	}
	return s
}

// kemenyExact solves one component with the narrowest numbers that hold its
// sums: what matters is by how much W[a][b] exceeds W[b][a], in units of the
// greatest common divisor of these excesses.
func (x *election) kemenyExact(comp []int) *kemenyTable {
	k := len(comp)
	excess, gcd, sum := make([][]*big.Int, k), new(big.Int), new(big.Int)
	for i, a := range comp {
		excess[i] = make([]*big.Int, k)
		for j, b := range comp {
			excess[i][j] = new(big.Int)
			if i != j && x.beats(a, b) > 0 {
				excess[i][j].Sub(x.w[a][b], x.w[b][a])
				gcd.GCD(nil, nil, gcd, excess[i][j])
				sum.Add(sum, excess[i][j])
			}
		}
	}
	if gcd.Sign() == 0 {
		gcd.SetInt64(1)
	}
	switch size := sum.Quo(sum, gcd).BitLen(); {
	case size < 63:
		return solveKemeny(comp, excess, func(v *big.Int) num64 { return num64(new(big.Int).Quo(v, gcd).Int64()) })
	case size < 127:
		return solveKemeny(comp, excess, func(v *big.Int) num128 {
			q := new(big.Int).Quo(v, gcd)
			return num128{new(big.Int).Rsh(q, 64).Uint64(), new(big.Int).And(q, new(big.Int).SetUint64(1<<64-1)).Uint64()}
		})
	default:
		return solveKemeny(comp, excess, func(v *big.Int) numBig { return numBig{new(big.Int).Quo(v, gcd)} })
	}
}

// number is what the dynamic programme needs of its values; the zero value is 0.
type number[T any] interface {
	plus(T) T
	cmp(T) int
}

type num64 int64

func (a num64) plus(b num64) num64 { return a + b }
func (a num64) cmp(b num64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

type num128 struct{ hi, lo uint64 }

func (a num128) plus(b num128) num128 {
	lo, carry := bits.Add64(a.lo, b.lo, 0)
	return num128{a.hi + b.hi + carry, lo}
}

func (a num128) cmp(b num128) int {
	if a.hi != b.hi {
		return num64(int64(a.hi)).cmp(num64(int64(b.hi)))
	}
	switch {
	case a.lo < b.lo:
		return -1
	case a.lo > b.lo:
		return 1
	}
	return 0
}

type numBig struct{ v *big.Int }

func (a numBig) plus(b numBig) numBig {
	switch {
	case a.v == nil:
		return b
	case b.v == nil:
		return a
	}
	return numBig{new(big.Int).Add(a.v, b.v)}
}

func (a numBig) cmp(b numBig) int {
	x, y := a.v, b.v
	if x == nil {
		x = new(big.Int)
	}
	if y == nil {
		y = new(big.Int)
	}
	return x.Cmp(y)
}
