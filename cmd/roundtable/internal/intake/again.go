package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/shell"
	"roundtable/reports"
	"roundtable/reports/build"
)

// commandLine is the command that makes the result again, in a fixed order, with files
// by their names alone: a report must not tell what a machine looks like inside, nor
// differ from one system to another.
func (j *Job) commandLine(command string) string {
	return j.words(command, j.called, settings.FlagWords(j.Given, true, shell.Posix), shell.Posix)
}

// Again is a command that can be typed next, with the files and flags of this one.
func (j *Job) Again(command string) string {
	as := func(path string) string {
		if strings.HasPrefix(path, "-") && path != "-" {
			return "." + string(filepath.Separator) + path // no option
		}
		return path
	}
	return j.words(command, as, settings.FlagWords(j.Given, false, shell.Word), shell.Word)
}

func (j *Job) words(command string, file func(string) string, flags []string, quote func(string) string) string {
	words := []string{"roundtable", command}
	for _, r := range j.roles() {
		if r.paths == &j.rules {
			continue // told with the other settings
		}
		for _, path := range *r.paths {
			if r.flag != "" {
				words = append(words, r.flag)
			}
			words = append(words, quote(file(path)))
		}
	}
	return strings.Join(append(words, flags...), " ")
}

// Origin says of what files and settings the outputs were made.
func (j *Job) Origin(outputs []folder.Artifact) folder.Origin {
	o := folder.Origin{Inputs: []folder.PlanInput{}, Flags: []build.PlanPair{}, Outputs: []folder.PlanOutput{}}
	for _, r := range j.roles() {
		for _, path := range *r.paths {
			o.Inputs = append(o.Inputs, folder.PlanInput{Role: r.name, File: j.called(path)})
		}
	}
	for _, f := range settings.Effective(j.Given) {
		o.Flags = append(o.Flags, build.PlanPair(f))
	}
	for _, x := range outputs {
		o.Outputs = append(o.Outputs, folder.PlanOutput{File: x.Name, SHA256: folder.Digest(x.Data)})
	}
	return o
}

// Provenance says of what a result was made, and how it can be made again by a command.
func (j *Job) Provenance(l *Loaded, command string) reports.Provenance {
	p := reports.Provenance{
		Version: j.Version, Date: l.Options.Report.Date, Seed: l.Options.Seed, Command: j.commandLine(command),
		Settings: settings.Effective(l.Options.Given),
	}
	for _, s := range l.Meeting.Sources {
		p.Sources = append(p.Sources, reports.Pair{Key: s.File, Value: s.SHA256})
	}
	return p
}

// Restore sets the job up as it was: the same files in the same places, and
// the same settings.
func (j *Job) Restore(p *folder.Made, dir string, files []string) error {
	roles := j.roles()
	j.names = make(map[string]string)
	var problems []string
	for _, in := range p.Inputs {
		path, err := j.locate(in.File, sourceHash(p, in.File), dir, files)
		if err != nil {
			problems = append(problems, err.Error())
			continue
		}
		j.names[path] = in.File
		if i := slices.IndexFunc(roles, func(r role) bool { return r.name == in.Role }); i >= 0 {
			*roles[i].paths = append(*roles[i].paths, path)
		}
	}
	if len(problems) > 0 {
		return exit.Input(exit.Hint(
			errors.New(strings.Join(problems, "; ")),
			"name the input files: roundtable verify "+shell.Word(dir)+" FILE...",
		))
	}
	for _, pair := range p.Flags {
		g, err := settings.Recorded(pair.Key, pair.Value)
		if err != nil {
			return exit.Input(err)
		}
		j.Given = append(j.Given, g)
	}
	return nil
}

func sourceHash(p *folder.Made, file string) string {
	if file == "-" {
		file = standardInputName
	}
	for _, s := range p.Provenance.Sources {
		if s.File == file {
			return s.SHA256
		}
	}
	return ""
}

// locate finds an input by its name and fingerprint: beside the folder, in it, here, or among
// the files named, where one may bear another name by now.
func (j *Job) locate(name, fingerprint, dir string, files []string) (string, error) {
	var candidates, renamed []string
	for _, path := range files {
		if BaseName(path) == name {
			candidates = append(candidates, path)
		} else {
			renamed = append(renamed, path)
		}
	}
	for _, d := range []string{dir, filepath.Join(dir, ".."), "."} {
		if name != "-" { // what was piped in
			candidates = append(candidates, filepath.Join(d, name))
		}
	}
	changed := false
	for _, path := range slices.Concat(candidates, renamed) {
		was, taken := j.names[path]
		sum, err := j.fingerprint(path)
		switch {
		case err != nil || taken && was != name:
		case fingerprint == "" || sum == fingerprint:
			return path, nil
		default:
			changed = changed || BaseName(path) == name
		}
	}
	switch {
	case changed:
		return "", fmt.Errorf("%s is not the file the plan was made from: its content has changed", name)
	case name == "-":
		return "", errors.New("what was piped in was not found")
	}
	return "", fmt.Errorf("the input %s was not found", name)
}

// fingerprint is that of a file, or of standard input.
func (j *Job) fingerprint(path string) (string, error) {
	from := io.LimitReader(j.stdin.reader(), mostWhole)
	if path != "-" {
		file, err := outfile.Regular(path)
		if err != nil {
			return "", err
		}
		defer file.Close() //nolint:errcheck // opened for reading only
		from = file
	}
	sum := sha256.New()
	_, err := io.Copy(sum, from)
	return hex.EncodeToString(sum.Sum(nil)), err
}

// NextVerify says how to check what was written; with the files that verify would not find
// beside the folder. What was piped in is nowhere to be found.
func (j *Job) NextVerify(out string) {
	if j.Piped() {
		return
	}
	words := []string{"roundtable", "verify", shell.Word(out)}
	for _, r := range j.roles() {
		for _, path := range *r.paths {
			if at, err := j.locate(BaseName(path), "", out, nil); err != nil || !sameFile(at, path) {
				words = append(words, shell.Word(path))
			}
		}
	}
	j.Next(strings.Join(words, " "), "makes it again and compares every byte")
}

func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}
