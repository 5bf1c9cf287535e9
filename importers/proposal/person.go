package proposal

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"roundtable/importers/internal/wording"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// people are read in the order in which they are listed.
type people struct {
	*notes
	list    []Person
	seats   []planner.OpenSeats
	role    planner.Role          // of the heading above
	number  int                   // "Speaker 3"
	status  string                // in the heading's brackets
	before  map[planner.Role]bool // the roles read so far
	filled  bool                  // the role has its person
	closed  bool                  // what follows is not below the role any more
	gap     int                   // how many blank lines stand before
	last    bool                  // a blank line follows
	alone   bool                  // the first of the role has a name and nothing else on the line
	doubted int                   // lines that should name people and do not
	pairs   bool                  // people take two lines: a name, and where they come from
	updated bool                  // inside the block of later changes
	columns []vocabulary.Meaning  // of a table of people
}

// openRole begins the lines of a role. A lost label "Moderator" is inferred here:
// the line just before "Online Moderator" is the moderator's.
func (r *people) openRole(l *line, h heading) {
	if i := len(r.list) - 1; i >= 0 && h.role == planner.RoleOnlineModerator && !r.before[planner.RoleModerator] {
		if x := &r.list[i]; x.Role == "" || x.bare && x.apart && !x.Updated {
			r.infer(x, planner.RoleModerator)
		}
	}
	online := vocabulary.Value(planner.Attendance, h.remark).Value == vocabulary.Online
	if online && h.role == planner.RoleModerator { // "Moderator (online)"
		h.role = planner.RoleOnlineModerator
	}
	r.role, r.number, r.status = h.role, h.number, h.remark
	r.filled, r.closed, r.alone, r.pairs = false, false, false, false
	r.before[h.role] = true
	switch {
	case h.rest == "":
		r.openSeats(l, "")
	case h.field != "":
		r.field(l, h)
	default:
		from := len(r.list)
		r.take(l, h.rest, true)
		for _, x := range r.list[from:] {
			if x.Role = h.also; h.also != "" {
				r.list = append(r.list, x)
			}
		}
	}
}

// infer gives a person the role that the place of the line tells.
func (r *people) infer(x *Person, role planner.Role) {
	x.Role = role
	r.before[role] = true
	r.find(CodeRole, "by-place", planner.Note, facts{
		"name": wording.Clip(x.Name), "role": planner.ValueName(role),
	}, x.Name, x.Line)
}

// take reads the people beside a role, or of a line below it. A number before them
// says that no more follow: "Speaker 3: …". A sentence ends the list, and is not
// taken.
func (r *people) take(l *line, text string, beside bool) bool {
	r.closed = beside && r.number > 0
	if r.openSeats(l, text) || r.otherLabel(l, text) {
		return true
	}
	style, _, text := mark(text)
	if l.cells != nil && !beside {
		text = strings.Join(l.cells, ", ")
	}
	list := several(text)
	for _, one := range list {
		x := r.parse(one)
		x.Line, x.bare, x.apart, x.indent = l.number, !beside, r.gap > 1, l.indent
		x.marked = style != "" && !beside || len(list) > 1
		switch {
		case !beside && r.completes(&x):
			l.Class = asPerson
		case r.isListed(&x, one, beside):
			if !r.isThing(l, &x, one) {
				r.add(l, x)
				r.doubtList(l, one, beside, len(list) > 1)
			}
		case !beside && isSentence(one):
			r.closed = true
			return false
		default:
			l.Class, l.Why = notUsed, "not read as a person"
			r.find(CodeLine, "no-person", planner.Warning, nil, one, l.number)
		}
	}
	return true
}

// isListed reports whether what stands beside or below a role is somebody.
func (r *people) isListed(x *Person, text string, beside bool) bool {
	if beside {
		return r.isNamed(x)
	}
	return r.belongs(x, text)
}

