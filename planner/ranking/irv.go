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
			c := newRunoff(x, x.all())
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
