package disclosure

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// handTable makes a pattern from counts and marks.
func handTable(n [][]int, hidden [][]bool) *pattern { return &pattern{n: n, hidden: hidden} }

// The counter-example of the sdcTable manual's kind: every row and column has
// two hidden cells or none, and yet one cell follows exactly. Here the hidden
// cells of rows 0 and 1 are joined to those of row 2 by a single cell.
func TestTwoPerLineIsNotEnough(t *testing.T) {
	n := [][]int{
		{5, 7, 20, 30, 11},
		{8, 6, 25, 31, 12},
		{22, 23, 3, 47, 13},
		{24, 26, 9, 4, 2},
		{27, 28, 10, 14, 1},
	}
	const x = true
	p := handTable(n, [][]bool{
		{x, x, false, false, false},
		{x, x, x, false, false},
		{false, false, x, x, false},
		{false, false, false, x, x},
		{false, false, false, false, false},
	})
	// Column 4 has one hidden cell, so it follows, and so on backwards; with a
	// second one there all lines have two or none.
	p.hidden[4][4], p.hidden[4][2] = x, x
	for i := range n {
		if p.lone(p.row(i)) || p.lone(p.column(i)) {
			t.Fatalf("line %d has a single hidden cell: the example is wrong", i)
		}
	}
	low, high := p.attackFrom([2]int{-1, -1}, 0).bounds(1, 2)
	if low != 25 || high != 25 {
		t.Errorf("cell joining two blocks: %d to %d, want exactly 25", low, high)
	}
	if low, high := p.attackFrom([2]int{-1, -1}, 0).bounds(0, 0); low == high {
		t.Errorf("cell inside a block is exactly %d", low)
	}
}

// bruteBounds enumerates every table with the same totals and visible cells.
func bruteBounds(p *pattern, least int) (low, high [][]int) {
	rows, columns := p.sums()
	r, c := len(p.n), len(p.n[0])
	low, high = make([][]int, r), make([][]int, r)
	for i := range r {
		low[i], high[i] = make([]int, c), make([]int, c)
		for j := range c {
			low[i][j], high[i][j] = 1<<30, -1
		}
	}
	table := make([][]int, r)
	for i := range table {
		table[i] = make([]int, c)
	}
	var fill func(at int)
	fill = func(at int) {
		if at == r*c {
			for j := range c {
				sum := 0
				for i := range r {
					sum += table[i][j]
				}
				if sum != columns[j] {
					return
				}
			}
			for i := range r {
				for j := range c {
					low[i][j], high[i][j] = min(low[i][j], table[i][j]), max(high[i][j], table[i][j])
				}
			}
			return
		}
		i, j := at/c, at%c
		rest := rows[i]
		for b := range j {
			rest -= table[i][b]
		}
		from, to := p.n[i][j], p.n[i][j]
		if p.hidden[i][j] {
			from, to = min(least, p.n[i][j]), rest
		}
		for v := from; v <= to && v <= rest; v++ {
			if j == c-1 && v != rest {
				continue
			}
			table[i][j] = v
			fill(at + 1)
		}
	}
	fill(0)
	return low, high
}

func randomTable(rnd *rand.Rand, r, c, most int) [][]int {
	n := make([][]int, r)
	for i := range n {
		n[i] = make([]int, c)
		for j := range n[i] {
			n[i][j] = max(0, rnd.IntN(most+2)-1)
		}
	}
	return n
}

