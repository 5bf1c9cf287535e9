package grouping

import (
	"context"
	"path/filepath"
	"testing"
	"fmt"
)

func TestDevHeat(t *testing.T) {
	dir := sharedDir(t)
	exp := expectations(t, dir)
	for _, n := range []string{"n60k6-tight-s1", "n60k6-hard-s1", "n120k8-hard-s1", "n300k12-tight-s1"} {
		p := buildCase(t, filepath.Join(dir, n))
		opt := exp[n].Total.Objective
		m := p.m
		s := newSolver(context.Background(), m, budgetFor(m, Budget{}), 1)
		start := m.place(nil)
		s.offer(start, m.evaluate(start))
		s.search(searchRun{start, m.listed(), nil, s.budget.Moves, 40, 3})
		s.descend(800, boldPace, calmPace, finePace)
		shared := s.d.mostShared(nil)
		t.Logf("%s opt %d first %d bound %d", n, opt, s.score.value, s.bound)
		for ci, cand := range [][][]int32{s.d.worthHaving(0.05, 3), s.d.worthHaving(0.03, 10), s.d.worthHaving(0.01, 30), s.d.worthHaving(0.01, 80), m.listed()} {
			tot := 0
			for _, c := range cand { tot += len(c) }
			for _, hot := range []float64{6, 12, 25, 50} {
				out := ""
				for range 6 {
					s.hasBest = false
					s.search(searchRun{shared, cand, nil, s.budget.Moves, hot, 1})
					out += fmt.Sprintf(" %d", s.score.value-opt)
					if s.score.broken > 0 { out += "!" }
				}
				t.Logf("  cand %d (%d) hot %.0f: %s", ci, tot, hot, out)
			}
		}
	}
}
