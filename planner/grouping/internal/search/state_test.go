package search

import (
	"math/rand/v2"
	"testing"

	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/internal/anneal"
)

// kind is what a random model has beside soft rules.
type kind struct {
	name                       string
	several, alone, hard, tier bool
}

var kinds = []kind{
	{name: "plain"},
	{name: "several seats", several: true},
	{name: "nobody alone", alone: true},
	{name: "hard rules", hard: true, alone: true},
	{name: "everything", several: true, alone: true, hard: true, tier: true},
}

// randomModel makes a model of 60 people, some of them in pairs, and 6 groups.
func randomModel(r *rand.Rand, k kind) *model.Model {
	const n, K, classes = 60, 6, 5
	m := &model.Model{
		Classes: classes, Attrs: []model.Attr{{First: 0, Count: 3}, {First: 3, Count: 2}}, Total: make([]int32, classes),
		ChairClasses: 3, ChairWeight: 150, Further: []int64{0, 0, 15, 30}, Grain: 1,
	}
	for i := range n {
		u := len(m.Units)
		if i > 0 && r.IntN(12) == 0 {
			u--
		} else {
			m.Units = append(m.Units, model.Unit{Lo: 1, Hi: 1})
			if k.several {
				m.Units[u].Hi = 1 + r.IntN(3)
			}
		}
		m.Units[u].People = append(m.Units[u].People, int32(i))
		p := model.Person{Unit: int32(u), Chair: int32(r.IntN(6) - 3)}
		m.People = append(m.People, p)
		m.ClassOf = append(m.ClassOf, int32(r.IntN(3)), int32(3+r.IntN(2)))
		m.Rank = append(m.Rank, r.Perm(K))
		m.Voted = append(m.Voted, r.IntN(8) > 0)
	}
	for _, c := range m.ClassOf {
		m.Total[c]++
	}
	m.Seats = make([]model.SeatRule, len(m.Units)*K)
	for range m.Units {
		for range K {
			m.Utility = append(m.Utility, int64(r.IntN(7)*20-20))
		}
	}
	for range K {
		g := model.Group{Lo: 8, Hi: 14, Chairs: 2}
		for c := range classes - 1 {
			x := model.Rule{Class: int32(c), Attr: int32(c / 3), Target: -1, Short: 120, Over: 60, Hard: k.hard && c == 0}
			if k.alone && c%2 == 1 {
				x.Alone = 5
			}
			for z := range g.Hi + 1 {
				x.Need, x.Allow = append(x.Need, int32(z/4)), append(x.Allow, int32(z/2))
			}
			g.Rules = append(g.Rules, x)
		}
		m.Groups = append(m.Groups, g)
	}
	if k.tier {
		m = m.WithFairness(2, 3)
	}
	return m
}

// TestStateKeepsCount checks that the running penalties equal a fresh count after
// thousands of moves of every kind.
func TestStateKeepsCount(t *testing.T) {
	for seed, k := range kinds {
		m := randomModel(rand.New(rand.NewPCG(uint64(seed), 11)), k)
		s := New(m, Place(m, nil), Listed(m), nil, anneal.NewRandom(uint64(seed), 1))
		for round := range 20 {
			s.Anneal(640, 60, 20, anneal.NewThresholds())
			fresh := newState(m, s.Has, Listed(m), nil)
			fresh.home = s.home
			for g := range m.Groups {
				clear(fresh.willing[g*m.ChairClasses : (g+1)*m.ChairClasses])
				fresh.distinct[g] = 0
				for _, u := range fresh.Members[g] {
					fresh.distinct[g] += fresh.countChairs(int(u), g, g, 1)
				}
				if got, want := s.penalty[g], fresh.groupPenalty(g); got != want {
					t.Fatalf("%s round %d: group %d has penalty %d, counted %d", k.name, round, g, got, want)
				}
			}
			if s.utility != fresh.utility {
				t.Fatalf("%s: utility %d, counted %d", k.name, s.utility, fresh.utility)
			}
		}
	}
}

// TestRingsGainWhatTheySay compares what a shift and an exchange are said to gain
// with the values before and after.
func TestRingsGainWhatTheySay(t *testing.T) {
	for seed, k := range kinds {
		m := randomModel(rand.New(rand.NewPCG(uint64(seed), 12)), k)
		r := rand.New(rand.NewPCG(uint64(seed), 13))
		s := Open(m, Place(m, nil))
		made := 0
		for range 3000 {
			u, h := r.IntN(s.U), r.IntN(s.K)
			if len(s.Has[u]) == 0 {
				continue
			}
			g := int(s.Has[u][r.IntN(len(s.Has[u]))])
			before := s.value()
			if s.CanShift(u, g, h) {
				gain, ng, nh := s.ShiftGain(u, g, h)
				s.shift(u, g, h)
				s.settle(g, ng)
				s.settle(h, nh)
				if s.value() != before+gain {
					t.Fatalf("%s: a shift gains %d, said %d", k.name, s.value()-before, gain)
				}
				made++
				continue
			}
			if len(s.Members[h]) == 0 {
				continue
			}
			v := int(s.Members[h][r.IntN(len(s.Members[h]))])
			if gain, ok := s.SwapGain(u, g, v, h); ok {
				s.shift(u, g, h)
				s.shift(v, h, g)
				s.settle(g, s.groupPenalty(g))
				s.settle(h, s.groupPenalty(h))
				if s.value() != before+gain {
					t.Fatalf("%s: an exchange gains %d, said %d", k.name, s.value()-before, gain)
				}
				made++
			}
		}
		if made < 500 {
			t.Errorf("%s: only %d moves made", k.name, made)
		}
	}
}
