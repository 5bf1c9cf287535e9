package conflict

import (
	"math/rand/v2"
	"slices"
	"testing"

	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/grouping/internal/solve"
	"roundtable/planner/grouping/internal/tiny"
)

// drawn is so many tiny models in which most rules are hard, so that they often clash.
func drawn(t *testing.T, n int, each func(m *model.Model)) {
	t.Helper()
	for seed := range uint64(n) {
		r := rand.New(rand.NewPCG(seed, 4))
		m := tiny.Model(r)
		for g := range m.Groups {
			for k := range m.Groups[g].Rules {
				rule := &m.Groups[g].Rules[k]
				rule.Hard = rule.Hard || r.IntN(3) > 0
			}
		}
		each(m)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// possible reports whether some seating breaks nothing.
func possible(m *model.Model) bool { return tiny.Best(m.HardOnly()).Broken == 0 }

// What counting shows to be impossible is: of all seatings none keeps the rules, none keeps
// the bounds that are named, and some bounds give way by as many people as is said.
func TestCountedIsAProof(t *testing.T) {
	kinds := make(map[clashKind]int)
	found, missed := 0, 0
	drawn(t, 300, func(m *model.Model) {
		c := Counted(m)
		free := model.Unfixed(m)
		if c == nil {
			missed += boolCount(!possible(free))
			return
		}
		found++
		kinds[c.Kind]++
		if possible(free) {
			t.Errorf("%+v, but there is a plan", c)
		}
		if c.Kind != TooFewSeats && c.Kind != TooFewPeople && possible(model.Keeping(free, c.Bounds)) {
			t.Errorf("%+v, but a plan keeps these bounds", c)
		}
		if c.Kind == spreadShort || c.Kind == NoCommon {
			if least := giving(free); least >= 0 && c.Short > least {
				t.Errorf("%+v, but giving way by %d is enough", c, least)
			}
		}
	})
	if found < missed || len(kinds) < 4 {
		t.Errorf("found %v, %d in all; %d clashes were not", kinds, found, missed)
	}
}

func boolCount(b bool) int {
	if b {
		return 1
	}
	return 0
}

// giving is the least by which all hard bounds together have to give way, −1 where sizes,
// memberships or seats alone are impossible.
func giving(m *model.Model) int {
	best := tiny.Best(m.ElasticModel(m.HardBounds()))
	if best.Broken > 0 {
		return -1
	}
	return int(-best.Value / model.ElasticPoints)
}

// How far the rules have to give way is, where it is proved, the least over all seatings;
// the conflict is one, and where it is called smallest none of its bounds could be left out.
func TestElasticIsTheLeast(t *testing.T) {
	conflicts, smallest, exact := 0, 0, 0
	drawn(t, 100, func(m *model.Model) {
		o := &solve.Order{Budget: solve.Budget{Moves: 2000, Steps: 100, Nodes: 300}, Clock: solve.NewClock(t.Context(), 0)}
		w := Elastic(m, o)
		least := giving(m)
		switch {
		case w.Kept != nil:
			if m.HardOnly().Evaluate(w.Kept).Broken > 0 || least != 0 {
				t.Errorf("kept by %v, the least is %d", w.Kept, least)
			}
			return
		case w.Best == nil:
			if least >= 0 || w.Proved && least > 0 {
				t.Errorf("no seating was found, giving way by %d is enough", least)
			}
			return
		case w.Cost < least || w.CostBound > least || w.Proved && least == 0:
			t.Errorf("giving way by %d to %d (proved %v), the least is %d", w.CostBound, w.Cost, w.Proved, least)
		}
		exact += boolCount(w.Cost == w.CostBound)
		if !w.Proved {
			return
		}
		conflicts++
		elastic := func(bounds []model.HardBound) int64 { return tiny.Best(m.ElasticModel(bounds)).Value }
		if elastic(w.Bounds) == 0 {
			t.Errorf("%v are no conflict", w.Bounds)
		}
		for k := range w.Bounds {
			if w.Smallest && elastic(slices.Delete(slices.Clone(w.Bounds), k, k+1)) < 0 {
				t.Errorf("%v is a conflict without the one at %d", w.Bounds, k)
			}
		}
		smallest += boolCount(w.Smallest)
	})
	if conflicts < 20 || smallest < conflicts/2 || exact < conflicts {
		t.Errorf("%d conflicts, %d called smallest, %d exact", conflicts, smallest, exact)
	}
}

// table is as many times the same bound as there are sizes.
func table(n int32) []int32 { return slices.Repeat([]int32{n}, 12) }

// crowd is a model of so many people, each a unit of one seat, in two classes, and groups of
// the sizes given.
func crowd(first, second int, sizes ...[2]int) *model.Model {
	m := &model.Model{Classes: 2, Attrs: []model.Attr{{First: 0, Count: 2}}, Total: []int32{int32(first), int32(second)}, Grain: 1}
	for i := range first + second {
		c := int32(0)
		if i >= first {
			c = 1
		}
		m.ClassOf = append(m.ClassOf, c)
		m.People = append(m.People, model.Person{Unit: int32(i), Chair: -1})
		m.Units = append(m.Units, model.Unit{People: []int32{int32(i)}, Lo: 1, Hi: 1})
	}
	for _, z := range sizes {
		m.Groups = append(m.Groups, model.Group{Lo: z[0], Hi: z[1]})
	}
	m.Utility, m.Seats = make([]int64, len(m.Units)*m.K()), make([]model.SeatRule, len(m.Units)*m.K())
	return m
}

func atLeast(n int32) model.Rule { return model.Rule{Hard: true, Need: table(n), Allow: table(11)} }
func atMost(n int32) model.Rule  { return model.Rule{Hard: true, Need: table(0), Allow: table(n)} }

// Clashes by counting, worked through by hand.
func TestCounted(t *testing.T) {
	with := func(m *model.Model, rules ...model.Rule) *model.Model {
		for g := range m.Groups {
			m.Groups[g].Rules = rules
		}
		return m
	}
	optional := func(m *model.Model) *model.Model {
		m.Groups[0].Optional = true
		return m
	}
	for _, tt := range []struct {
		name   string
		m      *model.Model
		kind   clashKind
		none   bool
		bounds int
		want   Clash
	}{
		{"all fit", crowd(3, 3, [2]int{3, 3}, [2]int{3, 3}), 0, true, 0, Clash{}},
		{"one has no seat", crowd(3, 4, [2]int{1, 3}, [2]int{1, 3}), TooFewSeats, false, 0, Clash{Want: 7, Have: 6, Short: 1}},
		{"groups ask for more", crowd(2, 2, [2]int{3, 5}, [2]int{2, 5}), TooFewPeople, false, 0, Clash{Want: 5, Have: 4, Short: 1}},
		{"one may stay closed", optional(crowd(2, 2, [2]int{3, 5}, [2]int{2, 5})), 0, true, 0, Clash{}},
		{"a group against itself", with(crowd(3, 3, [2]int{2, 6}, [2]int{0, 6}), atLeast(3), atMost(2)), GroupAlone, false, 2, Clash{}},
		{"three for four", with(crowd(3, 5, [2]int{0, 4}, [2]int{0, 4}), atLeast(2)), spreadShort, false, 2, Clash{Short: 1}},
		{"too many of a kind", with(crowd(5, 1, [2]int{0, 4}, [2]int{0, 4}), atMost(2)), spreadShort, false, 2, Clash{Short: 1}},
		{"one for two", with(crowd(1, 3, [2]int{0, 4}, [2]int{0, 4}), atLeast(1)), spreadShort, false, 2, Clash{Short: 1}},
		{"too many for one to two each", with(crowd(5, 1, [2]int{0, 4}, [2]int{0, 4}), atLeast(1), atMost(2)), spreadShort, false, 2, Clash{Short: 1}},
		{"as many as there are", with(crowd(4, 4, [2]int{0, 4}, [2]int{0, 4}), atLeast(2), atMost(2)), 0, true, 0, Clash{}},
	} {
		c := Counted(tt.m)
		if (c == nil) != tt.none {
			t.Errorf("%s: %+v", tt.name, c)
			continue
		}
		if c != nil && (c.Kind != tt.kind || len(c.Bounds) != tt.bounds || c.Want != tt.want.Want || c.Have != tt.want.Have || c.Short != tt.want.Short) {
			t.Errorf("%s: %+v", tt.name, c)
		}
		if c != nil && c.Smallest != (c.Kind != spreadShort) {
			t.Errorf("%s: smallest %v", tt.name, c.Smallest)
		}
	}
}

// Bounds are dropped wherever they stand in the list, until those left are all needed.
func TestFewer(t *testing.T) {
	all := make([]model.HardBound, 5)
	for k := range all {
		all[k].Group = k
	}
	for _, needed := range [][]int{{1, 3}, {0, 4}, {2}, {0, 1, 2, 3, 4}} {
		got := fewer(all, func(rest []model.HardBound) bool {
			for _, k := range needed {
				if !slices.Contains(rest, all[k]) {
					return false
				}
			}
			return true
		})
		if len(got) != len(needed) || len(all) != 5 {
			t.Errorf("%v are left of those needed %v", got, needed)
		}
	}
}

// speaking is a model of people who speak the first language, the second, or both, and of
// groups all members of which have to have one of them in common.
func speaking(first, second, both int, sizes ...[2]int) *model.Model {
	n := first + second + both
	m := crowd(n, 0, sizes...)
	m.Attrs, m.Classes, m.Total = []model.Attr{{First: 0, Count: 2, Common: true}, {First: 2, Count: 2, Common: true}}, 4, make([]int32, 4)
	m.ClassOf = nil
	for i := range n {
		a, b := int32(0), int32(2)
		if i >= first+both {
			a = 1
		}
		if i < first {
			b = 3
		}
		m.ClassOf = append(m.ClassOf, a, b)
		m.Total[a]++
		m.Total[b]++
	}
	for g := range m.Groups {
		m.Groups[g].Options = [][]int{{0, 1}}
		for k := range int32(2) {
			r := model.Rule{Hard: true, Class: 2 * k, Attr: k, Allow: table(11)}
			for z := range int32(12) {
				r.Need = append(r.Need, z)
			}
			m.Groups[g].Rules = append(m.Groups[g].Rules, r)
		}
	}
	return m
}

// Languages that groups have in common: a clash only where none of the choices seats
// everybody.
func TestNoCommonLanguage(t *testing.T) {
	for _, tt := range []struct {
		name  string
		m     *model.Model
		clash bool
	}{
		{"a group for each", speaking(3, 3, 0, [2]int{0, 3}, [2]int{0, 3}), false},
		{"four and two", speaking(4, 2, 0, [2]int{0, 3}, [2]int{0, 3}), true},
		{"of whom one speaks both", speaking(3, 2, 1, [2]int{0, 3}, [2]int{0, 3}), false},
		{"a third group", speaking(4, 2, 0, [2]int{0, 3}, [2]int{0, 3}, [2]int{0, 1}), false},
		{"one for all", speaking(2, 1, 3, [2]int{0, 6}), true},
		{"all speak the second", speaking(0, 3, 3, [2]int{0, 6}), false},
	} {
		c := Counted(tt.m)
		if (c != nil) != tt.clash || tt.clash && (c.Kind != NoCommon || c.Short != 1 || len(c.Bounds) == 0) {
			t.Errorf("%s: %+v", tt.name, c)
		}
	}
	several := speaking(4, 2, 0, [2]int{0, 3}, [2]int{0, 3})
	several.Units[0].Hi = 2
	open := speaking(4, 2, 0, [2]int{0, 3}, [2]int{0, 3})
	open.Groups[1].Optional = true
	two := speaking(4, 2, 0, [2]int{0, 3}, [2]int{0, 3})
	two.Groups[0].Options = [][]int{{0}, {1}}
	for _, m := range []*model.Model{several, open, two} {
		if c := commonClash(m); c != nil {
			t.Errorf("what is not looked at is called a clash: %+v", c)
		}
	}
}

// A choice of too many languages is given up, which is no proof.
func TestTooManyChoices(t *testing.T) {
	m := speaking(4, 2, 0, [2]int{0, 3}, [2]int{0, 3})
	if x := (&chooser{m: m, chosen: []int{-1, -1}, tries: mostTries}); !x.possible(0) {
		t.Error("what was not tried is called impossible")
	}
}

// Of rules that clash only those that are needed are named; where work ends, no conflict is
// called smallest.
func TestConflictIsSmall(t *testing.T) {
	make3 := func() *model.Model {
		m := crowd(3, 9, [2]int{2, 4}, [2]int{2, 4}, [2]int{2, 4}, [2]int{2, 4})
		for g := range m.Groups {
			other := atMost(4)
			other.Class = 1
			m.Groups[g].Rules = []model.Rule{atLeast(1), other}
		}
		return m
	}
	o := &solve.Order{Budget: solve.Budget{Moves: 2000, Steps: 100, Nodes: 300}, Clock: solve.NewClock(t.Context(), 0)}
	m := make3()
	w := Elastic(m, o)
	if !w.Proved || w.Cost != 1 || w.CostBound != 1 || len(w.Bounds) != 4 || !w.Smallest {
		t.Errorf("%+v", w)
	}
	for _, b := range w.Bounds {
		if b.Max || m.RuleOf(b).Class != 0 {
			t.Errorf("%+v is not needed", b)
		}
	}
	ended := &solve.Order{Budget: o.Budget, Clock: solve.NewClock(t.Context(), -1)}
	whole := ended.SolverFor(m.ElasticModel(w.All), elasticSeed)
	cut := &GiveWay{All: w.All}
	if cut.findConflict(m, ended, whole); len(cut.Bounds) != len(w.All) || cut.Smallest {
		t.Errorf("without time all rules are the conflict: %+v", cut)
	}
	f := &conflictFilter{clock: o.Clock, m: m, tests: conflictTests}
	if f.clash(w.All) {
		t.Error("a test beyond the most")
	}
	if (&conflictFilter{clock: o.Clock, m: m}).clash(nil) {
		t.Error("no bounds clash")
	}
	if eachNeeded(m, o, slices.Repeat(w.Bounds, 11)) {
		t.Error("more bounds than are tested are called needed")
	}
	if eachNeeded(m, o, slices.Concat(w.Bounds, w.Bounds[:1])) {
		t.Error("a bound that is there twice is called needed")
	}
}
