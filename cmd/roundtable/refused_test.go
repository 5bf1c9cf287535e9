package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWhatNothingWouldKeepIsRefused: options that the groups or tables could not follow.
func TestWhatNothingWouldKeepIsRefused(t *testing.T) {
	dir := t.TempDir()
	people, groups := filepath.Join(dir, "people.csv"), filepath.Join(dir, "groups.csv")
	for path, text := range map[string]string{people: smallPeople, groups: smallGroups} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ args, said string }{
		{"--chairs-differ-by stakehodler", "nobody has a value for stakehodler"},
		{"--chairs-differ-by region", "nobody has a value for region"},
		{"--chairs-differ-by Stakeholder", ""},
		{"--mix 2 --max-per-organisation 1", "--max-per-organisation is for working groups"},
		{"--mix 2 --goal fair", "--goal is for working groups"},
		{"--mix 2 --worst 1", "--worst is for working groups"},
		{"--mix 2 --mix-on gender", ""},
	} {
		args := append([]string{"group", people, groups, "-q"}, strings.Fields(c.args)...)
		code, _, said := call(t, context.Background(), args...)
		if (code == exitOK) != (c.said == "") || !strings.Contains(said, c.said) {
			t.Errorf("%s: exit code %d: %s", c.args, code, said)
		}
	}
}
