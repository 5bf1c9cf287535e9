package rules

import (
	"context"
	"math"
	"math/big"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/tally"
)

// scoreRule orders by the mean score, Σ w·s / Σ w over the ballots that score
// the issue; under group weights, the mean over groups of the group means. A
// blank is left out of its issue's mean. An issue without any score comes last.
func scoreRule() Rule {
	return Rule{
		Name: "score", Family: byGrades,
		Source: "Range voting; Smith 2000",
		Omit:   onlyScores,
		Run: func(_ context.Context, x *tally.Election, _ Options) Outcome {
			means := make([]*big.Rat, x.M)
			for a := range means {
				means[a] = meanScore(x, a)
			}
			return byScore(means)
		},
	}
}

// meanScore is the weighted mean score of an issue, nil without scores.
func meanScore(x *tally.Election, a int) *big.Rat {
	per := int64(max(x.Scale.Per, 1))
	return x.Mean(func(class int) (sum *big.Rat, n int64) {
		if x.Classes[class].Kind != planner.Score {
			return nil, 0
		}
		n, marks := x.Tally[class].Answers(a)
		return big.NewRat(marks, per), n
	})
}

// Scores describes the scores of an issue: their number, the weighted mean, and
// the standard deviation of all of them, every ballot the same (divisor n). The
// mean is nil without scores.
func Scores(x *tally.Election, a int) (n int64, mean *big.Rat, sd float64) {
	if mean = meanScore(x, a); mean == nil {
		return 0, nil, 0
	}
	sum, squares := new(big.Int), new(big.Int)
	for i, t := range x.Tally {
		if x.Classes[i].Kind != planner.Score {
			continue
		}
		for mark, counts := range t.Grade {
			all, s := big.NewInt(counts[a]), big.NewInt(int64(mark))
			n += counts[a]
			sum.Add(sum, all.Mul(all, s))
			squares.Add(squares, all.Mul(all, s))
		}
	}
	// Variance (n·Σs² − (Σs)²)/n², whole numbers until the last step.
	whole := big.NewInt(n)
	v := squares.Mul(squares, whole)
	v.Sub(v, sum.Mul(sum, sum))
	variance := new(big.Rat).SetFrac(v, whole.Mul(whole, whole))
	return n, mean, math.Sqrt(exact.Float(variance)) / float64(max(x.Scale.Per, 1))
}
