package groups

import (
	"slices"

	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// timeLines say when a group meets, or could.
func timeLines(b *brief.Brief, g *grouping.Group) []string {
	var out []string
	if g.Slot != "" {
		out = append(out, b.Say("groups.slot", messages.Args{"slot": reports.InText(g.Slot)}))
	}
	if g.Supervisor != "" {
		out = append(out, b.Say("groups.supervisor", messages.Args{"who": reports.InText(g.Supervisor)}))
	}
	h := g.Hours
	switch {
	case h == nil:
		return out
	case h.Suits == 0:
		return append(out, b.Say("groups.hours-none", nil))
	case h.Suits < h.Of:
		out = append(out, b.Say("groups.hours-some", messages.Args{
			"suits": h.Suits, "of": h.Of, "hours": messages.Plain(brief.HourSpans(h.UTC)),
		}))
	default:
		out = append(out, b.Say("groups.hours", messages.Args{"hours": messages.Plain(brief.HourSpans(h.UTC))}))
	}
	if rest := len(g.Members) - h.Of; rest > 0 {
		out = append(out, b.Say("groups.hours-unknown", messages.Args{"n": rest}))
	}
	return out
}

// timetable lists the groups by the slot in which they meet, in the order of the input.
func timetable(b *brief.Brief, p *grouping.Plan) reports.Block {
	t := reports.Table{
		ID: "timetable", Title: b.Say("groups.timetable", nil), RowHead: true,
		Columns: []reports.Column{
			{Title: b.Say("seats-column.slot", nil)},
			{Title: b.Say("seats-column.group", nil)},
			{Title: b.Say("seats-column.members", nil)},
		},
	}
	var slots []string
	for i := range p.Groups {
		if s := p.Groups[i].Slot; s != "" && !slices.Contains(slots, s) {
			slots = append(slots, s)
		}
	}
	for _, s := range slots {
		for i := range p.Groups {
			if g := &p.Groups[i]; g.Slot == s && len(g.Members) > 0 {
				t.Add(reports.Str(s), reports.Str(groupLabel(g)), reports.Int(len(g.Members)))
			}
		}
	}
	return t
}

// withoutSeat says of everybody without a seat why.
func withoutSeat(b *brief.Brief, p *grouping.Plan) reports.Block {
	l := reports.List{Title: b.Say("groups.left", nil)}
	for _, x := range p.Left {
		args := messages.Args{"who": b.Name(x.Person), "groups": b.Some(brief.Texts(x.Groups), mostListed)}
		l.Items = append(l.Items, b.Say("left."+x.Why, args))
	}
	return l
}
