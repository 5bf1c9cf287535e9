package grouping

import (
	"context"
	"math"
	"slices"

	"roundtable/planner/grouping/internal/bound"
	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/grouping/internal/search"
	"roundtable/planner/grouping/internal/solve"
)

// Explanation says why the plan is as it is, and what would change it.
type Explanation struct {
	// People lists everybody who voted and has no first choice, in the order of
	// the roster.
	People []PersonNote `json:"people"`
	// Targets are the targets that cost points, dearest first.
	Targets []TargetPrice `json:"targets"`
	// Seats tells what one more seat in a group could bring.
	Seats []SeatPrice `json:"seats"`
	// Withdrawals lists the people whose leaving would hurt a rule, with those who
	// could step in.
	Withdrawals []Withdrawal `json:"withdrawals"`
	// Envy lists people who could have a better choice without anyone or any rule
	// being worse off. All shifts and exchanges of two were checked; it is empty
	// in every plan Solve finishes.
	Envy []EnvyNote `json:"envy"`
	// Locks tells what the fixed seats cost; nil where there are none.
	Locks *LockPrice `json:"locks,omitempty"`
}

// PersonNote says what stood in the way of a better choice.
type PersonNote struct {
	Person string   `json:"person"`
	Choice int      `json:"choice"` // best choice received, 0 none of the list
	Better []Better `json:"better"`
}

// Better is a choice the person would have preferred.
type Better struct {
	Group  string `json:"group"`
	Choice int    `json:"choice"`
	// Obstacles is what simply moving there would break.
	Obstacles []Fact `json:"obstacles"`
	// Cost is the points lost by the cheapest way found of seating the person
	// there, by moving or by exchanging with one other person; −1 if there is no
	// such way. With names the person to exchange with.
	Cost int64  `json:"cost"`
	With string `json:"with,omitempty"`
	// CostAtLeast is proved: any plan with the person there is worth at least so
	// much less than this one.
	CostAtLeast int64 `json:"cost_at_least"`
}

// EnvyNote is a better seat somebody could simply have.
type EnvyNote struct {
	Person string `json:"person"`
	Group  string `json:"group"`
	With   string `json:"with,omitempty"`
}

// explain looks at the neighbourhood of the chosen plan and at its prices. It
// returns nil when it is cut short: half an explanation would look like a whole.
func (p *Problem) explain(ctx context.Context, o *solve.Order, chosen *solve.Found, plan *Plan) *Explanation {
	m := chosen.Solver.Model
	x := &explainer{
		p: p, m: m, b: chosen.Solver.Bounder, s: search.Open(m, chosen.Best),
		raw: chosen.Solver.Bounder.Eval(), value: plan.Objective.Value,
	}
	e := &Explanation{
		People: []PersonNote{}, Targets: []TargetPrice{}, Seats: []SeatPrice{},
		Withdrawals: []Withdrawal{}, Envy: []EnvyNote{},
	}
	for _, i := range p.source {
		if ctx.Err() != nil {
			return nil
		}
		x.explainPerson(i, e)
		x.findWithdrawal(i, e)
	}
	x.priceTargets(e)
	x.priceSeats(e)
	if e.Locks = x.priceLocks(o, chosen.Best); ctx.Err() != nil {
		return nil
	}
	return e
}

type explainer struct {
	p   *Problem
	m   *model.Model
	b   *bound.Bounder // evaluated at the best prices
	s   *search.State
	raw float64 // the bound these prices prove; a program may have proved a lower one
	// value is what the plan is worth.
	value int64
}

func (x *explainer) explainPerson(i int, e *Explanation) {
	p, u := x.p, int(x.m.People[i].Unit)
	best := x.m.BestRank(i, x.s.Has[u])
	if best == 1 || !p.m.Voted[i] {
		return
	}
	note := PersonNote{Person: p.roster[i].ID, Better: []Better{}}
	for _, g := range x.s.Has[u] {
		if best > 0 && p.m.Rank[i][g] == best {
			note.Choice = p.choiceOf(i, int(g))
		}
	}
	for rank := 1; rank <= p.m.MaxRank; rank++ {
		for h := range p.groups {
			if p.m.Rank[i][h] == rank && (best == 0 || rank < best) {
				note.Better = append(note.Better, x.better(i, u, h, e))
			}
		}
	}
	e.People = append(e.People, note)
}

// worstSeat is the seat the person would give up first.
func (x *explainer) worstSeat(u int) int {
	worst := -1
	for _, g := range x.s.Has[u] {
		fixed := x.m.Seats[u*x.m.K()+int(g)] == model.Forced
		if !fixed && (worst < 0 || x.s.WorthOf(u, int(g)) < x.s.WorthOf(u, worst)) {
			worst = int(g)
		}
	}
	return worst
}

