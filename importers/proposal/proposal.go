// Package proposal reads the text of a session proposal: who takes part in which
// role, the policy questions, the agenda with its minutes, the goals, format and
// length.
//
// The forms the Internet Governance Forum has published since 2017 are read, and
// texts written freely: a label with its value on the same line or below it, a
// table of labels and values, lists with bullets or numbers. A heading opens a
// section, and a line is read by the section it stands in. The words of headings
// are data of package vocabulary. Whatever a line was taken for, or why it was not used, is
// in the account: every line has exactly one entry.
//
// Nobody is invented: a name stands in the text as it is returned, but for the comma
// of "Ms. Ana, LIMA"; a line that is a sentence names nobody, nor does one that says
// an organisation or a number alone.
package proposal

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Options says how values are read.
type Options struct {
	// File is the name for the places of findings.
	File string
	// Value reads a stakeholder or regional group.
	Value func(planner.Dimension, string) vocabulary.ValueMatch
}

// Proposal is what a text says.
type Proposal struct {
	// Event is what stands before the title: "IGF 2019 WS #287".
	Event, Title, Format string
	Minutes              int // the length; 0 where it is not given
	// When is the day, as written, and the hours of the session in UTC, or without an end when
	// its agenda begins by the clock.
	When      planner.Slot
	People    []Person // one entry for each person in each role, as listed
	Seats     []planner.OpenSeats
	Questions []planner.Issue // the ID is empty where the text gives no number
	Agenda    []planner.Part
	Goals     []int // numbers of the Sustainable Development Goals, ascending
	Findings  []planner.Finding
	Account   []Line // one entry for each line of the text
	doubted   int    // lines that should name people and do not
}

// Person is one person in one role, as listed. Name is empty where only the
// group or the region is given.
type Person struct {
	Role        planner.Role `json:"role"`
	Number      int          `json:"number,omitempty"`
	Name        string       `json:"name"`
	Affiliation string       `json:"affiliation,omitempty"`
	Stakeholder string       `json:"stakeholder"`
	Region      string       `json:"region"`
	Country     string       `json:"country,omitempty"`
	Gender      string       `json:"gender,omitempty"`
	Attendance  string       `json:"attendance,omitempty"`
	Status      string       `json:"status,omitempty"`  // as written: "confirmed"
	Updated     bool         `json:"updated,omitempty"` // in the block of later changes
	Line        int          `json:"line"`

	Away     bool     `json:"-"` // does not come: "declined"
	NoRegion bool     `json:"-"` // listed as an organization without a regional group
	Unread   []Unread `json:"-"` // values that could not be taken

	bare   bool // no label of its own
	marked bool // an entry of a list
	apart  bool // blank lines stand before, where a label may have stood
	indent int  // how far its line stands in
	// fielded says that values stand below the name, each with its label.
	fielded bool
	known   int // how many of its values are known words
}

// Unread is a value that could not be taken as it is.
type Unread struct {
	Dimension planner.Dimension
	Text      string
	Match     vocabulary.ValueMatch
}

// unread reports whether a value of the dimension was given but not taken.
func (x *Person) unread(d planner.Dimension) bool {
	return slices.ContainsFunc(x.Unread, func(u Unread) bool { return u.Dimension == d })
}

// Line is what one line of the text was taken for.
type Line struct {
	Number int
	Class  string // one of the classes below
	Why    string // for lines that are not used
}

// The classes of lines.
const (
	asBlank    = "blank"
	asHeading  = "heading"
	asPerson   = "person"
	asSeat     = "open seat"
	asQuestion = "question"
	asAgenda   = "agenda"
	asGoal     = "goal"
	asSetting  = "setting" // title, format, length
	notUsed    = "not used"
)

// The codes of the findings.
const (
	// CodeLine: a line in the list of people could not be understood.
	CodeLine = "proposal-line"
	// CodeRepeated: a person is listed twice in the same role; counted once.
	CodeRepeated = "proposal-repeated"
	// CodeRole: the label of a role is lost; it was told by the line's place.
	CodeRole = "proposal-role"
	// CodeUpdated: a block of later changes was kept apart from the filed list.
	CodeUpdated = "proposal-updated"
	// CodeQuestions: how the policy questions were told apart, or that there are none.
	CodeQuestions = "proposal-questions"
	// CodeAway: people are listed who do not come; they are not counted.
	CodeAway = "proposal-away"
	// CodeNoName: people are listed by group only; they have no name.
	CodeNoName = "proposal-no-name"
	// CodeSeats: seats that are still to be filled.
	CodeSeats = "proposal-seats"
	// CodeAgenda: what the minutes of the agenda add up to, or a part without any.
	CodeAgenda = "proposal-agenda"
	// CodeGoal: a line below the goals names none.
	CodeGoal = "proposal-goal"
	// CodeLength: the text gives two lengths.
	CodeLength = "proposal-length"
)

