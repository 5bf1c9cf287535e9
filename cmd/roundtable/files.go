package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"roundtable/cmd/roundtable/internal/desktop"
	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/help"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/shell"
	"roundtable/cmd/roundtable/internal/suggest"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/cmd/roundtable/internal/term"
)

// First contact: files without a command, which is also what dropping files on the
// program's icon does, and a double click on the icon. Files are planned into a new folder
// beside the first of them, and where somebody sits at a desktop the report is opened.

// filesCommand is what the program does with files and no command.
type filesCommand struct {
	*intake.Job
	out    string
	noOpen bool
}

// addTo gives the root command the options of plan, which all are rare there.
func (c *filesCommand) addTo(root *cobra.Command) {
	plan := &cobra.Command{}
	fs := plan.Flags()
	fs.StringVarP(&c.out, "out", "o", "", "`DIR` to write the reports to, instead of a new folder beside the file")
	c.AddFlags(plan, settings.Every)
	fs.VisitAll(func(f *pflag.Flag) {
		if f.Name == "verbose" {
			f.Shorthand = "" // -v is the version here
		}
		help.Rare(f)
		root.Flags().AddFlag(f)
	})
	root.Flags().BoolVar(&c.noOpen, "no-open", false, "with files: do not open the report when it is there")
	root.Flags().SortFlags = false
}

// run plans from files named without a command.
func (c *filesCommand) run(ctx context.Context, root *cobra.Command, args []string) error {
	if err := noFiles(root, args); err != nil {
		return err
	}
	c.Files = args
	out := c.out
	if out == "" {
		folder, err := newReportFolder(args[0])
		if err != nil {
			return err
		}
		out = folder
		defer os.Remove(folder) //nolint:errcheck // fails where something was written, which is meant to stay
	}
	err := runPlan(ctx, c.Job, out, false)
	if !c.noOpen {
		c.open(out)
	}
	return err
}

// newReportFolder makes the folder for what is planned from a file: meeting-report beside
// meeting.xlsx, with a number where there is one.
func newReportFolder(file string) (string, error) {
	stem := "roundtable"
	if file != "-" {
		name := filepath.Base(file)
		if s := strings.TrimSuffix(name, filepath.Ext(name)); s != "" {
			stem = s
		}
	} else {
		file = "." // beside what is piped in is this folder
	}
	folder := filepath.Join(filepath.Dir(file), stem+"-report")
	made, err := desktop.NewFolder(folder)
	if err != nil {
		return "", exit.Input(exit.Hint(
			fmt.Errorf("no folder can be made beside the file: %s", exit.Reason(err)),
			"name one elsewhere: roundtable plan "+shell.Word(file)+" --out DIR",
		))
	}
	return made, nil
}

// open shows the report to whoever sits at a desktop.
func (c *filesCommand) open(out string) {
	if !term.Of(c.Out, os.Getenv).Terminal || !desktop.Here(runtime.GOOS, os.Getenv) {
		return
	}
	for _, edition := range settings.EditionsKnown {
		page := folder.Path(out, edition+"/report.html")
		if !folder.Exists(page) {
			continue
		}
		if err := desktop.Open(runtime.GOOS, page); err != nil {
			c.Say("It could not be opened here (%s).", exit.Reason(err))
		}
		return
	}
}

// noFiles says what may be meant by words of which the first is no file that could be
// read: a command, a file of nearly that name, or the files of a folder.
func noFiles(root *cobra.Command, args []string) error {
	for i, arg := range args {
		if arg == "-" {
			continue
		}
		info, err := os.Stat(arg)
		if errors.Is(err, fs.ErrNotExist) || err == nil && info.IsDir() {
			return noFile(root, args, i)
		}
	}
	return nil
}

