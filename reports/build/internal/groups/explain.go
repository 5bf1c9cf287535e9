package groups

import (
	"cmp"
	"slices"
	"strings"

	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// SeatOf says where the person sits and which choice that is.
func SeatOf(b *brief.Brief, p *grouping.Plan, id string) []reports.Block {
	items := brief.Each(seatsOf(b)[id], func(s seat) string {
		kind := cmp.Or(brief.If(!s.Voted, "no-wish"), brief.If(s.Choice == 0, "not-listed"), "choice")
		return b.Say("person-seat."+kind, messages.Args{
			"group": groupLabel(s.Group), "choice": s.Choice,
			"role": b.Say("seat-role."+string(cmp.Or(s.Role, grouping.RoleMember)), nil),
		})
	})
	if len(items) == 0 {
		return []reports.Block{reports.Paragraph{Text: b.Say("person.no-seat", nil)}}
	}
	out := []reports.Block{reports.List{Title: b.Say("person.group", nil), Items: items}}
	if p.Explanation != nil {
		notes := slices.DeleteFunc(slices.Clone(p.Explanation.People), func(n grouping.PersonNote) bool {
			return n.Person != id
		})
		out = append(out, whyTable(b, "why-not", b.Say("person.why-not", nil), notes, false))
	}
	return out
}

// ExplainGroup is the section on a working group, by its ID, its topic or a part of that, or
// its issue; else the groups that there are.
func ExplainGroup(b *brief.Brief, name string) (*reports.Section, []string) {
	plan := b.ShownPlan()
	if plan == nil {
		return nil, nil
	}
	var part []*grouping.Group // those of whose topic the name is a part
	for i := range plan.Groups {
		g := &plan.Groups[i]
		if brief.Called(name, g.ID, g.Topic) || brief.Called(name, g.Issue, g.ID+" "+g.Topic) {
			return groupSection(b, g), nil
		}
		if strings.Contains(strings.ToLower(g.Topic), strings.ToLower(strings.TrimSpace(name))) {
			part = append(part, g)
		}
	}
	if len(part) == 1 {
		return groupSection(b, part[0]), nil
	}
	return nil, brief.Each(plan.Groups, func(g grouping.Group) string { return groupLabel(&g) })
}

func groupSection(b *brief.Brief, g *grouping.Group) *reports.Section {
	c := groupCard(b, g)
	return brief.Section("group", c.Title, c.Lines[0], reports.List{Items: c.Lines[1:]}, reports.Table{
		ID: "group-targets", Title: b.Say("group-rules.table", nil), RowHead: true, Columns: []reports.Column{
			{Title: b.Say("column.rule", nil)},
			{Title: b.Say("column.verdict", nil)},
			{Title: b.Say("column.has", nil), Align: reports.Right},
			{Title: b.Say("column.asked", nil)},
			{Title: b.Say("column.tier", nil)},
		},
		Rows: brief.Rows(g.Targets, func(x grouping.Target) []reports.Value {
			label, state := b.ValueLabel(x.Dimension, b.Short(x.Dimension, x.Value)), reports.OK
			if x.Value == "" {
				label = b.Say("group-rules.different", messages.Args{"dimensions": b.Dimensions(x.Dimension)})
			}
			if x.Short+x.Over > 0 {
				state = reports.Miss
			}
			return brief.Row(label, state, x.Have, b.Asked(x.Min, x.Max), b.Say("tier."+x.Tier.String(), nil))
		}),
	}, c.Tables[0])
}
