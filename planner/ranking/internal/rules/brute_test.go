package rules

import (
	"maps"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/electorate"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/poll"
	"roundtable/planner/ranking/internal/tally"
)

// below draws numbers below its argument.
func below(t *rapid.T) func(int) int {
	return func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
}

// drawRankings counts drawn rankings over at most so many issues, in any way.
func drawRankings(t *rapid.T, least, most int) *tally.Election {
	return poll.Count(t, poll.Draw(below(t), rapid.IntRange(least, most).Draw(t, "issues"), planner.Ranking), poll.Way{
		ByGroups: rapid.Bool().Draw(t, "by groups"), Ignore: rapid.Bool().Draw(t, "ignore"),
	})
}

// enough is more ways to break ties than the elections of these tests have.
var enough = Options{TiePaths: 20_000}

// run runs a rule by its name.
func run(t poll.T, name string, x *tally.Election, opts Options) Outcome {
	for _, r := range All() {
		if r.Name == name {
			return r.Run(t.Context(), x, opts)
		}
	}
	t.Fatal("no rule " + name)
	return Outcome{}
}

// entry is a counted ballot and what it, all its Count together, weighs.
type entry struct {
	planner.Ballot
	weight *big.Rat
}

func entries(x *tally.Election) []entry {
	var out []entry
	for i, status := range x.Status {
		if status == electorate.Counted {
			b := x.Ballots.At(i)
			out = append(out, entry{b, new(big.Rat).Mul(x.Weight[x.ClassOf(i)], exact.Int(b.Count))})
		}
	}
	return out
}

// matrix is the pairwise weights of an election.
type matrix [][]*big.Rat

func matrixOf(x *tally.Election) matrix {
	w := make(matrix, x.M)
	for a, row := range x.W {
		for b := range row {
			w[a] = append(w[a], x.Rat(row[b], 1))
		}
	}
	return w
}

func (w matrix) beats(a, b int) int { return w[a][b].Cmp(w[b][a]) }

// TestPairRulesAgainstDefinition works Copeland, minimax and Schulze out from the
// matrix as they are defined, Schulze by trying every path.
func TestPairRulesAgainstDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawRankings(t, 1, 5)
		w, m := matrixOf(x), x.M
		copeland, minimax := run(t, "copeland", x, enough), run(t, "minimax", x, enough)
		for a := range m {
			wins, worst := new(big.Rat), new(big.Rat)
			for b := range m {
				if a == b {
					continue
				}
				wins.Add(wins, big.NewRat(int64(w.beats(a, b))+1, 2))
				if d := w[b][a]; w.beats(b, a) > 0 && d.Cmp(worst) > 0 {
					worst = d
				}
			}
			if got := copeland.Scores[a]; got.Cmp(wins) != 0 {
				t.Fatalf("Copeland of %d: %s, want %s", a, got.RatString(), wins.RatString())
			}
			if got := minimax.Scores[a]; got.Cmp(worst) != 0 {
				t.Fatalf("minimax of %d: %s, want %s", a, got.RatString(), worst.RatString())
			}
		}
		paths := make(matrix, m)
		for a := range paths {
			paths[a] = exact.Zeros(m)
			allPaths(w, a, paths[a])
		}
		checkSchulze(t, run(t, "schulze", x, enough), paths)
	})
}

// allPaths finds the strength of the strongest path of wins from a to every other
// issue by following all of them.
func allPaths(w matrix, from int, best []*big.Rat) {
	seen := make([]bool, len(w))
	var follow func(a int, weakest *big.Rat)
	follow = func(a int, weakest *big.Rat) {
		seen[a] = true
		for b := range w {
			if seen[b] || w.beats(a, b) <= 0 {
				continue
			}
			s := w[a][b]
			if weakest != nil && weakest.Cmp(s) < 0 {
				s = weakest
			}
			if s.Cmp(best[b]) > 0 {
				best[b] = s
			}
			follow(b, s)
		}
		seen[a] = false
	}
	follow(from, nil)
}

