package grouping

import (
	"roundtable/planner/grouping/internal/bound"
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
