package fair

import "math"

// hull finds weights of panels whose mean is a given aim, by the method of the nearest
// point (Wolfe, Finding the nearest point in a polytope, Mathematical Programming 11,
// 1976): it keeps a few panels, goes to the point of their span nearest to the aim, drops
// panels that would get a negative weight, and asks for a panel that lies further in
// the direction of the aim. Where the aim is a mean of panels there always is one.
type hull struct {
	pool  *Pool
	aim   []float64 // people taken of each profile
	scale []float64 // 1/size: all people count the same
	own   float64   // the aim's product with itself
	kept  []vertex
	// inv is the inverse of the products of the panels' differences from the aim, plus one
	// each, and sums are those of its rows: the weights of the nearest point but for a factor.
	inv  [][]float64
	sums []float64
}

// vertex is a panel that is kept.
type vertex struct {
	*panel
	weight float64
	of     []int   // the profiles it takes people of
	toAim  float64 // its product with the aim
}

const (
	// The chances are attained where the lottery is off by less for everybody, and nearly
	// where rounding stopped the search before.
	attained       = 1e-11
	attainedNearly = 1e-6
	// inSpan is the part of a panel outside the span of those kept below which it adds nothing.
	inSpan = 1e-11
	// hullPrice is the largest whole price of the panels asked for.
	hullPrice = 1 << 26
)

// attain returns the panels and their weights whose mean gives the chances, or what
// comes nearest, and the largest difference.
func (p *Pool) attain(chances []float64, start *panel) (panels [][]int, weights []float64, off float64) {
	h := &hull{pool: p, aim: make([]float64, len(p.cols)), scale: make([]float64, len(p.cols))}
	for j, c := range chances {
		h.aim[j] = float64(c * float64(p.size[j]))
		h.scale[j] = 1 / float64(p.size[j])
		h.own += float64(h.aim[j] * c)
	}
	h.join(start, 1)
	for range 8*len(p.cols) + 100 {
		rest := h.rest()
		off = 0
		for j, r := range rest {
			off = math.Max(off, math.Abs(float64(r*h.scale[j])))
		}
		if off < attained {
			break
		}
		next := h.further(rest, off)
		if next == nil || !h.join(next, 0) {
			break
		}
		h.nearest()
	}
	for _, v := range h.kept {
		panels, weights = append(panels, v.taken), append(weights, v.weight)
	}
	return panels, weights, off
}

// rest is what the mean of the panels lacks of the aim.
func (h *hull) rest() []float64 {
	out := append([]float64(nil), h.aim...)
	for _, v := range h.kept {
		for _, j := range v.of {
			out[j] -= float64(v.weight * float64(v.taken[j]))
		}
	}
	return out
}

// further finds a panel that lies at least as far as the aim in the direction of the rest,
// of which nobody lacks more than most.
func (h *hull) further(rest []float64, most float64) *panel {
	byHead, aim := make([]float64, len(rest)), 0.0
	for j, r := range rest {
		byHead[j] = float64(r * h.scale[j])
	}
	prices := inUnits(byHead, hullPrice/most)
	for j, price := range prices {
		aim += float64(float64(price) * h.aim[j])
	}
	found, _ := h.pool.dearer(prices, int64(math.Floor(aim))-1, false)
	return found
}

// join keeps a panel; it reports false where it lies in the span of those kept.
func (h *hull) join(more *panel, weight float64) bool {
	v := vertex{panel: more, weight: weight}
	own := 0.0
	scaled := make([]float64, len(more.taken))
	for j, n := range more.taken {
		if n > 0 {
			v.of = append(v.of, j)
			scaled[j] = float64(float64(n) * h.scale[j])
			own += float64(scaled[j] * float64(n))
			v.toAim += float64(scaled[j] * h.aim[j])
		}
	}
	n := len(h.kept)
	g, w := make([]float64, n), make([]float64, n)
	for k := range h.kept {
		g[k] = 1 - v.toAim - h.kept[k].toAim + h.own
		for _, j := range h.kept[k].of {
			g[k] += float64(scaled[j] * float64(h.kept[k].taken[j]))
		}
	}
	own += 1 - v.toAim - v.toAim + h.own
	left, total := own, 0.0
	for i := range w {
		for k, x := range h.inv[i] {
			w[i] += float64(x * g[k])
		}
		left -= float64(w[i] * g[i])
		total += w[i]
	}
	if left < inSpan*own {
		return false
	}
	last := make([]float64, n+1)
	for i, x := range w {
		f := x / left
		line := h.inv[i]
		for k, y := range w {
			line[k] += float64(f * y)
		}
		last[i] = -f
		h.inv[i] = append(line, -f)
		h.sums[i] += float64(f * (total - 1))
	}
	last[n] = 1 / left
	h.inv, h.sums = append(h.inv, last), append(h.sums, (1-total)/left)
	h.kept = append(h.kept, v)
	return true
}

// leave drops a panel; the last takes its place.
func (h *hull) leave(k int) {
	line, own := h.inv[k], h.sums[k]
	last := len(h.kept) - 1
	for i, row := range h.inv {
		f := row[k] / line[k]
		if i == k || f == 0 {
			continue
		}
		for c, x := range line {
			row[c] -= float64(f * x)
		}
		h.sums[i] -= float64(f * own)
	}
	h.inv[k], h.sums[k], h.kept[k] = h.inv[last], h.sums[last], h.kept[last]
	h.inv, h.sums, h.kept = h.inv[:last], h.sums[:last], h.kept[:last]
	for i, row := range h.inv {
		row[k] = row[last]
		h.inv[i] = row[:last]
	}
}

// nearest moves the weights to the point nearest to the aim of the span, as far as
// no weight becomes negative, dropping panels on the way.
func (h *hull) nearest() {
	for {
		total := 0.0
		for _, s := range h.sums {
			total += s
		}
		out, step := -1, 1.0
		for i, s := range h.sums {
			if to := s / total; to < leastWeight {
				if f := h.kept[i].weight / (h.kept[i].weight - to); out < 0 || f < step {
					out, step = i, f
				}
			}
		}
		for i, s := range h.sums {
			h.kept[i].weight += float64(step * (s/total - h.kept[i].weight))
		}
		if out < 0 {
			return
		}
		h.leave(out)
	}
}

// leastWeight is the weight below which a panel is dropped.
const leastWeight = 1e-14
