package ranking

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"roundtable/planner"
)

const threeGroups = `
	[Government] A > B > C
	[Government] A > C > B
	[Government] B > A > C
	[Civil Society] C > B > A
	[Civil Society] C > A > B
	[Private Sector] B > C > A
	B > A > C`

func exactOf(t *testing.T, res *Result, id string) string {
	t.Helper()
	for _, i := range res.Issues {
		if i.ID == id {
			return i.SupportExact.String()
		}
	}
	t.Fatalf("no issue %s", id)
	return ""
}

func findingCodes(res *Result) string {
	var codes []string
	for _, f := range res.Warnings {
		codes = append(codes, f.Code)
	}
	return strings.Join(codes, " ")
}

func TestBallotsWithoutGroup(t *testing.T) {
	p := parsePref([]string{"A", "B", "C"}, threeGroups)
	for _, c := range []struct {
		mode    NoGroup
		weights []string // mean weight of each group's ballots
		ballots int64
	}{
		// Four groups of 7/4 each; Government has three ballots.
		{OwnGroup, []string{"7/8", "7/12", "7/4", "7/4"}, 7},
		{ExcludeThem, []string{"1", "2/3", "2"}, 6},
		// n_g grows by 1/3: 7/3 over 2⅓, 3⅓ and 1⅓ ballots.
		{SpreadThem, []string{"1", "7/10", "7/4"}, 7},
	} {
		res := p.rank(t, func(o *Options) { o.NoGroup = c.mode })
		if res.Ballots != c.ballots || res.NoGroup != 1 {
			t.Errorf("%s: %d ballots, %d without a group", c.mode, res.Ballots, res.NoGroup)
		}
		for i, g := range res.Groups {
			if i >= len(c.weights) || g.WeightExact.String() != c.weights[i] {
				t.Errorf("%s: weight of %s is %s, want %v", c.mode, g.Name, g.WeightExact, c.weights)
			}
		}
		if res.Pairwise.Total.String() != fmt.Sprint(c.ballots) {
			t.Errorf("%s: weights sum to %s, want %d", c.mode, res.Pairwise.Total, c.ballots)
		}
		if !strings.Contains(findingCodes(res), "ballot-without-group") {
			t.Errorf("%s: not told: %s", c.mode, findingCodes(res))
		}
	}
}

func TestTargetShares(t *testing.T) {
	p := parsePref([]string{"A", "B", "C"}, threeGroups)
	shares := map[string]planner.Ratio{"Government": planner.Percent(50), "Civil Society": planner.Percent(30), "Private Sector": planner.Percent(20)}
	res := p.rank(t, func(o *Options) { o.Weights, o.Shares, o.NoGroup = ByShares, shares, ExcludeThem })
	for i, want := range []float64{.3, .5, .2} {
		if g := res.Groups[i]; math.Abs(g.Share-want) > 1e-12 {
			t.Errorf("%s has %v of the weight, want %v", g.Name, g.Share, want)
		}
	}
	// A: Government 5/6 of 100, Civil Society 1/4, Private Sector 0.
	if got := exactOf(t, res, "A"); got != "295/6" {
		t.Errorf("support of A is %s, want 295/6", got)
	}
	opts := DefaultOptions()
	opts.Weights, opts.NoGroup = ByShares, ExcludeThem
	opts.Shares = map[string]planner.Ratio{"Government": planner.Percent(50), "Academia": planner.Percent(50)}
	if _, err := Rank(t.Context(), p.issues, p.ballots, opts); !errors.Is(err, ErrOptions) || !strings.Contains(err.Error(), "Civil Society, Private Sector") {
		t.Errorf("missing shares: %v", err)
	}
}

