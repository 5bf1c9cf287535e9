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
		t1 := time.Now()
		o := p.opts
		o.Goal = Fair
		plan, err := Solve(context.Background(), p, o)
		if err != nil {
			t.Error(err)
			continue
		}
		ob := plan.Objective
		t.Logf("%s fair %d worst %d out %d: value %d bound %d worst %d out %d wb %d ob %d %v", n, exp[n].Fair.Obj, exp[n].Fair.WorstRank, exp[n].FewestOutside, ob.Value, ob.Bound, ob.WorstChoice, ob.Outside, ob.WorstBound, ob.OutsideBound, time.Since(t1))
		for _, r := range plan.Ladder {
			t.Logf("  %+v", r)
		}
	}
}
