package rules

import (
	"cmp"
	"context"
	"maps"
	"math/big"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/tally"
)

// majorityRule is majority judgement (Balinski & Laraki 2010): issues are
// ordered by their lower median grade; of issues with the same median, one
// median grade each is taken away and they are compared again, and so on.
//
// With weights, and issues graded by different numbers of ballots, the same
// comparison is made on shares: taking medians away reads the grades outward
// from the middle, the lower side first, so that issues are compared at
// ½−x and then ½+x of their grades sorted from low to high, for growing x.
// With equal whole weights this is the successive removal of medians.
func majorityRule() Rule {
	return Rule{
		Name: "majority_judgement", Family: byGrades,
		Source: "Balinski & Laraki, Majority Judgment, 2010 (successive removal of medians)",
		Omit:   onlyScores,
		Run: func(_ context.Context, x *tally.Election, _ Options) Outcome {
			dists, middles := make([][]gradeShare, x.M), make([]*big.Rat, x.M)
			for a := range dists {
				dists[a] = gradeShares(x, a)
				if mid := medianGrade(dists[a]); mid != planner.Blank {
					middles[a] = big.NewRat(int64(mid), int64(max(x.Scale.Per, 1)))
				}
			}
			return Outcome{
				Scores: middles,
				Levels: order.Levels(x.M, func(a, b int) int { return compareGrades(dists[b], dists[a]) }),
				Notes:  []Note{{Code: MiddleGrades}},
			}
		},
	}
}

// gradeShare is the share of grades up to and including this one.
type gradeShare struct {
	grade planner.Mark
	upTo  *big.Rat
}

// gradeShares is the cumulative distribution of an issue's grades.
func gradeShares(x *tally.Election, a int) []gradeShare {
	sums := make(map[planner.Mark]*big.Int)
	total := new(big.Int)
	for i, t := range x.Tally {
		if x.Classes[i].Kind != planner.Score {
			continue
		}
		for mark, counts := range t.Grade {
			if counts[a] == 0 {
				continue
			}
			if sums[mark] == nil {
				sums[mark] = new(big.Int)
			}
			w := new(big.Int).Mul(x.Unit[i], big.NewInt(counts[a]))
			sums[mark].Add(sums[mark], w)
			total.Add(total, w)
		}
	}
	if total.Sign() == 0 {
		return nil // raking can leave those who graded it without any weight
	}
	var out []gradeShare
	run := new(big.Int)
	for _, mark := range slices.Sorted(maps.Keys(sums)) {
		run.Add(run, sums[mark])
		out = append(out, gradeShare{mark, new(big.Rat).SetFrac(run, total)})
	}
	return out
}

func half() *big.Rat { return big.NewRat(1, 2) }

// medianGrade is the lower median: the lowest grade with at least half the
// weight at or below it.
func medianGrade(d []gradeShare) planner.Mark {
	for _, g := range d {
		if g.upTo.Cmp(half()) >= 0 {
			return g.grade
		}
	}
	return planner.Blank
}

// compareGrades compares two distributions by successive medians: +1 when p is
// better. No grades are worse than any.
func compareGrades(p, q []gradeShare) int {
	if len(p) == 0 || len(q) == 0 {
		return cmp.Compare(len(p), len(q))
	}
	steps := make([]*big.Rat, 0, len(p)+len(q)+1)
	for _, d := range [][]gradeShare{p, q} {
		for _, g := range d {
			x := new(big.Rat).Sub(g.upTo, half())
			steps = append(steps, x.Abs(x))
		}
	}
	steps = append(steps, new(big.Rat))
	slices.SortFunc(steps, (*big.Rat).Cmp)
	for i := range len(steps) - 1 {
		if steps[i].Cmp(steps[i+1]) == 0 {
			continue
		}
		// Between two steps both distributions are constant: look in the middle.
		mid := new(big.Rat).Add(steps[i], steps[i+1])
		mid.Mul(mid, half())
		for _, at := range []*big.Rat{new(big.Rat).Sub(half(), mid), new(big.Rat).Add(half(), mid)} {
			if c := cmp.Compare(gradeAt(p, at), gradeAt(q, at)); c != 0 {
				return c
			}
		}
	}
	return 0
}

// gradeAt is the grade at a share strictly between two steps.
func gradeAt(d []gradeShare, at *big.Rat) planner.Mark {
	return d[slices.IndexFunc(d, func(g gradeShare) bool { return g.upTo.Cmp(at) > 0 })].grade
}
