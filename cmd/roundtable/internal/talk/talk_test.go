package talk

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"roundtable/planner"
)

// A warning is told once, not more than ten are, and of the others how many.
func TestWarningsAreFew(t *testing.T) {
	var list []planner.Finding
	for i := range 25 {
		list = append(list, planner.Finding{
			Code: "x", Severity: planner.Warning, Text: fmt.Sprintf("Thing %d is odd.", i), Fix: "Mend it.",
		})
	}
	list = append(list, planner.Finding{Code: "x", Severity: planner.Note, Text: "By the way."})
	say := func(verbose bool, lists ...[]planner.Finding) string {
		var errs bytes.Buffer
		o := New(Streams{Err: &errs})
		o.Verbose, o.More = verbose, ": elsewhere"
		for _, l := range lists {
			o.Warn(l)
		}
		return errs.String()
	}
	for _, c := range []struct {
		said          string
		warnings      int
		last          string
		ofWhichPlaced string
	}{
		{say(false, list), 10, "(15 warnings and 1 note more: elsewhere)\n", "Thing 9 "},
		{say(true, list), 25, "note: By the way.\n", "Thing 24 "},
		{say(false, list[:3], list[:3]), 3, "→ Mend it.\n", "Thing 2 "},
		{say(false, list[:8], list[5:12]), 10, "(2 warnings more: elsewhere)\n", "Thing 9 "},
	} {
		if n := strings.Count(c.said, "warning: "); n != c.warnings || !strings.HasSuffix(c.said, c.last) ||
			!strings.Contains(c.said, c.ofWhichPlaced) {
			t.Errorf("%d warnings, want %d and %q:\n%s", n, c.warnings, c.last, c.said)
		}
	}
}
