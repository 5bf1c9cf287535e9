package agenda

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/places"
	"roundtable/planner/ranking/internal/poll"
	"roundtable/planner/ranking/internal/tally"
)

// approvals counts ballots such as "3: AB", which approve the letters.
func approvals(t poll.T, m int, ballots ...string) *tally.Election {
	out := planner.NewBallots(m)
	for _, text := range ballots {
		b := planner.Ballot{Kind: planner.Approval, Marks: make([]planner.Mark, m)}
		var set string
		if _, err := fmt.Sscanf(text, "%d:%s", &b.Count, &set); err != nil {
			t.Fatal(text, err)
		}
		for _, r := range set {
			b.Marks[r-'A'] = 1
		}
		out.Add(b)
	}
	return poll.Count(t, out, poll.Way{})
}

// sorted lists a set of issues.
func sorted(set []int) string { return poll.List(slices.Sorted(slices.Values(set))) }

// running is the running example 2.1 of Lackner & Skowron 2023, Multi-Winner Voting with
// Approval Preferences: twelve voters, four places.
func running(t poll.T) *tally.Election {
	return approvals(t, 7, "3: AB", "3: AC", "2: AD", "1: BCF", "1: E", "1: F", "1: G")
}

// TestLiterature: the agendas of the examples of that book, with their numbers.
func TestLiterature(t *testing.T) {
	second := approvals(t, 4, "3: AB", "6: AD", "4: B", "5: C", "5: CD")
	thiele := approvals(t, 4, "960: ACD", "3000: BCD", "520: BC", "1620: AB", "1081: AD", "1240: AC", "360: BD", "360: D", "120: C", "60: B")
	last := approvals(t, 4, "3: CD", "2: AB", "2: AC", "1: BD")
	for _, c := range []struct {
		name string
		x    *tally.Election
		k    int
		rule string
		want string
	}{
		{"2.2", running(t), 4, mostApproved, "ABCD"}, // or F instead of D
		{"2.4", running(t), 4, pav, "ABCF"},
		{"2.9", running(t), 4, phragmen, "ABCD"},
		{"2.11", running(t), 4, EqualShares, "ABCD"},
		{"2.5", second, 2, pav, "AC"},
		{"2.5", second, 2, seqPAV, "CD"},
		// Thiele 1895, in Janson 2016, Phragmén's and Thiele's election methods, example 13.3.
		{"Thiele", thiele, 2, pav, "AB"},
		{"Thiele", thiele, 2, seqPAV, "AC"},
		{"2.12", last, 3, EqualShares, "ACD"},
		{"2.12", last, 3, phragmen, "BCD"},
	} {
		got := New(c.x, c.k, places.Bounds{}).Choose(c.rule, CompleteByPhragmen)
		if sorted(got.Issues) != c.want {
			t.Errorf("%s by %s: %s, want %s", c.name, c.rule, sorted(got.Issues), c.want)
		}
		if c.rule == pav && (got.Optimal != 1 || got.Score == nil) {
			t.Errorf("%s: %d optimal agendas, score %s", c.name, got.Optimal, got.Score)
		}
	}
}

