package agreement

import (
	"math"
	"math/big"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/electorate"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/poll"
	"roundtable/planner/ranking/internal/tally"
)

func near(got, want float64) bool { return math.Abs(got-want) <= 1e-9 }

// TestTauB: published values, and what follows from the definition.
func TestTauB(t *testing.T) {
	for _, c := range []struct {
		name string
		p, q []int
		want float64
		ok   bool
	}{
		{"the same", []int{1, 2, 3}, []int{1, 2, 3}, 1, true},
		{"turned", []int{1, 2, 3}, []int{3, 2, 1}, -1, true},
		{"one exchange of three", []int{1, 2, 3}, []int{2, 1, 3}, 1. / 3, true},
		{"the same with ties", []int{1, 1, 3, 3}, []int{1, 1, 3, 3}, 1, true},
		// The example of scipy.stats.kendalltau, by rank: 12, 2, 1, 12, 2 and 1, 4, 7, 1, 0.
		{"SciPy manual", []int{1, 3, 5, 1, 3}, []int{3, 2, 1, 3, 5}, -0.47140452079103173, true},
		{"all tied", []int{1, 1, 1}, []int{1, 2, 3}, 0, false},
		{"the other all tied", []int{1, 2, 3}, []int{1, 1, 1}, 0, false},
		{"one thing", []int{1}, []int{1}, 0, false},
		{"nothing", nil, nil, 0, false},
	} {
		if got, ok := TauB(c.p, c.q); !near(got, c.want) || ok != c.ok {
			t.Errorf("%s: %v, %v; want %v, %v", c.name, got, ok, c.want, c.ok)
		}
	}
}

// TestConcordance: the examples of Siegel 1956, Nonparametric Statistics, ch. 9, and the ends.
func TestConcordance(t *testing.T) {
	for _, c := range []struct {
		name     string
		rankings [][]int
		want     *big.Rat
	}{
		{"p. 230: three executives, six applicants", [][]int{
			{1, 6, 3, 2, 5, 4}, {1, 5, 6, 4, 2, 3}, {6, 3, 2, 5, 4, 1},
		}, big.NewRat(17, 105)}, // .16
		{"p. 234, with ties", [][]int{
			{1, 4, 2, 4, 3, 7, 6, 9, 7, 10}, {2, 1, 2, 4, 4, 8, 9, 6, 10, 6}, {2, 1, 3, 3, 3, 3, 7, 7, 7, 10},
		}, big.NewRat(591, 714)}, // .828
		{"the same", [][]int{{1, 2, 3}, {1, 2, 3}}, big.NewRat(1, 1)},
		{"turned", [][]int{{1, 2, 3}, {3, 2, 1}}, new(big.Rat)},
		{"one ranking", [][]int{{2, 1}}, big.NewRat(1, 1)},
		{"one of two ties all", [][]int{{1, 2}, {1, 1}}, big.NewRat(1, 2)},
		{"all tied", [][]int{{1, 1, 1}, {1, 1, 1}}, nil},
		{"one thing", [][]int{{1}, {1}}, nil},
		{"nobody", nil, nil},
	} {
		got := Concordance(c.rankings)
		if (got == nil) != (c.want == nil) || got != nil && got.Cmp(c.want) != 0 {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestDivisive: half put A first and half last, so A divides as much as can be, by two
// places, and B, in the middle for everybody, not at all.
func TestDivisive(t *testing.T) {
	d := Divisiveness(poll.Count(t, poll.Rankings(3, "2: A > B > C\n2: C > B > A"), poll.Way{}))
	for a, want := range []int64{2, 0, 2} {
		if d[a].Cmp(exact.Int(want)) != 0 {
			t.Errorf("issue %d: %s, want %d", a, d[a], want)
		}
	}
	large := poll.Count(t, poll.Rankings(5, "A > B > C > D > E"), poll.Way{})
	large.Row = make([]int32, divisivenessWork/25+1)
	for what, x := range map[string]*tally.Election{
		"one issue": poll.Count(t, poll.Rankings(1, "A"), poll.Way{}),
		"a hum":     poll.Count(t, poll.Marks(2, planner.Hum, "1 -1"), poll.Way{}),
		"too much":  large,
	} {
		if d := Divisiveness(x); d != nil {
			t.Errorf("%s: %v", what, d)
		}
	}
}

// TestGroupsAgainstDefinition: what is said of and across the groups follows from the mean
// Borda scores of each, worked out ballot by ballot, whatever the sizes of the groups.
func TestGroupsAgainstDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(2, 7).Draw(t, "issues")
		below := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
		x := poll.Count(t, poll.Draw(below, m, planner.Ranking), poll.Way{ByGroups: true})
		v := NewViews(x)
		support := make([][]*big.Rat, len(x.Groups))
		for g, name := range x.Groups {
			mean, n := exact.Zeros(m), int64(0)
			answered := make([]bool, m)
			each(x, func(b *planner.Ballot, worth []*big.Rat) {
				if b.Group != name {
					return
				}
				n += b.Count
				for a, w := range worth {
					mean[a].Add(mean[a], new(big.Rat).Mul(w, exact.Int(100*b.Count)))
					answered[a] = answered[a] || b.Marks[a] != planner.Blank
				}
			})
			support[g] = make([]*big.Rat, m)
			for a := range m {
				if mean[a].Quo(mean[a], exact.Int(n)); answered[a] {
					support[g][a] = mean[a]
				}
			}
			if want := order.Ranks(mean); !slices.Equal(v.Ranks[g], want) {
				t.Fatalf("%s ranks %v, want %v", name, v.Ranks[g], want)
			}
		}
		if !reflect.DeepEqual(texts(v.Support), texts(support)) {
			t.Fatalf("supports %v, want %v", texts(v.Support), texts(support))
		}
		d := Divisiveness(x)
		for a := range m {
			checkSpread(t, v, support, a)
			if want := divisivenessByHand(x, a); d[a].Cmp(want) != 0 {
				t.Fatalf("divisiveness of %d: %s, want %s", a, d[a], want)
			}
		}
	})
}

