package rules

import (
	"math/big"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/tally"
)

// Values are whole numbers over one common denominator, which about doubles in length
// with each surplus. From longestScale bits on it is cut to keptScale bits, and the
// outcome is not proved. Elections of ten places do not come near.
const (
	longestScale = 1 << 16
	keptScale    = 1 << 12
)

// elimination is the state of a count in which every ballot counts for its highest
// issues still in. Those that share the place on a ballot always have equal parts of
// it, so that a ballot has one value, whatever was moved on before.
type elimination struct {
	x     *tally.Election
	alive []bool
	piles [][]int32 // by issue, the distinct ballots that now count for it
	held  []held    // by ballot
	// parts counts, by issue, the ballots of its pile by what they are worth to it.
	parts []map[held]int64
	// values are in units of 1/(Den·scale), votes in units of 1/(Den·scale·shares), in
	// which all parts of a ballot are whole.
	values        []*big.Int
	scale, shares *big.Int
	widest        int          // tie on any ballot
	past          [][]*big.Int // the votes counted so far, nil for issues no longer in
	gone          []int        // eliminated, in order
	cut           bool         // the values are not exact
	top           []int        // scratch
}

// held is the position in values of what a ballot is worth, and how many issues share it.
type held struct{ value, size int32 }

// newElimination files all ballots under their highest issues of a set.
func newElimination(x *tally.Election, set []int) *elimination {
	c := &elimination{
		x: x, alive: make([]bool, x.M), piles: make([][]int32, x.M), held: make([]held, len(x.Row)),
		parts: make([]map[held]int64, x.M), scale: big.NewInt(1), shares: big.NewInt(1),
	}
	for _, a := range set {
		c.alive[a], c.parts[a] = true, make(map[held]int64)
	}
	for _, u := range x.Unit {
		c.values = append(c.values, new(big.Int).Set(u))
	}
	for k := range x.Row {
		c.held[k].value = int32(x.Class[k])
		c.file(int32(k))
	}
	return c
}

// file puts a ballot on the piles of its highest issues still in.
func (c *elimination) file(ballot int32) {
	now := &c.held[ballot]
	top := c.topOf(ballot)
	now.size = int32(len(top))
	for _, a := range top {
		c.piles[a] = append(c.piles[a], ballot)
		c.parts[a][*now] += c.x.Count[ballot]
	}
	for ; c.widest < len(top); c.widest++ {
		by := big.NewInt(int64(c.widest + 1))
		c.shares.Mul(c.shares, by.Quo(by, new(big.Int).GCD(nil, nil, c.shares, by)))
	}
}

// topOf finds the issues still in that come first on a ballot, none where it is
// exhausted. They are valid until the next call.
func (c *elimination) topOf(ballot int32) []int {
	kind, marks := c.x.Marks(int(ballot))
	top := c.top[:0]
	var best planner.Mark
	for a, mk := range marks {
		if mk == planner.Blank || !c.alive[a] {
			continue
		}
		switch kind {
		case planner.Ranking:
			mk = -mk
		case planner.Approval, planner.Hum:
			if mk != 1 {
				continue
			}
		}
		if len(top) == 0 || mk > best {
			top, best = top[:0], mk
		}
		if mk == best {
			top = append(top, a)
		}
	}
	c.top = top
	return top
}

// multiply makes the unit of values so many times smaller.
func (c *elimination) multiply(by *big.Int) {
	c.scale.Mul(c.scale, by)
	for _, v := range c.values {
		v.Mul(v, by)
	}
}

// standing are the issues still in.
func (c *elimination) standing() []int {
	return slices.DeleteFunc(order.All(c.x.M), func(a int) bool { return !c.alive[a] })
}

// count adds up the ballots of each issue.
func (c *elimination) count() []*big.Int {
	votes, p := make([]*big.Int, c.x.M), new(big.Int)
	for _, a := range c.standing() {
		votes[a] = new(big.Int)
		for h, n := range c.parts[a] {
			p.Quo(c.shares, big.NewInt(int64(h.size)))
			votes[a].Add(votes[a], p.Mul(p, c.values[h.value]).Mul(p, big.NewInt(n)))
		}
	}
	c.past = append(c.past, votes)
	return votes
}

// takeOut removes an issue and files its ballots anew, each with what kept/of of its
// part of the ballot adds to the parts of the others: one of value v that size issues
// share is then worth v·(size−1 + kept/of)/size.
func (c *elimination) takeOut(a int, kept, of *big.Int) {
	c.alive[a] = false
	pile, parts := c.piles[a], c.parts[a]
	c.piles[a], c.parts[a] = nil, nil
	to := c.devalue(parts, kept, of)
	for _, b := range pile {
		was, now := c.held[b], &c.held[b]
		now.value = to[was]
		if was.size == 1 {
			c.file(b)
			continue
		}
		top := c.topOf(b)
		now.size = int32(len(top))
		for _, o := range top {
			c.parts[o][was] -= c.x.Count[b]
			c.parts[o][*now] += c.x.Count[b]
		}
	}
}

