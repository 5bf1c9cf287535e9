package disclosure

import (
	"slices"
	"testing"
)

// heavyOnes are weights of so many ballots, some of which weigh h and the others l.
func heavyOnes(n, heavy, h, l int) []int {
	return append(slices.Repeat([]int{h}, heavy), slices.Repeat([]int{l}, n-heavy)...)
}

func total(w []int) (sum int) {
	for _, x := range w {
		sum += x
	}
	return sum
}

// What a ballot may weigh: an order of uneven ballots fails where one has a quarter, fifths
// where it has less than a tenth. At the limits of the levels, a fifth and one in 5m + 21,
// all weights of two sizes are safe.
func TestHowMuchABallotMayWeigh(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		m     int
		level Level
		w     []int
	}{
		{2, Order, heavyOnes(10, 2, 4, 1)},
		{3, Order, heavyOnes(10, 2, 4, 1)},
		{2, Fifths, heavyOnes(16, 2, 2, 1)},
		{2, Fifths, heavyOnes(18, 2, 3, 2)}, // 3 in 38
	} {
		if pinned(kinds[0], c.m, c.level, false, c.w) == "" {
			t.Errorf("%d issues, level %d, weights %v: nothing found", c.m, c.level, c.w)
		}
	}
	for _, w := range [][]int{
		heavyOnes(40, 22, 2, 1), heavyOnes(40, 13, 3, 2), heavyOnes(35, 27, 8, 7), heavyOnes(46, 6, 3, 2),
	} {
		if whole := total(w) / w[0]; whole < 31 || whole > 34 {
			t.Errorf("weights %v are not at the limit", w)
		}
		if why := pinned(kinds[0], 2, Fifths, false, w); why != "" {
			t.Error(why)
		}
	}
	tried := 0
	for _, k := range []kindOf{kinds[0], kinds[2]} {
		for _, n := range []int{10, 12, 17, 20} {
			for heavy := 1; heavy < n; heavy += 1 + heavy/4 {
				for h := 2; h <= 8; h++ {
					for l := 1; l < min(h, 3); l++ {
						w := heavyOnes(n, heavy, h, l)
						whole := (heavy*h + (n-heavy)*l) / h
						level, _ := Sizes{Issues: 2, Ballots: int64(n), Whole: int64(whole)}.Level(Fifths)
						if level < Order {
							continue
						}
						tried++
						if why := pinned(k.with(2), 2, level, false, w); why != "" {
							t.Errorf("level %d: %s", level, why)
						}
					}
				}
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d weights tried", tried)
	}
}