// each calls f with every counted ballot and what the issues are worth to it.
func each(x *tally.Election, f func(b *planner.Ballot, worth []*big.Rat)) {
	v, u := x.Valuer(), make([]int64, x.M)
	for i, status := range x.Status {
		if status == electorate.Counted {
			b := x.Ballots.At(i)
			den := v.Value(b.Kind, b.Marks, u)
			worth := make([]*big.Rat, x.M)
			for a := range worth {
				worth[a] = big.NewRat(u[a], den)
			}
			f(&b, worth)
		}
	}
}

func texts(rows [][]*big.Rat) (out [][]string) {
	for _, row := range rows {
		var line []string
		for _, r := range row {
			if r == nil {
				line = append(line, "-")
			} else {
				line = append(line, r.RatString())
			}
		}
		out = append(out, line)
	}
	return out
}

func checkSpread(t *rapid.T, v *Views, support [][]*big.Rat, a int) {
	got := v.Spread(a)
	low, high, mean, squares, lowest, behind := math.Inf(1), math.Inf(-1), 0.0, 0.0, 0, 0
	all := len(support) > 0
	for g := range support {
		s := support[g][a]
		if s == nil {
			all = false
			continue
		}
		f := exact.Float(s)
		if f < low {
			low, lowest = f, g
		}
		high = max(high, f)
		mean += f / float64(len(support))
		squares += f * f / float64(len(support))
		if f >= 60 {
			behind++
		}
	}
	if (got != nil) != all || v.Behind(a) != behind {
		t.Fatalf("%d: spread %v of %v, %d behind it", a, got, texts(support), v.Behind(a))
	}
	if all && (!near(exact.Float(got.Low), low) || !near(exact.Float(got.High), high) || got.LowGroup != lowest ||
		math.Abs(exact.Float(got.Variance)-(squares-mean*mean)) > 1e-6) {
		t.Fatalf("%d: %+v of %v", a, got, texts(support))
	}
}

