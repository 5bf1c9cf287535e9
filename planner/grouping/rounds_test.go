package grouping

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"
)

// inRounds is the plan after so many rounds of search, with its value: must targets
// missed count more than any points.
func inRounds(t *testing.T, p *Problem, opts Options, rounds int) (plan *Plan, value int64) {
	t.Helper()
	opts.Rounds = rounds
	plan, err := Solve(context.Background(), p, opts)
	if err != nil {
		t.Fatal(err)
	}
	if plan.Rounds > rounds {
		t.Errorf("%d rounds were done where %d were asked for", plan.Rounds, rounds)
	}
	if err := Verify(p, plan); err != nil {
		t.Errorf("after %d rounds: %v", rounds, err)
	}
	return plan, plan.Objective.Value - 1_000_000*plan.Objective.MustMissed
}

// TestMoreRoundsAreNeverWorse cuts one search after each number of rounds.
func TestMoreRoundsAreNeverWorse(t *testing.T) {
	for _, kind := range []variant{multiVariant, tightVariant, hardVariant} {
		m, opts := generate(60, 5, kind, 3)
		opts.Ladder, opts.Explain = false, false
		opts.Budget.Moves = 20_000
		p := built(t, m, opts)
		last, lowest := int64(-1<<60), int64(1<<60)
		for rounds := 1; rounds < 40; rounds += 3 {
			plan, value := inRounds(t, p, opts, rounds)
			if value < last {
				t.Errorf("%s: %d rounds are worth %d, fewer were %d", kind, rounds, value, last)
			}
			if value > plan.Objective.Bound {
				t.Errorf("%s: value %d above the bound %d", kind, value, plan.Objective.Bound)
			}
			if b := plan.Objective.Bound; plan.Objective.MustMissed == 0 && b > lowest {
				t.Errorf("%s: %d rounds prove %d, fewer %d", kind, rounds, b, lowest)
			} else if plan.Objective.MustMissed == 0 {
				lowest = b
			}
			last = value
		}
	}
}

// TestDeadlineEndsAfterARound makes a plan that a deadline cut short again by its
// number of rounds, byte for byte.
func TestDeadlineEndsAfterARound(t *testing.T) {
	m, opts := generate(150, 8, tightVariant, 6)
	opts.Budget.Moves = 20_000
	p := built(t, m, opts)
	for _, limit := range []time.Duration{0, 20 * time.Millisecond, 300 * time.Millisecond} {
		ctx, cancel := context.WithTimeout(context.Background(), limit)
		plan, err := Solve(ctx, p, opts)
		cancel()
		if err != nil {
			t.Fatal(err)
		}
		if plan.Rounds == 0 {
			t.Fatalf("%v: no number of rounds is told", limit)
		}
		again := opts
		again.Rounds = plan.Rounds
		same, err := Solve(context.Background(), p, again)
		if err != nil {
			t.Fatal(err)
		}
		a, errA := json.Marshal(plan)
		b, errB := json.Marshal(same)
		if errors.Join(errA, errB) != nil || string(a) != string(b) {
			t.Errorf("%v: %d rounds made again give another plan: value %d and %d", limit, plan.Rounds,
				plan.Objective.Value, same.Objective.Value)
		}
		if err := Verify(p, plan); err != nil {
			t.Errorf("%v: %v", limit, err)
		}
	}
}
