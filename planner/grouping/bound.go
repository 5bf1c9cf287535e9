package grouping

import "math"

// priceScale is how many units of price make one point. Prices are kept at
// whole units, so every sum below is exact in float64.
const priceScale = 1 << 16

// bounder proves upper bounds on the value of a model's plans: for any prices,
// the person side's best plus the group side's best plus the constants.
//
// Prices: one per group and ruled class (free sign, for the count), one per
// group for the size unless an attribute of it is priced throughout, and prices
// of at least 0 for chair seats, capped organisations, apart-pairs and people
// outside their list.
type bounder struct {
	m     *model
	price []float64
	// signed is how many of the prices may be negative; the others follow.
	signed int
	// Positions of prices, -1 where there is none.
	atClass   []int32 // group*classes + class
	atSize    []int32 // group
	atChair   []int32 // group*chairClasses + chair class
	atOrg     []int32 // org*K + group
	atApart   []int32 // pair*K + group
	atOutside int32

	restriction *restriction
	groups      []groupSide
	person      personSide

	// What the last evaluation chose.
	groupValue []float64
	size       []int32
	count      []int32 // group*classes + class
	chairTaken []bool  // group*chairClasses + chair class
	infeasible bool
}

func newBounder(m *model) *bounder {
	b := &bounder{m: m, restriction: newRestriction(m)}
	b.layOut()
	b.prepare()
	return b
}

// layOut gives every price its position.
func (b *bounder) layOut() {
	m, K := b.m, b.m.K()
	next := int32(0)
	take := func() int32 { next++; return next - 1 }
	fill := func(n int) []int32 {
		s := make([]int32, n)
		for i := range s {
			s[i] = -1
		}
		return s
	}
	b.atClass, b.atSize = fill(K*m.classes), fill(K)
	b.atChair, b.atOrg, b.atApart = fill(K*m.chairClasses), fill(m.orgs*K), fill(len(m.apart)*K)
	b.atOutside = -1
	for g := range m.groups {
		for i := range m.groups[g].rules {
			if at := &b.atClass[g*m.classes+int(m.groups[g].rules[i].class)]; *at < 0 {
				*at = take()
			}
		}
		if !b.pricedThroughout(g) {
			b.atSize[g] = take()
		}
	}
	b.signed = int(next)
	willing := make([]bool, m.chairClasses)
	for i := range m.people {
		if s := m.people[i].chair; s >= 0 {
			willing[s] = true
		}
	}
	for g := range m.groups {
		for s := range m.chairClasses {
			if m.groups[g].chairs > 0 && willing[s] {
				b.atChair[g*m.chairClasses+s] = take()
			}
		}
	}
	for i := range b.atOrg {
		b.atOrg[i] = take()
	}
	for i := range b.atApart {
		b.atApart[i] = take()
	}
	if m.tier != nil && !m.countTiers {
		b.atOutside = take()
	}
	b.price = make([]float64, next)
}

// pricedThroughout reports whether some attribute has a price on every class
// that has people, so that the size needs no price of its own.
func (b *bounder) pricedThroughout(g int) bool {
	m := b.m
	for a := range m.attrs {
		all := true
		for c := m.attrs[a].first; c < m.attrs[a].first+m.attrs[a].count; c++ {
			if m.total[c] > 0 && b.atClass[g*m.classes+c] < 0 {
				all = false
			}
		}
		if all {
			return true
		}
	}
	return false
}

// restrict puts the bounder under a restriction.
func (b *bounder) restrict(r *restriction) {
	b.restriction = r
	b.prepare()
}

// prepare builds the tables of both sides for the current restriction.
func (b *bounder) prepare() {
	m, K := b.m, b.m.K()
	b.infeasible = false
	b.groupValue, b.size = make([]float64, K), make([]int32, K)
	b.count = make([]int32, K*m.classes)
	b.chairTaken = make([]bool, K*m.chairClasses)
	b.prepareGroups()
	b.preparePersons()
}

// eval returns the bound the current prices prove, −Inf if the restriction
// leaves no plan at all.
func (b *bounder) eval() float64 {
	if b.infeasible {
		return math.Inf(-1)
	}
	m := b.m
	d := b.evalPersons()
	for g := range m.groups {
		v := b.evalGroup(g)
		if math.IsInf(v, -1) || math.IsInf(d, -1) {
			return math.Inf(-1)
		}
		d += v
	}
	for _, at := range b.atOrg {
		d += b.price[at] * float64(m.orgCap)
	}
	for _, at := range b.atApart {
		d += b.price[at]
	}
	if b.atOutside >= 0 {
		d += b.price[b.atOutside] * float64(m.outsideMax)
	}
	return d
}

// gradient fills d with the slope of the bound in each price.
func (b *bounder) gradient(d []float64) {
	m, K := b.m, b.m.K()
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
		d[at] = float64(m.orgCap)
	}
	for _, at := range b.atApart {
		d[at] = 1
	}
	if b.atOutside >= 0 {
		d[b.atOutside] = float64(m.outsideMax)
	}
	b.person.usage(b, d, K)
	for i := b.signed; i < len(d); i++ {
		if b.price[i] <= 0 && d[i] > 0 {
			d[i] = 0
		}
	}
}

// adopt takes over prices of another bounder over the same groups and classes:
// those of counts and sizes.
func (b *bounder) adopt(from *bounder, price []float64) {
	take := func(at, old []int32) {
		for i := range at {
			if at[i] >= 0 && old[i] >= 0 {
				b.price[at[i]] = price[old[i]]
			}
		}
	}
	take(b.atClass, from.atClass)
	take(b.atSize, from.atSize)
}

// candidates are the groups that unit u may have.
func (b *bounder) candidates(u int) []int32 { return b.person.cand[u] }

// single reports whether unit u sits in exactly one group.
func (b *bounder) single(u int) bool { return b.person.simple[u] }

// picked are the groups unit u has in the relaxed solution.
func (b *bounder) picked(u int) []int32 { return b.person.pick[u] }

// priced reports whether the people of a class in group g have a price.
func (b *bounder) priced(g, class int) bool { return b.atClass[g*b.m.classes+class] >= 0 }
