// Package exact has small helpers for fractions.
package exact

import "math/big"

// Float is the float64 nearest to r, for display and estimates.
func Float(r *big.Rat) float64 {
	f, _ := r.Float64()
	return f
}

// Floats is [Float] of each.
func Floats(rs []*big.Rat) []float64 {
	out := make([]float64, len(rs))
	for i, r := range rs {
		out[i] = Float(r)
	}
	return out
}

// Int is n as a fraction.
func Int(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }

// Zeros is n fractions of value 0.
func Zeros(n int) []*big.Rat {
	out := make([]*big.Rat, n)
	for i := range out {
		out[i] = new(big.Rat)
	}
	return out
}

// mostPlaces is the number of decimal places up to which [Text] writes decimals.
const mostPlaces = 3

// Text writes a whole number or the shortest exact decimal of up to three
// places, else the fraction.
func Text(r *big.Rat) string {
	if r.IsInt() {
		return r.Num().String()
	}
	for places := 1; places <= mostPlaces; places++ {
		s := r.FloatString(places)
		if back, ok := new(big.Rat).SetString(s); ok && back.Cmp(r) == 0 {
			return s
		}
	}
	return r.RatString()
}

// Nearly is the relative distance below which two estimates in floating point
// are compared exactly. Sums of thousands of terms are off by far less.
const Nearly = 1e-9
