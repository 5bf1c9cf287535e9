package tally

import (
	"context"
	"math/big"
	"slices"

	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/electorate"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/order"
)

// Counted is an electorate with its ballots counted.
type Counted struct {
	*electorate.Electorate
	Approve ballot.Approver
	Tally   []*Tally // by class
	parts   map[ballot.Policy][][]Part
}

// Count counts the ballots of an electorate.
func Count(ctx context.Context, e *electorate.Electorate, approve ballot.Approver) (*Counted, error) {
	tallies, err := tallyAll(ctx, e, approve)
	if err != nil {
		return nil, err
	}
	parts := make(map[ballot.Policy][][]Part)
	for _, p := range []ballot.Policy{ballot.Last, ballot.Ignore} {
		parts[p] = supportParts(e, tallies, p)
	}
	return &Counted{e, approve, tallies, parts}, nil
}

// Reader makes a reader of the ballots.
func (c *Counted) Reader() *ballot.Reader { return ballot.NewReader(c.M, c.TickStyle) }

// Election is the counted ballots under one weighting and one policy for
// blanks: what the rules work on. Issues are named by their position. All weights
// are whole multiples of 1/Den.
//
// Through [Counted] it has all that is known of the ballots: their counts by class
// (Tally), from [electorate.Electorate] the classes and the distinct ballots (Row,
// Class, Count), from [electorate.Profile] the number of issues M, of ballots N, and
// the Groups.
type Election struct {
	*Counted
	Policy ballot.Policy
	Weight []*big.Rat // of one ballot, by class
	// Grouped weightings take the mean over groups of the groups' own means, each
	// with the group's part of the weight; others pool all ballots. The two differ
	// only where ballots leave an issue out of a mean.
	Grouped bool

	Den  *big.Int
	Unit []*big.Int // weight of one ballot of a class, times Den
	// Total is the weight of all ballots, W[a][b] of those that place a strictly above b.
	Total *big.Int
	W     [][]*big.Int
	// Parts is what Support is made of, by class and issue, Strata the same by stratum,
	// StratumOf says to which each class belongs. Support is the headline of every issue, 0 to
	// 100, nil where nobody answered.
	Parts     [][]Part
	Strata    []*Stratum
	StratumOf []int
	Support   []*big.Rat
	// Least is how many answers an issue needs to stand on its own, see [Steadied].
	Least int64
	// Blank is the weight of the abstentions by heads, nil under other weights,
	// which know none for them. It is no part of Total.
	Blank *big.Rat
	// Priority is the order used where a tie must be broken; until one is given,
	// the order of input.
	Priority []int
}

// NewElection combines the tallies of the classes with weights for them.
func NewElection(c *Counted, weight []*big.Rat, grouped bool, policy ballot.Policy, least int64) *Election {
	x := &Election{
		Counted: c, Weight: weight, Grouped: grouped, Least: least, Den: big.NewInt(1), Priority: order.All(c.M),
	}
	gcd := new(big.Int)
	for _, w := range weight {
		gcd.GCD(nil, nil, x.Den, w.Denom())
		x.Den = new(big.Int).Mul(x.Den, new(big.Int).Quo(w.Denom(), gcd))
	}
	x.Unit = make([]*big.Int, len(weight))
	for i, w := range weight {
		x.Unit[i] = new(big.Int).Mul(w.Num(), new(big.Int).Quo(x.Den, w.Denom()))
	}
	x.Total = x.Sum(func(t *Tally) int64 { return t.n })
	x.apply(policy)
	return x
}

// Under returns the same election under a policy for blanks.
func (x *Election) Under(p ballot.Policy) *Election {
	y := *x
	y.apply(p)
	return &y
}

// apply settles what depends on the policy.
func (x *Election) apply(p ballot.Policy) {
	x.Policy, x.Parts, x.W = p, x.parts[p], make([][]*big.Int, x.M)
	for a := range x.W {
		x.W[a] = make([]*big.Int, x.M)
		for b := range x.W[a] {
			x.W[a][b] = x.Sum(func(t *Tally) int64 { return t.above(a, b, p) })
		}
	}
	x.Strata, x.StratumOf = x.strata()
	x.Support = make([]*big.Rat, x.M)
	for a := range x.M {
		x.Support[a] = SupportOf(x.Strata, a, x.Least)
	}
}

