package agreement

import (
	"roundtable/planner"
	"roundtable/planner/ranking/internal/tally"
)

// Reading is how a hum reads; a weaker one is smaller.
type Reading uint8

// The readings of a hum.
const (
	divided Reading = iota
	rough
	consensus
	silent
)

// String is the reading in words.
func (r Reading) String() string {
	return [...]string{"divided", "rough consensus", "consensus", "no answers"}[r]
}

// Thresholds say when a hum is called consensus and when rough consensus: at
// least so many of the answers are for, and at most so many against.
type Thresholds struct {
	ConsensusFor, ConsensusAgainst, RoughFor, RoughAgainst planner.Ratio
}

// Hum is the answers of one group, -1 for those without one, by heads.
type Hum struct {
	Group                 int
	For, Neutral, Against int64
	Reading               Reading
}

// ReadHum reads the hum on an issue. The groups decide together: the reading of
// the whole is the weakest reading of any group that answered, so that a large
// group cannot hum a small one down. Without groups all answers are one group.
func ReadHum(x *tally.Election, a int, t Thresholds) (whole Reading, groups []Hum) {
	whole = silent
	first := 0
	if len(x.Groups) == 0 {
		first = -1
	}
	for g := first; g < len(x.Groups); g++ {
		h := Hum{Group: g}
		for i, c := range x.Tally {
			if x.Classes[i].Group == g && x.Classes[i].Kind == planner.Hum {
				h.For += c.Graded(1, a)
				h.Neutral += c.Graded(0, a)
				h.Against += c.Graded(-1, a)
			}
		}
		h.Reading = t.read(h)
		groups = append(groups, h)
		whole = min(whole, h.Reading)
	}
	return whole, groups
}

// read applies the thresholds to one group's answers, exactly.
func (t Thresholds) read(h Hum) Reading {
	n := h.For + h.Neutral + h.Against
	atLeast := func(k int64, r planner.Ratio) bool { return k*r.Den >= r.Num*n }
	atMost := func(k int64, r planner.Ratio) bool { return k*r.Den <= r.Num*n }
	switch {
	case n == 0:
		return silent
	case atLeast(h.For, t.ConsensusFor) && atMost(h.Against, t.ConsensusAgainst):
		return consensus
	case atLeast(h.For, t.RoughFor) && atMost(h.Against, t.RoughAgainst):
		return rough
	default:
		return divided
	}
}
