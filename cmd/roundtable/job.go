package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/term"
	"roundtable/importers"
	"roundtable/importers/ballots"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/planner/grouping"
)

// job is one command that reads files: what was asked, and where to talk.
type job struct {
	io    streams
	given []given
	files []string
	// builtin replaces files for the demo.
	builtin []importers.Input
	pool    []string // people who could join the panel
	targets []string // further files with targets
	keep    string   // an earlier plan
	// settingsFile is a YAML file with settings.
	settingsFile string
	format       string
	quiet        bool
	verbose      bool
}

// addJobFlags offers what every file-reading command takes, and the options of
// its stages.
func (j *job) addJobFlags(cmd *cobra.Command, s stage) {
	fs := cmd.Flags()
	addFlags(fs, s, &j.given)
	fs.StringVar(&j.settingsFile, "settings", "", "a YAML `FILE` with settings")
	if s&stageBalance != 0 {
		fs.StringArrayVar(&j.pool, "pool", nil, "a `FILE` with people who could join the panel")
	}
	if s&(stageBalance|stageGroup) != 0 {
		fs.StringArrayVar(&j.targets, "targets", nil, "a `FILE` with targets")
	}
	if s&stageGroup != 0 {
		fs.StringVar(&j.keep, "keep", "", "an earlier plan (`FILE`.xlsx or .csv) whose locked seats stay")
	}
	fs.BoolVarP(&j.quiet, "quiet", "q", false, "say nothing but the result and errors")
	fs.BoolVarP(&j.verbose, "verbose", "v", false, "say on standard error what is being done")
	fs.SortFlags = false
}

// addFormatFlag offers --format.
func (j *job) addFormatFlag(cmd *cobra.Command, formats ...string) {
	fs := cmd.Flags()
	fs.Var(&formatValue{&j.format, formats}, "format", "form of the result: "+joinOr(formats)+" (default text)")
	j.format = formats[0]
}

type formatValue struct {
	to      *string
	allowed []string
}

func (f *formatValue) String() string { return "" }
func (f *formatValue) Type() string   { return "FORMAT" }
func (f *formatValue) Set(v string) error {
	if !slices.Contains(f.allowed, v) {
		return fmt.Errorf("use %s", joinOr(f.allowed))
	}
	*f.to = v
	return nil
}

// logger writes to standard error with --verbose, and nowhere without.
func (j *job) logger() *slog.Logger {
	if !j.verbose {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(j.io.err, &slog.HandlerOptions{
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey {
				return slog.Attr{} // times would make two equal runs look different
			}
			return a
		},
	}))
}

// talk prints a line on standard error unless --quiet was given.
func (j *job) talk(format string, args ...any) {
	if !j.quiet {
		fmt.Fprintf(j.io.err, format+"\n", args...)
	}
}

// width is the width to lay text out for.
func (j *job) width() int { return term.Of(j.io.out, os.Getenv).Width }

// loaded is what a job read.
type loaded struct {
	o          *options
	meeting    *planner.Meeting
	inspection *importers.Inspection
	pool       planner.Roster // from --pool, apart from the meeting
	kept       *grouping.Kept // from --keep
	paths      []string       // every file read, never to be written over
	log        *slog.Logger
}

// load reads all inputs and resolves the options. Findings that are errors end
// in an inputError after all of them were printed; warnings go to standard
// error and the run goes on.
func (j *job) load(ctx context.Context) (*loaded, error) {
	l := &loaded{log: j.logger()}
	o, _ := resolve(nil, j.given)
	if err := j.read(ctx, l, o); err != nil {
		return l, err // with the inspection of what could be read
	}
	before := o.readKeys()
	o, findings := resolve(l.meeting.Settings, j.given)
	if !slices.Equal(before, o.readKeys()) && !hasErrors(findings) {
		// A Settings sheet says how to read the files: read them again with it.
		if err := j.read(ctx, l, o); err != nil {
			return l, err
		}
	}
	l.o = o
	if o.title != "" {
		l.meeting.Title = o.title
	}
	if err := o.checkDate(); err != nil {
		return nil, usageError{err}
	}
	l.meeting.Findings = append(l.meeting.Findings, findings...)
	sortFindings(l.meeting.Findings)
	if l.meeting.HasErrors() {
		printFindings(j.io.err, l.meeting.Findings, planner.Warning)
		return l, inputError{findings: l.meeting.Findings}
	}
	if !j.quiet {
		printFindings(j.io.err, l.meeting.Findings, planner.Warning)
	}
	return l, nil
}

