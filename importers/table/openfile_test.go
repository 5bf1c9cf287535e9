package table

import (
	"errors"
	"io/fs"
	"testing"
)

// TestPathError: the words for what the operating system reports. (A test that
// runs as the superuser can read every file.)
func TestPathError(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want string
	}{
		{&fs.PathError{Op: "open", Path: "x/a.csv", Err: fs.ErrPermission}, "a.csv: this file may not be read; check its permissions, and close it in other programs"},
		{&fs.PathError{Op: "open", Path: "x/a.csv", Err: fs.ErrNotExist}, "a.csv: there is no such file; check the name and the folder"},
		{errors.New("device on fire"), "a.csv cannot be opened: device on fire"},
	} {
		if got := pathError("a.csv", tt.err).Error(); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}
