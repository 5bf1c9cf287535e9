package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestHere(t *testing.T) {
	for _, c := range []struct {
		system, set string
		want        bool
	}{
		{"linux", "", false},
		{"linux", "DISPLAY", true},
		{"linux", "WAYLAND_DISPLAY", true},
		{"freebsd", "", false},
		{"darwin", "", true},
		{"windows", "", true},
		{"darwin", "SSH_CONNECTION", false},
		{"linux", "DISPLAY SSH_TTY", false},
	} {
		getenv := func(key string) string {
			if strings.Contains(" "+c.set+" ", " "+key+" ") {
				return "x"
			}
			return ""
		}
		if got := Here(c.system, getenv); got != c.want {
			t.Errorf("%s with %q: %v", c.system, c.set, got)
		}
	}
}

func TestNewFolderTakesNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "meeting-report")
	if err := os.WriteFile(path+"-2", []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{path, path + "-3", path + "-4"} {
		if got, err := NewFolder(path); got != want || err != nil {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
	if _, err := NewFolder(filepath.Join(dir, "nowhere", "x")); err == nil {
		t.Error("a folder in none")
	}
}

// What opens files gets the whole path, and its failure is told.
func TestOpen(t *testing.T) {
	dir := t.TempDir()
	script := "#!/bin/sh\nprintf %s \"$1\" > " + filepath.Join(dir, "opened") + "\ntest -e \"$1\"\n"
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Chdir(dir)
	if err := os.WriteFile("report of it.html", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Open("linux", "report of it.html"); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("opened")
	if err != nil || string(got) != filepath.Join(dir, "report of it.html") {
		t.Errorf("opened %q, %v", got, err)
	}
	if Open("linux", "nothing.html") == nil {
		t.Error("no error of a file that cannot be opened")
	}
	t.Setenv("PATH", t.TempDir())
	if Open("linux", "report of it.html") == nil {
		t.Error("no error without a program that opens files")
	}
}
