package ranking

import (
	"context"
	"math/big"
	"slices"

	"roundtable/planner"
)

// irvRule eliminates the issue with the fewest first places until one has more
// than half of what is not exhausted. The count shown breaks ties for
// elimination by the previous rounds (latest first), then by fewer groups that
// put the issue first, then by the tie-break chain; Winners are all issues that
// win under some way of breaking them.
func irvRule() Rule {
	return Rule{
		Name: "irv", Title: "Instant runoff",
		Definition: "Every ballot counts for its highest issue still in. The issue with the least is taken out, until one has more than half of the ballots that still count. Issues tied at the top of a ballot share it.",
		Ties:       "A tie for last place is broken by the previous rounds, then by the number of groups, then by the tie-break chain; all issues that win under some way of breaking ties are listed.",
		Source:     "Hare 1859; Handbook of Computational Social Choice, 2016, ch. 2. Not recommended for setting priorities: it hides second choices and support can hurt.",
		omit:       notOnlyApprovals,
		run: func(ctx context.Context, x *election) RuleResult {
			c := newRunoff(x)
			var out RuleResult
			winner, tied := c.count(ctx, &out)
			winners := map[int]bool{}
			complete := true
			if tied == nil {
				winners[winner] = true
			} else {
				winners, complete = x.runoffOutcomes(ctx, tied)
			}
			for a := range x.m {
				if winners[a] {
					out.Winners = append(out.Winners, x.ids[a])
				}
			}
			if !complete {
				no := false
				out.Proved = &no
				out.Note = "There are too many ways to break the ties for elimination to follow them all; the winners listed are possible, but may not be all."
			}
			return out
		},
	}
}

// runoff is the state of one elimination count.
type runoff struct {
	x     *election
	alive []bool
	left  int
	// head[a] starts the list of distinct ballots that now count for a, linked by
	// next (position + 1); shared lists those whose top is shared.
	head   []int32
	next   []int32
	shared []int32
	single [][]int64 // by class and issue: ballots that count for the issue alone
	past   [][]*big.Rat
	gone   []int // eliminated, in order
}

func newRunoff(x *election) *runoff {
	c := &runoff{x: x, alive: make([]bool, x.m), left: x.m, head: make([]int32, x.m), next: make([]int32, len(x.row))}
	for a := range c.alive {
		c.alive[a] = true
	}
	c.single = make([][]int64, len(x.classes))
	for i := range c.single {
		c.single[i] = make([]int64, x.m)
	}
	c.placeAll()
	return c
}

// placeAll files all ballots for the first time; their tops are looked up on
// all processors.
func (c *runoff) placeAll() {
	x := c.x
	tops := make([]int32, len(x.row))
	split(len(x.row), func(_, lo, hi int) {
		for k := lo; k < hi; k++ {
			first, size := topOf(x.classes[x.class[k]].kind, x.ballots.Marks(int(x.row[k])), c.alive)
			if tops[k] = int32(first); size > 1 {
				tops[k] = topShared
			}
		}
	})
	for k, a := range tops {
		switch {
		case a == topShared:
			c.shared = append(c.shared, int32(k))
		case a >= 0:
			c.countFor(int32(k), int(a))
		}
	}
}

// topShared marks a ballot whose top is shared.
const topShared = -2

// countFor files a ballot that counts for one issue alone.
func (c *runoff) countFor(k int32, a int) {
	c.next[k] = c.head[a]
	c.head[a] = k + 1
	c.single[c.x.class[k]][a] += c.x.count[k]
}

// topOf finds the tier of issues still in that comes first on a ballot: the
// first of them and how many there are (0 when the ballot is exhausted).
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

// place files ballot k under what it now counts for.
func (c *runoff) place(k int32) {
	x := c.x
	cls := x.class[k]
	a, size := topOf(x.classes[cls].kind, x.ballots.Marks(int(x.row[k])), c.alive)
	switch {
	case size == 1:
		c.countFor(k, a)
	case size > 1:
		c.shared = append(c.shared, k)
	}
}

