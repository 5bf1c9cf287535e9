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

// leaver holds the sums that support is made of, exact and in floating point.
type leaver struct {
	*strata
	x          *tally.Election
	k          int
	rough      []roughStratum
	weight     []float64 // of one ballot, by class
	now        []float64
	first, top []int
}

type roughStratum struct {
	share       float64
	top, bottom []float64
}

func newLeaver(x *tally.Election, k int) *leaver {
	l := &leaver{strata: newStrata(x), x: x, k: k, now: make([]float64, x.M)}
	for s := range l.share {
		l.rough = append(l.rough, roughStratum{
			share: exact.Float(l.share[s]), top: exact.Floats(l.strata.top[s]), bottom: exact.Floats(l.bottom[s]),
		})
	}
	l.weight = exact.Floats(x.Weight)
	l.first, l.top = order.Top(order.Values(x.Support), k)
	return l
}

// tooFirm reports whether no single ballot can change anything: taking out a
// ballot of weight w from a mean over weight b moves it by at most w/(b−w), and
// the difference of two means by twice that.
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
		s := &l.rough[l.of[i]]
		for _, bottom := range s.bottom {
			if bottom <= w {
				return false
			}
			reach = max(reach, s.share/whole*w/(bottom-w))
		}
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

// without fills in the supports without one ballot of the class.
func (l *leaver) without(class int, u []int64, den int64) {
	w := l.weight[class]
	for a := range l.now {
		top, bottom := 0.0, 0.0
		for s := range l.rough {
			st := &l.rough[s]
			t, b := st.top[a], st.bottom[a]
			if s == l.of[class] && u[a] != ballot.NoAnswer {
				t -= w * float64(u[a]) / float64(den)
				b -= w
			}
			if b > exact.Nearly*st.bottom[a] && b > 0 {
				top += st.share * t / b
				bottom += st.share
			}
		}
		l.now[a] = -1
		if bottom > 0 {
			l.now[a] = 100 * top / bottom
		}
	}
}

// closeSupport is the difference of supports, 0 to 100, below which they are
// compared exactly.
const closeSupport = 1e-7

// outcome is the first place and the first k without the ballot.
func (l *leaver) outcome(class int, u []int64, den int64) (first, top []int) {
	known := make([]*big.Rat, len(l.now))
	precise := func(a int) *big.Rat {
		if known[a] == nil {
			known[a] = l.exactWithout(a, class, u[a], den)
		}
		return known[a]
	}
	return order.Top(order.Levels(len(l.now), func(a, b int) int {
		switch d := l.now[b] - l.now[a]; {
		case d > closeSupport:
			return 1
		case d < -closeSupport:
			return -1
		}
		return precise(b).Cmp(precise(a))
	}), l.k)
}

// exactWithout is the support of one issue without the ballot; -1 when nobody
// is left to answer.
func (l *leaver) exactWithout(a, class int, u, den int64) *big.Rat {
	w := l.x.Weight[class]
	top, bottom := new(big.Rat), new(big.Rat)
	for s, share := range l.share {
		t, b := new(big.Rat).Set(l.strata.top[s][a]), new(big.Rat).Set(l.bottom[s][a])
		if s == l.of[class] && u != ballot.NoAnswer {
			t.Sub(t, new(big.Rat).Mul(w, big.NewRat(u, den)))
			b.Sub(b, w)
		}
		if b.Sign() > 0 {
			top.Add(top, t.Quo(t, b).Mul(t, share))
			bottom.Add(bottom, share)
		}
	}
	if bottom.Sign() == 0 {
		return exact.Int(-1)
	}
	return top.Quo(top, bottom)
}
