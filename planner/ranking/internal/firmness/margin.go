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
//
// With them comes the margin of victory: the smallest number of ballots that, filled in
// otherwise, let another issue pass the first one, and that issue (Xia 2012; of several
// the one with most support). A ballot that comes to put b on top and a at the bottom
// moves the gap by c·(1 + u(a) − u(b)). It is 0 where ballots leave one of the two
// unanswered, or are of several kinds: then a ballot's part is not always the same. It is
// -1 where even all ballots would not do.
func Margins(x *tally.Election, order []int) (margins []Margin, victory int64, to int) {
	var pairs [][2]int
	for i := 1; i < len(order); i++ {
		pairs = append(pairs, [2]int{order[i-1], order[i]})
	}
	margins = make([]Margin, len(pairs))
	found := exchanges(x, pairs)
	for i, pair := range pairs {
		a, b := pair[0], pair[1]
		margins[i].People = -1
		if placed(x, a, b) {
			margins[i].Gap = new(big.Rat).Sub(x.Support[a], x.Support[b])
			parts := partsOf(x, a, b)
			margins[i].People = people(margins[i].Gap, found[i], func(k exchange) *big.Rat {
				return new(big.Rat).Mul(parts[k.class], big.NewRat(k.num, k.den))
			})
		}
	}
	victory = -1
	for i, b := range order[min(1, len(order)):] {
		a := order[0]
		if x.Mixed() || !everybody(x, a) || !everybody(x, b) {
			return margins, 0, -1
		}
		gap, parts := new(big.Rat).Sub(x.Support[a], x.Support[b]), partsOf(x, a, b)
		if victory >= 0 { // a ballot moves the gap by parts at the most
			most := slices.MaxFunc(parts, (*big.Rat).Cmp)
			if new(big.Rat).Mul(most, exact.Int(victory)).Cmp(gap) <= 0 {
				break // and all further gaps are as wide
			}
		}
		if i > 0 {
			found = exchanges(x, [][2]int{{a, b}})
		}
		n := people(gap, found[0], func(k exchange) *big.Rat {
			by := big.NewRat(k.num+k.den, 2*k.den)
			return by.Mul(by, parts[k.class])
		})
		if n >= 0 && (victory < 0 || n < victory) {
			victory, to = n, b
		}
	}
	return margins, victory, to
}

// placed reports whether two issues stand where their supports put them.
func placed(x *tally.Election, a, b int) bool {
	return x.Support[a] != nil && x.Support[b] != nil && x.Few[a] == x.Few[b]
}

// everybody reports whether every ballot answers the issue, and somebody does.
func everybody(x *tally.Election, a int) bool {
	left := func(s *tally.Stratum) bool { return s.Bottom[a].Cmp(s.Whole) != 0 }
	return x.Support[a] != nil && !slices.ContainsFunc(x.Strata, left)
}

// exchanges counts, for each pair, the ballots that answer both by how far the first
// is above the second.
func exchanges(x *tally.Election, pairs [][2]int) []map[exchange]int64 {
	parts := make([][]map[exchange]int64, parallel.Parts(len(x.Row)))
	parallel.Split(len(x.Row), func(part, lo, hi int) { parts[part] = exchangesIn(x, pairs, lo, hi) })
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

func exchangesIn(x *tally.Election, pairs [][2]int, lo, hi int) []map[exchange]int64 {
	out := make([]map[exchange]int64, len(pairs))
	for i := range out {
		out[i] = make(map[exchange]int64)
	}
	// Rankings under Last share one denominator: count them in plain arrays.
	whole := 2 * (x.M - 1)
	steps := 2*whole + 1
	dense := make([]int64, len(pairs)*len(x.Classes)*steps)
	v := x.Valuer()
	u := make([]int64, x.M)
	for k := lo; k < hi; k++ {
		c := x.Class[k]
		kind, marks := x.Marks(k)
		den := v.Value(kind, marks, u)
		plain := kind == planner.Ranking && x.Reading(x.Policy) == ballot.Last
		for i, pair := range pairs {
			p, q := u[pair[0]], u[pair[1]]
			switch {
			case p == ballot.NoAnswer || q == ballot.NoAnswer:
			case plain:
				dense[(i*len(x.Classes)+int(c))*steps+int(p-q)+whole] += x.Count[k]
			default:
				out[i][exchange{c, p - q, den}] += x.Count[k]
			}
		}
	}
	for i, n := range dense {
		if n != 0 {
			key := exchange{uint32(i / steps % len(x.Classes)), int64(i%steps - whole), int64(whole)}
			out[i/steps/len(x.Classes)][key] += n
		}
	}
	return out
}

// people takes the ballots that can move the gap most first until it is passed.
func people(gap *big.Rat, found map[exchange]int64, by func(exchange) *big.Rat) int64 {
	if gap.Sign() == 0 {
		return 0
	}
	type move struct {
		by *big.Rat
		n  int64
	}
	var moves []move
	for k, n := range found {
		moves = append(moves, move{by(k), n})
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
func partsOf(x *tally.Election, a, b int) []*big.Rat {
	out := exact.Zeros(len(x.StratumOf))
	for _, issue := range []int{a, b} {
		shares := x.Shares(issue)
		for i, k := range x.StratumOf {
			s := x.Strata[k]
			if s.Bottom[issue].Sign() > 0 {
				_, below := tally.Steadied(s.Top[issue], s.Bottom[issue], s.Centre, s.Whole, s.N, x.Least)
				c := new(big.Rat).Mul(x.Weight[i], s.Share)
				out[i].Add(out[i], c.Quo(c, below).Quo(c, shares).Mul(c, exact.Int(100)))
			}
		}
	}
	return out
}
