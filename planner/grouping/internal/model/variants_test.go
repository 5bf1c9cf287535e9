package model_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/grouping/internal/tiny"
)

// Without points a seating breaks what it broke, and is worth nothing.
func TestHardOnly(t *testing.T) {
	drawn(t, 40, func(m *model.Model, _ *rand.Rand) {
		h := m.HardOnly()
		tiny.Seatings(m, func(x model.Seating) {
			if a, b := m.Evaluate(x), h.Evaluate(x); b.Broken > a.Broken || b.Value != 0 {
				t.Errorf("%v: %+v, of hard rules alone %+v", x, a, b)
			} else if len(m.Groups[0].Options)+len(m.Groups[1].Options) == 0 && b.Broken != a.Broken {
				t.Errorf("%v: %+v, of hard rules alone %+v", x, a, b)
			}
		})
	})
}

// tidy reports whether sizes and memberships of a seating are as they should be.
func tidy(m *model.Model, x model.Seating) bool {
	size, _ := m.Tally(x)
	for g := range m.Groups {
		if z := int(size[g]); (z > 0 || !m.Groups[g].Optional) && (z < m.Groups[g].Lo || z > m.Groups[g].Hi) {
			return false
		}
	}
	return true
}

// The bounds of hard rules are all that they ask: what a tidy seating misses of them is
// what it breaks, a model that keeps them all breaks as much as the hard rules do, one in
// which they are elastic pays for each person, and one that is relaxed to a seating has
// nothing left against it.
func TestBoundsOfHardRules(t *testing.T) {
	broken := 0
	drawn(t, 80, func(m *model.Model, r *rand.Rand) {
		all := m.HardBounds()
		hard, kept, none := m.HardOnly(), model.Keeping(m, all), model.Keeping(m, nil)
		elastic := m.ElasticModel(all)
		tiny.Seatings(m, func(x model.Seating) {
			if !tidy(m, x) {
				return
			}
			rest := none.Evaluate(x).Broken
			byRules := hard.Evaluate(x).Broken - rest
			missed := int64(0)
			for _, b := range model.Misses(m, x, all) {
				if d := int64(b.From - b.To); d > 0 && m.RuleOf(b.HardBound).AloneBy(int32(b.To)) > 0 && !b.Max {
					missed += int64(m.RuleOf(b.HardBound).AloneBy(int32(b.To)))
				} else {
					missed += max(d, -d)
				}
			}
			options := slices.ContainsFunc(m.Groups, func(g model.Group) bool { return len(g.Options) > 0 })
			broken += int(byRules)
			if got := kept.Evaluate(x).Broken; !options && got != byRules+rest {
				t.Errorf("%v: %d broken of all bounds, %d of the rules", x, got, byRules+rest)
			}
			if got := elastic.Evaluate(x); !options && (got.Value != -model.ElasticPoints*byRules || got.Broken != rest) {
				t.Errorf("%v: elastic %+v, by rules %d", x, got, byRules)
			}
			if soft := hard.Evaluate(x); missed != byRules {
				t.Errorf("%v misses %d, broken are %d of %+v", x, missed, byRules, soft)
			}
			if got := m.RelaxedTo(x).HardOnly().Evaluate(x).Broken; got != rest {
				t.Errorf("%v: relaxed to it %d are broken, want %d", x, got, rest)
			}
		})
	})
	if broken < 500 {
		t.Errorf("only %d broken", broken)
	}
}

// A rule that gives way by one asks for one less and allows one more.
func TestRelaxedRule(t *testing.T) {
	r := by(1, 2, true)
	r.Need[0], r.Alone = 0, 2
	got := r.Relaxed()
	if !slices.Equal(got.Need, []int32{0, 0, 0, 0, 0, 0}) || !slices.Equal(got.Allow, []int32{3, 3, 3, 3, 3, 3}) || got.Alone != 1 || r.Need[1] != 1 {
		t.Errorf("%+v of %+v", got, r)
	}
	if r.Alone = 0; r.Relaxed().Alone != 0 {
		t.Error("below nobody")
	}
}

