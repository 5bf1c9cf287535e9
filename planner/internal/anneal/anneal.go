// Package anneal holds what the searches by simulated annealing share: a small
// fast source of random numbers, the least gain a move must have to be made at
// a temperature, and how the temperature falls.
package anneal

import (
	"math"
	"math/bits"
)

// Random is a small fast generator (wyrand, by Wang Yi, public domain). A search
// draws several numbers a move, so this is its innermost loop.
type Random struct{ state uint64 }

// NewRandom derives an independent stream from a seed and a number.
func NewRandom(seed uint64, stream int) *Random {
	r := &Random{seed*0x9e3779b97f4a7c15 + uint64(stream)*0xd1342543de82ef95 + 0x632be59bd9b4e019}
	r.Next()
	r.Next()
	return r
}

// Next returns 64 random bits.
func (r *Random) Next() uint64 {
	r.state += 0xa0761d6478bd642f
	hi, lo := bits.Mul64(r.state, r.state^0xe7037ed1a0b428db)
	return hi ^ lo
}

// Below returns a number from 0 to n−1.
func (r *Random) Below(n int) int {
	hi, _ := bits.Mul64(r.Next(), uint64(n))
	return int(hi)
}

// Batch is how many moves are tried at one temperature.
const Batch = 64

// Cooling is the factor by which the temperature falls after each batch, to come
// from hot to cold in the given number of moves.
func Cooling(hot, cold float64, moves int) float64 {
	return math.Pow(cold/hot, 1/float64(max(1, moves/Batch)))
}

// Heat is a temperature in units of 1/65536 point, as [Thresholds.LeastGain]
// takes it: whole numbers keep a search the same on every processor.
func Heat(temperature float64) int64 { return int64(temperature * 65536) }

// thresholdBits is the resolution of the thresholds.
const thresholdBits = 12

// Thresholds tabulates −ln(x) in units of 1/65536 at the middles of 2^12 equal
// parts of (0, 1): an exponential variate without a logarithm a move.
type Thresholds []int64

// NewThresholds makes the table.
func NewThresholds() Thresholds {
	t := make(Thresholds, 1<<thresholdBits)
	for i := range t {
		t[i] = int64(math.Floor(-math.Log((float64(i)+0.5)/(1<<thresholdBits))*65536 + 0.5))
	}
	return t
}

// LeastGain is the gain from which a move is made at the given heat: the rule of
// Metropolis (a loss d is accepted with probability exp(−d/temperature)), decided
// by the random number x before the move is looked at.
func (t Thresholds) LeastGain(heat int64, x uint64) int64 {
	return -(heat * t[x>>(64-thresholdBits)] >> 32)
}
