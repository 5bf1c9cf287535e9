package outfile

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// The names in a folder that is being written.
const (
	lockName    = ".roundtable.lock"
	workName    = ".roundtable-work"
	journalName = "journal.json" // in the work folder
)

// Folder is a folder whose files are put in place together. Names are relative to it, with
// slashes. What stands beside these files, or in the folders of theirs, stays.
type Folder struct {
	*Set
	// Completed says that a run which was killed has been completed as it was opened.
	Completed bool
	dir       string // as given
	root      string // absolute: a folder in which the user stands may be exchanged
	journal   journal
}

// exchange is [exchangePaths], unless a test says otherwise.
var exchange = exchangePaths

// journal is what is to be put in place.
type journal struct {
	// Files are the new files, with the SHA-256 of their bytes.
	Files map[string]string `json:"files"`
	// Gone are the files that go, because the new run has none of that name.
	Gone []string `json:"gone"`
}

// OpenFolder keeps a folder, which need not exist yet, to this process until it is
// committed or aborted; [ErrLocked] where another one has it. What a run left that was
// killed is completed, or put back and told as an error. Abort must be called.
func OpenFolder(dir string) (*Folder, error) {
	root, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	f := &Folder{Set: New(), dir: dir, root: root, journal: journal{Files: make(map[string]string)}}
	if err = f.lock(dir, filepath.Join(root, lockName)); err == nil {
		f.work = filepath.Join(root, workName)
		err = f.complete()
	}
	if err != nil {
		f.Abort()
		return nil, err
	}
	sweep(root)
	return f, nil
}

// complete goes on where a run was killed that had begun to put its files in place.
func (f *Folder) complete() error {
	disk.Lock()
	defer disk.Unlock()
	old, err := readJournal(f.work)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return os.RemoveAll(f.work)
	case err != nil:
		return err
	}
	left := &Folder{root: f.root, Set: f.Set, journal: old}
	f.Completed = true
	return left.carryOut()
}

// readJournal reads the journal in a work folder. One from elsewhere names nothing outside.
func readJournal(work string) (j journal, err error) {
	at := filepath.Join(work, journalName)
	data, err := Read(at)
	if err != nil {
		return j, err
	}
	if err := json.Unmarshal(data, &j); err != nil {
		return j, fmt.Errorf("%s: not a record of files that were to be put in place: %w", at, err)
	}
	for _, name := range j.names() {
		if !filepath.IsLocal(filepath.FromSlash(name)) {
			return j, fmt.Errorf("%s: names a file outside of the folder", at)
		}
	}
	return j, nil
}

// Unfinished names what a run that was killed has put in place below a folder, and what it
// has not; both are empty unless there is something of both. Nothing is changed.
func Unfinished(dir string) (placed, waiting []string) {
	f := &Folder{root: dir}
	f.journal, _ = readJournal(filepath.Join(dir, workName)) // without one there is nothing
	for _, top := range f.journal.tops() {
		if f.whole(dir, top) {
			placed = append(placed, top)
		} else {
			waiting = append(waiting, top)
		}
	}
	if len(placed) == 0 || len(waiting) == 0 {
		return nil, nil
	}
	return placed, waiting
}

// Write makes a file that is to be put in place, as [Set.Write].
func (f *Folder) Write(name string, perm fs.FileMode, write func(io.Writer) error) error {
	if err := f.refuse(f.at(name)); err != nil {
		return err
	}
	top, _, inFolder := strings.Cut(name, "/")
	if info, err := os.Lstat(f.at(top)); inFolder && err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return fmt.Errorf("%s: is a link to another folder, and cannot be exchanged with a new one", f.at(top))
	}
	sum, staged := sha256.New(), below(f.stage(), name)
	err := f.fill(staged, staged, perm, func(w io.Writer) error { return write(io.MultiWriter(w, sum)) })
	f.journal.Files[name] = hex.EncodeToString(sum.Sum(nil))
	return unwritten(below(f.dir, name), err)
}

// Remove takes a file away together with the others, unless it is an input.
func (f *Folder) Remove(name string) {
	info, err := os.Stat(f.at(name))
	if err == nil && info.Mode().IsRegular() && !f.isInput(info) {
		f.journal.Gone = append(f.journal.Gone, name)
	}
}

// Commit puts all files in place. After an error everything is as it was.
func (f *Folder) Commit() error {
	for _, top := range f.journal.tops() {
		if err := f.carry(top); err != nil {
			return err
		}
	}
	data, err := json.Marshal(f.journal)
	if err != nil {
		return err
	}
	at := filepath.Join(f.work, journalName)
	if err := f.fill(at+".new", at, 0o600, Bytes(data)); err != nil {
		return unwritten(f.dir, err)
	}
	disk.Lock()
	defer disk.Unlock()
	if err := f.place(); err != nil { // with the journal everything is there
		return err
	}
	written++
	return f.carryOut()
}

// carryOut does what the journal says, as far as it is not done, and takes it away. Where
// something cannot be put in place, everything is put back.
func (f *Folder) carryOut() error {
	tops := f.journal.tops()
	err := each(tops, f.put, nil)
	err = each(tops, f.bring, err)
	if err != nil {
		err = fmt.Errorf("%s: cannot put the new files in place (is one of them open in another program?): %w",
			f.root, err)
		if back := each(tops, f.bring, each(tops, f.back, nil)); back != nil {
			return errors.Join(err, back) // the journal stays for the next run
		}
	}
	err = errors.Join(err, os.Remove(filepath.Join(f.work, journalName)))
	if err == nil {
		for _, name := range f.journal.Gone {
			if top := topOf(name); top != name {
				_ = os.Remove(f.at(top)) // a folder in which nothing is left
			}
		}
	}
	_ = os.RemoveAll(f.work) // else the next run does
	return err
}

