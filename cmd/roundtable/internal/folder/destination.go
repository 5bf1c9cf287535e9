package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/shell"
	"roundtable/cmd/roundtable/internal/talk"
)

// Destination is the folder that a run writes to: its own from its first step to its last,
// so that of two runs at once the second is told before it has worked in vain.
type Destination struct {
	*outfile.Folder
	Dir   string   // as given
	Gone  []string // the folders of which Put took away what the run before had written, and wrote nothing
	force bool     // files that were changed since they were written may be replaced
}

// destination keeps a folder to this run, until Abort; it is nil where none is named. Where
// a run before was killed as it put its files in place, that is completed, and told.
func Open(o *talk.Output, dir string, force bool) (*Destination, error) {
	if dir == "" {
		return nil, nil
	}
	if err := notSent(dir); err != nil {
		return nil, err
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
	return &Destination{Folder: f, Dir: dir, force: force}, nil
}

// notSent refuses a folder that belongs to an edition: what names people would lie in what is
// sent to others. One that is called public or participants is meant to be, wherever it is.
func notSent(dir string) error {
	full, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	for at, up := full, dir; at != filepath.Dir(at); at, up = filepath.Dir(at), filepath.Join(up, "..") {
		above := filepath.Dir(at)
		edition := slices.Contains(settings.EditionsKnown, strings.ToLower(filepath.Base(at)))
		if edition && (at == full || Plan.In(above) || Draw.In(above)) {
			return exit.Hint(
				exit.Usage(fmt.Errorf("%s: files that name people must not be written below a folder %s; nothing was "+
					"written", dir, filepath.Base(at))),
				"name another one, in which chair, participants and public are made: --out "+
					shell.Word(filepath.Join(up, "..", "out")),
			)
		}
	}
	return nil
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
		if d.edited(f, known[f.Name]) {
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
		data, err := outfile.Read(Path(d.Dir, name))
		if filepath.IsLocal(name) && err == nil && Digest(data) == sum {
			d.Remove(name)
			d.goes(name, files)
		}
	}
	return d.Commit()
}

// edited reports whether something else stands in a file's place than the run before wrote,
// whose fingerprint of it is known, and this one would write.
func (d *Destination) edited(f Artifact, known string) bool {
	data, err := outfile.Read(Path(d.Dir, f.Name))
	if d.force || errors.Is(err, fs.ErrNotExist) {
		return false
	}
	sum := Digest(data)
	return err != nil || sum != known && sum != Digest(f.Data)
}

// goes notes the folder of a file that goes, where nothing is written there instead.
func (d *Destination) goes(name string, files []Artifact) {
	top, _, _ := strings.Cut(name, "/")
	stays := slices.ContainsFunc(files, func(f Artifact) bool { return strings.HasPrefix(f.Name, top+"/") })
	if !stays && !slices.Contains(d.Gone, top) {
		d.Gone = append(d.Gone, top)
		slices.Sort(d.Gone)
	}
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
