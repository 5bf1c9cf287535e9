package rules

import (
	"context"
	"fmt"
	"math/big"
	"strings"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/tally"
)

// approvalRule counts approvals: as given, or read from richer ballots.
func approvalRule() Rule {
	return Rule{
		Name: "approval", Title: "Approval", Family: byApproval,
		Definition: "An issue scores the weight of the ballots that approve it.",
		Ties:       "Equal weights tie.",
		Source:     "Brams & Fishburn 1978",
		Run: func(_ context.Context, x *tally.Election, _ Options) Outcome {
			scores := make([]*big.Rat, x.M)
			for a, w := range x.Approvals() {
				scores[a] = x.Rat(w, 1)
			}
			out := byScore(scores)
			out.Note = "Counted as approved: " + ApprovalWords(x) + "."
			return out
		},
	}
}

// ApprovalWords says what counts as approval on the kinds of ballots met.
func ApprovalWords(x *tally.Election) string {
	var parts []string
	kinds := []planner.BallotKind{planner.Approval, planner.Hum, planner.Ranking, planner.Score, planner.Points}
	for _, k := range kinds {
		if !x.Has(k) {
			continue
		}
		switch k {
		case planner.Approval:
			parts = append(parts, "approved")
		case planner.Hum:
			parts = append(parts, "for")
		case planner.Ranking:
			first := "first"
			if x.Approve.First > 1 {
				first = fmt.Sprintf("among the first %d", x.Approve.First)
			}
			parts = append(parts, first)
		case planner.Score:
			from := big.NewRat(int64(x.Approve.From), int64(max(x.Scale.Per, 1)))
			parts = append(parts, "score at least "+exact.Text(from))
		default:
			parts = append(parts, "any points")
		}
	}
	if len(parts) == 0 {
		return "nothing"
	}
	return strings.Join(parts, ", or ")
}
