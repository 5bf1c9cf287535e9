package solve

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/grouping/internal/search"
	"roundtable/planner/grouping/internal/tiny"
)

var small = Budget{Moves: 2000, Steps: 120, Nodes: 400}

// drawn is so many tiny models, each with an order for a plan.
func drawn(t *testing.T, n int, each func(m *model.Model, o *Order, r *rand.Rand)) {
	t.Helper()
	for seed := range uint64(n) {
		r := rand.New(rand.NewPCG(seed, 6))
		m := tiny.Model(r)
		each(m, &Order{Budget: small, Seed: seed, Clock: NewClock(t.Context(), 0)}, r)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// crowd is a model of so many people in four groups, with exact sizes, a rule on each kind
// and chairs, which takes some rounds.
func crowd(n int) *model.Model {
	const K = 4
	r := rand.New(rand.NewPCG(uint64(n), 7))
	m := &model.Model{
		Classes: 3, Attrs: []model.Attr{{First: 0, Count: 3}}, Total: make([]int32, 3), ChairClasses: 2, ChairWeight: 90, Grain: 1,
		MaxRank: K, Seats: make([]model.SeatRule, n*K),
	}
	for i := range n {
		c := int32(r.IntN(3))
		m.Units = append(m.Units, model.Unit{People: []int32{int32(i)}, Lo: 1, Hi: 1})
		m.People = append(m.People, model.Person{Unit: int32(i), Chair: int32(r.IntN(4) - 2)})
		if m.People[i].Chair < 0 {
			m.People[i].Chair = -1
		}
		m.ClassOf, m.Total[c] = append(m.ClassOf, c), m.Total[c]+1
		m.Rank, m.Voted = append(m.Rank, make([]int, K)), append(m.Voted, true)
		for g := range K {
			m.Rank[i][g] = 1 + r.IntN(K)
			m.Utility = append(m.Utility, int64(r.IntN(1000)))
		}
	}
	for range K {
		g := model.Group{Lo: n / K, Hi: n/K + 1, Chairs: 2}
		for c := range int32(3) {
			x := model.Rule{Class: c, Short: 700, Over: 300}
			for z := range int32(2*n + 2) {
				x.Need, x.Allow = append(x.Need, z/4), append(x.Allow, (z+1)/3)
			}
			g.Rules = append(g.Rules, x)
		}
		m.Groups = append(m.Groups, g)
	}
	return m
}

// Of all seatings none is better than the best found, where the bound says so, and none is
// worth more than the bound; where none keeps all rules none is called a plan.
func TestSolveAgainstAllSeatings(t *testing.T) {
	proved, possible := 0, 0
	drawn(t, 110, func(m *model.Model, o *Order, _ *rand.Rand) {
		s, best := o.Best(m), tiny.Best(m)
		if got := m.Evaluate(s.Best); got != s.Score {
			t.Errorf("the best is worth %+v, said to be %+v", got, s.Score)
		}
		if best.Broken > 0 {
			if s.feasible() {
				t.Errorf("%v is called a plan", s.Best)
			}
			return
		}
		possible++
		if s.Bound < best.Value || s.feasible() && s.Score.Value > best.Value {
			t.Errorf("%+v within %d, of all seatings %+v", s.Score, s.Bound, best)
		}
		if s.feasible() && s.Bound <= s.Score.Value {
			proved++
		}
	})
	if proved < possible*9/10 || possible < 50 {
		t.Errorf("%d proved of %d", proved, possible)
	}
}

// The ladder against all seatings: the fewest outside their list, then the best worst
// choice, then the value; every rung is the best within its worst choice, and what is
// called impossible is.
func TestLadderAgainstAllSeatings(t *testing.T) {
	checked := 0
	drawn(t, 60, func(m *model.Model, o *Order, _ *rand.Rand) {
		if m.MaxRank == 0 || tiny.Best(m).Broken > 0 {
			return
		}
		o.Fair, o.Ladder = true, true
		type key struct{ outside, worst, value int }
		fairest, within := key{math.MaxInt, 0, 0}, make(map[int]int) // best value by worst choice, of the fewest outside
		tiny.Seatings(m, func(x model.Seating) {
			if sc := m.Evaluate(x); sc.Broken == 0 {
				k := key{m.OutsideOf(x), m.WorstOf(x), -int(sc.Value)}
				if k.outside < fairest.outside || k.outside == fairest.outside && (k.worst < fairest.worst || k.worst == fairest.worst && k.value < fairest.value) {
					fairest = k
				}
			}
		})
		tiny.Seatings(m, func(x model.Seating) {
			if sc := m.Evaluate(x); sc.Broken == 0 && m.OutsideOf(x) <= fairest.outside {
				for w := m.WorstOf(x); w <= m.MaxRank; w++ {
					if v, known := within[w]; !known || int(sc.Value) > v {
						within[w] = int(sc.Value)
					}
				}
			}
		})
		top := o.Best(m)
		if !top.feasible() {
			return
		}
		c, rungs, f := o.Choose(top)
		o.Finish(&c, rungs)
		if f.Bound > fairest.outside || f.outside < fairest.outside {
			t.Errorf("%d to %d are outside, the fewest are %d", f.Bound, f.outside, fairest.outside)
		}
		for k, rung := range rungs {
			r := rung.Rung
			value, possible := within[r.Worst]
			if r.Worst == 0 {
				value, possible = int(tiny.Best(m).Value), true
			}
			switch {
			case r.ProvedImpossible && possible, r.Possible && f.outside == fairest.outside && !possible:
				t.Errorf("rung %+v, the best is %d (possible %v)", r, value, possible)
			case r.Possible && f.outside == fairest.outside && (int(r.Value) > value || int(r.Bound) < value):
				t.Errorf("rung %+v, the best is %d", r, value)
			case k > 0 && r.Possible && (r.Value > rungs[k-1].Rung.Value || r.Bound > rungs[k-1].Rung.Bound):
				t.Errorf("rung %+v below %+v", r, rungs[k-1].Rung)
			case r.Possible && r.Price != rungs[0].Rung.Value-r.Value:
				t.Errorf("rung %+v costs %d", r, rungs[0].Rung.Value-r.Value)
			case r.Possible && (m.OutsideOf(rung.Best) != r.Outside || r.Worst > 0 && m.WorstOf(rung.Best) > r.Worst || m.Evaluate(rung.Best).Value != r.Value):
				t.Errorf("rung %+v has %v", r, rung.Best)
			}
		}
		if c.Rung.Bound == c.Rung.Value && f.outside == f.Bound {
			checked++
			if got := (key{m.OutsideOf(c.Best), m.WorstOf(c.Best), -int(c.Rung.Value)}); got != fairest {
				t.Errorf("chosen %+v, the fairest is %+v", got, fairest)
			}
		}
	})
	if checked < 20 {
		t.Errorf("only %d chosen", checked)
	}
}

// A rung can be asked for by its worst choice.
func TestRungAskedFor(t *testing.T) {
	m := crowd(12)
	o := &Order{Budget: small, Clock: NewClock(t.Context(), 0), Worst: 3}
	stages := make(map[string]bool)
	o.Report = func(p Progress) { stages[p.Stage] = true }
	c, rungs, _ := o.Choose(o.Best(m))
	if c.Rung.Worst < 3 || m.WorstOf(c.Best) > 3 && c.Rung.Worst == 3 || len(rungs) < 2 {
		t.Errorf("%+v of %d rungs", c.Rung, len(rungs))
	}
	for _, want := range []string{"flow", "search", "bound", "ladder"} {
		if !stages[want] {
			t.Errorf("stages reported: %v", stages)
		}
	}
	o.Worst, o.Report = 0, nil
	if _, rungs, f := o.Choose(o.Best(m)); rungs != nil || f.best != nil {
		t.Error("a ladder that nobody asked for")
	}
}

// Rungs agree with each other: a plan of a lower one is one of every higher one, and a
// bound of a higher one holds below.
func TestSettle(t *testing.T) {
	s := &Solver{Model: crowd(4)}
	x := model.Seating{{0}, {1}, {2}, {3}}
	at := func(worst int, value, bound int64, possible bool) Found {
		return Found{Rung: rung{Worst: worst, Possible: possible, Value: value, Bound: bound}, Best: x, Solver: s, Proof: &Solver{Bound: bound}}
	}
	rungs := []Found{at(0, 90, 100, true), at(3, 80, 120, true), at(2, 95, 97, true), at(1, 0, 0, false)}
	settle(rungs)
	var got []string
	for _, r := range rungs {
		got = append(got, fmt.Sprint(r.Rung.Value, r.Rung.Bound, r.Rung.Price, r.Proof.Bound))
	}
	if want := []string{"95 100 0 100", "95 100 0 100", "95 97 0 97", "0 0 0 0"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// Among plans that are worth no less one is chosen that keeps more of the wanted seats.
func TestWantedSeats(t *testing.T) {
	most, all := 0, 0
	drawn(t, 60, func(m *model.Model, o *Order, r *rand.Rand) {
		best := tiny.Best(m)
		if best.Broken > 0 {
			return
		}
		o.Wanted = make([]int64, len(m.Seats))
		for i := range o.Wanted {
			o.Wanted[i] = int64(r.IntN(2))
		}
		taken := func(x model.Seating) (n int64) {
			for u, gs := range x {
				for _, g := range gs {
					n += o.Wanted[u*m.K()+int(g)]
				}
			}
			return n
		}
		want := int64(0)
		tiny.Seatings(m, func(x model.Seating) {
			if sc := m.Evaluate(x); sc.Broken == 0 && sc.Value == best.Value {
				want = max(want, taken(x))
			}
		})
		top := o.Best(m)
		if !top.feasible() {
			return
		}
		c, rungs, _ := o.Choose(top)
		before := c.Rung.Value
		o.Finish(&c, rungs)
		sc := m.Evaluate(c.Best)
		if sc.Broken > 0 || sc.Value < before || sc.Value != c.Rung.Value {
			t.Errorf("%+v, before %d", sc, before)
		}
		all++
		if sc.Value == best.Value && taken(c.Best) == want {
			most++
		}
	})
	if all < 25 || most < all*9/10 {
		t.Errorf("of %d plans %d have the most wanted seats", all, most)
	}
}

// Rounds never lose what was found, and find the same whatever the number of cores.
func TestRoundsOnAnyCores(t *testing.T) {
	solved := func(cores int) *Solver {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		m := crowd(24)
		s := newSolver(NewClock(t.Context(), 0), m, Budget{Moves: 3000, Steps: 40, Nodes: 2}, 1)
		s.Rounds = 0
		s.Solve()
		for range 6 {
			before := s.Score
			s.improve()
			if before.Better(s.Score) || m.Evaluate(s.Best) != s.Score || s.Score.Broken == 0 && s.Bound < s.Score.Value {
				t.Fatalf("%+v after %+v, the bound is %d", s.Score, before, s.Bound)
			}
		}
		if s.rounds == 0 {
			t.Fatal("no round was made")
		}
		return s
	}
	a, b := solved(1), solved(4)
	if fmt.Sprint(a.Best) != fmt.Sprint(b.Best) || a.Bound != b.Bound {
		t.Errorf("%v within %d, on other cores %v within %d", a.Best, a.Bound, b.Best, b.Bound)
	}
}

// Where time is left, work goes on until the bound is reached or the rounds are used up.
func TestGoOn(t *testing.T) {
	m := crowd(24)
	o := &Order{Budget: Budget{Moves: 400, Steps: 20, Nodes: 1}, Clock: NewClock(t.Context(), 14)}
	top := o.Best(m)
	c, rungs, _ := o.Choose(top)
	before, bound := c.Rung.Value, c.Rung.Bound
	o.Finish(&c, rungs)
	if c.Rung.Value < before || c.Rung.Bound > bound || m.Evaluate(c.Best).Value != c.Rung.Value || c.Rung.Bound < c.Rung.Value {
		t.Errorf("%+v, before %d within %d", c.Rung, before, bound)
	}
	if c.Rung.Bound > c.Rung.Value && o.Clock.Rounds() < 14 {
		t.Errorf("ended after %d rounds", o.Clock.Rounds())
	}
}

// Which rung is taken: the lowest possible one where the plan is to be fair, the lowest that
// is not below the worst choice asked for, and else the one without a limit.
func TestRungTaken(t *testing.T) {
	s := &Solver{Model: crowd(4), Rounds: 99}
	var all []Found
	for _, worst := range []int{0, 4, 3, 2, 1} {
		r := rung{Worst: worst, Possible: worst != 1, Value: 50, Bound: 50}
		all = append(all, Found{Rung: r, Solver: s, Proof: s})
	}
	l := &ladder{clock: NewClock(t.Context(), 0), m: s.Model}
	for _, tt := range []struct {
		fair        bool
		worst, want int
	}{{false, 0, 0}, {false, 4, 4}, {false, 3, 3}, {false, 2, 2}, {false, 1, 2}, {true, 0, 2}, {true, 4, 2}, {false, 9, 0}} {
		if got := l.take(slices.Clone(all), tt.fair, tt.worst); got.Rung.Worst != tt.want {
			t.Errorf("fair %v, worst choice %d: taken %d, want %d", tt.fair, tt.worst, got.Rung.Worst, tt.want)
		}
	}
}

// What is called impossible within a worst choice is, and a seating that is given back
// keeps it: against all seatings, of which one of the two is nearly always told.
func TestImpossibleBeyond(t *testing.T) {
	told, asked := 0, 0
	drawn(t, 60, func(m *model.Model, o *Order, r *rand.Rand) {
		l := &ladder{clock: o.Clock, m: m, asked: small}
		worst, outside := 1+r.IntN(2), r.IntN(2)
		possible := false
		// What is counted are people outside and beyond together, so that is what is asked.
		limit := m.CountingOutside(worst)
		tiny.Seatings(m, func(x model.Seating) {
			sc := limit.Evaluate(x)
			possible = possible || sc.Broken == 0 && sc.Value >= -int64(model.OutsidePoints*outside)
		})
		impossible, kept := l.impossibleBeyond(worst, outside)
		if impossible && possible || kept != nil && (!possible || impossible) {
			t.Errorf("impossible %v, kept by %v; of all seatings %v", impossible, kept, possible)
		}
		if kept != nil {
			if sc := limit.Evaluate(kept); sc.Broken > 0 || sc.Value < -int64(model.OutsidePoints*outside) {
				t.Errorf("%v has %+v", kept, sc)
			}
		}
		if asked++; impossible || kept != nil {
			told++
		}
	})
	if told < asked*9/10 {
		t.Errorf("told of %d in %d", told, asked)
	}
}

// A rung at which only a light look was taken is worked on when it is chosen, and so is a
// plan as long as there is time: until the bound is its value.
func TestWorkOnTheRungChosen(t *testing.T) {
	m := crowd(12)
	rough := func() Found {
		s := newSolver(NewClock(t.Context(), 0), m, Budget{Moves: 64, Steps: 1, Nodes: 1}, 1)
		x := search.Place(m, nil)
		s.Rounds = 1
		if s.offer(x, m.Evaluate(x)); !s.feasible() || s.Bound == s.Score.Value {
			t.Fatalf("the start is %+v within %d", s.Score, s.Bound)
		}
		return unlimited(s)
	}
	l := &ladder{clock: NewClock(t.Context(), 0), m: m, asked: small}
	rungs := []Found{rough()}
	before := rungs[0].Rung
	c := l.take(rungs, false, 0)
	d := rough()
	d.Solver.Budget = small
	d.goOn()
	for _, f := range []Found{c, d} {
		r := f.Rung
		if r.Value < before.Value || r.Bound > before.Bound || r.Bound != r.Value || m.Evaluate(f.Best).Value != r.Value || f.Proof.Bound > r.Bound {
			t.Errorf("%+v, before %+v", r, before)
		}
	}
	if c.Rung.Value != d.Rung.Value || rungs[0].Rung != c.Rung {
		t.Errorf("%+v and %+v", c.Rung, d.Rung)
	}
}

// With far too little time the plan is not the best, but it is a plan, polished, of the rung
// asked for, and all that is said of it holds.
func TestTooLittleTime(t *testing.T) {
	gaps := 0
	for rounds := 1; rounds < 12; rounds++ {
		for _, o := range []Order{{}, {Fair: true}, {Worst: 2}, {Ladder: true}} {
			m := crowd(24)
			for i := range m.Rank {
				for g := range m.Rank[i] {
					m.Rank[i][g] = (i + g) % 5 // none of their list in one of four groups, in turn
				}
			}
			o.Budget, o.Clock = Budget{Moves: 400, Steps: 15, Nodes: 50}, NewClock(t.Context(), rounds)
			top := o.Best(m)
			c, rungs, f := o.Choose(top)
			o.Finish(&c, rungs)
			sc := c.Solver.Model.Evaluate(c.Best)
			if sc.Broken > 0 || sc.Value != c.Rung.Value || c.Rung.Bound < sc.Value || m.OutsideOf(c.Best) != c.Rung.Outside {
				t.Errorf("%d rounds: %+v, %+v", rounds, c.Rung, sc)
			}
			if c.Rung.Worst > 0 && m.WorstOf(c.Best) > c.Rung.Worst || f.outside < f.Bound {
				t.Errorf("%d rounds: %+v with %d outside, at least %d", rounds, c.Rung, f.outside, f.Bound)
			}
			if c.Rung.Bound > c.Rung.Value {
				gaps++
			}
		}
	}
	if gaps == 0 {
		t.Error("all plans are proved in next to no time")
	}
}

// A large meeting is brought near its bound and no further: there is one round a rung, and
// the answer is within a part of the value.
func TestLargeMeeting(t *testing.T) {
	if testing.Short() {
		t.Skip("some seconds")
	}
	m := crowd(largeMeeting + 4)
	s := newSolver(NewClock(t.Context(), 0), m, Budget{Moves: 40_000, Steps: 12, Nodes: 10}, 1)
	s.Rounds = 1
	s.Solve()
	if s.Score.Broken > 0 || m.Evaluate(s.Best) != s.Score || s.Bound < s.Score.Value || !s.near(3) {
		t.Errorf("%+v within %d", s.Score, s.Bound)
	}
	if rungRounds(m) != 1 || roundsFor(m) != 3 || rungRounds(crowd(8)) != 2 || roundsFor(crowd(8)) != 12 {
		t.Error("rounds by size")
	}
}

// The clock ends work after whole rounds, by their number or the context, and stays ended.
func TestClock(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	late, stop := context.WithDeadline(t.Context(), time.Now().Add(time.Hour))
	defer stop()
	for _, tt := range []struct {
		name    string
		ctx     context.Context
		most    int
		rounds  int // of five
		endless bool
	}{
		{"no limit", t.Context(), 0, 5, false},
		{"three rounds", t.Context(), 3, 3, true},
		{"none", t.Context(), -1, 0, true},
		{"a deadline", late, 0, 5, true},
		{"ended", ended, 0, 0, false},
	} {
		c := NewClock(tt.ctx, tt.most)
		for range 5 {
			c.Over()
		}
		if c.Rounds() != tt.rounds || c.Cut() != (tt.rounds < 5) || c.Endless != tt.endless {
			t.Errorf("%s: %d rounds, cut %v, endless %v", tt.name, c.Rounds(), c.Cut(), c.Endless)
		}
	}
}

// The work by the size of the meeting, where it is not asked for; side questions take a
// quarter of the moves.
func TestBudgets(t *testing.T) {
	people := func(n int) *model.Model { return &model.Model{People: make([]model.Person, n)} }
	for n, moves := range map[int]int{1: 150_000, 40: 150_000, 41: 300_000, 160: 500_000, 161: 4_000_000, 1500: 4_000_000, 1501: 5_000_000} {
		if got := budgetFor(people(n), Budget{}); got.Moves != moves || got.Nodes != wholeNodes || got.Steps < 600 {
			t.Errorf("%d people: %+v", n, got)
		}
	}
	if got := budgetFor(people(9), Budget{Moves: 7, Nodes: 8}); got != (Budget{7, 600, 8}) {
		t.Errorf("asked for: %+v", got)
	}
	if got := Lighter(Budget{100, 5, 6}); got != (Budget{25, 5, 6}) || Lighter(Budget{Moves: 3}).Moves != 1 {
		t.Errorf("lighter: %+v", got)
	}
	o := &Order{Fair: true, Budget: Budget{Moves: lightFrom + 1}, Clock: NewClock(t.Context(), -1)}
	if s := o.Best(crowd(8)); s.Budget.Moves > lightFrom || s.Rounds != 2 {
		t.Errorf("the top of a ladder has %d moves in %d rounds", s.Budget.Moves, s.Rounds)
	}
}

// Without time the first seating is the plan.
func TestNoTime(t *testing.T) {
	m := crowd(12)
	o := &Order{Budget: small, Clock: NewClock(t.Context(), -1), Fair: true}
	top := o.Best(m)
	c, rungs, _ := o.Choose(top)
	o.Finish(&c, rungs)
	if len(rungs) != 1 || c.Best == nil || o.Clock.Rounds() != 0 || !o.Clock.Cut() {
		t.Errorf("%+v of %d rungs", c.Rung, len(rungs))
	}
}

// Of capped groups the least wanted stay closed, but for the one that is to be kept open;
// groups that must open stay.
func TestWithinCaps(t *testing.T) {
	m := crowd(4)
	for g := range m.Groups {
		m.Groups[g].Optional = g != 3
	}
	m.Caps = []model.OpenCap{{Groups: []int32{0, 1, 2, 3}, Most: 2}}
	for u := range m.Units {
		for g, v := range []int64{5, 9, 1, 0} {
			m.Utility[u*4+g] = v
		}
	}
	s := &Solver{Model: m}
	for _, tt := range []struct {
		closed []bool
		keep   int
		most   int
		want   string
	}{
		{nil, -1, 2, "[true false true false]"},
		{nil, 2, 2, "[true true false false]"},
		{nil, -1, 0, "[true true true false]"},
		{[]bool{true, true, false, false}, -1, 2, "[true true false false]"},
		{nil, -1, 4, "[]"},
	} {
		m.Caps[0].Most = tt.most
		if got := fmt.Sprint(s.withinCaps(tt.closed, tt.keep)); got != tt.want {
			t.Errorf("closed %v, keeping %d of %d: %s, want %s", tt.closed, tt.keep, tt.most, got, tt.want)
		}
	}
	if got := fmt.Sprint(s.closedIn(model.Seating{{0}, {3}, {0}, {3}})); got != "[false true true false]" {
		t.Errorf("closed are %s", got)
	}
}

// A part resolved: the units that move choose anew, everybody else stays, and of all such
// seatings none is better. With several seats this holds where everybody moves, since who
// stays keeps the group they chair.
func TestResolvedPartIsTheBest(t *testing.T) {
	solved, moved := 0, 0
	drawn(t, 300, func(m *model.Model, _ *Order, r *rand.Rand) {
		switch r.IntN(4) {
		case 0:
			m = m.WithFairness(r.IntN(3), 1)
		case 1:
			m = m.CountingOutside(0)
		}
		if len(m.Units) > 4 {
			return
		}
		several := slices.ContainsFunc(m.Units, func(u model.Unit) bool { return u.Hi > 1 || u.Lo != 1 })
		var plans []model.Seating
		tiny.Seatings(m, func(x model.Seating) {
			if m.Evaluate(x).Broken == 0 {
				plans = append(plans, x.Clone())
			}
		})
		if len(plans) == 0 {
			return
		}
		x := plans[r.IntN(len(plans))]
		cand := make([][]int32, len(x))
		for u := range cand {
			if several || r.IntN(4) > 0 {
				cand[u] = slices.Clone(x[u])
				for _, g := range m.Allowed(u) {
					if !slices.Contains(x[u], g) && !m.TooLate(u, g) {
						cand[u] = append(cand[u], g)
					}
				}
			}
		}
		best := m.Evaluate(x).Value
		for _, y := range plans {
			ok := true
			for u := range y {
				ok = ok && (cand[u] != nil || slices.Equal(x[u], y[u]))
			}
			if ok {
				best = max(best, m.Evaluate(y).Value)
			}
		}
		part := newResolver(m, x, cand, anySize)
		y, gain, _, proved := part.solve(partLimit, part.better(false))
		got := m.Evaluate(x).Value
		if y != nil {
			sc := m.Evaluate(y.Sorted())
			if moved++; sc.Broken > 0 || sc.Value != got+gain {
				t.Errorf("%v to %v gains %d, said to be %d: %+v", x, y, sc.Value-got, gain, sc)
			}
			got = sc.Value
		}
		if !proved || got != best {
			t.Errorf("%d from %v, the best is %d (solved to the end: %v)", got, x, best, proved)
		}
		if level := part.better(true); level != part.better(false)+m.Grain {
			t.Errorf("as good costs below %d, better below %d", level, part.better(false))
		}
		solved++
	})
	if solved < 80 || moved < 40 {
		t.Errorf("%d solved, %d of them better", solved, moved)
	}
}

// The whole in one program, from nothing: it finds a plan where there is one and proves
// that it is the best; where too many seats are open nothing is tried.
func TestWholeFromNothing(t *testing.T) {
	drawn(t, 60, func(m *model.Model, o *Order, _ *rand.Rand) {
		best := tiny.Best(m)
		s := o.SolverFor(m, 0)
		if math.IsInf(s.Descent.Best, -1) {
			return
		}
		s.Best = make(model.Seating, len(m.Units))
		s.hasBest, s.Score = true, m.Evaluate(s.Best)
		if s.done() {
			return // nobody has to have a seat
		}
		if s.whole(0, wholeWork); s.Branched {
			t.Error("a program without choices")
		}
		s.whole(wholeChoices, wholeWork)
		switch {
		case best.Broken == 0 && !s.feasible():
			t.Errorf("%+v, the best is %+v", s.Score, best)
		case best.Broken == 0 && (s.Score.Broken > 0 || s.Bound < best.Value):
			t.Errorf("%+v within %d, the best is %+v", s.Score, s.Bound, best)
		case best.Broken > 0 && s.feasible():
			t.Errorf("%v is no plan", s.Best)
		}
	})
}
