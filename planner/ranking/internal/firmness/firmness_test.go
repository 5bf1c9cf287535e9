package firmness

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/poll"
	"roundtable/planner/ranking/internal/tally"
)

// below draws numbers below its argument.
func below(t *rapid.T) func(int) int {
	return func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
}

// drawWay draws a way of counting.
func drawWay(t *rapid.T) poll.Way {
	return poll.Way{
		ByGroups: rapid.Bool().Draw(t, "by groups"), Ignore: rapid.Bool().Draw(t, "ignore"),
		Least: rapid.Int64Range(0, 3).Draw(t, "least"),
	}
}

// single are the ballots one by one, without blank ones, and up to so many of them.
func single(b *planner.Ballots, most int) []planner.Ballot {
	var out []planner.Ballot
	for i := range b.Len() {
		x := b.At(i)
		for range x.Count {
			if x.Count = 1; !x.IsBlank() && len(out) < most {
				out = append(out, x)
			}
		}
	}
	return out
}

// list makes a list of ballots, on the scale of drawn ones.
func list(m int, ballots []planner.Ballot) *planner.Ballots {
	out := planner.NewBallots(m)
	out.Scale = planner.Scale{Max: 4}
	for _, b := range ballots {
		out.Add(b)
	}
	return out
}

// TestLeaveOutAgainstRecount counts again without each single ballot.
func TestLeaveOutAgainstRecount(t *testing.T) {
	kinds := []planner.BallotKind{planner.Ranking, planner.Score, planner.Points, planner.Hum}
	rapid.Check(t, func(t *rapid.T) {
		m, way := rapid.IntRange(1, 4).Draw(t, "issues"), drawWay(t)
		k := rapid.IntRange(1, m).Draw(t, "k")
		ballots := single(poll.Draw(below(t), m, rapid.SampledFrom(kinds).Draw(t, "kind")), 20)
		tops := func(ballots []planner.Ballot) string {
			first, top := order.Top(order.Values(poll.Count(t, list(m, ballots), way).Standing), k)
			return poll.List(first) + "," + poll.List(top)
		}
		whole := tops(ballots)
		var first, top int64
		to := ""
		for i := range ballots {
			rest := tops(slices.Delete(slices.Clone(ballots), i, i+1))
			if len(ballots) == 1 { // nobody is left to say anything, so all issues tie
				rest = fmt.Sprint(poll.List(order.All(m)), ",", poll.List(order.All(m)))
			}
			a, b, _ := strings.Cut(whole, ",")
			p, q, _ := strings.Cut(rest, ",")
			if a != p {
				first++
				to += p
			}
			if b != q {
				top++
			}
		}
		f, g, others := LeaveOut(poll.Count(t, list(m, ballots), way), k)
		if f != first || g != top {
			t.Fatalf("%d and %d of %d, recounted %d and %d", f, g, len(ballots), first, top)
		}
		for i := range m { // an issue is told where it comes first without a ballot, and did not with all
			name := poll.List([]int{i})
			if want := strings.Contains(to, name) && !strings.Contains(strings.Split(whole, ",")[0], name); want != slices.Contains(others, i) {
				t.Fatalf("%s: %v told, recounted %q of %q", name, others, to, whole)
			}
		}
	})
}

// TestLeaveOut: which single ballots decide, and that it is told of very many as well.
func TestLeaveOut(t *testing.T) {
	for _, c := range []struct {
		ballots    string
		m, k       int
		first, top int64
	}{
		{"5: A > B\n4: B > A", 2, 1, 5, 5}, // without one of five it is a tie
		{"6: A > B\n4: B > A", 2, 1, 0, 0},
		{"4: A > B\n4: B > A", 2, 1, 8, 8},
		{"4: A > B\n4: B > A", 2, 2, 8, 0},
		{"600: A > B > C\n400: B > C > A", 3, 2, 0, 0},
		{"500000000000: A > B\n499999999999: B > A", 2, 1, 500000000000, 500000000000},
		{"[X] A > B\n3: [Y] B > A", 2, 1, 1, 1}, // a tie of two groups: without X, Y is left
		{"A > B > C", 3, 1, 1, 1},
		{"3: A", 1, 1, 0, 0},
	} {
		x := poll.Count(t, poll.Rankings(c.m, c.ballots), poll.Way{ByGroups: true})
		if first, top, _ := LeaveOut(x, c.k); first != c.first || top != c.top {
			t.Errorf("%q, first %d: %d and %d, want %d and %d", c.ballots, c.k, first, top, c.first, c.top)
		}
	}
}

