package disclosure

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// The tests here ask of a level what somebody who knows one ballot could conclude about
// another from what the level tells, whatever the ballots are: every output that any
// ballots of that size can have is looked at, not only those of some votes.

// kindOf lists the ballots of one kind over m issues as what each adds to every issue.
type kindOf struct {
	name string
	full int // what one ballot adds to an issue at most
	of   func(m int) [][]int
}

// marks lists all ballots with marks from 0 to top that are not empty.
func marks(top int) func(int) [][]int {
	return func(m int) [][]int {
		var out [][]int
		var fill func([]int)
		fill = func(b []int) {
			if len(b) == m {
				if slices.Max(b) > 0 {
					out = append(out, slices.Clone(b))
				}
				return
			}
			for v := range top + 1 {
				fill(append(b, v))
			}
		}
		fill(nil)
		return out
	}
}

// rankings lists all orders, with twice the number of issues below, plus those beside.
func rankings(ties bool) func(int) [][]int {
	return func(m int) [][]int {
		var out [][]int
		for _, b := range marks(m)(m) { // any marks: read as levels
			x := make([]int, m)
			strict := true
			for i := range b {
				for j := range b {
					switch {
					case i != j && b[j] < b[i]:
						x[i] += 2
					case i != j && b[j] == b[i]:
						x[i]++
						strict = false
					}
				}
			}
			if strict || ties {
				out = append(out, x)
			}
		}
		slices.SortFunc(out, slices.Compare[[]int])
		return slices.CompactFunc(out, slices.Equal[[]int])
	}
}

// shared lists all ways to give out a budget.
func shared(budget int) func(int) [][]int {
	return func(m int) [][]int {
		return slices.DeleteFunc(marks(budget)(m), func(b []int) bool {
			sum := 0
			for _, v := range b {
				sum += v
			}
			return sum != budget
		})
	}
}

// output is what a level tells of sums: of equal issues, ties or the first on the paper.
func output(level Level, ties bool, sums []int, full int) string {
	order := make([]int, len(sums))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return sums[b] - sums[a] })
	if level == First {
		return setOf(order[:Sizes{Issues: len(sums)}.first()])
	}
	out := make([]byte, 0, 3*len(order))
	for at, i := range order {
		if ties && at > 0 && sums[order[at-1]] == sums[i] {
			out = append(out, '=')
		}
		out = append(out, byte('0'+i))
		if level == Fifths {
			out = append(out, byte('a'+min(5*sums[i]/full, 4)))
		}
	}
	return string(out)
}

// setOf spells a set of issues.
func setOf(issues []int) string {
	slices.Sort(issues)
	var out []byte
	for _, i := range issues {
		out = append(out, byte('0'+i))
	}
	return string(out)
}

// sums adds up every choice of ballots, one for each weight.
func sums(ballots [][]int, weights []int) [][]int {
	m := len(ballots[0])
	now := map[[4]int]bool{{}: true}
	for _, w := range weights {
		next := map[[4]int]bool{}
		for s := range now {
			for _, b := range ballots {
				x := s
				for i, v := range b {
					x[i] += w * v
				}
				next[x] = true
			}
		}
		now = next
	}
	var out [][]int
	for s := range now {
		out = append(out, s[:m])
	}
	return out
}

// pinned looks for an output, a ballot that somebody knows, and another ballot (of the
// first and second of the weights) of which an answer would follow, and returns one.
func pinned(k kindOf, m int, level Level, ties bool, weights []int) string {
	full := 0
	for _, w := range weights {
		full += w * k.full
	}
	return pinnedBy(k, m, weights, func(sums []int) string { return output(level, ties, sums, full) })
}

