package firmness

import (
	"slices"

	"roundtable/planner/ranking/internal/tally"
)

// rough is a [tally.Stratum] in floating point.
type rough struct {
	share, whole, n float64
	top, bottom     []float64
}

// estimate is what puts the issues of an election in order, in floating point.
type estimate struct {
	least   float64
	support []float64 // 0 to 1; less than 0 where few answer, −3 where nobody does
	shares  []float64 // of the strata that say something, by issue
	// answers are those of an issue in ballots of ordinary weight, parts the parts of the
	// strata that answer it, each by its share.
	answers, parts []float64
}

func newEstimate(x *tally.Election) *estimate {
	none := func() []float64 { return make([]float64, x.M) }
	return &estimate{float64(x.Least), none(), none(), none(), none()}
}

// begin forgets all strata.
func (e *estimate) begin() {
	clear(e.support)
	clear(e.shares)
	clear(e.answers)
	clear(e.parts)
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
		e.answers[a] += b / s.whole * s.n
		e.parts[a] += b / s.whole * s.share
		q := max(0, min(s.whole-b, most))
		if b+q > 0 {
			e.support[a] += s.share * (s.top[a] + q*top/bottom) / (b + q)
			e.shares[a] += s.share
		}
	}
}

// end turns the sums over the strata into supports, and sets issues with few answers
// apart as [tally.Election] does.
func (e *estimate) end() {
	const rounding = 1 + 1e-9
	most, more := rounding*slices.Max(e.parts), slices.Max(e.answers) > rounding
	for a, part := range e.parts {
		e.support[a] /= e.shares[a]
		switch {
		case e.answers[a] < 1e-12:
			e.support[a] = -3
		case e.least > 0 && (tally.FewPart*part <= most || more && e.answers[a] <= rounding):
			e.support[a] -= tally.Behind / 100
		}
	}
}