// TestLeaveOutScores: 32 points to 31; without one of the five who prefer A it is a tie.
func TestLeaveOutScores(t *testing.T) {
	b := poll.Marks(2, planner.Score, "5: 4 3\n4: 3 4")
	b.Scale = planner.Scale{Max: 4}
	if first, top, _ := LeaveOut(poll.Count(t, b, poll.Way{}), 1); first != 5 || top != 5 {
		t.Errorf("%d and %d, want 5 and 5", first, top)
	}
}

// TestMarginsAgainstExchanges looks for the smallest number of voters who exchange two
// neighbours by trying all sets of them.
func TestMarginsAgainstExchanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, way := rapid.IntRange(2, 4).Draw(t, "issues"), drawWay(t)
		kind := rapid.SampledFrom([]planner.BallotKind{planner.Ranking, planner.Points}).Draw(t, "kind")
		if kind == planner.Ranking {
			way.Ignore = false // with gaps, an exchange changes who answers
		}
		ballots := single(poll.Draw(below(t), m, kind), 7)
		x := poll.Count(t, list(m, ballots), way)
		sorted := order.Sorted(x.Standing)
		margins, _, _ := Margins(x, sorted)
		for i, got := range margins {
			a, b := sorted[i], sorted[i+1]
			if x.Support[a] == nil {
				continue // nobody votes
			}
			if want := new(big.Rat).Sub(x.Support[a], x.Support[b]); got.Gap.Cmp(want) != 0 {
				t.Fatalf("gap %s, want %s", got.Gap, want)
			}
			best := int64(-1)
			if got.Gap.Sign() == 0 {
				best = 0
			}
			for set := 1; set < 1<<len(ballots) && best != 0; set++ {
				people := int64(0)
				changed := slices.Clone(ballots)
				for j := range changed {
					if set>>j&1 != 0 {
						people++
						marks := slices.Clone(changed[j].Marks)
						marks[a], marks[b] = marks[b], marks[a]
						changed[j].Marks = marks
					}
				}
				if best >= 0 && people >= best {
					continue
				}
				if now := poll.Count(t, list(m, changed), way).Support; now[b].Cmp(now[a]) > 0 {
					best = people
				}
			}
			if got.People != best {
				t.Fatalf("%d over %d: %d people, by trying %d", a, b, got.People, best)
			}
		}
	})
}

// TestVictoryAgainstEveryBallot fills in every set of ballots in every way.
func TestVictoryAgainstEveryBallot(t *testing.T) {
	orders := [][]planner.Mark{{1, 2, 3}, {1, 3, 2}, {2, 1, 3}, {3, 1, 2}, {2, 3, 1}, {3, 2, 1}}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		var ballots []planner.Ballot
		for range 1 + rng.IntN(3) {
			ballots = append(ballots, planner.Ballot{
				Marks: orders[rng.IntN(len(orders))], Group: poll.Groups[rng.IntN(2)],
			})
		}
		x := poll.Count(t, list(3, ballots), poll.Way{ByGroups: true})
		first, _ := order.Top(order.Values(x.Standing), 1)
		_, people, to := Margins(x, order.Sorted(x.Standing))
		if len(first) > 1 {
			if people != 0 {
				t.Fatalf("a tie, and a victory by %d", people)
			}
			continue
		}
		best, ways := int64(0), 1
		for range ballots {
			ways *= len(orders) + 1
		}
		passes := make(map[int]bool)
		for way := range ways {
			changed, n := slices.Clone(ballots), int64(0)
			for i, w := 0, way; i < len(changed); i, w = i+1, w/(len(orders)+1) {
				if k := w % (len(orders) + 1); k > 0 {
					changed[i].Marks = orders[k-1]
					n++
				}
			}
			if best > 0 && n > best {
				continue
			}
			now := poll.Count(t, list(3, changed), poll.Way{ByGroups: true}).Support
			for a := range now {
				if now[a].Cmp(now[first[0]]) > 0 {
					if n < best || best == 0 {
						best, passes = n, make(map[int]bool)
					}
					passes[a] = true
				}
			}
		}
		if people != best || !passes[to] {
			t.Fatalf("margin of victory %d, to %d; by trying %d, to %v", people, to, best, passes)
		}
	}
}

