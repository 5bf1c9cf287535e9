package ranking

import (
	"cmp"
	"encoding/binary"
	"math/big"
	"slices"

	"roundtable/planner"
)

// approvals is the profile of approval sets the agenda rules work on. Identical
// sets of one class are kept once; empty sets count in the whole weight only.
type approvals struct {
	x     *election
	k     int
	sets  [][]int32
	class []uint32
	count []int64
	fans  [][]int32 // by issue, the sets that contain it
	// util is what each issue of a set is worth to its ballots, as a share of the
	// points they gave; nil unless all ballots are points, when every approved
	// issue is worth 1.
	util  [][]worth
	float []float64 // weight of one ballot by class
}

// worth is the points given to an issue, out of all points of the ballot.
type worth struct{ points, of int64 }

func (w worth) rat() *big.Rat  { return big.NewRat(w.points, w.of) }
func (w worth) float() float64 { return float64(w.points) / float64(w.of) }

// approvedWorth is what an approved issue is worth.
var approvedWorth = worth{1, 1}

// newApprovals reads the approval sets of all ballots.
func newApprovals(x *election, k int) *approvals {
	cardinal := x.has(planner.Points) && !x.has(planner.Ranking, planner.Approval, planner.Score, planner.Hum)
	p := &approvals{x: x, k: k, fans: make([][]int32, x.m), float: make([]float64, len(x.classes))}
	for i := range x.classes {
		p.float[i], _ = x.weight(&x.classes[i]).Float64()
	}
	r, ap := newReader(x.m, x.tickStyle), newApprover(x.opts, x.scale)
	seen := make(map[string]int32)
	var set []int32
	var key []byte
	for b := range x.row {
		cls := x.class[b]
		kind, marks := x.classes[cls].kind, x.ballots.Marks(int(x.row[b]))
		order, ends := r.read(kind, marks)
		set = ap.appendApproved(set[:0], kind, marks, order, ends)
		if len(set) == 0 {
			continue
		}
		slices.Sort(set)
		key = binary.LittleEndian.AppendUint32(key[:0], cls)
		for _, a := range set {
			key = binary.LittleEndian.AppendUint16(key, uint16(a))
			if cardinal {
				key = binary.LittleEndian.AppendUint32(key, uint32(marks[a]))
			}
		}
		i, ok := seen[string(key)]
		if !ok {
			i = int32(len(p.sets))
			seen[string(key)] = i
			p.sets = append(p.sets, slices.Clone(set))
			p.class = append(p.class, cls)
			p.count = append(p.count, 0)
			if cardinal {
				p.util = append(p.util, worths(set, marks))
			}
			for _, a := range set {
				p.fans[a] = append(p.fans[a], i)
			}
		}
		p.count[i] += x.count[b]
	}
	return p
}

// worths lists what the issues of a set are worth.
func worths(set []int32, marks []planner.Mark) []worth {
	total := int64(0)
	for _, a := range set {
		total += int64(marks[a])
	}
	out := make([]worth, len(set))
	for i, a := range set {
		out[i] = worth{int64(marks[a]), total}
	}
	return out
}

// worthOf is what issue a is worth to set i, which contains it.
func (p *approvals) worthOf(i int32, a int) worth {
	if p.util == nil {
		return approvedWorth
	}
	at, _ := slices.BinarySearch(p.sets[i], int32(a))
	return p.util[i][at]
}

// ledger gives each approval set a state with an exact value: how many of its
// issues are chosen, its load, or its budget. There are few states, so sums over
// the fans of an issue are made per class and state in whole ballots, and only
// then with exact fractions.
type ledger struct {
	*approvals
	state []int32
	value []*big.Rat
	fval  []float64
	// sums is scratch: ballots by state and class.
	sums    []int64
	touched []int32
}

func (p *approvals) newLedger(start *big.Rat) *ledger {
	l := &ledger{approvals: p, state: make([]int32, len(p.sets))}
	l.add(start)
	return l
}

// add makes a new state and returns its number.
func (l *ledger) add(v *big.Rat) int32 {
	f, _ := v.Float64()
	l.value, l.fval = append(l.value, v), append(l.fval, f)
	l.sums = append(l.sums, make([]int64, len(l.x.classes))...)
	return int32(len(l.value) - 1)
}

