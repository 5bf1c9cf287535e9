package fair

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"roundtable/planner/internal/ilp"
)

// poolSpec describes a made-up pool: people with a value in each of some fields, rare
// values rarer by skew, quotas for every value within slack of an even mix.
type poolSpec struct {
	people, seats int
	values        []int // how many each field has
	skew, slack   float64
	seed          uint64
}

func (s poolSpec) String() string {
	return fmt.Sprintf("people=%d/seats=%d/fields=%d/slack=%v", s.people, s.seats, len(s.values), s.slack)
}

// pool is the program of such a pool, with people who are alike in one column.
func (s poolSpec) pool(tb testing.TB) *Pool {
	rng := rand.New(rand.NewPCG(s.seed, 7))
	p := &ilp.Program{}
	p.AddRow(int64(s.seats), int64(s.seats))
	row := make([][]int, len(s.values))
	for d, k := range s.values {
		even := float64(s.seats) / float64(k)
		for range k {
			row[d] = append(row[d], p.AddRow(int64(even*(1-s.slack)), int64(even*(1+s.slack)+0.999)))
		}
	}
	at := make(map[string]int)
	var cols []int
	for range s.people {
		entries := []ilp.Entry{{Row: 0, Coef: 1}}
		for d, k := range s.values {
			v := k
			for v >= k {
				v = int(rng.ExpFloat64() * float64(k) / (1 + s.skew))
			}
			entries = append(entries, ilp.Entry{Row: row[d][v], Coef: 1})
		}
		key := fmt.Sprint(entries)
		if _, ok := at[key]; !ok {
			at[key] = p.AddColumn(0, 0, entries...)
			cols = append(cols, at[key])
		}
		p.Cols[at[key]].Hi++
	}
	return NewPool(tb.Context(), p, cols, ilp.Limits{Nodes: 20_000, Work: 6_000_000_000})
}

// checkProof holds the levels against the panels of the lottery, in whole numbers.
func checkProof(t *testing.T, l *Lottery) {
	t.Helper()
	gap, _ := l.Gap().Float64()
	if !l.Proved || gap > 1e-6 {
		t.Fatalf("proved %v with a gap of %v", l.Proved, gap)
	}
	sum := int64(0)
	for k, p := range l.Panels {
		sum += l.Weights[k]
		for i := range l.Levels {
			worth := int64(0)
			for j, n := range p {
				worth += l.Levels[i].Prices[j] * int64(n)
			}
			if worth > l.Levels[i].Most {
				t.Fatalf("a panel is worth %d, and level %d says that none exceeds %d", worth, i, l.Levels[i].Most)
			}
		}
	}
	if sum != Whole {
		t.Fatalf("the weights sum to %d of %d", sum, Whole)
	}
	settled := make([]bool, len(l.Size))
	for i := range l.Levels {
		for _, j := range l.Levels[i].Fixed {
			if settled[j] {
				t.Fatalf("profile %d is settled twice", j)
			}
			settled[j] = true
		}
	}
}

// clashes is a pool of single people some groups of whom clash: at most one of each.
// Parts of people can get around that, whole ones cannot.
func clashes(tb testing.TB, rng *rand.Rand) *Pool {
	p := &ilp.Program{}
	seats := int64(2 + rng.IntN(3))
	p.AddRow(seats, seats)
	n := 6 + rng.IntN(7)
	cols := make([]int, n)
	for j := range cols {
		cols[j] = p.AddColumn(0, 1, ilp.Entry{Row: 0, Coef: 1})
	}
	for range n {
		row := p.AddRow(0, 1)
		for _, j := range rng.Perm(n)[:2+rng.IntN(2)] {
			p.AddEntry(cols[j], row, 1)
		}
	}
	return NewPool(tb.Context(), p, cols, ilp.Limits{Nodes: 20_000, Work: 6_000_000_000})
}

// The two ways to the lottery, over parts of people and level by level over panels, give
// the same chances.
func TestBothWaysAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	compared, apart := 0, 0
	for seed := range uint64(300) {
		var p *Pool
		if seed%3 == 0 {
			p = poolSpec{
				people: 8 + rng.IntN(40), seats: 3 + rng.IntN(8), values: []int{2, 3, 2 + rng.IntN(3)},
				skew: rng.Float64(), slack: 0.3 * rng.Float64(), seed: seed,
			}.pool(t)
		} else {
			p = clashes(t, rng)
		}
		if _, proved := p.Cover(); !proved {
			t.Fatal("not proved")
		}
		if p.Empty() {
			continue
		}
		compared++
		if mean, levels := p.aims(); mean == nil || !p.prove(levels) {
			apart++
		} else if _, _, left := p.attain(mean); left > restNearly {
			apart++
		}
		a, b := p.Leximin(), p.staged(false)
		checkProof(t, a)
		checkProof(t, b)
		other := b.Chances()
		for j, x := range a.Chances() {
			d, _ := new(big.Rat).Sub(x, other[j]).Float64()
			if math.Abs(d) > 2e-6 {
				t.Fatalf("pool %d: profile %d is off by %v", seed, j, d)
			}
		}
	}
	t.Logf("%d pools; in %d only whole panels decide", compared, apart)
	if compared < 150 || apart < 20 {
		t.Errorf("%d pools, %d of them for whole panels, say too little", compared, apart)
	}
}