// TestMargins on paper: gaps, and who could pass whom.
func TestMargins(t *testing.T) {
	mixed := poll.Rankings(2, "3: A > B")
	mixed.Add(poll.Marks(2, planner.Approval, "1 0").At(0))
	for _, c := range []struct {
		name    string
		x       *tally.Election
		margins string
		victory int64
		to      int
	}{
		// Three of five prefer A, a gap of 20; two who exchange turn it, and two ballots do.
		{"three of five", poll.Count(t, poll.Rankings(2, "3: A > B\n2: B > A"), poll.Way{}), "20 by 1", 1, 1},
		// 9 of 10: a gap of 80, 20 a voter.
		{"nine of ten", poll.Count(t, poll.Rankings(2, "9: A > B\nB > A"), poll.Way{}), "80 by 5", 5, 1},
		{"everybody", poll.Count(t, poll.Rankings(2, "4: A > B"), poll.Way{}), "100 by 3", 3, 1},
		{"a tie", poll.Count(t, poll.Rankings(2, "A > B\nB > A"), poll.Way{}), "0 by 0", 0, 1},
		{"points", poll.Count(t, poll.Marks(2, planner.Points, "5 5\n6 4"), poll.Way{}), "10 by 1", 1, 1},
		{"blanks", poll.Count(t, poll.Marks(2, planner.Hum, "1 -\n1 0"), poll.Way{}), "50 by 1", 0, -1},
		{"two kinds", poll.Count(t, mixed, poll.Way{}), "100 by 3", 0, -1},
		{"nobody answers B", poll.Count(t, poll.Marks(2, planner.Hum, "1 -"), poll.Way{}), "none by -1", 0, -1},
		{"nobody", poll.Count(t, planner.NewBallots(2), poll.Way{}), "none by -1", 0, -1},
		{"one issue", poll.Count(t, poll.Rankings(1, "A"), poll.Way{}), "", -1, 0},
		{"no issue", poll.Count(t, planner.NewBallots(0), poll.Way{}), "", -1, 0},
		{"nobody answers both", poll.Count(t, poll.Marks(2, planner.Hum, "1 -\n- 0"), poll.Way{}), "50 by -1", 0, -1},
		{"who does prefers B", poll.Count(t, poll.Marks(2, planner.Hum, "2: 1 -\n- 0\n0 1"), poll.Way{}), "25/3 by -1", 0, -1},
		{"the nearest", poll.Count(t, poll.Rankings(3, "4: A > B > C\n3: B > A > C"), poll.Way{}), "50/7 by 1, 500/7 by 3", 1, 1},
		// A's group of one carries half of the weight.
		{"by groups", poll.Count(t, poll.Rankings(2, "[X] A > B\n2: [Y] A > B\n[Y] B > A"), poll.Way{ByGroups: true}), "200/3 by 1", 1, 1},
	} {
		margins, victory, to := Margins(c.x, order.Sorted(c.x.Standing))
		var got []string
		for _, m := range margins {
			gap := "none"
			if m.Gap != nil {
				gap = m.Gap.RatString()
			}
			got = append(got, fmt.Sprintf("%s by %d", gap, m.People))
		}
		if s := strings.Join(got, ", "); s != c.margins || victory != c.victory || to != c.to {
			t.Errorf("%s: %s, victory %d to %d; want %s, %d, %d", c.name, s, victory, to, c.margins, c.victory, c.to)
		}
	}
	// An issue set apart for its few answers is behind whatever its support is.
	b := poll.Marks(2, planner.Score, "4 2\n9: - 2")
	b.Scale = planner.Scale{Max: 4}
	x := poll.Count(t, b, poll.Way{Least: 3})
	if m, _, _ := Margins(x, order.Sorted(x.Standing)); m[0].Gap != nil || m[0].People != -1 {
		t.Errorf("%+v", m)
	}
}

