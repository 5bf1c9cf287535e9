package course

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/internal/wording"
	"roundtable/importers/proposal"
	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Agenda is what a table says of a session.
type Agenda struct {
	Parts   []Part
	Minutes int // of the session, 0 where not said
	// Span is how many minutes there are from its beginning to its end by the times of the
	// parts, 0 where these do not say.
	Span     int
	When     planner.Slot
	Findings []planner.Finding
}

// Part is a part of an agenda with the issues and speakers named for it, as written.
type Part struct {
	planner.Part
	IssueTexts []string
	People     []Speaker

	begin, end int  // in seconds from midnight, -1 where not said
	rest       bool // it takes the time that is left
	unclear    bool // its length was not understood, which is found
}

// agendaTable is a table with the columns of an agenda; nil where there is none.
type agendaTable struct {
	sheetOf
	title, minutes, start, end, kind, issues, speaker, position, mode, withdrawn, day *sheet.Column

	called bool // its sheet or file has the name of an agenda
	unit   units
	out    Agenda
	date   string      // the day of the session, as written
	others []table.Row // of other days
}

// IsAgenda reports whether a table is an agenda, and by what that is seen: a column of
// parts, most of which have a length or times, on a sheet called so or with parts of
// kinds that are known.
func IsAgenda(m *sheet.Model) (why string, ok bool) {
	t := newAgendaTable(m)
	if m.Complete && len(m.Body) == 0 && t.called && t.title != nil && t.minutes != nil {
		return "columns for parts and minutes", true
	}
	unlike := slices.ContainsFunc(m.Columns, func(c *sheet.Column) bool {
		return t.columns.free(c) && slices.Contains(unlikeAgenda, c.Match.Meaning)
	})
	if !m.Complete || len(m.Body) == 0 || t.title == nil || t.minutes == nil && t.start == nil || unlike && !t.called {
		return "", false
	}
	if !t.evident() {
		return "", false
	}
	return "parts of an agenda and their times", true
}

// unlikeAgenda are the meanings of columns that an agenda does not have, unless it is called so.
var unlikeAgenda = []vocabulary.Meaning{
	vocabulary.Email, vocabulary.FirstName, vocabulary.LastName, vocabulary.Voter, vocabulary.Choice, vocabulary.Gender,
	vocabulary.Session,
}

// evident reports whether most rows have a length or a time, and the parts are called so, or
// nobody is named, and most are of kinds that are known, unless the sheet has the name of an
// agenda.
func (t *agendaTable) evident() bool {
	timed, known, titles := 0, 0, 0
	for _, row := range t.Body {
		text := t.minutes.Text(row)
		seconds, each, _ := t.unit.turns(text)
		if seconds+each > 0 || restWords.Is(text) || len(TimesOfDay(t.start.Text(row))) > 0 {
			timed++
		}
		if title := t.title.Text(row); title != "" {
			titles++
			if _, named := kindNamed(t.kind.Text(row)); named || proposal.KindOf(title) != planner.PartOther {
				known++
			}
		}
	}
	sure := t.called || t.title.How == sheet.ByMap ||
		2*known >= titles && (partColumn.Is(t.title.Header) || t.speaker == nil && !t.HasAny(vocabulary.Name))
	return 2*timed >= len(t.Body) && titles > 0 && sure
}

// ReadAgenda reads a table for which [IsAgenda] holds.
func ReadAgenda(m *sheet.Model) Agenda {
	t := newAgendaTable(m)
	t.columns.use(sheet.Agenda)
	t.above()
	for _, row := range m.Body {
		t.row(row)
	}
	for _, row := range m.Totals {
		t.total(row)
	}
	t.settle()
	t.out.Findings = t.found
	return t.out
}