// pinnedBy is the same for whatever is told of sums.
func pinnedBy(k kindOf, m int, weights []int, tell func(sums []int) string) string {
	ballots := k.of(m)
	rest := sums(ballots, weights[2:])
	for _, own := range ballots {
		free := map[string]*[4][4]uint8{} // by output: orders of two issues seen, and marks seen
		x := make([]int, m)
		for _, other := range ballots {
			for _, r := range rest {
				for i := range x {
					x[i] = weights[0]*own[i] + weights[1]*other[i] + r[i]
				}
				out := tell(x)
				seen := free[out]
				if seen == nil {
					seen = &[4][4]uint8{}
					free[out] = seen
				}
				for i := range m {
					for j := range m {
						switch {
						case i == j:
							seen[i][i] |= 1 << other[i]
						case other[i] > other[j]:
							seen[i][j] |= 1
						default:
							seen[i][j] |= 2
						}
					}
				}
			}
		}
		for out, seen := range free {
			for i := range m {
				for j := range m {
					if bits := seen[i][j]; bits&(bits-1) == 0 {
						return fmt.Sprintf("%s, %d issues, weights %v: who knows %v and reads %s knows of another "+
							"ballot what it says of %d and %d", k.name, m, weights, own, out, i, j)
					}
				}
			}
		}
	}
	return ""
}

var kinds = []kindOf{
	{"approvals", 1, marks(1)},
	{"scores from 0 to 2", 2, marks(2)},
	{"orders", 0, rankings(false)},
	{"orders with ties", 0, rankings(true)},
	{"three points", 3, shared(3)},
}

func ones(n int) []int { return slices.Repeat([]int{1}, n) }

// with is a kind over m issues, where orders have a full sum of their own.
func (k kindOf) with(m int) kindOf {
	if k.full == 0 {
		k.full = 2 * (m - 1)
	}
	return k
}

// Each level is safe from its smallest size on, for every vote of that size.
func TestLevelsPinNobody(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		m, n  int
		kinds []kindOf
	}{
		{2, 5, kinds},
		{2, 6, kinds},
		{2, 9, kinds},
		{2, 10, kinds},
		{2, 11, kinds},
		{2, 16, kinds},
		{2, 17, kinds},
		{3, 5, kinds},
		{3, 6, kinds},
		{3, 10, kinds},
		{3, 21, kinds[:1]},
		{3, 21, kinds[2:3]},
		{3, 22, kinds[2:3]},
		{4, 5, kinds[:1]},
		{4, 10, kinds[:1]},
		{4, 5, kinds[2:3]},
	} {
		for _, k := range c.kinds {
			level, _ := Sizes{Issues: c.m, Ballots: int64(c.n), Whole: int64(c.n), Alike: true}.Level(Fifths)
			if why := pinned(k.with(c.m), c.m, level, true, ones(c.n)); why != "" {
				t.Errorf("%d ballots, level %d: %s", c.n, level, why)
			}
		}
	}
}

// levelOf is the level of so many ballots that weigh alike.
func levelOf(m, n int) Level {
	level, _ := Sizes{Issues: m, Ballots: int64(n), Whole: int64(n), Alike: true}.Level(Fifths)
	return level
}

// The same at every size, one by one, for approvals, as far as all can be tried.
func TestEverySizePinsNobody(t *testing.T) {
	for m, most := range map[int]int{2: 40, 3: 14, 4: 7} {
		for n := leastBallots; n <= most; n++ {
			if why := pinned(kinds[0], m, levelOf(m, n), true, ones(n)); why != "" {
				t.Errorf("%d ballots: %s", n, why)
			}
		}
	}
}

// Topics of working groups that the ranking gave are the first issues as well, of another
// number. Beside the first third they tell nothing of anybody from six ballots on, or where
// as many as heavy as the heaviest make up a whole; of five they can.
func TestTopicsPinNobody(t *testing.T) {
	t.Parallel()
	topics := func(groups int) func([]int) string {
		return func(sums []int) string {
			order := make([]int, len(sums))
			for i := range order {
				order[i] = i
			}
			slices.SortStableFunc(order, func(a, b int) int { return sums[b] - sums[a] })
			return output(First, true, sums, 1) + setOf(order[:groups])
		}
	}
	for _, c := range []struct {
		kind kindOf
		m, n int
	}{
		{kinds[0], 2, leastTopics},
		{kinds[0], 3, leastTopics},
		{kinds[0], 3, 9},
		{kinds[0], 4, leastTopics},
		{kinds[1], 2, leastTopics},
		{kinds[2], 3, leastTopics},
		{kinds[3], 3, leastTopics},
		{kinds[4], 3, leastTopics},
	} {
		for groups := 1; groups < c.m; groups++ {
			if why := pinnedBy(c.kind.with(c.m), c.m, ones(c.n), topics(groups)); why != "" {
				t.Errorf("%d ballots, %d groups: %s", c.n, groups, why)
			}
		}
	}
	if pinnedBy(kinds[0], 3, ones(leastTopics-1), topics(2)) == "" {
		t.Error("topics of five ballots are found to be enough")
	}
	rnd := rand.New(rand.NewPCG(14, 7))
	for range 6 {
		w := uneven(rnd, 8, leastTopics)
		for _, k := range []kindOf{kinds[0], kinds[2]} {
			if why := pinnedBy(k.with(3), 3, w, topics(2)); why != "" {
				t.Error(why)
			}
		}
	}
}

