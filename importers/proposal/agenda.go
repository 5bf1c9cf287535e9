package proposal

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// spans finds lengths of time: "5 min", "5 x 4 min", "1 hour 30", "1h30", "30分钟",
// "0–5 min", and the "15'" of a run sheet.
var spans = sync.OnceValue(func() *regexp.Regexp {
	const n = `([0-9٠-٩۰-۹０-９]{1,3})`
	minute, hour := alternatives("unit.minute"), alternatives("unit.hour")
	return regexp.MustCompile(`(?i)(?:` + n + `\s*[x×*]\s*)?(?:` + n + `(?:[.,]([05]))?\s*-?\s*(?:` + hour + `)\.?(?:\s*(?:` +
		alternatives("and") + `)?\s*` + n + `(?:\s*(?:` + minute + `))?)?|(?:` + n + `\s*[-–—]\s*)?` + n +
		`\s*-?\s*(?:` + minute + `))`)
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
			n, _ := strconv.Atoi(latinDigits(text[m[2*i]:m[2*i+1]]))
			return n
		}
		next, _ := runeAt(text[m[1]:])
		last, _ := lastRune(text[:m[1]])
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

func runeAt(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}

func lastRune(s string) (rune, bool) {
	all := []rune(s[max(len(s)-4, 0):])
	if len(all) == 0 {
		return 0, false
	}
	return all[len(all)-1], true
}

// clockAt reads the clock time or range at the beginning of a text: the minute of
// the day it begins, how long it lasts (0 for a single time), and what follows.
func clockAt(text string) (begin, minutes int, rest string, ok bool) {
	trimmed := strings.TrimLeft(latinDigits(text), "([ ")
	m := times.FindStringSubmatch(trimmed)
	if m == nil || !strings.HasPrefix(trimmed, m[0]) || m[4] == "" && strings.Contains(m[0], ".") {
		return 0, 0, text, false
	}
	at := func(h, min, half string) int {
		hours, _ := strconv.Atoi(h)
		past, _ := strconv.Atoi(min)
		if half != "" {
			hours %= 12
			if strings.EqualFold(half[:1], "p") {
				hours += 12
			}
		}
		return 60*hours + past
	}
	begin = at(m[1], m[2], m[3])
	if m[4] != "" {
		minutes = (at(m[4], m[5], m[6]) - begin + 24*60) % (24 * 60)
	}
	return begin, minutes, trimmed[len(m[0]):], true
}

// around is what surrounds the words of a part's title.
const around = " \t:：-–—,，;.()（）[]【】|~"

// onePart reads a part of the agenda: its title, and its length before or behind
// it. Where prose surrounds it, the title must be short and no sentence.
func (r *reader) onePart(text string, prose bool) (planner.Part, int, bool) {
	_, _, plain := mark(text)
	if begin, minutes, rest, ok := clockAt(plain); ok {
		title := strings.Trim(rest, around)
		if all := spansIn(title); minutes == 0 && len(all) == 1 {
			minutes = all[0].total()
			title = strings.Trim(title[:all[0].from]+title[all[0].end:], around)
		}
		return planner.Part{Title: title, Minutes: minutes}, begin, title != "" && (!prose || !isSentence(title))
	}
	all := spansIn(plain)
	each := 0
	if len(all) == 2 { // "Panel 30 min (10 min each)"
		for i, s := range all {
			if besideEach(plain[:s.from], plain[s.end:]) && each == 0 {
				each, all = s.minutes, []span{all[1-i]}
				open := strings.LastIndexAny(plain[:s.from], "(（;；,，")
				plain = plain[:max(open, 0)] + strings.Repeat(" ", s.end-max(open, 0)) + plain[s.end:]
				break
			}
		}
	}
	if len(all) != 1 {
		return planner.Part{}, -1, false
	}
	s := all[0]
	before, after := plain[:s.from], plain[s.end:]
	head, tail := strings.Trim(before, around), strings.Trim(after, around)
	if head != "" && tail != "" && strings.HasSuffix(strings.TrimRight(before, " "), "(") && strings.HasPrefix(after, ")") {
		head, tail = head+" "+tail, "" // "Panel (40 min) with five speakers"
	}
	single := besideEach(head, tail)
	if single { // "3 speakers, 5 minutes each"
		head, tail = dropEach(head, tail)
	}
	title := head + tail
	if head != "" && tail != "" || title == "" || prose && !isTitle(title, before, after) {
		return planner.Part{}, -1, false
	}
	part := planner.Part{Title: title, Minutes: s.total(), Each: each}
	switch {
	case s.times > 0:
		part.Each = s.minutes
	case s.since >= 0:
		r.elapsed(&part, s)
	case single:
		n, _ := numberAt(title)
		part.Each, part.Minutes = s.minutes, n*s.minutes
	}
	return part, -1, true
}

// besideEach reports whether a length is one speaker's: "5 min each", "je 5 min".
func besideEach(before, after string) bool {
	head, tail := dropEach(before, after)
	return head != strings.Trim(before, around) || tail != strings.Trim(after, around)
}

// dropEach drops the word "each" right before or behind a length.
func dropEach(before, after string) (head, tail string) {
	head, tail = strings.Trim(before, around), strings.Trim(after, around)
	if i := strings.LastIndexAny(head, around) + 1; contains("each", head[max(i, 0):]) {
		head = strings.Trim(head[:i], around)
	}
	if word, rest, _ := strings.Cut(tail, " "); contains("each", word) {
		tail = strings.Trim(rest, around)
	}
	return head, tail
}

// elapsed reads "10–25 min": the minutes since the beginning where the part before
// ended there, else about how long it takes.
func (r *reader) elapsed(part *planner.Part, s span) {
	sum := 0
	for _, p := range r.Agenda {
		sum += p.Minutes
	}
	if s.since == sum {
		part.Minutes -= s.since
		return
	}
	r.find(CodeAgenda, planner.Note, quote(part.Title)+" takes "+itoa(s.since)+" to "+itoa(s.minutes)+
		" minutes; the longer was taken.", "Give one number of minutes.", part.Title)
}

// isTitle reports whether a text within prose is the title of a part: it does not
// read on, and its length stands apart.
func isTitle(title, before, after string) bool {
	first, _ := runeAt(title)
	apart := strings.TrimSpace(before) == "" || strings.ContainsAny(before[max(len(before)-4, 0):], ":：(（-–—") ||
		len(strings.Fields(title)) <= 3
	return apart && !unicode.IsLower(first) && len(strings.Fields(title)) <= 10 && len([]rune(title)) <= 80 &&
		!endsSentence(strings.TrimSpace(before+after))
}

// parts reads a line of the agenda: one part, several on a line, a row of a table,
// or the sum. It reports whether the line was one.
func (r *reader) parts(l *line, text string, prose bool) bool {
	style, _, rest := mark(text)
	if strings.HasPrefix(text, "【") {
		if inner, rest, ok := strings.Cut(strings.TrimPrefix(text, "【"), "】"); ok {
			done := r.parts(l, inner, prose)
			r.detail(l, rest)
			return done
		}
	}
	if l.cells != nil {
		return !prose && r.tableRow(l)
	}
	part, begin, ok := r.onePart(text, prose)
	if ok {
		r.addPart(l, part, begin, style)
		return true
	}
	if len(spansIn(text)) < 2 || prose && r.section != agenda {
		_, untimed := headingOf(l)
		if untimed = untimed || prose || style == "" || isSentence(text); untimed ||
			len(r.Agenda) > 0 && (style != r.style || l.indent != r.indent) {
			return false
		}
		r.addPart(l, planner.Part{Title: strings.Trim(rest, around)}, -1, style)
		return true
	}
	return r.partsOnLine(l, text)
}

// partsOnLine reads "Welcome (5 min), panel (40 min; 5 min each), closing (5 min)".
func (r *reader) partsOnLine(l *line, text string) bool {
	var list []planner.Part
	for _, separators := range []string{";；؛", ",，、،", "."} {
		list = nil
		for _, piece := range split(text, separators) {
			part, _, ok := r.onePart(piece, false)
			if piece != "" && !ok {
				list = nil
				break
			}
			if ok {
				list = append(list, part)
			}
		}
		if len(list) > 1 {
			break
		}
	}
	for _, part := range list {
		r.addPart(l, part, -1, byNumber)
	}
	return len(list) > 0
}

// tableRow reads a row of an agenda in a table: one cell is a time or a number of
// minutes, the first of the others the title.
func (r *reader) tableRow(l *line) bool {
	part, begin, timed := planner.Part{}, -1, false
	for _, cell := range l.cells {
		if isOne("head.time", cell) {
			l.Class = Heading
			return true
		}
		b, minutes, rest, ok := clockAt(cell)
		all := spansIn(cell)
		n, unit := numberAt(cell)
		switch {
		case !timed && ok && strings.Trim(rest, around) == "":
			begin, part.Minutes, timed = b, minutes, true
		case !timed && len(all) == 1 && strings.Trim(cell[:all[0].from]+cell[all[0].end:], around) == "":
			part.Minutes, timed = all[0].total(), true
		case !timed && n > 0 && n <= 240 && unit == "":
			part.Minutes, timed = n, true
		case part.Title == "":
			part.Title = cell
		}
	}
	if !timed || part.Title == "" {
		return false
	}
	r.addPart(l, part, begin, byNumber)
	return true
}

// addPart takes a part; the sum of all is no part.
func (r *reader) addPart(l *line, part planner.Part, begin int, style string) {
	l.Class = Agenda
	if isOne("total", part.Title) {
		r.length(l, part.Minutes)
		return
	}
	part.Kind, part.Where = kindOf(part.Title), r.ref(l.number)
	if len(r.Agenda) == 0 {
		r.style, r.indent = style, l.indent
	}
	r.Agenda, r.clock = append(r.Agenda, part), append(r.clock, begin)
}

// kinds are the kinds of parts, in the order in which their words are looked for.
var kinds = []planner.PartKind{
	planner.PartBreak, planner.PartQuestions, planner.PartClosing, planner.PartGroups, planner.PartDecision,
	planner.PartPitch, planner.PartDiscussion, planner.PartOpening,
}

// kindOf tells the kind of a part by its title; a slip of the pen is forgiven.
func kindOf(title string) planner.PartKind {
	for _, k := range kinds {
		if contains("part."+string(k), title) {
			return k
		}
	}
	for _, k := range kinds {
		if _, ok := vocabulary.Closest(title, lexicon().lists["part."+string(k)]); ok {
			return k
		}
	}
	return planner.PartOther
}

// detail reads the sentences below a part: how long each speaker has, and the
// questions after each.
func (r *reader) detail(l *line, text string) {
	if len(r.Agenda) > 0 && (r.section == agenda || r.section == "other") {
		part := &r.Agenda[len(r.Agenda)-1]
		for _, s := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(".。!", c) }) {
			all := spansIn(s)
			switch {
			case len(all) != 1:
				continue
			case contains("part.questions", s):
				part.Questions = all[0].minutes
			case contains("part.pitch", s) || contains("each", s):
				part.Each = all[0].minutes
			default:
				continue
			}
			l.Class = Agenda
		}
	}
	if l.Class != "" {
		return
	}
	if l.Why = "text of the section"; r.section == agenda && len(spansIn(text)) > 0 {
		r.find(CodeAgenda, planner.Warning, "Lines of the agenda with minutes that are no part of their own were left out.",
			"Write one part a line, for example \"Opening (5 min)\".", text, l.number)
	}
}

