package outfile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// ErrLocked is returned (wrapped) for a file that another process keeps.
var ErrLocked = errors.New("another run of roundtable is working with it")

// Lock keeps a file, which need not exist yet, to this process until unlock is called:
// who reads it, thinks, and writes it anew must not lose what somebody else wrote
// meanwhile. Where another process keeps it, that is an error at once.
//
// Beside the file stands path.lock, with the number of the process, for people. What
// counts is not that it is there but that the system holds it for a process: the lock of
// one that died is free, whatever is left of it, on this machine or another one.
func Lock(path string) (unlock func(), err error) {
	dirs := New() // the folders that had to be made
	if err := dirs.makeDir(filepath.Dir(path)); err != nil {
		dirs.Abort()
		return nil, err
	}
	at := path + ".lock"
	f, err := hold(at)
	if err != nil {
		dirs.Abort()
		if errors.Is(err, ErrLocked) {
			return nil, fmt.Errorf("%s: %w%s", path, err, holder(at))
		}
		return nil, fmt.Errorf("cannot lock %s: %w", path, err)
	}
	unlock = func() {
		release(f, at)
		dirs.Abort() // they stay where something stands in them
	}
	if err = f.Truncate(0); err == nil {
		_, err = f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	}
	if err != nil {
		unlock()
		return nil, fmt.Errorf("cannot lock %s: %w", path, err)
	}
	return unlock, nil
}

// holder says which process a lock names, if any.
func holder(lock string) string {
	data, _ := os.ReadFile(lock) // without it the number is not told
	if n, err := strconv.Atoi(strings.TrimSpace(string(data))); err == nil {
		return fmt.Sprintf(" (process %d)", n)
	}
	return ""
}