func newAgendaTable(m *sheet.Model) *agendaTable {
	t := &agendaTable{sheetOf: sheetOf{Model: m}, called: isCalled(m, agendaSheet)}
	t.columns = wanted{
		{&t.title, partColumn},
		{&t.title, titleColumn},
		{&t.start, vocabulary.StartColumn},
		{&t.end, vocabulary.EndColumn},
		{&t.minutes, minutesColumn},
		{&t.kind, kindColumn},
		{&t.issues, issuesColumn},
		{&t.position, positionColumn},
		{&t.withdrawn, withdrawnColumn},
		{&t.speaker, speakerColumn},
		{&t.mode, modeColumn},
		{&t.day, dayColumn},
	}
	t.columns.take(m)
	if c := m.Column(vocabulary.Attendance); t.mode == nil && c != nil && t.columns.free(c) {
		t.mode = c
	}
	if t.minutes == nil && t.start != nil && t.areLengths(t.start) {
		t.minutes, t.start = t.start, nil // "Time: 5 min"
	}
	if t.title == nil && t.called {
		t.title = t.firstWords()
	}
	if t.minutes != nil && t.title != nil {
		t.unit = t.agendaUnits()
	}
	return t
}

// firstWords is the first free column with words in it.
func (t *agendaTable) firstWords() *sheet.Column {
	for _, c := range t.Columns {
		if t.columns.free(c) && c.Given > 0 && c.Share(isNumberText) == 0 {
			return c
		}
	}
	return nil
}

func isNumberText(s string) bool {
	return s != "" && strings.Trim(digits.Replace(s), "0123456789.,:") == ""
}

// areLengths reports a column of lengths in words or numbers, and no times of day.
func (t *agendaTable) areLengths(c *sheet.Column) bool {
	unit := units{headerUnit(c.Header, 60), 3600}
	return c.Given > 0 && c.Share(func(s string) bool {
		_, ok := unit.length(s)
		return ok && !hasColon(s) && len(TimesOfDay(s)) == 0
	}) == 1
}

// agendaUnits says how the lengths are read: "0:05" is in hours and minutes, unless a part
// would then take five hours.
func (t *agendaTable) agendaUnits() units {
	u := units{headerUnit(t.minutes.Header, 60), 3600}
	var texts []string
	for _, row := range t.Body {
		if title := t.title.Text(row); !isLengthRow(title) && !startRow.Is(title) {
			texts = append(texts, t.minutes.Text(row))
		}
	}
	if anyColon(texts) && u.largest(texts) >= 5*3600 {
		u.colon = 60
		t.find(CodeUnits, "part", planner.Note, t.ColumnRef(t.minutes), "", facts{"column": t.minutes.Named()})
	}
	return u
}

// above reads what stands above the heading: "Length: 90 minutes", "Start: 14:00", and
// pieces that are a length or two times alone: "Room 3, 10:00 to 11:30, 90 minutes".
func (t *agendaTable) above() {
	for _, row := range t.TitleRows() {
		used := false
		for _, c := range row.Cells {
			for _, part := range pieces.Split(sheet.Text(c), -1) {
				used = t.titled(strings.TrimSpace(part)) || used
			}
		}
		if used {
			t.UseTitle(row)
		}
	}
}

var pieces = regexp.MustCompile(`[;|\n；·•]|[,，] `)

// titled reads a piece of a title, and reports whether it says something of the session.
func (t *agendaTable) titled(text string) bool {
	if rest, ok := lengthRow.Begins(text); ok {
		s, ok := (units{60, 3600}).length(strings.Trim(rest, " :："))
		if ok && t.out.Minutes == 0 {
			t.out.Minutes = s / 60
		}
		return ok
	}
	if rest, ok := startRow.Begins(text); ok {
		return t.startsAt(rest)
	}
	if s, ok := wordedLength(strings.TrimSpace(digits.Replace(text))); ok && t.out.Minutes == 0 {
		t.out.Minutes = s / 60
		return true
	}
	if times := TimesOfDay(text); len(times) == 2 && len(strings.Fields(text)) <= 6 && t.startsAt(text) {
		if took := length(times[0], times[1]); t.out.Minutes == 0 && took < 12*60 {
			t.out.Minutes = took
		}
		return true
	}
	return false
}

// length is how many minutes there are from one time of day to another, over midnight.
func length(begin, end int) int { return (end - begin + 24*3600) % (24 * 3600) / 60 }

func (t *agendaTable) startsAt(text string) bool {
	times := TimesOfDay(text)
	if len(times) > 0 && !t.out.When.Timed {
		t.out.When = planner.Slot{Day: Date(text), Timed: true, Start: times[0] / 60}
	}
	return len(times) > 0
}