// better says what stands between person i of unit u and group h, and notes a seat there
// that would harm nobody.
func (x *explainer) better(i, u, h int, e *Explanation) Better {
	p, s := x.p, x.s
	out := Better{Group: p.groups[h].ID, Choice: p.choiceOf(i, h), Cost: -1, Obstacles: []Fact{}}
	if x.m.Seats[u*x.m.K()+h] == model.Banned {
		out.Obstacles = append(out.Obstacles, Fact{Code: "forbidden"})
		return out
	}
	if slices.Contains(x.b.Candidates(u), int32(h)) {
		if loss := x.b.Loss(u, int32(h)) - (x.raw - float64(x.value)); loss > 0 && !math.IsInf(loss, 1) {
			out.CostAtLeast = int64(math.Ceil(loss))
		}
	}
	g := x.worstSeat(u)
	switch {
	case g < 0 && len(s.Has[u]) > 0:
		out.Obstacles = append(out.Obstacles, Fact{Code: "fixed"})
		return out
	case g < 0:
		if out.Obstacles = x.obstacles(u, g, h); len(out.Obstacles) == 0 {
			out.Obstacles = append(out.Obstacles, Fact{Code: "dearer"})
		}
		return out
	}
	out.Obstacles = x.obstacles(u, g, h)
	gain, with, found, envied := int64(0), -1, false, false
	x.moves(u, g, h, func(d int64, v int) {
		if !found || d > gain {
			gain, with, found = d, v, true
		}
		if !envied && x.harmless(u, g, h, v, d) {
			envied = true
			e.Envy = append(e.Envy, EnvyNote{Person: p.roster[i].ID, Group: out.Group, With: x.first(v)})
		}
	})
	if found && !search.BreaksHard(-gain) {
		out.Cost, out.With = max(0, -gain), x.first(with)
	}
	return out
}

// moves visits all ways of moving unit u from g to h: alone (with −1), and by an exchange
// with each unit there.
func (x *explainer) moves(u, g, h int, visit func(gain int64, with int)) {
	if x.s.CanShift(u, g, h) {
		gain, _, _ := x.s.ShiftGain(u, g, h)
		visit(gain, -1)
	}
	for _, v := range x.s.Members[h] {
		if gain, ok := x.s.SwapGain(u, g, int(v), h); ok {
			visit(gain, int(v))
		}
	}
}

// harmless reports whether such a move gives the unit more and costs nobody and no rule
// anything.
func (x *explainer) harmless(u, g, h, with int, gain int64) bool {
	own, others := x.s.WorthOf(u, h)-x.s.WorthOf(u, g), int64(0)
	if with >= 0 {
		others = x.s.WorthOf(with, g) - x.s.WorthOf(with, h)
	}
	return own > 0 && others >= 0 && gain >= own+others
}

// first is the ID of the first person of a unit, "" of none.
func (x *explainer) first(u int) string {
	if u < 0 {
		return ""
	}
	return x.p.roster[x.m.Units[u].People[0]].ID
}

// obstacles lists what a plain move from g (−1: from nowhere) to h would break.
func (x *explainer) obstacles(u, g, h int) []Fact {
	p, s := x.p, x.s
	list := []Fact{}
	if !s.HasRoom(h, u) {
		full := Fact{Code: "full", Args: facts{"group": p.groups[h].ID, "n": int(s.People[h])}}
		if s.People[h] == 0 {
			full = Fact{Code: "not-formed", Args: facts{"group": p.groups[h].ID}}
		}
		list = append(list, full)
	}
	if g >= 0 && !s.CanSpare(g, u) {
		list = append(list, Fact{Code: "needed", Args: facts{"group": p.groups[g].ID, "n": int(s.People[g])}})
	}
	list = append(list, x.targetChanges(g, u, -1)...)
	list = append(list, x.targetChanges(h, -1, u)...)
	if g >= 0 && s.LosesChair(g, u) {
		list = append(list, Fact{Code: "chair", Args: facts{"group": p.groups[g].ID}})
	}
	return list
}

// targetChanges lists the targets of group g that would be missed by more
// people once unit out has left or unit in has joined.
func (x *explainer) targetChanges(g, out, in int) []Fact {
	p, m, s := x.p, x.m, x.s
	if g < 0 {
		return nil
	}
	z := int(s.People[g])
	var left, joined []int32
	if out >= 0 {
		left = m.Units[out].People
	}
	if in >= 0 {
		joined = m.Units[in].People
	}
	newZ := z - len(left) + len(joined)
	var list []Fact
	for k := range p.targets {
		t := &p.targets[k]
		if t.group != g || t.class < 0 || t.common > 0 {
			continue
		}
		n := int(s.CountOf(g, t.class))
		now := n - t.countOf(left) + t.countOf(joined)
		if t.kind != askedFor || t.alone > 0 {
			if t.off(newZ, now) > t.off(z, n) {
				list = append(list, Fact{Code: "broken", Args: facts{
					"group": p.groups[g].ID, "rule": t.bound(t.ask.Max.Given),
				}})
			}
			continue
		}
		if short := t.need(newZ) - now; short > max(0, t.need(z)-n) {
			list = append(list, t.counted("short", facts{"group": p.groups[g].ID, "n": short}))
		}
		if over := now - t.allow(newZ); over > max(0, n-t.allow(z)) {
			list = append(list, t.counted("over", facts{"group": p.groups[g].ID, "n": over}))
		}
	}
	return list
}
