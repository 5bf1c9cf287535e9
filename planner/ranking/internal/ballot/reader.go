// Package ballot reads single ballots: into tiers, into the issues they approve,
// and into what each issue is worth to them.
package ballot

import (
	"slices"

	"roundtable/planner"
)

// Reader turns marks into tiers, best first. It reuses its memory: what its
// methods return is valid until the next call.
type Reader struct {
	// Tick says that blanks on approval ballots mean "not approved".
	Tick  bool
	order []int32
	ends  []int32
	keys  []int64 // the mark, best smallest, above issueBits bits of the issue
}

// issueBits hold the position of an issue in a sorting key.
const issueBits = 24

// NewReader makes a reader of ballots over m issues.
func NewReader(m int, tick bool) *Reader {
	return &Reader{
		Tick: tick, order: make([]int32, 0, m), ends: make([]int32, 0, m), keys: make([]int64, 0, m),
	}
}

// Read returns the listed issues best first, and the ends of the tiers in that
// list. Listed are the issues with a mark; on tick-style approval ballots all.
func (r *Reader) Read(kind planner.BallotKind, marks []planner.Mark) (order, ends []int32) {
	r.order, r.ends = r.order[:0], r.ends[:0]
	r.keys = r.keys[:0]
	for a, m := range marks {
		if m == planner.Blank {
			if kind != planner.Approval || !r.Tick {
				continue
			}
			m = 0
		}
		key := int64(m)
		if kind != planner.Ranking {
			key = -key
		}
		r.keys = append(r.keys, key<<issueBits|int64(a))
	}
	slices.Sort(r.keys)
	for i, k := range r.keys {
		if i > 0 && k>>issueBits != r.keys[i-1]>>issueBits {
			r.ends = append(r.ends, int32(i))
		}
		r.order = append(r.order, int32(k&(1<<issueBits-1)))
	}
	if len(r.order) > 0 {
		r.ends = append(r.ends, int32(len(r.order)))
	}
	return r.order, r.ends
}

// Liked are the ends of the tiers that express a wish: all of a ranking, only the
// approved ones of approvals and the "for" of a hum.
func Liked(kind planner.BallotKind, marks []planner.Mark, order, ends []int32) []int32 {
	if kind != planner.Approval && kind != planner.Hum {
		return ends
	}
	if len(order) > 0 && marks[order[0]] == 1 {
		return ends[:1]
	}
	return nil
}

// Approver says which issues of a ballot count as approved.
type Approver struct {
	First int          // rankings: tiers until so many issues are placed
	From  planner.Mark // scores: this and above
}

// NewApprover approves the first issues of rankings, and the upper half of the
// scale of scores: above the middle.
func NewApprover(first int, s planner.Scale) Approver {
	least := (int64(s.Min)+int64(s.Max))>>1 + 1 // the smallest with 2·least > min + max
	return Approver{First: first, From: planner.Mark(least)}
}

// Append appends the approved issues of a ballot that was read.
func (ap Approver) Append(dst []int32, kind planner.BallotKind, marks []planner.Mark, order, ends []int32) []int32 {
	switch kind {
	case planner.Ranking:
		start := int32(0)
		for _, end := range ends {
			if int(start) >= ap.First {
				break
			}
			dst = append(dst, order[start:end]...)
			start = end
		}
		return dst
	case planner.Score:
		return appendFrom(dst, marks, ap.From)
	default:
		return appendFrom(dst, marks, 1)
	}
}

// appendFrom appends the issues with a mark of at least least.
func appendFrom(dst []int32, marks []planner.Mark, least planner.Mark) []int32 {
	for a, m := range marks {
		if m != planner.Blank && m >= least {
			dst = append(dst, int32(a))
		}
	}
	return dst
}
