package disclosure

import (
	"fmt"
	"slices"
	"testing"
)

// pinnedByDifference looks for an answer that follows of a late ballot, for somebody who
// is late as well, from an edition without the late ones and an edition with them.
func pinnedByDifference(m, n, late int, before, after Level) string {
	ballots := marks(1)(m)
	early, rest := sums(ballots, ones(n)), sums(ballots, ones(late-2))
	if before != Fifths && after != Fifths {
		early, rest = differences(m, n), differences(m, late-2)
	}
	outputs := make([]string, len(early))
	for i, s := range early {
		outputs[i] = output(before, true, s, n)
	}
	pages := map[[4]int]string{} // by the sums
	page := func(sums [4]int) string {
		told, ok := pages[sums]
		if !ok {
			told = output(after, true, slices.Clone(sums[:m]), n+late)
			pages[sums] = told
		}
		return told
	}
	for _, own := range ballots {
		free := map[[2]string]*[4]uint8{}
		for _, other := range ballots {
			for at, s := range early {
				for _, r := range rest {
					var x [4]int
					for i := range m {
						x[i] = s[i] + own[i] + other[i] + r[i]
					}
					key := [2]string{outputs[at], page(x)}
					seen := free[key]
					if seen == nil {
						seen = &[4]uint8{}
						free[key] = seen
					}
					for i, v := range other {
						seen[i] |= 1 << v
					}
				}
			}
		}
		for told, seen := range free {
			for i := range m {
				if bits := seen[i]; bits&(bits-1) == 0 {
					return fmt.Sprintf("who is one of %d late ones, says %v and reads %s knows what another says of %d",
						late, own, told, i)
				}
			}
		}
	}
	return ""
}

// How far apart two editions must be, by what both tell, whatever the ballots are: orders
// need more than five late ballots, and where the later edition has fifths, every number
// up to four times that of the ballots before can be too small. On two and three issues one
// more is enough; see the release package for more issues.
func TestHowFarApartEditionsMustBe(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		m, n          int
		before, after Level
		close         []int // so many late ballots are pinned
		apart         []int // and so many are not
	}{
		{2, 5, First, First, []int{2, 3, 4}, []int{5, 6}},
		{2, 10, First, First, []int{4}, []int{5, 6}},
		{3, 5, First, First, []int{2, 3}, []int{5, 6}},
		{2, 5, First, Fifths, []int{11, 20}, []int{21, 22}},
		{2, 10, Order, First, []int{5}, []int{6, 7}},
		{2, 10, Order, Order, []int{5}, []int{6, 7}},
		{3, 10, Order, Order, []int{5, 6}, []int{7, 8, 11}},
		{2, 10, Order, Fifths, []int{11, 30}, []int{41}},
		{2, 16, Fifths, Order, []int{5, 14}, []int{15, 16}},
		{2, 16, Fifths, Fifths, []int{5, 22, 64}, []int{65}},
	} {
		for _, late := range c.close {
			if pinnedByDifference(c.m, c.n, late, c.before, c.after) == "" {
				t.Errorf("%+v: %d late ballots are found to be enough", c, late)
			}
		}
		for _, late := range c.apart {
			if why := pinnedByDifference(c.m, c.n, late, c.before, c.after); why != "" {
				t.Errorf("%+v: %s", c, why)
			}
		}
	}
}

// Where the places of many issues turn, four times as many late ballots are not enough. Of
// issues that are all in the last fifth of n ballots, one step a place, and all in the
// first of N the other way round, the first has this many further ballots at most; with
// fewer than two, who is late and for it knows that no other is.
func TestPlacesThatTurn(t *testing.T) {
	room := func(m, n, late int) int {
		turned := m - 1 // the last issue is what the late ones are for
		before := (4*n+4)/5 + turned - 1
		after := (n+late+4)/5 - 1 - (turned - 1)
		return after - before
	}
	for m := 2; m <= 40; m++ {
		for n := (Sizes{Issues: m}).leastFifths(); n < 200; n++ {
			if got := room(m, int(n), 4*int(n)+5*m+10); got < 2 {
				t.Errorf("%d issues, %d ballots: %d", m, n, got)
			}
		}
	}
	if got := room(7, 56, 225); got != 1 {
		t.Errorf("seven issues, 56 ballots and 225 late ones: %d", got)
	}
}
