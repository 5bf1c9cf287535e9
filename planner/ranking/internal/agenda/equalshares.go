package agenda

import (
	"math"
	"math/big"
	"slices"

	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/places"
)

// equalShares is the method of equal shares (Peters & Skowron 2020;
// equalshares.net). Every unit of weight starts with k/Ω, an issue costs 1. An
// issue is affordable when the ballots that approve it hold at least 1 together;
// its price ρ solves Σ w_i·min(b_i, ρ) = 1. The issue with the lowest price is
// bought, its ballots pay min(b_i, ρ) per unit of weight, and so on until nothing
// is affordable. With equal group weights each group starts with k/G.
//
// Where all ballots are points, an issue is worth u_i, its share of the points of
// the ballot, and ρ is a price per worth: Σ w_i·min(b_i, ρ·u_i) = 1, and a ballot
// pays min(b_i, ρ·u_i).
//
// budget is what the weight holds together, k for the method proper and more
// when the completion "increment" raises it notionally. At most limit issues are
// bought.
func (p *Profile) equalShares(budget int64, limit int) (l *ledger, steps []Step, at *places.Places) {
	start := new(big.Rat).SetFrac(new(big.Int).Mul(p.x.Den, big.NewInt(budget)), p.x.Total)
	l = p.newLedger(start)
	at = p.bounds.Open(p.x.M)
	for len(steps) < limit {
		a, price, tied := l.best(at.Out, valuation{l.priceEstimate, l.price})
		if a < 0 {
			break
		}
		at.Take(a)
		step := newStep(a, price, tied)
		step.Paid = l.pay(a, price)
		steps = append(steps, step)
	}
	return l, steps, at
}

// priceEstimate is ρ in floating point. It lets through what is affordable up
// to rounding; price decides.
func (l *ledger) priceEstimate(s []backing) (float64, bool) {
	l.byBudget(s)
	left, worth := 1.0, 0.0
	for _, x := range s {
		worth += x.weight * x.worth.float()
	}
	last := 0.0
	for _, x := range s {
		last = l.fval[x.state] / x.worth.float()
		if worth*last >= left {
			return left / worth, true
		}
		left -= x.weight * l.fval[x.state]
		worth -= x.weight * x.worth.float()
	}
	// Short by no more than rounding: price decides.
	return last, left < exact.Nearly
}

// price is ρ, nil when the issue is not affordable. With whole units u of weight
// and n of budget, ρ = (den·scale − Σ u·n over the exhausted)/(scale·Σ u·worth over
// the others).
func (l *ledger) price(s []backing) *big.Rat {
	l.byBudget(s)
	left, p := new(big.Int).Mul(l.x.Den, l.scale), new(big.Int)
	worth := new(big.Rat) // Σ u·worth over those not yet exhausted
	for _, x := range s {
		worth.Add(worth, new(big.Rat).Mul(new(big.Rat).SetInt(x.exact), x.worth.rat()))
	}
	for _, x := range s {
		last := new(big.Rat).Mul(new(big.Rat).SetInt(l.num[x.state]), worth)
		if last.Quo(last, x.worth.rat()).Cmp(new(big.Rat).SetInt(left)) >= 0 {
			rho := new(big.Rat).SetFrac(left, l.scale)
			return rho.Quo(rho, worth)
		}
		left.Sub(left, p.Mul(x.exact, l.num[x.state]))
		worth.Sub(worth, new(big.Rat).Mul(new(big.Rat).SetInt(x.exact), x.worth.rat()))
	}
	return nil
}

// byBudget sorts backings by how soon they are exhausted: by budget per worth.
func (l *ledger) byBudget(s []backing) {
	slices.SortFunc(s, func(p, q backing) int {
		if p.worth == q.worth {
			return l.num[p.state].Cmp(l.num[q.state])
		}
		a := new(big.Int).Mul(l.num[p.state], big.NewInt(p.worth.of))
		b := new(big.Int).Mul(l.num[q.state], big.NewInt(q.worth.of))
		return a.Mul(a, big.NewInt(q.worth.points)).Cmp(b.Mul(b, big.NewInt(p.worth.points)))
	})
}

// pay charges the fans of a and returns how much each group paid, rounded to
// twelve decimals.
func (l *ledger) pay(a int, price *big.Rat) map[int]float64 {
	due := make(map[worth]*big.Int)
	for _, s := range l.fansByState(a) {
		if due[s.worth] == nil {
			due[s.worth] = new(big.Int)
			l.fit(new(big.Rat).Mul(price, s.worth.rat()).Denom())
		}
	}
	for w := range due {
		due[w] = l.units(new(big.Rat).Mul(price, w.rat()))
	}
	to := make(map[payer]int32)
	empty := int32(-1)
	paid := make(map[int]float64)
	for _, i := range l.fans[a] {
		k := payer{l.state[i], l.worthOf(i, a)}
		next, ok := to[k]
		if !ok {
			left := new(big.Int).Sub(l.num[k.state], due[k.worth])
			switch {
			case left.Sign() > 0:
				next = l.add(left, l.fval[k.state]-exact.Float(price)*k.worth.float())
			case empty < 0:
				empty = l.add(new(big.Int), 0)
				next = empty
			default:
				next = empty
			}
			to[k] = next
		}
		cost := l.fval[k.state] - l.fval[next]
		paid[l.x.Classes[l.class[i]].Group] += cost * l.float[l.class[i]] * float64(l.count[i])
		l.state[i] = next
	}
	for g, sum := range paid {
		paid[g] = math.Round(sum*1e12) / 1e12
	}
	return paid
}

// The completions of equal shares, see completeShares.
const (
	CompleteByPhragmen  = "phragmen"
	completeByIncrement = "increment"
	completeBySupport   = "support"
)

// Completions lists the completions of equal shares.
func Completions() []string {
	return []string{CompleteByPhragmen, completeByIncrement, completeBySupport}
}

// incrementSteps bounds how far the completion "increment" raises the budget.
const incrementSteps = 1000

// completeShares fills the places equal shares left open.
//
//	phragmen   sequential Phragmén from the leftover budgets (loads −b_i): money
//	           keeps coming in at the same rate for every unit of weight
//	increment  the method again with a budget for k+1, k+2, … places, as long as
//	           it buys no more than k; then by approval weight
//	support    by approval weight
//
// It returns all steps, marked where they belong to the completion, and what was
// bought before it.
func (p *Profile) completeShares(completion string) (steps []Step, before []int) {
	l, steps, at := p.equalShares(int64(p.k), p.k)
	for _, s := range steps {
		before = append(before, s.Issue)
	}
	switch {
	case len(steps) == p.k:
	case completion == CompleteByPhragmen:
		for i, n := range l.num {
			l.num[i] = new(big.Int).Neg(n)
			l.fval[i] = -l.fval[i]
		}
		for a := range l.low { // prices say nothing about loads
			l.low[a] = math.Inf(-1)
		}
		steps = append(steps, l.phragmen(at, p.k-len(steps))...)
	case completion == completeByIncrement:
		for extra := int64(1); extra <= incrementSteps && len(steps) < p.k; extra++ {
			_, more, in := p.equalShares(int64(p.k)+extra, p.k+1)
			if len(more) > p.k {
				break
			}
			if len(more) > len(steps) {
				steps, at = more, in
			}
		}
	}
	steps = p.fillUp(steps, at)
	for i := range steps {
		steps[i].Completion = !slices.Contains(before, steps[i].Issue)
	}
	return steps, before
}
