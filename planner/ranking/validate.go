package ranking

import (
	"errors"
	"fmt"
	"slices"

	"roundtable/planner"
)

// maxComplaints bounds how many ballots one error lists.
const maxComplaints = 20

// checkMarks finds marks that mean nothing on their kind of ballot: a rank below
// 1, an approval other than 0 and 1, a hum other than -1, 0 and 1, a score off the
// declared scale, negative points. Readers of files reject these with better
// words; here they must not be counted in silence.
func checkMarks(issues []planner.Issue, b *planner.Ballots) error {
	bad := make([]bool, splits(b.Len()))
	split(b.Len(), func(part, lo, hi int) {
		for i := lo; i < hi && !bad[part]; i++ {
			x := b.At(i)
			low, high := markRange(x.Kind, b.Scale)
			for _, m := range x.Marks {
				bad[part] = bad[part] || (m != planner.Blank && (m < low || m > high))
			}
		}
	})
	if !slices.Contains(bad, true) {
		return nil
	}
	var errs []error
	for i := range b.Len() {
		x := b.At(i)
		low, high := markRange(x.Kind, b.Scale)
		for a, m := range x.Marks {
			if m == planner.Blank || (m >= low && m <= high) {
				continue
			}
			if len(errs) == maxComplaints {
				return errors.Join(append(errs, fmt.Errorf("%w: and more", ErrBallots))...)
			}
			errs = append(errs, fmt.Errorf("%w: %s %s marks %s with %d; a %s ballot has %s", ErrBallots,
				x.Where, x.Voter, issues[a].ID, m, x.Kind, rangeWords(x.Kind, low, high)))
			break
		}
	}
	return errors.Join(errs...)
}

// maxMark keeps sums of marks far inside 64 bits.
const maxMark = 1 << 30

func markRange(kind planner.BallotKind, s planner.Scale) (low, high planner.Mark) {
	switch kind {
	case planner.Ranking:
		return 1, maxMark
	case planner.Approval:
		return 0, 1
	case planner.Hum:
		return -1, 1
	case planner.Points:
		return 0, maxMark
	default:
		if s.Max > s.Min {
			return s.Min, s.Max
		}
		return -maxMark, maxMark
	}
}

func rangeWords(kind planner.BallotKind, low, high planner.Mark) string {
	switch kind {
	case planner.Ranking:
		return "ranks from 1"
	case planner.Points:
		return "points from 0"
	default:
		return fmt.Sprintf("marks from %d to %d", low, high)
	}
}
