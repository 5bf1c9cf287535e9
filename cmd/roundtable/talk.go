package main

import (
	"cmp"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"roundtable/cmd/roundtable/internal/term"
	"roundtable/importers"
	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/messages"
	"roundtable/reports/text"
)

// How the commands talk: the result goes to standard output in the form asked
// for, everything else to standard error.

// streams are the process's standard streams, injected so that tests need no
// process.
type streams struct {
	in       io.Reader
	out, err io.Writer
	// window says that the program has a window of its own, which closes with it.
	window bool
}

// output is where a command talks, in which form, and how much.
type output struct {
	io             streams
	format         string // "text", "json" or "csv"
	quiet, verbose bool
	// told are the warnings that were printed; jobs that are parts of one command share it.
	told map[string]bool
	// more is where the warnings are that are too many to print.
	more string
}

// newOutput talks on the streams of the process.
func newOutput(io streams) output { return output{io: io, told: make(map[string]bool)} }

// answer prints one result: the data as JSON, a table of the section as CSV, or
// the section as text.
func (o *output) answer(data any, s *reports.Section, table string) error {
	switch o.format {
	case "json":
		return reports.WriteJSON(o.io.out, data)
	case "csv":
		return o.table(&reports.Document{Sections: []reports.Section{*s}}, table)
	default:
		return o.sections(*s)
	}
}

// sections prints sections as text, with a blank line between them.
func (o *output) sections(list ...reports.Section) error {
	for i := range list {
		if i > 0 {
			fmt.Fprintln(o.io.out)
		}
		if err := text.WriteSection(o.io.out, &list[i], o.layout()); err != nil {
			return err
		}
	}
	return nil
}

// table prints one table of a document as CSV.
func (o *output) table(doc *reports.Document, id string) error {
	t, ok := doc.Table(id)
	if !ok {
		return fmt.Errorf("the report has no table %q", id)
	}
	return text.WriteCSV(o.io.out, t)
}

// layout is the width to lay text out for.
func (o *output) layout() text.Options {
	return text.Options{Width: width(o.io.out)}
}

// width is how many columns are written in on a stream.
func width(w io.Writer) int { return term.Of(w, os.Getenv).Width }

// talk prints a line on standard error unless --quiet was given.
func (o *output) talk(format string, args ...any) {
	if !o.quiet {
		fmt.Fprintf(o.io.err, format+"\n", args...)
	}
}

// next says what can be typed next, as it stands, and what for.
func (o *output) next(command, what string) { o.talk("Next: %s   %s", command, what) }

// mostWarnings is how many warnings a command prints; more are counted.
const mostWarnings = 10

// warn prints errors, and unless --quiet was given warnings, one a line with its place, and
// what to do about it below. A warning is printed once, and not more than mostWarnings are;
// of the others, and of notes, it says how many there are. --verbose prints all.
func (o *output) warn(findings []planner.Finding) {
	var warnings, notes int
	findings = joined(findings)
	for i := range findings {
		f := &findings[i]
		switch line := printed(f); {
		case f.Severity == planner.Error || o.verbose && !o.told[line]:
			fmt.Fprint(o.io.err, line)
		case o.quiet || o.told[line]:
			continue
		case f.Severity == planner.Note:
			notes++
			continue
		case len(o.told) >= mostWarnings:
			warnings++
			continue
		default:
			fmt.Fprint(o.io.err, line)
		}
		if f.Severity != planner.Error {
			o.told[printed(f)] = true
		}
	}
	switch {
	case warnings > 0:
		var kinds []string
		for _, n := range []struct {
			n        int
			one, all string
		}{{warnings, "warning", "warnings"}, {notes, "note", "notes"}} {
			if n.n > 0 {
				kinds = append(kinds, messages.Count(n.n, n.one, n.all))
			}
		}
		fmt.Fprintf(o.io.err, "(%s more%s)\n", strings.Join(kinds, " and "), o.more)
	case notes > 0:
		fmt.Fprintf(o.io.err, "(%s more: roundtable inspect shows them)\n", messages.Count(notes, "note", "notes"))
	}
}

// printed is a finding as the terminal shows it.
func printed(f *planner.Finding) string {
	line, fix := findingLine(f)
	line = fmt.Sprintf("%s: %s\n", f.Severity, line)
	if fix != "" {
		line += fmt.Sprintf("    → %s\n", fix)
	}
	return line
}

// logger writes to standard error with --verbose, and nowhere without.
func (o *output) logger() *slog.Logger {
	if !o.verbose {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(o.io.err, &slog.HandlerOptions{
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey {
				return slog.Attr{} // times would make two equal runs look different
			}
			return a
		},
	}))
}

