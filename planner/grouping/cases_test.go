package grouping

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// caseNames lists the shared cases in order.
func caseNames(exp map[string]expectation) []string {
	var names []string
	for n := range exp {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// scorerResult is what the independent scorer prints.
type scorerResult struct {
	Feasible  bool  `json:"feasible"`
	Objective int64 `json:"objective"`
	Worst     int   `json:"worst_rank"`
	Outside   int   `json:"outside"`
}

// scoreOutside has the plan scored by the independent scorer that comes with the
// shared cases. It reports false where python3 is not installed.
func scoreOutside(t *testing.T, dir string, plan *Plan) (scorerResult, bool) {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		return scorerResult{}, false
	}
	var b strings.Builder
	b.WriteString("person,group,role\n")
	for _, g := range plan.Groups {
		for _, m := range g.Members {
			fmt.Fprintf(&b, "%s,%s,%s\n", m.ID, g.ID, m.Role)
		}
	}
	file := filepath.Join(t.TempDir(), "plan.csv")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, filepath.Join(dir, "..", "..", "..", "tools", "score.py"), dir, file).Output()
	var r scorerResult
	if jerr := json.Unmarshal(out, &r); jerr != nil {
		t.Fatalf("scorer: %v %v\n%s", err, jerr, out)
	}
	return r, true
}

func TestSharedCases(t *testing.T) {
	dir := sharedDir(t)
	exp := expectations(t, dir)
	for _, name := range caseNames(exp) {
		goals := []Goal{Total, Fair}
		if strings.HasPrefix(name, "n300") {
			goals = goals[:1] // its ladder alone takes as long as all other cases
		}
		for _, goal := range goals {
			t.Run(name+"/"+string(goal), func(t *testing.T) {
				p := buildCase(t, filepath.Join(dir, name))
				opts := p.opts
				opts.Goal, opts.Ladder, opts.Explain = goal, goal == Fair, false
				plan, err := Solve(context.Background(), p, opts)
				if err != nil {
					t.Fatal(err)
				}
				if err := Verify(p, plan); err != nil {
					t.Error(err)
				}
				o, e := &plan.Objective, exp[name]
				want := e.Total.Objective
				if goal == Fair {
					want = e.Fair.Obj
					if o.Outside != e.FewestOutside || o.WorstChoice != e.Fair.WorstRank {
						t.Errorf("outside %d, worst choice %d; want %d and %d", o.Outside, o.WorstChoice, e.FewestOutside, e.Fair.WorstRank)
					}
				}
				if o.Value*1000 < want*999 || o.Value > want {
					t.Errorf("value %d, optimum %d", o.Value, want)
				}
				if o.Bound < want {
					t.Errorf("bound %d is below the optimum %d", o.Bound, want)
				}
				if len(p.roster) <= 120 && !o.ProvedOptimal {
					t.Errorf("value %d, bound %d: not proved optimal", o.Value, o.Bound)
				}
				r, ok := scoreOutside(t, filepath.Join(dir, name), plan)
				if ok && (!r.Feasible || r.Objective != o.Value || r.Worst != max(o.WorstChoice, r.Worst) && o.Outside == 0 || r.Outside != o.Outside) {
					t.Errorf("the independent scorer says %+v, the plan %+v", r, o)
				}
			})
		}
	}
}
