package grouping

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"roundtable/planner/grouping/internal/model"
)

// TestPricesHold holds what is said of one more seat, of a rule asked for one person
// less, and of the fixed seats against every seating of small meetings.
func TestPricesHold(t *testing.T) {
	seats, rules, locks := 0, 0, 0
	for seed := range 110 {
		r := rand.New(rand.NewPCG(uint64(seed), 21))
		m, opts := tiny(r)
		opts.Explain = true
		if seed%2 == 0 {
			opts.Budget.Nodes = 1 // the prices alone, with a gap
		}
		p, _, err := Build(m, m.Groups, opts)
		if err != nil {
			continue
		}
		plan, err := Solve(context.Background(), p, opts)
		if err != nil {
			continue
		}
		value := plan.Objective.Value
		holds := func(what string, m *model.Model, most int64) {
			if best, ok := bestByEnumeration(m); ok && best.Broken == 0 && best.Value-value > most {
				t.Errorf("seed %d, %s: at most %d more, enumeration has %d", seed, what, most, best.Value-value)
			}
		}
		for g, x := range plan.Explanation.Seats {
			holds("a seat in "+x.Group, p.withSizes([]Edit{{Group: x.Group, Bound: "max_size", To: p.m.Groups[g].Hi + 1}}), x.Gain)
			seats++
		}
		for _, x := range plan.Explanation.Targets {
			for g := range p.groups {
				for k, rule := range p.m.Groups[g].Rules {
					if target := &p.targets[rule.Target]; p.groups[g].ID != x.Group || target.id != x.Target || target.label() != x.Value {
						continue
					}
					relaxed := *p.m
					relaxed.Groups = slices.Clone(p.m.Groups)
					relaxed.Groups[g].Rules = slices.Clone(p.m.Groups[g].Rules)
					relaxed.Groups[g].Rules[k] = rule.Relaxed()
					holds("the rule "+x.Target+" of "+x.Group, &relaxed, x.Price)
					rules++
				}
			}
		}
		if x := plan.Explanation.Locks; x != nil {
			for i := range m.Roster {
				m.Roster[i].SeatedIn = nil
			}
			best, _ := bestByEnumeration(built(t, m, opts).m)
			if x.Value > best.Value || x.Bound < best.Value || x.Value < value {
				t.Errorf("seed %d: without locks %d to %d, enumeration %d, with them %d", seed, x.Value, x.Bound, best.Value, value)
			}
			locks++
		}
	}
	t.Logf("%d seats, %d rules, %d plans with locks", seats, rules, locks)
	if seats < 150 || rules < 40 || locks < 15 {
		t.Errorf("too few: %d seats, %d rules, %d plans with locks", seats, rules, locks)
	}
}
