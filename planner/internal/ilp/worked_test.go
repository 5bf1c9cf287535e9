package ilp

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// steiner is the program of fewest points that meet all triples of a Steiner triple system.
func steiner(points int, triples [][3]int) *Program {
	p := &Program{}
	for range points {
		p.AddColumn(1, 1)
	}
	for _, t := range triples {
		r := p.AddRow(1, Unbounded)
		for _, x := range t {
			p.AddEntry(x, r, 1)
		}
	}
	return p
}

// affine are the lines of the affine space over three elements, projective those of the
// projective space over two, by their points.
func affine(dim int) (points int, lines [][3]int) {
	points = int(math.Pow(3, float64(dim)))
	for a := range points {
		for b := a + 1; b < points; b++ {
			c := 0
			for n := 1; n < points; n *= 3 {
				c += (6 - a/n%3 - b/n%3) % 3 * n
			}
			if c > b {
				lines = append(lines, [3]int{a, b, c})
			}
		}
	}
	return points, lines
}

func projective(dim int) (points int, lines [][3]int) {
	points = 1<<(dim+1) - 1
	for a := 1; a <= points; a++ {
		for b := a + 1; b <= points; b++ {
			if c := a ^ b; c > b {
				lines = append(lines, [3]int{a - 1, b - 1, c - 1})
			}
		}
	}
	return points, lines
}

// The fewest points that meet all lines, a set covering that is hard for its size. In a
// projective space they are the points of a plane or hyperplane (Bose and Burton, J. Comb.
// Theory 1 (1966) 96–104); in the plane over three elements they are five, A9 of Fulkerson,
// Nemhauser and Trotter (Math. Programming Study 2 (1974) 72–81), all but an oval, of which
// there are 9·8·6·3/4!.
func TestSteinerTriples(t *testing.T) {
	for _, tt := range []struct {
		name          string
		dim           int
		lines         func(int) (int, [][3]int)
		covered, ways int
	}{
		{"plane of order 2", 2, projective, 3, 7},
		{"plane of order 3", 2, affine, 5, 54},
		{"space of order 2", 3, projective, 7, 15},
	} {
		p := steiner(tt.lines(tt.dim))
		best := p.Solve(t.Context(), enough, NoCutoff)
		if !best.Proved || best.Value != int64(tt.covered) {
			t.Errorf("%s: %d, proved %v, want %d", tt.name, best.Value, best.Proved, tt.covered)
		}
		all := Choice{}
		for j := range p.Cols {
			all.Cols = append(all.Cols, j)
		}
		if o := p.Optima(all, best, 3); !o.Counted || o.Total != tt.ways || len(o.Listed) != 3 {
			t.Errorf("%s: %d ways, %d listed, want %d", tt.name, o.Total, len(o.Listed), tt.ways)
		}
		if best := p.Solve(t.Context(), enough, int64(tt.covered)); best.Found() || !best.Proved {
			t.Errorf("%s: %v costs less", tt.name, best.X)
		}
	}
}

