package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/cmd/roundtable/internal/paper"
	"roundtable/cmd/roundtable/internal/talk"
)

// smallVote is a folder with a meeting whose plan has all three editions.
func smallVote(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	people, votes := "ID,Name,Stakeholder group,Region\n", "voter,Trust,Access,Skills\n"
	for i := range 20 {
		people += fmt.Sprintf("V%d,Person %c,Government,African Group\n", i, 'A'+i)
		votes += fmt.Sprintf("V%d,%d,%d,%d\n", i, i%2, i/2%2, i/4%2)
	}
	for name, data := range map[string]string{"people.csv": people, "votes.csv": votes} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// planning is the command that plans the meeting with a title, as a process in its folder;
// before are words in front of it.
func planning(dir, title string, before ...string) *exec.Cmd {
	words := append(before, "roundtable", "plan", "people.csv", "votes.csv", "--groups", "2", "--bootstrap", "0",
		"--date", "2026-11-28", "--title", title, "--out", "out", "-q")
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir = dir
	return cmd
}

// stands is what a folder holds, by name, but for what is temporary.
func stands(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		name, _ := filepath.Rel(dir, path)
		if err == nil && !d.IsDir() && !strings.HasPrefix(name, ".roundtable") {
			data, readErr := os.ReadFile(path)
			files[filepath.ToSlash(name)], err = string(data), readErr
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// two are the folder of a meeting, with its plan, a ledger and other people's files, and
// what stands there before and after a second plan.
func two(t *testing.T) (dir string, before, after map[string]string) {
	t.Helper()
	dir = smallVote(t)
	out := filepath.Join(dir, "out")
	var states []map[string]string
	for _, title := range []string{"First", "Second"} {
		if said, err := planning(dir, title).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		if title == "First" {
			if code, said := command("publish", out, "-q"); code != exit.CodeOK {
				t.Fatal(said)
			}
			for _, name := range []string{"chair/notes/of-mine.txt", "public/logo.svg", "todo.txt"} {
				path := folder.Path(out, name)
				if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(name), 0o600)); err != nil {
					t.Fatal(err)
				}
			}
		}
		states = append(states, stands(t, out))
	}
	if maps.Equal(states[0], states[1]) || states[1]["chair/releases.json"] == "" {
		t.Fatal("the second plan is the first, or there is no ledger")
	}
	if err := os.RemoveAll(out); err != nil {
		t.Fatal(err)
	}
	return dir, states[0], states[1]
}

// lay puts files into a folder that holds nothing else.
func lay(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	for name, data := range files {
		path := folder.Path(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(data), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
}

// checkKilled holds a folder in which a second plan was killed against what stood there and
// what it makes: each edition is all of one, and verify tells where they are of two.
func checkKilled(t *testing.T, what, dir string, before, after map[string]string) (state string) {
	t.Helper()
	out := filepath.Join(dir, "out")
	got, news, olds := stands(t, out), 0, 0
	for _, edition := range []string{"chair", "participants", "public", "release", "todo.txt"} {
		of := func(m map[string]string) map[string]string {
			m = maps.Clone(m)
			maps.DeleteFunc(m, func(name, _ string) bool { return name != edition && !strings.HasPrefix(name, edition+"/") })
			return m
		}
		isNew, isOld := maps.Equal(of(got), of(after)), maps.Equal(of(got), of(before))
		switch {
		case isNew && !isOld:
			news++
		case isOld && !isNew:
			olds++
		case !isOld:
			t.Errorf("%s: %s is of neither run: %d files", what, edition, len(of(got)))
		}
	}
	between := news > 0 && olds > 0
	if placed, waiting := outfile.Unfinished(out); between != (len(placed) > 0 && len(waiting) > 0) {
		t.Errorf("%s: %d editions are new and %d old; told are %q and %q", what, news, olds, placed, waiting)
	}
	switch {
	case between:
		state = "between"
		if code, said := command("verify", out); code != exit.CodeInput || !strings.Contains(said, "a run was stopped") {
			t.Errorf("%s: verify, exit code %d: %s", what, code, said)
		}
		if code, said := command("publish", out); code != exit.CodeInput || !strings.Contains(said, "publish again") {
			t.Errorf("%s: publish, exit code %d: %s", what, code, said)
		}
		if !maps.Equal(stands(t, out), after) {
			t.Errorf("%s: the next run did not complete it", what)
		}
	case news > 0:
		state = "new"
	default:
		state = "old"
	}
	return state
}

// checkNext makes the plan once more, and finds nothing left of the one that was killed.
func checkNext(t *testing.T, dir string, after map[string]string) {
	t.Helper()
	if said, err := planning(dir, "Second").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	out := filepath.Join(dir, "out")
	left, err := filepath.Glob(filepath.Join(out, ".roundtable*"))
	if !maps.Equal(stands(t, out), after) || err != nil || len(left) > 0 {
		t.Errorf("the next run leaves %q, or another plan", left)
	}
}

// A plan over another, killed at each renaming: as the journal gets its name, and as each
// edition is exchanged.
func TestKilledAtEachRename(t *testing.T) {
	dir, before, after := two(t)
	out := filepath.Join(dir, "out")
	for _, c := range []struct{ call, at, state string }{
		{"renameat", ".roundtable-work/journal.json", "old"},
		{"renameat2", "chair", "old"},
		{"renameat2", "participants", "between"},
		{"renameat2", "public", "between"},
	} {
		lay(t, out, before)
		// Calls are counted by thread, so each is told by its path.
		said, err := planning(dir, "Second", "strace", "-f", "-qq", "-o", os.DevNull, "-P", folder.Path(out, c.at),
			"-e", "trace="+c.call, "-e", "inject="+c.call+":signal=KILL:when=1").CombinedOutput()
		switch {
		case errors.Is(err, exec.ErrNotFound) || bytes.Contains(said, []byte("PTRACE")):
			t.Skip("no strace, or it may not trace here")
		case err == nil || !strings.Contains(err.Error(), "killed"):
			t.Fatalf("%s of %s: %v: %s", c.call, c.at, err, said)
		}
		if state := checkKilled(t, c.call+" of "+c.at, dir, before, after); state != c.state {
			t.Errorf("%s of %s: all is %s, want %s", c.call, c.at, state, c.state)
		}
	}
	checkNext(t, dir, after)
}

// killings is how often TestKilledAnywhen kills: 10 times, or as often as ROUNDTABLE_KILLS says.
func killings(t *testing.T) int {
	t.Helper()
	text := os.Getenv("ROUNDTABLE_KILLS")
	if text == "" {
		return 10
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("ROUNDTABLE_KILLS: %v", err)
	}
	return n
}

// A plan over another, killed at any moment: every other time in the short while in which
// it puts its files in place.
func TestKilledAnywhen(t *testing.T) {
	dir, before, after := two(t)
	out := filepath.Join(dir, "out")
	began := time.Now()
	if err := planning(dir, "Second").Run(); err != nil {
		t.Fatal(err)
	}
	long := time.Since(began)
	rnd := rand.New(rand.NewPCG(1, 2))
	states := make(map[string]int)
	for i := range killings(t) {
		lay(t, out, before)
		cmd := planning(dir, "Second")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		wait := time.Duration(rnd.Int64N(int64(long)))
		if i%2 > 0 {
			wait %= time.Millisecond
			journal := filepath.Join(out, ".roundtable-work", "journal.json")
			for began := time.Now(); !folder.Exists(journal) && time.Since(began) < 2*long; {
				time.Sleep(50 * time.Microsecond)
			}
		}
		time.Sleep(wait)
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
		states[checkKilled(t, fmt.Sprintf("kill %d after %v", i, wait), dir, before, after)]++
	}
	t.Log(states)
	checkNext(t, dir, after)
}

// Ctrl-C at any moment: exit code 130 and nothing is changed, or the plan is whole.
func TestInterruptedAnywhen(t *testing.T) {
	dir, before, after := two(t)
	out := filepath.Join(dir, "out")
	began := time.Now()
	if err := planning(dir, "Second").Run(); err != nil {
		t.Fatal(err)
	}
	long := time.Since(began)
	var slowest time.Duration
	for i := range 5 {
		lay(t, out, before)
		cmd := planning(dir, "Second")
		var said bytes.Buffer
		cmd.Stderr = &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// From the second eighth on: a process that has only just begun knows no signal yet.
		time.Sleep(long * time.Duration(i+2) / 7)
		asked := time.Now()
		if err := cmd.Process.Signal(syscall.SIGINT); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Skip(err)
		}
		err := cmd.Wait()
		slowest = max(slowest, time.Since(asked))
		want := before
		if err == nil || strings.Contains(said.String(), "had been written") {
			want = after
		}
		if code := cmd.ProcessState.ExitCode(); err != nil && code != exit.CodeInterrupted {
			t.Errorf("%d: exit code %d: %s", i, code, said.String())
		}
		left, _ := filepath.Glob(filepath.Join(out, ".roundtable*"))
		if !maps.Equal(stands(t, out), want) || len(left) > 0 {
			t.Errorf("%d: %v, %s: the folder is not as it was, or has %q", i, err, said.String(), left)
		}
	}
	t.Logf("at most %v after the signal", slowest)
}

// Where a run waits for standard input that never comes, it ends all the same.
func TestInterruptedReading(t *testing.T) {
	cmd := exec.Command("roundtable", "rank", "-")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// More than the pipe holds: once it is written, the program reads.
	if _, err := in.Write(bytes.Repeat([]byte("a,b\n"), 100_000)); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Skip(err)
	}
	if err := cmd.Wait(); cmd.ProcessState.ExitCode() != exit.CodeInterrupted {
		t.Errorf("%v", err)
	}
}

// A run that was interrupted after its files were in place does not say that there are none.
func TestInterruptedAfterWriting(t *testing.T) {
	dir := smallVote(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	said := &cancelling{cancel: cancel}
	args := []string{
		"plan", filepath.Join(dir, "people.csv"), filepath.Join(dir, "votes.csv"), "--bootstrap", "0",
		"--out", filepath.Join(dir, "out"),
	}
	if code := run(ctx, args, talk.Streams{In: strings.NewReader(""), Out: said, Err: said}); code != exit.CodeOK {
		t.Errorf("exit code %d: %s", code, said.String())
	}
}

// cancelling stops a run as it begins to say what it wrote.
type cancelling struct {
	bytes.Buffer
	cancel func()
}

func (c *cancelling) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte("Wrote")) {
		c.cancel()
	}
	return c.Buffer.Write(p)
}

