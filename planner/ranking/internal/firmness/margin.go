package firmness

import (
	"math/big"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/parallel"
	"roundtable/planner/ranking/internal/tally"
)

// exchange is a kind of exchange of two issues on a ballot: the class of the ballot
// and by how much its u differs between the two.
type exchange struct {
	class    uint32
	num, den int64
}

// Margin is how far two neighbours in an order are apart.
type Margin struct {
	// Gap is the difference in support, nil where one of the two has none.
	Gap *big.Rat
	// People is the smallest number of voters who would have to exchange the two
	// for the lower one to pass; -1 when even all of them would not do.
	People int64
}

// Margins computes, for each two neighbours in the order, the smallest number of
// voters who would have to exchange the two on their ballots for the lower one to
// pass the upper one. A voter who does so moves the gap by (c_a + c_b)·(u(a) −
// u(b)), with c the part of one ballot in the issue's support; taking the voters
// who move it most first gives the smallest number.
func Margins(x *tally.Election, order []int) []Margin {
	swaps := exchanges(x, order)
	s := newStrata(x)
	out := make([]Margin, len(swaps))
	for i := range out {
		a, b := order[i], order[i+1]
		out[i].People = -1
		if x.Support[a] != nil && x.Support[b] != nil {
			out[i].Gap = new(big.Rat).Sub(x.Support[a], x.Support[b])
			out[i].People = people(out[i].Gap, swaps[i], s.partsOf(x, a, b))
		}
	}
	return out
}

// exchanges counts, for each two neighbours, the ballots that place the upper
// one above the lower one, by how much.
func exchanges(x *tally.Election, order []int) []map[exchange]int64 {
	parts := make([][]map[exchange]int64, parallel.Parts(len(x.Row)))
	parallel.Split(len(x.Row), func(part, lo, hi int) { parts[part] = exchangesIn(x, order, lo, hi) })
	sum := parts[0]
	for _, p := range parts[1:] {
		for i := range p {
			for key, n := range p[i] {
				sum[i][key] += n
			}
		}
	}
	return sum
}

func exchangesIn(x *tally.Election, order []int, lo, hi int) []map[exchange]int64 {
	pairs := len(order) - 1
	out := make([]map[exchange]int64, pairs)
	for i := range out {
		out[i] = make(map[exchange]int64)
	}
	// Rankings under Last share one denominator: count them in plain arrays.
	steps := 2*x.M - 1
	dense := make([]int64, pairs*len(x.Classes)*steps)
	v := x.Valuer()
	u := make([]int64, x.M)
	for k := lo; k < hi; k++ {
		c := x.Class[k]
		kind, marks := x.Marks(k)
		den := v.Value(kind, marks, u)
		plain := kind == planner.Ranking && x.Policy == ballot.Last
		for i := range pairs {
			p, q := u[order[i]], u[order[i+1]]
			if p <= q || q == ballot.NoAnswer {
				continue
			}
			if plain {
				dense[(i*len(x.Classes)+int(c))*steps+int(p-q)] += x.Count[k]
			} else {
				out[i][exchange{c, p - q, den}] += x.Count[k]
			}
		}
	}
	for i, n := range dense {
		if n != 0 {
			key := exchange{uint32(i / steps % len(x.Classes)), int64(i % steps), int64(2 * (x.M - 1))}
			out[i/steps/len(x.Classes)][key] += n
		}
	}
	return out
}

// people takes the exchanges that move most first until the gap is passed; parts
// is what one ballot has in the two supports, by class.
func people(gap *big.Rat, swaps map[exchange]int64, parts []*big.Rat) int64 {
	if gap.Sign() == 0 {
		return 0
	}
	type move struct {
		by *big.Rat
		n  int64
	}
	var moves []move
	for k, n := range swaps {
		moves = append(moves, move{new(big.Rat).Mul(parts[k.class], big.NewRat(k.num, k.den)), n})
	}
	slices.SortFunc(moves, func(p, q move) int { return q.by.Cmp(p.by) }) // equal ones are interchangeable
	left := new(big.Rat).Set(gap)
	count := int64(0)
	for _, mv := range moves {
		if mv.by.Sign() <= 0 {
			break
		}
		// Strictly more than left/by voters of this kind would do.
		need := new(big.Rat).Quo(left, mv.by)
		whole := new(big.Int).Quo(need.Num(), need.Denom())
		whole.Add(whole, big.NewInt(1))
		if whole.IsInt64() && whole.Int64() <= mv.n {
			return count + whole.Int64()
		}
		count += mv.n
		left.Sub(left, new(big.Rat).Mul(mv.by, exact.Int(mv.n)))
	}
	return -1
}

// partsOf is c_a + c_b by class, on the scale from 0 to 100.
func (s *strata) partsOf(x *tally.Election, a, b int) []*big.Rat {
	out := exact.Zeros(len(s.of))
	for _, issue := range []int{a, b} {
		shares := new(big.Rat)
		for k := range s.share {
			if s.bottom[k][issue].Sign() > 0 {
				shares.Add(shares, s.share[k])
			}
		}
		for i, k := range s.of {
			if bottom := s.bottom[k][issue]; bottom.Sign() > 0 {
				c := new(big.Rat).Mul(x.Weight[i], s.share[k])
				out[i].Add(out[i], c.Quo(c, bottom).Quo(c, shares).Mul(c, exact.Int(100)))
			}
		}
	}
	return out
}
