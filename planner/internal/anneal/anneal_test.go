package anneal

import (
	"math"
	"testing"
)

// Everybody's plan hangs on these numbers: a seed gives the same on every machine, and in
// every release.
func TestRandomIsFixed(t *testing.T) {
	for _, tt := range []struct {
		seed   uint64
		stream int
		want   [3]uint64
	}{
		{0, 0, [3]uint64{0x55828fa30a41554b, 0xceac3d87694919b0, 0x5b2a2d8f18cf4bdc}},
		{0, 1, [3]uint64{0xb6837a21418f5b1c, 0xa19ff72fb3a24641, 0x6f1b1266a41993e0}},
		{1, 0, [3]uint64{0x6620e220aab36aa0, 0x9dde1bb078532eec, 0x6429278229586571}},
		{math.MaxUint64, -1, [3]uint64{0x9dec4d003a2cce18, 0x8828eacb87db01f2, 0x25929474a060167}},
	} {
		r := NewRandom(tt.seed, tt.stream)
		if got := [3]uint64{r.Next(), r.Next(), r.Next()}; got != tt.want {
			t.Errorf("seed %d, stream %d: %#x, want %#x", tt.seed, tt.stream, got, tt.want)
		}
	}
}

// Numbers below n come as often as each other, in every stream, and after each other as if
// the one did not know of the other: chi-square of pairs, with 99 degrees of freedom below
// its quantile of one in 10,000 (161.3).
func TestRandomIsEven(t *testing.T) {
	const n, pairs = 10, 100_000
	for stream := range 5 {
		r := NewRandom(42, stream)
		var seen [n][n]int
		for range pairs {
			seen[r.Below(n)][r.Below(n)]++
		}
		chi := 0.0
		for _, row := range seen {
			for _, c := range row {
				const expected = pairs / (n * n)
				chi += float64((c-expected)*(c-expected)) / expected
			}
		}
		if chi > 161.3 {
			t.Errorf("stream %d: %.1f", stream, chi)
		}
	}
	r := NewRandom(1, 1)
	for range 100 {
		if r.Below(1) != 0 {
			t.Fatal("below one there is zero alone")
		}
		if x := r.Below(math.MaxInt); x < 0 {
			t.Fatalf("%d is below zero", x)
		}
	}
}

// Moves in batches take the temperature from hot to cold; fewer than a batch are one.
func TestCooling(t *testing.T) {
	for _, moves := range []int{0, 1, Batch, 2*Batch - 1, 1000 * Batch} {
		temperature := 300.0
		for range max(1, moves/Batch) {
			temperature *= Cooling(300, 0.5, moves)
		}
		if math.Abs(temperature-0.5) > 1e-6 {
			t.Errorf("after %d moves: %v", moves, temperature)
		}
	}
}

// A loss d is accepted with probability exp(−d/temperature) (Metropolis et al., J. Chem.
// Phys. 21 (1953) 1087–1092), as close as 4096 equal parts of the numbers can say.
func TestLeastGainIsMetropolis(t *testing.T) {
	table := NewThresholds()
	for i, want := range map[int]int64{0: 590539, 1: 518541, 2047: 45442, 4095: 8} {
		if table[i] != want {
			t.Errorf("−ln of the middle of part %d is %d, want %d", i, table[i], want)
		}
	}
	for _, temperature := range []float64{0.5, 1, 7.25, 1000} {
		for _, loss := range []int64{0, 1, 2, 5, 1000, 5000} {
			accepted := 0
			for part := range uint64(4096) {
				x := part<<52 | part*0x9e3779b97f4a7c15>>12 // whichever of the part
				if table.LeastGain(Heat(temperature), x) <= -loss {
					accepted++
				}
			}
			want := 4096 * math.Exp(-float64(loss)/temperature)
			if math.Abs(float64(accepted)-want) > 1 {
				t.Errorf("a loss of %d at %v: %d of 4096, want %.1f", loss, temperature, accepted, want)
			}
		}
	}
	for x := range uint64(64) {
		if gain := table.LeastGain(Heat(0), x<<58); gain != 0 {
			t.Errorf("when all is cold a move must lose nothing, not gain %d", gain)
		}
	}
}
