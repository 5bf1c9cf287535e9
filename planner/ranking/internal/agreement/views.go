// Package agreement compares the groups: what each of them supports, where they
// agree and where they split.
package agreement

import (
	"cmp"
	"math"
	"math/big"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/tally"
)

// Views is each group's own support and ranks, in the order of the groups. Support is nil
// where no ballot of the group says anything of the issue.
type Views struct {
	Support [][]*big.Rat
	Ranks   [][]int
	// approve and asked count approvals and answers by heads, per group and issue.
	approve, asked [][]int64
}

// NewViews looks at an election group by group.
func NewViews(x *tally.Election) *Views {
	v := &Views{}
	answers := make([][]int64, x.M)
	for a := range answers {
		_, answers[a] = x.AnswersTo(a)
	}
	for g := range x.Groups {
		support, standing := x.GroupSupport(g)
		for a := range support {
			if answers[a][g] == 0 {
				support[a] = nil
			}
		}
		v.Support, v.Ranks = append(v.Support, support), append(v.Ranks, order.Ranks(standing))
		yes, asked := make([]int64, x.M), make([]int64, x.M)
		for i, class := range x.Classes {
			if class.Group != g {
				continue
			}
			for a := range x.M {
				yes[a] += x.Tally[i].Approve[a]
				asked[a] += askedIn(x, i, a)
			}
		}
		v.approve, v.asked = append(v.approve, yes), append(v.asked, asked)
	}
	return v
}

// askedIn is how many ballots of a class could have approved an issue: all, but
// for scores and hums only those that answered.
func askedIn(x *tally.Election, class, a int) int64 {
	switch x.Classes[class].Kind {
	case planner.Score, planner.Hum:
		n, _ := x.Tally[class].Answers(a)
		return n
	default:
		return x.Classes[class].N
	}
}

// behind is the support from which a group counts as behind an issue: 60 of
// 100, as in Jigsaw's sensemaking tools.
const behind = 60

// Behind counts the groups that support an issue with at least 60.
func (v *Views) Behind(a int) (n int) {
	for _, support := range v.Support {
		if s := support[a]; s != nil && s.Cmp(exact.Int(behind)) >= 0 {
			n++
		}
	}
	return n
}

// Spread is how the groups' supports of one issue lie, 0 to 100.
type Spread struct {
	Low, High *big.Rat
	LowGroup  int // the first group with the lowest support
	// Variance is (n·Σs² − (Σs)²)/n².
	Variance *big.Rat
}

// Spread looks at one issue across the groups. A group that was not asked is no agreement:
// without an answer of every group it is nil.
func (v *Views) Spread(a int) *Spread {
	if len(v.Support) == 0 {
		return nil
	}
	out := &Spread{}
	sum, squares := new(big.Rat), new(big.Rat)
	for g := range v.Support {
		s := v.Support[g][a]
		if s == nil {
			return nil
		}
		if out.Low == nil || s.Cmp(out.Low) < 0 {
			out.Low, out.LowGroup = s, g
		}
		if out.High == nil || s.Cmp(out.High) > 0 {
			out.High = s
		}
		sum.Add(sum, s)
		squares.Add(squares, new(big.Rat).Mul(s, s))
	}
	n := int64(len(v.Support))
	out.Variance = squares.Mul(squares, exact.Int(n))
	out.Variance.Sub(squares, sum.Mul(sum, sum)).Quo(squares, exact.Int(n*n))
	return out
}

// Prior is the pseudo-count p of the consensus: one approval and one refusal are
// added to each group, which is Laplace's rule.
const Prior = 1

// Consensus is the group-informed consensus of Polis as a geometric mean,
// (Π_g (A_g + p)/(n_g + 2p))^(1/G), so that it does not shrink with the number of
// groups. There is one where there is a [Spread].
func (v *Views) Consensus(a int) float64 {
	product := big.NewRat(1, 1)
	for g := range v.asked {
		product.Mul(product, big.NewRat(v.approve[g][a]+Prior, v.asked[g][a]+2*Prior))
	}
	return math.Pow(exact.Float(product), 1/float64(len(v.asked)))
}

// ends is how many places count as the top and as the bottom of a group's order.
const ends = 3

// Split finds groups that have the issue in their first three and groups that
// have it in their last three. With fewer than six issues both are empty of
// meaning, and unless there are both kinds of groups, both are nil.
func (v *Views) Split(a int) (top, bottom []int) {
	for g, support := range v.Support {
		if support[a] == nil || len(support) < 2*ends {
			continue
		}
		better, worse := 0, 0
		for _, o := range support {
			switch c := order.ByValue(o, support[a]); {
			case c < 0:
				better++
			case c > 0:
				worse++
			}
		}
		if better < ends && worse >= ends {
			top = append(top, g)
		}
		if worse < ends && better >= ends {
			bottom = append(bottom, g)
		}
	}
	if top == nil || bottom == nil {
		return nil, nil
	}
	return top, bottom
}

// Representative is an issue a group approves more than the others do; see
// ranking.Representative.
type Representative struct {
	Issue                int
	Ratio, ZGroup, ZRest float64
}

// zCut is the one-sided 90 % point of the normal distribution that Polis uses.
const zCut = 1.2816

// Representative finds the issues a group approves more than the rest does, as
// Polis computes it (math/src/polismath/math/repness.clj and stats.clj). Where nobody of
// the group was asked, or nobody else, no test is passed.
func (v *Views) Representative(g int) []Representative {
	var out []Representative
	for a := range v.approve[g] {
		yes, n := v.approve[g][a], v.asked[g][a]
		var yesRest, nRest int64
		for h := range v.approve {
			if h != g {
				yesRest += v.approve[h][a]
				nRest += v.asked[h][a]
			}
		}
		r := Representative{
			Issue: a,
			Ratio: (float64(yes+1) / float64(n+2)) / (float64(yesRest+1) / float64(nRest+2)),
			// One-proportion test against one half, with one success and one trial added.
			ZGroup: 2 * math.Sqrt(float64(n+1)) * (float64(yes+1)/float64(n+1) - 0.5),
			ZRest:  twoProportions(yes, n, yesRest, nRest),
		}
		if r.Ratio > 1 && r.ZGroup > zCut && r.ZRest > zCut {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(p, q Representative) int { return cmp.Compare(q.Ratio*q.ZRest, p.Ratio*p.ZRest) })
	return out
}

// twoProportions is the z of the difference of two proportions with one success
// and one trial added to each, as stats.clj has it.
func twoProportions(a, n, b, m int64) float64 {
	s1, s2, p1, p2 := float64(a+1), float64(b+1), float64(n+1), float64(m+1)
	pi1, pi2 := s1/p1, s2/p2
	hat := (s1 + s2) / (p1 + p2)
	if hat == 1 {
		return 0
	}
	return (pi1 - pi2) / math.Sqrt(hat*(1-hat)*(1/p1+1/p2))
}
