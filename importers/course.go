package importers

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/course"
	"roundtable/importers/people"
	"roundtable/importers/sheet"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// The course of the session: package course reads the tables, and here the people and
// issues that they name are found.

// asCourse takes a table for an agenda, a record of speaking, or a table of outcomes.
func asCourse(v *sheetView) bool {
	list := v.kind == sheet.Roster // which a record of speaking with names looks like
	if v.file.targets || !list && !slices.Contains([]sheet.Kind{sheet.Strange, sheet.Issues, sheet.Groups}, v.kind) {
		return false
	}
	for _, x := range []struct {
		kind sheet.Kind
		is   func(*sheet.Model) (string, bool)
	}{{sheet.Agenda, course.IsAgenda}, {sheet.Outcomes, course.IsOutcome}, {sheet.Speaking, course.IsSpeaking}} {
		if why, ok := x.is(v.Model); ok && (!list || x.kind == sheet.Speaking) {
			v.kind, v.why = x.kind, why
			return true
		}
	}
	return false
}

// readCaptions takes in a text of captions; who speaks is found once the people are known.
func (f *fileView) readCaptions(file, text string) {
	said, lines := course.ReadCaptions(file, text)
	account := textAccount(file)
	account.Rows = len(lines)
	for _, line := range lines {
		account.Classes[sheet.Class(line.Class)]++
		if line.Class == string(sheet.NotTaken) {
			account.NotUsed = append(account.NotUsed, UnusedRows{strconv.Itoa(line.Number), sheet.NotTaken})
		}
	}
	f.kind = sheet.Speaking
	f.sheets = []*sheetView{{
		Model: sheet.OfText(file), file: f, kind: sheet.Speaking, why: "captions with their times", captions: &said,
		text: &account,
	}}
}

// courseReader finds the people and issues that the course of the session names.
type courseReader struct {
	*reading
	issues map[string]string // IDs by compact name or ID
	names  []string          // of all people
	nobody map[string][]planner.Ref
	order  []string // of the names of nobody
	apart  []planner.Ref
}

// readCourse reads agendas, records of speaking and outcomes. It runs once people and
// issues are known.
func (r *reading) readCourse() {
	c := &courseReader{reading: r, issues: issueIDs(r.meeting.Issues), nobody: make(map[string][]planner.Ref)}
	for i := range r.meeting.Roster {
		if name := r.meeting.Roster[i].Name; name != "" {
			c.names = append(c.names, name)
		}
	}
	c.files.each(sheet.Roster, c.positions)
	c.files.each(sheet.Agenda, c.agenda)
	for _, v := range c.files.sheets(sheet.Speaking) {
		said := v.captions
		if said == nil {
			read := course.ReadSpeaking(v.Model)
			said = &read
		}
		c.speaking(v, said)
	}
	c.files.each(sheet.Outcomes, c.outcomes)
	c.sayNobody()
	c.checkPositions()
}

// positions reads the fixed places in the speaking order of a list of people.
func (c *courseReader) positions(v *sheetView) {
	column := course.PositionColumn(v.Model)
	if column == nil || v.isWide() {
		return
	}
	column.Used = "people"
	for _, row := range v.Body {
		i, listed := c.people.at[rowKey{v, row.Number, 0}]
		n, ok := course.Position(column.Text(row))
		switch {
		case !ok:
			c.found.add(planner.Finding{
				Code: CodePosition, Form: "none", Severity: planner.Warning, Where: v.Ref(column.At(row)),
				Seen: column.Text(row), Args: facts{"text": clip(column.Text(row))},
			})
		case listed:
			c.fix(i, n)
		}
	}
}

// fix gives a person a fixed place in the speaking order; the first one said counts.
func (c *courseReader) fix(i, position int) {
	x := &c.meeting.Roster[i]
	if x.Position == 0 {
		x.Position = position
	}
}

