// Package build turns results into documents: [Chair] from an [Input], [Public]
// from what [disclosure.Protect] lets through, and sections alone for the commands
// that answer one question ([Explain], [Mix], [Programme]). The prose stands here
// and, by code, in package messages.
//
// A section of the chair edition is a function of the builder, which only looks
// things up (names, labels, the panel that is judged); one of the public edition is
// a function of the Protected value. Where a part was not computed, its section says
// what is missing and what would be needed. Nothing is computed here that a result
// does not hold: sentences are worded from results, never guessed.
package build

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/planner/mixing"
	"roundtable/planner/ranking"
	"roundtable/planner/schedule"
	"roundtable/reports"
	"roundtable/reports/disclosure"
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
	// Packs are the names of the rule packs asked for.
	Packs []string
	// Fits is the rule pack that fits the files, where one does.
	Fits string
}

// Missing holds reasons, as full sentences, why a part of the report is not there.
type Missing struct{ Balance, Ranking, Groups string }

// judged is the view that verdicts are taken from: the one marked so, else the
// first that has a report; nil if none has.
func (in *Input) judged() *BalanceView {
	var out *BalanceView
	for i := range in.Balance {
		if v := &in.Balance[i]; v.Report != nil && (out == nil || v.Judged && !out.Judged) {
			out = v
		}
	}
	return out
}

// Results is the part of the input that the public edition takes its figures
// from.
func (in *Input) Results() disclosure.Results {
	r := disclosure.Results{
		Ranking: in.Ranking, Groups: in.Groups, Words: newBuilder(*in).targetWords, Comparison: in.Comparison,
		Apart: in.Apart,
	}
	if c := in.Course; c != nil && c.Outcome != nil {
		r.Outcome, r.Goals = c.Outcome, goalNames(c.Outcome.Goals, c.GoalNames)
	}
	if v := in.judged(); v != nil {
		r.Balance = v.Report
	}
	return r
}

// targetWords says what a target counts and the range it asks for.
func (w words) targetWords(t *balance.TargetResult) (label, asked string) {
	return w.targetLabel(t), w.targetAsked(t)
}

// Chair writes the chair edition: it names people and is for those who run the
// meeting.
func Chair(in Input) *reports.Document {
	b := newBuilder(in)
	d := &reports.Document{
		Language:   b.Catalogue,
		Title:      b.documentTitle(),
		Subtitle:   b.Say("document.chair", nil),
		Edition:    reports.Chair,
		Facts:      facts(b),
		Provenance: in.Provenance,
	}
	for _, part := range []func(*builder) *reports.Section{
		firstSection, courseSection, turnsSection, programmeSection, rulesSection, invitationsSection, seatsSection,
		crossSection, peopleSection,
		comparedSection, rankingSection,
		changesSection, byGroupSection, agreementSection, humSection, heardSection, agendaSection,
		groupsSection, roundsSection, mixSection, fitSection, assignmentsSection, spokenSection,
		outcomeSection, whatIfSection, dataSection, waysSection, rulesAnnex, auditSection,
		methodSection, privacySection,
	} {
		if s := part(b); s != nil {
			s.Annex = slices.Contains(annex, s.ID) || s.ID == "agenda" && !in.Places
			d.Sections = append(d.Sections, *s)
		}
	}
	d.Clean()
	return d
}

// annex are the sections of which a reader in a hurry needs the conclusion alone.
var annex = []string{
	"seats", "cross", "people", "compared", "bygroup", "agree", "split", "fit", "assignments", "whatif", "data",
	"annex-rules", "audit", "method", "privacy",
}

// The sections that answer one command each, by their ID.
var (
	BalanceSections = []string{"rules", "seats", "cross", "people", "compared", "ways"}
	RankingSections = []string{"ranking", "bygroup", "agree", "split", "hums", "agenda", "annex-rules"}
	GroupSections   = []string{"groups", "rounds", "fit"}
	ChangeSections  = []string{"changes"}
	HumSections     = []string{"hums"}
	CourseSections  = []string{"course", "turns", "spoken", "outcome"}
)
