package tally

import (
	"math/big"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/electorate"
)

// Part of a mean: the sum of u over N ballots.
type Part struct {
	Sum *big.Rat
	N   int64
}

// supportParts sums u, between 0 and 1, for each class and issue. The definition of u
// is in the comment of package ranking. It does not depend on weights.
func supportParts(e *electorate.Electorate, tallies []*Tally, policy ballot.Policy) [][]Part {
	out := make([][]Part, len(tallies))
	mixed := e.Mixed()
	policy = e.Reading(policy)
	for i, t := range tallies {
		out[i] = make([]Part, e.M)
		kind := t.kind
		for a := range out[i] {
			switch {
			case (kind == planner.Ranking || mixed) && ballot.BlankIgnored(kind, policy):
				out[i][a] = t.ignoreSupport(a)
			case kind == planner.Ranking || mixed:
				out[i][a] = t.lastSupport(a)
			default:
				out[i][a] = t.ownSupport(a, e.Scale, policy)
			}
		}
	}
	return out
}

// ownSupport is what the marks of a kind of ballot are worth on its own scale.
func (t *Tally) ownSupport(a int, scale planner.Scale, policy ballot.Policy) Part {
	switch t.kind {
	case planner.Approval:
		p := t.gradeSupport(a, 0, 1)
		if policy == ballot.Last {
			p.N = t.n
		}
		return p
	case planner.Score:
		return t.gradeSupport(a, scale.Min, scale.Max)
	case planner.Points:
		return t.pointsSupport(a)
	default:
		return t.gradeSupport(a, -1, 1)
	}
}

// gradeSupport is where the marks lie between two; a blank is no answer.
func (t *Tally) gradeSupport(a int, low, high planner.Mark) Part {
	if high <= low {
		return Part{new(big.Rat), 0}
	}
	n, sum := t.Answers(a)
	return Part{big.NewRat(sum-n*int64(low), int64(high)-int64(low)), n}
}

// lastSupport: u is the Borda score over m−1. A single issue has all.
func (t *Tally) lastSupport(a int) Part {
	if t.m == 1 {
		return Part{big.NewRat(t.n, 1), t.n}
	}
	return Part{big.NewRat(t.TwiceBorda(a), int64(2*(t.m-1))), t.n}
}

// ignoreSupport counts a ballot that lists k ≥ 2 issues for these only.
func (t *Tally) ignoreSupport(a int) Part {
	out := Part{new(big.Rat), 0}
	for k := 2; k <= t.m; k++ {
		if t.below[k] != nil {
			out.N += t.listed[k][a]
			out.Sum.Add(out.Sum, big.NewRat(t.below[k][a], int64(2*(k-1))))
		}
	}
	return out
}

// pointsSupport: the share of the points a ballot gave out; a ballot that gave
// none counts with 0 everywhere.
func (t *Tally) pointsSupport(a int) Part {
	sum := new(big.Rat)
	for total, given := range t.points {
		if total > 0 {
			sum.Add(sum, big.NewRat(given[a], int64(total)))
		}
	}
	return Part{sum, t.n}
}
