package ranking

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/order"
)

// permutations calls f with every order of 0..m-1.
func permutations(m int, f func([]int)) {
	p := seq(m)
	var rec func(int)
	rec = func(i int) {
		if i == m {
			f(p)
			return
		}
		for j := i; j < m; j++ {
			p[i], p[j] = p[j], p[i]
			rec(i + 1)
			p[i], p[j] = p[j], p[i]
		}
	}
	rec(0)
}

// matrix is the pairwise weights of a result.
type matrix [][]*big.Rat

func matrixOf(res *Result) matrix {
	w := make(matrix, len(res.Pairwise.Weights))
	for a, row := range res.Pairwise.Weights {
		for b := range row {
			w[a] = append(w[a], row[b].Rat())
		}
	}
	return w
}

func (w matrix) beats(a, b int) int { return w[a][b].Cmp(w[b][a]) }

// plainWeights is the weight of one of each of the ballots: 1 without groups,
// else N/(G·n_g).
func plainWeights(ballots []planner.Ballot) []*big.Rat {
	n, total := make(map[string]int64), int64(0)
	for _, b := range ballots {
		if !b.IsBlank() {
			n[b.Group] += b.Count
			total += b.Count
		}
	}
	out := exact.Zeros(len(ballots))
	for i, b := range ballots {
		if !b.IsBlank() {
			out[i].SetFrac64(total, int64(len(n))*n[b.Group])
		}
	}
	return out
}

// TestPairsAgainstDefinition counts every pair ballot by ballot.
func TestPairsAgainstDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(1, 6).Draw(t, "issues")
		ballots := drawBallots(t, m, false)
		policy := rapid.SampledFrom([]Policy{Last, Ignore}).Draw(t, "policy")
		got := matrixOf(rankT(t, listOf(m, ballots), func(o *Options) { o.Unranked = policy }))
		weights := plainWeights(ballots)
		for a := range m {
			for b := range m {
				want := new(big.Rat)
				for i, x := range ballots {
					above := x.Marks[a] != planner.Blank && (x.Marks[b] > x.Marks[a] || (x.Marks[b] == planner.Blank && policy == Last))
					if above && (x.Marks[b] != planner.Blank || policy == Last) {
						want.Add(want, new(big.Rat).Mul(weights[i], exact.Int(x.Count)))
					}
				}
				if want.Cmp(got[a][b]) != 0 {
					t.Fatalf("%s over %s: %s, want %s", letters[a], letters[b], got[a][b].RatString(), want.RatString())
				}
			}
		}
	})
}

// TestPairRulesAgainstDefinition works Copeland, minimax and Schulze out from the
// matrix as they are defined, Schulze by trying every path.
func TestPairRulesAgainstDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(1, 5).Draw(t, "issues")
		res := rankT(t, listOf(m, drawBallots(t, m, false)), anyOptions(t))
		w := matrixOf(res)
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
			if got := res.Rules["copeland"].Scores[letters[a]]; got.Rat().Cmp(wins) != 0 {
				t.Fatalf("Copeland of %s: %s, want %s", letters[a], got, wins.RatString())
			}
			if got := res.Rules["minimax"].Scores[letters[a]]; got.Rat().Cmp(worst) != 0 {
				t.Fatalf("minimax of %s: %s, want %s", letters[a], got, worst.RatString())
			}
		}
		paths := make(matrix, m)
		for a := range paths {
			paths[a] = exact.Zeros(m)
			allPaths(w, a, paths[a])
		}
		checkSchulze(t, res.Rules["schulze"], paths)
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
func checkSchulze(t *rapid.T, got RuleResult, paths matrix) {
	for a := range paths {
		for b := range paths {
			if got.Paths[a][b].Rat().Cmp(paths[a][b]) != 0 {
				t.Fatalf("path %s to %s: %s, want %s", letters[a], letters[b], got.Paths[a][b], paths[a][b].RatString())
			}
		}
	}
	left := letters[:len(paths)]
	for _, level := range got.Levels {
		for _, id := range left {
			a := slices.Index(letters, id)
			beaten := slices.ContainsFunc(left, func(o string) bool { return paths.beats(slices.Index(letters, o), a) > 0 })
			if beaten == slices.Contains(level, id) {
				t.Fatalf("%s in level %v of %v: beaten %v", id, level, got.Levels, beaten)
			}
		}
		left = slices.DeleteFunc(slices.Clone(left), func(id string) bool { return slices.Contains(level, id) })
	}
}

