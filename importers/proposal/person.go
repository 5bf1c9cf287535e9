package proposal

import (
	"cmp"
	"strings"
	"unicode"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// openRole begins the lines of a role. A lost label "Moderator" is inferred here:
// the line just before "Online Moderator" is the moderator's.
func (r *reader) openRole(l *line, h heading) {
	if i := len(r.People) - 1; i >= 0 && h.role == planner.RoleOnlineModerator &&
		!r.before[string(planner.RoleModerator)] {
		if x := &r.People[i]; x.Role == "" || x.bare && x.apart && !x.Updated {
			r.infer(x, planner.RoleModerator)
		}
	}
	r.role = h.role
	r.before[string(h.role)] = true
	if h.rest == "" {
		r.openSeats(l, "", false)
		return
	}
	if h.field != "" {
		r.field(l, h)
		return
	}
	r.people(l, h.rest, true)
	if n := len(r.People); h.also != "" && n > 0 {
		other := r.People[n-1]
		other.Role = h.also
		r.People = append(r.People, other)
	}
	if r.number > 0 {
		r.section = "" // "Speaker 3: …" says all; what follows has a label of its own
	}
}

// infer gives a person the role that the place of the line tells.
func (r *reader) infer(x *Person, role planner.Role) {
	x.Role = role
	r.before[string(role)] = true
	r.find(CodeRole, planner.Note, "The label of "+quote(x.Name)+" is lost; by its place beside \"Online Moderator\" "+
		"the role is "+string(role)+".", "", x.Name, x.Line)
}

// people reads a line that names people in the role of the section. Labelled
// lines stand beside the role, the others below it.
func (r *reader) people(l *line, text string, labelled bool) {
	if r.openSeats(l, text, true) {
		return
	}
	style, _, rest := mark(text)
	if l.cells != nil && !labelled {
		rest = strings.Join(l.cells, ", ")
	}
	list := several(rest)
	for _, one := range list {
		x := r.parse(one)
		x.Line, x.marked, x.bare, x.apart = l.number, style != "" || len(list) > 1, !labelled, r.gap > 1
		x.Role, x.Number = r.role, r.number
		switch {
		case !labelled && r.completes(&x):
			l.Class = APerson
		case labelled && r.isNamed(&x), !labelled && r.belongs(&x, one):
			r.add(l, x)
		case !labelled && isSentence(one):
			r.section = ""
			r.detail(l, one)
		default:
			l.Class, l.Why = NotUsed, "not read as a person"
			r.find(CodeLine, planner.Warning, "Lines among the people that do not say \"name, stakeholder group, region\" "+
				"were left out.", "Write one person a line, for example \"Speaker: Name, Government, Asia-Pacific Group\".",
				text, l.number)
		}
	}
	if len(list) == 1 && labelled && r.number == 0 {
		r.doubtList(l, rest)
	}
}

// completes takes a line of groups alone right below a name without any: it says
// more of that person.
func (r *reader) completes(x *Person) bool {
	if n := len(r.People); n > 0 && r.gap == 0 && r.filled && x.Name == "" && x.known > 0 && !x.marked {
		if last := &r.People[n-1]; last.known == 0 && last.Line == x.Line-1 {
			line, name, aff := last.Line, last.Name, last.Affiliation
			*last, last.Line, last.Name, last.Affiliation = *x, line, name, cmp.Or(aff, x.Affiliation)
			last.Updated = r.updated
			return true
		}
	}
	return false
}

// isNamed reports whether what stands beside a role is a person: a name, a group
// alone, or after a number whatever is short.
func (r *reader) isNamed(x *Person) bool {
	return x.Name == "" && (x.known > 0 || r.number > 0) || nameLike(x.Name) || x.known > 0 && shortName(x.Name) ||
		r.number > 0 && shortName(x.Name)
}

func shortName(s string) bool { return len(strings.Fields(s)) <= 5 && len(s) < 100 && !endsSentence(s) }

// belongs reports whether a line below a role names a person in it. It becomes
// the rapporteur's where that label is lost.
func (r *reader) belongs(x *Person, text string) bool {
	complete := x.complete()
	switch {
	case r.role == planner.RoleOnlineModerator && r.filled && complete && r.gap > 0 &&
		!r.before[string(planner.RoleRapporteur)]:
		r.infer(x, planner.RoleRapporteur)
		r.section = ""
		return true
	case r.role == vocabulary.AdditionalSpeaker:
		return x.Stakeholder != ""
	case complete, x.known > 0 && x.Name == "":
		return true
	case !nameLike(x.Name) || isSentence(text):
		return false
	}
	return x.known > 0 || x.marked || x.Affiliation != "" || !r.filled || r.gap == 0
}

// complete reports whether a line says name, group and region.
func (x *Person) complete() bool {
	return x.Name != "" && x.Stakeholder != "" && (x.Region != "" || x.NoRegion)
}

func (r *reader) add(l *line, x Person) {
	x.Updated = r.updated
	if x.Status == "" {
		x.Status = r.status
	}
	r.People = append(r.People, x)
	r.filled, l.Class = true, APerson
}

// lostLabel takes a line outside the roles that names a person, group and region:
// the moderator's, if "Online Moderator" follows.
func (r *reader) lostLabel(l *line, text string) bool {
	if !strings.ContainsAny(text, ",，،") || len(text) > 300 {
		return false
	}
	x := r.parse(text)
	if !x.complete() || !nameLike(x.Name) {
		return false
	}
	x.Line, x.bare = l.number, true
	r.add(l, x)
	return true
}

// field takes one value of the person above: "Organisation: …".
func (r *reader) field(l *line, h heading) bool {
	n := len(r.People)
	last := -1
	for i := n - 1; i >= 0 && last < 0; i-- {
		if r.People[i].Role == r.role {
			last = i
		}
	}
	if r.role == "" || h.field != vocabulary.Name && last < 0 {
		return false
	}
	l.Class = APerson
	if h.field == vocabulary.Name || !r.filled && last < 0 {
		x := r.parse(h.rest)
		x.Role, x.Number, x.Line = r.role, r.number, l.number
		r.add(l, x)
		return true
	}
	if !r.set(&r.People[last], h.field, h.rest) {
		l.Class, l.Why = NotUsed, "contact data"
	}
	return true
}

// set takes one value of a person; contact data and notes are none.
func (r *reader) set(x *Person, m vocabulary.Meaning, text string) bool {
	switch m {
	case vocabulary.Name, vocabulary.FirstName, vocabulary.LastName:
		x.Name = strings.TrimSpace(x.Name + " " + stripHonorific(text))
	case vocabulary.Organisation:
		x.Affiliation = text
	case vocabulary.CountryName:
		x.Country = text
	case vocabulary.Gender:
		x.Gender = vocabulary.Value(planner.Gender, text).Value
	case vocabulary.Stakeholder:
		x.Stakeholder = r.value(x, planner.Stakeholder, text)
	case vocabulary.Region:
		x.Region = r.value(x, planner.Region, text)
	case vocabulary.Role:
		x.Role, _ = roleOf(vocabulary.Compact(text))
	default:
		return false
	}
	return true
}

// tableHead takes the header of a table of people.
func (r *reader) tableHead(l *line) bool {
	if !isTableHead(strings.Join(l.cells, "\t")) {
		return false
	}
	named := false
	r.columns = nil
	for _, cell := range l.row {
		m, _ := vocabulary.Header(cell)
		r.columns = append(r.columns, m.Meaning)
		named = named || m.Meaning == vocabulary.Name || m.Meaning == vocabulary.LastName
	}
	if !named {
		r.columns = nil
		return false
	}
	l.Class = Heading
	return true
}

// tablePerson takes a row of a table of people.
func (r *reader) tablePerson(l *line) bool {
	if len(r.columns) == 0 || len(l.row) > len(r.columns) {
		return false
	}
	x := Person{Role: r.role, Line: l.number, marked: true}
	for i, cell := range l.row {
		if !vocabulary.IsMissing(cell) {
			r.set(&x, r.columns[i], cell)
		}
	}
	r.add(l, x)
	return true
}

// value reads a value; what cannot be taken is remembered.
func (r *reader) value(x *Person, d planner.Dimension, text string) string {
	m := r.opts.Value(d, text)
	if !m.OK() && m.Status != vocabulary.Missing {
		x.Unread = append(x.Unread, Unread{d, text, m})
	}
	return m.Value
}

// openSeats takes a line that says how many are still to be found, "three more",
// or a heading "Speakers (to be found)" with nothing beside it.
func (r *reader) openSeats(l *line, text string, below bool) bool {
	_, _, text = mark(text)
	n, rest := numberAt(text)
	rest = strings.Trim(rest, " .()")
	phrase := rest != "" && (contains("seat.open", rest) || vocabulary.IsMissing(rest))
	remark := r.status != "" && contains("seat.open", r.status)
	more := len(strings.Fields(rest)) <= 4 && contains("seat.more", rest)
	switch {
	case len(text) > 60, strings.ContainsAny(text, ",;"), below && text == "":
		return false
	case n > 0 && (phrase || more || rest == "" && remark):
	case phrase && n == 0 && r.isOpenAlone(rest):
		n = 1
	default:
		return false
	}
	r.Seats = append(r.Seats, planner.OpenSeats{Role: r.role, Number: n, Where: r.ref(l.number)})
	r.filled, l.Class = true, ASeat
	r.find(CodeSeats, planner.Note, planner.Plural(n, "seat", "seats")+" for "+string(r.role)+" still to be filled.",
		"Name the people in the text, or give those who could join with --pool.", text, l.number)
	return true
}

// isOpenAlone reports whether a text says nothing but that somebody is to be
// found.
func (r *reader) isOpenAlone(text string) bool {
	return vocabulary.IsMissing(text) || hasPrefixOf("seat.open", text) && len(strings.Fields(text)) <= 8
}

// settlePeople counts a person listed twice in one role once, drops those whose
// role nothing says, and tells what is missing.
func (r *reader) settlePeople() {
	type key struct {
		role    planner.Role
		name    string
		number  int
		updated bool
	}
	seen := make(map[key]int)
	var kept []Person
	for _, x := range r.People {
		k := key{x.Role, vocabulary.Compact(x.Name), 0, x.Updated}
		if x.Name == "" {
			if k.number = x.Number; x.Number == 0 {
				k.number = -x.Line
			}
		}
		first, again := seen[k]
		switch {
		case x.Role == "":
			r.lines[x.Line-1].Class, r.lines[x.Line-1].Why = NotUsed, "no role is said"
			r.find(CodeRole, planner.Warning, "Nothing says in which role "+quote(x.Name)+
				" is listed; the line was left out.", "Put the role before the line, for example \"Moderator: …\".",
				x.Name, x.Line)
			continue
		case again:
			who := x.Label()
			r.find(CodeRepeated, planner.Warning, quote(who)+" is listed twice as "+string(x.Role)+"; counted once.", "",
				who, x.Line, first)
			r.lines[x.Line-1].Why = "listed twice"
			continue
		}
		seen[k] = x.Line
		kept = append(kept, x)
	}
	r.People = kept
	r.tell(CodeNoName, planner.Note, "listed by stakeholder group and region only, without a name; each counts as one person",
		"", func(x *Person) bool { return !x.Updated && x.Name == "" })
	r.tell(CodeUpdated, planner.Warning, "listed in a block of updated information; it was kept apart from the list as filed",
		"To judge the updated panel instead, put only that block into a file.",
		func(x *Person) bool { return x.Updated })
}

// tell says how many of the people are of a kind.
func (r *reader) tell(code string, s planner.Severity, text, fix string, is func(*Person) bool) {
	var lines []int
	for i := range r.People {
		if is(&r.People[i]) {
			lines = append(lines, r.People[i].Line)
		}
	}
	if n := len(lines); n > 0 {
		verb := " is "
		if n > 1 {
			verb = " are "
		}
		r.find(code, s, planner.Plural(n, "person", "people")+verb+text+".", fix, "", lines...)
	}
}

// Label is how a person is called: by name, or else by seat, "Organizer 1".
func (x *Person) Label() string {
	if x.Name != "" {
		return x.Name
	}
	label := strings.ToUpper(string(x.Role[:1])) + string(x.Role[1:])
	if x.Number > 0 {
		label += " " + itoa(x.Number)
	}
	return label
}

// Blank reports whether a person whose value should be listed has none in the
// dimension: organizers who are named have neither group nor region in the form.
func (x *Person) Blank(d planner.Dimension) bool {
	if x.Updated || x.Role == planner.RoleOrganizer && x.Name != "" || x.asked(d) {
		return false
	}
	return d == planner.Stakeholder && x.Stakeholder == "" || d == planner.Region && x.Region == ""
}

// nameLike reports whether a text may be the name of a person: few words, none of
// them small but a particle, and no sentence.
func nameLike(s string) bool {
	fields := strings.Fields(s)
	if len(fields) == 0 || len(fields) > 7 || strings.ContainsAny(s, "0123456789?!:=@/&。？！，") ||
		isHan(s) && len([]rune(s)) > 12 {
		return false
	}
	for _, w := range fields {
		first := []rune(strings.TrimLeft(w, `"'“‘(`))
		if len(first) == 0 || !unicode.IsLetter(first[0]) || unicode.IsLower(first[0]) && !isParticle(w) {
			return false
		}
	}
	last := fields[len(fields)-1]
	return !strings.HasSuffix(last, ".") || len([]rune(last)) <= 4
}

// isParticle reports whether a small word may be part of a name: "van", "d'Arcy",
// "al-Masri".
func isParticle(word string) bool {
	part := strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune("'’-", r) })
	return isOne("name.particle", part[0])
}
