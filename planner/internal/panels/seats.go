package panels

import "roundtable/planner/internal/tally"

// seats adds a row for each set of kinds of seats: enough people fit one of them (Hall's
// condition). Of the sets that the same people fit, the one with the most seats says it
// for all. Giving way by one seat concerns all rows.
func (b *builder) seats(t *asked) {
	fits := make([]tally.SeatSet, len(t.marks))
	for k := range t.marks {
		fits[k] = t.marks[k].Seat()
	}
	all := tally.SeatSet(1)<<len(t.Seats) - 1
	open := tally.SeatsOf(all, t.Seats) - t.Min.N // seats that may stay empty
	var rows []int
	for s := tally.SeatSet(1); s <= all; s++ {
		if b.saidByMore(t, fits, s, all) {
			continue
		}
		need := tally.SeatsOf(s, t.Seats) - open
		for who, n := range t.fixed.Sure {
			need -= n * int(tally.One(who&s != 0))
		}
		if need > 0 {
			rows = append(rows, b.atLeast(int64(need), func(k int) int64 { return tally.One(fits[k]&s != 0) }))
		}
	}
	b.rule(t, "min", t.Min.N, 1, rows...)
}

// saidByMore reports whether some kind could join the set without anybody more fitting
// one of them.
func (b *builder) saidByMore(t *asked, fits []tally.SeatSet, s, all tally.SeatSet) bool {
	rest := all &^ s // kinds that only people who fit the set already fit
	for k := range fits {
		if fits[k]&s == 0 {
			rest &^= fits[k]
		}
	}
	for who, n := range t.fixed.Sure {
		if n > 0 && who&s == 0 {
			rest &^= who
		}
	}
	return rest != 0
}
