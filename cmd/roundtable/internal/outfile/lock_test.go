package outfile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// While one has a file, another gets it not and is told who has it; then it does.
// Nothing is left, no folder either.
func TestLock(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "new", "ledger.json")
	unlock, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(path + ".lock"); string(data) != fmt.Sprintln(os.Getpid()) {
		t.Errorf("the lock holds %q", data)
	}
	_, err = Lock(path)
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), fmt.Sprintf("(process %d)", os.Getpid())) {
		t.Errorf("a second lock: %v", err)
	}
	other, err := Lock(filepath.Join(dir, "another"))
	if err != nil {
		t.Fatal(err)
	}
	other()
	unlock()
	onlyNames(t, dir)
	if unlock, err = Lock(path); err != nil {
		t.Fatal(err)
	}
	unlock()
}

// What a process left that died, or anybody else, locks nothing.
func TestLockLeftBehind(t *testing.T) {
	for _, left := range []string{"", "999999999\n", "1", "no number, and longer than one"} {
		path := filepath.Join(t.TempDir(), "ledger.json")
		if err := os.WriteFile(path+".lock", []byte(left), 0o600); err != nil {
			t.Fatal(err)
		}
		unlock, err := Lock(path)
		if err != nil {
			t.Fatalf("after %q: %v", left, err)
		}
		if data, _ := os.ReadFile(path + ".lock"); string(data) != fmt.Sprintln(os.Getpid()) {
			t.Errorf("after %q the lock holds %q", left, data)
		}
		unlock()
	}
}

// Many at once, with a lock left behind: never two have it, and all that had it are
// counted.
func TestLockOfMany(t *testing.T) {
	path := filepath.Join(t.TempDir(), "n")
	if err := os.WriteFile(path+".lock", []byte("999999999"), 0o600); err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	var held sync.Mutex
	had := 0
	for range 16 {
		wait.Go(func() {
			for range 100 {
				unlock, err := Lock(path)
				if errors.Is(err, ErrLocked) {
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				if !held.TryLock() {
					t.Error("two have it")
				} else {
					had++
					runtime.Gosched()
					held.Unlock()
				}
				unlock()
			}
		})
	}
	wait.Wait()
	if had == 0 {
		t.Error("nobody had it")
	}
}

func TestLockWhereNothingCanBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Lock(filepath.Join(file, "ledger.json")); err == nil || errors.Is(err, ErrLocked) {
		t.Errorf("below a file: %v", err)
	}
}
