package ranking

import "math/big"

// Bounds for the exact search: committees looked at, and these times fans.
const (
	pavCommittees = 200_000
	pavWork       = 2_000_000_000
	pavTies       = 10_000
)

// exactPAV finds the sets of k issues with the largest PAV score
// Σ w_i·(1 + 1/2 + … + 1/|A_i∩W|) by trying all of them (Thiele 1895; Aziz et
// al. 2017). It gives up, and says so, beyond 200,000 sets. Floating point finds
// the sets within rounding of the best, exact fractions decide among them; of
// equal ones it returns the one first in tie-break priority.
func (p *approvals) exactPAV() (best []int, score *big.Rat, optimal int, ok bool) {
	m, k := p.x.m, p.k
	sets := new(big.Int).Binomial(int64(m), int64(k))
	fans := int64(1)
	for _, f := range p.fans {
		fans = max(fans, int64(len(f)))
	}
	if !sets.IsInt64() || sets.Int64() > pavCommittees || sets.Int64()*fans > pavWork {
		return nil, nil, 0, false
	}
	s := &pavSearch{approvals: p, order: p.x.prefOrder(p.x.all()), have: make([]int32, len(p.sets)), top: -1}
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
	return best, score, optimal, true
}

type pavSearch struct {
	*approvals
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
	slack := nearly * (value + 1e-3)
	if value < s.top-slack {
		return
	}
	if value > s.top+slack {
		s.near = s.near[:0]
	}
	s.top = max(s.top, value)
	if len(s.near) < pavTies {
		s.near = append(s.near, append([]int(nil), set...))
	}
}

// pavScore is the exact PAV score of a set.
func (p *approvals) pavScore(set []int) *big.Rat {
	have := make([]int32, len(p.sets))
	for _, a := range set {
		for _, f := range p.fans[a] {
			have[f]++
		}
	}
	counts := make([][]int64, len(set)+1)
	for f, h := range have {
		row(counts, int(h), len(p.x.classes))[p.class[f]] += p.count[f]
	}
	score, harmonic := new(big.Rat), new(big.Rat)
	for h := 1; h <= len(set); h++ {
		harmonic.Add(harmonic, big.NewRat(1, int64(h)))
		for c, n := range counts[h] {
			w := new(big.Rat).Mul(p.x.weight(&p.x.classes[c]), big.NewRat(n, 1))
			score.Add(score, w.Mul(w, harmonic))
		}
	}
	return score
}
