package build

import (
	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/disclosure"
)

// Input is everything the chair edition is built from. A nil part means that it
// was not computed; the document then says what is missing and what would be
// needed, in the words of Missing where a reason is given there.
type Input struct {
	Meeting *planner.Meeting
	// Balance are the panels that were checked. Verdicts are taken from the
	// judged one; the others are shown for information.
	Balance []BalanceView
	// Pool are the people who could join the panel, from files of their own.
	Pool    planner.Roster
	Ranking *ranking.Result
	Groups  *grouping.Plan
	// Kept tells that the groups started from an earlier plan.
	Kept bool
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
	// Who says in words who was checked: "the 4 speakers", "everybody listed".
	// Empty means the words of the report itself.
	Who string
	// Judged marks the panel that the rules speak of. Without any mark the first
	// view is the judged one.
	Judged bool
	Report *balance.Report
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
	r := disclosure.Results{Ranking: in.Ranking, Groups: in.Groups, Words: targetWords}
	if v := in.judged(); v != nil {
		r.Balance = v.Report
	}
	return r
}

// targetWords says what a target counts and the range it asks for.
func targetWords(t *balance.TargetResult) (label, asked string) {
	return targetLabel(t), targetAsked(t)
}

// Build writes the chair edition: it names people and is for those who run the
// meeting.
func Chair(in Input) *reports.Document {
	b := newBuilder(in)
	d := &reports.Document{
		Title:      titleOr(b.m.Title),
		Subtitle:   "Report for the chair",
		Edition:    reports.Chair,
		Facts:      facts(b),
		Provenance: in.Provenance,
	}
	for _, part := range []func(*builder) *reports.Section{
		summarySection, rulesSection, seatsSection, crossSection, peopleSection, rankingSection, byGroupSection, agreementSection, humSection, agendaSection,
		groupsSection, fitSection, assignmentsSection, whatIfSection, dataSection, auditSection, methodSection, privacySection,
	} {
		if s := part(b); s != nil {
			d.Sections = append(d.Sections, *s)
		}
	}
	d.Clean()
	return d
}
