package ranking

import (
	"math/big"
	"slices"

	"roundtable/planner"
)

// marginKey is a kind of exchange: the class of a ballot and by how much its u
// differs between the two issues.
type marginKey struct {
	class    uint32
	num, den int64
}

// margins computes, for each two neighbours in the order, the smallest number of
// voters who would have to exchange the two on their ballots for the lower one to
// pass the upper one. A voter who does so moves the gap by (c_a + c_b)·(u(a) −
// u(b)), with c the part of one ballot in the issue's support; taking the voters
// who move it most first gives the smallest number.
func (r *run) margins(order []int) []Margin {
	if len(order) < 2 || r.ballotsCounted == 0 {
		return []Margin{}
	}
	swaps := r.exchanges(order)
	out := make([]Margin, 0, len(order)-1)
	for i := range len(order) - 1 {
		a, b := order[i], order[i+1]
		m := Margin{Above: r.chosen.ids[a], Below: r.chosen.ids[b], People: -1}
		if r.support[a] != nil && r.support[b] != nil {
			gap := new(big.Rat).Sub(r.support[a], r.support[b])
			m.Gap = planner.ExactOf(gap)
			m.People = r.people(a, b, gap, swaps[i])
		}
		out = append(out, m)
	}
	return out
}

// exchanges counts, for each two neighbours, the ballots that place the upper
// one above the lower one, by how much.
func (r *run) exchanges(order []int) []map[marginKey]int64 {
	parts := make([][]map[marginKey]int64, splits(len(r.row)))
	split(len(r.row), func(part, lo, hi int) { parts[part] = r.exchangesIn(order, lo, hi) })
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

func (r *run) exchangesIn(order []int, lo, hi int) []map[marginKey]int64 {
	pairs := len(order) - 1
	out := make([]map[marginKey]int64, pairs)
	for i := range out {
		out[i] = make(map[marginKey]int64)
	}
	// Rankings under Last share one denominator: count them in plain arrays.
	steps := 2*r.m - 1
	dense := make([]int64, pairs*len(r.classes)*steps)
	v := r.newValuer(r.opts.Unranked)
	u := make([]int64, r.m)
	for k := lo; k < hi; k++ {
		c := r.class[k]
		kind := r.classes[c].kind
		den := v.value(kind, r.ballots.Marks(int(r.row[k])), u)
		plain := kind == planner.Ranking && r.opts.Unranked == Last && r.m > 1
		for i := range pairs {
			p, q := u[order[i]], u[order[i+1]]
			if p <= q || p == noAnswer || q == noAnswer {
				continue
			}
			if plain {
				dense[(i*len(r.classes)+int(c))*steps+int(p-q)] += r.count[k]
			} else {
				out[i][marginKey{c, p - q, den}] += r.count[k]
			}
		}
	}
	for i, n := range dense {
		if n != 0 {
			key := marginKey{uint32(i / steps % len(r.classes)), int64(i % steps), int64(2 * (r.m - 1))}
			out[i/steps/len(r.classes)][key] += n
		}
	}
	return out
}

// people takes the exchanges that move most first until the gap is passed.
func (r *run) people(a, b int, gap *big.Rat, swaps map[marginKey]int64) int64 {
	if gap.Sign() == 0 {
		return 0
	}
	type move struct {
		key marginKey
		by  *big.Rat
		n   int64
	}
	parts := r.partsOf(a, b)
	var moves []move
	for k, n := range swaps {
		by := new(big.Rat).Mul(parts[k.class], big.NewRat(k.num, k.den))
		moves = append(moves, move{k, by, n})
	}
	slices.SortFunc(moves, func(p, q move) int { return q.by.Cmp(p.by) }) // equal ones are interchangeable
	left := new(big.Rat).Set(gap)
	people := int64(0)
	for _, mv := range moves {
		if mv.by.Sign() <= 0 {
			break
		}
		// Strictly more than left/by voters of this kind would do.
		need := new(big.Rat).Quo(left, mv.by)
		whole := new(big.Int).Quo(need.Num(), need.Denom())
		whole.Add(whole, big.NewInt(1))
		if whole.IsInt64() && whole.Int64() <= mv.n {
			return people + whole.Int64()
		}
		people += mv.n
		left.Sub(left, new(big.Rat).Mul(mv.by, big.NewRat(mv.n, 1)))
	}
	return -1
}

// partsOf is c_a + c_b by class, on the scale from 0 to 100.
func (r *run) partsOf(a, b int) []*big.Rat {
	x := r.chosen
	out := zeros(len(r.classes))
	for _, issue := range []int{a, b} {
		bottoms := map[int]*big.Rat{}
		for i := range r.classes {
			s := r.stratumOf(i)
			if bottoms[s] == nil {
				bottoms[s] = new(big.Rat)
			}
			bottoms[s].Add(bottoms[s], new(big.Rat).Mul(x.weight(&r.classes[i]), big.NewRat(r.parts[i][issue].n, 1)))
		}
		shares := new(big.Rat)
		for s, bottom := range bottoms {
			if bottom.Sign() > 0 {
				shares.Add(shares, r.stratumShare(s))
			}
		}
		for i := range r.classes {
			s := r.stratumOf(i)
			if bottoms[s].Sign() == 0 {
				continue
			}
			c := new(big.Rat).Mul(x.weight(&r.classes[i]), r.stratumShare(s))
			c.Quo(c, bottoms[s]).Quo(c, shares).Mul(c, hundred())
			out[i].Add(out[i], c)
		}
	}
	return out
}

// stratumOf is the group of a class under group weights, else -2 for all.
func (r *run) stratumOf(class int) int {
	if !r.chosen.grouped {
		return -2
	}
	return r.classes[class].group
}

func (r *run) stratumShare(s int) *big.Rat {
	if s == -2 {
		return big.NewRat(1, 1)
	}
	return r.chosen.groupWeight(s)
}