// eliminate takes a out and files its ballots anew.
func (c *runoff) eliminate(a int) {
	c.alive[a] = false
	c.left--
	c.gone = append(c.gone, a)
	list := c.head[a]
	c.head[a] = 0
	for i := range c.single {
		c.single[i][a] = 0
	}
	for list != 0 {
		k := list - 1
		list = c.next[k]
		c.place(k)
	}
	shared := c.shared
	c.shared = nil
	for _, k := range shared {
		c.place(k)
	}
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
		first, size := topOf(kind, marks, c.alive)
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

// count runs the elimination and records its rounds. tied is the set of issues
// still in when the first tie for elimination came up; nil if there was none.
func (c *runoff) count(ctx context.Context, out *RuleResult) (winner int, tied []int) {
	x := c.x
	for ctx.Err() == nil {
		votes, sum := c.tallies()
		c.past = append(c.past, votes)
		exhausted := new(big.Rat).Sub(x.rat(x.total), sum)
		if x.blank != nil {
			exhausted.Add(exhausted, x.blank)
		}
		round := Round{Tally: make(map[string]planner.Exact), Exhausted: planner.ExactOf(exhausted)}
		lead := -1
		for a, v := range votes {
			if v != nil {
				round.Tally[x.ids[a]] = planner.ExactOf(v)
				if lead < 0 || v.Cmp(votes[lead]) > 0 {
					lead = a
				}
			}
		}
		if lead < 0 {
			return 0, nil
		}
		if twice := new(big.Rat).Add(votes[lead], votes[lead]); twice.Cmp(sum) > 0 || c.left == 1 {
			out.Rounds = append(out.Rounds, round)
			out.Levels = append(out.Levels, []string{x.ids[lead]})
			c.restLevels(votes, lead, out)
			return lead, tied
		}
		last := c.lowest(votes)
		loser := last[0]
		if len(last) > 1 {
			if tied == nil {
				tied = c.standing()
			}
			loser, round.TieBrokenBy = c.breakTie(last)
			round.Tied = x.names(last)
		}
		round.Eliminated = []string{x.ids[loser]}
		out.Rounds = append(out.Rounds, round)
		c.eliminate(loser)
	}
	return 0, tied
}

// restLevels orders what is left behind the winner by the last count, then the
// eliminated issues, last out first.
func (c *runoff) restLevels(votes []*big.Rat, winner int, out *RuleResult) {
	var rest []int
	for _, a := range c.standing() {
		if a != winner {
			rest = append(rest, a)
		}
	}
	slices.SortStableFunc(rest, func(a, b int) int { return votes[b].Cmp(votes[a]) })
	for i, a := range rest {
		if i > 0 && votes[rest[i-1]].Cmp(votes[a]) == 0 {
			out.Levels[len(out.Levels)-1] = append(out.Levels[len(out.Levels)-1], c.x.ids[a])
			continue
		}
		out.Levels = append(out.Levels, []string{c.x.ids[a]})
	}
	for _, a := range slices.Backward(c.gone) {
		out.Levels = append(out.Levels, []string{c.x.ids[a]})
	}
}

func (c *runoff) standing() []int {
	var out []int
	for a, in := range c.alive {
		if in {
			out = append(out, a)
		}
	}
	return out
}

// lowest lists the issues with the least weight.
func (c *runoff) lowest(votes []*big.Rat) []int {
	var out []int
	for a, v := range votes {
		if v == nil {
			continue
		}
		if len(out) > 0 {
			switch d := v.Cmp(votes[out[0]]); {
			case d > 0:
				continue
			case d < 0:
				out = out[:0]
			}
		}
		out = append(out, a)
	}
	return out
}

// breakTie chooses which of the tied issues goes, and says why.
func (c *runoff) breakTie(tied []int) (int, string) {
	for _, votes := range slices.Backward(c.past[:len(c.past)-1]) {
		pick := make([]*big.Rat, len(votes))
		for _, a := range tied {
			pick[a] = votes[a]
		}
		if tied = c.lowest(pick); len(tied) == 1 {
			return tied[0], "previous rounds"
		}
	}
	groups := make([]*big.Rat, c.x.m)
	for _, a := range tied {
		groups[a] = big.NewRat(c.groupsBehind(a), 1)
	}
	if tied = c.lowest(groups); len(tied) == 1 {
		return tied[0], "fewer groups"
	}
	order := c.x.prefOrder(tied)
	return order[len(order)-1], "tie-break chain"
}

// groupsBehind counts the groups of which some ballot now counts for a alone.
func (c *runoff) groupsBehind(a int) int64 {
	seen := make(map[int]bool)
	for i, n := range c.single {
		if n[a] > 0 {
			seen[c.x.classes[i].group] = true
		}
	}
	return int64(len(seen))
}
