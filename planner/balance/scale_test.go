package balance

import (
	"context"
	"fmt"
	"math/bits"
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

// Pools of 18 with correlated values: the fewest changes and their number, by
// going through all panels as bit sets.
func TestScaleAgainstBitSets(t *testing.T) {
	feasible := 0
	for seed := range uint64(60) {
		s := poolSpec{people: 18, seats: 6 + int(seed%4), dims: 3 + int(seed%3), slack: 0.1 + float64(seed%3)*0.25, skew: 2, seed: seed}
		pool, panel, targets := makePool(s)
		a := advise(t, pool, panel, targets, DefaultAdviceOptions())
		minimum, ways := bySets(s, pool, targets)
		if !a.Proved || a.Feasible != (ways > 0) {
			t.Errorf("%v: feasible %v (proved %v), %d ways", s, a.Feasible, a.Proved, ways)
			continue
		}
		if ways == 0 {
			continue
		}
		feasible++
		if a.Changes.Min != minimum || a.Changes.Alternatives != ways || !a.Changes.Counted {
			t.Errorf("%v: %d changes in %d ways (counted %v), want %d in %d", s, a.Changes.Min, a.Changes.Alternatives, a.Changes.Counted, minimum, ways)
		}
	}
	if feasible < 10 || feasible > 55 {
		t.Errorf("%d of 60 pools have a panel; the test should see both answers", feasible)
	}
}

// No size works where the pool lacks a value altogether, and that is proved.
func TestNoSizeWorksIsFinished(t *testing.T) {
	pool, panel, targets := makePool(poolSpec{people: 200, seats: 100, dims: 4, slack: 0.3, skew: 2, seed: 1})
	targets = append(targets, planner.Target{ID: "region=nobody", Dimension: planner.Region, Value: "nobody", Min: planner.LimitOf(1)})
	a := advise(t, pool, panel, targets, DefaultAdviceOptions())
	if a.Feasible || a.Sizes == nil || len(a.Sizes) > 0 || a.SizesUnfinished {
		t.Errorf("feasible %v, sizes %v, unfinished %v; want none, finished", a.Feasible, a.Sizes, a.SizesUnfinished)
	}
}

func bySets(s poolSpec, pool planner.Roster, targets []planner.Target) (minimum, ways int) {
	masks := make([]uint, len(targets))
	for k, x := range targets {
		for i := range pool {
			if pool[i].Has(x.Dimension, x.Value) {
				masks[k] |= 1 << i
			}
		}
	}
	now := uint(1)<<s.seats - 1
	minimum = s.seats + 1
sets:
	for set := range uint(1) << len(pool) {
		if bits.OnesCount(set) != s.seats {
			continue
		}
		for k, x := range targets {
			if n := bits.OnesCount(set & masks[k]); n < x.Min.N || n > x.Max.N {
				continue sets
			}
		}
		switch d := bits.OnesCount(now &^ set); {
		case d < minimum:
			minimum, ways = d, 1
		case d == minimum:
			ways++
		}
	}
	return minimum, ways
}

// Larger pools are answered exactly, and what is listed meets every target.
func TestLargePoolsAreProved(t *testing.T) {
	for _, s := range []poolSpec{{150, 22, 4, 0.2, 2, 1}, {200, 40, 6, 0.1, 2, 2}, {2000, 60, 4, 0.05, 3, 5}} {
		pool, panel, targets := makePool(s)
		a := advise(t, pool, panel, targets, DefaultAdviceOptions())
		if !a.Proved {
			t.Errorf("%v: not proved", s)
		}
		if !a.Feasible {
			if len(a.Conflict) == 0 || a.ConflictUnfinished || a.Relaxation == nil || a.Recruits == nil {
				t.Errorf("%v: impossible without reasons: %+v", s, a)
			}
			continue
		}
		c := balanceCase{pool: pool, panel: panel, targets: targets, PanelSize: s.seats}
		for _, ch := range a.Changes.Listed {
			r := Check(applyChange(&c, ch), targets, DefaultOptions())
			if r.MissedMust() || r.Panel.Size != s.seats || len(ch.Drop) != a.Changes.Min {
				t.Errorf("%v: change %v is wrong", s, ch)
			}
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	for _, s := range []poolSpec{{20, 7, 4, 0.5, 1, 1}, {2000, 200, 6, 0.1, 2, 7}} {
		b.Run(s.String(), func(b *testing.B) {
			pool, panel, targets := makePool(s)
			opts := DefaultOptions()
			opts.Pool = pool
			for b.Loop() {
				Check(panel, targets, opts)
			}
		})
	}
}
