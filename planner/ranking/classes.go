package ranking

import (
	"math/big"
	"slices"

	"roundtable/planner"
)

// class is a set of ballots that share group, form and weight under every
// weighting in use. Everything is counted per class in whole numbers.
type class struct {
	group int // position in profile.groups, -1 when unknown
	kind  planner.BallotKind
	n     int64
	// weight of one ballot: as chosen, by heads, and by groups (nil without groups).
	chosen, heads, groups *big.Rat
}

// electorate is the counted ballots: classes, and distinct ballots with how
// often each occurs.
type electorate struct {
	*profile
	scale   planner.Scale // declared, or as met
	classes []class
	classOf []uint32 // by cell
	// Distinct ballots, in order of first appearance.
	row   []int32 // position in profile.ballots
	class []uint32
	count []int64
}

// newElectorate merges cells into classes and identical ballots into one.
func newElectorate(p *profile, chosen, heads, groups *weighting) *electorate {
	e := &electorate{profile: p, scale: p.ballots.Scale, classOf: make([]uint32, len(p.cells))}
	type key struct {
		group int
		kind  planner.BallotKind
		w, h  string
	}
	ids := make(map[key]uint32)
	for i := range p.cells {
		c := &p.cells[i]
		k := key{c.group, c.kind, chosen.cells[i].RatString(), heads.cells[i].RatString()}
		id, ok := ids[k]
		if !ok {
			id = uint32(len(e.classes))
			ids[k] = id
			x := class{group: c.group, kind: c.kind, chosen: chosen.cells[i], heads: heads.cells[i]}
			if groups != nil {
				x.groups = groups.cells[i]
			}
			e.classes = append(e.classes, x)
		}
		e.classes[id].n += c.n
		e.classOf[i] = id
	}
	e.gather()
	return e
}

const (
	mergeAlways = 20_000 // up to so many ballots identical ones are always merged
	mergeSample = 2_048
	mergePays   = 0.9 // share of distinct ballots in the sample above which it does not pay
)

// gather lists the counted ballots, identical ones once. With many ballots that
// are nearly all different in a sample, merging would cost more than it saves.
func (e *electorate) gather() {
	rows := make([]int32, 0, len(e.status))
	for i, s := range e.status {
		if s == counted {
			rows = append(rows, int32(i))
		}
	}
	if len(rows) > mergeAlways && e.distinctShare(rows) > mergePays {
		e.row, e.class, e.count = rows, make([]uint32, len(rows)), make([]int64, len(rows))
		for k, i := range rows {
			e.class[k] = e.classOf[e.cellOf[i]]
			e.count[k] = e.ballots.At(int(i)).Count
		}
		return
	}
	table := newBallotTable(e, len(rows))
	for _, i := range rows {
		table.add(i)
	}
}

func (e *electorate) distinctShare(rows []int32) float64 {
	trial := &electorate{profile: e.profile, classOf: e.classOf}
	table := newBallotTable(trial, mergeSample)
	step := max(len(rows)/mergeSample, 1)
	n := 0
	for k := 0; k < len(rows); k += step {
		table.add(rows[k])
		n++
	}
	return float64(len(trial.row)) / float64(n)
}

// ballotTable is an open-addressing table of distinct ballots.
type ballotTable struct {
	e     *electorate
	slots []int32 // position in e.row + 1
}

func newBallotTable(e *electorate, n int) *ballotTable {
	size := 16
	for size < 2*n+2 {
		size *= 2
	}
	return &ballotTable{e: e, slots: make([]int32, size)}
}

func (t *ballotTable) add(i int32) {
	e := t.e
	marks, cls := e.ballots.Marks(int(i)), e.classOf[e.cellOf[i]]
	h := uint64(cls) + 0x9e3779b97f4a7c15
	for _, m := range marks {
		h = (h ^ uint64(uint32(m))) * 0x9fb21c651e98df25
		h ^= h >> 32
	}
	mask := uint64(len(t.slots) - 1)
	n := e.ballots.At(int(i)).Count
	for s := h & mask; ; s = (s + 1) & mask {
		k := t.slots[s] - 1
		if k < 0 {
			t.slots[s] = int32(len(e.row)) + 1
			e.row = append(e.row, i)
			e.class = append(e.class, cls)
			e.count = append(e.count, n)
			return
		}
		if e.class[k] == cls && slices.Equal(e.ballots.Marks(int(e.row[k])), marks) {
			e.count[k] += n
			return
		}
	}
}