// settleAgenda gives the parts that begin at a time their length, and says what
// the minutes add up to.
func (r *reader) settleAgenda() {
	sum := 0
	var terms []string
	var without, lines []int
	for i := range r.Agenda {
		p := &r.Agenda[i]
		n, _ := strconv.Atoi(strings.TrimPrefix(p.Where.Cell, "line "))
		if p.Minutes == 0 && r.clock[i] >= 0 {
			switch {
			case i+1 < len(r.Agenda) && r.clock[i+1] > r.clock[i]:
				p.Minutes = r.clock[i+1] - r.clock[i]
			case i+1 == len(r.Agenda) && r.Minutes > r.clock[i]-r.clock[0] && r.clock[0] >= 0:
				p.Minutes = r.Minutes - (r.clock[i] - r.clock[0])
			}
		}
		if p.Minutes == 0 {
			without = append(without, n)
			continue
		}
		sum += p.Minutes
		terms, lines = append(terms, itoa(p.Minutes)), append(lines, n)
	}
	if len(without) > 0 {
		r.find(CodeAgenda, planner.Warning, planner.Plural(len(without), "part", "parts")+
			" of the agenda without a number of minutes.", "Write the minutes, for example \"Opening (5 min)\".", "", without...)
	}
	if sum == 0 || sum == r.Minutes || r.Minutes == 0 {
		return
	}
	severity, rest, fix := planner.Note, "%d are left", "Give the minutes that are left to a part."
	if sum > r.Minutes {
		severity, rest, fix = planner.Warning, "%d too many", "Shorten a part, or say the length of the session."
	}
	r.find(CodeAgenda, severity, fmt.Sprintf("The agenda adds up to %d of %d minutes: %s; "+rest+".", sum, r.Minutes,
		strings.Join(terms, " + "), max(sum, r.Minutes)-min(sum, r.Minutes)), fix, "", lines[0])
}

