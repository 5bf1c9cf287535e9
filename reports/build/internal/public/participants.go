package public

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
)

// The participants' edition says who sits where, and of the votes what the public edition
// says. It is made from two values and sees nothing else: the [disclosure.Protected] of
// the public edition, and a [Seating], which has no field for a wish, a ballot, an address
// or a reason. That somebody sits in a group tells of no wish more than the group itself
// sees; why it is that group is the chair's.

// Seating is who sits where.
type Seating struct {
	Groups []SeatedGroup `json:"groups,omitempty"`
	// Rounds is how many rounds there are at mixed tables.
	Rounds int          `json:"rounds,omitempty"`
	People []SeatedName `json:"people,omitempty"`
}

// SeatedGroup is one working group that was formed.
type SeatedGroup struct {
	Topic    string `json:"topic,omitempty"`
	Language string `json:"language,omitempty"` // the common one
	Slot     string `json:"slot,omitempty"`
	// Hours are hours in UTC that suit everybody whose time zone is known: "14:00–17:00".
	Hours []string `json:"hours,omitempty"`
}

// SeatedName is one person: the name (empty where none but an ID was given), the groups
// by their places in Groups with the role in each, and the table in each round, counted
// from 1; 0 is a round without a seat.
type SeatedName struct {
	Name   string `json:"name,omitempty"`
	Seats  []Seat `json:"seats,omitempty"`
	Tables []int  `json:"tables,omitempty"`
}

// Seat is a seat in a group.
type Seat struct {
	Group int               `json:"group"`
	Role  grouping.SeatRole `json:"role"`
}

// NewSeating takes who sits where from a plan, and leaves everything else behind. Groups
// whose topics the ranking gave are in the order of the ballot paper, for their own would
// tell of the ranking.
func NewSeating(in brief.Input) Seating {
	var s Seating
	at := map[string]int{}
	m := in.Meeting
	for i := range m.Roster {
		at[m.Roster[i].ID] = i
		s.People = append(s.People, SeatedName{Name: m.Roster[i].Name})
	}
	if in.Groups != nil {
		for _, g := range inPaperOrder(in.Groups, m) {
			s.seat(g, at)
		}
	}
	if in.Mix == nil {
		return s
	}
	s.Rounds = len(in.Mix.Rounds)
	for i := range s.People {
		s.People[i].Tables = make([]int, s.Rounds)
	}
	for r := range in.Mix.Rounds {
		for k, ids := range in.Mix.Rounds[r].Tables {
			for _, id := range ids {
				if i, ok := at[id]; ok {
					s.People[i].Tables[r] = k + 1
				}
			}
		}
	}
	return s
}

// inPaperOrder are the groups that have members: as given, or by their issues.
func inPaperOrder(p *grouping.Plan, m *planner.Meeting) []*grouping.Group {
	var out []*grouping.Group
	place := func(g *grouping.Group) int {
		return slices.IndexFunc(m.Issues, func(x planner.Issue) bool { return x.ID == g.Issue })
	}
	for i := range p.Groups {
		if len(p.Groups[i].Members) > 0 {
			out = append(out, &p.Groups[i])
		}
	}
	if len(m.Groups) == 0 {
		slices.SortStableFunc(out, func(a, b *grouping.Group) int { return place(a) - place(b) })
	}
	return out
}

// seat adds a group and the seats of its members.
func (s *Seating) seat(g *grouping.Group, at map[string]int) {
	x := SeatedGroup{Topic: g.Topic, Slot: g.Slot}
	for _, c := range g.Common {
		if c.Dimension == planner.Language {
			x.Language = c.Value
		}
	}
	if h := g.Hours; h != nil && h.Suits > 0 && h.Suits == h.Of {
		x.Hours = brief.HourSpans(h.UTC)
	}
	for _, m := range g.Members {
		if i, ok := at[m.ID]; ok {
			role := m.Role
			if role == "" {
				role = grouping.RoleMember
			}
			s.People[i].Seats = append(s.People[i].Seats, Seat{Group: len(s.Groups), Role: role})
		}
	}
	s.Groups = append(s.Groups, x)
}

// Participants writes the participants' edition: that of the public, with who sits where
// in place of the working groups without members.
func Participants(p disclosure.Protected, s *Seating, l *messages.Catalogue) *reports.Document {
	w := seatWriter{l, s, p.Groups != nil && p.Groups.Untold}
	d := Document(p, l)
	d.Edition, d.Subtitle = reports.Participants, l.Say("participants.subtitle", nil)
	d.Sections = slices.DeleteFunc(d.Sections, func(x reports.Section) bool {
		return x.ID == "groups" || x.ID == "privacy" // they say that nobody is named
	})
	d.Sections[0].Add(w.overview()) // of the first page
	if len(s.Groups)+s.Rounds > 0 {
		d.Sections = slices.Insert(d.Sections, 1, w.section())
	}
	d.Clean()
	return d
}

