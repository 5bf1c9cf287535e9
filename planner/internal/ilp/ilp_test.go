package ilp

import (
	"bytes"
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
		for v := p.Cols[j].Lo; v <= p.Cols[j].Hi; v++ {
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
					count *= int(choose(c.Hi, x[j]))
				}
				switch v := p.Value(x); {
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
			lo := rapid.Int64Range(0, 2).Draw(t, "lower")
			p.Cols[j].Bounds = Bounds{lo, lo + rapid.Int64Range(0, 2).Draw(t, "width")}
		}
	})
}

func checkOptima(t *rapid.T, p *Program, got Answer, best int64, ways int) {
	if got.Value != best || !p.feasible(got.X) || p.Value(got.X) != best {
		t.Fatalf("%v costs %d, want %d", got.X, got.Value, best)
	}
	var all Choice
	for j := range p.Cols {
		all.Cols = append(all.Cols, j)
	}
	o := p.Optima(all, got, 1000)
	if !o.Counted || o.Total != ways {
		t.Fatalf("%d ways (counted %v), want %d", o.Total, o.Counted, ways)
	}
	listed := 0
	for _, one := range o.Listed {
		x := make([]int64, len(p.Cols))
		for j, n := range one.Taken {
			x[j] = int64(n)
		}
		if !p.feasible(x) || p.Value(x) != best {
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
