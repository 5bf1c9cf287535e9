package grouping

import (
	"strconv"

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
// Of ("stakeholder=Government", "apart=Ana, Bo") in the group, "size", "chair" seats
// of a stakeholder group, groups of a "supervisor", "outside".
type Price struct {
	Kind  string `json:"kind"`
	Group string `json:"group,omitempty"`
	Of    string `json:"of,omitempty"`
	Price int64  `json:"price"`
}

// The kinds of prices.
const (
	priceOfCount   = "count"
	priceOfSize    = "size"
	priceOfChair   = "chair"
	priceOfCap     = "supervisor"
	priceOfOutside = "outside"
)

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
		out := Price{Price: x.Units}
		if x.Group >= 0 {
			out.Group = p.groups[x.Group].ID
		}
		switch x.Kind {
		case bound.OfCount:
			out.Kind, out.Of = priceOfCount, p.classLabel(x.Of)
		case bound.OfSize:
			out.Kind = priceOfSize
		case bound.OfCap:
			out.Kind, out.Of = priceOfCap, p.supervisors[x.Of]
		case bound.OfChair:
			out.Kind, out.Of = priceOfChair, p.chairName[x.Of]
		case bound.OfOutside:
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
