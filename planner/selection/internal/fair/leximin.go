package fair

import (
	"context"
	"fmt"
	"time"
	"syscall"

	"roundtable/planner/internal/ilp"
)

func cpu() time.Duration {
	var r syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func Try(ctx context.Context, program *ilp.Program, cols []int, limits ilp.Limits, seats int) {
	t0 := cpu()
	p := NewPool(ctx, program, cols, limits)
	known, never, proved := p.Cover()
	fmt.Println("  cover", len(known), len(never), proved, cpu()-t0)
	if len(known) == 0 {
		return
	}
	t0 = cpu()
	chances, levels := p.aims(seats, false)
	fmt.Println("  aims", len(levels), cpu()-t0)
	if chances == nil {
		return
	}
	lo := 2.0
	for _, c := range chances { lo = min(lo, c) }
	t0 = cpu()
	bad := 0
	for i := range levels {
		if panel, proved := p.dearer(levels[i].Prices, levels[i].Most, true); panel != nil || !proved {
			bad++
		}
	}
	fmt.Println("  min", lo, "bad proofs", bad, cpu()-t0)
	for _, b := range []bool{true, false} {
		hullBest = b
		t0 = cpu()
		panels, _, off := p.attain(chances, known[0], seats)
		fmt.Println("  attain best", b, "support", len(panels), "of", len(p.cols), "off", off, cpu()-t0)
	}
	if len(p.cols) < 200 {
		t0 = cpu()
		l := p.staged(known, false)
		ch := l.Chances()
		worst := 0.0
		lo := 2.0
		for j, c := range ch {
			f, _ := c.Float64()
			worst = max(worst, chances[j]-f, f-chances[j])
			lo = min(lo, f)
		}
		fmt.Println("  staged", len(l.Levels), lo, "differs", worst, l.Proved, cpu()-t0)
	}
}
