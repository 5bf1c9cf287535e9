package ranking

import (
	"math"
	"math/big"
	"sort"

	"roundtable/planner"
)

// groupViews is each group's own support and ranks, in the order of the groups.
type groupViews struct {
	support [][]*big.Rat
	ranks   [][]int
	// approve and asked count approvals and answers by heads, per group and issue.
	approve, asked [][]int64
}

func (x *election) views(parts [][]answers) *groupViews {
	v := &groupViews{}
	for g := range x.groups {
		s := x.groupSupport(parts, g)
		v.support = append(v.support, s)
		v.ranks = append(v.ranks, ranksOf(s))
		yes, asked := make([]int64, x.m), make([]int64, x.m)
		for i := range x.classes {
			if x.classes[i].group != g {
				continue
			}
			for a := range x.m {
				yes[a] += x.tally[i].approve[a]
				asked[a] += x.askedIn(i, a)
			}
		}
		v.approve, v.asked = append(v.approve, yes), append(v.asked, asked)
	}
	return v
}

// askedIn is how many ballots of a class could have approved an issue: all, but
// for scores and hums only those that answered.
func (x *election) askedIn(i, a int) int64 {
	switch x.classes[i].kind {
	case planner.Score, planner.Hum:
		n := int64(0)
		for _, counts := range x.tally[i].grade {
			n += counts[a]
		}
		return n
	default:
		return x.tally[i].n
	}
}

// agreement compares the groups' own orders.
func (x *election) agreement(v *groupViews) *Agreement {
	if len(x.groups) < 2 {
		return nil
	}
	out := &Agreement{Raters: len(x.groups), Items: x.m, Prior: ratioFloat(x.opts.Prior), Approvals: x.approvalWords()}
	for i := range x.groups {
		for j := i + 1; j < len(x.groups); j++ {
			p := PairTau{A: x.groups[i], B: x.groups[j]}
			if tau, ok := tauB(v.ranks[i], v.ranks[j]); ok {
				p.Tau = &tau
			}
			out.TauB = append(out.TauB, p)
		}
	}
	if w := concordance(v.ranks); w != nil {
		f, _ := w.Float64()
		e := planner.ExactOf(w)
		out.W, out.WExact = &f, &e
	}
	if x.has(planner.Hum) {
		th := x.opts.Hum
		th.Text = th.describe()
		out.Thresholds = &th
	}
	return out
}

func ratioFloat(r planner.Ratio) float64 {
	f, _ := r.Rat().Float64()
	return f
}

// behind is the support from which a group counts as behind an issue: 60 of
// 100, as in Jigsaw's sensemaking tools.
func behind() *big.Rat { return big.NewRat(60, 1) }

// describeAcross fills in what the groups have in common on an issue.
func (x *election) describeAcross(v *groupViews, a int, out *Issue) {
	out.GroupSupport = make(map[string]float64, len(x.groups))
	out.GroupRank = make(map[string]int, len(x.groups))
	out.GroupExact = make(map[string]planner.Exact, len(x.groups))
	var low, high *big.Rat
	sum, squares := new(big.Rat), new(big.Rat)
	known := int64(0)
	for g, name := range x.groups {
		s := v.support[g][a]
		if s == nil {
			continue
		}
		f, _ := s.Float64()
		out.GroupSupport[name], out.GroupRank[name], out.GroupExact[name] = f, v.ranks[g][a], planner.ExactOf(s)
		if low == nil || s.Cmp(low) < 0 {
			low = s
			out.LowestGroup = name
		}
		if high == nil || s.Cmp(high) > 0 {
			high = s
		}
		if s.Cmp(behind()) >= 0 {
			out.GroupsBehind++
		}
		known++
		sum.Add(sum, s)
		squares.Add(squares, new(big.Rat).Mul(s, s))
	}
	if known == 0 {
		return
	}
	lowest := floatOf(low) / 100
	out.CommonGround = &lowest
	if c, ok := x.consensus(v, a); ok {
		out.Consensus = &c
	}
	if known >= 2 {
		// Variance (n·Σs² − (Σs)²)/n², exact until the root.
		variance := squares.Mul(squares, big.NewRat(known, 1))
		variance.Sub(variance, sum.Mul(sum, sum)).Quo(variance, big.NewRat(known*known, 1))
		sd := math.Sqrt(floatOf(variance)) / 100
		width := floatOf(new(big.Rat).Sub(high, low)) / 100
		out.Disagreement, out.SupportRange = &sd, &width
		out.Split = x.split(v, a)
	}
}

func floatOf(r *big.Rat) float64 {
	f, _ := r.Float64()
	return f
}

// consensus is the group-informed consensus of Polis as a geometric mean,
// (Π_g (A_g + p)/(n_g + 2p))^(1/G), so that it does not shrink with the number of
// groups; p is Options.Prior. Groups that were not asked are left out.
func (x *election) consensus(v *groupViews, a int) (float64, bool) {
	p := x.opts.Prior.Rat()
	product, n := big.NewRat(1, 1), 0
	for g := range x.groups {
		if v.asked[g][a] == 0 {
			continue
		}
		n++
		yes, asked := big.NewRat(v.approve[g][a], 1), big.NewRat(v.asked[g][a], 1)
		yes.Add(yes, p)
		asked.Add(asked, p).Add(asked, p)
		product.Mul(product, yes.Quo(yes, asked))
	}
	if n == 0 {
		return 0, false
	}
	return math.Pow(floatOf(product), 1/float64(n)), true
}

// split finds groups that have the issue in their first three and groups that
// have it in their last three. With fewer than six issues both are empty of
// meaning, and it is nil.
func (x *election) split(v *groupViews, a int) *Split {
	if x.m < 6 {
		return nil
	}
	var s Split
	for g, name := range x.groups {
		if v.support[g][a] == nil {
			continue
		}
		better, worse := 0, 0
		for _, o := range v.support[g] {
			switch c := cmpPresent(o, v.support[g][a]); {
			case c < 0:
				better++
			case c > 0:
				worse++
			}
		}
		if better < 3 && worse >= 3 {
			s.Top = append(s.Top, name)
		}
		if worse < 3 && better >= 3 {
			s.Bottom = append(s.Bottom, name)
		}
	}
	if len(s.Top) == 0 || len(s.Bottom) == 0 {
		return nil
	}
	return &s
}

// zCut is the one-sided 90 % point of the normal distribution that Polis uses.
const zCut = 1.2816

// representative finds the issues a group approves more than the rest does, as
// Polis computes it (math/src/polismath/math/repness.clj and stats.clj).
func (x *election) representative(v *groupViews, g int) []Representative {
	var out []Representative
	for a := range x.m {
		yes, n := v.approve[g][a], v.asked[g][a]
		var yesRest, nRest int64
		for h := range x.groups {
			if h != g {
				yesRest += v.approve[h][a]
				nRest += v.asked[h][a]
			}
		}
		if n == 0 || nRest == 0 {
			continue
		}
		r := Representative{
			Issue: x.ids[a],
			Ratio: (float64(yes+1) / float64(n+2)) / (float64(yesRest+1) / float64(nRest+2)),
			// One-proportion test against one half, with one success and one trial added.
			ZGroup: 2 * math.Sqrt(float64(n+1)) * (float64(yes+1)/float64(n+1) - 0.5),
			ZRest:  twoProportions(yes, n, yesRest, nRest),
		}
		if r.Ratio > 1 && r.ZGroup > zCut && r.ZRest > zCut {
			out = append(out, r)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Ratio*out[i].ZRest > out[j].Ratio*out[j].ZRest })
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
