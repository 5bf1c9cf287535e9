package agenda

import (
	"cmp"
	"math"
	"math/big"
	"slices"

	"roundtable/planner/ranking/internal/exact"
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
	fval  []float64
	// low is the last known value of each issue. Loads, prices and lost gains
	// never fall as choices are made, so it is a lower bound, and most issues need
	// not be looked at again.
	low []float64
	// sums is scratch: ballots by state and class.
	sums    []int64
	touched []int32
}

func (p *Profile) newLedger(start *big.Rat) *ledger {
	l := &ledger{Profile: p, state: make([]int32, len(p.sets)), scale: big.NewInt(1), low: make([]float64, p.x.M)}
	for a := range l.low {
		l.low[a] = math.Inf(-1)
	}
	l.addRat(start)
	return l
}

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
	return l.add(l.units(v), exact.Float(v))
}

func (l *ledger) add(num *big.Int, f float64) int32 {
	l.num, l.fval = append(l.num, num), append(l.fval, f)
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
	state  int32
	worth  worth
	weight float64
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
			out = append(out, backing{state: state, worth: approvedWorth, counts: counts})
		}
		out[len(out)-1].weight += float64(l.sums[at]) * l.float[int(at)%classes]
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
			out = append(out, backing{state: k.state, worth: k.worth, counts: make([]int64, len(l.x.Classes))})
		}
		out[n].counts[l.class[i]] += l.count[i]
		out[n].weight += float64(l.count[i]) * l.float[l.class[i]]
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

// candidate is an issue with its value in floating point.
type candidate struct {
	a int
	f float64
}

// above is the smallest value that is certainly larger than f.
func above(f float64) float64 { return f + exact.Nearly*(math.Abs(f)+1e-3) }

// valuation is the figure of a rule for the issue with these fans. estimate is
// false for an issue that cannot be chosen now or later; exact may still refuse it
// by returning nil.
type valuation struct {
	estimate func([]backing) (float64, bool)
	exact    func([]backing) *big.Rat
}

// best finds the issue with the smallest value among those not chosen, -1 when
// there is none. Floating point finds the few that come into question, exact
// fractions decide, and tie-break priority settles what is equal: tied are all
// that have the value.
func (l *ledger) best(chosen []bool, v valuation) (issue int, value *big.Rat, tied []int) {
	limit := math.Inf(1)
	for _, c := range l.candidates(chosen, v) {
		if value != nil && c.f > limit {
			break
		}
		backings := l.fansByState(c.a)
		l.weigh(backings)
		now := v.exact(backings)
		if now == nil {
			continue
		}
		if value == nil {
			limit = above(c.f)
		}
		switch {
		case value == nil || now.Cmp(value) < 0:
			value, tied = now, []int{c.a}
		case now.Cmp(value) == 0:
			tied = append(tied, c.a)
		}
	}
	if value == nil {
		return -1, nil, nil
	}
	tied = l.x.Prefer(tied)
	return tied[0], value, tied
}

// candidates lists issues by value, smallest first: all that may be the best.
// Issues are looked at in the order of what they were last worth, until that is
// certainly more than the best seen.
func (l *ledger) candidates(chosen []bool, v valuation) []candidate {
	var open []int
	for _, a := range l.x.Priority {
		if !chosen[a] && len(l.fans[a]) > 0 && !math.IsInf(l.low[a], 1) {
			open = append(open, a)
		}
	}
	slices.SortStableFunc(open, func(a, b int) int { return cmp.Compare(l.low[a], l.low[b]) })
	var list []candidate
	limit := math.Inf(1)
	for _, a := range open {
		if l.low[a] > limit {
			break
		}
		f, ok := v.estimate(l.fansByState(a))
		if !ok {
			l.low[a] = math.Inf(1)
			continue
		}
		l.low[a] = f
		list = append(list, candidate{a, f})
		limit = min(limit, above(f))
	}
	slices.SortStableFunc(list, func(p, q candidate) int { return cmp.Compare(p.f, q.f) })
	return list
}
