package groups

import (
	"cmp"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/planner/schedule"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// The list of who sits where has one row a person: to look someone up, for letters and
// badges, and to be given back as the plan to keep.

// personSeats is in which groups one person sits.
type personSeats struct {
	planner.Participant

	seats []seat
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
	seats := seatsOf(b)
	list := brief.Each(b.Meeting.Roster, func(p planner.Participant) personSeats {
		return personSeats{p, seats[p.ID]}
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

// seatsOf are the seats of each person in groups, in the order of these.
func seatsOf(b *brief.Brief) map[string][]seat {
	p := b.ShownPlan()
	if p == nil {
		return nil
	}
	times := timesOf(b.In.Timetable)
	out := make(map[string][]seat)
	for i := range p.Groups {
		g := &p.Groups[i]
		for _, m := range g.Members {
			out[m.ID] = append(out[m.ID], seat{g, m, times[[2]string{m.ID, g.ID}]})
		}
	}
	return out
}

// timesOf is when and where the group of a person meets, by both.
func timesOf(t *schedule.Timetable) map[[2]string]schedule.PersonTime {
	out := make(map[[2]string]schedule.PersonTime)
	if t == nil {
		return out
	}
	for i := range t.People {
		for _, x := range t.People[i].Times {
			out[[2]string{t.People[i].ID, x.Group}] = x
		}
	}
	return out
}

// columns are those of the list that have something in them, or are needed whatever is in
// them, by their keys; yes marks what is locked.
func columns(b *brief.Brief, yes string) map[string]seatColumn {
	locked := func(s seat) bool { return s.Locked }
	return map[string]seatColumn{
		"person": {needed: true, cell: func(x personSeats) string { return x.ID }},
		"name":   {needed: true, cell: func(x personSeats) string { return x.Name }},
		"email":  {cell: func(x personSeats) string { return x.Email }},
		"group":  inGroups("", true, func(s seat) string { return s.Group.ID }),
		"topic":  inGroups("", true, func(s seat) string { return s.Topic }),
		"role":   inGroups("", true, func(s seat) string { return string(s.Role) }),
		"part": inGroups("", true, func(s seat) string {
			return b.Say("seat."+string(cmp.Or(s.Role, grouping.RoleMember)), nil)
		}),
		"choice": inGroups("", true, func(s seat) string { return choiceOf(b, s.Member) }),
		"locked": {needed: true, cell: func(x personSeats) string {
			return brief.If(slices.ContainsFunc(x.seats, locked), yes)
		}},
	}
}

// pick are some of the columns, by their keys, with titles.
func pick(all map[string]seatColumn, title func(key string) string, keys ...string) []seatColumn {
	return brief.Each(keys, func(key string) seatColumn {
		return seatColumn{title(key), all[key].needed, all[key].cell}
	})
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
			for _, c := range p.Groups[i].Common {
				if !slices.Contains(dims, c.Dimension) {
					dims = append(dims, c.Dimension)
				}
			}
		}
	}
	for _, d := range dims {
		title := b.Say("seats-column.common", messages.Args{"dimension": b.Dimension(d)})
		out = append(out, inGroups(title, true, func(s seat) (value string) {
			for _, c := range s.Common {
				value += brief.If(c.Dimension == d, c.Value)
			}
			return value
		}))
	}
	if b.In.Mix == nil {
		return out
	}
	for i, r := range b.In.Mix.Rounds {
		title := b.Say("seats-column.table", messages.Args{"round": i + 1})
		out = append(out, seatColumn{title, true, func(x personSeats) string {
			at := slices.IndexFunc(r.Tables, func(who []string) bool { return slices.Contains(who, x.ID) })
			return cmp.Or(brief.If(at >= 0, brief.Text(at+1)), "–") // who sits out
		}})
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
	all := columns(b, "yes")
	more := further(b)
	for i := range more {
		more[i].title = strings.ToLower(more[i].title)
	}
	key := func(key string) string { return key }
	return seatTable(b, reports.Table{ID: "seats"}, slices.Concat(
		pick(all, key, "person", "group", "role", "name", "topic", "email"), more, pick(all, key, "locked"),
	))
}

// AssignmentsSection is the list by name. Its headings are those an earlier plan is read
// by, so that this table, edited by hand, can be given back.
func AssignmentsSection(b *brief.Brief) *reports.Section {
	p := b.ShownPlan()
	grouped := p != nil && Seated(p) > 0
	if !grouped && b.In.Mix == nil {
		return nil
	}
	t := reports.Table{
		ID: "assignments", Title: b.Say("assignments.tables", nil), RowHead: true, Long: true,
		Plain: true, Workbook: true,
	}
	all, say := columns(b, b.Value("yes")), func(key string) string { return b.Say("seats-column."+key, nil) }
	all["name"] = seatColumn{needed: true, cell: func(x personSeats) string { return b.Name(x.ID) }}
	part := all["part"].cell
	all["part"] = seatColumn{needed: true, cell: func(x personSeats) string {
		return cmp.Or(part(x), b.Say("seat.none", nil))
	}}
	var seats, locked []seatColumn
	if grouped {
		t.Title, t.Note = b.Say("assignments.groups", nil), b.Say("assignments.note", nil)
		seats, locked = pick(all, say, "group", "topic", "part", "choice"), pick(all, say, "locked")
	}
	list := slices.Concat(pick(all, say, "name", "email"), seats, further(b), locked, pick(all, say, "person"))
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region} {
		list = append(list, seatColumn{b.DimensionTitle(d), true, func(x personSeats) string {
			return ofPerson(b, x.ID, d)
		}})
	}
	t = seatTable(b, t, list)
	for i, c := range t.Columns {
		if c.Title == say("locked") {
			t.Columns[i].Pick = []string{b.Value("yes"), b.Value("no")}
		}
	}
	byName := b.Alphabet()
	slices.SortStableFunc(t.Rows, func(x, y []reports.Value) int { return byName(x[0].Text, y[0].Text) })
	return &reports.Section{ID: "assignments", Title: b.Say("assignments.title", nil), Blocks: []reports.Block{t}}
}
