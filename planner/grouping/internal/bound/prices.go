package bound

// priceKind says what a price is of.
type priceKind uint8

// The kinds of prices.
const (
	OfCount priceKind = iota
	OfSize
	OfChair
	OfOrganisation
	OfApart
	OfOutside
)

// Price is one price: of is the class, chair class, organisation or apart-pair,
// group −1 where the price is of none.
type Price struct {
	Kind      priceKind
	Group, Of int
	Units     int64 // of 1/priceScale point
}

// List calls visit with every price that is not zero, group by group.
func (b *Bounder) List(price []float64, visit func(Price)) {
	m, K := b.Model, b.Model.K()
	add := func(at int32, kind priceKind, g, of int) {
		if at < 0 {
			return
		}
		if units := int64(price[at] * PriceScale); units != 0 {
			visit(Price{kind, g, of, units})
		}
	}
	for g := range K {
		for c := range m.Classes {
			add(b.atClass[g*m.Classes+c], OfCount, g, c)
		}
		add(b.atSize[g], OfSize, g, 0)
		for s := range m.ChairClasses {
			add(b.atChair[g*m.ChairClasses+s], OfChair, g, s)
		}
		for o := range m.Orgs {
			add(b.atOrg[o*K+g], OfOrganisation, g, o)
		}
		for k := range m.Apart {
			add(b.atApart[k*K+g], OfApart, g, k)
		}
	}
	add(b.atOutside, OfOutside, -1, 0)
}
