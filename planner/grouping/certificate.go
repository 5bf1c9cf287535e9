package grouping

import (
	"math"
	"slices"

	"roundtable/planner"
	"roundtable/planner/grouping/internal/bound"
	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/grouping/internal/solve"
)

// Certificate is a price list that proves an upper bound on the value of every
// plan: at these prices neither the people nor the groups can do better than
// Bound in sum, whatever the plan. [Verify] recomputes it in whole numbers.
type Certificate struct {
	// Scale is how many price units make a point.
	Scale int64 `json:"scale"`
	// Bound is what the prices prove, in points, rounded down to a value a plan
	// can have. Objective.Bound is lower where an integer program proved more;
	// Branched says so.
	Bound    int64 `json:"bound"`
	Branched bool  `json:"branched"`
	// WorstChoice and OutsideMax are the limits of the rung the bound speaks of:
	// nobody on their list receives worse than WorstChoice (0: no limit), and at
	// most OutsideMax people sit outside their list (−1: no limit).
	WorstChoice int     `json:"worst_choice"`
	OutsideMax  int     `json:"outside_max"`
	Prices      []Price `json:"prices"`
}

// Price is one price of a certificate. Kind says of what: "count" of people of
// Of ("stakeholder=Government", "apart=Ana, Bo") in the group, "size", "chair" seats
// of a stakeholder group, groups of a "supervisor", "outside".
type Price struct {
	Kind  string `json:"kind"`
	Group string `json:"group,omitempty"`
	Of    string `json:"of,omitempty"`
	Price int64  `json:"price"`
}

// certify writes the prices of the chosen rung's solver.
func (p *Problem) certify(chosen *solve.Found) *Certificate {
	s := chosen.Proof
	c := &Certificate{
		Scale: bound.PriceScale, Bound: s.Model.FloorToGrain(s.Descent.Best), Branched: s.Branched,
		OutsideMax: -1, Prices: []Price{},
	}
	if s.Model.Tier != nil {
		c.OutsideMax, c.WorstChoice = s.Model.OutsideMax, s.Worst
	}
	s.Bounder.List(s.Descent.BestPrice, func(x bound.Price) {
		out := Price{Kind: string(x.Kind), Of: p.pricedOf(x.Kind)[x.Of], Price: x.Units}
		if x.Group >= 0 {
			out.Group = p.groups[x.Group].ID
		}
		c.Prices = append(c.Prices, out)
	})
	return c
}

// pricedOf names, by number, what prices of a kind may be of.
func (p *Problem) pricedOf(kind bound.Kind) []string {
	switch kind {
	case bound.OfCount:
		return p.className
	case bound.OfChair:
		return p.chairName
	case bound.OfCap:
		return p.supervisors
	case bound.OfSize, bound.OfOutside:
		return []string{""}
	}
	return nil
}

// checkBound recomputes what the certificate proves.
func (v *verifier) checkBound() {
	c, o := v.plan.Certificate, &v.plan.Objective
	if c == nil || o.MustMissed > 0 {
		return
	}
	if v.says("scale of the prices", c.Scale, int64(bound.PriceScale)); c.Scale <= 0 {
		return
	}
	if v.p.opts.Goal == Total && v.p.opts.Worst == 0 {
		v.says("limits of the certificate", [2]int{c.OutsideMax, c.WorstChoice}, [2]int{-1, 0})
	}
	if c.OutsideMax >= 0 && (o.Outside > c.OutsideMax || c.WorstChoice > 0 && o.WorstChoice > c.WorstChoice) {
		v.fault("the certificate speaks of plans with at most %d people outside and no choice worse than %d; "+
			"this is none of them", c.OutsideMax, c.WorstChoice)
	}
	x := boundCheck{verifier: v, c: c, price: make(map[priceKey]int64)}
	if !x.readPrices() {
		return
	}
	if proved, ok := x.proved(); ok {
		v.says("the bound that the prices prove", c.Bound, proved)
		v.compareBounds(c, o)
	}
}

// compareBounds holds what the plan says of its bound against the certificate's.
func (v *verifier) compareBounds(c *Certificate, o *Objective) {
	if o.Value > c.Bound {
		v.fault("the value %d is above the bound %d", o.Value, c.Bound)
	}
	if o.Bound > c.Bound || o.Bound < c.Bound && !c.Branched {
		v.fault("the plan states a bound of %d, its prices prove %d", o.Bound, c.Bound)
	}
}

