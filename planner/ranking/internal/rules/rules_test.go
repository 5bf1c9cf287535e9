package rules

import (
	"context"
	"math"
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

// fractions writes values, "-" for none.
func fractions(values []*big.Rat) string {
	var out []string
	for _, v := range values {
		if v == nil {
			out = append(out, "-")
		} else {
			out = append(out, v.RatString())
		}
	}
	return strings.Join(out, " ")
}

// TestOmitted: which rules do not apply to which ballots, and that every other one gives
// an outcome over all issues.
func TestOmitted(t *testing.T) {
	for _, c := range []struct {
		ballots *planner.Ballots
		seats   int
		want    string
	}{
		{poll.Rankings(2, "A > B"), 1, "score: needs-scores, majority_judgement: needs-scores"},
		{poll.Rankings(2, "A > B"), 0, "stv: needs-places, score: needs-scores, majority_judgement: needs-scores"},
		{poll.Marks(2, planner.Score, "3 1"), 1, ""},
		{poll.Marks(2, planner.Points, "3 0"), 1, "score: needs-scores, majority_judgement: needs-scores"},
		{poll.Marks(2, planner.Approval, "1 0"), 1, "plurality: needs-preference, irv: needs-preference, " +
			"stv: needs-preference, score: needs-scores, majority_judgement: needs-scores"},
		{poll.Marks(2, planner.Hum, "1 0"), 1, "plurality: needs-preference, irv: needs-preference, " +
			"stv: needs-preference, score: needs-scores, majority_judgement: needs-scores"},
	} {
		x, opts := poll.Count(t, c.ballots, poll.Way{}), Options{Seats: c.seats, TiePaths: 10}
		var out []string
		for _, rule := range All() {
			if rule.Omit != nil {
				if why := rule.Omit(x, opts); why != "" {
					out = append(out, rule.Name+": "+why)
					continue
				}
			}
			o := rule.Run(t.Context(), x, opts)
			if got := poll.Text(o.Levels); got != "A > B" || poll.List(o.First()) != "A" {
				t.Errorf("%s of %s ballots: %s", rule.Name, c.ballots.At(0).Kind, got)
			}
		}
		if got := strings.Join(out, ", "); got != c.want {
			t.Errorf("%s ballots, %d places: omitted %q, want %q", c.ballots.At(0).Kind, c.seats, got, c.want)
		}
	}
}

func TestRegistry(t *testing.T) {
	seen := make(map[string]bool)
	for _, r := range All() {
		if r.Name == "" || r.Family == "" || r.Source == "" || r.Run == nil || seen[r.Name] {
			t.Errorf("%+v", r)
		}
		seen[r.Name] = true
	}
}

// TestApproval: what counts as approval on each kind of ballot, and that it is said.
func TestApproval(t *testing.T) {
	b := poll.Rankings(3, "2: A > B > C")
	b.Scale = planner.Scale{Min: 0, Max: 100, Per: 10}
	for _, other := range []*planner.Ballots{
		poll.Marks(3, planner.Score, "51 50 100"), poll.Marks(3, planner.Points, "0 1 -"), poll.Marks(3, planner.Hum, "-1 0 1"),
		poll.Marks(3, planner.Approval, "0 1 -"),
	} {
		b.Add(other.At(0))
	}
	r := run(t, "approval", poll.Count(t, b, poll.Way{ApproveFirst: 2}), enough)
	if got := fractions(r.Scores); got != "3 4 2" || poll.Text(r.Levels) != "B > A > C" {
		t.Errorf("approvals %s, %v", got, r.Levels)
	}
	var said []string
	for _, a := range r.Notes[0].Approvals {
		said = append(said, a.Kind)
		switch {
		case a.Kind == "ranking" && a.First != 2:
			t.Errorf("%+v", a)
		case a.Kind == "score" && a.From.String() != "51/10":
			t.Errorf("from %s", a.From)
		case a.Kind != "ranking" && a.First != 0, a.Kind != "score" && a.From != nil:
			t.Errorf("%+v", a)
		}
	}
	if got := strings.Join(said, " "); got != "approval hum ranking score points" || r.Notes[0].Code != Approved {
		t.Errorf("%s: %s", r.Notes[0].Code, got)
	}
}

// TestScores: the mean is weighted, number and spread are those of the ballots.
func TestScores(t *testing.T) {
	b := poll.Marks(3, planner.Score, "[X] 40 10 -\n3: [Y] 20 10 -\n[Y] - - -")
	b.Scale = planner.Scale{Min: 0, Max: 50, Per: 10}
	b.Add(planner.Ballot{Group: "X", Kind: planner.Hum, Marks: []planner.Mark{1, 1, 1}})
	x := poll.Count(t, b, poll.Way{ByGroups: true})
	for a, want := range []struct {
		n    int64
		mean string
		sd   float64
	}{{4, "3", math.Sqrt(.75)}, {4, "1", 0}, {0, "-", 0}} {
		n, mean, sd := Scores(x, a)
		if n != want.n || fractions([]*big.Rat{mean}) != want.mean || math.Abs(sd-want.sd) > 1e-12 {
			t.Errorf("issue %d: %d, %v, %v; want %+v", a, n, mean, sd, want)
		}
	}
	if got := run(t, "majority_judgement", x, enough); fractions(got.Scores) != "2 1 -" {
		t.Errorf("middle grades %s", fractions(got.Scores))
	}
}

// TestBlankBallots: by heads, blank ballots give every issue of a Borda count the same, and
// count as exhausted in a runoff.
func TestBlankBallots(t *testing.T) {
	x := poll.Count(t, poll.Rankings(3, "2: A > B > C"), poll.Way{})
	x.Blank = new(big.Rat)
	if r := run(t, "borda", x, enough); fractions(r.Scores) != "4 2 0" || r.Notes != nil {
		t.Errorf("without blank ballots: %s, %v", fractions(r.Scores), r.Notes)
	}
	x.Blank = big.NewRat(5, 1)
	r := run(t, "borda", x, enough)
	if fractions(r.Scores) != "9 7 5" || poll.Text(r.Levels) != "A > B > C" || r.Notes[0].Each.String() != "5" {
		t.Errorf("with five: %s, %v, %+v", fractions(r.Scores), r.Levels, r.Notes)
	}
	if irv := run(t, "irv", x, enough); irv.Rounds[0].Exhausted.RatString() != "5" {
		t.Errorf("exhausted: %s", irv.Rounds[0].Exhausted)
	}
}

// TestRunoffTies: the rounds before break a tie, then fewer groups, then the order of
// priority; what may win by breaking it otherwise is a winner too.
func TestRunoffTies(t *testing.T) {
	for _, c := range []struct {
		name, ballots string
		m, round      int
		priority      []int
		tied, by, out string
		winners       string
	}{
		{"rounds before", "5: A\n3: B\n2: C\n1: D > C", 4, 2, nil, "BC", byRounds, "C", "A"},
		{"fewer groups", "4: [X] A > C\n[X] B\n[Y] B\n2: [X] C", 3, 1, nil, "BC", byGroups, "C", "A"},
		{"priority", "3: A\n2: B > C\n2: C > B", 3, 1, []int{0, 1, 2}, "BC", ByChain, "C", "BA"},
		{"priority turned", "3: A\n2: B > C\n2: C > B", 3, 1, []int{2, 1, 0}, "BC", ByChain, "B", "BA"},
	} {
		x := poll.Count(t, poll.Rankings(c.m, c.ballots), poll.Way{})
		if c.priority != nil {
			x.Priority = c.priority
		}
		o := run(t, "irv", x, enough)
		if c.round > len(o.Rounds) {
			t.Errorf("%s: %d rounds", c.name, len(o.Rounds))
			continue
		}
		r := o.Rounds[c.round-1]
		if poll.List(r.Tied) != c.tied || r.TieBrokenBy != c.by || poll.List(r.Eliminated) != c.out {
			t.Errorf("%s: %+v", c.name, r)
		}
		if len(o.Winners) != len(c.winners) {
			t.Errorf("%s: winners %s, want %s", c.name, poll.List(o.Winners), c.winners)
		}
	}
}

// TestRunoffOfTicks: beside rankings, a ballot counts for what it ticks or hums for, and
// for nothing where it says no more than no.
func TestRunoffOfTicks(t *testing.T) {
	b := poll.Rankings(3, "4: A > B")
	for _, other := range []*planner.Ballots{
		poll.Marks(3, planner.Approval, "3: 0 1 1"), poll.Marks(3, planner.Hum, "2: 0 -1 1"), poll.Marks(3, planner.Approval, "0 0 -"),
	} {
		b.Add(other.At(0))
	}
	x := poll.Count(t, b, poll.Way{})
	r := run(t, "irv", x, enough)
	for i, want := range []string{"4 3/2 7/2", "4 - 5"} {
		if got := r.Rounds[i]; fractions(got.Tally) != want || got.Exhausted.RatString() != "1" {
			t.Errorf("round %d: %s, exhausted %s; want %s", i+1, fractions(got.Tally), got.Exhausted, want)
		}
	}
	if got := fractions(run(t, "plurality", x, enough).Scores); got != "4 3/2 7/2" || poll.List(r.Winners) != "C" {
		t.Errorf("first places %s, winner %v", got, r.Winners)
	}
}

// ring is a circle of m orders in which all wins between neighbours are as strong.
func ring(m int) *planner.Ballots {
	out := planner.NewBallots(m)
	for i := range m {
		marks := make([]planner.Mark, m)
		for a := range m {
			marks[(i+a)%m] = planner.Mark(a + 1)
		}
		out.Add(planner.Ballot{Marks: marks})
	}
	return out
}

// TestTiesCutShort: where ties are not all followed it is said, and who wins the count
// shown is among the winners all the same.
func TestTiesCutShort(t *testing.T) {
	x := poll.Count(t, ring(7), poll.Way{})
	for _, rule := range []string{"irv", "ranked_pairs"} {
		if all := run(t, rule, x, enough); all.Proved != nil || len(all.Winners) != 7 {
			t.Errorf("%s: %v, proved %v; by symmetry all seven can win", rule, all.Winners, all.Proved)
		}
		for _, paths := range []int{0, 1, 8} {
			cut := run(t, rule, x, Options{TiePaths: paths})
			if cut.Proved == nil || *cut.Proved || len(cut.Notes) != 1 || cut.Notes[0].Code != TiesUncounted {
				t.Errorf("%s with a budget of %d: %+v", rule, paths, cut.Notes)
			}
			first := cut.Order
			if rule == "irv" {
				first = cut.Levels[0]
			}
			if !slices.Contains(cut.Winners, first[0]) {
				t.Errorf("%s with a budget of %d: %d wins the count shown, winners %v", rule, paths, first[0], cut.Winners)
			}
		}
	}
}

// TestLocking: the stronger win is locked first, not the one with less against it; equal
// ones by the priority of who wins.
func TestLocking(t *testing.T) {
	x := poll.Count(t, poll.Rankings(3, "5: A > B\n4: B > A\n4: B > C\n3: C > A"), poll.Way{Ignore: true})
	if r := run(t, "ranked_pairs", x, enough); poll.List(r.Winners) != "A" || poll.List(r.Order) != "ABC" {
		t.Errorf("winners %s, order %s", poll.List(r.Winners), poll.List(r.Order))
	}
	if got := Cycle(x); poll.List(got) != "ABC" {
		t.Errorf("the circle is %s", poll.List(got))
	}
	equal := poll.Count(t, ring(3), poll.Way{})
	for order, priority := range map[string][]int{"ABC": {0, 1, 2}, "BCA": {2, 1, 0}, "CAB": {2, 0, 1}} {
		if equal.Priority = priority; poll.List(run(t, "ranked_pairs", equal, enough).Order) != order {
			t.Errorf("priority %v: %s, want %s", priority, poll.List(run(t, "ranked_pairs", equal, enough).Order), order)
		}
	}
}

// TestManyIssues: more issues than bits in a word, the last one first.
func TestManyIssues(t *testing.T) {
	const m = 130
	b := planner.NewBallots(m)
	marks := make([]planner.Mark, m)
	for a := range marks {
		marks[a] = planner.Mark(m - a)
	}
	b.Add(planner.Ballot{Marks: marks})
	want := order.All(m)
	slices.Reverse(want)
	r := run(t, "ranked_pairs", poll.Count(t, b, poll.Way{}), enough)
	if !slices.Equal(r.Order, want) || !slices.Equal(slices.Concat(r.Levels...), want) || len(r.Levels) != m || r.Dropped != nil {
		t.Errorf("%v, %v", r.Order, r.Levels)
	}
}

// TestNothingToRank: rules give an outcome without ballots, and without issues.
func TestNothingToRank(t *testing.T) {
	for _, m := range []int{0, 1, 3} {
		x := poll.Count(t, planner.NewBallots(m), poll.Way{})
		for _, rule := range All() {
			o := rule.Run(t.Context(), x, Options{TiePaths: 10, Seats: 1})
			if all := slices.Concat(o.Levels...); len(all) != m {
				t.Errorf("%s of %d issues: %v", rule.Name, m, o.Levels)
			}
		}
		if got := SmithSet(x); len(got) != m || got == nil || Cycle(x) != nil {
			t.Errorf("Smith set of %d issues that tie: %v", m, got)
		}
	}
}

// TestStopped: a rule that is stopped comes back without going on to the end.
func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	x := poll.Count(t, ring(27), poll.Way{})
	for _, rule := range []string{"irv", "stv", "kemeny", "ranked_pairs"} {
		for _, r := range All() {
			if r.Name != rule {
				continue
			}
			if o := r.Run(ctx, x, Options{TiePaths: 1 << 30, Seats: 3}); len(o.Rounds)+len(o.Elected) > 0 || o.Total != nil {
				t.Errorf("%s went on: %+v", rule, o)
			}
		}
	}
	if out := searchKemeny(ctx, order.All(27), wins(x)); len(out) != 27 {
		t.Errorf("%v", out)
	}
	if sum := newKemenyTable(ctx, wins(poll.Count(t, ring(5), poll.Way{}))).best[31]; sum != 0 {
		t.Errorf("a table of %d was filled in", sum)
	}
}