// TestManyBallots: margins do not depend on the number of processors that count them.
func TestManyBallots(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 9))
	ballots := planner.NewBallots(7)
	for range 10_000 {
		marks := make([]planner.Mark, 7)
		for place, a := range rng.Perm(7) {
			marks[a] = planner.Mark(place + 1)
		}
		ballots.Add(planner.Ballot{Marks: marks, Group: poll.Groups[rng.IntN(3)]})
	}
	x := poll.Count(t, ballots, poll.Way{ByGroups: true})
	var want string
	for _, procs := range []int{1, 3} {
		was := runtime.GOMAXPROCS(procs)
		margins, victory, to := Margins(x, order.Sorted(x.Standing))
		runtime.GOMAXPROCS(was)
		got := fmt.Sprint(victory, to)
		for _, m := range margins {
			got += fmt.Sprintf(" %s %d", m.Gap, m.People)
		}
		if want != "" && got != want {
			t.Errorf("%d processors: %s, want %s", procs, got, want)
		}
		want = got
	}
}

// TestBootstrapAgainstBinomial: between two issues, how often the first one wins in a
// sample of the ballots is a binomial sum.
func TestBootstrapAgainstBinomial(t *testing.T) {
	type side struct{ n, forA int }
	for _, c := range []struct {
		text    string
		groups  []side
		grouped bool
	}{
		{"7: A > B\n6: B > A", []side{{13, 7}}, false},
		{"6: A > B\n4: B > A", []side{{10, 6}}, false},
		// Of nine ballots eight are drawn.
		{"5: A > B\n4: B > A", []side{{9, 5}}, false},
		{"9: [X] A > B\n6: [X] B > A\n5: [Y] A > B\n7: [Y] B > A", []side{{15, 9}, {12, 5}}, true},
		{"9: [X] A > B\n6: [X] B > A\n5: [Y] A > B\n7: [Y] B > A", []side{{15, 9}, {12, 5}}, false},
	} {
		// Each sample of the groups: the weight for A less that for B, and its chance.
		lead, chance := []float64{0}, []float64{1}
		for _, g := range c.groups {
			weight := 1.0
			if c.grouped {
				weight = 1 / float64(g.n)
			}
			drawn := g.n
			if drawn < FewBallots {
				drawn--
			}
			var nextLead, nextChance []float64
			for i := range lead {
				for k := range drawn + 1 {
					p := float64(g.forA) / float64(g.n)
					ways, _ := new(big.Float).SetInt(new(big.Int).Binomial(int64(drawn), int64(k))).Float64()
					nextLead = append(nextLead, lead[i]+weight*float64(2*k-drawn))
					nextChance = append(nextChance, chance[i]*ways*math.Pow(p, float64(k))*math.Pow(1-p, float64(drawn-k)))
				}
			}
			lead, chance = nextLead, nextChance
		}
		first, alone := 0.0, 0.0
		for i, l := range lead {
			switch {
			case math.Abs(l) < 1e-9:
				first += chance[i] / 2 // they share the first place
			case l > 0:
				first += chance[i]
				alone += chance[i]
			}
		}
		x := poll.Count(t, poll.Rankings(2, c.text), poll.Way{ByGroups: c.grouped})
		in, err := Bootstrap(t.Context(), x, Enough, 1, 1)
		if err != nil || in.TooFew != nil || in.Replicates != mostReplicates {
			t.Fatalf("%q: %+v, %v", c.text, in, err)
		}
		held := in.Held[0]
		if x.Standing[1].Cmp(x.Standing[0]) > 0 {
			held = 1 - first - (first - alone) // B is first: what is left without ties
		}
		a, b := in.Issues[0], in.Issues[1]
		if math.Abs(a.First-first) > .01 || math.Abs(a.First+b.First-1) > 1e-9 || math.Abs(a.TopK-a.First) > 1e-9 {
			t.Errorf("%q: P(A first) %.4f, want %.4f; B %.4f", c.text, a.First, first, b.First)
		}
		if x.Standing[0].Cmp(x.Standing[1]) > 0 && math.Abs(held-alone) > .01 {
			t.Errorf("%q: A alone first in %.4f, want %.4f", c.text, held, alone)
		}
		if in.Held[1] != 1 {
			t.Errorf("%q: the first two of two held in %v", c.text, in.Held[1])
		}
	}
}

