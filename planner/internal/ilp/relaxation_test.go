package ilp

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// near is how far the perturbation of costs and rounding can move a value.
const near = 1e-4

// cheapest is the cost of the relaxation's point, from the program.
func cheapest(p *Program, x []float64) float64 {
	v := 0.0
	for j := range p.Cols {
		v += float64(p.Cols[j].Cost) * x[j]
	}
	return v
}

// The point is within all bounds and no dearer than any whole one, and prices are
// subgradients: whatever a lower bound is changed to, the cost does not fall below what
// the price says, since it is convex in the bounds (Chvátal, Linear Programming, 1983, ch. 5).
func TestRelaxation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t)
		r := NewRelaxation(p)
		x, ofColumn, ofRow, ok := r.Solve()
		whole, found := int64(NoCutoff), false
		each(p, func(y []int64) {
			if p.feasible(y) {
				whole, found = min(whole, p.Value(y)), true
			}
		})
		if !ok {
			if found {
				t.Fatal("there are whole points, and none was found")
			}
			return
		}
		sums := make([]float64, len(p.Rows))
		for j, c := range p.Cols {
			if x[j] < float64(c.Lo)-near || x[j] > float64(c.Hi)+near {
				t.Fatalf("x[%d] = %v", j, x[j])
			}
			for _, e := range c.At {
				sums[e.Row] += float64(e.Coef) * x[j]
			}
		}
		for i, b := range p.Rows {
			if sums[i] < float64(b.Lo)-near || sums[i] > float64(b.Hi)+near {
				t.Fatalf("row %d: %v", i, sums[i])
			}
		}
		if found && cheapest(p, x) > float64(whole)+near {
			t.Fatalf("%v, but a whole point costs %d", cheapest(p, x), whole)
		}
		for j, price := range ofColumn {
			lo := rapid.Float64Range(0, float64(p.Cols[j].Hi)).Draw(t, "lower")
			if p.Cols[j].Lo == p.Cols[j].Hi {
				continue // it cannot move
			}
			if price < 0 {
				t.Fatalf("price %v of a lower bound", price)
			}
			more := NewRelaxation(p)
			more.AtLeast(j, lo)
			if y, _, _, ok := more.Solve(); ok && cheapest(p, y) < cheapest(p, x)+price*lo-near {
				t.Fatalf("column %d from %v: %v, at %v each after %v", j, lo, cheapest(p, y), price, cheapest(p, x))
			}
		}
		for i, price := range ofRow {
			q := p.Clone()
			by := rapid.Int64Range(-3, 3).Draw(t, "by")
			q.Rows[i].Lo += by
			y, _, _, ok := NewRelaxation(q).Solve()
			if ok && p.Rows[i].Lo > -Unbounded && q.Rows[i].Lo <= q.Rows[i].Hi && cheapest(p, y) < cheapest(p, x)+price*float64(by)-near {
				t.Fatalf("row %d by %d: %v, at %v each after %v", i, by, cheapest(p, y), price, cheapest(p, x))
			}
		}
		if len(p.Rows) > 0 {
			q := p.Clone()
			q.Rows[0].Lo = -Unbounded
			r.Free(0)
			y, _, _, ok := r.Solve()
			z, _, _, _ := NewRelaxation(q).Solve()
			if !ok || math.Abs(cheapest(p, y)-cheapest(p, z)) > near {
				t.Fatalf("without the lower bound of row 0: %v, want %v", y, z)
			}
		}
	})
}

// A lower bound is never above the upper one.
func TestAtLeastStaysBelow(t *testing.T) {
	p := &Program{}
	p.AddColumn(1, 2)
	r := NewRelaxation(p)
	for lo, want := range map[float64]float64{0: 0, 1.5: 1.5, 9: 2} {
		r.AtLeast(0, lo)
		if x, _, _, ok := r.Solve(); !ok || x[0] != want {
			t.Errorf("from %v: %v, %v", lo, x, ok)
		}
	}
}

// A dictionary that is computed anew from the integers says what it said.
func TestRebuildChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t)
		r := NewRelaxation(p)
		x, _, _, ok := r.Solve()
		if !ok {
			return
		}
		r.dict.pivots = rebuildAfter + 1
		y, _, _, ok := r.Solve()
		for j := range x {
			if !ok || math.Abs(x[j]-y[j]) > near {
				t.Fatalf("%v, but rebuilt %v, %v", x, y, ok)
			}
		}
		if r.dict.pivots > rebuildAfter {
			t.Fatal("it was not rebuilt")
		}
	})
}

// Of n points in the affine space over three elements a third each meets every line, and no
// less does: each point is on (n−1)/2 lines, so that prices of 2/(n−1) a line prove it. The
// larger space takes so many steps that the dictionary is rebuilt on the way.
func TestRelaxationOfLines(t *testing.T) {
	for dim, want := range []float64{1: 1, 2: 3, 3: 9, 4: 27} {
		if dim == 0 {
			continue
		}
		p := steiner(affine(dim))
		x, _, ofRow, ok := NewRelaxation(p).Solve()
		proved := 0.0
		for _, price := range ofRow {
			proved += price
		}
		if got := cheapest(p, x); !ok || math.Abs(got-want) > near || math.Abs(proved-want) > near {
			t.Errorf("%d points: %v, proved %v, want %v", len(p.Cols), got, proved, want)
		}
	}
}
