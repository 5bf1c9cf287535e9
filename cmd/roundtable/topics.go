package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/docs"
	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/suggest"
	"roundtable/cmd/roundtable/internal/talk"
)

// withTopics lets the help command show the pages of the manual too. A page that is called
// as a command follows the help of the command.
func withTopics(cmd *cobra.Command, s talk.Streams) *cobra.Command {
	ofCommand, complete := cmd.RunE, cmd.ValidArgsFunction
	cmd.Use = "help [COMMAND | TOPIC]"
	cmd.Short = "What a command does; pages on targets, methods, findings and more"
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			if err := ofCommand(cmd, args); err != nil {
				return err
			}
			return writeTopics(s.Out)
		case len(args) == 1:
			args[0] = strings.ToLower(args[0]) // no name has a capital
			page := docs.Page(args[0])
			if isCommand(cmd.Root(), args[0]) {
				if err := ofCommand(cmd, args); err != nil || page == "" {
					return err
				}
				fmt.Fprintln(s.Out)
			}
			if page != "" {
				_, err := io.WriteString(s.Out, docs.Text(page, s.Width()))
				return err
			}
			_, command := suggest.Name(args[0], commandNames(cmd.Root()))
			if near, ok := suggest.Name(args[0], topicNames()); ok && !command {
				return exit.Hint(
					exit.Usage(fmt.Errorf("there is no command or topic %q to help with", args[0])),
					"did you mean: roundtable help "+near,
				)
			}
		}
		return ofCommand(cmd, args)
	}
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		names, then := complete(cmd, args, typed)
		if len(args) == 0 {
			for _, name := range topicNames() {
				if !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
		return names, then
	}
	return cmd
}

func isCommand(root *cobra.Command, name string) bool {
	return slices.ContainsFunc(root.Commands(), func(c *cobra.Command) bool { return c.Name() == name })
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
