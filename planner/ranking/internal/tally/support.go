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
		kind := e.Classes[i].Kind
		for a := range out[i] {
			switch {
			case (kind == planner.Ranking || mixed) && ballot.BlankIgnored(kind, policy):
				out[i][a] = t.ignoreSupport(a)
			case kind == planner.Ranking || mixed:
				out[i][a] = t.lastSupport(a)
			default:
				out[i][a] = t.ownSupport(kind, a, e.Scale, policy)
			}
		}
	}
	return out
}

// ownSupport is what the marks of a kind of ballot are worth on its own scale.
func (t *Tally) ownSupport(kind planner.BallotKind, a int, scale planner.Scale, policy ballot.Policy) Part {
	switch kind {
	case planner.Approval:
		return t.approvalSupport(a, policy)
	case planner.Score:
		return t.scoreSupport(a, scale)
	case planner.Points:
		return t.pointsSupport(a)
	default:
		return t.humSupport(a)
	}
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

func (t *Tally) approvalSupport(a int, policy ballot.Policy) Part {
	yes := t.Graded(1, a)
	n := t.n
	if policy == ballot.Ignore {
		n = yes + t.Graded(0, a)
	}
	return Part{big.NewRat(yes, 1), n}
}

func (t *Tally) humSupport(a int) Part {
	yes, neutral, no := t.Graded(1, a), t.Graded(0, a), t.Graded(-1, a)
	return Part{big.NewRat(2*yes+neutral, 2), yes + neutral + no}
}

func (t *Tally) scoreSupport(a int, s planner.Scale) Part {
	if s.Max <= s.Min {
		return Part{new(big.Rat), 0}
	}
	n, sum := t.Answers(a)
	return Part{big.NewRat(sum-n*int64(s.Min), int64(s.Max-s.Min)), n}
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
