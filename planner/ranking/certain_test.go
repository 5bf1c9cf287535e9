package ranking

import (
	"math/big"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/exact"
)

// drawAnswers makes scores or hums that leave issues unanswered, in two groups.
func drawAnswers(t *rapid.T, m, most int) []planner.Ballot {
	kind := rapid.SampledFrom([]planner.BallotKind{planner.Score, planner.Hum}).Draw(t, "kind")
	var out []planner.Ballot
	for range rapid.IntRange(1, most).Draw(t, "ballots") {
		b := planner.Ballot{
			Group: rapid.SampledFrom([]string{"Government", "Private Sector"}).Draw(t, "group"),
			Kind:  kind, Count: 1, Marks: blanks(m),
		}
		for a := range b.Marks {
			if rapid.Bool().Draw(t, "answers") {
				b.Marks[a] = planner.Mark(rapid.IntRange(-1, 1).Draw(t, "mark"))
			}
		}
		out = append(out, b)
	}
	return out
}

// steadyByHand is the support of an issue worked out answer by answer, and of the
// answers alone; nil where nobody answers.
func steadyByHand(ballots []planner.Ballot, a int, least int64, grouped bool) (support, raw *big.Rat) {
	groups := map[string][]planner.Ballot{}
	for _, b := range ballots {
		if !b.IsBlank() {
			g := b.Group
			if !grouped {
				g = ""
			}
			groups[g] = append(groups[g], b)
		}
	}
	support, raw = new(big.Rat), new(big.Rat)
	said, asked := int64(0), int64(0)
	for _, members := range groups {
		var sum, n, all, answers int64
		for _, b := range members {
			for c, mark := range b.Marks {
				if mark == planner.Blank {
					continue
				}
				all += int64(mark) + 1
				answers++
				if c == a {
					sum += int64(mark) + 1
					n++
				}
			}
		}
		q := min(least, int64(len(members))-n)
		if n+q == 0 {
			continue
		}
		said++
		top := big.NewRat(all*q, answers)
		top.Add(top, exact.Int(sum))
		support.Add(support, top.Quo(top, exact.Int(2*(n+q))))
		if n > 0 {
			asked++
			raw.Add(raw, big.NewRat(sum, 2*n))
		}
	}
	if asked == 0 {
		return nil, nil
	}
	support.Mul(support, big.NewRat(100, said))
	return support, raw.Mul(raw, big.NewRat(100, asked))
}

func scaledList(m int, ballots []planner.Ballot) profileText {
	p := listOf(m, ballots)
	p.ballots.Scale = planner.Scale{Min: -1, Max: 1}
	return p
}

// TestFewAnswersAgainstDefinition: up to MinAnswers of the ballots of a group that leave
// an issue unanswered stand in at the mean of the group's answers.
func TestFewAnswersAgainstDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(1, 4).Draw(t, "issues")
		ballots := drawAnswers(t, m, 9)
		least := rapid.IntRange(0, 4).Draw(t, "least")
		mode := rapid.SampledFrom([]WeightMode{ByGroups, ByHeads}).Draw(t, "weights")
		if !slices.ContainsFunc(ballots, func(b planner.Ballot) bool { return !b.IsBlank() }) {
			return
		}
		res := rankT(t, scaledList(m, ballots), func(o *Options) { o.MinAnswers, o.Weights = least, mode })
		for _, row := range res.Issues {
			a := slices.Index(letters, row.ID)
			want, raw := steadyByHand(ballots, a, int64(least), mode == ByGroups)
			if (row.SupportRaw == nil) != (raw == nil) {
				t.Fatalf("%s: raw %v, want %v", row.ID, row.SupportRaw, raw)
			}
			if raw == nil {
				continue
			}
			if row.SupportExact.Rat().Cmp(want) != 0 {
				t.Fatalf("%s: support %s, want %s", row.ID, row.SupportExact, want.RatString())
			}
			if d := *row.SupportRaw - exact.Float(raw); d < -1e-7 || d > 1e-7 {
				t.Fatalf("%s: raw support %v, want %s", row.ID, *row.SupportRaw, raw.RatString())
			}
			var n int64
			for _, b := range ballots {
				if b.Marks[a] != planner.Blank {
					n++
				}
			}
			if row.Answers != n || row.GroupAnswers["Government"]+row.GroupAnswers["Private Sector"] != n {
				t.Fatalf("%s: %d answers, %v, want %d", row.ID, row.Answers, row.GroupAnswers, n)
			}
		}
	})
}

