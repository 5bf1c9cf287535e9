package proposal

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"roundtable/importers/internal/wording"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// spans finds lengths of time: "5 min", "5 x 4 min", "3 talks x 5 min", "1 hour 30", "1h30", "30分钟",
// "0–5 min", and the "15'" of a run sheet.
var spans = sync.OnceValue(func() *regexp.Regexp {
	const n = `([0-9٠-٩۰-۹０-９]{1,3})`
	minute, hour, and := alternatives(minuteWords), alternatives(hourWords), alternatives(andWord)
	return regexp.MustCompile(`(?i)(?:` + n + `\s*(?:\pL+\s+)?[x×*]\s*)?(?:` +
		n + `(?:[.,]([05]))?\s*-?\s*(?:` + hour + `)\.?` +
		`(?:\s*(?:` + and + `)?\s*` + n + `(?:\s*(?:` + minute + `))?)?|` +
		`(?:` + n + `\s*[-–—]\s*)?` + n + `\s*-?\s*(?:` + minute + `))`)
})

// times finds a clock time, or a range of two.
var times = regexp.MustCompile(`(?i)([0-2]?\d)\s?[:：hH.]\s?([0-5]\d)\s*([ap]\.?m\.?)?` +
	`(?:\s*(?:[-–—~〜]|to|à|bis|до|至)\s*([0-2]?\d)\s?[:：hH.]\s?([0-5]\d)\s*([ap]\.?m\.?)?)?`)

// span is a length of time found in a text.
type span struct {
	from, end      int
	times, minutes int // "5 x 4 min": 5 times 4
	since          int // "10–25 min": since minute 10, or -1
}

// total is how long it takes in all.
func (s span) total() int { return max(s.times, 1) * s.minutes }

// spansIn finds the lengths of time in a text. A letter right behind the unit
// makes it another word.
func spansIn(text string) []span {
	var out []span
	for _, m := range spans().FindAllStringSubmatchIndex(text, -1) {
		group := func(i int) int {
			if m[2*i] < 0 {
				return -1
			}
			n, _ := numberAt(text[m[2*i]:m[2*i+1]])
			return n
		}
		last, _ := utf8.DecodeLastRuneInString(text[:m[1]])
		next, _ := utf8.DecodeRuneInString(text[m[1]:])
		if unicode.IsLetter(last) && unicode.IsLetter(next) && !unicode.Is(unicode.Han, last) {
			continue
		}
		s := span{from: m[0], end: m[1], times: group(1), minutes: group(6), since: group(5)}
		if h := group(2); h >= 0 {
			s.minutes, s.since = 60*h+6*max(group(3), 0)+max(group(4), 0), -1
		}
		out = append(out, s)
	}
	return out
}

// clockAt reads the clock time or range at the beginning of a text: the minute of
// the day it begins, how long it lasts (0 for a single time), and what follows.
func clockAt(text string) (begin, minutes int, rest string, ok bool) {
	trimmed := strings.TrimLeft(latinDigits.Replace(text), "([ ")
	m := times.FindStringSubmatch(trimmed)
	if m == nil || !strings.HasPrefix(trimmed, m[0]) || m[4] == "" && isNoClock(strings.TrimSpace(m[0])) {
		return -1, 0, text, false
	}
	at := func(hour, past, half string) int {
		h, _ := numberAt(hour)
		m, _ := numberAt(past)
		if half != "" {
			h = h%12 + map[bool]int{true: 12}[strings.EqualFold(half[:1], "p")]
		}
		return 60*h + m
	}
	begin = at(m[1], m[2], m[3])
	if m[4] != "" {
		minutes = minutesTo(begin, at(m[4], m[5], m[6]))
	}
	return begin, minutes, trimmed[len(m[0]):], true
}

// isNoClock reports whether "1h30" is rather a length than a time of the day, and
// "1.30" a number.
func isNoClock(s string) bool {
	return strings.Contains(s, ".") || len(s) == 4 && s[0] < '6' && strings.EqualFold(s[1:2], "h")
}

// around is what surrounds the words of a part's title.
const around = " \t:：-–—,，،、;.()（）[]【】|~"

// course is the agenda while it is read.
type course struct {
	*notes
	parts  []planner.Part
	clock  []int  // when the parts begin, in minutes; -1 where not said
	rows   []int  // their lines
	rest   []int  // which of them take the time that is left
	style  string // how the first part is marked
	indent int    // and how far it stands in
	sum    int    // of their minutes
	length int    // of the session
}

// entry is one part as a line says it.
type entry struct {
	planner.Part
	begin int  // minute of the day, or -1
	since int  // minute of the session, or -1
	rest  bool // it takes the time that is left
}

