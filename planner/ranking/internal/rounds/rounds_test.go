package rounds

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/poll"
	"roundtable/planner/ranking/internal/tally"
)

// scored counts scores from 0 to 4.
func scored(t poll.T, m int, lines string, byGroups bool) *tally.Election {
	b := poll.Marks(m, planner.Score, lines)
	b.Scale = planner.Scale{Max: 4}
	return poll.Count(t, b, poll.Way{ByGroups: byGroups})
}

// TestNeeded on paper.
func TestNeeded(t *testing.T) {
	for _, c := range []struct {
		name   string
		x      *tally.Election
		group  int
		change float64
		want   int64
	}{
		// Support (4·100 + 6·0)/10 = 40; each who turns moves it by 10.
		{"down by ten", scored(t, 1, "4: 4\n6: 0", false), Everybody, 10, 1},
		{"a little more than ten", scored(t, 1, "4: 4\n6: 0", false), Everybody, 10.1, 2},
		{"up by sixty", scored(t, 1, "4: 4\n6: 0", false), Everybody, -60, 6},
		{"up by all there is", scored(t, 1, "4: 4\n6: 0", false), Everybody, -99, 6},
		{"not at all", scored(t, 1, "4: 4\n6: 0", false), Everybody, 0, 0},
		// Those who say most first: one of 4 moves the mean of 4 by 25, one of 2 by 12½.
		{"most first", scored(t, 1, "4\n2\n2\n0", false), Everybody, 30, 2},
		{"then the next", scored(t, 1, "4\n2\n2\n0", false), Everybody, 37.6, 3},
		{"who does not answer cannot", scored(t, 2, "4 1\n3: - 1", false), Everybody, 100, 1},
		{"nobody answers", scored(t, 2, "3: - 1", false), Everybody, 5, 0},
		// One of two in X moves the whole by 25, one of ten in Y by 5.
		{"groups", scored(t, 1, "2: [X] 4\n10: [Y] 4", true), Everybody, 54, 3},
		{"one group", scored(t, 1, "2: [X] 4\n10: [Y] 4", true), 0, 54, 2},
		{"the other group", scored(t, 1, "2: [X] 4\n10: [Y] 4", true), 1, 54, 6},
		// Y does not answer A: the whole is X alone.
		{"a group that does not answer", scored(t, 2, "2: [X] 4 1\n10: [Y] - 4", true), Everybody, 50, 1},
		{"in that group", scored(t, 2, "2: [X] 4 1\n10: [Y] - 4", true), 1, 50, 0},
		{"rankings", poll.Count(t, poll.Rankings(3, "2: A > B > C\n2: B > A > C"), poll.Way{}), Everybody, 40, 2},
	} {
		if got := NewPowers(c.x).Needed(c.group, 0, c.change); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// TestNeededOfNoWeight: a group that weighs nothing changes nothing.
func TestNeededOfNoWeight(t *testing.T) {
	b := poll.Marks(1, planner.Score, "3: [Y] 4")
	b.Scale = planner.Scale{Max: 4}
	b.Add(planner.Ballot{Group: "X", Kind: planner.Score, Marks: []planner.Mark{4}, Weight: planner.Ratio{Den: 1}})
	p := NewPowers(poll.Count(t, b, poll.Way{}))
	if x, y := p.Needed(0, 0, 50), p.Needed(1, 0, 50); x != 0 || y != 2 {
		t.Errorf("%d and %d", x, y)
	}
}

// TestNeededIsTheSmallestNumber tries all sets of voters, each putting the issue first or last.
func TestNeededIsTheSmallestNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		below := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
		m, byGroups := 1+below(2), below(2) == 1
		b := poll.Draw(below, m, planner.Score)
		single := planner.NewBallots(m)
		single.Scale = b.Scale
		for i := range min(b.Len(), 6) {
			x := b.At(i)
			x.Count = 1
			single.Add(x)
		}
		x := poll.Count(t, single, poll.Way{ByGroups: byGroups})
		group := below(len(x.Groups)+1) - 1
		up := below(2) == 1
		change := float64(1+below(100)) - .5
		was := meanOf(x, group)
		if was == nil {
			return
		}
		best, all := int64(-1), int64(0)
		for set := range 1 << single.Len() {
			n := int64(0)
			changed := planner.NewBallots(m)
			changed.Scale = single.Scale
			for i := range single.Len() {
				v := single.At(i)
				if set>>i&1 == 1 {
					v.Marks = slices.Clone(v.Marks)
					if to := map[bool]planner.Mark{true: 4, false: 0}[up]; v.Marks[0] != planner.Blank && v.Marks[0] != to &&
						(group == Everybody || v.Group == x.Groups[group]) {
						v.Marks[0] = to
						n++
					}
				}
				changed.Add(v)
			}
			now := meanOf(poll.Count(t, changed, poll.Way{ByGroups: byGroups}), group)
			moved := exact.Float(new(big.Rat).Sub(was, now))
			if up {
				moved = -moved
			}
			if all = max(all, n); moved >= change && (best < 0 || n < best) {
				best = n
			}
		}
		if best < 0 {
			best = all
		}
		if up {
			change = -change
		}
		if got := NewPowers(x).Needed(group, 0, change); got != best {
			t.Fatalf("group %d, change %v: %d needed, %d by trial", group, change, got, best)
		}
	})
}

