package importers

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"roundtable/importers/people"
	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// A list of people with a column of sessions is a programme: a person appears in
// several of them, and may do so for another organisation. So is a list of sessions
// whose people stand in columns headed by their roles, "Speaker 1" and "Moderator".

// NameKey tells people apart by name alone, whatever the accents, punctuation and word
// order, and without titles: that of "Dr. Ana Lima" and "LIMA, Ana" is one.
func NameKey(name string) string { return people.Key(name) }

// isProgramme reports whether the rows of a sheet are people in sessions.
func (v *sheetView) isProgramme() bool { return v != nil && v.session != nil }

// findSessions looks for a column of sessions in a list of people. One that was
// asked for as a dimension is that.
func (p *persons) findSessions(v *sheetView) {
	c := v.Column(vocabulary.Session)
	if v.isWide() {
		c = v.First(vocabulary.Session, vocabulary.Topic)
		leaveEmptySessions(p.r, v)
	}
	if c == nil {
		return
	}
	if _, asked := p.r.asking().of(c); asked {
		return
	}
	s := sessionColumn{c, v}
	if why := s.none(); why != "" {
		p.r.found.add(planner.Finding{
			Code: CodeProgramme, Form: why, Severity: planner.Warning, Where: v.ColumnRef(c), Seen: c.Header,
			Args: facts{"n": c.Blank, "column": c.Named(), "name": c.Name()},
		})
		return
	}
	v.session, c.Used = c, "sessions"
	v.slots.find(v)
	v.slots.sayUntimed(p.r, v)
	if v.sessionTitle = s.title(); v.sessionTitle != nil {
		v.sessionTitle.Used = "sessions"
	}
}

// title is the column that says what the sessions are called, nil where
// there is none: one headed as titles or topics; else, where the sessions are codes such
// as "WS 12", one of texts that is not known to say when or where they are, or who is in
// them.
func (s sessionColumn) title() *sheet.Column {
	v := s.v
	isCode := func(id string) bool { return strings.ContainsAny(id, "0123456789") || len([]rune(id)) < 3 }
	codes := s.Share(isCode) == 1
	var title *sheet.Column
	for _, c := range v.Columns {
		if c == s.Column || c.Share(isNumber) == 1 || v.slots.has(c) || !s.oneForEach(c) {
			continue
		}
		switch c.Match.Meaning {
		case vocabulary.HonorificTitle, vocabulary.Topic, vocabulary.Session:
			return c
		case vocabulary.Other:
			_, role := vocabulary.RoleHeader(c.Header)
			if title == nil && codes && !role && !vocabulary.PlaceColumn.Within(c.Header) && c.Share(hasTime) < 1 {
				title = c
			}
		}
	}
	return title
}

// sessionColumn is a column of a list of people that may hold sessions.
type sessionColumn struct {
	*sheet.Column
	v *sheetView
}

// none says why a column headed as sessions holds none, as the form of a sentence; "" where it does.
func (c sessionColumn) none() string {
	v, n, people := c.v, c.Distinct(), len(c.v.Body)
	switch {
	case !v.HasAny(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName) && !v.isWide():
		return "no-people"
	case c.Blank > 0 && !c.isMergedDown():
		return "blank-rows"
	case c.Values == nil:
		return "free-text"
	case n < 2:
		return "single"
	case c.countsYears():
		return "years"
	case (n == people || people < 3) && !v.isWide() && !v.namesSeveral() &&
		!slices.ContainsFunc(c.Sample, func(s string) bool { return len(c.parts()(s)) > 1 }):
		return "each-row"
	}
	return ""
}

// countsYears reports whether the sessions are years, or numbers each of which
// stands for a year of its own in another column: the 78th session was in 2023.
func (c sessionColumn) countsYears() bool {
	return c.Share(isYear) == 1 || c.Share(isNumber) == 1 && slices.ContainsFunc(c.v.Columns, func(y *sheet.Column) bool {
		return y.Share(isYear) == 1 && c.oneForEach(y)
	})
}

func isYear(s string) bool { return len(s) == 4 && isNumber(s) && s > "1900" && s < "2100" }

