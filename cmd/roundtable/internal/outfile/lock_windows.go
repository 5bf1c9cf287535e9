package outfile

import (
	"errors"
	"os"
	"syscall"
)

// sharingViolation is the system's answer where a file is open elsewhere.
const sharingViolation syscall.Errno = 32

// hold opens a lock file so that others can only read it.
func hold(path string) (*os.File, error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, syscall.FILE_SHARE_READ,
		nil, syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if errors.Is(err, sharingViolation) {
		return nil, ErrLocked
	}
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(h), path), nil
}

// release closes the file, and takes it away where nobody has opened it meanwhile.
func release(f *os.File, path string) {
	_ = f.Close()
	_ = os.Remove(path) // a file that stays is no lock
}
