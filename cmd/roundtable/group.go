package main

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/stages"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/importers"
	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/messages"
	"roundtable/reports/text"
)

// newGroup makes the command that proposes working groups.
func newGroup(io talk.Streams) *cobra.Command {
	j := newJob(io)
	cmd := &cobra.Command{
		Use:   "group FILE...",
		Short: "Who should sit in which working group?",
		Long: `group places every participant in working groups by their wishes, within the
sizes and targets asked for, and proves how good the proposal is; or says which
wishes clash and what the least is that has to give way.

The groups come from a table of groups, else from the first issues of the
ranking (--groups K). Wishes come from the people's own choices, else from the
ballots.`,
		Example: `  roundtable group meeting.xlsx --groups 4
  roundtable group people.csv groups.csv quotas.csv pairs.csv --goal fair
  roundtable group people.csv --mix 6 --rounds 3`,
		Args: needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			j.Files = args
			return runGroup(cmd.Context(), j)
		},
	}
	j.AddFormat(cmd.Flags(), "text", "json", "csv")
	j.AddFlags(cmd, settings.ForRanking|settings.ForGroups)
	return cmd
}

func runGroup(ctx context.Context, j *intake.Job) error {
	l, err := j.Load(ctx)
	if err != nil {
		return err
	}
	if err := cmp.Or(stages.WithinAsked(l), stages.OnlyForTables(l.Options)); err != nil {
		return err
	}
	if l.Options.Groups.Mix > 0 {
		return runMix(ctx, j, l)
	}
	j.Warn(stages.PassedOver(l.Options))
	a := &stages.Analysis{}
	if len(l.Meeting.Groups) == 0 {
		if a.Ranking, a.Missing.Ranking, err = stages.Rank(ctx, l); err != nil {
			return err
		}
	}
	p := talk.NewProgress(&j.Output)
	a.Groups, err = stages.Groups(ctx, l, a.Ranking, p.Callback())
	p.Clear()
	tellKept(&j.Output, a.Groups.Findings)
	warnOf(&j.Output, a.Groups.Findings)
	if err != nil && a.Groups.Impossible == nil {
		return err
	}
	if a.Groups.Plan == nil && a.Groups.Impossible == nil {
		return exit.Lacking(a.Groups.Missing.Said(messages.English()))
	}
	if showErr := showGroups(j, l, a); showErr != nil {
		return showErr
	}
	switch {
	case ctx.Err() != nil && a.Groups.Plan != nil:
		return exit.ErrStopped
	case err == nil && a.Groups.MustMissed():
		return exit.ErrMissed
	}
	return err
}

// warnOf prints the warnings about working groups: the error lists errors, and notes
// stand in the report.
func warnOf(o *talk.Output, findings []planner.Finding) {
	o.Warn(talk.Without(planner.Note, talk.Without(planner.Error, findings)))
}

// tellKept says what of the plan to keep was known again.
func tellKept(o *talk.Output, findings []planner.Finding) {
	for i := range findings {
		if f := &findings[i]; f.Code == importers.CodeKept {
			text, _ := messages.English().Finding(f)
			o.Say("%s  %s", f.Where, text)
		}
	}
}

func showGroups(j *intake.Job, l *intake.Loaded, a *stages.Analysis) error {
	plan := a.Groups.Plan
	if plan != nil && j.Format != "text" {
		j.Warn(plan.Warnings) // in the text they are notes
	}
	switch {
	case j.Format == "json":
		return reports.WriteJSON(j.Out, planResult{plan, a.Groups.Impossible})
	case plan == nil:
		return nil // the error says why
	case j.Format == "csv":
		return text.WriteCSV(j.Out, build.Seats(stages.Reported(j, l, a, "group")))
	default:
		return show(j, l, a, "group", "assignments", build.GroupSections...)
	}
}

// planResult is the plan, and beside the nearest plan the reason why what was
// asked for is impossible.
type planResult struct {
	*grouping.Plan
	Impossible *grouping.InfeasibleError `json:"impossible,omitempty"`
}

// runMix seats everybody at mixed tables instead of working groups.
func runMix(ctx context.Context, j *intake.Job, l *intake.Loaded) error {
	if err := stages.OnlyForWishes(l.Options); err != nil {
		return err
	}
	j.Warn(stages.PassedOver(l.Options))
	m, err := stages.Mix(ctx, l)
	if err != nil {
		return err
	}
	if err := j.Answer(m, build.Mix(l.Meeting.Roster, m), "seats"); err != nil {
		return err
	}
	if j.Format == "text" {
		nextPlan(j)
	}
	if ctx.Err() != nil {
		return exit.ErrStopped
	}
	return nil
}
