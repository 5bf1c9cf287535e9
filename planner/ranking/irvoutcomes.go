package ranking

import (
	"context"
	"math/big"
	"slices"
)

// runoffWork bounds the ballots × issues looked at while following ties.
const runoffWork = 2_000_000_000

// runoffOutcomes follows every way to break ties for elimination, from the set
// of issues still in, and returns all possible winners. Sets met twice are
// followed once. When the lowest tallies together are less than the next one,
// these issues all go, whatever the order, and are taken out at once.
func (x *election) runoffOutcomes(ctx context.Context, standing []int) (winners map[int]bool, complete bool) {
	winners = make(map[int]bool)
	seen := make(map[string]bool)
	work := 0
	stack := [][]int{standing}
	for len(stack) > 0 {
		set := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if work += len(x.row)*x.m + 1; len(seen) >= x.opts.TiePaths || work > runoffWork || ctx.Err() != nil {
			return winners, false
		}
		votes, sum := x.recount(set)
		slices.SortStableFunc(set, func(a, b int) int { return votes[a].Cmp(votes[b]) })
		top := set[len(set)-1]
		if twice := new(big.Rat).Add(votes[top], votes[top]); len(set) == 1 || twice.Cmp(sum) > 0 {
			winners[top] = true
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
	return winners, true
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

// recount counts the ballots for a set of issues from scratch.
func (x *election) recount(set []int) (votes []*big.Rat, sum *big.Rat) {
	return newRunoff(x, set).tallies()
}
