package rules

import (
	"context"
	"math/big"
	"slices"

	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/tally"
)

// stvUnit is the grid of transfer values: they are rounded down to twelve
// decimal places, as counting rules prescribe (with five or so), and what is
// lost counts as exhausted. Exact fractions would double in length each round.
const stvUnit = 1_000_000_000_000

// stvRule fills Options.Seats places by the single transferable vote, weighted
// inclusive Gregory method: the quota is Ω/(k+1) (exact Droop), an issue is
// elected when it has more, and its surplus goes on to all of its ballots'
// next issues at the same fraction.
func stvRule() Rule {
	return Rule{
		Name: "stv", Title: "Single transferable vote",
		Definition: "Places are filled in turn: an issue with more than the quota (the whole weight divided by " +
			"places + 1) is elected and its surplus moves on to the next issues on all its ballots; when nobody " +
			"has a quota, the issue with the least is taken out. Issues tied on a ballot share it equally.",
		Ties: "By the previous rounds, then by the tie-break chain.",
		Source: "Weighted inclusive Gregory method (Western Australia 2006 rules); " +
			"quota after Hagenbach-Bischoff",
		Omit: func(x *tally.Election, opts Options) string {
			if why := notOnlyApprovals(x, opts); why != "" {
				return why
			}
			if opts.Seats == 0 {
				return "it needs a number of places"
			}
			return ""
		},
		Run: func(ctx context.Context, x *tally.Election, opts Options) Outcome {
			return newTransfer(x, opts.Seats).run(ctx)
		},
	}
}

// part is one distinct ballot, or the share of it that a tie gave to one issue.
type part struct {
	ballot int32
	value  int32 // position in transfer.values
}

// transfer is the state of an STV count.
type transfer struct {
	x       *tally.Election
	seats   int
	alive   []bool
	piles   [][]part
	values  []*big.Int // of one ballot, in units of 1/(Den·stvUnit), per class
	byValue map[valueKey]int32
	past    [][]*big.Int
	elected []int
	gone    []int
}

// valueKey is a value and the fraction it was multiplied with.
type valueKey struct {
	from     int32
	num, den string
}

func newTransfer(x *tally.Election, seats int) *transfer {
	c := &transfer{
		x: x, seats: seats, alive: make([]bool, x.M), piles: make([][]part, x.M), byValue: make(map[valueKey]int32),
	}
	for a := range c.alive {
		c.alive[a] = true
	}
	for _, u := range x.Unit {
		c.values = append(c.values, new(big.Int).Mul(u, big.NewInt(stvUnit)))
	}
	for k := range x.Row {
		c.file(part{int32(k), int32(x.Class[k])})
	}
	return c
}

// scaled returns the position of value · num/den, rounded down.
func (c *transfer) scaled(value int32, num, den *big.Int) int32 {
	key := valueKey{value, num.String(), den.String()}
	if v, ok := c.byValue[key]; ok {
		return v
	}
	n := new(big.Int).Mul(c.values[value], num)
	c.values = append(c.values, n.Quo(n, den))
	c.byValue[key] = int32(len(c.values) - 1)
	return c.byValue[key]
}

// file puts a part on the pile of its highest issue still in; tied issues get
// equal shares of it.
func (c *transfer) file(p part) {
	x := c.x
	kind, marks := x.Marks(int(p.ballot))
	first, size := topOf(kind, marks, c.alive)
	if size > 1 {
		p.value = c.scaled(p.value, big.NewInt(1), big.NewInt(int64(size)))
	}
	for a := first; a >= 0 && a < x.M; a++ {
		if c.alive[a] && marks[a] == marks[first] {
			c.piles[a] = append(c.piles[a], p)
			if size--; size == 0 {
				return
			}
		}
	}
}

func (c *transfer) votes() []*big.Int {
	out := make([]*big.Int, c.x.M)
	for a, pile := range c.piles {
		if !c.alive[a] {
			continue
		}
		n := make([]int64, len(c.values))
		for _, p := range pile {
			n[p.value] += c.x.Count[p.ballot]
		}
		out[a] = new(big.Int)
		for v, k := range n {
			if k != 0 {
				out[a].Add(out[a], new(big.Int).Mul(c.values[v], big.NewInt(k)))
			}
		}
	}
	return out
}

func (c *transfer) run(ctx context.Context) Outcome {
	x := c.x
	whole := new(big.Int).Mul(x.Total, big.NewInt(stvUnit))
	quota := new(big.Int).Quo(whole, big.NewInt(int64(c.seats+1)))
	held := new(big.Int) // quotas kept by the elected
	var out Outcome
	for len(c.elected) < c.seats && ctx.Err() == nil {
		votes := c.votes()
		c.past = append(c.past, votes)
		standing := c.standing()
		round := c.round(votes, whole, held)
		switch {
		case len(standing) <= c.seats-len(c.elected):
			round.Elected = standing
			for _, a := range standing {
				c.alive[a] = false
			}
		case votes[standing[0]].Cmp(quota) > 0:
			a := standing[0]
			round.Elected = []int{a}
			held.Add(held, quota)
			c.moveOn(a, new(big.Int).Sub(votes[a], quota), votes[a])
		default:
			a := standing[len(standing)-1]
			round.Eliminated = []int{a}
			c.gone = append(c.gone, a)
			c.moveOn(a, big.NewInt(1), big.NewInt(1))
		}
		c.elected = append(c.elected, round.Elected...)
		out.Rounds = append(out.Rounds, round)
		if len(standing) == 0 {
			break
		}
	}
	out.Elected = c.elected
	out.Winners = slices.Sorted(slices.Values(c.elected))
	out.Levels = c.levels()
	out.Note = "Quota: more than " + x.Rat(quota, stvUnit).FloatString(3) +
		" of a weight of " + x.Rat(x.Total, 1).FloatString(3) + "."
	return out
}

// levels are the elected in their order, those still in, and the eliminated, last
// out first.
func (c *transfer) levels() [][]int {
	var out [][]int
	for _, a := range c.elected {
		out = append(out, []int{a})
	}
	if rest := c.in(); len(rest) > 0 {
		out = append(out, rest)
	}
	for _, a := range slices.Backward(c.gone) {
		out = append(out, []int{a})
	}
	return out
}

func (c *transfer) in() []int {
	return slices.DeleteFunc(order.All(c.x.M), func(a int) bool { return !c.alive[a] })
}

// standing lists the issues still in, most votes first, ties by the previous
// rounds and then by tie-break priority.
func (c *transfer) standing() []int {
	out := c.x.Prefer(c.in())
	slices.SortStableFunc(out, func(a, b int) int {
		for _, v := range slices.Backward(c.past) {
			if d := v[b].Cmp(v[a]); d != 0 {
				return d
			}
		}
		return 0
	})
	return out
}

func (c *transfer) round(votes []*big.Int, whole, held *big.Int) Round {
	r := Round{Tally: make([]*big.Rat, len(votes))}
	rest := new(big.Int).Sub(whole, held)
	for a, v := range votes {
		if v != nil {
			r.Tally[a] = c.x.Rat(v, stvUnit)
			rest.Sub(rest, v)
		}
	}
	r.Exhausted = c.x.Rat(rest, stvUnit)
	return r
}

// moveOn takes a out and files its ballots anew at num/den of their value.
func (c *transfer) moveOn(a int, num, den *big.Int) {
	c.alive[a] = false
	pile := c.piles[a]
	c.piles[a] = nil
	for _, p := range pile {
		if num.Cmp(den) != 0 {
			p.value = c.scaled(p.value, num, den)
		}
		c.file(p)
	}
}