// TestLoneMarkIsNotFirst: the best mark of one voter, or of a quarter of them, is not
// first before an issue that everybody answered, however near the others are to it; more
// answers are placed by their support, and nothing is set apart where everybody answers or
// answers count as they are.
func TestLoneMarkIsNotFirst(t *testing.T) {
	for _, c := range []struct {
		voters, best int
		apart        bool
	}{{3, 1, true}, {5, 1, true}, {8, 2, true}, {8, 3, false}, {20, 5, true}, {20, 6, false}, {40, 1, true}, {6, 6, false}} {
		var list []planner.Ballot
		for v := range c.voters {
			b := planner.Ballot{Kind: planner.Score, Count: 1, Marks: []planner.Mark{planner.Blank, 0, 0}}
			if b.Marks[1] = planner.Mark(v % 2); v < c.best {
				b.Marks[0] = 1
			}
			list = append(list, b)
		}
		for _, least := range []int{0, 3} {
			res := scaledList(3, list).rank(t, func(o *Options) { o.MinAnswers = least })
			lone := res.Issues[slices.IndexFunc(res.Issues, func(i Issue) bool { return i.ID == "A" })]
			if apart := c.apart && least > 0; lone.FewAnswers != apart || (lone.Rank == 3) != apart {
				t.Errorf("%d of %d, least %d: %+v", c.best, c.voters, least, lone)
			}
			told := slices.ContainsFunc(res.Warnings, func(f planner.Finding) bool { return f.Code == "few-answers" })
			if told != (c.apart && least > 0) {
				t.Errorf("%d of %d, least %d: told %v", c.best, c.voters, least, told)
			}
		}
	}
}

