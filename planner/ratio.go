package planner

import (
	"math/big"
	"strconv"
)

// Ratio is an exact non-negative fraction such as a share or a ballot weight.
// The zero Ratio (Den 0) means "not given".
type Ratio struct {
	Num, Den int64
}

// Percent returns the ratio p/100.
func Percent(p int64) Ratio { return Ratio{p, 100} }

// Given reports whether the ratio was given.
func (r Ratio) Given() bool { return r.Den != 0 }

// Rat returns the ratio as a big.Rat; the zero Ratio becomes 0.
func (r Ratio) Rat() *big.Rat {
	if r.Den == 0 {
		return new(big.Rat)
	}
	return big.NewRat(r.Num, r.Den)
}

// CeilOf returns the smallest integer at least r·n, for n >= 0.
func (r Ratio) CeilOf(n int) int {
	if r.Den == 0 {
		return 0
	}
	return int((r.Num*int64(n) + r.Den - 1) / r.Den)
}

// FloorOf returns the largest integer at most r·n, for n >= 0.
func (r Ratio) FloorOf(n int) int {
	if r.Den == 0 {
		return 0
	}
	return int(r.Num * int64(n) / r.Den)
}

// String formats the ratio as "a/b", or "a" when the denominator divides it.
func (r Ratio) String() string {
	if r.Den == 0 {
		return ""
	}
	return r.Rat().RatString()
}

// Limit is an optional whole-number bound; the zero Limit is "no limit".
type Limit struct {
	N     int
	Given bool
}

// LimitOf returns the limit n.
func LimitOf(n int) Limit { return Limit{n, true} }

// Exact is an exact rational score that marshals as a JSON integer when whole
// and as the string "a/b" otherwise.
type Exact struct{ r big.Rat }

// ExactOf returns the Exact with the value of r.
func ExactOf(r *big.Rat) Exact {
	var e Exact
	e.r.Set(r)
	return e
}

// Rat returns a copy of the value.
func (e Exact) Rat() *big.Rat { return new(big.Rat).Set(&e.r) }

// Float returns the nearest float64, for display.
func (e Exact) Float() float64 {
	f, _ := e.r.Float64()
	return f
}

// String formats the value as "a" or "a/b".
func (e Exact) String() string { return e.r.RatString() }

// MarshalJSON implements [encoding/json.Marshaler].
func (e Exact) MarshalJSON() ([]byte, error) {
	if e.r.IsInt() {
		return []byte(e.r.Num().String()), nil
	}
	return []byte(strconv.Quote(e.r.RatString())), nil
}