// checkPositions warns of a place that two people have.
func (c *courseReader) checkPositions() {
	by := make(map[int]*planner.Participant)
	for i := range c.meeting.Roster {
		x := &c.meeting.Roster[i]
		other := by[x.Position]
		switch {
		case x.Position == 0 || c.people.list[i].withdrawn:
		case other == nil:
			by[x.Position] = x
		default:
			c.found.add(planner.Finding{
				Code: CodePosition, Form: "same", Severity: planner.Warning, Where: x.Where,
				Also: []planner.Ref{other.Where},
				Seen: strconv.Itoa(x.Position),
				Args: facts{"person": clip(other.Label()), "another": clip(x.Label()), "place": x.Position},
			})
		}
	}
}

// agenda reads the parts of a session. Of several agendas, and of a proposal's and a
// table's, the table counts that was read first.
func (c *courseReader) agenda(v *sheetView) {
	read := course.ReadAgenda(v.Model)
	c.found.add(read.Findings...)
	m := c.meeting
	if len(read.Parts) == 0 {
		return // a sheet that is not filled in
	}
	if len(m.Agenda) > 0 {
		first := m.Agenda[0].Where
		if strings.HasPrefix(first.Cell, "line ") {
			c.found.add(planner.Finding{
				Code: CodeCourseAgain, Form: "proposal", Severity: planner.Note, Where: v.SheetRef(),
				Also: []planner.Ref{first},
			})
			m.Agenda = nil
		} else {
			c.found.add(planner.Finding{
				Code: CodeCourseAgain, Form: "agendas", Severity: planner.Warning, Where: v.SheetRef(),
				Also: []planner.Ref{first},
			})
			return
		}
	}
	if read.Minutes > 0 && m.Minutes > 0 && read.Minutes != m.Minutes {
		c.found.add(planner.Finding{
			Code: CodeCourseAgain, Form: "length", Severity: planner.Warning, Where: v.SheetRef(),
			Seen: strconv.Itoa(read.Minutes), Args: facts{"n": read.Minutes, "elsewhere": m.Minutes},
		})
	}
	m.Minutes = cmp.Or(read.Minutes, m.Minutes, read.Span)
	if read.When.Timed || read.When.Day != "" {
		m.When = read.When
	}
	c.parts(v, &read)
}

// parts adds the parts of an agenda with the issues and people they name.
func (c *courseReader) parts(v *sheetView, read *course.Agenda) {
	m, sum := c.meeting, 0
	for _, p := range read.Parts {
		sum += p.Minutes
		for _, text := range p.IssueTexts {
			for _, text := range entries(text, c.isIssue) {
				if id := c.issue(text, p.Where); id != "" {
					p.Issues = append(p.Issues, id)
				}
			}
		}
		for _, x := range p.People {
			names := entries(x.Name, c.isPerson)
			if len(names) > 1 {
				x.Minutes, x.Position = 0, 0 // of no one of them
			}
			for _, name := range names {
				x.Name = name
				if id := c.speaker(x); id != "" && !slices.Contains(p.Speakers, id) {
					p.Speakers, p.Own = append(p.Speakers, id), append(p.Own, x.Minutes)
				}
			}
		}
		settleOwn(&p.Part)
		m.Agenda = append(m.Agenda, p.Part)
	}
	f := planner.Finding{Code: CodeCourse, Form: "agenda", Severity: planner.Note, Where: v.SheetRef()}
	f.Args = facts{"n": len(read.Parts), "sum": sum}
	if m.Minutes > 0 {
		f.Form = "agenda-of"
		f.Args["minutes"] = m.Minutes
	}
	c.found.add(f)
}

// settleOwn gives a part whose speakers have a row each their minutes: together where these are
// the same, else one by one; none where some row does not say.
func settleOwn(p *planner.Part) {
	if len(p.Own) < 2 || slices.Contains(p.Own, 0) || p.Each > 0 {
		p.Own = nil
	} else if slices.Min(p.Own) == slices.Max(p.Own) {
		p.Each, p.Own = p.Own[0], nil
	}
}

