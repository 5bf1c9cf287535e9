// Command roundtable checks the balance of a meeting, ranks its issues and
// proposes its working groups, from the spreadsheets as they are to reports
// ready to send.
//
// The command is glue: importers read, the planner packages think, reports write. Here are
// the commands, one file each: a constructor that parses (newRank makes the cobra command)
// and a run function that works (runRank). What several of them share stands in the rooms
// below internal, through which data flows one way:
//
//	settings    what can be asked, and how it is resolved
//	intake      the files and flags of a command, and what was read of them
//	stages      what is found out of it: balance, ranking, groups, course, draw
//	written     the files of a plan and of a draw, made in memory
//	paper       documents as files, in each language
//	folder      the folder that files are put into, and the record of how they were made
//	verify      what was written, checked and made again
//	publish     what was written, released
//	inspection  how files were understood
//	talk        results, warnings and progress, to the user
//	exit        how a run ends: errors, hints, exit codes
//
// What knows nothing of meetings is in help, term, shell, suggest, desktop, outfile
// and differences.
//
// A command that reads files has an [intake.Job]. [intake.Job.Load] reads them and resolves the
// [settings.Options]; what it returns, an [intake.Loaded], is handed to the stages. A stage
// takes what it needs and returns its result, or the reason why there is none, and its
// findings; [stages.Analyse] runs those of a plan and collects. Results go to standard
// output in the form asked for, talk to standard error ([talk.Output]). [exit.Code] is the one
// place where errors become exit codes.
//
// Files without a command are planned as they are (files.go). The help of all commands, what
// a shell completes, and what is said of an option that there is not stand in help.go; the
// command help and the manual in manual.go. Options are grouped by the question they answer,
// which is said with each, and few of them are shown at first.
//
// # Where a new flag goes
//
// What changes a result is a setting: see package settings. A file to read: see package
// intake. What only this command does (--annotate, --out) is a flag of its constructor.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/inconshreveable/mousetrap"
	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/help"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/cmd/roundtable/internal/term"
)

// version is set when a release is built; otherwise the build's own
// information is used.
var version = ""

func main() {
	os.Exit(start(talk.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Window: mousetrap.StartedByExplorer()}))
}

// grace is how long a run that is stopped may take to end by itself and to show what it
// has: less than a person notices.
const grace = 50 * time.Millisecond

// start runs the command line of the process. A run that is stopped need not look out for
// it: it ends with the process, wherever it is, and package outfile sees to it that files
// are as they were, or all in place.
func start(io talk.Streams) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	done := make(chan int, 1)
	go func() { done <- run(ctx, os.Args[1:], io) }()
	select {
	case code := <-done:
		return code
	case <-ctx.Done():
	}
	select {
	case code := <-done:
		return code
	case <-time.After(grace):
	}
	err := context.Canceled
	if outfile.Stop() > 0 {
		err = exit.ErrWritten
	}
	exit.Report(io.Err, err)
	return exit.CodeInterrupted
}

// run executes one command line and returns the exit code.
func run(ctx context.Context, args []string, io talk.Streams) int {
	out := term.NewSafe(io.Out)
	io.Out, io.Err = out, term.NewSafe(io.Err)
	if io.Window && len(args) == 0 {
		err := greet(ctx, io)
		exit.Report(io.Err, err)
		return exit.Code(err)
	}
	root := newRoot(io)
	root.SetArgs(args)
	root.PersistentPreRun = func(cmd *cobra.Command, _ []string) {
		if f := cmd.Flags().Lookup("format"); f != nil && *f.Value.(*talk.FormatValue).To != "text" {
			out.PassData()
		}
	}
	written := outfile.Written()
	err := execute(ctx, root)
	if err != nil && ctx.Err() != nil && !errors.Is(err, exit.ErrStopped) && outfile.Written() == written {
		err = context.Canceled
	}
	if cut := out.Err(); cut != nil && ctx.Err() == nil {
		err = fmt.Errorf("the result cannot be written to standard output: %s", exit.Reason(cut))
	}
	exit.Report(io.Err, err)
	var f exit.Fault
	if errors.As(err, &f) {
		fmt.Fprintln(io.Err, f.Hint(args))
	}
	if io.Window {
		waitForKey(io)
	}
	return exit.Code(err)
}

// execute makes an error of a panic.
func execute(ctx context.Context, root *cobra.Command) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = exit.FaultOf(r, "")
		}
	}()
	return root.ExecuteContext(ctx)
}

const rootLong = `roundtable checks the balance of a meeting, ranks its issues and proposes its
working groups, from the spreadsheets as they are to reports ready to send.

Start here:
  roundtable demo                         a finished example, no data needed
  roundtable meeting.xlsx                 the report of a file, in a new folder
  roundtable init meeting.xlsx            a workbook to fill in
  roundtable inspect meeting.xlsx         how every column is understood
  roundtable plan meeting.xlsx --out out  all of it: out/chair and out/public
  roundtable publish out                  the release of it

Exit codes: 0 fine, 1 a must target is missed, 2 usage, 3 input unreadable or
invalid, 4 impossible as asked or a release refused, 70 a fault of the program,
130 interrupted.

Nothing leaves this machine: roundtable never uses the network.`

func newRoot(io talk.Streams) *cobra.Command {
	files := filesCommand{Job: newJob(io)}
	root := &cobra.Command{
		Use:           "roundtable [COMMAND] FILE...",
		Short:         "Balance, priorities and working groups for a multistakeholder meeting",
		Long:          rootLong,
		Version:       versionText(),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				_, err := fmt.Fprint(io.Out, help.Prose(rootLong+"\n\nAll commands: roundtable --help", io.Width()))
				return err
			}
			return files.run(cmd.Context(), cmd, args)
		},
	}
	root.SetIn(io.In)
	root.SetOut(io.Out)
	root.SetErr(io.Err)
	root.SetVersionTemplate("roundtable {{.Version}}\n")
	cobra.MousetrapHelpText = "" // files dropped on the icon are read
	root.PersistentFlags().Bool("verbose", false, "say where a fault of the program was")
	_ = root.PersistentFlags().MarkHidden("verbose") // it is there
	files.addTo(root)
	root.AddCommand(
		newDemo(io), newInit(io), newInspect(io), newBalance(io), newSelect(io), newRank(io), newGroup(io),
		newSchedule(io), newPlan(io), newPublish(io), newCompare(io), newExplain(io), newVerify(io), newRules(io),
		newLicenses(io), newMan(root),
	)
	withHelp(root, io)
	return root
}

// needFiles is the argument check of commands that read files.
func needFiles(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return nil
	}
	return exit.Hint(
		exit.Usage(errors.New("no file was named")),
		"for example: "+cmd.CommandPath()+" meeting.xlsx   (roundtable init meeting.xlsx makes one to fill in)",
	)
}

// exactly is the argument check of commands that take n words.
func exactly(n int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == n {
			return nil
		}
		return exit.Hint(
			exit.Usage(fmt.Errorf("%s needs %s, and got %d words", cmd.CommandPath(), what, len(args))),
			fmt.Sprintf("see: %s --help", cmd.CommandPath()),
		)
	}
}

// versionText is the version set at link time, else the module's own.
func versionText() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}

// newJob is the job of a command that reads files.
func newJob(io talk.Streams) *intake.Job { return intake.New(io, versionText()) }
