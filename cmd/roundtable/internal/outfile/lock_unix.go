//go:build !windows

package outfile

import (
	"errors"
	"os"
	"syscall"
)

// hold opens a lock file and takes the lock on it.
func hold(path string) (*os.File, error) {
	for {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, err
		}
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil && stands(f, path) {
			return f, nil
		}
		_ = f.Close() // nothing was written
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, ErrLocked
		}
		if err != nil {
			return nil, err
		}
	}
}

// stands reports whether an open file is the one that has the name: whoever had the
// lock may have taken the file away after it was opened here.
func stands(f *os.File, path string) bool {
	a, errA := f.Stat()
	b, errB := os.Stat(path)
	return errors.Join(errA, errB) == nil && os.SameFile(a, b)
}

// release takes the file away while the lock is held, so that nobody gets it on a file
// without a name.
func release(f *os.File, path string) {
	_ = os.Remove(path) // a file that stays is no lock
	_ = f.Close()
}
