package ranking

import (
	"math/big"

	"roundtable/planner"
)

// election is the counted ballots under one weighting and one policy for
// blanks: what the rules work on. All weights are whole multiples of 1/den.
type election struct {
	*electorate
	opts   *Options
	tally  []*tally
	weight func(*class) *big.Rat
	policy Policy
	ids    []string
	// grouped weightings take the mean over groups of the groups' own means, each
	// with the group's part of the weight; others pool all ballots. The two differ
	// only where ballots leave an issue out of a mean.
	grouped bool

	den  *big.Int
	unit []*big.Int // weight of one ballot of a class, times den
	// total is the weight of all ballots, listed[a] of those that list a, w[a][b]
	// of those that place a strictly above b, strict and both as in [tally].
	total        *big.Int
	listed       []*big.Int
	w            [][]*big.Int
	strict, both [][]*big.Int
	// blank is the weight of the abstentions by heads, nil under other weights,
	// which know none for them. It is no part of total.
	blank *big.Rat
	// priority is the order used where a tie must be broken, chain what it is made
	// from.
	priority []int
	chain    *chain
}

func chosenWeight(c *class) *big.Rat { return c.chosen }
func headsWeight(c *class) *big.Rat  { return c.heads }
func groupsWeight(c *class) *big.Rat { return c.groups }

// newElection combines the class tallies with the class weights.
func newElection(e *electorate, tallies []*tally, weight func(*class) *big.Rat, opts *Options, ids []string) *election {
	x := &election{electorate: e, tally: tallies, weight: weight, opts: opts, ids: ids, policy: Last}
	x.den = big.NewInt(1)
	gcd := new(big.Int)
	for i := range e.classes {
		d := weight(&e.classes[i]).Denom()
		gcd.GCD(nil, nil, x.den, d)
		x.den = new(big.Int).Mul(x.den, new(big.Int).Quo(d, gcd))
	}
	x.unit = make([]*big.Int, len(e.classes))
	for i := range e.classes {
		r := weight(&e.classes[i])
		x.unit[i] = new(big.Int).Mul(r.Num(), new(big.Int).Quo(x.den, r.Denom()))
	}
	x.total = x.sum(func(t *tally) int64 { return t.n })
	x.strict, x.both = newMatrix(x.m), newMatrix(x.m)
	for a := range x.m {
		for b := range x.m {
			i := a*x.m + b
			x.strict[a][b] = x.sum(func(t *tally) int64 { return t.strict[i] })
			x.both[a][b] = x.sum(func(t *tally) int64 { return t.bothAt(i) })
		}
	}
	x.listed = make([]*big.Int, x.m)
	for a := range x.m {
		x.listed[a] = x.both[a][a]
	}
	x.w = x.lastMatrix()
	return x
}

// bothAt is how many ballots list both issues of the pair at i.
func (t *tally) bothAt(i int) int64 {
	if t.both == nil {
		return t.complete
	}
	return t.complete + t.both[i]
}

// under returns the same election with the other matrix of preferences.
func (x *election) under(p Policy) *election {
	y := *x
	y.policy = p
	if p == Ignore {
		y.w = x.strict
	} else {
		y.w = x.lastMatrix()
	}
	return &y
}

func (x *election) lastMatrix() [][]*big.Int {
	w := newMatrix(x.m)
	for a := range x.m {
		for b := range x.m {
			if a == b {
				w[a][b] = new(big.Int)
				continue
			}
			v := new(big.Int).Sub(x.listed[a], x.both[a][b])
			// In a hum, a blank is no answer under either policy.
			v.Sub(v, x.humGap(a, b))
			w[a][b] = v.Add(v, x.strict[a][b])
		}
	}
	return w
}

// humGap is the weight of hums that answer a and not b.
func (x *election) humGap(a, b int) *big.Int {
	gap := new(big.Int)
	for i := range x.classes {
		if x.classes[i].kind != planner.Hum || x.tally[i].both == nil {
			continue
		}
		t := x.tally[i]
		n := t.bothAt(a*x.m+a) - t.bothAt(a*x.m+b)
		gap.Add(gap, new(big.Int).Mul(x.unit[i], big.NewInt(n)))
	}
	return gap
}

func newMatrix(m int) [][]*big.Int {
	rows := make([][]*big.Int, m)
	for i := range rows {
		rows[i] = make([]*big.Int, m)
	}
	return rows
}

// sum adds f over the classes, each with its weight.
func (x *election) sum(f func(*tally) int64) *big.Int {
	s, p := new(big.Int), new(big.Int)
	for i, t := range x.tally {
		if n := f(t); n != 0 {
			p.SetInt64(n)
			s.Add(s, p.Mul(p, x.unit[i]))
		}
	}
	return s
}

// exact turns a whole number of units of 1/(den·by) into its value.
func (x *election) exact(v *big.Int, by int64) planner.Exact {
	return planner.ExactOf(new(big.Rat).SetFrac(v, new(big.Int).Mul(x.den, big.NewInt(by))))
}

func (x *election) rat(v *big.Int) *big.Rat { return new(big.Rat).SetFrac(v, x.den) }

// beats compares the two directions of a pair: +1 when more weight places a
// above b than b above a, 0 when equal.
func (x *election) beats(a, b int) int { return x.w[a][b].Cmp(x.w[b][a]) }

// names turns positions into IDs.
func (x *election) names(as []int) []string {
	out := make([]string, len(as))
	for i, a := range as {
		out[i] = x.ids[a]
	}
	return out
}

// condorcet returns the issue that beats every other, or -1.
func (x *election) condorcet() int {
	for a := range x.m {
		wins := 0
		for b := range x.m {
			if a != b && x.beats(a, b) > 0 {
				wins++
			}
		}
		if wins == x.m-1 {
			return a
		}
	}
	return -1
}

// pairwise is the matrix for the result.
func (x *election) pairwise() Pairwise {
	p := Pairwise{Issues: x.ids, Weights: make([][]planner.Exact, x.m), Total: x.exact(x.total, 1)}
	for a := range x.m {
		p.Weights[a] = make([]planner.Exact, x.m)
		for b := range x.m {
			p.Weights[a][b] = x.exact(x.w[a][b], 1)
		}
	}
	return p
}
