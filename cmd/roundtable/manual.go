package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/docs"
	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/help"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/suggest"
	"roundtable/cmd/roundtable/internal/talk"
)

// newHelp makes the command that shows the help of another, and the pages of the manual. A page
// that is called as a command follows the help of the command.
func newHelp(root *cobra.Command, s talk.Streams) *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:   "help [COMMAND | TOPIC]",
		Short: "What a command does; pages on targets, methods, findings and more",
		Args:  cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			about, page := root, ""
			if len(args) == 1 {
				args[0] = strings.ToLower(args[0]) // no name has a capital
				page = docs.Page(args[0])
			}
			if len(args) > 0 {
				about = commandCalled(root, args[0])
			}
			if about == nil && page == "" {
				return noHelp(root, args, s.Width())
			}
			if about != nil {
				if all {
					_ = about.Flags().Set(help.All, "true") // a command that has no options takes none
				}
				if err := about.Help(); err != nil {
					return err
				}
			}
			switch {
			case len(args) == 0:
				return writeTopics(s.Out)
			case page == "":
				return nil
			case about != nil:
				fmt.Fprintln(s.Out)
			}
			_, err := io.WriteString(s.Out, docs.Text(page, s.Width()))
			return err
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			names := commandNames(root)
			for _, name := range topicNames() {
				if !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
	cmd.Flags().BoolVar(&all, help.All, false, "every option of the command")
	return cmd
}

// commandCalled is the command of a name, nil if there is none.
func commandCalled(root *cobra.Command, name string) *cobra.Command {
	for _, c := range root.Commands() {
		if c.Name() == name {
			return c
		}
	}
	return nil
}

// noHelp says what may be meant by a word that there is no help with: a command, a page, or the
// pages with a heading or a line that has the word.
func noHelp(root *cobra.Command, args []string, width int) error {
	err := exit.Usage(fmt.Errorf("there is no command or topic %q to help with", args[0]))
	command, isCommand := suggest.Name(args[0], commandNames(root))
	topic, isTopic := suggest.Name(args[0], topicNames())
	if isCommand || len(args) == 1 && isTopic {
		near := command
		if !isCommand {
			near = topic
		}
		return exit.Hint(err, "did you mean: roundtable help "+near)
	}
	if found := docs.About(args[0]); len(found) > 0 {
		return exit.Hint(err, "the word is in: roundtable help "+strings.Join(found, ", roundtable help "))
	}
	width -= len("hint: ")
	commands := help.Prose("the commands are "+strings.Join(commandNames(root), ", "), width)
	topics := help.Prose("and the topics "+strings.Join(topicNames(), ", "), width)
	return exit.Hint(err, commands+strings.TrimSpace(topics))
}

func topicNames() []string {
	topics := docs.Topics()
	names := make([]string, len(topics))
	for i, t := range topics {
		names[i] = t.Name
	}
	return names
}

// writeTopics lists the pages of the manual.
func writeTopics(w io.Writer) error {
	if _, err := fmt.Fprintln(w, "\nPages of the manual (roundtable help TOPIC):"); err != nil {
		return err
	}
	for _, t := range docs.Topics() {
		if _, err := fmt.Fprintf(w, "  %-10s  %s\n", t.Name, t.About); err != nil {
			return err
		}
	}
	return nil
}

// newMan makes the command that writes the manual; it is for those who package the program.
func newMan(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:    "man DIR",
		Short:  "Write the pages of the manual",
		Hidden: true,
		Args:   exactly(1, "a folder to write to"),
		RunE: func(_ *cobra.Command, args []string) error {
			set := outfile.New()
			defer set.Abort()
			b := book()
			var err error
			if b.Date, err = settings.EpochDate(); err != nil {
				return exit.Usage(err)
			}
			for _, c := range append(root.Commands(), root) {
				if c != root && !c.IsAvailableCommand() {
					continue
				}
				name := filepath.Join(args[0], help.PageName(c)+".1")
				if err := set.Write(name, 0o644, func(w io.Writer) error { return b.Page(w, c) }); err != nil {
					return err
				}
			}
			return set.Commit()
		},
	}
}
