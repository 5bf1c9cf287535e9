package ties

import (
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/poll"
	"roundtable/planner/ranking/internal/tally"
)

// ids are names of issues that do not come in the order of their positions.
var ids = []string{"Trust", "Access", "Rights", "Data", "Youth"}

// chainOf makes the chain of an election counted by groups, or by heads without.
func chainOf(t poll.T, b *planner.Ballots, seed uint64, ids []string) (*Chain, *tally.Election) {
	x := poll.Count(t, b, poll.Way{ByGroups: true})
	groups := make([][]*big.Rat, len(x.Groups))
	for g := range groups {
		groups[g], _ = x.GroupSupport(g)
	}
	return NewChain(x, poll.Count(t, b, poll.Way{}).Support, groups, seed, ids[:x.M]), x
}

// TestLinks has for each link of the chain an election that it decides, on paper.
func TestLinks(t *testing.T) {
	for _, c := range []struct {
		link, ballots string
		m             int
		want          string // the order
		steps         string // between neighbours
	}{
		{"support", "2: A > B\nB > A", 2, "AB", "support 66.67 33.33"},
		{"head-to-head", "2: B > A > C\nC > B > A", 3, "BAC", "support 83.33 33.33, head-to-head 2.00 1.00"},
		// Each pair of four is as far apart as it takes for all to have as many points: A beats
		// B and C and loses to D by as much, which B and C beat. The one most ahead is first.
		{"head-to-head of four", `
			A > B > C > D
			D > C > A > B
			A > C > B > D
			D > B > A > C
			2: D > A > B > C
			2: C > B > D > A
			B > D > A > C
			C > A > B > D
			C > D > A > B
			B > A > C > D`, 4, "ABCD", "head-to-head 1 0, lot, head-to-head 0 -1"},
		{"groups", "[Y] B > A > C\n[Z] C > A > B", 3, "BCA", "lot, groups that put it first 1 0"},
		// Z gives C, A, B ¾, ½, ¼ and Y gives B, C, A 1, ½, 0.
		{
			"lowest group", "[Z] C > B > A\n[Z] A > C > B\n[Y] B > C > A", 3, "CBA",
			"lowest group support 50.00 25.00, support 62.50 25.00",
		},
		{"heads", "2: [X] A > B\n[Y] B > A", 2, "AB", "support by head count 66.67 33.33"},
		{"lot", "A > B\nB > A", 2, "BA", "lot"},
	} {
		chain, _ := chainOf(t, poll.Rankings(c.m, c.ballots), 1, ids)
		got := chain.Order()
		var steps []string
		for _, s := range chain.Explain(got) {
			step := s.Link
			if s.Link != Lot {
				step += " " + s.AboveValue + " " + s.BelowValue
			}
			steps = append(steps, step)
		}
		if poll.List(got) != c.want || strings.Join(steps, ", ") != c.steps {
			t.Errorf("%s: %s by %q, want %s by %q", c.link, poll.List(got), steps, c.want, c.steps)
		}
	}
}

// TestLot: the lot of an issue is SHA-256 of the seed, eight bytes, and its ID, as anybody
// can work out (printf '\0\0\0\0\0\0\0\1Trust' | sha256sum).
func TestLot(t *testing.T) {
	const trust = "b44d407d2fbed28da92c7ab7835ff4e213c484c0c90523e12cf62f1c768fd162"
	if got := lotOf(1, "Trust"); got != trust {
		t.Errorf("the lot of Trust is %s", got)
	}
	first := make(map[int]bool)
	for seed := range uint64(20) {
		chain, _ := chainOf(t, poll.Rankings(3, "A = B = C"), seed, ids)
		got := chain.Order()
		first[got[0]] = true
		for i, step := range chain.Explain(got) {
			p, q := lotOf(seed, ids[got[i]]), lotOf(seed, ids[got[i+1]])
			if p > q || step != (Step{Lot, got[i], got[i+1], p[:12], q[:12]}) {
				t.Errorf("seed %d: %+v", seed, step)
			}
		}
	}
	if len(first) != 3 {
		t.Errorf("20 seeds put only %v first", first)
	}
}

// TestOrderIsWhole: the order keeps what support says, depends on the issues alone and not
// on where they stand, and every two neighbours are told what separates them.
func TestOrderIsWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		below := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
		m := rapid.IntRange(1, 5).Draw(t, "issues")
		b := poll.Draw(below, m, planner.Ranking)
		chain, x := chainOf(t, b, 3, ids)
		got := chain.Order()
		if !slices.Equal(slices.Sorted(slices.Values(got)), order.All(m)) {
			t.Fatalf("%v", got)
		}
		at := rapid.Permutation(order.All(m)).Draw(t, "positions")
		turned, names := planner.NewBallots(m), make([]string, m)
		for i := range b.Len() {
			v := b.At(i)
			marks := make([]planner.Mark, m)
			for a, mk := range v.Marks {
				marks[at[a]], names[at[a]] = mk, ids[a]
			}
			v.Marks = marks
			turned.Add(v)
		}
		other, _ := chainOf(t, turned, 3, names)
		for i, a := range other.Order() {
			if names[a] != ids[got[i]] {
				t.Fatalf("%v, turned %v of %v", got, other.Order(), names)
			}
		}
		for _, s := range chain.Explain(got) {
			c := order.ByValue(x.Standing[s.Above], x.Standing[s.Below])
			if c > 0 || (c < 0) != (s.Link == "support") || s.AboveValue == s.BelowValue && s.Link != "support" {
				t.Fatalf("%v: %+v", x.Standing, s)
			}
		}
	})
}

// TestNobodyAnswers: what nobody answers comes last, and is said to have nothing.
func TestNobodyAnswers(t *testing.T) {
	chain, _ := chainOf(t, poll.Marks(3, planner.Hum, "3: [X] - 0 1\n2: [Y] - 0 1"), 1, ids)
	got := chain.Order()
	step := chain.Separate(got[1], got[2])
	if poll.List(got) != "CBA" || step.AboveValue != "50.00" || step.BelowValue != "none" {
		t.Errorf("%s, %+v", poll.List(got), step)
	}
	if one := chain.Explain([]int{1}); one != nil {
		t.Errorf("one issue is separated from nothing: %+v", one)
	}
}

// TestSameName: issues that even the lot cannot tell apart keep their places.
func TestSameName(t *testing.T) {
	chain, _ := chainOf(t, poll.Rankings(2, "A = B"), 1, []string{"Trust", "Trust"})
	if got := chain.Order(); poll.List(got) != "AB" || chain.Explain(got)[0].Link != Lot {
		t.Errorf("%v, %+v", got, chain.Explain(got))
	}
}
