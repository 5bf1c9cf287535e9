package meeting

import (
	"math"

	"roundtable/planner"
	"roundtable/planner/schedule"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// SpokenSection is who spoke how much, against the plan and the seats.
func SpokenSection(b *brief.Brief) *reports.Section {
	if b.In.Course == nil || b.In.Course.Speaking == nil {
		return nil
	}
	x := b.In.Course.Speaking
	s := &reports.Section{
		ID: "spoken", Title: b.Say("spoken.title", nil), Lead: b.Say("spoken.lead-"+string(x.Unit), messages.Args{
			"n": x.Speeches, "total": x.Total, "minutes": b.Number(float64(x.Total)/60, 0),
		}),
	}
	s.Add(reports.Verdicts{Items: noticed(b, x.Warnings, false)})
	noted := false // what "against the seats" is
	for i := range x.Dimensions {
		t := spokenTable(b, x, &x.Dimensions[i])
		if noted {
			t.Note = ""
		}
		noted = noted || t.Note != ""
		s.Add(t)
	}
	s.Add(spokenPeople(b, x))
	return s
}

// amount is what was spoken, in minutes where it is known in seconds.
func amount(u schedule.Unit, n float64) reports.Value {
	if u == schedule.Seconds {
		n = math.Round(n/6) / 10
	}
	return reports.Num(n)
}

// amountColumn is a column of amounts.
func amountColumn(u schedule.Unit, title string) reports.Column {
	if u == schedule.Seconds {
		return brief.Right(title, 1)
	}
	return brief.Right(title, 0)
}

// spokenTable is the speaking in one dimension; without rows where nobody has a value.
func spokenTable(b *brief.Brief, x *schedule.Spoken, d *schedule.SpokenIn) reports.Table {
	t := reports.Table{
		ID:    "spoken-" + string(d.Dimension),
		Title: b.Say("spoken.by", messages.Args{"dimension": b.Dimension(d.Dimension)}), RowHead: true,
		Columns: []reports.Column{
			{Title: b.DimensionTitle(d.Dimension)},
			brief.Right(b.Say("course.speakers", nil), 0),
			amountColumn(x.Unit, b.Say("spoken.amount-"+string(x.Unit), nil)),
			brief.Right(b.Say("course.share", nil), 0),
			brief.Right(b.Say("spoken.planned", nil), 0), brief.Right(b.Say("spoken.seats", nil), 0),
			amountColumn(x.Unit, b.Say("spoken.against", nil)),
		},
	}
	for i := range d.Values {
		v := &d.Values[i]
		var planned, seats, against reports.Value
		if v.AgainstPlan != nil {
			planned = ofAll(v.PlannedShare)
		}
		if v.AgainstSeats != nil {
			seats, against = ofAll(v.SeatShare), amount(x.Unit, *v.AgainstSeats)
			t.Note = b.Say("spoken.against-note", nil)
		}
		t.Add(brief.Row(b.ValueOf(d.Dimension, v.Value), v.Speakers, amount(x.Unit, float64(v.Amount)),
			ofAll(v.Share), planned, seats, against)...)
	}
	if u := &d.Unknown; u.Amount > 0 && len(t.Rows) > 0 {
		t.Add(brief.Row(b.Say("course.unknown", nil), u.Speakers, amount(x.Unit, float64(u.Amount)), "", "", "", "")...)
	}
	return brief.WithoutEmptyColumns(t)
}

// spokenPeople lists who spoke, those whom nobody knows last.
func spokenPeople(b *brief.Brief, x *schedule.Spoken) reports.Table {
	t := reports.Table{
		ID: "spoken-people", Title: b.Say("spoken.people", nil), RowHead: true, Long: true,
		Columns: []reports.Column{
			{Title: b.Say("turns.name", nil)},
			brief.Right(b.Say("spoken.turns", nil), 0),
			amountColumn(x.Unit, b.Say("spoken.amount-"+string(x.Unit), nil)),
			brief.Right(b.Say("spoken.planned-minutes", nil), 0),
			{Title: b.Say("spoken.unlisted", nil)},
		},
	}
	for k, list := range [][]schedule.PersonSpoken{x.People, x.Unlisted} {
		for _, p := range list {
			said := amount(x.Unit, float64(p.Amount))
			if x.Unit == schedule.Turns { // the same as the column before
				said = reports.Value{}
			}
			unlisted := brief.If(k == 1, b.Value("yes"))
			t.Add(brief.Row(personName(p.Person), p.Speeches, said, brief.Count(p.Planned), unlisted)...)
		}
	}
	return brief.WithoutEmptyColumns(t)
}

// status is what became of an issue, in words.
func status(b *brief.Brief, s planner.OutcomeStatus) string {
	return brief.StatusWord(b.Catalogue, string(s))
}

// reading is how a hum reads, in words; empty where there was none.
func reading(b *brief.Brief, r string) string {
	if r == "" {
		return ""
	}
	return b.Say("hum-reading."+r, nil)
}

// OutcomeSection is what came of each issue.
func OutcomeSection(b *brief.Brief) *reports.Section {
	if b.In.Course == nil || b.In.Course.Outcome == nil {
		return nil
	}
	c := b.In.Course.Outcome
	agreed := func(x schedule.IssueOutcome) bool {
		return x.Status == planner.OutcomeAgreed || x.Status == planner.OutcomeRough
	}
	n := brief.CountIf(c.Issues, agreed)
	s := &reports.Section{ID: "outcome", Title: b.Say("outcome.title", nil), Lead: b.Say("outcome.lead", messages.Args{
		"n": len(c.Issues), "agreed": n, "open": len(c.Issues) - n,
	})}
	if len(c.Issues) == 0 {
		s.Lead = b.Say("outcome.nothing-agreed", nil)
	}
	s.Add(reports.Verdicts{Items: noticed(b, c.Warnings, false)})
	s.Add(outcomeTable(b, c), outcomeGroups(b, c), brief.GoalList(b.Catalogue, c.Goals))
	return s
}

func outcomeTable(b *brief.Brief, c *schedule.Conclusion) reports.Table {
	t := reports.Table{ID: "outcome", Title: b.Say("outcome.each", nil), RowHead: true, Columns: []reports.Column{
		{Title: b.Say("course.issue", nil)},
		{Title: b.Say("outcome.status", nil)},
		{Title: b.Say("outcome.before", nil)},
		{Title: b.Say("outcome.after", nil)},
		{Title: b.Say("outcome.against", nil)},
		{Title: b.Say("outcome.divided", nil)},
		{Title: b.Say("outcome.missing", nil)},
		{Title: b.Say("outcome.wording", nil)},
	}}
	list := func(groups []string) string { return b.Comma(brief.Each(groups, b.Value)) }
	for _, x := range c.Issues {
		t.Add(brief.Row(brief.IssueLabel(x.ID, x.Name, math.MaxInt), status(b, x.Status), reading(b, x.Before),
			reading(b, x.After), list(x.Dissent), list(x.Divided), list(x.Missing), reports.InText(x.Text))...)
	}
	return brief.WithoutEmptyColumns(t)
}

// outcomeGroups are the hums by group, where groups hummed.
func outcomeGroups(b *brief.Brief, c *schedule.Conclusion) reports.Table {
	t := reports.Table{ID: "outcome-groups", Title: b.Say("outcome.groups", nil), Columns: []reports.Column{
		{Title: b.Say("course.issue", nil)},
		{Title: b.Say("outcome.group", nil)},
		{Title: b.Say("outcome.before", nil)},
		{Title: b.Say("outcome.after", nil)},
	}}
	for _, x := range c.Issues {
		for _, g := range x.Groups {
			if g.Group != "" {
				t.Add(brief.Row(brief.IssueLabel(x.ID, x.Name, 60), b.Value(g.Group), reading(b, g.Before),
					reading(b, g.After))...)
			}
		}
	}
	return brief.WithoutEmptyColumns(t)
}
