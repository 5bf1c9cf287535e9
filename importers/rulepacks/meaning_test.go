package rulepacks

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"roundtable/planner"
)

var update = flag.Bool("update", false, "write golden files anew")

// What every line of every pack asks for, in the words of the machine, with its source
// and the day it was read. A change here is a change of a verdict.
func TestMeanings(t *testing.T) {
	var b strings.Builder
	for _, name := range Names() {
		p, err := Load(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s: %s, %d, read %s\n", p.Name, p.Body, p.Year, p.Read)
		for i := range p.Rules {
			r := &p.Rules[i]
			fmt.Fprintf(&b, "  %s: %s\n      %s\n", r.ID, meaning(r), r.Source)
		}
	}
	const golden = "testdata/meaning.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Split(b.String(), "\n")
	for i, line := range strings.Split(string(want), "\n") {
		if i >= len(got) || got[i] != line {
			t.Fatalf("line %d of %s: want %q, got %q", i+1, golden, line, got[min(i, len(got)-1)])
		}
	}
}

func meaning(r *Rule) string {
	t, ok := r.Target("")
	if !ok {
		return "people judge it"
	}
	words := []string{t.Tier.String(), r.Check}
	add := func(form string, args ...any) { words = append(words, fmt.Sprintf(form, args...)) }
	if who := t.Who().String(); t.Kind == planner.Count {
		add("%s", who)
	} else if t.Dimension != "" {
		add("%s", t.Dimension)
	}
	if t.Kind == planner.Flag {
		add("is %s", t.Value)
	}
	for i, c := range t.Cells {
		add("%d seats for %s;", t.Seats[i], c)
	}
	if t.Min.Given {
		add("at least %d", t.Min.N)
	}
	if t.Max.Given {
		add("at most %d", t.Max.N)
	}
	if t.MinShare.Given() {
		add("at least %s", t.MinShare)
	}
	if t.NearestUpTo.Given() {
		add("to the nearest up to %s", t.NearestUpTo)
	}
	if t.MaxShare.Given() {
		add("at most %s", t.MaxShare)
	}
	if len(t.Roles) > 0 {
		add("among %v", t.Roles)
	}
	if len(t.ExceptRoles) > 0 {
		add("without %v", t.ExceptRoles)
	}
	if len(r.Formats)+len(r.Exempt) > 0 {
		add("in %v but not %v", r.Formats, r.Exempt)
	}
	return strings.Join(words, " ")
}