// formatLine takes "Round Table - Circle - 90 Min": a format with its length. In
// prose only a known format counts, because it could be a part of the agenda.
func (r *reader) formatLine(l *line) bool {
	all := spansIn(l.text)
	if r.section == agenda || len(all) != 1 || strings.Trim(l.text[all[0].end:], ". ") != "" {
		return false
	}
	before := strings.TrimRight(l.text[:all[0].from], " ")
	name := strings.TrimRight(before, " -–—,(")
	if name == before || name == "" || len(name) >= 80 || strings.ContainsAny(name, ":：,.?!;") ||
		r.section == "other" && !hasPrefixOf("format.word", name) || r.Format != "" && r.section != "format" {
		return false
	}
	r.Format, r.section, l.Class = name, "", Setting
	r.length(l, all[0].total())
	return true
}

// formatOrLength reads what stands beside or below "Format" or "Duration".
func (r *reader) formatOrLength(l *line, text string) {
	l.Class = Setting
	all := spansIn(text)
	if n, rest := numberAt(text); len(all) == 0 && n > 0 && rest == "" {
		all = []span{{minutes: n, end: len(text)}}
	}
	name, tail := text, ""
	if len(all) > 0 {
		name, tail = text[:all[0].from], text[all[0].end:]
		r.length(l, all[0].total())
	}
	if name = strings.Trim(name, around); r.section == "format" && name != "" && r.Format == "" {
		r.Format = name
	} else if len(all) == 0 {
		l.Class, l.Why = NotUsed, "no "+r.section+" is said"
	}
	r.section = ""
	if next := strings.Trim(tail, around); next != "" { // "90 minutes. Agenda:"
		if h, ok := headingOf(&line{text: strings.TrimLeft(tail, around)}); ok {
			r.open(l, h)
		}
	}
}

