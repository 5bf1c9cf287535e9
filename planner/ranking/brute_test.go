package ranking

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
)

// runT makes the inner state for rapid tests.
func runT(t *rapid.T, p profileText, change func(*Options)) *run {
	opts := DefaultOptions()
	if change != nil {
		change(&opts)
	}
	r, err := newRun(t.Context(), p.issues, p.ballots, opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// permutations calls f with every order of 0..m-1.
func permutations(m int, f func([]int)) {
	p := seq(m)
	var rec func(int)
	rec = func(i int) {
		if i == m {
			f(p)
			return
		}
		for j := i; j < m; j++ {
			p[i], p[j] = p[j], p[i]
			rec(i + 1)
			p[i], p[j] = p[j], p[i]
		}
	}
	rec(0)
}

func TestKemenyAgainstAllRankings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(1, 6).Draw(t, "issues")
		r := runT(t, listOf(m, drawBallots(t, m, false)), anyOptions(t))
		got := runKemeny(t.Context(), r.chosen)
		best, n, first := new(big.Int).SetInt64(-1), int64(0), map[string]bool{}
		permutations(m, func(p []int) {
			switch v := r.chosen.kemenyTotal(p); v.Cmp(best) {
			case 1:
				best, n, first = v, 1, map[string]bool{letters[p[0]]: true}
			case 0:
				n++
				first[letters[p[0]]] = true
			}
		})
		want := r.chosen.exact(best, 1)
		if got.Total.String() != want.String() || got.OptimalRankings.String() != big.NewInt(n).String() || len(got.Winners) != len(first) {
			t.Fatalf("score %s by %s rankings, first %v; all rankings: %s by %d, %v", got.Total, got.OptimalRankings, got.Winners, want, n, first)
		}
		order := make([]int, m)
		for i, id := range got.Order {
			order[i] = slices.Index(letters, id)
		}
		if v := r.chosen.kemenyTotal(order); v.Cmp(best) != 0 {
			t.Fatalf("the ranking shown, %v, scores %s, not %s", got.Order, v, best)
		}
	})
}

// TestWideWeights: weights of many digits give the same optimum as small ones of
// the same proportions, in 64 bits, in 128 and beyond.
func TestWideWeights(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	for _, bits := range []uint{0, 60, 100, 200} {
		p := listOf(6, nil)
		for range 9 {
			b := planner.Ballot{Kind: planner.Ranking, Marks: make([]planner.Mark, 6)}
			for place, a := range rng.Perm(6) {
				b.Marks[a] = planner.Mark(place + 1)
			}
			p.ballots.Add(b)
		}
		r, err := newRun(t.Context(), p.issues, p.ballots, DefaultOptions())
		if err != nil {
			t.Fatal(err)
		}
		x := *r.chosen
		x.w = newMatrix(x.m)
		// One more unit on one pair keeps the greatest common divisor at 1.
		for a := range x.m {
			for b := range x.m {
				x.w[a][b] = new(big.Int).Lsh(r.chosen.w[a][b], bits)
			}
		}
		x.w[0][1].Add(x.w[0][1], big.NewInt(1))
		best := big.NewInt(-1)
		permutations(x.m, func(p []int) {
			if v := x.kemenyTotal(p); v.Cmp(best) > 0 {
				best = v
			}
		})
		table := x.kemenyExact(x.all())
		if got := x.kemenyTotal(table.order()); got.Cmp(best) != 0 {
			t.Errorf("weights of %d more bits: %s, best %s", bits, got, best)
		}
	}
}

func TestSmithSetAgainstAllSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(1, 6).Draw(t, "issues")
		x := runT(t, listOf(m, drawBallots(t, m, false)), anyOptions(t)).chosen
		var smallest []int
		for set := 1; set < 1<<m; set++ {
			var in []int
			dominant := true
			for a := range m {
				if set>>a&1 == 0 {
					continue
				}
				in = append(in, a)
				for b := range m {
					dominant = dominant && (set>>b&1 != 0 || x.beats(a, b) > 0)
				}
			}
			if dominant && (smallest == nil || len(in) < len(smallest)) {
				smallest = in
			}
		}
		if got := x.smith(); !slices.Equal(got, smallest) {
			t.Fatalf("Smith set %v, want %v", got, smallest)
		}
	})
}

// TestRankedPairsAgainstAllOrders locks the wins in every order that respects
// their strength.
func TestRankedPairsAgainstAllOrders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(2, 4).Draw(t, "issues")
		x := runT(t, listOf(m, drawBallots(t, m, false)), anyOptions(t)).chosen
		for _, s := range []strength{winning, margins} {
			rp := newRankedPairs(x)
			steps := rp.steps(s)
			winners := map[int]bool{}
			var lockFrom func(i int, c closure)
			lockFrom = func(i int, c closure) {
				if i == len(steps) {
					for _, a := range rp.sources(c) {
						winners[a] = true
					}
					return
				}
				permutations(len(steps[i]), func(p []int) {
					ws := make([]win, len(p))
					for k, j := range p {
						ws[k] = steps[i][j]
					}
					lockFrom(i+1, rp.lockAll(c, ws))
				})
			}
			lockFrom(0, rp.empty())
			got := rp.run(t.Context(), s).Winners
			if len(got) != len(winners) {
				t.Fatalf("possible winners %v, want %v", got, winners)
			}
			for _, id := range got {
				if !winners[slices.Index(letters, id)] {
					t.Fatalf("possible winners %v, want %v", got, winners)
				}
			}
		}
	})
}

