package fair

import (
	"context"
	"math"
)

// Oracle finds panels. Prices are whole and not negative, one a profile.
type Oracle interface {
	// Dearer finds a panel worth more than above, a dear one if it can; nil where there is
	// none. Proved is false where a limit came before either was known.
	Dearer(ctx context.Context, prices []int64, above int64) (panel []int, proved bool)
}

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
	ctx    context.Context
	oracle Oracle
	taken  [][]int // the panels known
	seats  int
	out    *Lottery
}

// Leximin finds the leximin lottery over all panels of the oracle, or with first only
// the first step of it, which makes the smallest chance as large as possible. The
// profiles have size people each; every one is on one of the panels known at least.
// It stops when the context ends, with a lottery that is not proved.
func Leximin(ctx context.Context, oracle Oracle, size []int, known [][]int, first bool) *Lottery {
	l := &leximin{
		ctx: ctx, oracle: oracle, master: newMaster(size, known[0]), taken: known[:1:1],
		out: &Lottery{Size: size, Proved: true},
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
		level.Prices, level.Most = l.wholePrices()
		panel, proved := l.oracle.Dearer(l.ctx, level.Prices, level.Most)
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

// wholePrices are the present prices by head, made whole, and the number that no known
// panel exceeds.
func (l *leximin) wholePrices() (prices []int64, most int64) {
	n := len(l.size)
	p := l.prices()
	dearest := 0.0
	byHead := make([]float64, n)
	for j := range n {
		byHead[j] = math.Max(0, p[j]) / float64(l.size[j])
		dearest = math.Max(dearest, byHead[j])
	}
	prices = make([]int64, n)
	for d := 1.0; d <= mostUnits; d++ {
		unit := d / dearest
		if !near(p[n] * unit) {
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
			return prices, int64(math.Round(p[n] * unit))
		}
	}
	unit := largePrice / dearest
	for j, v := range byHead {
		prices[j] = int64(math.Round(v * unit))
	}
	return prices, int64(math.Ceil(p[n]*unit)) + int64(l.seats)/2 + 1
}

func near(x float64) bool { return math.Abs(x-math.Round(x)) < unitsNear*math.Max(1, x) }

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
