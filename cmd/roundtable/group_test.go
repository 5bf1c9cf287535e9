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
	"roundtable/cmd/roundtable/internal/stages"
	"roundtable/cmd/roundtable/internal/talk"
)

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
	if err := stages.WithinAsked(l); err != nil {
		t.Errorf("with twice the work: %v", err)
	}
}
