package outfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// mostRead is the size of the largest file that is read whole: more than this program
// ever writes.
const mostRead = 512 << 20

// Why a file is not read.
var (
	errNoFile   = errors.New("this is a folder, a pipe or a device, and not a file")
	errTooLarge = errors.New("it is larger than 512 MB, and no file of this program is")
)

// Read reads a file that this program may have written. What stands under its name and is
// no file, as a pipe that nobody writes to, is an error at once, and so is what is too
// large to be one of these files. Errors are of the kind [fs.PathError].
func Read(path string) ([]byte, error) {
	f, err := Regular(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // opened for reading only
	data, err := io.ReadAll(io.LimitReader(f, mostRead+1))
	if err == nil && len(data) > mostRead {
		err = &fs.PathError{Op: "read", Path: path, Err: errTooLarge}
	}
	return data, err
}

// Regular opens a file for reading, and nothing else than a file.
func Regular(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "read", Path: path, Err: errNoFile}
	}
	return os.Open(path)
}
