// Package outfile puts finished files in place so that, killed at any moment, a run leaves
// none half written and never the files of two runs beside each other.
//
// A [Set] is for single files. Each is written in full to a temporary file beside its
// place, and [Set.Commit] renames them. What a run leaves that was killed, the next one that
// writes there takes away: a temporary file counts as left where no process holds it.
//
// A [Folder] is for files that belong together, some of them in folders of their own (the
// editions of a plan). It is one run's alone while it is open. Everything is made below
// .roundtable-work in it:
//
//	new/chair/…      the new folder, whole, with other people's files of the old one linked in
//	old/chair/…      the old one, where two folders cannot be exchanged in one step
//	journal.json     once all is there: what is to be put in place
//
// Then each folder is exchanged with the new one: in one step where the system can (Linux,
// macOS), so that it is all old or all new at any moment; else (Windows, some network disks)
// by two renames, between which it is not there. With the last one the journal is taken
// away, and the work folder with it. Who opens a folder with a journal in it completes that
// run first, or, where it cannot be completed, puts everything back; [Unfinished] tells who
// only reads. Without a journal nothing was exchanged.
//
// A file that was named as an input is never replaced, whatever path, link or spelling
// leads to it, and neither is the file that standard input comes from, named "-".
package outfile

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// ErrInput is returned (wrapped) when an output would replace an input file.
var ErrInput = errors.New("this file is one of the inputs; inputs are never written over")

// disk is held while names on the disk change, so that [Stop] finds every set between two
// changes. It guards open: the sets that may have something to take away.
var (
	disk    sync.Mutex
	open    = make(map[*Set]bool)
	written int // how often files were put in place
)

// Stop is for a process that ends at once, whatever it was doing: it waits for files that
// are being put in place, takes away the traces of every set that is open, and lets no
// further one begin. It tells how often files had been put in place.
func Stop() int {
	disk.Lock() // for ever
	for s := range open {
		s.abort()
	}
	return written
}

// Written is how often this process has put files in place.
func Written() int {
	disk.Lock()
	defer disk.Unlock()
	return written
}

// Set is a group of files that appear together. Make one with [New].
type Set struct {
	inputs []fs.FileInfo
	files  []pending
	dirs   []string // folders made for this set, outermost first
	locks  []pending
	work   string // the work folder of a [Folder]
}

type pending struct {
	temp, final string   // a lock has no final place
	file        *os.File // open until Commit or Abort
}

// New returns an empty set that will refuse to replace any of the inputs.
func New(inputs ...string) *Set {
	s := &Set{}
	s.Keep(inputs...)
	disk.Lock()
	defer disk.Unlock()
	open[s] = true
	return s
}

// Keep adds inputs. Those that cannot be looked up (a pipe, a file that vanished) are
// passed over: they cannot be replaced either.
func (s *Set) Keep(inputs ...string) {
	for _, path := range inputs {
		info, err := os.Stat(path)
		if path == "-" {
			info, err = os.Stdin.Stat()
		}
		if err == nil {
			s.inputs = append(s.inputs, info)
		}
	}
}

// Write adds a file with what write produces, with the given permissions.
// Missing folders are made.
func (s *Set) Write(path string, perm fs.FileMode, write func(io.Writer) error) error {
	if err := s.refuse(path); err != nil {
		return err
	}
	dir := filepath.Dir(path)
	sweep(dir)
	temp := filepath.Join(dir, fmt.Sprintf("%s%016x", tempPrefix, rand.Uint64()))
	return unwritten(path, s.fill(temp, path, perm, write))
}

// unwritten says of an error which file it is about, once, and by its final name.
func unwritten(path string, err error) error {
	why := reason(err)
	switch {
	case err == nil:
		return nil
	case why == err: //nolint:errorlint // it is of whoever makes the bytes
		return fmt.Errorf("%s: %w", path, err)
	}
	return fmt.Errorf("%s cannot be written: %w", path, why)
}

