//go:build corpus

package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/planner/selection"
	"roundtable/testdata"
)

// Lists of volunteers for assemblies: the smallest chance, proved, within seconds.
func TestSelectRealLists(t *testing.T) {
	for _, c := range []struct{ people, quotas, seats, least string }{
		{"roster-sortition-candidates/candidates.csv", "roster-sortition-candidates/features.csv", "22", "1/11"},
		{"field-cases/people/assembly-volunteers.csv", "field-cases/people/assembly-quotas.csv", "40", "13/218"},
	} {
		var out, errs bytes.Buffer
		began := time.Now()
		code := run(t.Context(), []string{
			"select", testdata.Corpus(t, c.people), "--targets", testdata.Corpus(t, c.quotas), "--seats", c.seats,
			"--format", "json",
		}, talk.Streams{In: strings.NewReader(""), Out: &out, Err: &errs})
		var r selection.Result
		if err := json.Unmarshal(out.Bytes(), &r); code != exit.CodeOK || err != nil {
			t.Fatalf("%s: exit code %d, %v\n%s", c.people, code, err, errs.String())
		}
		if !r.Proved || r.MinChanceExact != c.least || r.Off > 0.002 || len(r.Never) > 0 {
			t.Errorf("%s: smallest chance %s, proved %v, off by %v", c.people, r.MinChanceExact, r.Proved, r.Off)
		}
		t.Logf("%s: %v", c.people, time.Since(began).Round(time.Millisecond))
	}
}
