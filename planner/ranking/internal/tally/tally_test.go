package tally_test

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/electorate"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/poll"
	"roundtable/planner/ranking/internal/tally"
)

// below draws numbers below its argument.
func below(t *rapid.T) func(int) int {
	return func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
}

// allKinds are those of ballots.
var allKinds = []planner.BallotKind{
	planner.Ranking, planner.Approval, planner.Score, planner.Points, planner.Hum,
}

// drawElection counts drawn ballots, all of one kind or of several, in any way.
func drawElection(t *rapid.T) *tally.Election {
	kinds := allKinds
	if k := rapid.IntRange(0, len(kinds)).Draw(t, "kind"); k < len(kinds) {
		kinds = kinds[k : k+1]
	}
	return poll.Count(t, poll.Draw(below(t), rapid.IntRange(1, 5).Draw(t, "issues"), kinds...), poll.Way{
		ByGroups: rapid.Bool().Draw(t, "by groups"), Ignore: rapid.Bool().Draw(t, "ignore"),
		Least: rapid.Int64Range(0, 3).Draw(t, "least"),
	})
}

// weighted are the counted ballots of an election with what each entry weighs.
func weighted(x *tally.Election) (ballots []planner.Ballot, weights []*big.Rat) {
	for i, status := range x.Status {
		if status == electorate.Counted {
			b := x.Ballots.At(i)
			ballots = append(ballots, b)
			weights = append(weights, new(big.Rat).Mul(x.Weight[x.ClassOf(i)], exact.Int(b.Count)))
		}
	}
	return ballots, weights
}

// text writes fractions, "-" for none.
func text(rs ...*big.Rat) string {
	out := ""
	for i, r := range rs {
		s := "-"
		if r != nil {
			s = r.RatString()
		}
		if i > 0 {
			out += " "
		}
		out += s
	}
	return out
}

// TestPairs counts every pair ballot by ballot.
func TestPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawElection(t)
		ballots, weights := weighted(x)
		total := new(big.Rat)
		for i := range ballots {
			total.Add(total, weights[i])
		}
		for a := range x.M {
			for b := range x.M {
				want, heads := new(big.Rat), int64(0)
				for i := range ballots {
					if above(&ballots[i], a, b, x) {
						want.Add(want, weights[i])
						heads += ballots[i].Count
					}
				}
				if got := x.Rat(x.W[a][b], 1); got.Cmp(want) != 0 || x.Above(a, b) != heads {
					t.Fatalf("%d over %d: %s of %d ballots, want %s of %d", a, b, text(got), x.Above(a, b), text(want), heads)
				}
				if sign := x.W[a][b].Cmp(x.W[b][a]); x.Beats(a, b) != sign || x.Beats(b, a) != -sign {
					t.Fatalf("%d beats %d: %d, and back %d", a, b, x.Beats(a, b), x.Beats(b, a))
				}
			}
		}
		if x.Rat(x.Total, 1).Cmp(total) != 0 {
			t.Fatalf("%s in all, want %s", text(x.Rat(x.Total, 1)), text(total))
		}
	})
}

// above reports whether a ballot places a above b.
func above(b *planner.Ballot, p, q int, x *tally.Election) bool {
	mark := func(a int) (mk int64, listed bool) {
		m := b.Marks[a]
		if m == planner.Blank && b.Kind == planner.Approval && x.TickStyle {
			m = 0
		}
		mk = int64(m)
		if b.Kind == planner.Ranking {
			mk = -mk
		}
		return mk, m != planner.Blank
	}
	m, listed := mark(p)
	n, other := mark(q)
	return listed && (other && m > n || !other && x.Policy == ballot.Last && b.Kind != planner.Hum)
}