// length takes the session's length; the first one said counts.
func (r *reader) length(l *line, minutes int) {
	if r.Minutes == 0 {
		r.Minutes = minutes
	} else if r.Minutes != minutes {
		r.find(CodeLength, planner.Warning, fmt.Sprintf("The length is %d minutes here and %d elsewhere; the first was kept.",
			minutes, r.Minutes), "Correct one of the two.", l.text, l.number)
	}
}

// goalLine reads "GOAL 9: Industry …" wherever it stands. In prose it must be
// written in capitals or name the goal, because every project has its goal 1.
func (r *reader) goalLine(l *line) {
	word, _, _ := strings.Cut(l.text, " ")
	if r.section == goals || strings.ToUpper(word) == word || goalNamed(l.text) > 0 {
		r.section = goals
		r.goal(l, l.text)
		return
	}
	r.detail(l, l.text)
}

// goalNamed is the number of the goal whose name a text holds, or 0.
func goalNamed(text string) int {
	for n := 1; n <= 17; n++ {
		if contains("goal."+itoa(n), text) {
			return n
		}
	}
	return 0
}

// goal reads a line of goals: "GOAL 9: …", "9. Industry …", "16.10", "10, 16", or a
// goal by its name. Where words follow a number it is the only one of the line.
func (r *reader) goal(l *line, text string) {
	l.Class = Goal
	found := len(r.Goals)
	for _, word := range strings.FieldsFunc(latinDigits(text), func(c rune) bool {
		return unicode.IsSpace(c) || strings.ContainsRune(",;，、；،؛&:：()", c)
	}) {
		head, _, _ := strings.Cut(word, ".")
		stem := strings.TrimLeftFunc(head, func(c rune) bool { return !unicode.IsDigit(c) })
		if n, err := strconv.Atoi(stem); err == nil && n >= 1 && n <= 17 {
			r.Goals = append(r.Goals, n)
		} else if stem = vocabulary.Compact(word); lexicon().headings[stem] != goals && !isOne("and", word) && len(r.Goals) > found {
			break
		}
	}
	if n := goalNamed(text); len(r.Goals) == found && n > 0 {
		r.Goals = append(r.Goals, n)
	}
	if len(r.Goals) == found {
		l.Class, l.Why = NotUsed, "names no goal"
		r.find(CodeGoal, planner.Warning, quote(text)+" names none of the 17 goals.",
			"Write the numbers, for example \"SDGs: 10, 16\".", text, l.number)
		r.section = "other"
	}
}
