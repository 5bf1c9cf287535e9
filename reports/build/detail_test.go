package build

import (
	"math/big"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
	"roundtable/testdata/sample"
)

// detailed adds to the fixture what the packages find out beyond the order
// itself: how firm it is, an agenda, agreement, the ballots, explanations.
func detailed() brief.Input {
	in := FixtureInput()
	r := in.Ranking
	ids := make([]string, len(r.Issues))
	for i := range r.Issues {
		ids[i] = r.Issues[i].ID
	}
	r.Firmness = ranking.Firmness{
		Verdict: ranking.DependsOnWeights, Reasons: []ranking.Verdict{ranking.DependsOnWeights}, First: ids[:1], FirstHeads: ids[1:2], FirstOther: ids[:1],
		LeaveOneOut: ranking.LeaveOut{First: 2, Of: 42},
		Margins: []ranking.Margin{
			{Above: ids[0], Below: ids[1], Gap: planner.ExactOf(big.NewRat(6, 1)), People: 5},
			{Above: ids[1], Below: ids[2], People: 0},
			{Above: ids[2], Below: ids[3], People: -1},
		},
		Bootstrap: ranking.Bootstrap{Method: "refused", Why: ranking.FewInGroup, TooFew: []string{planner.Government}},
	}
	r.Cycle = []string{"Q1", "Q2", "Q3"}
	r.Replaced, r.NoGroup, r.DesignEffect, r.EffectiveBallots = 1, 2, 1.6, 26.3
	r.Raking = &ranking.Raking{Sweeps: 12, Converged: true}
	r.Omitted = []ranking.Omitted{{Rule: "score", Why: ranking.NeedsScores}}
	r.TieBreaks = []ranking.TieBreak{{Issues: ids[1:3], Steps: []ranking.TieStep{{
		Rule: "head-to-head", Above: ids[1],
		Below: ids[2], AboveValue: "22", BelowValue: "20",
	}}}}
	r.Issues[3].Split = &ranking.Split{Top: []string{planner.Government}, Bottom: []string{planner.PrivateSector}}
	for i := range r.Issues {
		r.Issues[i].RankOther = r.Issues[i].Rank
		d := 0.1 * float64(i%4)
		r.Issues[i].Divisiveness = &d
	}
	w, tau := 0.64, 0.3
	r.Agreement = &ranking.Agreement{W: &w, TauB: []ranking.PairTau{{
		A: planner.Government, B: planner.PrivateSector,
		Tau: &tau,
	}, {A: planner.CivilSociety, B: planner.Government}}}
	r.Groups[0].Representative = []ranking.Representative{{Issue: ids[2], Ratio: 2.4}}
	r.Agenda = &ranking.Agenda{
		Rule: "equal-shares", K: 3, Issues: ids[:3], Completion: "phragmen", BeforeCompletion: ids[:2],
		Approvals:   []ranking.Approval{{Kind: "ranking", First: 3}},
		Certificate: ranking.Certificate{JR: true}, TopK: []string{ids[0], ids[1], ids[4]}, Added: ids[2:3],
		Removed: ids[4:5],
		Budget: []ranking.GroupBudget{{
			Group: planner.Government, Places: planner.ExactOf(big.NewRat(1, 1)), Represented: 0.8,
			Average: 1.4, First: ids[:1], FirstIn: true,
		}},
		Others: []ranking.AgendaOther{{Rule: "phragmen", Issues: ids[:3], Certificate: ranking.Certificate{
			JR:      true,
			EJRPlus: true,
		}}},
	}
	r.Audit = []ranking.AuditRow{
		{
			Where: planner.Ref{File: "votes.csv", Cell: "line 2"}, Voter: "P001", Group: planner.Government,
			Kind: "ranking", Status: "counted", Count: 1, Weight: planner.ExactOf(big.NewRat(1, 1)), Ranking: [][]string{
				{"Q1"},
				{"Q2", "Q3"},
			},
		},
		{
			Where: planner.Ref{File: "votes.csv", Cell: "line 3"}, Voter: "P002", Kind: "ranking",
			Status: "abstention", Count: 1,
		},
	}
	r.Warnings = []planner.Finding{
		{Severity: planner.Warning, Code: "group-blank", Args: map[string]any{"group": planner.Government}},
		{
			Severity: planner.Warning, Code: "blanks-decide-rule", Args: map[string]any{
				"rules": []string{"irv"}, "last": []string{"Q1"}, "ignored": []string{"Q2"},
			},
		},
		{Severity: planner.Note, Code: "divisiveness-left-out"},
	}
	in.Groups.Explanation = &grouping.Explanation{
		People: []grouping.PersonNote{{Person: "P003", Choice: 2, Better: []grouping.Better{{
			Group: "G01", Choice: 1,
			Obstacles: []grouping.Fact{
				{Code: "full", Args: map[string]any{"group": "G01", "n": 12}},
			}, Cost: 20, With: "P004",
		}, {
			Group: "G03", Choice: 1,
			Cost: -1,
		}}}},
		Seats: []grouping.SeatPrice{{Group: "G02", Gain: 38}},
		Targets: []grouping.TargetPrice{
			{
				Target: "stakeholder=" + planner.Government, Group: "G02", Value: planner.Government,
				Price: 60, Missed: 1,
			},
		},
		Withdrawals: []grouping.Withdrawal{{
			Person: "P030", Group: "G02", Hurts: []grouping.Fact{{Code: "short", Args: map[string]any{
				"group": "G02", "n": 1, "dimension": string(planner.Stakeholder), "value": planner.Government,
			}}},
			Replacements: []grouping.Replacement{{Person: "P031", From: "G03", Cost: 12}, {Person: "P032"}},
		}},
	}
	in.Groups.Changes = []grouping.Change{{Person: "P001", From: []string{"G01"}, To: []string{"G02"}}}
	return in
}

