package meeting

import (
	"roundtable/planner/schedule"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// RoundsSection is in which round and room each working group meets. Where everybody is when
// stands in the list of who sits where.
func RoundsSection(b *brief.Brief) *reports.Section {
	t := b.In.Timetable
	if t == nil {
		return nil
	}
	s := &reports.Section{ID: "rounds", Title: b.Say("rounds.title", nil), Lead: b.Say("rounds.impossible", nil)}
	var v []reports.Verdict
	if t.Possible {
		s.Lead = b.Say("rounds.possible", messages.Args{"n": len(t.Rounds)})
		if t.OffHour > 0 {
			v = append(v, reports.Verdict{
				State: reports.Warn, Text: b.Say("rounds.off-hour", messages.Args{"n": t.OffHour}),
			})
		}
	}
	v = append(v, noticed(b, t.Warnings, false)...)
	s.Add(reports.Verdicts{Items: v}, roundsTable(b, t))
	return s
}

func roundsTable(b *brief.Brief, t *schedule.Timetable) reports.Table {
	out := reports.Table{ID: "rounds", Title: b.Say("rounds.table", nil), Columns: []reports.Column{
		{Title: b.Say("rounds.round", nil)},
		{Title: b.Say("rounds.group", nil)},
		{Title: b.Say("rounds.room", nil)},
		brief.Right(b.Say("rounds.members", nil), 0),
	}}
	for _, r := range t.Rounds {
		for _, g := range r.Groups {
			out.Add(
				reports.Str(reports.InText(r.Name)), reports.Str(brief.IssueLabel(g.ID, g.Title, 70)),
				reports.Str(reports.InText(g.Room)), reports.Int(g.Members),
			)
		}
	}
	return brief.WithoutEmptyColumns(out)
}
