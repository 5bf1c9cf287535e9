package groups

import (
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/planner/mixing"
	"roundtable/planner/schedule"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// The list of who sits where has one row a person: to look someone up, for letters and
// badges, and to be given back as the plan to keep.

// personSeat is where one person sits: the groups with their topics, what the person
// does there and which choice that is, and what the groups have in common.
type personSeat struct {
	id                      string
	groups, topics, choices []string
	roles                   []grouping.SeatRole
	common                  map[planner.Dimension][]string
	tables                  []string // by round
	hours                   []string
	rounds, rooms           []string // of the groups
	locked                  bool
}

// seatList lists everybody of the roster, and the dimensions in which some group has a
// value in common.
func seatList(b *brief.Brief, p *grouping.Plan) (list []personSeat, dims []planner.Dimension) {
	at := make(map[string]int)
	for i := range b.Meeting.Roster {
		id := b.Meeting.Roster[i].ID
		at[id] = i
		list = append(list, personSeat{
			id: id, common: make(map[planner.Dimension][]string), tables: tablesOf(b.In.Mix, id),
		})
	}
	if p == nil {
		return list, nil
	}
	for k := range p.Groups {
		g := &p.Groups[k]
		for _, c := range g.Common {
			if !slices.Contains(dims, c.Dimension) {
				dims = append(dims, c.Dimension)
			}
		}
		for _, m := range g.Members {
			i, ok := at[m.ID]
			if !ok {
				continue
			}
			x := &list[i]
			x.groups, x.topics = append(x.groups, g.ID), append(x.topics, g.Topic)
			x.roles, x.choices = append(x.roles, m.Role), append(x.choices, choiceOf(b, m))
			x.locked = x.locked || m.Locked
			if g.Hours != nil {
				x.hours = append(x.hours, strings.Join(brief.HourSpans(g.Hours.UTC), ", "))
			}
			if round, room, ok := meeting(b.In.Timetable, m.ID, g.ID); ok {
				x.rounds, x.rooms = append(x.rounds, round), append(x.rooms, room)
			}
			for _, c := range g.Common {
				x.common[c.Dimension] = append(x.common[c.Dimension], c.Value)
			}
		}
	}
	return list, dims
}

// meeting is when and where a person's group meets.
func meeting(t *schedule.Timetable, person, group string) (round, room string, ok bool) {
	if t == nil {
		return "", "", false
	}
	for i := range t.People {
		for _, x := range t.People[i].Times {
			if t.People[i].ID == person && x.Group == group {
				return x.Round, x.Room, true
			}
		}
	}
	return "", "", false
}

// tablesOf are the tables of a person, round by round.
func tablesOf(m *mixing.Plan, id string) []string {
	if m == nil {
		return nil
	}
	out := make([]string, len(m.Rounds))
	for r := range m.Rounds {
		for k, who := range m.Rounds[r].Tables {
			if slices.Contains(who, id) {
				out[r] = brief.Text(k + 1)
			}
		}
	}
	return out
}

// seatColumn is one column of the list.
type seatColumn struct {
	title string
	cell  func(x *personSeat, p *planner.Participant) string
}

// inGroups writes what a person has in each group.
func inGroups(of func(x *personSeat) []string) func(*personSeat, *planner.Participant) string {
	return func(x *personSeat, _ *planner.Participant) string { return strings.Join(of(x), "; ") }
}

// The columns that both forms of the list have.
var (
	seatPerson = func(x *personSeat, _ *planner.Participant) string { return x.id }
	seatName   = func(_ *personSeat, p *planner.Participant) string { return p.Name }
	seatEmail  = func(_ *personSeat, p *planner.Participant) string { return p.Email }
	seatGroup  = inGroups(func(x *personSeat) []string { return x.groups })
	seatTopic  = inGroups(func(x *personSeat) []string { return x.topics })
	seatRole   = inGroups(func(x *personSeat) []string {
		return brief.Each(x.roles, func(r grouping.SeatRole) string { return string(r) })
	})
	seatLocked = func(x *personSeat, _ *planner.Participant) string {
		if x.locked {
			return "yes"
		}
		return ""
	}
)

// further are the columns of what some have: languages and hours in common, and tables
// by round.
func further(b *brief.Brief, list []personSeat, dims []planner.Dimension) (out []seatColumn) {
	if slices.ContainsFunc(list, func(x personSeat) bool { return len(x.hours) > 0 }) {
		hours := inGroups(func(x *personSeat) []string { return x.hours })
		out = append(out, seatColumn{b.Say("seats-column.hours", nil), hours})
	}
	if t := b.In.Timetable; t != nil && t.Possible {
		rounds := inGroups(func(x *personSeat) []string { return x.rounds })
		out = append(out, seatColumn{b.Say("rounds.meets", nil), rounds})
		if slices.ContainsFunc(list, func(x personSeat) bool { return strings.Join(x.rooms, "") != "" }) {
			rooms := inGroups(func(x *personSeat) []string { return x.rooms })
			out = append(out, seatColumn{b.Say("rounds.room", nil), rooms})
		}
	}
	for _, d := range dims {
		common := inGroups(func(x *personSeat) []string { return x.common[d] })
		out = append(out, seatColumn{b.Say("seats-column.common", messages.Args{"dimension": b.Dimension(d)}), common})
	}
	if b.In.Mix != nil {
		for r := range b.In.Mix.Rounds {
			at := func(x *personSeat, _ *planner.Participant) string { return x.tables[r] }
			out = append(out, seatColumn{b.Say("seats-column.table", messages.Args{"round": r + 1}), at})
		}
	}
	return out
}

// addresses is the column of e-mail addresses, where any is given.
func addresses(b *brief.Brief, title string) []seatColumn {
	if slices.ContainsFunc(b.Meeting.Roster, func(p planner.Participant) bool { return p.Email != "" }) {
		return []seatColumn{{title, seatEmail}}
	}
	return nil
}

// fill puts the columns of everybody into a table.
func fill(b *brief.Brief, t *reports.Table, list []personSeat, columns []seatColumn) {
	for _, c := range columns {
		t.Columns = append(t.Columns, reports.Column{Title: c.title})
	}
	for i := range list {
		row := make([]reports.Value, len(columns))
		for k, c := range columns {
			row[k] = reports.Str(c.cell(&list[i], b.Person[list[i].id]))
		}
		t.Rows = append(t.Rows, row)
	}
}

// Seats is the list in the form that other programs and --keep read, in the order of the
// roster. It names people and has their addresses.
func Seats(in brief.Input) reports.Table {
	in.Language = nil // programs know the English headings
	b := brief.New(in)
	t := reports.Table{ID: "seats"}
	p := b.ShownPlan()
	if p == nil {
		return t
	}
	list, dims := seatList(b, p)
	columns := []seatColumn{
		{"person", seatPerson}, {"group", seatGroup}, {"role", seatRole}, {"name", seatName}, {"topic", seatTopic},
	}
	locked := []seatColumn{{"locked", seatLocked}}
	columns = slices.Concat(columns, addresses(b, "email"), further(b, list, dims), locked)
	for k := range columns {
		columns[k].title = strings.ToLower(columns[k].title)
	}
	fill(b, &t, list, columns)
	return t
}

// AssignmentsSection is the list by name. Its headings are those an earlier plan is read
// by, so that this table, edited by hand, can be given back.
func AssignmentsSection(b *brief.Brief) *reports.Section {
	p := b.ShownPlan()
	grouped := p != nil && Seated(p) > 0
	if !grouped && b.In.Mix == nil {
		return nil
	}
	say := func(column string) string { return b.Say("seats-column."+column, nil) }
	t := reports.Table{
		ID: "assignments", Title: b.Say("assignments.tables", nil), RowHead: true, Long: true, Plain: true,
		Workbook: true,
	}
	list, dims := seatList(b, p)
	columns := []seatColumn{{say("name"), func(x *personSeat, _ *planner.Participant) string { return b.Name(x.id) }}}
	columns = append(columns, addresses(b, say("email"))...)
	var locked []seatColumn
	if grouped {
		t.Title, t.Note = b.Say("assignments.groups", nil), b.Say("assignments.note", nil)
		part := func(x *personSeat, _ *planner.Participant) string {
			if len(x.groups) == 0 {
				return b.Say("seat.none", nil)
			}
			return strings.Join(brief.Each(x.roles, func(x grouping.SeatRole) string { return role(b, x) }), "; ")
		}
		columns = append(
			columns, seatColumn{say("group"), seatGroup}, seatColumn{say("topic"), seatTopic},
			seatColumn{say("part"), part},
			seatColumn{say("choice"), inGroups(func(x *personSeat) []string { return x.choices })},
		)
		locked = []seatColumn{{say("locked"), func(x *personSeat, p *planner.Participant) string {
			return b.Value(seatLocked(x, p))
		}}}
	}
	columns = slices.Concat(columns, further(b, list, dims), locked, []seatColumn{{say("person"), seatPerson}})
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region} {
		columns = append(columns, seatColumn{b.DimensionTitle(d), func(x *personSeat, _ *planner.Participant) string {
			return ofPerson(b, x.id, d)
		}})
	}
	fill(b, &t, list, columns)
	if at := slices.IndexFunc(columns, func(c seatColumn) bool { return c.title == say("locked") }); at >= 0 {
		t.Columns[at].Pick = []string{b.Value("yes"), b.Value("no")}
	}
	slices.SortStableFunc(t.Rows, func(x, y []reports.Value) int {
		return strings.Compare(strings.ToLower(x[0].Text), strings.ToLower(y[0].Text))
	})
	return &reports.Section{ID: "assignments", Title: b.Say("assignments.title", nil), Blocks: []reports.Block{t}}
}