// each does something with all of them, up to the first error.
func each(tops []string, do func(string) error, err error) error {
	for _, top := range tops {
		if err == nil {
			err = do(top)
		}
	}
	return err
}

// put exchanges one folder or file, unless that was done.
func (f *Folder) put(top string) error {
	staged, final, old := f.places(top)
	away := func() error { return errors.Join(os.MkdirAll(filepath.Dir(old), 0o755), os.Rename(final, old)) }
	switch {
	case slices.Contains(f.journal.Gone, top):
		if there(old) || !there(final) { // went
			return nil
		}
		return away()
	case !there(staged): // was renamed
		return nil
	case !there(final):
		return os.Rename(staged, final)
	case !f.whole(f.stage(), top): // was exchanged: this is the old one
		return nil
	case exchange(staged, final) == nil:
		return nil
	}
	if err := away(); err != nil {
		return err
	}
	return os.Rename(staged, final)
}

// back undoes put.
func (f *Folder) back(top string) error {
	staged, final, old := f.places(top)
	switch {
	case there(staged) && f.whole(f.stage(), top):
	case there(staged):
		return exchange(staged, final)
	case there(final) && !slices.Contains(f.journal.Gone, top):
		if err := os.Rename(final, staged); err != nil {
			return err
		}
	}
	if there(old) {
		return os.Rename(old, final)
	}
	return nil
}

// places are where the new one is made, its place, and where the old one goes if the two
// cannot be exchanged.
func (f *Folder) places(top string) (staged, final, old string) {
	return filepath.Join(f.stage(), top), f.at(top), filepath.Join(f.work, "old", top)
}

func (f *Folder) stage() string { return filepath.Join(f.work, "new") }

func (f *Folder) at(name string) string { return below(f.root, name) }

func below(dir, name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }

// whole reports whether what stands below base under this name is the new one.
func (f *Folder) whole(base, top string) bool {
	for name, sum := range f.journal.Files {
		if topOf(name) != top {
			continue
		}
		data, err := Read(below(base, name))
		if got := sha256.Sum256(data); err != nil || hex.EncodeToString(got[:]) != sum {
			return false
		}
	}
	return !slices.ContainsFunc(f.journal.Gone, func(name string) bool {
		return topOf(name) == top && there(below(base, name))
	})
}

// carry links into the new folder what is others' in the old one. What cannot be linked
// [Folder.bring] moves.
func (f *Folder) carry(top string) error {
	staged, final, _ := f.places(top)
	info, err := os.Stat(final)
	if err != nil || !info.IsDir() {
		return nil
	}
	err = f.others(f.root, top, func(from, name string, d fs.FileInfo) error {
		to := filepath.Join(f.stage(), name)
		switch {
		case d.IsDir():
			return os.MkdirAll(to, d.Mode().Perm()|0o700)
		case there(to):
			return fmt.Errorf("%s: is in the way of a new file or folder", from)
		}
		_ = os.MkdirAll(filepath.Dir(to), 0o755) // then it cannot be linked either
		_ = os.Link(from, to)
		return nil
	})
	return errors.Join(err, os.MkdirAll(staged, 0o755), os.Chmod(staged, info.Mode()))
}

// bring moves what is others' from the folder that was exchanged to the one in place, as
// far as it is not there, or was written later than what is.
func (f *Folder) bring(top string) error {
	from := f.stage()
	if _, _, old := f.places(top); there(old) {
		from = filepath.Join(f.work, "old")
	}
	return f.others(from, top, func(from, name string, d fs.FileInfo) error {
		to := f.at(name)
		if d.IsDir() {
			return os.MkdirAll(to, d.Mode().Perm()|0o700)
		}
		if here, err := os.Lstat(to); err == nil && !d.ModTime().After(here.ModTime()) {
			return nil
		}
		return errors.Join(os.MkdirAll(filepath.Dir(to), 0o755), os.Rename(from, to))
	})
}

// others visits, below base/top, what a run neither writes nor removes: folders before what
// is in them. Temporary files are nobody's.
func (f *Folder) others(base, top string, visit func(at, name string, d fs.FileInfo) error) error {
	own := make(map[string]bool) // and whether it is a folder
	for _, name := range f.journal.names() {
		own[name] = false
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			own[dir] = true
		}
	}
	at := filepath.Join(base, top)
	if !there(at) {
		return nil
	}
	return filepath.WalkDir(at, func(at string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(base, at)
		if err != nil {
			return err
		}
		if folder, ok := own[filepath.ToSlash(name)]; ok && folder == d.IsDir() || isTemp(d.Name()) {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		return visit(at, name, info)
	})
}

// names are all that the run writes or removes.
func (j *journal) names() []string {
	return slices.AppendSeq(slices.Clone(j.Gone), maps.Keys(j.Files))
}

// tops are the files and folders that are exchanged, in order.
func (j *journal) tops() []string {
	var out []string
	for _, name := range j.names() {
		out = append(out, topOf(name))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func topOf(name string) string {
	top, _, _ := strings.Cut(name, "/")
	return top
}