// line is a line of the text.
type line struct {
	number int
	indent int
	text   string   // white space cleaned, signs of emphasis dropped
	row    []string // the cells of a table, blank ones too
	cells  []string // those that hold something, two at least
	struck bool     // struck through as in Markdown, in part at least: ~~Ana~~
	Line
}

// linesOf parts a text into lines, whatever ends them.
func linesOf(text string) []line {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n").Replace(strings.ToValidUTF8(text, "\uFFFD"))
	raw := strings.Split(text, "\n")
	out := make([]line, len(raw))
	for i, s := range raw {
		s = table.Unquoted(strings.ReplaceAll(s, "**", ""))
		l := &out[i]
		if l.struck = strings.Count(s, "~~") > 1; l.struck {
			s = strings.ReplaceAll(s, "~~", "")
		}
		l.number, l.indent = i+1, len(s)-len(strings.TrimLeft(s, " \t\u00a0"))
		l.text = vocabulary.Clean(strings.TrimLeft(s, "# \t\u00a0"))
		for cell := range strings.SplitSeq(s, "\t") {
			l.row = append(l.row, vocabulary.Clean(cell))
		}
		cells := slices.DeleteFunc(slices.Clone(l.row), func(c string) bool { return c == "" })
		if len(cells) > 1 {
			l.cells = cells
		}
	}
	return out
}

// notes collects what was noticed.
type notes struct {
	Options
	findings []planner.Finding
}

// facts are the parameters of what a finding says.
type facts = map[string]any

// find adds a finding about lines; one without lines is about the text.
func (r *notes) find(code, form string, s planner.Severity, args facts, seen string, lines ...int) {
	f := planner.Finding{Code: code, Form: form, Severity: s, Args: args, Seen: seen, Where: planner.Ref{File: r.File}}
	for _, n := range lines {
		f.Also = append(f.Also, r.ref(n))
	}
	if len(lines) > 0 {
		f.Where, f.Also = f.Also[0], f.Also[1:]
	}
	r.findings = append(r.findings, f)
}

func (r *notes) ref(line int) planner.Ref {
	return planner.Ref{File: r.File, Cell: "line " + strconv.Itoa(line)}
}

// reader reads one text, line by line.
type reader struct {
	*notes
	people
	course
	lines   []line
	section string         // kind of the heading above; "" before any
	title   *line          // the first line, where it may be the title
	asked   []questionLine // the policy questions
	more    []questionLine // the additional ones
	event   string         // what stands before the title
	name    string         // the title
	format  string
	when    planner.Slot
	goals   []int
	// mentioned are goals that sentences speak of, on the lines of mentions.
	mentioned, mentions []int
}

// Read reads a text.
func Read(text string, opts Options) *Proposal {
	n := &notes{Options: opts}
	r := &reader{notes: n, lines: linesOf(text)}
	r.people = people{notes: n, before: make(map[planner.Role]bool)}
	r.course.notes = n
	r.findTitle()
	for i := range r.lines {
		r.last = i+1 == len(r.lines) || r.lines[i+1].text == ""
		r.read(&r.lines[i])
	}
	p := &Proposal{
		Event:     r.event,
		Title:     r.name,
		Format:    r.format,
		Minutes:   r.length,
		Questions: r.questions(),
		Seats:     r.seats,
	}
	p.People, p.doubted = r.people.settle(r.lines), r.doubted
	p.Agenda = r.course.settle()
	if len(r.clock) > 0 && r.clock[0] >= 0 && !r.when.Timed {
		r.when = planner.Slot{Timed: true, Start: r.clock[0]}
	}
	p.When = r.when
	p.Goals, p.Findings = r.settleGoals(), r.findings
	for i := range r.lines {
		l := &r.lines[i]
		l.Number, l.Class = l.number, cmp.Or(l.Class, notUsed)
		p.Account = append(p.Account, l.Line)
	}
	return p
}

// The kinds of headings that the reader itself asks for.
const (
	ofTitle     = "title"
	ofQuestions = "questions"
	ofAgenda    = "agenda"
	ofGoals     = "goals"
	ofFormat    = "format"
	ofLength    = "length"
	ofRole      = "role"
	ofField     = "field"
	ofOther     = "other"
	ofUpdated   = "updated"

	moreQuestions = "more questions"
)

