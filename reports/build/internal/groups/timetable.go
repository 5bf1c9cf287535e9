package groups

import (
	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// timeLines say when a group meets, or could.
func timeLines(b *brief.Brief, g *grouping.Group) []string {
	slot, who := reports.InText(g.Slot), reports.InText(g.Supervisor)
	out := brief.Those(
		brief.If(slot != "", b.Say("groups.slot", messages.Args{"slot": slot})),
		brief.If(who != "", b.Say("groups.supervisor", messages.Args{"who": who})),
	)
	h := g.Hours
	if h == nil {
		return out
	}
	if h.Suits == 0 {
		return append(out, b.Say("groups.hours-none", nil))
	}
	code, unknown := "hours"+brief.If(h.Suits < h.Of, "-some"), len(g.Members)-h.Of
	return append(out, brief.Those(
		b.Say("groups."+code, messages.Args{
			"hours": messages.Plain(brief.HourSpans(h.UTC)), "suits": h.Suits, "of": h.Of,
		}),
		brief.If(unknown > 0, b.Say("groups.hours-unknown", messages.Args{"n": unknown})),
	)...)
}

// withoutSeat says of everybody without a seat why.
func withoutSeat(b *brief.Brief, p *grouping.Plan) reports.Block {
	return reports.List{
		Title: b.Say("groups.left", nil), Items: brief.Each(p.Left, func(x grouping.Left) string {
			args := messages.Args{"who": b.Name(x.Person), "groups": b.Some(brief.Texts(x.Groups), mostListed)}
			return b.Say("left."+x.Why, args)
		}),
	}
}