// TestSupport: the support of an issue is the mean of what it is worth to the ballots
// that answer it, up to Least of the others standing in at the mean of all answers; by
// groups, the mean of the groups' own.
func TestSupport(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawElection(t)
		support, raw := x.Support, exact.Zeros(x.M)
		for a := range x.M {
			raw[a] = x.Raw(a)
		}
		wantSupport, wantRaw := supportByHand(x, func(planner.Ballot) bool { return true }, x.Grouped)
		if text(support...) != text(wantSupport...) || text(raw...) != text(wantRaw...) {
			t.Fatalf("support %s, raw %s; want %s and %s", text(support...), text(raw...), text(wantSupport...), text(wantRaw...))
		}
		for g, name := range x.Groups {
			own, _ := x.GroupSupport(g)
			want, _ := supportByHand(x, func(b planner.Ballot) bool { return b.Group == name }, false)
			if text(own...) != text(want...) {
				t.Fatalf("support of %s: %s, want %s", name, text(own...), text(want...))
			}
		}
	})
}

// supportByHand works supports out ballot by ballot, of those that are in.
func supportByHand(x *tally.Election, in func(planner.Ballot) bool, grouped bool) (support, raw []*big.Rat) {
	type sums struct{ top, bottom []*big.Rat }
	ballots, weights := weighted(x)
	v, u := x.Valuer(), make([]int64, x.M)
	groups := map[string]*sums{}
	whole, heads := map[string]*big.Rat{}, map[string]int64{}
	var names []string
	for i, b := range ballots {
		if !in(b) {
			continue
		}
		name := b.Group
		if !grouped {
			name = ""
		}
		g := groups[name]
		if g == nil {
			g = &sums{exact.Zeros(x.M), exact.Zeros(x.M)}
			groups[name], whole[name] = g, new(big.Rat)
			names = append(names, name)
		}
		whole[name].Add(whole[name], weights[i])
		heads[name] += b.Count
		den := v.Value(b.Kind, b.Marks, u)
		for a := range u {
			if u[a] != ballot.NoAnswer {
				g.top[a].Add(g.top[a], new(big.Rat).Mul(weights[i], big.NewRat(u[a], den)))
				g.bottom[a].Add(g.bottom[a], weights[i])
			}
		}
	}
	support, raw = make([]*big.Rat, x.M), make([]*big.Rat, x.M)
	for a := range x.M {
		sum, said, rawSum, rawSaid := new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat)
		for _, name := range names {
			g := groups[name]
			top, bottom := new(big.Rat), new(big.Rat)
			for b := range x.M {
				top.Add(top, g.top[b])
				bottom.Add(bottom, g.bottom[b])
			}
			if bottom.Sign() == 0 {
				continue
			}
			left := new(big.Rat).Sub(whole[name], g.bottom[a])
			if most := new(big.Rat).Mul(whole[name], big.NewRat(x.Least, heads[name])); most.Cmp(left) < 0 {
				left = most
			}
			share := whole[name]
			if all := new(big.Rat).Add(g.bottom[a], left); all.Sign() > 0 {
				mean := top.Quo(top, bottom)
				mean.Mul(mean, left).Add(mean, g.top[a]).Quo(mean, all)
				sum.Add(sum, mean.Mul(mean, share))
				said.Add(said, share)
			}
			if g.bottom[a].Sign() > 0 {
				mean := new(big.Rat).Quo(g.top[a], g.bottom[a])
				rawSum.Add(rawSum, mean.Mul(mean, share))
				rawSaid.Add(rawSaid, share)
			}
		}
		if rawSaid.Sign() > 0 {
			support[a] = sum.Quo(sum, said).Mul(sum, exact.Int(100))
			raw[a] = rawSum.Quo(rawSum, rawSaid).Mul(rawSum, exact.Int(100))
		}
	}
	return support, raw
}

