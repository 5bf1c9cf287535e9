package rules

import (
	"math"
	"math/big"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/parallel"
	"roundtable/planner/ranking/internal/tally"
)

// runoff is the state of one elimination count.
type runoff struct {
	x     *tally.Election
	alive []bool
	// out has all bits set for issues taken out, none for those still in.
	out []uint32
	// piles lists the distinct ballots that now count for each issue alone, in
	// pieces; shared those whose top is shared.
	piles  [][][]int32
	shared []int32
	single [][]int64 // by class and issue: ballots that count for the issue alone
	past   [][]*big.Rat
	gone   []int // eliminated, in order
}

// newRunoff files all ballots under their highest issue of a set.
func newRunoff(x *tally.Election, set []int) *runoff {
	c := &runoff{x: x, alive: make([]bool, x.M), out: make([]uint32, x.M), piles: make([][][]int32, x.M)}
	for a := range c.out {
		c.out[a] = math.MaxUint32
	}
	for _, a := range set {
		c.alive[a], c.out[a] = true, 0
	}
	c.single = newCounts(x)
	c.fileAll(len(x.Row), func(i int) int32 { return int32(i) })
	return c
}

func newCounts(x *tally.Election) [][]int64 {
	n := make([][]int64, len(x.Classes))
	for i := range n {
		n[i] = make([]int64, x.M)
	}
	return n
}

// filed is what one processor found out about a range of ballots.
type filed struct {
	piles  [][]int32
	shared []int32
	single [][]int64
}

// fileAll files n ballots under what they now count for, on all processors.
func (c *runoff) fileAll(n int, ballot func(i int) int32) {
	parts := make([]filed, parallel.Parts(n))
	parallel.Split(n, func(part, lo, hi int) { parts[part] = c.fileRange(lo, hi, ballot) })
	for _, f := range parts {
		c.shared = append(c.shared, f.shared...)
		for a, pile := range f.piles {
			if len(pile) > 0 {
				c.piles[a] = append(c.piles[a], pile)
			}
		}
		for i, counts := range f.single {
			for a, n := range counts {
				c.single[i][a] += n
			}
		}
	}
}

// fileRange looks up the tops first, so that every pile gets just the room it
// needs.
func (c *runoff) fileRange(lo, hi int, ballot func(i int) int32) filed {
	x := c.x
	f := filed{piles: make([][]int32, x.M), single: newCounts(x)}
	tops, sizes, room := make([]int32, hi-lo), make([]int, x.M), 0
	for i := range tops {
		k := ballot(lo + i)
		cls := x.Class[k]
		a, size := c.topOf(x.Marks(int(k)))
		switch {
		case size == 1:
			sizes[a]++
			room++
			f.single[cls][a] += x.Count[k]
		case size > 1:
			f.shared = append(f.shared, k)
			a = -1
		}
		tops[i] = int32(a)
	}
	all := make([]int32, room)
	for a, n := range sizes {
		f.piles[a], all = all[:0:n], all[n:]
	}
	for i, a := range tops {
		if a >= 0 {
			f.piles[a] = append(f.piles[a], ballot(lo+i))
		}
	}
	return f
}

// topOf finds the tier of issues still in that comes first on a ballot: the
// first of them and how many there are (-1 and 0 when the ballot is exhausted).
func (c *runoff) topOf(kind planner.BallotKind, marks []planner.Mark) (first, size int) {
	if kind == planner.Ranking {
		return topRank(marks, c.out)
	}
	return topOf(kind, marks, c.alive)
}

// topRank is topOf for rankings, without a branch that depends on the ballot:
// half a nanosecond an issue instead of two. Ranks are positive, so that as
// unsigned numbers they are less than a blank and than an issue taken out.
func topRank(marks []planner.Mark, out []uint32) (first, size int) {
	const none = uint64(1) << 63 // no rank of 31 bits reaches it
	best, second := uint64(math.MaxUint64), uint64(math.MaxUint64)
	out = out[:len(marks)]
	for a, mk := range marks {
		key := uint64(uint32(mk)|out[a])<<32 | uint64(a)
		second = min(second, max(best, key))
		best = min(best, key)
	}
	if best >= none {
		return -1, 0
	}
	first, size = int(best&math.MaxUint32), 1
	if second>>32 == best>>32 {
		for a := first + 1; a < len(marks); a++ {
			if marks[a] == marks[first] && out[a] == 0 {
				size++
			}
		}
	}
	return first, size
}

// topOf is the same for every kind of ballot.
func topOf(kind planner.BallotKind, marks []planner.Mark, alive []bool) (first, size int) {
	first = -1
	var best planner.Mark
	for a, mk := range marks {
		if mk == planner.Blank || !alive[a] {
			continue
		}
		switch kind {
		case planner.Ranking:
			mk = -mk
		case planner.Approval, planner.Hum:
			if mk != 1 {
				continue
			}
		}
		switch {
		case first < 0 || mk > best:
			first, size, best = a, 1, mk
		case mk == best:
			size++
		}
	}
	return first, size
}

// eliminate takes a out and files its ballots anew, and those with a shared top.
func (c *runoff) eliminate(a int) {
	c.alive[a], c.out[a] = false, math.MaxUint32
	c.gone = append(c.gone, a)
	for i := range c.single {
		c.single[i][a] = 0
	}
	list := slices.Concat(append(c.piles[a], c.shared)...)
	c.piles[a], c.shared = nil, nil
	c.fileAll(len(list), func(i int) int32 { return list[i] })
}

// tallies is the weight each issue still in has now, nil for the others, and the
// sum.
func (c *runoff) tallies() (votes []*big.Rat, sum *big.Rat) {
	x := c.x
	votes, sum = make([]*big.Rat, x.M), new(big.Rat)
	shares := c.sharedCounts()
	for a := range votes {
		if !c.alive[a] {
			continue
		}
		votes[a] = x.Rat(c.weight(c.single, a), 1)
		for size, counts := range shares {
			if part := c.weight(counts, a); part.Sign() != 0 {
				votes[a].Add(votes[a], x.Rat(part, int64(size)))
			}
		}
		sum.Add(sum, votes[a])
	}
	return votes, sum
}

// weight is that of the ballots counted by class and issue for one issue.
func (c *runoff) weight(counts [][]int64, a int) *big.Int {
	sum, unit := new(big.Int), new(big.Int)
	for i, n := range counts {
		if n[a] != 0 {
			sum.Add(sum, unit.Mul(c.x.Unit[i], big.NewInt(n[a])))
		}
	}
	return sum
}

// sharedCounts counts shared tops by size of the tie, class and issue.
func (c *runoff) sharedCounts() [][][]int64 {
	if len(c.shared) == 0 {
		return nil
	}
	x := c.x
	out := make([][][]int64, x.M+1)
	for _, k := range c.shared {
		kind, marks := x.Marks(int(k))
		first, size := c.topOf(kind, marks)
		if out[size] == nil {
			out[size] = newCounts(x)
		}
		n := out[size][x.Class[k]]
		for a, mk := range marks {
			if c.alive[a] && mk == marks[first] {
				n[a] += x.Count[k]
			}
		}
	}
	return out
}
