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
// out. Other weights stay as they are.
//
// Supports without a ballot are updated in floating point; wherever two of them
// that matter are nearer than rounding could explain, the comparison is made
// again with exact fractions.
func LeaveOut(x *tally.Election, k int) (first, top int64) {
	l := newLeaver(x, k)
	if l.tooFirm() {
		return 0, 0
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
		}
		if !slices.Equal(t, l.top) {
			top += n
		}
	}
	return first, top
}

// leaver holds the sums that support is made of, exact in the election and here in
// floating point.
type leaver struct {
	x          *tally.Election
	k          int
	rough      []roughStratum
	answers    []int64   // ballots that answer, by issue
	weight     []float64 // of one ballot, by class
	now        []float64
	first, top []int
}

type roughStratum struct {
	share, whole, n     float64
	sumTop, sumBottom   float64 // over all issues
	top, bottom         []float64
	answeredByEverybody bool
}

func newLeaver(x *tally.Election, k int) *leaver {
	l := &leaver{x: x, k: k, now: make([]float64, x.M), answers: make([]int64, x.M)}
	for _, s := range x.Strata {
		r := roughStratum{
			share: exact.Float(s.Share), whole: exact.Float(s.Whole), n: float64(s.N),
			top: exact.Floats(s.Top), bottom: exact.Floats(s.Bottom),
			answeredByEverybody: !slices.ContainsFunc(s.Bottom, func(b *big.Rat) bool { return b.Cmp(s.Whole) != 0 }),
		}
		for a := range r.top {
			r.sumTop += r.top[a]
			r.sumBottom += r.bottom[a]
		}
		l.rough = append(l.rough, r)
	}
	for i, parts := range x.Parts {
		for a, p := range parts {
			if x.Weight[i].Sign() > 0 {
				l.answers[a] += p.N
			}
		}
	}
	l.weight = exact.Floats(x.Weight)
	l.first, l.top = order.Top(order.Values(x.Support), k)
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
	reach, whole := 0.0, 0.0
	for _, s := range l.rough {
		whole += s.share
	}
	for i, w := range l.weight {
		s := &l.rough[x.StratumOf[i]]
		if s.whole <= w || !s.answeredByEverybody {
			return false
		}
		reach = max(reach, s.share/whole*w/(s.whole-w))
	}
	sorted := order.Sorted(x.Support)
	gap := func(i int) float64 {
		if i+1 >= len(sorted) || x.Support[sorted[i]] == nil || x.Support[sorted[i+1]] == nil {
			return 100
		}
		return exact.Float(new(big.Rat).Sub(x.Support[sorted[i]], x.Support[sorted[i+1]]))
	}
	return gap(0) > 201*reach && gap(l.k-1) > 201*reach
}

// given is what a ballot answers: how many issues, and what they are worth together,
// times den.
func given(u []int64) (issues, worth int64) {
	for _, v := range u {
		if v != ballot.NoAnswer {
			issues++
			worth += v
		}
	}
	return issues, worth
}

// lastAnswer reports whether the ballot is the only one that answers the issue.
func (l *leaver) lastAnswer(a int, u int64) bool {
	return l.answers[a] == 0 || (l.answers[a] == 1 && u != ballot.NoAnswer)
}

// without fills in the supports without one ballot of the class.
func (l *leaver) without(class int, u []int64, den int64) {
	w, of := l.weight[class], l.x.StratumOf[class]
	issues, worth := given(u)
	clear(l.now)
	shares := make([]float64, len(l.now))
	for s := range l.rough {
		st := l.rough[s]
		if s == of {
			st.whole -= w
			st.n--
			st.sumTop -= w * float64(worth) / float64(den)
			st.sumBottom -= w * float64(issues)
		}
		if st.sumBottom <= exact.Nearly*l.rough[s].sumBottom || st.n == 0 {
			continue
		}
		centre := st.sumTop / st.sumBottom
		for a := range l.now {
			t, b := st.top[a], st.bottom[a]
			if s == of && u[a] != ballot.NoAnswer {
				t -= w * float64(u[a]) / float64(den)
				b -= w
			}
			q := max(0, min(st.whole-b, float64(l.x.Least)*st.whole/st.n))
			if b+q > exact.Nearly*st.bottom[a] && b+q > 0 {
				l.now[a] += st.share * (t + q*centre) / (b + q)
				shares[a] += st.share
			}
		}
	}
	for a := range l.now {
		l.now[a] *= 100 / shares[a]
		if shares[a] == 0 || l.lastAnswer(a, u[a]) {
			l.now[a] = -1
		}
	}
}

// closeSupport is the difference of supports, 0 to 100, below which they are
// compared exactly.
const closeSupport = 1e-7

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
		switch d := l.now[b] - l.now[a]; {
		case d > closeSupport:
			return 1
		case d < -closeSupport:
			return -1
		}
		return order.ByValue(precise(a), precise(b))
	}), l.k)
}