// A second run into a folder is told at once, by number, who is at work there.
func TestTwoRunsIntoOneFolder(t *testing.T) {
	dir := smallVote(t)
	out := filepath.Join(dir, "out")
	f, err := outfile.OpenFolder(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Abort()
	said, err := planning(dir, "Second").CombinedOutput()
	var ended *exec.ExitError
	if !errors.As(err, &ended) || ended.ExitCode() != exit.CodeInput ||
		!strings.Contains(string(said), fmt.Sprintf("(process %d)", os.Getpid())) {
		t.Errorf("%v: %s", err, said)
	}
}

// A fault of the program is a sentence: in a command, and in a page that is being made.
func TestFault(t *testing.T) {
	boom := func() { panic("boom") }
	inPage := func() error {
		_, err := paper.Render(context.Background(), []paper.File{{Name: "a.html", Write: func(io.Writer) error { boom(); return nil }}})
		return err
	}
	inCommand := func() error {
		return execute(context.Background(), &cobra.Command{Run: func(*cobra.Command, []string) { boom() }})
	}
	for name, do := range map[string]func() error{"page": inPage, "command": inCommand} {
		err := do()
		var f exit.Fault
		if exit.Code(err) != exit.CodeFault || !errors.As(err, &f) || strings.Contains(err.Error(), "\n") ||
			!strings.Contains(err.Error(), "boom") {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.Contains(f.Hint([]string{"x", "--verbose"}), "killed_test.go") || strings.Contains(f.Hint(nil), ".go:") {
			t.Errorf("%s: the trace is not where it was asked for", name)
		}
	}
}
