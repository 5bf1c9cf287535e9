package fair

import "math"

// Round turns a lottery into a number of equally likely panels.
//
// Every panel first gets its weight rounded down. Then copies are added one by one, and
// exchanged as long as that helps, for panels of the lottery or others of the pool, so
// that the sum over all people of the squared difference between their chances becomes
// small. Ties go to the first panel. What is reached is for the caller to compute.
func (p *Pool) Round(l *Lottery, count int) [][]int {
	r := &rounding{pool: p, panels: append([][]int(nil), l.Panels...), rest: make([]float64, len(l.Size))}
	given := 0
	for k, w := range l.Weights {
		aim := float64(float64(w) * float64(count) / float64(Whole))
		n := int(aim)
		r.times = append(r.times, n)
		given += n
		for j, taken := range l.Panels[k] {
			r.rest[j] += float64((aim - float64(n)) * float64(taken))
		}
	}
	for ; given < count; given++ {
		k, _ := r.best(1)
		r.move(k, 1)
	}
	for range exchanges {
		out, lost := r.best(-1)
		r.move(out, -1)
		in, gained := r.better()
		r.move(in, 1)
		if lost+gained < leastGain {
			break
		}
	}
	var out [][]int
	for k, n := range r.times {
		for range n {
			out = append(out, r.panels[k])
		}
	}
	return out
}

const (
	exchanges = 400  // made at most
	leastGain = 1e-6 // for which one is made
)

// rounding is a list of panels in the making: how often each is in it, and what each
// profile still lacks, in people.
type rounding struct {
	pool   *Pool
	panels [][]int
	times  []int
	rest   []float64
}

// gain is by how much a copy more (by 1) or less (by −1) of a panel makes the sum smaller.
func (r *rounding) gain(panel []int, by int) float64 {
	g := 0.0
	for j, n := range panel {
		if n > 0 {
			d := float64(by * n)
			g += float64(float64(d*(2*r.rest[j]-d)) / float64(r.pool.size[j]))
		}
	}
	return g
}

// best is the panel known of which one copy more or less gains most.
func (r *rounding) best(by int) (k int, gain float64) {
	k = -1
	for i, p := range r.panels {
		if by < 0 && r.times[i] == 0 {
			continue
		}
		if g := r.gain(p, by); k < 0 || g > gain {
			k, gain = i, g
		}
	}
	return k, gain
}

// better is the best panel to add, of all those of the pool as far as one is found soon.
func (r *rounding) better() (k int, gain float64) {
	k, gain = r.best(1)
	dearest := 0.0
	byHead := make([]float64, len(r.rest))
	for j, rest := range r.rest {
		byHead[j] = float64(2*rest-1) / float64(r.pool.size[j])
		dearest = math.Max(dearest, math.Abs(byHead[j]))
	}
	prices, worth := inUnits(byHead, largePrice/dearest), int64(0)
	for j, n := range r.panels[k] {
		worth += prices[j] * int64(n)
	}
	found, _ := r.pool.dearer(prices, worth, true)
	if found != nil {
		if g := r.gain(found.taken, 1); g > gain {
			r.panels, r.times = append(r.panels, found.taken), append(r.times, 0)
			return len(r.panels) - 1, g
		}
	}
	return k, gain
}

func (r *rounding) move(k, by int) {
	r.times[k] += by
	for j, n := range r.panels[k] {
		r.rest[j] -= float64(by * n)
	}
}
