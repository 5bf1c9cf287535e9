package groups

import (
	"cmp"
	"strings"

	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// SeatOf says where the person sits and which choice that is.
func SeatOf(b *brief.Brief, p *grouping.Plan, id string) []reports.Block {
	var items []string
	for i := range p.Groups {
		for _, m := range p.Groups[i].Members {
			if m.ID == id {
				kind := "choice"
				if !m.Voted {
					kind = "no-wish"
				} else if m.Choice == 0 {
					kind = "not-listed"
				}
				items = append(items, b.Say("person-seat."+kind, messages.Args{
					"group": groupLabel(
						&p.Groups[i],
					), "role": b.Say("seat-role."+string(cmp.Or(m.Role, grouping.RoleMember)), nil), "choice": m.Choice,
				}))
			}
		}
	}
	if len(items) == 0 {
		return []reports.Block{reports.Paragraph{Text: b.Say("person.no-seat", nil)}}
	}
	out := []reports.Block{reports.List{Title: b.Say("person.group", nil), Items: items}}
	if p.Explanation == nil {
		return out
	}
	for i := range p.Explanation.People {
		if note := &p.Explanation.People[i]; note.Person == id {
			t := whyTable(b, []grouping.PersonNote{*note}, false)
			t.ID, t.Title = "why-not", b.Say("person.why-not", nil)
			out = append(out, t)
		}
	}
	return out
}

func ExplainGroup(b *brief.Brief, name string) (*reports.Section, []string) {
	plan := b.ShownPlan()
	if plan == nil {
		return nil, nil
	}
	var known []string
	var part []*grouping.Group // those of whose topic the name is a part
	for i := range plan.Groups {
		g := &plan.Groups[i]
		if brief.Called(name, g.ID, g.Topic) || brief.Called(name, g.Issue, g.ID+" "+g.Topic) {
			return groupSection(b, g), nil
		}
		if strings.Contains(strings.ToLower(g.Topic), strings.ToLower(strings.TrimSpace(name))) {
			part = append(part, g)
		}
		known = append(known, groupLabel(g))
	}
	if len(part) == 1 {
		return groupSection(b, part[0]), nil
	}
	return nil, known
}

func groupSection(b *brief.Brief, g *grouping.Group) *reports.Section {
	c := groupCard(b, g)
	s := &reports.Section{ID: "group", Title: c.Title, Lead: c.Lines[0]}
	t := reports.Table{
		ID: "group-targets", Title: b.Say("group-rules.table", nil), RowHead: true, Columns: []reports.Column{
			{Title: b.Say("column.rule", nil)},
			{Title: b.Say("column.verdict", nil)},
			{Title: b.Say("column.has", nil), Align: reports.Right},
			{Title: b.Say("column.asked", nil)},
			{Title: b.Say("column.tier", nil)},
		},
	}
	for i := range g.Targets {
		x := &g.Targets[i]
		label, state := b.ValueLabel(x.Dimension, b.Short(x.Value)), reports.OK
		if x.Value == "" {
			label = b.Say("group-rules.different", messages.Args{"dimensions": b.Dimensions(x.Dimension)})
		}
		if x.Short+x.Over > 0 {
			state = reports.Miss
		}
		t.Add(reports.Str(label), reports.Mark(state), reports.Int(x.Have), reports.Str(b.Asked(x.Min, x.Max)),
			reports.Str(b.Say("tier."+x.Tier.String(), nil)))
	}
	s.Add(reports.List{Items: c.Lines[1:]}, t, c.Tables[0])
	return s
}
