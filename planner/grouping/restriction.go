package grouping

import (
	"math"
	"slices"
)

// restriction narrows a model, as a node of branch and bound does. The zero
// restriction of a model is made by [newRestriction].
type restriction struct {
	seats []seat // by unit and group
	// lo and hi bound the sizes; a group with hi 0 is closed, one with
	// mustOpen is not.
	lo, hi   []int32
	mustOpen []bool
	// countLo and countHi bound the counts by group and class.
	countLo, countHi []int32
}

func newRestriction(m *model) *restriction {
	K := m.K()
	r := &restriction{
		seats: append([]seat(nil), m.seats...), lo: make([]int32, K), hi: make([]int32, K), mustOpen: make([]bool, K),
		countLo: make([]int32, K*m.classes), countHi: make([]int32, K*m.classes),
	}
	for g := range m.groups {
		r.lo[g], r.hi[g] = int32(m.groups[g].lo), int32(m.groups[g].hi)
		r.mustOpen[g] = !m.groups[g].optional
		for c := range m.classes {
			r.countHi[g*m.classes+c] = math.MaxInt32
		}
	}
	return r
}

// clone copies a restriction.
func (r *restriction) clone() *restriction {
	return &restriction{
		seats: slices.Clone(r.seats), lo: slices.Clone(r.lo), hi: slices.Clone(r.hi), mustOpen: slices.Clone(r.mustOpen),
		countLo: slices.Clone(r.countLo), countHi: slices.Clone(r.countHi),
	}
}

// closedBy lists the groups a restriction keeps closed; nil if there are none.
func (r *restriction) closedBy() []bool {
	var closed []bool
	for g := range r.lo {
		if !r.mustOpen[g] && r.hi[g] < r.lo[g] {
			if closed == nil {
				closed = make([]bool, len(r.lo))
			}
			closed[g] = true
		}
	}
	return closed
}
