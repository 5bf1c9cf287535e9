package bound

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/grouping/internal/tiny"
)

// drawn is so many tiny models, some of them on a rung of the fairness ladder or counting
// who is outside.
func drawn(t *testing.T, n int, each func(m *model.Model, r *rand.Rand)) {
	t.Helper()
	for seed := range uint64(n) {
		r := rand.New(rand.NewPCG(seed, 3))
		m := tiny.Model(r)
		switch r.IntN(4) {
		case 0:
			m = m.WithFairness(r.IntN(3), r.IntN(3))
		case 1:
			m = m.CountingOutside(r.IntN(3))
		}
		each(m, r)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// randomPrices are whole units, of chairs, caps and people outside not negative.
func randomPrices(b *Bounder, r *rand.Rand) {
	for i := range b.Price {
		b.Price[i] = float64(r.IntN(60*PriceScale)-30*PriceScale) / PriceScale
		if r.IntN(3) == 0 {
			b.Price[i] = 0
		}
		if i >= b.signed {
			b.Price[i] = math.Abs(b.Price[i])
		}
	}
}

// plans calls visit with every seating that keeps all rules.
func plans(m *model.Model, visit func(x model.Seating, value float64)) {
	tiny.Seatings(m, func(x model.Seating) {
		if sc := m.Evaluate(x); sc.Broken == 0 {
			visit(x, float64(sc.Value))
		}
	})
}

// Weak duality: whatever the prices are, no plan is worth more than the bound, also none in
// which a unit has a group, less what that is said to cost. What is called impossible has
// no plan.
func TestAnyPricesProveABound(t *testing.T) {
	drawn(t, 80, func(m *model.Model, r *rand.Rand) {
		b := New(m)
		for range 4 {
			d := b.Eval()
			loss := make([]float64, len(m.Seats))
			for u := range m.Units {
				for g := range m.Groups {
					if loss[u*m.K()+g] = math.Inf(1); !math.IsInf(d, -1) && slices.Contains(b.Candidates(u), int32(g)) {
						loss[u*m.K()+g] = b.Loss(u, int32(g))
					}
				}
			}
			plans(m, func(x model.Seating, value float64) {
				if value > d {
					t.Errorf("%v is worth %v, the bound is %v", x, value, d)
				}
				for u, gs := range x {
					for _, g := range gs {
						if less := loss[u*m.K()+int(g)]; less < 0 || value > d-less {
							t.Errorf("%v is worth %v, the bound is %v, less %v for %d in %d", x, value, d, less, u, g)
						}
					}
				}
			})
			randomPrices(b, r)
		}
	})
}

// The bound is convex in the prices, and its slope a subgradient (Held, Wolfe and Crowder,
// Math. Programming 6 (1974) 62–88): at no other prices is it below the line.
func TestSlopeIsASubgradient(t *testing.T) {
	lines := 0
	drawn(t, 200, func(m *model.Model, r *rand.Rand) {
		b := New(m)
		for range 4 {
			randomPrices(b, r)
			at, v := slices.Clone(b.Price), b.Eval()
			if math.IsInf(v, -1) {
				return
			}
			slope := make([]float64, len(at))
			b.gradient(slope)
			for range 4 {
				randomPrices(b, r)
				line := v
				for i := range at {
					line += slope[i] * (b.Price[i] - at[i])
				}
				if got := b.Eval(); got < line-1e-6 {
					t.Errorf("%v at %v, below the line %v from %v at %v with slope %v", got, b.Price, line, v, at, slope)
				}
				lines++
			}
			copy(b.Price, at)
		}
	})
	if lines < 1500 {
		t.Errorf("only %d lines", lines)
	}
}

// What both sides choose has the value that they say: people's picks, groups' counts and
// chairs, at the prices.
func TestChoicesAreWorthTheBound(t *testing.T) {
	drawn(t, 150, func(m *model.Model, r *rand.Rand) {
		b := New(m)
		randomPrices(b, r)
		if math.IsInf(b.Eval(), -1) {
			return
		}
		for u := range m.Units {
			n := len(b.Picked(u))
			if n < m.Units[u].Lo || n > m.Units[u].Hi || model.Clashes(m, b.Picked(u)) > 0 {
				t.Errorf("unit %d picks %v", u, b.Picked(u))
			}
			for g := range int32(m.K()) {
				seat := m.Seats[u*m.K()+int(g)]
				if in := slices.Contains(b.Picked(u), g); in && seat == model.Banned || !in && seat == model.Forced {
					t.Errorf("unit %d picks %v", u, b.Picked(u))
				}
			}
		}
		for g := range m.Groups {
			v := b.EvalGroup(g)
			z, count := int(b.size[g]), b.count[g*m.Classes:(g+1)*m.Classes]
			one := *m
			one.Groups, one.Units = []model.Group{m.Groups[g]}, nil
			for i := range m.Groups[g].Rules {
				rule := &m.Groups[g].Rules[i]
				optional := slices.ContainsFunc(m.Groups[g].Options, func(set []int) bool { return slices.Contains(set, int(rule.Attr)) })
				if c := rule.Loss(z, count[rule.Class]); c.Broken > 0 && !optional && (z > 0 || !m.Groups[g].Optional) {
					t.Errorf("group %d of %d with %v breaks %+v", g, z, count, rule)
				}
			}
			if z > m.Groups[g].Hi || z < m.Groups[g].Lo && (!m.Groups[g].Optional || z != 0) || math.IsInf(v, 1) {
				t.Errorf("group %d of %d is worth %v", g, z, v)
			}
		}
	})
}

// A descent lowers the bound, never below a plan, and leaves the bounder at its best
// prices; towards a target it stops there.
func TestDescent(t *testing.T) {
	closed, open := 0, 0
	drawn(t, 120, func(m *model.Model, _ *rand.Rand) {
		best, found := math.Inf(-1), false
		plans(m, func(_ model.Seating, value float64) { best, found = max(best, value), true })
		b := New(m)
		first := b.Eval()
		d := NewDescent(b)
		d.Run(150, int64(max(best, -1e6)), BoldPace)
		d.Run(150, int64(max(best, -1e6)), CalmPace)
		switch {
		case math.IsInf(d.Best, -1):
			if found {
				t.Errorf("a plan of %v is called impossible", best)
			}
			return
		case d.Best > first || d.Best < best:
			t.Errorf("bound %v, at first %v, the best plan is worth %v", d.Best, first, best)
		}
		if !slices.Equal(b.Price, d.BestPrice) || b.Eval() != d.Best {
			t.Errorf("left at %v, the best is %v", b.Eval(), d.Best)
		}
		if found && float64(m.FloorToGrain(d.Best)) == best {
			closed++
		} else if found {
			open++
		}
		for i, s := range d.Shares {
			if s < 0 || s > 1+1e-9 {
				t.Errorf("share %d is %v", i, s)
			}
		}
		for i := range b.signed {
			if p := b.Price[i] * PriceScale; p != math.Trunc(p) {
				t.Errorf("price %v is no whole number of units", b.Price[i])
			}
		}
	})
	if closed < 2*open {
		t.Errorf("%d bounds are the best value, %d are not", closed, open)
	}
}

// Prices are listed by what they are of, and can be taken over by a bounder of a variant:
// those of counts and sizes.
func TestPricesListedAndAdopted(t *testing.T) {
	drawn(t, 80, func(m *model.Model, r *rand.Rand) {
		b := New(m)
		randomPrices(b, r)
		var list []Price
		b.List(b.Price, func(p Price) { list = append(list, p) })
		sum, nonzero := 0.0, 0
		for _, p := range list {
			sum += float64(p.Units) / PriceScale
			var at int32
			switch p.Kind {
			case OfCount:
				at = b.atClass[p.Group*m.Classes+p.Of]
				if !b.Priced(p.Group, p.Of) {
					t.Errorf("%+v is no price", p)
				}
			case OfSize:
				at = b.atSize[p.Group]
			case OfChair:
				at = b.atChair[p.Group*m.ChairClasses+p.Of]
			case OfCap:
				at = b.atCap[p.Of]
			case OfOutside:
				at = b.atOutside
			}
			if b.Price[at] != float64(p.Units)/PriceScale {
				t.Errorf("%+v is %v", p, b.Price[at])
			}
		}
		for _, p := range b.Price {
			if sum -= p; p != 0 {
				nonzero++
			}
		}
		if math.Abs(sum) > 1e-6 || nonzero != len(list) {
			t.Errorf("%d prices are listed as %d", nonzero, len(list))
		}
		other := New(m)
		other.Adopt(b.Prices, b.Price)
		var taken []Price
		other.List(other.Price, func(p Price) { taken = append(taken, p) })
		list = slices.DeleteFunc(list, func(p Price) bool { return p.Kind != OfCount && p.Kind != OfSize })
		if !slices.Equal(taken, list) {
			t.Errorf("%v taken over of %v", taken, list)
		}
	})
}

// A group under other rules than its own, at prices of zero, is worth the least that any
// people who may sit there cost it.
func TestUnderRules(t *testing.T) {
	never, some := 0, 0
	drawn(t, 150, func(m *model.Model, r *rand.Rand) {
		if m.Slot != nil || m.Tier != nil || len(m.Units) > 3 {
			return
		}
		g := r.IntN(m.K())
		rules := slices.Clone(m.Groups[g].Rules)
		if n := len(rules); n > 0 && len(m.Groups[g].Options) == 0 {
			rules = slices.Delete(rules, r.IntN(n), n)
		}
		alone := *m
		alone.Groups = slices.Clone(m.Groups)
		for h := range alone.Groups { // no group but this one asks anything
			alone.Groups[h] = model.Group{Hi: len(m.People) + 1, Optional: true}
		}
		alone.Groups[g] = m.Groups[g]
		alone.Groups[g].Rules = rules
		alone.Utility, alone.Caps, alone.Further = make([]int64, len(m.Utility)), nil, nil
		alone.Units = slices.Clone(m.Units)
		for u := range alone.Units {
			alone.Units[u].Lo, alone.Units[u].Hi = 0, m.K()
		}
		best := math.Inf(-1)
		plans(&alone, func(_ model.Seating, value float64) { best = max(best, value) })
		// Chairs are bound by who is there, which prices say nothing about.
		got := New(m).UnderRules(g, rules)
		if got < best {
			t.Errorf("group %d is worth %v, people make it %v", g, got, best)
		}
		if math.IsInf(got, -1) {
			never++
		} else {
			some++
		}
	})
	if some < 20 {
		t.Errorf("%d groups are possible, %d never", some, never)
	}
}

// lone is a model of one unit of so many people, who may sit in lo to hi of as many groups
// as there are utilities.
func lone(people, lo, hi int, utility ...int64) *model.Model {
	m := &model.Model{
		Utility: utility, Seats: make([]model.SeatRule, len(utility)), Groups: make([]model.Group, len(utility)), Grain: 1,
		Units: []model.Unit{{Lo: lo, Hi: hi}},
	}
	for i := range people {
		m.Units[0].People = append(m.Units[0].People, int32(i))
		m.People = append(m.People, model.Person{Chair: -1})
	}
	for g := range m.Groups {
		m.Groups[g].Hi = people
	}
	return m
}

// At prices of zero a unit alone has what it likes best.
func TestOneUnit(t *testing.T) {
	many := []int64{5, -1, 9, 3, 0, 7, 4, 8, -6, 2, 1, 6, 10, -3, -2, 3}
	for _, tt := range []struct {
		name   string
		change func(m *model.Model)
		m      *model.Model
		want   float64
	}{
		{"the best one", nil, lone(1, 1, 1, many...), 10},
		{"what pays", nil, lone(1, 0, 16, many...), 58},
		{"what it must", nil, lone(1, 15, 16, many...), 52},
		{"the best few", nil, lone(1, 0, 3, many...), 27},
		{"two people, all sets tried", nil, lone(2, 0, 3, many...), 27},
		{"two people, too many sets", nil, lone(2, 0, 6, many...), 45},
		{"falling by 3, then 9", func(m *model.Model) { m.Further = []int64{0, 0, 3, 12, 99} }, lone(1, 0, 4, many...), 16},
		{"for both of two", func(m *model.Model) { m.Further = []int64{0, 0, 3, 12, 99} }, lone(2, 0, 4, many...), 13},
		{"one of each time", func(m *model.Model) { m.Slot = []int32{0, 0, 0, 1, 1} }, lone(1, 0, 3, 5, 4, 3, 2, 1), 7},
		{"and of two people", func(m *model.Model) { m.Slot = []int32{0, 0, 0, 1, 1} }, lone(2, 0, 3, 5, 4, 3, 2, 1), 7},
		{"a fixed seat", func(m *model.Model) { m.Seats[1] = model.Forced }, lone(1, 0, 2, 5, -1, 3), 4},
		{"one fixed seat of one", func(m *model.Model) { m.Seats[1] = model.Forced }, lone(1, 1, 1, 5, -1, 3), -1},
		{"a forbidden one", func(m *model.Model) { m.Seats[0] = model.Banned }, lone(1, 1, 1, 5, -1, 3), 3},
		{"more are fixed than there may be", func(m *model.Model) { m.Seats[0], m.Seats[1] = model.Forced, model.Forced }, lone(1, 1, 1, 5, -1), math.Inf(-1)},
		{"all are forbidden", func(m *model.Model) { m.Seats[0], m.Seats[1] = model.Banned, model.Banned }, lone(1, 1, 1, 5, -1), math.Inf(-1)},
		{"not two at one time", func(m *model.Model) { m.Slot = []int32{4, 4} }, lone(1, 2, 2, 5, -1), math.Inf(-1)},
		{"nobody's choice is good enough", func(m *model.Model) {
			m.Tier, m.NoneTier = []uint8{model.BeyondTier, model.OutsideTier}, []uint8{model.OutsideTier}
		}, lone(1, 1, 1, 5, -1), math.Inf(-1)},
	} {
		if tt.change != nil {
			tt.change(tt.m)
		}
		b := New(tt.m)
		if got := b.Eval(); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// Sets of up to so many groups, as far as is asked.
func TestCountSets(t *testing.T) {
	for _, tt := range [][3]int{{5, 0, 1}, {5, 1, 6}, {5, 2, 16}, {5, 5, 32}, {5, 9, 32}, {12, 12, 4096}, {0, 3, 1}} {
		if got := countSets(tt[0], tt[1]); got != tt[2] {
			t.Errorf("up to %d of %d: %d, want %d", tt[1], tt[0], got, tt[2])
		}
	}
	if countSets(13, 13) <= mostSets || countSets(1000, 500) <= mostSets {
		t.Error("too many sets are not told")
	}
}

// Where nothing is left to win a descent ends by itself: at a point without slope, or where
// its steps have shrunk to nothing.
func TestDescentEnds(t *testing.T) {
	m := lone(1, 1, 1, 5, 5)
	m.Groups[0].Lo = 1
	m.Groups[1].Optional = true
	d := NewDescent(New(m))
	d.Run(1_000_000, -100, BoldPace) // a target far below any plan
	if d.Best != 5 {
		t.Errorf("bound %v, the plan is worth 5", d.Best)
	}
	m = lone(1, 1, 1, 5)
	m.Groups[0].Lo = 1 // both sides choose the same
	d = NewDescent(New(m))
	if d.Run(1, -100, BoldPace); d.step(1, 1) || d.Best != 5 {
		t.Errorf("a step without slope; bound %v", d.Best)
	}
}