// isThing takes what should be a name and is none: it says an organisation or holds
// a number, and no group behind it says that it stands for somebody.
func (r *people) isThing(l *line, x *Person, text string) bool {
	acronym := x.Affiliation == "" && len(x.Name) > 2 && !strings.Contains(x.Name, " ") &&
		strings.ToUpper(x.Name) == x.Name && strings.ToLower(x.Name) != x.Name
	if (x.known > 0 || !organisationWord.Within(x.Name) && !acronym) &&
		(x.Stakeholder+x.Region != "" || x.NoRegion || !strings.ContainsAny(x.Name, "0123456789")) {
		return false
	}
	r.doubted++
	l.Class, l.Why = notUsed, "an organisation, an event or a number of people"
	r.find(CodeLine, "thing", planner.Warning, facts{"text": wording.Clip(text)}, text, l.number)
	return true
}

// otherLabel takes a line among the people that ends in a colon and is no heading
// that is known: whose role the people below it have is not said.
func (r *people) otherLabel(l *line, text string) bool {
	name, ok := strings.CutSuffix(strings.ReplaceAll(text, "：", ":"), ":")
	if name = strings.TrimSpace(name); !ok || len(name) > longestLabel || r.isKnown(name) {
		return false
	}
	r.role, r.closed, r.doubted = "", true, r.doubted+1
	l.Class, l.Why = notUsed, "no heading that is known"
	r.find(CodeRole, "heading", planner.Warning, facts{"text": wording.Clip(name)}, name, l.number)
	return true
}

// isNamed reports whether what stands beside a role is somebody: a name, a group
// alone, or whatever is short where there is a number.
func (r *people) isNamed(x *Person) bool {
	short := len(strings.Fields(x.Name)) <= 5 && len(x.Name) < 100 && !endsSentence(x.Name)
	return nameLike(x.Name) || short && (x.known > 0 || r.number > 0)
}

// completes takes a line right below a name that says more of that person: groups
// alone, whatever follows a number, "Speaker 1", what [people.isBelow] says, or the
// affiliation with its groups where names stand alone and a blank line parts the
// people.
func (r *people) completes(x *Person) bool {
	n, groups := len(r.list), x.Name == "" && x.known > 0 || x.known > 1 && r.last && r.alone
	if n == 0 || !r.filled || r.gap > 0 || !x.fits(&r.list[n-1]) {
		return false
	}
	old := &r.list[n-1]
	below := r.isBelow(x, old)
	if !groups && r.number == 0 && !below {
		return false
	}
	r.pairs = r.pairs || below
	if groups && r.isAffiliation() {
		r.list = r.list[:n-1]
		r.list[n-2].Affiliation, old = old.Name, &r.list[n-2]
	}
	old.join(x)
	return true
}

// join takes over what another line says of a person.
func (x *Person) join(more *Person) {
	x.Stakeholder, x.Region = cmp.Or(x.Stakeholder, more.Stakeholder), cmp.Or(x.Region, more.Region)
	x.Country, x.Gender = cmp.Or(x.Country, more.Country), cmp.Or(x.Gender, more.Gender)
	x.Status, x.Attendance = cmp.Or(x.Status, more.Status), cmp.Or(x.Attendance, more.Attendance)
	x.Affiliation = cmp.Or(x.Affiliation, strings.Trim(more.Name+", "+more.Affiliation, ", "))
	x.NoRegion, x.Unread, x.known = x.NoRegion || more.NoRegion, append(x.Unread, more.Unread...), x.known+more.known
}

// isBelow reports whether a line says where the person of the line above comes from,
// who has nothing but a name: it stands further in, is no entry of their list, has
// the word of an organisation beside a group, or did so for somebody before.
func (r *people) isBelow(x, old *Person) bool {
	switch {
	case old.known > 0 || old.Affiliation != "" || old.Line != x.Line-1 || x.complete() || len(x.Name) > 100 ||
		endsSentence(x.Name+x.Affiliation):
		return false
	case x.known > 0 && (r.pairs || organisationWord.Within(x.Name)):
		return true
	}
	return x.indent > old.indent || old.marked && !x.marked && x.indent == old.indent && x.known > 0
}

