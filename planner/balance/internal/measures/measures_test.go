package measures

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"roundtable/planner"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) { // nor is what is no number
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// The table of what tests can and cannot say for five equal groups.
func TestTableOfTestProperties(t *testing.T) {
	equal := slices.Repeat([]float64{0.2}, 5)
	for _, tc := range []struct {
		n, outcomes      int
		smallest         float64 // 0: not in the table
		covers, chiSize  float64
		power            [3]float64 // one group with 40, 50, 80 %
		skipSize, skipPw bool
	}{
		{n: 3, outcomes: 35, smallest: 0.040, covers: 0, chiSize: .040, power: [3]float64{.08, .13, .51}},
		{n: 4, outcomes: 70, smallest: 0.008, covers: 0, chiSize: .008, power: [3]float64{.03, .06, .41}},
		{n: 5, outcomes: 126, smallest: 0.0016, covers: .038, chiSize: .034, power: [3]float64{.10, .19, .74}},
		{n: 6, outcomes: 210, smallest: 0.0003, covers: .115, chiSize: .027, power: [3]float64{.10, .19, .72}},
		{n: 8, outcomes: 495, smallest: 1e-5, covers: .323, chiSize: .054, power: [3]float64{.14, .29, .89}},
		{n: 10, outcomes: 1001, covers: .523, chiSize: .040, power: [3]float64{.11, .26, .91}},
		{n: 12, outcomes: 1820, covers: .678, chiSize: .040, power: [3]float64{.22, .45, .98}},
	} {
		t.Run(fmt.Sprint(tc.n), func(t *testing.T) {
			if got := outcomes(tc.n, 5, 1_000_000); got != tc.outcomes {
				t.Errorf("%d outcomes, want %d", got, tc.outcomes)
			}
			smallest, covers, chi := 1.0, 0.0, 0.0
			var power [3]float64
			for _, c := range compositions(tc.n, 5) {
				fair := probability(c, equal)
				p := multinomialP(c, equal)
				smallest = min(smallest, p)
				if !slices.Contains(c, 0) {
					covers += fair
				}
				if chiSquareP(c, equal) <= 0.05 {
					chi += fair
				}
				for k, share := range []float64{.4, .5, .8} {
					rest := (1 - share) / 4
					if p <= 0.05 {
						power[k] += probability(c, []float64{share, rest, rest, rest, rest})
					}
				}
			}
			if tc.smallest > 0 {
				near(t, "smallest p", smallest, tc.smallest, tc.smallest*0.35)
			}
			near(t, "chance to cover all", covers, tc.covers, 0.0006)
			near(t, "size of chi-square", chi, tc.chiSize, 0.0006)
			for k := range power {
				near(t, "power", power[k], tc.power[k], 0.006)
			}
		})
	}
}

// compositions lists all ways to divide n over k values.
func compositions(n, k int) [][]int {
	if k == 1 {
		return [][]int{{n}}
	}
	var out [][]int
	for c := 0; c <= n; c++ {
		for _, rest := range compositions(n-c, k-1) {
			out = append(out, append([]int{c}, rest...))
		}
	}
	return out
}

func probability(counts []int, t []float64) float64 {
	n := 0
	p := 1.0
	for i, c := range counts {
		for k := 1; k <= c; k++ {
			n++
			p *= t[i] * float64(n) / float64(k)
		}
	}
	return p
}

// Seats to move equals the least over all whole-number mixes closest to n·t.
func TestSeatsToMoveIsLeast(t *testing.T) {
	shares := [][]planner.Ratio{
		nil,
		{{Num: 2, Den: 5}, {Num: 1, Den: 5}, {Num: 1, Den: 5}, {Num: 1, Den: 5}},
		{{Num: 54, Den: 193}, {Num: 54, Den: 193}, {Num: 33, Den: 193}, {Num: 52, Den: 193}},
		{{Num: 1, Den: 2}, {Num: 1, Den: 2}, {Num: 0, Den: 1}, {Num: 1, Den: 1}},
	}
	for n := 1; n <= 9; n++ {
		for _, c := range compositions(n, 4) {
			for k, s := range shares {
				if got, want := SeatsToMove(c, s), leastMoves(c, s); got != want {
					t.Fatalf("counts %v shares %d: %d, want %d", c, k, got, want)
				}
			}
		}
	}
}

// leastMoves tries all whole-number mixes h with the least Σ|h − n·t|.
func leastMoves(c []int, shares []planner.Ratio) int {
	n := 0
	for _, x := range c {
		n += x
	}
	t := make([]float64, len(c))
	sum := 0.0
	for i := range t {
		t[i] = 1
		if shares != nil {
			t[i] = float64(shares[i].Num) / float64(shares[i].Den)
		}
		sum += t[i]
	}
	best, moves := math.Inf(1), 0
	for _, h := range compositions(n, len(c)) {
		off, moved := 0.0, 0
		for i := range h {
			off += math.Abs(float64(h[i]) - float64(n)*t[i]/sum)
			moved += max(0, c[i]-h[i])
		}
		switch {
		case off < best-1e-9:
			best, moves = off, moved
		case off < best+1e-9:
			moves = min(moves, moved)
		}
	}
	return moves
}

func TestChiSquareAgainstTables(t *testing.T) {
	// Quantiles of the chi-square distribution, Abramowitz & Stegun table 26.8.
	for _, tc := range []struct {
		x, p float64
		df   int
	}{{3.841, .05, 1}, {9.488, .05, 4}, {13.277, .01, 4}, {18.307, .05, 10}, {7.779, .10, 4}, {0.711, .95, 4}, {31.410, .05, 20}} {
		near(t, fmt.Sprintf("df %d x %v", tc.df, tc.x), chiSquareTail(tc.df, tc.x), tc.p, 5e-4)
	}
}

func TestMonteCarloNearExact(t *testing.T) {
	counts, shares := []int{9, 3, 5, 2, 6}, []float64{.3, .1, .2, .1, .3}
	exact := multinomialP(counts, shares)
	drawn := monteCarloP(counts, shares, 20_000, 3)
	near(t, "Monte Carlo", drawn, exact, 4*math.Sqrt(exact*(1-exact)/20_000))
	if want := 18_996.0 / 20_001; drawn != want {
		t.Errorf("the seed gave %v, on every machine it is %v", drawn, want)
	}
}

func TestMethodOfTest(t *testing.T) {
	test := func(counts []int, t []float64) Fit { return GoodnessOfFit(counts, t, 2_000_000, 500, 9) }
	if f := test([]int{10, 10, 10}, []float64{.5, .3, .2}); f.Method != "exact" {
		t.Errorf("30 people, 3 values: %s", f.Method)
	}
	many := slices.Repeat([]int{12}, 12)
	even := slices.Repeat([]float64{1.0 / 12}, 12)
	if f := test(many, even); f.Method != "chi-square" || math.Abs(f.P-1) > 1e-12 {
		t.Errorf("144 people, 12 values: %+v", f)
	}
	uneven := append([]float64{0.001}, slices.Repeat([]float64{0.999 / 11}, 11)...)
	if f := test(many, uneven); f.Method != "monte-carlo" || f.Seed != 9 || f.Draws != 500 {
		t.Errorf("a rare value: %+v", f)
	}
}

// Three real panels of IGF 2019 (workshops 289, 300, 239), with an equal target.
func TestExactPOfRealPanels(t *testing.T) {
	equal := slices.Repeat([]float64{0.2}, 5)
	for _, tc := range []struct {
		name   string
		counts []int
		p      float64
	}{
		{"WS289 regions: 3 WEOG of 3", []int{0, 0, 0, 0, 3}, 0.040},
		{"WS300 stakeholders: CS 2, TC 2, PS 1", []int{2, 0, 0, 1, 2}, 0.58},
		{"WS239 regions: GRULAC 3, African 1", []int{1, 0, 0, 3, 0}, 0.14},
	} {
		near(t, tc.name, multinomialP(tc.counts, equal), tc.p, 0.005)
	}
}

func TestDistance(t *testing.T) {
	even := []float64{0.25, 0.25, 0.25, 0.25}
	for _, tc := range []struct {
		counts []int
		want   float64
	}{{[]int{5, 5, 5, 5}, 0}, {[]int{20, 0, 0, 0}, 0.75}, {[]int{10, 10, 0, 0}, 0.5}, {[]int{6, 4, 5, 5}, 0.05}} {
		near(t, fmt.Sprint(tc.counts), Distance(tc.counts, even), tc.want, 1e-12)
	}
}

// Hill numbers of order 1: k equally frequent values count k, whatever their number of
// people; the worked example of Jost 2006 in the form that half, a quarter and twice an
// eighth have the entropy 1¾ bits, so that they are as diverse as 2^1.75 equal values.
func TestEffectiveNumber(t *testing.T) {
	for _, tc := range []struct {
		counts []int
		want   float64
	}{
		{nil, 0},
		{[]int{0, 0}, 0},
		{[]int{7}, 1},
		{[]int{3, 3, 3, 0}, 3},
		{[]int{1, 1, 1, 1, 1}, 5},
		{[]int{4, 2, 1, 1}, math.Pow(2, 1.75)},
	} {
		near(t, fmt.Sprint(tc.counts), EffectiveNumber(tc.counts), tc.want, 1e-12)
	}
}

// Hill's number is between one and the values that occur, is the same for twice as many
// people in any order, and grows when people move from a larger group to a smaller one
// without overtaking it; the even split is the most diverse of all.
func TestEffectiveNumberOrdersMixes(t *testing.T) {
	for n := 1; n <= 8; n++ {
		even := EffectiveNumber(EvenSplit(n, 4))
		for _, c := range compositions(n, 4) {
			got, occur := EffectiveNumber(c), 0
			twice := make([]int, len(c))
			for i, x := range c {
				occur += min(x, 1)
				twice[len(c)-1-i] = 2 * x
			}
			near(t, "twice as many", EffectiveNumber(twice), got, 1e-9)
			if got < 1-1e-9 || got > float64(occur)+1e-9 || got > even+1e-9 {
				t.Fatalf("%v: %v of %d, evenly %v", c, got, occur, even)
			}
			for i := range c {
				for k := range c {
					if c[i] > c[k]+1 {
						moved := slices.Clone(c)
						moved[i]--
						moved[k]++
						if EffectiveNumber(moved) <= got {
							t.Fatalf("%v is no more diverse than %v", moved, c)
						}
					}
				}
			}
		}
	}
}

func TestEvenSplit(t *testing.T) {
	for _, tc := range []struct {
		n, k int
		want []int
	}{{7, 3, []int{3, 2, 2}}, {6, 3, []int{2, 2, 2}}, {2, 3, []int{1, 1, 0}}, {0, 2, []int{0, 0}}, {5, 1, []int{5}}} {
		if got := EvenSplit(tc.n, tc.k); !slices.Equal(got, tc.want) {
			t.Errorf("%d over %d: %v", tc.n, tc.k, got)
		}
	}
}

// Where nobody is asked for or nobody is there, no seat is to move.
func TestSeatsToMoveOfNothing(t *testing.T) {
	for _, tc := range []struct {
		counts []int
		shares []planner.Ratio
		want   int
	}{
		{nil, nil, 0},
		{[]int{0, 0}, nil, 0},
		{[]int{2, 1}, []planner.Ratio{{Num: 0, Den: 1}, {}}, 3}, // a mix of nothing
		{[]int{0, 9}, []planner.Ratio{{Num: 1, Den: 1}, {Num: 0, Den: 1}}, 9},
		{[]int{1, 0}, nil, 0}, // one seat is as even as it gets, in either group
		{[]int{0, 1}, nil, 0},
		{[]int{20, 0, 0, 0}, nil, 15},
	} {
		if got := SeatsToMove(tc.counts, tc.shares); got != tc.want {
			t.Errorf("%v of %v: %d, want %d", tc.counts, tc.shares, got, tc.want)
		}
	}
}

// Which test is made turns at the numbers themselves: as many outcomes as may be
// enumerated, and the rule of five.
func TestMethodTurns(t *testing.T) {
	for _, tc := range []struct {
		counts    []int
		shares    []float64
		enumerate int
		want      string
	}{
		{[]int{2, 2, 2}, []float64{.25, .25, .5}, 28, "exact"}, // C(8, 2)
		{[]int{2, 2, 2}, []float64{.25, .25, .5}, 27, "monte-carlo"},
		{[]int{5, 5, 10}, []float64{.25, .25, .5}, 27, "chi-square"},
		{[]int{4, 5, 10}, []float64{.25, .25, .5}, 27, "monte-carlo"},
		{[]int{9}, []float64{1}, 1, "exact"},
		{[]int{0, 0}, []float64{.5, .5}, 1, "exact"}, // nobody: one outcome
	} {
		f := GoodnessOfFit(tc.counts, tc.shares, tc.enumerate, 50, 7)
		if f.Method != tc.want {
			t.Errorf("%v, up to %d: %s, want %s", tc.counts, tc.enumerate, f.Method, tc.want)
		}
		if drawn := f.Method == "monte-carlo"; drawn != (f.Draws == 50) || drawn != (f.Seed == 7) {
			t.Errorf("%v: %+v", tc.counts, f)
		}
	}
}

// outcomes is C(n+k−1, k−1) up to its limit, and anything above it beyond.
func TestOutcomesSaturate(t *testing.T) {
	for n := range 12 {
		for k := 1; k <= 5; k++ {
			all := len(compositions(n, k))
			if got := outcomes(n, k, all); got != all {
				t.Errorf("%d people, %d values: %d, want %d", n, k, got, all)
			}
			if got := outcomes(n, k, all-1); got < all {
				t.Errorf("%d people, %d values: %d is not above %d", n, k, got, all-1)
			}
		}
	}
	if got := outcomes(1_000_000, 1000, 100); got != 101 {
		t.Errorf("of a million people: %d", got)
	}
}

// The p-value of a multinomial test is the probability of all outcomes no more likely.
func TestMultinomialPByEnumeration(t *testing.T) {
	for _, shares := range [][]float64{{.2, .3, .5}, {1. / 3, 1. / 3, 1. / 3}} {
		for n := range 8 {
			for _, c := range compositions(n, 3) {
				want := 0.0
				for _, o := range compositions(n, 3) {
					if probability(o, shares) <= probability(c, shares)*(1+1e-9) {
						want += probability(o, shares)
					}
				}
				near(t, fmt.Sprint(c, shares), multinomialP(c, shares), want, 1e-9)
			}
		}
	}
}

// Whatever is drawn, the outcome observed counts as one more: p is never zero.
func TestMonteCarloIsNeverZero(t *testing.T) {
	if p := monteCarloP([]int{30, 0}, []float64{.01, .99}, 999, 1); p != 0.001 {
		t.Errorf("of 999 draws none is as unlikely: %v", p)
	}
	if p := monteCarloP([]int{3, 3}, []float64{.5, .5}, 99, 1); p != 1 {
		t.Errorf("all are no more likely than the most likely: %v", p)
	}
	if d := Distance([]int{0, 0}, []float64{.5, .5}); d != 0 {
		t.Errorf("distance of nobody: %v", d)
	}
}
