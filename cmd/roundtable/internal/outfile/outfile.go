// Package outfile writes a set of files so that either all of them appear or
// none does.
//
// Each file is written in full to a temporary file beside its final place.
// [Set.Commit] then renames them, one system call a file; until it is called,
// nothing that existed before is touched, and [Set.Abort] removes every trace.
// A file that was named as an input is never replaced, whatever path, link or
// spelling leads to it.
package outfile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// ErrInput is returned (wrapped) when an output would replace an input file.
var ErrInput = errors.New("this file is one of the inputs; inputs are never written over")

// Set is a group of files that appear together. Make one with [New].
type Set struct {
	inputs []fs.FileInfo
	files  []pending
	dirs   []string // folders made for this set, outermost first
	done   bool
}

type pending struct {
	temp, final string
	file        *os.File // open until Commit or Abort
}

// New returns an empty set that will refuse to replace any of the inputs.
// Inputs that cannot be looked up (standard input, a file that vanished) are
// passed over: they cannot be replaced either.
func New(inputs ...string) *Set {
	s := &Set{}
	for _, path := range inputs {
		if info, err := os.Stat(path); err == nil {
			s.inputs = append(s.inputs, info)
		}
	}
	return s
}

// Write adds a file with what write produces, with the given permissions.
// Missing folders are made.
func (s *Set) Write(path string, perm fs.FileMode, write func(io.Writer) error) error {
	if err := s.refuseInput(path); err != nil {
		return err
	}
	if err := s.makeDir(filepath.Dir(path)); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".roundtable-*")
	if err != nil {
		return fmt.Errorf("cannot write in this folder: %w", err)
	}
	s.files = append(s.files, pending{temp: f.Name(), final: path, file: f})
	buf := bufio.NewWriterSize(f, 64<<10)
	if err := write(buf); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if err := buf.Flush(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if err := f.Chmod(perm); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// WriteFile writes one file; see [Set.Write].
func WriteFile(path string, perm fs.FileMode, write func(io.Writer) error, inputs ...string) error {
	s := New(inputs...)
	defer s.Abort()
	if err := s.Write(path, perm, write); err != nil {
		return err
	}
	return s.Commit()
}

// Bytes writes finished content.
func Bytes(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

// refuseInput compares by identity, not by name, so that links and different
// spellings of one path are caught too.
func (s *Set) refuseInput(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return nil // not there yet: nothing to replace
	}
	for _, in := range s.inputs {
		if os.SameFile(in, info) {
			return fmt.Errorf("%s: %w", path, ErrInput)
		}
	}
	if info.IsDir() {
		return fmt.Errorf("%s: a folder of this name is in the way", path)
	}
	return nil
}

// makeDir makes dir and its parents, remembering which were new.
func (s *Set) makeDir(dir string) error {
	var missing []string
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Stat(d); err == nil || d == filepath.Dir(d) {
			break
		}
		missing = append(missing, d)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("cannot make the output folder: %w", err)
	}
	for i := len(missing) - 1; i >= 0; i-- {
		s.dirs = append(s.dirs, missing[i])
	}
	return nil
}

// Commit moves every file to its place. After an error the files already moved
// stay (each is whole), and the rest are removed.
func (s *Set) Commit() error {
	if err := s.settle(); err != nil {
		s.Abort()
		return err
	}
	for len(s.files) > 0 {
		p := s.files[0]
		if err := os.Rename(p.temp, p.final); err != nil {
			s.Abort()
			return fmt.Errorf("%s: cannot put the new file in place (is it open in another program?): %w", p.final, err)
		}
		s.files = s.files[1:]
	}
	s.done = true
	return nil
}

// settle waits until every file is on the disk, all at once because waiting for
// a disk one file after the other is what takes the time, and closes them.
func (s *Set) settle() error {
	errs := make([]error, len(s.files))
	var wait sync.WaitGroup
	for i := range s.files {
		wait.Go(func() { errs[i] = errors.Join(s.files[i].file.Sync(), s.files[i].file.Close()) })
	}
	wait.Wait()
	return errors.Join(errs...)
}

// Abort removes all temporary files and the folders made for them. After
// Commit it does nothing, so it can be deferred.
func (s *Set) Abort() {
	if s.done {
		return
	}
	for _, p := range s.files {
		_ = p.file.Close()    // twice is harmless
		_ = os.Remove(p.temp) // best effort: there is nothing better to do with the error
	}
	s.files = nil
	for i := len(s.dirs) - 1; i >= 0; i-- {
		_ = os.Remove(s.dirs[i]) // fails where something else was put in: then it stays
	}
	s.done = true
}
