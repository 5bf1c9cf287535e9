package fair

import "math"

// staged is the search level by level over panels in whole numbers.
type staged struct {
	*master
	pool   *Pool
	known  []*panel
	levels []Level
}

// staged finds the leximin lottery, or with first only the first level of it.
func (p *Pool) staged(first bool) *Lottery {
	s := &staged{pool: p, master: newMaster(p.size, p.known[0].taken), known: p.known[:1:1]}
	for _, more := range p.known[1:] {
		s.learn(more)
	}
	for open := s.rising(); len(open) > 0; open = s.rising() {
		if fixed := s.level(open); len(fixed) == 0 || first {
			break
		}
	}
	return p.lottery(s.known, s.weights(), s.levels)
}

func (s *staged) learn(more *panel) {
	s.known = append(s.known, more)
	s.add(more.taken)
}

func (s *staged) rising() (out []int) {
	for j, rises := range s.rises {
		if rises {
			out = append(out, j)
		}
	}
	return out
}

// level raises all open profiles together as far as panels allow, and settles those
// that no lottery can raise further: their price is above zero.
func (s *staged) level(open []int) (fixed []int) {
	level := Level{Rising: open}
	for s.solve() {
		byHead, most := s.byHead()
		level.Prices, level.Most = wholePrices(byHead, most, s.pool.seats)
		found, proved := s.pool.dearer(level.Prices, level.Most, true)
		if found == nil {
			level.Proved = proved
			break
		}
		s.learn(found)
	}
	if level.Proved {
		prices := s.prices()
		for _, j := range open {
			if prices[j] > settledFrom/float64(len(open)) {
				fixed = append(fixed, j)
			}
		}
	}
	level.Fixed = fixed
	s.levels = append(s.levels, level)
	if len(fixed) == 0 {
		return nil
	}
	s.raise(fixed, s.floor[open[0]]+s.x[s.where[len(s.size)]])
	return fixed
}

// byHead are the present prices, and what the dearest known panel is worth.
func (s *staged) byHead() (out []float64, most float64) {
	p := s.prices()
	out = make([]float64, len(s.size))
	for j := range out {
		out[j] = math.Max(0, p[j]) / float64(s.size[j])
	}
	return out, p[len(out)]
}
