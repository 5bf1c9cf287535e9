package balance

import (
	"roundtable/planner"
)

// tally adds up marks for one target. People can be added and taken out again,
// so that "what if" questions cost no more than one person's mark.
type tally struct {
	// n people are certainly considered, nMaybe more could be.
	n, nMaybe int
	// have certainly count, unsure more could.
	have, unsure int
	// For kinds that speak of all values: people certainly considered by value,
	// those of known value who may be considered, and how many could carry any.
	perValue, maybeValue map[string]int
	open                 int
}

func (a *tally) add(m *mark, by int) {
	if m.in == no {
		return
	}
	if m.hit == maybe {
		a.open += by
	}
	if m.in == maybe {
		a.nMaybe += by
		if m.hit != no {
			a.unsure += by
		}
		a.maybeValue = count(a.maybeValue, m.values, by)
		return
	}
	a.n += by
	switch m.hit {
	case yes:
		a.have += by
		a.perValue = count(a.perValue, m.values, by)
	case maybe:
		a.unsure += by
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

// mostDistinct is the largest number of different values there could be.
func (a *tally) mostDistinct() int {
	n := a.distinct() + a.open
	for v, c := range a.maybeValue {
		if c > 0 && a.perValue[v] == 0 {
			n++
		}
	}
	return n
}

func (a *tally) distinct() int {
	n := 0
	for _, c := range a.perValue {
		if c > 0 {
			n++
		}
	}
	return n
}

// verdict is what a tally means for a target.
type verdict struct {
	status       Status
	lo, hi       int // bounds in whole people; hi is noLimit where there is none
	have, unsure int
	short, over  int
}

const noLimit = -1

// judge decides the verdict. Where the number of people considered is itself
// unsure, the bounds are taken at both ends, which can only turn an answer into
// "cannot tell", never into the wrong one.
func (a *tally) judge(t *planner.Target) verdict {
	switch t.Kind {
	case planner.EachAtMost:
		return a.judgeEach(t)
	case planner.Flag:
		return a.judgeFlag(t)
	case planner.PerPerson:
		return verdict{status: CannotTell, hi: limitOf(t.Max)}
	}
	v := verdict{lo: t.Need(a.n), hi: limitAmong(t, a.n), have: a.have, unsure: a.unsure}
	loMost, hiLeast := t.Need(a.n+a.nMaybe), v.hi
	hiMost := limitAmong(t, a.n+a.nMaybe)
	switch t.Kind {
	case planner.Distinct, planner.NotAllSame:
		v.have = a.distinct()
		v.lo, v.hi = t.Need(0), limitOf(t.Max)
		if t.Kind == planner.NotAllSame {
			v.lo, v.hi = 2, noLimit
		}
		loMost, hiLeast, hiMost = v.lo, v.hi, v.hi
	case planner.Size:
		v.have, v.unsure = a.n, a.nMaybe
	}
	v.short = max(0, v.lo-v.have)
	if v.hi != noLimit {
		v.over = max(0, v.have-v.hi)
	}
	if allValues(t.Kind) {
		v.unsure = a.mostDistinct() - v.have
	}
	most := v.have + v.unsure
	switch {
	case v.have >= loMost && (hiLeast == noLimit || most <= hiLeast):
		v.status = Met
	case most < v.lo, hiMost != noLimit && v.have > hiMost:
		v.status = Missed
	default:
		v.status = CannotTell
	}
	return v
}

// judgeEach: no single value may exceed the limit; people of unknown value could
// all share the value that is most frequent already.
func (a *tally) judgeEach(t *planner.Target) verdict {
	v := verdict{hi: limitAmong(t, a.n)}
	if v.hi == noLimit {
		v.status = Met
		return v
	}
	hiMost := limitAmong(t, a.n+a.nMaybe)
	surelyOver := false
	most := a.open
	for x, c := range a.perValue {
		v.have = max(v.have, c)
		v.over += max(0, c-v.hi)
		surelyOver = surelyOver || c > hiMost
		most = max(most, c+a.maybeValue[x]+a.open)
	}
	for x, c := range a.maybeValue {
		most = max(most, c+a.perValue[x]+a.open)
	}
	v.unsure = most - v.have
	switch {
	case surelyOver:
		v.status = Missed
	case most <= v.hi:
		v.status = Met
	default:
		v.status = CannotTell
	}
	return v
}

// judgeFlag: "yes" asks for at least one person (or the proposal) who says yes,
// "no" that nobody says yes.
func (a *tally) judgeFlag(t *planner.Target) verdict {
	v := verdict{lo: 1, hi: noLimit, have: a.have, unsure: a.unsure}
	if wantsNo(t) {
		v.lo, v.hi = 0, 0
		v.over = a.have
		switch {
		case a.have > 0:
			v.status = Missed
		case a.unsure > 0 || a.n+a.nMaybe == 0:
			v.status = CannotTell
		default:
			v.status = Met
		}
		return v
	}
	v.short = max(0, 1-a.have)
	switch {
	case a.have > 0:
		v.status = Met
	case a.unsure > 0 || a.n+a.nMaybe == 0:
		v.status = CannotTell
	default:
		v.status = Missed
	}
	return v
}

func wantsNo(t *planner.Target) bool { return t.Value == "no" }

func limitOf(l planner.Limit) int {
	if l.Given {
		return l.N
	}
	return noLimit
}

// limitAmong is the target's largest allowed count among n people, or noLimit.
func limitAmong(t *planner.Target, n int) int {
	if !t.Max.Given && !t.MaxShare.Given() {
		return noLimit
	}
	if !t.MaxShare.Given() {
		return t.Max.N
	}
	hi := t.MaxShare.FloorOf(n)
	if t.Max.Given {
		hi = min(hi, t.Max.N)
	}
	return hi
}