// fits reports whether a person has a name, and none of the values of x.
func (x *Person) fits(old *Person) bool {
	return !x.marked && old.Name != "" && (x.Stakeholder == "" || old.Stakeholder == "") &&
		(x.Region == "" || old.Region == "")
}

// isOneSeat reports whether one person alone mostly has a role.
func isOneSeat(role planner.Role) bool {
	return role == planner.RoleModerator || role == planner.RoleOnlineModerator || role == planner.RoleRapporteur
}

// isAffiliation reports whether of the last two lines, without any group, the second
// is the first one's affiliation: in roles that one person has, "Ann Poe", "Netstack".
func (r *people) isAffiliation() bool {
	n := len(r.list)
	if n < 2 || !isOneSeat(r.role) {
		return false
	}
	first, second := &r.list[n-2], &r.list[n-1]
	return first.Role == r.role && first.known+second.known == 0 && second.bare && first.Line == second.Line-1
}

// belongs reports whether a line below a role names a person in it. It becomes
// the rapporteur's where that label is lost.
func (r *people) belongs(x *Person, text string) bool {
	complete := x.complete()
	r.closed = complete && r.role == planner.RoleOnlineModerator && r.filled && r.gap > 0 &&
		!r.before[planner.RoleRapporteur]
	switch {
	case r.closed:
		r.infer(x, planner.RoleRapporteur)
		return true
	case r.role == vocabulary.AdditionalSpeaker:
		return x.Stakeholder != ""
	case complete, x.known > 0 && x.Name == "":
		return true
	}
	inList := x.known > 0 || x.marked || x.Affiliation != ""
	return nameLike(x.Name) && !isSentence(text) && (inList || isFull(x.Name) && r.goesOn())
}

// goesOn reports whether a name alone belongs to the role: right below it or the
// name before, or where the names of the role stand alone.
func (r *people) goesOn() bool { return !r.filled || r.gap == 0 || r.alone }

// complete reports whether a line says name, group and region.
func (x *Person) complete() bool {
	return x.Name != "" && x.Stakeholder != "" && (x.Region != "" || x.NoRegion)
}

func (r *people) add(l *line, x Person) {
	x.Role, x.Number = cmp.Or(x.Role, r.role), r.number
	if x.Updated = r.updated; x.Status == "" && isStatus(r.status) {
		x.Status = r.status
	}
	x.Away = standingOf(x.Status) == vocabulary.Declined
	if !r.filled {
		r.alone = x.bare && x.known == 0 && x.Affiliation == "" && !isOneSeat(x.Role)
	}
	r.list = append(r.list, x)
	r.filled, l.Class = true, asPerson
}

// lostLabel takes a line outside the roles that names a person, group and region,
// or one of these where no prose surrounds it: the moderator's, if "Online
// Moderator" follows, else it is asked about.
func (r *people) lostLabel(l *line, text string, prose bool) bool {
	if !strings.ContainsAny(text, ",，،") || len(text) > 300 {
		return false
	}
	x := r.parse(text)
	if !x.complete() && (prose || x.Stakeholder+x.Region == "") || !nameLike(x.Name) {
		return false
	}
	x.Line, x.bare, x.Updated = l.number, true, r.updated
	r.list, l.Class = append(r.list, x), asPerson
	return true
}

// field takes one value of the person above: "Organisation: …". A name begins the
// next person.
func (r *people) field(l *line, h heading) bool {
	if h.field == vocabulary.Name && r.role != "" {
		x := r.parse(h.rest)
		if x.Line = l.number; !r.isThing(l, &x, h.rest) {
			r.add(l, x)
		}
		return true
	}
	x := r.owner()
	if x == nil {
		return false
	}
	old := *x
	place := x.place(h.field)
	if l.Class = asPerson; place == nil {
		l.Class, l.Why = notUsed, "contact data"
		return true
	}
	before := *place
	r.set(x, h.field, h.rest)
	if _, isValue := h.field.Dimension(); isValue && before != "" && before != *place {
		*x, l.Class = old, "" // the line above says another
		return false
	}
	x.fielded = true
	return true
}

