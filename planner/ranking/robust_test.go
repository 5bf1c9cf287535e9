package ranking

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"runtime"
	"strings"
	"testing"

	"roundtable/planner"
)

func TestNothingToCount(t *testing.T) {
	for m := range 3 {
		for _, b := range []*planner.Ballots{nil, planner.NewBallots(m)} {
			if m > 0 && b != nil {
				b.Add(planner.Ballot{Voter: "V1", Kind: planner.Ranking, Marks: blanks(m)})
			}
			res, err := Rank(t.Context(), issuesNamed(letters[:m]...), b, DefaultOptions())
			if err != nil {
				t.Fatal(err)
			}
			if res.Ballots != 0 || res.Firmness.Verdict != NoVerdict || !strings.Contains(findingCodes(res), "no-ballots") {
				t.Errorf("%d issues: %d ballots, verdict %q, %s", m, res.Ballots, res.Firmness.Verdict, findingCodes(res))
			}
			if _, err := json.Marshal(res); err != nil {
				t.Error(err)
			}
		}
	}
	one := parsePref([]string{"A"}, "3: A").rank(t, func(o *Options) { o.AgendaK, o.Bootstrap = 1, 100 })
	if one.Issues[0].Support != 100 || one.CondorcetWinner != "A" || one.Agenda.Issues[0] != "A" {
		t.Errorf("a single issue: %+v", one.Issues[0])
	}
}

func TestIntervalsRefused(t *testing.T) {
	p := parsePref([]string{"A", "B"}, "12: [Government] A > B\n4: [Civil Society] B > A")
	res := p.rank(t, func(o *Options) { o.Bootstrap = 100 })
	b := res.Firmness.Bootstrap
	if b.Method != "refused" || len(b.TooFew) != 1 || b.TooFew[0] != "Civil Society" || res.Issues[0].RankInterval != nil || res.Issues[0].PFirst != nil {
		t.Errorf("%+v", b)
	}
}

// Of 100 ballots with 60 for A, drawn anew, the number for A is binomial: 2.5 % of draws have
// at most 50, and 97.5 % at most 69 (0.9752 by the binomial distribution, so that 70 may come
// out of a sample).
func TestSupportInterval(t *testing.T) {
	res := parsePref([]string{"A", "B"}, "60: A > B\n40: B > A").rank(t, func(o *Options) {
		o.Weights, o.Bootstrap = "heads", 20_000
	})
	a, b := res.Issues[0].SupportInterval, res.Issues[1].SupportInterval
	if len(a) != 2 || a[0] != 50 || a[1] < 69 || a[1] > 70 {
		t.Errorf("A: %v, want 50 to 69", a)
	}
	if len(b) != 2 || math.Abs(a[0]+b[1]-100) > 1 || math.Abs(a[1]+b[0]-100) > 1 {
		t.Errorf("B: %v beside %v for A", b, a)
	}
}

