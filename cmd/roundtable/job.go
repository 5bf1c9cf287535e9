package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/help"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/shell"
	"roundtable/cmd/roundtable/internal/suggest"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/importers"
	"roundtable/importers/rulepacks"
	"roundtable/planner"
	"roundtable/reports/build"
	"roundtable/reports/messages"
)

// job is one command that reads files: what was asked, and where to talk.
type job struct {
	talk.Output
	given []settings.Given // on the command line
	stdin *standardInput
	shelf *rulepacks.Shelf

	fileRoles
	// oneOf says that the files are read one by one, this job's being one of several.
	oneOf bool
	// builtin replaces files for the demo, and beside is what it writes beside the plan.
	builtin []importers.Input
	beside  []folder.Artifact
}

// fileRoles are the files of a job, by what they were given as.
type fileRoles struct {
	files    []string
	targets  []string // further files with targets
	pool     []string // people who could join the panel
	served   []string // earlier panels
	settings []string // at most one YAML file
	keep     []string // at most one earlier plan
	earlier  []string // plans of earlier meetings
	rules    []string // files of the user's own rules, which a setting names
	previous []string // at most one plan.json to compare with
}

func newJob(io talk.Streams) *job {
	return &job{Output: talk.New(io), stdin: &standardInput{from: io.In}, shelf: new(rulepacks.Shelf)}
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
		{"meeting", "", &f.files},
		{"targets", "--targets", &f.targets},
		{"pool", "--pool", &f.pool},
		{"served", "--served", &f.served},
		{"settings", "--settings", &f.settings},
		{"keep", "--keep", &f.keep},
		{"earlier", "--earlier", &f.earlier},
		{"rules", "--rules", &f.rules},
		{"previous", "--previous", &f.previous},
	}
}

