package brief

import (
	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/planner/mixing"
	"roundtable/planner/ranking"
	"roundtable/planner/schedule"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// Input is everything the chair edition is built from. A nil part means that it
// was not computed; the document then says what is missing and what would be
// needed, in the words of Missing where a reason is given there.
type Input struct {
	// Language is that of the document; nil is English.
	Language *messages.Catalogue
	Meeting  *planner.Meeting
	// Balance are the panels that were checked. Verdicts are taken from the
	// judged one; the others are shown for information.
	Balance []BalanceView
	// Programme are the sessions, where people appear in several; there is no Balance
	// then, for nobody judges all of them as one panel.
	Programme *balance.Programme
	// Pool are the people who could join the panel, from files of their own.
	Pool    planner.Roster
	Ranking *ranking.Result
	// Comparison holds the ranking against an earlier vote. Apart says that the two are
	// far enough apart to tell others of it.
	Comparison *ranking.Comparison
	Apart      bool
	// Places says that the vote is to fill places, which the user or its file asked for:
	// the agenda of the ranking then comes first.
	Places bool
	// Hums are what was hummed, which ranks nothing.
	Hums   *ranking.Hums
	Groups *grouping.Plan
	// Unasked says that there are no Groups because nobody asked for any, as of a poll.
	Unasked bool
	// Mix are tables over rounds, where people are seated at such too.
	Mix *mixing.Plan
	// Kept tells that the groups started from an earlier plan.
	Kept bool
	// Course is the course of the meeting itself.
	Course *Course
	// Timetable is when the working groups meet, where they need more than one round or
	// somebody says when and where they can.
	Timetable *schedule.Timetable
	// Impossible is set where the must rules for the groups clash: the report
	// then explains the conflict, with the nearest plan where there is one.
	Impossible *grouping.InfeasibleError
	// Missing gives the reason why a part is nil, where the caller knows better
	// than "there is no such data": "the run was stopped", "impossible: …".
	Missing    Missing
	Provenance reports.Provenance
}

// BalanceView is one panel held against the targets.
type BalanceView struct {
	// Without are the names of those of the panel who withdrew.
	Without []string
	// Judged marks the panel that the rules speak of. Without any mark the first
	// view is the judged one.
	Judged bool
	Report *balance.Report
	// Packs are the rule packs asked for.
	Packs []Pack
	// Fits is the rule pack that fits the files, where one does.
	Fits string
}

// Pack is a set of rules that somebody published.
type Pack struct {
	// Name is that of its targets, Title what it is called, Source its address.
	Name, Title, Source string
	// Year is that of the rules; 0 where it is not said.
	Year int
}

// Missing holds reasons why a part of the report is not there.
type Missing struct{ Balance, Ranking, Groups Reason }

// Reason is a reason why something is not there, the message "lacks.CODE", with the number n it
// speaks of; the zero Reason is none.
type Reason struct {
	Code string
	N    int
}

// Said is the reason in a language, "" for none.
func (r Reason) Said(c *messages.Catalogue) string {
	if r.Code == "" {
		return ""
	}
	return c.Say("lacks."+r.Code, messages.Args{"n": r.N})
}

// Judged is the view that verdicts are taken from: the one marked so, else the
// first that has a report; nil if none has.
func (in *Input) Judged() *BalanceView {
	var out *BalanceView
	for i := range in.Balance {
		if v := &in.Balance[i]; v.Report != nil && (out == nil || v.Judged && !out.Judged) {
			out = v
		}
	}
	return out
}

// Course is what is known of the course of the meeting itself: the plan of it, who spoke,
// and what was agreed. It marshals as the JSON contract roundtable.schedule/1.
type Course struct {
	*schedule.Plan
	Speaking *schedule.Spoken     `json:"speaking,omitempty"`
	Outcome  *schedule.Conclusion `json:"outcome,omitempty"`
}
