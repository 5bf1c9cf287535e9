package ilp

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// checkSums holds what a domain keeps up to date against its bounds.
func checkSums(t *rapid.T, d *domain) {
	spent := int64(0)
	least, most := make([]int64, len(d.least)), make([]int64, len(d.most))
	for j, c := range d.p.Cols {
		spent += min(c.Cost*d.lo[j], c.Cost*d.hi[j])
		for _, e := range c.At {
			least[e.Row] += min(e.Coef*d.lo[j], e.Coef*d.hi[j])
			most[e.Row] += max(e.Coef*d.lo[j], e.Coef*d.hi[j])
		}
	}
	if spent != d.spent || !slices.Equal(least, d.least) || !slices.Equal(most, d.most) {
		t.Fatalf("sums %v to %v at %d, kept are %v to %v at %d", least, most, spent, d.least, d.most, d.spent)
	}
}

// What is narrowed loses no solution below the limit, every bound that is left can be
// reached in every row and in the cost by itself, and what is undone is as it was.
func TestPropagate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t)
		d := newDomain(p)
		if rapid.Bool().Draw(t, "limited") {
			d.limit = rapid.Int64Range(-4, 6).Draw(t, "limit")
		}
		for range 3 {
			lo, hi, mark := slices.Clone(d.lo), slices.Clone(d.hi), d.mark()
			j := rapid.IntRange(0, len(p.Cols)-1).Draw(t, "column")
			if at := rapid.Int64Range(d.lo[j], d.hi[j]).Draw(t, "at"); rapid.Bool().Draw(t, "below") {
				d.narrow(j, d.lo[j], at)
			} else {
				d.narrow(j, at, d.hi[j])
			}
			from, to := slices.Clone(d.lo), slices.Clone(d.hi)
			ok := d.propagate()
			checkSums(t, d)
			if slices.Contains(d.queued, true) || len(d.queue) > 0 {
				t.Fatal("rows are left to look at")
			}
			each(p, func(x []int64) {
				if !p.feasible(x) || p.Value(x) >= d.limit {
					return
				}
				for j := range x {
					if x[j] < from[j] || x[j] > to[j] {
						return
					}
				}
				for j := range x {
					if !ok || x[j] < d.lo[j] || x[j] > d.hi[j] {
						t.Fatalf("%v is lost: %v to %v, %v", x, d.lo, d.hi, ok)
					}
				}
			})
			if ok {
				checkConsistent(t, d)
				if rapid.Bool().Draw(t, "go on") {
					continue
				}
			}
			d.undo(mark)
			if checkSums(t, d); !slices.Equal(d.lo, lo) || !slices.Equal(d.hi, hi) {
				t.Fatalf("%v to %v after %v to %v", d.lo, d.hi, lo, hi)
			}
			for i := range p.Rows {
				d.enqueue(i) // whatever was not looked at
			}
		}
	})
}

// checkConsistent holds that every variable can be at either of its bounds in every row,
// and in the cost, with all others where they suit best.
func checkConsistent(t *rapid.T, d *domain) {
	for j, c := range d.p.Cols {
		width := d.hi[j] - d.lo[j]
		for _, e := range c.At {
			off := max(e.Coef*width, -e.Coef*width)
			if b := d.p.Rows[e.Row]; d.least[e.Row]+off > b.Hi || d.most[e.Row]-off < b.Lo {
				t.Fatalf("column %d from %d to %d is wider than row %d allows", j, d.lo[j], d.hi[j], e.Row)
			}
		}
		if d.spent+max(c.Cost*width, -c.Cost*width) >= d.limit {
			t.Fatalf("column %d from %d to %d costs more than the limit", j, d.lo[j], d.hi[j])
		}
	}
}
