package grouping

import (
	"cmp"
	"slices"
	"strings"

	"roundtable/planner/grouping/internal/bound"
	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/grouping/internal/search"
	"roundtable/planner/grouping/internal/solve"
)

// TargetPrice is what a target costs: no plan that is asked for one person fewer (or
// allowed one more) in the group is worth more than Price points above this one, as
// far as the prices prove. What this plan itself may lack is part of it, as it is of
// [SeatPrice.Gain]. Missed is by how many people the plan misses the target now.
type TargetPrice struct {
	Target string `json:"target"`
	Group  string `json:"group"`
	Value  string `json:"value"`
	Price  int64  `json:"price"`
	Missed int    `json:"missed"`
}

// SeatPrice is what one more seat in a group could bring, at most: no plan with it is
// worth more than Gain points above this one.
type SeatPrice struct {
	Group string `json:"group"`
	Gain  int64  `json:"gain_at_most"`
}

// LockPrice is what fixed seats cost, with the chairs locked in an earlier plan but not the conveners named with the
// groups: Value is the best found without them, by the same other rules, and Bound what no such plan exceeds.
type LockPrice struct {
	Seats int   `json:"seats"`
	Value int64 `json:"value"`
	Bound int64 `json:"bound"`
}

// Withdrawal is a person whose leaving a group would hurt a rule.
type Withdrawal struct {
	Person string `json:"person"`
	Group  string `json:"group"`
	Hurts  []Fact `json:"hurts"`
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
	for g := range m.Groups {
		rules := m.Groups[g].Rules
		before := b.EvalGroup(g)
		for k := range rules {
			t := &x.p.targets[rules[k].Target]
			if t.common > 0 || t.kind != askedFor {
				continue
			}
			relaxed := slices.Clone(rules)
			relaxed[k] = rules[k].Relaxed()
			gain := b.UnderRules(g, relaxed) - before
			c := rules[k].Loss(int(min(x.s.People[g], int32(m.Groups[g].Hi))), x.s.CountOf(g, int(rules[k].Class)))
			if gain >= 1 {
				e.Targets = append(e.Targets, TargetPrice{
					Target: t.id, Group: x.p.groups[g].ID, Value: t.label(),
					Price: x.atMost(gain), Missed: int(c.People + c.Broken),
				})
			}
		}
		b.UnderRules(g, rules)
	}
	sortDearest(e.Targets)
}

// atMost is how much more than this plan one can be worth if a group's side of the
// bound rises by gain.
func (x *explainer) atMost(gain float64) int64 {
	return max(0, x.m.FloorToGrain(x.raw+gain)-x.value)
}

// priceSeats asks what one more seat in each group could bring.
func (x *explainer) priceSeats(e *Explanation) {
	q := *x.p
	q.m = x.m
	for g := range x.p.groups {
		m := q.withSizes([]Edit{{Group: x.p.groups[g].ID, Bound: "max_size", To: x.m.Groups[g].Hi + 1}})
		b := bound.New(m)
		copy(b.Price, x.b.Price)
		gain := b.EvalGroup(g) - x.b.EvalGroup(g)
		e.Seats = append(e.Seats, SeatPrice{Group: x.p.groups[g].ID, Gain: x.atMost(gain)})
	}
}

// priceLocks solves the problem once more without the fixed seats and the chairs locked
// in an earlier plan, nil where there are none.
func (x *explainer) priceLocks(o *solve.Order, now model.Seating) *LockPrice {
	m := x.p.withoutLocks()
	price := LockPrice{}
	for k, s := range x.p.m.Seats {
		if s == model.Forced && m.Seats[k] != model.Forced {
			price.Seats += len(m.Units[k/m.K()].People)
		}
		if x.m.Seats[k] != s {
			m.Seats[k] = x.m.Seats[k] // what the ladder leaves out
		}
	}
	if price.Seats == 0 {
		return nil
	}
	m.OutsideMax = x.m.OutsideMax
	s := o.SolverFor(m, lockSeed)
	s.Hint = now
	s.Solve()
	price.Value, price.Bound = s.Score.Value, max(s.Bound, s.Score.Value)
	return &price
}

// withoutLocks builds the problem again, with the earlier plan's seats as wishes to stay
// alone. Conveners named with the groups remain.
func (p *Problem) withoutLocks() *model.Model {
	opts := p.opts
	opts.unlocked = true
	if opts.Keep != nil {
		kept := *opts.Keep
		kept.Seats = slices.Clone(kept.Seats)
		for k := range kept.Seats {
			kept.Seats[k].Locked = false
		}
		opts.Keep = &kept
	}
	free, _, err := Build(p.meeting, p.asked, opts)
	if err != nil {
		panic("grouping: fewer locks do not build: " + err.Error()) // a lock makes nothing valid
	}
	return free.m
}

// lockSeed sets the search without locks apart from the others.
const lockSeed = 11

const replacementsListed = 3

// findWithdrawal asks which groups depend on a person. Together-pairs leave
// together.
func (x *explainer) findWithdrawal(i int, e *Explanation) {
	p, m, s := x.p, x.m, x.s
	u := int(m.People[i].Unit)
	if m.Units[u].People[0] != int32(i) {
		return
	}
	for _, g32 := range s.Has[u] {
		g := int(g32)
		hurts := x.targetChanges(g, u, -1)
		if !s.CanSpare(g, u) {
			hurts = append(hurts, Fact{Code: "too-small", Args: facts{"group": p.groups[g].ID}})
		}
		if s.LosesChair(g, u) {
			hurts = append(hurts, Fact{Code: "chair", Args: facts{"group": p.groups[g].ID}})
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
	p := x.p
	willing := func(v int) bool {
		first := x.m.Units[v].People[0]
		return !p.m.Voted[first] || p.m.Rank[first][g] > 0
	}
	out := []Replacement{}
	for _, c := range search.Successors(x.s, u, g, replacementsListed, willing) {
		out = append(out, Replacement{p.roster[x.m.Units[c.Unit].People[0]].ID, p.groups[c.From].ID, c.Cost})
	}
	return out
}

// sortDearest orders prices, dearest first.
func sortDearest(list []TargetPrice) {
	slices.SortStableFunc(list, func(a, b TargetPrice) int {
		return cmp.Or(cmp.Compare(b.Price, a.Price), strings.Compare(a.Group+a.Target, b.Group+b.Target))
	})
}