// owner is the person above whom a value belongs to: the last of the role. Values
// below a list whose other people have none are nobody's.
func (r *people) owner() *Person {
	for last := len(r.list) - 1; last >= 0 && r.role != ""; last-- {
		x := &r.list[last]
		if x.Role != r.role {
			continue
		}
		if before := &r.list[max(last-1, 0)]; last > 0 && before.Role == x.Role && x.bare && before.bare &&
			!x.fielded && !before.fielded {
			return nil
		}
		return x
	}
	return nil
}

// place is where a value of a person stands; contact data and notes have none.
func (x *Person) place(m vocabulary.Meaning) *string {
	return map[vocabulary.Meaning]*string{
		vocabulary.Name: &x.Name, vocabulary.FirstName: &x.Name, vocabulary.LastName: &x.Name,
		vocabulary.Organisation: &x.Affiliation, vocabulary.CountryName: &x.Country, vocabulary.Gender: &x.Gender,
		vocabulary.Stakeholder: &x.Stakeholder, vocabulary.Region: &x.Region, vocabulary.Role: (*string)(&x.Role),
	}[m]
}

// set takes one value of a person.
func (r *people) set(x *Person, m vocabulary.Meaning, text string) {
	place := x.place(m)
	if place == nil {
		return
	}
	if d, ok := m.Dimension(); ok {
		text = r.value(x, d, text)
	} else if m == vocabulary.Role {
		role, _ := roleOf(text)
		text = string(role)
	} else {
		text = strings.TrimSpace(x.Name + " " + stripHonorific(text))
	}
	*place = text
}

// value reads a value; what cannot be taken is remembered.
func (r *people) value(x *Person, d planner.Dimension, text string) string {
	m := r.Value(d, text)
	if !m.OK() && m.Status != vocabulary.Missing {
		x.Unread = append(x.Unread, Unread{d, text, m})
	}
	return m.Value
}

// tableOfPeople takes the header of a table of people, and the rows below it.
func (r *people) tableOfPeople(l *line) bool {
	switch {
	case l.cells == nil:
		r.columns = nil
		return false
	case isTableHead(l.row):
		r.columns = nil
		for _, cell := range l.row {
			m, _ := vocabulary.Header(cell)
			r.columns = append(r.columns, m.Meaning)
		}
		l.Class = asHeading
		return slices.Contains(r.columns, vocabulary.Name) || slices.Contains(r.columns, vocabulary.LastName)
	case len(r.columns) < len(l.row):
		return false
	}
	x := Person{Line: l.number, marked: true}
	for i, cell := range l.row {
		if r.columns[i] == vocabulary.Name && isNamed(cell) || !vocabulary.IsMissing(cell) {
			r.set(&x, r.columns[i], cell)
		}
	}
	r.add(l, x)
	return true
}

// openSeats takes a line that says how many are still to be found, "three more",
// perhaps of which group, "TBD, Government", or a heading "Speakers (to be found: 3)"
// with nothing beside it. A group and a region are somebody whose name is not said.
func (r *people) openSeats(l *line, text string) bool {
	_, _, text = mark(cmp.Or(text, r.status))
	group := ""
	if fields := r.fields(text); len(fields) == 2 {
		for i, f := range fields { // in either order
			if other := fields[1-i]; isTerm(other) && !isTerm(f) && !isNamed(f) {
				text, group = f, other
			}
		}
	}
	n := r.seatsIn(text)
	if n == 0 {
		return false
	}
	r.seats = append(r.seats, planner.OpenSeats{Role: r.role, Number: n, Where: r.ref(l.number)})
	r.filled, l.Class = true, asSeat
	form, args := "", facts{"n": n, "role": planner.ValueName(r.role)}
	if group != "" {
		form, args["group"] = "of-group", planner.ValueName(group)
	}
	r.find(CodeSeats, form, planner.Note, args, text, l.number)
	return true
}

