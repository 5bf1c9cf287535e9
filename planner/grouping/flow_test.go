package grouping

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestPlaceAgainstEnumeration checks the min-cost flow: by preference alone,
// under size bounds and memberships, no seating is better.
func TestPlaceAgainstEnumeration(t *testing.T) {
	checked := 0
	for seed := range 400 {
		r := rand.New(rand.NewPCG(uint64(seed), 9))
		m, opts := tiny(r)
		m.Targets, m.Pairs, opts.MaxPerOrganisation = nil, nil, 0
		for g := range m.Groups {
			m.Groups[g].Chairs, m.Groups[g].Optional = 0, false
		}
		p, _, err := Build(m, m.Groups, nil, opts)
		if err != nil {
			continue
		}
		best, found := bestByEnumeration(p.m)
		if !found || best.broken > 0 {
			continue
		}
		x := place(p.m, nil)
		if got := p.m.evaluate(x); got != best {
			t.Fatalf("seed %d: flow %+v, enumeration %+v", seed, got, best)
		}
		checked++
	}
	if checked < 150 {
		t.Errorf("only %d meetings checked", checked)
	}
}

// TestMostFlow is the textbook network of Ford and Fulkerson's method: six
// nodes, maximum flow 23 (Cormen, Leiserson, Rivest, Stein, Introduction to
// Algorithms, figure 26.1).
func TestMostFlow(t *testing.T) {
	f := newFlowGraph(6)
	for _, e := range [][3]int{{0, 1, 16}, {0, 2, 13}, {1, 3, 12}, {2, 1, 4}, {2, 4, 14}, {3, 2, 9}, {3, 5, 20}, {4, 3, 7}, {4, 5, 4}} {
		f.edge(e[0], e[1], int64(e[2]), 0)
	}
	if got := f.most(0, 5); got != 23 {
		t.Errorf("maximum flow %d, want 23", got)
	}
	if side := f.reachable(0); side[5] || !side[1] || side[3] {
		t.Errorf("cut %v", side)
	}
}

// TestChairsMatching checks that one person does not take two chair seats and
// that the match is the largest there is.
func TestChairsMatching(t *testing.T) {
	for seed := range 300 {
		r := rand.New(rand.NewPCG(uint64(seed), 10))
		m, opts := tiny(r)
		m.Targets, m.Pairs = nil, nil
		p, _, err := Build(m, m.Groups, nil, opts)
		if err != nil {
			continue
		}
		x := place(p.m, nil)
		chairs, missing := p.m.seatChairs(x)
		want := 0
		for g := range p.groups {
			if open := !p.groups[g].Optional; open || anyIn(x, g) {
				want += p.groups[g].Chairs
			}
		}
		seated := 0
		used := make(map[int32]bool)
		for g, list := range chairs {
			classes := make(map[int32]bool)
			for _, i := range list {
				c := p.m.people[i].chair
				if used[i] || classes[c] || c < 0 || !slices.Contains(x[p.m.people[i].unit], int32(g)) {
					t.Fatalf("seed %d: chair %d of group %d", seed, i, g)
				}
				used[i], classes[c] = true, true
			}
			seated += len(list)
		}
		if seated+missing != want || seated != p.m.mostChairs(x, 0, make(map[int32]bool)) {
			t.Fatalf("seed %d: %d chairs seated, %d missing of %d", seed, seated, missing, want)
		}
	}
}

func anyIn(x seating, g int) bool {
	for _, gs := range x {
		if slices.Contains(gs, int32(g)) {
			return true
		}
	}
	return false
}

// mostChairs tries all ways to give out chair seats, group by group.
func (m *model) mostChairs(x seating, g int, used map[int32]bool) int {
	if g == m.K() {
		return 0
	}
	var able []int32
	for u, gs := range x {
		if slices.Contains(gs, int32(g)) {
			for _, i := range m.units[u].people {
				if m.people[i].chair >= 0 {
					able = append(able, i)
				}
			}
		}
	}
	best := 0
	var try func(k, taken int, classes uint)
	try = func(k, taken int, classes uint) {
		best = max(best, taken+m.mostChairs(x, g+1, used))
		if taken == m.groups[g].chairs {
			return
		}
		for ; k < len(able); k++ {
			i := able[k]
			if c := uint(1) << m.people[i].chair; !used[i] && classes&c == 0 {
				used[i] = true
				try(k+1, taken+1, classes|c)
				delete(used, i)
			}
		}
	}
	try(0, 0, 0)
	return best
}