func TestEffectiveBallots(t *testing.T) {
	p := parsePref([]string{"A", "B"}, "3: [Government] A > B\n1: [Civil Society] B > A")
	res := p.rank(t, nil)
	// Weights 2/3 three times and 2: (4)²/(4/3 + 4) = 3.
	if math.Abs(res.EffectiveBallots-3) > 1e-12 || math.Abs(res.DesignEffect-4.0/3) > 1e-12 {
		t.Errorf("effective %v, design effect %v; want 3 and 4/3", res.EffectiveBallots, res.DesignEffect)
	}
	if !res.Groups[0].Few || res.Groups[1].Few || !strings.Contains(findingCodes(res), "group-few") {
		t.Errorf("small group not flagged: %+v %s", res.Groups, findingCodes(res))
	}
}

func rakingBallots(cells map[[2]string]int64) profileText {
	p := profileText{issuesNamed("A", "B"), planner.NewBallots(2)}
	for _, g := range []string{"Government", "Civil Society"} {
		for _, r := range []string{"Africa", "Europe"} {
			if n := cells[[2]string{g, r}]; n > 0 {
				p.ballots.Add(planner.Ballot{Group: g, Region: r, Kind: planner.Ranking, Marks: []planner.Mark{1, 2}, Count: n})
			}
		}
	}
	return p
}

func TestRaking(t *testing.T) {
	p := rakingBallots(map[[2]string]int64{
		{"Government", "Africa"}: 10, {"Government", "Europe"}: 40, {"Civil Society", "Africa"}: 30, {"Civil Society", "Europe"}: 20,
	})
	k := p.rank(t, func(o *Options) { o.Weights = Raked }).Raking
	if !k.Converged || len(k.EmptyCells) != 0 {
		t.Fatalf("%+v", k)
	}
	for _, m := range k.Margins {
		if math.Abs(m.Target-.5) > 1e-12 || math.Abs(m.Reached-.5) > 1e-8 {
			t.Errorf("%s %s: reached %v of %v", m.Dimension, m.Value, m.Reached, m.Target)
		}
	}
	// Government only in Europe, civil society only in Africa: margins that
	// differ cannot be reached, and the empty cells are named.
	p = rakingBallots(map[[2]string]int64{{"Government", "Europe"}: 10, {"Civil Society", "Africa"}: 10})
	res := p.rank(t, func(o *Options) {
		o.Weights = Raked
		o.RegionShares = map[string]planner.Ratio{"Europe": planner.Percent(80), "Africa": planner.Percent(20)}
	})
	if res.Raking.Converged || len(res.Raking.EmptyCells) != 2 {
		t.Errorf("%+v", res.Raking)
	}
	if codes := findingCodes(res); !strings.Contains(codes, "raking-not-converged") || !strings.Contains(codes, "raking-empty-cell") {
		t.Errorf("not told: %s", codes)
	}
}

func organisations() profileText {
	p := profileText{issuesNamed("A", "B", "C"), planner.NewBallots(3)}
	add := func(org string, marks ...planner.Mark) {
		p.ballots.Add(planner.Ballot{Organisation: org, Kind: planner.Ranking, Marks: marks})
	}
	add("Large", 1, 2, 3)
	add("Large", 1, 2, 3)
	add("Large", 2, 1, 3)
	add("Small", 3, 1, 2)
	add("", 3, 2, 1)
	return p
}

func TestOneVotePerOrganisation(t *testing.T) {
	p := organisations()
	res := p.rank(t, func(o *Options) { o.Weights = ByOrganisation })
	if res.Pairwise.Total.String() != "3" || res.Pairwise.Weights[0][1].String() != "2/3" {
		t.Errorf("A over B: %s of %s, want 2/3 of 3", res.Pairwise.Weights[0][1], res.Pairwise.Total)
	}
	// Two-stage: Large has 5, 4, 0 strict wins, so its one ballot is A > B > C.
	res = p.rank(t, func(o *Options) { o.Weights = ByOrganisationTwoStage })
	if res.Ballots != 3 || res.Pairwise.Weights[0][1].String() != "1" || res.Weights != "organisation-two-stage" {
		t.Errorf("%d ballots, A over B %s", res.Ballots, res.Pairwise.Weights[0][1])
	}
}

