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
		a, price, tied := l.best(at.Out, l.price)
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

// price is ρ, nil when the issue is not affordable. With whole units u of weight, n of
// budget and v of worth, ρ = (den·scale − Σ u·n over the exhausted)·whole/(scale·Σ u·v
// over the others).
func (l *ledger) price(s []backing) *big.Rat {
	slices.SortFunc(s, l.byBudget)
	left, p, q := new(big.Int).Mul(l.x.Den, l.scale), new(big.Int), new(big.Int)
	worth := new(big.Int) // Σ u·v over those not yet exhausted
	for _, x := range s {
		worth.Add(worth, p.Mul(x.exact, l.worthUnits(x.worth)))
	}
	for _, x := range s {
		p.Mul(l.num[x.state], worth)
		if p.Cmp(q.Mul(left, l.worthUnits(x.worth))) >= 0 {
			return new(big.Rat).SetFrac(left.Mul(left, l.whole), q.Mul(l.scale, worth))
		}
		left.Sub(left, p.Mul(x.exact, l.num[x.state]))
		worth.Sub(worth, p.Mul(x.exact, l.worthUnits(x.worth)))
	}
	return nil
}

// byBudget compares backings by how soon they are exhausted: by budget per worth.
func (l *ledger) byBudget(p, q backing) int {
	if p.worth == q.worth {
		return l.num[p.state].Cmp(l.num[q.state])
	}
	a, b := l.worthUnits(q.worth), l.worthUnits(p.worth)
	return a.Mul(a, l.num[p.state]).Cmp(b.Mul(b, l.num[q.state]))
}

// pay charges the fans of a and returns how much each group paid, rounded to
// twelve decimals.
func (l *ledger) pay(a int, price *big.Rat) map[int]float64 {
	due := make(map[worth]*big.Rat)
	for _, i := range l.fans[a] {
		w := l.worthOf(i, a)
		if due[w] == nil {
			due[w] = new(big.Rat).Mul(price, w.rat())
			l.fit(due[w].Denom())
		}
	}
	type payment struct {
		next int32
		cost float64
	}
	to := make(map[payer]payment)
	empty := l.add(new(big.Int))
	paid := make(map[int]float64)
	for _, i := range l.fans[a] {
		k := payer{l.state[i], l.worthOf(i, a)}
		x, ok := to[k]
		if !ok {
			cost := l.units(due[k.worth])
			if x.next = empty; cost.Cmp(l.num[k.state]) < 0 {
				x.next = l.add(new(big.Int).Sub(l.num[k.state], cost))
			} else {
				cost = l.num[k.state]
			}
			x.cost = exact.Float(new(big.Rat).SetFrac(cost, l.scale))
			to[k] = x
		}
		paid[l.x.Classes[l.class[i]].Group] += x.cost * l.float[l.class[i]] * float64(l.count[i])
		l.state[i] = x.next
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
		}
		l.forget() // prices say nothing about loads
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
