package firmness

import (
	"math/big"
	"slices"

	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/tally"
)

// LeaveOut counts the single ballots whose removal changes the set of issues in
// first place, and the set of the first k. Under group weights the groups still
// count the same without the ballot; a group that loses its only ballot drops
// out. Other weights stay as they are. It tells also which issues then are first that are
// not now, in ascending order.
//
// Supports without a ballot are updated in floating point; wherever two of them
// that matter are nearer than rounding could explain, the comparison is made
// again with exact fractions.
func LeaveOut(x *tally.Election, k int) (first, top int64, to []int) {
	l := newLeaver(x, k)
	if l.tooFirm() {
		return 0, 0, nil
	}
	v, u := x.Valuer(), make([]int64, x.M)
	for i, n := range x.Count {
		class := int(x.Class[i])
		kind, marks := x.Marks(i)
		den := v.Value(kind, marks, u)
		l.without(class, u, den)
		f, t := l.outcome(class, u, den)
		if !slices.Equal(f, l.first) {
			first += n
			to = append(to, f...)
		}
		if !slices.Equal(t, l.top) {
			top += n
		}
	}
	slices.Sort(to)
	to = slices.DeleteFunc(slices.Compact(to), func(a int) bool { return slices.Contains(l.first, a) })
	return first, top, to
}

// leaver holds the sums that support is made of, exact in the election and here in
// floating point.
type leaver struct {
	x          *tally.Election
	k          int
	strata     []rough
	less       rough     // a stratum without one ballot
	weight     []float64 // of one ballot, by class
	is         *estimate
	first, top []int
}

func newLeaver(x *tally.Election, k int) *leaver {
	l := &leaver{x: x, k: k, weight: exact.Floats(x.Weight), is: newEstimate(x)}
	for _, s := range x.Strata {
		l.strata = append(l.strata, rough{
			share: exact.Float(s.Share), whole: exact.Float(s.Whole), n: float64(s.N),
			top: exact.Floats(s.Top), bottom: exact.Floats(s.Bottom),
		})
	}
	l.first, l.top = order.Top(order.Values(x.Standing), k)
	return l
}

// tooFirm reports whether no single ballot can change anything: where every ballot
// answers every issue, taking out a ballot of weight w from a mean over weight b moves
// it by at most w/(b−w), and the difference of two means by twice that.
func (l *leaver) tooFirm() bool {
	x := l.x
	if x.M < 2 {
		return true
	}
	for a := range x.M {
		if !everybody(x, a) {
			return false
		}
	}
	reach, whole := 0.0, 0.0
	for _, s := range l.strata {
		whole += s.share
	}
	for i, w := range l.weight {
		s := &l.strata[x.StratumOf[i]]
		if s.whole <= w {
			return false
		}
		reach = max(reach, s.share/whole*w/(s.whole-w))
	}
	sorted := order.Sorted(x.Standing)
	gap := func(i int) float64 {
		if i+1 >= len(sorted) || x.Standing[sorted[i]] == nil || x.Standing[sorted[i+1]] == nil {
			return 100
		}
		return exact.Float(new(big.Rat).Sub(x.Standing[sorted[i]], x.Standing[sorted[i+1]]))
	}
	return gap(0) > 201*reach && gap(l.k-1) > 201*reach
}

// without estimates the supports without one ballot of the class.
func (l *leaver) without(class int, u []int64, den int64) {
	w, of := l.weight[class], l.x.StratumOf[class]
	s := l.strata[of]
	top, bottom := append(l.less.top[:0], s.top...), append(l.less.bottom[:0], s.bottom...)
	for a, worth := range u {
		if worth != ballot.NoAnswer {
			top[a] -= w * float64(worth) / float64(den)
			bottom[a] -= w
		}
	}
	l.less = rough{s.share, s.whole - w, s.n - 1, top, bottom}
	l.is.begin()
	for i := range l.strata {
		if i == of {
			l.is.add(&l.less)
		} else {
			l.is.add(&l.strata[i])
		}
	}
	l.is.end()
}

// closeSupport is the difference of supports, 0 to 1, below which they are compared
// exactly.
const closeSupport = 1e-9

// outcome is the first place and the first k without the ballot.
func (l *leaver) outcome(class int, u []int64, den int64) (first, top []int) {
	x := l.x
	var strata []*tally.Stratum // made when they are needed
	known := make(map[int]*big.Rat)
	precise := func(a int) *big.Rat {
		if strata == nil {
			strata = slices.Clone(x.Strata)
			of := &strata[x.StratumOf[class]]
			*of = (*of).Without(x.Weight[class], u, den)
		}
		if _, ok := known[a]; !ok {
			known[a] = tally.SupportOf(strata, a, x.Least)
		}
		return known[a]
	}
	return order.Top(order.Levels(x.M, func(a, b int) int {
		switch d := l.is.support[b] - l.is.support[a]; {
		case d > closeSupport:
			return 1
		case d < -closeSupport:
			return -1
		}
		return order.ByValue(precise(a), precise(b))
	}), l.k)
}
