package search

import (
	"roundtable/planner/grouping/internal/model"
)

// journal remembers the best seating of a run as a snapshot and the moves since.
type journal struct {
	snapshot model.Seating
	moves    []journalMove
	bestAt   int // moves up to here lead from the snapshot to the best
	best     int64
	// lost is set when so many moves led away from the best that they are not
	// written down any more; the next best is copied whole.
	lost bool
}

// journalMove takes a unit from a group to another; −1 is none.
type journalMove struct{ unit, from, to int32 }

// journalLimit is how many moves are written down before and after the best.
const journalLimit = 1 << 14

func (j *journal) reset(has [][]int32) {
	j.snapshot = model.Seating(has).Clone()
	j.moves, j.bestAt, j.lost = j.moves[:0], 0, false
}

func (j *journal) add(u, from, to int) {
	if j.lost {
		return
	}
	j.moves = append(j.moves, journalMove{int32(u), int32(from), int32(to)})
	if len(j.moves) > j.bestAt+journalLimit {
		j.advance()
		j.moves, j.lost = j.moves[:0], true
	}
}

// mark says that the present state, which is has, is the best so far.
func (j *journal) mark(value int64, has [][]int32) {
	j.best, j.bestAt = value, len(j.moves)
	if j.lost {
		j.moves, j.bestAt, j.lost = j.moves[:0], 0, false
		for u := range has {
			j.snapshot[u] = append(j.snapshot[u][:0], has[u]...)
		}
	} else if j.bestAt > journalLimit {
		j.advance()
	}
}

// advance applies the moves that lead to the best.
func (j *journal) advance() {
	for _, mv := range j.moves[:j.bestAt] {
		j.apply(mv)
	}
	j.moves = append(j.moves[:0], j.moves[j.bestAt:]...)
	j.bestAt = 0
}

func (j *journal) apply(mv journalMove) {
	list := j.snapshot[mv.unit]
	switch {
	case mv.from < 0:
		list = append(list, mv.to)
	case mv.to < 0:
		for k, g := range list {
			if g == mv.from {
				list = append(list[:k], list[k+1:]...)
				break
			}
		}
	default:
		for k, g := range list {
			if g == mv.from {
				list[k] = mv.to
				break
			}
		}
	}
	j.snapshot[mv.unit] = list
}
