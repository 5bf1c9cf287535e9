package grouping

import (
	"context"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestDevGen(t *testing.T) {
	for _, spec := range strings.Fields(os.Getenv("GEN")) {
		f := strings.Split(spec, ",")
		n, _ := strconv.Atoi(f[0])
		k, _ := strconv.Atoi(f[1])
		seed, _ := strconv.Atoi(f[3])
		m, o := generate(n, k, variant(f[2]), uint64(seed))
		p, _, err := Build(m, m.Groups, nil, o)
		if err != nil {
			t.Fatal(err)
		}
		t1 := time.Now()
		s := newSolver(context.Background(), p.m, budgetFor(p.m, Budget{}), 1)
		s.report = func(st string, s *solver) {
			if os.Getenv("V") != "" && true {
				t.Logf("   %s %d (%d) bound %d %v", st, s.score.value, s.score.broken, s.bound, time.Since(t1))
			}
		}
		if os.Getenv("SOLVE") != "" {
			o.Goal = Goal(os.Getenv("SOLVE"))
			plan, err := Solve(context.Background(), p, o)
			if plan != nil {
				ob := plan.Objective
				t.Logf("%s: value %d bound %d (%.3f%%) worst %d/%d outside %d/%d %v  %v", spec, ob.Value, ob.Bound, 100*float64(ob.Gap)/float64(ob.Value), ob.WorstChoice, ob.WorstBound, ob.Outside, ob.OutsideBound, err, time.Since(t1))
				for _, r := range plan.Ladder {
					t.Logf("  %+v", r)
				}
			} else {
				t.Log(err, time.Since(t1))
			}
			continue
		}
		s.solve()
		t.Logf("%s: value %d broken %d bound %d (%.3f%%) %v", spec, s.score.value, s.score.broken, s.bound, 100*float64(s.bound-s.score.value)/float64(s.score.value), time.Since(t1))
	}
}
