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

// certify writes the prices of the chosen rung's solver.
func (p *Problem) certify(chosen *rungPlan) *Certificate {
	s := chosen.proof
	m, b, K := s.m, s.b, s.m.K()
	c := &Certificate{
		Scale: priceScale, Bound: m.floorToGrain(s.d.best), Branched: s.branched,
		WorstChoice: 0, OutsideMax: -1, Prices: []Price{},
	}
	if m.tier != nil {
		c.OutsideMax = m.outsideMax
		c.WorstChoice = chosen.limit
	}
	add := func(at int32, kind string, g int, of string) {
		if at < 0 {
			return
		}
		x := Price{Kind: kind, Of: of, Price: int64(s.d.bestPrice[at] * priceScale)}
		if g >= 0 {
			x.Group = p.groups[g].ID
		}
		if x.Price != 0 {
			c.Prices = append(c.Prices, x)
		}
	}
	for g := range K {
		for k := range m.classes {
			add(b.atClass[g*m.classes+k], "count", g, p.classLabel(k))
		}
		add(b.atSize[g], "size", g, "")
		for k := range m.chairClasses {
			add(b.atChair[g*m.chairClasses+k], "chair", g, p.chairName[k])
		}
		for o := range m.orgs {
			add(b.atOrg[o*K+g], "organisation", g, p.orgName[o])
		}
		for k := range m.apart {
			add(b.atApart[k*K+g], "apart", g, p.pairLabel(k))
		}
	}
	add(b.atOutside, "outside", -1, "")
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
