package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/importers"
	"roundtable/importers/table"
	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
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
	if err := withinAsked(l); err != nil {
		return err
	}
	if l.Options.Groups.Mix > 0 {
		return runMix(ctx, j, l)
	}
	a := &analysis{}
	if len(l.Meeting.Groups) == 0 {
		if a.ranking, a.missing.Ranking, err = rankStage(ctx, l.Meeting, l.Options, l.Log); err != nil {
			return err
		}
	}
	p := talk.NewProgress(&j.Output)
	a.groups, err = groupStage(ctx, l, a.ranking, p.Callback())
	p.Clear()
	tellKept(&j.Output, a.groups.findings)
	warnOf(&j.Output, a.groups.findings)
	if err != nil && a.groups.impossible == nil {
		return err
	}
	if a.groups.plan == nil && a.groups.impossible == nil {
		return exit.Lacking(a.groups.missing.Said(messages.English()))
	}
	if showErr := showGroups(j, l, a); showErr != nil {
		return showErr
	}
	switch {
	case ctx.Err() != nil && a.groups.plan != nil:
		return exit.ErrStopped
	case err == nil && a.groups.mustMissed():
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

func showGroups(j *intake.Job, l *intake.Loaded, a *analysis) error {
	plan := a.groups.plan
	if plan != nil && j.Format != "text" {
		j.Warn(plan.Warnings) // in the text they are notes
	}
	switch {
	case j.Format == "json":
		return reports.WriteJSON(j.Out, planResult{plan, a.groups.impossible})
	case plan == nil:
		return nil // the error says why
	case j.Format == "csv":
		return text.WriteCSV(j.Out, build.Seats(reported(j, l, a, "group")))
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

// groupResult is what came of the working groups.
type groupResult struct {
	plan    *grouping.Plan
	problem *grouping.Problem
	// missing is why there is no plan.
	missing build.Reason
	// impossible is why the working groups cannot be formed as asked; plan then
	// holds the nearest proposal.
	impossible *grouping.InfeasibleError
	findings   []planner.Finding
}

// groupStage proposes working groups from the ranked issues or the given table
// of groups. Groups that cannot be formed as asked are an impossibleError beside
// a result that says why.
func groupStage(
	ctx context.Context, l *intake.Loaded, rank *ranking.Result, progress func(grouping.Progress),
) (groupResult, error) {
	r, opts, err := setUpGroups(l, rank)
	if err != nil || r.missing.Code != "" {
		return r, err
	}
	opts.Progress = progress
	err = solveGroups(ctx, l, &r, opts)
	return r, err
}

// solveGroups finds the plan of the problem in a result.
func solveGroups(ctx context.Context, l *intake.Loaded, r *groupResult, opts grouping.Options) error {
	l.Log.Info("proposing working groups", "people", r.problem.People())
	limited, cancel := l.Options.Limited(ctx)
	defer cancel()
	plan, err := grouping.Solve(limited, r.problem, opts)
	r.plan = plan
	if errors.As(err, &r.impossible) {
		r.plan, err = r.impossible.Nearest, exit.Impossible(errors.New(build.Clash(r.impossible)))
	}
	return err
}

// mustMissed reports whether the plan found in the time given misses what must hold.
func (r *groupResult) mustMissed() bool { return r.plan != nil && r.plan.Objective.MustMissed > 0 }

// setUpGroups makes the problem whose solution the working groups are.
func setUpGroups(l *intake.Loaded, rank *ranking.Result) (groupResult, grouping.Options, error) {
	opts := l.Options.Groups.Options
	opts.Day = l.Options.Reading.Date
	opts.Seed = l.Options.Seed
	specs, r := groupSpecs(l.Meeting, l.Options, rank)
	if r.missing.Code != "" {
		return r, opts, nil
	}
	meeting := *l.Meeting
	r.findings = append(r.findings, importers.AlignGroups(&meeting, specs)...)
	if l.Kept != nil {
		seats, found := l.Kept.Align(specs, meeting.Roster, len(meeting.Groups) == 0)
		r.findings = append(r.findings, found...)
		opts.Keep = &grouping.Kept{}
		for _, s := range seats {
			opts.Keep.Seats = append(opts.Keep.Seats, grouping.KeptSeat{
				Person: s.Person, Group: s.Group, Role: grouping.SeatRole(s.Role), Locked: s.Locked,
				Where: s.Where, RoleAt: s.RoleAt,
			})
		}
	}
	for _, e := range l.Earlier {
		var sat grouping.Kept
		for _, s := range e.Seats {
			sat.Seats = append(sat.Seats, grouping.KeptSeat{Person: s.Person, Group: s.Group, Where: s.Where})
		}
		opts.Earlier = append(opts.Earlier, sat)
	}
	if talk.HasErrors(r.findings) {
		return r, opts, exit.NotSetUp(&planner.InputError{Of: "working groups", Findings: r.findings})
	}
	if !slices.ContainsFunc(meeting.Targets, func(t planner.Target) bool { return t.Group != "" }) {
		meeting.Targets = slices.Concat(meeting.Targets, grouping.DefaultTargets(meeting.Roster, specs))
	}
	for _, name := range l.Options.Groups.ChairsDiffer {
		d := dimensionOf(meeting.Roster, name)
		if err := checkDimensions(meeting.Roster, []planner.Dimension{d}); err != nil {
			return r, opts, err
		}
		meeting.Targets = append(slices.Clone(meeting.Targets), planner.Target{
			ID: "chairs differ by " + name, Kind: planner.ChairsDiffer, Dimension: d, Group: planner.EveryGroup,
		})
	}
	problem, findings, err := grouping.Build(&meeting, specs, opts)
	r.problem, r.findings = problem, talk.Joined(append(r.findings, findings...))
	return r, opts, exit.NotSetUp(err)
}

// withinAsked refuses more groups or tables than are planned for so many people, before
// any are: those that the files list were counted as they were read.
func withinAsked(l *intake.Loaded) error {
	asked := importers.Seating{Groups: min(l.Options.Groups.Count, len(l.Meeting.Issues)), Tables: l.Options.Groups.Mix}
	if len(l.Meeting.Groups) > 0 {
		asked.Groups = 0
	}
	var over *table.LimitError
	if !errors.As(asked.Over(l.Options.Reading.Table.Limits, len(l.Meeting.Roster), planner.Ref{}), &over) {
		return nil
	}
	return exit.Input(exit.Hint(errors.New(over.Problem()), over.Remedy()))
}

// leastForGroups is the smallest number of people that working groups are
// proposed for without being asked.
const leastForGroups = 8

// defaultGroups is how many working groups are formed where nobody said: one
// for every eight people, at least two and at most six.
func defaultGroups(people int) int { return min(max(people/8, 2), 6) }

// groupSpecs are the groups of the input's own table, or the first issues of
// the ranking. Where there are none, the result says why.
func groupSpecs(m *planner.Meeting, o *settings.Options, rank *ranking.Result) ([]planner.GroupSpec, groupResult) {
	people := len(m.Roster)
	if people == 0 {
		return nil, groupResult{missing: build.Reason{Code: "nobody-to-seat"}}
	}
	if o.Groups.Mix > 0 && o.Groups.Count == 0 && len(m.Groups) == 0 {
		return nil, groupResult{missing: build.Reason{Code: "mixed-tables"}}
	}
	if len(m.Groups) > 0 {
		specs := slices.Clone(m.Groups)
		for i := range specs {
			if specs[i].Size.IsZero() {
				specs[i].Size = o.Groups.Size
			}
			specs[i].Chairs = cmp.Or(specs[i].Chairs, o.Groups.Chairs)
		}
		return grouping.EvenSizes(specs, people), groupResult{}
	}
	if o.Groups.Count == 0 && people < leastForGroups {
		return nil, groupResult{missing: build.Reason{Code: "few-people", N: people}}
	}
	ranked := rankedIssues(m, rank)
	if len(ranked) == 0 {
		return nil, groupResult{missing: build.Reason{Code: "no-topics"}}
	}
	k := cmp.Or(o.Groups.Count, defaultGroups(people))
	if o.Groups.Count == 0 && int64(k*people) > o.Reading.Table.Limits.Most(table.Seats) {
		return nil, groupResult{missing: build.Reason{Code: "many-people", N: people}}
	}
	size, findings := sizeFor(o, people, min(k, len(ranked)))
	specs := grouping.FromRanking(ranked, k, size, people)
	for i := range specs {
		specs[i].Chairs = o.Groups.Chairs
	}
	return specs, groupResult{findings: findings}
}

// sizeFor is the size asked for, for k groups from the ranking. Where the
// command line asks for another number of groups than the files, and everybody
// cannot sit in so many groups of the files' size, the size is left to choose,
// and a finding says so.
func sizeFor(o *settings.Options, people, k int) (planner.Range, []planner.Finding) {
	size, from := o.Groups.Size, o.Last("size")
	fits := size.Min*k <= people && people <= size.Max*k
	if fits || from == nil || from.Typed || o.Last("groups") == nil || !o.Last("groups").Typed {
		return size, nil
	}
	return planner.Range{}, []planner.Finding{{
		Code: "size-set-aside", Severity: planner.Warning, Where: from.Where,
		Seen: fmt.Sprintf("%d..%d", size.Min, size.Max),
		Args: map[string]any{"size": fmt.Sprintf("%d..%d", size.Min, size.Max), "people": people, "groups": k},
	}}
}

// rankedIssues are the issues in the order of the ranking. Without a ranking
// there is no order, and none is invented.
func rankedIssues(m *planner.Meeting, rank *ranking.Result) []planner.Issue {
	if rank == nil {
		return nil
	}
	byID := make(map[string]planner.Issue, len(m.Issues))
	for _, q := range m.Issues {
		byID[q.ID] = q
	}
	var out []planner.Issue
	for _, r := range rank.Issues {
		out = append(out, byID[r.ID])
	}
	return out
}
