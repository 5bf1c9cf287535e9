package balance

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"roundtable/planner"
)

// panelOf makes a panel with the given counts of values in one dimension.
func panelOf(d planner.Dimension, counts map[string]int, order []string) planner.Roster {
	var out planner.Roster
	for _, v := range order {
		for range counts[v] {
			out = append(out, planner.Participant{ID: fmt.Sprintf("p%02d", len(out)), Values: map[planner.Dimension][]string{d: {v}}})
		}
	}
	return out
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// Three real panels of IGF 2019 (workshops 289, 300, 239), with an equal target.
func TestRealPanels(t *testing.T) {
	equal := func(k int) []float64 { return slices.Repeat([]float64{1 / float64(k)}, k) }
	for _, tc := range []struct {
		name                string
		counts              []int
		seats               int
		effective, best, p  float64
		attainable, covered int
	}{
		{"WS289 regions: 3 WEOG of 3", []int{0, 0, 0, 0, 3}, 2, 1.0, 3, 0.040, 3, 1},
		{"WS300 stakeholders: CS 2, TC 2, PS 1", []int{2, 0, 0, 1, 2}, 2, 2.87, 5, 0.58, 5, 3},
		{"WS239 regions: GRULAC 3, African 1", []int{1, 0, 0, 3, 0}, 2, 1.75, 4, 0.14, 4, 2},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := SeatsToMove(tc.counts, nil); got != tc.seats {
				t.Errorf("seats to move %d, want %d", got, tc.seats)
			}
			near(t, "effective number", EffectiveNumber(tc.counts), tc.effective, 0.005)
			near(t, "exact p", MultinomialP(tc.counts, equal(5)), tc.p, 0.005)
			values := planner.RegionalGroups()
			counts := make(map[string]int)
			for i, c := range tc.counts {
				counts[values[i]] = c
			}
			r := measure(panelOf(planner.Region, counts, values), planner.Region, nil, DefaultOptions())
			near(t, "best effective number", r.EffectiveMax, tc.best, 1e-9)
			if r.Attainable != tc.attainable || r.Covered != tc.covered {
				t.Errorf("covered %d of %d, want %d of %d", r.Covered, r.Attainable, tc.covered, tc.attainable)
			}
		})
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
				p := MultinomialP(c, equal)
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

// A perfect panel of three from five groups must not look bad.
func TestPerfectSmallPanel(t *testing.T) {
	r := measure(panelOf(planner.Stakeholder, map[string]int{planner.Government: 1, planner.CivilSociety: 1, planner.PrivateSector: 1},
		planner.StakeholderGroups()), planner.Stakeholder, nil, DefaultOptions())
	if r.SeatsToMove != 0 || r.Covered != 3 || r.Attainable != 3 || r.Effective/r.EffectiveMax < 0.999999 {
		t.Errorf("%+v", r)
	}
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
	exact := MultinomialP(counts, shares)
	opts := TestOptions{Draws: 20_000, Seed: 3}
	drawn := monteCarloP(counts, shares, opts)
	near(t, "Monte Carlo", drawn, exact, 4*math.Sqrt(exact*(1-exact)/20_000))
	if again := monteCarloP(counts, shares, opts); again != drawn {
		t.Errorf("the same seed gave %v and %v", drawn, again)
	}
}

func TestComparisonOnlyForRosters(t *testing.T) {
	opts := DefaultOptions()
	values := planner.RegionalGroups()
	opts.References = []Reference{{
		Dimension: planner.Region, Name: "United Nations members",
		Shares: []Share{{values[0], planner.Ratio{Num: 54, Den: 193}}, {values[1], planner.Ratio{Num: 54, Den: 193}}, {values[2], planner.Ratio{Num: 23, Den: 193}}, {values[3], planner.Ratio{Num: 33, Den: 193}}, {values[4], planner.Ratio{Num: 29, Den: 193}}},
	}}
	small := panelOf(planner.Region, map[string]int{values[0]: 10, values[4]: 9}, values)
	r := Check(small, nil, opts)
	if len(r.Comparisons) != 0 || len(r.Warnings) != 1 {
		t.Errorf("19 people: %d comparisons, %d warnings", len(r.Comparisons), len(r.Warnings))
	}
	large := panelOf(planner.Region, map[string]int{values[0]: 10, values[1]: 12, values[2]: 3, values[3]: 5, values[4]: 20}, values)
	large = append(large, planner.Participant{ID: "x", Values: map[planner.Dimension][]string{planner.Region: {"Elsewhere"}}}, planner.Participant{ID: "y"})
	c := Check(large, nil, opts).Comparisons[0]
	if c.N != 50 || c.Outside != 1 || c.Unknown != 1 || c.Test != "exact" || c.P > 0.05 || c.P <= 0 {
		t.Errorf("%+v", c)
	}
	weog := c.Values[4]
	near(t, "ratio", weog.Ratio, 20/(50*29.0/193), 1e-9)
	near(t, "seats", weog.Seats, 20-50*29.0/193, 1e-9)
	// with 25 of them Eastern Europe would have 2.98 expected: seats, no ratio
	half := compareWith(large[25:], opts.References[0], opts.Test)
	if e := half.Values[2]; e.Expected >= 5 || e.Ratio != 0 || e.Seats == 0 {
		t.Errorf("expected %v: ratio %v, seats %v", e.Expected, e.Ratio, e.Seats)
	}
}

func TestMethodOfTest(t *testing.T) {
	opts := TestOptions{Enumerate: 2_000_000, Draws: 500, Seed: 9}
	if f := goodnessOfFit([]int{10, 10, 10}, []float64{.5, .3, .2}, opts); f.method != "exact" {
		t.Errorf("30 people, 3 values: %s", f.method)
	}
	many := slices.Repeat([]int{12}, 12)
	even := slices.Repeat([]float64{1.0 / 12}, 12)
	if f := goodnessOfFit(many, even, opts); f.method != "chi-square" || math.Abs(f.p-1) > 1e-12 {
		t.Errorf("144 people, 12 values: %+v", f)
	}
	uneven := append([]float64{0.001}, slices.Repeat([]float64{0.999 / 11}, 11)...)
	if f := goodnessOfFit(many, uneven, opts); f.method != "monte-carlo" || f.seed != 9 || f.draws != 500 {
		t.Errorf("a rare value: %+v", f)
	}
}