func noFile(root *cobra.Command, args []string, i int) error {
	arg := args[i]
	rest := func(command string) string {
		words := []string{"roundtable", command}
		for k, a := range args {
			if k != i {
				words = append(words, shell.Word(a))
			}
		}
		return strings.Join(words, " ")
	}
	info, err := os.Stat(arg)
	near, isNear := suggest.Name(arg, commandNames(root))
	looksLikeFile := strings.ContainsAny(arg, "./\\")
	switch {
	case err == nil && info.IsDir():
		hint := suggest.File(arg, intake.Readable)
		if folder.Plan.In(arg) {
			hint = "it holds a plan: roundtable verify " + shell.Word(arg) + " or roundtable publish " + shell.Word(arg)
		}
		return exit.Input(exit.Hint(fmt.Errorf("%s is a folder", arg), hint))
	case slices.Contains(commandNames(root), arg):
		return exit.Hint(exit.Usage(fmt.Errorf("%q is a command, and a command comes first", arg)), rest(arg))
	case withBlanks(args[i:]) != "":
		hint := "put a name with blanks between quotes: roundtable " + shell.Word(withBlanks(args[i:]))
		return exit.Hint(exit.Usage(fmt.Errorf("there is no file %s", arg)), hint)
	case i == 0 && isNear && !looksLikeFile:
		return exit.Hint(
			exit.Usage(fmt.Errorf("%q is not a roundtable command, and no file", arg)), "did you mean: "+rest(near),
		)
	case suggest.File(arg, intake.Readable) != "":
		return exit.Hint(exit.Usage(fmt.Errorf("there is no file %s", arg)), suggest.File(arg, intake.Readable))
	case looksLikeFile:
		return exit.Hint(exit.Usage(fmt.Errorf("there is no file %s", arg)), "check the name and the folder")
	case i == 0 && otherwise[strings.ToLower(arg)] != "":
		return exit.Hint(
			exit.Usage(fmt.Errorf("%q is not a roundtable command, and no file", arg)),
			"did you mean: roundtable "+otherwise[strings.ToLower(arg)],
		)
	}
	return exit.Hint(
		exit.Usage(fmt.Errorf("%q is not a roundtable command, and no file", arg)), "see: roundtable --help",
	)
}

// otherwise are words that other programs know as commands, and what they are here.
var otherwise = map[string]string{
	"version": "--version", "list": "--help, which lists the commands", "commands": "--help, which lists the commands",
	"usage": "--help", "start": "demo", "example": "demo", "run": "plan", "report": "plan", "check": "inspect",
	"vote": "rank", "votes": "rank", "draw": "select", "new": "init", "diff": "compare",
}

// withBlanks is the file that the first few words are the name of, with blanks between;
// empty where there is none.
func withBlanks(words []string) string {
	for n := 2; n <= len(words); n++ {
		name := strings.Join(words[:n], " ")
		if info, err := os.Stat(name); err == nil && !info.IsDir() {
			return name
		}
	}
	return ""
}

// doubleClick is what somebody reads who started the program by its icon: its window closes
// with the program.
const doubleClick = `roundtable goes from the spreadsheets of a meeting to reports that can be sent: is
the panel balanced, which issues matter, who sits in which working group?

Drop a file on its icon: the report of it is made in a folder beside the file.
Or open a terminal in this folder and type:

  roundtable meeting.xlsx     the report of a file of yours
  roundtable init my.xlsx     a workbook to fill in
  roundtable --help           what else there is

Nothing leaves this computer.

Type demo to see a finished example, or close with the Enter key: `

// greet explains the program to somebody who started it by its icon, and shows the demo.
func greet(ctx context.Context, io talk.Streams) error {
	fmt.Fprint(io.Out, doubleClick)
	answer, _ := bufio.NewReader(io.In).ReadString('\n') // nothing more is typed where it ends
	if !strings.EqualFold(strings.Trim(strings.TrimSpace(answer), `"'`), "demo") {
		return nil
	}
	folder, err := desktop.NewFolder("roundtable-demo")
	if err != nil {
		return exit.Input(exit.Hint(
			fmt.Errorf("no folder can be made here: %s", exit.Reason(err)),
			"put the program into a folder of yours, and start it there",
		))
	}
	c := filesCommand{Job: newJob(io)}
	err = runDemo(ctx, c.Job, folder, false)
	c.open(folder)
	waitForKey(io)
	return err
}

// waitForKey keeps a window open that closes with the program.
func waitForKey(io talk.Streams) {
	fmt.Fprint(io.Out, "\nClose with the Enter key. ")
	_, _ = bufio.NewReader(io.In).ReadString('\n') // whatever it is
}
