package disclosure

import (
	"fmt"
	"testing"

	"roundtable/planner/ranking"
)

// part is a group of an invented vote: how many ballots of which weight, and whether its
// own first issues are told.
type part struct {
	ballots, weight int
	told            bool
}

// differences are the sums of so many approvals as far as orders depend on them: taken
// together with the weight, and with the smallest sum taken off.
func differences(m, n int) [][]int {
	seen := map[[4]int]bool{}
	var out [][]int
	for _, s := range sums(marks(1)(m), ones(n)) {
		var key [4]int
		least := s[0]
		for _, v := range s {
			least = min(least, v)
		}
		for i, v := range s {
			key[i] = v - least
		}
		if !seen[key] {
			seen[key] = true
			out = append(out, key[:m])
		}
	}
	return out
}

// pinnedByGroup looks for an answer that follows from the order of all and the first
// issues of groups, for somebody in one group who asks for a ballot of another, or of his.
func pinnedByGroup(m int, parts []part, ties bool, own, other int) string {
	ballots := marks(1)(m)
	rests := make([][][]int, len(parts))
	for g, p := range parts {
		n := p.ballots
		if g == own {
			n--
		}
		if g == other {
			n--
		}
		rests[g] = differences(m, n)
	}
	for _, known := range ballots {
		free := map[string]*[4]uint8{}
		for _, asked := range ballots {
			var walk func(g int, told string, total []int)
			walk = func(g int, told string, total []int) {
				if g == len(parts) {
					key := told + output(Order, ties, total, 1)
					seen := free[key]
					if seen == nil {
						seen = &[4]uint8{}
						free[key] = seen
					}
					for i, v := range asked {
						seen[i] |= 1 << v
					}
					return
				}
				for _, r := range rests[g] {
					mine, all := make([]int, m), make([]int, m)
					for i := range mine {
						mine[i] = r[i]
						if g == own {
							mine[i] += known[i]
						}
						if g == other {
							mine[i] += asked[i]
						}
						all[i] = total[i] + parts[g].weight*mine[i]
					}
					said := told
					if parts[g].told {
						said += output(First, false, mine, 1)
					}
					walk(g+1, said, all)
				}
			}
			walk(0, "", make([]int, m))
		}
		for told, seen := range free {
			for i := range m {
				if bits := seen[i]; bits&(bits-1) == 0 {
					return fmt.Sprintf("%d issues, groups %+v: who knows %v in group %d and reads %s knows what a "+
						"ballot of group %d says of %d", m, parts, known, own, told, other, i)
				}
			}
		}
	}
	return ""
}

// The first issues of groups of ten and more beside the order of all pin nobody, in the
// same group or in another, where groups count the same or ballots do, with the rest of
// all hidden or not.
func TestByGroupPinsNobody(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		m     int
		parts []part
		ties  bool
	}{
		{2, []part{{10, 1, true}, {10, 1, true}}, true},
		{2, []part{{10, 1, true}, {13, 1, true}}, true},
		{2, []part{{10, 13, true}, {13, 10, true}}, false},
		{2, []part{{10, 1, true}, {10, 1, false}}, true},
		{2, []part{{10, 1, true}, {10, 1, true}, {11, 1, false}}, true},
		{3, []part{{10, 1, true}, {10, 1, true}}, true},
	} {
		pairs := [][2]int{{0, 0}, {0, 1}, {1, 1}}
		if c.m > 2 {
			pairs = pairs[:1]
		}
		for _, who := range pairs {
			if why := pinnedByGroup(c.m, c.parts, c.ties, who[0], who[1]); why != "" {
				t.Error(why)
			}
		}
	}
	if pinnedByGroup(3, []part{{6, 1, true}, {2, 1, false}}, true, 1, 1) == "" {
		t.Error("a hidden rest of two ballots is not found")
	}
}

// Which groups can be told of: all stand, or the rest stands together.
func TestGroupsStand(t *testing.T) {
	group := func(n int64, weight float64, alike bool) ranking.Group {
		return ranking.Group{Ballots: n, Share: float64(n) * weight, Alike: alike}
	}
	for _, c := range []struct {
		what   string
		issues int
		extra  int64 // ballots in no group
		groups []ranking.Group
		want   bool
	}{
		{"two of ten", 3, 0, []ranking.Group{group(10, 1, true), group(10, 1, true)}, true},
		{"a rest of nine", 3, 0, []ranking.Group{group(10, 1, true), group(9, 1, true)}, false},
		{
			"a rest of ten in two groups", 3, 0,
			[]ranking.Group{group(10, 1, true), group(6, 1, true), group(4, 1, true)},
			true,
		},
		{
			"a heavy ballot in the rest", 3, 0,
			[]ranking.Group{group(20, 1, true), group(9, 1, true), group(1, 2.5, true)},
			false,
		},
		{
			"one in five of the rest", 3, 0,
			[]ranking.Group{group(20, 1, true), group(9, 1, true), group(1, 2.25, true)},
			true,
		},
		{"an empty group", 3, 0, []ranking.Group{group(10, 1, true), group(0, 1, true)}, true},
		{"uneven ballots in a group", 3, 0, []ranking.Group{group(20, 1, true), group(20, 1, false)}, false},
		{"ballots in no group", 3, 1, []ranking.Group{group(10, 1, true), group(10, 1, true)}, false},
		{"six issues, groups of 11", 6, 0, []ranking.Group{group(11, 1, true), group(12, 1, true)}, false},
		{"six issues, groups of 12", 6, 0, []ranking.Group{group(12, 1, true), group(12, 1, true)}, true},
	} {
		r := &ranking.Result{Groups: c.groups, Ballots: c.extra}
		for _, g := range c.groups {
			r.Ballots += g.Ballots
		}
		if got := groupsStand(r, Sizes{Issues: c.issues}); got != c.want {
			t.Errorf("%s: %t", c.what, got)
		}
	}
}

// The levels at their edges, with and without a policy that asks for less.
func TestLevelByTheTable(t *testing.T) {
	for _, c := range []struct {
		m, n, whole int
		most, want  Level
	}{
		{1, 50, 50, Fifths, Nothing},
		{2, 4, 4, Fifths, Nothing},
		{2, 20, 4, Fifths, Nothing},
		{2, 5, 5, Fifths, First},
		{2, 9, 9, Fifths, First},
		{2, 10, 5, Fifths, Order},
		{2, 15, 15, Fifths, Order},
		{2, 31, 31, Fifths, Fifths},
		{2, 31, 30, Fifths, Order},
		{5, 10, 10, Fifths, Order},
		{6, 11, 11, Fifths, First},
		{6, 12, 12, Fifths, Order},
		{6, 50, 50, Fifths, Order},
		{6, 51, 51, Fifths, Fifths},
		{6, 51, 51, Order, Order},
		{6, 51, 51, First, First},
		{6, 51, 51, Nothing, Nothing},
		{6, 8, 8, Order, First},
	} {
		level, why := Sizes{Issues: c.m, Ballots: int64(c.n), Whole: int64(c.whole)}.Level(c.most)
		if level != c.want || !why.Told() {
			t.Errorf("%+v: level %d, %+v", c, level, why)
		}
	}
	for m, want := range map[int]int{2: 1, 3: 1, 4: 2, 6: 2, 7: 3, 12: 4} {
		if got := (Sizes{Issues: m}).first(); got != want {
			t.Errorf("the first %d of %d", got, m)
		}
	}
}
