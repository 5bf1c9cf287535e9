// Package intake is what a command is given, and what was read of it.
//
// A [Job] is the files of a command, the values of its flags, and where it talks. [Job.Load]
// reads the files, resolves the options, tells what was noticed, and gives a [Loaded], which
// is all that the later steps know of the files. A job also knows its own command line: to
// show it, to keep it in a record, and to set itself up again from one (again.go). The votes
// of a comparison are two jobs of one (votes.go).
//
// # Where a new file goes
//
// A file to read is a role in fileRoles and a flag in [Job.AddFlags].
package intake

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/help"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/importers"
	"roundtable/importers/rulepacks"
)

// Job is one command that reads files: what was asked, and where to talk.
type Job struct {
	talk.Output
	Version string           // of the program
	Given   []settings.Given // on the command line
	stdin   *standardInput
	shelf   *rulepacks.Shelf

	fileRoles
	// names are what files were called that verify found under another name.
	names map[string]string
	// OneOf says that the files are read one by one, this job's being one of several.
	OneOf bool
	// Builtin replaces files for the demo.
	Builtin []importers.Input
}

// fileRoles are the files of a job, by what they were given as.
type fileRoles struct {
	Files    []string
	Targets  []string // further files with targets
	pool     []string // people who could join the panel
	served   []string // earlier panels
	settings []string // at most one YAML file
	keep     []string // at most one earlier plan
	earlier  []string // plans of earlier meetings
	rules    []string // files of the user's own rules, which a setting names
	previous []string // at most one plan.json to compare with
}

// New is the job of a command before its flags are read.
func New(io talk.Streams, version string) *Job {
	return &Job{Output: talk.New(io), Version: version, stdin: &standardInput{from: io.In}, shelf: new(rulepacks.Shelf)}
}

// standardInput can be read again from the start: files are read twice where
// settings among them say how to read. It keeps what was read, which the importers
// limit.
type standardInput struct {
	from io.Reader
	kept bytes.Buffer
}

func (s *standardInput) reader() io.Reader {
	return io.MultiReader(bytes.NewReader(s.kept.Bytes()), io.TeeReader(s.from, &s.kept))
}

// role is what files were given as.
type role struct {
	name  string // in plan.json
	flag  string // empty for the files named without a flag
	paths *[]string
}

// roles are all files of the job, in the order in which a report lists them.
func (f *fileRoles) roles() []role {
	return []role{
		{"meeting", "", &f.Files},
		{"targets", "--targets", &f.Targets},
		{"pool", "--pool", &f.pool},
		{"served", "--served", &f.served},
		{"settings", "--settings", &f.settings},
		{"keep", "--keep", &f.keep},
		{"earlier", "--earlier", &f.earlier},
		{"rules", "--rules", &f.rules},
		{"previous", "--previous", &f.previous},
	}
}

// Piped reports whether something was piped in, which no second command can read.
func (f *fileRoles) Piped() bool {
	return slices.ContainsFunc(f.roles(), func(r role) bool { return slices.Contains(*r.paths, "-") })
}

// AddFlags offers what every file-reading command takes, and what belongs to the
// stages that this one runs.
func (j *Job) AddFlags(cmd *cobra.Command, stages settings.Stage) {
	fs := cmd.Flags()
	settings.AddFlags(fs, stages|settings.ForReading|settings.ForReports, &j.Given)
	fs.Var(oneFile{&j.settings}, "settings", "a YAML `FILE` with settings")
	help.Mark(fs, settings.AsksReading, true, "settings")
	if stages&(settings.ForPanel|settings.ForDraw) != 0 {
		fs.StringArrayVar(&j.pool, "pool", nil, "a `FILE` with people who could join the panel")
		fs.StringArrayVar(&j.served, "served", nil,
			"a `FILE` with an earlier panel, so that rules can ask for new people")
		help.Mark(fs, settings.AsksPanel, false, "pool")
		help.Mark(fs, settings.AsksPanel, true, "served")
	}
	if stages&(settings.ForPanel|settings.ForDraw|settings.ForGroups) != 0 {
		fs.StringArrayVar(&j.Targets, "targets", nil, "a `FILE` with targets")
		help.Mark(fs, settings.AsksPanel, false, "targets")
	}
	if stages&settings.ForGroups != 0 {
		fs.Var(oneFile{&j.keep}, "keep", "an earlier plan (`FILE`.xlsx or .csv) whose locked seats stay")
		fs.StringArrayVar(&j.earlier, "earlier", nil,
			"a `FILE` with the groups of an earlier meeting: meet other people now")
		help.Mark(fs, settings.AsksGroups, true, "keep", "earlier")
	}
	j.AddQuiet(fs)
	fs.BoolVarP(&j.Verbose, "verbose", "v", false, "say on standard error what is being done")
	help.Rare(fs.Lookup("verbose"))
	j.More = ": the same command with --verbose shows them"
	fs.SortFlags = false
}

// AddPrevious offers --previous.
func (j *Job) AddPrevious(fs *pflag.FlagSet) {
	fs.Var(oneFile{&j.previous}, "previous", "also say what changed since an earlier plan: its plan.json `FILE`")
	help.Mark(fs, settings.AsksVotes, true, "previous")
}

// oneFile is a flag that names at most one file: the last one counts.
type oneFile struct{ paths *[]string }

func (f oneFile) String() string { return "" }
func (f oneFile) Type() string   { return "FILE" }
func (f oneFile) Set(v string) error {
	*f.paths = nil
	if v != "" {
		*f.paths = []string{v}
	}
	return nil
}

// BaseName is a file's name without its folder: a report must not tell what a
// machine looks like inside.
func BaseName(path string) string {
	if path == "-" {
		return path
	}
	return filepath.Base(path)
}

// called is a file's name in results: its own, or the one that it had.
func (j *Job) called(path string) string {
	if name, ok := j.names[path]; ok {
		return name
	}
	return BaseName(path)
}

// readError keeps cancellation apart from input that cannot be read.
func readError(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return exit.Input(err)
}

// Readable are the endings of files that could be read.
var Readable = []string{
	".xlsx", ".xlsm", ".ods", ".csv", ".tsv", ".txt", ".docx",
	".soc", ".soi", ".toc", ".toi", ".blt", ".pb", ".vtt", ".srt",
}