func wins(x *tally.Election) [][]int32 {
	d, _ := excesses(x, order.All(x.M))
	return d
}

// relabel gives issue a of every ballot the position at[a].
func relabel(b *planner.Ballots, at []int) *planner.Ballots {
	out := planner.NewBallots(b.Issues())
	out.Scale = b.Scale
	for i := range b.Len() {
		x := b.At(i)
		marks := make([]planner.Mark, len(at))
		for a, mk := range x.Marks {
			marks[at[a]] = mk
		}
		x.Marks = marks
		out.Add(x)
	}
	return out
}

// times is every ballot so many times.
func times(b *planner.Ballots, n int64) *planner.Ballots {
	out := planner.NewBallots(b.Issues())
	out.Scale = b.Scale
	for i := range b.Len() {
		x := b.At(i)
		x.Count *= n
		out.Add(x)
	}
	return out
}

// TestNeutralAndHomogeneous: other names rename an outcome, and every ballot three times
// leaves it as it is. Rounds that the order of priority decides are left aside.
func TestNeutralAndHomogeneous(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(1, 5).Draw(t, "issues")
		kind := rapid.SampledFrom([]planner.BallotKind{planner.Ranking, planner.Score, planner.Points}).Draw(t, "kind")
		b := poll.Draw(below(t), m, kind)
		at := rapid.Permutation(order.All(m)).Draw(t, "positions")
		way := poll.Way{ByGroups: rapid.Bool().Draw(t, "by groups"), Ignore: rapid.Bool().Draw(t, "ignore")}
		opts := Options{TiePaths: 20_000, Seats: 1 + m/2}
		one, two := poll.Count(t, b, way), poll.Count(t, relabel(b, at), way)
		three := poll.Count(t, times(b, 3), way)
		for _, rule := range All() {
			if rule.Omit != nil && rule.Omit(one, opts) != "" {
				continue
			}
			x, y, z := rule.Run(t.Context(), one, opts), rule.Run(t.Context(), two, opts), rule.Run(t.Context(), three, opts)
			chained := slices.ContainsFunc(x.Rounds, func(r Round) bool { return r.Chained != nil })
			if !chained || rule.Name == "irv" { // of a runoff, all ways to break ties are followed
				same(t, rule.Name+" renamed", renamed(x.Winners, at), slices.Sorted(slices.Values(y.Winners)))
			}
			if !chained && rule.Family != bySteps {
				for i, level := range x.Levels {
					same(t, rule.Name+" renamed", renamed(level, at), slices.Sorted(slices.Values(y.Levels[i])))
				}
			}
			if got, want := poll.Text(z.Levels), poll.Text(x.Levels); got != want || !slices.Equal(x.Winners, z.Winners) {
				t.Fatalf("%s: %s, three times %s", rule.Name, want, got)
			}
		}
	})
}

