package public

import (
	"cmp"
	"strings"

	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
)

// Outcome is the outcome of the meeting as a page of its own for publication, short enough for
// one sheet of paper: what was asked, who was at the table, what was agreed and what was left
// open, and the goals it speaks to. It is nil where nothing is known of it.
func Outcome(p disclosure.Protected, l *messages.Catalogue) *reports.Document {
	if p.Outcome == nil {
		return nil
	}
	issues := p.Outcome.Issues
	agreed, open := parted(issues)
	asked := brief.Each(issues, func(x disclosure.OutcomeIssue) string { return reports.InText(x.Name) })
	d := &reports.Document{
		Language: l, Title: strings.TrimSpace(p.Title), Subtitle: l.Say("outcome.page", nil),
		Edition: reports.Public, Provenance: p.Provenance,
	}
	if d.Title == "" {
		d.Title, d.Subtitle = d.Subtitle, ""
	}
	for _, s := range []*reports.Section{
		brief.Section("asked", l.Say("outcome.asked", nil), outcomeLead(agreed, open, l),
			reports.List{Ordered: true, Items: asked}),
		atTheTable(published{brief.Words{Catalogue: l}, &p}),
		brief.Section("agreed", l.Say("outcome.agreed", nil), "", issueCards(agreed, l)),
		brief.Section("open", l.Say("outcome.open", nil), "", issueCards(open, l)),
		brief.Section("goals", l.Say("outcome.goals", nil), l.Say("outcome.goals-lead", nil),
			reports.List{Items: brief.GoalList(l, p.Outcome.Goals).Items}),
	} {
		if s != nil {
			d.Sections = append(d.Sections, *s)
		}
	}
	d.Clean()
	return d
}

// outcomeLead says how many issues were agreed.
func outcomeLead(agreed, open []disclosure.OutcomeIssue, l *messages.Catalogue) string {
	return l.Say("outcome.lead", messages.Args{
		"n": len(agreed) + len(open), "agreed": len(agreed), "open": len(open),
	})
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
	return reports.Cards{Items: brief.Each(issues, func(x disclosure.OutcomeIssue) reports.Card {
		title := messages.Args{"issue": reports.InText(x.Name), "status": publicStatus(&x, l)}
		return reports.Card{Title: l.Say("outcome.came", title), Lines: brief.Those(publicWording(&x, l))}
	})}
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

// atTheTable is who was there by stakeholder group and region, a line each, as far as it may
// be told.
func atTheTable(p published) *reports.Section {
	if p.Participants == 0 {
		return nil
	}
	var lines []string
	note := ""
	for i := range p.Tables {
		x := &p.Tables[i]
		d := planner.Dimension(x.Dimension)
		if len(x.Rows) == 0 || !brief.IsSeatDimension(d) {
			continue
		}
		t := p.counts(x, "", "")
		note = cmp.Or(note, t.Note)
		counts := brief.RowCounts(p.Words, t.Rows)
		code, args := "seats", messages.Args{"dimension": p.DimensionTitle(d), "counts": counts}
		if x.People != p.Participants {
			code, args["who"] = "seats-of", p.whose(x.Population, x.People)
		}
		lines = append(lines, p.Say("outcome."+code, args))
	}
	s := &reports.Section{
		ID: "table", Title: p.Say("outcome.table", nil),
		Lead: p.Say("outcome.table-lead", messages.Args{"n": p.Participants}),
	}
	s.Add(reports.List{Items: lines}, reports.Paragraph{Text: note})
	return s
}

// publicOutcome is the same in the public report: each issue with what came of it.
func publicOutcome(p published) *reports.Section {
	if p.Outcome == nil {
		return nil
	}
	agreed, open := parted(p.Outcome.Issues)
	s := &reports.Section{
		ID: "outcome", Title: p.Say("outcome.title", nil), Lead: outcomeLead(agreed, open, p.Catalogue),
	}
	s.Add(issueCards(p.Outcome.Issues, p.Catalogue), brief.GoalList(p.Catalogue, p.Outcome.Goals))
	return s
}
