package grouping

import (
	"context"
	"encoding/json"
	"path/filepath"
	"testing"
	"time"
)

func TestDevExplain(t *testing.T) {
	p := buildCase(t, filepath.Join(sharedDir(t), "n30k4-tight-s1"))
	o := p.opts
	plan, err := Solve(context.Background(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := json.MarshalIndent(plan.Explanation, "", " ")
	t.Logf("%s", b)
	m, o := generate(3000, 20, tightVariant, 1)
	o.Ladder = false
	for _, ex := range []bool{false, true} {
		o.Explain = ex
		q, _, _ := Build(m, m.Groups, nil, o)
		t0 := time.Now()
		plan, err = Solve(context.Background(), q, o)
		t.Log(ex, err, time.Since(t0), plan.Objective)
		if ex {
			t.Log(len(plan.Explanation.People), len(plan.Explanation.Withdrawals), len(plan.Explanation.Envy), len(plan.Explanation.Targets), plan.Explanation.Seats)
			t0 = time.Now()
			t.Log(Verify(q, plan), time.Since(t0))
			b, _ := json.Marshal(plan)
			t.Log(len(b))
		}
	}
}
