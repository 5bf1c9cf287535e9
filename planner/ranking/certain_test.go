package ranking

import (
	"math/big"
	"math/rand/v2"
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
			near(t, "raw support", *row.SupportRaw, exact.Float(raw))
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

// TestLeaveOneOutWithBlanks ranks again without each single ballot of a vote that
// leaves issues unanswered.
func TestLeaveOneOutWithBlanks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(2, 4).Draw(t, "issues")
		ballots := slices.DeleteFunc(drawAnswers(t, m, 8), func(b planner.Ballot) bool { return b.IsBlank() })
		if len(ballots) < 2 {
			return
		}
		change := func(o *Options) {
			o.AgendaK, o.MinAnswers = 1, rapid.IntRange(0, 3).Draw(t, "least")
		}
		var opts Options
		change(&opts)
		again := func(o *Options) { o.AgendaK, o.MinAnswers = opts.AgendaK, opts.MinAnswers }
		whole := rankT(t, scaledList(m, ballots), again).Firmness
		first := int64(0)
		for i := range ballots {
			rest := slices.Delete(slices.Clone(ballots), i, i+1)
			if f := rankT(t, scaledList(m, rest), again).Firmness; !slices.Equal(f.First, whole.First) {
				first++
			}
		}
		if whole.LeaveOneOut.First != first {
			t.Fatalf("leave one out %+v, recounted %d", whole.LeaveOneOut, first)
		}
	})
}

// TestVictoryAgainstEveryBallot fills in every set of ballots in every way.
func TestVictoryAgainstEveryBallot(t *testing.T) {
	orders := [][]planner.Mark{{1, 2, 3}, {1, 3, 2}, {2, 1, 3}, {3, 1, 2}, {2, 3, 1}, {3, 2, 1}}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		var ballots []planner.Ballot
		for range 1 + rng.IntN(3) {
			ballots = append(ballots, planner.Ballot{
				Kind: planner.Ranking, Count: 1, Marks: orders[rng.IntN(len(orders))],
				Group: []string{"Government", "Private Sector"}[rng.IntN(2)],
			})
		}
		res := listOf(3, ballots).rank(t, nil)
		if len(res.Firmness.First) > 1 {
			if res.Firmness.Victory != nil {
				t.Fatalf("a tie, and a victory: %+v", res.Firmness.Victory)
			}
			continue
		}
		best := int64(0)
		ways := 1
		for range ballots {
			ways *= len(orders) + 1
		}
		for way := range ways {
			changed := slices.Clone(ballots)
			people := int64(0)
			for i, w := 0, way; i < len(changed); i, w = i+1, w/(len(orders)+1) {
				if k := w % (len(orders) + 1); k > 0 {
					changed[i].Marks = orders[k-1]
					people++
				}
			}
			if best > 0 && people >= best {
				continue
			}
			now := supports(listOf(3, changed).rank(t, nil))
			for _, s := range now {
				if s.Cmp(now[res.Firmness.First[0]]) > 0 {
					best = people
				}
			}
		}
		if v := res.Firmness.Victory; v == nil || v.People != best {
			t.Fatalf("margin of victory %+v, by trying %d", v, best)
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
	// Group by group (9+1)/(9+2), and ½ where nobody was asked.
	if want := 10.0 / 11; *a.Consensus < want-1e-9 || *a.Consensus > want+1e-9 || *b.Consensus >= .68 || *b.Consensus <= .67 {
		t.Errorf("consensus %v and %v, want 0.909 and 0.674", *a.Consensus, *b.Consensus)
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
