package electorate

import (
	"math/big"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/ballot"
)

// Class is a set of ballots that share group, form and weight under every
// weighting in use. Everything is counted per class in whole numbers.
type Class struct {
	Group int // position in Profile.Groups, -1 when unknown
	Kind  planner.BallotKind
	N     int64
}

// Electorate is the counted ballots: classes, and distinct ballots with how
// often each occurs.
type Electorate struct {
	*Profile
	Scale planner.Scale // declared, or as met
	// ScaleMet says that no scale was declared, and Scale runs from the lowest to
	// the highest score met.
	ScaleMet bool
	Classes  []Class
	classOf  []uint32 // by cell
	// Distinct ballots, in order of first appearance.
	Row   []int32 // position in Profile.Ballots
	Class []uint32
	Count []int64
}

// New merges cells of equal group, form and weight under all the given
// weightings into classes, and identical ballots into one.
func New(p *Profile, weightings ...Weights) *Electorate {
	e := &Electorate{Profile: p, Scale: p.Ballots.Scale, classOf: make([]uint32, len(p.cells))}
	type key struct {
		group   int
		kind    planner.BallotKind
		weights string
	}
	ids := make(map[key]uint32)
	for i := range p.cells {
		c := &p.cells[i]
		k := key{group: c.group, kind: c.kind}
		for _, w := range weightings {
			k.weights += w[i].RatString() + " "
		}
		id, ok := ids[k]
		if !ok {
			id = uint32(len(e.Classes))
			ids[k] = id
			e.Classes = append(e.Classes, Class{Group: c.group, Kind: c.kind})
		}
		e.Classes[id].N += c.n
		e.classOf[i] = id
	}
	e.gather()
	if e.Scale.Max <= e.Scale.Min {
		e.scaleFromScores()
	}
	return e
}

func (e *Electorate) scaleFromScores() {
	for k := range e.Row {
		kind, marks := e.Marks(k)
		if kind != planner.Score {
			continue
		}
		for _, mark := range marks {
			switch {
			case mark == planner.Blank:
			case !e.ScaleMet:
				e.Scale.Min, e.Scale.Max, e.ScaleMet = mark, mark, true
			default:
				e.Scale.Min, e.Scale.Max = min(e.Scale.Min, mark), max(e.Scale.Max, mark)
			}
		}
	}
}

// Weights is the weight of one ballot of each class under one of the weightings
// the classes were made for.
func (e *Electorate) Weights(w Weights) []*big.Rat {
	out := make([]*big.Rat, len(e.Classes))
	for i, class := range e.classOf {
		out[class] = w[i]
	}
	return out
}

// ClassOf is the class of a counted ballot by its position in Ballots.
func (e *Electorate) ClassOf(i int) uint32 { return e.classOf[e.cellOf[i]] }

// Marks are the kind and the marks of the k-th distinct ballot.
func (e *Electorate) Marks(k int) (planner.BallotKind, []planner.Mark) {
	return e.Classes[e.Class[k]].Kind, e.Ballots.Marks(int(e.Row[k]))
}

// Has reports whether any counted ballot is of one of the kinds.
func (e *Electorate) Has(kinds ...planner.BallotKind) bool {
	return slices.ContainsFunc(e.Classes, func(c Class) bool { return c.N > 0 && slices.Contains(kinds, c.Kind) })
}

// Mixed reports whether the counted ballots are of more than one kind.
func (e *Electorate) Mixed() bool {
	return slices.ContainsFunc(e.Classes, func(c Class) bool { return c.Kind != e.Classes[0].Kind && c.N > 0 })
}

// Reading is what blanks mean for the worth of issues when the policy is p. Beside
// ballots that tick issues, an issue that a ranking leaves out is one not chosen, as it
// is for them: only so are both on one scale.
func (e *Electorate) Reading(p ballot.Policy) ballot.Policy {
	if e.Mixed() && e.Has(planner.Approval) {
		return ballot.Last
	}
	return p
}

const (
	mergeAlways = 20_000 // up to so many ballots identical ones are always merged
	mergeSample = 2_048
	mergePays   = 0.9 // share of distinct ballots in the sample above which it does not pay
)

// gather lists the counted ballots, identical ones once. With many ballots that
// are nearly all different in a sample, merging would cost more than it saves.
func (e *Electorate) gather() {
	rows := make([]int32, 0, len(e.Status))
	for i, s := range e.Status {
		if s == Counted {
			rows = append(rows, int32(i))
		}
	}
	if len(rows) > mergeAlways && e.distinctShare(rows) > mergePays {
		e.Row, e.Class, e.Count = rows, make([]uint32, len(rows)), make([]int64, len(rows))
		for k, i := range rows {
			e.Class[k] = e.ClassOf(int(i))
			e.Count[k] = e.Ballots.At(int(i)).Count
		}
		return
	}
	table := newBallotTable(e, len(rows))
	for _, i := range rows {
		table.add(i)
	}
}

func (e *Electorate) distinctShare(rows []int32) float64 {
	trial := &Electorate{Profile: e.Profile, classOf: e.classOf}
	table := newBallotTable(trial, mergeSample)
	step := max(len(rows)/mergeSample, 1)
	n := 0
	for k := 0; k < len(rows); k += step {
		table.add(rows[k])
		n++
	}
	return float64(len(trial.Row)) / float64(n)
}

// ballotTable is an open-addressing table of distinct ballots.
type ballotTable struct {
	e     *Electorate
	slots []int32 // position in e.Row + 1
}

func newBallotTable(e *Electorate, n int) *ballotTable {
	size := 16
	for size < 2*n+2 {
		size *= 2
	}
	return &ballotTable{e: e, slots: make([]int32, size)}
}

func (t *ballotTable) add(i int32) {
	e := t.e
	marks, cls := e.Ballots.Marks(int(i)), e.ClassOf(int(i))
	h := uint64(cls) + 0x9e3779b97f4a7c15
	for _, m := range marks {
		h = (h ^ uint64(uint32(m))) * 0x9fb21c651e98df25
		h ^= h >> 32
	}
	mask := uint64(len(t.slots) - 1)
	n := e.Ballots.At(int(i)).Count
	for s := h & mask; ; s = (s + 1) & mask {
		k := t.slots[s] - 1
		if k < 0 {
			t.slots[s] = int32(len(e.Row)) + 1
			e.Row = append(e.Row, i)
			e.Class = append(e.Class, cls)
			e.Count = append(e.Count, n)
			return
		}
		if e.Class[k] == cls && slices.Equal(e.Ballots.Marks(int(e.Row[k])), marks) {
			e.Count[k] += n
			return
		}
	}
}