// TestIntervals on paper: what 40 replicates say of three issues.
func TestIntervals(t *testing.T) {
	p := newReplicates(3)
	for i := range 40 {
		support := []float64{.9, .5, .1}
		switch {
		case i == 0:
			support = []float64{.1, .5, .9} // A is last once: 2.5 % of the times
		case i < 11:
			support = []float64{.7, .7, .3} // A and B tie ten times
		}
		p.add(support, make([]int, 3), []int{0, 1, 2}, 1)
	}
	got := p.intervals(40)
	for a, want := range []Interval{
		{Low: 1, Median: 1, High: 1, First: 34. / 40, TopK: 34. / 40, SupportLow: .1, SupportHigh: .9},
		{Low: 1, Median: 2, High: 2, First: 5. / 40, TopK: 5. / 40, SupportLow: .5, SupportHigh: .7},
		{Low: 1, Median: 3, High: 3, First: 1. / 40, TopK: 1. / 40, SupportLow: .1, SupportHigh: .3},
	} {
		if got[a] != want {
			t.Errorf("%c: %+v, want %+v", 'A'+a, got[a], want)
		}
	}
	// A alone is first in 29, A and B are in 39, and all three always.
	if !slices.Equal(p.held, []int64{29, 39, 40}) {
		t.Errorf("held %v", p.held)
	}
}

// TestAllTheSame: where all who answer say the same, every replicate does.
func TestAllTheSame(t *testing.T) {
	blanks := poll.Marks(2, planner.Score, "20: 4 2\n10: - 2")
	blanks.Scale = planner.Scale{Max: 4}
	for name, x := range map[string]*tally.Election{
		"1 0.5 0": poll.Count(t, poll.Rankings(3, "20: [X] A > B > C\n30: [Y] A > B > C"), poll.Way{ByGroups: true}),
		"1 0.5":   poll.Count(t, blanks, poll.Way{}),
	} {
		in, err := Bootstrap(t.Context(), x, 300, 1, 1)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for a, i := range in.Issues {
			got = append(got, fmt.Sprint(i.SupportLow))
			if i.SupportHigh != i.SupportLow || i.Low != a+1 || i.High != a+1 || i.Median != a+1 {
				t.Errorf("%s: %+v", name, i)
			}
		}
		if s := strings.Join(got, " "); s != name || in.Held[0] != 1 {
			t.Errorf("supports %s, want %s; held %v", s, name, in.Held)
		}
	}
}

// TestSharedPlaces: of a tie over the edge, each has its part of the places that are left.
func TestSharedPlaces(t *testing.T) {
	p := newReplicates(4)
	p.add([]float64{.9, .5, .5, .5}, make([]int, 4), []int{0, 1, 2, 3}, 3)
	for a, want := range []float64{1, 2. / 3, 2. / 3, 2. / 3} {
		if p.topK[a] != want {
			t.Errorf("%c is among the first three in %v, want %v", 'A'+a, p.topK[a], want)
		}
	}
	if !slices.Equal(p.held, []int64{1, 0, 0, 1}) {
		t.Errorf("held %v", p.held)
	}
}

