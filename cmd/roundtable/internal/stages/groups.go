package stages

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/importers"
	"roundtable/importers/table"
	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
	"roundtable/reports/build"
)

// GroupResult is what came of the working groups.
type GroupResult struct {
	Plan    *grouping.Plan
	Problem *grouping.Problem
	// Missing is why there is no plan.
	Missing build.Reason
	// Impossible is why the working groups cannot be formed as asked; plan then
	// holds the nearest proposal.
	Impossible *grouping.InfeasibleError
	Findings   []planner.Finding
}

// Groups proposes working groups from the ranked issues or the given table
// of groups. Groups that cannot be formed as asked are an error beside
// a result that says why.
func Groups(
	ctx context.Context, l *intake.Loaded, rank *ranking.Result, progress func(grouping.Progress),
) (GroupResult, error) {
	r, opts, err := SetUpGroups(l, rank)
	if err != nil || r.Missing.Code != "" {
		return r, err
	}
	opts.Progress = progress
	err = SolveGroups(ctx, l, &r, opts)
	return r, err
}

// SolveGroups finds the plan of the problem in a result.
func SolveGroups(ctx context.Context, l *intake.Loaded, r *GroupResult, opts grouping.Options) error {
	l.Log.Info("proposing working groups", "people", r.Problem.People())
	limited, cancel := l.Options.Limited(ctx)
	defer cancel()
	plan, err := grouping.Solve(limited, r.Problem, opts)
	r.Plan = plan
	if errors.As(err, &r.Impossible) {
		r.Plan, err = r.Impossible.Nearest, exit.Impossible(errors.New(build.Clash(r.Impossible)))
	}
	return err
}

// MustMissed reports whether the plan found in the time given misses what must hold.
func (r *GroupResult) MustMissed() bool { return r.Plan != nil && r.Plan.Objective.MustMissed > 0 }

// SetUpGroups makes the problem whose solution the working groups are.
func SetUpGroups(l *intake.Loaded, rank *ranking.Result) (GroupResult, grouping.Options, error) {
	opts := l.Options.Groups.Options
	opts.Day = l.Options.Reading.Date
	opts.Seed = l.Options.Seed
	specs, r := groupSpecs(l.Meeting, l.Options, rank)
	if r.Missing.Code != "" {
		return r, opts, nil
	}
	meeting := *l.Meeting
	r.Findings = append(r.Findings, importers.AlignGroups(&meeting, specs)...)
	if l.Kept != nil {
		seats, found := l.Kept.Align(specs, meeting.Roster, len(meeting.Groups) == 0)
		r.Findings = append(r.Findings, found...)
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
	if talk.HasErrors(r.Findings) {
		return r, opts, exit.NotSetUp(&planner.InputError{Of: "working groups", Findings: r.Findings})
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
	r.Problem, r.Findings = problem, talk.Joined(append(r.Findings, findings...))
	return r, opts, exit.NotSetUp(err)
}

// WithinAsked refuses more groups or tables than are planned for so many people, before
// any are: those that the files list were counted as they were read.
func WithinAsked(l *intake.Loaded) error {
	asked := importers.Seating{Groups: l.Options.Groups.Count, Tables: l.Options.Groups.Mix}.Of(l.Meeting)
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
func groupSpecs(m *planner.Meeting, o *settings.Options, rank *ranking.Result) ([]planner.GroupSpec, GroupResult) {
	people := len(m.Roster)
	if people == 0 {
		return nil, GroupResult{Missing: build.Reason{Code: "nobody-to-seat"}}
	}
	if o.Groups.Mix > 0 && o.Groups.Count == 0 && len(m.Groups) == 0 {
		return nil, GroupResult{Missing: build.Reason{Code: "mixed-tables"}}
	}
	if len(m.Groups) > 0 {
		specs := slices.Clone(m.Groups)
		for i := range specs {
			if specs[i].Size.IsZero() {
				specs[i].Size = o.Groups.Size
			}
			specs[i].Chairs = cmp.Or(specs[i].Chairs, o.Groups.Chairs)
		}
		return grouping.EvenSizes(specs, people), GroupResult{Findings: otherNumber(o, "listed", len(specs))}
	}
	if o.Groups.Count == 0 && people < leastForGroups {
		return nil, GroupResult{Missing: build.Reason{Code: "few-people", N: people}}
	}
	ranked := rankedIssues(m, rank)
	if len(ranked) == 0 {
		return nil, GroupResult{Missing: build.Reason{Code: "no-topics"}}
	}
	k := cmp.Or(o.Groups.Count, defaultGroups(people))
	if o.Groups.Count == 0 && int64(k*people) > o.Reading.Table.Limits.Most(table.Seats) {
		return nil, GroupResult{Missing: build.Reason{Code: "many-people", N: people}}
	}
	size, findings := sizeFor(o, people, min(k, len(ranked)))
	specs := grouping.FromRanking(ranked, k, size, people)
	for i := range specs {
		specs[i].Chairs = o.Groups.Chairs
	}
	if len(specs) < o.Groups.Count {
		findings = append(findings, otherNumber(o, "issues", len(specs))...)
	}
	return specs, GroupResult{Findings: findings}
}

// otherNumber says that there are n groups, where another number was asked for.
func otherNumber(o *settings.Options, why string, n int) []planner.Finding {
	if o.Groups.Count == 0 || o.Groups.Count == n {
		return nil
	}
	return []planner.Finding{{
		Code: codeGroupsAsked, Form: why, Severity: planner.Warning, Where: o.Last("groups").Where,
		Seen: strconv.Itoa(o.Groups.Count), Args: map[string]any{"asked": o.Groups.Count, "n": n},
	}}
}

// codeGroupsAsked: there are other working groups than were asked for, or none.
const codeGroupsAsked = "groups-asked"

// notFormed says in a plan that working groups were asked for, and why there are none.
func notFormed(l *intake.Loaded, why build.Reason) []planner.Finding {
	if why.Code == "" || why.Code == "mixed-tables" || !l.Options.AsksForGroups() {
		return nil
	}
	form := why.Code
	if why.N > 0 {
		form = "how-many"
	}
	return []planner.Finding{{
		Code: codeGroupsAsked, Form: form, Severity: planner.Warning, Args: map[string]any{"n": why.N},
	}}
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
