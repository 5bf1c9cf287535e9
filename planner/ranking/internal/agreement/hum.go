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
)

// String is the reading in words.
func (r Reading) String() string {
	return [...]string{"divided", "rough consensus", "consensus", "no answers"}[r]
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
