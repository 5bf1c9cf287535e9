package rules

import (
	"context"
	"fmt"
	"maps"
	"math/big"
	"slices"

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
		Name: "irv", Family: bySteps,
		Source: "Hare 1859; Handbook of Computational Social Choice, 2016, ch. 2",
		Omit:   notOnlyApprovals,
		Run: func(ctx context.Context, x *tally.Election, opts Options) Outcome {
			var out Outcome
			winner, tied := runoff(ctx, newElimination(x, order.All(x.M)), &out)
			if tied == nil {
				out.Winners = []int{winner}
				return out
			}
			var complete bool
			if out.Winners, complete = runoffOutcomes(ctx, x, tied, opts.TiePaths); !complete {
				out.unproved(TiesUncounted)
				out.Winners = slices.Compact(slices.Sorted(slices.Values(append(out.Winners, winner))))
			}
			return out
		},
	}
}

// runoff runs the elimination and records its rounds. tied is the set of issues
// still in when the first tie for elimination came up; nil if there was none.
func runoff(ctx context.Context, c *elimination, out *Outcome) (winner int, tied []int) {
	x := c.x
	for ctx.Err() == nil {
		in := c.standing()
		if len(in) == 0 {
			return 0, nil
		}
		votes := c.count()
		round := c.round(votes, c.whole(x.Total))
		if x.Blank != nil {
			round.Exhausted.Add(round.Exhausted, x.Blank)
		}
		if lead := majority(in, votes); lead >= 0 {
			out.Rounds = append(out.Rounds, round)
			runoffLevels(c, in, votes, lead, out)
			return lead, tied
		}
		loser := c.least(in, &round, true)
		if round.Tied != nil && tied == nil {
			tied = in
		}
		round.Eliminated = []int{loser}
		out.Rounds = append(out.Rounds, round)
		c.gone = append(c.gone, loser)
		c.takeOut(loser, big.NewInt(1), big.NewInt(1))
	}
	return 0, tied
}

// majority is the issue with more than half of the votes, or the only one; else -1.
func majority(in []int, votes []*big.Int) int {
	lead, sum := in[0], new(big.Int)
	for _, a := range in {
		if sum.Add(sum, votes[a]); votes[a].Cmp(votes[lead]) > 0 {
			lead = a
		}
	}
	if twice := new(big.Int).Lsh(votes[lead], 1); twice.Cmp(sum) > 0 || len(in) == 1 {
		return lead
	}
	return -1
}

// runoffLevels puts the winner first, then what is left by the last count, then the
// eliminated issues, last out first.
func runoffLevels(c *elimination, in []int, votes []*big.Int, winner int, out *Outcome) {
	rest := slices.DeleteFunc(in, func(a int) bool { return a == winner })
	byVotes := func(a, b int) int { return votes[b].Cmp(votes[a]) }
	slices.SortStableFunc(rest, byVotes)
	out.Levels = append([][]int{{winner}}, order.Runs(rest, byVotes)...)
	for _, a := range slices.Backward(c.gone) {
		out.Levels = append(out.Levels, []int{a})
	}
}

// runoffWork bounds the ballots × issues looked at while following ties, a tenth of a
// second; runoffSets are followed in any case.
const (
	runoffWork = 10_000_000
	runoffSets = 20
)

// runoffOutcomes follows every way to break ties for elimination, from the set
// of issues still in, and returns all possible winners. Sets met twice are
// followed once, and no more than paths of them: then it is not complete. When the
// lowest tallies together are less than the next one, these issues all go, whatever
// the order, and are taken out at once.
func runoffOutcomes(ctx context.Context, x *tally.Election, standing []int, paths int) (winners []int, complete bool) {
	won := make(map[int]bool)
	seen := make(map[string]bool)
	paths = min(paths, max(runoffWork/(len(x.Row)*x.M+1), runoffSets))
	stack := [][]int{standing}
	for len(stack) > 0 {
		set := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if len(seen) >= paths || ctx.Err() != nil {
			return slices.Sorted(maps.Keys(won)), false
		}
		votes := newElimination(x, set).count()
		if lead := majority(set, votes); lead >= 0 {
			won[lead] = true
			continue
		}
		slices.SortStableFunc(set, func(a, b int) int { return votes[a].Cmp(votes[b]) })
		for _, next := range afterElimination(set, votes) {
			slices.Sort(next)
			if key := fmt.Sprint(next); !seen[key] {
				seen[key] = true
				stack = append(stack, next)
			}
		}
	}
	return slices.Sorted(maps.Keys(won)), true
}

// afterElimination lists the sets that may be left after the next elimination;
// set is sorted by votes.
func afterElimination(set []int, votes []*big.Int) [][]int {
	sum := new(big.Int)
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
