package ranking

import (
	"context"
	"fmt"
	"math/big"

	"roundtable/planner"
)

// approvalRule counts approvals: as given, or read from richer ballots as
// [Options.ApproveFirst] and [Options.ApproveFrom] say.
func approvalRule() Rule {
	return Rule{
		Name: "approval", Title: "Approval",
		Definition: "An issue scores the weight of the ballots that approve it.",
		Ties:       "Equal weights tie.",
		Source:     "Brams & Fishburn 1978",
		run: func(_ context.Context, x *election) RuleResult {
			out := x.byScore(x.approvals(), 1, false)
			out.Note = "Counted as approved: " + x.approvalWords() + "."
			return out
		},
	}
}

func (x *election) approvals() []*big.Int {
	scores := make([]*big.Int, x.m)
	for a := range scores {
		scores[a] = x.sum(func(t *tally) int64 { return t.approve[a] })
	}
	return scores
}

// approvalWordsWith says what counts as approval on the kinds of ballots met.
func (e *electorate) approvalWordsWith(opts *Options) string {
	var parts []string
	for _, k := range []planner.BallotKind{planner.Approval, planner.Hum, planner.Ranking, planner.Score, planner.Points} {
		met := false
		for i := range e.classes {
			met = met || e.classes[i].kind == k
		}
		if !met {
			continue
		}
		switch k {
		case planner.Approval:
			parts = append(parts, "approved")
		case planner.Hum:
			parts = append(parts, "for")
		case planner.Ranking:
			parts = append(parts, fmt.Sprintf("among the first %d", opts.ApproveFirst))
		case planner.Score:
			s := e.scale
			from := big.NewRat(int64(newApprover(opts, s).from), int64(max(s.Per, 1)))
			parts = append(parts, "score at least "+ratText(from))
		default:
			parts = append(parts, "any points")
		}
	}
	if len(parts) == 0 {
		return "nothing"
	}
	text := parts[0]
	for _, p := range parts[1:] {
		text += ", or " + p
	}
	return text
}

// ratText writes a whole number or the shortest exact decimal of up to three
// places, else the fraction.
func ratText(r *big.Rat) string {
	if r.IsInt() {
		return r.Num().String()
	}
	for prec := 1; prec <= 3; prec++ {
		s := r.FloatString(prec)
		if back, ok := new(big.Rat).SetString(s); ok && back.Cmp(r) == 0 {
			return s
		}
	}
	return r.RatString()
}

func (x *election) approvalWords() string { return x.approvalWordsWith(x.opts) }
