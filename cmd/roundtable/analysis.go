package main

import (
	"context"
	"slices"

	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/planner/mixing"
	"roundtable/planner/ranking"
	"roundtable/reports"
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
func (l *loaded) analyse(ctx context.Context, progress func(grouping.Progress)) (*analysis, error) {
	a, err := l.beforeGroups(ctx)
	if err != nil || l.pollAlone() {
		return a, err
	}
	a.groups, err = groupStage(ctx, l, a.ranking, progress)
	if err != nil && a.groups.impossible == nil {
		return nil, err
	}
	return a, err
}

// beforeGroups runs what comes before the working groups.
func (l *loaded) beforeGroups(ctx context.Context) (*analysis, error) {
	if err := l.withinAsked(); err != nil {
		return nil, err
	}
	a := &analysis{}
	sessions, err := l.programme()
	switch {
	case err != nil:
	case sessions != nil:
		a.programme = balance.CheckProgramme(sessions)
		a.missing.Balance = build.Reason{Code: "sessions"}
	default:
		a.views, a.missing.Balance, err = l.balanceStage(ctx)
	}
	if err != nil {
		return nil, err
	}
	if a.ranking, a.missing.Ranking, err = rankStage(ctx, l.meeting, l.o, l.log); err != nil {
		return nil, err
	}
	a.hums = ranking.ReadHums(l.meeting)
	if a.changes, err = compareStage(ctx, l, a.ranking); err != nil {
		return nil, err
	}
	a.course, a.misplaced = l.courseStage(a.ranking)
	a.mix, err = l.mixStage(ctx)
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
func (j *job) reported(l *loaded, a *analysis, command string) build.Input {
	m := *l.meeting
	m.Findings = slices.Concat(m.Findings, a.groups.findings, a.misplaced)
	in := build.Input{
		Meeting: &m, Pool: m.Pool, Kept: l.kept != nil, Balance: a.views, Programme: a.programme, Ranking: a.ranking,
		Comparison: a.changes, Hums: a.hums, Groups: a.groups.plan, Mix: a.mix,
		Course: a.course, Timetable: l.timetableOf(a.groups.plan),
		Impossible: a.groups.impossible, Missing: a.missing,
		Unasked: command != "group" && l.pollAlone(),
		Places:  l.o.Ranking.AgendaK > 0 || m.Places > 0,
		Provenance: reports.Provenance{
			Version: versionText(), Date: l.o.Report.Date, Seed: l.o.Seed,
			Command: j.commandLine(command), Settings: settings.Effective(l.o.Given),
		},
	}
	in.Missing.Groups = a.groups.missing
	for _, s := range m.Sources {
		in.Provenance.Sources = append(in.Provenance.Sources, reports.Pair{Key: s.File, Value: s.SHA256})
	}
	return in
}

// pollAlone reports whether the people are known from the table of their votes alone, and
// nobody asked for working groups or said what they wish of them.
func (l *loaded) pollAlone() bool {
	table := func(at planner.Ref) planner.Ref { return planner.Ref{File: at.File, Sheet: at.Sheet} }
	votes := map[planner.Ref]bool{}
	for i := range l.meeting.Ballots.Len() {
		votes[table(l.meeting.Ballots.At(i).Where)] = true
	}
	asked := len(l.meeting.Groups) > 0 || l.kept != nil || l.o.AsksForGroups()
	return !asked && !slices.ContainsFunc(l.meeting.Roster, func(p planner.Participant) bool {
		return len(p.Choices) > 0 || !votes[table(p.Where)]
	})
}

// show prints the sections of the report that answer one command: as text, or
// one table of them as csv.
func (j *job) show(l *loaded, a *analysis, command, table string, ids ...string) error {
	in := j.reported(l, a, command)
	if j.Format == "csv" {
		return j.Table(build.Chair(in), table)
	}
	if err := j.Sections(build.Chair(in, ids...).Sections...); err != nil {
		return err
	}
	j.nextPlan()
	return nil
}

// nextPlan says how the same becomes reports.
func (j *job) nextPlan() {
	if j.piped() {
		return
	}
	j.Say("")
	j.Next(j.again("plan")+" --out out", "writes this as reports that can be sent")
}
