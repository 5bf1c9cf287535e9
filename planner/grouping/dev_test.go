package grouping

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestDevBound(t *testing.T) {
	dir := sharedDir(t)
	exp := expectations(t, dir)
	var names []string
	for n := range exp {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		p := buildCase(t, filepath.Join(dir, n))
		t0 := time.Now()
		s := p.m.place(nil)
		sc := p.m.evaluate(s)
		t1 := time.Now()
		b := newBounder(p.m)
		d := newDescent(b)
		opt := exp[n].Total.Objective
		out := []float64{}
		for range 5 {
			d.run(context.Background(), 300, opt)
			out = append(out, d.best)
		}
		t.Logf("%s opt %d flow %d broken %d (%v) bound %.2f (%d evals %v) grain %d %s", n, opt, sc.value, sc.broken, t1.Sub(t0), out, d.evals, time.Since(t1), p.m.grain, b)
	}
}
