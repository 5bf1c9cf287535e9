package reports

import (
	"errors"
	"strings"
	"testing"

	"roundtable/planner"
)

func TestCommit(t *testing.T) {
	sources := []planner.Source{{File: "a.xlsx", SHA256: strings.Repeat("ab", 32)}}
	if got := Commit(nil, sources); got != nil {
		t.Errorf("without a key: %v", got)
	}
	a, b := Commit([]byte("key one"), sources), Commit([]byte("key two"), sources)
	if len(a) != 1 || len(a[0]) != 64 || a[0] == b[0] || a[0] == sources[0].SHA256 {
		t.Errorf("commitments %v and %v", a, b)
	}
	upper := []planner.Source{{SHA256: strings.Repeat("AB", 32)}}
	if again := Commit([]byte("key one"), upper); again[0] != a[0] {
		t.Error("the same key and file give another commitment")
	}
}

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
	}{{40, 0, false}, {41, 0, true}, {39, 0, true}, {44, 0, true}, {45, 0, false}, {40, 1, true}, {40, 4, true}, {40, 5, false}, {60, 20, false}} {
		err := CheckRelease(before, NewRelease(meeting(c.n, c.changed)), 5)
		if errors.Is(err, ErrTooClose) != c.refuse {
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
	if err := CheckRelease(big(1_000_000), big(1_000_001), 5); !errors.Is(err, ErrTooClose) {
		t.Errorf("one late ballot among a million: %v", err)
	}
}
