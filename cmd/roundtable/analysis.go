package main

import (
	"context"
	"slices"

	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/planner/mixing"
	"roundtable/planner/ranking"
	"roundtable/reports/build"
)

// analysis is everything that was found out, with the reasons for what was not.
type analysis struct {
	views []build.BalanceView
	// programme is in place of views where there are several sessions.
	programme *balance.Programme
	ranking   *ranking.Result
	// changes holds the ranking against that of an earlier plan.
	changes *ranking.Comparison
	hums    *ranking.Hums
	groups  groupResult
	mix     *mixing.Plan
	// course is the course of the meeting itself; misplaced says why it has no order.
	course    *build.Course
	misplaced []planner.Finding
	// missing says why there is no balance or ranking; groups say it themselves.
	missing build.Missing
}

// analyse runs all three stages; a poll has no working groups. Working groups that cannot be formed as asked
// do not stop the rest: the report says why, and the error comes back beside a
// complete analysis.
func analyse(ctx context.Context, l *intake.Loaded, progress func(grouping.Progress)) (*analysis, error) {
	a, err := beforeGroups(ctx, l)
	if err != nil || pollAlone(l) {
		return a, err
	}
	a.groups, err = groupStage(ctx, l, a.ranking, progress)
	if err != nil && a.groups.impossible == nil {
		return nil, err
	}
	return a, err
}

// beforeGroups runs what comes before the working groups.
func beforeGroups(ctx context.Context, l *intake.Loaded) (*analysis, error) {
	if err := withinAsked(l); err != nil {
		return nil, err
	}
	a := &analysis{}
	sessions, err := programme(l)
	switch {
	case err != nil:
	case sessions != nil:
		a.programme = balance.CheckProgramme(sessions)
		a.missing.Balance = build.Reason{Code: "sessions"}
	default:
		a.views, a.missing.Balance, err = balanceStage(ctx, l)
	}
	if err != nil {
		return nil, err
	}
	if a.ranking, a.missing.Ranking, err = rankStage(ctx, l.Meeting, l.Options, l.Log); err != nil {
		return nil, err
	}
	a.hums = ranking.ReadHums(l.Meeting)
	if a.changes, err = compareStage(ctx, l, a.ranking); err != nil {
		return nil, err
	}
	a.course, a.misplaced = courseStage(l, a.ranking)
	a.mix, err = mixStage(ctx, l)
	return a, err
}

// mustMissed reports whether a must target of the judged panel, of the programme, or of
// the working groups is missed.
func (a *analysis) mustMissed() bool {
	if a.groups.mustMissed() {
		return true
	}
	missed := func(v build.BalanceView) bool { return v.Judged && v.Report.MissedMust() }
	return a.programme != nil && a.programme.MissedMust() || slices.ContainsFunc(a.views, missed)
}

// reported is what the chair edition is built from. Here the findings of the
// stages join those of reading.
func reported(j *intake.Job, l *intake.Loaded, a *analysis, command string) build.Input {
	m := *l.Meeting
	m.Findings = slices.Concat(m.Findings, a.groups.findings, a.misplaced)
	in := build.Input{
		Meeting: &m, Pool: m.Pool, Kept: l.Kept != nil, Balance: a.views, Programme: a.programme, Ranking: a.ranking,
		Comparison: a.changes, Hums: a.hums, Groups: a.groups.plan, Mix: a.mix,
		Course: a.course, Timetable: timetableOf(l, a.groups.plan),
		Impossible: a.groups.impossible, Missing: a.missing,
		Unasked:    command != "group" && pollAlone(l),
		Places:     l.Options.Ranking.AgendaK > 0 || m.Places > 0,
		Provenance: j.Provenance(l, command),
	}
	in.Missing.Groups = a.groups.missing
	return in
}

// pollAlone reports whether the people are known from the table of their votes alone, and
// nobody asked for working groups or said what they wish of them.
func pollAlone(l *intake.Loaded) bool {
	table := func(at planner.Ref) planner.Ref { return planner.Ref{File: at.File, Sheet: at.Sheet} }
	votes := map[planner.Ref]bool{}
	for i := range l.Meeting.Ballots.Len() {
		votes[table(l.Meeting.Ballots.At(i).Where)] = true
	}
	asked := len(l.Meeting.Groups) > 0 || l.Kept != nil || l.Options.AsksForGroups()
	return !asked && !slices.ContainsFunc(l.Meeting.Roster, func(p planner.Participant) bool {
		return len(p.Choices) > 0 || !votes[table(p.Where)]
	})
}

// show prints the sections of the report that answer one command: as text, or
// one table of them as csv.
func show(j *intake.Job, l *intake.Loaded, a *analysis, command, table string, ids ...string) error {
	in := reported(j, l, a, command)
	if j.Format == "csv" {
		return j.Table(build.Chair(in), table)
	}
	if err := j.Sections(build.Chair(in, ids...).Sections...); err != nil {
		return err
	}
	nextPlan(j)
	return nil
}

// nextPlan says how the same becomes reports.
func nextPlan(j *intake.Job) {
	if j.Piped() {
		return
	}
	j.Say("")
	j.Next(j.Again("plan")+" --out out", "writes this as reports that can be sent")
}
