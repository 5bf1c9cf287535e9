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