// boundCheck recomputes a bound from prices: by whole numbers, and over all counts
// and sets where the solver takes the best by order.
type boundCheck struct {
	*verifier
	c        *Certificate
	price    map[priceKey]int64
	constant int64 // what priced limits add to the bound
}

// priceKey is what a price is of: of is a class or a chair class by number.
type priceKey struct {
	kind      bound.Kind
	group, of int
}

// never is the value of what cannot be; sums with it stay below half of it.
const never = math.MinInt64 / 4

// proved is the bound of the prices in points, rounded down to a value a plan can
// have.
func (x *boundCheck) proved() (most int64, ok bool) {
	sum := x.constant
	for u := range x.p.m.Units {
		best := x.unitBest(u)
		if best < never/2 {
			x.fault("%s cannot have seats within the limits of the certificate", x.p.unitLabel(u))
			return 0, false
		}
		sum += best
	}
	for g := range x.p.groups {
		best := x.groupBest(g)
		if best < never/2 {
			x.fault("group %s cannot keep its must rules at any size", x.p.groups[g].ID)
			return 0, false
		}
		sum += best
	}
	grain := x.p.m.Grain
	return floorDiv(floorDiv(sum, x.c.Scale), grain) * grain, true
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

// readPrices takes in the certificate's prices; ok is false where one is of
// nothing known.
func (x *boundCheck) readPrices() (ok bool) {
	for _, pr := range x.c.Prices {
		g := slices.IndexFunc(x.p.groups, func(s planner.GroupSpec) bool { return s.ID == pr.Group })
		kind := bound.Kind(pr.Kind)
		of := slices.Index(x.p.pricedOf(kind), pr.Of)
		switch {
		case g < 0 && kind != bound.OfOutside && kind != bound.OfCap:
			x.fault("a price names the group %q", pr.Group)
			return false
		case pr.Price < 0 && kind != bound.OfCount && kind != bound.OfSize:
			x.fault("the price of %s %s is below zero", pr.Kind, pr.Of)
			return false
		case of < 0:
			x.fault("a price names the %s %q, which is unknown", pr.Kind, pr.Of)
			return false
		}
		x.price[priceKey{kind, g, of}] = pr.Price
		switch kind {
		case bound.OfCap:
			x.constant += pr.Price * int64(x.p.m.Caps[of].Most)
		case bound.OfOutside:
			x.constant += pr.Price * int64(max(x.c.OutsideMax, 0))
		}
	}
	return true
}

// of is a price, 0 where the certificate has none.
func (x *boundCheck) of(kind bound.Kind, g, k int) int64 { return x.price[priceKey{kind, g, k}] }

// unitBest is the most the people of a unit can have at the prices: the best
// set of groups, each person chairing in at most one of them.
func (x *boundCheck) unitBest(u int) int64 {
	p, m := x.p, x.p.m
	un := &m.Units[u]
	worth := make([]int64, len(p.groups))
	for g := range p.groups {
		for _, i := range un.People {
			worth[g] += x.c.Scale*p.pointsOf(int(i), g) - x.of(bound.OfSize, g, 0)
			for a := range m.Attrs {
				worth[g] -= x.of(bound.OfCount, g, int(m.ClassOf[int(i)*len(m.Attrs)+a]))
			}
		}
	}
	if len(un.People) == 1 {
		return x.personBest(u, worth)
	}
	best := int64(never)
	var set []int
	var try func(from int, sum int64)
	try = func(from int, sum int64) {
		if len(set) >= un.Lo {
			best = max(best, x.setBest(u, set, sum))
		}
		if len(set) == un.Hi {
			return
		}
		for g := from; g < len(p.groups); g++ {
			if m.Seats[u*len(p.groups)+g] != model.Banned {
				set = append(set, g)
				try(g+1, sum+worth[g])
				set = set[:len(set)-1]
			}
		}
	}
	try(0, 0)
	return best
}

// bonus is what person i earns by a chair seat in group g.
func (x *boundCheck) bonus(i int32, g int) int64 {
	s := x.p.m.People[i].Chair
	if s < 0 || x.p.groups[g].Chairs == 0 {
		return 0
	}
	return x.of(bound.OfChair, g, int(s))
}

// The tiers of a choice: within the limit of the certificate, on the list but
// beyond it, and outside the list.
const (
	within = iota
	beyond
	outside
	tiers
)

func (x *boundCheck) tierOf(i int32, g int) int {
	switch r := x.p.m.Rank[i][g]; {
	case x.p.m.Voted[i] && r == 0:
		return outside
	case x.p.m.Voted[i] && x.c.WorstChoice > 0 && r > x.c.WorstChoice:
		return beyond
	default:
		return within
	}
}

// A personTable has the best by the number of groups, of chair seats (0 or 1), and
// by the best tier.
type personTable [][2][tiers]int64

func newPersonTable(most int) personTable {
	t := make(personTable, most+1)
	for k := range t {
		for s := range t[k] {
			t[k][s] = [tiers]int64{never, never, never}
		}
	}
	return t
}

// personBest is the best for one person, by dynamic programming over the groups.
func (x *boundCheck) personBest(u int, worth []int64) int64 {
	m, un := x.p.m, &x.p.m.Units[u]
	i := un.People[0]
	best := newPersonTable(un.Hi)
	best[0][0][outside] = 0
	seat := func(g int) model.SeatRule { return m.Seats[u*len(x.p.groups)+g] }
	for _, together := range x.slots() {
		next := newPersonTable(un.Hi)
		fixed := slices.IndexFunc(together, func(g int) bool { return seat(g) == model.Forced })
		if fixed < 0 {
			copy(next, best)
		}
		for n, g := range together {
			if seat(g) == model.Banned || fixed >= 0 && n != fixed {
				continue
			}
			tier, bonus := x.tierOf(i, g), x.bonus(i, g)
			for k := range un.Hi {
				for t := range tiers {
					to := &next[k+1]
					at := min(t, tier)
					none, one := best[k][0][t]+worth[g], best[k][1][t]+worth[g]
					to[0][at] = max(to[0][at], none)
					to[1][at] = max(to[1][at], one, none+bonus)
				}
			}
		}
		best = next
	}
	most := int64(never)
	for k := un.Lo; k <= un.Hi; k++ {
		for t := range tiers {
			most = max(most, x.personEnd(i, k, t, max(best[k][0][t], best[k][1][t])))
		}
	}
	return most
}

// slots lists the groups that meet together, and each of the others alone.
func (x *boundCheck) slots() [][]int {
	var list [][]int
	for g, spec := range x.p.groups {
		k := slices.IndexFunc(list, func(s []int) bool { return spec.Slot != "" && x.p.groups[s[0]].Slot == spec.Slot })
		if k < 0 {
			list = append(list, []int{g})
		} else {
			list[k] = append(list[k], g)
		}
	}
	return list
}

// personEnd takes off what k memberships and tier t cost a person.
func (x *boundCheck) personEnd(i int32, k, t int, sum int64) int64 {
	sum -= x.c.Scale * x.further(k)
	switch {
	case sum < never/2:
		return never
	case x.c.OutsideMax < 0 || !x.p.m.Voted[i] || t == within:
		return sum
	case t == outside && x.c.OutsideMax > 0:
		return sum - x.of(bound.OfOutside, -1, 0)
	default:
		return never
	}
}

// setBest finishes a set: fixed seats, falling value, chair seats, fairness.
func (x *boundCheck) setBest(u int, set []int, sum int64) int64 {
	m := x.p.m
	for g := range x.p.groups {
		if m.Seats[u*len(x.p.groups)+g] == model.Forced && !slices.Contains(set, g) {
			return never
		}
	}
	for k, g := range set {
		if slices.ContainsFunc(set[:k], func(h int) bool { return m.Together(int32(g), int32(h)) }) {
			return never
		}
	}
	for _, i := range m.Units[u].People {
		var bonus int64
		tier := outside
		for _, g := range set {
			bonus, tier = max(bonus, x.bonus(i, g)), min(tier, x.tierOf(i, g))
		}
		sum = x.personEnd(i, len(set), tier, sum+bonus)
	}
	return sum
}

// groupBest is the most a group can have at the prices, over all sizes and all
// counts.
func (x *boundCheck) groupBest(g int) int64 {
	mg := &x.p.m.Groups[g]
	best := int64(never)
	for z := mg.Lo; z <= mg.Hi; z++ {
		best = max(best, x.sizeBest(g, z))
	}
	if best > never/2 {
		best += x.chairBest(g)
	}
	fixed := func(t groupTarget) bool { return t.group == g && t.kind == seatAsked }
	if x.p.groups[g].Optional && !slices.ContainsFunc(x.p.targets, fixed) {
		best = max(best, 0)
	}
	return best
}

// sizeBest is the best of group g at size z, chairs left out.
func (x *boundCheck) sizeBest(g, z int) int64 {
	m := x.p.m
	may, must := 0, 0
	for i := range m.People {
		seat := m.Seats[int(m.People[i].Unit)*m.K()+g]
		may, must = may+boolCount(seat != model.Banned), must+boolCount(seat == model.Forced)
	}
	if z < must || z > may {
		return never
	}
	sum := x.of(bound.OfSize, g, 0)*int64(z) - x.c.Scale*x.sizePoints(g, z)
	for k, c := range m.Caps {
		if z > 0 && slices.Contains(c.Groups, int32(g)) {
			sum -= x.of(bound.OfCap, -1, k)
		}
	}
	inSet := make([]bool, len(m.Attrs))
	for _, set := range m.Groups[g].Options {
		gain := int64(never)
		for _, a := range set {
			inSet[a] = true
			off := x.attrBest(g, a, z, false)
			if off < never/2 {
				return never
			}
			sum += off
			if on := x.attrBest(g, a, z, true); on > never/2 {
				gain = max(gain, on-off)
			}
		}
		if gain < never/2 {
			return never
		}
		sum += gain
	}
	for a := range m.Attrs {
		if inSet[a] {
			continue
		}
		best := x.attrBest(g, a, z, true)
		if best < never/2 {
			return never
		}
		sum += best
	}
	return sum
}

// sizePoints is what soft targets on the size take off.
func (x *boundCheck) sizePoints(g, z int) int64 {
	var n int64
	for k := range x.p.targets {
		t := &x.p.targets[k]
		if t.group == g && t.kind == sizeAsked {
			n += t.weight * int64(t.off(z, z))
		}
	}
	return n
}

// attrBest is the best way to fill z places from the classes of one attribute,
// by dynamic programming: most[k] is the best with k places filled so far.
func (x *boundCheck) attrBest(g, a, z int, ruled bool) int64 {
	m := x.p.m
	most := make([]int64, z+1)
	for k := range most {
		most[k] = never
	}
	most[0] = 0
	for class := m.Attrs[a].First; class < m.Attrs[a].First+m.Attrs[a].Count; class++ {
		least, all := x.supplyOf(g, a, class)
		next := make([]int64, z+1)
		for k := range next {
			next[k] = never
		}
		for n := least; n <= min(all, z); n++ {
			gain := x.of(bound.OfCount, g, class) * int64(n)
			if ruled {
				points, ok := x.classPoints(g, class, z, n)
				if !ok {
					continue
				}
				gain -= x.c.Scale * points
			}
			for k := 0; k+n <= z; k++ {
				if most[k] > never/2 {
					next[k+n] = max(next[k+n], most[k]+gain)
				}
			}
		}
		most = next
	}
	return most[z]
}

// supplyOf counts the people of a class who must and who may sit in group g.
func (x *boundCheck) supplyOf(g, a, class int) (least, most int) {
	m := x.p.m
	for i := range m.People {
		if int(m.ClassOf[i*len(m.Attrs)+a]) != class {
			continue
		}
		switch m.Seats[int(m.People[i].Unit)*m.K()+g] {
		case model.Forced:
			least++
			most++
		case model.Free:
			most++
		}
	}
	return least, most
}

// classPoints is what n people of a class cost in a group of z.
func (x *boundCheck) classPoints(g, class, z, n int) (points int64, ok bool) {
	for k := range x.p.targets {
		t := &x.p.targets[k]
		if t.group != g || t.class != class || t.kind == sizeAsked {
			continue
		}
		off := t.off(z, n)
		if off > 0 && t.tier == planner.Must {
			return 0, false
		}
		points += int64(off) * t.weight
	}
	return points, true
}

// chairBest is the value of a group's chair seats: empty ones cost their
// weight, filled ones their price.
func (x *boundCheck) chairBest(g int) int64 {
	cost := x.c.Scale * int64(x.p.opts.MissingChairWeight)
	mg := &x.p.m.Groups[g]
	kinds := slices.Clone(mg.NamedKinds)
	var best func(from, left int) int64
	best = func(from, left int) int64 {
		var most int64
		for s := from; s < len(x.p.chairName) && left > 0; s++ {
			alike := func(c int32) bool { return !model.Differ(x.p.m, c, int32(s)) }
			if gain := cost - x.of(bound.OfChair, g, s); gain > 0 && !slices.ContainsFunc(kinds, alike) {
				kinds = append(kinds, int32(s))
				most = max(most, gain+best(s+1, left-1))
				kinds = kinds[:len(kinds)-1]
			}
		}
		return most
	}
	return best(0, mg.Chairs) - cost*int64(mg.Chairs)
}
