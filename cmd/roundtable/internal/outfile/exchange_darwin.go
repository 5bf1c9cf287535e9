package outfile

import "golang.org/x/sys/unix"

// exchangePaths gives each of two files or folders the place of the other, in one step.
func exchangePaths(a, b string) error { return unix.RenamexNp(a, b, unix.RENAME_SWAP) }
