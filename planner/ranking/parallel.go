package ranking

import (
	"runtime"
	"sync"
)

// split runs work over the ranges of [0, n) on all processors, in at most 16
// parts of about 4096 or more. Parts are numbered in
// order; how many there are must not matter to the result.
func split(n int, work func(part, lo, hi int)) {
	parts := splits(n)
	if parts == 1 {
		work(0, 0, n)
		return
	}
	var wg sync.WaitGroup
	for p := range parts {
		wg.Go(func() { work(p, n*p/parts, n*(p+1)/parts) })
	}
	wg.Wait()
}

// splits is the number of parts split uses.
func splits(n int) int { return min(runtime.GOMAXPROCS(0), 16, n/4096+1) }
