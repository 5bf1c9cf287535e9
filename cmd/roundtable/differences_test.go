package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"roundtable/cmd/roundtable/internal/differences"
	"roundtable/cmd/roundtable/internal/exit"
)

const smallGroups = `id,topic,min_size,max_size,chairs
G01,Open standards,2,4,1
G02,Safe wallets,2,4,1
`

const smallPeople = `id,name,stakeholder,gender,chair_ok,prefs
P01,Ana Lima,Civil Society,woman,yes,G01;G02
P02,Bo Sato,Government,man,yes,G02;G01
P03,Cy Diaz,Government,woman,,G01
P04,Di Okoro,Private Sector,man,yes,G01;G02
P05,Eva Ruiz,Civil Society,woman,,G01
P06,Fay Chen,Private Sector,woman,yes,
P07,Gus Weber,Government,man,,G01;G02
`

// planned writes a plan of the small meeting and returns the folder and its plan.json.
func planned(t *testing.T, flags ...string) (out string, data []byte) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"people.csv": smallPeople, "groups.csv": smallGroups} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out = filepath.Join(dir, "out")
	args := append([]string{"plan", filepath.Join(dir, "people.csv"), filepath.Join(dir, "groups.csv"), "--out", out, "-q"}, flags...)
	if code, _, stderr := call(t, context.Background(), args...); code != exit.CodeOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	data, err := os.ReadFile(filepath.Join(out, "chair", "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	return out, data
}

// eachLeaf calls visit for every value below v, with a function that changes it.
func eachLeaf(v any, set func(any), visit func(v any, set func(any))) {
	switch x := v.(type) {
	case map[string]any:
		for k, y := range x {
			eachLeaf(y, func(z any) { x[k] = z }, visit)
		}
	case []any:
		for k, y := range x {
			eachLeaf(y, func(z any) { x[k] = z }, visit)
		}
	default:
		visit(v, set)
	}
}

// TestEveryFieldThatDiffersIsNamed falsifies each field of a plan's working groups.
func TestEveryFieldThatDiffersIsNamed(t *testing.T) {
	_, data := planned(t)
	var plan any
	if err := json.Unmarshal(data, &plan); err != nil {
		t.Fatal(err)
	}
	if got := differences.Of(data, data); len(got) != 0 {
		t.Errorf("the same plan differs: %q", got)
	}
	n := 0
	eachLeaf(fieldOf(plan, "groups"), nil, func(v any, set func(any)) {
		var other any = "x"
		switch x := v.(type) {
		case string:
			other = x + "x"
		case float64:
			other = x + 1
		case bool:
			other = !x
		}
		set(other)
		spoiled, err := json.Marshal(plan)
		set(v)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(differences.Of(spoiled, data), "\n")
		if !strings.Contains(got, fmt.Sprint(other)) || !strings.Contains(got, "groups.") && !strings.Contains(got, "seat of") {
			t.Errorf("%v for %v is told as %q", other, v, got)
		}
		n++
	})
	if n < 150 {
		t.Errorf("only %d fields", n)
	}
}

// TestVerifyNamesASeat moves somebody within the stored plan.
func TestVerifyNamesASeat(t *testing.T) {
	out, data := planned(t)
	var plan map[string]any
	if err := json.Unmarshal(data, &plan); err != nil {
		t.Fatal(err)
	}
	groups := listAt(fieldOf(plan["groups"], "groups"))
	from, to := groups[0].(map[string]any), groups[1].(map[string]any)
	members := listAt(from["members"])
	moved := members[len(members)-1]
	from["members"], to["members"] = members[:len(members)-1], append(listAt(to["members"]), moved)
	spoiled, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(out, "chair", "plan.json"), spoiled, 0o600); err != nil {
		t.Fatal(err)
	}
	code, stdout, _ := call(t, context.Background(), "verify", out, "-q")
	id := fmt.Sprint(fieldOf(moved, "id"))
	for _, want := range []string{
		"✗ working groups: seat of " + id + " in G02, choice: the plan says", "✗ working groups: value: the plan says",
		"seat of " + id + ": the plan says G02, the inputs give G01", "✓ chair/report.html",
	} {
		if !strings.Contains(stdout, want) {
			t.Errorf("%q is not told:\n%s", want, stdout)
		}
	}
	if code != exit.CodeInput {
		t.Errorf("exit code %d", code)
	}
}

// TestCutPlanVerifies: a plan that a time limit cut short is made again as it was.
func TestCutPlanVerifies(t *testing.T) {
	out, data := planned(t, "--time-limit", "1ns")
	if !strings.Contains(string(data), `"rounds": -1`) {
		t.Fatal("not cut short")
	}
	code, stdout, stderr := call(t, context.Background(), "verify", out, "-q")
	if code != exit.CodeOK || !strings.Contains(stdout, "✓ chair/plan.json") {
		t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
	}
}

// fieldOf is a field of an object of JSON; nil where there is none.
func fieldOf(v any, key string) any {
	m, _ := v.(map[string]any)
	return m[key]
}

// listAt is a list of JSON; nil where there is none.
func listAt(v any) []any {
	l, _ := v.([]any)
	return l
}
