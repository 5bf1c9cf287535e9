package tally

import (
	"cmp"
	"slices"

	"roundtable/planner"
)

// Tally adds up marks for one target. People can be added and taken out again,
// so that "what if" questions cost no more than one person's mark.
type Tally struct {
	// N people are certainly considered, Maybe more could be.
	N, Maybe int
	// Have certainly count, Unsure more could.
	Have, Unsure int
	// For kinds that speak of all values: people certainly considered by value,
	// those of known value who may be considered, and how many could carry any.
	PerValue, MaybeValue map[string]int
	Open                 int
	// Cells are the tallies of the target's cells, Free how many more could turn out to
	// be in any of them, all together.
	Cells []Tally
	Free  int
	// Sure counts the people certainly considered by the seats that they fit for certain,
	// may everybody by those that they may fit, where the target has seats.
	Sure, may map[SeatSet]int
}

// Add counts a mark in (by 1) or out again (by −1).
func (a *Tally) Add(m *Mark, by int) {
	if m.In == planner.No {
		return
	}
	if m.Hit == planner.Unknown {
		a.Open += by
	}
	if m.Seats {
		a.addSeats(m, by)
	} else if len(m.Cells) > 0 {
		a.addCells(m, by)
	}
	if m.In == planner.Unknown {
		a.Maybe += by
		if m.Hit != planner.No {
			a.Unsure += by
		}
		a.MaybeValue = count(a.MaybeValue, m.Values, by)
		return
	}
	a.N += by
	switch m.Hit {
	case planner.Yes:
		a.Have += by
		a.PerValue = count(a.PerValue, m.Values, by)
	case planner.Unknown:
		a.Unsure += by
	}
}

func (a *Tally) addCells(m *Mark, by int) {
	if a.Cells == nil {
		a.Cells = make([]Tally, len(m.Cells))
	}
	for c := range m.Cells {
		a.Cells[c].Add(m.Cell(c), by)
	}
	if m.Hit == planner.Unknown || m.In == planner.Unknown && m.Hit == planner.Yes {
		a.Free += by * m.Fills
	}
}

func count(into map[string]int, values []string, by int) map[string]int {
	if into == nil && len(values) > 0 {
		into = make(map[string]int)
	}
	for _, v := range values {
		into[v] += by
	}
	return into
}

