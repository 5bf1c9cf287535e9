package ilp

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

// Optima finds the solutions that cost as little as best, which is proved to be
// optimal, and lists the first of them, at least one. It counts by states of the row
// sums; where there are too many of those it lists best alone.
func (p *Program) Optima(choice Choice, best Answer, list int) Optima {
	c := newCounter(p, choice, best.Value, p.within(best.Value+1))
	if n := c.count(0); !c.failed {
		return Optima{p.ways(choice.Cols, c.list(max(list, 1))), int(n), n < saturated}
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

// within is the domain narrowed to what solutions below the cutoff, of which there is one,
// can use.
func (p *Program) within(cutoff int64) *domain {
	s := NewSearch(p)
	s.begin(cutoff)
	s.dict, s.proof = newDictionary(p), newProver(p)
	if result, _ := s.bound(); result == solved {
		s.proof.narrow(s.dom, cutoff)
	}
	s.dom.propagate()
	return s.dom
}
