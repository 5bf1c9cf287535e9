package ranking

import (
	"math"

	"roundtable/planner"
)

// noAnswer marks an issue a ballot does not count for.
const noAnswer = math.MinInt64

// valuer computes u of single ballots, as defined in the package comment.
type valuer struct {
	m      int
	r      *reader
	scale  planner.Scale
	tick   bool
	policy Policy
	level  []int32
}

func (e *electorate) newValuer(p Policy) *valuer {
	return &valuer{m: e.m, r: newReader(e.m, e.tickStyle), scale: e.scale, tick: e.tickStyle, policy: p, level: make([]int32, e.m)}
}

// value fills in u(a)·den for every issue and returns den.
func (v *valuer) value(kind planner.BallotKind, marks []planner.Mark, u []int64) (den int64) {
	switch kind {
	case planner.Ranking:
		return v.ranking(marks, u)
	case planner.Score:
		for a, mk := range marks {
			u[a] = noAnswer
			if mk != planner.Blank && v.scale.Max > v.scale.Min {
				u[a] = int64(mk - v.scale.Min)
			}
		}
		return max(int64(v.scale.Max-v.scale.Min), 1)
	case planner.Points:
		total := int64(0)
		for a, mk := range marks {
			u[a] = 0
			if mk != planner.Blank {
				u[a] = int64(mk)
				total += int64(mk)
			}
		}
		return max(total, 1)
	case planner.Approval:
		for a, mk := range marks {
			switch {
			case mk != planner.Blank:
				u[a] = int64(mk)
			case v.policy == Ignore && !v.tick:
				u[a] = noAnswer
			default:
				u[a] = 0
			}
		}
		return 1
	default:
		for a, mk := range marks {
			u[a] = noAnswer
			if mk != planner.Blank {
				u[a] = int64(mk) + 1
			}
		}
		return 2
	}
}

func (v *valuer) ranking(marks []planner.Mark, u []int64) int64 {
	order, ends := v.r.read(planner.Ranking, marks)
	if v.policy == Last {
		if v.m == 1 {
			u[0] = 1
			return 1
		}
		twiceBorda(order, ends, u, v.level)
		return int64(2 * (v.m - 1))
	}
	for a := range u {
		u[a] = noAnswer
	}
	k := len(order)
	if k < 2 {
		return 1
	}
	start := int32(0)
	for _, end := range ends {
		for _, a := range order[start:end] {
			u[a] = int64(2*(k-int(end)) + int(end-start) - 1)
		}
		start = end
	}
	return int64(2 * (k - 1))
}
