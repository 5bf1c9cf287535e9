package grouping

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"roundtable/planner"
	"roundtable/planner/grouping/internal/model"
)

// tiny makes a random meeting small enough to enumerate, with a bit of
// everything: several memberships, optional groups, chairs, counts and shares,
// must and should, pairs, organisations, fixed and forbidden seats, people who
// did not vote, a common language.
func tiny(r *rand.Rand) (*planner.Meeting, Options) {
	n, k := 3+r.IntN(4), 2+r.IntN(2)
	opts := DefaultOptions()
	opts.Explain, opts.Ladder = false, false
	opts.Budget = Budget{Moves: 3000, Steps: 150, Nodes: 400}
	m := &planner.Meeting{}
	several := r.IntN(3) == 0
	if several && r.IntN(2) == 0 {
		opts.FurtherCost = []int{r.IntN(40)}
	}
	if r.IntN(4) == 0 {
		opts.MaxPerOrganisation = 1 + r.IntN(2)
	}
	for i := range n {
		p := planner.Participant{
			ID: fmt.Sprintf("P%d", i), ChairOK: planner.Answer(1 + r.IntN(2)),
			Values: map[planner.Dimension][]string{
				planner.Stakeholder: {
					[]string{"Gov", "Civ", "Biz"}[r.IntN(3)],
				}, planner.Gender: {[]string{"w", "m", ""}[r.IntN(3)]},
				planner.Organisation: {fmt.Sprint("O", r.IntN(3))}, planner.Language: []string{"en", "fr"}[r.IntN(2):],
			},
		}
		if several {
			p.Memberships = planner.Range{Min: r.IntN(2), Max: 1 + r.IntN(2)}
		}
		for _, g := range r.Perm(k)[:r.IntN(k+1)] {
			p.Choices = append(p.Choices, fmt.Sprint("G", g))
		}
		switch r.IntN(12) {
		case 0:
			p.SeatedIn = []string{fmt.Sprint("G", r.IntN(k))}
		case 1:
			p.KeptOutOf = []string{fmt.Sprint("G", r.IntN(k))}
		}
		m.Roster = append(m.Roster, p)
	}
	for g := range k {
		lo := r.IntN(3)
		m.Groups = append(m.Groups, planner.GroupSpec{
			ID: fmt.Sprint("G", g), Chairs: r.IntN(3), Optional: r.IntN(4) == 0,
			Size: planner.Range{Min: lo, Max: lo + 1 + r.IntN(n)},
		})
	}
	for range r.IntN(7) {
		t := planner.Target{
			ID: fmt.Sprint("T", len(m.Targets)), Group: fmt.Sprint("G", r.IntN(k)), Tier: planner.Tier(r.IntN(3)),
			Weight: []int{0, 30, 70}[r.IntN(3)], Dimension: planner.Stakeholder, Value: []string{"Gov", "Civ", "Biz"}[r.IntN(3)],
		}
		if r.IntN(3) == 0 {
			t.Dimension, t.Value = planner.Gender, []string{"w", "m"}[r.IntN(2)]
		}
		switch r.IntN(7) {
		case 0:
			t.Min = planner.LimitOf(1 + r.IntN(2))
		case 1:
			t.Max = planner.LimitOf(r.IntN(2))
		case 2:
			t.MinShare = planner.Percent(int64(20 + r.IntN(60)))
		case 3:
			t.MaxShare = planner.Percent(int64(20 + r.IntN(60)))
		case 4:
			t.Kind, t.MaxShare = planner.Each, planner.Percent(50)
		case 5:
			t.Kind = planner.NotAllSame
		case 6:
			t.Dimension, t.Value, t.MinShare = planner.Language, CommonValue, planner.Percent(int64(60+r.IntN(41)))
		}
		m.Targets = append(m.Targets, t)
	}
	for range r.IntN(2) {
		if a, b := r.IntN(n), r.IntN(n); a != b {
			m.Pairs = append(
				m.Pairs,
				planner.Pair{A: fmt.Sprint("P", a), B: fmt.Sprint("P", b), Kind: planner.PairKind(r.IntN(2))},
			)
		}
	}
	return m, opts
}

// enumerate calls visit with every seating that keeps the memberships.
func enumerate(m *model.Model, visit func(model.Seating)) {
	x := make(model.Seating, len(m.Units))
	var rec func(u int)
	rec = func(u int) {
		if u == len(m.Units) {
			visit(x)
			return
		}
		for set := range 1 << m.K() {
			x[u] = x[u][:0]
			for g := range m.K() {
				if set>>g&1 == 1 {
					x[u] = append(x[u], int32(g))
				}
			}
			if len(x[u]) >= m.Units[u].Lo && len(x[u]) <= m.Units[u].Hi {
				rec(u + 1)
			}
		}
	}
	rec(0)
}

