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

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/reports/release"
)

// command runs a command line and gives its exit code and what it printed.
func command(args ...string) (code int, said string) {
	var out bytes.Buffer
	code = run(context.Background(), args, talk.Streams{In: strings.NewReader(""), Out: &out, Err: &out})
	return code, out.String()
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
	if code, said := command("plan", file, "--out", out, "--bootstrap", "0", "-q"); code != exit.CodeOK {
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
	code, said := command("publish", dir)
	if code != exit.CodeInput || !strings.Contains(said, fmt.Sprintf("(process %d)", os.Getpid())) ||
		!strings.Contains(said, "nothing was released") || !strings.Contains(said, "publish again") {
		t.Errorf("exit code %d: %s", code, said)
	}
	if folder.Exists(ledger) || folder.Exists(filepath.Join(dir, folder.ReleaseFolder)) {
		t.Error("something was written")
	}
	unlock()
	if err := os.WriteFile(ledger+".lock", []byte("999999999\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, said := command("publish", dir); code != exit.CodeOK || folder.Exists(ledger+".lock") {
		t.Errorf("exit code %d: %s", code, said)
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
			if err := os.RemoveAll(filepath.Join(dir, folder.ReleaseFolder)); err != nil {
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

// Participants are told one seating that rests on wishes. Where it is another one, the
// public archive is released and theirs is not, unless the first was never sent.
func TestPublishOneSeating(t *testing.T) {
	ledger := filepath.Join(t.TempDir(), "releases.json")
	seated := func(sizes string, wished bool) string {
		files := map[string]string{"people.csv": people(24, 3, 12)}
		if wished {
			rows := strings.Split(strings.TrimSpace(files["people.csv"]), "\n")
			rows[0] += ",choice 1,choice 2"
			for i := range rows[1:] {
				rows[i+1] += fmt.Sprintf(",T%d,T%d", 1+i%7%2, 2-i%7%2)
			}
			files["people.csv"] = strings.Join(rows, "\n") + "\n"
			files["votes.csv"] = votes(24, 2, mixed)
		}
		return planFiles(t, files, "--groups", "2", "--size", sizes, "--editions", "chair,participants,public")
	}
	publish := func(dir string, more ...string) (said string, archives []string) {
		code, said := command(append([]string{"publish", dir, "--ledger", ledger}, more...)...)
		if code != exit.CodeOK {
			t.Fatal(said)
		}
		list, _ := filepath.Glob(filepath.Join(dir, "release", "*.zip"))
		for i := range list {
			list[i] = strings.SplitN(filepath.Base(list[i]), "-", 2)[0]
		}
		return said, list
	}
	if _, got := publish(seated("12..12", true)); fmt.Sprint(got) != "[participants public]" {
		t.Errorf("the first: %v", got)
	}
	other := seated("8..16", true)
	said, got := publish(other)
	if fmt.Sprint(got) != "[public]" || !strings.Contains(said, "Release 1 told the participants of other seats") {
		t.Errorf("other seats: %v\n%s", got, said)
	}
	if said, got = publish(other, "--withdrawn=1"); fmt.Sprint(got) != "[participants public]" {
		t.Errorf("after one that was never sent: %v\n%s", got, said)
	}
	for n, sizes := range []string{"12..12", "8..16"} {
		ledger = filepath.Join(t.TempDir(), "releases.json")
		publish(seated("12..12", false))
		if said, got = publish(seated(sizes, false)); fmt.Sprint(got) != "[participants public]" {
			t.Errorf("without wishes, %d: %v\n%s", n, got, said)
		}
	}
}
