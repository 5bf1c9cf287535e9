package bound

import (
	"math"
	"slices"

	"roundtable/planner/grouping/internal/model"
)

// PriceScale is how many units of price make one point. Prices are kept at
// whole units, so every sum of the bound is exact in float64.
const PriceScale = 1 << 16

// Prices are the prices that both sides of the bound pay: one per group and
// ruled class (free sign, for the count), one per group for the size unless an
// attribute of it is priced throughout, and prices of at least 0 for chair seats,
// caps of opened groups and people outside their list.
type Prices struct {
	Model *model.Model
	Price []float64
	// signed is how many of the prices may be negative; the others follow.
	signed int
	// Positions of prices, -1 where there is none.
	atClass   []int32 // group*classes + class
	atSize    []int32 // group
	atChair   []int32 // group*chairClasses + chair class
	atCap     []int32 // by cap of opened groups
	atOutside int32
}

// newPrices gives every price its position.
func newPrices(m *model.Model) *Prices {
	x, K := &Prices{Model: m, atOutside: -1}, m.K()
	next := int32(0)
	take := func() int32 { next++; return next - 1 }
	fill := func(n int) []int32 { return slices.Repeat([]int32{-1}, n) }
	x.atClass, x.atSize = fill(K*m.Classes), fill(K)
	x.atChair = fill(K * m.ChairClasses)
	for g := range m.Groups {
		for i := range m.Groups[g].Rules {
			if at := &x.atClass[g*m.Classes+int(m.Groups[g].Rules[i].Class)]; *at < 0 {
				*at = take()
			}
		}
		if !x.pricedThroughout(g) {
			x.atSize[g] = take()
		}
	}
	x.signed = int(next)
	for g := range m.Groups {
		for s := range m.ChairClasses {
			if m.Groups[g].Chairs > 0 && !slices.Contains(m.Groups[g].NamedKinds, int32(s)) {
				x.atChair[g*m.ChairClasses+s] = take()
			}
		}
	}
	for range m.Caps {
		x.atCap = append(x.atCap, take())
	}
	if m.Tier != nil && !m.CountTiers {
		x.atOutside = take()
	}
	x.Price = make([]float64, next)
	return x
}

// pricedThroughout reports whether some attribute has a price on every class
// that has people, so that the size needs no price of its own.
func (x *Prices) pricedThroughout(g int) bool {
	m := x.Model
	for a := range m.Attrs {
		all := true
		for c := m.Attrs[a].First; c < m.Attrs[a].First+m.Attrs[a].Count; c++ {
			if m.Total[c] > 0 && x.atClass[g*m.Classes+c] < 0 {
				all = false
			}
		}
		if all {
			return true
		}
	}
	return false
}

// Priced reports whether the people of a class in group g have a price.
func (x *Prices) Priced(g, class int) bool { return x.atClass[g*x.Model.Classes+class] >= 0 }

// tierPrice is what a person pays for having tier t at best.
func (x *Prices) tierPrice(t uint8) float64 {
	m := x.Model
	switch {
	case m.CountTiers:
		return float64(m.TierCost[t])
	case t == model.FineTier:
		return 0
	case t == model.OutsideTier && m.OutsideMax > 0:
		return x.Price[x.atOutside]
	default:
		return math.Inf(1)
	}
}

// Adopt takes over prices of another bounder over the same groups and classes:
// those of counts and sizes.
func (x *Prices) Adopt(from *Prices, price []float64) {
	take := func(at, old []int32) {
		for i := range at {
			if at[i] >= 0 && old[i] >= 0 {
				x.Price[at[i]] = price[old[i]]
			}
		}
	}
	take(x.atClass, from.atClass)
	take(x.atSize, from.atSize)
}

// Kind says what a price is of, as certificates name it.
type Kind string

// The kinds of prices.
const (
	OfCount   Kind = "count"
	OfSize    Kind = "size"
	OfChair   Kind = "chair"
	OfCap     Kind = "supervisor"
	OfOutside Kind = "outside"
)

// Price is one price: of is the class, chair class or cap, group −1 where the price is of none.
type Price struct {
	Kind      Kind
	Group, Of int
	Units     int64 // of 1/priceScale point
}

// List calls visit with every price that is not zero, group by group.
func (x *Prices) List(price []float64, visit func(Price)) {
	m, K := x.Model, x.Model.K()
	add := func(at int32, kind Kind, g, of int) {
		if at < 0 {
			return
		}
		if units := int64(price[at] * PriceScale); units != 0 {
			visit(Price{kind, g, of, units})
		}
	}
	for g := range K {
		for c := range m.Classes {
			add(x.atClass[g*m.Classes+c], OfCount, g, c)
		}
		add(x.atSize[g], OfSize, g, 0)
		for s := range m.ChairClasses {
			add(x.atChair[g*m.ChairClasses+s], OfChair, g, s)
		}
	}
	for k, at := range x.atCap {
		add(at, OfCap, -1, k)
	}
	add(x.atOutside, OfOutside, -1, 0)
}
