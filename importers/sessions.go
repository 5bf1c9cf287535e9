package importers

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"roundtable/importers/sheet"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// A list of people with a column of sessions is a programme: a person appears in
// several of them, and may do so for another organisation.

// NameKey tells people apart by name alone, whatever the accents, punctuation and word
// order, and without titles: that of "Dr. Ana Lima" and "LIMA, Ana" is one.
func NameKey(name string) string { return nameKey(name) }

// isProgramme reports whether the rows of a sheet are people in sessions.
func (v *sheetView) isProgramme() bool { return v != nil && v.session != nil }

// findSessions looks for a column of sessions in a list of named people: every row
// has one, and there are several. One that was asked for as a dimension is that.
func (p *people) findSessions(v *sheetView) {
	c := v.Column(vocabulary.Session)
	if c == nil {
		return
	}
	if _, asked := p.r.asking().of(c); asked || len(v.Body) < 2 || c.Blank > 0 || c.Values == nil ||
		!v.HasAny(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName) {
		return
	}
	if n := c.Distinct(); n < 2 || (n == len(v.Body) || len(v.Body) < 3) && !v.namesSeveral() {
		return
	}
	v.session, c.Used = c, "sessions"
	for _, title := range v.Columns {
		m := title.Match.Meaning
		_, dimension := m.Dimension()
		if title != c && !dimension && m != vocabulary.Name && m != vocabulary.Role && namesSessions(v, title) {
			v.sessionTitle, title.Used = title, "sessions"
			break
		}
	}
	v.findSlots()
}

// namesSessions reports whether a column holds one text for each session, and most
// sessions another.
func namesSessions(v *sheetView, c *sheet.Column) bool {
	title := make(map[string]string)
	distinct := make(map[string]bool)
	for _, row := range v.Body {
		id, text := v.session.Text(row), c.Text(row)
		if old, ok := title[id]; ok && old != text || text == "" {
			return false
		}
		title[id], distinct[text] = text, true
	}
	return 2*len(distinct) > len(title) && c.Share(isNumber) < 1
}

// sessions puts the programmes together, once it is settled who everybody is.
func (p *people) sessions(views []*sheetView) []planner.Session {
	var out []planner.Session
	for _, v := range views {
		if !v.isProgramme() {
			continue
		}
		at, before, people := make(map[string]int), len(out), make(map[string]bool)
		for _, rec := range v.programme {
			i, ok := p.at[rowKey{v, rec.row.Number, rec.part}]
			if !ok || p.list[i].absent {
				continue
			}
			id := v.session.Text(rec.row)
			k, ok := at[vocabulary.Fold(id)]
			if !ok {
				k = len(out)
				at[vocabulary.Fold(id)] = k
				out = append(out, planner.Session{
					ID: id, Title: cmp.Or(v.sessionTitle.Text(rec.row), id), Where: v.Ref(v.session.At(rec.row)),
					When: v.slot(rec.row),
				})
			}
			out[k].Members = p.appears(out[k].Members, i, &rec)
			people[p.r.meeting.Roster[i].ID] = true
		}
		p.r.found.add(planner.Finding{
			Code: CodeProgramme, Severity: planner.Note, Where: v.ColumnRef(v.session), Seen: v.session.Header,
			Text: fmt.Sprintf("The rows are the programme of %s: %s appear, each of whom counts once; "+
				"what they are in one session may differ from another.", count(len(out)-before, "session"),
				count(len(people), "person")),
			Fix: "If " + v.session.Label() + " is something else, say --map 'note=" + v.session.Name() + "'.",
		})
	}
	return out
}

// appears adds a person to a session, as the row of the programme says; a person
// with several rows there has several roles.
func (p *people) appears(members planner.Roster, i int, rec *record) planner.Roster {
	who := p.r.meeting.Roster[i]
	if k := members.ByID(who.ID); k >= 0 {
		for _, role := range rec.Roles {
			if !slices.Contains(members[k].Roles, role) {
				members[k].Roles = append(members[k].Roles, role)
			}
		}
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
