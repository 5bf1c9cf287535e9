package grouping

import (
	"context"
	"math"
)

// descent improves prices by a deflected subgradient method: Polyak's step
// towards a target value, with the direction of Camerini, Fratta and Maffioli
// (Mathematical Programming Study 3, 1975).
type descent struct {
	b *bounder
	// best is the least bound proved, at bestPrice.
	best      float64
	bestPrice []float64
	// shares is a running average of the person side: how much of each unit the
	// relaxed solution seats in each group. It guides the search.
	shares []float64
	// counts and sizes are the same average of the person side's usage.
	theta float64
	evals int
}

func newDescent(b *bounder) *descent {
	return &descent{
		b: b, best: math.Inf(1), theta: 1,
		bestPrice: make([]float64, len(b.price)),
		shares:    make([]float64, len(b.m.units)*b.m.K()),
	}
}

// shareDecay is how fast old relaxed solutions fade from the average.
const shareDecay = 0.95

// run takes up to steps steps towards the value target, and stops early when
// the floored bound reaches it. It leaves the bounder evaluated at the best
// prices.
func (d *descent) run(ctx context.Context, steps int, target int64) {
	b := d.b
	n := len(b.price)
	slope, dir := make([]float64, n), make([]float64, n)
	goal := float64(target)
	stall := 0
	reset := false
	for range steps {
		v := b.eval()
		d.evals++
		if math.IsInf(v, -1) {
			d.best = v
			copy(d.bestPrice, b.price)
			return
		}
		if v < d.best-1e-4*math.Abs(d.best) {
			stall = 0
		} else {
			stall++
		}
		if v < d.best {
			d.best = v
			copy(d.bestPrice, b.price)
		}
		d.average()
		if b.m.floorToGrain(d.best) <= target || ctx.Err() != nil {
			break
		}
		if stall > 20 && !reset {
			d.theta *= 0.7
			stall = 0
			copy(b.price, d.bestPrice)
			clear(dir)
			if d.theta < 1e-4 {
				break
			}
			reset = true
			continue
		}
		reset = false
		b.gradient(slope)
		if !d.step(slope, dir, v, goal) {
			break
		}
	}
	copy(b.price, d.bestPrice)
	b.eval()
}

// step moves the prices; it reports false at a point without slope, which is
// the least bound there is.
func (d *descent) step(slope, dir []float64, v, goal float64) bool {
	b := d.b
	dot, norm := 0.0, 0.0
	for i := range slope {
		dot += float64(slope[i] * dir[i])
		norm += float64(dir[i] * dir[i])
	}
	deflect := 0.0
	if norm > 0 && dot < 0 {
		deflect = -1.5 * dot / norm
	}
	norm = 0
	for i := range slope {
		dir[i] = slope[i] + float64(deflect*dir[i])
		norm += float64(dir[i] * dir[i])
	}
	if norm == 0 {
		return false
	}
	length := d.theta * (v - goal) / norm
	for i := range b.price {
		x := math.Floor((b.price[i]-float64(length*dir[i]))*priceScale+0.5) / priceScale
		if i >= b.signed && x < 0 {
			x = 0
		}
		b.price[i] = min(max(x, -priceLimit), priceLimit)
	}
	return true
}

// priceLimit keeps prices where all sums stay exact.
const priceLimit = 1 << 20

// average folds the person side's last choice into the shares.
func (d *descent) average() {
	b, K := d.b, d.b.m.K()
	p := &b.person
	for i := range d.shares {
		d.shares[i] *= shareDecay
	}
	for u := range b.m.units {
		for _, g := range p.pick[u] {
			if g >= 0 {
				d.shares[u*K+int(g)] += 1 - shareDecay
			}
		}
	}
}
