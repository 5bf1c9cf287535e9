package tiny

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"roundtable/planner/grouping/internal/model"
)

// Of the models there are enough of every kind, and half of them have a plan.
func TestABitOfEverything(t *testing.T) {
	seen := make(map[string]int)
	count := func(what string, there bool) {
		if there {
			seen[what]++
		}
	}
	const models = 400
	for seed := range uint64(models) {
		m := Model(rand.New(rand.NewPCG(seed, 1)))
		if again := Model(rand.New(rand.NewPCG(seed, 1))); !reflect.DeepEqual(m, again) {
			t.Fatal("a seed does not give the same model twice")
		}
		count("possible", Best(m).Broken == 0)
		count("caps", len(m.Caps) > 0)
		count("slots", m.Slot != nil)
		count("kinds of chairs alike in part", m.ChairsApart != nil)
		count("a falling value", m.Further != nil)
		several, pairs := false, false
		for _, u := range m.Units {
			several, pairs = several || u.Hi > 1, pairs || len(u.People) > 1
		}
		count("several seats", several)
		count("pairs", pairs)
		banned, forced := false, false
		for _, s := range m.Seats {
			banned, forced = banned || s == model.Banned, forced || s == model.Forced
		}
		count("a forbidden seat", banned)
		count("a fixed seat", forced)
		for _, g := range m.Groups {
			count("optional", g.Optional)
			count("options", len(g.Options) > 0)
			count("a named chair", len(g.Named) > 0)
			for _, r := range g.Rules {
				count("hard", r.Hard)
				count("alone", r.Alone > 1)
			}
		}
	}
	for _, what := range []string{
		"caps", "slots", "kinds of chairs alike in part", "a falling value", "several seats", "pairs", "a forbidden seat",
		"a fixed seat", "optional", "options", "a named chair", "hard", "alone",
	} {
		if seen[what] < models/25 {
			t.Errorf("%d with %s", seen[what], what)
		}
	}
	if seen["possible"] < models/2 {
		t.Errorf("%d of %d have a plan", seen["possible"], models)
	}
}

// Every seating that keeps the memberships is tried once: C(2, 0..1) for one who may sit in
// one of two groups, and one of two for who must.
func TestSeatings(t *testing.T) {
	m := &model.Model{Groups: make([]model.Group, 2), Units: []model.Unit{{Hi: 1}, {Lo: 1, Hi: 1}}}
	n := 0
	Seatings(m, func(model.Seating) { n++ })
	if n != 6 {
		t.Errorf("%d seatings", n)
	}
}
