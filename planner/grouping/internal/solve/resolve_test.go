package solve

import (
	"math/rand/v2"
	"testing"

	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/internal/ilp"
)

// tinyModel makes a model of six people and three groups: soft and hard rules, nobody
// alone, costs of sizes and chairs.
func tinyModel(r *rand.Rand) *model.Model {
	const n, K, classes = 6, 3, 4
	m := &model.Model{
		Classes: classes, Attrs: []model.Attr{{First: 0, Count: 2}, {First: 2, Count: 2}}, Total: make([]int32, classes),
		ChairClasses: 2, ChairWeight: 30, Grain: 1, Seats: make([]model.SeatRule, n*K),
	}
	for i := range n {
		m.Units = append(m.Units, model.Unit{People: []int32{int32(i)}, Lo: 1, Hi: 1})
		m.People = append(m.People, model.Person{Unit: int32(i), Chair: int32(r.IntN(3) - 1)})
		m.ClassOf = append(m.ClassOf, int32(r.IntN(2)), int32(2+r.IntN(2)))
		m.Rank, m.Voted = append(m.Rank, r.Perm(K)), append(m.Voted, true)
		for range K {
			m.Utility = append(m.Utility, int64(r.IntN(60)))
		}
	}
	for _, c := range m.ClassOf {
		m.Total[c]++
	}
	for range K {
		g := model.Group{Lo: r.IntN(2), Hi: 2 + r.IntN(4), Chairs: r.IntN(3), SizeCost: make([]int64, 7)}
		for z := range g.SizeCost {
			g.SizeCost[z] = int64(r.IntN(10))
		}
		for c := range classes {
			x := model.Rule{
				Class: int32(c),
				Attr:  int32(c / 2),
				Short: int64(5 + r.IntN(30)),
				Over:  int64(5 + r.IntN(30)),
				Hard:  r.IntN(6) == 0,
			}
			if r.IntN(3) == 0 {
				x.Alone = int32(2 + r.IntN(2))
			}
			for z := range 7 {
				x.Need, x.Allow = append(x.Need, int32(z/4)), append(x.Allow, int32((z+1+r.IntN(2))/2))
			}
			g.Rules = append(g.Rules, x)
		}
		m.Groups = append(m.Groups, g)
	}
	return m
}

// TestPartsAgainstEnumeration resolves tiny models, in which everybody or some may move,
// and holds what is found against all seatings.
func TestPartsAgainstEnumeration(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	solved := 0
	for range 80 {
		m := tinyModel(r)
		n, K := len(m.Units), m.K()
		var all []model.Seating
		for code := range 729 {
			y := make(model.Seating, n)
			for u, c := 0, code; u < n; u, c = u+1, c/K {
				y[u] = []int32{int32(c % K)}
			}
			if m.Evaluate(y).Broken == 0 {
				all = append(all, y)
			}
		}
		if len(all) == 0 {
			continue
		}
		x := all[r.IntN(len(all))]
		moves := make([]bool, n)
		cand := make([][]int32, n)
		for u := range cand {
			if moves[u] = r.IntN(4) > 0; moves[u] {
				cand[u] = []int32{0, 1, 2}
			}
		}
		best := m.Evaluate(x).Value
		for _, y := range all {
			same := true
			for u := range y {
				same = same && (moves[u] || y[u][0] == x[u][0])
			}
			if same {
				best = max(best, m.Evaluate(y).Value)
			}
		}
		part := newResolver(m, x, cand, anySize)
		y, _, _, proved := part.solve(partLimit, part.better(false))
		got := m.Evaluate(x).Value
		if y != nil {
			sc := m.Evaluate(y)
			if got = sc.Value; sc.Broken > 0 {
				t.Fatalf("a rule is broken by %d", sc.Broken)
			}
		}
		if !proved || got != best {
			t.Fatalf("value %d, the best is %d (solved to the end: %v)", got, best, proved)
		}
		solved++
	}
	if solved < 25 {
		t.Errorf("only %d models have a seating", solved)
	}
}

// TestWholeFromBrokenSeating: where the seating at hand breaks rules and has seats that
// nobody may have any more, the program finds the best of those that are left.
func TestWholeFromBrokenSeating(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	solved := 0
	for range 150 {
		m := tinyModel(r)
		n, K := len(m.Units), m.K()
		x, cand := make(model.Seating, n), make([][]int32, n)
		for u := range cand {
			order := r.Perm(K)
			x[u] = []int32{int32(order[0])}
			cand[u] = []int32{int32(order[1]), int32(order[2])}
		}
		best := model.Score{Broken: 1}
		for code := range 1 << n {
			y := make(model.Seating, n)
			for u := range y {
				y[u] = []int32{cand[u][code>>u&1]}
			}
			if sc := m.Evaluate(y); sc.Better(best) {
				best = sc
			}
		}
		y, _, _, proved := newResolver(m, x, cand, anySize).solve(partLimit, ilp.NoCutoff)
		switch {
		case !proved, (y != nil) != (best.Broken == 0):
			t.Fatalf("found %v, solved to the end: %v; the best is %+v", y, proved, best)
		case y != nil && (m.Evaluate(y).Broken > 0 || m.Evaluate(y).Value != best.Value):
			t.Fatalf("%+v, the best is %+v", m.Evaluate(y), best)
		}
		solved += min(1, len(y))
	}
	if solved < 25 {
		t.Errorf("only %d models have a seating", solved)
	}
}

// TestRuleAsksForMoreThanThereIs: a group of one that should have two of a kind is short by
// two while nobody of that kind can come, and the program knows such plans.
func TestRuleAsksForMoreThanThereIs(t *testing.T) {
	m := &model.Model{
		Classes: 2, Attrs: []model.Attr{{First: 0, Count: 2}}, Total: []int32{2, 0}, ClassOf: []int32{0, 0}, Grain: 1,
		Seats: make([]model.SeatRule, 4), Utility: []int64{9, 0, 5, 7},
		People: []model.Person{{Unit: 0, Chair: -1}, {Unit: 1, Chair: -1}},
		Units:  []model.Unit{{People: []int32{0}, Lo: 1, Hi: 1}, {People: []int32{1}, Lo: 1, Hi: 1}},
	}
	two, all := []int32{2, 2, 2}, []int32{0, 1, 2}
	asks := model.Rule{Class: 1, Need: two, Allow: all, Short: 3, Over: 3}
	m.Groups = []model.Group{{Hi: 2}, {Hi: 1, Rules: []model.Rule{asks}}}
	x := model.Seating{{0}, {0}}
	part := newResolver(m, x, [][]int32{{0, 1}, {0, 1}}, anySize)
	y, gain, _, proved := part.solve(partLimit, part.better(false))
	if !proved || gain != 2 || y == nil || m.Evaluate(y).Value != 10 {
		t.Errorf("%v, better by %d, solved to the end: %v", y, gain, proved)
	}
}
