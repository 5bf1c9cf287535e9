package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/reports/messages"
)

// The exit codes, documented in the README and in `roundtable help`.
const (
	exitOK          = 0
	exitMissed      = 1   // ran, but a must target is missed
	exitUsage       = 2   // the command line cannot be understood
	exitInput       = 3   // an input is unreadable or invalid
	exitImpossible  = 4   // what was asked for cannot be done
	exitFault       = 70  // a fault of the program itself
	exitInterrupted = 130 // stopped by Ctrl-C
)

// errMissed ends a run that worked but found a must target missed. It prints
// nothing: the result has said it.
var errMissed = errors.New("a must target is missed")

// errStopped ends a run that was stopped after it had something to show, and
// has shown it.
var errStopped = errors.New("stopped: this is the best found so far")

// errWritten ends a run that was stopped after its files had been put in place.
var errWritten = errors.New("stopped; the files had been written by then")

// usageError is a command line that cannot be understood.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

// inputError is input that cannot be used.
type inputError struct{ err error }

func (e inputError) Error() string { return e.err.Error() }
func (e inputError) Unwrap() error { return e.err }

// errFindings ends a run whose input has errors; the findings, printed before,
// say where and why.
var errFindings = errors.New("the input has errors; nothing was written")

// impossibleError is a wish that cannot be met; its text says why.
type impossibleError struct{ err error }

func (e impossibleError) Error() string { return e.err.Error() }
func (e impossibleError) Unwrap() error { return e.err }

// hintError adds what the user can try next.
type hintError struct {
	err  error
	hint string
}

func (e hintError) Error() string { return e.err.Error() }
func (e hintError) Unwrap() error { return e.err }

// hintRules is for names of rule packs that are none.
const hintRules = "roundtable rules lists the rule packs"

// lacking ends a run whose files do not hold what the command is about. The
// reason is a sentence; as an error it has no full stop.
func lacking(reason string) error {
	return inputError{hintError{
		errors.New(strings.TrimSuffix(reason, ".")), "roundtable inspect shows how the files were understood",
	}}
}

// notSetUp is a question that the input does not allow, with all that is wrong,
// one a line. Other errors stay as they are.
func notSetUp(err error) error {
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
	return inputError{errors.New(strings.Join(lines, "\n  "))}
}

// exitCode maps an error to the process's exit code.
func exitCode(err error) int {
	var usage usageError
	var impossible impossibleError
	var fault faultError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, context.Canceled), errors.Is(err, errStopped):
		return exitInterrupted
	case errors.Is(err, errMissed):
		return exitMissed
	case errors.As(err, &usage):
		return exitUsage
	case errors.As(err, &impossible):
		return exitImpossible
	case errors.As(err, &fault):
		return exitFault
	default:
		return exitInput // an inputError, or a file that cannot be read or written
	}
}

// report prints an error the way all errors look: what happened in one line,
// then hints.
func report(w io.Writer, err error) {
	if err == nil || errors.Is(err, errMissed) {
		return
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(w, "roundtable: stopped; nothing was written")
		return
	}
	fmt.Fprintf(w, "roundtable: %s\n", strings.TrimRight(err.Error(), "\n"))
	var hint hintError
	if errors.As(err, &hint) {
		fmt.Fprintf(w, "hint: %s\n", hint.hint)
	}
}

// faultError is a panic: what it said, and where it was.
type faultError struct {
	said  string
	trace []byte
}

func (e faultError) Error() string {
	return "this is a fault of the program, not of your files, and nothing more was done: " + e.said
}

// faultOf is what was recovered from a panic. One that was passed on brings its own trace.
func faultOf(reason any) faultError {
	said, trace, passedOn := strings.Cut(fmt.Sprint(reason), "\n")
	if !passedOn {
		return faultError{said, debug.Stack()}
	}
	return faultError{said, []byte(trace)}
}

// hint is what helps with a fault: with --verbose, where it was.
func (e faultError) hint(args []string) string {
	if slices.ContainsFunc(args, func(a string) bool { return a == "-v" || a == "--verbose" }) {
		return string(e.trace)
	}
	return "hint: please report it, with what the same command says with --verbose"
}