// Panels that are taken off the mean panel have it as their mean, are within all bounds
// and fewer than the columns and rows; where some of it is left, they still sum to the rest.
func TestPanelsOfMean(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	whole := 0
	for seed := range uint64(60) {
		p := clashes(t, rng)
		if seed%2 == 0 {
			p = poolSpec{
				people: 20 + rng.IntN(150), seats: 6 + rng.IntN(15), values: []int{2, 3, 4},
				skew: rng.Float64(), slack: 0.1 + 0.3*rng.Float64(), seed: seed,
			}.pool(t)
		}
		p.Cover()
		if p.Empty() {
			continue
		}
		mean, _ := p.aims()
		if mean == nil {
			continue
		}
		program := p.search.Program
		panels, weights, left := p.attain(mean)
		if len(panels) > len(program.Cols)+len(program.Rows)+1 {
			t.Errorf("pool %d: %d panels", seed, len(panels))
		}
		sum, rest := left, slices.Clone(mean)
		for k, panel := range panels {
			sum += weights[k]
			for j, n := range panel.x {
				rest[j] -= weights[k] * float64(n)
				if !program.Cols[j].Hold(n) {
					t.Fatalf("pool %d: %d of a column within %v", seed, n, program.Cols[j].Bounds)
				}
			}
			if !program.Hold(program.Sums(panel.x)) {
				t.Fatalf("pool %d: a panel breaks a row", seed)
			}
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Errorf("pool %d: weights of %v", seed, sum)
		}
		for j, r := range rest {
			if hi := left * float64(program.Cols[j].Hi); r < -1e-7 || r > hi+1e-7 {
				t.Errorf("pool %d: column %d lacks %v of %v, with %v left", seed, j, r, mean[j], left)
			}
		}
		if left <= restNearly {
			whole++
		}
	}
	if whole < 20 {
		t.Errorf("only %d pools were taken apart", whole)
	}
}

// A large pool is proved, and its panels come close to the chances.
func TestLargePool(t *testing.T) {
	p := poolSpec{people: 200, seats: 25, values: []int{3, 5, 4, 3}, skew: 0.7, slack: 0.2, seed: 1}.pool(t)
	p.Cover()
	l := p.Leximin()
	checkProof(t, l)
	panels, chances := p.Round(l, 1000), l.Chances()
	if len(panels) != 1000 {
		t.Fatalf("%d panels", len(panels))
	}
	for j := range l.Size {
		times := 0
		for _, panel := range panels {
			times += panel[j]
		}
		ideal, _ := chances[j].Float64()
		if off := math.Abs(float64(times)/float64(1000*l.Size[j]) - ideal); off > 0.002 {
			t.Errorf("profile %d of %d people is off by %v", j, l.Size[j], off)
		}
	}
}

// Maximin reaches the same smallest chance and looks no further.
func TestMaximin(t *testing.T) {
	p := poolSpec{people: 60, seats: 9, values: []int{2, 3, 4}, skew: 1, slack: 0.3, seed: 2}.pool(t)
	p.Cover()
	most, least := p.Leximin(), p.Maximin()
	checkProof(t, least)
	if a, b := most.LeastBound(), least.LeastBound(); a.Cmp(b) != 0 {
		t.Errorf("%s and %s", a, b)
	}
}

func BenchmarkLeximin(b *testing.B) {
	for _, s := range []poolSpec{
		{2000, 200, []int{3}, 0.5, 0.1, 1},
		{150, 22, []int{2, 4, 8, 4}, 0.3, 0.3, 1},
		{312, 35, []int{3, 5, 8, 4}, 0.5, 0.15, 1},
		{825, 75, []int{3, 5, 8, 4}, 0.5, 0.1, 1},
		{2000, 75, []int{2, 4, 8, 3, 3}, 0.3, 0.15, 1},
	} {
		b.Run(s.String(), func(b *testing.B) {
			for b.Loop() {
				p := s.pool(b)
				p.Cover()
				if l := p.Leximin(); !l.Proved {
					b.Fatal("not proved")
				}
			}
		})
	}
}

// Two people of each of two profiles, one seat: no lottery gives all four more than 1/4, and
// where the first two have 3/8 each, none gives the others more than 1/8.
func TestBoundsByHand(t *testing.T) {
	l := Lottery{Size: []int{2, 2}, Panels: [][]int{{1, 0}, {0, 1}}, Weights: []int64{3, 1}, Levels: []Level{
		{Rising: []int{0, 1}, Prices: []int64{1, 1}, Most: 1},
		{Rising: []int{1}, Prices: []int64{1, 1}, Most: 1},
	}}
	if got := fmt.Sprint(l.Chances()); got != "[3/8 1/8]" {
		t.Errorf("chances %s", got)
	}
	if got := l.LeastBound(); got.Cmp(big.NewRat(1, 4)) != 0 {
		t.Errorf("the least chance is at most %s", got)
	}
	for want, levels := range map[string][]Level{"1/8": l.Levels, "0": l.Levels[1:]} {
		l.Levels = levels
		if got := l.Gap(); got.RatString() != want {
			t.Errorf("a gap of %s, want %s", got.RatString(), want)
		}
	}
	if none := (&Lottery{}).LeastBound(); none.Cmp(big.NewRat(1, 1)) != 0 {
		t.Errorf("everybody is on every panel, and has %s at most", none)
	}
}

// Prices are small multiples where they can be; else large, with room for what rounding adds
// to a panel.
func TestWholePrices(t *testing.T) {
	for _, c := range []struct {
		byHead []float64
		most   float64
		prices []int64
		whole  int64
	}{
		{[]float64{0.5, 0.25, 0}, 1, []int64{2, 1, 0}, 4},
		{[]float64{1. / 3, 1. / 6}, 1, []int64{2, 1}, 6},
		{[]float64{0.5, math.Pi / 8}, 0.75, []int64{1 << 20, 823550}, 3<<19 + 2 + 1},
	} {
		if prices, whole := wholePrices(c.byHead, c.most, 5); !slices.Equal(prices, c.prices) || whole != c.whole {
			t.Errorf("%v, at most %v: %v, at most %d", c.byHead, c.most, prices, whole)
		}
	}
}