// divisivenessByHand compares, for every other issue, the mean Borda score of a on the
// ballots that place it above with that on the ballots that place it below.
func divisivenessByHand(x *tally.Election, a int) *big.Rat {
	sum := new(big.Rat)
	for b := range x.M {
		mean, n := exact.Zeros(2), [2]int64{}
		each(x, func(ballot *planner.Ballot, worth []*big.Rat) {
			p, q := ballot.Marks[a], ballot.Marks[b]
			var side int
			switch {
			case p != planner.Blank && (q == planner.Blank || p < q):
				side = 0
			case q != planner.Blank && (p == planner.Blank || q < p):
				side = 1
			default:
				return
			}
			n[side] += ballot.Count
			mean[side].Add(mean[side], new(big.Rat).Mul(worth[a], exact.Int(ballot.Count*int64(x.M-1))))
		})
		if n[0] > 0 && n[1] > 0 {
			d := mean[0].Quo(mean[0], exact.Int(n[0]))
			d.Sub(d, mean[1].Quo(mean[1], exact.Int(n[1])))
			sum.Add(sum, d.Abs(d))
		}
	}
	return sum.Quo(sum, exact.Int(int64(x.M-1)))
}

// TestSplit: one group has A in its first three and another in its last three; ties with
// others at the edge leave it out of both.
func TestSplit(t *testing.T) {
	for _, c := range []struct {
		name, north, south string
		top, bottom        []int
	}{
		{"first and last", "A > B > C > D > E > F", "B > C > D > E > F > A", []int{0}, []int{1}},
		{"third and fourth", "B > C > A > D > E > F", "B > C > D > A > E > F", []int{0}, []int{1}},
		{"both in the first three", "A > B > C > D > E > F", "B > C > A > D > E > F", nil, nil},
		{"both in the last three", "B > C > D > A > E > F", "B > C > D > E > F > A", nil, nil},
		{"a tie over the edge", "B > C > A = D > E > F", "B > C > D > E > F > A", nil, nil},
		{"level with the last", "A = B = C = D > E > F", "B > C > D > E > F > A", nil, nil},
		{"a tie of all but the last", "A > B > C > D > E > F", "A = B = C = D > E > F", nil, nil},
		{"no answer", "A > B > C > D > E > F", "B > C > D > E > F", nil, nil},
	} {
		x := poll.Count(t, poll.Rankings(6, "[North] "+c.north+"\n[South] "+c.south), poll.Way{ByGroups: true})
		if top, bottom := NewViews(x).Split(0); !slices.Equal(top, c.top) || !slices.Equal(bottom, c.bottom) {
			t.Errorf("%s: %v and %v, want %v and %v", c.name, top, bottom, c.top, c.bottom)
		}
	}
	for _, south := range []string{"B > C > D > E > F > G > A", "A > B > C > D > E > F > G"} {
		x := poll.Count(t, poll.Rankings(7, "[North] B > C > D > A > E > F > G\n[South] "+south), poll.Way{ByGroups: true})
		if top, bottom := NewViews(x).Split(0); top != nil || bottom != nil {
			t.Errorf("the fourth of seven is in neither half: %v, %v", top, bottom)
		}
	}
	x := poll.Count(t, poll.Rankings(5, "[North] A > B > C > D > E\n[South] B > C > D > E > A"), poll.Way{ByGroups: true})
	if top, bottom := NewViews(x).Split(0); top != nil || bottom != nil {
		t.Errorf("of five issues the third is in both halves: %v, %v", top, bottom)
	}
}

