package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/text"
)

// explainKinds are the things that can be explained.
var explainKinds = []string{"issue", "participant", "group"}

// newExplain makes the command that says why one thing came out as it did.
func newExplain(io streams) *cobra.Command {
	j := &job{io: io}
	cmd := &cobra.Command{
		Use:   "explain issue|participant|group NAME FILE...",
		Short: "Why an issue is where it is, why a person sits where they sit",
		Example: `  roundtable explain issue Q4 meeting.xlsx
  roundtable explain participant 'Ana Lima' meeting.xlsx
  roundtable explain group G02 meeting.xlsx`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < 3 || !slices.Contains(explainKinds, args[0]) {
				return hintError{
					usageError{fmt.Errorf("explain needs what to explain (%s), its name, and the files", joinOr(explainKinds))},
					"for example: roundtable explain issue Q4 meeting.xlsx",
				}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			j.files = args[2:]
			return runExplain(cmd.Context(), j, args[0], args[1])
		},
	}
	j.addFormatFlag(cmd, "text", "json")
	j.addJobFlags(cmd, stageAny|stageBalance|stageRank|stageGroup)
	return cmd
}

func runExplain(ctx context.Context, j *job, kind, name string) error {
	l, err := j.load(ctx)
	if err != nil {
		return err
	}
	p := newProgress(j)
	a, planErr := l.analyse(ctx, p.callback())
	p.clear()
	if a == nil {
		return planErr
	}
	s, known := build.Explain(a.input(l, j, "explain"), kind, name)
	if s == nil {
		hint := fmt.Sprintf("there is no %s in these files", kind)
		if len(known) > 0 {
			hint = "known: " + strings.Join(known, ", ")
		}
		return hintError{usageError{fmt.Errorf("no %s is called %q", kind, name)}, hint}
	}
	if j.format == "json" {
		return reports.WriteJSON(j.io.out, s)
	}
	return text.WriteSection(j.io.out, s, text.Options{Width: j.width()})
}
