package disclosure

import (
	"errors"
	"testing"

	"roundtable/planner"
)

func TestReleasesMustNotBeClose(t *testing.T) {
	meeting := func(n, changed int) *planner.Meeting {
		b := planner.NewBallots(3)
		for i := range n {
			marks := []planner.Mark{planner.Mark(i % 3), planner.Mark(i % 2), 1}
			if i < changed {
				marks[2] = 0
			}
			b.Add(planner.Ballot{Group: "g", Marks: marks})
		}
		return &planner.Meeting{Ballots: b}
	}
	before := NewRelease(meeting(40, 0))
	for _, c := range []struct {
		n, changed int
		refuse     bool
	}{
		{40, 0, false},
		{41, 0, true},
		{39, 0, true},
		{44, 0, true},
		{45, 0, false},
		{40, 1, true},
		{40, 4, true},
		{40, 5, false},
		{60, 20, false},
	} {
		err := CheckRelease(before, NewRelease(meeting(c.n, c.changed)), 5)
		if errors.Is(err, errTooClose) != c.refuse {
			t.Errorf("%d ballots, %d changed: %v, want refused %t", c.n, c.changed, err, c.refuse)
		}
	}
	big := func(n int64) Release {
		b := planner.NewBallots(1)
		b.Add(planner.Ballot{Marks: []planner.Mark{1}, Count: n})
		return NewRelease(&planner.Meeting{Ballots: b})
	}
	if r := big(1_000_000); len(r.Ballots) != 0 || r.Total != 1_000_000 {
		t.Errorf("a million ballots keep %d digests", len(r.Ballots))
	}
	if err := CheckRelease(big(1_000_000), big(1_000_001), 5); !errors.Is(err, errTooClose) {
		t.Errorf("one late ballot among a million: %v", err)
	}
}