// addFlags offers what every file-reading command takes, and what belongs to the
// stages that this one runs.
func (j *job) addFlags(cmd *cobra.Command, stages settings.Stage) {
	fs := cmd.Flags()
	settings.AddFlags(fs, stages|settings.ForReading|settings.ForReports, &j.given)
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
		fs.StringArrayVar(&j.targets, "targets", nil, "a `FILE` with targets")
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

// loaded is what a job read.
type loaded struct {
	o          *settings.Options
	meeting    *planner.Meeting
	inspection *importers.Inspection
	kept       *importers.EarlierPlan // from --keep
	earlier    []*importers.EarlierPlan
	previous   *earlierPlan // from --previous
	paths      []string     // every file read, never to be written over
	log        *slog.Logger
}

// load reads all inputs and resolves the options. Findings that are errors end
// in an input error after all of them were printed; warnings go to standard
// error and the run goes on.
func (j *job) load(ctx context.Context) (*loaded, error) {
	l := &loaded{log: j.Logger()}
	o, _ := j.resolve(nil)
	o.Reading.Seating = importers.Seating{Groups: o.Groups.Count, Tables: o.Groups.Mix}
	l.o = o
	if err := j.read(ctx, l, o); err != nil {
		return l, j.misnamed(err) // with the inspection of what could be read
	}
	before := o
	o, findings := j.resolve(l.meeting.Settings)
	if !o.ReadsLike(before) && !hasErrors(findings) {
		// A Settings sheet says how to read the files: read them again with it.
		first := l.meeting.Sources
		if err := j.read(ctx, l, o); err != nil {
			return l, err
		}
		for _, s := range first {
			if !slices.Contains(l.meeting.Sources, s) {
				return l, exit.Input(fmt.Errorf("%s was changed while it was read; run this again", s.File))
			}
		}
	}
	l.o = o
	l.addRules(j.rules)
	findings = slices.Concat(findings, l.misfits(j.rules), l.uncounted())
	if o.Report.Title != "" {
		l.meeting.Title = o.Report.Title
	}
	if err := o.CheckDate(); err != nil {
		return nil, exit.Usage(err)
	}
	l.meeting.Findings = append(l.meeting.Findings, findings...)
	if j.oneOf {
		sayOfFile(l.meeting.Findings, baseName(j.files[0]))
	}
	talk.WorstFirst(l.meeting.Findings)
	if l.meeting.HasErrors() {
		loud := j.Output
		loud.Quiet = false // without the warnings an error may not be understood
		loud.Warn(l.meeting.Findings)
		return l, exit.ErrFindings
	}
	j.Warn(l.meeting.Findings)
	return l, nil
}

// misnamed adds to an error of reading what may be meant by a name that is no file's.
func (f *fileRoles) misnamed(err error) error {
	for _, r := range f.roles() {
		for _, path := range *r.paths {
			if hint := suggest.File(path, readable); hint != "" && path != "-" {
				return exit.Hint(err, hint)
			}
		}
	}
	return err
}

// sayOfFile names the file whose people a target does not fit: the target is read again
// with the next file, whose people it may fit.
func sayOfFile(findings []planner.Finding, file string) {
	about := []string{
		importers.CodeTargetDimension, importers.CodeTargetUnread, importers.CodeTargetAges, importers.CodeTargetValue,
		importers.CodeTargetRole,
	}
	for i := range findings {
		switch f := &findings[i]; {
		case !slices.Contains(about, f.Code) || f.Where.File == file:
		case f.Text != "":
			f.Text = "In " + file + ": " + f.Text
		default:
			args := map[string]any{messages.InFile: file}
			maps.Copy(args, f.Args)
			f.Args = args
		}
	}
}

// resolve builds the options of the job and finds the files of rules that they name.
// What is wrong with those comes back as findings.
func (j *job) resolve(inFiles []planner.Setting) (*settings.Options, []planner.Finding) {
	o, findings := settings.Resolve(inFiles, j.given)
	o.Shelf = j.shelf
	found := j.rules // where verify found them
	j.rules = nil
	for i, name := range o.Panel.Rules {
		if !rulepacks.IsFile(name) {
			p, err := j.shelf.Load(name)
			findings = append(findings, emptyPack(&p, err)...)
			continue
		}
		if at := slices.IndexFunc(found, func(p string) bool { return baseName(p) == baseName(name) }); at >= 0 {
			o.Panel.Rules[i] = found[at]
		}
		j.rules = append(j.rules, o.Panel.Rules[i])
		_, err := j.shelf.Load(o.Panel.Rules[i])
		findings = append(findings, rulesFindings(o.Panel.Rules[i], err)...)
	}
	o.ForReaders()
	return o, findings
}

// addRules adds the files of rules to what was read.
func (l *loaded) addRules(paths []string) {
	l.paths = append(l.paths, paths...)
	for _, path := range paths {
		if p, err := l.o.Shelf.Load(path); err == nil {
			l.meeting.Sources = append(l.meeting.Sources, p.Source)
		}
	}
}

func sourceOf(path string, data []byte) planner.Source {
	return planner.Source{File: baseName(path), Bytes: int64(len(data)), SHA256: folder.Digest(data)}
}

// read fills the meeting, the earlier plan and the pool.
func (j *job) read(ctx context.Context, l *loaded, o *settings.Options) error {
	l.paths = slices.Concat(j.targets, j.pool, j.served, j.settings, j.keep, j.earlier, j.previous)
	inputs := j.builtin
	if inputs == nil {
		l.paths = append(l.paths, j.files...)
		inputs = j.inputs(j.files)
	}
	for _, in := range j.inputs(j.targets) {
		in.Targets = true
		inputs = append(inputs, in)
	}
	for _, in := range j.inputs(j.pool) {
		in.Pool = true
		inputs = append(inputs, in)
	}
	opts := o.Reading
	opts.Served, opts.Say = j.inputs(j.served), messages.English().Finding
	for _, path := range j.settings {
		opts.Settings = append(opts.Settings, importers.Input{Path: path})
	}
	l.log.Info("reading", "files", len(inputs))
	var err error
	if l.meeting, l.inspection, err = importers.Read(ctx, inputs, opts); err != nil {
		return readError(err)
	}
	for _, path := range j.keep {
		if err := l.readKept(ctx, path, o); err != nil {
			return err
		}
	}
	for _, path := range j.earlier {
		earlier, findings, err := importers.ReadSeats(
			ctx,
			importers.Input{Path: path},
			l.meeting.Roster,
			o.Reading.Table,
		)
		l.meeting.Findings = append(l.meeting.Findings, findings...)
		if err != nil {
			return readError(err)
		}
		if earlier != nil {
			l.meeting.Sources = append(l.meeting.Sources, earlier.Source)
			l.earlier = append(l.earlier, earlier)
		}
	}
	for _, path := range j.previous {
		p, source, err := readPrevious(path)
		if err != nil {
			return err
		}
		l.previous = p
		l.meeting.Sources = append(l.meeting.Sources, source)
	}
	return nil
}

// readKept reads the plan named with --keep.
func (l *loaded) readKept(ctx context.Context, path string, o *settings.Options) error {
	kept, findings, err := importers.ReadSeats(ctx, importers.Input{Path: path}, l.meeting.Roster, o.Reading.Table)
	l.meeting.Findings = append(l.meeting.Findings, findings...)
	if err != nil {
		return readError(err)
	}
	if kept != nil {
		l.meeting.Sources = append(l.meeting.Sources, kept.Source)
	}
	l.kept = kept
	return nil
}

// piped reports whether something was piped in, which no second command can read.
func (f *fileRoles) piped() bool {
	return slices.ContainsFunc(f.roles(), func(r role) bool { return slices.Contains(*r.paths, "-") })
}

// inputs are the files to read; "-" is standard input.
func (j *job) inputs(paths []string) []importers.Input {
	var inputs []importers.Input
	for _, path := range paths {
		if path == "-" {
			inputs = append(inputs, importers.Input{Name: "standard input", Reader: j.stdin.reader()})
		} else {
			inputs = append(inputs, importers.Input{Path: path})
		}
	}
	return inputs
}

// commandLine is the command that makes the result again, in a fixed order, with files
// by their names alone: a report must not tell what a machine looks like inside, nor
// differ from one system to another.
func (j *job) commandLine(command string) string {
	return j.words(command, baseName, settings.FlagWords(j.given, true, shell.Posix), shell.Posix)
}

// again is a command that can be typed next, with the files and flags of this one.
func (j *job) again(command string) string {
	as := func(path string) string {
		if strings.HasPrefix(path, "-") && path != "-" {
			return "." + string(filepath.Separator) + path // no option
		}
		return path
	}
	return j.words(command, as, settings.FlagWords(j.given, false, shell.Word), shell.Word)
}

func (j *job) words(command string, file func(string) string, flags []string, quote func(string) string) string {
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

// origin says of what files and settings the outputs were made.
func (j *job) origin(outputs []folder.Artifact) folder.Origin {
	o := folder.Origin{Inputs: []folder.PlanInput{}, Flags: []build.PlanPair{}, Outputs: []folder.PlanOutput{}}
	for _, r := range j.roles() {
		for _, path := range *r.paths {
			o.Inputs = append(o.Inputs, folder.PlanInput{Role: r.name, File: baseName(path)})
		}
	}
	for _, f := range settings.Effective(j.given) {
		o.Flags = append(o.Flags, build.PlanPair(f))
	}
	for _, x := range outputs {
		o.Outputs = append(o.Outputs, folder.PlanOutput{File: x.Name, SHA256: folder.Digest(x.Data)})
	}
	return o
}

// baseName is a file's name without its folder: a report must not tell what a
// machine looks like inside.
func baseName(path string) string {
	if path == "-" {
		return path
	}
	return filepath.Base(path)
}

// readError keeps cancellation apart from input that cannot be read.
func readError(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return exit.Input(err)
}

func hasErrors(fs []planner.Finding) bool {
	return slices.ContainsFunc(fs, func(f planner.Finding) bool { return f.Severity == planner.Error })
}
