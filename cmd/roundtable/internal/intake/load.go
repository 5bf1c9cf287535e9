package intake

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/suggest"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/importers"
	"roundtable/importers/rulepacks"
	"roundtable/planner"
	"roundtable/reports/messages"
)

// Loaded is what a job read.
type Loaded struct {
	Options    *settings.Options
	Meeting    *planner.Meeting
	Inspection *importers.Inspection
	Kept       *importers.EarlierPlan // from --keep
	Earlier    []*importers.EarlierPlan
	Previous   *EarlierPlan // from --previous
	Paths      []string     // every file read, never to be written over
	Log        *slog.Logger
}

// Everybody is everyone of all files, those who could join last.
func (l *Loaded) Everybody() planner.Roster { return slices.Concat(l.Meeting.Roster, l.Meeting.Pool) }

// Load reads all inputs and resolves the options. Findings that are errors end
// in an input error after all of them were printed; warnings go to standard
// error and the run goes on.
func (j *Job) Load(ctx context.Context) (*Loaded, error) {
	l := &Loaded{Log: j.Logger()}
	if err := namedTwice(j.Files); err != nil {
		return l, err
	}
	o, _ := j.resolve(nil)
	o.Reading.Seating = importers.Seating{Groups: o.Groups.Count, Tables: o.Groups.Mix}
	l.Options = o
	if err := j.read(ctx, l, o); err != nil {
		return l, j.misnamed(err) // with the inspection of what could be read
	}
	if err := copied(l.Meeting.Sources[:min(len(j.Files), len(l.Meeting.Sources))]); err != nil {
		return l, err
	}
	before := o
	o, findings := j.resolve(l.Meeting.Settings)
	if !o.ReadsLike(before) && !talk.HasErrors(findings) {
		// A Settings sheet says how to read the files: read them again with it.
		first := l.Meeting.Sources
		if err := j.read(ctx, l, o); err != nil {
			return l, err
		}
		for _, s := range first {
			if !slices.Contains(l.Meeting.Sources, s) {
				return l, exit.Input(fmt.Errorf("%s was changed while it was read; run this again", s.File))
			}
		}
	}
	l.Options = o
	l.addRules(j.rules)
	findings = slices.Concat(findings, l.misfits(j.rules), l.uncounted(), noDay(o))
	if o.Report.Title != "" {
		l.Meeting.Title = o.Report.Title
	}
	if err := o.CheckDate(); err != nil {
		return nil, exit.Usage(err)
	}
	l.Meeting.Findings = append(l.Meeting.Findings, findings...)
	if j.OneOf {
		sayOfFile(l.Meeting.Findings, BaseName(j.Files[0]))
	}
	talk.WorstFirst(l.Meeting.Findings)
	if l.Meeting.HasErrors() {
		loud := j.Output
		loud.Quiet = false // without the warnings an error may not be understood
		loud.Warn(l.Meeting.Findings)
		return l, exit.ErrFindings
	}
	j.Warn(l.Meeting.Findings)
	return l, nil
}

// namedTwice refuses a file that is named twice: its rows would count twice, or as two rounds.
func namedTwice(paths []string) error {
	for i, path := range paths {
		for _, before := range paths[:i] {
			if path == before || sameFile(path, before) {
				return exit.Hint(exit.Usage(fmt.Errorf("%s is named twice", path)), "name it once")
			}
		}
	}
	return nil
}

// copied refuses a copy of a file under another name, as a second download is.
func copied(sources []planner.Source) error {
	for i, s := range sources {
		for _, before := range sources[:i] {
			if s.SHA256 == before.SHA256 {
				return exit.Input(exit.Hint(
					fmt.Errorf("%s holds the same bytes as %s: one is a copy of the other", s.File, before.File),
					"name one of them; or check whether the right file was saved under the other name",
				))
			}
		}
	}
	return nil
}

// noDay says what follows where the date is no day.
func noDay(o *settings.Options) []planner.Finding {
	if o.Reading.NoDay == "" {
		return nil
	}
	return []planner.Finding{{
		Code: "date-no-day", Severity: planner.Note, Where: o.Last("date").Where, Seen: o.Reading.NoDay,
		Args: map[string]any{"date": o.Reading.NoDay},
	}}
}

