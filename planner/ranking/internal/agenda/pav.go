package agenda

import (
	"math/big"
	"slices"

	"roundtable/planner/ranking/internal/exact"
)

// Bounds for the exact search: committees looked at, and these times fans.
const (
	pavCommittees = 200_000
	pavWork       = 2_000_000_000
	pavTies       = 10_000
)

// exactPAV finds the sets of k issues with the largest PAV score
// Σ w_i·(1 + 1/2 + … + 1/|A_i∩W|) by trying all of them (Thiele 1895; Aziz et
// al. 2017). It gives up, and best is nil, beyond 200,000 sets. Floating point finds
// the sets within rounding of the best, exact fractions decide among them; of
// equal ones it returns the one first in tie-break priority.
func (p *Profile) exactPAV() (best []int, score *big.Rat, optimal int) {
	m, k := p.x.M, p.k
	sets := new(big.Int).Binomial(int64(m), int64(k))
	fans := int64(1)
	for _, f := range p.fans {
		fans = max(fans, int64(len(f)))
	}
	if !sets.IsInt64() || sets.Int64() > pavCommittees || sets.Int64()*fans > pavWork {
		return nil, nil, 0
	}
	s := &pavSearch{Profile: p, order: p.open(), have: make([]int32, len(p.sets)), top: -1}
	s.visit(0, nil, 0)
	for _, set := range s.near {
		v := p.pavScore(set)
		if score != nil {
			if c := v.Cmp(score); c < 0 {
				continue
			} else if c == 0 {
				optimal++
				continue
			}
		}
		best, score, optimal = set, v, 1
	}
	return best, score, optimal
}

// open lists the issues that may be taken, by tie-break priority.
func (p *Profile) open() []int {
	out := p.bounds.Open(p.x.M).Out
	return slices.DeleteFunc(slices.Clone(p.x.Priority), func(a int) bool { return out[a] })
}

type pavSearch struct {
	*Profile
	order []int
	have  []int32
	top   float64
	near  [][]int // sets within rounding of the best so far, in order of the search
}

// visit tries all sets that extend set by issues from position at on.
func (s *pavSearch) visit(at int, set []int, value float64) {
	if len(set) == s.k {
		s.offer(set, value)
		return
	}
	for i := at; i <= len(s.order)-(s.k-len(set)); i++ {
		a := s.order[i]
		if s.bounds.Value != nil && !s.bounds.Open(s.x.M).Fit(append(set, a)) {
			continue
		}
		gain := 0.0
		for _, f := range s.fans[a] {
			s.have[f]++
			gain += s.float[s.class[f]] * float64(s.count[f]) / float64(s.have[f])
		}
		s.visit(i+1, append(set, a), value+gain)
		for _, f := range s.fans[a] {
			s.have[f]--
		}
	}
}

func (s *pavSearch) offer(set []int, value float64) {
	slack := exact.Nearly * (value + 1e-3)
	if value < s.top-slack {
		return
	}
	if value > s.top+slack {
		s.near = s.near[:0]
	}
	s.top = max(s.top, value)
	if len(s.near) < pavTies {
		s.near = append(s.near, slices.Clone(set))
	}
}

// pavScore is the exact PAV score of a set.
func (p *Profile) pavScore(set []int) *big.Rat {
	have := make([]int32, len(p.sets))
	for _, a := range set {
		for _, f := range p.fans[a] {
			have[f]++
		}
	}
	score, harmonic := new(big.Rat), make([]*big.Rat, len(set)+1)
	harmonic[0] = new(big.Rat)
	for h := 1; h <= len(set); h++ {
		harmonic[h] = new(big.Rat).Add(harmonic[h-1], big.NewRat(1, int64(h)))
	}
	counts := make([][]int64, len(set)+1) // of ballots, by number of issues on the agenda and class
	for h := range counts {
		counts[h] = make([]int64, len(p.x.Classes))
	}
	for f, h := range have {
		counts[h][p.class[f]] += p.count[f]
	}
	for h, byClass := range counts {
		for c, n := range byClass {
			w := exact.Int(n)
			score.Add(score, w.Mul(w, p.x.Weight[c]).Mul(w, harmonic[h]))
		}
	}
	return score
}

// sequentialPAV adds, k times, the issue that gains most: Σ w_i/(|A_i∩W|+1) over
// the ballots that approve it (Thiele 1895; sequential proportional approval
// voting). Ties are broken by the tie-break chain.
func (p *Profile) sequentialPAV() []Step {
	l := p.newLedger(big.NewRat(1, 1))
	at := p.bounds.Open(p.x.M)
	var steps []Step
	for range p.k {
		a, loss, tied := l.best(at.Out, l.loss)
		if a < 0 {
			break
		}
		at.Take(a)
		steps = append(steps, newStep(a, new(big.Rat).Neg(loss), tied))
		for _, i := range l.fans[a] {
			l.state[i]++
			if int(l.state[i]) == len(l.num) {
				l.addRat(big.NewRat(1, int64(l.state[i])+1))
			}
		}
	}
	return p.fillUp(steps, at)
}

// loss is the gain of an issue as a loss: the smallest is the best.
func (l *ledger) loss(s []backing) *big.Rat {
	gain := l.exactValue(s)
	return gain.Neg(gain)
}
