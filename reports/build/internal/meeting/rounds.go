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
	if t.Possible {
		s.Lead = b.Say("rounds.possible", messages.Args{"n": len(t.Rounds)})
	}
	off := brief.If(t.Possible && t.OffHour > 0, b.Say("rounds.off-hour", messages.Args{"n": t.OffHour}))
	v := append(brief.Lines(brief.Verdict(reports.Warn, off)), noticed(b, t.Warnings, false)...)
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
			group := brief.IssueLabel(g.ID, g.Title, 70)
			out.Add(brief.Row(reports.InText(r.Name), group, reports.InText(g.Room), g.Members)...)
		}
	}
	return brief.WithoutEmptyColumns(out)
}