// Twice n numbers of zero or one add up to no odd number, which takes a branch and bound
// exponentially many nodes (Jeroslow, Trivial integer programs unsolvable by
// branch-and-bound, Math. Programming 6 (1974) 105–109): a search stops at each of its
// limits, without an answer.
func TestLimitsOfJeroslow(t *testing.T) {
	p := &Program{}
	r := p.AddRow(31, 31)
	for range 31 {
		p.AddColumn(0, 1, Entry{r, 2})
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, tt := range []struct {
		name  string
		ctx   context.Context
		limit Limits
	}{
		{"nodes", t.Context(), Limits{50, math.MaxInt64 / 2}},
		{"work", t.Context(), Limits{math.MaxInt, 500}},
		{"context", ended, Limits{math.MaxInt, math.MaxInt64 / 2}},
	} {
		s := NewSearch(p)
		if got := s.Best(tt.ctx, tt.limit, NoCutoff); got.Found() || got.Proved {
			t.Errorf("%s: found %v, proved %v", tt.name, got.X, got.Proved)
		}
		if tt.name == "nodes" && s.nodes != 51 || tt.name == "context" && s.nodes != 1 {
			t.Errorf("%s: %d nodes", tt.name, s.nodes)
		}
	}
}

// A search goes on counting its work where it stood, and a run has the work of its limit
// to itself.
func TestWorkAddsUp(t *testing.T) {
	s := NewSearch(steiner(affine(2)))
	if s.Work() != 0 || s.Effort() != 0 {
		t.Error("work before the first run")
	}
	before := int64(0)
	for range 3 {
		if got := s.Best(t.Context(), enough, NoCutoff); !got.Proved {
			t.Fatal("not proved")
		}
		if s.Work() <= before || s.Effort() <= 0 || s.Effort() >= s.Work() {
			t.Errorf("work %d after %d, effort %d", s.Work(), before, s.Effort())
		}
		before = s.Work()
	}
	one := NewSearch(s.Program)
	limit := Limits{enough.Nodes, one.Best(t.Context(), enough, NoCutoff).Value} // far too little
	if got := s.Best(t.Context(), limit, NoCutoff); got.Proved {
		t.Error("a limit of five multiplications was enough")
	}
	if got := s.Best(t.Context(), Limits{enough.Nodes, before}, NoCutoff); !got.Proved {
		t.Error("the work of earlier runs was counted")
	}
}

// Coefficients and costs of any size are answered exactly, also where floating point is
// in the way.
func TestSolveWithLargeNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.SampledFrom([]int64{0, 1, 1, -1, 2, 999, -1_000_003, 1 << 30})
		p := &Program{}
		n := rapid.IntRange(1, 4).Draw(t, "columns")
		for range n {
			p.AddColumn(size.Draw(t, "cost"), rapid.Int64Range(0, 3).Draw(t, "upper"))
		}
		for range rapid.IntRange(0, 4).Draw(t, "rows") {
			r, sum := p.AddRow(0, 0), int64(0)
			for j := range n {
				c := size.Draw(t, "coefficient")
				p.AddEntry(j, r, c)
				sum += c * rapid.Int64Range(0, p.Cols[j].Hi).Draw(t, "at")
			}
			off := rapid.Int64Range(-1, 1).Draw(t, "off")
			p.Rows[r] = Bounds{sum + off, sum + off + rapid.SampledFrom([]int64{0, 0, 1, 1_000_003, Unbounded}).Draw(t, "width")}
		}
		best, found := int64(NoCutoff), false
		each(p, func(x []int64) {
			if p.feasible(x) {
				best, found = min(best, p.Value(x)), true
			}
		})
		got := p.Solve(t.Context(), enough, NoCutoff)
		if !got.Proved || got.Found() != found || found && (got.Value != best || !p.feasible(got.X)) {
			t.Fatalf("%+v, want %d, found %v", got, best, found)
		}
	})
}

// Cover tells of each column whether any solution has it above zero.
func TestCoverEqualsEnumeration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t)
		p.ClearCosts()
		want := make([]bool, len(p.Cols))
		each(p, func(x []int64) {
			for j := range x {
				want[j] = want[j] || x[j] > 0 && p.feasible(x)
			}
		})
		cols := make([]int, len(p.Cols))
		for j := range cols {
			cols[j] = len(cols) - 1 - j
		}
		s := NewSearch(p)
		first := s.First(t.Context(), enough, NoCutoff)
		seen, solutions, proved := s.Cover(t.Context(), enough, enough.Work, cols, first)
		for k, j := range cols {
			if !proved || seen[k] != want[j] {
				t.Fatalf("column %d above zero: %v, proved %v", j, seen[k], proved)
			}
			if seen[k] != slices.ContainsFunc(solutions, func(x []int64) bool { return x[j] > 0 }) {
				t.Fatalf("column %d: no solution shows it", j)
			}
		}
		for _, x := range solutions {
			if !p.feasible(x) {
				t.Fatalf("%v is no solution", x)
			}
		}
		if !first.Found() {
			return
		}
		if _, solutions, proved := s.Cover(t.Context(), enough, -1, cols, first); proved || len(solutions) != 0 {
			t.Fatalf("without any work: proved %v, %d solutions", proved, len(solutions))
		}
	})
}