// checkSchulze compares the paths, and the levels: nobody in a level is beaten by
// anybody in it or below.
func checkSchulze(t *rapid.T, got Outcome, paths matrix) {
	for a := range paths {
		for b := range paths {
			if got.Paths[a][b].Cmp(paths[a][b]) != 0 {
				t.Fatalf("path %d to %d: %s, want %s", a, b, got.Paths[a][b].RatString(), paths[a][b].RatString())
			}
		}
	}
	left := order.All(len(paths))
	for _, level := range got.Levels {
		for _, a := range left {
			beaten := slices.ContainsFunc(left, func(b int) bool { return paths.beats(b, a) > 0 })
			if beaten == slices.Contains(level, a) {
				t.Fatalf("%d in level %v of %v: beaten %v", a, level, got.Levels, beaten)
			}
		}
		left = slices.DeleteFunc(slices.Clone(left), func(a int) bool { return slices.Contains(level, a) })
	}
	if !slices.Equal(got.Winners, got.Levels[0]) {
		t.Fatalf("winners %v of %v", got.Winners, got.Levels)
	}
}

func TestKemenyAgainstAllRankings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawRankings(t, 1, 6)
		got := run(t, "kemeny", x, enough)
		best, n := big.NewInt(-1), int64(0)
		first, ahead := make([]bool, x.M), map[[2]int]bool{} // in some optimal ranking
		permutations(x.M, func(p []int) {
			v := total(x, p)
			if v.Cmp(best) < 0 {
				return
			}
			if v.Cmp(best) > 0 {
				best, n, first, ahead = v, 0, make([]bool, x.M), map[[2]int]bool{}
			}
			n++
			first[p[0]] = true
			for i, a := range p {
				for _, b := range p[i+1:] {
					ahead[[2]int{a, b}] = true
				}
			}
		})
		winners := slices.DeleteFunc(order.All(x.M), func(a int) bool { return !first[a] })
		levels := order.Components(x.M, func(a, b int) bool { return ahead[[2]int{a, b}] })
		if got.Total.Cmp(x.Rat(best, 1)) != 0 || got.Optimal.Cmp(big.NewInt(n)) != 0 || !slices.Equal(got.Winners, winners) ||
			poll.Text(got.Levels) != poll.Text(levels) {
			t.Fatalf("score %s by %s rankings, first %v, %v; all rankings: %s by %d, %v, %v",
				got.Total, got.Optimal, got.Winners, got.Levels, best, n, winners, levels)
		}
		if v := total(x, got.Order); v.Cmp(best) != 0 {
			t.Fatalf("the ranking shown, %v, scores %s, not %s", got.Order, v, best)
		}
	})
}

func TestSmithSetAgainstAllSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawRankings(t, 1, 6)
		w := matrixOf(x)
		var smallest []int
		for set := 1; set < 1<<x.M; set++ {
			var in []int
			dominant := true
			for a := range x.M {
				if set>>a&1 == 0 {
					continue
				}
				in = append(in, a)
				for b := range x.M {
					dominant = dominant && (set>>b&1 != 0 || w.beats(a, b) > 0)
				}
			}
			if dominant && (smallest == nil || len(in) < len(smallest)) {
				smallest = in
			}
		}
		if got := SmithSet(x); !slices.Equal(got, smallest) {
			t.Fatalf("Smith set %v, want %v", got, smallest)
		}
		checkCycle(t, w, smallest, Cycle(x))
	})
}

// checkCycle: a circle is one of strict wins, no shorter one goes through its first issue,
// and there is one where there can be.
func checkCycle(t *rapid.T, w matrix, smith, got []int) {
	for i, a := range got {
		if w.beats(a, got[(i+1)%len(got)]) <= 0 {
			t.Fatalf("cycle %v: %d does not beat the next", got, a)
		}
	}
	for _, start := range smith {
		shortest := len(w) + 1
		var follow func(a, length int, seen int)
		follow = func(a, length, seen int) {
			for b := range w {
				switch {
				case w.beats(a, b) <= 0:
				case b == start:
					shortest = min(shortest, length)
				case seen>>b&1 == 0:
					follow(b, length+1, seen|1<<b)
				}
			}
		}
		follow(start, 1, 1<<start)
		if shortest <= len(w) {
			if len(got) != shortest || got[0] != start {
				t.Fatalf("cycle %v, want one of %d from %d", got, shortest, start)
			}
			return
		}
	}
	if got != nil {
		t.Fatalf("cycle %v, and there is none", got)
	}
}