// read fills the meeting and the pool.
func (j *job) read(ctx context.Context, l *loaded, o *options) error {
	l.paths = slices.Concat(j.files, j.targets, j.pool)
	opts := o.importOptions()
	if j.settingsFile != "" {
		opts.Settings = []importers.Input{{Path: j.settingsFile}}
		l.paths = append(l.paths, j.settingsFile)
	}
	var err error
	inputs := j.builtin
	if inputs == nil {
		inputs = j.inputs(slices.Concat(j.files, j.targets))
	}
	l.log.Info("reading", "files", len(inputs))
	if l.meeting, l.inspection, err = importers.Read(ctx, inputs, opts); err != nil {
		return readError(err, l.meeting)
	}
	if err := j.readKept(ctx, l, o); err != nil {
		return err
	}
	if len(j.pool) == 0 {
		return nil
	}
	pool, _, err := importers.Read(ctx, j.inputs(j.pool), o.importOptions())
	if err != nil {
		return readError(err, pool)
	}
	l.pool = pool.Roster
	l.meeting.Sources = append(l.meeting.Sources, pool.Sources...)
	l.meeting.Findings = append(l.meeting.Findings, pool.Findings...)
	return nil
}

// inputs are the files to read; "-" is standard input.
func (j *job) inputs(paths []string) []importers.Input {
	var inputs []importers.Input
	for _, path := range paths {
		if path == "-" {
			inputs = append(inputs, importers.Input{Name: "standard input", Reader: j.io.in})
		} else {
			inputs = append(inputs, importers.Input{Path: path})
		}
	}
	return inputs
}

// readError keeps cancellation apart from input that cannot be read.
func readError(err error, m *planner.Meeting) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	in := inputError{err: err}
	if m != nil && m.HasErrors() {
		in.findings = m.Findings
	}
	return in
}

// importOptions are the options of reading.
func (o *options) importOptions() importers.Options {
	opts := importers.Options{
		Sheets: o.sheets, Dimensions: o.dimensions, Scheme: vocabulary.Scheme(o.scheme),
		KnownSettings: settingKeys(),
		Table: table.Options{
			Encoding: o.encoding,
			Limits: table.Limits{
				FileBytes: int64(o.maxFile) << 20, UnzippedBytes: int64(o.maxUnzipped) << 20,
				Rows: o.maxRows, Columns: o.maxColumns, CellChars: o.maxCell,
			},
		},
		Votes: ballots.Options{
			Shape: ballots.Shape(o.shape), Question: o.votes, Levels: o.levels, Rescale: o.rescale,
			Scale: planner.Scale{Min: planner.Mark(o.scale.Min), Max: planner.Mark(o.scale.Max), Budget: planner.Mark(o.budget)},
		},
	}
	for _, m := range o.maps {
		to, from, _ := strings.Cut(m, "=")
		opts.Map = append(opts.Map, importers.Mapping{To: strings.TrimSpace(to), From: strings.TrimSpace(from)})
	}
	return opts
}

// readKeys are the effective settings that change how files are read.
func (o *options) readKeys() []reportPair {
	var out []reportPair
	for _, p := range o.effective {
		switch p.Key {
		case "map", "sheet", "dimension", "scheme", "shape", "votes", "scale", "budget", "rescale", "levels", "encoding",
			"max_file", "max_unzipped", "max_rows", "max_columns", "max_cell":
			out = append(out, p)
		}
	}
	return out
}

// checkDate fills the date from SOURCE_DATE_EPOCH where none was given. The
// clock is never asked: two runs would differ.
func (o *options) checkDate() error {
	if o.date != "" {
		return nil
	}
	epoch := os.Getenv("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return nil
	}
	n, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return fmt.Errorf("SOURCE_DATE_EPOCH is %q; it should be a number of seconds", epoch)
	}
	o.date = time.Unix(n, 0).UTC().Format("2006-01-02")
	return nil
}

func hasErrors(fs []planner.Finding) bool {
	return slices.ContainsFunc(fs, func(f planner.Finding) bool { return f.Severity == planner.Error })
}

// joinOr lists words: "a, b or c".
func joinOr(words []string) string {
	if len(words) < 2 {
		return fmt.Sprint(words)
	}
	var b bytes.Buffer
	for i, w := range words {
		switch {
		case i == 0:
		case i == len(words)-1:
			b.WriteString(" or ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(w)
	}
	return b.String()
}