// TestTooFew: which votes can be drawn from, and how.
func TestTooFew(t *testing.T) {
	for _, c := range []struct {
		name, ballots string
		grouped       bool
		few, tooFew   []int
		nothing       bool // not even how often the first held
		issues        bool
	}{
		{"enough", "30: [X] A > B\n20: [Y] B > A", true, nil, nil, false, true},
		{"ten", "10: [X] A > B\n20: [Y] B > A", true, nil, nil, false, true},
		{"nine", "9: [X] A > B\n20: [Y] B > A", true, []int{0}, nil, false, true},
		{"five", "5: [X] A > B\n20: [Y] B > A", true, []int{0}, nil, false, true},
		{"four of three groups", "4: [X] A > B\n20: [Y] B > A\n20: [Z] A > B", true, []int{0}, []int{0}, false, false},
		{"four of two groups", "4: [X] A > B\n20: [Y] B > A", true, []int{0}, []int{0}, true, false},
		{"two of three groups", "2: [X] A > B\n20: [Y] B > A\n20: [Z] A > B", true, []int{0}, []int{0}, false, false},
		{"five, and all count alike", "5: [X] A > B\n20: [Y] B > A", false, []int{0}, nil, false, true},
		{"one", "[X] A > B\n20: [Y] B > A\n20: [Z] A > B", true, []int{0}, []int{0}, true, false},
		{"one, and all count alike", "[X] A > B\n20: [Y] B > A", false, nil, nil, false, true},
		{"no groups", "12: A > B\n9: B > A", false, nil, nil, false, true},
		{"four in all", "4: A > B", false, []int{-1}, []int{-1}, true, false},
	} {
		x := poll.Count(t, poll.Rankings(2, c.ballots), poll.Way{ByGroups: c.grouped})
		in, err := Bootstrap(t.Context(), x, 100, 1, 7)
		if err != nil || !slices.Equal(in.Few, c.few) || !slices.Equal(in.TooFew, c.tooFew) ||
			(in.Held == nil) != c.nothing || (in.Issues != nil) != c.issues {
			t.Errorf("%s: %+v, %v", c.name, in, err)
		}
		if want := map[bool]int{false: 100, true: 0}[c.nothing]; in.Replicates != want {
			t.Errorf("%s: %d replicates", c.name, in.Replicates)
		}
	}
}

// TestSameDraws: the order of rows and the number of processors change nothing, another
// seed does.
func TestSameDraws(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	rows := single(scores(rng, 60, 4, 3, .3), 60)
	intervals := func(rows []planner.Ballot, seed uint64) string {
		b := list(4, rows)
		b.Scale = planner.Scale{Max: 100}
		in, err := Bootstrap(t.Context(), poll.Count(t, b, poll.Way{ByGroups: true, Least: 3}), 500, 2, seed)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(in)
	}
	want := intervals(rows, 1)
	turned := slices.Clone(rows)
	slices.Reverse(turned)
	// Groups stay as they are: of each, the ballots are drawn in an order of their own.
	if got := intervals(turned, 1); got != want {
		t.Errorf("turned around: %s\nwant %s", got, want)
	}
	was := runtime.GOMAXPROCS(5)
	got := intervals(rows, 1)
	runtime.GOMAXPROCS(was)
	if got != want {
		t.Errorf("five processors: %s\nwant %s", got, want)
	}
	if intervals(rows, 2) == want {
		t.Error("another seed draws the same")
	}
}

// TestReplicates: how many are drawn where enough are asked for.
func TestReplicates(t *testing.T) {
	for _, c := range []struct {
		rows, m, n  int
		asked, want int
	}{
		{10, 3, 10, Enough, mostReplicates},
		{1000, 9, 1000, Enough, enoughWork / 10_000},
		{100_000, 99, 100_000, Enough, fewestReplicates},
		{100_000, 99, 100_000, 7, 7},
		{0, 0, 0, Enough, mostReplicates},
	} {
		x := poll.Count(t, poll.Rankings(1, "A"), poll.Way{})
		x.Row, x.M = make([]int32, c.rows), c.m
		b := &booter{x: x, urns: []urn{{n: c.n}}}
		if got := b.replicates(c.asked); got != c.want {
			t.Errorf("%+v: %d replicates", c, got)
		}
	}
}

// TestManyAreBundled: where there are so many ballots that drawing them would take too
// long, they are drawn in bundles, which say nearly the same.
func TestManyAreBundled(t *testing.T) {
	x := poll.Count(t, poll.Rankings(2, "102000: A > B\n101500: B > A"), poll.Way{})
	in, err := Bootstrap(t.Context(), x, 2000, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	// The lead of 500 has a standard deviation of √203,500 = 451: P = Φ(1.108) = .866.
	if p := in.Issues[0].First; math.Abs(p-.866) > .05 {
		t.Errorf("P(A first) %v", p)
	}
}

func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Bootstrap(ctx, poll.Count(t, poll.Rankings(2, "20: A > B"), poll.Way{}), 100, 1, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
