package disclosure

import (
	"fmt"

	"roundtable/planner/ranking"
)

// Changes is what changed since an earlier vote: places alone.
type Changes struct {
	BallotsBefore, BallotsAfter int64
	// Why says in a sentence why nothing is shown.
	Why    string
	Issues []PlaceChange
}

// PlaceChange is the place of an issue in either vote, 0 where the vote did not have it.
type PlaceChange struct {
	ID, Name      string
	Before, After int
}

// protectChanges reduces a comparison to the places of the issues. Each of the two
// votes must have K ballots, as for its own order, and the two must differ in none or
// in K ballots: the difference of two votes of nearly the same answers would tell how
// those few voted, or what one of them changed. What is never shown, because it is a
// sum over few people: who moved what, by group or in all, the support of either vote,
// and how many voted in both.
func protectChanges(c *ranking.Comparison, apart bool, policy *Policy) *Changes {
	out := &Changes{}
	switch {
	case min(c.Before.Ballots, c.After.Ballots) < int64(policy.K):
		out.Why = fmt.Sprintf("One of the two votes has fewer than %d ballots; an order would tell how single people "+
			"voted.", policy.K)
		return out
	case !apart:
		out.Why = fmt.Sprintf(
			"The ballots of the two votes differ in fewer than %d; a comparison would tell how those "+
				"people voted.",
			policy.K,
		)
		return out
	}
	out.BallotsBefore, out.BallotsAfter = c.Before.Ballots, c.After.Ballots
	for i := range c.Issues {
		x := &c.Issues[i]
		out.Issues = append(out.Issues, PlaceChange{x.ID, x.Name, x.Before, x.After})
	}
	return out
}