func TestKemenyAgainstAllRankings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(1, 6).Draw(t, "issues")
		res := rankT(t, listOf(m, drawBallots(t, m, false)), anyOptions(t))
		w, got := matrixOf(res), res.Rules["kemeny"]
		total := func(ranking []int) *big.Rat {
			sum := new(big.Rat)
			for i, a := range ranking {
				for _, b := range ranking[i+1:] {
					sum.Add(sum, w[a][b])
				}
			}
			return sum
		}
		best, n, first := exact.Int(-1), int64(0), map[string]bool{}
		permutations(m, func(p []int) {
			switch v := total(p); v.Cmp(best) {
			case 1:
				best, n, first = v, 1, map[string]bool{letters[p[0]]: true}
			case 0:
				n++
				first[letters[p[0]]] = true
			}
		})
		if got.Total.Rat().Cmp(best) != 0 || got.OptimalRankings.Rat().Cmp(exact.Int(n)) != 0 || len(got.Winners) != len(first) {
			t.Fatalf("score %s by %s rankings, first %v; all rankings: %s by %d, %v",
				got.Total, got.OptimalRankings, got.Winners, best.RatString(), n, first)
		}
		if v := total(positions(letters, got.Order)); v.Cmp(best) != 0 {
			t.Fatalf("the ranking shown, %v, scores %s, not %s", got.Order, v.RatString(), best.RatString())
		}
	})
}

func TestSmithSetAgainstAllSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(1, 6).Draw(t, "issues")
		res := rankT(t, listOf(m, drawBallots(t, m, false)), anyOptions(t))
		w := matrixOf(res)
		var smallest []string
		for set := 1; set < 1<<m; set++ {
			var in []string
			dominant := true
			for a := range m {
				if set>>a&1 == 0 {
					continue
				}
				in = append(in, letters[a])
				for b := range m {
					dominant = dominant && (set>>b&1 != 0 || w.beats(a, b) > 0)
				}
			}
			if dominant && (smallest == nil || len(in) < len(smallest)) {
				smallest = in
			}
		}
		if !slices.Equal(res.SmithSet, smallest) {
			t.Fatalf("Smith set %v, want %v", res.SmithSet, smallest)
		}
		for i, id := range res.Cycle {
			a, b := slices.Index(letters, id), slices.Index(letters, res.Cycle[(i+1)%len(res.Cycle)])
			if w.beats(a, b) <= 0 {
				t.Fatalf("cycle %v: %s does not beat the next", res.Cycle, id)
			}
		}
	})
}

// TestRankedPairsAgainstAllOrders locks the wins in every order that respects
// their strength.
func TestRankedPairsAgainstAllOrders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(2, 4).Draw(t, "issues")
		res := rankT(t, listOf(m, drawBallots(t, m, false)), anyOptions(t))
		w := matrixOf(res)
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
		winners := map[string]bool{}
		lockAll(m, order.Runs(wins, stronger), make([][4]bool, m), winners)
		got := res.Rules["ranked_pairs"].Winners
		if len(got) != len(winners) || slices.ContainsFunc(got, func(id string) bool { return !winners[id] }) {
			t.Fatalf("possible winners %v, want %v", got, winners)
		}
	})
}