// TestRunningExample has the figures of the running example on paper.
func TestRunningExample(t *testing.T) {
	p := New(running(t), 4, places.Bounds{})
	if poll.List(p.Top()) != "ABCD" {
		t.Errorf("most approved: %s", poll.List(p.Top()))
	}
	for _, c := range []struct {
		rule, completion, want string // each step with its value, "+" where it completes, "~" where others tie
	}{
		{mostApproved, "", "A 8, B 4~C, C 4, D 2~F"},
		{pav, "", "A 8, B 4, C 4, F 2"},
		// Of B, three voters have A already: 3/2 + 1; then C, (3 + 1)/2 + … = 3/2 + ½.
		{seqPAV, "", "A 8, B 5/2~C, C 2, F 4/3"},
		// A: 1/8 each. B: (1 + 3/8)/4 = 11/32.
		{phragmen, "", "A 1/8, B 11/32~C, C 55/128, D 5/8"},
		// ⅓ each: A costs ⅛, of B's voters three have 5/24 and one has ⅓, less than 1.
		{EqualShares, CompleteByPhragmen, "A 1/8, B +, C +, D +"},
		{EqualShares, completeBySupport, "A 1/8, B 4+, C 4+, D 2+"},
		// With a budget for eight places, ⅔ each, D's two voters have 13/12 left.
		{EqualShares, completeByIncrement, "A 1/8, B 1/4+~C, C 1/4+, D 1/2+"},
	} {
		got := ""
		choice := p.Choose(c.rule, c.completion)
		for i, s := range choice.Steps {
			if i > 0 {
				got += ", "
			}
			got += poll.List([]int{s.Issue}) + " "
			if c.completion != CompleteByPhragmen || !s.Completion {
				got += s.Value.RatString()
			}
			if s.Completion {
				got += "+"
			}
			if s.Tied != nil && c.completion != CompleteByPhragmen {
				got += "~" + poll.List(s.Tied[1:])
			}
		}
		if got != c.want {
			t.Errorf("%s %s: %s, want %s", c.rule, c.completion, got, c.want)
		}
		if want := map[bool][]int{true: {0}}[c.rule == EqualShares]; !slices.Equal(choice.Before, want) {
			t.Errorf("%s %s: bought %v before", c.rule, c.completion, choice.Before)
		}
	}
}

// TestIncrementOvershoots: a budget that would buy too many at once is not taken.
func TestIncrementOvershoots(t *testing.T) {
	p := New(approvals(t, 3, "1: A", "1: B", "1: C"), 1, places.Bounds{})
	got := p.Choose(EqualShares, completeByIncrement)
	if poll.List(got.Issues) != "A" || !got.Steps[0].Completion || got.Before != nil {
		t.Errorf("%+v", got)
	}
}

// TestIncrementStops: a larger budget is taken where it buys more, and no longer. With six
// tenths each, one of B's two fans has 6/10 − 1/9 left, and the other pays the rest of 1.
func TestIncrementStops(t *testing.T) {
	got := New(approvals(t, 3, "8: A", "1: AB", "1: B"), 3, places.Bounds{}).Choose(EqualShares, completeByIncrement)
	if poll.List(got.Issues) != "ABC" || got.Steps[0].Value.RatString() != "1/9" || got.Steps[1].Value.RatString() != "23/45" {
		t.Errorf("%+v", got.Steps)
	}
}

