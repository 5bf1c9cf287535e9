// Package exit is how a run ends: the exit codes, the errors that lead to each, and how an
// error is told.
//
// An error says in one line what happened, and with [Hint] what the user can try next. What
// makes it is said where it arises: [Usage], [Input] or [Impossible].
package exit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime/debug"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/reports/messages"
)

// The exit codes, documented in the README and in `roundtable help`.
const (
	CodeOK          = 0
	CodeMissed      = 1   // ran, but a must target is missed
	CodeUsage       = 2   // the command line cannot be understood
	CodeInput       = 3   // an input is unreadable or invalid
	CodeImpossible  = 4   // what was asked for cannot be done
	CodeFault       = 70  // a fault of the program itself
	CodeInterrupted = 130 // stopped by Ctrl-C
)

// ErrMissed ends a run that worked but found a must target missed. It prints
// nothing: the result has said it.
var ErrMissed = errors.New("a must target is missed")

// ErrStopped ends a run that was stopped after it had something to show, and
// has shown it.
var ErrStopped = errors.New("stopped: this is the best found so far")

// ErrWritten ends a run that was stopped after its files had been put in place.
var ErrWritten = errors.New("stopped; the files had been written by then")

// coded is an error that leads to an exit code.
type coded struct {
	error
	code int
}

func (e coded) Unwrap() error { return e.error }

// Usage is a command line that cannot be understood.
func Usage(err error) error { return coded{err, CodeUsage} }

// Input is input that cannot be used.
func Input(err error) error { return coded{err, CodeInput} }

// Impossible is a wish that cannot be met; its text says why.
func Impossible(err error) error { return coded{err, CodeImpossible} }

// hinted is an error with what the user can try next.
type hinted struct {
	error
	hint string
}

func (e hinted) Unwrap() error { return e.error }

// Hint adds to an error what the user can try next.
func Hint(err error, hint string) error { return hinted{err, hint} }

// PassHint gives an error the hint of another, where that has one.
func PassHint(other, err error) error {
	var h hinted
	if errors.As(other, &h) {
		return Hint(err, h.hint)
	}
	return err
}

// NoPack is a name of a rule pack that is none.
func NoPack(err error) error { return Hint(Usage(err), "roundtable rules lists the rule packs") }

// ErrFindings ends a run whose input has errors; the findings, printed before,
// say where and why.
var ErrFindings = Input(errors.New("the input has errors; nothing was written"))

// Lacking ends a run whose files do not hold what the command is about. The
// reason is a sentence; as an error it has no full stop.
func Lacking(reason string) error {
	return Input(Hint(
		errors.New(strings.TrimSuffix(reason, ".")), "roundtable inspect shows how the files were understood",
	))
}

// NotSetUp is a question that the input does not allow, with all that is wrong,
// one a line. Other errors stay as they are.
func NotSetUp(err error) error {
	var input *planner.InputError
	if !errors.As(err, &input) {
		return err
	}
	lines := []string{"the " + input.Of + " cannot be set up"}
	for i := range input.Findings {
		f := &input.Findings[i]
		if f.Severity < planner.Error {
			continue
		}
		line, fix := messages.English().Finding(f)
		if !f.Where.IsZero() {
			line = f.Where.String() + ": " + line
		}
		if fix != "" {
			line += " (" + fix + ")"
		}
		lines = append(lines, line)
	}
	return Input(errors.New(strings.Join(lines, "\n  ")))
}

// Reason is why a file could not be opened, without its path.
func Reason(err error) string {
	var path *fs.PathError
	if errors.Is(err, fs.ErrNotExist) {
		return "there is no such file or folder"
	}
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// Code maps an error to the process's exit code.
func Code(err error) int {
	var known coded
	var fault Fault
	switch {
	case err == nil:
		return CodeOK
	case errors.Is(err, context.Canceled), errors.Is(err, ErrStopped):
		return CodeInterrupted
	case errors.Is(err, ErrMissed):
		return CodeMissed
	case errors.As(err, &known):
		return known.code
	case errors.As(err, &fault):
		return CodeFault
	default:
		return CodeInput // a file that cannot be read or written
	}
}

// Report prints an error the way all errors look: what happened in one line,
// then hints.
func Report(w io.Writer, err error) {
	if err == nil || errors.Is(err, ErrMissed) {
		return
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(w, "roundtable: stopped; nothing was written")
		return
	}
	fmt.Fprintf(w, "roundtable: %s\n", strings.TrimRight(err.Error(), "\n"))
	var h hinted
	if errors.As(err, &h) {
		fmt.Fprintf(w, "hint: %s\n", h.hint)
	}
}

// Fault is a panic: what it said, and where it was.
type Fault struct {
	said  string
	trace []byte
}

func (e Fault) Error() string {
	return "this is a fault of the program, not of your files, and nothing more was done: " + e.said
}

// FaultOf is what was recovered from a panic as something was made, "" being the command.
// One that was passed on brings its own trace.
func FaultOf(reason any, made string) Fault {
	said, trace, passedOn := strings.Cut(fmt.Sprint(reason), "\n")
	if !passedOn {
		trace = string(debug.Stack())
	}
	if made != "" {
		said += " in " + made
	}
	return Fault{said, []byte(trace)}
}

// Hint is what helps with a fault: with --verbose, where it was.
func (e Fault) Hint(args []string) string {
	if slices.ContainsFunc(args, func(a string) bool { return a == "-v" || a == "--verbose" }) {
		return string(e.trace)
	}
	return "hint: please report it, with what the same command says with --verbose"
}