// lockAll locks the wins step by step, each step in all orders; above[a][b] says
// that a is locked above b, directly or by others.
func lockAll(m int, steps [][][2]int, above [][4]bool, winners map[string]bool) {
	if len(steps) == 0 {
		for a := range m {
			if !slices.ContainsFunc(above, func(row [4]bool) bool { return row[a] }) {
				winners[letters[a]] = true
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
		m := rapid.IntRange(1, 5).Draw(t, "issues")
		ballots := drawBallots(t, m, false)
		weights := plainWeights(ballots)
		winners := map[string]bool{}
		var follow func(set []int)
		follow = func(set []int) {
			votes := topVotes(ballots, weights, set)
			if len(set) == 1 {
				winners[letters[set[0]]] = true
				return
			}
			low := slices.MinFunc(set, func(a, b int) int { return votes[a].Cmp(votes[b]) })
			for i, a := range set {
				if votes[a].Cmp(votes[low]) == 0 {
					follow(slices.Delete(slices.Clone(set), i, i+1))
				}
			}
		}
		follow(seq(m))
		res := rankT(t, listOf(m, ballots), nil)
		irv := res.Rules["irv"]
		if len(irv.Winners) != len(winners) || slices.ContainsFunc(irv.Winners, func(id string) bool { return !winners[id] }) {
			t.Fatalf("possible winners %v, want %v", irv.Winners, winners)
		}
		set := seq(m)
		for i, round := range irv.Rounds {
			votes := topVotes(ballots, weights, set)
			for _, a := range set {
				got := round.Tally[letters[a]]
				if got.Rat().Cmp(votes[a]) != 0 {
					t.Fatalf("round %d: %s has %s, want %s", i+1, letters[a], got, votes[a].RatString())
				}
				if first := res.Rules["plurality"].Scores[letters[a]]; i == 0 && first.Rat().Cmp(votes[a]) != 0 {
					t.Fatalf("plurality of %s: %s, want %s", letters[a], first, votes[a].RatString())
				}
			}
			set = slices.DeleteFunc(set, func(a int) bool { return slices.Contains(round.Eliminated, letters[a]) })
		}
	})
}

// topVotes is the weight each issue of a set has at the top of the ballots; issues
// that share a top share the ballot.
func topVotes(ballots []planner.Ballot, weights []*big.Rat, set []int) []*big.Rat {
	votes := exact.Zeros(len(letters))
	for i, b := range ballots {
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
			part := new(big.Rat).Mul(weights[i], big.NewRat(b.Count, int64(len(top))))
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
		m := rapid.IntRange(1, 6).Draw(t, "issues")
		ballots := drawBallots(t, m, false)
		res := rankT(t, listOf(m, ballots), func(o *Options) { o.Weights = ByHeads })
		want := exact.Zeros(m)
		for _, b := range ballots {
			for a, s := range bordaByHand(b.Marks) {
				want[a].Add(want[a], s.Mul(s, big.NewRat(b.Count, 1)))
			}
		}
		for a := range m {
			if got := res.Rules["borda"].Scores[letters[a]]; got.String() != want[a].RatString() {
				t.Fatalf("%s: %s, want %s", letters[a], got, want[a].RatString())
			}
		}
	})
}

// TestMajorityAgainstRemoval takes lower medians away one by one.
func TestMajorityAgainstRemoval(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, n := rapid.IntRange(2, 5).Draw(t, "issues"), rapid.IntRange(1, 9).Draw(t, "ballots")
		p := listOf(m, nil)
		p.ballots.Scale = planner.Scale{Min: 1, Max: 5}
		grades := make([][]int, m)
		for range n {
			b := planner.Ballot{Kind: planner.Score, Marks: make([]planner.Mark, m)}
			for a := range m {
				g := rapid.IntRange(1, 5).Draw(t, "grade")
				b.Marks[a] = planner.Mark(g)
				grades[a] = append(grades[a], g)
			}
			p.ballots.Add(b)
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
		got := rankT(t, p, nil).Rules["majority_judgement"].Levels
		if len(got) != len(want) {
			t.Fatalf("levels %v, want %v", got, want)
		}
		for i := range want {
			for j, a := range want[i] {
				if got[i][j] != letters[a] {
					t.Fatalf("levels %v, want %v", got, want)
				}
			}
		}
	})
}
