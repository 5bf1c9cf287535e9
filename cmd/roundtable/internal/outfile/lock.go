package outfile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// ErrLocked is returned (wrapped) for a file or folder that another process keeps.
var ErrLocked = errors.New("another run of roundtable is working with it")

// Lock keeps a file, which need not exist yet, to this process until unlock is called:
// who reads it, thinks, and writes it anew must not lose what somebody else wrote
// meanwhile. Where another process keeps it, that is an error at once.
//
// Beside the file stands path.lock, with the number of the process, for people. What
// counts is not that it is there but that the system holds it for a process: the lock of
// one that died is free, whatever is left of it, on this machine or another one.
func Lock(path string) (unlock func(), err error) {
	s := New()
	if err := s.lock(path, path+".lock"); err != nil {
		s.Abort()
		return nil, err
	}
	return s.Abort, nil
}

// lock holds the file at for what is called name.
func (s *Set) lock(name, at string) error {
	disk.Lock()
	defer disk.Unlock()
	if err := s.makeDir(filepath.Dir(at)); err != nil {
		return err
	}
	f, err := hold(at)
	if errors.Is(err, ErrLocked) {
		return fmt.Errorf("%s: %w%s", name, err, holder(at))
	}
	if err == nil {
		s.locks = append(s.locks, pending{temp: at, file: f})
		err = f.Truncate(0)
	}
	if err == nil {
		_, err = f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	}
	if err != nil {
		return fmt.Errorf("%s cannot be kept to this run: %w", name, reason(err))
	}
	return nil
}

// Busy is [ErrLocked] (wrapped) where another process keeps a folder that is only to be read.
func Busy(dir string) error {
	at := filepath.Join(dir, lockName)
	if !there(at) {
		return nil
	}
	f, err := hold(at)
	if err == nil {
		release(f, at) // left by one that died
	}
	if errors.Is(err, ErrLocked) {
		return fmt.Errorf("%s: %w%s", dir, err, holder(at))
	}
	return nil
}

// holder says which process a lock names, if any.
func holder(lock string) string {
	data, _ := Read(lock) // without it the number is not told
	if n, err := strconv.Atoi(strings.TrimSpace(string(data))); err == nil {
		return fmt.Sprintf(" (process %d)", n)
	}
	return ""
}
