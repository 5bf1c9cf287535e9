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

// Whoever asks for working groups is told where there are others, or none; and of settings that
// nothing keeps.
func TestOtherGroupsThanAskedFor(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"people.csv": smallPeople, "groups.csv": smallGroups, "tables.yaml": "rounds: 2\n",
		"votes.csv": "id,1st,2nd\nP01,Access,Courts\nP02,Courts,Access\nP03,Access,Courts\nP04,Access,Courts\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for args, want := range map[string]string{
		"people.csv votes.csv --groups 6":             "6 working groups were asked for, and there are 2",
		"people.csv groups.csv --groups 3":            "3 working groups were asked for, and the files list 2",
		"people.csv groups.csv --groups 2":            "",
		"people.csv --groups 3 --size 2..3":           "could not be formed: no issues were ranked",
		"people.csv --size 2..3":                      "nobody said how many groups",
		"people.csv --mix 2 --size 2..4":              "",
		"people.csv votes.csv --settings tables.yaml": "rounds is for mixed tables",
	} {
		_, out, said := call(t, context.Background(), strings.Fields("plan --format json "+args)...)
		said = strings.Join(strings.Fields(said), " ")
		if want == "" && (strings.Contains(said, "asked for") || strings.Contains(said, "how many")) ||
			!strings.Contains(said, want) || !strings.Contains(out, want) {
			t.Errorf("%s: not told in both %q: %s", args, want, said)
		}
	}
}