// few is how many ballots are not to be counted.
const few = 5

// countPinned looks for an output from which somebody who knows one ballot, or none, could
// tell how many approve an issue, where fewer than five do, or do not.
func countPinned(m, n int, level Level) string {
	ballots := append(marks(1)(m), make([]int, m)) // the last for nobody's
	for at, own := range ballots {
		others := n - 1
		if at == len(ballots)-1 {
			others = n
		}
		type span struct{ low, high [4]int }
		told := map[string]*span{}
		x := make([]int, m)
		for _, s := range sums(ballots[:len(ballots)-1], ones(others)) {
			for i := range x {
				x[i] = own[i] + s[i]
			}
			out := output(level, true, x, n)
			seen := told[out]
			if seen == nil {
				seen = &span{low: [4]int{n, n, n, n}}
				told[out] = seen
			}
			for i, v := range x {
				seen.low[i], seen.high[i] = min(seen.low[i], v), max(seen.high[i], v)
			}
		}
		for out, seen := range told {
			for i := range m {
				if c := seen.low[i]; c == seen.high[i] && min(c, n-c) < few {
					return fmt.Sprintf("%d ballots on %d issues: who knows %v and reads %s knows that %d approve %d",
						n, m, own, out, c, i)
				}
			}
		}
	}
	return ""
}

// A count of fewer than five, for an issue or against it, is never known: whatever the
// ballots are, at every size. In the middle a count may be: 9 of 16, where both of two
// issues are in the third fifth and every ballot is for one at least.
func TestNoCountIsPinned(t *testing.T) {
	t.Parallel()
	for m, most := range map[int]int{2: 60, 3: 12, 4: 7} {
		for n := leastBallots; n <= most; n++ {
			if why := countPinned(m, n, levelOf(m, n)); why != "" {
				t.Error(why)
			}
		}
	}
	if countPinned(3, 21, Fifths) == "" {
		t.Error("fifths by 21 ballots on 3 issues are found to be enough")
	}
	if countPinned(3, 4, Order) == "" || countPinned(2, 4, Fifths) == "" {
		t.Error("the search finds nothing where it should")
	}
}

// packed looks for a page of approvals with fifths from which a count of fewer than five,
// for an issue or against it, follows, at any number of issues. It needs no ballots: those
// of n voters, of whom one is known or none, can have any sums from 0 to n whose own sum is
// large enough for each to have one issue. A page tells the sizes of the places, and the
// fifth of each. The largest sums that read so have each place at the upper end of its
// fifth, one step apart. A count is known where one less, which takes all places below it
// in the same fifth along, leaves too little for the ballots, whoever the reader is; or
// where its fifth has no room for one less. The reader may be for an issue, or not for it,
// so that lowest and highest sums are less by one.
func packed(m, n int) string {
	return cmp.Or(packedWithin(m, n, 0, n), packedWithin(m, n, 1, n), packedWithin(m, n, 0, n-1), packedWithin(m, n, 1, n-1))
}