// TestSpreadsAreCounted draws people of few values, who are alike or not, and bounds on
// how many different values are taken: choices are counted by who is taken, not by what
// the indicators are. For the upper bound people of no value count as one each, and of some
// values two take part before they count.
func TestSpreadsAreCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const valuesOf = 3
		people := rapid.SliceOfN(rapid.IntRange(0, 1<<valuesOf-1), 1, 6).Draw(t, "values")
		have := rapid.SliceOfN(rapid.IntRange(0, 1), valuesOf, valuesOf).Draw(t, "have")
		upTo := rapid.SliceOfN(rapid.IntRange(-1, 1), valuesOf, valuesOf).Draw(t, "have, for the upper bound")
		low, high := rapid.IntRange(0, 2).Draw(t, "low"), rapid.IntRange(1, 4).Draw(t, "high")
		p, choice := &Program{}, Choice{}
		seats := int64(rapid.IntRange(1, 4).Draw(t, "seats"))
		size := p.AddRow(seats, seats)
		for range people {
			choice.Cols = append(choice.Cols, p.AddColumn(rapid.Int64Range(0, 1).Draw(t, "cost"), rapid.Int64Range(1, 2).Draw(t, "alike"), Entry{size, 1}))
		}
		spread := func(have []int, lo, hi int64, coef func(v int) int64, from, to func(v int) int64) {
			sp := Spread{Main: p.AddRow(lo, hi), Have: have}
			for v := range valuesOf {
				link := p.AddRow(from(v), to(v))
				sp.Links = append(sp.Links, link)
				for i, has := range people {
					if has>>v&1 > 0 {
						p.AddEntry(choice.Cols[i], link, 1)
					}
				}
				p.AddColumn(0, 1, Entry{sp.Main, 1}, Entry{link, coef(v)})
			}
			choice.Spreads = append(choice.Spreads, sp)
		}
		no := func(int) int64 { return Unbounded }
		spread(have, int64(low), Unbounded, func(int) int64 { return -1 }, func(v int) int64 { return -int64(have[v]) }, no)
		spread(upTo, -Unbounded, int64(high), func(v int) int64 { return -(2*int64(len(people)) + 1) },
			func(int) int64 { return -Unbounded }, func(v int) int64 { return -int64(upTo[v]) })
		for i, has := range people {
			if has == 0 {
				p.AddEntry(choice.Cols[i], choice.Spreads[1].Main, 1)
			}
		}

		best, ways := int64(NoCutoff), 0
		only := &Program{Cols: p.Cols[:len(people)]}
		each(only, func(x []int64) {
			taken, cost, count := int64(0), int64(0), 1
			different, atMost, carriers := 0, 0, [valuesOf]int{}
			for i, has := range people {
				taken, cost, count = taken+x[i], cost+x[i]*p.Cols[i].Cost, count*int(choose(p.Cols[i].Hi, x[i]))
				for v := range valuesOf {
					carriers[v] += has >> v & 1 * int(x[i])
				}
				if has == 0 {
					atMost += int(x[i])
				}
			}
			for v, n := range carriers {
				if n+have[v] > 0 {
					different++
				}
				if n+upTo[v] > 0 {
					atMost++
				}
			}
			switch {
			case taken != seats || different < low || atMost > high || cost > best:
			case cost < best:
				best, ways = cost, count
			default:
				ways += count
			}
		})
		got := p.Solve(t.Context(), enough, NoCutoff)
		if !got.Proved || got.Found() != (ways > 0) || got.Found() && got.Value != best {
			t.Fatalf("%+v, want %d in %d ways", got, best, ways)
		}
		if !got.Found() {
			return
		}
		o := p.Optima(choice, got, 1000)
		listed := 0
		for _, one := range o.Listed {
			listed += one.Ways
		}
		if !o.Counted || o.Total != ways || listed != ways {
			t.Fatalf("%d ways, %d listed, counted %v; want %d", o.Total, listed, o.Counted, ways)
		}
	})
}

