package rules

import (
	"context"
	"math/big"

	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/tally"
)

// bordaForm is one of the ways to score a place on a ballot with ties and gaps.
type bordaForm struct {
	name, title, definition string
	// twice returns twice the score of an issue, in units of 1/Den.
	twice func(x *tally.Election, a int) *big.Int
}

// On a ballot over m issues that lists k of them, an issue in a tier of t issues
// with p issues placed strictly above scores:
//
//	avg   m − p − t + (t−1)/2, unlisted (m−k−1)/2
//	top0  m − 1 − p − (t−1)/2, unlisted 0
//	mod   k − p − (t−1)/2,     unlisted 0
//	dom   m − p − t,           unlisted 0
//	ign   k − p − t + (t−1)/2, unlisted 0
var (
	bordaAvg = bordaForm{
		"borda", "Borda",
		"An issue scores one point for every issue below it on a ballot and half a point for every issue tied with " +
			"it; unranked issues tie for the last places. Every ballot gives out m(m-1)/2 points.",
		func(x *tally.Election, a int) *big.Int {
			// (m−1)·Ω + Σ_b (W[a][b] − W[b][a]) with unlisted issues last.
			s := new(big.Int).Mul(x.Total, big.NewInt(int64(x.M-1)))
			for b := range x.M {
				s.Add(s, x.Listed[a]).Sub(s, x.Listed[b])
				s.Add(s, x.Strict[a][b]).Sub(s, x.Strict[b][a])
			}
			return s
		},
	}
	bordaTop0 = bordaForm{
		"borda_top0", "Borda, unranked nothing",
		"The first of m issues scores m-1, the next m-2 and so on, ties the mean of their places; " +
			"unranked issues score 0 (pessimistic).",
		func(x *tally.Election, a int) *big.Int {
			s := new(big.Int).Mul(x.Listed[a], big.NewInt(int64(2*(x.M-1))))
			for b := range x.M {
				if a != b { // 2·above + tied = both − S[a][b] + S[b][a]
					s.Sub(s, x.Both[a][b]).Add(s, x.Strict[a][b]).Sub(s, x.Strict[b][a])
				}
			}
			return s
		},
	}
	bordaMod = bordaForm{
		"borda_mod", "Modified Borda",
		"On a ballot that ranks k issues the first scores k, the next k-1 and so on, ties the mean; " +
			"unranked issues score 0. Short ballots give fewer points.",
		func(x *tally.Election, a int) *big.Int {
			s := bordaIgn.twice(x, a)
			return s.Add(s, new(big.Int).Lsh(x.Listed[a], 1))
		},
	}
	bordaDom = bordaForm{
		"borda_dom", "Domination count",
		"An issue scores one point for every issue strictly below it on a ballot, unranked ones included; " +
			"unranked issues score 0.",
		func(x *tally.Election, a int) *big.Int {
			s := new(big.Int)
			for b := range x.M {
				s.Add(s, x.Strict[a][b]).Add(s, x.Listed[a]).Sub(s, x.Both[a][b])
			}
			return s.Lsh(s, 1)
		},
	}
	bordaIgn = bordaForm{
		"borda_ign", "Borda among ranked",
		"An issue scores one point for every ranked issue below it on a ballot and half a point for every one tied " +
			"with it; unranked issues take no part.",
		func(x *tally.Election, a int) *big.Int {
			s := new(big.Int)
			for b := range x.M {
				if a != b {
					s.Add(s, x.Both[a][b]).Add(s, x.Strict[a][b]).Sub(s, x.Strict[b][a])
				}
			}
			return s
		},
	}
)

// bordaRule scores positions (Borda 1784; for short ballots Terzopoulou &
// Endriss 2021, for ties Gärdenfors 1973). The forms fix the treatment of blanks
// themselves, so the policy for blanks changes none of them.
func bordaRule(f bordaForm) Rule {
	return Rule{
		Name: f.name, Title: f.title, Definition: f.definition,
		Ties:   "Issues with equal scores tie.",
		Source: "Borda 1784; Gärdenfors 1973; Terzopoulou & Endriss, Journal of Mathematical Economics 2021",
		Run: func(_ context.Context, x *tally.Election, _ Options) Outcome {
			scores := make([]*big.Rat, x.M)
			for a := range scores {
				scores[a] = x.Rat(f.twice(x, a), 2)
			}
			if f.name != bordaAvg.name || x.Blank == nil || x.Blank.Sign() == 0 {
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
	out.Note = "Blank ballots give every issue the same " + exact.Text(each) + " points."
	return out
}