// ByFrequency lists the values counted, most frequent first, ties by name.
func ByFrequency(counts map[string]int) []string {
	var out []string
	for v, c := range counts {
		if c > 0 {
			out = append(out, v)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return out
}

// mostDistinct is the largest number of different values there could be.
func (a *Tally) mostDistinct() int {
	n := a.distinct() + a.Open
	for v, c := range a.MaybeValue {
		if c > 0 && a.PerValue[v] == 0 {
			n++
		}
	}
	return n
}

func (a *Tally) distinct() int {
	n := 0
	for _, c := range a.PerValue {
		if c > 0 {
			n++
		}
	}
	return n
}

// Verdict is what a tally means for a target.
type Verdict struct {
	Met    planner.Answer // Unknown: what is not known could decide it either way
	Lo, Hi int            // bounds in whole people; Hi is NoLimit where there is none
	// Have counts what the kind bounds: people, or different values, or the people of
	// the most frequent value; Unsure is by how much it could be larger.
	Have, Unsure int
	// Short is how far Have is below Lo, Over how far above Hi; where single values
	// are bounded, Over adds up all that exceed it.
	Short, Over int
}

// Verdict decides what the tally means for the target. Where the number of people considered is itself
// unsure, the bounds are taken at both ends, which can only turn an answer into
// "cannot tell", never into the wrong one.
func (a *Tally) Verdict(t *planner.Target) Verdict {
	switch t.Kind {
	case planner.Each:
		if len(t.Cells) > 0 {
			return a.cells(t)
		}
		return a.eachAtMost(t)
	case planner.Seats:
		return a.seats(t)
	case planner.Flag:
		return a.flag(t)
	case planner.PerPerson:
		return Verdict{Hi: UpTo(t.Max)}
	}
	v := Verdict{Have: a.Have, Unsure: a.Unsure}
	v.Lo, v.Hi = bounds(t, a.N)
	loLeast, loMost, hiLeast, hiMost := a.boundsRange(t)
	switch t.Kind {
	case planner.Distinct, planner.NotAllSame:
		v.Lo, v.Hi = BoundsOfValues(t)
		loLeast, loMost, hiLeast, hiMost = v.Lo, v.Lo, v.Hi, v.Hi
		v.Have = a.distinct()
		most := a.mostDistinct()
		if len(t.List) > 0 {
			most = min(most, len(t.List))
		}
		v.Unsure = most - v.Have
	case planner.Size:
		v.Have, v.Unsure = a.N, a.Maybe
	}
	v.Short = max(0, v.Lo-v.Have)
	if v.Hi != NoLimit {
		v.Over = max(0, v.Have-v.Hi)
	}
	most := v.Have + v.Unsure
	switch {
	case v.Have >= loMost && (hiLeast == NoLimit || most <= hiLeast):
		v.Met = planner.Yes
	case most < loLeast, hiMost != NoLimit && v.Have > hiMost:
		v.Met = planner.No
	}
	return v
}

// boundsRange are the least and greatest that the bounds can be, for any number of people
// there may turn out to be; rounding goes up and down.
func (a *Tally) boundsRange(t *planner.Target) (loLeast, loMost, hiLeast, hiMost int) {
	loLeast, hiLeast = bounds(t, a.N)
	loMost, hiMost = loLeast, hiLeast
	for n := a.N + 1; n <= a.N+a.Maybe; n++ {
		lo, hi := bounds(t, n)
		loLeast, loMost, hiLeast, hiMost = min(loLeast, lo), max(loMost, lo), min(hiLeast, hi), max(hiMost, hi)
	}
	return loLeast, loMost, hiLeast, hiMost
}

// bounds are the least and greatest allowed number among n people.
func bounds(t *planner.Target, n int) (lo, hi int) {
	lo, most := t.Bounds(n)
	return lo, UpTo(most)
}

// Cell is the verdict on one cell of the target.
func (a *Tally) Cell(t *planner.Target, c int) Verdict {
	var cell Tally
	if len(a.Cells) > 0 {
		cell = a.Cells[c]
	}
	cell.N, cell.Maybe = a.N, a.Maybe
	counted := asCount(t, c)
	return cell.Verdict(&counted)
}

// asCount is what the target asks of one of its cells, as a count.
func asCount(t *planner.Target, c int) planner.Target {
	counted := *t
	counted.Kind, counted.Cells, counted.Part = planner.Count, nil, c
	return counted
}

// cells: every cell is bounded. Have is that of the cell that lacks most, else exceeds
// most, else has the fewest; Short and Over add up all cells. What the cells lack together
// can be too much even where each of them could be filled.
func (a *Tally) cells(t *planner.Target) Verdict {
	out := Verdict{Met: planner.Yes}
	short, worst := 0, -1
	for c := range t.Cells {
		v := a.Cell(t, c)
		counted := asCount(t, c)
		least, _, _, _ := a.boundsRange(&counted)
		short += max(0, least-v.Have)
		out.Short, out.Over = out.Short+v.Short, out.Over+v.Over
		if off := max(v.Short, v.Over); off > worst || off == worst && off == 0 && v.Have < out.Have {
			worst, out.Have, out.Unsure, out.Lo, out.Hi = off, v.Have, v.Unsure, v.Lo, v.Hi
		}
		switch {
		case v.Met == planner.No:
			out.Met = planner.No
		case v.Met == planner.Unknown && out.Met == planner.Yes:
			out.Met = planner.Unknown
		}
	}
	if out.Met == planner.Unknown && short > a.Free {
		out.Met = planner.No
	}
	return out
}

// eachAtMost: no single value may exceed the limit; people of unknown value could
// all share the value that is most frequent already.
func (a *Tally) eachAtMost(t *planner.Target) Verdict {
	v := Verdict{Hi: UpTo(t.Allow(a.N))}
	if v.Hi == NoLimit {
		v.Met = planner.Yes
		return v
	}
	hiMost := UpTo(t.Allow(a.N + a.Maybe))
	most := a.Open
	for _, c := range a.PerValue {
		v.Have = max(v.Have, c)
		v.Over += max(0, c-v.Hi)
		most = max(most, c+a.Open)
	}
	for x, c := range a.MaybeValue {
		most = max(most, c+a.PerValue[x]+a.Open)
	}
	v.Unsure = most - v.Have
	switch {
	case v.Have > hiMost:
		v.Met = planner.No
	case most <= v.Hi:
		v.Met = planner.Yes
	}
	return v
}

// flag: "yes" asks for at least one person (or the proposal) who says yes,
// "no" that nobody says yes. Where nobody could say anything, nothing is known.
func (a *Tally) flag(t *planner.Target) Verdict {
	v := Verdict{Lo: 1, Hi: NoLimit, Have: a.Have, Unsure: a.Unsure, Short: max(0, 1-a.Have)}
	said, silent := planner.Yes, planner.No
	if WantsNo(t) {
		v.Lo, v.Hi, v.Short, v.Over = 0, 0, 0, a.Have
		said, silent = planner.No, planner.Yes
	}
	switch {
	case a.Have > 0:
		v.Met = said
	case a.Unsure == 0 && a.N+a.Maybe > 0:
		v.Met = silent
	}
	return v
}
