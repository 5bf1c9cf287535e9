// Package proposal reads the text of a session proposal: who takes part in which
// role, the policy questions, the agenda with its minutes, the goals, format and
// length.
//
// The forms the Internet Governance Forum has published since 2017 are read, and
// texts written freely: a label with its value on the same line or below it, a
// table of labels and values, lists with bullets or numbers. A heading opens a
// section, and a line is read by the section it stands in. The words of headings
// are data (words.tsv). Whatever a line was taken for, or why it was not used, is
// in the account: every line has exactly one entry.
//
// Nobody is invented: a name stands in the text as it is returned, and a line
// that is a sentence names nobody.
package proposal

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

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
	Title, Format string
	Minutes       int      // the length; 0 where it is not given
	People        []Person // one entry for each person in each role, as listed
	Seats         []planner.OpenSeats
	Questions     []planner.Issue // the ID is empty where the text gives no number
	Agenda        []planner.Part
	Goals         []int // numbers of the Sustainable Development Goals, ascending
	Findings      []planner.Finding
	Account       []Line // one entry for each line of the text
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
	Status      string       `json:"status,omitempty"`  // as written: "confirmed"
	Updated     bool         `json:"updated,omitempty"` // in the block of later changes
	Line        int          `json:"line"`

	NoRegion bool     `json:"-"` // listed as an organization without a regional group
	Unread   []Unread `json:"-"` // values that could not be taken

	bare   bool // no label of its own
	marked bool // an entry of a list
	apart  bool // blank lines stand before, where a label may have stood
	known  int  // how many of its values are known words
}

// Unread is a value that could not be taken as it is.
type Unread struct {
	Dimension planner.Dimension
	Text      string
	Match     vocabulary.ValueMatch
}

// asked reports whether a value of the dimension was given but not taken.
func (x *Person) asked(d planner.Dimension) bool {
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
	Blank    = "blank"
	Heading  = "heading"
	APerson  = "person"
	ASeat    = "open seat"
	Question = "question"
	Agenda   = "agenda"
	Goal     = "goal"
	Setting  = "setting" // title, format, length
	NotUsed  = "not used"
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
	Line
}

// linesOf parts a text into lines, whatever ends them.
func linesOf(text string) []line {
	raw := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n").Replace(text), "\n")
	out := make([]line, len(raw))
	for i, s := range raw {
		l := &out[i]
		l.number = i + 1
		l.indent = len(s) - len(strings.TrimLeft(s, " \t\u00a0"))
		l.text = vocabulary.Clean(strings.TrimLeft(strings.ReplaceAll(s, "**", ""), "# \t\u00a0"))
		for cell := range strings.SplitSeq(s, "\t") {
			cell = vocabulary.Clean(cell)
			if l.row = append(l.row, cell); cell != "" {
				l.cells = append(l.cells, cell)
			}
		}
		if len(l.cells) < 2 {
			l.cells = nil
		}
	}
	return out
}

// reader reads one text, line by line.
type reader struct {
	Proposal
	opts  Options
	lines []line

	section string               // kind of the heading above; "" before any and after a filled role
	role    planner.Role         // of the section, or of the person read last
	number  int                  // of the heading: "Speaker 3"
	status  string               // in the heading's brackets
	before  map[string]bool      // the kinds of headings read so far
	filled  bool                 // the section has its person
	gap     int                  // how many blank lines stand before
	updated bool                 // inside the block of later changes
	style   string               // of the parts of the agenda: how they are marked
	indent  int                  // and how far they stand in
	block   []questionLine       // the policy questions
	more    []questionLine       // the additional ones
	columns []vocabulary.Meaning // of a table of people
	title   *line                // the first line, where it may be the title
	clock   []int                // when the parts begin, in minutes; -1 where not said
}

// Read reads a text.
func Read(text string, opts Options) *Proposal {
	r := &reader{opts: opts, lines: linesOf(text), before: make(map[string]bool)}
	r.findTitle()
	for i := range r.lines {
		r.read(&r.lines[i])
	}
	r.Proposal.Questions = r.questions()
	r.settleTitle()
	r.settlePeople()
	r.settleAgenda()
	slices.Sort(r.Goals)
	r.Goals = slices.Compact(r.Goals)
	for i := range r.lines {
		l := &r.lines[i]
		l.Number, l.Class = l.number, cmp.Or(l.Class, NotUsed)
		r.Account = append(r.Account, l.Line)
	}
	return &r.Proposal
}

// find adds a finding about lines; a finding without lines is about the text.
func (r *reader) find(code string, s planner.Severity, text, fix, seen string, lines ...int) {
	f := planner.Finding{
		Code: code, Severity: s, Text: text, Fix: fix, Seen: seen, Where: planner.Ref{File: r.opts.File},
	}
	for i, n := range lines {
		if ref := r.ref(n); i == 0 {
			f.Where = ref
		} else {
			f.Also = append(f.Also, ref)
		}
	}
	r.Findings = append(r.Findings, f)
}

func (r *reader) ref(line int) planner.Ref {
	return planner.Ref{File: r.opts.File, Cell: "line " + strconv.Itoa(line)}
}

// quote puts a text from the input into quotation marks, not longer than a
// reader wants to see.
func quote(s string) string {
	if runes := []rune(s); len(runes) > 80 {
		s = string(runes[:79]) + "…"
	}
	return `"` + s + `"`
}

