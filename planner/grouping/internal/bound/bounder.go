// Package bound proves upper bounds on the value of any plan of a model, by
// two-sided Lagrangian decomposition: how many people of each class sit in each
// group is split from who sits where, and the link is priced.
//
// prices.go lays out the prices. person.go takes for each unit the best groups at
// utility minus prices, and sets.go does so for units with several seats; group.go
// picks for each group its size and counts, and class.go cuts the penalties of a
// class into pieces, so that whole-number counts are exact. bounder.go adds both
// sides up, and descent.go improves the prices. Any prices prove a bound.
package bound

import (
	"math"

	"roundtable/planner/grouping/internal/model"
)

// Bounder proves upper bounds on the value of a model's plans: for any prices,
// the person side's best plus the group side's best plus the constants.
type Bounder struct {
	*Prices
	*personSide
	groups []groupSide

	// What the last evaluation chose.
	size       []int32
	count      []int32 // group*classes + class
	chairTaken []bool  // group*chairClasses + chair class
}

// New makes the bounder of a model, at prices of zero.
func New(m *model.Model) *Bounder {
	x := newPrices(m)
	b := &Bounder{
		Prices: x, personSide: newPersonSide(x),
		size: make([]int32, m.K()), count: make([]int32, m.K()*m.Classes),
		chairTaken: make([]bool, m.K()*m.ChairClasses),
	}
	b.prepareGroups()
	return b
}

// Eval returns the bound the current prices prove, −Inf if there is no plan at all.
func (b *Bounder) Eval() float64 {
	if b.infeasible {
		return math.Inf(-1)
	}
	m := b.Model
	d := b.evalPersons()
	for g := range m.Groups {
		v := b.EvalGroup(g)
		if math.IsInf(v, -1) || math.IsInf(d, -1) {
			return math.Inf(-1)
		}
		d += v
	}
	for k, at := range b.atCap {
		d += b.Price[at] * float64(m.Caps[k].Most)
	}
	if b.atOutside >= 0 {
		d += b.Price[b.atOutside] * float64(m.OutsideMax)
	}
	return d
}

// gradient fills d with the slope of the bound in each price.
func (b *Bounder) gradient(d []float64) {
	m := b.Model
	clear(d)
	for i, at := range b.atClass {
		if at >= 0 {
			d[at] = float64(b.count[i])
		}
	}
	for g, at := range b.atSize {
		if at >= 0 {
			d[at] = float64(b.size[g])
		}
	}
	for i, at := range b.atChair {
		if at >= 0 && b.chairTaken[i] {
			d[at]--
		}
	}
	for k, at := range b.atCap {
		d[at] = float64(m.Caps[k].Most - m.Caps[k].Open(func(g int) bool { return b.size[g] > 0 }))
	}
	if b.atOutside >= 0 {
		d[b.atOutside] = float64(m.OutsideMax)
	}
	b.usage(d)
	for i := b.signed; i < len(d); i++ {
		if b.Price[i] <= 0 && d[i] > 0 {
			d[i] = 0
		}
	}
}