// entries are what a cell lists: the text as a whole where it is known, else what stands
// between commas and a word for "and", where any of that is known.
func entries(text string, known func(string) bool) []string {
	if known(text) {
		return []string{text}
	}
	var out []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，、،/+&", r) }) {
		words := strings.Fields(part)
		from := 0
		for i, w := range words {
			if andWords.Is(w) && !known(strings.Join(words[from:], " ")) {
				out, from = append(out, strings.Join(words[from:i], " ")), i+1
			}
		}
		out = append(out, strings.Join(words[from:], " "))
	}
	out = slices.DeleteFunc(out, func(s string) bool { return s == "" })
	if !slices.ContainsFunc(out, known) {
		return []string{text}
	}
	return out
}

const (
	andWords   vocabulary.List = "numbers/and"
	floorWords vocabulary.List = "course-words/everybody"
)

// isFloor reports a speech of nobody in particular.
func isFloor(x *planner.Speech) bool {
	return x.Person == "" && (x.Name == "" || floorWords.Is(x.Name))
}

func (c *courseReader) isIssue(text string) bool {
	_, ok := c.issues[vocabulary.Compact(text)]
	return ok
}

func (c *courseReader) isPerson(name string) bool {
	_, ok := c.people.called(name)
	return ok
}

// issue finds an issue by ID or wording; one that is not listed is told.
func (c *courseReader) issue(text string, where planner.Ref) string {
	if id, ok := c.issues[vocabulary.Compact(text)]; ok {
		return id
	}
	var among []string
	for _, x := range c.meeting.Issues {
		among = append(among, x.ID, x.Name)
	}
	c.found.add(suggesting(planner.Finding{
		Code: CodeCourseIssue, Form: "unlisted", Severity: planner.Warning, Where: where, Seen: text,
		Args: facts{"text": clip(text)},
	}, text, among))
	return ""
}

// speaker finds who is named for a part, and takes what the agenda says of them.
func (c *courseReader) speaker(x course.Speaker) string {
	i := c.person(x.Name, x.Where)
	if i < 0 {
		return ""
	}
	p := &c.meeting.Roster[i]
	c.fix(i, x.Position)
	known, ok := p.Value(planner.Attendance)
	switch {
	case x.Attendance == "" || known == x.Attendance:
	case ok:
		c.found.add(planner.Finding{
			Code: CodePersonConflict, Form: "attendance", Severity: planner.Warning, Where: x.Where,
			Also: []planner.Ref{p.Where}, Seen: x.Attendance, Args: facts{
				"person": clip(p.Label()), "here": planner.ValueName(x.Attendance), "listed": planner.ValueName(known),
			},
		})
	default:
		if p.Values == nil {
			p.Values = make(map[planner.Dimension][]string)
		}
		p.Values[planner.Attendance] = []string{x.Attendance}
	}
	if x.Withdrawn {
		c.people.list[i].withdrawn = true
		c.found.add(planner.Finding{
			Code: CodeStatus, Form: "withdrawn", Severity: planner.Note, Where: x.Where, Seen: x.Name,
			Args: facts{"person": clip(p.Label())},
		})
	}
	return p.ID
}

// person finds somebody by name, ID or address; -1 for nobody who is listed, which is told
// together. A role or "all" names nobody.
func (c *courseReader) person(name string, where planner.Ref) int {
	if name == "" {
		return -1
	}
	plain, _, _ := strings.Cut(name, "(")
	for _, text := range []string{name, strings.TrimSpace(plain)} {
		if i, ok := c.people.called(text); ok {
			if rec := &c.people.list[i]; rec.absent || rec.isPool() {
				break
			}
			return i
		}
	}
	if role, ok := vocabulary.RoleOf(name); ok {
		return c.alone(role)
	}
	if floorWords.Is(name) {
		return -1
	}
	key := people.Key(name)
	if c.nobody[key] == nil {
		c.order = append(c.order, name)
	}
	c.nobody[key] = append(c.nobody[key], where)
	return -1
}

