package ilp

import "context"

// Choice says which solutions of a program are different: those that differ in
// the columns Cols. Such a column is a group of Hi things that are alike, so
// a solution that takes x of them stands for C(Hi, x) ways to choose. All
// other columns are indicators, which follow from the choice.
type Choice struct {
	Cols    []int
	Spreads []Spread
}

// Spread is a bound on how many of some rows have a sum above zero: row Main
// bounds the sum of their indicators (and of Main's other columns), Links has
// the row that ties each indicator to the choice, and Have what counts for it
// whatever is chosen, negative where it takes more than one.
type Spread struct {
	Main  int
	Links []int
	Have  []int
}

// Optima are the solutions of least cost.
type Optima struct {
	Listed []Optimum
	// Total is the number of ways to choose, over all solutions; where Counted is
	// false it is only a lower bound.
	Total   int
	Counted bool
}

// Optimum is a solution of least cost: how many each column of the choice takes,
// and the number of ways to choose so.
type Optimum struct {
	Taken []int
	Ways  int
}

// rootWork bounds the relaxation that narrows what is counted.
const rootWork = 150_000_000

// Optima finds the solutions that cost as little as best, which is proved to be
// optimal, and lists the first of them, at least one. It counts by states of the row
// sums; where there are too many of those it lists best alone.
func (p *Program) Optima(ctx context.Context, choice Choice, best Answer, list int) Optima {
	s := NewSearch(p)
	if s.settleRoot(ctx, best.Value+1) {
		c := newCounter(p, choice, best.Value, s.dom)
		if n := c.count(0); !c.failed {
			return Optima{p.ways(choice.Cols, c.list(max(list, 1))), int(n), n < saturated}
		}
	}
	taken := make([]int, len(choice.Cols))
	for k, j := range choice.Cols {
		taken[k] = int(best.X[j])
	}
	one := p.ways(choice.Cols, [][]int{taken})
	return Optima{one, one[0].Ways, false}
}

// ways adds the number of ways to each choice.
func (p *Program) ways(choice []int, found [][]int) []Optimum {
	out := make([]Optimum, len(found))
	for i, taken := range found {
		ways := uint64(1)
		for k, j := range choice {
			ways = min(ways*choose(p.Cols[j].Hi, int64(taken[k])), saturated)
		}
		out[i] = Optimum{taken, int(ways)}
	}
	return out
}

// settleRoot narrows the domain to what solutions below the cutoff can use; it
// reports whether there may be any.
func (s *Search) settleRoot(ctx context.Context, cutoff int64) bool {
	if !s.begin(ctx, Limits{1, rootWork}, cutoff) {
		return false
	}
	s.dict, s.proof = newDictionary(s.Program), newProver(s.Program)
	result, pruned := s.bound()
	if result == solved {
		s.proof.narrow(s.dom, cutoff)
	}
	return !pruned && s.dom.propagate()
}