// TestRankedPairsAgainstAllOrders locks the wins in every order that respects
// their strength.
func TestRankedPairsAgainstAllOrders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawRankings(t, 2, 4)
		w, m := matrixOf(x), x.M
		stronger := func(p, q [2]int) int {
			if c := w[q[0]][q[1]].Cmp(w[p[0]][p[1]]); c != 0 {
				return c
			}
			return w[p[1]][p[0]].Cmp(w[q[1]][q[0]])
		}
		var wins [][2]int
		for a := range m {
			for b := range m {
				if w.beats(a, b) > 0 {
					wins = append(wins, [2]int{a, b})
				}
			}
		}
		slices.SortFunc(wins, stronger)
		winners := map[int]bool{}
		lockAll(m, order.Runs(wins, stronger), make([][4]bool, m), winners)
		got := run(t, "ranked_pairs", x, enough)
		if want := slices.Sorted(maps.Keys(winners)); !slices.Equal(got.Winners, want) || got.Proved != nil {
			t.Fatalf("possible winners %v, want %v", got.Winners, want)
		}
		if !winners[got.Order[0]] || !slices.Equal(slices.Sorted(slices.Values(got.Order)), order.All(m)) {
			t.Fatalf("the order shown, %v, starts with none of %v", got.Order, got.Winners)
		}
		for _, d := range got.Dropped {
			if w.beats(d[0], d[1]) <= 0 || slices.Index(got.Order, d[0]) < slices.Index(got.Order, d[1]) {
				t.Fatalf("%v is set aside in %v", d, got.Order)
			}
		}
	})
}

// lockAll locks the wins step by step, each step in all orders; above[a][b] says
// that a is locked above b, directly or by others.
func lockAll(m int, steps [][][2]int, above [][4]bool, winners map[int]bool) {
	if len(steps) == 0 {
		for a := range m {
			if !slices.ContainsFunc(above, func(row [4]bool) bool { return row[a] }) {
				winners[a] = true
			}
		}
		return
	}
	permutations(len(steps[0]), func(p []int) {
		now := slices.Clone(above)
		for _, i := range p {
			a, b := steps[0][i][0], steps[0][i][1]
			if now[b][a] {
				continue
			}
			for x := range m {
				for y := range m {
					now[x][y] = now[x][y] || ((x == a || now[x][a]) && (y == b || now[b][y]))
				}
			}
		}
		lockAll(m, steps[1:], now, winners)
	})
}

// TestRunoffAgainstAllTieBreaks counts instant runoff ballot by ballot, following
// every way to break ties.
func TestRunoffAgainstAllTieBreaks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawRankings(t, 1, 5)
		ballots := entries(x)
		if len(ballots) == 0 {
			return
		}
		winners := map[int]bool{}
		var follow func(set []int)
		follow = func(set []int) {
			votes := topVotes(ballots, set)
			if len(set) == 1 {
				winners[set[0]] = true
				return
			}
			low := slices.MinFunc(set, func(a, b int) int { return votes[a].Cmp(votes[b]) })
			for i, a := range set {
				if votes[a].Cmp(votes[low]) == 0 {
					follow(slices.Delete(slices.Clone(set), i, i+1))
				}
			}
		}
		follow(order.All(x.M))
		irv, plurality := run(t, "irv", x, enough), run(t, "plurality", x, enough)
		if want := slices.Sorted(maps.Keys(winners)); !slices.Equal(irv.Winners, want) || irv.Proved != nil {
			t.Fatalf("possible winners %v, want %v", irv.Winners, want)
		}
		set := order.All(x.M)
		for i, round := range irv.Rounds {
			votes := topVotes(ballots, set)
			for _, a := range set {
				if got := round.Tally[a]; got.Cmp(votes[a]) != 0 {
					t.Fatalf("round %d: %d has %s, want %s", i+1, a, got.RatString(), votes[a].RatString())
				}
				if first := plurality.Scores[a]; i == 0 && first.Cmp(votes[a]) != 0 {
					t.Fatalf("plurality of %d: %s, want %s", a, first.RatString(), votes[a].RatString())
				}
			}
			set = slices.DeleteFunc(set, func(a int) bool { return slices.Contains(round.Eliminated, a) })
		}
	})
}

