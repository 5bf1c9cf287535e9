package grouping

import (
	"math"
	"slices"
)

// TargetPrice is what a target costs: Price points at most would be won by
// asking for one person fewer (or allowing one more) in the group, as far as the
// prices prove; Missed is by how many people the plan misses it now.
type TargetPrice struct {
	Target string `json:"target"`
	Group  string `json:"group"`
	Value  string `json:"value"`
	Price  int64  `json:"price"`
	Missed int    `json:"missed"`
}

// SeatPrice is what one more seat in a group could bring, at most.
type SeatPrice struct {
	Group string `json:"group"`
	Gain  int64  `json:"gain_at_most"`
}

// Withdrawal is a person whose leaving a group would hurt a rule.
type Withdrawal struct {
	Person string   `json:"person"`
	Group  string   `json:"group"`
	Hurts  []string `json:"hurts"`
	// Replacements are the people whose move into the group would cost least, the
	// best first, with the points the plan would lose (wishes and rules together,
	// the leaver's own points not counted).
	Replacements []Replacement `json:"replacements"`
}

// Replacement is one person who could step in, from another group.
type Replacement struct {
	Person string `json:"person"`
	From   string `json:"from"`
	Cost   int64  `json:"cost"`
}

// priceTargets relaxes each target by one person and asks the group side, at the
// certificate's prices, how much better the group could be.
func (x *explainer) priceTargets(e *Explanation) {
	m, b := x.m, x.b
	avail, fixed := b.supply()
	for g := range m.groups {
		rules := m.groups[g].rules
		before := b.evalGroup(g)
		for k := range rules {
			t := &x.p.targets[rules[k].target]
			if t.common > 0 {
				continue
			}
			relaxed := slices.Clone(rules)
			relaxed[k].need, relaxed[k].allow = shifted(rules[k].need, -1), shifted(rules[k].allow, 1)
			b.prepareGroup(g, relaxed, avail, fixed)
			gain := b.evalGroup(g) - before
			n := x.s.count[g*m.classes+int(rules[k].class)]
			c := rules[k].cost(int(min(x.s.people[g], int32(m.groups[g].hi))), n)
			if price := int64(math.Floor(gain)); price > 0 {
				e.Targets = append(e.Targets, TargetPrice{
					Target: t.id, Group: x.p.groups[g].ID, Value: t.label(), Price: price, Missed: int(c.people + c.broken),
				})
			}
		}
		b.prepareGroup(g, rules, avail, fixed)
		b.evalGroup(g)
	}
	sortDearest(e.Targets)
}

// priceSeats asks what one more seat in each group could bring.
func (x *explainer) priceSeats(e *Explanation) {
	for g := range x.p.groups {
		q := *x.p
		q.m = x.m
		r := q.withSizes([]Edit{{Group: x.p.groups[g].ID, Bound: "max_size", To: x.m.groups[g].hi + 1}})
		b := newBounder(r.m)
		copy(b.price, x.b.price)
		gain := b.evalGroup(g) - x.b.evalGroup(g)
		e.Seats = append(e.Seats, SeatPrice{Group: x.p.groups[g].ID, Gain: max(0, int64(math.Floor(gain)))})
	}
}

const replacementsListed = 3

// findWithdrawal asks which groups depend on a person. Together-pairs leave
// together.
func (x *explainer) findWithdrawal(i int, e *Explanation) {
	p, m, s := x.p, x.m, x.s
	u := int(m.people[i].unit)
	if m.units[u].people[0] != int32(i) {
		return
	}
	for _, g32 := range s.has[u] {
		g := int(g32)
		hurts := x.targetChanges(g, u, -1)
		if s.people[g]-s.size[u] < s.lo[g] {
			hurts = append(hurts, p.groups[g].ID+" would be below its smallest size")
		}
		if s.chairPenalty(g, s.distinctAfter(g, u, -1, -1)) > s.chairPenalty(g, s.distinct[g]) {
			hurts = append(hurts, p.groups[g].ID+" would lack a chair")
		}
		if len(hurts) > 0 {
			e.Withdrawals = append(e.Withdrawals, Withdrawal{
				Person: p.roster[i].ID, Group: p.groups[g].ID, Hurts: hurts, Replacements: x.replacements(u, g),
			})
		}
	}
}

// replacements lists who could take the place of unit u in g at least cost:
// people who have the group on their list, and people who did not vote.
func (x *explainer) replacements(u, g int) []Replacement {
	p, s := x.p, x.s
	type option struct {
		v, from int
		cost    int64
	}
	var best []option
	for v := range s.U {
		first := x.m.units[v].people[0]
		if v == u || s.in[v*s.K+g] >= 0 || p.voted[first] && p.rank[first][g] == 0 || s.size[v] != s.size[u] || !s.may(v, g, u) {
			continue
		}
		for _, h32 := range s.has[v] {
			h := int(h32)
			if s.fixed(v, h, g) || s.people[h]-s.size[v] < s.lo[h] {
				continue
			}
			worth := s.worth[v*s.K+g] - s.worth[v*s.K+h]
			if len(best) == replacementsListed && -worth-s.penalty[g]-s.penalty[h] >= best[len(best)-1].cost {
				continue // cannot be among the best even if every penalty ended
			}
			cost := -worth + s.after(g, u, v, h) - s.penalty[g] + s.after(h, v, -1, -1) - s.penalty[h]
			if cost > s.hard/2 {
				continue
			}
			at := len(best)
			for at > 0 && best[at-1].cost > cost {
				at--
			}
			best = slices.Insert(best, at, option{v, h, cost})
			if len(best) > replacementsListed {
				best = best[:replacementsListed]
			}
		}
	}
	out := []Replacement{}
	for _, o := range best {
		out = append(out, Replacement{p.roster[x.m.units[o.v].people[0]].ID, p.groups[o.from].ID, o.cost})
	}
	return out
}
