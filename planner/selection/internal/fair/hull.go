package fair

import "math"

// hull finds weights of panels whose mean is a given aim, by the method of the nearest
// point (Wolfe, Finding the nearest point in a polytope, Mathematical Programming 11,
// 1976): it keeps a few panels, goes to the point of their span nearest to the aim, drops
// panels that would get a negative weight, and asks for a panel that lies further in
// the direction of the aim. Where the aim is a mean of panels there always is one.
type hull struct {
	pool   *Pool
	aim    []float64 // people taken of each profile
	panels [][]int
	weight []float64
	inv    [][]float64 // inverse of 1 + the products of the panels' distances from the aim
	scale  []float64   // 1/size: all people count the same
}

// attain returns the weights of panels whose mean is the aim, or what comes nearest.
func (p *Pool) attain(chances []float64, start []int) (panels [][]int, weights []float64, off float64) {
	h := &hull{pool: p, aim: make([]float64, len(p.cols)), scale: make([]float64, len(p.cols))}
	for j, c := range chances {
		h.aim[j] = float64(c * float64(p.size[j]))
		h.scale[j] = 1 / float64(p.size[j])
	}
	h.join(start)
	h.weight = []float64{1}
	for range 4*len(p.cols) + 100 {
		rest := h.rest()
		if off = largest(rest, p.size); off < attained {
			break
		}
		panel := h.further(rest)
		if panel == nil || !h.join(panel) {
			break
		}
		h.weight = append(h.weight, 0)
		h.nearest()
	}
	return h.panels, h.weight, off
}

// The chances are attained where the lottery is off by less for everybody, and nearly
// where rounding stopped the search before.
const (
	attained       = 1e-10
	attainedNearly = 1e-7
)

// rest is what the mean of the panels lacks of the aim.
func (h *hull) rest() []float64 {
	out := append([]float64(nil), h.aim...)
	for k, p := range h.panels {
		for j, n := range p {
			if n > 0 {
				out[j] -= float64(h.weight[k] * float64(n))
			}
		}
	}
	return out
}

func largest(rest []float64, size []int) float64 {
	most := 0.0
	for j, r := range rest {
		most = math.Max(most, math.Abs(r)/float64(size[j]))
	}
	return most
}

// further finds a panel that lies at least as far as the aim in the direction of the rest.
func (h *hull) further(rest []float64) []int {
	dearest := 0.0
	for j, r := range rest {
		dearest = math.Max(dearest, math.Abs(float64(r*h.scale[j])))
	}
	prices, aim := make([]int64, len(rest)), 0.0
	for j, r := range rest {
		prices[j] = int64(math.Round(r * h.scale[j] / dearest * largePrice))
		aim += float64(float64(prices[j]) * h.aim[j])
	}
	panel, _ := h.pool.dearer(prices, int64(math.Floor(aim))-1, false)
	return panel
}

// product is that of two panels as seen from the aim, plus one.
func (h *hull) product(a, b []int) float64 {
	sum := 1.0
	for j, s := range h.scale {
		x, y := float64(a[j])-h.aim[j], float64(b[j])-h.aim[j]
		sum += float64(float64(x*y) * s)
	}
	return sum
}

// join adds a panel to those kept; it reports false where it lies in their span.
func (h *hull) join(panel []int) bool {
	n := len(h.panels)
	g := make([]float64, n)
	for k, p := range h.panels {
		g[k] = h.product(p, panel)
	}
	w := make([]float64, n)
	own := h.product(panel, panel)
	left := own
	for i := range w {
		for k, v := range h.inv[i] {
			w[i] += float64(v * g[k])
		}
		left -= float64(w[i] * g[i])
	}
	if left < 1e-11*own {
		return false
	}
	last := make([]float64, n+1)
	for i := range w {
		for k := range w {
			h.inv[i][k] += float64(w[i] * w[k] / left)
		}
		last[i] = -w[i] / left
		h.inv[i] = append(h.inv[i], last[i])
	}
	last[n] = 1 / left
	h.inv = append(h.inv, last)
	h.panels = append(h.panels, panel)
	return true
}

// leave drops a panel.
func (h *hull) leave(k int) {
	line := h.inv[k]
	last := len(h.panels) - 1
	for i := range h.inv {
		f := h.inv[i][k] / line[k]
		if i != k && f != 0 {
			for c, v := range line {
				if c != k {
					h.inv[i][c] -= float64(f * v)
				}
			}
		}
	}
	h.inv[k] = h.inv[last]
	h.inv = h.inv[:last]
	for i := range h.inv {
		h.inv[i][k] = h.inv[i][last]
		h.inv[i] = h.inv[i][:last]
	}
	h.panels[k], h.weight[k] = h.panels[last], h.weight[last]
	h.panels, h.weight = h.panels[:last], h.weight[:last]
}

// nearest moves the weights to the point nearest to the aim of the span, as far as
// no weight becomes negative, dropping panels on the way.
func (h *hull) nearest() {
	for {
		to, sum := make([]float64, len(h.panels)), 0.0
		for i, line := range h.inv {
			for _, v := range line {
				to[i] += v
			}
			sum += to[i]
		}
		out, step := -1, 1.0
		for i := range to {
			to[i] /= sum
			if to[i] < 1e-14 {
				if f := h.weight[i] / (h.weight[i] - to[i]); out < 0 || f < step {
					out, step = i, f
				}
			}
		}
		for i := range to {
			h.weight[i] += float64(step * (to[i] - h.weight[i]))
		}
		if out < 0 {
			return
		}
		h.leave(out)
	}
}
