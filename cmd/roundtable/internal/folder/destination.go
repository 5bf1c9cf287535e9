package folder

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/cmd/roundtable/internal/talk"
)

// Destination is the folder that a run writes to: its own from its first step to its last,
// so that of two runs at once the second is told before it has worked in vain.
type Destination struct {
	*outfile.Folder
	Dir   string // as given
	force bool   // files that were changed since they were written may be replaced
}

// destination keeps a folder to this run, until Abort; it is nil where none is named. Where
// a run before was killed as it put its files in place, that is completed, and told.
func Open(o *talk.Output, dir string, force bool) (*Destination, error) {
	if dir == "" {
		return nil, nil
	}
	f, err := outfile.OpenFolder(dir)
	switch {
	case errors.Is(err, outfile.ErrLocked):
		return nil, exit.Input(exit.Hint(
			fmt.Errorf("%w; nothing was written", err), "wait until it is done, or choose another folder",
		))
	case err != nil:
		return nil, err
	case f.Completed:
		o.Say("A run that was stopped had put only some of its files in place in %s; the others are there now.", dir)
	}
	return &Destination{f, dir, force}, nil
}

// Abort leaves the folder to others, and nothing in it that was not finished.
func (d *Destination) Abort() {
	if d != nil {
		d.Folder.Abort()
	}
}

// Put puts all files in place, or none. A file of the run before that this one does not
// have is taken away, unless it was changed by hand. None is an input.
func (d *Destination) Put(inputs []string, r Record, files []Artifact) error {
	var old Made
	known := make(map[string]string)
	if data, err := r.Read(d.Dir, &old); err == nil && len(old.Outputs) > 0 {
		for _, o := range old.Outputs {
			known[o.File] = o.SHA256
		}
		known[r.File] = Digest(data)
	}
	d.Keep(inputs...)
	var changed []string
	for _, f := range files {
		data, err := os.ReadFile(Path(d.Dir, f.Name))
		if err == nil && !d.force && known[f.Name] != Digest(data) && Digest(f.Data) != Digest(data) {
			changed = append(changed, Path(d.Dir, f.Name))
		}
		if err := d.Write(f.Name, Permissions(f.Name), outfile.Bytes(f.Data)); err != nil {
			return err
		}
		delete(known, f.Name)
	}
	if len(changed) > 0 { // an edited plan is somebody's work
		slices.Sort(changed)
		return exit.Hint(
			exit.Usage(fmt.Errorf("%s: not written by this program, or changed by hand since; nothing was replaced",
				strings.Join(changed, ", "))),
			"choose another folder with --out, or replace it with --force",
		)
	}
	for name, sum := range known {
		data, err := os.ReadFile(Path(d.Dir, name))
		if filepath.IsLocal(name) && err == nil && Digest(data) == sum {
			d.Remove(name)
		}
	}
	return d.Commit()
}

// RefuseExisting keeps a file that is there already, unless force is given.
func RefuseExisting(path string, force bool) error {
	_, err := os.Lstat(path)
	switch {
	case err == nil && !force:
		return exit.Hint(
			exit.Usage(fmt.Errorf("%s is there already", path)), "choose another name, or replace it with --force",
		)
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return err
	}
	return nil
}
