package bound

import (
	"math"
	"roundtable/planner/grouping/internal/model"
)

// PriceScale is how many units of price make one point. Prices are kept at
// whole units, so every sum below is exact in float64.
const PriceScale = 1 << 16

// Bounder proves upper bounds on the value of a model's plans: for any prices,
// the person side's best plus the group side's best plus the constants.
//
// Prices: one per group and ruled class (free sign, for the count), one per
// group for the size unless an attribute of it is priced throughout, and prices
// of at least 0 for chair seats, capped organisations, apart-pairs and people
// outside their list.
type Bounder struct {
	Model *model.Model
	Price []float64
	// signed is how many of the prices may be negative; the others follow.
	signed int
	// Positions of prices, -1 where there is none.
	atClass   []int32 // group*classes + class
	atSize    []int32 // group
	atChair   []int32 // group*chairClasses + chair class
	atOrg     []int32 // org*K + group
	atApart   []int32 // pair*K + group
	atOutside int32

	restriction *Restriction
	groups      []groupSide
	person      personSide

	// What the last evaluation chose.
	groupValue []float64
	size       []int32
	count      []int32 // group*classes + class
	chairTaken []bool  // group*chairClasses + chair class
	infeasible bool
}

func New(m *model.Model) *Bounder {
	b := &Bounder{Model: m, restriction: NewRestriction(m)}
	b.layOut()
	b.prepare()
	return b
}

// layOut gives every price its position.
func (b *Bounder) layOut() {
	m, K := b.Model, b.Model.K()
	next := int32(0)
	take := func() int32 { next++; return next - 1 }
	fill := func(n int) []int32 {
		s := make([]int32, n)
		for i := range s {
			s[i] = -1
		}
		return s
	}
	b.atClass, b.atSize = fill(K*m.Classes), fill(K)
	b.atChair, b.atOrg, b.atApart = fill(K*m.ChairClasses), fill(m.Orgs*K), fill(len(m.Apart)*K)
	b.atOutside = -1
	for g := range m.Groups {
		for i := range m.Groups[g].Rules {
			if at := &b.atClass[g*m.Classes+int(m.Groups[g].Rules[i].Class)]; *at < 0 {
				*at = take()
			}
		}
		if !b.pricedThroughout(g) {
			b.atSize[g] = take()
		}
	}
	b.signed = int(next)
	willing := make([]bool, m.ChairClasses)
	for i := range m.People {
		if s := m.People[i].Chair; s >= 0 {
			willing[s] = true
		}
	}
	for g := range m.Groups {
		for s := range m.ChairClasses {
			if m.Groups[g].Chairs > 0 && willing[s] {
				b.atChair[g*m.ChairClasses+s] = take()
			}
		}
	}
	for i := range b.atOrg {
		b.atOrg[i] = take()
	}
	for i := range b.atApart {
		b.atApart[i] = take()
	}
	if m.Tier != nil && !m.CountTiers {
		b.atOutside = take()
	}
	b.Price = make([]float64, next)
}

// pricedThroughout reports whether some attribute has a price on every class
// that has people, so that the size needs no price of its own.
func (b *Bounder) pricedThroughout(g int) bool {
	m := b.Model
	for a := range m.Attrs {
		all := true
		for c := m.Attrs[a].First; c < m.Attrs[a].First+m.Attrs[a].Count; c++ {
			if m.Total[c] > 0 && b.atClass[g*m.Classes+c] < 0 {
				all = false
			}
		}
		if all {
			return true
		}
	}
	return false
}

// Restrict puts the bounder under a restriction.
func (b *Bounder) Restrict(r *Restriction) {
	b.restriction = r
	b.prepare()
}

// prepare builds the tables of both sides for the current restriction.
func (b *Bounder) prepare() {
	m, K := b.Model, b.Model.K()
	b.infeasible = false
	b.groupValue, b.size = make([]float64, K), make([]int32, K)
	b.count = make([]int32, K*m.Classes)
	b.chairTaken = make([]bool, K*m.ChairClasses)
	b.prepareGroups()
	b.preparePersons()
}

// Eval returns the bound the current prices prove, −Inf if the restriction
// leaves no plan at all.
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
	for _, at := range b.atOrg {
		d += b.Price[at] * float64(m.OrgCap)
	}
	for _, at := range b.atApart {
		d += b.Price[at]
	}
	if b.atOutside >= 0 {
		d += b.Price[b.atOutside] * float64(m.OutsideMax)
	}
	return d
}

// gradient fills d with the slope of the bound in each price.
func (b *Bounder) gradient(d []float64) {
	m, K := b.Model, b.Model.K()
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
	for _, at := range b.atOrg {
		d[at] = float64(m.OrgCap)
	}
	for _, at := range b.atApart {
		d[at] = 1
	}
	if b.atOutside >= 0 {
		d[b.atOutside] = float64(m.OutsideMax)
	}
	b.person.usage(b, d, K)
	for i := b.signed; i < len(d); i++ {
		if b.Price[i] <= 0 && d[i] > 0 {
			d[i] = 0
		}
	}
}

// Adopt takes over prices of another bounder over the same groups and classes:
// those of counts and sizes.
func (b *Bounder) Adopt(from *Bounder, price []float64) {
	take := func(at, old []int32) {
		for i := range at {
			if at[i] >= 0 && old[i] >= 0 {
				b.Price[at[i]] = price[old[i]]
			}
		}
	}
	take(b.atClass, from.atClass)
	take(b.atSize, from.atSize)
}

// Candidates are the groups that unit u may have.
func (b *Bounder) Candidates(u int) []int32 { return b.person.cand[u] }

// Single reports whether unit u sits in exactly one group.
func (b *Bounder) Single(u int) bool { return b.person.simple[u] }

// Picked are the groups unit u has in the relaxed solution.
func (b *Bounder) Picked(u int) []int32 { return b.person.pick[u] }

// Priced reports whether the people of a class in group g have a price.
func (b *Bounder) Priced(g, class int) bool { return b.atClass[g*b.Model.Classes+class] >= 0 }