// seatsIn is the number of seats that a text says are still to be filled.
func (r *people) seatsIn(text string) int {
	n, rest := numberAt(text)
	rest = strings.Trim(rest, " .()")
	more := len(strings.Fields(rest)) <= 4 && moreSeats.Within(rest) ||
		begins(moreSeats, rest) && vocabulary.Example(planner.Stakeholder, rest) != "" // "speakers from the private sector"
	switch {
	case len(text) > 60, strings.ContainsAny(text, ",;"), text == "":
	case n > 0 && (more || openSeat.Within(rest) || rest == "" && openSeat.Within(r.status)):
		return n
	case n == 0 && text != r.status && len(strings.Fields(text)) <= 8 &&
		(vocabulary.IsMissing(text) || begins(openSeat, text)):
		return 1
	}
	return 0
}

// settle counts a person listed twice in one role once, drops those whose role
// nothing says, and tells what is missing.
func (r *people) settle(lines []line) []Person {
	seen := make(map[string]int)
	var kept []Person
	var struck []int
	for _, x := range r.list {
		l := &lines[x.Line-1]
		if l.struck {
			struck = append(struck, x.Line)
		}
		if x.Role == "" {
			l.Class, l.Why = notUsed, "no role is said"
			r.find(CodeRole, "unsaid", planner.Warning, facts{"name": wording.Clip(x.Name)}, x.Name, x.Line)
			continue
		}
		key := fmt.Sprint(x.Role, x.Updated, vocabulary.Compact(x.Name))
		if x.Name == "" { // the number tells seats apart, or else the line
			key = fmt.Sprint(key, "\x00", x.Number, x.Line*max(1-x.Number, 0))
		}
		if first, again := seen[key]; again {
			l.Why = "listed twice"
			r.find(CodeRepeated, "", planner.Warning, facts{
				"name": wording.Clip(x.Label()), "role": planner.ValueName(x.Role),
			}, x.Label(), x.Line, first)
			continue
		}
		seen[key] = x.Line
		kept = append(kept, x)
	}
	if n := len(struck); n > 0 {
		r.find(table.CodeRowsStruck, "", planner.Warning, facts{"n": n}, "", struck...)
	}
	for _, k := range kindsOfPeople {
		var lines []int
		for i := range kept {
			if k.is(&kept[i]) {
				lines = append(lines, kept[i].Line)
			}
		}
		if n := len(lines); n > 0 {
			r.find(k.code, "", k.severity, facts{"n": n}, "", lines...)
		}
	}
	return kept
}

// kindsOfPeople are told of, all of a kind in one finding.
var kindsOfPeople = []struct {
	code     string
	severity planner.Severity
	is       func(*Person) bool
}{
	{CodeNoName, planner.Note, func(x *Person) bool { return !x.Updated && x.Name == "" }},
	{CodeAway, planner.Warning, func(x *Person) bool { return x.Away }},
	{CodeUpdated, planner.Warning, func(x *Person) bool { return x.Updated }},
}

// Label is how a person is called: by name, or else by seat, "Organizer 1".
func (x *Person) Label() string {
	if x.Name != "" {
		return x.Name
	}
	label := strings.ToUpper(string(x.Role[:1])) + string(x.Role[1:])
	if x.Number > 0 {
		label += " " + strconv.Itoa(x.Number)
	}
	return label
}

// Blank reports whether a person whose value should be listed has none in the
// dimension: organizers who are named have neither group nor region in the form.
func (x *Person) Blank(d planner.Dimension) bool {
	if x.Updated || x.Away || x.Role == planner.RoleOrganizer && x.Name != "" || x.unread(d) {
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
	return vocabulary.NameParticle.Is(part[0])
}