func TestLabelsThatLookAlike(t *testing.T) {
	p := profileText{issuesNamed("A", "B"), planner.NewBallots(2)}
	for _, org := range []string{"NVIDIA", "NVIDIA", "Nvidia", "Station 1", "Station 2", "Amazon", "Amazom"} {
		p.ballots.Add(planner.Ballot{Organisation: org, Kind: planner.Ranking, Marks: []planner.Mark{1, 2}})
	}
	opts := DefaultOptions()
	opts.Weights = ByOrganisation
	_, err := Rank(t.Context(), p.issues, p.ballots, opts)
	var alike *AlikeError
	if !errors.As(err, &alike) || len(alike.Pairs) != 2 {
		t.Fatalf("want two pairs, got %v", err)
	}
	if got := alike.Pairs[0]; got.A != "NVIDIA" || got.B != "Nvidia" || got.BallotsA != 2 || got.BallotsB != 1 {
		t.Errorf("%+v", got)
	}
	for mode, want := range map[Alike]string{MergeAlike: "4", KeepAlike: "6"} {
		res := p.rank(t, func(o *Options) { o.Weights, o.Alike = ByOrganisation, mode })
		if res.Pairwise.Total.String() != want {
			t.Errorf("%s: %s organisations, want %s", mode, res.Pairwise.Total, want)
		}
	}
	// Heads do not depend on groups: there it is a warning.
	q := parsePref([]string{"A", "B"}, "[Civil Society] A > B\n[civil  society] B > A")
	if res := q.rank(t, func(o *Options) { o.Weights = ByHeads }); !strings.Contains(findingCodes(res), "labels-alike") {
		t.Errorf("no warning: %s", findingCodes(res))
	}
	if _, err := Rank(t.Context(), q.issues, q.ballots, DefaultOptions()); !errors.As(err, &alike) {
		t.Errorf("groups: %v", err)
	}
}

func TestDuplicatesAndStrangers(t *testing.T) {
	p := profileText{issuesNamed("A", "B"), planner.NewBallots(2)}
	a, b := []planner.Mark{1, 2}, []planner.Mark{2, 1}
	add := func(voter string, marks []planner.Mark, time int64) {
		p.ballots.Add(planner.Ballot{Voter: voter, Kind: planner.Ranking, Marks: marks, Time: time, Where: planner.Ref{Cell: fmt.Sprint("A", p.ballots.Len()+2)}})
	}
	add("Ann", a, 20)
	add("ANN", b, 10)          // earlier by the clock
	add("Bob", a, 0)           // no times: the last row counts
	add("bob", b, 0)           //
	add("Ärger", a, 0)         //
	add("ärger", blanks(2), 0) // withdrew: an abstention
	add("Eve", a, 0)           // not in the roster
	add("", a, 0)              // anonymous
	add("anonymous", a, 0)
	add("Anonymous", a, 0)
	voters := []string{"ann", "Bob ", "Ärger"}
	res := p.rank(t, func(o *Options) { o.Voters = voters })
	if res.Ballots != 6 || res.Replaced != 3 || res.Abstain != 1 || res.NotInRoster != 1 || res.Excluded != 0 {
		t.Errorf("%d counted, %d replaced, %d abstained, %d strangers, %d excluded", res.Ballots, res.Replaced, res.Abstain, res.NotInRoster, res.Excluded)
	}
	if res.Pairwise.Weights[0][1].String() != "5" {
		t.Errorf("A over B: %s, want 5", res.Pairwise.Weights[0][1])
	}
	var states []string
	for _, row := range res.Audit {
		states = append(states, row.Status)
	}
	if got := strings.Join(states, ","); got != "counted,replaced,replaced,counted,replaced,abstention,counted,counted,counted,counted" {
		t.Errorf("audit: %s", got)
	}
	res = p.rank(t, func(o *Options) { o.Voters, o.Strangers = voters, "exclude" })
	if res.Ballots != 5 || res.Excluded != 1 {
		t.Errorf("%d counted, %d excluded", res.Ballots, res.Excluded)
	}
}