// row reads a part, a further speaker of the part above, or what a row says of the
// session. Rows of another day than the first are another session's.
func (t *agendaTable) row(row table.Row) {
	day := cmp.Or(t.day.Text(row), Date(t.start.Text(row)))
	if t.date == "" {
		t.date = day
	} else if day == "" && len(t.others) > 0 || day != "" && day != t.date {
		t.others = append(t.others, row)
		return
	}
	title := t.title.Text(row)
	if t.ofSession(row, title) {
		return
	}
	if n := len(t.out.Parts); title == "" || t.speaker != nil && n > 0 && title == t.out.Parts[n-1].Title &&
		t.speaker.Text(row) != "" {
		t.further(row)
		return
	}
	p := t.times(row)
	p.Title, p.Where = title, t.Ref(t.title.At(row))
	for _, text := range []string{title, t.Column(vocabulary.Note).Text(row)} {
		if _, each := proposal.Turns(text); p.Each == 0 {
			p.Each = each
		}
	}
	p.Kind = t.kindOf(row, title)
	p.IssueTexts = listed(t.issues.Text(row))
	p.People = t.people(row, p.Minutes)
	t.out.Parts = append(t.out.Parts, p)
}

// isLengthRow reports a row that is headed as the length of the session, or as lengths are.
func isLengthRow(title string) bool { return lengthRow.Is(title) || minutesColumn.Is(title) }

// ofSession reads a row that says the length of the session, or when it begins.
func (t *agendaTable) ofSession(row table.Row, title string) bool {
	switch {
	case isLengthRow(title):
		for _, c := range row.Cells {
			if s, ok := (units{60, 3600}).length(sheet.Text(c)); ok && c.Col != t.title.Col {
				t.out.Minutes = s / 60
				return true
			}
		}
		t.find(CodeCell, "session-length", planner.Warning, t.RowRef(row), title, nil)
		return true
	case startRow.Is(title):
		for _, c := range row.Cells {
			if c.Col != t.title.Col && t.startsAt(sheet.Text(c)) {
				return true
			}
		}
	case endRow.Is(title):
		times := TimesOfDay(t.start.Text(row) + " " + t.end.Text(row))
		if n := len(t.out.Parts); n > 0 && len(times) == 1 && t.minutes.Text(row) == "" {
			t.out.Parts[n-1].end = times[0]
			return true
		}
	case totalWords.Is(title) || partlyWords.Is(title):
		t.total(row)
		return true
	}
	return false
}

// total takes the number of a row of sums for the length, where nothing else says it. A
// subtotal is none.
func (t *agendaTable) total(row table.Row) {
	if partlyWords.Is(t.title.Text(row)) || t.out.Minutes > 0 {
		return
	}
	s, ok := t.unit.length(t.minutes.Text(row))
	for _, c := range row.Cells {
		if !ok && len(TimesOfDay(sheet.Text(c))) == 0 {
			s, ok = wordedLength(sheet.Text(c))
		}
	}
	if ok {
		t.out.Minutes = s / 60
	}
}

// further reads a row that names another speaker of the part above, whose minutes add to
// the part.
func (t *agendaTable) further(row table.Row) {
	n := len(t.out.Parts)
	if n == 0 {
		t.find(CodeCell, "no-part", planner.Warning, t.RowRef(row), "", facts{"column": wording.Clip(t.title.Header)})
		return
	}
	p, x := &t.out.Parts[n-1], t.times(row)
	p.Minutes, p.Each = p.Minutes+x.Minutes, max(p.Each, x.Each)
	p.rest, p.unclear = p.rest || x.rest, p.unclear || x.unclear
	p.People = append(p.People, t.people(row, x.Minutes)...)
	p.IssueTexts = append(p.IssueTexts, listed(t.issues.Text(row))...)
	if x.end >= 0 {
		p.end = x.end
	} else if x.begin >= 0 && p.begin >= 0 && x.Minutes > 0 {
		p.end = x.begin + 60*x.Minutes
	}
}

