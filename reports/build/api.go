package build

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/planner/mixing"
	"roundtable/planner/ranking"
	"roundtable/planner/selection"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/build/internal/draw"
	"roundtable/reports/build/internal/groups"
	"roundtable/reports/build/internal/meeting"
	"roundtable/reports/build/internal/panel"
	"roundtable/reports/build/internal/public"
	"roundtable/reports/build/internal/votes"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
)

// What the parts are given, and the documents, sections and tables that one part makes
// alone.

type (
	// Input is everything the chair edition is built from.
	Input = brief.Input
	// Pack is a set of rules that somebody published.
	Pack = brief.Pack
	// BalanceView is one panel held against the targets.
	BalanceView = brief.BalanceView
	// Missing holds reasons why a part of the report is not there.
	Missing = brief.Missing
	// Reason is one of them.
	Reason = brief.Reason
	// Course is what is known of the course of the meeting itself.
	Course = brief.Course
	// Selection is what the report of a draw is built from.
	Selection = draw.Selection
	// Seating is who sits where, which participants are told.
	Seating = public.Seating
)

// Public writes the public edition.
func Public(p disclosure.Protected, l *messages.Catalogue) *reports.Document {
	return public.Document(p, l)
}

// Participants writes the participants' edition: that of the public, with who sits where
// in place of the working groups without members.
func Participants(p disclosure.Protected, s *Seating, l *messages.Catalogue) *reports.Document {
	return public.Participants(p, s, l)
}

// NewSeating takes who sits where from a plan, and leaves everything else behind.
func NewSeating(in Input) Seating { return public.NewSeating(in) }

// Outcome is the outcome of the meeting as a page of its own for publication; nil where
// nothing is known of it.
func Outcome(p disclosure.Protected, l *messages.Catalogue) *reports.Document {
	return public.Outcome(p, l)
}

// RunSheet is the course of the meeting on one page, for those who moderate it; nil where
// there is no agenda.
func RunSheet(in Input) *reports.Document { return meeting.RunSheet(in) }

// SelectionReport writes the chair's report of a draw: it names people.
func SelectionReport(in *Selection) *reports.Document { return draw.Report(in) }

// SelectionRecord writes the public record of a draw. It sees no names.
func SelectionRecord(
	r *selection.Record, title string, p reports.Provenance, l *messages.Catalogue,
) *reports.Document {
	return draw.Record(r, title, p, l)
}

// SelectionSections are the parts of the report that answer who was drawn, or why nobody
// can be.
func SelectionSections(in *Selection) []reports.Section { return draw.Sections(in) }

// Seats is the list of who sits where in the form that other programs and --keep read.
func Seats(in Input) reports.Table { return groups.Seats(in) }

// Clash says in a line why the rules for working groups cannot all be kept.
func Clash(x *grouping.InfeasibleError) string { return groups.Clash(x) }

// Invitations is the list of whom to ask, in the order to ask; without rows where nobody
// has to be.
func Invitations(in Input) reports.Table { return panel.Invitations(in) }

// Mix describes mixed tables alone: who sits where in each round, how even the tables
// are, and how many people meet, with each person's tables in a row. It names people.
func Mix(roster planner.Roster, m *mixing.Plan) *reports.Section {
	return groups.MixAlone(brief.New(Input{Meeting: &planner.Meeting{Roster: roster}, Mix: m}))
}

// Programme describes several sessions side by side, in English: the verdict together,
// one line for each session, those that need attention first, the rules that speak of all
// of them, and who appears in several.
func Programme(p *balance.Programme) *reports.Section {
	return panel.ProgrammeSection(brief.New(Input{Programme: p}))
}

// ProgrammeTable is the programme as one table: a row for each session, then one for
// each verdict on all of them, such as a double booking.
func ProgrammeTable(p *balance.Programme) *reports.Section {
	return panel.ProgrammeTable(brief.New(Input{Programme: p}))
}

// RuleSection tells one counting rule's order, its ties, and what the rule does.
func RuleSection(r *ranking.Result, name string) *reports.Section {
	return votes.RuleSection(brief.New(Input{Ranking: r}), name)
}

// RuleOmitted says why a rule does not apply to these ballots; empty where it does.
func RuleOmitted(r *ranking.Result, name string) string {
	at := slices.IndexFunc(r.Omitted, func(o ranking.Omitted) bool { return o.Rule == name })
	if at < 0 {
		return ""
	}
	return messages.English().Say("rule-omitted."+r.Omitted[at].Why, nil)
}
