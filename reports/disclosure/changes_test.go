package disclosure

import (
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
)

// Places alone are shown, and only where neither vote is small and the two differ in
// enough ballots.
func TestProtectChanges(t *testing.T) {
	five, eight := 5.0, 8.0
	comparison := func(before, after int64) *ranking.Comparison {
		return &ranking.Comparison{
			Before: ranking.VoteFacts{Ballots: before}, After: ranking.VoteFacts{Ballots: after},
			Issues: []ranking.IssueChange{{
				ID: "Q1", Name: "Trust", Change: ranking.Change{
					Before: 2, After: 1, SupportBefore: &five, SupportAfter: &eight, Moves: &ranking.VoterMoves{Up: 1},
				},
			}},
		}
	}
	policy := DefaultPolicy()
	for _, c := range []struct {
		what          string
		before, after int64
		apart         bool
		why           string
	}{
		{"enough", 12, 13, true, ""},
		{"a small vote before", 4, 13, true, "fewer than 5 ballots"},
		{"a small vote now", 12, 3, true, "fewer than 5 ballots"},
		{"nearly the same ballots", 12, 12, false, "differ in fewer than 5"},
	} {
		got := protectChanges(comparison(c.before, c.after), c.apart, &policy)
		switch {
		case c.why == "" && (got.Why != "" || len(got.Issues) != 1 || got.Issues[0] != PlaceChange{"Q1", "Trust", 2, 1}):
			t.Errorf("%s: %+v", c.what, got)
		case c.why != "" && (!strings.Contains(got.Why, c.why) || len(got.Issues) > 0 || got.BallotsAfter > 0):
			t.Errorf("%s: %+v", c.what, got)
		}
	}
}

// Whoever asks says whether the two votes are apart; nothing said is not apart.
func TestProtectTellsOfVotesThatAreApart(t *testing.T) {
	m := &planner.Meeting{Issues: []planner.Issue{{ID: "Q1"}, {ID: "Q2"}}, Ballots: planner.NewBallots(2)}
	c := &ranking.Comparison{Before: ranking.VoteFacts{Ballots: 12}, After: ranking.VoteFacts{Ballots: 12}}
	for _, apart := range []bool{false, true} {
		p, err := Protect(m, Results{Comparison: c, Apart: apart}, reports.Provenance{}, DefaultPolicy())
		if err != nil {
			t.Fatal(err)
		}
		if (p.Changes.Why == "") != apart {
			t.Errorf("apart %t: %q", apart, p.Changes.Why)
		}
	}
}