// devalue finds the values that the ballots of a pile come to have.
func (c *elimination) devalue(parts map[held]int64, kept, of *big.Int) map[held]int32 {
	to := make(map[held]int32, len(parts))
	gcd := new(big.Int).GCD(nil, nil, kept, of)
	kept, of = new(big.Int).Quo(kept, gcd), new(big.Int).Quo(of, gcd)
	whole := big.NewInt(1) // a multiple of all sizes met
	for h := range parts {
		if to[h] = h.value; h.size > 1 {
			whole = c.shares
		}
	}
	if kept.Cmp(of) == 0 {
		return to
	}
	var fresh []*big.Int
	for h := range parts {
		v := new(big.Int).Mul(of, big.NewInt(int64(h.size-1)))
		v.Mul(v.Add(v, kept), new(big.Int).Quo(whole, big.NewInt(int64(h.size))))
		to[h] = int32(len(c.values) + len(fresh))
		fresh = append(fresh, v.Mul(v, c.values[h.value]))
	}
	c.multiply(new(big.Int).Mul(of, whole))
	c.values = append(c.values, fresh...)
	if n := c.scale.BitLen(); n > longestScale {
		for _, v := range append(slices.Clone(c.values), c.scale) {
			v.Rsh(v, uint(n-keptScale))
		}
		c.cut = true
	}
	return to
}

// shown is a number of votes as a fraction, in twelve decimals where the fraction
// would be too long to read.
func (c *elimination) shown(v *big.Int) *big.Rat {
	den := new(big.Int).Mul(c.x.Den, c.scale)
	if den.Mul(den, c.shares); den.BitLen() <= 128 {
		return new(big.Rat).SetFrac(v, den)
	}
	const decimals = 1_000_000_000_000
	n := new(big.Int).Mul(v, big.NewInt(decimals))
	return new(big.Rat).SetFrac(n.Quo(n, den), big.NewInt(decimals))
}

// whole is a weight in units of 1/Den as a number of votes.
func (c *elimination) whole(weight *big.Int) *big.Int {
	v := new(big.Int).Mul(weight, c.scale)
	return v.Mul(v, c.shares)
}

// round shows a count; rest is the votes that are not yet spent.
func (c *elimination) round(votes []*big.Int, rest *big.Int) Round {
	r := Round{Tally: make([]*big.Rat, len(votes))}
	rest = new(big.Int).Set(rest)
	for a, v := range votes {
		if v != nil {
			r.Tally[a] = c.shown(v)
			rest.Sub(rest, v)
		}
	}
	r.Exhausted = c.shown(rest)
	return r
}

// How ties within a count are broken. ByChain stands for the links of the tie-break
// chain, which knows which of them it was.
const (
	byRounds = "previous rounds"
	byGroups = "fewer groups"
	ByChain  = "tie-break chain"
)

// most and least are the issue of a set with most or least votes in the latest count.
// A tie is told in the round, with what broke it: the counts before, the latest first;
// for least, fewer groups, where that is asked for; then the order of priority.
func (c *elimination) most(set []int, r *Round) int {
	return c.chain(c.narrow(set, r, func(p, q *big.Int) int { return q.Cmp(p) }), r)[0]
}

func (c *elimination) least(set []int, r *Round, groups bool) int {
	tied := c.narrow(set, r, (*big.Int).Cmp)
	if groups && len(tied) > 1 {
		behind := make([]int, c.x.M)
		for _, a := range tied {
			behind[a] = c.groupsBehind(a)
		}
		if tied = foremost(tied, func(a, b int) int { return behind[a] - behind[b] }); len(tied) == 1 {
			r.TieBrokenBy = byGroups
		}
	}
	tied = c.chain(tied, r)
	return tied[len(tied)-1]
}

// narrow leaves the issues that come first by the latest count, and of these those by
// the counts before.
func (c *elimination) narrow(set []int, r *Round, by func(p, q *big.Int) int) []int {
	for i, votes := range slices.Backward(c.past) {
		set = foremost(set, func(a, b int) int { return by(votes[a], votes[b]) })
		if len(set) == 1 {
			if r.Tied != nil {
				r.TieBrokenBy = byRounds
			}
			break
		}
		if i == len(c.past)-1 {
			r.Tied = set
		}
	}
	return set
}

// chain puts what is still tied in the order of priority.
func (c *elimination) chain(tied []int, r *Round) []int {
	if len(tied) > 1 {
		tied = c.x.Prefer(tied)
		r.TieBrokenBy, r.Chained = ByChain, tied
	}
	return tied
}

// foremost are those of a set that none comes before.
func foremost(set []int, cmp func(a, b int) int) []int {
	var out []int
	for _, a := range set {
		if len(out) > 0 {
			switch d := cmp(a, out[0]); {
			case d > 0:
				continue
			case d < 0:
				out = nil
			}
		}
		out = append(out, a)
	}
	return out
}

// groupsBehind counts the groups of which some ballot now counts for a alone.
func (c *elimination) groupsBehind(a int) int {
	seen := make(map[int]bool)
	for _, b := range c.piles[a] {
		if c.held[b].size == 1 {
			seen[c.x.Classes[c.x.Class[b]].Group] = true
		}
	}
	return len(seen)
}
