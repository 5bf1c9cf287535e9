package grouping

import (
	"math"
	"slices"

	"roundtable/planner"
)

// checkBound recomputes what the certificate proves.
func (v *verifier) checkBound() {
	c, o := v.plan.Certificate, &v.plan.Objective
	if c == nil || o.MustMissed > 0 {
		return
	}
	if c.Scale <= 0 {
		v.fault("the certificate has no scale")
		return
	}
	pr, ok := v.readPrices(c)
	if !ok {
		return
	}
	limit := c.OutsideMax >= 0
	if limit && (o.Outside > c.OutsideMax || c.WorstChoice > 0 && o.WorstChoice > c.WorstChoice) {
		v.fault("the certificate speaks of plans with at most %d people outside and no choice worse than %d; this is none of them", c.OutsideMax, c.WorstChoice)
	}
	sum := pr.constant
	for u := range v.p.m.units {
		x := v.unitBest(u, c, pr)
		if x < never/2 {
			v.fault("%s cannot have seats within the limits of the certificate", v.p.unitLabel(u))
			return
		}
		sum += x
	}
	for g := range v.p.groups {
		x, ok := v.groupBest(g, c, pr)
		if !ok {
			v.fault("group %s cannot keep its must rules at any size", v.p.groups[g].ID)
			return
		}
		sum += x
	}
	proved := floorDiv(sum, c.Scale)
	grain := v.p.m.grain
	proved = floorDiv(proved, grain) * grain
	if proved > c.Bound {
		v.fault("the prices prove a bound of %d, the certificate says %d", proved, c.Bound)
	}
	if o.Value > c.Bound {
		v.fault("the value %d is above the bound %d", o.Value, c.Bound)
	}
	if o.Bound > c.Bound || o.Bound < c.Bound && !c.Branched {
		v.fault("the plan states a bound of %d, its prices prove %d", o.Bound, c.Bound)
	}
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

// prices are the certificate's prices by what they are for.
type prices struct {
	count    map[[2]int]int64 // group, class
	size     []int64
	chair    map[[2]int]int64 // group, chair class
	org      map[[2]int]int64 // group, organisation
	apart    map[[2]int]int64 // group, pair
	outside  int64
	constant int64 // what priced limits add to the bound
}

func (v *verifier) readPrices(c *Certificate) (*prices, bool) {
	p := v.p
	pr := &prices{
		count: map[[2]int]int64{}, size: make([]int64, len(p.groups)), chair: map[[2]int]int64{},
		org: map[[2]int]int64{}, apart: map[[2]int]int64{},
	}
	for _, x := range c.Prices {
		g := slices.IndexFunc(p.groups, func(s planner.GroupSpec) bool { return s.ID == x.Group })
		if g < 0 && x.Kind != "outside" {
			v.fault("a price names the group %q", x.Group)
			return nil, false
		}
		if x.Price < 0 && x.Kind != "count" && x.Kind != "size" {
			v.fault("the price of %s %s is below zero", x.Kind, x.Of)
			return nil, false
		}
		at := -1
		switch x.Kind {
		case "count":
			for k := range p.className {
				if p.className[k] != "" && p.classLabel(k) == x.Of {
					at = k
				}
			}
			pr.count[[2]int{g, at}] = x.Price
		case "size":
			at, pr.size[g] = 0, x.Price
		case "chair":
			at = slices.Index(p.chairName, x.Of)
			pr.chair[[2]int{g, at}] = x.Price
		case "organisation":
			at = slices.Index(p.orgName, x.Of)
			pr.org[[2]int{g, at}] = x.Price
			pr.constant += x.Price * int64(p.opts.MaxPerOrganisation)
		case "apart":
			for k := range p.m.apart {
				if p.pairLabel(k) == x.Of {
					at = k
				}
			}
			pr.apart[[2]int{g, at}] = x.Price
			pr.constant += x.Price
		case "outside":
			at, pr.outside = 0, x.Price
			pr.constant += x.Price * int64(max(c.OutsideMax, 0))
		}
		if at < 0 {
			v.fault("a price names the %s %q, which is unknown", x.Kind, x.Of)
			return nil, false
		}
	}
	return pr, true
}

const never = math.MinInt64 / 4

// unitBest is the most the people of a unit can have at the prices: the best
// set of groups, each person chairing in at most one of them.
func (v *verifier) unitBest(u int, c *Certificate, pr *prices) int64 {
	p, m := v.p, v.p.m
	un := &m.units[u]
	worth := make([]int64, len(p.groups))
	for g := range p.groups {
		for _, i := range un.people {
			worth[g] += c.Scale*p.pointsOf(int(i), g) - pr.size[g]
			for a := range m.attrs {
				worth[g] -= pr.count[[2]int{g, int(m.classOf[int(i)*len(m.attrs)+a])}]
			}
			if o := m.people[i].org; o >= 0 {
				worth[g] -= pr.org[[2]int{g, int(o)}]
			}
		}
		for _, k := range m.apartOf[u] {
			worth[g] -= pr.apart[[2]int{g, int(k)}]
		}
	}
	best := int64(never)
	var set []int
	var try func(from int, sum int64)
	try = func(from int, sum int64) {
		if len(set) >= un.lo {
			best = max(best, v.setBest(u, set, sum, c, pr))
		}
		if len(set) == un.hi {
			return
		}
		for g := from; g < len(p.groups); g++ {
			if m.seats[u*len(p.groups)+g] != banned {
				set = append(set, g)
				try(g+1, sum+worth[g])
				set = set[:len(set)-1]
			}
		}
	}
	try(0, 0)
	return best
}

// setBest finishes a set: fixed seats, falling value, chair seats, fairness.
func (v *verifier) setBest(u int, set []int, sum int64, c *Certificate, pr *prices) int64 {
	p, m := v.p, v.p.m
	for g := range p.groups {
		if m.seats[u*len(p.groups)+g] == forced && !slices.Contains(set, g) {
			return never
		}
	}
	for _, i := range m.units[u].people {
		for k := 1; k < len(set) && len(p.opts.FurtherCost) > 0; k++ {
			sum -= c.Scale * int64(p.opts.FurtherCost[min(k, len(p.opts.FurtherCost))-1])
		}
		var bonus int64
		rank := 0
		for _, g := range set {
			if s := m.people[i].chair; s >= 0 && p.groups[g].Chairs > 0 {
				bonus = max(bonus, pr.chair[[2]int{g, int(s)}])
			}
			if r := p.rank[i][g]; r > 0 && (rank == 0 || r < rank) {
				rank = r
			}
		}
		sum += bonus
		if c.OutsideMax < 0 || !p.voted[i] {
			continue
		}
		if rank == 0 {
			if c.OutsideMax == 0 {
				return never
			}
			sum -= pr.outside
		} else if c.WorstChoice > 0 && rank > c.WorstChoice {
			return never
		}
	}
	return sum
}

// groupBest is the most a group can have at the prices, over all sizes and all
// counts.
func (v *verifier) groupBest(g int, c *Certificate, pr *prices) (int64, bool) {
	p, m := v.p, v.p.m
	mg := &m.groups[g]
	best := int64(never)
	for z := mg.lo; z <= mg.hi; z++ {
		if sum, ok := v.sizeBest(g, z, c, pr); ok {
			best = max(best, sum)
		}
	}
	if best > never/2 {
		best += v.chairBest(g, c, pr)
	}
	if p.groups[g].Optional {
		best = max(best, 0)
	}
	return best, best > never/2
}

// sizeBest is the best of group g at size z, chairs left out; ok is false where
// the must rules leave no way.
func (v *verifier) sizeBest(g, z int, c *Certificate, pr *prices) (sum int64, ok bool) {
	m := v.p.m
	sum = pr.size[g]*int64(z) - c.Scale*v.sizePoints(g, z)
	inSet := make([]bool, len(m.attrs))
	for _, set := range m.groups[g].options {
		gain := int64(never)
		for _, a := range set {
			inSet[a] = true
			off := v.attrBest(g, a, z, c, pr, false)
			if off < never/2 {
				return 0, false
			}
			sum += off
			if on := v.attrBest(g, a, z, c, pr, true); on > never/2 {
				gain = max(gain, on-off)
			}
		}
		if gain < never/2 {
			return 0, false
		}
		sum += gain
	}
	for a := range m.attrs {
		if inSet[a] {
			continue
		}
		x := v.attrBest(g, a, z, c, pr, true)
		if x < never/2 {
			return 0, false
		}
		sum += x
	}
	return sum, true
}

func (v *verifier) sizePoints(g, z int) int64 {
	var n int64
	for k := range v.p.targets {
		t := &v.p.targets[k]
		if t.group == g && t.class == sizeClass {
			n += t.weight * int64(max(0, t.need(z)-z)+max(0, z-t.sizeAllow()))
		}
	}
	return n
}

// attrBest is the best way to fill z places from the classes of one attribute,
// by dynamic programming: most[k] is the best with k places filled so far.
func (v *verifier) attrBest(g, a, z int, c *Certificate, pr *prices, ruled bool) int64 {
	m := v.p.m
	most := make([]int64, z+1)
	for k := range most {
		most[k] = never
	}
	most[0] = 0
	for class := m.attrs[a].first; class < m.attrs[a].first+m.attrs[a].count; class++ {
		least, all := v.supplyOf(g, a, class)
		next := make([]int64, z+1)
		for k := range next {
			next[k] = never
		}
		for n := least; n <= min(all, z); n++ {
			x := pr.count[[2]int{g, class}] * int64(n)
			if ruled {
				points, ok := v.classPoints(g, class, z, n)
				if !ok {
					continue
				}
				x -= c.Scale * points
			}
			for k := 0; k+n <= z; k++ {
				if most[k] > never/2 {
					next[k+n] = max(next[k+n], most[k]+x)
				}
			}
		}
		most = next
	}
	return most[z]
}

// supplyOf counts the people of a class who must and who may sit in group g.
func (v *verifier) supplyOf(g, a, class int) (least, most int) {
	m := v.p.m
	for i := range m.people {
		if int(m.classOf[i*len(m.attrs)+a]) != class {
			continue
		}
		switch m.seats[int(m.people[i].unit)*m.K()+g] {
		case forced:
			least++
			most++
		case free:
			most++
		}
	}
	return least, most
}

// classPoints is what n people of a class cost in a group of z.
func (v *verifier) classPoints(g, class, z, n int) (points int64, ok bool) {
	for k := range v.p.targets {
		t := &v.p.targets[k]
		if t.group != g || t.class != class {
			continue
		}
		off := max(0, t.need(z)-n) + max(0, n-t.allow(z))
		if off > 0 && t.tier == planner.Must {
			return 0, false
		}
		points += int64(off) * t.weight
	}
	return points, true
}

// chairBest is the value of a group's chair seats: empty ones cost their
// weight, filled ones their price.
func (v *verifier) chairBest(g int, c *Certificate, pr *prices) int64 {
	p := v.p
	cost := c.Scale * int64(p.opts.MissingChairWeight)
	var gains []int64
	for s := range p.chairName {
		gains = append(gains, max(0, cost-pr.chair[[2]int{g, s}]))
	}
	slices.SortFunc(gains, func(a, b int64) int { return int(min(max(b-a, -1), 1)) })
	sum := -cost * int64(p.groups[g].Chairs)
	for k := 0; k < min(len(gains), p.groups[g].Chairs); k++ {
		sum += gains[k]
	}
	return sum
}
