package agenda

import (
	"math/big"

	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/places"
)

// sequentialPhragmen adds, k times, the issue that keeps the largest load
// smallest: (1 + Σ w_i·x_i)/Σ w_i over the ballots that approve it, whose loads
// then all become this value (Phragmén 1894; Brill et al. 2017). Ties are broken
// by the tie-break chain.
func (p *Profile) sequentialPhragmen() []Step {
	l := p.newLedger(new(big.Rat))
	at := p.bounds.Open(p.x.M)
	return p.fillUp(l.phragmen(at, p.k), at)
}

// phragmen continues from the loads in the ledger for up to n issues.
func (l *ledger) phragmen(at *places.Places, n int) []Step {
	var steps []Step
	for range n {
		a, load, tied := l.best(at.Out, l.load)
		if a < 0 {
			break
		}
		at.Take(a)
		steps = append(steps, newStep(a, load, tied))
		state := l.addRat(load)
		for _, i := range l.fans[a] {
			l.state[i] = state
		}
	}
	return steps
}

// load is nil when the fans have no weight.
func (l *ledger) load(s []backing) *big.Rat {
	top, bottom := l.exactValue(s), l.exactWeight(s)
	if bottom.Sign() == 0 {
		return nil
	}
	return top.Quo(top.Add(top, exact.Int(1)), bottom)
}