func TestBuildDetailGolden(t *testing.T) {
	d := Chair(detailed())
	checkDocument(t, d)
	var rest []reports.Section
	for _, s := range d.Sections {
		switch s.ID {
		case "ranking", "agree", "agenda", "fit", "whatif", "audit":
			rest = append(rest, s)
		}
	}
	sample.Golden(t, "detail.txt", dump(&reports.Document{Title: d.Title, Edition: reports.Chair, Sections: rest}))
}

// Each reason why the first place is not firm is said in its own words, and with none of
// them is it called stable.
func TestFirmnessInWords(t *testing.T) {
	for reason, want := range map[ranking.Verdict]string{
		ranking.Tied:             " share the first place",
		ranking.DependsOnWeights: "The first place depends on the weighting: if every ballot counted the same, it would go to Q7",
		ranking.DependsOnBlanks:  "if issues left blank took part in no comparison, it would go to Q",
		ranking.DependsOnRule:    "Counting rules that put Q9 first: 3 of 4. The other: Q7 and Q9 tied by one-to-one comparisons (Copeland).",
		ranking.DependsOnFew:     "Leaving out any one of 2 particular ballots, Q7 “A place where engineers",
		ranking.NotKnown:         "How sure the order is cannot be told: too few ballots stand for Technical Community",
	} {
		in := detailed()
		f := &in.Ranking.Firmness
		f.Verdict, f.Reasons = reason, []ranking.Verdict{reason}
		f.Bootstrap.Nothing, f.Bootstrap.TooFew = true, []string{planner.TechnicalCommunity}
		f.FirstHeads, f.FirstOther, f.LeaveOneOut.FirstTo = []string{"Q7"}, []string{"Q7"}, []string{"Q7"}
		if reason == ranking.Tied {
			in.Ranking.Issues[1].Rank = 1
		}
		got := said(in, "ranking")
		if !strings.Contains(got, want) || strings.Contains(got, "stable") {
			t.Errorf("%s: %s", reason, got)
		}
		if got := said(in, "ranking"); strings.Contains(got, "the first place would hardly change") {
			t.Errorf("%s: a group is too small, %s", reason, got)
		}
		f.FirmTop, f.Bootstrap = &ranking.FirmTop{K: 1}, ranking.Bootstrap{Method: "bootstrap"}
		if reason == ranking.NotKnown {
			continue
		}
		if got := said(in, "ranking"); strings.Contains(got, "stable") ||
			!strings.Contains(got, "Had other people like these voted, the first place would hardly change.") {
			t.Errorf("%s: %s", reason, got)
		}
	}
}

// said is everything that a section of the chair's report says.
func said(in brief.Input, id string) string {
	return strings.Join(textsOf(section(Chair(in, id), id)), "\n")
}

func TestHumSection(t *testing.T) {
	in := detailed()
	in.Hums = &ranking.Hums{Thresholds: ranking.HumThresholds{ConsensusFor: 80, MinAnswers: 3}}
	count := func(n int) planner.Sound { return planner.Sound{Noted: true, Counted: true, Level: int64(n)} }
	for i := range in.Ranking.Issues {
		is := &in.Ranking.Issues[i]
		is.Hum = &ranking.HumReading{Reading: []string{"consensus", "rough consensus", "divided"}[i%3]}
		in.Hums.Issues = append(in.Hums.Issues, ranking.HumIssue{
			ID: is.ID, Name: is.Name, Reading: is.Hum.Reading, Parts: []ranking.HumPart{
				{Group: planner.Government, For: count(i), Neutral: count(1), Against: count(2), Reading: "divided"},
				{Group: planner.CivilSociety, For: count(4), Against: count(i), Reading: "rough consensus"},
			},
		})
	}
	d := Chair(in)
	checkDocument(t, d)
	s := section(d, "hums")
	if s == nil || !strings.HasPrefix(s.Lead, "Of 11 questions, 4 read as consensus and 4 as rough consensus") {
		t.Fatalf("section %+v", s)
	}
	in.Ranking.Kinds = []ranking.KindCount{{Kind: "hum", Ballots: 42}}
	in.Hums.Issues[1].Reading, in.Hums.Issues[1].Silent = "cannot tell", []string{planner.Government}
	in.Ranking.Issues[1].Hum.Reading = "cannot tell"
	in.Ranking.Issues[0].Answers, in.Ranking.Issues[0].UnansweredBy = 2, []string{planner.Government}
	d = Chair(in)
	for id, want := range map[string]string{
		"ranking": "There is no agreement for want of answers on Q7.\nIn the order of the mean answer Q9 “Which " +
			"problems come first” comes first (every stakeholder group that answered counts the same).\nOnly 2 of 42 ballots say anything of Q9, and none of Government.",
		"hums": ": nobody of Government hummed.",
	} {
		got := strings.ReplaceAll(strings.Join(textsOf(section(d, id)), "\n"), "\n\n", "\n")
		if !strings.Contains(got, want) || strings.Contains(got, "counting rule") {
			t.Errorf("%s: %s", id, got)
		}
	}
	if table, ok := d.Table("hums"); !ok || len(table.Rows) != 22 || table.Rows[3][2].Number != 4 ||
		table.Columns[2].Title != "For" {
		t.Errorf("table %+v", table)
	}
	for _, block := range section(d, "hums").Blocks {
		if c, ok := block.(reports.Chart); ok && (len(c.Categories) != 11 || c.Series[0].Values[1] != 5) {
			t.Errorf("chart %+v", c)
		}
	}
}

