package outfile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

func TestCommitMovesEveryFile(t *testing.T) {
	dir := t.TempDir()
	s := New()
	defer s.Abort()
	a, b := filepath.Join(dir, "new", "a.txt"), filepath.Join(dir, "b.txt")
	if err := s.Write(a, 0o600, text("A")); err != nil {
		t.Fatal(err)
	}
	if err := s.Write(b, 0o644, text("B")); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(a); !os.IsNotExist(err) {
		t.Fatalf("a.txt is there before Commit: %v", err)
	}
	if err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{a: "A", b: "B"} {
		got, err := os.ReadFile(path)
		if err != nil || string(got) != want {
			t.Errorf("%s = %q, %v; want %q", path, got, err, want)
		}
	}
	if info, _ := os.Stat(a); info.Mode().Perm() != 0o600 {
		t.Errorf("a.txt has mode %v, want 0600", info.Mode().Perm())
	}
	onlyNames(t, dir, "b.txt", "new")
}

func TestAbortLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	old := filepath.Join(dir, "old.txt")
	if err := os.WriteFile(old, []byte("before"), 0o644); err != nil {
		t.Fatal(err)
	}
	s := New()
	if err := s.Write(old, 0o644, text("after")); err != nil {
		t.Fatal(err)
	}
	boom := errors.New("boom")
	err := s.Write(filepath.Join(dir, "x", "y", "z.txt"), 0o644, func(w io.Writer) error {
		if _, err := io.WriteString(w, "half"); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatalf("Write = %v, want boom", err)
	}
	s.Abort()
	onlyNames(t, dir, "old.txt")
	if got, _ := os.ReadFile(old); string(got) != "before" {
		t.Errorf("old.txt = %q, want it untouched", got)
	}
}

func TestInputsAreNeverReplaced(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "in.csv")
	if err := os.WriteFile(in, []byte("data"), 0o644); err != nil {
		t.Fatal(err)
	}
	soft, hard := filepath.Join(dir, "soft.csv"), filepath.Join(dir, "hard.csv")
	if err := os.Symlink(in, soft); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(in, hard); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "sub"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{in, dir + "/./in.csv", dir + "/sub/../in.csv", soft, hard} {
		s := New(in)
		if err := s.Write(path, 0o644, text("gone")); !errors.Is(err, ErrInput) {
			t.Errorf("Write(%s) = %v, want ErrInput", path, err)
		}
		s.Abort()
	}
	if got, _ := os.ReadFile(in); string(got) != "data" {
		t.Errorf("in.csv = %q, want it untouched", got)
	}
}

func TestFolderInTheWay(t *testing.T) {
	dir := t.TempDir()
	s := New()
	defer s.Abort()
	if err := s.Write(dir, 0o644, text("x")); err == nil {
		t.Error("Write over a folder gave no error")
	}
}

func onlyNames(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if len(got) != len(want) {
		t.Fatalf("folder holds %q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("folder holds %q, want %q", got, want)
		}
	}
}

// Temporary files of runs that were killed go with the next file that is written there;
// those of a run that is at work stay, and other people's files of a like name.
func TestLeftFilesGo(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{".roundtable-123456789", ".roundtable-00c0ffee00c0ffee", ".roundtable-notes", ".roundtable"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	busy := New()
	defer busy.Abort()
	if err := busy.Write(filepath.Join(dir, "a.txt"), 0o600, text("A")); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(filepath.Join(dir, "b.txt"), 0o600, text("B")); err != nil {
		t.Fatal(err)
	}
	if err := busy.Commit(); err != nil {
		t.Fatal(err)
	}
	onlyNames(t, dir, ".roundtable", ".roundtable-notes", "a.txt", "b.txt")
}

// Standard input that comes from a file is an input.
func TestStandardInputIsAnInput(t *testing.T) {
	path := filepath.Join(t.TempDir(), "in.csv")
	if err := os.WriteFile(path, []byte("data"), 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer func(was *os.File) { os.Stdin = was }(os.Stdin)
	os.Stdin = in
	if err := WriteFile(path, 0o600, text("gone"), "-"); !errors.Is(err, ErrInput) {
		t.Errorf("%v, want ErrInput", err)
	}
	if err := WriteFile(path, 0o600, text("new")); err != nil {
		t.Errorf("not named: %v", err)
	}
}