// times are the length of a row, how long each speaks, and the times at which it begins and
// ends.
func (t *agendaTable) times(row table.Row) Part {
	p := Part{begin: -1, end: -1}
	start := t.start.Text(row)
	times := slices.Concat(TimesOfDay(start), TimesOfDay(t.end.Text(row)))
	if len(times) > 0 {
		p.begin, t.out.When.Day = times[0], cmp.Or(t.out.When.Day, Date(start))
	} else if !vocabulary.IsMissing(start) {
		t.unread("time-of-day", t.start, row)
	}
	if len(times) > 1 {
		p.end = times[1]
	}
	text := t.minutes.Text(row)
	seconds, each, from := t.unit.turns(text)
	p.Minutes, p.Each = (seconds+30)/60, each/60
	switch p.rest = restWords.Is(text); {
	case p.rest || vocabulary.IsMissing(text):
	case seconds+each == 0:
		p.unclear = true
		t.unread("part-length", t.minutes, row)
	case from > 0:
		t.find(CodeCell, "part-range", planner.Note, t.Ref(t.minutes.At(row)), text, textOf(text))
	}
	return p
}

// kindNames are the kinds as a column of kinds names them.
var kindNames = []planner.PartKind{
	planner.PartOpening, planner.PartPitch, planner.PartDiscussion, planner.PartQuestions, planner.PartGroups,
	planner.PartDecision, planner.PartBreak, planner.PartClosing,
}

// kindNamed reads the cell of a kind: its name, or a word that titles of the kind hold.
func kindNamed(text string) (planner.PartKind, bool) {
	for _, k := range kindNames {
		if vocabulary.Fold(text) == string(k) || vocabulary.List("agenda/part: "+string(k)).Within(text) {
			return k, true
		}
	}
	return "", false
}

// kindOf is the kind of a part by its own column, else by its title.
func (t *agendaTable) kindOf(row table.Row, title string) planner.PartKind {
	text := t.kind.Text(row)
	if k, ok := kindNamed(text); ok {
		return k
	}
	if !vocabulary.IsMissing(text) {
		var names []string
		for _, k := range kindNames {
			names = append(names, string(k))
		}
		t.find(CodeCell, "kind", planner.Warning, t.Ref(t.kind.At(row)), text,
			facts{"text": wording.Clip(text), "kinds": planner.Quoted(names)})
	}
	return proposal.KindOf(title)
}

// people are the speakers that a row names; one alone has the minutes of the row.
func (t *agendaTable) people(row table.Row, minutes int) []Speaker {
	var out []Speaker
	for _, name := range listed(t.speaker.Text(row)) {
		out = append(out, Speaker{Name: name, Where: t.Ref(t.speaker.At(row))})
	}
	place, mode, gone := t.position.Text(row), t.mode.Text(row), t.withdrawn.Text(row)
	if len(out) != 1 {
		if place+gone != "" {
			t.find(CodeCell, "no-one-person", planner.Warning, t.RowRef(row), "", nil)
		}
		return out
	}
	x := &out[0]
	x.Minutes = minutes
	if n, ok := Position(place); ok {
		x.Position = n
	} else if place != "" {
		t.unread("position", t.position, row)
	}
	if m := vocabulary.Value(planner.Attendance, mode); m.OK() {
		x.Attendance = m.Value
	} else if !vocabulary.IsMissing(mode) {
		t.unread("attendance", t.mode, row)
	}
	yes, known := Withdrawn(gone)
	if x.Withdrawn = yes; !known {
		t.unread("withdrawn", t.withdrawn, row)
	}
	return out
}

// Position reads a place in the speaking order; a blank or 0 is none.
func Position(text string) (n int, ok bool) {
	if vocabulary.IsMissing(text) {
		return 0, true
	}
	n, err := strconv.Atoi(strings.TrimSuffix(digits.Replace(text), ".0"))
	return n, err == nil && n >= 0 && n < 1000
}

// Withdrawn reads whether somebody has withdrawn; a blank is no.
func Withdrawn(text string) (yes, ok bool) {
	if vocabulary.IsMissing(text) {
		return false, true
	}
	if withdrawnColumn.Is(text) || vocabulary.Mark.Is(text) {
		return true, true
	}
	a, _ := vocabulary.YesNo(text)
	if s, known := vocabulary.StatusOf(text); known && a == planner.Unknown {
		return s == vocabulary.Declined, s == vocabulary.Declined || s == vocabulary.Confirmed
	}
	return a == planner.Yes, a != planner.Unknown
}

// listed are the entries of a cell with semicolons or line breaks between them.
func listed(text string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(";；\n؛", r) }) {
		if part = vocabulary.Clean(part); !vocabulary.IsMissing(part) {
			out = append(out, part)
		}
	}
	return out
}

