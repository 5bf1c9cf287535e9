package bound

import "math"

// Descent improves prices by a subgradient method with a smoothed direction, as
// in the volume algorithm (Barahona and Anbil, Mathematical Programming 87,
// 2000): the direction is a running average of the slopes, the step is Polyak's
// towards a target value. Smoothing matters here: the plain and the deflected
// method jam at kinks where many people are indifferent, several points above
// the least bound.
type Descent struct {
	Bounder *Bounder
	// Best is the least bound proved, at BestPrice.
	Best      float64
	BestPrice []float64
	// Shares is a running average of the person side: how much of each unit the
	// relaxed solution seats in each group. It guides the search.
	Shares []float64
	slope  []float64
	dir    []float64
}

// NewDescent starts at the bounder's prices, with nothing proved.
func NewDescent(b *Bounder) *Descent {
	n := len(b.Price)
	return &Descent{
		Bounder: b, Best: math.Inf(1), BestPrice: make([]float64, n),
		slope: make([]float64, n), dir: make([]float64, n),
		Shares: make([]float64, len(b.Model.Units)*b.Model.K()),
	}
}

// Pace is how boldly a stretch of steps moves: the weight of the newest slope
// and the share of the Polyak step taken. A pace much above the weight makes
// the method swing out.
type Pace struct{ weight, theta float64 }

// The paces of a first descent, of its refinement, and of small corrections.
var (
	BoldPace = Pace{0.3, 0.35}
	CalmPace = Pace{0.15, 0.15}
	FinePace = Pace{0.07, 0.06}
)

// shareDecay is how fast old relaxed solutions fade from the average.
const shareDecay = 0.95

// When a descent slows down and ends: after patience steps without progress of a
// share of the bound the step shrinks, and below leastTheta of the first step, or
// where the direction is as good as nothing, no more is to be had. Steps never grow
// again, so they shrink slowly.
const (
	progressShare = 1e-5
	patience      = 30
	shrink        = 0.7
	leastTheta    = 1e-3
	flat          = 1e-9
)

// Run takes up to steps steps towards the value target, and stops early when
// the floored bound reaches it or the steps have shrunk to nothing. It starts
// from the bounder's prices and leaves it evaluated at the best ones.
func (d *Descent) Run(steps int, target int64, p Pace) {
	b := d.Bounder
	theta := p.theta
	stall := 0
	clear(d.dir)
	for range steps {
		v := b.Eval()
		if math.IsInf(v, -1) {
			d.Best = v
			copy(d.BestPrice, b.Price)
			return
		}
		if stall++; v < d.Best-progressShare*math.Abs(d.Best) {
			stall = 0
		}
		if v < d.Best {
			d.Best = v
			copy(d.BestPrice, b.Price)
		}
		d.average()
		if b.Model.FloorToGrain(d.Best) <= target {
			break
		}
		if stall > patience {
			stall = 0
			if theta *= shrink; theta < p.theta*leastTheta {
				break
			}
		}
		b.gradient(d.slope)
		if !d.step(float64(theta*(v-float64(target))), p.weight) {
			break
		}
	}
	copy(b.Price, d.BestPrice)
	b.Eval()
}

// step folds the slope into the direction and moves the prices by length over
// the direction's square. It reports false at a point without slope.
func (d *Descent) step(length, weight float64) bool {
	b := d.Bounder
	norm := 0.0
	for i := range d.dir {
		d.dir[i] += float64(weight * (d.slope[i] - d.dir[i]))
		norm += float64(d.dir[i] * d.dir[i])
	}
	if norm < flat {
		return false
	}
	length /= norm
	for i := range b.Price {
		x := math.Floor((b.Price[i]-float64(length*d.dir[i]))*PriceScale+0.5) / PriceScale
		if i >= b.signed && x < 0 {
			x = 0
		}
		b.Price[i] = min(max(x, -priceLimit), priceLimit)
	}
	return true
}

// priceLimit keeps prices where all sums stay exact.
const priceLimit = 1 << 20

// average folds the person side's last choice into the shares.
func (d *Descent) average() {
	b, K := d.Bounder, d.Bounder.Model.K()
	for i := range d.Shares {
		d.Shares[i] *= shareDecay
	}
	for u := range b.Model.Units {
		for _, g := range b.Picked(u) {
			if g >= 0 {
				d.Shares[u*K+int(g)] += 1 - shareDecay
			}
		}
	}
}
