package balance

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"roundtable/planner"
)

// poolSpec describes a made-up pool: stakeholder, region, gender and age are
// correlated and uneven as in real ones; further dimensions are independent.
type poolSpec struct {
	people, seats, dims int
	// slack widens every quota around an even mix; the smaller, the harder.
	slack float64
	// skew makes rare values rarer.
	skew float64
	seed uint64
}

func (s poolSpec) String() string {
	return fmt.Sprintf("people=%d/seats=%d/dims=%d/slack=%v/skew=%v/seed=%d", s.people, s.seats, s.dims, s.slack, s.skew, s.seed)
}

var scaleDims = []struct {
	d planner.Dimension
	k int
}{{planner.Stakeholder, 5}, {planner.Region, 5}, {planner.Gender, 2}, {planner.Age, 3}, {"level", 4}, {"district", 8}}

// makePool returns a pool, its first people as the panel, and quotas for every
// value of every dimension.
func makePool(s poolSpec) (pool, panel planner.Roster, targets []planner.Target) {
	rng := rand.New(rand.NewPCG(s.seed, 7))
	draw := func(k, shift int) int {
		for {
			v := int(rng.ExpFloat64() * float64(k) / (1 + s.skew))
			if v < k {
				return (v + shift) % k
			}
		}
	}
	for i := range s.people {
		p := planner.Participant{ID: fmt.Sprintf("p%04d", i), Values: make(map[planner.Dimension][]string)}
		last := 0
		for k, d := range scaleDims[:s.dims] {
			shift := 0
			if k > 0 && k < 4 && rng.IntN(2) == 0 {
				shift = last // half the people follow the value before
			}
			last = draw(d.k, shift)
			p.Values[d.d] = []string{fmt.Sprintf("%s-%d", d.d, last)}
		}
		pool = append(pool, p)
	}
	for _, d := range scaleDims[:s.dims] {
		even := float64(s.seats) / float64(d.k)
		for v := range d.k {
			lo, hi := int(even*(1-s.slack)), int(even*(1+s.slack)+0.999)
			targets = append(targets, planner.Target{
				ID: fmt.Sprintf("%s=%d", d.d, v), Dimension: d.d, Value: fmt.Sprintf("%s-%d", d.d, v),
				Min: planner.LimitOf(lo), Max: planner.LimitOf(hi),
			})
		}
	}
	return pool, pool[:s.seats], targets
}

var scaleSpecs = []poolSpec{
	{20, 7, 4, 0.5, 1, 1},
	{200, 20, 4, 0.3, 2, 2},
	{200, 22, 6, 0.2, 2, 3},
	{200, 60, 5, 0.1, 2, 4},
	{2000, 60, 4, 0.05, 3, 5},
	{2000, 200, 6, 0.05, 3, 6},
	{2000, 200, 6, 0.02, 2, 7},
	{2000, 200, 6, 0.1, 6, 8},
	{2000, 150, 6, 0, 1, 9},
}

func BenchmarkAdvise(b *testing.B) {
	for _, s := range scaleSpecs {
		b.Run(s.String(), func(b *testing.B) {
			pool, panel, targets := makePool(s)
			opts := DefaultAdviceOptions()
			var a *Advice
			for b.Loop() {
				var err error
				if a, err = Advise(context.Background(), pool, panel, targets, opts); err != nil {
					b.Fatal(err)
				}
			}
			changes := -1
			if a.Changes != nil {
				changes = a.Changes.Min
			}
			b.ReportMetric(float64(changes), "changes")
			proved := 0.0
			if a.Proved {
				proved = 1
			}
			b.ReportMetric(proved, "proved")
		})
	}
}
