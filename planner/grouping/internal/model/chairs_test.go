package model

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// randomChairs makes a model of few people who may be willing to chair, and a
// seating of them.
func randomChairs(r *rand.Rand) (*Model, Seating) {
	n, k := 3+r.IntN(4), 2+r.IntN(2)
	m := &Model{ChairClasses: 3}
	for range k {
		m.Groups = append(m.Groups, Group{Hi: n, Chairs: r.IntN(3), Optional: r.IntN(4) == 0})
	}
	x := make(Seating, n)
	for i := range n {
		m.People = append(m.People, Person{Unit: int32(i), Chair: int32(r.IntN(4) - 1)})
		m.Units = append(m.Units, Unit{People: []int32{int32(i)}, Hi: 2})
		for _, g := range r.Perm(k)[:r.IntN(3)] {
			x[i] = append(x[i], int32(g))
		}
	}
	return m, x.Sorted()
}

// TestChairsMatching checks that one person does not take two chair seats and
// that the match is the largest there is.
func TestChairsMatching(t *testing.T) {
	for seed := range 400 {
		m, x := randomChairs(rand.New(rand.NewPCG(uint64(seed), 10)))
		chairs, missing := m.SeatChairs(x)
		want := 0
		for g := range m.Groups {
			if !m.Groups[g].Optional || slices.ContainsFunc(x, func(gs []int32) bool { return slices.Contains(gs, int32(g)) }) {
				want += m.Groups[g].Chairs
			}
		}
		seated := 0
		used := make(map[int32]bool)
		for g, list := range chairs {
			classes := make(map[int32]bool)
			for _, i := range list {
				c := m.People[i].Chair
				if used[i] || classes[c] || c < 0 || !slices.Contains(x[m.People[i].Unit], int32(g)) {
					t.Fatalf("seed %d: chair %d of group %d", seed, i, g)
				}
				used[i], classes[c] = true, true
			}
			seated += len(list)
		}
		if seated+missing != want || seated != mostChairs(m, x, 0, make(map[int32]bool)) {
			t.Fatalf("seed %d: %d chairs seated, %d missing of %d", seed, seated, missing, want)
		}
	}
}

// mostChairs tries all ways to give out chair seats, group by group.
func mostChairs(m *Model, x Seating, g int, used map[int32]bool) int {
	if g == m.K() {
		return 0
	}
	var able []int32
	for u, gs := range x {
		if slices.Contains(gs, int32(g)) {
			for _, i := range m.Units[u].People {
				if m.People[i].Chair >= 0 {
					able = append(able, i)
				}
			}
		}
	}
	best := 0
	var try func(k, taken int, classes uint)
	try = func(k, taken int, classes uint) {
		best = max(best, taken+mostChairs(m, x, g+1, used))
		if taken == m.Groups[g].Chairs {
			return
		}
		for ; k < len(able); k++ {
			i := able[k]
			if c := uint(1) << m.People[i].Chair; !used[i] && classes&c == 0 {
				used[i] = true
				try(k+1, taken+1, classes|c)
				delete(used, i)
			}
		}
	}
	try(0, 0, 0)
	return best
}

// Where kinds may be alike in part, each group has the largest set of kinds that differ
// from each other and from those named: of people with one seat that is the most there is.
func TestDifferingChairs(t *testing.T) {
	for seed := range 300 {
		r := rand.New(rand.NewPCG(uint64(seed), 11))
		m, x := randomChairs(r)
		for u := range x {
			x[u] = x[u][:min(1, len(x[u]))]
		}
		m.ChairsApart = make([][]bool, 3)
		for c := range 3 {
			m.ChairsApart[c] = make([]bool, 3)
			for d := range c {
				m.ChairsApart[c][d] = r.IntN(3) > 0
				m.ChairsApart[d][c] = m.ChairsApart[c][d]
			}
		}
		if r.IntN(2) == 0 {
			m.Groups[0].NamedKinds = []int32{int32(r.IntN(3))}
		}
		chairs, missing := m.SeatChairs(x)
		want := 0
		for g := range m.Groups {
			mg, here, kinds := &m.Groups[g], 0, 0
			for u, gs := range x {
				if slices.Contains(gs, int32(g)) {
					here++
					if c := m.People[u].Chair; c >= 0 {
						kinds |= 1 << c
					}
				}
			}
			if here == 0 && mg.Optional {
				if len(chairs[g]) > 0 {
					t.Fatalf("seed %d: chairs of a closed group", seed)
				}
				continue
			}
			most := 0
			for set := range 8 {
				var list []int32
				for c := range int32(3) {
					if set>>c&1 == 1 {
						list = append(list, c)
					}
				}
				if set&^kinds == 0 && len(list) <= mg.Chairs && differ(m, append(list, mg.NamedKinds...)) {
					most = max(most, len(list))
				}
			}
			var have []int32
			for _, i := range chairs[g] {
				if have = append(have, m.People[i].Chair); !slices.Contains(x[i], int32(g)) {
					t.Fatalf("seed %d: %d chairs group %d from elsewhere", seed, i, g)
				}
			}
			if want += mg.Chairs - most; len(have) != most || !differ(m, append(have, mg.NamedKinds...)) {
				t.Fatalf("seed %d: group %d has chairs of kinds %v, want %d", seed, g, have, most)
			}
		}
		if missing != want {
			t.Fatalf("seed %d: %d missing, want %d", seed, missing, want)
		}
	}
}

// differ reports whether no two of the kinds are alike.
func differ(m *Model, kinds []int32) bool {
	for k, c := range kinds {
		for _, d := range kinds[:k] {
			if !m.ChairsApart[c][d] {
				return false
			}
		}
	}
	return true
}

// A chair who is named takes the kind, and no seat but their own.
func TestNamedChairs(t *testing.T) {
	m := &Model{ChairClasses: 2, Groups: []Group{{Hi: 3, Chairs: 2, NamedKinds: []int32{0}}}}
	for i, c := range []int32{0, 1, 1} {
		m.People = append(m.People, Person{Unit: int32(i), Chair: c})
		m.Units = append(m.Units, Unit{People: []int32{int32(i)}, Lo: 1, Hi: 1})
	}
	if chairs, missing := m.SeatChairs(Seating{{0}, {0}, {0}}); missing != 1 || len(chairs[0]) != 1 || chairs[0][0] == 0 {
		t.Errorf("chairs %v, %d missing", chairs, missing)
	}
	gain := func(c int32) float64 { return []float64{9, 2}[c] }
	if best, value := Differing(m, 0, gain); value != 2 || !slices.Equal(best, []int32{1}) {
		t.Errorf("kinds %v gain %v", best, value)
	}
	m.Groups[0].NamedKinds = nil
	if best, value := Differing(m, 0, gain); value != 11 || !slices.Equal(best, []int32{0, 1}) {
		t.Errorf("kinds %v gain %v", best, value)
	}
	m.Groups[0].Chairs = 1
	if best, value := Differing(m, 0, gain); value != 9 || !slices.Equal(best, []int32{0}) {
		t.Errorf("kinds %v gain %v", best, value)
	}
}
