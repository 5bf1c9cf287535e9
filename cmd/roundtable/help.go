package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/help"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/suggest"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/reports/messages"
)

// What a command says of itself: its help on the screen and in the manual, the words that
// a shell can complete, and what is said of an option that there is not.

func book() *help.Book {
	return &help.Book{Questions: settings.Questions(), Version: versionText()}
}

// withHelp gives all commands their help, and the words that a shell completes.
func withHelp(root *cobra.Command, s talk.Streams) {
	b := book()
	root.InitDefaultCompletionCmd() // which else comes later
	for _, c := range append(root.Commands(), root) {
		help.AddAll(c)
		completeFlags(c)
	}
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		_ = b.Write(s.Out, cmd, s.Width()) // nobody to tell when it fails
	})
	root.SetHelpCommand(newHelp(root, s))
	root.SetFlagErrorFunc(flagError)
}

// commandNames are the commands that can be typed.
func commandNames(root *cobra.Command) []string {
	var out []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			out = append(out, c.Name())
		}
	}
	return out
}

// flagError says of an option that was not understood what would be right.
func flagError(cmd *cobra.Command, err error) error {
	hint := fmt.Sprintf("see: %s --help", cmd.CommandPath())
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
	)
	switch {
	case errors.As(err, &unknown) && len(unknown.GetSpecifiedName()) > 1:
		name := unknown.GetSpecifiedName()
		err = fmt.Errorf("%s has no option --%s", cmd.CommandPath(), name)
		hint = otherOption(cmd, name, hint)
	case errors.As(err, &unknown) && oneDash(cmd, unknown) != "":
		name := oneDash(cmd, unknown)
		err = fmt.Errorf("%s has no option -%s", cmd.CommandPath(), name)
		hint = "did you mean --" + name + "?"
	case errors.As(err, &unknown):
		err = fmt.Errorf("%s has no option -%s", cmd.CommandPath(), unknown.GetSpecifiedName())
	case errors.As(err, &missing):
		value, what := pflag.UnquoteUsage(missing.GetFlag())
		err = fmt.Errorf("--%s needs a value: %s", missing.GetFlag().Name, what)
		hint = fmt.Sprintf("write --%s %s; see: %s --help", missing.GetFlag().Name, value, cmd.CommandPath())
	case errors.As(err, &invalid):
		err = fmt.Errorf("--%s cannot be %q: %w", invalid.GetFlag().Name, invalid.GetValue(), invalid.Unwrap())
	}
	return exit.Hint(exit.Usage(err), hint)
}

// oneDash is the option that was typed with one dash, as -groups and -help are, where the first
// letter may be an option of its own; "" for none.
func oneDash(cmd *cobra.Command, unknown *pflag.NotExistError) (name string) {
	typed := unknown.GetSpecifiedShortnames()
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if len(typed) > 1 && (f.Name == typed || f.Name == f.Shorthand+typed) {
			name = f.Name
		}
	})
	return name
}

// otherOption is the hint to an option that a command does not have: one nearly of that
// name, else the commands that have it.
func otherOption(cmd *cobra.Command, name, hint string) string {
	var known []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			known = append(known, f.Name)
		}
	})
	var have []string
	for _, c := range cmd.Root().Commands() {
		if c.Flags().Lookup(name) != nil {
			have = append(have, c.CommandPath())
		}
	}
	switch {
	case len(have) > mostCommands:
		return fmt.Sprintf("it is an option of %d commands, such as %s", len(have), have[0])
	case len(have) > 0:
		return fmt.Sprintf("it is an option of %s", messages.English().And(have))
	}
	if near, ok := suggest.Name(name, known); ok {
		return fmt.Sprintf("did you mean --%s?", near)
	}
	return hint
}

// mostCommands is how many commands are named that have an option.
const mostCommands = 4

// worded is a flag that takes a few words, or lists of them.
type worded interface{ Words() []string }

// completeFlags lets a shell complete the values of flags: words, or folders.
func completeFlags(cmd *cobra.Command) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if w, ok := f.Value.(worded); ok && w.Words() != nil {
			_ = cmd.RegisterFlagCompletionFunc(f.Name, completeWords(w.Words())) // fails for no flag and the same twice
		}
		if value, _ := pflag.UnquoteUsage(f); value == "DIR" {
			_ = cmd.MarkFlagDirname(f.Name)
		}
	})
}

// completeWords completes the last word of a list with commas.
func completeWords(words []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		before := typed[:strings.LastIndexByte(typed, ',')+1]
		var out []cobra.Completion
		for _, w := range words {
			if !slices.Contains(strings.Split(before, ","), w) {
				out = append(out, before+w)
			}
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	}
}

// completeFolder completes the name of one folder.
func completeFolder(_ *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}
