package fair

import (
	"math"
	"slices"
)

// Leximin finds the leximin lottery over all panels of the pool, after [Pool.Cover].
//
// The chances are first looked for where panels may take parts of people, and a lottery
// of panels that gives these chances. Where there is none, panels in whole numbers
// decide level by level, which takes longer.
func (p *Pool) Leximin() *Lottery {
	if mean, levels := p.aims(); mean != nil && p.prove(levels) {
		panels, weights, left := p.attain(mean)
		if left < restNearly {
			return p.lottery(panels, weights, levels)
		}
		p.known = append(p.known, panels...)
	}
	return p.staged(false)
}

// Maximin finds a lottery that makes the smallest chance as large as possible, and does
// not care for the others.
func (p *Pool) Maximin() *Lottery { return p.staged(true) }

// prove checks that no panel is dearer than the levels say.
func (p *Pool) prove(levels []Level) bool {
	for i := range levels {
		if found, proved := p.dearer(levels[i].Prices, levels[i].Most, true); found != nil || !proved {
			return false
		}
	}
	return true
}

// Lottery gives weights to panels.
type Lottery struct {
	// Size is the number of people of each profile, Panels how many of each every panel
	// takes, Weights what it weighs; those found sum to [Whole].
	Size    []int
	Panels  [][]int
	Weights []int64
	// Levels are the proved steps of the chances, the smallest first.
	Levels []Level
	// Proved reports that every level was proved.
	Proved bool
}

// Whole is the sum of the weights of a lottery that was found.
const Whole = int64(1) << 40

// Level says that the chances of some profiles cannot be larger without making one of
// them, or one settled before, smaller.
type Level struct {
	// Fixed are the profiles whose chance the level settles; Rising those that are not
	// settled before it, Fixed among them.
	Fixed, Rising []int
	// No panel is worth more than Most at these Prices.
	Prices []int64
	Most   int64
	Proved bool
}

// Equal is the lottery over panels that are equally likely.
func Equal(size []int, panels [][]int) *Lottery {
	return &Lottery{Size: size, Panels: panels, Weights: slices.Repeat([]int64{1}, len(panels))}
}

// lottery takes weights in whole numbers; what rounding leaves over goes to the heaviest.
func (p *Pool) lottery(panels []*panel, weights []float64, levels []Level) *Lottery {
	l := &Lottery{Size: p.size, Levels: levels, Proved: true}
	left, heaviest := Whole, 0
	for k, w := range weights {
		whole := int64(math.Round(w * float64(Whole)))
		if whole <= 0 {
			continue
		}
		l.Panels, l.Weights = append(l.Panels, panels[k].taken), append(l.Weights, whole)
		left -= whole
		if whole > l.Weights[heaviest] {
			heaviest = len(l.Weights) - 1
		}
	}
	l.Weights[heaviest] += left
	for i := range levels {
		l.Proved = l.Proved && levels[i].Proved
	}
	return l
}