// HardBounds leaves out what asks nothing: soft rules, minimums of nobody, maximums that
// cannot be reached, at any size that the group may have.
func TestHardBoundsAsk(t *testing.T) {
	for _, tt := range []struct {
		name     string
		rule     model.Rule
		min, max bool
	}{
		{"soft", by(2, 1, false), false, false},
		{"both", by(2, 1, true), true, true},
		{"as many as there are", by(0, 2, true), false, false},
		{"one less", by(0, 1, true), false, true},
		{"of every size alone", model.Rule{Hard: true, Need: make([]int32, 6), Allow: []int32{0, 1, 2, 3, 4, 5}, Alone: 2}, true, false},
		{"nobody is alone of one", model.Rule{Hard: true, Need: make([]int32, 6), Allow: []int32{0, 1, 2, 3, 4, 5}, Alone: 1}, false, false},
		{"at a size it cannot have", model.Rule{Hard: true, Need: []int32{0, 0, 0, 0, 9}, Allow: []int32{0, 1, 2, 3, 0}}, false, false},
		{"at the largest", model.Rule{Hard: true, Need: []int32{0, 0, 0, 1}, Allow: []int32{0, 1, 2, 0}}, true, true},
		{"at the least", model.Rule{Hard: true, Need: []int32{0, 1, 0, 0}, Allow: []int32{0, 0, 2, 3}}, true, true},
	} {
		m := three()
		m.Groups[1].Lo, m.Groups[1].Rules = 1, []model.Rule{tt.rule}
		low, high := false, false
		for _, b := range m.HardBounds() {
			low, high = low || !b.Max, high || b.Max
			if b.Group != 1 || m.RuleOf(b) != &m.Groups[1].Rules[0] {
				t.Errorf("%s: %+v", tt.name, b)
			}
		}
		if low != tt.min || high != tt.max {
			t.Errorf("%s: min %v, max %v", tt.name, low, high)
		}
	}
}

// A fixed seat is free where its rule is left out, and fixed where it is kept.
func TestKeepingFixedSeats(t *testing.T) {
	m := three()
	m.Seats[0], m.Seats[3] = model.Forced, model.Banned
	lock := by(1, 9, true)
	lock.Locks = 1
	m.Groups[0].Rules = []model.Rule{lock, by(0, 1, true)}
	m.Tier = make([]uint8, 6)
	free := model.Keeping(m, m.HardBounds()[1:])
	if free.Seats[0] != model.Free || free.Seats[3] != model.Banned || len(free.Groups[0].Rules) != 1 || free.Tier != nil {
		t.Errorf("%v, %+v", free.Seats, free.Groups[0].Rules)
	}
	kept := model.Keeping(m, m.HardBounds())
	if kept.Seats[0] != model.Forced || len(kept.Groups[0].Rules) != 2 || m.ElasticModel(m.HardBounds()).Seats[0] != model.Free {
		t.Errorf("%v, %+v", kept.Seats, kept.Groups[0].Rules)
	}
	if u := model.Unfixed(m); len(u.Groups[0].Rules) != 1 || u.Groups[0].Rules[0].Locks > 0 || m.Seats[0] != model.Forced {
		t.Errorf("%+v", u.Groups[0].Rules)
	}
	relaxed := m.RelaxedTo(model.Seating{{1}, {1}, {0}})
	if relaxed.Seats[0] != model.Free || m.Seats[0] != model.Forced {
		t.Error("a fixed seat that gives way is free")
	}
}

// A rung of the ladder: nobody's best choice is worse than asked for, but of people who
// have none of their list, of whom there may be so many; without counts they are broken
// rules, with them points.
func TestFairness(t *testing.T) {
	drawn(t, 50, func(m *model.Model, r *rand.Rand) {
		worst, outside := r.IntN(3), r.IntN(3)
		f, counted := m.WithFairness(worst, outside), m.CountingOutside(worst)
		tiny.Seatings(m, func(x model.Seating) {
			beyond, none, last := 0, 0, 0
			for u, gs := range x {
				for _, i := range m.Units[u].People {
					best := m.BestRank(int(i), gs)
					for _, g := range gs {
						if k := m.Rank[i][g]; k > 0 && k < best || k > 0 && best == 0 {
							t.Errorf("best of %v is %d", gs, best)
						}
					}
					last = max(last, best)
					switch {
					case !m.Voted[i]:
					case best == 0:
						none++
					case worst > 0 && best > worst:
						beyond++
					}
				}
			}
			if m.OutsideOf(x) != none || m.WorstOf(x) != last {
				t.Errorf("%v: %d outside, worst %d; want %d, %d", x, m.OutsideOf(x), m.WorstOf(x), none, last)
			}
			want := m.Evaluate(x)
			want.Broken += int64(beyond + max(0, none-outside))
			if got := f.Evaluate(x); got != want {
				t.Errorf("%v within %d, %d outside: %+v, want %+v", x, worst, outside, got, want)
			}
			if got := counted.Evaluate(x).Value; got != -int64(model.OutsidePoints*(none+beyond)) {
				t.Errorf("%v counting those beyond %d: %d", x, worst, got)
			}
		})
		for u := range m.Units {
			for g := range int32(m.K()) {
				late := false
				for _, i := range m.Units[u].People {
					late = late || worst > 0 && m.Voted[i] && m.Rank[i][g] > worst
				}
				if got := f.TooLate(u, g); got != (late && m.Units[u].Hi == 1) || m.TooLate(u, g) || counted.TooLate(u, g) {
					t.Errorf("group %d is too late for %d: %v", g, u, got)
				}
			}
		}
	})
}

