package bound

import (
	"math"
	"slices"

	"roundtable/planner/grouping/internal/model"
)

// Restriction narrows a model, as a node of branch and bound does.
type Restriction struct {
	Seats []model.SeatRule // by unit and group
	// Lo and Hi bound the sizes; a group with Hi 0 is closed, one with MustOpen is
	// not.
	Lo, Hi   []int32
	MustOpen []bool
	// CountLo and CountHi bound the counts by group and class.
	CountLo, CountHi []int32
	// Barred are the common attributes that a group may not choose, by group and attribute.
	Barred []bool
}

// NewRestriction is the restriction that leaves a model as it is.
func NewRestriction(m *model.Model) *Restriction {
	K := m.K()
	r := &Restriction{
		Seats: slices.Clone(m.Seats), Lo: make([]int32, K), Hi: make([]int32, K), MustOpen: make([]bool, K),
		CountLo: make([]int32, K*m.Classes), CountHi: make([]int32, K*m.Classes),
		Barred: make([]bool, K*len(m.Attrs)),
	}
	for g := range m.Groups {
		r.Lo[g], r.Hi[g] = int32(m.Groups[g].Lo), int32(m.Groups[g].Hi)
		r.MustOpen[g] = !m.Groups[g].Optional
		for c := range m.Classes {
			r.CountHi[g*m.Classes+c] = math.MaxInt32
		}
	}
	return r
}

// Clone copies a restriction.
func (r *Restriction) Clone() *Restriction {
	return &Restriction{
		Seats: slices.Clone(r.Seats), MustOpen: slices.Clone(r.MustOpen),
		Lo: slices.Clone(r.Lo), Hi: slices.Clone(r.Hi),
		CountLo: slices.Clone(r.CountLo), CountHi: slices.Clone(r.CountHi), Barred: slices.Clone(r.Barred),
	}
}

// ClosedBy lists the groups a restriction keeps closed; nil if there are none.
func (r *Restriction) ClosedBy() []bool {
	var closed []bool
	for g := range r.Lo {
		if !r.MustOpen[g] && r.Hi[g] < r.Lo[g] {
			if closed == nil {
				closed = make([]bool, len(r.Lo))
			}
			closed[g] = true
		}
	}
	return closed
}

// Undecided reports whether group g may be opened or closed.
func (r *Restriction) Undecided(g int) bool {
	return !r.MustOpen[g] && r.Hi[g] >= r.Lo[g] && r.Hi[g] > 0
}