// TestWithout: a stratum without one of its ballots is that of the other ballots.
func TestWithout(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawElection(t)
		if len(x.Row) == 0 {
			return
		}
		v, u := x.Valuer(), make([]int64, x.M)
		k := rapid.IntRange(0, len(x.Row)-1).Draw(t, "leaves")
		class := x.Class[k]
		kind, marks := x.Marks(k)
		den := v.Value(kind, marks, u)
		s := x.Strata[x.StratumOf[class]]
		was := text(s.Whole) + text(s.Top...) + text(s.Bottom...)
		less := s.Without(x.Weight[class], u, den)
		top, bottom := new(big.Rat), new(big.Rat)
		for a := range x.M {
			if u[a] != ballot.NoAnswer {
				w := x.Weight[class]
				less.Top[a].Add(less.Top[a], new(big.Rat).Mul(w, big.NewRat(u[a], den)))
				less.Bottom[a].Add(less.Bottom[a], w)
			}
			top.Add(top, s.Top[a])
			bottom.Add(bottom, s.Bottom[a])
		}
		if text(less.Top...) != text(s.Top...) || text(less.Bottom...) != text(s.Bottom...) || less.N != s.N-1 ||
			new(big.Rat).Add(less.Whole, x.Weight[class]).Cmp(s.Whole) != 0 {
			t.Fatalf("%+v without one and with it again: %+v", s, less)
		}
		if got := text(s.Whole) + text(x.Strata[x.StratumOf[class]].Top...) + text(s.Bottom...); got != was {
			t.Fatal("the stratum changed")
		}
		if bottom.Sign() > 0 && s.Centre.Cmp(top.Quo(top, bottom)) != 0 {
			t.Fatalf("centre %s, want %s", text(s.Centre), text(top))
		}
	})
}

// TestOnPaper is one election worked out on paper: four ballots of Government against two
// of Civil Society, the groups counting the same, each 3 of 6. So a ballot weighs ¾ or 1½.
func TestOnPaper(t *testing.T) {
	x := poll.Count(t, poll.Rankings(3, `
		4: [Government] A > B > C
		[Civil Society] C > B > A
		[Civil Society] B > A`), poll.Way{ByGroups: true, ApproveFirst: 1})
	for pair, want := range map[[2]int]string{
		{0, 1}: "3", {1, 0}: "3", {0, 2}: "9/2", {2, 0}: "3/2", {1, 2}: "9/2", {2, 1}: "3/2",
	} {
		if got := text(x.Rat(x.W[pair[0]][pair[1]], 1)); got != want {
			t.Errorf("%v: %s, want %s", pair, got, want)
		}
	}
	// A: Government 100, Civil Society (0 + 50)/2; B: 50 and (50 + 100)/2; C: 0 and 50.
	if got := text(x.Support...); got != "125/2 125/2 25" {
		t.Errorf("support %s", got)
	}
	var approvals []*big.Rat
	for _, w := range x.Approvals() {
		approvals = append(approvals, x.Rat(w, 1))
	}
	if got := text(approvals...); got != "3 3/2 3/2" {
		t.Errorf("approvals %s", got)
	}
	if got := text(x.GroupWeight(0), x.GroupWeight(1), x.GroupWeight(-1)); got != "3 3 0" {
		t.Errorf("the groups weigh %s", got)
	}
	// Kish: 6²/(4·9/16 + 2·9/4) = 16/3.
	if got := x.Effective(); got < 5.3333 || got > 5.3334 {
		t.Errorf("%v effective ballots", got)
	}
	if all, by := x.AnswersTo(2); all != 5 || !slices.Equal(by, []int64{1, 4}) {
		t.Errorf("%d answers on C, %v", all, by)
	}
	// Where blanks count for nothing, A gets 0 of one and 0 of the other ballot.
	y := x.Under(ballot.Ignore)
	if got := text(y.Support...) + ", was " + text(x.Support...); got != "50 125/2 50, was 125/2 125/2 25" {
		t.Errorf("support %s", got)
	}
	x.Priority = []int{2, 0, 1}
	if got := x.Prefer([]int{0, 1, 2}); !slices.Equal(got, []int{2, 0, 1}) {
		t.Errorf("preferred %v", got)
	}
	if got := x.Prefer([]int{0, 2}); !slices.Equal(got, []int{2, 0}) || !slices.Equal(x.Priority, []int{2, 0, 1}) {
		t.Errorf("preferred %v", got)
	}
}