// Wanted seats decide among plans of equal value, and only there; favoured ones come before
// all wishes.
func TestTiedAndFavouring(t *testing.T) {
	drawn(t, 40, func(m *model.Model, r *rand.Rand) {
		if r.IntN(2) == 0 {
			m = m.CountingOutside(1)
		}
		wanted := make([]int64, len(m.Seats))
		for i := range wanted {
			wanted[i] = int64(r.IntN(2))
		}
		tied, scale := model.Tied(m, wanted)
		favouring := model.Favouring(m, wanted)
		tiny.Seatings(m, func(x model.Seating) {
			taken := int64(0)
			for u, gs := range x {
				for _, g := range gs {
					taken += wanted[u*m.K()+int(g)]
				}
			}
			before, after := m.Evaluate(x), tied.Evaluate(x)
			if after.Value != before.Value*scale+taken || taken >= scale || after.Broken != before.Broken {
				t.Errorf("%v: %+v, tied %+v with %d of less than %d", x, before, after, taken, scale)
			}
			if got := favouring.Evaluate(x).Value; got != before.Value+2*m.Span()*taken {
				t.Errorf("%v: %d, favouring %d with %d", x, before.Value, got, taken)
			}
		})
	})
}

// Who suits what a group could have in common is told where all its members have to, and
// choosing it keeps the others out.
func TestSuits(t *testing.T) {
	m := three()
	all, most := by(0, 9, true), by(0, 9, true)
	for z := range int32(6) {
		all.Need[z], most.Need[z] = z, max(0, z-1)
	}
	m.Attrs = []model.Attr{{First: 2, Count: 1}, {First: 0, Count: 2}}
	m.ClassOf, all.Attr, most.Attr = []int32{2, 0, 2, 0, 2, 1}, 1, 1
	m.Units = []model.Unit{{People: []int32{0, 2}, Hi: 1}, {People: []int32{1}, Hi: 1}}
	m.Seats = make([]model.SeatRule, 4)
	for _, tt := range []struct {
		name  string
		rule  model.Rule
		suits [2]bool
	}{
		{"to the last member", all, [2]bool{false, true}},
		{"to the last but one", most, [2]bool{true, true}},
		{"as a wish", func() model.Rule { r := all; r.Hard = false; return r }(), [2]bool{true, true}},
		{"of another attribute", func() model.Rule { r := all; r.Attr = 7; return r }(), [2]bool{true, true}},
	} {
		m.Groups[1].Rules = []model.Rule{tt.rule}
		chosen := model.Choosing(m, []int{1}, []int{1})
		for u, want := range tt.suits {
			if got := model.Suits(m, 1, 1, u); got != want || (chosen.Seats[u*2+1] == model.Banned) == want || chosen.Seats[u*2] != model.Free {
				t.Errorf("%s: unit %d suits %v; seats %v", tt.name, u, got, chosen.Seats)
			}
		}
	}
}

// Least needs and seats of a class.
func TestSupplyOfClasses(t *testing.T) {
	m := three()
	m.Units[1].Hi = 3
	if m.SeatsOf(0) != 4 || m.SeatsOf(1) != 1 {
		t.Errorf("%d and %d seats", m.SeatsOf(0), m.SeatsOf(1))
	}
	r := by(3, 9, true)
	r.Need = []int32{0, 5, 2, 4, 1}
	if got := m.LeastNeed(0, &r); got != 0 {
		t.Errorf("least need %d", got)
	}
	m.Groups[0].Lo = 1
	if got := m.LeastNeed(0, &r); got != 2 {
		t.Errorf("least need from one %d", got)
	}
}

// Rules give way to a seating by as much as it needs, and no more.
func TestRelaxedToNoMore(t *testing.T) {
	m := three()
	alone := by(0, 9, true)
	alone.Alone = 4
	m.Groups[0].Rules = []model.Rule{by(5, 9, true), by(0, 0, true), alone, by(1, 3, true), by(5, 0, false)}
	got := m.RelaxedTo(model.Seating{{0}, {0}, {1}}).Groups[0].Rules
	for k, want := range [][3]int32{{2, 9, 0}, {0, 2, 0}, {0, 9, 2}, {1, 3, 0}, {5, 0, 0}} {
		if r := got[k]; [3]int32{r.Need[2], r.Allow[2], r.Alone} != want {
			t.Errorf("rule %d: at least %d, at most %d, alone below %d; want %v", k, r.Need[2], r.Allow[2], r.Alone, want)
		}
	}
	if r := m.Groups[0].Rules[0]; r.Need[2] != 5 {
		t.Error("the rules themselves give way")
	}
}
