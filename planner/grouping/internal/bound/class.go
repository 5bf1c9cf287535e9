package bound

import (
	"cmp"
	"slices"

	"roundtable/planner/grouping/internal/model"
)

// classSide is one class in one group. At size z its count runs from lo to hi;
// each further person up to ends[level] saves slope[level] penalty points. Where
// somebody may be alone penalties are not convex, and points lists them by count.
type classSide struct {
	class  int32
	at     int32     // position of the price
	slope  []float64 // falling
	levels int
	// by size (from groupSide.lo): least count, penalty there, and level ends.
	lo   []int32
	base []float64
	ends []int32 // size*levels + level, counts
	ok   []bool
	// points, by size and count from lo, or nil; below 0 where the count is not allowed.
	points [][]float64
}

// newClassSide tabulates the penalty of one class by size and count.
func newClassSide(class, at int32, rules []*model.Rule, z0, sizes int, lo, hi int32) classSide {
	cs := classSide{
		class: class, at: at, lo: make([]int32, sizes), base: make([]float64, sizes), ok: make([]bool, sizes),
	}
	pieces := make([][]piece, sizes)
	for k := range sizes {
		z := z0 + k
		l, h := lo, min(hi, int32(z))
		for _, r := range rules {
			if r.Hard {
				l, h = max(l, r.Need[z]), min(h, r.Allow[z])
			}
		}
		cs.lo[k], cs.ok[k] = l, l <= h
		if l > h {
			continue
		}
		if slices.ContainsFunc(rules, func(r *model.Rule) bool { return r.Alone > 1 }) {
			if cs.points == nil {
				cs.points = make([][]float64, sizes)
			}
			cs.points[k] = pointsByCount(rules, z, l, h)
			continue
		}
		for _, r := range rules {
			if !r.Hard {
				cs.base[k] += float64(r.Loss(z, l).Points)
			}
		}
		pieces[k] = cutPieces(rules, z, l, h)
		for _, x := range pieces[k] {
			cs.addLevel(x.slope)
		}
	}
	cs.levels = len(cs.slope)
	cs.ends = make([]int32, sizes*cs.levels)
	for k := range sizes {
		end, next := cs.lo[k], 0
		for l := range cs.levels {
			for next < len(pieces[k]) && pieces[k][next].slope >= cs.slope[l] {
				end = pieces[k][next].end
				next++
			}
			cs.ends[k*cs.levels+l] = end
		}
	}
	return cs
}

// pointsByCount lists what the counts from lo to hi cost at size z.
func pointsByCount(rules []*model.Rule, z int, lo, hi int32) []float64 {
	var out []float64
	for n := lo; n <= hi; n++ {
		var sum model.Loss
		for _, r := range rules {
			c := r.Loss(z, n)
			sum.Points, sum.Broken = sum.Points+c.Points, sum.Broken+c.Broken
		}
		if sum.Broken > 0 {
			sum.Points = -1
		}
		out = append(out, float64(sum.Points))
	}
	return out
}

// piece is a stretch of counts, up to end, in which each further person saves
// slope penalty points.
type piece struct {
	slope float64
	end   int32
}

// cutPieces cuts the counts from lo to hi at the soft rules' bounds for size z.
func cutPieces(rules []*model.Rule, z int, lo, hi int32) []piece {
	var out []piece
	for n := lo; n < hi; {
		end, slope := hi, 0.0
		for _, r := range rules {
			if r.Hard {
				continue
			}
			for _, c := range [2]int32{r.Need[z], r.Allow[z]} {
				if c > n && c < end {
					end = c
				}
			}
			if n < r.Need[z] {
				slope += float64(r.Short)
			}
			if n >= r.Allow[z] {
				slope -= float64(r.Over)
			}
		}
		out = append(out, piece{slope, end})
		n = end
	}
	return out
}

// addLevel inserts a slope into the falling list, once.
func (cs *classSide) addLevel(s float64) {
	at, known := slices.BinarySearchFunc(cs.slope, s, func(x, s float64) int { return cmp.Compare(s, x) })
	if !known {
		cs.slope = slices.Insert(cs.slope, at, s)
	}
}

// eachCount calls visit with every count that is allowed at size z, index k, and what
// it costs.
func (cs *classSide) eachCount(k, z int, visit func(n int32, points float64)) {
	if cs.points != nil {
		for i, x := range cs.points[k] {
			if x >= 0 {
				visit(cs.lo[k]+int32(i), x)
			}
		}
		return
	}
	n, points := cs.lo[k], cs.base[k]
	visit(n, points)
	for l := range cs.levels {
		for ; n < min(cs.ends[k*cs.levels+l], int32(z)); n++ {
			points -= cs.slope[l]
			visit(n+1, points)
		}
	}
}