func renamed(set, at []int) []int {
	var out []int
	for _, a := range set {
		out = append(out, at[a])
	}
	slices.Sort(out)
	return out
}

func same(t *rapid.T, what string, x, y []int) {
	if !slices.Equal(x, y) {
		t.Fatalf("%s: %v and %v", what, x, y)
	}
}

// TestMonotone: a winner that is moved up a place on some ballots still wins. Not so by
// elimination, see [TestLiterature].
func TestMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(2, 5).Draw(t, "issues")
		b := poll.Orders(below(t), m)
		rule := rapid.SampledFrom([]string{
			"borda", "copeland", "minimax", "schulze", "ranked_pairs", "kemeny", "plurality", "approval",
		}).Draw(t, "rule")
		way := poll.Way{ApproveFirst: 2}
		before := run(t, rule, poll.Count(t, b, way), enough)
		winner := rapid.SampledFrom(before.First()).Draw(t, "winner")
		raised := planner.NewBallots(m)
		for i := range b.Len() {
			x := b.At(i)
			x.Marks = slices.Clone(x.Marks)
			if place := x.Marks[winner]; place > 1 && rapid.Bool().Draw(t, "raise") {
				x.Marks[slices.Index(x.Marks, place-1)]++
				x.Marks[winner]--
			}
			raised.Add(x)
		}
		after := run(t, rule, poll.Count(t, raised, way), enough)
		if !slices.Contains(after.First(), winner) {
			t.Fatalf("%s: %d was among %v, and raised not among %v", rule, winner, before.First(), after.First())
		}
	})
}

