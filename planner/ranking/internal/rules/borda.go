package rules

import (
	"context"
	"math/big"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/tally"
)

// bordaRule scores positions (Borda 1784; for short ballots Terzopoulou & Endriss
// 2021, for ties Gärdenfors 1973). On a ballot over m issues that lists k of them, an
// issue in a tier of t issues with p issues placed strictly above scores
// m − p − t + (t−1)/2, an unlisted one (m−k−1)/2, so that every ballot gives out
// m(m−1)/2. The rule itself says what blanks mean; the policy for them changes nothing.
func bordaRule() Rule {
	return Rule{
		Name: "borda", Family: byPlaces,
		Source: "Borda 1784; Gärdenfors 1973; Terzopoulou & Endriss, Journal of Mathematical Economics 2021",
		Run: func(_ context.Context, x *tally.Election, _ Options) Outcome {
			scores := make([]*big.Rat, x.M)
			for a := range scores {
				scores[a] = x.Rat(x.Sum(func(t *tally.Tally) int64 { return t.TwiceBorda(a) }), 2)
			}
			if x.Blank == nil || x.Blank.Sign() == 0 {
				return byScore(scores)
			}
			return withBlanks(x, scores)
		},
	}
}

// withBlanks adds the blank ballots to Borda scores: on each of them all issues
// tie for all places, which gives every issue (m−1)/2 and changes no order. Other
// programs' totals contain them, so that ours can be compared.
func withBlanks(x *tally.Election, scores []*big.Rat) Outcome {
	each := new(big.Rat).Mul(x.Blank, big.NewRat(int64(x.M-1), 2))
	for _, s := range scores {
		s.Add(s, each)
	}
	out := byScore(scores)
	points := planner.ExactOf(each)
	out.Notes = []Note{{Code: BlankPoints, Each: &points}}
	return out
}