// joined makes one of findings that say the same of several places.
func joined(findings []planner.Finding) []planner.Finding {
	var out []planner.Finding
	at := make(map[string]int)
	for i := range findings {
		f := findings[i]
		said, fix := messages.English().Finding(&f)
		key := fmt.Sprint(f.Code, f.Severity, said, fix)
		k, seen := at[key]
		if !seen {
			at[key] = len(out)
			out = append(out, f)
			continue
		}
		out[k].Also = slices.Concat(out[k].Also, f.Also)
		if f.Where != out[k].Where {
			out[k].Also = append(out[k].Also, f.Where)
		}
	}
	return out
}

// findingLine is a finding in one line (place, text, further places), and what
// would be right.
func findingLine(f *planner.Finding) (line, fix string) {
	said := *f
	said.Text, fix = messages.English().Finding(f)
	line = importers.Message(said)
	if !f.Where.IsZero() {
		line = f.Where.String() + "  " + line
	}
	return line, fix
}

// sortFindings puts errors first and keeps the order otherwise.
func sortFindings(fs []planner.Finding) {
	slices.SortStableFunc(fs, func(a, b planner.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
}

// without leaves out the findings of one severity.
func without(s planner.Severity, fs []planner.Finding) []planner.Finding {
	return slices.DeleteFunc(slices.Clone(fs), func(f planner.Finding) bool { return f.Severity == s })
}

// bySeverity counts findings; index it with a severity.
func bySeverity(fs []planner.Finding) (n [planner.Error + 1]int) {
	for i := range fs {
		n[fs[i].Severity]++
	}
	return n
}

// progressLine shows how a long search is doing: one line on a terminal, from
// the first second on, rewritten at most five times a second: the time, the best
// proposal and the bound. Both only get better on it: of side questions, such as the
// steps of the fairness ladder, it tells the stage alone. It never touches results; off
// a terminal it is silent.
type progressLine struct {
	o     *output
	now   func() time.Time
	began time.Time
	last  time.Time
	shown bool
	best  grouping.Progress // the best value and bound so far
}

const (
	progressAfter = time.Second            // shorter searches need no comfort
	progressEvery = 200 * time.Millisecond // what an eye can follow
)

func newProgress(o *output) *progressLine {
	return &progressLine{o: o, now: time.Now, began: time.Now()}
}

// callback is nil where progress should not be shown.
func (p *progressLine) callback() func(grouping.Progress) {
	if p.o.quiet || !term.Of(p.o.io.err, os.Getenv).Terminal {
		return nil
	}
	return p.show
}

// stageWords say what a search is at.
var stageWords = map[string]string{
	"flow": "placing everybody", "search": "looking for better proposals", "bound": "proving how good it is",
	"ladder": "the fairness ladder", "explain": "explanations",
}

func (p *progressLine) show(g grouping.Progress) {
	if g.Stage != "ladder" && g.Stage != "explain" {
		if g.HasBest && (!p.best.HasBest || g.Best > p.best.Best) {
			p.best.Best, p.best.HasBest = g.Best, true
		}
		if g.HasBound && (!p.best.HasBound || g.Bound < p.best.Bound) {
			p.best.Bound, p.best.HasBound = g.Bound, true
		}
	}
	now := p.now()
	if now.Sub(p.began) < progressAfter || now.Sub(p.last) < progressEvery {
		return
	}
	p.last, p.shown = now, true
	line := fmt.Sprintf("working groups, %d s", int(now.Sub(p.began).Seconds()))
	if p.best.HasBest {
		line += fmt.Sprintf(": %d points", p.best.Best)
	}
	if p.best.HasBound {
		line += fmt.Sprintf(", at most %d possible", p.best.Bound)
	}
	fmt.Fprintf(p.screen(), "\r%-76.76s", line+"; "+cmp.Or(stageWords[g.Stage], g.Stage))
}

// clear wipes the line.
func (p *progressLine) clear() {
	if p.shown {
		fmt.Fprintf(p.screen(), "\r%76s\r", "")
		p.shown = false
	}
}

// screen takes a carriage return.
func (p *progressLine) screen() io.Writer {
	if s, ok := p.o.io.err.(*term.Safe); ok {
		return s.Raw()
	}
	return p.o.io.err
}

// shellPlain are the characters that no shell reads anything into.
const shellPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./,:=+%"

// shellWord quotes a word for the user's shell where it needs quotes.
func shellWord(s string) string { return wordFor(runtime.GOOS, s) }

// posixWord quotes a word as most systems do.
func posixWord(s string) string { return wordFor("", s) }

// wordFor quotes a word for the shells of a system. Those of Windows know double quotes alone
// in common, and a backslash is part of a path.
func wordFor(system, s string) string {
	windows := system == "windows"
	plain := shellPlain
	if windows {
		plain = strings.ReplaceAll(plain, "%", "") + `\`
	}
	switch {
	case s != "" && strings.Trim(s, plain) == "":
		return s
	case windows:
		return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"`
	default:
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
}
