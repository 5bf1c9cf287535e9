package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/grouping"
)

// TestStopped pins that a run stopped after it showed a plan says so and ends
// with the code of an interrupt.
func TestStopped(t *testing.T) {
	var b bytes.Buffer
	report(&b, errStopped)
	if got := b.String(); exitCode(errStopped) != exitInterrupted || !strings.Contains(got, "best found so far") {
		t.Errorf("exit %d, %q", exitCode(errStopped), got)
	}
	b.Reset()
	report(&b, context.Canceled)
	if exitCode(context.Canceled) != exitInterrupted || !strings.Contains(b.String(), "nothing was written") {
		t.Errorf("exit %d, %q", exitCode(context.Canceled), b.String())
	}
}

// TestSizeFor goes through sizes that do and do not fit the number of groups.
func TestSizeFor(t *testing.T) {
	for _, c := range []struct {
		name  string
		k     int
		typed []string
		keeps bool
	}{
		{"fits", 4, []string{"groups"}, true},
		{"does not fit the groups typed", 5, []string{"groups"}, false},
		{"typed as well", 5, []string{"groups", "size"}, true},
		{"both from the files", 5, nil, true},
	} {
		l := loadedWith(48)
		l.o.size.Min, l.o.size.Max, l.o.typed = 11, 13, c.typed
		size := l.sizeFor(c.k)
		if kept := size == l.o.size; kept != c.keeps || !kept && len(l.meeting.Findings) != 1 {
			t.Errorf("%s: %+v, findings %v", c.name, size, l.meeting.Findings)
		}
	}
}

// loadedWith is a meeting of n people P1, P2 …
func loadedWith(n int) *loaded {
	l := &loaded{o: defaultOptions(), meeting: &planner.Meeting{}, kept: &grouping.Kept{}}
	for i := range n {
		l.meeting.Roster = append(l.meeting.Roster, planner.Participant{ID: fmt.Sprintf("P%d", i+1)})
	}
	return l
}
