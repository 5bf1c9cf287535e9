package grouping

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
)

func TestBuildReportsEverythingAtOnce(t *testing.T) {
	m := &planner.Meeting{
		Roster: planner.Roster{
			{ID: "A", SeatedIn: []string{"G1"}, KeptOutOf: []string{"G1"}},
			{ID: "B", Memberships: planner.Range{Min: 3, Max: 1}},
			{ID: "B"},
		},
		Groups: []planner.GroupSpec{{ID: "G1", Size: planner.Range{Min: 5, Max: 2}}, {ID: "G2", Chairs: -1, Size: planner.Range{Min: 1, Max: 2}}},
		Targets: []planner.Target{
			{ID: "T1", Group: "G9", Dimension: planner.Region, Value: "X"},
			{ID: "T2", Group: "*", Kind: planner.Distinct, Dimension: planner.Region},
			{ID: "T3", Group: "G2", Dimension: planner.Region, Value: "X", Tier: planner.Should, Weight: -1},
		},
		Pairs: []planner.Pair{{A: "A", B: "Z"}, {A: "A", B: "A"}},
	}
	_, findings, err := Build(m, m.Groups, DefaultOptions())
	var in *planner.InputError
	if !errors.As(err, &in) {
		t.Fatalf("got %v", err)
	}
	var codes []string
	for _, f := range findings {
		codes = append(codes, f.Code)
	}
	for _, want := range []string{
		"person-duplicate", "group-size", "group-chairs", "pair-unknown-person", "pair-with-oneself",
		"seat-contradiction", "memberships", "memberships-clash", "target-unknown-group", "target-not-for-groups", "target-weight",
	} {
		if !slices.Contains(codes, want) {
			t.Errorf("no finding %q in %v", want, codes)
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not name %q: %v", want, err)
		}
	}
}

func TestWishesFromBallots(t *testing.T) {
	groups := []planner.GroupSpec{{ID: "G1", Issue: "Q2"}, {ID: "G2", Issue: "Q1"}, {ID: "G3", Issue: "Q4"}}
	m := &planner.Meeting{
		Issues: []planner.Issue{{ID: "Q1"}, {ID: "Q2"}, {ID: "Q3"}, {ID: "Q4"}},
		Roster: planner.Roster{
			{ID: "P1", Name: "Ada Example"},
			{ID: "P2", Name: "Bo", Values: map[planner.Dimension][]string{"email": {"bo@example.org"}}},
			{ID: "P3", Name: "Cy"},
			{ID: "P4", Name: "Di"},
			{ID: "P5", Name: "Di"},
		},
		Ballots: planner.NewBallots(4),
	}
	add := func(voter string, kind planner.BallotKind, time int64, marks ...planner.Mark) {
		m.Ballots.Add(planner.Ballot{Voter: voter, Kind: kind, Time: time, Marks: marks, Count: 1})
	}
	x := planner.Blank
	add("ada  example", planner.Ranking, 0, 3, 1, 2, x) // by name; Q3 has no group
	add("BO@example.org", planner.Approval, 0, 1, 1, 0, 1)
	add("P3", planner.Score, 5, 40, 0, 90, 70)
	add("P3", planner.Score, 2, 10, 90, 0, 0) // older: does not count
	add("Di", planner.Ranking, 0, 1, 2, 3, 4) // two people of that name
	b := newBuilder(m, groups, DefaultOptions())
	b.index()
	got, findings := b.ballotWishes(m), b.findings
	want := [][]wish{
		{{0, "Q2", 1}, {-1, "Q3", 2}, {1, "Q1", 3}},
		{{1, "Q1", 1}, {0, "Q2", 1}, {2, "Q4", 1}},
		{{-1, "Q3", 1}, {2, "Q4", 2}, {1, "Q1", 3}},
		nil, nil,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
	var codes []string
	for _, f := range findings {
		codes = append(codes, f.Code)
	}
	if !slices.Equal(codes, []string{"name-shared", "ballot-without-participant"}) {
		t.Errorf("findings %v", codes)
	}
}

func TestDefaults(t *testing.T) {
	issues := []planner.Issue{{ID: "Q3", Name: "Wallets"}, {ID: "Q1", Name: "Stablecoins"}, {ID: "Q2", Name: "Tax"}}
	groups := FromRanking(issues, 2, planner.Range{}, 21)
	want := []planner.GroupSpec{
		{ID: "G01", Issue: "Q3", Topic: "Wallets", Size: planner.Range{Min: 7, Max: 14}},
		{ID: "G02", Issue: "Q1", Topic: "Stablecoins", Size: planner.Range{Min: 7, Max: 14}},
	}
	if !reflect.DeepEqual(groups, want) {
		t.Errorf("got %+v", groups)
	}
	if n := len(FromRanking(issues, 9, planner.Range{Min: 2, Max: 4}, 21)); n != 3 {
		t.Errorf("%d groups of three issues", n)
	}
	var roster planner.Roster
	for _, s := range []string{"Government", "Government", "Private Sector", ""} {
		roster = append(roster, planner.Participant{Values: map[planner.Dimension][]string{planner.Stakeholder: {s}, planner.Region: {"R" + s}}})
	}
	targets := DefaultTargets(roster, groups)
	if len(targets) != 2 || targets[0].Value != "Government" || targets[1].Kind != planner.Each {
		t.Errorf("got %+v", targets)
	}
}

// TestUnknownNeverCounts checks that people whose value is unknown neither fill
// a minimum nor are dropped: they are listed as unknown.
func TestUnknownNeverCounts(t *testing.T) {
	m := &planner.Meeting{Roster: planner.Roster{{ID: "A"}, {ID: "B", Values: map[planner.Dimension][]string{planner.Region: {"Africa"}}}}}
	m.Groups = []planner.GroupSpec{{ID: "G1", Size: planner.Range{Min: 2, Max: 2}}}
	m.Targets = []planner.Target{{ID: "T", Dimension: planner.Region, Value: "Africa", Min: planner.LimitOf(2), Tier: planner.Should, Group: "G1"}}
	p, _, err := Build(m, m.Groups, DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	plan, err := Solve(context.Background(), p, DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	got := plan.Groups[0].Targets[0]
	if got.Have != 1 || got.Unknown != 1 || got.Short != 1 {
		t.Errorf("%+v", got)
	}
}

// TestCommonHour lets a group choose an hour that lies within everybody's day.
func TestCommonHour(t *testing.T) {
	m := &planner.Meeting{}
	for i, tz := range []string{"-5", "-3", "+1", "+8", "+5:30", "UTC+9"} {
		m.Roster = append(m.Roster, planner.Participant{
			ID: string(rune('A' + i)), Values: map[planner.Dimension][]string{planner.TimeZone: {tz}}, Choices: []string{"G1"},
		})
	}
	m.Groups = []planner.GroupSpec{{ID: "G1", Size: planner.Range{Min: 3, Max: 3}}, {ID: "G2", Size: planner.Range{Min: 3, Max: 3}}}
	m.Targets = []planner.Target{{ID: "hour", Dimension: planner.TimeZone, Value: CommonValue, MinShare: planner.Percent(100), Group: planner.EveryGroup}}
	opts := DefaultOptions()
	opts.DayStart, opts.DayEnd = 9, 18
	_, plan := solved(t, m, opts)
	for _, g := range plan.Groups {
		if len(g.Common) != 1 || !strings.HasSuffix(g.Common[0].Value, "UTC") || len(g.Targets) != 1 || g.Targets[0].Have != 3 {
			t.Errorf("%s: %+v %+v", g.ID, g.Common, g.Targets)
		}
	}
}