// read understands one line.
func (r *reader) read(l *line) {
	if l.text == "" {
		r.gap++
		l.Class = asBlank
		return
	}
	h, ok := headingOf(l)
	fixed := slices.Contains([]string{ofTitle, ofFormat, ofLength}, h.kind)
	switch {
	case l == r.title:
		l.Class = asSetting
	case r.tableOfPeople(l),
		r.hoursLine(l),
		r.formatLine(l),
		r.section == ofAgenda && !fixed && r.part(l, l.text, false):
	case ok && (r.section != ofQuestions || h.rest != "" || !isQuestion(l.text)):
		r.open(l, h)
	default:
		r.body(l, l.text)
	}
	r.gap = 0
}

// open begins the section of a heading, and reads what stands beside it.
func (r *reader) open(l *line, h heading) {
	switch {
	case h.kind == ofField:
		if r.section != ofRole || !r.field(l, h) {
			r.ofNobody(l, h)
		}
		return
	case h.kind == ofGoals && h.number > 0:
		r.goalLine(l)
		return
	}
	r.section, l.Class = h.kind, asHeading
	if h.kind == ofRole {
		r.openRole(l, h)
		return
	}
	r.updated = h.kind == ofUpdated
	if all := spansIn(h.remark); h.kind == ofAgenda && len(all) == 1 { // "Agenda (90 minutes)"
		r.setLength(l, all[0].total())
	}
	if h.kind == ofTitle && r.title != nil {
		r.title.Class, r.title.Why = notUsed, "above the title"
	}
	if h.kind == ofQuestions && h.number > 0 {
		h.rest = l.text
	}
	if h.rest != "" {
		r.body(l, h.rest)
	}
}

// ofNobody reads a line that begins like a value of a person outside the people:
// "Country: …" of the session.
func (r *reader) ofNobody(l *line, h heading) {
	r.body(l, l.text)
	if _, value := h.field.Dimension(); value && l.Class == "" && h.rest != "" {
		r.find(CodeLine, "values", planner.Note, nil, l.text, l.number)
	}
}

// body reads a line, or the rest of one, by its section.
func (r *reader) body(l *line, text string) {
	switch {
	case r.section == ofQuestions:
		l.Class, r.asked = asQuestion, append(r.asked, questionLine{l, text, r.gap > 0})
	case r.section == moreQuestions:
		l.Class, r.more = asQuestion, append(r.more, questionLine{l, text, false})
	case r.section == ofGoals:
		r.goal(l, text)
	case r.section == ofFormat || r.section == ofLength:
		r.formatOrLength(l, text)
	case r.section == ofTitle:
		r.name, r.section, l.Class = text, ofOther, asSetting
	case r.section == ofRole && !r.closed && r.take(l, text, false):
	case r.part(l, text, r.section != ofAgenda), r.lostLabel(l, text, r.section == ofOther):
	case r.section == ofAgenda || r.section == ofOther:
		r.mention(l)
		r.detail(l, text, r.section == ofAgenda)
	default:
		l.Why = "in no section"
	}
}

var sessionNumber = regexp.MustCompile(`^IGF.*?#\s?\d+[\s:–-]*(.*)$|^.*\bWS\s?#\s?\d+[\s:–-]*(.*)$`)

// findTitle takes the title from the line "IGF 2019 WS #287 Title", or the line
// after it, or else from the first line if that may be one.
func (r *reader) findTitle() {
	i := slices.IndexFunc(r.lines, func(l line) bool { return l.text != "" && !begins(noTitle, l.text) })
	if i < 0 {
		return
	}
	l := &r.lines[i]
	if _, ok := headingOf(l); ok || l.cells != nil || len(l.text) > 250 || strings.HasSuffix(l.text, ".") ||
		r.parse(l.text).known > 1 {
		return
	}
	r.title, r.name = l, l.text
	if m := sessionNumber.FindStringSubmatch(l.text); m != nil {
		r.name = m[1] + m[2]
		if r.event = strings.TrimRight(strings.TrimSuffix(l.text, r.name), " :–-"); r.name == "" {
			r.section = ofTitle // on the next line
		}
	}
}

