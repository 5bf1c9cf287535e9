package main

import (
	"context"
	"errors"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/text"
)

// newGroup makes the command that proposes working groups.
func newGroup(io streams) *cobra.Command {
	j := &job{io: io}
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
			j.files = args
			return runGroup(cmd.Context(), j)
		},
	}
	j.addFormatFlag(cmd, "text", "json", "csv")
	j.addJobFlags(cmd, stageRank|stageGroup)
	return cmd
}

func runGroup(ctx context.Context, j *job) error {
	l, err := j.load(ctx)
	if err != nil {
		return err
	}
	if l.o.mix > 0 {
		return l.mix(ctx, j)
	}
	a := &analysis{}
	if len(l.meeting.Groups) == 0 {
		if a.ranking, a.missing.Ranking, err = l.rankStage(ctx); err != nil {
			return err
		}
	}
	p, told := newProgress(j), len(l.meeting.Findings)
	a.groups, a.problem, a.missing.Groups, err = l.groupStage(ctx, a.ranking, p.callback())
	p.clear()
	if !j.quiet {
		news := slices.DeleteFunc(slices.Clone(l.meeting.Findings[told:]), func(f planner.Finding) bool {
			return f.Severity == planner.Error // the error lists those
		})
		printFindings(j.io.err, news, planner.Warning)
	}
	var infeasible *grouping.InfeasibleError
	switch {
	case errors.As(err, &infeasible):
		a.concede(infeasible)
		err = impossibleError{err}
	case err != nil:
		return err
	case a.groups == nil:
		return inputError{err: hintError{errText(a.missing.Groups), "roundtable inspect shows how the files were understood"}}
	}
	if showErr := l.showGroups(j, a); showErr != nil {
		return showErr
	}
	if ctx.Err() != nil && a.groups != nil {
		return errStopped
	}
	return err
}

func (l *loaded) showGroups(j *job, a *analysis) error {
	if a.groups != nil && j.format != "text" && !j.quiet {
		printFindings(j.io.err, a.groups.Warnings, planner.Warning) // in the text they are notes
	}
	if j.format == "json" {
		return reports.WriteJSON(j.io.out, planResult{a.groups, a.impossible})
	}
	if a.groups == nil {
		return nil // the error says why
	}
	switch j.format {
	case "csv":
		return writeAssignment(j.io.out, a.groups)
	default:
		return l.show(j, a, "group", "assignments", build.GroupSections...)
	}
}

// planResult is the plan, and beside the nearest plan the reason why what was
// asked for is impossible.
type planResult struct {
	*grouping.Plan
	Impossible *grouping.InfeasibleError `json:"impossible,omitempty"`
}

// writeAssignment writes person,group,role: the form in which a plan is read
// back by --keep and by other tools.
func writeAssignment(w io.Writer, p *grouping.Plan) error {
	t := reports.Table{Columns: []reports.Column{{Title: "person"}, {Title: "group"}, {Title: "role"}}}
	for _, g := range p.Groups {
		for _, m := range g.Members {
			t.Rows = append(t.Rows, []reports.Value{reports.Str(m.ID), reports.Str(g.ID), reports.Str(string(m.Role))})
		}
	}
	return text.WriteCSV(w, t)
}
