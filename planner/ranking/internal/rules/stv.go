package rules

import (
	"context"
	"math/big"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/places"
	"roundtable/planner/ranking/internal/tally"
)

// stvRule fills Options.Seats places by the single transferable vote, weighted
// inclusive Gregory method: the quota is Ω/(k+1) (exact Droop), an issue is
// elected when it has more, and its surplus goes on to all of its ballots'
// next issues at the same fraction. All in exact fractions.
func stvRule() Rule {
	return Rule{
		Name: "stv", Family: bySteps,
		Source: "Weighted inclusive Gregory method (Western Australia 2006 rules); " +
			"quota after Hagenbach-Bischoff",
		Omit: func(x *tally.Election, opts Options) string {
			if why := notOnlyApprovals(x, opts); why != "" {
				return why
			}
			if opts.Seats == 0 {
				return NeedsPlaces
			}
			return ""
		},
		Run: func(ctx context.Context, x *tally.Election, opts Options) Outcome {
			return runTransfer(ctx, x, opts.Bounds.Open(x.M), opts.Seats)
		},
	}
}

// runTransfer counts; what cannot be taken from the start is never in, and what cannot be
// any more is taken out with the issue that took the last place it could have had.
func runTransfer(ctx context.Context, x *tally.Election, at *places.Places, seats int) Outcome {
	c := newElimination(x, slices.DeleteFunc(order.All(x.M), func(a int) bool { return at.Out[a] }))
	barred := slices.DeleteFunc(order.All(x.M), func(a int) bool { return c.alive[a] })
	all := big.NewInt(int64(seats + 1))
	c.multiply(all) // makes the quota a whole number
	var out Outcome
	for len(out.Elected) < seats && ctx.Err() == nil {
		in := c.standing()
		if len(in) == 0 {
			break
		}
		votes := c.count()
		quota := c.whole(x.Total)
		spent := new(big.Int).Quo(quota, all) // each of the elected keeps a quota
		quota, spent = spent, new(big.Int).Mul(spent, big.NewInt(int64(len(out.Elected))))
		round := c.round(votes, spent.Sub(c.whole(x.Total), spent))
		over := slices.DeleteFunc(slices.Clone(in), func(a int) bool {
			return votes[a].Cmp(quota) <= 0
		})
		switch {
		case len(in) <= seats-len(out.Elected) && at.Fit(in):
			slices.SortStableFunc(in, func(a, b int) int { return votes[b].Cmp(votes[a]) })
			round.Elected = in
			for _, a := range in {
				c.alive[a] = false
			}
		case len(over) > 0:
			a := c.most(over, &round)
			round.Elected = []int{a}
			c.takeOut(a, new(big.Int).Sub(votes[a], quota), votes[a])
			round.Eliminated = at.Take(a)
			for _, b := range round.Eliminated {
				c.gone = append(c.gone, b)
				c.takeOut(b, big.NewInt(1), big.NewInt(1))
			}
		default:
			a := c.least(in, &round, false)
			round.Eliminated = []int{a}
			c.gone = append(c.gone, a)
			c.takeOut(a, big.NewInt(1), big.NewInt(1))
		}
		out.Elected = append(out.Elected, round.Elected...)
		out.Rounds = append(out.Rounds, round)
	}
	out.Winners = slices.Sorted(slices.Values(out.Elected))
	out.Levels = transferLevels(c, out.Elected, barred)
	quota, total := planner.ExactOf(x.Rat(x.Total, int64(seats+1))), planner.ExactOf(x.Rat(x.Total, 1))
	out.Notes = []Note{{Code: Quota, Quota: &quota, Total: &total}}
	if c.cut {
		out.unproved(FractionsCut)
	}
	return out
}

// transferLevels are the elected in their order, those still in, and the eliminated,
// last out first, and what was never in.
func transferLevels(c *elimination, elected, barred []int) [][]int {
	var out [][]int
	for _, a := range elected {
		out = append(out, []int{a})
	}
	if rest := c.standing(); len(rest) > 0 {
		out = append(out, rest)
	}
	for _, a := range slices.Backward(c.gone) {
		out = append(out, []int{a})
	}
	if len(barred) > 0 {
		out = append(out, barred)
	}
	return out
}
