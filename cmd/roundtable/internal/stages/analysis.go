// Package stages finds out: each stage takes what was read, and what was asked, to the planner
// package that does the thinking, and gives back its result, or the reason why there is none,
// and its findings.
//
//	Balance    who is judged, by which targets, and what to change     panel.go, balance.go
//	Apart      the sessions of a programme                             programme.go
//	Rank       the issues in order; against an earlier vote            rank.go, changes.go
//	Groups     working groups by wishes                                groups.go
//	Mix        tables as mixed as possible                             mix.go
//	Course     agenda, speaking order, what came of it, rooms          course.go
//	Draw       a panel by lot                                          draw.go
//
// [Analyse] runs all that make a plan, in their order, and collects them in an [Analysis].
package stages

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

// Analysis is everything that was found out, with the reasons for what was not.
type Analysis struct {
	Views []build.BalanceView
	// programme is in place of views where there are several sessions.
	programme *balance.Programme
	Ranking   *ranking.Result
	// changes holds the ranking against that of an earlier plan.
	changes *ranking.Comparison
	Hums    *ranking.Hums
	Groups  GroupResult
	Mix     *mixing.Plan
	// Course is the course of the meeting itself; misplaced says why it has no order.
	Course    *build.Course
	Misplaced []planner.Finding
	// Missing says why there is no balance or ranking; groups say it themselves.
	Missing build.Missing
}

// Empty reports whether the files have headings alone, or nothing that a plan is made of.
func Empty(m *planner.Meeting) bool {
	people, votes := len(m.Roster)+len(m.Pool)+len(m.OpenSeats), len(m.Issues)+m.Ballots.Len()
	return people+votes+len(m.Groups)+len(m.Sessions) == 0 && !HasCourse(m)
}

// Analyse runs all three stages; a poll has no working groups. Working groups that cannot be formed as asked
// do not stop the rest: the report says why, and the error comes back beside a
// complete analysis.
func Analyse(ctx context.Context, l *intake.Loaded, progress func(grouping.Progress)) (*Analysis, error) {
	a, err := BeforeGroups(ctx, l)
	if err != nil || PollAlone(l) {
		return a, err
	}
	a.Groups, err = Groups(ctx, l, a.Ranking, progress)
	if err != nil && a.Groups.Impossible == nil {
		return nil, err
	}
	a.Groups.Findings = append(a.Groups.Findings, notFormed(l, a.Groups.Missing)...)
	if a.Mix == nil || a.Groups.Plan == nil {
		a.Groups.Findings = append(a.Groups.Findings, PassedOver(l.Options)...)
	}
	return a, err
}

// BeforeGroups runs what comes before the working groups.
func BeforeGroups(ctx context.Context, l *intake.Loaded) (*Analysis, error) {
	if err := WithinAsked(l); err != nil {
		return nil, err
	}
	a := &Analysis{}
	sessions, err := Programme(l)
	switch {
	case err != nil:
	case sessions != nil:
		a.programme = balance.CheckProgramme(sessions)
		a.Missing.Balance = build.Reason{Code: "sessions"}
	default:
		a.Views, a.Missing.Balance, err = Balance(ctx, l)
	}
	if err != nil {
		return nil, err
	}
	if a.Ranking, a.Missing.Ranking, err = Rank(ctx, l); err != nil {
		return nil, err
	}
	a.Hums = ranking.ReadHums(l.Meeting)
	if a.changes, err = compareStage(ctx, l, a.Ranking); err != nil {
		return nil, err
	}
	a.Course, a.Misplaced = Course(l, a.Ranking)
	if a.Mix, err = Mix(ctx, l); err != nil {
		return nil, err
	}
	return a, nil
}

// MustMissed reports whether a must target of the judged panel, of the programme, or of
// the working groups is missed.
func (a *Analysis) MustMissed() bool {
	if a.Groups.MustMissed() {
		return true
	}
	missed := func(v build.BalanceView) bool { return v.Judged && v.Report.MissedMust() }
	return a.programme != nil && a.programme.MissedMust() || slices.ContainsFunc(a.Views, missed)
}

// Reported is what the chair edition is built from. Here the findings of the
// stages join those of reading.
func Reported(j *intake.Job, l *intake.Loaded, a *Analysis, command string) build.Input {
	m := *l.Meeting
	m.Findings = slices.Concat(m.Findings, a.Groups.Findings, a.Misplaced)
	in := build.Input{
		Meeting: &m, Pool: m.Pool, Kept: l.Kept != nil, Balance: a.Views, Programme: a.programme, Ranking: a.Ranking,
		Comparison: a.changes, Hums: a.Hums, Groups: a.Groups.Plan, Mix: a.Mix,
		Course: a.Course, Timetable: timetableOf(l, a.Groups.Plan),
		Impossible: a.Groups.Impossible, Missing: a.Missing,
		Unasked:    command != "group" && PollAlone(l),
		Places:     l.Options.Ranking.AgendaK > 0 || m.Places > 0,
		Provenance: j.Provenance(l, command),
	}
	in.Missing.Groups = a.Groups.Missing
	return in
}

// PollAlone reports whether the people are known from the table of their votes alone, and
// nobody asked for working groups or said what they wish of them.
func PollAlone(l *intake.Loaded) bool {
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
