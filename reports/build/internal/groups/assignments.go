package groups

import (
	"cmp"
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

// personSeats is where one person sits: in which groups, and at which table in each round.
type personSeats struct {
	planner.Participant

	seats  []seat
	tables []string
}

// seat is a seat in a group, and when and where that meets.
type seat struct {
	*grouping.Group
	grouping.Member
	schedule.PersonTime
}

// seatColumn is one column of the list. Those that are not needed are left out where
// nobody has anything in them.
type seatColumn struct {
	title  string
	needed bool
	cell   func(personSeats) string
}

// inGroups is a column of what a person has in each group, as --keep reads it.
func inGroups(title string, needed bool, of func(seat) string) seatColumn {
	return seatColumn{title, needed, func(x personSeats) string {
		texts := brief.Each(x.seats, of)
		return brief.If(strings.Join(texts, "") != "", strings.Join(texts, "; "))
	}}
}

// seatTable has a row a person of the roster.
func seatTable(b *brief.Brief, t reports.Table, columns []seatColumn) reports.Table {
	list := brief.Each(b.Meeting.Roster, func(p planner.Participant) personSeats {
		return personSeats{p, seatsOf(b, p.ID), tablesOf(b.In.Mix, p.ID)}
	})
	t.Rows = make([][]reports.Value, len(list))
	for _, c := range columns {
		cells := brief.Each(list, c.cell)
		if !c.needed && strings.Join(cells, "") == "" {
			continue
		}
		t.Columns = append(t.Columns, reports.Column{Title: c.title})
		for i, text := range cells {
			t.Rows[i] = append(t.Rows[i], reports.Str(text))
		}
	}
	return t
}

// seatsOf are the seats of a person in groups, in the order of these.
func seatsOf(b *brief.Brief, id string) (out []seat) {
	p := b.ShownPlan()
	if p == nil {
		return nil
	}
	for i := range p.Groups {
		g := &p.Groups[i]
		for _, m := range g.Members {
			if m.ID == id {
				out = append(out, seat{g, m, meeting(b.In.Timetable, id, g.ID)})
			}
		}
	}
	return out
}

// meeting is when and where a person's group meets.
func meeting(t *schedule.Timetable, person, group string) schedule.PersonTime {
	if t == nil {
		return schedule.PersonTime{}
	}
	for i := range t.People {
		for _, x := range t.People[i].Times {
			if t.People[i].ID == person && x.Group == group {
				return x
			}
		}
	}
	return schedule.PersonTime{}
}

// tablesOf are the tables of a person, round by round, or that the person sits out.
func tablesOf(m *mixing.Plan, id string) []string {
	if m == nil {
		return nil
	}
	return brief.Each(m.Rounds, func(r mixing.Round) string {
		at := slices.IndexFunc(r.Tables, func(who []string) bool { return slices.Contains(who, id) })
		if at < 0 {
			return "–"
		}
		return brief.Text(at + 1)
	})
}

// The columns that all forms of the list have.
func personColumn(title string) seatColumn {
	return seatColumn{title, true, func(x personSeats) string { return x.ID }}
}

func emailColumn(title string) seatColumn {
	return seatColumn{title, false, func(x personSeats) string { return x.Email }}
}

func groupColumn(title string) seatColumn {
	return inGroups(title, true, func(s seat) string { return s.Group.ID })
}

func topicColumn(title string) seatColumn {
	return inGroups(title, true, func(s seat) string { return s.Topic })
}

func lockedColumn(title, yes string) seatColumn {
	return seatColumn{title, true, func(x personSeats) string {
		return brief.If(slices.ContainsFunc(x.seats, func(s seat) bool { return s.Locked }), yes)
	}}
}

// further are the columns of what some have: hours, rounds and rooms, languages and the
// like in common, and tables by round.
func further(b *brief.Brief) []seatColumn {
	out := []seatColumn{
		inGroups(b.Say("seats-column.hours", nil), false, func(s seat) string {
			if s.Hours == nil {
				return ""
			}
			return strings.Join(brief.HourSpans(s.Hours.UTC), ", ")
		}),
		inGroups(b.Say("rounds.meets", nil), false, func(s seat) string { return s.Round }),
		inGroups(b.Say("rounds.room", nil), false, func(s seat) string { return s.Room }),
	}
	var dims []planner.Dimension
	if p := b.ShownPlan(); p != nil {
		for i := range p.Groups {
			dims = append(dims, brief.Each(p.Groups[i].Common, func(c grouping.Common) planner.Dimension {
				return c.Dimension
			})...)
		}
	}
	for i, d := range dims {
		if slices.Contains(dims[:i], d) {
			continue
		}
		title := b.Say("seats-column.common", messages.Args{"dimension": b.Dimension(d)})
		out = append(out, inGroups(title, true, func(s seat) string {
			at := slices.IndexFunc(s.Common, func(c grouping.Common) bool { return c.Dimension == d })
			if at < 0 {
				return ""
			}
			return s.Common[at].Value
		}))
	}
	if b.In.Mix != nil {
		for r := range b.In.Mix.Rounds {
			title := b.Say("seats-column.table", messages.Args{"round": r + 1})
			out = append(out, seatColumn{title, true, func(x personSeats) string { return x.tables[r] }})
		}
	}
	return out
}

// Seats is the list in the form that other programs and --keep read, in the order of the
// roster. It names people and has their addresses.
func Seats(in brief.Input) reports.Table {
	in.Language = nil // programs know the English headings
	b := brief.New(in)
	if b.ShownPlan() == nil {
		return reports.Table{ID: "seats"}
	}
	columns := slices.Concat([]seatColumn{
		personColumn("person"), groupColumn("group"),
		inGroups("role", true, func(s seat) string { return string(s.Role) }),
		{"name", true, func(x personSeats) string { return x.Name }},
		topicColumn("topic"), emailColumn("email"),
	}, further(b), []seatColumn{lockedColumn("locked", "yes")})
	for k := range columns {
		columns[k].title = strings.ToLower(columns[k].title)
	}
	return seatTable(b, reports.Table{ID: "seats"}, columns)
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
		ID: "assignments", Title: b.Say("assignments.tables", nil), RowHead: true, Long: true,
		Plain: true, Workbook: true,
	}
	columns := []seatColumn{
		{say("name"), true, func(x personSeats) string { return b.Name(x.ID) }}, emailColumn(say("email")),
	}
	var locked []seatColumn
	if grouped {
		t.Title, t.Note = b.Say("assignments.groups", nil), b.Say("assignments.note", nil)
		part := inGroups(say("part"), true, func(s seat) string { return role(b, s.Role) })
		of := part.cell
		part.cell = func(x personSeats) string { return cmp.Or(of(x), b.Say("seat.none", nil)) }
		columns = append(columns, groupColumn(say("group")), topicColumn(say("topic")), part,
			inGroups(say("choice"), true, func(s seat) string { return choiceOf(b, s.Member) }))
		locked = []seatColumn{lockedColumn(say("locked"), b.Value("yes"))}
	}
	columns = slices.Concat(columns, further(b), locked, []seatColumn{personColumn(say("person"))})
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region} {
		columns = append(columns, seatColumn{b.DimensionTitle(d), true, func(x personSeats) string {
			return ofPerson(b, x.ID, d)
		}})
	}
	t = seatTable(b, t, columns)
	for i, c := range t.Columns {
		if c.Title == say("locked") {
			t.Columns[i].Pick = []string{b.Value("yes"), b.Value("no")}
		}
	}
	byName := b.Alphabet()
	slices.SortStableFunc(t.Rows, func(x, y []reports.Value) int { return byName(x[0].Text, y[0].Text) })
	return &reports.Section{ID: "assignments", Title: b.Say("assignments.title", nil), Blocks: []reports.Block{t}}
}