func TestBoundsEqualEnumeration(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	cells := 0
	for range 600 {
		r, c := 2+rnd.IntN(2), 2+rnd.IntN(2)
		p := handTable(randomTable(rnd, r, c, 4), make([][]bool, r))
		for i := range p.hidden {
			p.hidden[i] = make([]bool, c)
			for j := range p.hidden[i] {
				p.hidden[i][j] = rnd.IntN(10) < 6
			}
		}
		for _, least := range []int{0, 1} {
			low, high := bruteBounds(p, least)
			attack := p.attackFrom([2]int{-1, -1}, int64(least))
			for i := range p.n {
				for j := range p.n[i] {
					l, h := attack.bounds(i, j)
					if int(l) != low[i][j] || int(h) != high[i][j] {
						t.Fatalf("%v hidden %v least %d: cell %d,%d from %d to %d, want %d to %d", p.n, p.hidden,
							least, i, j, l, h, low[i][j], high[i][j])
					}
					cells++
				}
			}
		}
	}
	if cells < 5000 {
		t.Errorf("only %d cells compared", cells)
	}
}

// checkPattern attacks a finished pattern from scratch.
func checkPattern(t *testing.T, p *pattern, k int) {
	t.Helper()
	zero := false
	insiders := [][2]int{{-1, -1}}
	for i := range p.n {
		for j, n := range p.n[i] {
			zero = zero || n == 0 && p.hidden[i][j]
			if n == 1 && p.hidden[i][j] {
				insiders = append(insiders, [2]int{i, j})
			}
			if n > 0 && n < k && !p.hidden[i][j] {
				t.Fatalf("%v: small cell %d,%d is shown", p.n, i, j)
			}
		}
	}
	leasts := []int64{0, 1}
	if zero {
		leasts = []int64{0}
	}
	for _, least := range leasts {
		for _, insider := range insiders {
			attack := p.attackFrom(insider, least)
			for i := range p.n {
				for j, n := range p.n[i] {
					if n == 0 || n >= k || insider == [2]int{i, j} {
						continue
					}
					if low, high := attack.bounds(i, j); low == high || int(high) < k {
						t.Fatalf("%v hidden %v: cell %d,%d is known to be %d to %d (insider %v, least %d)", p.n,
							p.hidden, i, j, low, high, insider, least)
					}
				}
			}
		}
	}
}

func TestSuppressProtects(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	tables, found := 10000, 0
	for range tables {
		r, c := 3+rnd.IntN(3), 3+rnd.IntN(3)
		n := randomTable(rnd, r, c, 8+rnd.IntN(30))
		k := 3 + rnd.IntN(3)
		p, ok := suppress(n, k)
		if !ok {
			continue
		}
		found++
		checkPattern(t, p, k)
	}
	if found < tables/4 {
		t.Errorf("only %d of %d tables could be shown", found, tables)
	}
}

// A mutant that leaves one complementary cell out must be caught by the attack
// of checkPattern: nearly every such cell is needed.
func TestDroppingAComplementaryCellIsCaught(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	mutants, caught := 0, 0
	for mutants < 300 {
		n := randomTable(rnd, 4, 4, 25)
		p, ok := suppress(n, 5)
		if !ok {
			continue
		}
		primary := map[[2]int]bool{}
		for _, c := range p.sensitive(5) {
			primary[c] = true
		}
		for i := range n {
			for j := range n[i] {
				if !p.hidden[i][j] || primary[[2]int{i, j}] {
					continue
				}
				p.hidden[i][j] = false
				mutants++
				if _, bad := p.unsafe(p.sensitive(5), 5); bad {
					caught++
				}
				p.hidden[i][j] = true
			}
		}
	}
	if caught*10 < mutants*7 {
		t.Errorf("%d of %d patterns with a cell less were found unsafe", caught, mutants)
	}
}

// An audit that lets hidden cells be empty misses what a reader knows who sees
// that empty cells are always shown.
func TestLeastOneMatters(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 8))
	weaker := 0
	for range 300 {
		n := randomTable(rnd, 3, 3, 9)
		p := handTable(n, [][]bool{{true, true, false}, {true, true, false}, {false, false, false}})
		if n[0][0]*n[0][1]*n[1][0]*n[1][1] == 0 {
			continue
		}
		a, b := p.attackFrom([2]int{-1, -1}, 0), p.attackFrom([2]int{-1, -1}, 1)
		l0, h0 := a.bounds(0, 0)
		l1, h1 := b.bounds(0, 0)
		if l1 < l0 || h1 > h0 {
			t.Fatalf("knowing more widens the bounds: %d–%d, then %d–%d", l0, h0, l1, h1)
		}
		if l1 == h1 && l0 < h0 {
			weaker++
		}
	}
	if weaker == 0 {
		t.Error("no table where only the stricter audit sees the leak")
	}
}