func packedWithin(m, n, least, most int) string {
	type place struct{ issues, fifth, count int }
	floor := func(fifth int) int { return (fifth*n + 4) / 5 }
	var places []place
	found := ""
	check := func() {
		sum := 0
		for _, p := range places {
			sum += p.issues * p.count
		}
		for at, p := range places {
			if sum < n || min(p.count, n-p.count) >= few {
				continue
			}
			cost, lowest := 0, 0
			for _, q := range places[at:] {
				if q.fifth == p.fifth && q.count == p.count-lowest {
					cost, lowest = cost+q.issues, lowest+1
				}
			}
			if sum-cost < n+m-1 || p.count-lowest < max(least, floor(p.fifth)) {
				found = fmt.Sprintf("%d issues, %d ballots: %v tell the count %d", m, n, places, p.count)
			}
		}
	}
	var fill func(left int)
	fill = func(left int) {
		if left == 0 {
			check()
		}
		for issues := 1; issues <= left; issues++ {
			highest, count := 4, most
			if len(places) > 0 {
				highest, count = places[len(places)-1].fifth, places[len(places)-1].count-1
			}
			for fifth := highest; fifth >= 0 && found == ""; fifth-- {
				if c := min(count, floor(fifth+1)-1+fifth/4); c >= floor(fifth) {
					places = append(places, place{issues, fifth, c})
					fill(left - issues)
					places = places[:len(places)-1]
				}
			}
		}
	}
	fill(m)
	return found
}

// The same for as many issues as it takes: 5m + 21 is the smallest that holds for all, for
// of 60 ballots on eight issues, one step apart below a fifth, four are for the last one.
func TestCountsOfManyIssues(t *testing.T) {
	t.Parallel()
	for m := 2; m <= 9; m++ {
		n := int((Sizes{Issues: m}).leastFifths())
		for size := n; size < n+5; size++ {
			if why := packed(m, size); why != "" {
				t.Error(why)
			}
		}
	}
	if packed(8, 60) == "" {
		t.Error("fifths by 60 ballots on 8 issues are found to be enough")
	}
	for m, most := range map[int]int{2: 30, 3: 12} { // as the votes themselves say
		for n := leastBallots; n <= most; n++ {
			if why := countPinned(m, n, Fifths); why != "" && packed(m, n) == "" {
				t.Errorf("%s, which is not found", why)
			}
		}
	}
}

// The search finds what the levels keep: an order of as many ballots as issues and one
// more, fifths of ten ballots, an order of four ballots.
func TestLevelsAreNeeded(t *testing.T) {
	for _, c := range []struct {
		what  string
		m, n  int
		level Level
	}{
		{"an order of 3 issues by 4 ballots", 3, 4, Order},
		{"fifths by 10 ballots", 2, 10, Fifths},
		{"fifths of 3 issues by 15 ballots", 3, 15, Fifths},
		{"the first of 3 by 2 ballots", 3, 2, First},
	} {
		if pinned(kinds[0], c.m, c.level, true, ones(c.n)) == "" {
			t.Errorf("%s: nothing found", c.what)
		}
	}
}

// uneven draws weights of which none has more than one in whole of all.
func uneven(rnd *rand.Rand, n int, whole int) []int {
	for {
		w := make([]int, n)
		sum, heavy := 0, 1+rnd.IntN(n)
		top := 2 + rnd.IntN(8)
		for i := range w {
			w[i] = 1
			if i < heavy {
				w[i] = 1 + rnd.IntN(top)
			}
			sum += w[i]
		}
		slices.SortFunc(w, func(a, b int) int { return b - a })
		if w[0]*whole <= sum && w[0] > w[n-1] {
			return w
		}
	}
}

// Where ballots weigh unevenly, nothing follows of any ballot for whoever knows the
// heaviest one, or the lightest: weights are drawn up to the limit.
func TestUnevenLevelsPinNobody(t *testing.T) {
	t.Parallel()
	rnd := rand.New(rand.NewPCG(14, 1))
	for round := range 12 {
		m := 2 + round%2
		for _, k := range []kindOf{kinds[0], kinds[2+round%4/2]} {
			for _, n := range []int{6, 10} {
				w := uneven(rnd, n, leastBallots)
				switch round % 3 {
				case 1:
					w[1], w[n-1] = w[n-1], w[1]
				case 2:
					w[0], w[n-1] = w[n-1], w[0]
				}
				level, _ := Sizes{Issues: m, Ballots: int64(n), Whole: leastBallots}.Level(Fifths)
				if why := pinned(k.with(m), m, level, false, w); why != "" {
					t.Errorf("level %d: %s", level, why)
				}
			}
		}
	}
}