// Recognise reports whether a text is a proposal, and by what that is seen.
func Recognise(text string, opts Options) (why string, ok bool) {
	lines := linesOf(head(text))
	filled := slices.DeleteFunc(lines, func(l line) bool { return l.text == "" })
	if len(text) > longestText || len(filled) == 0 || isTableHead(filled[0].row) || isTitledTable(filled) ||
		!slices.ContainsFunc(filled, func(l line) bool {
			h, _ := headingOf(&l)
			return h.kind == ofRole || h.kind == ofQuestions || h.kind == ofAgenda
		}) {
		return "", false
	}
	p := Read(head(text), opts)
	people := p.evident()
	var evidence []string
	for _, e := range []struct {
		n         int
		one, many string
	}{
		{people, "person in a role", "people in roles"},
		{len(p.Questions), "policy question", "policy questions"},
		{len(p.Agenda), "part of an agenda", "parts of an agenda"},
		{len(p.Goals), "goal", "goals"},
		{min(p.Minutes+len(p.Format), 1), "format", ""},
	} {
		if e.n > 0 {
			evidence = append(evidence, planner.Plural(e.n, e.one, e.many))
		}
	}
	// In a long table some cells may look like labels; in a proposal at least one
	// line in forty is one.
	n := len(filled)
	ok = people >= 2 && people*40 >= n || people == 1 && n <= 3 || len(evidence) > 1 || len(p.Agenda) > 2
	return strings.Join(evidence, ", "), ok
}

// evident counts the lines that surely are of a list of people: a name alone is one
// only where all else is understood.
func (p *Proposal) evident() int {
	n := len(p.Seats) + p.doubted
	whole := !slices.ContainsFunc(p.Account, func(l Line) bool { return l.Class == notUsed })
	for i := range p.People {
		if x := &p.People[i]; whole || !x.bare || x.known > 0 || x.marked {
			n++
		}
	}
	return n
}

// The most that is read of a text: proposals are small, and whether a text is one
// shows at its beginning.
const (
	longestText = 4 << 20
	headBytes   = 64 << 10
)

func head(text string) string {
	if len(text) <= headBytes {
		return text
	}
	return text[:max(strings.LastIndexByte(text[:headBytes], '\n'), 0)]
}

// isTableHead reports whether a line is the header of a table: several words that
// head columns.
func isTableHead(cells []string) bool {
	if len(cells) == 1 {
		cells = strings.FieldsFunc(cells[0], func(r rune) bool { return strings.ContainsRune(",;|", r) })
	}
	known := 0
	for _, c := range cells {
		if m, ok := vocabulary.Header(c); ok && m.IsWhole() {
			known++
		}
	}
	return known > 1 && known*2 > len(cells)
}

// titleLines is how many lines a title above a table has at most.
const titleLines = 4

// isTitledTable reports whether the header of a table stands below a title, and most lines below it
// have as many cells.
func isTitledTable(lines []line) bool {
	for i, l := range lines[:min(len(lines), titleLines+1)] {
		for _, delimiter := range []string{",", ";", "|"} {
			n, like := strings.Count(l.text, delimiter), 0
			if n == 0 || l.cells != nil || !isTableHead([]string{l.text}) {
				continue
			}
			for _, below := range lines[i+1:] {
				if strings.Count(below.text, delimiter) == n {
					like++
				}
			}
			return 2*like > len(lines)-i-1
		}
	}
	return false
}

// IsProse reports whether a text is written in sentences: no table, whatever its
// commas suggest.
func IsProse(text string) bool {
	sentences, all := 0, 0
	for i, l := range linesOf(head(text)) {
		if i == 0 && !isSentence(l.text) && (l.cells != nil || len(split(l.text, ",;|")) > 2) {
			return false // three cells at least
		}
		all += len(l.text)
		if isSentence(l.text) {
			sentences += len(l.text)
		}
	}
	return sentences*5 > all*3
}

// isSentence reports whether a line is prose: many words, and the end of a
// sentence.
func isSentence(text string) bool {
	return strings.ContainsAny(text, ".?!。？！؟…") && len(strings.Fields(text)) >= 8 && endsSentence(text) ||
		len([]rune(text)) >= 30 && strings.ContainsAny(text, "。？！")
}

func endsSentence(text string) bool {
	return strings.HasSuffix(strings.TrimRight(text, `"'”’)] `), ".") || isQuestion(text) ||
		strings.HasSuffix(text, "!") || strings.HasSuffix(text, "。") || strings.HasSuffix(text, "…")
}

func isQuestion(text string) bool {
	text = strings.TrimRight(text, `"'”’)] `)
	return strings.HasSuffix(text, "?") || strings.HasSuffix(text, "？") || strings.HasSuffix(text, "؟")
}