// What cannot be counted is not: more ways than a count holds, and sums that hardly ever
// meet again.
func TestOptimaBeyondCounting(t *testing.T) {
	p := &Program{}
	r := p.AddRow(50, 50)
	j := p.AddColumn(0, 100, Entry{r, 1})
	best := p.Solve(t.Context(), enough, NoCutoff)
	if o := p.Optima(Choice{Cols: []int{j}}, best, 0); o.Counted || o.Total != saturated || len(o.Listed) != 1 || o.Listed[0].Ways != saturated {
		t.Errorf("half of 100 people: %+v", o)
	}

	p = &Program{}
	r = p.AddRow(0, 0)
	choice, sum := Choice{}, int64(0)
	for k := range 28 {
		c := int64(1_000_000 + k*k*k*7919%99_991)
		sum += c * int64(k%2)
		choice.Cols = append(choice.Cols, p.AddColumn(0, 1, Entry{r, c}))
	}
	p.Rows[r] = Bounds{sum - 500, sum + 500}
	best = p.Solve(t.Context(), enough, NoCutoff)
	if !best.Found() {
		t.Fatal("no subset was found")
	}
	o := p.Optima(choice, best, 5)
	if o.Counted || o.Total != 1 || len(o.Listed) != 1 {
		t.Fatalf("%+v", o)
	}
	for k, j := range choice.Cols {
		if int64(o.Listed[0].Taken[k]) != best.X[j] {
			t.Errorf("another choice is listed than the best: %v", o.Listed[0].Taken)
		}
	}
}

// choose is Pascal's triangle up to where it saturates.
func TestChoose(t *testing.T) {
	row := []uint64{1}
	for n := int64(0); n < 70; n++ {
		for k, want := range row {
			if got := choose(n, int64(k)); got != min(want, saturated) {
				t.Errorf("C(%d, %d) = %d, want %d", n, k, got, want)
			}
		}
		next := append(slices.Clone(row), 1)
		for k := 1; k < len(row); k++ {
			next[k] = min(row[k-1]+row[k], 1<<62)
		}
		row = next
	}
}

// A clone can be changed, and given coefficients, without its original.
func TestClone(t *testing.T) {
	p := &Program{}
	p.AddColumn(1, 3, Entry{p.AddRow(1, 2), 1}, Entry{p.AddRow(0, 9), 4})
	p.AddEntry(0, 0, 2)
	q := p.Clone()
	q.Cols[0].Cost, q.Cols[0].Hi, q.Rows[0].Lo = 9, 9, 9
	q.AddEntry(0, q.AddRow(0, 0), 7)
	p.AddEntry(0, 1, 5)
	if fmt.Sprint(*p) != "{[{{0 3} 1 [{0 1} {1 4} {0 2} {1 5}]}] [{1 2} {0 9}]}" {
		t.Error(*p)
	}
	if fmt.Sprint(*q) != "{[{{0 9} 9 [{0 1} {1 4} {0 2} {2 7}]}] [{9 2} {0 9} {0 0}]}" {
		t.Error(*q)
	}
	if sums := p.Sums([]int64{2}); !slices.Equal(sums, []int64{6, 18}) || p.Hold(sums) || !p.Hold([]int64{2, 9}) {
		t.Errorf("sums %v", sums)
	}
}