// read understands one line.
func (r *reader) read(l *line) {
	if l.text == "" {
		r.gap++
		l.Class = Blank
		return
	}
	if l.cells == nil {
		r.columns = nil
	}
	h, ok := headingOf(l)
	switch {
	case l == r.title:
		l.Class = Setting
	case l.cells != nil && (r.tableHead(l) || r.tablePerson(l)):
	case r.formatLine(l):
	case r.section == agenda && (!ok || h.kind != "length" && h.kind != "format" && h.kind != "title") && r.parts(l, l.text, false):
	case ok && !(r.section == questions && h.rest == "" && isQuestion(l.text)):
		r.open(l, h)
	default:
		r.body(l, l.text)
	}
	r.gap = 0
}

// The kinds of headings that the reader itself asks for.
const (
	questions = "questions"
	agenda    = "agenda"
	goals     = "goals"
)

// open begins the section of a heading, and reads what stands beside it.
func (r *reader) open(l *line, h heading) {
	l.Class = Heading
	if h.field != "" && h.role == "" {
		if !r.field(l, h) {
			r.body(l, l.text)
		}
		return
	}
	if h.kind == goals && h.number > 0 {
		r.goalLine(l)
		return
	}
	r.section, r.number, r.status, r.filled = h.kind, h.number, h.remark, false
	if h.role != "" {
		r.openRole(l, h)
		return
	}
	r.updated = h.kind == "updated" || h.kind == "" && r.updated
	r.before[h.kind] = true
	if h.kind == questions && h.number > 0 {
		r.body(l, l.text)
	} else if h.rest != "" {
		r.body(l, h.rest)
	}
}

// body reads a line, or the rest of one, by its section.
func (r *reader) body(l *line, text string) {
	switch r.section {
	case questions, "more questions":
		l.Class = Question
		if q := (questionLine{l, text, r.gap > 0}); r.section == questions {
			r.block = append(r.block, q)
		} else {
			r.more = append(r.more, q)
		}
	case agenda:
		if !r.parts(l, text, false) {
			r.detail(l, text)
		}
	case goals:
		r.goal(l, text)
	case "format", "length":
		r.formatOrLength(l, text)
	case "title":
		r.Title, r.section, l.Class = text, "other", Setting
	case "role":
		r.people(l, text, false)
	default:
		if !r.parts(l, text, true) && !r.lostLabel(l, text) {
			r.detail(l, text)
		}
	}
}

// findTitle takes the title from the line "IGF 2019 WS #287 Title", or the line
// after it, or else from the first line if that may be one.
func (r *reader) findTitle() {
	for i := range r.lines {
		l := &r.lines[i]
		if l.text == "" || hasPrefixOf("page", l.text) {
			continue
		}
		if _, ok := headingOf(l); ok || l.cells != nil || len(l.text) > 250 || strings.HasSuffix(l.text, ".") {
			return
		}
		if x := r.parse(l.text); x.known > 1 {
			return
		}
		r.title, r.Title = l, l.text
		before, after, ok := strings.Cut(l.text, "#")
		rest := strings.TrimLeft(after, " 0123456789")
		if !ok || rest == after || !strings.Contains(before, "IGF") && !strings.Contains(before, "WS") {
			return
		}
		if r.Title = strings.TrimLeft(rest, ":-– "); r.Title != "" {
			return
		}
		l.Class = Heading // the title is on the next line
	}
}

// settleTitle gives the first line its class where another one is the title.
func (r *reader) settleTitle() {
	if l := r.title; l != nil && r.before["title"] {
		l.Class, l.Why = NotUsed, "above the title"
	}
}

// Recognise reports whether a text is a proposal, and by what that is seen.
func Recognise(text string, opts Options) (why string, ok bool) {
	if len(text) > longestText {
		return "", false
	}
	text = head(text)
	lines := linesOf(text)
	filled, roles := 0, 0
	for i := range lines {
		l := &lines[i]
		if l.text == "" {
			continue
		}
		if filled++; filled == 1 && isTableHead(l.text) {
			return "", false
		}
		if h, ok := headingOf(l); ok && (h.role != "" || h.kind == questions) {
			roles++
		}
	}
	if roles == 0 {
		return "", false
	}
	p := Read(text, opts)
	people, unused := len(p.Seats), 0
	for _, l := range p.Account {
		if l.Class == NotUsed {
			unused++
		}
	}
	for i := range p.People { // a name alone is one only where all else is understood
		if x := &p.People[i]; !x.bare || x.known > 0 || x.marked || unused == 0 {
			people++
		}
	}
	other := 0
	for _, has := range []bool{
		len(p.Questions) > 0, len(p.Agenda) > 0, len(p.Goals) > 0, p.Format != "", p.Minutes > 0,
	} {
		if has {
			other++
		}
	}
	// In a long table some cells may look like labels; in a proposal at least one
	// line in forty is one.
	if people >= 2 && people*40 >= filled || people == 1 && filled <= 3 || people > 0 && other > 0 || other > 1 {
		return "lines that name people in roles", true
	}
	return "", false
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
func isTableHead(text string) bool {
	cells := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("\t,;|", r) })
	known := 0
	for _, c := range cells {
		if m, ok := vocabulary.Header(c); ok && m.IsWhole() {
			known++
		}
	}
	return known > 1 && known*2 > len(cells)
}

// IsProse reports whether a text is written in sentences: no table, whatever its
// commas suggest.
func IsProse(text string) bool {
	sentences, all := 0, 0
	for i, l := range linesOf(head(text)) {
		if i == 0 && isTableHead(l.text) {
			return false
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
