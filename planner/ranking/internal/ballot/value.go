package ballot

import (
	"math"

	"roundtable/planner"
)

// Policy says how issues a ballot does not list are treated.
type Policy string

// The policies for unranked issues.
const (
	Last   Policy = "last"
	Ignore Policy = "ignore"
)

// Other is the other policy.
func (p Policy) Other() Policy {
	if p == Last {
		return Ignore
	}
	return Last
}

// NoAnswer marks an issue a ballot does not count for.
const NoAnswer = math.MinInt64

// Valuer computes what the issues are worth to single ballots, u between 0 and 1
// as defined in the comment of package ranking.
type Valuer struct {
	m      int
	r      *Reader
	scale  planner.Scale
	policy Policy
	mixed  bool
	level  []int32
}

// NewValuer makes a valuer for the ballots that r reads, over m issues. Where kinds are
// mixed, every ballot is worth what the ranking in it is.
func NewValuer(m int, r *Reader, scale planner.Scale, p Policy, mixed bool) *Valuer {
	return &Valuer{m: m, r: r, scale: scale, policy: p, mixed: mixed, level: make([]int32, m)}
}

// BlankIgnored reports whether a blank takes part in no comparison on a ballot of the
// kind: under Ignore, and in a hum always.
func BlankIgnored(kind planner.BallotKind, p Policy) bool { return p == Ignore || kind == planner.Hum }

// Value fills in u(a)·den for every issue and returns den.
func (v *Valuer) Value(kind planner.BallotKind, marks []planner.Mark, u []int64) (den int64) {
	blank, shift := int64(NoAnswer), int64(0)
	if v.mixed || kind == planner.Ranking {
		return v.ranking(kind, marks, u)
	}
	switch kind {
	case planner.Points:
		return points(marks, u)
	case planner.Score:
		shift, den = -int64(v.scale.Min), int64(v.scale.Max)-int64(v.scale.Min)
	case planner.Approval:
		den = 1
		if v.policy == Last || v.r.Tick {
			blank = 0
		}
	default: // a hum of -1, 0, 1
		shift, den = 1, 2
	}
	for a, mk := range marks {
		u[a] = blank
		if mk != planner.Blank && den > 0 {
			u[a] = int64(mk) + shift
		}
	}
	return max(den, 1)
}

// points gives each issue its part of what the ballot gave out.
func points(marks []planner.Mark, u []int64) int64 {
	total := int64(0)
	for a, mk := range marks {
		u[a] = 0
		if mk != planner.Blank {
			u[a] = int64(mk)
			total += int64(mk)
		}
	}
	return max(total, 1)
}

func (v *Valuer) ranking(kind planner.BallotKind, marks []planner.Mark, u []int64) int64 {
	order, ends := v.r.Read(kind, marks)
	of, ignored := v.m, BlankIgnored(kind, v.policy)
	if ignored {
		of = len(order)
	}
	TwiceBorda(order, ends, of, u, v.level)
	for a := range u {
		switch {
		case ignored && (of < 2 || int(v.level[a]) == len(ends)):
			u[a] = NoAnswer
		case of == 1:
			u[a] = 1
		}
	}
	return int64(max(2*(of-1), 1))
}

// TwiceBorda fills in twice the Borda score (ties averaged, unranked tied last) among m
// issues of every issue, and its tier.
func TwiceBorda(order, ends []int32, m int, score []int64, level []int32) {
	for a := range score {
		score[a], level[a] = int64(m-len(order)-1), int32(len(ends))
	}
	start := int32(0)
	for tier, end := range ends {
		for _, a := range order[start:end] {
			score[a] = int64(2*(m-int(end)) + int(end-start) - 1)
			level[a] = int32(tier)
		}
		start = end
	}
}
