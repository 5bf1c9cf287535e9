package ranking

import (
	"slices"

	"roundtable/planner"
)

// reader turns marks into tiers, best first. It reuses its memory: what read
// returns is valid until the next call.
type reader struct {
	tick  bool // blanks on approval ballots mean "not approved"
	order []int32
	ends  []int32
	at    []int32 // by rank, issue + 1; all zero between calls
	keys  []int64
}

func newReader(m int, tick bool) *reader {
	return &reader{
		tick: tick, order: make([]int32, 0, m), ends: make([]int32, 0, m), at: make([]int32, m+1), keys: make([]int64, 0, m),
	}
}

// read returns the listed issues best first, and the ends of the tiers in that
// list. Listed are the issues with a mark; on tick-style approval ballots all.
func (r *reader) read(kind planner.BallotKind, marks []planner.Mark) (order, ends []int32) {
	r.order, r.ends = r.order[:0], r.ends[:0]
	if kind == planner.Ranking && r.distinctRanks(marks) {
		return r.order, r.ends
	}
	r.keys = r.keys[:0]
	for a, m := range marks {
		if m == planner.Blank {
			if kind != planner.Approval || !r.tick {
				continue
			}
			m = 0
		}
		key := int64(m)
		if kind != planner.Ranking {
			key = -key
		}
		r.keys = append(r.keys, key<<24|int64(a))
	}
	slices.Sort(r.keys)
	for i, k := range r.keys {
		if i > 0 && k>>24 != r.keys[i-1]>>24 {
			r.ends = append(r.ends, int32(i))
		}
		r.order = append(r.order, int32(k&(1<<24-1)))
	}
	if len(r.order) > 0 {
		r.ends = append(r.ends, int32(len(r.order)))
	}
	return r.order, r.ends
}

// distinctRanks handles the usual ranking: whole ranks 1..m without ties.
func (r *reader) distinctRanks(marks []planner.Mark) bool {
	ok := true
	for a, m := range marks {
		if m == planner.Blank {
			continue
		}
		if m < 1 || int(m) > len(marks) || r.at[m] != 0 {
			ok = false
			break
		}
		r.at[m] = int32(a) + 1
	}
	if !ok {
		clear(r.at)
		return false
	}
	for k, a := range r.at {
		if a != 0 {
			r.order = append(r.order, a-1)
			r.ends = append(r.ends, int32(len(r.order)))
			r.at[k] = 0
		}
	}
	return true
}

// liked is how many of the tiers express a wish: all of a ranking, only the
// approved ones of approvals and the "for" of a hum.
func liked(kind planner.BallotKind, marks []planner.Mark, order, ends []int32) []int32 {
	if kind != planner.Approval && kind != planner.Hum {
		return ends
	}
	if len(order) > 0 && marks[order[0]] == 1 {
		return ends[:1]
	}
	return nil
}

// approver says which issues of a ballot count as approved.
type approver struct {
	first int          // rankings: tiers until so many issues are placed
	from  planner.Mark // scores: this and above
}

func newApprover(opts *Options, s planner.Scale) approver {
	per := int64(max(s.Per, 1))
	// Above the middle, rounded toward the lower end: 2·from > min + max.
	from := (int64(s.Min)+int64(s.Max))>>1 + 1
	if opts.ApproveFrom.Given() {
		f := opts.ApproveFrom
		from = (f.Num*per + f.Den - 1) / f.Den
	}
	return approver{first: opts.ApproveFirst, from: planner.Mark(from)}
}

// appendApproved appends the approved issues of a ballot that was read.
func (ap approver) appendApproved(dst []int32, kind planner.BallotKind, marks []planner.Mark, order, ends []int32) []int32 {
	switch kind {
	case planner.Ranking:
		start := int32(0)
		for _, end := range ends {
			if int(start) >= ap.first {
				break
			}
			dst = append(dst, order[start:end]...)
			start = end
		}
	case planner.Score:
		for a, m := range marks {
			if m != planner.Blank && m >= ap.from {
				dst = append(dst, int32(a))
			}
		}
	default:
		for a, m := range marks {
			if m != planner.Blank && m > 0 {
				dst = append(dst, int32(a))
			}
		}
	}
	return dst
}