// isMergedDown reports whether the blank cells of a column belong to the row above
// them, as in an export of merged cells: the first row has one, and another column
// is blank in the same rows.
func (c sessionColumn) isMergedDown() bool {
	return c.Text(c.v.Body[0]) != "" && slices.ContainsFunc(c.v.Columns, func(y *sheet.Column) bool {
		return y != c.Column && y.Blank == c.Blank && !slices.ContainsFunc(c.v.Body, func(row table.Row) bool {
			return (c.Text(row) == "") != (y.Text(row) == "")
		})
	})
}

// parts parts the cells that list several sessions: at semicolons, and at
// commas where one of the parts is a session elsewhere.
func (c sessionColumn) parts() func(text string) []string {
	const marks = ";；|\n"
	known := make(map[string]bool)
	for text := range c.Values {
		if list := listOf(text); len(list) == 1 || strings.ContainsAny(text, marks) {
			for _, part := range list {
				known[part] = true
			}
		}
	}
	return func(text string) []string {
		list := listOf(text)
		if strings.ContainsAny(text, marks) || slices.ContainsFunc(list, func(s string) bool { return known[s] }) {
			return list
		}
		return []string{text}
	}
}

// oneForEach reports whether another column holds one text for each session, and most
// sessions another.
func (c sessionColumn) oneForEach(other *sheet.Column) bool {
	title := make(map[string]string)
	distinct := make(map[string]bool)
	for _, row := range c.v.Body {
		id, text := c.Text(row), other.Text(row)
		if old, ok := title[id]; ok && old != text || (text == "") != (id == "") {
			return false
		}
		title[id], distinct[text] = text, true
	}
	return 2*len(distinct) > len(title)
}

// sessions puts the programmes together, once it is settled who everybody is.
func (p *persons) sessions(views []*sheetView) []planner.Session {
	var out []planner.Session
	for _, v := range views {
		if !v.isProgramme() {
			continue
		}
		at, before, people := make(map[string]int), len(out), make(map[string]bool)
		in, last := sessionColumn{v.session, v}.parts(), table.Row{}
		for _, rec := range v.programme {
			if v.session.Text(rec.row) != "" {
				last = rec.row // of merged cells the first says it
			}
			i, ok := p.at[rowKey{v, rec.row.Number, rec.part}]
			if !ok || p.list[i].absent {
				continue
			}
			for _, id := range in(v.session.Text(last)) {
				k, ok := at[vocabulary.Fold(id)]
				if !ok {
					k = len(out)
					at[vocabulary.Fold(id)] = k
					out = append(out, planner.Session{
						ID: id, Title: cmp.Or(v.sessionTitle.Text(last), id), Where: v.Ref(v.session.At(last)),
						When: v.slots.of(last),
					})
				}
				out[k].Members = p.appears(out[k].Members, i, &rec)
				people[p.r.meeting.Roster[i].ID] = true
			}
		}
		p.r.found.add(planner.Finding{
			Code: CodeProgramme, Form: "read", Severity: planner.Note, Where: v.ColumnRef(v.session), Seen: v.session.Header,
			Args: facts{
				"sessions": len(out) - before, "n": len(people), "column": v.session.Named(), "name": v.session.Name(),
			},
		})
	}
	return out
}

// appears adds a person to a session, as the row of the programme says; a person
// with several rows there has several roles.
func (p *persons) appears(members planner.Roster, i int, rec *record) planner.Roster {
	who := p.r.meeting.Roster[i]
	if k := members.ByID(who.ID); k >= 0 {
		members[k].Roles = withRoles(members[k].Roles, rec.Roles...)
		return members
	}
	gender := who.Values[planner.Gender]
	who.Roles, who.Where = slices.Clone(rec.Roles), rec.Where
	who.Values = maps.Clone(who.Values)
	maps.Copy(who.Values, rec.Values)
	if len(gender) > 0 {
		who.Values[planner.Gender] = gender
	}
	if region := p.valuesOf(rec, planner.Region); len(region) > 0 {
		who.Values[planner.Region] = region
	}
	return append(members, who)
}