// What is sure of the order is one sentence, true for the case at hand.
func TestFirmTopInWords(t *testing.T) {
	for want, f := range map[string]ranking.FirmTop{
		"Had other people like these voted, the first place would hardly change.": {K: 1},
		"Q9, Q7, Q6 and Q10 are, as a set, ahead of the rest whichever way one":   {K: 4},
		"Last however one counts: Q11 and Q8.":                                    {K: 9},
		"Nothing in the order is firm":                                            {K: 11},
		"but not by instant runoff":                                               {K: 2, Against: []string{"irv"}},
		"Leaving out any one of 3 particular ballots would change that":           {K: 3, SingleBallots: 3},
	} {
		in := detailed()
		in.Ranking.Firmness.Verdict, in.Ranking.Firmness.FirmTop = ranking.TooClose, &f
		in.Ranking.Firmness.Reasons, in.Ranking.Firmness.Bootstrap.Why = nil, ""
		if got := said(in, "ranking"); !strings.Contains(got, want) {
			t.Errorf("%d: %s", f.K, got)
		}
	}
	// Stable is what was proved so: with a group too small to draw other voters from, or
	// rules that hang on blanks, it is said what is known in its place.
	in := detailed()
	f, blanks := &in.Ranking.Firmness, in.Ranking.Warnings
	f.Verdict, f.FirmTop, f.Victory = ranking.Stable, &ranking.FirmTop{K: 1}, &ranking.Victory{People: 4, To: "Q7"}
	for _, tc := range []struct {
		why      string
		warnings []planner.Finding
		want     string
	}{
		{"", nil, "The first place is stable: it would hardly change had other people"},
		{"few-in-group", nil, "What other voters would change cannot be told: fewer than five ballots are of Government."},
		{"few-in-group", nil, "4 ballots, filled in otherwise, would put Q7"},
		{"", blanks, "Leaving blanks out, 1 of 4 counting rules puts Q2 first."},
	} {
		f.Bootstrap.Why, in.Ranking.Warnings = tc.why, tc.warnings
		got := said(in, "ranking")
		if proved := tc.why == "" && tc.warnings == nil; !strings.Contains(got, tc.want) ||
			strings.Contains(got, "is stable") != proved {
			t.Errorf("%+v: %s", tc, got)
		}
	}
}

// The figure behind the order is called what it is.
func TestScaleInWords(t *testing.T) {
	for kind, want := range map[string]string{
		"ranking": "mean place", "approval": "approve", "score": "highest score", "points": "per cent",
		"hum": "against 0", "mixed": "several kinds",
	} {
		in := detailed()
		in.Ranking.Kinds = []ranking.KindCount{{Kind: kind}}
		if kind == "mixed" {
			in.Ranking.Kinds = []ranking.KindCount{{Kind: "ranking"}, {Kind: "approval"}}
		}
		means := messages.English().Say("scale-means."+kind, nil)
		if got := said(in, "ranking"); !strings.Contains(means, want) || !strings.Contains(got, means) {
			t.Errorf("%s: %s", kind, got)
		}
	}
}

// A group that says nothing of an issue neither supports nor agrees.
func TestUnansweredInWords(t *testing.T) {
	in := detailed()
	is := &in.Ranking.Issues[0]
	is.UnansweredBy = []string{planner.Government}
	in.Ranking.Kinds = []ranking.KindCount{{Kind: "ranking"}}
	if got := said(in, "agree"); !strings.Contains(got, "Left out, because a group says nothing of it (“not listed”): "+is.ID) {
		t.Error(got)
	}
	for _, name := range chartOf(t, Chair(in), "chart-agree").Categories {
		if strings.HasPrefix(name, is.ID+" ") {
			t.Errorf("%s has common ground without Government", is.ID)
		}
	}
}
