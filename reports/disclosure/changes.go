package disclosure

import (
	"roundtable/planner/ranking"
)

// Changes is what changed since an earlier vote: places alone.
type Changes struct {
	BallotsBefore, BallotsAfter int64
	// Why says why nothing is shown.
	Why    Saying
	Issues []PlaceChange
}

// PlaceChange is the place of an issue in either vote, 0 where the vote did not have it.
type PlaceChange struct {
	ID, Name      string
	Before, After int
}

// changes reduces a comparison to the places of the issues: those of the one
// vote and those of the other, as either could be published alone. The two must have
// the same ballots, or differ in many (the release package says how many): else the page would tell how those
// voted who came between.
// What is never shown, because it is a sum over few people: who moved what, by group or in
// all, the support of either vote, and how many voted in both.
func (g *guard) changes(c *ranking.Comparison, apart bool) *Changes {
	if !apart {
		return &Changes{Why: Saying{Code: "near"}}
	}
	for _, v := range []*ranking.VoteFacts{&c.Before, &c.After} {
		switch level, why := sizesOf(v.Issues, v.OneBallot).Level(g.policy.Most); {
		case level < Order:
			return &Changes{Why: why}
		case !v.OneBallot.Alike:
			return &Changes{Why: Saying{Code: "uneven"}}
		}
	}
	out := &Changes{BallotsBefore: g.ballots(c.Before.Ballots), BallotsAfter: g.ballots(c.After.Ballots)}
	for i := range c.Issues {
		x := &c.Issues[i]
		out.Issues = append(out.Issues, PlaceChange{x.ID, x.Name, x.Before, x.After})
	}
	return out
}
