// Package build turns results into documents: [Chair] from an [Input], [Public] and
// [Participants] from what [disclosure.Protect] lets through, and sections alone for the
// commands that answer one question ([Explain], [Mix], [Programme]).
//
// Here stand the order of the sections, the first page and plan.json; each part of a
// report is a package of its own, in which a section is one function:
//
//	internal/panel    the people and the rules for them: verdicts, advice, programme
//	internal/votes    the issues: order, how firm, agreement, counting rules, hums
//	internal/groups   working groups, choices, mixed tables, the list of seats
//	internal/meeting  the course: agenda, speakers, rounds, what was said and agreed
//	internal/draw     a panel drawn by lot
//	internal/public   the public and the participants' edition, from protected values alone
//	internal/notes    what was noticed on import, method, who may see the document
//	internal/brief    what all parts are given: the input, looked up, and common words
//
// The prose is in package messages, by code: to find where a sentence is made, look up its
// code there and search for the code here. Parts do not import each other, but for two:
// who is drawn, and why nobody can be, is said with the words of the panel, and so are the
// rules of working groups. Where a part was not computed, its section says what is missing
// and what would be needed. Nothing is computed here that a result does not hold: sentences
// are worded from results, never guessed.
package build

import (
	"slices"

	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/build/internal/groups"
	"roundtable/reports/build/internal/meeting"
	"roundtable/reports/build/internal/notes"
	"roundtable/reports/build/internal/panel"
	"roundtable/reports/build/internal/votes"
	"roundtable/reports/disclosure"
)

// Results is the part of the input that the public edition takes its figures
// from.
func Results(in Input) disclosure.Results {
	r := disclosure.Results{
		Ranking: in.Ranking, Groups: in.Groups, Comparison: in.Comparison, Apart: in.Apart,
	}
	if c := in.Course; c != nil && c.Outcome != nil {
		r.Outcome = c.Outcome
	}
	if v := in.Judged(); v != nil {
		r.Balance = v.Report
	}
	return r
}

// Chair writes the chair edition: it names people and is for those who run the
// meeting. With ids it has only these sections.
func Chair(in Input, ids ...string) *reports.Document {
	b := brief.New(in)
	d := &reports.Document{
		Language:   b.Catalogue,
		Title:      b.DocumentTitle(),
		Subtitle:   b.Say("document.chair", nil),
		Edition:    reports.Chair,
		Facts:      keyFacts(b),
		Provenance: in.Provenance,
	}
	for _, part := range inOrder(b) {
		s := part(b)
		switch n := len(d.Sections); {
		case s == nil || ids != nil && !slices.Contains(ids, s.ID):
		case n > 0 && ids == nil && inWorkbook(s): // which needs no heading
			d.Sections[n-1].Add(s.Blocks...)
		default:
			s.Annex = slices.Contains(annex, s.ID) || s.ID == "agenda" && !in.Places
			d.Sections = append(d.Sections, *s)
		}
	}
	sayOnce(d)
	d.Clean()
	return d
}

// inWorkbook reports whether all of a section stands in the workbook alone.
func inWorkbook(s *reports.Section) bool {
	return s.Lead == "" && !slices.ContainsFunc(s.Blocks, func(block reports.Block) bool {
		t, ok := block.(reports.Table)
		return !ok || !t.Workbook
	})
}

// sayOnce takes out of the parts what the first page, or the same part before, says in the
// same words.
func sayOnce(d *reports.Document) {
	said := map[string]bool{}
	for i := range d.Sections {
		s := &d.Sections[i]
		first, blocks, here := s.ID == "summary", s.Blocks, map[string]bool{}
		again := func(text, detail string) bool {
			line := text + "\n" + detail
			before := said[line] || here[line]
			said[line], here[line] = said[line] || first, true
			return before
		}
		s.Blocks = nil
		for _, block := range blocks {
			switch x := block.(type) {
			case reports.Verdicts:
				x.Items = slices.DeleteFunc(slices.Clone(x.Items), func(v reports.Verdict) bool {
					return again(v.Text, v.Detail)
				})
				block = x
			case reports.List:
				x.Items = slices.DeleteFunc(slices.Clone(x.Items), func(text string) bool { return again(text, "") })
				block = x
			case reports.Chart:
				again(x.Summary, "")
			}
			s.Add(block)
		}
	}
}

// inOrder are the functions of all sections in their order. The votes come before the balance
// where nobody gave rules: who ran a poll did not ask whether its voters are balanced.
func inOrder(b *brief.Brief) []func(*brief.Brief) *reports.Section {
	type sections = []func(*brief.Brief) *reports.Section
	people := sections{
		panel.ProgrammeSection, panel.RulesSection, panel.InvitationsSection, panel.PeopleSection, panel.CrossSection,
		panel.ComparedSection,
	}
	issues := sections{
		votes.RankingSection, votes.ChangesSection, votes.AgreementSection, votes.HumSection,
		votes.AgendaSection,
		groups.GroupsSection, meeting.RoundsSection, groups.MixSection, groups.FitSection, groups.AssignmentsSection,
	}
	if unasked(b) {
		people, issues = issues, people
	}
	return slices.Concat(sections{firstSection, meeting.CourseSection, meeting.TurnsSection}, people, issues, sections{
		meeting.SpokenSection, meeting.OutcomeSection,
		whatIfSection,
		notes.DataSection, panel.WaysSection, votes.RulesAnnex, votes.AuditSection, notes.MethodSection,
		notes.PrivacySection,
	})
}

// unasked reports whether nobody gave rules for the people, and there is a vote or groups, for
// which they may have been listed.
func unasked(b *brief.Brief) bool {
	return b.Judged != nil && b.Judged.Report.ByDefault() &&
		(b.In.Ranking != nil || b.In.Groups != nil || b.In.Impossible != nil)
}

// annex are the sections of which a reader in a hurry needs the conclusion alone.
var annex = []string{
	"cross", "people", "compared", "agree", "fit", "assignments", "whatif", "data",
	"annex-rules", "audit", "method", "privacy",
}

// The sections that answer one command each, by their ID.
var (
	BalanceSections = []string{"rules", "people", "cross", "compared", "ways"}
	RankingSections = []string{"ranking", "agree", "hums", "agenda", "annex-rules"}
	GroupSections   = []string{"groups", "rounds", "fit"}
	ChangeSections  = []string{"changes"}
	HumSections     = []string{"hums"}
	CourseSections  = []string{"course", "turns", "spoken", "outcome"}
)

// keyFacts are the key figures under the title.
func keyFacts(b *brief.Brief) []reports.Pair {
	out := brief.KeyFigures{Catalogue: b.Catalogue}
	out.Add("people", len(b.Meeting.Roster))
	out.Add("issues", len(b.Meeting.Issues))
	if b.In.Ranking != nil {
		out.Add("ballots", int(b.In.Ranking.Ballots))
	}
	if b.In.Groups != nil {
		out.Add("groups", groups.OpenGroups(b.In.Groups))
	}
	return out.Pairs
}

// whatIfSection shows how fragile the results are: what breaks when somebody drops out,
// of the panel or of a working group. What another weighting of the votes changes stands
// with the ranking.
func whatIfSection(b *brief.Brief) *reports.Section {
	return brief.Section("whatif", b.Say("whatif.title", nil), "", panel.Dependence(b), groups.Withdrawals(b))
}