// TestCondorcet: an issue that beats every other wins alone by every rule that promises
// it, and one that all others beat never wins by those that promise that.
func TestCondorcet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := poll.Count(t, poll.Orders(below(t), rapid.IntRange(2, 5).Draw(t, "issues")), poll.Way{})
		winner, loser := -1, -1
		for a := range x.M {
			n := 0
			for b := range x.M {
				n += x.Beats(a, b)
			}
			switch n {
			case x.M - 1:
				winner = a
			case 1 - x.M:
				loser = a
			}
		}
		for _, rule := range []string{"copeland", "schulze", "ranked_pairs", "kemeny", "minimax", "borda", "irv"} {
			o := run(t, rule, x, enough)
			first := o.First()
			if winner >= 0 && rule != "borda" && rule != "irv" && !slices.Equal(first, []int{winner}) {
				t.Fatalf("%s: %v, but %d beats all", rule, first, winner)
			}
			if rule != "minimax" && slices.Contains(first, loser) {
				t.Fatalf("%s: %v, but all beat %d", rule, first, loser)
			}
		}
	})
}

// TestReversal: turning every ballot around turns the orders of these rules around, and as
// many rankings are the best.
func TestReversal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(2, 6).Draw(t, "issues")
		b := poll.Orders(below(t), m)
		turned := planner.NewBallots(m)
		for i := range b.Len() {
			x := b.At(i)
			x.Marks = slices.Clone(x.Marks)
			for a := range x.Marks {
				x.Marks[a] = planner.Mark(m) + 1 - x.Marks[a]
			}
			turned.Add(x)
		}
		one, two := poll.Count(t, b, poll.Way{}), poll.Count(t, turned, poll.Way{})
		for _, rule := range []string{"borda", "copeland", "kemeny"} {
			x, y := run(t, rule, one, enough), run(t, rule, two, enough)
			slices.Reverse(y.Levels)
			if poll.Text(x.Levels) != poll.Text(y.Levels) {
				t.Fatalf("%s: %v, turned %v", rule, x.Levels, y.Levels)
			}
			if rule == "kemeny" && (x.Total.Cmp(y.Total) != 0 || x.Optimal.Cmp(y.Optimal) != 0) {
				t.Fatalf("score %s × %s, turned %s × %s", x.Total, x.Optimal, y.Total, y.Optimal)
			}
		}
	})
}

