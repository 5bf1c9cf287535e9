package ranking

import (
	"context"
	"math"
	"math/big"

	"roundtable/planner"
)

func onlyScores(x *election) string {
	if x.has(planner.Score) {
		return ""
	}
	return "there are no scores, and other ballots are not turned into scores"
}

// scoreRule orders by the mean score, Σ w·s / Σ w over the ballots that score
// the issue; under group weights, the mean over groups of the group means. A
// blank is left out of its issue's mean. An issue without any score comes last.
func scoreRule() Rule {
	return Rule{
		Name: "score", Title: "Mean score",
		Definition: "The mean of the scores an issue received, each with the weight of its ballot; blanks are left out.",
		Ties:       "Equal means tie.",
		Source:     "Range voting; Smith 2000",
		omit:       onlyScores,
		run: func(_ context.Context, x *election) RuleResult {
			means := make([]*big.Rat, x.m)
			out := RuleResult{Scores: make(map[string]planner.Exact)}
			for a := range x.m {
				if means[a] = x.meanScore(a); means[a] != nil {
					out.Scores[x.ids[a]] = planner.ExactOf(means[a])
				}
			}
			out.Levels = x.levels(func(a, b int) int { return cmpPresent(means[a], means[b]) })
			return out
		},
	}
}

// cmpPresent orders larger values first and missing ones last.
func cmpPresent(p, q *big.Rat) int {
	switch {
	case p == nil && q == nil:
		return 0
	case p == nil:
		return 1
	case q == nil:
		return -1
	}
	return q.Cmp(p)
}

// meanScore is the weighted mean score of an issue, nil without scores.
func (x *election) meanScore(a int) *big.Rat {
	per := int64(max(x.scale.Per, 1))
	return x.groupedMean(func(i int) (sum *big.Rat, n int64) {
		if x.classes[i].kind != planner.Score {
			return nil, 0
		}
		s, n := int64(0), int64(0)
		for mark, counts := range x.tally[i].grade {
			s += int64(mark) * counts[a]
			n += counts[a]
		}
		return big.NewRat(s, per), n
	})
}

// scoreStats describes the scores of an issue; nil without scores.
func (x *election) scoreStats(a int) *ScoreStats {
	mean := x.meanScore(a)
	if mean == nil {
		return nil
	}
	st := &ScoreStats{Mean: planner.ExactOf(mean)}
	sum, squares := new(big.Int), new(big.Int)
	for i, t := range x.tally {
		if x.classes[i].kind != planner.Score {
			continue
		}
		for mark, counts := range t.grade {
			n, s := big.NewInt(counts[a]), big.NewInt(int64(mark))
			st.N += counts[a]
			sum.Add(sum, new(big.Int).Mul(n, s))
			squares.Add(squares, new(big.Int).Mul(n, new(big.Int).Mul(s, s)))
		}
	}
	// Variance (n·Σs² − (Σs)²)/n², whole numbers until the last step.
	n := big.NewInt(st.N)
	v := new(big.Int).Sub(new(big.Int).Mul(n, squares), sum.Mul(sum, sum))
	f, _ := new(big.Rat).SetFrac(v, n.Mul(n, n)).Float64()
	st.SD = math.Sqrt(f) / float64(max(x.scale.Per, 1))
	return st
}
