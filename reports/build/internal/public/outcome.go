package public

import (
	"strconv"
	"strings"

	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
)

// Outcome is the outcome of the meeting as a page of its own for publication: what was
// asked, who was at the table, what was agreed and what was left open, and the goals it speaks
// to. It is nil where nothing is known of it.
func Outcome(p disclosure.Protected, l *messages.Catalogue) *reports.Document {
	if p.Outcome == nil {
		return nil
	}
	d := &reports.Document{
		Language: l, Title: strings.TrimSpace(p.Title), Subtitle: l.Say("outcome.page", nil),
		Edition: reports.Public, Provenance: p.Provenance,
	}
	if d.Title == "" {
		d.Title, d.Subtitle = d.Subtitle, ""
	}
	asked := reports.Section{
		ID: "asked", Title: l.Say("outcome.asked", nil),
		Lead: l.Say("outcome.asked-lead", messages.Args{"n": len(p.Outcome.Issues)}),
	}
	asked.Add(reports.List{Ordered: true, Items: brief.Each(p.Outcome.Issues, func(x disclosure.OutcomeIssue) string {
		return reports.InText(x.Name)
	})})
	d.Sections = append(d.Sections, asked)
	if p.Participants > 0 {
		d.Sections = append(d.Sections, atTheTable(published{brief.Words{Catalogue: l}, &p}))
	}
	agreed, open := parted(p.Outcome.Issues)
	a := reports.Section{
		ID: "agreed", Title: l.Say("outcome.agreed", nil),
		Lead: l.Say("outcome.agreed-lead", messages.Args{"n": len(agreed)}),
	}
	if len(agreed) == 0 {
		a.Lead = l.Say("outcome.nothing-agreed", nil)
	}
	a.Add(issueCards(agreed, l))
	d.Sections = append(d.Sections, a)
	if len(open) > 0 {
		s := reports.Section{
			ID: "open", Title: l.Say("outcome.open", nil),
			Lead: l.Say("outcome.open-lead", messages.Args{"n": len(open)}),
		}
		s.Add(issueCards(open, l))
		d.Sections = append(d.Sections, s)
	}
	if len(p.Outcome.Goals) > 0 {
		list := brief.GoalList(l, p.Outcome.Goals)
		s := reports.Section{ID: "goals", Title: list.Title, Lead: l.Say("outcome.goals-lead", nil)}
		s.Add(reports.List{Items: list.Items})
		d.Sections = append(d.Sections, s)
	}
	d.Clean()
	return d
}

// parted are the issues that were agreed, and the others.
func parted(issues []disclosure.OutcomeIssue) (agreed, open []disclosure.OutcomeIssue) {
	for _, x := range issues {
		if x.Status == string(planner.OutcomeAgreed) || x.Status == string(planner.OutcomeRough) {
			agreed = append(agreed, x)
		} else {
			open = append(open, x)
		}
	}
	return agreed, open
}

// issueCards are issues with what came of each and its wording.
func issueCards(issues []disclosure.OutcomeIssue, l *messages.Catalogue) reports.Cards {
	var out reports.Cards
	for i := range issues {
		x := &issues[i]
		card := reports.Card{Title: reports.InText(x.Name), Lines: []string{publicStatus(x, l)}}
		if w := publicWording(x, l); w != "" {
			card.Lines = append(card.Lines, w)
		}
		out.Items = append(out.Items, card)
	}
	return out
}

func publicStatus(x *disclosure.OutcomeIssue, l *messages.Catalogue) string {
	if x.Counted {
		return l.Say("outcome.counted", nil)
	}
	return brief.StatusWord(l, x.Status)
}

func publicWording(x *disclosure.OutcomeIssue, l *messages.Catalogue) string {
	if x.Withheld {
		return l.Say("outcome.withheld", nil)
	}
	return reports.InText(x.Text)
}

// atTheTable is who was there by stakeholder group and region, as far as it may be told.
func atTheTable(p published) reports.Section {
	s := reports.Section{
		ID: "table", Title: p.Say("outcome.table", nil),
		Lead: p.Say("outcome.table-lead", messages.Args{"n": p.Participants}),
	}
	for i := range p.Tables {
		x := &p.Tables[i]
		d := planner.Dimension(x.Dimension)
		if len(x.Rows) == 0 || !brief.IsSeatDimension(d) {
			continue
		}
		t := p.counts(x, "table-"+strconv.Itoa(i+1))
		t.Title = p.Say("public.people-of", messages.Args{
			"dimension": p.DimensionTitle(d), "who": p.whose(x.Population, x.People),
		})
		s.Add(brief.PeopleBlock(p.Words, t, p.Dimension(d), x.People))
	}
	return s
}

// publicOutcome is the same in the public report: each issue with what came of it.
func publicOutcome(p published) *reports.Section {
	l := p.Catalogue
	if p.Outcome == nil {
		return nil
	}
	agreed, open := parted(p.Outcome.Issues)
	counts := messages.Args{"n": len(p.Outcome.Issues), "agreed": len(agreed), "open": len(open)}
	s := &reports.Section{
		ID: "outcome", Title: l.Say("outcome.title", nil), Lead: l.Say("outcome.lead", counts),
	}
	t := reports.Table{ID: "outcome", Title: l.Say("outcome.each", nil), RowHead: true, Columns: []reports.Column{
		{Title: l.Say("course.issue", nil)},
		{Title: l.Say("outcome.status", nil)},
		{Title: l.Say("outcome.wording", nil)},
	}}
	for i := range p.Outcome.Issues {
		x := &p.Outcome.Issues[i]
		t.Add(
			reports.Str(reports.InText(x.Name)), reports.Str(publicStatus(x, l)),
			reports.Str(publicWording(x, l)),
		)
	}
	s.Add(brief.WithoutEmptyColumns(t), brief.GoalList(l, p.Outcome.Goals))
	return s
}
