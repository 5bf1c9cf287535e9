package rules

import (
	"context"
	"math/big"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/tally"
)

// approvalRule counts approvals: as given, or read from richer ballots.
func approvalRule() Rule {
	return Rule{
		Name: "approval", Family: byApproval,
		Source: "Brams & Fishburn 1978",
		Run: func(_ context.Context, x *tally.Election, _ Options) Outcome {
			scores := make([]*big.Rat, x.M)
			for a, w := range x.Approvals() {
				scores[a] = x.Rat(w, 1)
			}
			out := byScore(scores)
			out.Notes = []Note{{Code: Approved, Approvals: Approvals(x)}}
			return out
		},
	}
}

// Approval is what counts as approval on ballots of a kind: what is ticked, for, or given
// any points; the First of a ranking; a score of at least From.
type Approval struct {
	Kind  string         `json:"kind"`
	First int            `json:"first,omitempty"`
	From  *planner.Exact `json:"from,omitempty"`
}

// Approvals says what counts as approval on the kinds of ballots met.
func Approvals(x *tally.Election) []Approval {
	var out []Approval
	kinds := []planner.BallotKind{planner.Approval, planner.Hum, planner.Ranking, planner.Score, planner.Points}
	for _, k := range kinds {
		if !x.Has(k) {
			continue
		}
		a := Approval{Kind: k.String()}
		switch k {
		case planner.Ranking:
			a.First = max(x.Approve.First, 1)
		case planner.Score:
			from := planner.ExactOf(big.NewRat(int64(x.Approve.From), int64(max(x.Scale.Per, 1))))
			a.From = &from
		}
		out = append(out, a)
	}
	return out
}
