package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/outfile"
)

// A limit in the settings is one like that on the command line.
func TestVerifyKnowsTheLimitOfASheet(t *testing.T) {
	dir := smallVote(t)
	settings, out := filepath.Join(dir, "settings.csv"), filepath.Join(dir, "out")
	if err := os.WriteFile(settings, []byte("key,value\ntime_limit,1ns\ngroups,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	files := []string{filepath.Join(dir, "people.csv"), filepath.Join(dir, "votes.csv"), settings}
	if code, said := command(append([]string{"plan", "--out", out, "--bootstrap", "0", "-q"}, files...)...); code != exit.CodeOK {
		t.Fatal(said)
	}
	if err := os.WriteFile(folder.Path(out, folder.PublicHTML), []byte("edited"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := call(t, context.Background(), "verify", out)
	if code != exit.CodeInput || !strings.Contains(stdout, "public/report.html: differs, and was changed") ||
		strings.Count(stdout, "✗") != 1 || !strings.Contains(stderr, "somebody changed") {
		t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
	}
}

// While a run writes to the folder, nothing can be said of it.
func TestVerifyWaitsItsTurn(t *testing.T) {
	dir := voted(t, false)
	f, err := outfile.OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{dir, filepath.Join(dir, "chair")} {
		code, said := command("verify", at)
		if code != exit.CodeInput || !strings.Contains(said, "another run of roundtable is working with it (process ") ||
			!strings.Contains(said, "nothing was checked") || strings.Contains(said, "✗") {
			t.Errorf("exit code %d: %s", code, said)
		}
	}
	f.Abort()
	if code, said := command("verify", dir); code != exit.CodeOK {
		t.Errorf("exit code %d: %s", code, said)
	}
}