// meanOf is the support of the first issue, of a group or of all.
func meanOf(x *tally.Election, group int) *big.Rat {
	if group == Everybody {
		return x.Raw(0)
	}
	support, _ := x.GroupSupport(group)
	return support[0]
}

// TestCompare: who thinks more or less of what, of the issues that both votes have.
func TestCompare(t *testing.T) {
	const none = planner.Blank
	for _, c := range []struct {
		name         string
		kind         planner.BallotKind
		was, is      []planner.Mark
		wasOn, isOn  planner.Scale
		met          bool // the scales are those of the scores met
		want         []int
		other        planner.BallotKind
		before, here []int // positions, the same unless given
	}{
		{name: "two change places", was: []planner.Mark{1, 2, 3}, is: []planner.Mark{2, 1, 3}, want: []int{-1, 1, 0}},
		{name: "nothing changes", was: []planner.Mark{1, 2, none}, is: []planner.Mark{3, 7, none}, want: []int{0, 0, 0}},
		{name: "a blank is last", was: []planner.Mark{1, 2, none}, is: []planner.Mark{1, none, 2}, want: []int{0, -1, 1}},
		{
			name: "a new issue moves no other", was: []planner.Mark{1, 2}, is: []planner.Mark{1, 2, 3},
			before: []int{0, 1}, here: []int{1, 2}, want: []int{0, 0},
		},
		{
			name: "issues in another order", was: []planner.Mark{1, 2, 3}, is: []planner.Mark{3, 2, 1},
			before: []int{0, 1, 2}, here: []int{2, 1, 0}, want: []int{0, 0, 0},
		},
		{
			name: "each on its own scale", kind: planner.Score, was: []planner.Mark{2, 2, 2}, is: []planner.Mark{4, 5, 3},
			wasOn: planner.Scale{Max: 4}, isOn: planner.Scale{Max: 8}, want: []int{0, 1, -1},
		},
		{
			name: "scales met are one", kind: planner.Score, was: []planner.Mark{2, 2, 4}, is: []planner.Mark{2, 5, 3},
			wasOn: planner.Scale{Min: 2, Max: 4}, isOn: planner.Scale{Min: 1, Max: 5}, met: true, want: []int{0, 1, -1},
		},
		{
			name: "an answer where there was none is no move", kind: planner.Score, was: []planner.Mark{none, 2}, is: []planner.Mark{4, none},
			wasOn: planner.Scale{Max: 4}, isOn: planner.Scale{Max: 4}, want: []int{0, 0},
		},
		{name: "a tick where there was none is one", kind: planner.Approval, was: []planner.Mark{none, 1, 0}, is: []planner.Mark{1, none, none}, want: []int{1, -1, 0}},
		{name: "points by their share", kind: planner.Points, was: []planner.Mark{30, 70, none}, is: []planner.Mark{30, 60, 10}, want: []int{0, -1, 1}},
		{name: "hums", kind: planner.Hum, was: []planner.Mark{1, 0, none}, is: []planner.Mark{0, 1, 1}, want: []int{-1, 1, 0}},
		{name: "another kind", kind: planner.Hum, was: []planner.Mark{1}, is: []planner.Mark{1}, other: planner.Approval, want: nil},
	} {
		elections := [2]*tally.Election{}
		for i, marks := range [][]planner.Mark{c.was, c.is} {
			elections[i] = poll.Count(t, planner.NewBallots(len(marks)), poll.Way{})
			elections[i].Scale, elections[i].ScaleMet = []planner.Scale{c.wasOn, c.isOn}[i], c.met && i == 1
		}
		before, here := c.before, c.here
		for a := range c.was {
			if c.before == nil {
				before, here = append(before, a), append(here, a)
			}
		}
		p := NewPairs(elections[0], elections[1], before, here)
		was, is := planner.Ballot{Kind: c.kind, Marks: c.was}, planner.Ballot{Kind: c.kind, Marks: c.is}
		if c.other != 0 {
			is.Kind = c.other
		}
		if got := p.Compare(&was, &is); !slices.Equal(got, c.want) || (got == nil) != (c.want == nil) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		// Turned around, all signs turn; and a voter who votes the same moves nothing.
		if c.want != nil {
			back := NewPairs(elections[1], elections[0], here, before).Compare(&is, &was)
			for a := range back {
				if back[a] != -c.want[a] {
					t.Errorf("%s, turned around: %v", c.name, back)
				}
			}
		}
	}
}