// misnamed adds to an error of reading what may be meant by a name that is no file's.
func (f *fileRoles) misnamed(err error) error {
	for _, r := range f.roles() {
		for _, path := range *r.paths {
			if hint := suggest.File(path, Readable); hint != "" && path != "-" {
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
func (j *Job) resolve(inFiles []planner.Setting) (*settings.Options, []planner.Finding) {
	o, findings := settings.Resolve(inFiles, j.Given)
	o.Shelf = j.shelf
	found := j.rules // where verify found them
	j.rules = nil
	for i, name := range o.Panel.Rules {
		if !rulepacks.IsFile(name) {
			p, err := j.shelf.Load(name)
			findings = append(findings, emptyPack(&p, err)...)
			continue
		}
		if at := slices.IndexFunc(found, func(p string) bool { return j.called(p) == BaseName(name) }); at >= 0 {
			o.Panel.Rules[i] = found[at]
		}
		path := o.Panel.Rules[i]
		j.rules = append(j.rules, path)
		_, err := j.shelf.LoadAs(j.called(path), path)
		findings = append(findings, RulesFindings(path, err)...)
	}
	o.ForReaders()
	return o, findings
}

// addRules adds the files of rules to what was read.
func (l *Loaded) addRules(paths []string) {
	l.Paths = append(l.Paths, paths...)
	for _, path := range paths {
		if p, err := l.Options.Shelf.Load(path); err == nil {
			l.Meeting.Sources = append(l.Meeting.Sources, p.Source)
		}
	}
}

func sourceOf(name string, data []byte) planner.Source {
	return planner.Source{File: name, Bytes: int64(len(data)), SHA256: folder.Digest(data)}
}

// read fills the meeting, the earlier plan and the pool.
func (j *Job) read(ctx context.Context, l *Loaded, o *settings.Options) error {
	*l = Loaded{Options: l.Options, Log: l.Log} // nothing of a reading before
	l.Paths = slices.Concat(j.Targets, j.pool, j.served, j.settings, j.keep, j.earlier, j.previous)
	inputs := j.Builtin
	if inputs == nil {
		l.Paths = append(l.Paths, j.Files...)
		inputs = j.inputs(j.Files)
	}
	for _, in := range j.inputs(j.Targets) {
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
		opts.Settings = append(opts.Settings, j.input(path))
	}
	l.Log.Info("reading", "files", len(inputs))
	var err error
	if l.Meeting, l.Inspection, err = importers.Read(ctx, inputs, opts); err != nil {
		return readError(err)
	}
	for _, path := range j.keep {
		if l.Kept, err = l.readSeats(ctx, j.input(path), o); err != nil {
			return err
		}
	}
	for _, path := range j.earlier {
		earlier, err := l.readSeats(ctx, j.input(path), o)
		if err != nil {
			return err
		}
		if earlier != nil {
			l.Earlier = append(l.Earlier, earlier)
		}
	}
	for _, path := range j.previous {
		p, source, err := readPrevious(path, j.called(path))
		if err != nil {
			return err
		}
		l.Previous = p
		l.Meeting.Sources = append(l.Meeting.Sources, source)
	}
	return nil
}

// readSeats reads who sat where in an earlier plan.
func (l *Loaded) readSeats(
	ctx context.Context, in importers.Input, o *settings.Options,
) (*importers.EarlierPlan, error) {
	seats, findings, err := importers.ReadSeats(ctx, in, l.Meeting.Roster, o.Reading.Table)
	l.Meeting.Findings = append(l.Meeting.Findings, findings...)
	if err != nil {
		return nil, readError(err)
	}
	if seats != nil {
		l.Meeting.Sources = append(l.Meeting.Sources, seats.Source)
	}
	return seats, nil
}

// inputs are the files to read; "-" is standard input.
func (j *Job) inputs(paths []string) []importers.Input {
	var inputs []importers.Input
	for _, path := range paths {
		inputs = append(inputs, j.input(path))
	}
	return inputs
}

func (j *Job) input(path string) importers.Input {
	in := importers.Input{Path: path, Name: j.called(path)}
	if path == "-" {
		in.Path, in.Reader = "", j.stdin.reader()
	}
	if in.Name == "-" {
		in.Name = standardInputName
	}
	return in
}

// standardInputName is what reports call what was piped in.
const standardInputName = "standard input"
