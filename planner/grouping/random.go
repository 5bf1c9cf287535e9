package grouping

import (
	"math"
	"math/bits"
)

// random is a small fast generator (wyrand, by Wang Yi, public domain). The
// search draws several numbers per move, so this is its innermost loop.
type random struct{ state uint64 }

// newRandom derives an independent stream from a seed and a number.
func newRandom(seed uint64, stream int) *random {
	r := &random{seed*0x9e3779b97f4a7c15 + uint64(stream)*0xd1342543de82ef95 + 0x632be59bd9b4e019}
	r.next()
	r.next()
	return r
}

func (r *random) next() uint64 {
	r.state += 0xa0761d6478bd642f
	hi, lo := bits.Mul64(r.state, r.state^0xe7037ed1a0b428db)
	return hi ^ lo
}

// below returns a number from 0 to n−1.
func (r *random) below(n int) int {
	hi, _ := bits.Mul64(r.next(), uint64(n))
	return int(hi)
}

// coolingBits is the resolution of acceptance thresholds.
const coolingBits = 12

// newThresholds tabulates −ln(x) in units of 1/65536 at the middles of 2^12
// equal parts of (0, 1): an exponential variate without a logarithm per move.
// Rounding to whole units keeps the search the same on every processor.
func newThresholds() []int64 {
	t := make([]int64, 1<<coolingBits)
	for i := range t {
		t[i] = int64(math.Floor(-math.Log((float64(i)+0.5)/(1<<coolingBits))*65536 + 0.5))
	}
	return t
}