// TestComparesNothing: where blanks count for nothing, a group that lists one issue a ballot
// says nothing, and the support is that of the others.
func TestComparesNothing(t *testing.T) {
	x := poll.Count(t, poll.Rankings(2, "3: [X] A > B\n2: [X] B > A\n2: [Y] B"), poll.Way{ByGroups: true, Ignore: true, Least: 3})
	if own, _ := x.GroupSupport(1); text(x.Support...) != "60 40" || text(own...) != "- -" {
		t.Errorf("support %s, of Y %s", text(x.Support...), text(own...))
	}
	if part, counted := x.Heaviest(0); text(part) != "1/5" || counted != 5 {
		t.Errorf("%s of %d", text(part), counted)
	}
}

// TestLargeCounts: sums stay exact where counts are near the end of 64 bits.
func TestLargeCounts(t *testing.T) {
	const n = int64(1) << 58
	x := poll.Count(t, poll.Rankings(3, fmt.Sprintf("%d: A > B > C\n%d: B > A > C", n, n-1)), poll.Way{})
	if got := x.Rat(x.W[0][2], 1); got.Cmp(exact.Int(2*n-1)) != 0 || x.Beats(0, 1) != 1 {
		t.Errorf("A over C %s, over B %d", text(got), x.Beats(0, 1))
	}
	if x.Support[0].Cmp(x.Support[1]) <= 0 || x.Support[2].Sign() != 0 {
		t.Errorf("support %s", text(x.Support...))
	}
}

