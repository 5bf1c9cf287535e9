package grouping

import (
	"math"
	"slices"

	"roundtable/planner"
	"roundtable/planner/grouping/internal/model"
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
	if c.OutsideMax >= 0 && (o.Outside > c.OutsideMax || c.WorstChoice > 0 && o.WorstChoice > c.WorstChoice) {
		v.fault("the certificate speaks of plans with at most %d people outside and no choice worse than %d; this is none of them", c.OutsideMax, c.WorstChoice)
	}
	sum := pr.constant
	for u := range v.p.m.Units {
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
	grain := v.p.m.Grain
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
			for k := range p.m.Apart {
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
	un := &m.Units[u]
	worth := make([]int64, len(p.groups))
	for g := range p.groups {
		for _, i := range un.People {
			worth[g] += c.Scale*p.pointsOf(int(i), g) - pr.size[g]
			for a := range m.Attrs {
				worth[g] -= pr.count[[2]int{g, int(m.ClassOf[int(i)*len(m.Attrs)+a])}]
			}
			if o := m.People[i].Org; o >= 0 {
				worth[g] -= pr.org[[2]int{g, int(o)}]
			}
		}
		for _, k := range m.ApartOf[u] {
			worth[g] -= pr.apart[[2]int{g, int(k)}]
		}
	}
	if len(un.People) == 1 {
		return v.personBest(u, worth, c, pr)
	}
	best := int64(never)
	var set []int
	var try func(from int, sum int64)
	try = func(from int, sum int64) {
		if len(set) >= un.Lo {
			best = max(best, v.setBest(u, set, sum, c, pr))
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

// personBest is the best for one person, by dynamic programming over the groups:
// best[k][s][t] is the most with k groups taken, s chair seats (0 or 1), and best
// tier t (0 within the limit, 1 on the list but beyond it, 2 outside).
func (v *verifier) personBest(u int, worth []int64, c *Certificate, pr *prices) int64 {
	p, m := v.p, v.p.m
	un := &m.Units[u]
	i := un.People[0]
	best := make([][2][3]int64, un.Hi+1)
	for k := range best {
		best[k] = [2][3]int64{{never, never, never}, {never, never, never}}
	}
	best[0][0][outside] = 0
	for g := range p.groups {
		state := m.Seats[u*len(p.groups)+g]
		if state == model.Banned {
			continue
		}
		tier := v.tierOf(int(i), g, c)
		var bonus int64
		if s := m.People[i].Chair; s >= 0 && p.groups[g].Chairs > 0 {
			bonus = pr.chair[[2]int{g, int(s)}]
		}
		next := make([][2][3]int64, un.Hi+1)
		for k := range next {
			next[k] = best[k]
			if state == model.Forced {
				next[k] = [2][3]int64{{never, never, never}, {never, never, never}}
			}
		}
		for k := range un.Hi {
			for s := range 2 {
				for t := range 3 {
					if best[k][s][t] < never/2 {
						continue
					}
					x, to := best[k][s][t]+worth[g], min(t, tier)
					next[k+1][s][to] = max(next[k+1][s][to], x)
					if s == 0 {
						next[k+1][1][to] = max(next[k+1][1][to], x+bonus)
					}
				}
			}
		}
		best = next
	}
	most := int64(never)
	for k := un.Lo; k <= un.Hi; k++ {
		for s := range 2 {
			for t := range 3 {
				if x := best[k][s][t]; x > never/2 {
					most = max(most, v.personEnd(int(i), k, t, x, c, pr))
				}
			}
		}
	}
	return most
}

// The tiers of a choice: within the limit of the certificate, on the list but
// beyond it, and outside the list.
const (
	within = iota
	beyond
	outside
)

func (v *verifier) tierOf(i, g int, c *Certificate) int {
	switch r := v.p.m.Rank[i][g]; {
	case v.p.m.Voted[i] && r == 0:
		return outside
	case v.p.m.Voted[i] && c.WorstChoice > 0 && r > c.WorstChoice:
		return beyond
	default:
		return within
	}
}

// personEnd takes off what k memberships and tier t cost a person.
func (v *verifier) personEnd(i, k, t int, x int64, c *Certificate, pr *prices) int64 {
	for n := 1; n < k && len(v.p.opts.FurtherCost) > 0; n++ {
		x -= c.Scale * int64(v.p.opts.FurtherCost[min(n, len(v.p.opts.FurtherCost))-1])
	}
	switch {
	case c.OutsideMax < 0 || !v.p.m.Voted[i] || t == within:
		return x
	case t == outside && c.OutsideMax > 0:
		return x - pr.outside
	default:
		return never
	}
}

// setBest finishes a set: fixed seats, falling value, chair seats, fairness.
func (v *verifier) setBest(u int, set []int, sum int64, c *Certificate, pr *prices) int64 {
	p, m := v.p, v.p.m
	for g := range p.groups {
		if m.Seats[u*len(p.groups)+g] == model.Forced && !slices.Contains(set, g) {
			return never
		}
	}
	for _, i := range m.Units[u].People {
		for k := 1; k < len(set) && len(p.opts.FurtherCost) > 0; k++ {
			sum -= c.Scale * int64(p.opts.FurtherCost[min(k, len(p.opts.FurtherCost))-1])
		}
		var bonus int64
		rank := 0
		for _, g := range set {
			if s := m.People[i].Chair; s >= 0 && p.groups[g].Chairs > 0 {
				bonus = max(bonus, pr.chair[[2]int{g, int(s)}])
			}
			if r := p.m.Rank[i][g]; r > 0 && (rank == 0 || r < rank) {
				rank = r
			}
		}
		sum += bonus
		if c.OutsideMax < 0 || !p.m.Voted[i] {
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
