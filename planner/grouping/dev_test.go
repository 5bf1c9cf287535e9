package grouping

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestDevSolve(t *testing.T) {
	dir := sharedDir(t)
	exp := expectations(t, dir)
	var names []string
	for n := range exp {
		if f := os.Getenv("CASE"); f == "" || f == n {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	for _, n := range names {
		p := buildCase(t, filepath.Join(dir, n))
		opt := exp[n].Total.Objective
		t1 := time.Now()
		s := newSolver(context.Background(), p.m, budgetFor(p.m, Budget{}), 1)
		s.report = func(st string, s *solver) {
			if os.Getenv("V") != "" {
				t.Logf("   %s %d (%d) bound %d %v", st, s.score.value, s.score.broken, s.bound, time.Since(t1))
			}
		}
		s.solve()
		t.Logf("%s opt %d value %d broken %d bound %d %v", n, opt, s.score.value, s.score.broken, s.bound, time.Since(t1))
	}
}
