package model_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/grouping/internal/tiny"
)

// drawn is so many tiny models.
func drawn(t *testing.T, n int, each func(m *model.Model, r *rand.Rand)) {
	t.Helper()
	for seed := range uint64(n) {
		r := rand.New(rand.NewPCG(seed, 2))
		each(tiny.Model(r), r)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// three makes a model of three people and two groups, in which all is well: one class for
// the first two, one for the third.
func three() *model.Model {
	m := &model.Model{
		Classes: 2, Attrs: []model.Attr{{First: 0, Count: 2}}, ClassOf: []int32{0, 0, 1}, Total: []int32{2, 1},
		Utility: []int64{50, 10, 40, 20, 0, 30}, Seats: make([]model.SeatRule, 6), ChairWeight: 7, ChairClasses: 2,
		Groups: []model.Group{{Hi: 3}, {Hi: 3}},
		Rank:   [][]int{{1, 2}, {1, 0}, {0, 0}}, MaxRank: 2, Voted: []bool{true, true, false},
	}
	for i := range int32(3) {
		m.People = append(m.People, model.Person{Unit: i, Chair: -1})
		m.Units = append(m.Units, model.Unit{People: []int32{i}, Lo: 1, Hi: 1})
	}
	return m
}

// by is a rule on the first class with the same bounds at all sizes.
func by(need, allow int32, hard bool) model.Rule {
	r := model.Rule{Hard: hard}
	for range 6 {
		r.Need, r.Allow = append(r.Need, need), append(r.Allow, allow)
	}
	if !hard {
		r.Short, r.Over = 10, 4
	}
	return r
}

// What a seating is worth and breaks, one thing at a time; the seating is the first two
// people in the first group and the third in the second, worth 50 + 40 + 30.
func TestEvaluate(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(m *model.Model, x model.Seating)
		want   model.Score
	}{
		{"all is well", func(*model.Model, model.Seating) {}, model.Score{Value: 120, Utility: 120}},
		{"a group too small", func(m *model.Model, _ model.Seating) { m.Groups[1].Lo = 3 }, model.Score{Value: 120, Utility: 120, Broken: 2}},
		{"too large", func(m *model.Model, _ model.Seating) { m.Groups[0].Hi = 1 }, model.Score{Value: 120, Utility: 120, Broken: 1}},
		{"the sizes cost", func(m *model.Model, _ model.Seating) { m.Groups[0].SizeCost = []int64{0, 1, 2, 9} }, model.Score{Value: 118, Utility: 120, Penalty: 2}},
		{"short of a soft rule", func(m *model.Model, _ model.Seating) { m.Groups[1].Rules = []model.Rule{by(2, 9, false)} }, model.Score{Value: 100, Utility: 120, Shortfall: 2, Penalty: 20}},
		{"over one", func(m *model.Model, _ model.Seating) { m.Groups[0].Rules = []model.Rule{by(0, 1, false)} }, model.Score{Value: 116, Utility: 120, Shortfall: 1, Penalty: 4}},
		{"a hard rule", func(m *model.Model, _ model.Seating) {
			m.Groups[0].Rules = []model.Rule{by(3, 9, true), by(0, 0, true)}
		}, model.Score{Value: 120, Utility: 120, Broken: 3}},
		{"alone", func(m *model.Model, _ model.Seating) {
			m.Groups[1].Rules = []model.Rule{by(0, 9, false)}
			m.Groups[1].Rules[0].Class, m.Groups[1].Rules[0].Alone = 1, 3
		}, model.Score{Value: 110, Utility: 120, Shortfall: 1, Penalty: 10}},
		{"a closed group asks nothing", func(m *model.Model, x model.Seating) {
			m.Groups[1] = model.Group{Lo: 1, Hi: 2, Optional: true, Chairs: 2, Rules: []model.Rule{by(1, 9, true)}, SizeCost: []int64{9, 0, 0}}
			x[2][0] = 0
		}, model.Score{Value: 90, Utility: 90}},
		{"but for a seat that is fixed in it", func(m *model.Model, x model.Seating) {
			m.Groups[1] = model.Group{Hi: 2, Optional: true, Rules: []model.Rule{by(1, 9, true), by(1, 9, false)}}
			m.Groups[1].Rules[0].Locks = 3
			x[2][0] = 0
		}, model.Score{Value: 90, Utility: 90, Broken: 1}},
		{"a forbidden seat", func(m *model.Model, _ model.Seating) { m.Seats[0] = model.Banned }, model.Score{Value: 120, Utility: 120, Broken: 1}},
		{"a seat too few", func(_ *model.Model, x model.Seating) { x[0] = nil }, model.Score{Value: 70, Utility: 70, Broken: 1}},
		{"one too many, and of two", func(m *model.Model, x model.Seating) {
			x[2], m.Units[2].People, m.Groups[0].Hi = []int32{0, 1}, []int32{2, 2}, 4
		}, model.Score{Value: 120, Utility: 120, Broken: 2}},
		{"two at one time", func(m *model.Model, x model.Seating) {
			x[2], m.Units[2].Hi, m.Slot = []int32{0, 1}, 2, []int32{5, 5}
		}, model.Score{Value: 120, Utility: 120, Broken: 1}},
		{"times of their own", func(m *model.Model, x model.Seating) {
			x[2], m.Units[2].Hi, m.Slot = []int32{0, 1}, 2, []int32{-1, -1}
		}, model.Score{Value: 120, Utility: 120}},
		{"a falling value", func(m *model.Model, x model.Seating) {
			x[2], m.Units[2].Hi, m.Further = []int32{0, 1}, 2, []int64{0, 1, 6}
		}, model.Score{Value: 112, Utility: 112}},
		{"chairs missing", func(m *model.Model, _ model.Seating) {
			m.Groups[0].Chairs, m.People[0].Chair = 2, 0
		}, model.Score{Value: 113, Utility: 120, MissingChairs: 1}},
		{"more groups open than the cap says", func(m *model.Model, _ model.Seating) {
			m.Caps = []model.OpenCap{{Groups: []int32{0, 1}, Most: 0}, {Groups: []int32{1}, Most: 1}}
		}, model.Score{Value: 120, Utility: 120, Broken: 2}},
		{"the better language counts, and only its rules", func(m *model.Model, _ model.Seating) {
			m.Attrs = append(m.Attrs, model.Attr{First: 2, Count: 1, Common: true}, model.Attr{First: 3, Count: 1, Common: true})
			m.Classes, m.ClassOf = 4, []int32{0, 2, 3, 0, 2, 3, 1, 2, 3}
			two, three := by(2, 9, false), by(4, 9, false)
			two.Class, two.Attr, three.Class, three.Attr = 3, 2, 2, 1
			m.Groups[0].Options, m.Groups[0].Rules = [][]int{{1, 2}}, []model.Rule{three, two}
		}, model.Score{Value: 120, Utility: 120}},
	} {
		m, x := three(), model.Seating{{0}, {0}, {1}}
		tt.change(m, x)
		if got := m.Evaluate(x); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

// Fewer broken rules come before any value.
func TestBetter(t *testing.T) {
	order := []model.Score{{Value: 5}, {Value: 4}, {Value: 9, Broken: 1}, {Value: 8, Broken: 1}, {Value: 99, Broken: 2}}
	losses := []model.Loss{{}, {Points: 3}, {Points: 1, Broken: 1}, {Points: 2, Broken: 1}, {Broken: 2}}
	for i := range order {
		for k := range order {
			if order[i].Better(order[k]) != (i < k) || losses[i].Less(losses[k]) != (i < k) {
				t.Errorf("%+v before %+v: %v", order[i], order[k], order[i].Better(order[k]))
			}
		}
	}
	if got := (model.Loss{1, 2, 3}).Plus(model.Loss{10, 20, 30}); got != (model.Loss{11, 22, 33}) {
		t.Errorf("sum %+v", got)
	}
}

// Every plan's value is a multiple of the grain, and hard points and the span are no less
// than any part of it.
func TestGrainDividesEveryValue(t *testing.T) {
	drawn(t, 60, func(m *model.Model, r *rand.Rand) {
		if r.IntN(2) == 0 {
			m = m.CountingOutside(r.IntN(3))
		}
		g := m.Granularity()
		tiny.Seatings(m, func(x model.Seating) {
			if v := m.Evaluate(x).Value; v%g != 0 {
				t.Errorf("%v is worth %d, which %d does not divide", x, v, g)
			}
		})
		for u := range m.Units {
			for k := range m.Groups {
				if v := m.SeatValue(u, k); v > m.Span() || -v > m.Span() || m.HardPoints() < 50*m.Span() {
					t.Errorf("a seat is worth %d, the span is %d, hard points %d", v, m.Span(), m.HardPoints())
				}
			}
		}
	})
	if g := (&model.Model{}).Granularity(); g != 1 {
		t.Errorf("of nothing: %d", g)
	}
	if g := (&model.Model{Utility: []int64{-40, 0, 60}, ChairWeight: 7, Groups: make([]model.Group, 1)}).Granularity(); g != 20 {
		t.Errorf("of 40 and 60: %d", g)
	}
	if got := (&model.Model{Grain: 5}).FloorToGrain(math.Inf(-1)); got != model.NoPlan {
		t.Errorf("of no plan: %d", got)
	}
	for _, tt := range []struct {
		grain int64
		d     float64
		want  int64
	}{{10, 39.9, 30}, {10, 40, 40}, {10, -0.5, -10}, {10, -10, -10}, {7, -22, -28}, {1, 3.2, 3}} {
		if got := (&model.Model{Grain: tt.grain}).FloorToGrain(tt.d); got != tt.want {
			t.Errorf("%v at grain %d: %d, want %d", tt.d, tt.grain, got, tt.want)
		}
	}
}

// Relabelling people, units and groups changes no score.
func TestScoreKnowsNoNames(t *testing.T) {
	drawn(t, 30, func(m *model.Model, r *rand.Rand) {
		if m.ChairsApart != nil {
			return // given out group by group
		}
		to := r.Perm(m.K())
		n := *m
		n.Groups, n.Seats, n.Utility = slices.Clone(m.Groups), slices.Clone(m.Seats), slices.Clone(m.Utility)
		n.Slot, n.Caps = slices.Clone(m.Slot), nil
		for g, h := range to {
			n.Groups[h] = m.Groups[g]
			if m.Slot != nil {
				n.Slot[h] = m.Slot[g]
			}
			for u := range m.Units {
				n.Seats[u*m.K()+h], n.Utility[u*m.K()+h] = m.Seats[u*m.K()+g], m.Utility[u*m.K()+g]
			}
		}
		for _, c := range m.Caps {
			moved := model.OpenCap{Most: c.Most}
			for _, g := range c.Groups {
				moved.Groups = append(moved.Groups, int32(to[g]))
			}
			n.Caps = append(n.Caps, moved)
		}
		tiny.Seatings(m, func(x model.Seating) {
			y := x.Clone()
			for u := range y {
				for k := range y[u] {
					y[u][k] = int32(to[y[u][k]])
				}
			}
			if a, b := m.Evaluate(x), n.Evaluate(y.Sorted()); a != b {
				t.Errorf("%v: %+v, relabelled %+v", x, a, b)
			}
		})
	})
}

// What seats are allowed, and who meets at a time.
func TestSeatsAllowed(t *testing.T) {
	m := three()
	m.Seats[1], m.Seats[2] = model.Banned, model.Forced
	m.Slot = []int32{3, 3}
	if got := fmt.Sprint(m.Allowed(0), m.Allowed(1), m.Allowed(2)); got != "[0] [0 1] [0 1]" {
		t.Error(got)
	}
	if !m.Together(0, 1) || m.Together(1, 1) {
		t.Error("groups of one slot meet together, and none with itself")
	}
	if n := model.Clashes(m, []int32{0, 1}); n != 1 {
		t.Errorf("%d clashes", n)
	}
	m.Slot[0], m.Slot[1] = -1, -1
	if m.Together(0, 1) || model.Clashes(m, []int32{0, 1}) != 0 {
		t.Error("groups with times of their own meet together")
	}
	m.Slot = nil
	if m.Together(0, 1) {
		t.Error("without slots groups meet together")
	}
	m.Further = []int64{0, 2, 5}
	for n, want := range map[int]int64{0: 0, 1: 2, 2: 5, 3: 5, 9: 5} {
		if got := m.FurtherCost(n); got != want {
			t.Errorf("%d seats cost %d", n, got)
		}
	}
	if (&model.Model{}).FurtherCost(3) != 0 {
		t.Error("nothing falls")
	}
	m.Further = []int64{0, 20, 60}
	if m.Span() != 110 { // the dearest seat and the last fall
		t.Errorf("span %d", m.Span())
	}
	m.Groups[0].Rules = []model.Rule{{Short: 500, Over: 600}}
	if m.HardPoints() != 50*600 {
		t.Errorf("hard points %d", m.HardPoints())
	}
	m.ChairWeight = 1000
	if m.HardPoints() != 50*1000 {
		t.Errorf("hard points %d", m.HardPoints())
	}
}

// Of what a group could have in common the one that costs least, the first of equals.
func TestBestOption(t *testing.T) {
	of := func(attr int32, short int64, hard bool) model.Rule {
		r := by(2, 9, hard)
		r.Attr, r.Short = attr, short
		return r
	}
	for _, tt := range []struct {
		rules []model.Rule
		want  int
		loss  model.Loss
	}{
		{[]model.Rule{of(4, 10, false), of(5, 3, false)}, 5, model.Loss{Points: 3, People: 1}},
		{[]model.Rule{of(4, 3, false), of(5, 3, false)}, 4, model.Loss{Points: 3, People: 1}},
		{[]model.Rule{of(4, 0, true), of(5, 99, false)}, 5, model.Loss{Points: 99, People: 1}},
		{[]model.Rule{of(4, 1, false), of(4, 1, false), of(5, 3, false)}, 4, model.Loss{Points: 2, People: 2}},
	} {
		g := model.Group{Rules: tt.rules}
		if attr, loss := g.BestOption([]int{4, 5}, 3, []int32{1}); attr != tt.want || loss != tt.loss {
			t.Errorf("%d at %+v, want %d at %+v", attr, loss, tt.want, tt.loss)
		}
	}
}

// A seat is worth its points, less what its tier costs each of the unit's people.
func TestSeatValue(t *testing.T) {
	m := three()
	m.Units[0].People = []int32{0, 1}
	m.Tier, m.TierCost = []uint8{0, 1, 0, 2, 0, 0}, [3]int64{0, 3, 40}
	if a, b := m.SeatValue(0, 0), m.SeatValue(0, 1); a != 50 || b != 10-3-40 {
		t.Errorf("%d and %d", a, b)
	}
}
