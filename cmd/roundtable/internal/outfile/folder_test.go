package outfile

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// What a folder holds before, beside other people's files, and what a run makes of it.
var (
	before = map[string]string{
		"chair/report.html": "old", "chair/plan.json": "old", "chair/tables/a.csv": "old",
		"participants/report.html": "old", "public/report.html": "old", "meeting.xlsx": "old",
		"sheet.html": "old",
	}
	others = map[string]string{
		"chair/releases.json": "ledger", "chair/notes/deep/n.txt": "mine", "chair/tables/mine.csv": "mine",
		"public/logo.png": "mine", "release/public.zip": "sent", "todo.txt": "mine",
	}
	after = map[string]string{
		"chair/report.html": "new", "chair/plan.json": "new", "public/report.html": "new", "public/extra.html": "new",
		"agenda/a.html": "new", "meeting.xlsx": "new",
	}
)

func union(a, b map[string]string) map[string]string {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}

// filled is a folder with these files, and an empty folder of somebody.
func filled(t *testing.T, dir string, files map[string]string) string {
	t.Helper()
	for name, data := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// content is what a folder holds; what is temporary by itself.
func content(t *testing.T, dir string) (files map[string]string, temporary []string) {
	t.Helper()
	files = make(map[string]string)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		name, _ := filepath.Rel(dir, path)
		switch {
		case err != nil:
			return err
		case strings.Contains(name, ".roundtable"):
			temporary = append(temporary, name)
		case !d.IsDir():
			data, err := os.ReadFile(path)
			files[filepath.ToSlash(name)] = string(data)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files, temporary
}

// replace is the run that makes what comes after of what was before.
func replace(dir string) error {
	f, err := OpenFolder(dir)
	if err != nil {
		return err
	}
	defer f.Abort()
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if err := f.Write(name, 0o600, text(after[name])); err != nil {
			return err
		}
	}
	for name := range before {
		if after[name] == "" {
			f.Remove(name)
		}
	}
	return f.Commit()
}

func expect(t *testing.T, what, dir string, want map[string]string) {
	t.Helper()
	got, temporary := content(t, dir)
	if !maps.Equal(got, want) || len(temporary) > 0 {
		t.Errorf("%s: %v, want %v; left %q", what, got, want, temporary)
	}
}

func withoutExchange(t *testing.T) {
	t.Helper()
	exchange = func(_, _ string) error { return errors.ErrUnsupported }
	t.Cleanup(func() { exchange = exchangePaths })
}

// All files are there together, other people's stay, a folder of which nothing is left goes;
// where the system can exchange folders and where it cannot. Again is no different.
func TestFolder(t *testing.T) {
	for _, can := range []bool{true, false} {
		t.Run(fmt.Sprintf("exchange %v", can), func(t *testing.T) {
			if !can {
				withoutExchange(t)
			}
			dir := filled(t, t.TempDir(), union(before, others))
			if err := os.Chmod(filepath.Join(dir, "public"), 0o751); err != nil {
				t.Fatal(err)
			}
			if err := os.Mkdir(filepath.Join(dir, "chair", "empty"), 0o755); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if err := replace(dir); err != nil {
					t.Fatal(err)
				}
				expect(t, "after", dir, union(after, others))
			}
			if there(filepath.Join(dir, "participants")) || !there(filepath.Join(dir, "chair", "empty")) {
				t.Error("the empty folder of the run stays, or somebody's does not")
			}
			for name, want := range map[string]fs.FileMode{"public": 0o751, "public/logo.png": 0o640, "chair/plan.json": 0o600} {
				if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != want {
					t.Errorf("%s: %v, %v; want %v", name, info.Mode(), err, want)
				}
			}
		})
	}
}

// Nothing is there of a run that was given up, not even the folder.
func TestFolderAbort(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	f, err := OpenFolder(filepath.Join(dir, "out"))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Write("chair/plan.json", 0o600, text("x")); err != nil {
		t.Fatal(err)
	}
	f.Abort()
	if there(dir) {
		t.Error("the folder stays")
	}
}

