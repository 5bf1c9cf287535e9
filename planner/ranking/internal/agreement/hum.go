package agreement

import (
	"fmt"

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
	unsure
)

// String is the reading in words.
func (r Reading) String() string {
	return [...]string{"divided", "rough consensus", "consensus", "no answers", "cannot tell"}[r]
}

// A hum is called consensus, and rough consensus, where at least so many percent of
// the answers are for and at most so many against. The numbers are this project's:
// RFC 7282 deliberately gives none.
const (
	consensusFor, consensusAgainst = 80, 5
	roughFor, roughAgainst         = 60, 20
)

// HumWords states the thresholds in a sentence.
func HumWords() string {
	return fmt.Sprintf("consensus: in every group at least %d %% of the answers are for and at most %d %% against; "+
		"rough consensus: at least %d %% for and at most %d %% against; otherwise divided",
		consensusFor, consensusAgainst, roughFor, roughAgainst)
}

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
		return silent
	case yes.Level > planner.HumNone && no.Level == planner.HumNone:
		return consensus
	case yes.Level-no.Level >= planner.HumLoud-planner.HumSoft:
		return rough
	default:
		return divided
	}
}

// Weakest is the reading of a whole whose parts read so: what is not known of a part is
// not known of the whole unless another part is divided.
func Weakest(parts []Reading) Reading {
	out := silent
	for _, r := range parts {
		if out == divided || r == divided {
			out = divided
		} else if out == unsure || r == unsure {
			out = unsure
		} else {
			out = min(out, r)
		}
	}
	return out
}

// SoundWords states how loudness reads in a sentence.
func SoundWords() string {
	return "consensus: some hum for and nobody against; rough consensus: loud for and soft against; otherwise divided. " +
		"A hum finds out whether there is an objection worth hearing (RFC 7282); it counts nobody"
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
func ReadHum(x *tally.Election, a int) (whole Reading, groups []Hum) {
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
		h.Reading = h.read()
		groups = append(groups, h)
		whole = min(whole, h.Reading)
	}
	return whole, groups
}

// read applies the thresholds to one group's answers, in whole numbers.
func (h *Hum) read() Reading {
	n := h.For + h.Neutral + h.Against
	switch {
	case n == 0:
		return silent
	case 100*h.For >= consensusFor*n && 100*h.Against <= consensusAgainst*n:
		return consensus
	case 100*h.For >= roughFor*n && 100*h.Against <= roughAgainst*n:
		return rough
	default:
		return divided
	}
}
