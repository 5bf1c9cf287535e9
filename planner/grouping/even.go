package grouping

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"roundtable/planner"
	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/grouping/internal/solve"
)

// evenBy is a number by which groups are to be even: their means are to be close.
//
// The model counts people, and no count tells a mean. So the best seating by wishes and
// rules is found and proved first, and then evened out here: people move to another group
// or change places while that brings the means closer and keeps every hard rule. What a
// group is off counts in people: with n members who have a number, their sum is off by
// |sum − n·mean of everybody|, in standard deviations of the number. One such deviation
// weighs as much as one person short of a target of the same tier; a must outweighs all
// wishes. The points that are given up are [Objective.EvenCost]; nothing is proved of how
// close means can be.
type evenBy struct {
	dim    planner.Dimension
	points float64 // for one standard deviation
	number []float64
	known  []bool
	mean   float64
}

// evenAsked reads what groups are to be even by.
func (b targetReader) evenAsked(t *planner.Target) {
	e := evenBy{
		dim: t.Dimension, number: make([]float64, len(b.roster)), known: make([]bool, len(b.roster)),
		points: float64(b.weightOf(t)),
	}
	sum, squares, n := 0.0, 0.0, 0.0
	for i := range b.roster {
		if x, ok := numberOf(&b.roster[i], t.Dimension); ok {
			e.number[i], e.known[i] = x, true
			sum, n = sum+x, n+1
		}
	}
	if n == 0 {
		b.add(evenUnknown(t))
		return
	}
	e.mean = sum / n
	for i, x := range e.number {
		if e.known[i] {
			squares += float64((x - e.mean) * (x - e.mean))
		}
	}
	if t.Tier == planner.Must {
		e.points = mustEven
	}
	if deviation := math.Sqrt(squares / n); deviation > 0 {
		e.points /= deviation
	}
	b.even = append(b.even, e)
}

// mustEven outweighs the wishes of everybody: points of a plan stay far below.
const mustEven = 1e9

// numberOf is a person's number in a dimension, with a point or a comma.
func numberOf(p *planner.Participant, d planner.Dimension) (x float64, known bool) {
	v, _ := p.Value(d)
	x, err := strconv.ParseFloat(strings.Replace(v, ",", ".", 1), 64)
	return x, err == nil && !math.IsNaN(x) && !math.IsInf(x, 0)
}

// meansOf are the means of the people in what groups are to be even by.
func (p *Problem) meansOf(people []int) (means []Mean) {
	people = slices.Sorted(slices.Values(people)) // one order, one sum
	for k := range p.even {
		m, sum := Mean{Dimension: p.even[k].dim}, 0.0
		for _, i := range people {
			if p.even[k].known[i] {
				sum, m.Known = sum+p.even[k].number[i], m.Known+1
			}
		}
		if m.Known > 0 {
			m.Mean = sum / float64(m.Known)
			means = append(means, m)
		}
	}
	return means
}

// The work of evening out: a change that is looked at is one, a seating that is scored
// as many as it has people in classes; and how often the closest seating is shaken, by
// how many changes, to get out of a dead end.
const (
	evenWork   = 30_000_000
	evenShakes = 40
	shakenBy   = 3
)

// evened is a seating with closer means, in the model it was found in.
func (p *Problem) evened(best model.Seating, m *model.Model, o *solve.Order) model.Seating {
	if len(p.even) == 0 {
		return best
	}
	w := &leveller{
		p: p, m: m, wanted: o.Wanted, x: best.Clone(), left: evenWork,
		size: len(m.People)*len(m.Attrs) + m.K()*m.Classes, off: make([]float64, m.K()*len(p.even)),
	}
	for u := range m.Units {
		for k := range p.even {
			e, off := &p.even[k], 0.0
			for _, i := range m.Units[u].People {
				if e.known[i] {
					off += e.number[i] - e.mean
				}
			}
			w.dev = append(w.dev, off)
		}
	}
	w.score = w.evaluate()
	w.climb()
	draw := rand.New(rand.NewPCG(o.Seed, uint64(len(m.People))))
	for range evenShakes {
		if w.left <= 0 {
			break
		}
		x, score := w.x.Clone(), w.score
		worth := w.worth()
		w.shake(draw)
		if w.climb(); w.score.Broken > score.Broken || w.worth() <= worth {
			w.x, w.score = x, score
		}
	}
	return w.x.Sorted()
}

// leveller changes a seating until its means come no closer.
type leveller struct {
	p      *Problem
	m      *model.Model
	wanted []int64
	x      model.Seating
	score  model.Score
	// dev is by how much each unit's people are off, off the same of each group; of every
	// number.
	dev, off   []float64
	size, left int // work of scoring, and all that is left
}

// worth is the value less what the means are off.
func (w *leveller) worth() float64 {
	w.sums()
	worth := float64(w.score.Value)
	for k, x := range w.off {
		worth -= float64(math.Abs(x) * w.p.even[k%len(w.p.even)].points)
	}
	return worth
}

