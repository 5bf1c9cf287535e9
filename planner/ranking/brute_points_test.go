package ranking

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
)

// TestPointsEqualShares repeats the method of equal shares with points ballot by
// ballot: the price per worth ρ solves Σ min(b, ρ·u) = 1.
func TestPointsEqualShares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(2, 5).Draw(t, "issues")
		n := rapid.IntRange(1, 8).Draw(t, "ballots")
		k := rapid.IntRange(1, m).Draw(t, "places")
		p := listOf(m, nil)
		worth := make([][]*big.Rat, n)
		for i := range n {
			b := planner.Ballot{Kind: planner.Points, Marks: make([]planner.Mark, m)}
			total := int64(0)
			for a := range m {
				b.Marks[a] = planner.Mark(rapid.IntRange(0, 3).Draw(t, "points"))
				total += int64(b.Marks[a])
			}
			worth[i] = zeros(m)
			for a, mk := range b.Marks {
				if total > 0 {
					worth[i][a].SetFrac64(int64(mk), total)
				}
			}
			p.ballots.Add(b)
		}
		x := runT(t, p, func(o *Options) { o.AgendaK = k }).chosen
		_, steps, _, _ := newApprovals(x, k).equalShares(int64(k), k)
		budget := make([]*big.Rat, n)
		for i := range budget {
			budget[i] = big.NewRat(int64(k), int64(n))
		}
		bought := make([]bool, m)
		for _, s := range steps {
			a := slices.Index(x.ids, s.Issue)
			best := (*big.Rat)(nil)
			for b := range m {
				if rho := pointsPrice(worth, budget, b); !bought[b] && rho != nil && (best == nil || rho.Cmp(best) < 0) {
					best = rho
				}
			}
			if best == nil || best.RatString() != s.Value.String() || pointsPrice(worth, budget, a).Cmp(best) != 0 {
				t.Fatalf("bought %s at %s; cheapest is %v", s.Issue, s.Value, best)
			}
			for i := range budget {
				due := new(big.Rat).Mul(best, worth[i][a])
				if due.Cmp(budget[i]) > 0 {
					due.Set(budget[i])
				}
				budget[i] = new(big.Rat).Sub(budget[i], due)
			}
			bought[a] = true
		}
		for a := range m {
			if len(steps) < k && !bought[a] && pointsPrice(worth, budget, a) != nil {
				t.Fatalf("stopped although %s is affordable", x.ids[a])
			}
		}
	})
}

// pointsPrice tries every ballot as the last to pay all it has.
func pointsPrice(worth [][]*big.Rat, budget []*big.Rat, a int) *big.Rat {
	var fans []int
	for i := range worth {
		if worth[i][a].Sign() > 0 {
			fans = append(fans, i)
		}
	}
	last := func(i int) *big.Rat { return new(big.Rat).Quo(budget[i], worth[i][a]) }
	slices.SortFunc(fans, func(i, j int) int { return last(i).Cmp(last(j)) })
	for at := range fans {
		left, sum := big.NewRat(1, 1), new(big.Rat)
		for j, i := range fans {
			if j < at {
				left.Sub(left, budget[i])
			} else {
				sum.Add(sum, worth[i][a])
			}
		}
		if rho := left.Quo(left, sum); rho.Cmp(last(fans[at])) <= 0 {
			return rho
		}
	}
	return nil
}
