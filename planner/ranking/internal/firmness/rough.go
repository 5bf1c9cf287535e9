package firmness

// rough is a [tally.Stratum] in floating point.
type rough struct {
	share, whole, n float64
	top, bottom     []float64
}

// estimate is the supports of an election in floating point.
type estimate struct {
	least   float64
	support []float64 // 0 to 1, −1 where nobody answers
	shares  []float64 // of the strata that say something, by issue
	seen    []bool    // by issue: somebody answers
}

func newEstimate(m int, least int64) *estimate {
	return &estimate{float64(least), make([]float64, m), make([]float64, m), make([]bool, m)}
}

// begin forgets all strata.
func (e *estimate) begin() {
	clear(e.support)
	clear(e.shares)
	clear(e.seen)
}

// add adds what a stratum says of the issues, as [tally.Steadied] makes it.
func (e *estimate) add(s *rough) {
	top, bottom := 0.0, 0.0
	for a := range s.top {
		top += s.top[a]
		bottom += s.bottom[a]
	}
	if bottom <= 0 {
		return
	}
	most := e.least * s.whole / s.n
	for a, b := range s.bottom {
		q := max(0, min(s.whole-b, most))
		if b+q > 0 {
			e.support[a] += s.share * (s.top[a] + q*top/bottom) / (b + q)
			e.shares[a] += s.share
			e.seen[a] = e.seen[a] || b > 0
		}
	}
}

// end turns the sums over the strata into supports.
func (e *estimate) end() {
	for a := range e.support {
		if e.support[a] /= e.shares[a]; !e.seen[a] {
			e.support[a] = -1
		}
	}
}
