package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/paper"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/stages"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
)

// newCompare makes the command that holds a vote against an earlier one.
func newCompare(io talk.Streams) *cobra.Command {
	j := newJob(io)
	var out string
	var force bool
	cmd := &cobra.Command{
		Use:   "compare BEFORE AFTER [FILE...]",
		Short: "What changed from one vote to another, and is it more than a few people?",
		Long: `compare holds a vote against an earlier one: two rounds of one vote, or two
meetings. It says where each issue was and is, in all and in each group, who of
those that voted both times moved it which way, and how many voters would have to
answer otherwise for a change to vanish. The two votes are never counted together.

The public edition that --out writes is a draft, and says so: what may be sent is
made from a plan of the later vote, with --previous, by roundtable publish.

Of the files named two hold votes, the earlier first; the others, such as a list of
people, belong to both. Where one file holds several rounds, --round BEFORE,AFTER
says which two.`,
		Example: `  roundtable compare before.csv after.csv
  roundtable compare room.csv vote_before.csv vote_after.csv
  roundtable compare votes.xlsx --round first,second
  roundtable compare before.csv after.csv --out out`,
		Args: needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			j.Files = args
			return runCompare(cmd.Context(), j, out, force)
		},
	}
	j.AddFormat(cmd.Flags(), "text", "json", "csv")
	cmd.Flags().StringVarP(&out, "out", "o", "", "`DIR` to write the comparison to, for the chair and for the public")
	talk.AddForce(cmd.Flags(), &force, "replace files that were changed since they were written")
	j.AddFlags(cmd, settings.ForRanking|settings.ForPages)
	return cmd
}

func runCompare(ctx context.Context, j *intake.Job, out string, force bool) error {
	d, err := folder.Open(&j.Output, out, force)
	if err != nil {
		return err
	}
	defer d.Abort()
	before, after, err := intake.LoadVotes(ctx, j)
	if err != nil {
		return err
	}
	in, err := stages.ComparedVotes(ctx, j, before, after)
	if err != nil {
		return err
	}
	if d != nil {
		return writeComparison(ctx, j, after, in, d)
	}
	if j.Format == "json" {
		return reports.WriteJSON(j.Out, in.Comparison)
	}
	doc := changesOf(build.Chair(in))
	if j.Format == "csv" {
		return j.Table(doc, "changes")
	}
	if err := j.Sections(doc.Sections...); err != nil {
		return err
	}
	if !j.Piped() {
		j.Say("")
		j.Next(j.Again("compare")+" --out out", "writes this as reports, for the chair and for the public")
	}
	return nil
}

// changesOf keeps what a comparison is about.
func changesOf(doc *reports.Document) *reports.Document {
	doc.Sections = slices.DeleteFunc(doc.Sections, func(s reports.Section) bool {
		return !slices.Contains(build.ChangeSections, s.ID)
	})
	return doc
}

// writeComparison writes the comparison as reports and as JSON.
func writeComparison(
	ctx context.Context, j *intake.Job, l *intake.Loaded, in build.Input, d *folder.Destination,
) error {
	protected, err := disclosure.Protect(in.Meeting, build.Results(in), in.Provenance, disclosure.DefaultPolicy())
	if err != nil {
		return err
	}
	p, err := paper.New(l.Options.Report.Languages, l.Options.Report.Static)
	if err != nil {
		return err
	}
	chair := changesOf(build.Chair(in))
	titled := func(d *reports.Document, l *messages.Catalogue) *reports.Document {
		if in.Meeting.Title == "" {
			d.Title = l.Say("document.compared", nil)
		}
		return d
	}
	files, err := paper.Render(ctx, slices.Concat(
		p.Write("chair/comparison", func(l *messages.Catalogue) *reports.Document {
			in := in
			in.Language = l
			return titled(changesOf(build.Chair(in)), l)
		}),
		p.Write("public/comparison", func(l *messages.Catalogue) *reports.Document {
			d := titled(changesOf(build.Public(protected, l)), l)
			d.Draft = true // no ledger knows of it
			return d
		}),
		[]paper.File{{
			Name:  "chair/comparison.json",
			Write: func(w io.Writer) error { return reports.WriteJSON(w, in.Comparison) },
		}},
	))
	if err != nil {
		return err
	}
	if err := d.Put(l.Paths, folder.Record{}, files); err != nil {
		return err
	}
	if err := j.Sections(chair.Sections...); err != nil {
		return err
	}
	fmt.Fprintln(j.Out, "\nWrote")
	for _, f := range files {
		fmt.Fprintf(j.Out, "  %s\n", folder.Path(d.Dir, f.Name))
	}
	j.Say("\nThe public edition is a draft. What may be sent is made from a plan: roundtable plan of the later " +
		"vote,\nwith --previous and the plan.json of the earlier one, then roundtable publish.")
	return nil
}