func TestRunoffAgainstAllTieBreaks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(1, 5).Draw(t, "issues")
		r := runT(t, listOf(m, drawBallots(t, m, false)), nil)
		winners := map[int]bool{}
		var follow func(set []int)
		follow = func(set []int) {
			votes, _ := r.chosen.recount(set)
			if len(set) == 1 {
				winners[set[0]] = true
				return
			}
			low := slices.MinFunc(set, func(a, b int) int { return votes[a].Cmp(votes[b]) })
			for i, a := range set {
				if votes[a].Cmp(votes[low]) == 0 {
					follow(slices.Delete(slices.Clone(set), i, i+1))
				}
			}
		}
		follow(seq(m))
		got := irvRule().run(t.Context(), r.chosen).Winners
		if len(got) != len(winners) {
			t.Fatalf("possible winners %v, want %v", got, winners)
		}
	})
}

// bordaByHand scores one ballot as the definitions are written.
func bordaByHand(marks []planner.Mark, form string) []*big.Rat {
	m, k := int64(len(marks)), int64(0)
	for _, mk := range marks {
		if mk != planner.Blank {
			k++
		}
	}
	out := zeros(len(marks))
	for a, mk := range marks {
		if mk == planner.Blank {
			if form == "borda" {
				out[a].SetFrac64(m-k-1, 2)
			}
			continue
		}
		var p, t int64
		for _, o := range marks {
			switch {
			case o == planner.Blank:
			case o < mk:
				p++
			case o == mk:
				t++
			}
		}
		switch form {
		case "borda":
			out[a].SetFrac64(2*(m-p-t)+t-1, 2)
		case "borda_top0":
			out[a].SetFrac64(2*(m-1-p)-(t-1), 2)
		case "borda_mod":
			out[a].SetFrac64(2*(k-p)-(t-1), 2)
		case "borda_dom":
			out[a].SetFrac64(m-p-t, 1)
		case "borda_ign":
			out[a].SetFrac64(2*(k-p-t)+t-1, 2)
		}
	}
	return out
}

func TestBordaAgainstDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(1, 6).Draw(t, "issues")
		ballots := drawBallots(t, m, false)
		res := rankT(t, listOf(m, ballots), func(o *Options) { o.Weights = ByHeads })
		for _, form := range []string{"borda", "borda_top0", "borda_mod", "borda_dom", "borda_ign"} {
			want := zeros(m)
			for _, b := range ballots {
				for a, s := range bordaByHand(b.Marks, form) {
					want[a].Add(want[a], s.Mul(s, big.NewRat(b.Count, 1)))
				}
			}
			for a := range m {
				got := res.Rules[form].Scores[letters[a]]
				if got.String() != want[a].RatString() {
					t.Fatalf("%s of %s: %s, want %s", form, letters[a], got, want[a].RatString())
				}
			}
		}
	})
}

// TestCountersAgree: the bit-sliced counters count as the plain loops do.
func TestCountersAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, m := range []int{1, 2, 7, 20, 63, 64, 65} {
		p := profileText{ballots: planner.NewBallots(m)}
		for range m {
			p.issues = append(p.issues, planner.Issue{ID: string(rune('a' + len(p.issues)))})
		}
		for i := range 5000 {
			b := planner.Ballot{Kind: planner.Ranking, Marks: blanks(m), Group: []string{"Government", "Civil Society"}[i%2]}
			listed := m
			if i%3 != 0 {
				listed = 1 + rng.IntN(m)
			}
			for place, a := range rng.Perm(m)[:listed] {
				b.Marks[a] = planner.Mark(place + 1)
			}
			p.ballots.Add(b)
		}
		r, err := newRun(t.Context(), p.issues, p.ballots, DefaultOptions())
		if err != nil {
			t.Fatal(err)
		}
		want := make([]*tally, len(r.classes))
		c := &counter{m: m, r: newReader(m, true), approve: newApprover(r.opts, r.scale)}
		for k := range r.row {
			cls := r.class[k]
			if want[cls] == nil {
				want[cls] = newTally(m)
			}
			want[cls].n += r.count[k]
			c.slow(want[cls], planner.Ranking, r.ballots.Marks(int(r.row[k])), r.count[k])
		}
		for cls, w := range want {
			g := r.tallies[cls]
			same(t, "strict", g.strict, w.strict)
			same(t, "approvals", g.approve, w.approve)
			same(t, "first places", g.first, w.first)
			same(t, "below", g.below, w.below)
			for i := range m * m {
				if g.bothAt(i) != w.bothAt(i) {
					t.Fatalf("m=%d: both listed %d, want %d", m, g.bothAt(i), w.bothAt(i))
				}
			}
		}
	}
}
