package ilp

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

var enough = Limits{Nodes: 100_000, Work: 1_000_000_000}

// drawProgram draws a program small enough to try every solution.
func drawProgram(t *rapid.T) *Program {
	p := &Program{}
	n, m := rapid.IntRange(1, 6).Draw(t, "columns"), rapid.IntRange(0, 5).Draw(t, "rows")
	for range m {
		lo := rapid.Int64Range(-6, 8).Draw(t, "lo")
		b := Bounds{lo, lo + rapid.Int64Range(0, 4).Draw(t, "width")}
		switch rapid.IntRange(0, 2).Draw(t, "sides") {
		case 0:
			b.Lo = -Unbounded
		case 1:
			b.Hi = Unbounded
		}
		p.AddRow(b.Lo, b.Hi)
	}
	for range n {
		j := p.AddColumn(rapid.Int64Range(-2, 2).Draw(t, "cost"), rapid.Int64Range(0, 3).Draw(t, "upper"))
		for r := range m {
			if c := rapid.Int64Range(-3, 3).Draw(t, "coefficient"); c != 0 {
				p.AddEntry(j, r, c)
			}
		}
	}
	return p
}

// each tries every point within the bounds of the columns.
func each(p *Program, try func(x []int64)) {
	x := make([]int64, len(p.Cols))
	var walk func(j int)
	walk = func(j int) {
		if j == len(x) {
			try(x)
			return
		}
		for v := range p.Cols[j].Upper + 1 {
			x[j] = v
			walk(j + 1)
		}
	}
	walk(0)
}

// The best solution, and the number of solutions as good, are those found by
// trying every point; a search that is run again after costs and bounds changed
// answers as a new one does.
func TestSolveEqualsEnumeration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t)
		s := NewSearch(p)
		for range 3 {
			best, ways := int64(NoCutoff), 0
			each(p, func(x []int64) {
				if !p.feasible(x) {
					return
				}
				count := 1
				for j, c := range p.Cols {
					count *= int(choose(c.Upper, x[j]))
				}
				switch v := p.value(x); {
				case v < best:
					best, ways = v, count
				case v == best:
					ways += count
				}
			})
			got := s.Best(t.Context(), enough, NoCutoff)
			if !got.Proved || got.Found() != (ways > 0) {
				t.Fatalf("found %v proved %v, want %d ways", got.X, got.Proved, ways)
			}
			if !got.Found() {
				if any := s.First(t.Context(), enough, NoCutoff); any.Found() || !any.Proved {
					t.Fatalf("any solution: %v", any.X)
				}
			} else {
				checkOptima(t, p, got, best, ways)
			}
			j := rapid.IntRange(0, len(p.Cols)-1).Draw(t, "column")
			p.Cols[j].Cost = rapid.Int64Range(-2, 2).Draw(t, "cost")
			p.Cols[j].Upper = rapid.Int64Range(0, 3).Draw(t, "upper")
		}
	})
}

func checkOptima(t *rapid.T, p *Program, got Answer, best int64, ways int) {
	if got.Value != best || !p.feasible(got.X) || p.value(got.X) != best {
		t.Fatalf("%v costs %d, want %d", got.X, got.Value, best)
	}
	var all Choice
	for j := range p.Cols {
		all.Cols = append(all.Cols, j)
	}
	o := p.Optima(t.Context(), all, got, 1000)
	if !o.Counted || o.Total != ways {
		t.Fatalf("%d ways (counted %v), want %d", o.Total, o.Counted, ways)
	}
	listed := 0
	for _, one := range o.Listed {
		x := make([]int64, len(p.Cols))
		for j, n := range one.Taken {
			x[j] = int64(n)
		}
		if !p.feasible(x) || p.value(x) != best {
			t.Fatalf("listed %v, which is no optimum", x)
		}
		listed += one.Ways
	}
	if listed != ways {
		t.Fatalf("%d ways listed, want %d", listed, ways)
	}
}

