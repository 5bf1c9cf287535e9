package grouping

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
)

func solveJSON(t *testing.T, kind variant, goal Goal, cores int) []byte {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
	m, opts := generate(40, 4, kind, 4)
	opts.Goal = goal
	_, plan := solved(t, m, opts)
	out, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSameBytesOnAnyNumberOfCores(t *testing.T) {
	for _, kind := range []variant{multiVariant, tightVariant} {
		one, two := solveJSON(t, kind, Fair, 1), solveJSON(t, kind, Fair, 2)
		if !bytes.Equal(one, two) {
			t.Errorf("%s: one core and two differ", kind)
		}
	}
}

func TestVerifyFindsFaults(t *testing.T) {
	m, opts := generate(40, 4, tightVariant, 2)
	p, plan := solved(t, m, opts)
	spoil := map[string]func(*Plan){
		"value: the plan says":  func(q *Plan) { q.Objective.Value++ },
		"bound":                 func(q *Plan) { q.Certificate.Bound-- },
		"prices prove":          func(q *Plan) { q.Certificate.Prices[0].Price += 4 << 16 },
		"sits in 0 groups":      func(q *Plan) { q.Groups[0].Members = q.Groups[0].Members[1:] },
		"twice":                 func(q *Plan) { q.Groups[0].Members = append(q.Groups[0].Members, q.Groups[0].Members[0]) },
		"is not on the list of": func(q *Plan) { q.Groups[0].Members[0].ID = "nobody" },
		"chairs":                func(q *Plan) { q.Groups[0].Members[len(q.Groups[0].Members)-1].Role = RoleCochair },
		"choice: the plan says": func(q *Plan) { q.Groups[0].Members[0].Choice += 7 },
		"names the group":       func(q *Plan) { q.Certificate.Prices[0].Group = "G99" },
	}
	raw, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	for want, f := range spoil {
		var q Plan
		if err := json.Unmarshal(raw, &q); err != nil {
			t.Fatal(err)
		}
		f(&q)
		err := Verify(p, &q)
		var e *VerifyError
		if !errors.As(err, &e) || !strings.Contains(err.Error(), want) {
			t.Errorf("spoiled %q: %v", want, err)
		}
	}
}

func TestExplanation(t *testing.T) {
	m, opts := generate(40, 4, tightVariant, 2)
	p, plan := solved(t, m, opts)
	x := plan.Explanation
	if x == nil || len(x.Envy) != 0 {
		t.Fatalf("envy: %+v", x)
	}
	first := plan.Objective.BestChoices[1]
	if len(x.People) != p.People()-first {
		t.Errorf("%d people explained, %d have their first choice of %d", len(x.People), first, p.People())
	}
	for _, n := range x.People {
		for _, b := range n.Better {
			if b.Choice >= n.Choice && n.Choice > 0 || b.Cost >= 0 && b.Cost < b.CostAtLeast {
				t.Errorf("%s: %+v", n.Person, b)
			}
			if b.Cost < 0 && len(b.Obstacles) == 0 {
				t.Errorf("%s cannot have %s for no reason", n.Person, b.Group)
			}
		}
	}
	for _, w := range x.Withdrawals {
		if len(w.Hurts) == 0 || !slices.IsSortedFunc(w.Replacements, func(a, b Replacement) int { return int(a.Cost - b.Cost) }) {
			t.Errorf("%+v", w)
		}
	}
}

func TestKeepAndStay(t *testing.T) {
	m, opts := generate(60, 6, baseVariant, 5)
	opts.Ladder, opts.Explain = false, false
	solve := func(o Options) (*Problem, *Plan) {
		p, plan := solved(t, m, o)
		return p, plan
	}
	_, before := solve(opts)
	keep := &Kept{}
	for _, g := range before.Groups {
		for _, x := range g.Members {
			keep.Seats = append(keep.Seats, KeptSeat{Person: x.ID, Group: g.ID, Locked: x.Locked})
		}
	}
	// Lock somebody into another group and let two people withdraw.
	locked := keep.Seats[0]
	locked.Group, locked.Locked = keep.Seats[len(keep.Seats)-1].Group, true
	keep.Seats = append(keep.Seats, locked)
	m.Roster = slices.DeleteFunc(m.Roster, func(x planner.Participant) bool {
		return x.ID == keep.Seats[20].Person || x.ID == keep.Seats[40].Person
	})
	opts.Keep, opts.Stay = keep, 0
	_, loose := solve(opts)
	opts.Stay = 200
	_, close := solve(opts)
	if len(close.Changes) > len(loose.Changes) || len(close.Changes) > 12 {
		t.Errorf("%d changes with weight, %d without", len(close.Changes), len(loose.Changes))
	}
	if close.Objective.Stay == 0 || close.Objective.Value != close.Objective.Utility+close.Objective.Stay-close.Objective.ShortfallPoints-close.Objective.ChairPoints {
		t.Errorf("%+v", close.Objective)
	}
	for _, g := range close.Groups {
		for _, x := range g.Members {
			if x.ID == locked.Person && (g.ID != locked.Group || !x.Locked) {
				t.Errorf("%s is in %s, locked in %s", x.ID, g.ID, locked.Group)
			}
		}
	}
}

// TestNonVotersNeverCostAVoter adds people without wishes: voters keep exactly
// the total they have alone, as the seats suffice.
func TestNonVotersNeverCostAVoter(t *testing.T) {
	for seed := range uint64(4) {
		m, opts := generate(24, 4, baseVariant, seed)
		opts.Ladder, opts.Explain = false, false
		m.Targets = nil
		for g := range m.Groups {
			m.Groups[g].Size = planner.Range{Min: 0, Max: 8}
		}
		value := func() int64 {
			_, plan := solved(t, m, opts)
			if !plan.Objective.ProvedOptimal {
				t.Errorf("seed %d: not proved", seed)
			}
			return plan.Objective.Utility
		}
		alone := value()
		for i := range 8 {
			m.Roster = append(m.Roster, planner.Participant{ID: fmt.Sprint("N", i), ChairOK: planner.No})
		}
		if with := value(); with != alone {
			t.Errorf("seed %d: voters have %d points alone and %d beside people who did not vote", seed, alone, with)
		}
	}
}

func TestDeadlineGivesThePlanSoFar(t *testing.T) {
	m, opts := generate(300, 12, tightVariant, 1)
	p := built(t, m, opts)
	ctx, cancel := context.WithCancel(context.Background())
	opts.Progress = func(x Progress) {
		if x.Stage == "bound" {
			cancel()
		}
	}
	plan, err := Solve(ctx, p, opts)
	if err != nil {
		t.Fatal(err)
	}
	if plan.Finished || plan.Objective.MustMissed > 0 {
		t.Errorf("finished %v, missed %d", plan.Finished, plan.Objective.MustMissed)
	}
	if err := Verify(p, plan); err != nil {
		t.Error(err)
	}
}

func TestCutShortAtOnce(t *testing.T) {
	m, opts := generate(60, 6, hardVariant, 1)
	p := built(t, m, opts)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	plan, err := Solve(ctx, p, opts)
	if err != nil || plan == nil || plan.Finished {
		t.Fatalf("plan %v, error %v", plan, err)
	}
	if most := int64(100 * len(m.Roster)); plan.Objective.Bound > most {
		t.Errorf("bound %d, everybody's first choice is worth %d", plan.Objective.Bound, most)
	}
}
