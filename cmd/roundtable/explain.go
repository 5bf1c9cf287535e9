package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/stages"
	"roundtable/cmd/roundtable/internal/suggest"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/reports/build"
	"roundtable/reports/messages"
)

// explainKinds are the things that can be explained.
var explainKinds = []string{"issue", "participant", "group"}

// newExplain makes the command that says why one thing came out as it did.
func newExplain(io talk.Streams) *cobra.Command {
	j := newJob(io)
	cmd := &cobra.Command{
		Use:   "explain issue|participant|group NAME FILE...",
		Short: "Why an issue is where it is, why a person sits where they sit",
		Example: `  roundtable explain issue Q4 meeting.xlsx
  roundtable explain participant 'Ana Lima' meeting.xlsx
  roundtable explain group G02 meeting.xlsx`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 3 || !slices.Contains(explainKinds, args[0]) {
				err := fmt.Errorf("explain needs what to explain (%s), its name, and the files",
					messages.English().Or(explainKinds))
				hint := "for example: roundtable explain issue Q4 meeting.xlsx"
				if len(args) > 2 {
					hint = suggest.Hint(args[0], explainKinds)
				}
				return exit.Hint(exit.Usage(err), hint)
			}
			return nil
		},
		ValidArgsFunction: completeKind,
		RunE: func(cmd *cobra.Command, args []string) error {
			j.Files = args[2:]
			return runExplain(cmd.Context(), j, args[0], args[1])
		},
	}
	j.AddFormat(cmd.Flags(), "text", "json")
	j.AddFlags(cmd, settings.Every)
	return cmd
}

// completeKind completes the kind of what is explained; its name stands in the files.
func completeKind(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	switch len(args) {
	case 0:
		return explainKinds, cobra.ShellCompDirectiveNoFileComp
	case 1:
		return nil, cobra.ShellCompDirectiveNoFileComp
	default:
		return nil, cobra.ShellCompDirectiveDefault
	}
}

func runExplain(ctx context.Context, j *intake.Job, kind, name string) error {
	l, a, planErr := analysed(ctx, j)
	if a == nil {
		return planErr
	}
	s, known := build.Explain(stages.Reported(j, l, a, "explain"), kind, name)
	if s == nil {
		hint := fmt.Sprintf("there is no %s in these files", kind)
		if len(known) > 0 {
			hint = suggest.Labelled(name, known)
		}
		return exit.Hint(exit.Usage(fmt.Errorf("no %s is called %q", kind, name)), hint)
	}
	return j.Answer(s, s, "")
}
