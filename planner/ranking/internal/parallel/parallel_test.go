package parallel

import (
	"runtime"
	"slices"
	"sync"
	"testing"
)

// TestSplit: every piece of work is in exactly one range, the ranges are numbered in
// order, and few pieces are not spread.
func TestSplit(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	for _, c := range []struct{ n, parts int }{
		{0, 1}, {1, 1}, {leastWork - 1, 1}, {leastWork, 2}, {2*leastWork + 5, 3}, {9 * leastWork, 3},
	} {
		if got := Parts(c.n); got != c.parts {
			t.Errorf("%d pieces in %d parts, want %d", c.n, got, c.parts)
		}
		var mu sync.Mutex
		bounds := make([][2]int, c.parts)
		Split(c.n, func(part, lo, hi int) {
			mu.Lock()
			defer mu.Unlock()
			bounds[part] = [2]int{lo, hi}
		})
		at := 0
		for _, b := range bounds {
			if b[0] != at || b[1] < b[0] {
				t.Errorf("%d pieces: ranges %v", c.n, bounds)
			}
			at = b[1]
		}
		if at != c.n {
			t.Errorf("%d pieces: ranges %v", c.n, bounds)
		}
	}
}

func TestWorkers(t *testing.T) {
	var got []int
	for _, procs := range []int{1, 4, mostParts + 3} {
		was := runtime.GOMAXPROCS(procs)
		got = append(got, Workers(2), Workers(1000))
		runtime.GOMAXPROCS(was)
	}
	if want := []int{1, 1, 2, 4, 2, mostParts}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