// sums adds up by how much each group is off.
func (w *leveller) sums() {
	clear(w.off)
	for u := range w.x {
		for _, g := range w.x[u] {
			w.put(u, g, 1)
		}
	}
}

// put adds a unit to the sums of a group, or takes it off.
func (w *leveller) put(u int, g int32, sign float64) {
	n := len(w.p.even)
	for k := range n {
		w.off[int(g)*n+k] += float64(sign * w.dev[u*n+k])
	}
}

// change moves unit u from one group to another, and the unit v (−1 for none) back.
type change struct {
	u, v     int
	from, to int32
}

// climb makes every change that is worth it, until there is none.
func (w *leveller) climb() {
	w.sums()
	for again := true; again && w.left > 0; {
		again = false
		for u := range w.x {
			for _, c := range w.changes(u) {
				again = w.try(c) || again
			}
		}
	}
}

// changes lists what may be done with unit u.
func (w *leveller) changes(u int) (list []change) {
	for _, from := range w.x[u] {
		if !w.loose(u, from) {
			continue
		}
		for to := range int32(w.m.K()) {
			if to == from || !w.mayJoin(u, to) {
				continue
			}
			list = append(list, change{u, -1, from, to})
			for v := range w.x {
				if v != u && slices.Contains(w.x[v], to) && w.loose(v, to) && w.mayJoin(v, from) {
					list = append(list, change{u, v, from, to})
				}
			}
		}
	}
	return list
}

// loose reports whether a seat may be given up: neither fixed nor one of an earlier plan.
func (w *leveller) loose(u int, g int32) bool {
	k := u*w.m.K() + int(g)
	return w.m.Seats[k] == model.Free && (w.wanted == nil || w.wanted[k] == 0)
}

func (w *leveller) mayJoin(u int, g int32) bool {
	return w.m.Seats[u*w.m.K()+int(g)] != model.Banned && !slices.Contains(w.x[u], g)
}

// try makes a change if it is worth it.
func (w *leveller) try(c change) bool {
	if w.left <= 0 || !slices.Contains(w.x[c.u], c.from) || c.v >= 0 && !slices.Contains(w.x[c.v], c.to) {
		return false // it was overtaken by another
	}
	gain := w.gain(c)
	if gain <= leastGain {
		return false // the rules are at their best or nearly so
	}
	w.make(c)
	now := w.evaluate()
	closer := gain - float64(w.wishes(c)) + float64(now.Value-w.score.Value)
	if now.Broken > w.score.Broken || closer <= leastGain {
		w.make(change{c.u, c.v, c.to, c.from})
		return false
	}
	w.score = now
	return true
}

// leastGain keeps the rounding of sums from passing for a gain.
const leastGain = 1e-3

// gain is what a change brings in wishes and means, whatever the rules.
func (w *leveller) gain(c change) float64 {
	w.left--
	n := len(w.p.even)
	gain := float64(w.wishes(c))
	for k := range n {
		more := w.dev[c.u*n+k]
		if c.v >= 0 {
			more -= w.dev[c.v*n+k]
		}
		from, to := w.off[int(c.from)*n+k], w.off[int(c.to)*n+k]
		closer := math.Abs(from) + math.Abs(to) - math.Abs(from-more) - math.Abs(to+more)
		gain += float64(closer * w.p.even[k].points)
	}
	return gain
}

// wishes is what a change brings in points of the seats.
func (w *leveller) wishes(c change) int64 {
	worth := func(u int, g int32) int64 { return w.m.Utility[u*w.m.K()+int(g)] }
	sum := worth(c.u, c.to) - worth(c.u, c.from)
	if c.v >= 0 {
		sum += worth(c.v, c.from) - worth(c.v, c.to)
	}
	return sum
}

func (w *leveller) make(c change) {
	w.swap(c.u, c.from, c.to)
	if c.v >= 0 {
		w.swap(c.v, c.to, c.from)
	}
}

func (w *leveller) swap(u int, from, to int32) {
	w.x[u][slices.Index(w.x[u], from)] = to
	w.put(u, from, -1)
	w.put(u, to, 1)
}

// evaluate scores the seating.
func (w *leveller) evaluate() model.Score {
	w.left -= w.size
	return w.m.Evaluate(w.x)
}

// shake makes some changes that break no hard rule, whatever they are worth.
func (w *leveller) shake(draw *rand.Rand) {
	for range shakenBy {
		list := w.changes(draw.IntN(len(w.x)))
		if len(list) == 0 {
			continue
		}
		c := list[draw.IntN(len(list))]
		w.make(c)
		if now := w.evaluate(); now.Broken > w.score.Broken {
			w.make(change{c.u, c.v, c.to, c.from})
		} else {
			w.score = now
		}
	}
}