// entryOf reads a part of the agenda: its title, and its length before or behind
// it. Where prose surrounds it, the title must be short and no sentence.
func entryOf(text string, prose bool) (entry, bool) {
	_, _, text = mark(text)
	if title, ok := withTheRest(text); ok && len(spansIn(title)) == 0 {
		return entry{Part: planner.Part{Title: title}, begin: -1, since: -1, rest: true}, true
	}
	return timed(text, prose)
}

// timed reads a part with its length or the time at which it begins.
func timed(text string, prose bool) (entry, bool) {
	begin, minutes, rest, clock := clockAt(text)
	all := spansIn(rest)
	e := entry{begin: begin, since: -1}
	if clock && (minutes > 0 || len(all) == 0) {
		e.Title, e.Minutes = strings.Trim(rest, around), minutes
		return e, e.Title != "" && (!prose || !isSentence(e.Title))
	}
	rest, all, e.Each = withoutEach(rest, all)
	if len(all) != 1 {
		return e, false
	}
	s := all[0]
	before, after := strings.TrimRight(rest[:s.from], " "), rest[s.end:]
	head, tail, each := dropEach(before, after)
	if strings.HasSuffix(before, "(") && strings.HasPrefix(after, ")") {
		head, tail = head+" "+tail, "" // "Panel (40 min) with five speakers"
	}
	e.Title, e.since = vocabulary.Clean(head+tail), s.since
	if n, _ := numberAt(e.Title); each { // "3 speakers, 5 minutes each"
		s.times, s.minutes, e.Each = 1, n*s.minutes, s.minutes
	} else if s.times > 0 {
		e.Each = s.minutes
	}
	e.Minutes = s.total()
	return e, e.Title != "" && (head == "" || tail == "") && (!prose || isTitle(e.Title, before, after))
}

// withTheRest is the title of a part that takes the time that is left: "Discussion: remaining
// time", "Discussion (the rest)".
func withTheRest(text string) (title string, ok bool) {
	i := strings.LastIndexAny(text, ":：(（-–—,，|")
	if i < 0 {
		return "", false
	}
	_, size := utf8.DecodeRuneInString(text[i:])
	head, tail := strings.Trim(text[:i], around), strings.Trim(text[i+size:], around)
	if restWords.Is(head) {
		head, tail = tail, head
	}
	return head, head != "" && restWords.Is(tail)
}

// withoutEach takes one speaker's time from a text with two lengths: "Panel 30 min
// (10 min each)". The other stays in its place.
func withoutEach(text string, all []span) (string, []span, int) {
	for i, s := range all {
		_, tail, each := dropEach(text[:s.from], text[s.end:])
		if len(all) != 2 || !each {
			continue
		}
		tail = tail[strings.IndexByte(tail, ')')+1:] // "5 min per speaker)"
		from := max(strings.LastIndexAny(text[:s.from], "(（;；,，"), 0)
		return text[:from] + strings.Repeat(" ", len(text)-len(tail)-from) + tail, all[1-i : 2-i], s.minutes
	}
	return text, all, 0
}

// dropEach takes what stands before and behind a length, without the word that
// says it is one speaker's: "5 min each", "je 5 min".
func dropEach(before, after string) (head, tail string, each bool) {
	head, tail = strings.Trim(before, around), strings.Trim(after, around)
	if i := strings.LastIndexAny(head, around) + 1; eachWords.Within(head[i:]) {
		return strings.Trim(head[:i], around), tail, true
	}
	if word, rest, _ := strings.Cut(tail, " "); eachWords.Within(word) {
		return head, strings.Trim(rest, around), true
	}
	return head, tail, false
}

// Turns reads the minutes that each speaker has, and those of all where they are said or
// can be counted: "5 min each", "4 x 5 min", "Statements (4 min each)"; 0 where not.
func Turns(text string) (total, each int) {
	rest, all, each := withoutEach(text, spansIn(text))
	if len(all) != 1 {
		return 0, 0
	}
	s := all[0]
	head, _, one := dropEach(rest[:s.from], rest[s.end:])
	switch n, _ := numberAt(head); {
	case each > 0:
		return s.total(), each
	case one:
		return n * s.minutes, s.minutes
	case s.times > 0:
		return s.total(), s.minutes
	}
	return 0, 0
}

// isTitle reports whether a text within prose is the title of a part: it does not
// read on, and its length stands apart.
func isTitle(title, before, after string) bool {
	first, _ := utf8.DecodeRuneInString(title)
	apart := before == "" || strings.ContainsAny(before[max(len(before)-3, 0):], ":：(（-–—") ||
		len(strings.Fields(title)) <= 3
	return apart && !unicode.IsLower(first) && len(strings.Fields(title)) <= 10 && len([]rune(title)) <= 80 &&
		!endsSentence(strings.TrimSpace(before+after))
}

