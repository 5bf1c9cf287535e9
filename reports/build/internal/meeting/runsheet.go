package meeting

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/schedule"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// RunSheet is the course of the meeting on one page, for those who moderate it: a card for
// each part with its clock, and who speaks in it. It is nil where there is no agenda.
func RunSheet(in brief.Input) *reports.Document {
	b := brief.New(in)
	c := in.Course
	if c == nil || len(c.Parts) == 0 {
		return nil
	}
	d := &reports.Document{
		Language: b.Catalogue, Title: b.DocumentTitle(), Subtitle: b.Say("sheet-of-paper.title", nil),
		Edition: reports.Chair, Provenance: in.Provenance,
	}
	s := reports.Section{ID: "run-sheet", Title: d.Subtitle, Lead: runLength(b, c)}
	for _, r := range []struct {
		code string
		role planner.Role
	}{
		{"moderator", planner.RoleModerator},
		{"online-moderator", planner.RoleOnlineModerator},
		{"rapporteur", planner.RoleRapporteur},
	} {
		if who := b.Meeting.Roster.WithRole(r.role); len(who) > 0 {
			names := brief.Each(who, func(p planner.Participant) string { return reports.InText(p.Label()) })
			s.Add(reports.Paragraph{Text: b.Say("sheet-of-paper."+r.code, messages.Args{"names": names})})
		}
	}
	cards := reports.Cards{}
	for i := range c.Parts {
		cards.Items = append(cards.Items, runPart(b, c, i))
	}
	s.Add(cards)
	if last := &c.Parts[len(c.Parts)-1]; last.Minutes > 0 && last.Begin != nil {
		args := messages.Args{"clock": moment(last.Begin, last.Clock, last.Minutes)}
		code := "end"
		switch free := c.Length - c.Sum; {
		case free > 0:
			code, args["n"] = "end-free", free
		case c.Length > 0 && free < 0:
			code, args["n"] = "end-over", -free
		}
		s.Add(reports.Paragraph{Text: b.Say("sheet-of-paper."+code, args)})
	}
	d.Sections = []reports.Section{s}
	d.Clean()
	return d
}

// runLength is when the meeting is, or how long.
func runLength(b *brief.Brief, c *brief.Course) string {
	n := c.Length
	if n == 0 {
		n = c.Sum
	}
	if c.Start == "" {
		return b.Say("sheet-of-paper.length", messages.Args{"n": n})
	}
	return b.Say("sheet-of-paper.clock", messages.Args{"from": c.Start, "to": moment(nil, c.Start, n)})
}

// runPart is one part of the sheet: its clock and minutes, the minutes by issue, and the
// speakers in their order.
func runPart(b *brief.Brief, c *brief.Course, i int) reports.Card {
	x := &c.Parts[i]
	title := reports.InText(x.Title)
	card := reports.Card{Title: title}
	if at := moment(x.Begin, x.Clock, 0); at != "" && x.Minutes > 0 {
		card.Title = b.Say("sheet-of-paper.part", messages.Args{"clock": at, "title": title, "n": x.Minutes})
	}
	t := reports.Table{
		Columns: []reports.Column{
			{Title: b.Say("course.from", nil)},
			{Title: b.Say("turns.name", nil)},
			{Title: b.DimensionTitle(planner.Attendance)},
			brief.Right(b.Say("sheet-of-paper.speak", nil), 0),
			brief.Right(b.Say("sheet-of-paper.questions", nil), 0),
		},
		Rows: brief.Rows(c.Order, func(turn schedule.Turn) []reports.Value {
			at := slices.IndexFunc(turn.Times, func(t schedule.TurnTime) bool { return t.Part == i+1 })
			if at < 0 {
				return nil
			}
			time := turn.Times[at]
			group := b.Short(planner.Stakeholder, turn.Values[planner.Stakeholder])
			return brief.Row(
				moment(time.Begin, time.Clock, 0), b.With(personName(turn.Person), group),
				b.Value(turn.Values[planner.Attendance]), brief.Count(time.Minutes), brief.Count(time.Questions),
			)
		}),
	}
	issues := reports.Table{
		Columns: []reports.Column{
			{Title: b.Say("course.from", nil)},
			{Title: b.Say("course.issue", nil)},
			brief.Right(b.Say("course.minutes", nil), 0),
		},
		Rows: brief.Each(x.Issues, func(is schedule.IssueTime) []reports.Value {
			return brief.Row(
				moment(is.Begin, is.Clock, 0), brief.IssueLabel(is.Issue, b.Topics[is.Issue], 70),
				brief.Count(is.Minutes),
			)
		}),
	}
	for _, t := range []reports.Table{t, issues} {
		if len(t.Rows) > 0 {
			card.Tables = append(card.Tables, brief.WithoutEmptyColumns(t))
		}
	}
	return card
}
