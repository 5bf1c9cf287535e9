package tally

import (
	"math/bits"

	"roundtable/planner"
)

// Seats that are filled one person a seat. People are told apart by the set of kinds of
// seats that they fit, as bits: the first kind is bit 0.
//
// By Hall's theorem for a deficiency the most seats that can be filled are all of them,
// less the largest lack of any set of kinds: its seats less the people who fit one of
// them (Ore, Duke Math. J. 22 (1955) 625–639).

// SeatSet is a set of kinds of seats, as bits.
type SeatSet uint32

// fits are the kinds of seats that a person fits, by the answer that is asked for at least.
func (m *Mark) fits(sure bool) SeatSet {
	var s SeatSet
	for c, answer := range m.Cells {
		if answer == planner.Yes && (m.In == planner.Yes || !sure) || answer == planner.Unknown && !sure {
			s |= 1 << c
		}
	}
	return s
}

// Seat is the set of kinds of seats for which the person counts for certain.
func (m *Mark) Seat() SeatSet {
	if m.In != planner.Yes {
		return 0
	}
	return m.fits(true)
}

// addSeats counts a person in by the seats that fit for certain and that may fit.
func (a *Tally) addSeats(m *Mark, by int) {
	if a.Sure == nil {
		a.Sure, a.may = make(map[SeatSet]int), make(map[SeatSet]int)
	}
	a.Sure[m.Seat()] += by
	a.may[m.fits(false)] += by
}

// Lack is a set of kinds of seats with more seats than there are people who fit them.
type Lack struct {
	Kinds         SeatSet
	Seats, People int
}

// lack is the set that lacks most people, of several the one with the fewest seats, which
// is within all others and so comes first: what two sets lack, their union and what is in
// both lack together at least. None where every seat can be filled.
func lack(people map[SeatSet]int, seats []int) Lack {
	var worst Lack
	for s := SeatSet(1); s < 1<<len(seats); s++ {
		l := Lack{Kinds: s, Seats: SeatsOf(s, seats)}
		for who, n := range people {
			l.People += n * int(One(who&s != 0))
		}
		more := l.Seats - l.People - (worst.Seats - worst.People)
		if more > 0 {
			worst = l
		}
	}
	return worst
}

// SeatsOf is how many seats the kinds of a set have together.
func SeatsOf(s SeatSet, seats []int) int {
	n := 0
	for ; s != 0; s &= s - 1 {
		n += seats[bits.TrailingZeros32(uint32(s))]
	}
	return n
}

// Lack is what keeps the seats of the target from being filled.
func (a *Tally) Lack(t *planner.Target) Lack { return lack(a.Sure, t.Seats) }

// seats: Have is how many seats can be filled at once for certain.
func (a *Tally) seats(t *planner.Target) Verdict {
	sure, best := lack(a.Sure, t.Seats), lack(a.may, t.Seats)
	all := SeatsOf(1<<len(t.Seats)-1, t.Seats)
	v := Verdict{Lo: t.Min.N, Hi: NoLimit, Have: all - (sure.Seats - sure.People)}
	most := all - (best.Seats - best.People)
	v.Unsure, v.Short = most-v.Have, max(0, v.Lo-v.Have)
	switch {
	case v.Short == 0:
		v.Met = planner.Yes
	case most < v.Lo:
		v.Met = planner.No
	}
	return v
}