// topVotes is the weight each issue of a set has at the top of the ballots; issues
// that share a top share the ballot.
func topVotes(ballots []entry, set []int) []*big.Rat {
	votes := exact.Zeros(1 + slices.Max(set))
	for _, b := range ballots {
		var top []int
		for _, a := range set {
			switch {
			case b.Marks[a] == planner.Blank:
			case len(top) == 0 || b.Marks[a] < b.Marks[top[0]]:
				top = []int{a}
			case b.Marks[a] == b.Marks[top[0]]:
				top = append(top, a)
			}
		}
		for _, a := range top {
			part := new(big.Rat).Mul(b.weight, big.NewRat(1, int64(len(top))))
			votes[a].Add(votes[a], part)
		}
	}
	return votes
}

// bordaByHand scores one ballot as the definition is written.
func bordaByHand(marks []planner.Mark) []*big.Rat {
	m, k := int64(len(marks)), int64(0)
	for _, mk := range marks {
		if mk != planner.Blank {
			k++
		}
	}
	out := exact.Zeros(len(marks))
	for a, mk := range marks {
		if mk == planner.Blank {
			out[a].SetFrac64(m-k-1, 2)
			continue
		}
		var p, t int64
		for _, o := range marks {
			switch {
			case o == planner.Blank:
			case o < mk:
				p++
			case o == mk:
				t++
			}
		}
		out[a].SetFrac64(2*(m-p-t)+t-1, 2)
	}
	return out
}

func TestBordaAgainstDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawRankings(t, 1, 6)
		want := exact.Zeros(x.M)
		for _, b := range entries(x) {
			for a, s := range bordaByHand(b.Marks) {
				want[a].Add(want[a], s.Mul(s, b.weight))
			}
		}
		for a, got := range run(t, "borda", x, enough).Scores {
			if got.Cmp(want[a]) != 0 {
				t.Fatalf("%d: %s, want %s", a, got.RatString(), want[a].RatString())
			}
		}
	})
}

// TestMajorityAgainstRemoval takes lower medians away one by one.
func TestMajorityAgainstRemoval(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, n := rapid.IntRange(2, 5).Draw(t, "issues"), rapid.IntRange(1, 9).Draw(t, "ballots")
		ballots := planner.NewBallots(m)
		grades := make([][]int, m)
		for range n {
			b := planner.Ballot{Kind: planner.Score, Marks: make([]planner.Mark, m)}
			for a := range m {
				g := rapid.IntRange(1, 5).Draw(t, "grade")
				b.Marks[a] = planner.Mark(g)
				grades[a] = append(grades[a], g)
			}
			ballots.Add(b)
		}
		values := make([][]int, m) // the medians in order of removal
		for a, g := range grades {
			g = slices.Sorted(slices.Values(g))
			for len(g) > 0 {
				i := (len(g) - 1) / 2
				values[a] = append(values[a], g[i])
				g = slices.Delete(g, i, i+1)
			}
		}
		want := order.Levels(m, func(a, b int) int { return slices.Compare(values[b], values[a]) })
		if got := run(t, "majority_judgement", poll.Count(t, ballots, poll.Way{}), enough).Levels; poll.Text(got) != poll.Text(want) {
			t.Fatalf("levels %v, want %v", got, want)
		}
	})
}