// TestClones: an issue added as a twin of another, next to it on every ballot, changes
// nothing for the rest (Schulze; ranked pairs where no two wins have the same strength;
// Tideman 1987).
func TestClones(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(2, 5).Draw(t, "issues")
		b := poll.Orders(below(t), m)
		twin := rapid.IntRange(0, m-1).Draw(t, "twin of")
		cloned := planner.NewBallots(m + 1)
		for i := range b.Len() {
			x := b.At(i)
			marks := make([]planner.Mark, m+1)
			for a, mk := range x.Marks {
				marks[a] = 2 * mk
			}
			marks[m] = 2*x.Marks[twin] + planner.Mark(1-2*rapid.IntRange(0, 1).Draw(t, "side"))
			x.Marks = marks
			cloned.Add(x)
		}
		one, two := poll.Count(t, b, poll.Way{}), poll.Count(t, cloned, poll.Way{})
		rules := []string{"schulze"}
		if distinctStrengths(one) {
			rules = append(rules, "ranked_pairs")
		}
		for _, rule := range rules {
			before, after := run(t, rule, one, enough).Winners, run(t, rule, two, enough).Winners
			for a := range m {
				is := slices.Contains(after, a) || a == twin && slices.Contains(after, m)
				if slices.Contains(before, a) != is {
					t.Fatalf("%s: %v, with a twin of %d %v", rule, before, twin, after)
				}
			}
		}
	})
}

