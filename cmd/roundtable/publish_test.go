package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/reports/release"
)

// command runs a command line and gives its exit code and what it printed.
func command(args ...string) (exit int, said string) {
	var out bytes.Buffer
	exit = run(context.Background(), args, streams{in: strings.NewReader(""), out: &out, err: &out})
	return exit, out.String()
}

// voted is a folder with a plan of a small vote; late has a ballot more.
func voted(t *testing.T, late bool) string {
	t.Helper()
	dir := t.TempDir()
	votes := "voter,Trust,Access,Skills\n"
	for i := range 20 {
		votes += fmt.Sprintf("V%d,%d,%d,%d\n", i, i%2, i/2%2, i/4%2)
	}
	if late {
		votes += "V20,1,0,1\n"
	}
	file := filepath.Join(dir, "votes.csv")
	if err := os.WriteFile(file, []byte(votes), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	if exit, said := command("plan", file, "--out", out, "--bootstrap", "0", "-q"); exit != exitOK {
		t.Fatal(said)
	}
	return out
}

// While another run has the ledger, a release is refused and nothing is written; what a
// run left that died is no lock.
func TestPublishWaitsItsTurn(t *testing.T) {
	dir := voted(t, false)
	ledger := filepath.Join(dir, "chair", "releases.json")
	unlock, err := outfile.Lock(ledger)
	if err != nil {
		t.Fatal(err)
	}
	exit, said := command("publish", dir)
	if exit != exitInput || !strings.Contains(said, fmt.Sprintf("(process %d)", os.Getpid())) ||
		!strings.Contains(said, "nothing was released") || !strings.Contains(said, "publish again") {
		t.Errorf("exit code %d: %s", exit, said)
	}
	if exists(ledger) || exists(filepath.Join(dir, releaseFolder)) {
		t.Error("something was written")
	}
	unlock()
	if err := os.WriteFile(ledger+".lock", []byte("999999999\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if exit, said := command("publish", dir); exit != exitOK || exists(ledger+".lock") {
		t.Errorf("exit code %d: %s", exit, said)
	}
}

// Of two folders that are one ballot apart and published at once into one ledger, never
// both are released.
func TestPublishAtOnce(t *testing.T) {
	folders := []string{voted(t, false), voted(t, true)}
	for range 5 {
		ledger := filepath.Join(t.TempDir(), "all.json")
		exits := make([]int, len(folders))
		var wait sync.WaitGroup
		for i, dir := range folders {
			if err := os.RemoveAll(filepath.Join(dir, releaseFolder)); err != nil {
				t.Fatal(err)
			}
			wait.Go(func() { exits[i], _ = command("publish", dir, "--ledger", ledger) })
		}
		wait.Wait()
		data, err := os.ReadFile(ledger)
		if err != nil {
			t.Fatal(err)
		}
		l, err := release.Read(data)
		if err != nil || len(l.Releases) != 1 || exits[0] == exits[1] {
			t.Errorf("exit codes %v, %v", exits, err)
		}
	}
}