// For tiny lists every original with the same output is enumerated: a small
// count never follows, for outsiders or for the only person of another value.
func TestMergeSmallIsNotUndone(t *testing.T) {
	for _, k := range []int{3, 4, 5} {
		checkMergeSmall(t, k)
	}
}

func checkMergeSmall(t *testing.T, k int) {
	t.Helper()
	const values, most = 4, 13
	outputs := map[string][][]int{}
	var counts [values]int
	var fill func(at int)
	fill = func(at int) {
		if at == values {
			n := append([]int(nil), counts[:]...)
			outputs[mergedOutput(n, k)] = append(outputs[mergedOutput(n, k)], n)
			return
		}
		for v := 0; v <= most; v++ {
			counts[at] = v
			fill(at + 1)
		}
	}
	fill(0)
	checked := 0
	for output, originals := range outputs {
		if output == "hidden" {
			continue
		}
		for _, n := range originals {
			pool, _ := mergeSmall(n, k)
			sum := 0
			for _, i := range pool {
				sum += n[i]
			}
			if sum > most {
				continue // not every original is enumerated
			}
			for _, i := range pool {
				if n[i] >= k {
					continue
				}
				for insider := -1; insider < values; insider++ {
					if insider == i || insider >= 0 && n[insider] != 1 {
						continue
					}
					seen := map[int]bool{}
					for _, m := range originals {
						if insider < 0 || m[insider] == 1 {
							seen[m[i]] = true
						}
					}
					checked++
					if len(seen) < min(3, k-1) {
						t.Fatalf("%v shown as %s: value %d can only be %v (insider %d)", n, output, i, seen, insider)
					}
				}
			}
		}
	}
	if checked < 300 {
		t.Errorf("k %d: only %d counts attacked", k, checked)
	}
}

// mergedOutput is what a reader sees of the counts.
func mergedOutput(n []int, k int) string {
	pool, ok := mergeSmall(n, k)
	if !ok {
		return "hidden"
	}
	in := map[int]bool{}
	sum := 0
	for _, i := range pool {
		in[i] = true
		sum += n[i]
	}
	out := ""
	for i, v := range n {
		if in[i] {
			out += "m "
		} else {
			out += fmt.Sprint(v, " ")
		}
	}
	return out + fmt.Sprint(sum)
}

func TestMergeSmallKeepsK(t *testing.T) {
	rnd := rand.New(rand.NewPCG(9, 10))
	shown := 0
	for range 10000 {
		n := make([]int, 1+rnd.IntN(7))
		for i := range n {
			n[i] = rnd.IntN(24)
		}
		pool, ok := mergeSmall(n, 5)
		if !ok {
			continue
		}
		shown++
		in := map[int]bool{}
		sum, lines := 0, 0
		for _, i := range pool {
			in[i] = true
			sum += n[i]
		}
		for i, v := range n {
			if !in[i] && v > 0 {
				lines++
				if v < 5 {
					t.Fatalf("%v: count %d of %d people is shown", n, i, v)
				}
			}
		}
		if len(pool) > 0 {
			lines++
			if len(pool) < 2 || sum < 8 {
				t.Fatalf("%v: merged %v into %d people", n, pool, sum)
			}
		}
		if lines < 2 {
			t.Fatalf("%v: everybody is in one line", n)
		}
	}
	if shown < 5000 {
		t.Errorf("only %d of 10000 lists can be shown", shown)
	}
}
