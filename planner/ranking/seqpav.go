package ranking

import "math/big"

// sequentialPAV adds, k times, the issue that gains most: Σ w_i/(|A_i∩W|+1) over
// the ballots that approve it (Thiele 1895; sequential proportional approval
// voting). Ties are broken by the tie-break chain.
func (p *approvals) sequentialPAV() []AgendaStep {
	l := p.newLedger(big.NewRat(1, 1))
	chosen := make([]bool, p.x.m)
	var steps []AgendaStep
	for range p.k {
		a, loss, tied := l.best(chosen,
			func(s []share) (float64, bool) {
				gain := 0.0
				for _, x := range s {
					gain += x.weight * l.fval[x.state]
				}
				return -gain, true
			},
			func(s []share) *big.Rat {
				gain := l.exactValue(s)
				return gain.Neg(gain)
			})
		if a < 0 {
			break
		}
		chosen[a] = true
		steps = append(steps, p.step(a, loss.Neg(loss), tied))
		for _, i := range l.fans[a] {
			l.state[i]++
			if int(l.state[i]) == len(l.num) {
				l.addRat(big.NewRat(1, int64(l.state[i])+1))
			}
		}
	}
	return p.fillUp(steps, chosen)
}
