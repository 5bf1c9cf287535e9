package rules

import (
	"cmp"
	"context"
	"fmt"
	"math/big"
	"math/bits"
	"slices"

	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/tally"
)

// kemenyBlock is the largest component that is solved exactly. Its table has
// 2^20 entries, and 20! rankings still count in 64 bits.
const kemenyBlock = 20

// kemenyRule finds the rankings that agree with most weight over all pairs:
// maximise Σ W[a][b] over a above b (Kemeny 1959; Young & Levenglick 1978).
//
// The strongly connected components of "beats or ties" keep their order in every
// optimum (Truchon 1998), so each is solved alone, by dynamic programming over
// the sets of issues placed first (solveKemeny). A component of more than 20
// issues is searched instead, and the result says so.
func kemenyRule() Rule {
	return Rule{
		Name: "kemeny", Title: "Kemeny–Young", Family: byPairs,
		Definition: "The ranking that agrees with as many pairwise preferences (by weight) as any ranking can.",
		Ties: "All rankings with the best total count. Levels keep together issues the optimal rankings order " +
			"differently; winners are first in some optimal ranking.",
		Source: "Kemeny 1959; Young & Levenglick 1978; Truchon 1998 (components)",
		Run:    func(ctx context.Context, x *tally.Election, _ Options) Outcome { return runKemeny(ctx, x) },
	}
}

func runKemeny(ctx context.Context, x *tally.Election) Outcome {
	var out Outcome
	proved := true
	count := big.NewInt(1)
	for i, comp := range components(x) {
		if ctx.Err() != nil {
			return out
		}
		levels, first, sorted := [][]int{comp}, comp, comp
		switch {
		case len(comp) == 1:
		case len(comp) <= kemenyBlock:
			t := kemenyExact(x, comp)
			count.Mul(count, new(big.Int).SetUint64(t.count))
			levels, first, sorted = t.levels(), t.firsts(), t.order()
		default:
			proved = false
			sorted = kemenySearch(ctx, x, comp)
			first, levels = sorted[:1], nil
			for _, a := range sorted {
				levels = append(levels, []int{a})
			}
		}
		out.Levels = append(out.Levels, levels...)
		out.Order = append(out.Order, sorted...)
		if i == 0 {
			out.Winners = first
		}
	}
	out.Total, out.Proved = x.Rat(kemenyTotal(x, out.Order), 1), &proved
	if proved {
		out.Optimal = count
	} else {
		out.Note = fmt.Sprintf("The best ranking found, not proved to be the best possible: "+
			"more than %d issues beat each other in circles.", kemenyBlock)
	}
	return out
}

// kemenyTotal is Σ W[a][b] over a above b in the ranking.
func kemenyTotal(x *tally.Election, ranking []int) *big.Int {
	s := new(big.Int)
	for i, a := range ranking {
		for _, b := range ranking[i+1:] {
			s.Add(s, x.W[a][b])
		}
	}
	return s
}