// part reads a line of the agenda: one part, several on a line, a row of a table,
// or the sum. It reports whether the line was one.
func (c *course) part(l *line, text string, prose bool) bool {
	if inner, rest, ok := strings.Cut(strings.TrimPrefix(text, "【"), "】"); ok && strings.HasPrefix(text, "【") {
		done := c.part(l, inner, prose)
		c.detail(l, rest, false)
		return done
	}
	if !prose && slices.ContainsFunc(l.cells, isTimeColumn) {
		l.Class = asHeading
		return true
	}
	style, _, rest := mark(text)
	list := partsOf(l, text, prose)
	if list == nil && !prose && c.isUntimed(l, text, style) {
		list = []entry{{Part: planner.Part{Title: strings.Trim(rest, around)}, begin: -1, since: -1}}
	}
	for _, e := range list {
		c.add(l, e, style)
	}
	return list != nil
}

// isUntimed reports whether a line is a part that says no time: an entry of the
// same list as the first part.
func (c *course) isUntimed(l *line, text, style string) bool {
	_, heading := headingOf(l)
	return !heading && style != "" && l.cells == nil && !isSentence(text) && len(spansIn(text)) <= 1 &&
		(len(c.parts) == 0 || style == c.style && l.indent == c.indent)
}

func isTimeColumn(cell string) bool {
	return timeColumn.Is(cell) || minuteWords.Is(cell) || hourWords.Is(cell)
}

// partsOf reads the parts with a time that a line names. In the row of a table
// these are in the first two cells, in either order, and a bare number is
// minutes. A text may hold several: "Welcome (5 min), panel (40 min), closing (5 min)".
func partsOf(l *line, text string, prose bool) []entry {
	if l.cells != nil && !prose {
		pair := slices.Clone(l.cells[:2])
		for i, cell := range pair {
			if n, rest := numberAt(cell); n > 0 && rest == "" {
				pair[i] += " min"
			}
		}
		text = strings.Join(pair, " ")
	}
	pieces := []string{text}
	if _, one := entryOf(text, prose); !one && !prose && l.cells == nil && !isSentence(text) {
		pieces = split(text, ";；,，、،。")
	}
	var list []entry
	for _, piece := range pieces {
		e, ok := entryOf(piece, prose)
		if !ok || prose && l.cells != nil {
			return nil
		}
		list = append(list, e)
	}
	return list
}

// add takes a part; the sum of all, or the session's length, is no part.
func (c *course) add(l *line, e entry, style string) {
	l.Class = asAgenda
	if totalWords.Is(e.Title) || vocabulary.List("proposals/"+ofLength).Within(e.Title) {
		c.setLength(l, e.Minutes)
		return
	}
	if len(c.parts) == 0 {
		c.style, c.indent = style, l.indent
	}
	if e.since == c.sum { // "10–25 min" since the beginning
		e.Minutes -= c.sum
	} else if e.since >= 0 {
		c.find(CodeAgenda, "longer", planner.Note, facts{
			"part": wording.Clip(e.Title), "min": e.since, "max": e.Minutes,
		}, e.Title, l.number)
	}
	c.sum += e.Minutes
	e.Kind, e.Where = KindOf(e.Title), c.ref(l.number)
	if e.rest {
		c.rest = append(c.rest, len(c.parts))
	}
	c.parts, c.clock, c.rows = append(c.parts, e.Part), append(c.clock, e.begin), append(c.rows, l.number)
}

// kinds are the kinds of parts, in the order in which their words are looked for.
var kinds = []planner.PartKind{
	planner.PartBreak, planner.PartQuestions, planner.PartClosing, planner.PartGroups, planner.PartDecision,
	planner.PartPitch, planner.PartDiscussion, planner.PartOpening,
}

// KindOf tells the kind of a part by its title; a slip of the pen is forgiven. An
// "Introduction of the topic and the speakers" opens, "Opening statements" are pitches.
func KindOf(title string) planner.PartKind {
	if rest, ok := partWords(planner.PartOpening).Begins(title); ok {
		next, _, _ := strings.Cut(strings.TrimLeft(rest, around), " ")
		if ofWords.Is(next) {
			return planner.PartOpening
		}
	}
	for _, k := range kinds {
		if partWords(k).Within(title) {
			return k
		}
	}
	for _, k := range kinds {
		if _, near := vocabulary.Closest(title, partWords(k).Words()); near {
			return k
		}
	}
	return planner.PartOther
}