// distinctStrengths reports whether no two wins are as strong, and no two issues tie.
func distinctStrengths(x *tally.Election) bool {
	seen := map[string]bool{}
	for a := range x.M {
		for b := range a {
			s := strength(x, a, b)
			if x.Beats(a, b) <= 0 {
				s = strength(x, b, a)
			}
			if x.Beats(a, b) == 0 || seen[s.String()] {
				return false
			}
			seen[s.String()] = true
		}
	}
	return true
}

// TestSolidCoalitions: of issues that more than j quotas of ballots put before all others,
// j are elected, or all of them (proportionality for solid coalitions, Dummett 1984;
// Woodall 1994).
func TestSolidCoalitions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(2, 5).Draw(t, "issues")
		b := poll.Orders(below(t), m)
		seats := rapid.IntRange(1, m).Draw(t, "places")
		elected := run(t, "stv", poll.Count(t, b, poll.Way{}), Options{Seats: seats}).Elected
		if len(elected) != seats {
			t.Fatalf("%d places, elected %v", seats, elected)
		}
		for set := 1; set < 1<<m; set++ {
			size, in, votes := 0, 0, int64(0)
			for a := range m {
				size += set >> a & 1
			}
			for i := range b.Len() {
				x := b.At(i)
				if !slices.ContainsFunc(order.All(m), func(a int) bool {
					return (set>>a&1 != 0) != (int(x.Marks[a]) <= size)
				}) {
					votes += x.Count
				}
			}
			for _, a := range elected {
				in += set >> a & 1
			}
			for j := 1; votes*int64(seats+1) > int64(j)*b.Total(); j++ {
				if in < min(j, size) {
					t.Fatalf("%d of %d ballots put %b first, elected %v of %d", votes, b.Total(), set, elected, seats)
				}
			}
		}
	})
}
