package fair

import "math"

// Lottery gives weights to panels.
type Lottery struct {
	// Size is the number of people of each profile, Panels how many of each every panel
	// takes, Weights what it weighs of [Whole].
	Size    []int
	Panels  [][]int
	Weights []int64
	// Levels are the proved steps of the chances, the smallest first.
	Levels []Level
	// Proved reports that every level was proved.
	Proved bool
}

// Whole is the sum of the weights of a lottery.
const Whole = int64(1) << 40

// Level says that the chances of some profiles cannot be larger without making one of
// them, or one fixed before, smaller.
type Level struct {
	// Fixed are the profiles whose chance the level settles; Rising those that are not
	// settled before it, Fixed among them.
	Fixed, Rising []int
	// No panel is worth more than Most at these Prices.
	Prices []int64
	Most   int64
	Proved bool
}

// leximin is the search for a lottery.
type leximin struct {
	*master
	pool  *Pool
	taken [][]int // the panels known
	seats int
	out   *Lottery
}

// Leximin finds the leximin lottery over all panels of the oracle, or with first only
// the first step of it, which makes the smallest chance as large as possible. The
// profiles have size people each; every one is on one of the panels known at least.
// It stops when the context ends, with a lottery that is not proved.
func (p *Pool) staged(known [][]int, first bool) *Lottery {
	l := &leximin{
		pool: p, master: newMaster(p.size, known[0]), taken: known[:1:1],
		out: &Lottery{Size: p.size, Proved: true},
	}
	for _, n := range known[0] {
		l.seats += n
	}
	for _, p := range known[1:] {
		l.learn(p)
	}
	for open := l.rising(); len(open) > 0 && l.out.Proved; open = l.rising() {
		if fixed := l.level(open); len(fixed) == 0 || first {
			break
		}
	}
	l.out.Panels, l.out.Weights = l.used()
	return l.out
}

func (l *leximin) learn(panel []int) {
	l.taken = append(l.taken, panel)
	l.add(panel)
}

func (l *leximin) rising() (out []int) {
	for j, rises := range l.rises {
		if rises {
			out = append(out, j)
		}
	}
	return out
}

// level raises all open profiles together as far as panels allow, and settles those
// that no lottery can raise further: their price is above zero.
func (l *leximin) level(open []int) (fixed []int) {
	level := Level{Rising: open}
	for {
		if !l.solve() {
			break
		}
		byHead, most := l.byHead()
		level.Prices, level.Most = wholePrices(byHead, most, l.seats)
		panel, proved := l.pool.dearer(level.Prices, level.Most, true)
		if panel == nil {
			level.Proved = proved
			break
		}
		l.learn(panel)
	}
	l.out.Proved = l.out.Proved && level.Proved
	if !level.Proved {
		l.out.Levels = append(l.out.Levels, level)
		return nil
	}
	prices := l.prices()
	for _, j := range open {
		if prices[j] > settledFrom/float64(len(open)) {
			fixed = append(fixed, j)
		}
	}
	level.Fixed = fixed
	l.out.Levels = append(l.out.Levels, level)
	l.raise(fixed, l.floor[open[0]]+l.x[l.where[len(l.size)]])
	return fixed
}

// settledFrom is the price, as a part of the mean price of those that rise, from which
// a profile is settled. A smaller one may be rounding; the next level tells.
const settledFrom = 1e-3

// Prices are made whole in one of two ways: as small multiples of a unit where they are
// such multiples, which makes the bound exact; else as large numbers.
const (
	mostUnits  = 240
	unitsNear  = 1e-7
	largePrice = 1 << 20
)

// wholePrices are prices by head, made whole, and the number that no panel exceeds if
// none is worth more than most.
func wholePrices(byHead []float64, most float64, seats int) (prices []int64, whole int64) {
	dearest := 0.0
	for _, v := range byHead {
		dearest = math.Max(dearest, math.Abs(v))
	}
	prices = make([]int64, len(byHead))
	for d := 1.0; d <= mostUnits; d++ {
		unit := d / dearest
		if !near(most * unit) {
			continue
		}
		all := true
		for j, v := range byHead {
			if all = near(v * unit); !all {
				break
			}
			prices[j] = int64(math.Round(v * unit))
		}
		if all {
			return prices, int64(math.Round(most * unit))
		}
	}
	unit := largePrice / dearest
	for j, v := range byHead {
		prices[j] = int64(math.Round(v * unit))
	}
	return prices, int64(math.Ceil(most*unit)) + int64(seats)/2 + 1
}

// byHead are the present prices, and what the dearest known panel is worth.
func (l *leximin) byHead() (out []float64, most float64) {
	p := l.prices()
	out = make([]float64, len(l.size))
	for j := range out {
		out[j] = math.Max(0, p[j]) / float64(l.size[j])
	}
	return out, p[len(out)]
}

func near(x float64) bool { return math.Abs(x-math.Round(x)) < unitsNear*math.Max(1, math.Abs(x)) }

// used are the panels of the lottery with their weights in whole numbers; what rounding
// leaves over goes to the heaviest.
func (l *leximin) used() (panels [][]int, weights []int64) {
	left, heaviest := Whole, 0
	for k, w := range l.weights() {
		whole := int64(math.Round(w * float64(Whole)))
		if whole <= 0 {
			continue
		}
		panels, weights = append(panels, l.taken[k]), append(weights, whole)
		left -= whole
		if whole > weights[heaviest] {
			heaviest = len(weights) - 1
		}
	}
	weights[heaviest] += left
	return panels, weights
}
