package grouping

// priceKind says what a price is of.
type priceKind uint8

// The kinds of prices.
const (
	ofCount priceKind = iota
	ofSize
	ofChair
	ofOrganisation
	ofApart
	ofOutside
)

// priced is one price: of is the class, chair class, organisation or apart-pair,
// group −1 where the price is of none.
type priced struct {
	kind      priceKind
	group, of int
	units     int64 // of 1/priceScale point
}

// list calls visit with every price that is not zero, group by group.
func (b *bounder) list(price []float64, visit func(priced)) {
	m, K := b.m, b.m.K()
	add := func(at int32, kind priceKind, g, of int) {
		if at < 0 {
			return
		}
		if units := int64(price[at] * priceScale); units != 0 {
			visit(priced{kind, g, of, units})
		}
	}
	for g := range K {
		for c := range m.classes {
			add(b.atClass[g*m.classes+c], ofCount, g, c)
		}
		add(b.atSize[g], ofSize, g, 0)
		for s := range m.chairClasses {
			add(b.atChair[g*m.chairClasses+s], ofChair, g, s)
		}
		for o := range m.orgs {
			add(b.atOrg[o*K+g], ofOrganisation, g, o)
		}
		for k := range m.apart {
			add(b.atApart[k*K+g], ofApart, g, k)
		}
	}
	add(b.atOutside, ofOutside, -1, 0)
}
