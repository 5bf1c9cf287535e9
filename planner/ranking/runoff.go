package ranking

import (
	"math"
	"math/big"
	"slices"

	"roundtable/planner"
)

// runoff is the state of one elimination count.
type runoff struct {
	x     *election
	alive []bool
	// out has all bits set for issues taken out, none for those still in.
	out  []uint32
	left int
	// piles lists the distinct ballots that now count for each issue alone, in
	// pieces; shared those whose top is shared.
	piles  [][][]int32
	shared []int32
	single [][]int64 // by class and issue: ballots that count for the issue alone
	past   [][]*big.Rat
	gone   []int // eliminated, in order
}

// newRunoff files all ballots under their highest issue of a set.
func newRunoff(x *election, set []int) *runoff {
	c := &runoff{x: x, alive: make([]bool, x.m), out: make([]uint32, x.m), left: len(set), piles: make([][][]int32, x.m)}
	for a := range c.out {
		c.out[a] = math.MaxUint32
	}
	for _, a := range set {
		c.alive[a], c.out[a] = true, 0
	}
	c.single = newCounts(x)
	c.fileAll(len(x.row), func(i int) int32 { return int32(i) })
	return c
}

func newCounts(x *election) [][]int64 {
	n := make([][]int64, len(x.classes))
	for i := range n {
		n[i] = make([]int64, x.m)
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
	parts := make([]filed, splits(n))
	split(n, func(part, lo, hi int) { parts[part] = c.fileRange(lo, hi, ballot) })
	for _, f := range parts {
		c.shared = append(c.shared, f.shared...)
		for a, pile := range f.piles {
			if len(pile) > 0 {
				c.piles[a] = append(c.piles[a], pile)
			}
		}
		for i, counts := range f.single {
			add(&c.single[i], counts)
		}
	}
}

// fileRange looks up the tops first, so that every pile gets just the room it
// needs.
func (c *runoff) fileRange(lo, hi int, ballot func(i int) int32) filed {
	x := c.x
	f := filed{piles: make([][]int32, x.m), single: newCounts(x)}
	tops, sizes, room := make([]int32, hi-lo), make([]int, x.m), 0
	for i := range tops {
		k := ballot(lo + i)
		cls := x.class[k]
		a, size := c.topOf(x.classes[cls].kind, x.ballots.Marks(int(x.row[k])))
		switch {
		case size == 1:
			sizes[a]++
			room++
			f.single[cls][a] += x.count[k]
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
	c.left--
	c.gone = append(c.gone, a)
	for i := range c.single {
		c.single[i][a] = 0
	}
	list := slices.Concat(append(c.piles[a], c.shared)...)
	c.piles[a], c.shared = nil, nil
	c.fileAll(len(list), func(i int) int32 { return list[i] })
}

// tallies is the weight each issue still in has now, and their sum.
func (c *runoff) tallies() (votes []*big.Rat, sum *big.Rat) {
	x := c.x
	votes, sum = make([]*big.Rat, x.m), new(big.Rat)
	shares := c.sharedCounts()
	unit := new(big.Int)
	for a := range x.m {
		if !c.alive[a] {
			continue
		}
		whole := new(big.Int)
		for i, n := range c.single {
			if n[a] != 0 {
				whole.Add(whole, unit.Mul(x.unit[i], big.NewInt(n[a])))
			}
		}
		votes[a] = new(big.Rat).SetFrac(whole, x.den)
		for t, perClass := range shares {
			part := new(big.Int)
			for i := range perClass {
				if perClass[i] != nil && perClass[i][a] != 0 {
					part.Add(part, unit.Mul(x.unit[i], big.NewInt(perClass[i][a])))
				}
			}
			if part.Sign() != 0 {
				votes[a].Add(votes[a], new(big.Rat).SetFrac(part, new(big.Int).Mul(x.den, big.NewInt(int64(t)))))
			}
		}
		sum.Add(sum, votes[a])
	}
	return votes, sum
}

// sharedCounts counts shared tops by size of the tie, class and issue.
func (c *runoff) sharedCounts() [][][]int64 {
	if len(c.shared) == 0 {
		return nil
	}
	x := c.x
	out := make([][][]int64, x.m+1)
	for _, k := range c.shared {
		cls := x.class[k]
		kind, marks := x.classes[cls].kind, x.ballots.Marks(int(x.row[k]))
		first, size := c.topOf(kind, marks)
		if out[size] == nil {
			out[size] = make([][]int64, len(x.classes))
		}
		n := row(out[size], int(cls), x.m)
		for a, mk := range marks {
			if c.alive[a] && mk == marks[first] {
				n[a] += x.count[k]
			}
		}
	}
	return out
}
