package ranking

import (
	"math/big"

	"roundtable/planner"
)

// part of a mean: the sum of u over n ballots.
type answers struct {
	sum *big.Rat
	n   int64
}

// supportParts sums u, between 0 and 1, for each class and issue. The
// definition of u is in the package comment. It does not depend on weights.
func (e *electorate) supportParts(tallies []*tally, policy Policy) [][]answers {
	out := make([][]answers, len(tallies))
	for i, t := range tallies {
		out[i] = make([]answers, e.m)
		for a := range e.m {
			switch e.classes[i].kind {
			case planner.Ranking:
				if policy == Ignore {
					out[i][a] = t.ignoreSupport(e.m, a)
				} else {
					out[i][a] = t.lastSupport(e.m, a)
				}
			case planner.Approval:
				out[i][a] = t.approvalSupport(a, policy)
			case planner.Score:
				out[i][a] = t.scoreSupport(a, e.scale)
			case planner.Points:
				out[i][a] = t.pointsSupport(a)
			default:
				out[i][a] = t.humSupport(a)
			}
		}
	}
	return out
}

// lastSupport: twice the Borda score summed is (m−1)·n + Σ_b (W[a][b] − W[b][a])
// with unlisted issues last; u is the score over m−1. A single issue has all.
func (t *tally) lastSupport(m, a int) answers {
	if m == 1 {
		return answers{big.NewRat(t.n, 1), t.n}
	}
	s := int64(m-1) * t.n
	for b := range m {
		if a != b {
			s += t.strict[a*m+b] - t.strict[b*m+a] + t.bothAt(a*m+a) - t.bothAt(b*m+b)
		}
	}
	return answers{big.NewRat(s, int64(2*(m-1))), t.n}
}

// ignoreSupport counts a ballot that lists k ≥ 2 issues for these only.
func (t *tally) ignoreSupport(m, a int) answers {
	out := answers{new(big.Rat), 0}
	incomplete := int64(0) // twice "listed below plus half of tied", on incomplete ballots
	for k := 2; k <= m; k++ {
		if t.below[k] == nil {
			continue
		}
		out.n += t.listed[k][a]
		out.sum.Add(out.sum, big.NewRat(t.below[k][a], int64(2*(k-1))))
		incomplete += t.below[k][a]
	}
	if t.complete > 0 && m > 1 {
		twice := -incomplete
		for b := range m {
			if a != b {
				twice += t.bothAt(a*m+b) + t.strict[a*m+b] - t.strict[b*m+a]
			}
		}
		out.n += t.complete
		out.sum.Add(out.sum, big.NewRat(twice, int64(2*(m-1))))
	}
	return out
}

func (t *tally) graded(mark planner.Mark, a int) int64 {
	if r := t.grade[mark]; r != nil {
		return r[a]
	}
	return 0
}

func (t *tally) approvalSupport(a int, policy Policy) answers {
	yes := t.graded(1, a)
	n := t.n
	if policy == Ignore {
		n = yes + t.graded(0, a)
	}
	return answers{big.NewRat(yes, 1), n}
}

func (t *tally) humSupport(a int) answers {
	yes, neutral, no := t.graded(1, a), t.graded(0, a), t.graded(-1, a)
	return answers{big.NewRat(2*yes+neutral, 2), yes + neutral + no}
}

func (t *tally) scoreSupport(a int, s planner.Scale) answers {
	sum, n := int64(0), int64(0)
	for mark, counts := range t.grade {
		sum += int64(mark-s.Min) * counts[a]
		n += counts[a]
	}
	if s.Max <= s.Min {
		return answers{new(big.Rat), 0}
	}
	return answers{big.NewRat(sum, int64(s.Max-s.Min)), n}
}

// pointsSupport: the share of the points a ballot gave out; a ballot that gave
// none counts with 0 everywhere.
func (t *tally) pointsSupport(a int) answers {
	sum := new(big.Rat)
	for total, given := range t.points {
		if total > 0 {
			sum.Add(sum, big.NewRat(given[a], int64(total)))
		}
	}
	return answers{sum, t.n}
}

// groupedMean combines the classes' parts into one mean, nil without answers.
func (x *election) groupedMean(part func(class int) (sum *big.Rat, n int64)) *big.Rat {
	if !x.grouped {
		return x.meanOf(part, func(*class) bool { return true })
	}
	top, bottom := new(big.Rat), new(big.Rat)
	for g := -1; g < len(x.groups); g++ {
		in := func(c *class) bool { return c.group == g }
		mean := x.meanOf(part, in)
		if mean == nil {
			continue
		}
		share := x.groupWeight(g)
		bottom.Add(bottom, share)
		top.Add(top, mean.Mul(mean, share))
	}
	if bottom.Sign() == 0 {
		return nil
	}
	return top.Quo(top, bottom)
}

// meanOf is the weighted mean over the classes that pass the filter.
func (x *election) meanOf(part func(class int) (sum *big.Rat, n int64), in func(*class) bool) *big.Rat {
	top, bottom := new(big.Rat), new(big.Rat)
	for i := range x.classes {
		c := &x.classes[i]
		if !in(c) {
			continue
		}
		sum, n := part(i)
		if n == 0 {
			continue
		}
		w := x.weight(c)
		top.Add(top, new(big.Rat).Mul(w, sum))
		bottom.Add(bottom, new(big.Rat).Mul(w, new(big.Rat).SetInt64(n)))
	}
	if bottom.Sign() == 0 {
		return nil
	}
	return top.Quo(top, bottom)
}

// groupWeight is the weight of all ballots of a group.
func (x *election) groupWeight(g int) *big.Rat {
	s := new(big.Rat)
	for i := range x.classes {
		if c := &x.classes[i]; c.group == g {
			s.Add(s, new(big.Rat).Mul(x.weight(c), new(big.Rat).SetInt64(c.n)))
		}
	}
	return s
}

func hundred() *big.Rat { return big.NewRat(100, 1) }

// support is the headline of every issue, 0 to 100; nil where nobody answered.
func (x *election) support(parts [][]answers) []*big.Rat {
	out := make([]*big.Rat, x.m)
	for a := range x.m {
		out[a] = x.groupedMean(func(i int) (*big.Rat, int64) { return parts[i][a].sum, parts[i][a].n })
		if out[a] != nil {
			out[a].Mul(out[a], hundred())
		}
	}
	return out
}

// groupSupport is the same within one group.
func (x *election) groupSupport(parts [][]answers, g int) []*big.Rat {
	out := make([]*big.Rat, x.m)
	for a := range x.m {
		out[a] = x.meanOf(func(i int) (*big.Rat, int64) { return parts[i][a].sum, parts[i][a].n }, func(c *class) bool { return c.group == g })
		if out[a] != nil {
			out[a].Mul(out[a], hundred())
		}
	}
	return out
}

// ranksOf gives each issue 1 + the number of issues strictly ahead of it.
func ranksOf(scores []*big.Rat) []int {
	ranks := make([]int, len(scores))
	place := 1
	for _, level := range levelsOf(len(scores), func(a, b int) int { return cmpPresent(scores[a], scores[b]) }) {
		for _, a := range level {
			ranks[a] = place
		}
		place += len(level)
	}
	return ranks
}
