package table

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// OpenFile opens a file on disk. It looks at what kind of thing the path is and
// at its size before reading, and then reads only what is asked for: a long
// table is never held in memory. [Book.Close] must be called.
func OpenFile(path string, opts Options) (*Book, error) {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	if err != nil {
		return nil, pathError(name, err)
	}
	switch mode := info.Mode(); {
	case mode.IsDir():
		return nil, &FormatError{File: name, What: "this is a folder", Do: "name the files in it"}
	case !mode.IsRegular():
		return nil, &FormatError{
			File: name, What: "this is a pipe or device, not a file",
			Do: "use - to read standard input, or save it as a file first",
		}
	}
	limits := opts.Limits.orDefault()
	if info.Size() > limits.FileBytes {
		return nil, limits.fileError(name, info.Size())
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, pathError(name, err)
	}
	b, err := open(name, f, info.Size(), f, opts)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return b, nil
}

// pathError says in plain words why a file cannot be opened.
func pathError(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &FormatError{File: name, What: "there is no such file", Do: "check the name and the folder"}
	case errors.Is(err, fs.ErrPermission):
		return &FormatError{
			File: name, What: "this file may not be read",
			Do: "check its permissions, and close it in other programs",
		}
	}
	return fmt.Errorf("%s cannot be opened: %w", name, err)
}
