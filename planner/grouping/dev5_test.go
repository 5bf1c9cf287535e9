package grouping

import (
	"context"
	"testing"
	"time"
)

func TestDevOutside(t *testing.T) {
	for _, n := range []int{300, 3000} {
		k := 12
		if n == 3000 {
			k = 20
		}
		m, o := generate(n, k, hardVariant, 1)
		for i := range m.Roster {
			c := m.Roster[i].Choices
			if len(c) > 3 && i%2 == 0 {
				m.Roster[i].Choices = c[:3]
			}
			if i%5 == 0 {
				m.Roster[i].Choices = []string{"G01", "G02", "G03"}[:1+i%3]
			}
		}
		o.Goal = Fair
		o.Explain = false
		p, _, _ := Build(m, m.Groups, nil, o)
		t0 := time.Now()
		plan, err := Solve(context.Background(), p, o)
		if err != nil {
			t.Fatal(err)
		}
		ob := plan.Objective
		t.Logf("%d: value %d bound %d worst %d/%d outside %d/%d %v", n, ob.Value, ob.Bound, ob.WorstChoice, ob.WorstBound, ob.Outside, ob.OutsideBound, time.Since(t0))
		for _, r := range plan.Ladder {
			t.Logf("  %+v", r)
		}
	}
}