// bestByEnumeration is the best score over all seatings.
func bestByEnumeration(m *model.Model) (model.Score, bool) {
	var best model.Score
	found := false
	enumerate(m, func(x model.Seating) {
		if sc := m.Evaluate(x); !found || sc.Better(best) {
			best, found = sc, true
		}
	})
	return best, found
}

// TestTinyAgainstEnumeration: a bit of everything.
func TestTinyAgainstEnumeration(t *testing.T) { against(t, roundsOf(1000), 5, tiny) }

// TestTinyFair checks the goal fair against enumeration: fewest outside, then
// the best worst choice, then the value.
func TestTinyFair(t *testing.T) {
	checked := 0
	for seed := range 160 {
		r := rand.New(rand.NewPCG(uint64(seed), 6))
		m, opts := tiny(r)
		opts.Goal, opts.Ladder = Fair, true
		p, _, err := Build(m, m.Groups, opts)
		if err != nil {
			continue
		}
		type key struct {
			outside, worst int
			value          int64
		}
		var best key
		found := false
		enumerate(p.m, func(x model.Seating) {
			sc := p.m.Evaluate(x)
			if sc.Broken > 0 {
				return
			}
			k := key{p.m.OutsideOf(x), p.m.WorstOf(x), sc.Value}
			if !found || k.outside < best.outside ||
				k.outside == best.outside && (k.worst < best.worst || k.worst == best.worst && k.value > best.value) {
				best, found = k, true
			}
		})
		if !found {
			continue
		}
		plan, err := Solve(context.Background(), p, opts)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		o := plan.Objective
		if o.Outside < best.outside || o.OutsideBound > best.outside ||
			o.Outside == best.outside && (o.WorstChoice < best.worst || o.WorstBound > best.worst) {
			t.Fatalf(
				"seed %d: outside %d (at least %d), worst %d (at least %d); enumeration %+v",
				seed,
				o.Outside,
				o.OutsideBound,
				o.WorstChoice,
				o.WorstBound,
				best,
			)
		}
		if o.Outside != best.outside || o.WorstChoice != best.worst || o.Value > best.value || o.Bound < best.value {
			t.Errorf(
				"seed %d: outside %d, worst %d, value %d, bound %d; enumeration %+v",
				seed,
				o.Outside,
				o.WorstChoice,
				o.Value,
				o.Bound,
				best,
			)
		}
		if err := Verify(p, plan); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		checked++
	}
	if checked < 60 {
		t.Errorf("only %d meetings checked", checked)
	}
}

// TestTinyFewerRules checks that dropping a target never lowers a proved
// optimum.
func TestTinyFewerRules(t *testing.T) {
	checked := 0
	for seed := range 120 {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		m, opts := tiny(r)
		opts.Explain = true
		value := func() (int64, bool) {
			p, _, err := Build(m, m.Groups, opts)
			if err != nil {
				return 0, false
			}
			plan, err := Solve(context.Background(), p, opts)
			if err != nil {
				return 0, false
			}
			if plan.Objective.ProvedOptimal && len(plan.Explanation.Envy) > 0 {
				t.Errorf("seed %d: envy %+v in an optimal plan", seed, plan.Explanation.Envy)
			}
			return plan.Objective.Value, plan.Objective.ProvedOptimal
		}
		before, ok := value()
		if !ok || len(m.Targets) == 0 {
			continue
		}
		m.Targets = m.Targets[:len(m.Targets)-1]
		if after, ok := value(); ok {
			checked++
			if after < before {
				t.Errorf("seed %d: %d with all targets, %d with one fewer", seed, before, after)
			}
		}
	}
	if checked < 30 {
		t.Errorf("only %d pairs compared", checked)
	}
}

// TestTinyRelabelled checks that the order of people and groups does not change
// a proved optimum.
func TestTinyRelabelled(t *testing.T) {
	checked := 0
	for seed := range 120 {
		r := rand.New(rand.NewPCG(uint64(seed), 8))
		m, opts := tiny(r)
		value := func() (int64, bool) {
			p, _, err := Build(m, m.Groups, opts)
			if err != nil {
				return 0, false
			}
			plan, err := Solve(context.Background(), p, opts)
			if err != nil {
				return 0, false
			}
			return plan.Objective.Value, plan.Objective.ProvedOptimal
		}
		a, okA := value()
		r.Shuffle(len(m.Roster), func(i, j int) { m.Roster[i], m.Roster[j] = m.Roster[j], m.Roster[i] })
		r.Shuffle(len(m.Groups), func(i, j int) { m.Groups[i], m.Groups[j] = m.Groups[j], m.Groups[i] })
		r.Shuffle(len(m.Targets), func(i, j int) { m.Targets[i], m.Targets[j] = m.Targets[j], m.Targets[i] })
		b, okB := value()
		if okA && okB {
			checked++
			if a != b {
				t.Errorf("seed %d: %d in one order, %d in another", seed, a, b)
			}
		}
	}
	if checked < 35 {
		t.Errorf("only %d pairs compared", checked)
	}
}