// kemenyExact solves one component with the narrowest numbers that hold its
// sums: what matters is by how much W[a][b] exceeds W[b][a], in units of the
// greatest common divisor of these excesses.
func kemenyExact(x *tally.Election, comp []int) *kemenyTable {
	k := len(comp)
	excess, gcd, sum := make([][]*big.Int, k), new(big.Int), new(big.Int)
	for i, a := range comp {
		excess[i] = make([]*big.Int, k)
		for j, b := range comp {
			excess[i][j] = new(big.Int)
			if i != j && x.Beats(a, b) > 0 {
				excess[i][j].Sub(x.W[a][b], x.W[b][a])
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
			low := new(big.Int).And(q, new(big.Int).SetUint64(1<<64-1))
			return num128{q.Rsh(q, 64).Uint64(), low.Uint64()}
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
func (a num64) cmp(b num64) int    { return cmp.Compare(a, b) }

type num128 struct{ hi, lo uint64 }

func (a num128) plus(b num128) num128 {
	lo, carry := bits.Add64(a.lo, b.lo, 0)
	return num128{a.hi + b.hi + carry, lo}
}

func (a num128) cmp(b num128) int {
	return cmp.Or(cmp.Compare(a.hi, b.hi), cmp.Compare(a.lo, b.lo))
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

// kemenyTable is a solved component.
type kemenyTable struct {
	comp  []int
	count uint64 // optimal rankings
	// ahead[i] are the issues that precede i in some optimal ranking, as bits.
	ahead []uint32
	first uint32 // issues first in some optimal ranking
	one   []int  // one optimal ranking, positions in comp
}

// solveKemeny runs over the subsets S of the component. best[S] is the largest
// agreement among the issues of S when they are ranked before all others:
//
//	best[S] = max over a in S of best[S\a] + Σ_{b in S\a} d[b][a]
//
// with a last in S and d[b][a] the excess of b over a. The inner sum comes from
// two tables over half the issues each, so a step takes constant time: 2^k·k
// steps in all. count[S] counts the optimal orders of S; walking back from the
// full set along optimal steps only gives what the optimal rankings have in
// common.
func solveKemeny[T number[T]](comp []int, excess [][]*big.Int, conv func(*big.Int) T) *kemenyTable {
	k := len(comp)
	low := k / 2
	d := make([][]T, k) // d[a][b]: b over a
	for a := range k {
		d[a] = make([]T, k)
		for b := range k {
			d[a][b] = conv(excess[b][a])
		}
	}
	lo, hi := make([][]T, k), make([][]T, k)
	for a := range k {
		lo[a], hi[a] = subsetSums(d[a][:low]), subsetSums(d[a][low:])
	}
	mask := uint32(1)<<low - 1
	value := func(best []T, s uint32, a int) T {
		rest := s &^ (1 << a)
		return best[rest].plus(lo[a][rest&mask]).plus(hi[a][rest>>low])
	}
	full := uint32(1)<<k - 1
	best, count := make([]T, full+1), make([]uint64, full+1)
	count[0] = 1
	for s := uint32(1); s <= full; s++ {
		var top T
		var n uint64
		for left, fresh := s, true; left != 0; left &= left - 1 {
			a := bits.TrailingZeros32(left)
			v := value(best, s, a)
			c := 1
			if !fresh {
				c = v.cmp(top)
			}
			switch {
			case c > 0:
				top, n, fresh = v, count[s&^(1<<a)], false
			case c == 0:
				n += count[s&^(1<<a)]
			}
		}
		best[s], count[s] = top, n
	}
	t := &kemenyTable{comp: comp, count: count[full], ahead: make([]uint32, k)}
	optimal := func(s uint32, a int) bool { return value(best, s, a).cmp(best[s]) == 0 }
	t.walkBack(full, optimal)
	return t
}

// subsetSums lists the sums of all subsets of d, by bit set.
func subsetSums[T number[T]](d []T) []T {
	sums := make([]T, 1<<len(d))
	for s := 1; s < len(sums); s++ {
		b := bits.TrailingZeros(uint(s))
		sums[s] = sums[s&(s-1)].plus(d[b])
	}
	return sums
}

// walkBack visits every set that begins some optimal ranking.
func (t *kemenyTable) walkBack(full uint32, optimal func(s uint32, a int) bool) {
	reached := make([]uint64, full/64+1)
	reached[full>>6] |= 1 << (full & 63)
	for s := full; s > 0; s-- {
		if reached[s>>6]>>(s&63)&1 == 0 {
			continue
		}
		for left := s; left != 0; left &= left - 1 {
			a := bits.TrailingZeros32(left)
			if !optimal(s, a) {
				continue
			}
			rest := s &^ (1 << a)
			reached[rest>>6] |= 1 << (rest & 63)
			t.ahead[a] |= rest
			if rest == 0 {
				t.first |= 1 << a
			}
		}
	}
	t.one = make([]int, 0, len(t.comp))
	for s := full; s != 0; {
		for left := s; left != 0; {
			a := 31 - bits.LeadingZeros32(left) // later input goes last
			left &^= 1 << a
			if optimal(s, a) {
				t.one = append(t.one, a)
				s &^= 1 << a
				break
			}
		}
	}
	slices.Reverse(t.one)
}

func (t *kemenyTable) order() []int {
	out := make([]int, len(t.one))
	for i, a := range t.one {
		out[i] = t.comp[a]
	}
	return out
}

func (t *kemenyTable) firsts() []int {
	var out []int
	for i, a := range t.comp {
		if t.first>>i&1 != 0 {
			out = append(out, a)
		}
	}
	return out
}

// levels keeps together what optimal rankings order differently.
func (t *kemenyTable) levels() [][]int {
	var out [][]int
	for _, level := range order.Components(len(t.comp), func(a, b int) bool { return t.ahead[b]>>a&1 != 0 }) {
		ids := make([]int, len(level))
		for i, a := range level {
			ids[i] = t.comp[a]
		}
		out = append(out, ids)
	}
	return out
}

// kemenyWindow is the length of the stretches solved exactly inside a search.
const kemenyWindow = 9

// kemenySearch improves an order of a large component: issues are moved to
// their best place until none gains, then every stretch of neighbours is solved
// exactly, and so on until nothing changes. It starts from the order by
// Σ_b W[a][b] − W[b][a] and is not proved to be the best.
func kemenySearch(ctx context.Context, x *tally.Election, comp []int) []int {
	ranking := slices.Clone(comp)
	net := make(map[int]*big.Int, len(comp))
	for _, a := range comp {
		net[a] = new(big.Int)
		for _, b := range comp {
			net[a].Add(net[a], x.W[a][b]).Sub(net[a], x.W[b][a])
		}
	}
	slices.SortStableFunc(ranking, func(a, b int) int { return net[b].Cmp(net[a]) })
	best := kemenyTotal(x, ranking)
	for ctx.Err() == nil {
		for insertBest(x, ranking) && ctx.Err() == nil {
		}
		for i := 0; i+kemenyWindow <= len(ranking) && ctx.Err() == nil; i++ {
			part := slices.Sorted(slices.Values(ranking[i : i+kemenyWindow]))
			copy(ranking[i:], kemenyExact(x, part).order())
		}
		now := kemenyTotal(x, ranking)
		if now.Cmp(best) <= 0 {
			break
		}
		best = now
	}
	return ranking
}

// insertBest moves one issue after the other to the place where the total is
// largest and reports whether any moved.
func insertBest(x *tally.Election, ranking []int) bool {
	moved := false
	for i := range ranking {
		a := ranking[i]
		gain, most, to := new(big.Int), new(big.Int), i
		for j := i - 1; j >= 0; j-- { // up: a passes ranking[j]
			gain.Add(gain, x.W[a][ranking[j]]).Sub(gain, x.W[ranking[j]][a])
			if gain.Cmp(most) > 0 {
				most.Set(gain)
				to = j
			}
		}
		gain.SetInt64(0)
		for j := i + 1; j < len(ranking); j++ { // down
			gain.Sub(gain, x.W[a][ranking[j]]).Add(gain, x.W[ranking[j]][a])
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
			copy(ranking[to+1:i+1], ranking[to:i])
		} else {
			copy(ranking[i:to], ranking[i+1:to+1])
		}
		ranking[to] = a
	}
	return moved
}
