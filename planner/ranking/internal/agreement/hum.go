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
	Silent // nobody answered
	Few    // agreement of so few that it is none
	unsure
)

// String is the reading in words.
func (r Reading) String() string {
	return [...]string{
		"divided", "rough consensus", "consensus", "no answers", "too few answers", "cannot tell",
	}[r]
}

// A hum is called consensus, and rough consensus, where at least so many percent of
// the answers are for and at most so many against. The numbers are this project's:
// RFC 7282 deliberately gives none.
const (
	ConsensusFor, ConsensusAgainst = 80, 5
	RoughFor, RoughAgainst         = 60, 20
)

// ReadSound reads what a chair heard: numbers as answers are, and loudness by the
// objection that was heard. It is consensus where some hum for and nobody against, and
// rough consensus where the hum against is soft and the one for louder by two steps, as
// loud is. Where one side was not noted, or one is counted and the other only heard,
// nobody can tell.
func ReadSound(hum *planner.Humming) Reading {
	yes, neutral, no := hum.For, hum.Neutral, hum.Against
	switch {
	case !yes.Noted || !no.Noted || yes.Counted != no.Counted || neutral.Noted && neutral.Counted != yes.Counted:
		return unsure
	case yes.Counted:
		h := Hum{For: yes.Level, Neutral: neutral.Level, Against: no.Level}
		return h.read()
	case yes.Level+no.Level+neutral.Level == planner.HumNone:
		return Silent
	case yes.Level > planner.HumNone && no.Level == planner.HumNone:
		return consensus
	case yes.Level-no.Level >= planner.HumLoud-planner.HumSoft:
		return rough
	default:
		return divided
	}
}

// Weakest is the reading of a whole whose parts read so. A divided part divides the whole;
// otherwise nobody can tell unless every part agrees: silence, and the agreement of a few,
// is none.
func Weakest(parts []Reading) Reading {
	out := parts[0]
	for _, r := range parts {
		switch {
		case out == divided || r == divided:
			out = divided
		case out != r && max(out, r) > consensus:
			out = unsure
		default:
			out = min(out, r)
		}
	}
	return out
}

// TooFew makes a reading that n answers agree one of too few, where so many are needed.
func (r Reading) TooFew(n, needed int64) Reading {
	if n < needed && (r == rough || r == consensus) {
		return Few
	}
	return r
}

// Hum is the answers of one group, -1 for those without one, by heads.
type Hum struct {
	Group                 int
	For, Neutral, Against int64
	Reading               Reading
}

// ReadHum reads the hum on an issue. The groups decide together: the reading of
// the whole is the [Weakest] of all groups, so that a large group cannot hum a small one
// down, nor agree for one that did not answer. Fewer than minAnswers answers of a group
// that has more ballots are too few to agree. Without groups all answers are one group.
func ReadHum(x *tally.Election, a int, minAnswers int64) (whole Reading, groups []Hum) {
	first := 0
	if len(x.Groups) == 0 {
		first = -1
	}
	var parts []Reading
	for g := first; g < len(x.Groups); g++ {
		h := Hum{Group: g}
		ballots := int64(0)
		for i, c := range x.Tally {
			if x.Classes[i].Group == g && x.Classes[i].Kind == planner.Hum {
				ballots += x.Classes[i].N
				h.For += c.Graded(1, a)
				h.Neutral += c.Graded(0, a)
				h.Against += c.Graded(-1, a)
			}
		}
		h.Reading = h.read().TooFew(h.For+h.Neutral+h.Against, min(minAnswers, ballots))
		groups, parts = append(groups, h), append(parts, h.Reading)
	}
	return Weakest(parts), groups
}

// read applies the thresholds to one group's answers, in whole numbers.
func (h *Hum) read() Reading {
	n := h.For + h.Neutral + h.Against
	switch {
	case n == 0:
		return Silent
	case 100*h.For >= ConsensusFor*n && 100*h.Against <= ConsensusAgainst*n:
		return consensus
	case 100*h.For >= RoughFor*n && 100*h.Against <= RoughAgainst*n:
		return rough
	default:
		return divided
	}
}
