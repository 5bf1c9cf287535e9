package agenda

import (
	"cmp"
	"math/big"
	"slices"

	"roundtable/planner/ranking/internal/order"
)

// ledger gives each approval set a state with an exact value: how many of its
// issues are chosen, its load, or its budget. Sums over the fans of an issue are
// made per state and class in whole ballots first.
//
// Values are whole numbers over one common denominator, scale: it grows by some
// 60 bits with each choice, and adding such numbers is a hundred times faster
// than adding fractions that are reduced each time.
type ledger struct {
	*Profile
	state []int32
	num   []*big.Int
	scale *big.Int
	// low is the last known value of each issue, nil before the first, and never says that
	// an issue has none. Loads, prices and lost gains never fall as choices are made, so it
	// is a lower bound, and most issues need not be looked at again.
	low   []*big.Rat
	never []bool
	// sums is scratch: ballots by state and class.
	sums    []int64
	touched []int32
}

func (p *Profile) newLedger(start *big.Rat) *ledger {
	l := &ledger{Profile: p, state: make([]int32, len(p.sets)), scale: big.NewInt(1)}
	l.forget()
	l.addRat(start)
	return l
}

// forget forgets what issues were worth.
func (l *ledger) forget() { l.low, l.never = make([]*big.Rat, l.x.M), make([]bool, l.x.M) }

// fit makes the common denominator a multiple of den.
func (l *ledger) fit(den *big.Int) {
	f := new(big.Int).GCD(nil, nil, l.scale, den)
	if f.Quo(den, f).Cmp(big.NewInt(1)) == 0 {
		return
	}
	l.scale = new(big.Int).Mul(l.scale, f)
	for i, n := range l.num {
		l.num[i] = new(big.Int).Mul(n, f)
	}
}

// units turns a fraction into units of 1/scale, which must fit.
func (l *ledger) units(v *big.Rat) *big.Int {
	n := new(big.Int).Quo(l.scale, v.Denom())
	return n.Mul(n, v.Num())
}

// addRat makes a new state and returns its number.
func (l *ledger) addRat(v *big.Rat) int32 {
	l.fit(v.Denom())
	return l.add(l.units(v))
}

func (l *ledger) add(num *big.Int) int32 {
	l.num = append(l.num, num)
	l.sums = append(l.sums, make([]int64, len(l.x.Classes))...)
	return int32(len(l.num) - 1)
}

// exactValue is Σ weight·value over weighed backings, as a fraction.
func (l *ledger) exactValue(backings []backing) *big.Rat {
	sum, p := new(big.Int), new(big.Int)
	for _, s := range backings {
		sum.Add(sum, p.Mul(s.exact, l.num[s.state]))
	}
	return new(big.Rat).SetFrac(sum, new(big.Int).Mul(l.scale, l.x.Den))
}

// exactWeight is Σ weight over weighed backings.
func (l *ledger) exactWeight(backings []backing) *big.Rat {
	sum := new(big.Int)
	for _, s := range backings {
		sum.Add(sum, s.exact)
	}
	return l.x.Rat(sum, 1)
}

// backing is the weight with which the sets in one state approve an issue, and what
// the issue is worth to them.
type backing struct {
	payer
	exact  *big.Int // in units of 1/Den; filled in by weigh
	counts []int64  // ballots by class
}

// fansByState sums the fans of an issue by state. The counts are valid until
// the next call.
func (l *ledger) fansByState(a int) []backing {
	if l.util != nil {
		return l.fansByWorth(a)
	}
	classes := len(l.x.Classes)
	for _, at := range l.touched {
		l.sums[at] = 0
	}
	l.touched = l.touched[:0]
	for _, i := range l.fans[a] {
		at := int(l.state[i])*classes + int(l.class[i])
		if l.sums[at] == 0 {
			l.touched = append(l.touched, int32(at))
		}
		l.sums[at] += l.count[i]
	}
	slices.Sort(l.touched)
	var out []backing
	for _, at := range l.touched {
		state := at / int32(classes)
		if len(out) == 0 || out[len(out)-1].state != state {
			counts := l.sums[int(state)*classes : (int(state)+1)*classes]
			out = append(out, backing{payer: payer{state, approvedWorth}, counts: counts})
		}
	}
	return out
}

// fansByWorth is fansByState with what the issue is worth told apart.
func (l *ledger) fansByWorth(a int) []backing {
	at := make(map[payer]int)
	var out []backing
	for _, i := range l.fans[a] {
		k := payer{l.state[i], l.worthOf(i, a)}
		n, ok := at[k]
		if !ok {
			n = len(out)
			at[k] = n
			out = append(out, backing{payer: k, counts: make([]int64, len(l.x.Classes))})
		}
		out[n].counts[l.class[i]] += l.count[i]
	}
	slices.SortFunc(out, func(p, q backing) int {
		return cmp.Or(
			cmp.Compare(p.state, q.state),
			cmp.Compare(p.worth.points, q.worth.points), cmp.Compare(p.worth.of, q.worth.of),
		)
	})
	return out
}

// payer is a state and what the issue in question is worth to sets in it.
type payer struct {
	state int32
	worth worth
}

// weigh fills in the exact weights.
func (l *ledger) weigh(backings []backing) {
	p := new(big.Int)
	for i := range backings {
		s := &backings[i]
		s.exact = new(big.Int)
		for c, n := range s.counts {
			if n != 0 {
				s.exact.Add(s.exact, p.Mul(l.x.Unit[c], p.SetInt64(n)))
			}
		}
	}
}

// candidates lists the issues that can still be chosen, in the order of what they were last
// worth, those never looked at first.
func (l *ledger) candidates(chosen []bool) []int {
	open := slices.DeleteFunc(order.All(l.x.M), func(a int) bool {
		return chosen[a] || l.never[a] || len(l.fans[a]) == 0
	})
	slices.SortStableFunc(open, func(a, b int) int { return -order.ByValue(l.low[a], l.low[b]) })
	return open
}

// best finds the issue with the smallest value among those not chosen, -1 when there is
// none; value gives it for an issue with these fans, nil for one that cannot be chosen now
// or later. Issues are looked at in the order of what they were last worth, until that is
// more than the best seen. Tie-break priority settles what is equal: tied are all that have
// the value.
func (l *ledger) best(chosen []bool, value func([]backing) *big.Rat) (issue int, least *big.Rat, tied []int) {
	for _, a := range l.candidates(chosen) {
		if least != nil && l.low[a] != nil && l.low[a].Cmp(least) > 0 {
			break
		}
		backings := l.fansByState(a)
		l.weigh(backings)
		now := value(backings)
		if l.low[a], l.never[a] = now, now == nil; now == nil {
			continue
		}
		switch {
		case least == nil || now.Cmp(least) < 0:
			least, tied = now, []int{a}
		case now.Cmp(least) == 0:
			tied = append(tied, a)
		}
	}
	if least == nil {
		return -1, nil, nil
	}
	tied = l.x.Prefer(tied)
	return tied[0], least, tied
}