// settle gives parts that begin at a time their length: to their end, or to the beginning
// of the next; and says where times and minutes do not agree.
func (t *agendaTable) settle() {
	when, parts := &t.out.When, t.out.Parts
	if len(parts) > 0 && parts[0].begin >= 0 && !when.Timed {
		when.Timed, when.Start = true, parts[0].begin/60
	}
	for i := range parts {
		p := &parts[i]
		if p.begin >= 0 && when.Timed {
			p.Begin = planner.LimitOf(length(60*when.Start, p.begin))
		}
		if end := t.endOf(i); p.begin >= 0 && end >= 0 {
			t.settlePart(p, length(p.begin, end))
		}
	}
	if n := len(parts); n > 0 && parts[n-1].end >= 0 && when.Timed {
		t.out.Span = length(60*when.Start, parts[n-1].end)
	}
	when.Day = cmp.Or(when.Day, t.date)
	t.leaveOtherDays()
	t.fillRest()
	t.sayWithout()
}

// fillRest gives the part that takes the time that is left its minutes, as [proposal.TheRest]
// has them.
func (t *agendaTable) fillRest() {
	var list []*planner.Part
	var rest []int
	for i := range t.out.Parts {
		p := &t.out.Parts[i]
		if p.rest && p.Minutes == 0 { // else its times say more
			rest = append(rest, i)
		}
		list = append(list, &p.Part)
	}
	t.found = append(t.found, proposal.TheRest(list, rest, cmp.Or(t.out.Minutes, t.out.Span))...)
}

// settlePart gives a part the minutes that it takes by its times, or says that they differ.
func (t *agendaTable) settlePart(p *Part, took int) {
	switch {
	case took >= 12*60:
		t.find(CodeClock, "backwards", planner.Warning, p.Where, p.Title, textOf(p.Title))
	case p.Minutes == 0:
		p.Minutes = took
	case p.Minutes != took && p.end >= 0:
		t.find(CodeClock, "differs", planner.Warning, p.Where, p.Title,
			facts{"text": wording.Clip(p.Title), "n": p.Minutes, "took": took})
	}
}

// leaveOtherDays leaves the rows of other days out, and says so.
func (t *agendaTable) leaveOtherDays() {
	if len(t.others) == 0 {
		return
	}
	t.find(CodeClock, "days", planner.Warning, t.RowRef(t.others[0]), t.day.Text(t.others[0]),
		facts{"n": len(t.others), "day": wording.Clip(t.date)})
	t.Leave(func(row table.Row) sheet.Class {
		if slices.ContainsFunc(t.others, func(x table.Row) bool { return x.Number == row.Number }) {
			return sheet.NotTaken
		}
		return sheet.Body
	})
}

// endOf is when a part ends: as said, when the next begins, or when the session ends; -1
// where nobody says.
func (t *agendaTable) endOf(i int) int {
	parts := t.out.Parts
	switch {
	case parts[i].end >= 0:
		return parts[i].end
	case i+1 < len(parts):
		return parts[i+1].begin
	case t.out.Minutes > 0 && t.out.When.Timed:
		return 60 * (t.out.When.Start + t.out.Minutes)
	}
	return -1
}

// sayWithout names the parts that have no length.
func (t *agendaTable) sayWithout() {
	var without []planner.Ref
	for _, p := range t.out.Parts {
		if p.Minutes+p.Each == 0 && !p.unclear && !p.rest {
			without = append(without, p.Where)
		}
	}
	if len(without) > 0 {
		t.found = append(t.found, planner.Finding{
			Code: CodeCell, Form: "no-lengths", Severity: planner.Warning, Where: without[0], Also: without[1:],
			Args: facts{"n": len(without)},
		})
	}
}

// PositionColumn is the column of a list of people that fixes places in the speaking order,
// or nil: its heading says so, and its cells are numbers. A "Position" of words is a job.
func PositionColumn(m *sheet.Model) *sheet.Column {
	return headed(m, positionColumn, func(c *sheet.Column) bool {
		return c.Given > 0 && c.Used == "" && 4*c.Share(func(s string) bool { _, ok := Position(s); return ok }) >= 3
	})
}