// alone is the one person with a role; -1 where there is none, or more than one.
func (c *courseReader) alone(role planner.Role) int {
	found := -1
	for i := range c.meeting.Roster {
		if rec := &c.people.list[i]; !rec.absent && !rec.isPool() && c.meeting.Roster[i].HasRole(role) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// within are the names that hold all the words of a text: "Berg" is within "Erik Berg".
func within(text string, names []string) []string {
	words := strings.Fields(vocabulary.Fold(text))
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		own := strings.Fields(vocabulary.Fold(name))
		return len(words) == 0 || slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(own, w) })
	})
}

// sayNobody names those who are in no list of people, each with the name that resembles
// theirs.
func (c *courseReader) sayNobody() {
	for _, name := range c.order {
		f := planner.Finding{
			Code: CodeCoursePerson, Form: "unlisted", Severity: planner.Warning, Seen: name,
			Args: facts{"name": clip(name)},
		}
		if near := within(name, c.names); len(near) == 1 {
			f.Form, f.Args["near"] = "unlisted-near", clip(near[0])
		} else {
			f = suggesting(f, name, c.names)
		}
		c.found.addAt(f, c.nobody[people.Key(name)])
	}
}

// speaking takes in who spoke for how long.
func (c *courseReader) speaking(v *sheetView, said *course.Speaking) {
	c.found.add(said.Findings...)
	seconds, turns := 0, 0
	var differ []*planner.Participant
	options := proposalOptions(c.reading, v.File)
	for _, x := range said.Speeches {
		for d, texts := range x.Values {
			if m := options.Value(d, texts[0]); m.OK() {
				x.Values[d] = []string{m.Value}
			} else if d != planner.Organisation && d != planner.Language && d != planner.Age {
				c.found.add(valueFinding(c.opts.Scheme, d, texts[0], m, x.Where))
				delete(x.Values, d)
			}
		}
		i := -1
		if len(c.meeting.Roster) > 0 { // else the record says who they are
			i = c.person(x.Name, x.Where)
		}
		if i >= 0 {
			p := &c.meeting.Roster[i]
			x.Person = p.ID
			if group := x.Values[planner.Stakeholder]; len(group) > 0 && len(p.Values[planner.Stakeholder]) > 0 &&
				!p.Has(planner.Stakeholder, group[0]) && !slices.Contains(differ, p) {
				differ = append(differ, p)
				c.apart = append(c.apart, x.Where)
			}
		}
		x.Floor = isFloor(&x)
		seconds += x.Seconds.N
		turns++
		c.meeting.Speeches = append(c.meeting.Speeches, x)
	}
	if len(differ) > 0 {
		var names []string
		for _, p := range differ {
			names = append(names, p.Label())
		}
		c.found.addAt(planner.Finding{
			Code: CodePersonConflict, Form: "speaking", Severity: planner.Warning, Seen: names[0],
			Args: facts{"names": planner.QuotedSome{Texts: clipped(names), Shown: 5}},
		}, c.apart)
		c.apart = nil
	}
	c.found.add(planner.Finding{
		Code: CodeCourse, Severity: planner.Note, Where: v.SheetRef(),
		Form: "spoken", Args: facts{"n": turns, "time": fmt.Sprintf("%d:%02d", seconds/60, seconds%60)},
	})
}

// outcomes takes in what was agreed.
func (c *courseReader) outcomes(v *sheetView) {
	list, found := course.ReadOutcomes(v.Model)
	c.found.add(found...)
	goals := slices.Clone(c.meeting.Goals)
	for _, x := range list {
		if x.Name != "" {
			x.Issue = c.issue(x.Name, x.Where)
			if i := slices.IndexFunc(c.meeting.Issues, func(y planner.Issue) bool { return y.ID == x.Issue }); i >= 0 {
				x.Name = c.meeting.Issues[i].Name
			}
		}
		c.meeting.Outcomes = append(c.meeting.Outcomes, x)
		goals = append(goals, x.Goals...)
	}
	slices.Sort(goals)
	c.meeting.Goals = slices.Compact(goals)
	c.found.add(planner.Finding{
		Code: CodeCourse, Form: "agreed", Severity: planner.Note, Where: v.SheetRef(), Args: facts{"n": len(list)},
	})
}
