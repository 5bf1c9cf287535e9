package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/planner"
)

// TestSizeFor goes through sizes that do and do not fit the number of groups.
func TestSizeFor(t *testing.T) {
	cell := planner.Ref{File: "m.xlsx", Sheet: "Settings", Cell: "B3"}
	files := []planner.Setting{{Key: "size", Value: "11..13", Where: cell}, {Key: "groups", Value: "4"}}
	groups := settings.Given{Key: "groups", Value: "5", Typed: true}
	size := settings.Given{Key: "size", Value: "11..13", Typed: true}
	for _, c := range []struct {
		name  string
		k     int
		typed []settings.Given
		keeps bool
	}{
		{"fits", 4, []settings.Given{groups}, true},
		{"does not fit the groups typed", 5, []settings.Given{groups}, false},
		{"typed as well", 5, []settings.Given{groups, size}, true},
		{"both from the files", 5, nil, true},
	} {
		o, _ := settings.Resolve(files, c.typed)
		got, findings := sizeFor(o, 48, c.k)
		switch {
		case c.keeps && (got != planner.Range{Min: 11, Max: 13} || findings != nil):
			t.Errorf("%s: %+v, findings %v; want the size kept", c.name, got, findings)
		case !c.keeps && (!got.IsZero() || len(findings) != 1 || findings[0].Where != cell):
			t.Errorf("%s: %+v, findings %v; want one finding at %v", c.name, got, findings, cell)
		}
	}
}

// What options ask for goes through the same budget as what files list: refused at once,
// with the option that allows it, and allowed by it.
func TestAskedWithinBudget(t *testing.T) {
	dir := t.TempDir()
	var people, votes strings.Builder
	people.WriteString("id,name,stakeholder")
	votes.WriteString("voter")
	for i := range 60 {
		fmt.Fprintf(&votes, ",Topic no. %d", i+1)
	}
	for i := range 4001 {
		fmt.Fprintf(&people, "\nV%d,Person %d,Government", i, i)
		if i < 8 {
			fmt.Fprintf(&votes, "\nV%d%s", i, strings.Repeat(",1,0", 30))
		}
	}
	for name, text := range map[string]string{"people.csv": people.String(), "votes.csv": votes.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	for _, c := range []struct{ args, said, hint string }{
		{"group people.csv votes.csv --groups 50", "50 groups times 4,001 people are 200,050 seats", "--max-work 2 would allow it"},
		{"plan people.csv votes.csv --out out --groups 50", "50 groups times 4,001 people", "--max-work 2 would allow it"},
		{"group people.csv --mix 60", "60 tables times 4,001 people", "--max-work 2 would allow it"},
		{"group people.csv --mix 2", "4,001 people, of whom each may meet each", "--max-work 2 would allow it"},
	} {
		code, _, said := call(t, context.Background(), append(strings.Fields(c.args), "-q")...)
		if code != exit.CodeInput || !strings.Contains(said, c.said) || !strings.Contains(said, c.hint) {
			t.Errorf("%s: exit code %d: %s", c.args, code, said)
		}
	}
	if _, err := os.Stat("out"); err == nil {
		t.Error("a refused plan left a folder")
	}
	j := newJob(talk.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard})
	j.Files = []string{"people.csv"}
	l, err := j.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	l.Options.Groups.Mix, l.Options.Reading.Table.Limits.Work = 60, 2
	if err := withinAsked(l); err != nil {
		t.Errorf("with twice the work: %v", err)
	}
}
