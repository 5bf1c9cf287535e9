package grouping

import "strconv"

// Certificate is a price list that proves an upper bound on the value of every
// plan: at these prices neither the people nor the groups can do better than
// Bound in sum, whatever the plan. [Verify] recomputes it in whole numbers.
type Certificate struct {
	// Scale is how many price units make a point.
	Scale int64 `json:"scale"`
	// Bound is what the prices prove, in points, rounded down to a value a plan
	// can have. Objective.Bound is lower where branch and bound proved more;
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
// Of ("stakeholder=Government") in the group, "size", "chair" seats of a
// stakeholder group, "organisation", "apart" (Of names the pair "P1|P2"),
// "outside".
type Price struct {
	Kind  string `json:"kind"`
	Group string `json:"group,omitempty"`
	Of    string `json:"of,omitempty"`
	Price int64  `json:"price"`
}

// The kinds of prices.
const (
	priceOfCount        = "count"
	priceOfSize         = "size"
	priceOfChair        = "chair"
	priceOfOrganisation = "organisation"
	priceOfApart        = "apart"
	priceOfOutside      = "outside"
)

// certify writes the prices of the chosen rung's solver.
func (p *Problem) certify(chosen *found) *Certificate {
	s := chosen.proof
	c := &Certificate{
		Scale: priceScale, Bound: s.m.floorToGrain(s.d.best), Branched: s.branched, OutsideMax: -1, Prices: []Price{},
	}
	if s.m.tier != nil {
		c.OutsideMax, c.WorstChoice = s.m.outsideMax, chosen.limit
	}
	s.b.list(s.d.bestPrice, func(x priced) {
		out := Price{Price: x.units}
		if x.group >= 0 {
			out.Group = p.groups[x.group].ID
		}
		switch x.kind {
		case ofCount:
			out.Kind, out.Of = priceOfCount, p.classLabel(x.of)
		case ofSize:
			out.Kind = priceOfSize
		case ofChair:
			out.Kind, out.Of = priceOfChair, p.chairName[x.of]
		case ofOrganisation:
			out.Kind, out.Of = priceOfOrganisation, p.orgName[x.of]
		case ofApart:
			out.Kind, out.Of = priceOfApart, p.pairLabel(x.of)
		case ofOutside:
			out.Kind = priceOfOutside
		}
		c.Prices = append(c.Prices, out)
	})
	return c
}

// classLabel is a unique name of a class: its value, and a number where several
// attributes speak of the same value.
func (p *Problem) classLabel(c int) string {
	for d := range c {
		if p.className[d] == p.className[c] {
			return p.className[c] + "#" + strconv.Itoa(c)
		}
	}
	return p.className[c]
}

func (p *Problem) pairLabel(k int) string {
	pr := p.m.apart[k]
	return p.roster[p.m.units[pr[0]].people[0]].ID + "|" + p.roster[p.m.units[pr[1]].people[0]].ID
}