// share is the weight an issue has among sets in one state.
type share struct {
	state  int32
	worth  worth
	weight float64
	exact  *big.Int // in units of 1/den; filled on demand
	counts []int64  // ballots by class
}

// fansByState sums the fans of an issue by state. The counts are valid until
// the next call.
func (l *ledger) fansByState(a int) []share {
	if l.util != nil {
		return l.fansByWorth(a)
	}
	classes := len(l.x.classes)
	clear(l.sums)
	l.touched = l.touched[:0]
	for _, i := range l.fans[a] {
		at := int(l.state[i])*classes + int(l.class[i])
		if l.sums[at] == 0 {
			l.touched = append(l.touched, int32(at))
		}
		l.sums[at] += l.count[i]
	}
	slices.Sort(l.touched)
	var out []share
	for _, at := range l.touched {
		state := at / int32(classes)
		if len(out) == 0 || out[len(out)-1].state != state {
			out = append(out, share{state: state, worth: approvedWorth, counts: l.sums[int(state)*classes : (int(state)+1)*classes]})
		}
		out[len(out)-1].weight += float64(l.sums[at]) * l.float[int(at)%classes]
	}
	return out
}

// fansByWorth is fansByState with what the issue is worth told apart.
func (l *ledger) fansByWorth(a int) []share {
	type key struct {
		state int32
		worth worth
	}
	at := make(map[key]int)
	var out []share
	for _, i := range l.fans[a] {
		k := key{l.state[i], l.worthOf(i, a)}
		n, ok := at[k]
		if !ok {
			n = len(out)
			at[k] = n
			out = append(out, share{state: k.state, worth: k.worth, counts: make([]int64, len(l.x.classes))})
		}
		out[n].counts[l.class[i]] += l.count[i]
		out[n].weight += float64(l.count[i]) * l.float[l.class[i]]
	}
	slices.SortFunc(out, func(p, q share) int {
		return cmp.Or(cmp.Compare(p.state, q.state), cmp.Compare(p.worth.points, q.worth.points), cmp.Compare(p.worth.of, q.worth.of))
	})
	return out
}

// weigh fills in the exact weights of shares.
func (l *ledger) weigh(shares []share) {
	for i := range shares {
		s := &shares[i]
		s.exact = new(big.Int)
		for c, n := range s.counts {
			if n != 0 {
				s.exact.Add(s.exact, new(big.Int).Mul(l.x.unit[c], big.NewInt(n)))
			}
		}
	}
}

// nearly is the relative distance below which two floating-point values are
// compared exactly. Sums of thousands of terms are off by far less.
const nearly = 1e-9

// best finds the issue with the smallest value among those not chosen and not
// skipped. Floating point finds the few that come into question, exact fractions
// decide, and tie-break priority settles what is equal. estimate is false for an
// issue that cannot be chosen; exact may still refuse it by returning nil.
func (l *ledger) best(chosen []bool, estimate func([]share) (float64, bool), exact func([]share) *big.Rat) (issue int, value *big.Rat, tied []int) {
	type candidate struct {
		a int
		f float64
	}
	var list []candidate
	for _, a := range l.x.prefOrder(l.x.all()) {
		if chosen[a] || len(l.fans[a]) == 0 {
			continue
		}
		if f, ok := estimate(l.fansByState(a)); ok {
			list = append(list, candidate{a, f})
		}
	}
	slices.SortStableFunc(list, func(p, q candidate) int {
		switch {
		case p.f < q.f:
			return -1
		case p.f > q.f:
			return 1
		}
		return 0
	})
	issue = -1
	limit := 0.0
	for _, c := range list {
		if issue >= 0 && c.f > limit {
			break
		}
		shares := l.fansByState(c.a)
		l.weigh(shares)
		v := exact(shares)
		if v == nil {
			continue
		}
		if issue < 0 {
			size := c.f
			if size < 0 {
				size = -size
			}
			limit = c.f + nearly*(size+1e-3)
		}
		if issue >= 0 {
			if d := v.Cmp(value); d > 0 {
				continue
			} else if d == 0 {
				tied = append(tied, c.a)
				continue
			}
		}
		issue, value, tied = c.a, v, []int{c.a}
	}
	tied = l.x.prefOrder(tied)
	if len(tied) > 0 {
		issue = tied[0]
	}
	return issue, value, tied
}
