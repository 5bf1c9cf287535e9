package ranking

import (
	"testing"

	"roundtable/planner"
)

// TestWeightedElection is one election worked out on paper. Government has four
// ballots, Civil Society two, one of them of weight 3/2. The groups count the same,
// so each holds half of the weight of 6½: a ballot of Government weighs 13/4/4 =
// 13/16, one of Civil Society 13/4/(5/2) = 13/10 times its own weight.
func TestWeightedElection(t *testing.T) {
	p := parsePref([]string{"A", "B", "C"}, "4: [Government] A > B > C\n[Civil Society] C > B > A")
	p.ballots.Add(planner.Ballot{
		Group: "Civil Society", Kind: planner.Ranking, Marks: []planner.Mark{2, 1, planner.Blank}, Count: 1,
		Weight: planner.Ratio{Num: 3, Den: 2},
	})
	res := p.rank(t, nil)
	// The two ballots of Civil Society weigh 13/10 and 39/20.
	for pair, want := range map[[2]int]string{
		{0, 1}: "13/4", {1, 0}: "13/4", {0, 2}: "26/5", {2, 0}: "13/10", {1, 2}: "26/5", {2, 1}: "13/10",
	} {
		if got := res.Pairwise.Weights[pair[0]][pair[1]]; got.String() != want {
			t.Errorf("%s over %s: %s, want %s", letters[pair[0]], letters[pair[1]], got, want)
		}
	}
	// A: Government 100, Civil Society (0·2 + 50·3)/5 = 30; B: 50 and
	// (50·2 + 100·3)/5 = 80; C: 0 and (100·2)/5 = 40.
	for id, want := range map[string]string{"A": "65", "B": "65", "C": "20"} {
		if got := exactOf(t, res, id); got != want {
			t.Errorf("support of %s: %s, want %s", id, got, want)
		}
	}
	// A and B tie in support, head to head, and in groups that put them first; the
	// lowest group of A is 30, of B 50.
	if len(res.TieBreaks) != 1 {
		t.Fatalf("%d tie-breaks", len(res.TieBreaks))
	}
	step := res.TieBreaks[0].Steps[0]
	if step.Rule != "lowest group support" || step.Above != "B" || step.AboveValue != "50.00" || step.BelowValue != "30.00" {
		t.Errorf("%+v", step)
	}
	if res.Firmness.Verdict != Tied || res.EffectiveBallots <= 5 || res.EffectiveBallots >= 6 {
		t.Errorf("verdict %q, %v effective ballots", res.Firmness.Verdict, res.EffectiveBallots)
	}
}

// TestAcrossGroups: what groups have in common, on paper. Of the groups' own supports,
// Government gives A, B, C 100, 50, 0 and Civil Society 25, 75, 50.
func TestAcrossGroups(t *testing.T) {
	res := parsePref([]string{"A", "B", "C"}, `
		2: [Government] A > B > C
		[Civil Society] C > B > A
		[Civil Society] B > A > C`).rank(t, nil)
	row := res.Issues[0]
	if row.ID != "A" || row.SupportExact.String() != "125/2" {
		t.Fatalf("%+v", res.Issues)
	}
	same(t, "support of A", row.GroupExact, map[string]string{"Government": "100", "Civil Society": "25"})
	same(t, "ranks of A", row.GroupRank, map[string]int{"Government": 1, "Civil Society": 3})
	same(t, "common ground", []any{row.CommonGround, row.LowestGroup}, []any{.25, "Civil Society"})
	same(t, "disagreement", []float64{*row.Disagreement, *row.SupportRange}, []float64{.375, .75})
	// Above B, A has 2; below, ½. Above C 5/3, below 0. (3/2 + 5/3)/2.
	same(t, "divisiveness", row.DivisivenessBorda, "19/12")
	// Ranks A, B, C and B, C, A: one pair of three the same way round; the sums are 4, 3, 5.
	if tau := res.Agreement.TauB[0]; *tau.Tau < -.3334 || *tau.Tau > -.3333 || res.Agreement.WExact.String() != "1/4" {
		t.Errorf("tau-b %v, W %s", *tau.Tau, res.Agreement.WExact)
	}
}