func TestScores(t *testing.T) {
	p := profileText{issuesNamed("A", "B"), planner.NewBallots(2)}
	p.ballots.Scale = planner.Scale{Min: 1, Max: 5}
	for _, m := range [][]planner.Mark{{5, 3}, {4, planner.Blank}, {planner.Blank, 2}} {
		p.ballots.Add(planner.Ballot{Kind: planner.Score, Marks: m})
	}
	res := p.rank(t, nil)
	// A: mean 4.5 of two answers, B: 2.5 of two; blanks are not zero. The third ballot
	// stands in at 3.5, the mean of all four answers: A (5 + 4 + 3.5)/3.
	if got := exactOf(t, res, "A"); got != "475/6" || res.Issues[0].Answers != 2 || *res.Issues[0].SupportRaw != 87.5 {
		t.Errorf("support of A %s of %d answers, want 475/6 of 2", got, res.Issues[0].Answers)
	}
	sc := res.Rules["score"].Scores
	a, b := sc["A"], sc["B"]
	if a.String() != "9/2" || b.String() != "5/2" {
		t.Errorf("means %s and %s", a, b)
	}
	if st := res.Issues[0].Score; st.N != 2 || st.SD != .5 {
		t.Errorf("%+v", st)
	}
	if ap := res.Rules["approval"]; ap.Notes[0].Approvals[0].From.String() != "4" {
		t.Errorf("approval: %+v", ap.Notes)
	}
	p.ballots.Scale = planner.Scale{}
	if res := p.rank(t, nil); !strings.Contains(findingCodes(res), "scale-not-declared") {
		t.Error("an undeclared scale is not told")
	}
}

func TestPoints(t *testing.T) {
	p := profileText{issuesNamed("A", "B"), planner.NewBallots(2)}
	p.ballots.Add(planner.Ballot{Kind: planner.Points, Marks: []planner.Mark{70, 30}})
	p.ballots.Add(planner.Ballot{Kind: planner.Points, Marks: []planner.Mark{10, planner.Blank}})
	res := p.rank(t, nil)
	if got := exactOf(t, res, "A"); got != "85" { // (70 % + 100 %)/2
		t.Errorf("support of A %s, want 85", got)
	}
	if len(res.Omitted) == 0 || res.Rules["score"].Levels != nil {
		t.Error("points were turned into scores")
	}
}

func TestHum(t *testing.T) {
	p := profileText{issuesNamed("A", "B", "C", "D"), planner.NewBallots(4)}
	hum := func(group string, n int64, marks ...planner.Mark) {
		p.ballots.Add(planner.Ballot{Group: group, Kind: planner.Hum, Marks: marks, Count: n})
	}
	hum("Government", 8, 1, 1, 1, planner.Blank)
	hum("Government", 2, 0, -1, 1, planner.Blank)
	hum("Civil Society", 9, 1, 1, -1, planner.Blank)
	hum("Civil Society", 1, 1, 1, 1, planner.Blank)
	res := p.rank(t, nil)
	want := map[string]string{"A": "consensus", "B": "rough consensus", "C": "divided", "D": "no answers"}
	for _, i := range res.Issues {
		if i.Hum.Reading != want[i.ID] {
			t.Errorf("%s: %s, want %s (%+v)", i.ID, i.Hum.Reading, want[i.ID], i.Hum.Groups)
		}
	}
	// D was answered by nobody: it is below nothing.
	for b := range 4 {
		if res.Pairwise.Weights[b][3].String() != "0" {
			t.Errorf("an unanswered issue is placed below %s", res.Pairwise.Issues[b])
		}
	}
	if res.Agreement.Thresholds == nil || res.Agreement.Thresholds.ConsensusFor != 80 {
		t.Errorf("thresholds are not stated: %+v", res.Agreement.Thresholds)
	}
}