// TestConsensus: (A_g + 1)/(n_g + 2) for each group, the geometric mean of these.
func TestConsensus(t *testing.T) {
	for _, c := range []struct {
		m       int
		kind    planner.BallotKind
		ballots string
		want    float64
	}{
		{1, planner.Approval, "3: [X] 1\n[Y] 0\n[Y] 1", math.Sqrt(4. / 5 * 2 / 4)},
		{1, planner.Approval, "3: [X] 1", 4. / 5},
		// Those who did not answer a score or a hum were not asked.
		{2, planner.Hum, "3: [X] 1 1\n5: [X] - 1\n[Y] 0 1\n[Y] 1 1", math.Sqrt(4. / 5 * 2 / 4)},
		{2, planner.Score, "3: [X] 4 1\n5: [X] - 1\n[Y] 0 1\n[Y] 3 1", math.Sqrt(4. / 5 * 2 / 4)},
		// Those who did not tick, or list, did not approve.
		{2, planner.Approval, "3: [X] 1 1\n5: [X] - 1\n[Y] - 1\n[Y] 1 1", math.Sqrt(4. / 10 * 2 / 4)},
	} {
		b := poll.Marks(c.m, c.kind, c.ballots)
		b.Scale = planner.Scale{Max: 4}
		if got := NewViews(poll.Count(t, b, poll.Way{ByGroups: true})).Consensus(0); !near(got, c.want) {
			t.Errorf("%s %q: %v, want %v", c.kind, c.ballots, got, c.want)
		}
	}
}

// TestRepresentative has figures worked out on paper from Polis' formulas: of X nine of
// ten approve A, of the others two of ten.
func TestRepresentative(t *testing.T) {
	for _, c := range []struct {
		name, ballots string
		m             int
		want          []Representative
	}{
		{"A alone", "9: [X] 1 0\n[X] 0 1\n2: [Y] 1 0\n8: [Y] 0 0", 2, []Representative{
			{0, 10. / 12 / (3. / 12), 2 * math.Sqrt(11) * (10./11 - .5), 7. / 11 / math.Sqrt(13./22*9/22*2/11)},
		}},
		{"the clearer one first", "9: [X] 1 1\n[X] 0 1\n2: [Y] 1 0\n8: [Y] 0 0", 2, []Representative{
			{1, 11, math.Sqrt(11), 10. / 11 / math.Sqrt(12./22*10/22*2/11)},
			{0, 10. / 3, 2 * math.Sqrt(11) * (10./11 - .5), 7. / 11 / math.Sqrt(13./22*9/22*2/11)},
		}},
		{"everybody approves", "9: [X] 1\n9: [Y] 1", 1, nil},
		{"half of the group", "[X] 1\n[X] 0\n9: [Y] 0", 1, nil},
		{"less than the others", "9: [X] 0\n9: [Y] 1", 1, nil},
		{"more than half are the others too", "80: [X] 1\n20: [X] 0\n75: [Y] 1\n25: [Y] 0", 1, nil},
		{"nobody else", "9: [X] 1", 1, nil},
	} {
		v := NewViews(poll.Count(t, poll.Marks(c.m, planner.Approval, c.ballots), poll.Way{ByGroups: true}))
		got := v.Representative(0)
		if len(got) != len(c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
			continue
		}
		for i, w := range c.want {
			g := got[i]
			if g.Issue != w.Issue || !near(g.Ratio, w.Ratio) || !near(g.ZGroup, w.ZGroup) || !near(g.ZRest, w.ZRest) {
				t.Errorf("%s: %+v, want %+v", c.name, g, w)
			}
		}
	}
	// By ratio times z: 31/16 at 4.5 is before 21/11 at 2.6.
	both := NewViews(poll.Count(t, poll.Marks(2, planner.Approval,
		"20: [X] 1 1\n10: [X] 0 1\n10: [Y] 1 1\n5: [Y] 0 1\n15: [Y] 0 0"), poll.Way{ByGroups: true})).Representative(0)
	if len(both) != 2 || both[0].Issue != 1 || both[1].Issue != 0 {
		t.Errorf("%+v", both)
	}
	// Whom nobody asked has no say: a score is no answer where it is blank.
	v := NewViews(poll.Count(t, poll.Marks(2, planner.Score, "9: [X] - 4\n9: [Y] 4 4"), poll.Way{ByGroups: true}))
	if x, y := v.Representative(0), v.Representative(1); x != nil || y != nil {
		t.Errorf("%+v, %+v", x, y)
	}
}