// TestOneScale: two kinds of ballot are read as rankings with ties, so that the first
// place does not come from what a tick is worth. Ten tick B to E, twelve rank A first.
func TestOneScale(t *testing.T) {
	p := parsePref([]string{"A", "B", "C", "D", "E"}, "12: A > B > C > D > E")
	p.ballots.Add(planner.Ballot{Kind: planner.Approval, Count: 10, Marks: []planner.Mark{planner.Blank, 1, 1, 1, 1}})
	res := p.rank(t, nil)
	// A tick for four of five is worth the mean of their places, (4+3+2+1)/4 of 4.
	for id, want := range map[string]string{"A": "600/11", "B": "1525/22", "C": "1225/22", "D": "925/22", "E": "625/22"} {
		if got := exactOf(t, res, id); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
	borda := res.Rules["borda"].Levels
	for i, row := range res.Issues {
		if borda[i][0] != row.ID {
			t.Errorf("place %d: %s by support, %s by Borda", i+1, row.ID, borda[i][0])
		}
	}
	if res.Firmness.Victory != nil {
		t.Errorf("ballots of two kinds, and a margin of victory: %+v", res.Firmness.Victory)
	}
}

// TestFirmTop: what is sure of an order.
func TestFirmTop(t *testing.T) {
	for _, c := range []struct {
		what, text string
		names      string
		k          int // 0: cannot be told
		issues     []string
	}{
		{"clear", "20: A > B > C\n3: B > A > C", "ABC", 1, []string{"A"}},
		{"two ahead of the rest", "20: A > B > C > D\n19: B > A > D > C", "ABCD", 2, []string{"A", "B"}},
		{"nothing", "5: A > B > C\n5: B > C > A\n5: C > A > B", "ABC", 3, []string{"A", "B", "C"}},
		{"weighting decides", "30: [Government] A > B > C\n10: [Civil Society] B > A > C", "ABC", 2, []string{"A", "B"}},
		{"half of the weight on three", "20: [Government] A > B\n3: [Civil Society] A > B", "AB", 0, nil},
		{"a single ballot for a group", "20: [Government] A > B\n[Civil Society] A > B", "AB", 0, nil},
		{"two ballots for a group", "20: [Government] A > B\n20: [IGO] A > B\n2: [Civil Society] A > B", "AB", 1, []string{"A"}},
	} {
		res := parsePref(splitLetters(c.names), c.text).rank(t, func(o *Options) { o.Bootstrap = 500 })
		f := res.Firmness.FirmTop
		switch {
		case c.k == 0 && (f != nil || res.Firmness.Verdict != NotKnown || !res.Firmness.Bootstrap.Nothing):
			t.Errorf("%s: %+v, %s", c.what, f, res.Firmness.Verdict)
		case c.k > 0 && (f == nil || f.K != c.k || !slices.Equal(f.Issues, c.issues) || f.P < .95):
			t.Errorf("%s: %+v", c.what, f)
		}
	}
}

func splitLetters(s string) []string {
	var out []string
	for _, r := range s {
		out = append(out, string(r))
	}
	return out
}

// TestRareIssue: an issue that few list does not turn the headline, under either
// reading of blanks.
func TestRareIssue(t *testing.T) {
	for _, policy := range []Policy{Last, Ignore} {
		p := parsePref([]string{"Access", "AI", "Pet", "Privacy"}, `
			33: [Government] AI > Privacy > Access
			20: [Private Sector] AI > Access > Privacy
			13: [Private Sector] Privacy > AI > Access
			[Government] Pet > AI
			[Private Sector] Pet > AI`)
		f := p.rank(t, func(o *Options) { o.Unranked, o.Bootstrap = policy, 500 }).Firmness
		if f.Verdict != Stable || !slices.Equal(f.First, []string{"AI"}) || !slices.Equal(f.FirstOther, f.First) {
			t.Errorf("%s: %+v", policy, f)
		}
	}
}

// TestRuleDecides: a first place that another counting rule gives to others is not stable,
// and what hardly anybody answered is no other opinion.
func TestRuleDecides(t *testing.T) {
	// Borda puts B first, A is the first choice of most.
	p := parsePref([]string{"A", "B", "C"}, "60: A > B > C\n50: B > C > A")
	f := p.rank(t, func(o *Options) { o.Bootstrap = 500 }).Firmness
	if f.Verdict != DependsOnRule || !slices.Equal(f.First, []string{"B"}) {
		t.Errorf("a majority's first choice is not first: %+v", f)
	}
	// Of scores, the mean of one single 5 is the highest.
	scores := profileText{issuesNamed("X", "Y", "Z"), planner.NewBallots(3)}
	for i, marks := range [][]planner.Mark{{5, 4, 1}, {planner.Blank, 5, 2}, {planner.Blank, 4, 1}} {
		scores.ballots.Add(planner.Ballot{Kind: planner.Score, Count: []int64{1, 20, 9}[i], Marks: marks})
	}
	res := scores.rank(t, func(o *Options) { o.Bootstrap = 500 })
	o := res.Opinions()
	if res.Firmness.Verdict != Stable || !slices.Equal(o.Agreed, []string{"Y"}) || len(o.Rare) != 1 ||
		!slices.Contains(o.Rare[0].Rules, "score") || !slices.Equal(o.Rare[0].Issues, []string{"X"}) {
		t.Errorf("%s %+v", res.Firmness.Verdict, o)
	}
}

// TestSplitIsSaid: a group that lists an issue nowhere does not pull it down.
func TestSplitIsSaid(t *testing.T) {
	p := parsePref(splitLetters("ABCDEFG"), `
		9: [Government] A > B > C > D > E > F > G
		9: [Private Sector] F > E > D > C
		9: [Civil Society] G > F > E > D > C > B > A`)
	for _, i := range p.rank(t, nil).Issues {
		switch i.ID {
		case "A":
			if i.Split == nil || !slices.Equal(i.Split.Bottom, []string{"Civil Society"}) {
				t.Errorf("A: %+v", i.Split)
			}
		case "G":
			if i.Split == nil || !slices.Equal(i.Split.Bottom, []string{"Government"}) {
				t.Errorf("G: %+v", i.Split)
			}
		}
	}
}

// TestOwnWeights: ballots with weights of their own do not count the same by heads.
func TestOwnWeights(t *testing.T) {
	for _, weight := range []planner.Ratio{{}, {Num: 1, Den: 1}, {Num: 3, Den: 2}} {
		p := profileText{issuesNamed("A", "B"), planner.NewBallots(2)}
		p.ballots.Add(planner.Ballot{Kind: planner.Ranking, Marks: []planner.Mark{1, 2}, Weight: weight})
		p.ballots.Add(planner.Ballot{Kind: planner.Ranking, Marks: []planner.Mark{2, 1}})
		if got, want := p.rank(t, nil).OwnWeights, weight.Num == 3; got != want {
			t.Errorf("a weight of %s: own weights %v, want %v", weight, got, want)
		}
	}
}

// TestUnasked: a group that never answered an issue is no agreement on it.
func TestUnasked(t *testing.T) {
	p := profileText{issuesNamed("A", "B"), planner.NewBallots(2)}
	p.ballots.Add(planner.Ballot{Group: "North", Kind: planner.Hum, Count: 9, Marks: []planner.Mark{1, 1}})
	p.ballots.Add(planner.Ballot{Group: "South", Kind: planner.Hum, Count: 9, Marks: []planner.Mark{1, planner.Blank}})
	res := p.rank(t, nil)
	a, b := res.Issues[0], res.Issues[1]
	if len(a.UnansweredBy) != 0 || !slices.Equal(b.UnansweredBy, []string{"South"}) || b.GroupAnswers["South"] != 0 {
		t.Errorf("A %v, B %v %v", a.UnansweredBy, b.UnansweredBy, b.GroupAnswers)
	}
	// Group by group (9+1)/(9+2), and none where nobody was asked.
	if d := *a.Consensus - 10.0/11; d < -1e-9 || d > 1e-9 {
		t.Errorf("consensus %v, want 0.909", *a.Consensus)
	}
	if b.Consensus != nil || b.CommonGround != nil || b.Disagreement != nil || b.SupportRange != nil {
		t.Errorf("B, of which South says nothing: %+v", b)
	}
	if _, ok := b.GroupSupport["South"]; ok {
		t.Errorf("South never answered B, and supports it: %v", b.GroupSupport)
	}
	// So it is where what a ranking leaves out comes last.
	res = parsePref([]string{"A", "B", "C"}, "4: [North] A > B > C\n4: [South] C > A").rank(t, nil)
	for _, row := range res.Issues {
		if _, ok := row.GroupSupport["South"]; ok != (row.ID != "B") || (row.Consensus != nil) != ok {
			t.Errorf("%s: %+v", row.ID, row)
		}
	}
}

// TestUpperHalfApproved: of three ranked issues not all three count as approved.
func TestUpperHalfApproved(t *testing.T) {
	for names, want := range map[string]int{"AB": 1, "ABC": 1, "ABCD": 2, "ABCDEF": 3, "ABCDEFGH": 3} {
		res := parsePref(splitLetters(names), "A > B").rank(t, nil)
		got := res.Rules["approval"].Notes
		if !reflect.DeepEqual(got, []Note{{Code: Approved, Approvals: []Approval{{Kind: "ranking", First: want}}}}) {
			t.Errorf("%d issues: %+v", len(names), got)
		}
	}
}
