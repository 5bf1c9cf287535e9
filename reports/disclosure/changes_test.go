package disclosure

import (
	"testing"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
)

// Places alone are shown, and only where neither vote is small and the two differ in
// enough ballots.
func TestProtectChanges(t *testing.T) {
	five, eight := 5.0, 8.0
	vote := func(n int64, alike bool) ranking.VoteFacts {
		return ranking.VoteFacts{Ballots: n, Issues: 3, OneBallot: ranking.OneBallot{Counted: n, Whole: n, Alike: alike}}
	}
	comparison := func(before, after int64, alike bool) *ranking.Comparison {
		return &ranking.Comparison{
			Before: vote(before, true), After: vote(after, alike),
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
		alike, apart  bool
		why           string
	}{
		{"enough", 10, 13, true, true, ""},
		{"a vote before that has no order", 9, 13, true, true, "first"},
		{"a vote now that has no order", 12, 9, true, true, "first"},
		{"an older record that does not say what a ballot weighed", 0, 12, true, true, "small"},
		{"uneven ballots", 12, 12, false, true, "uneven"},
		{"nearly the same ballots", 12, 12, true, false, "near"},
	} {
		g := guard{m: &planner.Meeting{}, policy: &policy}
		got := g.changes(comparison(c.before, c.after, c.alike), c.apart)
		switch {
		case c.why == "" && (got.Why.Told() || len(got.Issues) != 1 || got.Issues[0] != PlaceChange{"Q1", "Trust", 2, 1}):
			t.Errorf("%s: %+v", c.what, got)
		case c.why != "" && (got.Why.Code != c.why || len(got.Issues) > 0 || got.BallotsAfter > 0):
			t.Errorf("%s: %+v", c.what, got)
		}
	}
}

// Whoever asks says whether the two votes are apart; nothing said is not apart.
func TestProtectTellsOfVotesThatAreApart(t *testing.T) {
	m := &planner.Meeting{Issues: []planner.Issue{{ID: "Q1"}, {ID: "Q2"}}, Ballots: planner.NewBallots(2)}
	vote := ranking.VoteFacts{
		Ballots: 12, Issues: 2, OneBallot: ranking.OneBallot{Counted: 12, Whole: 12, Alike: true},
	}
	c := &ranking.Comparison{Before: vote, After: vote}
	for _, apart := range []bool{false, true} {
		p, err := Protect(m, Results{Comparison: c, Apart: apart}, reports.Provenance{}, DefaultPolicy())
		if err != nil {
			t.Fatal(err)
		}
		if p.Changes.Why.Told() == apart {
			t.Errorf("apart %t: %+v", apart, p.Changes.Why)
		}
	}
}