// reason is why the system refused something, without the paths that it names.
func reason(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

// fill writes the file that is to have its final place later.
func (s *Set) fill(temp, final string, perm fs.FileMode, write func(io.Writer) error) error {
	f, err := s.begin(temp, final)
	if err != nil {
		return err
	}
	buf := bufio.NewWriterSize(f, 64<<10)
	if err = write(buf); err == nil {
		err = buf.Flush()
	}
	if err == nil {
		err = f.Chmod(perm)
	}
	return err
}

// begin opens a new file, and holds it, so that no other run takes it for a left one.
func (s *Set) begin(temp, final string) (*os.File, error) {
	disk.Lock()
	defer disk.Unlock()
	if err := s.makeDir(filepath.Dir(temp)); err != nil {
		return nil, err
	}
	f, err := hold(temp)
	if err != nil {
		return nil, err
	}
	s.files = append(s.files, pending{temp, final, f})
	return f, nil
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

// refuse keeps inputs and folders. It compares by identity, not by name, so that links and
// different spellings of one path are caught too.
func (s *Set) refuse(path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil // not there yet: nothing to replace
	case s.isInput(info):
		return fmt.Errorf("%s: %w", path, ErrInput)
	case info.IsDir():
		return fmt.Errorf("%s: a folder of this name is in the way", path)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s: a pipe or device of this name is in the way", path)
	}
	return nil
}

func (s *Set) isInput(info fs.FileInfo) bool {
	return slices.ContainsFunc(s.inputs, func(in fs.FileInfo) bool { return os.SameFile(in, info) })
}

// makeDir makes dir and its parents, remembering which were new.
func (s *Set) makeDir(dir string) error {
	var missing []string
	for d := dir; !there(d) && d != filepath.Dir(d); d = filepath.Dir(d) {
		missing = append(missing, d)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("the folder %s cannot be made: %w", dir, reason(err))
	}
	slices.Reverse(missing)
	s.dirs = append(s.dirs, missing...)
	return nil
}

func there(path string) bool { _, err := os.Lstat(path); return err == nil }

// Commit moves every file to its place. After an error the files already moved
// stay (each is whole), and the rest are removed.
func (s *Set) Commit() error {
	disk.Lock()
	defer disk.Unlock()
	err := s.place()
	if err != nil {
		s.abort()
	}
	written++
	return err
}

func (s *Set) place() error {
	if err := s.settle(); err != nil {
		return err
	}
	for ; len(s.files) > 0; s.files = s.files[1:] {
		p := s.files[0]
		if p.temp == p.final {
			continue
		}
		if err := os.Rename(p.temp, p.final); err != nil {
			return fmt.Errorf("%s: cannot put the new file in place (is it open in another program?): %w",
				p.final, reason(err))
		}
	}
	return nil
}

// settle waits until every file is on the disk, all at once because waiting for
// a disk one file after the other is what takes the time, and closes them.
func (s *Set) settle() error {
	errs := make([]error, len(s.files))
	var wait sync.WaitGroup
	for i := range s.files {
		wait.Go(func() {
			p := s.files[i]
			errs[i] = unwritten(p.final, cmp.Or(p.file.Sync(), p.file.Close()))
		})
	}
	wait.Wait()
	return errors.Join(errs...)
}

// Abort removes what is not in place: temporary files, locks, and folders that stayed empty.
// After Commit it only removes locks, so it can be deferred.
func (s *Set) Abort() {
	disk.Lock()
	defer disk.Unlock()
	s.abort()
}

// abort does its best: there is nothing better to do with an error here.
func (s *Set) abort() {
	delete(open, s)
	for _, p := range s.files {
		_ = p.file.Close() // twice is harmless
		_ = os.Remove(p.temp)
	}
	if s.work != "" && !there(filepath.Join(s.work, journalName)) {
		_ = os.RemoveAll(s.work)
	}
	for _, l := range s.locks {
		release(l.file, l.temp)
	}
	for _, dir := range slices.Backward(s.dirs) {
		_ = os.Remove(dir) // fails where something was put in: then it stays
	}
	s.files, s.locks, s.dirs, s.work = nil, nil, nil, ""
}

// tempPrefix begins the names of temporary files; random hexadecimal digits follow.
const tempPrefix = ".roundtable-"

func isTemp(name string) bool {
	digits, ok := strings.CutPrefix(name, tempPrefix)
	return ok && strings.Trim(digits, "0123456789abcdef") == ""
}

// sweep takes temporary files away that runs left which were killed: nobody holds them.
func sweep(dir string) {
	entries, _ := os.ReadDir(dir) // a folder that cannot be read stays as it is
	for _, e := range entries {
		if path := filepath.Join(dir, e.Name()); isTemp(e.Name()) && e.Type().IsRegular() {
			if f, err := hold(path); err == nil {
				release(f, path)
			}
		}
	}
}