// Sum adds f over the classes, each with its weight.
func (x *Election) Sum(f func(*Tally) int64) *big.Int {
	s, p := new(big.Int), new(big.Int)
	for i, t := range x.Tally {
		if n := f(t); n != 0 {
			p.SetInt64(n)
			s.Add(s, p.Mul(p, x.Unit[i]))
		}
	}
	return s
}

// Rat is the value of a whole number of units of 1/(Den·by).
func (x *Election) Rat(v *big.Int, by int64) *big.Rat {
	return new(big.Rat).SetFrac(v, new(big.Int).Mul(x.Den, big.NewInt(by)))
}

// Beats compares the two directions of a pair: +1 when more weight places a
// above b than b above a, 0 when equal.
func (x *Election) Beats(a, b int) int { return x.W[a][b].Cmp(x.W[b][a]) }

// Above is how many ballots place a above b, every ballot the same.
func (x *Election) Above(a, b int) (n int64) {
	for _, t := range x.Tally {
		n += t.above(a, b, x.Policy)
	}
	return n
}

// Approvals is the weight that approves each issue.
func (x *Election) Approvals() []*big.Int {
	out := make([]*big.Int, x.M)
	for a := range out {
		out[a] = x.Sum(func(t *Tally) int64 { return t.Approve[a] })
	}
	return out
}

// Prefer lists a set of issues by Priority.
func (x *Election) Prefer(set []int) []int {
	in := make([]bool, x.M)
	for _, a := range set {
		in[a] = true
	}
	return slices.DeleteFunc(slices.Clone(x.Priority), func(a int) bool { return !in[a] })
}

// Valuer makes a valuer of single ballots under the policy in force.
func (x *Election) Valuer() *ballot.Valuer {
	return ballot.NewValuer(x.M, x.Reader(), x.Scale, x.Reading(x.Policy), x.Mixed())
}

// Effective is Kish's effective number of ballots (Σw)²/Σw².
func (x *Election) Effective() float64 {
	sum, squares := new(big.Rat), new(big.Rat)
	for i, w := range x.Weight {
		all := exact.Int(x.Classes[i].N)
		sum.Add(sum, all.Mul(all, w))
		squares.Add(squares, all.Mul(all, w))
	}
	if squares.Sign() == 0 {
		return 0
	}
	return exact.Float(sum.Mul(sum, sum).Quo(sum, squares))
}

// Mean combines parts of the classes into one mean: that over the strata of their own
// means, each with its share; nil without answers.
func (x *Election) Mean(part func(class int) (sum *big.Rat, n int64)) *big.Rat {
	tops, bottoms := exact.Zeros(len(x.Strata)), exact.Zeros(len(x.Strata))
	for i, w := range x.Weight {
		if sum, n := part(i); n != 0 {
			s, all := x.StratumOf[i], exact.Int(n)
			tops[s].Add(tops[s], new(big.Rat).Mul(w, sum))
			bottoms[s].Add(bottoms[s], all.Mul(all, w))
		}
	}
	top, bottom := new(big.Rat), new(big.Rat)
	for i, s := range x.Strata {
		if bottoms[i].Sign() != 0 {
			bottom.Add(bottom, s.Share)
			top.Add(top, tops[i].Mul(tops[i], s.Share).Quo(tops[i], bottoms[i]))
		}
	}
	if bottom.Sign() == 0 {
		return nil
	}
	return top.Quo(top, bottom)
}

// GroupWeight is the weight of all ballots of a group, -1 for those without one.
func (x *Election) GroupWeight(g int) *big.Rat {
	s := new(big.Rat)
	for i, w := range x.Weight {
		if c := x.Classes[i]; c.Group == g {
			all := exact.Int(c.N)
			s.Add(s, all.Mul(all, w))
		}
	}
	return s
}

// percent turns a share into 0 to 100.
func percent(r *big.Rat) *big.Rat {
	if r == nil {
		return nil
	}
	return r.Mul(r, exact.Int(100))
}