// seatWriter words a seating.
type seatWriter struct {
	*messages.Catalogue
	s      *Seating
	untold bool // of the topics
}

// group is what a group is called.
func (w seatWriter) group(i int) string {
	if topic := w.s.Groups[i].Topic; topic != "" && !w.untold {
		return reports.InText(topic)
	}
	return w.Say("participants.group", nil) + " " + w.Number(float64(i+1), 0)
}

// name is what a person is called: an ID can be an address, and stays with the chair.
func (w seatWriter) name(i int) string {
	if name := w.s.People[i].Name; name != "" {
		return reports.InText(name)
	}
	return w.Say("participants.unnamed", messages.Args{"n": i + 1})
}

// when is the slot of a group, or the hours that would suit.
func (w seatWriter) when(g *SeatedGroup) string {
	switch {
	case g.Slot != "":
		return w.Say("participants.slot", messages.Args{"slot": reports.InText(g.Slot)})
	case len(g.Hours) > 0:
		return w.Say("participants.hours", messages.Args{"hours": messages.Plain(g.Hours)})
	default:
		return ""
	}
}

// overview is one row a group, with names up to so many people as the first page seats.
func (w seatWriter) overview() reports.Block {
	seated := brief.CountIf(w.s.People, func(x SeatedName) bool { return len(x.Seats) > 0 })
	t := reports.Table{
		ID: "overview", Title: w.Say("participants.overview", nil), RowHead: true,
		Columns: []reports.Column{
			{Title: w.Say("participants.group", nil)},
			brief.Right(w.Say("participants.people", nil), 0),
			{Title: w.Say("participants.who", nil)},
		},
	}
	for g := range w.s.Groups {
		var names []string
		for i := range w.s.People {
			if slices.ContainsFunc(w.s.People[i].Seats, func(x Seat) bool { return x.Group == g }) {
				names = append(names, w.name(i))
			}
		}
		who := brief.If(seated <= brief.MostSeated, w.Comma(names))
		t.Rows = append(t.Rows, brief.Row(w.group(g), len(names), who))
	}
	return brief.WithoutEmptyColumns(t)
}

// section lists everybody, group by group, and last who has no seat in one.
func (w seatWriter) section() reports.Section {
	t := reports.Table{
		ID: "seating", Title: w.Say("participants.list", nil), RowHead: true, Long: true,
		Columns: brief.Columns(reports.Left, 0, w.Say("participants.name", nil), w.Say("participants.topic", nil),
			w.Say("participants.role", nil), w.Say("participants.language", nil), w.Say("participants.when", nil)),
	}
	for r := range w.s.Rounds {
		t.Columns = append(t.Columns, reports.Column{Title: w.Say("participants.round", messages.Args{"n": r + 1})})
	}
	for g := range w.s.Groups {
		x := &w.s.Groups[g]
		for _, role := range []grouping.SeatRole{grouping.RoleChair, grouping.RoleCochair, grouping.RoleMember} {
			for i := range w.s.People {
				if slices.Contains(w.s.People[i].Seats, Seat{g, role}) {
					t.Add(w.person(i, w.group(g), w.Say("participants.role-"+string(role), nil),
						reports.InText(w.Value(x.Language)), w.when(x))...)
				}
			}
		}
	}
	nowhere := brief.If(len(w.s.Groups) > 0, w.Say("participants.no-group", nil))
	for i := range w.s.People {
		if len(w.s.People[i].Seats) == 0 {
			t.Add(w.person(i, nowhere, "", "", "")...)
		}
	}
	out := reports.Section{
		ID: "seating", Title: w.Say("participants.title", nil), Lead: w.Say("participants.no-votes", nil),
	}
	if w.untold {
		out.Add(reports.Paragraph{Text: w.Say("participants.untold", nil)})
	}
	out.Add(brief.WithoutEmptyColumns(t))
	return out
}

// person is the row of a person with one seat: what is told of the seat, and the tables
// round by round.
func (w seatWriter) person(i int, seat ...string) []reports.Value {
	row := append(brief.Row(w.name(i)), brief.Each(seat, reports.Str)...)
	for _, n := range w.s.People[i].Tables {
		at := w.Say("participants.table", messages.Args{"n": n})
		if n == 0 {
			at = w.Say("participants.sits-out", nil)
		}
		row = append(row, reports.Str(at))
	}
	return row
}
