package build

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports/build/internal/brief"
)

// voted is the result of ballots that list issues of the letters A, B and C, best first,
// after the group: "Government 2 AB" is two ballots.
func voted(t *testing.T, opts ranking.Options, lines ...string) brief.Input {
	t.Helper()
	var issues []planner.Issue
	for _, id := range []string{"A", "B", "C"} {
		issues = append(issues, planner.Issue{ID: id})
	}
	ballots := planner.NewBallots(len(issues))
	for _, line := range lines {
		b := planner.Ballot{Kind: planner.Ranking, Marks: []planner.Mark{planner.Blank, planner.Blank, planner.Blank}}
		var list string
		if _, err := fmt.Sscan(line, &b.Group, &b.Count, &list); err != nil {
			t.Fatal(err)
		}
		for place, letter := range list {
			b.Marks[letter-'A'] = planner.Mark(place + 1)
		}
		ballots.Add(b)
	}
	r, err := ranking.Rank(context.Background(), issues, ballots, opts)
	if err != nil {
		t.Fatal(err)
	}
	return brief.Input{Ranking: r}
}

// TestVoteSentencesAreTrue holds what is said against the figures it is said of.
func TestVoteSentencesAreTrue(t *testing.T) {
	opts := ranking.DefaultOptions()
	opts.Bootstrap = 200
	says := func(in brief.Input, section, want string) {
		t.Helper()
		if got := said(in, section); !strings.Contains(got, want) {
			t.Errorf("want %q in:\n%s", want, got)
		}
	}
	// Issues that nobody lists share the last places: that is not 0 of 100.
	in := voted(t, opts, "G 3 A", "P 3 A")
	if is := in.Ranking.Issues; is[0].Support != 100 || is[1].Support != 25 || is[2].Support != 25 {
		t.Fatalf("supports %+v", is)
	}
	says(in, "ranking", "Scores are mean places: 100 is alone first on every ballot, 0 alone last.")
	says(in, "ranking", "Issues that a voter did not list share the last places of that ballot.")

	// The issue that beats every other one to one need not have the highest score.
	in = voted(t, opts, "G 60 ABC", "G 50 BCA")
	if r := in.Ranking; r.CondorcetWinner != "A" || r.Issues[0].ID != "B" {
		t.Fatalf("first %s, beats all %s", r.Issues[0].ID, r.CondorcetWinner)
	}
	says(in, "ranking", "B comes first (every stakeholder group counts the same).")
	says(in, "ranking", "A does not come first, but beats every other issue one to one")
	says(in, "ranking", "Counting rules that put B first: 1 of 9. The others: A by 8 rules.")

	// What one group places last is no common ground.
	in = voted(t, opts, "G 6 ABC", "P 6 CBA")
	for _, is := range in.Ranking.Issues {
		if low := min(is.GroupSupport["G"], is.GroupSupport["P"]); is.ID == "B" && low != 50 || is.ID != "B" && low >= 50 {
			t.Fatalf("lowest figure of %s: %g", is.ID, low)
		}
	}
	says(in, "agree", "B has the most common ground: the lowest figure of any group, that of G, is 50 of 100.")
	says(in, "agree", "A and C split the groups most: the figures of two groups are 100 of 100 apart.")
	in = voted(t, opts, "G 6 ABC", "P 6 BCA", "R 5 CAB", "R 1 CBA")
	says(in, "agree", "No issue has common ground in all groups: B comes nearest, with 8 of 100 from R.")

	// How many single ballots could turn the first place is how many there are, any one of them.
	in = voted(t, opts, "G 3 ABC", "G 2 BAC", "P 2 BAC", "P 2 ABC")
	if n := in.Ranking.Firmness.LeaveOneOut.First; n < 2 {
		t.Fatalf("%d ballots", n)
	} else {
		says(in, "ranking", fmt.Sprintf("Leaving out any one of %d particular ballots, ", n))
	}

	// The margin is the smallest number of voters who exchange the two.
	for _, m := range in.Ranking.Firmness.Margins {
		if m.People > 1 {
			says(in, "ranking", fmt.Sprintf("%d voters", m.People))
		}
	}
}
