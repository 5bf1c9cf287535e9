package outfile

import "golang.org/x/sys/unix"

// exchangePaths gives each of two files or folders the place of the other, in one step.
func exchangePaths(a, b string) error {
	return unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
}
