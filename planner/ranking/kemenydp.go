package ranking

import (
	"math/big"
	"math/bits"
)

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
	for i, j := 0, len(t.one)-1; i < j; i, j = i+1, j-1 {
		t.one[i], t.one[j] = t.one[j], t.one[i]
	}
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
	for _, level := range lineUp(len(t.comp), func(a, b int) bool { return t.ahead[b]>>a&1 != 0 }) {
		ids := make([]int, len(level))
		for i, a := range level {
			ids[i] = t.comp[a]
		}
		out = append(out, ids)
	}
	return out
}