func TestFirstPlaces(t *testing.T) {
	x := poll.Count(t, poll.Rankings(4, "2: A = B > C\n3: D\n1: D > A"), poll.Way{})
	var got []string
	for share := 1; share <= 4; share++ {
		for a := range 4 {
			if n := x.Tally[0].First(share, a); n > 0 {
				got = append(got, fmt.Sprintf("%d·%s/%d", n, poll.List([]int{a}), share))
			}
		}
	}
	if want := []string{"4·D/1", "2·A/2", "2·B/2"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	hum := poll.Count(t, poll.Marks(2, planner.Hum, "3: 1 -1\n2: 0 -1\n1: 1 -"), poll.Way{}).Tally[0]
	if got := []int64{hum.Graded(1, 0), hum.Graded(0, 0), hum.Graded(-1, 1), hum.Graded(1, 1), hum.Graded(7, 0)}; !slices.Equal(
		got, []int64{4, 2, 5, 0, 0}) {
		t.Errorf("graded %v", got)
	}
	if n, sum := hum.Answers(1); n != 5 || sum != -5 {
		t.Errorf("%d answers of %d in all", n, sum)
	}
}

// TestAnswersTo: what is an answer depends on what a blank means.
func TestAnswersTo(t *testing.T) {
	for _, c := range []struct {
		what    string
		ballots *planner.Ballots
		want    []int64
	}{
		{"rankings list them", poll.Rankings(3, "2: A > B\nC"), []int64{2, 2, 1}},
		{"scores", poll.Marks(2, planner.Score, "2: 0 -\n5 5"), []int64{3, 1}},
		{"points", poll.Marks(2, planner.Points, "2: 0 -\n5 5"), []int64{3, 1}},
		{"refusals are answers", poll.Marks(2, planner.Approval, "2: 1 0\n1 -"), []int64{3, 2}},
		{"ticks alone", poll.Marks(2, planner.Approval, "2: 1 -\n1 1"), []int64{3, 1}},
		{"ticks beside rankings", mixed(poll.Rankings(2, "A > B"), poll.Marks(2, planner.Approval, "2: 1 0")), []int64{3, 1}},
		{"nobody", planner.NewBallots(1), []int64{0}},
	} {
		x := poll.Count(t, c.ballots, poll.Way{})
		for a, want := range c.want {
			if got, _ := x.AnswersTo(a); got != want {
				t.Errorf("%s: %d answers to %d, want %d", c.what, got, a, want)
			}
		}
	}
}

// mixed puts ballots together.
func mixed(lists ...*planner.Ballots) *planner.Ballots {
	out := planner.NewBallots(lists[0].Issues())
	for _, l := range lists {
		for i := range l.Len() {
			out.Add(l.At(i))
		}
	}
	return out
}

// TestFewAnswers: an issue that one ballot answers, or no more than a quarter as many as
// the most answered one, comes after all others.
func TestFewAnswers(t *testing.T) {
	for _, c := range []struct {
		what, ballots string
		least         int64
		few           []bool
		standing      string
	}{
		{"one of three", "4 -\n2 2\n2 2", 3, []bool{false, false}, "200/3 160/3"},
		{"one of two", "4 2\n- 2", 3, []bool{true, false}, "-350/3 50"},
		{"a quarter", "4 2\n4 2\n6: - 2", 1, []bool{true, false}, ""},
		{"more than a quarter", "4 2\n4 2\n5: - 2", 1, []bool{false, false}, ""},
		{"answers as they are", "4 2\n- 2", 0, []bool{false, false}, "100 50"},
		{"nobody answers", "- 2\n- 2", 3, []bool{false, false}, "- 50"},
		{"one ballot for each", "4 -\n- 2", 3, []bool{false, false}, ""},
		// By groups: half of the voters answer A in one group, an eighth in the whole.
		{"by groups", "[X] 4 2\n3: [X] - 2\n4: [Y] - 2", 3, []bool{true, false}, ""},
		{"a group of one", "[X] 4 2\n7: [Y] - 2", 3, []bool{true, false}, ""},
	} {
		ballots := poll.Marks(2, planner.Score, c.ballots)
		ballots.Scale = planner.Scale{Max: 4}
		x := poll.Count(t, ballots, poll.Way{ByGroups: ballots.At(0).Group != "", Least: c.least})
		if !slices.Equal(x.Few, c.few) {
			t.Errorf("%s: few answer %v, want %v", c.what, x.Few, c.few)
		}
		if c.standing != "" && text(x.Standing...) != c.standing {
			t.Errorf("%s: %s, want %s", c.what, text(x.Standing...), c.standing)
		}
	}
}

// TestHeaviest: what part one ballot has in a support, and whether all are alike.
func TestHeaviest(t *testing.T) {
	for _, c := range []struct {
		what, ballots string
		way           poll.Way
		part          string // in the support of the first issue
		counted       int64
		alike         bool
	}{
		{"four alike", "4: 3 2", poll.Way{}, "1/4", 4, true},
		{"two of four answer", "2: 3 2\n2: - 2", poll.Way{}, "1/2", 2, false},
		{"one of four, three stand in", "3 2\n3: - 2", poll.Way{Least: 3}, "1", 1, false},
		{"a group of one", "[X] 3 2\n3: [Y] 3 2", poll.Way{ByGroups: true}, "1/2", 4, false},
		{"groups alike", "3: [X] 3 2\n3: [Y] 3 2", poll.Way{ByGroups: true}, "1/6", 6, true},
		// Nobody of Y answers: its two ballots share its half, at the mean of its answers.
		{"a group that stands in", "[X] 3 2\n2: [X] 3 2\n[Y] - 2\n[Y] - 1", poll.Way{ByGroups: true, Least: 3}, "1/4", 3, false},
		{"a group that says nothing", "3: [X] 3 2\n2: [Y] - 2", poll.Way{ByGroups: true}, "1/3", 3, false},
		{"nobody answers", "2: - 2", poll.Way{}, "0", 0, false},
	} {
		ballots := poll.Marks(2, planner.Score, c.ballots)
		ballots.Scale = planner.Scale{Max: 3}
		x := poll.Count(t, ballots, c.way)
		part, counted := x.Heaviest(0)
		if text(part) != c.part || counted != c.counted || x.Alike(tally.Everyone) != c.alike {
			t.Errorf("%s: %s of %d, alike %v; want %s of %d, %v", c.what, text(part), counted,
				x.Alike(tally.Everyone), c.part, c.counted, c.alike)
		}
	}
	// A heavy ballot has no part in what it does not answer, and is not like the others.
	b := poll.Marks(2, planner.Score, "3: [X] 3 2\n[Y] 3 2")
	b.Add(planner.Ballot{Group: "X", Kind: planner.Score, Marks: []planner.Mark{planner.Blank, 2}, Weight: planner.Ratio{Num: 5, Den: 1}})
	b.Scale = planner.Scale{Max: 3}
	heavy := poll.Count(t, b, poll.Way{})
	if part, _ := heavy.Heaviest(0); text(part) != "1/4" {
		t.Errorf("a heavy ballot elsewhere: %s", text(part))
	}
	if part, _ := heavy.Heaviest(1); text(part) != "5/9" || heavy.Alike(0) || !heavy.Alike(1) {
		t.Errorf("a heavy ballot: %s", text(part))
	}
	x := poll.Count(t, poll.Rankings(2, "[X] A > B\n3: [Y] A > B"), poll.Way{ByGroups: true})
	if !x.Alike(0) || !x.Alike(1) || x.Alike(tally.Everyone) {
		t.Error("ballots of one group weigh the same, those of two do not")
	}
}

// TestMean is what the rules by grades use: a mean of means, each group by its share, and
// those that say nothing left out.
func TestMean(t *testing.T) {
	x := poll.Count(t, poll.Marks(1, planner.Score, "[X] 4\n3: [Y] 2"), poll.Way{ByGroups: true})
	all := func(c int) (*big.Rat, int64) { return exact.Int([]int64{4, 6}[c]), []int64{1, 3}[c] }
	if got := x.Mean(all); text(got) != "3" {
		t.Errorf("mean of the groups' 4 and 2: %s", text(got))
	}
	one := func(c int) (*big.Rat, int64) { return exact.Int([]int64{4, 0}[c]), []int64{1, 0}[c] }
	if got := x.Mean(one); text(got) != "4" {
		t.Errorf("mean of the one group that answers: %s", text(got))
	}
	if got := x.Mean(func(int) (*big.Rat, int64) { return nil, 0 }); got != nil {
		t.Errorf("mean of nothing: %s", text(got))
	}
}

func TestNobody(t *testing.T) {
	for _, ballots := range []*planner.Ballots{planner.NewBallots(2), poll.Marks(2, planner.Hum, "- -")} {
		x := poll.Count(t, ballots, poll.Way{Least: 3})
		if x.Total.Sign() != 0 || x.Effective() != 0 || text(x.Standing...) != "- -" || !x.Alike(tally.Everyone) {
			t.Errorf("of nobody: %s, %v effective, %s", x.Total, x.Effective(), text(x.Standing...))
		}
	}
	// Nor is there a support where no scale is declared and all give the same grade.
	if x := poll.Count(t, poll.Marks(2, planner.Score, "3 3\n3 -"), poll.Way{}); text(x.Support...) != "- -" {
		t.Errorf("support on a scale of one grade: %s", text(x.Support...))
	}
}

// stopping ends after it was looked at so many times.
type stopping struct {
	context.Context
	looks int
}

func (s *stopping) Err() error {
	if s.looks--; s.looks < 0 {
		return context.Canceled
	}
	return nil
}

// TestStopped: a count can be stopped before it begins, and in the midst of very many ballots.
func TestStopped(t *testing.T) {
	const many = 70_000
	b := planner.NewBallots(1)
	for i := range many {
		b.Add(planner.Ballot{Kind: planner.Score, Marks: []planner.Mark{planner.Mark(i)}})
	}
	e := electorate.New(electorate.Admit(b, electorate.CollectLabels(b), electorate.Settings{}))
	for looks, stopped := range []bool{true, true, false} {
		_, err := tally.Count(&stopping{t.Context(), looks}, e, ballot.NewApprover(1, e.Scale))
		if errors.Is(err, context.Canceled) != stopped {
			t.Errorf("stopped at look %d: %v", looks, err)
		}
	}
}