// TestShares: what two groups bring to an agenda and get from it. Each has one of two places;
// a ballot of X weighs ¾, one of Y 1½.
func TestShares(t *testing.T) {
	x := poll.Count(t, poll.Marks(3, planner.Approval, "3: [X] 1 0 0\n[X] 0 0 1\n[Y] 0 0 1\n[Y] 0 0 0"), poll.Way{ByGroups: true})
	p := New(x, 2, places.Bounds{})
	for _, c := range []struct {
		completion string
		spent      [2]float64
	}{
		{completeBySupport, [2]float64{0, 0}}, // the fans of A hold ¾, as those of C do
		// With a budget for three they can pay: X for A, and for C as ¾ to 1½.
		{completeByIncrement, [2]float64{4. / 3, 2. / 3}},
	} {
		choice := p.Choose(EqualShares, c.completion)
		got := p.Shares(choice)
		if sorted(choice.Issues) != "AC" || len(got) != 2 {
			t.Fatalf("%s: %v", c.completion, choice.Issues)
		}
		for g, represented := range []float64{1, .5} {
			s := got[g]
			if s.Places.RatString() != "1" || s.Represented != represented || s.Average != represented || math.Abs(s.Spent-c.spent[g]) > 1e-9 {
				t.Errorf("%s, group %d: %+v", c.completion, g, s)
			}
		}
	}
	both := p.Shares(Choice{Issues: []int{0, 1}})
	if both[0].Represented != .75 || both[0].Average != .75 || both[1].Represented != 0 {
		t.Errorf("without C: %+v", both)
	}
	// Ballots without a group belong to no share.
	loose := poll.Count(t, poll.Marks(1, planner.Approval, "4: 1"), poll.Way{})
	if got := New(loose, 1, places.Bounds{}).Shares(Choice{Issues: []int{0}}); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// TestTooMany: PAV gives up where there are too many agendas, and nothing is chosen.
func TestTooMany(t *testing.T) {
	x := approvals(t, 30, "5: ABC", "3: DE")
	if c := New(x, 15, places.Bounds{}).Choose(pav, ""); !c.TooMany || c.Issues != nil || c.Optimal != 0 {
		t.Errorf("%+v", c)
	}
	if c := New(x, 3, places.Bounds{}).Choose(pav, ""); c.TooMany || poll.List(c.Issues) != "ABD" && poll.List(c.Issues) != "ADB" {
		t.Errorf("%+v", c)
	}
	large := approvals(t, 70, "5: ABC")
	if c := New(large, 35, places.Bounds{}).Choose(pav, ""); !c.TooMany { // more agendas than fit 64 bits
		t.Errorf("%+v", c)
	}
}

// TestNobodyApproves: where nobody approves anything, all agendas are as good.
func TestNobodyApproves(t *testing.T) {
	p := New(poll.Count(t, poll.Marks(3, planner.Approval, "4: 0 0 0"), poll.Way{}), 2, places.Bounds{})
	for _, rule := range Rules() {
		c := p.Choose(rule, CompleteByPhragmen)
		if poll.List(c.Issues) != "AB" || rule == pav && (c.Optimal != 3 || c.Score.Sign() != 0) || !c.Certificate.EJRPlus {
			t.Errorf("%s: %+v", rule, c)
		}
	}
}

// TestPointsBesideTicks: what points are worth counts where all ballots give them; beside
// ticks they are approvals.
func TestPointsBesideTicks(t *testing.T) {
	b := poll.Marks(2, planner.Points, "3: 90 10")
	for _, want := range []string{"10/27", "1/4"} { // ρ·3·9/10 = 1, and 4·ρ = 1
		_, steps, _ := New(poll.Count(t, b, poll.Way{}), 2, places.Bounds{}).equalShares(2, 2)
		if len(steps) == 0 || steps[0].Issue != 0 || steps[0].Value.RatString() != want {
			t.Errorf("%+v, want a price of %s", steps, want)
		}
		b.Add(poll.Marks(2, planner.Approval, "1 1").At(0))
	}
}

// TestNearlyEqual: one vote in a million million decides, in whichever order the sets come.
func TestNearlyEqual(t *testing.T) {
	for want, ballots := range map[string][]string{
		"A": {"1000000000001: A", "1000000000000: B"}, "B": {"1000000000000: A", "1000000000001: B"},
	} {
		p := New(approvals(t, 2, ballots...), 1, places.Bounds{})
		for _, rule := range Rules() {
			c := p.Choose(rule, CompleteByPhragmen)
			if poll.List(c.Issues) != want || rule == pav && (c.Optimal != 1 || c.Score.RatString() != "1000000000001") {
				t.Errorf("%s: %+v, want %s", rule, c, want)
			}
		}
	}
}

// TestWeightless: fans that weigh nothing buy nothing.
func TestWeightless(t *testing.T) {
	b := planner.NewBallots(2)
	b.Add(planner.Ballot{Kind: planner.Approval, Marks: []planner.Mark{1, 0}, Weight: planner.Ratio{Den: 1}})
	b.Add(planner.Ballot{Kind: planner.Approval, Marks: []planner.Mark{0, 1}})
	p := New(poll.Count(t, b, poll.Way{}), 2, places.Bounds{})
	for _, rule := range Rules() {
		c := p.Choose(rule, CompleteByPhragmen)
		if poll.List(c.Issues) != "BA" && rule != pav || !c.Certificate.EJRPlus {
			t.Errorf("%s: %s, %+v", rule, poll.List(c.Issues), c.Certificate)
		}
	}
}

// TestEveryRule: whatever may be taken, every rule fills the places that can be filled,
// within bounds, in any order of the rows.
func TestEveryRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, _, k := drawAgenda(t, true)
		x := p.x
		rows := planner.NewBallots(x.M)
		for _, i := range rapid.Permutation(order.All(x.Ballots.Len())).Draw(t, "rows") {
			rows.Add(x.Ballots.At(i))
		}
		other := New(poll.Count(t, rows, poll.Way{ByGroups: x.Grouped}), k, p.bounds)
		for _, rule := range Rules() {
			for i, completion := range Completions() {
				if i > 0 && rule != EqualShares {
					break
				}
				c := p.Choose(rule, completion)
				set := slices.Sorted(slices.Values(c.Issues))
				if len(set) != min(k, p.bounds.Room(x.M)) || len(slices.Compact(set)) != len(c.Issues) || !fits(p.bounds, c.Issues) {
					t.Fatalf("%s %s: %v of %d places, bounds %+v", rule, completion, c.Issues, k, p.bounds)
				}
				if again := other.Choose(rule, completion); !slices.Equal(again.Issues, c.Issues) {
					t.Fatalf("%s %s: %v, in another order of rows %v", rule, completion, c.Issues, again.Issues)
				}
			}
		}
	})
}

