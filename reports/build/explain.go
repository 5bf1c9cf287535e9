package build

import (
	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/build/internal/groups"
	"roundtable/reports/build/internal/panel"
	"roundtable/reports/build/internal/votes"
	"roundtable/reports/messages"
)

// Explain says why one thing came out as it did: kind is "issue",
// "participant" or "group", name an ID or a name in any case. It returns nil
// and the names it knows where there is no such thing.
func Explain(in Input, kind, name string) (s *reports.Section, known []string) {
	b := brief.New(in)
	switch kind {
	case "issue":
		s, known = votes.ExplainIssue(b, name)
	case "participant":
		s, known = explainPerson(b, name)
	case "group":
		s, known = groups.ExplainGroup(b, name)
	}
	if s != nil {
		d := reports.Document{Sections: []reports.Section{*s}}
		d.Clean()
		return &d.Sections[0], nil
	}
	return nil, known
}

func explainPerson(b *brief.Brief, name string) (*reports.Section, []string) {
	var known []string
	for i := range b.Meeting.Roster {
		p := &b.Meeting.Roster[i]
		if brief.Called(name, p.ID, p.Name) {
			return personSection(b, p), nil
		}
		known = append(known, p.Label())
	}
	return nil, known
}

func personSection(b *brief.Brief, p *planner.Participant) *reports.Section {
	s := &reports.Section{ID: "participant", Title: reports.InText(p.Label()), Lead: b.Say("person.unknown", nil)}
	var known messages.Plain
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region} {
		if v, _ := p.Value(d); v != "" {
			known = append(known, reports.InText(b.ValueOf(d, v)))
		}
	}
	if len(known) > 0 {
		s.Lead = b.Say("person.profile", messages.Args{"values": known})
	}
	s.Add(panel.OnPanel(b, p)...)
	if plan := b.ShownPlan(); plan != nil {
		s.Add(groups.SeatOf(b, plan, p.ID)...)
	}
	return s
}
