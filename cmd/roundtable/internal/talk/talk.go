// Package talk is how the commands talk: the result goes to standard output in the form asked
// for, everything else to standard error: what was noticed ([Output.Warn]), what can be typed
// next ([Output.Next]), and how a long search is doing ([Progress]).
package talk

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"roundtable/cmd/roundtable/internal/term"
	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/messages"
	"roundtable/reports/text"
)

// Streams are the process's standard streams, injected so that tests need no
// process.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
	// Window says that the program has a window of its own, which closes with it.
	Window bool
}

// Output is where a command talks, in which form, and how much.
type Output struct {
	Streams
	Format         string // "text", "json" or "csv"
	Quiet, Verbose bool
	// told are the warnings that were printed; jobs that are parts of one command share it.
	told map[string]bool
	// More is where the warnings are that are too many to print.
	More string
}

// New talks on the streams of the process.
func New(on Streams) Output { return Output{Streams: on, told: make(map[string]bool)} }

// Answer prints one result: the data as JSON, a table of the section as CSV, or
// the section as text.
func (o *Output) Answer(data any, s *reports.Section, table string) error {
	switch o.Format {
	case "json":
		return reports.WriteJSON(o.Out, data)
	case "csv":
		return o.Table(&reports.Document{Sections: []reports.Section{*s}}, table)
	default:
		return o.Sections(*s)
	}
}

// Sections prints sections as text, with a blank line between them.
func (o *Output) Sections(list ...reports.Section) error {
	for i := range list {
		if i > 0 {
			fmt.Fprintln(o.Out)
		}
		if err := text.WriteSection(o.Out, &list[i], o.Layout()); err != nil {
			return err
		}
	}
	return nil
}

// Table prints one table of a document as CSV.
func (o *Output) Table(doc *reports.Document, id string) error {
	t, ok := doc.Table(id)
	if !ok {
		return fmt.Errorf("the report has no table %q", id)
	}
	return text.WriteCSV(o.Out, t)
}

// Layout is the width to lay text out for.
func (o *Output) Layout() text.Options {
	return text.Options{Width: o.Width()}
}

// Width is how many columns results are written in.
func (s *Streams) Width() int { return term.Of(s.Out, os.Getenv).Width }

// Say prints a line on standard error unless --quiet was given.
func (o *Output) Say(format string, args ...any) {
	if !o.Quiet {
		fmt.Fprintf(o.Err, format+"\n", args...)
	}
}

// Next says what can be typed next, as it stands, and what for.
func (o *Output) Next(command, what string) { o.Say("Next: %s   %s", command, what) }

// mostWarnings is how many warnings a command prints; more are counted.
const mostWarnings = 10

// Warn prints errors, and unless --quiet was given warnings, one a line with its place, and
// what to do about it below. A warning is printed once, and not more than mostWarnings are;
// of the others, and of notes, it says how many there are. --verbose prints all.
func (o *Output) Warn(findings []planner.Finding) {
	var warnings, notes int
	findings = Joined(findings)
	for i := range findings {
		f := &findings[i]
		switch line := printed(f); {
		case f.Severity == planner.Error || o.Verbose && !o.told[line]:
			fmt.Fprint(o.Err, line)
		case o.Quiet || o.told[line]:
			continue
		case f.Severity == planner.Note:
			notes++
			continue
		case len(o.told) >= mostWarnings:
			warnings++
			continue
		default:
			fmt.Fprint(o.Err, line)
		}
		if f.Severity != planner.Error {
			o.told[printed(f)] = true
		}
	}
	switch {
	case warnings > 0:
		kinds := []string{messages.Count(warnings, "warning", "warnings")}
		if notes > 0 {
			kinds = append(kinds, messages.Count(notes, "note", "notes"))
		}
		fmt.Fprintf(o.Err, "(%s more%s)\n", strings.Join(kinds, " and "), o.More)
	case notes > 0:
		fmt.Fprintf(o.Err, "(%s more: roundtable inspect shows them)\n", messages.Count(notes, "note", "notes"))
	}
}

// printed is a finding as the terminal shows it.
func printed(f *planner.Finding) string {
	line, fix := FindingLine(f)
	line = fmt.Sprintf("%s: %s\n", f.Severity, line)
	if fix != "" {
		line += fmt.Sprintf("    → %s\n", fix)
	}
	return line
}

// Logger writes to standard error with --verbose, and nowhere without.
func (o *Output) Logger() *slog.Logger {
	if !o.Verbose {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(o.Err, &slog.HandlerOptions{
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey {
				return slog.Attr{} // times would make two equal runs look different
			}
			return a
		},
	}))
}
