package exact

import (
	"math/big"
	"slices"
	"testing"
)

func TestText(t *testing.T) {
	for _, c := range []struct {
		num, den int64
		want     string
	}{
		{0, 1, "0"},
		{-7, 1, "-7"},
		{6, 3, "2"},
		{1, 2, "0.5"},
		{-5, 4, "-1.25"},
		{1, 8, "0.125"},
		{1, 16, "1/16"}, // 0.0625 has four places
		{1, 3, "1/3"},
		{999, 1000, "0.999"},
		{9999, 10000, "9999/10000"},
	} {
		if got := Text(big.NewRat(c.num, c.den)); got != c.want {
			t.Errorf("%d/%d: %s, want %s", c.num, c.den, got, c.want)
		}
	}
}

func TestFloats(t *testing.T) {
	beyond := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), 80))
	got := Floats([]*big.Rat{big.NewRat(1, 3), Int(-2), beyond, new(big.Rat).Inv(beyond)})
	if want := []float64{1. / 3, -2, 1 << 80, 1. / (1 << 80)}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestZerosAreNotShared(t *testing.T) {
	z := Zeros(2)
	z[0].SetInt64(5)
	if z[1].Sign() != 0 {
		t.Error("one fraction in two places")
	}
}
