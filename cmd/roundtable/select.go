package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/help"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/stages"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/cmd/roundtable/internal/written"
	"roundtable/planner/balance"
	"roundtable/planner/selection"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/messages"
)

// newSelect makes the command that draws a panel by lot.
func newSelect(io talk.Streams) *cobra.Command {
	j := newJob(io)
	o := folder.DrawOptions{Goal: string(selection.Leximin)}
	var out string
	var force bool
	cmd := &cobra.Command{
		Use:   "select FILE... --seats N",
		Short: "Who is drawn from a list of volunteers, as fairly as the targets allow?",
		Long: `select draws a panel from a list of people by a lottery over the panels that meet
the targets. It makes the smallest chance as large as possible, then the next
smallest, and proves it; then it turns the lottery into 1,000 equally likely
panels, so that a number drawn in public (--draw 417) decides.

Without targets it is a plain lottery. Who declined is never drawn. Who is locked,
marked as selected, or has confirmed keeps the seat, so that a second draw fills
up those that are free.

--out DIR writes DIR/chair (with names: the panel, reserves, everybody's chance)
and DIR/public (a record without names: the chances, all panels by codes, the
seed). roundtable verify DIR makes all of it again.`,
		Example: `  roundtable select volunteers.csv --targets quotas.csv --seats 40
  roundtable select volunteers.csv --seats 40 --draw 417 --out draw
  roundtable select volunteers.csv --seats 12`,
		Args: needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			j.Files = args
			return runSelect(cmd.Context(), j, &o, out, force)
		},
	}
	fs := cmd.Flags()
	j.AddFormat(fs, "text", "json", "csv")
	fs.Var(&talk.FormatValue{To: &o.Goal, Allowed: goalWords()}, "goal", "the `GOAL`, what the lottery is fair in: "+
		"leximin (all chances, the default), maximin (the smallest) or random (nothing)")
	fs.Var(
		(*drawValue)(&o.Draw),
		"draw",
		"the `NUMBER` drawn in public, from 1 to 1000 (default: computed from the seed)",
	)
	help.Mark(fs, settings.AsksPanel, false, "goal", "draw")
	fs.StringVarP(&out, "out", "o", "", "`DIR` to write the report and the public record to")
	talk.AddForce(fs, &force, "replace files that were changed since they were written")
	j.AddFlags(cmd, settings.ForDraw)
	return cmd
}

// drawValue is the number of one of the panels.
type drawValue int

func (v *drawValue) String() string { return "" }
func (v *drawValue) Type() string   { return "NUMBER" }
func (v *drawValue) Set(s string) error {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 1 || n > selection.Panels {
		return fmt.Errorf("say a whole number from 1 to %d, or leave it out", selection.Panels)
	}
	*v = drawValue(n)
	return nil
}

func goalWords() []string {
	var out []string
	for _, g := range selection.Goals() {
		out = append(out, string(g))
	}
	return out
}

func runSelect(ctx context.Context, j *intake.Job, o *folder.DrawOptions, out string, force bool) error {
	d, err := folder.Open(&j.Output, out, force)
	if err != nil {
		return err
	}
	defer d.Abort()
	l, err := j.Load(ctx)
	if err != nil {
		return err
	}
	in, err := stages.Draw(ctx, l, o)
	if err != nil {
		return err
	}
	in.Provenance = written.DrawProvenance(j, l, o)
	if err := showDraw(j, in); err != nil {
		return err
	}
	if !in.Result.Feasible {
		return noPanel(in)
	}
	if d == nil {
		if j.Piped() {
			return nil
		}
		j.Say("")
		j.Next(j.Again("select")+o.Words()+" --out draw",
			"writes the report with everybody's chance, and a public record without names")
		return nil
	}
	files, err := written.Draw(ctx, j, l, o, in)
	if err != nil {
		return err
	}
	if err := d.Put(l.Paths, folder.Draw, files); err != nil {
		return err
	}
	j.Say("\nWrote")
	for _, f := range files {
		j.Say("  %s", folder.Path(out, f.Name))
	}
	j.Say("\nThe files in %s name people: keep them to those who run the draw.", folder.Path(out, "chair"))
	j.NextVerify(out)
	return nil
}

// noPanel ends a run in which no panel meets the targets.
func noPanel(in *stages.Drawing) error {
	what := "all targets"
	if len(in.Targets) == 1 {
		what = "the target"
	}
	if !in.Result.Proved {
		return exit.Impossible(fmt.Errorf(
			"no panel of %d that meets %s was found within the limit of the search", in.Result.Seats, what))
	}
	return exit.Impossible(fmt.Errorf("no panel of %d from the %s on the list meets %s", in.Result.Seats,
		messages.Count(len(in.Candidates), "person", "people"), what))
}

// showDraw prints the result in the form asked for.
func showDraw(j *intake.Job, in *stages.Drawing) error {
	if j.Format == "json" {
		return reports.WriteJSON(j.Out, drawResult{in.Result, in.Unheld, in.Check.Advice})
	}
	if j.Format == "csv" {
		if !in.Result.Feasible {
			return nil // the error says why
		}
		return j.Table(build.SelectionReport(&in.Selection), "chances")
	}
	return j.Sections(build.SelectionSections(&in.Selection)...)
}

// drawResult is the result, and where people have no chance or there is no panel, why.
type drawResult struct {
	*selection.Result
	Unheld int             `json:"unheld,omitempty"` // who confirmed and keep no seat, being too many
	Advice *balance.Advice `json:"advice,omitempty"`
}
