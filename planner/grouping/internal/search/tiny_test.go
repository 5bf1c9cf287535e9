package search

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/grouping/internal/tiny"
	"roundtable/planner/internal/anneal"
)

// drawn is so many tiny models; without caps, which the search does not look at.
func drawn(t *testing.T, n int, each func(m *model.Model, r *rand.Rand)) {
	t.Helper()
	for seed := range uint64(n) {
		r := rand.New(rand.NewPCG(seed, 5))
		m := tiny.Model(r)
		m.Caps = nil
		each(m, r)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// oneSeat reports whether everybody has one seat exactly.
func oneSeat(m *model.Model) bool {
	return !slices.ContainsFunc(m.Units, func(u model.Unit) bool { return u.Lo != 1 || u.Hi != 1 })
}

// worth is the score as one number, without the forbidden seats, which moves do not take.
func worth(m *model.Model, x model.Seating) int64 {
	free := *m
	free.Seats = make([]model.SeatRule, len(m.Seats))
	sc := free.Evaluate(x)
	return sc.Value - sc.Broken*broken
}

// A seating is worth, as the search counts, what its score says, up to what everybody has
// who has no seat; of chairs this holds where everybody has one seat.
func TestStateIsTheScore(t *testing.T) {
	drawn(t, 120, func(m *model.Model, r *rand.Rand) {
		switch r.IntN(3) {
		case 0:
			m = m.CountingOutside(r.IntN(3))
		case 1:
			m = m.WithFairness(r.IntN(3), 0)
		}
		if m.ChairsApart != nil || !oneSeat(m) {
			m.ChairWeight = 0
		}
		first, known := int64(0), false
		tiny.Seatings(m, func(x model.Seating) {
			off := Open(m, x.Clone()).value() - worth(m, x)
			if !known {
				first, known = off, true
			}
			if off != first || oneSeat(m) && off != 0 {
				t.Errorf("%v is off by %d, the first by %d", x, off, first)
			}
		})
	})
}

// What a state tells of a seating: the worth of a seat, how many of a class a group has, and
// whether it lacks a chair more once somebody has left.
func TestStateTells(t *testing.T) {
	losses := 0
	drawn(t, 80, func(m *model.Model, r *rand.Rand) {
		if !oneSeat(m) || m.ChairsApart != nil {
			return
		}
		if r.IntN(2) == 0 {
			m = m.CountingOutside(0)
			for g := range m.Groups {
				m.Groups[g].Chairs = r.IntN(3)
			}
			m.ChairWeight = 7
		}
		ruled := make([]bool, m.Classes)
		for g := range m.Groups {
			for _, rule := range m.Groups[g].Rules {
				ruled[rule.Class] = true
			}
		}
		tiny.Seatings(m, func(x model.Seating) {
			s := Open(m, x.Clone())
			_, count := m.Tally(x)
			for i, n := range count {
				if c := i % m.Classes; ruled[c] && s.CountOf(i/m.Classes, c) != n {
					t.Errorf("%v: %d of class %d in group %d, want %d", x, s.CountOf(i/m.Classes, c), c, i/m.Classes, n)
				}
			}
			_, missing := m.SeatChairs(x)
			for u, gs := range x {
				for g := range m.Groups {
					if s.WorthOf(u, g) != m.SeatValue(u, g) {
						t.Errorf("%d in %d is worth %d, want %d", u, g, s.WorthOf(u, g), m.SeatValue(u, g))
					}
				}
				y := x.Clone()
				y[u] = nil
				_, after := m.SeatChairs(y)
				loses := m.ChairWeight > 0 && after > missing
				if loses {
					losses++
				}
				if s.LosesChair(int(gs[0]), u) != loses {
					t.Errorf("%v without %d: %d chairs are missing, before %d", x, u, after, missing)
				}
			}
		})
	})
	if losses < 100 {
		t.Errorf("only %d chairs are lost", losses)
	}
}

// placed is a random seating that keeps memberships, sizes and forbidden seats, of people
// with one seat each, and nil where there is none.
func placed(m *model.Model, r *rand.Rand) model.Seating {
	var all []model.Seating
	tiny.Seatings(m, func(x model.Seating) {
		size, _ := m.Tally(x)
		for g, z := range size {
			if int(z) > m.Groups[g].Hi || int(z) < m.Groups[g].Lo && (z != 0 || !m.Groups[g].Optional) {
				return
			}
		}
		for u, gs := range x {
			if m.Seats[u*m.K()+int(gs[0])] == model.Banned {
				return
			}
		}
		all = append(all, x.Clone())
	})
	if len(all) == 0 {
		return nil
	}
	return all[r.IntN(len(all))]
}

// neighbours calls visit with every seating that a shift or an exchange makes of x.
func neighbours(m *model.Model, x model.Seating, visit func(y model.Seating)) {
	allowed := func(u int, from, to int32) bool {
		return from != to && m.Seats[u*m.K()+int(from)] != model.Forced && m.Seats[u*m.K()+int(to)] != model.Banned
	}
	size, _ := m.Tally(x)
	fits := func(g int32, z int32) bool {
		return int(z) >= m.Groups[g].Lo && int(z) <= m.Groups[g].Hi && (z > 0 || !m.Groups[g].Optional)
	}
	for u := range x {
		g, n := x[u][0], int32(len(m.Units[u].People))
		for h := range int32(m.K()) {
			if allowed(u, g, h) && size[h] > 0 && fits(g, size[g]-n) && fits(h, size[h]+n) {
				y := x.Clone()
				y[u][0] = h
				visit(y)
			}
		}
		for v := range u {
			h, d := x[v][0], n-int32(len(m.Units[v].People))
			if allowed(u, g, h) && allowed(v, h, g) && fits(g, size[g]-d) && fits(h, size[h]+d) {
				y := x.Clone()
				y[u][0], y[v][0] = h, g
				visit(y)
			}
		}
	}
}

// A polished seating is worth no less, and no shift or exchange betters it.
func TestPolishLeavesNothing(t *testing.T) {
	polished, better := 0, 0
	drawn(t, 250, func(m *model.Model, r *rand.Rand) {
		if !oneSeat(m) || m.ChairsApart != nil {
			return
		}
		if r.IntN(3) == 0 {
			m = m.CountingOutside(0)
		}
		x := placed(m, r)
		if x == nil {
			return
		}
		y := Polish(m, x.Clone())
		if worth(m, y) < worth(m, x) {
			t.Errorf("%v becomes %v, which is worth less", x, y)
		}
		neighbours(m, y, func(z model.Seating) {
			if worth(m, z) > worth(m, y) {
				t.Errorf("%v of %d is left, %v has %d", y, worth(m, y), z, worth(m, z))
			}
		})
		polished++
		if worth(m, y) > worth(m, x) {
			better++
		}
	})
	if polished < 100 || better < polished/3 {
		t.Errorf("%d polished, %d are better", polished, better)
	}
}

// Who could take a place are the cheapest of all, by what the seating then is worth beside
// the seat that is given up; nobody whose coming breaks a rule.
func TestSuccessorsAreTheCheapest(t *testing.T) {
	several := 0
	drawn(t, 300, func(m *model.Model, r *rand.Rand) {
		if !oneSeat(m) || m.ChairsApart != nil {
			return
		}
		x := placed(m, r)
		if x == nil {
			return
		}
		u, most, unwilling := r.IntN(len(x)), 1+r.IntN(2), r.IntN(len(x))
		g, before := x[u][0], worth(m, x)
		var want []Successor
		size, _ := m.Tally(x)
		for v := range x {
			h := x[v][0]
			if v == u || v == unwilling || h == g || len(m.Units[v].People) != len(m.Units[u].People) ||
				m.Seats[v*m.K()+int(h)] == model.Forced || m.Seats[v*m.K()+int(g)] == model.Banned ||
				int(size[h])-len(m.Units[v].People) < m.Groups[h].Lo {
				continue
			}
			y := x.Clone()
			y[u], y[v] = nil, []int32{g}
			alone := *m
			alone.Units = slices.Clone(m.Units)
			alone.Units[u].Lo = 0 // who leaves is not counted
			cost := before - m.Utility[u*m.K()+int(g)] - worth(&alone, y)
			if !BreaksHard(cost) {
				want = append(want, Successor{v, int(h), cost})
			}
		}
		slices.SortStableFunc(want, func(a, b Successor) int { return cmp.Compare(a.Cost, b.Cost) })
		want = want[:min(most, len(want))]
		got := Successors(Open(m, x.Clone()), u, int(g), most, func(v int) bool { return v != unwilling })
		if !slices.Equal(got, want) {
			t.Errorf("%v for %d of %v, want %v", got, u, x, want)
		}
		several += len(want)
	})
	if several < 40 {
		t.Errorf("only %d successors", several)
	}
}

// By wishes alone, within sizes and memberships, no seating is better than the one placed.
func TestPlaceIsTheBestByWishes(t *testing.T) {
	checked := 0
	drawn(t, 400, func(m *model.Model, r *rand.Rand) {
		if slices.ContainsFunc(m.Units, func(u model.Unit) bool { return len(u.People) > 1 }) {
			return // together they count as one
		}
		var closed []bool
		for g := range m.Groups {
			mg := &m.Groups[g]
			locks := slices.DeleteFunc(slices.Clone(mg.Rules), func(r model.Rule) bool { return r.Locks == 0 })
			*mg = model.Group{Lo: mg.Lo, Hi: mg.Hi, Rules: locks}
		}
		if g := r.IntN(m.K()); r.IntN(3) == 0 && len(m.Groups[g].Rules) == 0 {
			closed = make([]bool, m.K())
			closed[g] = true
			m.Groups[g].Lo, m.Groups[g].Hi = 0, 0
		}
		if r.IntN(3) == 0 {
			m.Voted[0] = true
		}
		best := tiny.Best(m)
		if best.Broken > 0 {
			return
		}
		x := Place(m, closed)
		if got := m.Evaluate(x); got != best {
			t.Errorf("%v is worth %+v, the best %+v", x, got, best)
		}
		checked++
	})
	if checked < 120 {
		t.Errorf("only %d placed", checked)
	}
}

// Annealing gives back the best seating that it met, never one worth less than its start,
// among the seats it was given; a seed gives the same twice.
func TestAnneal(t *testing.T) {
	found, possible := 0, 0
	drawn(t, 150, func(m *model.Model, r *rand.Rand) {
		start := make(model.Seating, len(m.Units))
		for u := range start {
			for _, g := range r.Perm(m.K())[:m.Units[u].Lo] {
				start[u] = append(start[u], int32(g))
			}
			for g := range m.K() {
				seat, in := m.Seats[u*m.K()+g], slices.Contains(start[u], int32(g))
				if seat == model.Forced && !in || seat == model.Banned && in {
					return // moves keep fixed and forbidden seats, where they are kept
				}
			}
		}
		cand := make([][]int32, len(m.Units))
		for u := range cand {
			cand[u] = m.Allowed(u)
		}
		var ends [2]model.Seating
		for k := range ends {
			s := New(m, start.Clone(), cand, nil, anneal.NewRandom(7, 1))
			before := s.value()
			ends[k] = s.Anneal(4000, 60, 2, anneal.NewThresholds()).Clone()
			if s.reached < before || s.reached < s.value() {
				t.Errorf("reached %d from %d, and is left at %d", s.reached, before, s.value())
			}
		}
		if fmt.Sprint(ends[0]) != fmt.Sprint(ends[1]) {
			t.Errorf("%v, and then %v", ends[0], ends[1])
		}
		for u, gs := range ends[0] {
			if n := len(gs); n < m.Units[u].Lo || n > m.Units[u].Hi || !slices.IsSorted(gs) {
				t.Errorf("unit %d has %v", u, gs)
			}
			for g := range int32(m.K()) {
				seat, in := m.Seats[u*m.K()+int(g)], slices.Contains(gs, g)
				if seat == model.Forced && !in || seat == model.Banned && in {
					t.Errorf("unit %d has %v", u, gs)
				}
			}
		}
		if best := tiny.Best(m); best.Broken == 0 {
			possible++
			if sc := m.Evaluate(ends[0]); sc.Broken == 0 && sc.Value == best.Value {
				found++
			}
		}
	})
	if possible < 60 || found < possible*3/4 {
		t.Errorf("the best was found of %d in %d", possible, found)
	}
}

// With nowhere to go nobody moves; closed groups stay empty.
func TestAnnealWithoutMoves(t *testing.T) {
	m := tiny.Model(rand.New(rand.NewPCG(3, 3)))
	for u := range m.Units {
		m.Units[u].Lo, m.Units[u].Hi = 1, 1
	}
	for i := range m.Seats {
		m.Seats[i] = model.Free
	}
	start, none, all := make(model.Seating, len(m.Units)), make([][]int32, len(m.Units)), make([][]int32, len(m.Units))
	for u := range start {
		start[u], none[u], all[u] = []int32{0}, []int32{0}, m.Allowed(u)
	}
	rnd := anneal.NewRandom(1, 1)
	if x := New(m, start.Clone(), none, nil, rnd).Anneal(1000, 60, 2, anneal.NewThresholds()); fmt.Sprint(x) != fmt.Sprint(start) {
		t.Errorf("%v", x)
	}
	closed := make([]bool, m.K())
	for g := 1; g < m.K(); g++ {
		m.Groups[g].Optional, closed[g] = true, true
	}
	if x := New(m, start.Clone(), all, closed, rnd).Anneal(1000, 60, 2, anneal.NewThresholds()); fmt.Sprint(x) != fmt.Sprint(start) {
		t.Errorf("%v, though other groups are closed", x)
	}
}

// Seats that are worth more than the worst one are listed; where that leaves no choice, all
// that are allowed.
func TestListed(t *testing.T) {
	m := &model.Model{
		Groups: make([]model.Group, 3), Units: []model.Unit{{Hi: 1}, {Hi: 1}, {Hi: 1}},
		Utility: []int64{5, 1, 3, 5, 1, 1, 2, 2, 2}, Seats: make([]model.SeatRule, 9),
	}
	m.Seats[8] = model.Banned
	if got := fmt.Sprint(Listed(m)); got != "[[0 2] [0 1 2] [0 1]]" {
		t.Error(got)
	}
}

// Two numbers in one: how many are broken, and the points beside them.
func TestWeigh(t *testing.T) {
	for _, tt := range []struct{ gain, weight, count, want int64 }{
		{7, 100, 0, 7},
		{-7, 100, 0, -7},
		{3*broken + 5, 100, 3, 305},
		{-2*broken - 5, 100, -2, -205},
		{broken - 1000, 100, 1, -900},
	} {
		if n, got := brokenIn(tt.gain), weigh(tt.gain, tt.weight); n != tt.count || got != tt.want {
			t.Errorf("%d: %d broken, weighed %d; want %d, %d", tt.gain, n, got, tt.count, tt.want)
		}
		if BreaksHard(tt.gain) != (tt.count > 0) {
			t.Errorf("%d breaks a rule: %v", tt.gain, !BreaksHard(tt.gain))
		}
	}
}
