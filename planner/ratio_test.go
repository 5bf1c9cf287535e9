package planner

import (
	"encoding/json"
	"math"
	"math/big"
	"testing"
)

func TestRatioBoundsAreWholePeople(t *testing.T) {
	forty := Percent(40)
	for n, want := range map[int][2]int{0: {0, 0}, 1: {1, 0}, 5: {2, 2}, 7: {3, 2}, 10: {4, 4}} {
		if got := [2]int{forty.CeilOf(n), forty.FloorOf(n)}; got != want {
			t.Errorf("40 %% of %d = %v, want %v", n, got, want)
		}
	}
	if (Ratio{}).CeilOf(9) != 0 || (Ratio{}).FloorOf(9) != 0 || (Ratio{}).Given() {
		t.Error("the zero Ratio must ask for nothing")
	}
}

func TestExactJSON(t *testing.T) {
	got, err := json.Marshal([]Exact{ExactOf(big.NewRat(3, 1)), ExactOf(big.NewRat(323, 2)), {}})
	if err != nil || string(got) != `[3,"323/2",0]` {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestRatioString(t *testing.T) {
	for want, r := range map[string]Ratio{"": {}, "0": {0, 7}, "2/5": Percent(40), "3": {6, 2}, "1": {1, 1}} {
		if got := r.String(); got != want {
			t.Errorf("%d/%d = %q, want %q", r.Num, r.Den, got, want)
		}
	}
	if (Ratio{}).Rat().Sign() != 0 || (Ratio{3, 6}).Rat().Cmp(big.NewRat(1, 2)) != 0 {
		t.Error("a ratio is not its fraction")
	}
}

// An Exact is a value: what is done to the number that it was made of, or to the one it
// gives, does not change it.
func TestExactIsAValue(t *testing.T) {
	r := big.NewRat(7, 2)
	e := ExactOf(r)
	r.SetInt64(1)
	e.Rat().SetInt64(1)
	if e.String() != "7/2" || e.Float() != 3.5 {
		t.Errorf("%s, %v", e, e.Float())
	}
	huge := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), 200))
	if got := ExactOf(huge); got.Float() != math.Ldexp(1, 200) || got.String() != huge.RatString() {
		t.Errorf("2^200 = %s, %v", got, got.Float())
	}
}