// Two runs into one folder: the second is told at once by which process.
func TestFolderLocked(t *testing.T) {
	dir := t.TempDir()
	f, err := OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = OpenFolder(dir + "/.")
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), fmt.Sprintf("(process %d)", os.Getpid())) {
		t.Errorf("a second run: %v", err)
	}
	f.Abort()
	if f, err = OpenFolder(dir); err != nil {
		t.Fatal(err)
	}
	f.Abort()
	onlyNames(t, dir)
}

// What cannot be put in place leaves everything as it was: here a folder that can neither be
// exchanged nor renamed, after others that could.
func TestFolderPutsBack(t *testing.T) {
	for _, can := range []bool{true, false} {
		dir := filled(t, t.TempDir(), union(before, others))
		f, err := OpenFolder(dir)
		if err != nil {
			t.Fatal(err)
		}
		for name := range after {
			if err := f.Write(name, 0o600, text("new")); err != nil {
				t.Fatal(err)
			}
		}
		exchange = func(a, b string) error {
			if filepath.Base(b) == "public" {
				if can { // the old folder has no place to go
					return errors.Join(os.WriteFile(filepath.Join(dir, workName, "old"), nil, 0o600), errors.ErrUnsupported)
				}
				return errors.Join(os.RemoveAll(a), errors.ErrUnsupported) // the new one is away
			}
			if !can {
				return errors.ErrUnsupported
			}
			return exchangePaths(a, b)
		}
		t.Cleanup(func() { exchange = exchangePaths })
		if err := f.Commit(); err == nil || !strings.Contains(err.Error(), "open in another program") {
			t.Errorf("exchange %v: %v", can, err)
		}
		f.Abort()
		expect(t, fmt.Sprintf("exchange %v", can), dir, union(before, others))
	}
}

// A file or link of somebody where a new folder is to be, a link instead of a folder, an
// input: refused, and nothing is changed.
func TestFolderRefuses(t *testing.T) {
	dir := filled(t, t.TempDir(), map[string]string{"in.csv": "data", "elsewhere/x": "x", "chair/report.html": "old"})
	for link, to := range map[string]string{"public": "elsewhere", "chair/tables": "../elsewhere"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip("no links here")
		}
	}
	want, _ := content(t, filepath.Join(dir, "elsewhere"))
	for name, says := range map[string]string{
		"public/report.html": "link to another folder", "chair/tables/a.csv": "in the way", "elsewhere": "in the way",
		"in.csv": "never written over",
	} {
		f, err := OpenFolder(dir)
		if err != nil {
			t.Fatal(err)
		}
		f.Keep(filepath.Join(dir, "in.csv"))
		if err = f.Write(name, 0o600, text("new")); err == nil {
			err = f.Commit()
		}
		f.Abort()
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", name, err, says)
		}
	}
	onlyNames(t, dir, "chair", "elsewhere", "in.csv", "public")
	expect(t, "elsewhere", filepath.Join(dir, "elsewhere"), want)
}

// An input that the new run has no file for stays.
func TestFolderKeepsInputs(t *testing.T) {
	dir := filled(t, t.TempDir(), before)
	f, err := OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Abort()
	f.Keep(filepath.Join(dir, "chair", "plan.json"))
	f.Remove("chair/plan.json")
	f.Remove("chair/report.html")
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	if !there(filepath.Join(dir, "chair", "plan.json")) || there(filepath.Join(dir, "chair", "report.html")) {
		t.Error("the input went, or what was removed stays")
	}
}

// A record that came with a folder from elsewhere moves nothing outside of it.
func TestFolderJournalFromElsewhere(t *testing.T) {
	for _, journal := range []string{`{"files":{"../x/a":"0"}}`, `{"gone":["/etc/x"]}`, `{`} {
		dir := filled(t, t.TempDir(), map[string]string{
			workName + "/" + journalName: journal, workName + "/new/a": "x", "chair/a": "old",
		})
		if f, err := OpenFolder(dir); err == nil {
			f.Abort()
			t.Errorf("%s was followed", journal)
		}
		if got, _ := content(t, dir); len(got) != 1 || there(filepath.Join(dir, lockName)) {
			t.Errorf("%s: %v", journal, got)
		}
	}
}

// TestReplaceProcess is the process that is killed.
func TestReplaceProcess(t *testing.T) {
	dir := os.Getenv("OUTFILE_DIR")
	if dir == "" {
		t.Skip("for TestFolderKilled")
	}
	runtime.LockOSThread() // strace counts by thread
	if err := replace(dir); err != nil {
		t.Fatal(err)
	}
}

