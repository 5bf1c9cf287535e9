package electorate

import (
	"encoding/binary"
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
	return slices.ContainsFunc(e.Classes, func(c Class) bool { return slices.Contains(kinds, c.Kind) })
}

// Mixed reports whether the counted ballots are of more than one kind.
func (e *Electorate) Mixed() bool {
	return slices.ContainsFunc(e.Classes, func(c Class) bool { return c.Kind != e.Classes[0].Kind })
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
	merging := true
	if len(rows) > mergeAlways {
		trial := &Electorate{Profile: e.Profile, classOf: e.classOf}
		var sample []int32
		for k := 0; k < len(rows); k += len(rows) / mergeSample {
			sample = append(sample, rows[k])
		}
		trial.list(sample, true)
		merging = float64(len(trial.Row)) <= mergePays*float64(len(sample))
	}
	e.list(rows, merging)
}

// list appends ballots, identical ones once if they are merged.
func (e *Electorate) list(rows []int32, merging bool) {
	at := make(map[string]int)
	var key []byte
	for _, i := range rows {
		class := e.ClassOf(int(i))
		k, ok := len(e.Row), false
		if merging {
			key = binary.LittleEndian.AppendUint32(key[:0], class)
			for _, m := range e.Ballots.Marks(int(i)) {
				key = binary.LittleEndian.AppendUint32(key, uint32(m))
			}
			if k, ok = at[string(key)]; !ok {
				k = len(e.Row)
				at[string(key)] = k
			}
		}
		if !ok {
			e.Row, e.Class, e.Count = append(e.Row, i), append(e.Class, class), append(e.Count, 0)
		}
		e.Count[k] += e.Ballots.At(int(i)).Count
	}
}
