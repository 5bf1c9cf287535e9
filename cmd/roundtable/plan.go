package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/shell"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/cmd/roundtable/internal/written"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// newPlan makes the command that does everything.
func newPlan(io talk.Streams) *cobra.Command {
	j := newJob(io)
	var out string
	var force bool
	cmd := &cobra.Command{
		Use:   "plan FILE... --out DIR",
		Short: "Everything: balance, ranking, working groups, and reports for three kinds of readers",
		Long: `plan reads the files, checks the balance, ranks the issues, proposes working
groups, and writes DIR/chair (with names, for those who run the meeting),
DIR/participants (who sits where, and nobody's choices) and DIR/public (nobody's
name, nobody's vote). Each has report.html and report.xlsx, and the first page alone
as summary.html and summary.md. DIR/chair also has its tables as csv and plan.json
with every result and its proof; --format json prints that, and needs no --out.

plan may be run as often as is needed: the editions for participants and for the
public are drafts, and say so on every page. roundtable publish DIR makes the release.`,
		Example: `  roundtable plan meeting.xlsx --out out
  roundtable plan roster.csv votes.csv --targets targets.csv --out out
  roundtable plan proposal.txt --out out --rules igf-2023
  roundtable plan meeting.xlsx --format json`,
		Args: needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			j.Files = args
			if out == "" && j.Format != "json" {
				return exit.Hint(
					exit.Usage(errors.New("plan needs a folder to write to")),
					j.Again("plan")+" --out out; without the word plan and --out a new folder is chosen",
				)
			}
			return runPlan(cmd.Context(), j, out, force)
		},
	}
	j.AddFormat(cmd.Flags(), "text", "json")
	cmd.Flags().StringVarP(&out, "out", "o", "", "`DIR` to write the reports to")
	talk.AddForce(cmd.Flags(), &force, "replace files that were changed since they were written")
	j.AddPrevious(cmd.Flags())
	j.AddFlags(cmd, settings.Every)
	return cmd
}

// runPlan plans the files of a job into a folder, where more may be put beside the plan.
func runPlan(ctx context.Context, j *intake.Job, out string, force bool, beside ...folder.Artifact) error {
	d, err := folder.Open(&j.Output, out, force)
	if err != nil {
		return err
	}
	defer d.Abort()
	l, a, planErr := analysed(ctx, j)
	if a == nil {
		return planErr
	}
	tellKept(&j.Output, a.Groups.Findings)
	warnOf(&j.Output, a.Groups.Findings)
	files, chair, err := written.Plan(ctx, j, l, a)
	if err != nil {
		return err
	}
	if d != nil {
		if err := d.Put(l.Paths, folder.Plan, slices.Concat(files, beside)); err != nil {
			return err
		}
	}
	if err := tellPlan(j, chair, out, files, beside); err != nil {
		return err
	}
	if d != nil && len(d.Gone) > 0 {
		j.Say("\nThis plan was made without %s: what an earlier one had written there was taken away.",
			messages.English().And(d.Gone))
	}
	if planErr != nil {
		return planErr
	}
	if a.MustMissed() {
		return exit.ErrMissed
	}
	return nil
}

// tellPlan prints what was found, in a few lines, and where the reports are; or plan.json,
// the last of the files.
func tellPlan(j *intake.Job, doc *reports.Document, out string, files, beside []folder.Artifact) error {
	if j.Format == "json" {
		_, err := j.Out.Write(files[len(files)-1].Data)
		return err
	}
	for _, s := range doc.Sections {
		if s.ID != "summary" {
			continue
		}
		lines := func(b reports.Block) bool {
			switch b.(type) {
			case reports.Verdicts, reports.List, reports.Paragraph:
				return false
			}
			return true // pictures and lists of names are in the report
		}
		s.Blocks = slices.DeleteFunc(slices.Clone(s.Blocks), lines)
		if err := j.Sections(s); err != nil {
			return err
		}
	}
	fmt.Fprintln(j.Out, "\nWrote")
	for _, name := range folder.Listed(out, slices.Concat(files, beside)) {
		fmt.Fprintf(j.Out, "  %s\n", name)
	}
	j.Say("\nOpen %s\nThe chair edition names people: keep it to those who run the meeting.\n"+
		"The others are drafts.", folder.Path(out, files[0].Name))
	j.NextVerify(out)
	if slices.ContainsFunc(files, func(f folder.Artifact) bool { return f.Name == folder.PublicHTML }) {
		j.Next("roundtable publish "+shell.Word(out), "makes the release, when all is right")
	}
	return nil
}