// Killed at each system call that changes a name: every folder is all old or all new, and
// other people's files are there; the next run completes it or leaves all as it was, and
// nothing else stays. Without exchange a folder may be missing until then.
func TestFolderKilled(t *testing.T) {
	for _, c := range []struct{ what, inject, calls string }{
		{"exchange", "", "rename renameat renameat2 linkat mkdirat unlinkat"},
		{"no exchange", "inject=renameat2:error=ENOSYS", "rename renameat linkat"},
	} {
		t.Run(c.what, func(t *testing.T) {
			states := make(map[string]int)
			for call := range strings.FieldsSeq(c.calls) {
				for n, killed := 1, true; killed && n <= 13; n++ { // the rest is clearing up
					dir := filled(t, t.TempDir(), union(before, others))
					killed = straced(t, dir, c.inject, fmt.Sprintf("inject=%s:signal=KILL:when=%d", call, n))
					states[checkKilled(t, fmt.Sprintf("%s %d", call, n), dir, c.inject != "")]++
				}
			}
			t.Log(states)
			if states["old"] == 0 || states["new"] == 0 || states["between"] < 4 {
				t.Errorf("%v: not every state was met", states)
			}
		})
	}
}

// straced runs the process below a folder, and reports whether it was killed.
func straced(t *testing.T, dir string, injections ...string) (killed bool) {
	t.Helper()
	args := []string{"-f", "-qq", "-o", os.DevNull}
	for _, i := range injections {
		if i != "" {
			args = append(args, "-e", i)
		}
	}
	cmd := exec.Command("strace", append(args, os.Args[0], "-test.run", "^TestReplaceProcess$")...)
	cmd.Env = append(os.Environ(), "OUTFILE_DIR="+dir)
	out, err := cmd.CombinedOutput()
	switch {
	case errors.Is(err, exec.ErrNotFound) || strings.Contains(string(out), "PTRACE"):
		t.Skip("no strace, or it may not trace here")
	case err != nil && !strings.Contains(err.Error(), "killed"):
		t.Fatalf("%v: %s", err, out)
	}
	return err != nil
}

// checkKilled says whether all is old or new, or there is something of both.
func checkKilled(t *testing.T, kill, dir string, mayMiss bool) string {
	t.Helper()
	old, now := union(before, others), union(after, others)
	got, _ := content(t, dir)
	news, olds := 0, 0
	tops := []string{"agenda", "chair", "meeting.xlsx", "participants", "public", "sheet.html"}
	for _, top := range tops {
		of := func(m map[string]string) map[string]string {
			m = maps.Clone(m)
			maps.DeleteFunc(m, func(name, _ string) bool { return topOf(name) != top })
			return m
		}
		switch {
		case maps.Equal(of(got), of(now)):
			news++
		case maps.Equal(of(got), of(old)):
			olds++
		case !mayMiss || len(of(got)) > 0:
			t.Errorf("%s: %s holds %v", kill, top, of(got))
		}
	}
	for name, data := range others {
		if got[name] != data && (!mayMiss || there(filepath.Join(dir, topOf(name)))) {
			t.Errorf("%s: %s is %q", kill, name, got[name])
		}
	}
	placed, waiting := Unfinished(dir)
	if (len(placed) > 0) != (news > 0 && news < len(tops)) ||
		len(placed) != 0 && len(placed)+len(waiting) != len(tops) {
		t.Errorf("%s: %d new, %d old; told are %q and %q", kill, news, olds, placed, waiting)
	}
	f, err := OpenFolder(dir)
	if err != nil {
		t.Fatalf("%s: %v", kill, err)
	}
	f.Abort()
	want := now
	if !f.Completed && news == 0 {
		want = old
	}
	expect(t, fmt.Sprintf("%s, opened again", kill), dir, want)
	if err := replace(dir); err != nil {
		t.Fatalf("%s: %v", kill, err)
	}
	expect(t, fmt.Sprintf("%s, run again", kill), dir, now)
	switch {
	case olds == len(tops):
		return "old"
	case news == len(tops):
		return "new"
	}
	return "between"
}
