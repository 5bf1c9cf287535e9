package rules

import (
	"context"
	"maps"
	"math/big"
	"slices"

	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/tally"
)

// irvRule eliminates the issue with the fewest first places until one has more
// than half of what is not exhausted. The count shown breaks ties for
// elimination by the previous rounds (latest first), then by fewer groups that
// put the issue first, then by the tie-break chain; Winners are all issues that
// win under some way of breaking them.
func irvRule() Rule {
	return Rule{
		Name: "irv", Title: "Instant runoff",
		Definition: "Every ballot counts for its highest issue still in. The issue with the least is taken out, " +
			"until one has more than half of the ballots that still count. Issues tied at the top of a ballot " +
			"share it.",
		Ties: "A tie for last place is broken by the previous rounds, then by the number of groups, then by the " +
			"tie-break chain; all issues that win under some way of breaking ties are listed.",
		Source: "Hare 1859; Handbook of Computational Social Choice, 2016, ch. 2. Not recommended for setting " +
			"priorities: it hides second choices and support can hurt.",
		Omit: notOnlyApprovals,
		Run: func(ctx context.Context, x *tally.Election, opts Options) Outcome {
			var out Outcome
			winner, tied := newRunoff(x, order.All(x.M)).count(ctx, &out)
			if tied == nil {
				out.Winners = []int{winner}
				return out
			}
			var complete bool
			if out.Winners, complete = runoffOutcomes(ctx, x, tied, opts.TiePaths); !complete {
				out.unproved("There are too many ways to break the ties for elimination to follow them all; " +
					"the winners listed are possible, but may not be all.")
			}
			return out
		},
	}
}

// count runs the elimination and records its rounds. tied is the set of issues
// still in when the first tie for elimination came up; nil if there was none.
func (c *runoff) count(ctx context.Context, out *Outcome) (winner int, tied []int) {
	x := c.x
	for ctx.Err() == nil {
		votes, sum := c.tallies()
		c.past = append(c.past, votes)
		standing := c.standing()
		if len(standing) == 0 {
			return 0, nil
		}
		round := Round{Tally: votes, Exhausted: new(big.Rat).Sub(x.Rat(x.Total, 1), sum)}
		if x.Blank != nil {
			round.Exhausted.Add(round.Exhausted, x.Blank)
		}
		lead := slices.MinFunc(standing, func(a, b int) int { return votes[b].Cmp(votes[a]) })
		if twice := new(big.Rat).Add(votes[lead], votes[lead]); twice.Cmp(sum) > 0 || len(standing) == 1 {
			out.Rounds = append(out.Rounds, round)
			c.levels(votes, lead, out)
			return lead, tied
		}
		last := c.lowest(votes)
		loser := last[0]
		if len(last) > 1 {
			if tied == nil {
				tied = standing
			}
			loser, round.TieBrokenBy = c.breakTie(last)
			round.Tied = last
		}
		round.Eliminated = []int{loser}
		out.Rounds = append(out.Rounds, round)
		c.eliminate(loser)
	}
	return 0, tied
}

// levels puts the winner first, then what is left by the last count, then the
// eliminated issues, last out first.
func (c *runoff) levels(votes []*big.Rat, winner int, out *Outcome) {
	rest := slices.DeleteFunc(c.standing(), func(a int) bool { return a == winner })
	byVotes := func(a, b int) int { return votes[b].Cmp(votes[a]) }
	slices.SortStableFunc(rest, byVotes)
	out.Levels = append([][]int{{winner}}, order.Runs(rest, byVotes)...)
	for _, a := range slices.Backward(c.gone) {
		out.Levels = append(out.Levels, []int{a})
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
	groups := make([]*big.Rat, c.x.M)
	for _, a := range tied {
		groups[a] = exact.Int(c.groupsBehind(a))
	}
	if tied = c.lowest(groups); len(tied) == 1 {
		return tied[0], "fewer groups"
	}
	sorted := c.x.Prefer(tied)
	return sorted[len(sorted)-1], "tie-break chain"
}

// groupsBehind counts the groups of which some ballot now counts for a alone.
func (c *runoff) groupsBehind(a int) int64 {
	seen := make(map[int]bool)
	for i, n := range c.single {
		if n[a] > 0 {
			seen[c.x.Classes[i].Group] = true
		}
	}
	return int64(len(seen))
}

// runoffWork bounds the ballots × issues looked at while following ties.
const runoffWork = 2_000_000_000

// runoffOutcomes follows every way to break ties for elimination, from the set
// of issues still in, and returns all possible winners. Sets met twice are
// followed once, and no more than paths of them: then it is not complete. When the
// lowest tallies together are less than the next one, these issues all go, whatever
// the order, and are taken out at once.
func runoffOutcomes(ctx context.Context, x *tally.Election, standing []int, paths int) (winners []int, complete bool) {
	won := make(map[int]bool)
	seen := make(map[string]bool)
	work := 0
	stack := [][]int{standing}
	for len(stack) > 0 {
		set := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if work += len(x.Row)*x.M + 1; len(seen) >= paths || work > runoffWork || ctx.Err() != nil {
			return slices.Sorted(maps.Keys(won)), false
		}
		votes, sum := newRunoff(x, set).tallies()
		slices.SortStableFunc(set, func(a, b int) int { return votes[a].Cmp(votes[b]) })
		top := set[len(set)-1]
		if twice := new(big.Rat).Add(votes[top], votes[top]); len(set) == 1 || twice.Cmp(sum) > 0 {
			won[top] = true
			continue
		}
		for _, next := range afterElimination(set, votes) {
			slices.Sort(next)
			key := make([]byte, 0, 2*len(next))
			for _, a := range next {
				key = append(key, byte(a), byte(a>>8))
			}
			if k := string(key); !seen[k] {
				seen[k] = true
				stack = append(stack, next)
			}
		}
	}
	return slices.Sorted(maps.Keys(won)), true
}

// afterElimination lists the sets that may be left after the next elimination;
// set is sorted by votes.
func afterElimination(set []int, votes []*big.Rat) [][]int {
	sum := new(big.Rat)
	safe := 0
	for i := range len(set) - 1 {
		sum.Add(sum, votes[set[i]])
		if sum.Cmp(votes[set[i+1]]) < 0 {
			safe = i + 1
		}
	}
	if safe > 0 {
		return [][]int{slices.Clone(set[safe:])}
	}
	var out [][]int
	for i, a := range set {
		if votes[a].Cmp(votes[set[0]]) != 0 {
			break
		}
		out = append(out, slices.Delete(slices.Clone(set), i, i+1))
	}
	return out
}
