// Package parallel spreads work over the processors in ranges.
package parallel

import (
	"runtime"

	"roundtable/planner/internal/together"
)

const (
	// mostParts bounds how many ranges there are.
	mostParts = 16
	// leastWork is about how many pieces of work a range of its own is worth.
	leastWork = 4096
)

// Split runs work over the ranges of [0, n) on all processors. The parts are
// numbered in order; how many there are, see [Parts], must not matter to the
// result.
func Split(n int, work func(part, lo, hi int)) {
	parts := Parts(n)
	if parts == 1 {
		work(0, 0, n)
		return
	}
	var wg together.Group
	for p := range parts {
		wg.Go(func() { work(p, n*p/parts, n*(p+1)/parts) })
	}
	wg.Wait()
}

// Parts is the number of parts [Split] makes of n pieces of work.
func Parts(n int) int { return Workers(n/leastWork + 1) }

// Workers is how many of n tasks run at the same time.
func Workers(n int) int { return min(runtime.GOMAXPROCS(0), mostParts, n) }