// detail reads the sentences below a part: how long each speaker has, and the
// questions after each.
func (c *course) detail(l *line, text string, agenda bool) {
	for _, s := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(".。!", c) }) {
		all := spansIn(s)
		if len(all) != 1 || len(c.parts) == 0 {
			continue
		}
		part := &c.parts[len(c.parts)-1]
		if partWords(planner.PartQuestions).Within(s) {
			part.Questions, l.Class = all[0].minutes, asAgenda
		} else if partWords(planner.PartPitch).Within(s) || eachWords.Within(s) {
			part.Each, l.Class = all[0].minutes, asAgenda
		}
	}
	if l.Class == "" {
		l.Why = "text of the section"
	}
	if agenda && l.Class == "" && (len(spansIn(text)) > 0 || restWords.Within(text)) {
		c.find(CodeAgenda, "no-part", planner.Warning, nil, text, l.number)
	}
}

// TheRest gives the part that takes the time that is left, of those at rest the only one, what
// the others leave of so many minutes; where some other part has what its speakers need, it is
// told apart as [planner.Part] has it. Where nobody can tell how much is left, that is found.
func TheRest(parts []*planner.Part, rest []int, length int) []planner.Finding {
	left, turns := length, false
	for i, p := range parts {
		if left -= p.Minutes; p.Minutes == 0 && !slices.Contains(rest, i) {
			turns = true
			if p.Each == 0 {
				left = 0
			}
		}
	}
	var out []planner.Finding
	for _, i := range rest {
		p := parts[i]
		f := planner.Finding{Code: CodeAgenda, Form: "rest-unknown", Severity: planner.Warning, Where: p.Where}
		switch {
		case len(rest) > 1 || left <= 0:
		case turns:
			p.Rest = true
			continue
		default:
			p.Minutes, f.Form, f.Severity = left, "rest", planner.Note
		}
		f.Args = facts{"part": wording.Clip(p.Title), "n": p.Minutes}
		out = append(out, f)
	}
	return out
}

// settle gives the parts that begin at a time their length, and says what the
// minutes add up to.
func (c *course) settle() []planner.Part {
	var list []*planner.Part
	for i := range c.parts {
		p := &c.parts[i]
		if end := c.endOf(i); p.Minutes == 0 && c.clock[i] >= 0 && end >= 0 {
			if took := minutesTo(c.clock[i], end); took < 12*60 {
				p.Minutes = took
			}
		}
		if c.clock[0] >= 0 && c.clock[i] >= 0 {
			p.Begin = planner.LimitOf(minutesTo(c.clock[0], c.clock[i]))
		}
		list = append(list, p)
	}
	c.findings = append(c.findings, TheRest(list, c.rest, c.length)...)
	c.addUp(list)
	return c.parts
}

// addUp says what the minutes add up to, and which parts have none.
func (c *course) addUp(list []*planner.Part) {
	sum, pending := 0, false
	var terms []string
	var without []int
	for i, p := range list {
		sum, pending = sum+p.Minutes, pending || p.Rest
		if p.Minutes > 0 {
			terms = append(terms, strconv.Itoa(p.Minutes))
		} else if !slices.Contains(c.rest, i) {
			without = append(without, c.rows[i])
		}
	}
	if len(without) > 0 {
		c.find(CodeAgenda, "no-minutes", planner.Warning, facts{"n": len(without)}, "", without...)
	}
	if sum == 0 || sum == c.length || c.length == 0 || pending {
		return
	}
	form, severity := "left", planner.Note
	if sum > c.length {
		form, severity = "too-many", planner.Warning
	}
	c.find(CodeAgenda, form, severity, facts{
		"sum": sum, "length": c.length, "terms": strings.Join(terms, " + "),
		"difference": max(sum, c.length) - min(sum, c.length),
	}, "", c.rows[0])
}

// minutesTo is how long it is from one time of day to the next time it is another.
func minutesTo(from, to int) int { return (to - from + 24*60) % (24 * 60) }

// endOf is when a part ends that begins at a time: when the next begins, or the
// session ends; -1 where nobody says.
func (c *course) endOf(i int) int {
	if i+1 < len(c.parts) {
		return c.clock[i+1]
	}
	if c.length == 0 || c.clock[0] < 0 {
		return -1
	}
	return c.clock[0] + c.length
}

// setLength takes the session's length; the first one said counts.
func (c *course) setLength(l *line, minutes int) {
	if c.length == 0 {
		c.length = minutes
	} else if c.length != minutes {
		c.find(CodeLength, "", planner.Warning, facts{"n": minutes, "elsewhere": c.length}, l.text, l.number)
	}
}