// TestProportional: PAV and equal shares guarantee EJR+ (Brill & Peters 2023), Phragmén
// justified representation (Brill et al. 2017); the sequential rules choose one issue more
// for one place more.
func TestProportional(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, _, k := drawAgenda(t, false)
		for _, rule := range []string{pav, EqualShares} {
			if c := p.Choose(rule, CompleteByPhragmen); !c.Certificate.EJRPlus || !c.Certificate.JR {
				t.Fatalf("%s: %v, %+v", rule, c.Issues, c.Certificate)
			}
		}
		if c := p.Choose(phragmen, ""); !c.Certificate.JR {
			t.Fatalf("Phragmén: %v, %+v", c.Issues, c.Certificate)
		}
		if k == p.x.M {
			return
		}
		more := New(p.x, k+1, places.Bounds{})
		for _, rule := range []string{mostApproved, seqPAV, phragmen} {
			if a, b := p.Choose(rule, "").Issues, more.Choose(rule, "").Issues; !slices.Equal(a, b[:k]) {
				t.Fatalf("%s: %v for %d places, %v for one more", rule, a, k, b)
			}
		}
	})
}

// TestCertificate on paper: nine of thirteen approve A to C, which is enough for two of four
// places.
func TestCertificate(t *testing.T) {
	x := approvals(t, 7, "9: ABC", "3: D", "1: E")
	for _, c := range []struct {
		set     []int
		jr, ejr bool
		first   string // violation: issue, level, weight, needed
	}{
		{[]int{3, 4, 5, 6}, false, false, "A 1 9 13/4"},
		{[]int{0, 3, 4, 5}, true, false, "B 2 9 13/2"},
		{[]int{0, 1, 3, 4}, true, true, ""},
		{[]int{0, 1, 2, 3}, true, true, ""},
		{nil, true, true, ""}, // no place, no claim
	} {
		got := New(x, len(c.set), places.Bounds{}).Certify(c.set)
		first := ""
		if len(got.Violations) > 0 {
			v := got.Violations[0]
			first = fmt.Sprint(poll.List([]int{v.Issue}), v.Level, " ", v.Weight.RatString(), " ", v.Needed.RatString())
			first = first[:1] + " " + first[1:]
		}
		if got.JR != c.jr || got.EJRPlus != c.ejr || first != c.first {
			t.Errorf("%v: %+v, first %q", c.set, got, first)
		}
	}
	if got := New(x, 4, places.Bounds{}).Certify([]int{0}); !got.JR || !got.EJRPlus { // one place, and most have it
		t.Errorf("%+v", got)
	}
	// Where bounds leave places empty, the claims are those of as many as were asked for.
	capped := New(x, 4, places.Bounds{Value: []int{0, 0, 0, 0, 0, 0, 0}, Most: 1})
	if got := capped.Certify([]int{0}); !got.JR || got.EJRPlus || got.Violations[0].Level != 2 {
		t.Errorf("%+v", got)
	}
}