// A proof that the linear relaxation has no solution holds for whole numbers too,
// and needs the rows it prices alone.
func TestRefuting(t *testing.T) {
	refuted := 0
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t)
		p.ClearCosts()
		prices := p.Refuting()
		if prices == nil {
			return
		}
		refuted++
		for r, y := range prices {
			if y == 0 {
				p.Rows[r] = Bounds{-Unbounded, Unbounded}
			}
		}
		each(p, func(x []int64) {
			if p.feasible(x) {
				t.Fatalf("%v is a solution, with prices %v", x, prices)
			}
		})
	})
	if refuted == 0 {
		t.Error("no program was refuted")
	}
}

// pool makes the program of a panel: people with values in four dimensions, so
// many of them to choose, quotas for every value and, with spread, a number of
// different values of the first dimension. Alike people share a column.
func pool(people, seats int, spread bool, seed uint64) (*Program, Choice) {
	rng := rand.New(rand.NewPCG(seed, 7))
	p, choice := &Program{}, Choice{}
	size := p.AddRow(int64(seats), int64(seats))
	var quotas [4][4]int
	for d := range quotas {
		for v := range quotas[d] {
			quotas[d][v] = p.AddRow(int64(seats*(4-v)/14), int64(seats*(4-v)/8+1))
		}
	}
	var links []int
	for range 4 {
		links = append(links, p.AddRow(0, Unbounded))
	}
	at := make(map[[5]int]int)
	for i := range people {
		var kind [5]int
		for d := range quotas {
			kind[d] = min(rng.IntN(4), rng.IntN(4))
		}
		if i < seats {
			kind[4] = -1 // on the panel: taking them saves a change
		}
		j, ok := at[kind]
		if !ok {
			j = p.AddColumn(int64(kind[4]), 0, Entry{size, 1}, Entry{links[kind[0]], 1})
			for d := range quotas {
				p.AddEntry(j, quotas[d][kind[d]], 1)
			}
			at[kind] = j
			choice.Cols = append(choice.Cols, j)
		}
		p.Cols[j].Upper++
	}
	if spread {
		sp := Spread{Main: p.AddRow(3, Unbounded), Links: links, Have: make([]int, len(links))}
		for _, link := range links {
			p.AddColumn(0, 1, Entry{sp.Main, 1}, Entry{link, -1})
		}
		choice.Spreads = []Spread{sp}
	}
	return p, choice
}

// Going from solution to solution counts what counting by states counts.
func TestTwoWaysOfCounting(t *testing.T) {
	seen := 0
	for seed := range uint64(60) {
		p, choice := pool(24+int(seed%3)*6, 7+int(seed%4), seed%2 == 1, seed)
		best := p.Solve(t.Context(), enough, NoCutoff)
		if !best.Found() {
			continue
		}
		w := &walker{Search: NewSearch(p), choice: choice.Cols}
		if !w.settleRoot(t.Context(), best.Value+1) {
			t.Fatalf("seed %d: the best solution is gone", seed)
		}
		c := newCounter(p, choice, best.Value, w.dom)
		want := c.count(0)
		w.walk(false)
		if c.failed || w.ended {
			continue
		}
		seen++
		got := uint64(0)
		for _, o := range w.ways(w.found) {
			got += uint64(o.Ways)
		}
		if got != want || want == 0 {
			t.Errorf("seed %d: %d ways one by one, %d by states", seed, got, want)
		}
	}
	if seen < 20 {
		t.Errorf("only %d programs were counted both ways", seen)
	}
}

// TestKeyTellsStatesApart has two states whose sums, written one after the other,
// would read the same if a row that is settled had no mark of its own.
func TestKeyTellsStatesApart(t *testing.T) {
	key := func(sums ...int64) []byte {
		c := &counter{sums: sums, plain: []bool{true, true, true}}
		c.from = []reach{{make([]int64, 3), []int64{40_000, 40_000, 40_000}}}
		for range sums { // 0 is settled, what is below it is not
			c.rows = append(c.rows, Bounds{0, 100_000})
		}
		return c.key(0)
	}
	if one, other := key(0, -1, -16_384), key(-16_384, 0, -1); bytes.Equal(one, other) {
		t.Errorf("two states have the key %v", one)
	}
}