func TestOptionsChecked(t *testing.T) {
	opts := DefaultOptions()
	opts.Weights, opts.Unranked, opts.AgendaRule, opts.AgendaK = "people", "first", "bordo", 9
	_, err := Rank(t.Context(), issuesNamed("A", "B"), nil, opts)
	if !errors.Is(err, ErrOptions) {
		t.Fatal(err)
	}
	for _, want := range []string{`"people"`, `"first"`, `"bordo"`, "an agenda of 9 issues"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s is missing from:\n%v", want, err)
		}
	}
	if _, err := Rank(t.Context(), issuesNamed("A"), planner.NewBallots(2), DefaultOptions()); !errors.Is(err, ErrOptions) {
		t.Errorf("wrong number of issues: %v", err)
	}
	opts = DefaultOptions()
	opts.Weights = ByGroups
	res, err := Rank(t.Context(), issuesNamed("A", "B"), parsePref([]string{"A", "B"}, "A > B").ballots, opts)
	if err != nil || res.Weights != "heads" || res.Warnings[0].Code != "weights-no-groups" {
		t.Errorf("groups without groups: %v, %+v", err, res)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p := parsePref([]string{"A", "B"}, "A > B")
	if _, err := Rank(ctx, p.issues, p.ballots, DefaultOptions()); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestMarksWithoutMeaning(t *testing.T) {
	for kind, mark := range map[planner.BallotKind]planner.Mark{
		planner.Ranking: 0, planner.Approval: 2, planner.Hum: 3, planner.Score: 6, planner.Points: -1,
	} {
		b := planner.NewBallots(2)
		b.Scale = planner.Scale{Min: 1, Max: 5}
		b.Add(planner.Ballot{Voter: "V7", Kind: kind, Marks: []planner.Mark{1, mark}, Where: planner.Ref{File: "votes.csv", Cell: "C9"}})
		_, err := Rank(t.Context(), issuesNamed("A", "B"), b, DefaultOptions())
		if !errors.Is(err, ErrBallots) || !strings.Contains(err.Error(), "votes.csv C9 V7 marks B with") {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// TestVerdicts: the first place of each election depends on one thing.
func TestVerdicts(t *testing.T) {
	for want, text := range map[Verdict]string{
		Stable:           "20: A > B > C\n5: B > A > C",
		Tied:             "3: A > B > C\n3: B > A > C",
		DependsOnWeights: "30: [Government] A > B > C\n10: [Civil Society] B > C > A",
		DependsOnBlanks:  "6: A\n5: B > A > C",
		DependsOnFew:     "5: A > B\n4: B > A",
		TooClose:         "40: A > B > C\n36: B > A > C",
		NotKnown:         "20: [Government] A > B > C\n2: [Civil Society] A > C > B",
	} {
		names := []string{"A", "B", "C"}
		if want == DependsOnFew {
			names = names[:2]
		}
		res := parsePref(names, text).rank(t, func(o *Options) { o.Bootstrap = 500 })
		if res.Firmness.Verdict != want {
			t.Errorf("%q: verdict %q %v (first %v, other %v)", want, res.Firmness.Verdict, res.Firmness.Reasons, res.Firmness.First, res.Firmness.FirstOther)
		}
	}
}

// TestSameBytes: the number of processors changes nothing.
func TestSameBytes(t *testing.T) {
	p := generate(20_000, 12)
	var want string
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, procs := range []int{1, 2, 7} {
		runtime.GOMAXPROCS(procs)
		res := p.rank(t, func(o *Options) { o.Bootstrap, o.AgendaK = 200, 4 })
		data, err := json.Marshal(res)
		if err != nil {
			t.Fatal(err)
		}
		if want == "" {
			want = string(data)
		}
		if string(data) != want {
			t.Errorf("%d processors give another result", procs)
		}
	}
}

// TestNoWeightAtAll: ballots that all weigh nothing are as good as none.
func TestNoWeightAtAll(t *testing.T) {
	for _, mode := range []WeightMode{ByGroups, ByHeads, ByOrganisation, ByOrganisationTwoStage} {
		b := planner.NewBallots(2)
		for range 12 {
			b.Add(planner.Ballot{Group: "IGO", Marks: []planner.Mark{1, 2}, Weight: planner.Ratio{Den: 1}})
		}
		opts := DefaultOptions()
		opts.Weights, opts.AgendaK = mode, 1
		res, err := Rank(t.Context(), issuesNamed("A", "B"), b, opts)
		if err != nil {
			t.Fatal(err)
		}
		nothing := res.Firmness.Verdict == NoVerdict && strings.Contains(findingCodes(res), "no-ballots")
		if own := mode == ByOrganisation; nothing == own { // there each ballot stands for itself
			t.Errorf("%q: verdict %q, %s", mode, res.Firmness.Verdict, findingCodes(res))
		}
	}
}

// TestWeightless has one voter whose weight the two-way weighting drives to zero
// and who alone graded B: nobody who counts has said anything about it.
func TestWeightless(t *testing.T) {
	b := planner.NewBallots(2)
	b.Scale = planner.Scale{Min: 1, Max: 5}
	for _, v := range []struct {
		group, region string
		marks         []planner.Mark
	}{
		{"Business", "Africa", []planner.Mark{5, planner.Blank}},
		{"Business", "Asia", []planner.Mark{3, planner.Blank}},
		{"Business", "Europe", []planner.Mark{1, 4}},
		{"Government", "Europe", []planner.Mark{2, planner.Blank}},
	} {
		b.Add(planner.Ballot{Kind: planner.Score, Group: v.group, Region: v.region, Marks: v.marks, Count: 1})
	}
	opts := DefaultOptions()
	opts.Weights, opts.AgendaK = Raked, 1
	for _, rule := range AgendaRuleNames() {
		opts.AgendaRule = rule
		res, err := Rank(t.Context(), issuesNamed("A", "B"), b, opts)
		if err != nil {
			t.Fatal(err)
		}
		if res.Raking.Converged {
			t.Fatal("the targets can be reached after all")
		}
		if got := res.Rules["majority_judgement"]; len(got.Scores) != 1 || len(got.Levels) != 2 || got.Levels[0][0] != "A" {
			t.Errorf("majority judgement: %+v", got)
		}
	}
}
