// Command roundtable checks the balance of a meeting, ranks its issues and
// proposes its working groups, from the spreadsheets as they are to reports
// ready to send.
//
// The command is glue. Every subcommand has a constructor that parses into
// [options] and a run function that works; importers read, the planner
// packages think, reports write. Results go to standard output, talk to
// standard error. [exitCode] is the one place where errors become exit codes.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// version is set when a release is built; otherwise the build's own
// information is used.
var version = ""

func main() {
	os.Exit(start())
}

// start exists so that the signal handler is released before the exit.
func start() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return run(ctx, os.Args[1:], streams{in: os.Stdin, out: os.Stdout, err: os.Stderr})
}
