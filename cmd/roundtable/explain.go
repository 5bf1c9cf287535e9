package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/importers/vocabulary"
	"roundtable/reports/build"
	"roundtable/reports/messages"
)

// explainKinds are the things that can be explained.
var explainKinds = []string{"issue", "participant", "group"}

// newExplain makes the command that says why one thing came out as it did.
func newExplain(io streams) *cobra.Command {
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
				return hintError{usageError{err}, "for example: roundtable explain issue Q4 meeting.xlsx"}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			j.files = args[2:]
			return runExplain(cmd.Context(), j, args[0], args[1])
		},
	}
	j.addFormat(cmd.Flags(), "text", "json")
	j.addFlags(cmd, everyStage)
	return cmd
}

// fewKnown is how many names are listed whole; of more only those near the one asked for.
const fewKnown = 12

// nearest says what a name that is none may mean.
func nearest(name string, known []string) string {
	if near, ok := vocabulary.Closest(name, known); ok {
		return fmt.Sprintf("did you mean %q?", near)
	}
	var like []string
	for _, k := range known {
		for _, word := range strings.Fields(vocabulary.Fold(name)) {
			if strings.Contains(vocabulary.Fold(k), word) && !slices.Contains(like, k) {
				like = append(like, k)
			}
		}
	}
	switch {
	case len(like) > 0 && len(like) <= fewKnown:
		return "did you mean " + messages.English().Or(like) + "?"
	case len(known) <= fewKnown:
		return "known: " + strings.Join(known, ", ")
	default:
		return fmt.Sprintf("none of the %d is called so; roundtable inspect lists them", len(known))
	}
}

func runExplain(ctx context.Context, j *job, kind, name string) error {
	l, err := j.load(ctx)
	if err != nil {
		return err
	}
	p := newProgress(&j.output)
	a, planErr := l.analyse(ctx, p.callback())
	p.clear()
	if a == nil {
		return planErr
	}
	s, known := build.Explain(j.reported(l, a, "explain"), kind, name)
	if s == nil {
		hint := fmt.Sprintf("there is no %s in these files", kind)
		if len(known) > 0 {
			hint = nearest(name, known)
		}
		return hintError{usageError{fmt.Errorf("no %s is called %q", kind, name)}, hint}
	}
	return j.answer(s, s, "")
}
