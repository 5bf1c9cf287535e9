package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
)

// defaultGroups is how many working groups are formed where nobody said: one
// for every eight people, at least two and at most six.
func defaultGroups(people int) int { return min(max(people/8, 2), 6) }

// leastForGroups is the smallest number of people that working groups are
// proposed for without being asked.
const leastForGroups = 8

// groupStage proposes working groups from the ranked issues or the given table
// of groups. Without a plan it returns the reason in a sentence.
func (l *loaded) groupStage(ctx context.Context, rank *ranking.Result, progress func(grouping.Progress)) (*grouping.Plan, *grouping.Problem, string, error) {
	m := l.meeting
	specs, why := l.groupSpecs(rank)
	if why != "" {
		return nil, nil, why, nil
	}
	opts := l.groupOptions()
	opts.Progress = progress
	opts.Keep = l.kept
	meeting := *m
	if !hasGroupTargets(m.Targets) {
		meeting.Targets = append(append([]planner.Target(nil), m.Targets...), grouping.DefaultTargets(m.Roster, specs)...)
	}
	problem, findings, err := grouping.Build(&meeting, specs, opts)
	m.Findings = append(m.Findings, findings...)
	if err != nil {
		var input *planner.InputError
		if errors.As(err, &input) {
			return nil, nil, "", inputError{err: err, findings: input.Findings}
		}
		return nil, nil, "", err
	}
	l.log.Info("proposing working groups", "people", problem.People(), "groups", len(specs))
	gctx, cancel := l.limited(ctx)
	defer cancel()
	plan, err := grouping.Solve(gctx, problem, opts)
	return plan, problem, "", err
}

// groupSpecs are the groups of the input's own table, or the first issues of
// the ranking.
func (l *loaded) groupSpecs(rank *ranking.Result) ([]planner.GroupSpec, string) {
	m := l.meeting
	if len(m.Roster) == 0 {
		return nil, "There are no people in these files to place in working groups."
	}
	if len(m.Groups) > 0 {
		specs := append([]planner.GroupSpec(nil), m.Groups...)
		for i := range specs {
			if specs[i].Size.IsZero() {
				specs[i].Size = l.o.size
			}
			if specs[i].Chairs == 0 {
				specs[i].Chairs = l.o.chairs
			}
		}
		return grouping.EvenSizes(specs, len(m.Roster)), ""
	}
	k := l.o.groups
	if k == 0 {
		if len(m.Roster) < leastForGroups {
			return nil, "Working groups were not proposed: the files list " + planner.Plural(len(m.Roster), "person", "people") +
				". List the participants who would sit in the groups, or ask with --groups K."
		}
		k = defaultGroups(len(m.Roster))
	}
	ranked := rankedIssues(m, rank)
	if len(ranked) == 0 {
		return nil, "Working groups need issues that were ranked: add votes on the issues, or a table of groups with the columns id and topic."
	}
	specs := grouping.FromRanking(ranked, k, l.sizeFor(min(k, len(ranked))), len(m.Roster))
	for i := range specs {
		specs[i].Chairs = l.o.chairs
	}
	return specs, ""
}

// sizeFor is the size asked for, for k groups from the ranking. Where the
// command line asks for another number of groups than the files, and everybody
// cannot sit in so many groups of the files' size, the size is left to choose,
// and a finding says so.
func (l *loaded) sizeFor(k int) planner.Range {
	size, n := l.o.size, len(l.meeting.Roster)
	fits := size.Min*k <= n && n <= size.Max*k
	if fits || size.IsZero() || slices.Contains(l.o.typed, "size") || !slices.Contains(l.o.typed, "groups") {
		return size
	}
	f := planner.Finding{
		Code: "size-set-aside", Severity: planner.Warning, Seen: fmt.Sprintf("%d..%d", size.Min, size.Max),
		Text: fmt.Sprintf("The size %d..%d set in the files does not fit %d people in %d groups; people were split evenly instead.", size.Min, size.Max, n, k),
		Fix:  "Say --size MIN..MAX to choose the size of the groups.",
	}
	for _, s := range l.meeting.Settings {
		if opt := optionByKey(s.Key); opt != nil && opt.key == "size" {
			f.Where = s.Where
		}
	}
	l.meeting.Findings = append(l.meeting.Findings, f)
	return planner.Range{}
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

func (l *loaded) groupOptions() grouping.Options {
	opts := grouping.DefaultOptions()
	o := l.o
	opts.Seed, opts.Worst, opts.Stay = o.seed, o.worst, o.stay
	if o.goal != "" {
		opts.Goal = grouping.Goal(o.goal)
	}
	if o.rankUtility != nil {
		opts.RankUtility = o.rankUtility
	}
	if o.outside != nil {
		opts.OutsideUtility = *o.outside
	}
	if o.missingChair != nil {
		opts.MissingChairWeight = *o.missingChair
	}
	if o.shortfall != nil {
		opts.ShortfallWeight = *o.shortfall
	}
	if o.perOrganisation >= 0 {
		opts.MaxPerOrganisation = o.perOrganisation
	}
	return opts
}

func hasGroupTargets(targets []planner.Target) bool {
	for i := range targets {
		if targets[i].Group != "" {
			return true
		}
	}
	return false
}
