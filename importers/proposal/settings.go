package proposal

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"roundtable/importers/internal/wording"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// formatLine takes "Round Table - Circle - 90 Min": a format with its length. In
// prose only a known format counts, because it could be a part of the agenda.
func (r *reader) formatLine(l *line) bool {
	all := spansIn(l.text)
	if r.section == ofAgenda || len(all) != 1 || strings.Trim(l.text[all[0].end:], ". ") != "" {
		return false
	}
	before := strings.TrimRight(l.text[:all[0].from], " ")
	name := strings.TrimRight(before, " -–—,(")
	if name == before || name == "" || len(name) >= 80 || strings.ContainsAny(name, ":：,.?!;") ||
		r.section == ofOther && !begins(formatWords, name) || r.format != "" && r.section != ofFormat {
		return false
	}
	r.format, r.section, l.Class = name, "", asSetting
	r.setLength(l, all[0].total())
	return true
}

// sessionHours are those of the session as the calendar of a forum writes them: "Friday, 10th
// December, 2021 (10:15 UTC) - Friday, 10th December, 2021 (11:45 UTC)", "10:15–11:45 UTC".
var sessionHours = regexp.MustCompile(`(?i)^(.*?)\(?\b([0-2]?\d)[:.h]([0-5]\d)\s*(?:UTC|GMT)?\)?` +
	`\s*(?:-|–|—|to)\s*(?:[^()]*\()?([0-2]?\d)[:.h]([0-5]\d)\s*(?:UTC|GMT)\)?\.?$`)

// hoursLine takes the hours of the session outside the agenda; the first line of them counts.
func (r *reader) hoursLine(l *line) bool {
	m := sessionHours.FindStringSubmatch(latinDigits.Replace(l.text))
	if m == nil || r.section == ofAgenda || r.when.Timed || len(m[1]) > 60 {
		return false
	}
	at := func(hour, minute string) int {
		h, _ := numberAt(hour)
		past, _ := numberAt(minute)
		return 60*h + past
	}
	day := m[1][strings.LastIndexAny(m[1], ":：")+1:] // "Time: Friday, …"
	r.when = planner.Slot{Day: strings.Trim(day, around), Timed: true, Start: at(m[2], m[3]), End: at(m[4], m[5])}
	l.Class = asSetting
	return true
}

// formatOrLength reads what stands beside or below "Format" or "Duration".
func (r *reader) formatOrLength(l *line, text string) {
	all := spansIn(text)
	if n, rest := numberAt(text); len(all) == 0 && n > 0 && rest == "" {
		all = []span{{minutes: n, end: len(text)}}
	}
	name, tail := text, ""
	if l.Class = asSetting; len(all) > 0 {
		name, tail = text[:all[0].from], strings.TrimLeft(text[all[0].end:], around)
		r.setLength(l, all[0].total())
	}
	if r.section == ofFormat && r.format == "" {
		r.format = strings.Trim(name, around)
	} else if len(all) == 0 {
		l.Class, l.Why = notUsed, "no "+r.section+" is said"
	}
	r.section = ""
	if h, ok := headingOf(&line{text: tail}); ok { // "90 minutes. Agenda:"
		r.open(l, h)
	}
}

// goalLine reads "GOAL 9: Industry …" wherever it stands. In prose it must be
// written in capitals or name the goal, because every project has its goal 1.
func (r *reader) goalLine(l *line) {
	word, _, _ := strings.Cut(l.text, " ")
	if r.section == ofGoals || strings.ToUpper(word) == word || len(vocabulary.GoalsNamed(l.text)) > 0 {
		r.section = ofGoals
		r.goal(l, l.text)
		return
	}
	r.detail(l, l.text, false)
}

var number = regexp.MustCompile(`\b(\d{1,2})(?:\.\w+)?\b`)

// goal reads a line of goals: "GOAL 9: …", "9. Industry …", "16.10", "10, 16", or
// goals by their names. Where words follow a number it is the only one.
func (r *reader) goal(l *line, text string) {
	text = latinDigits.Replace(text)
	var found []int
	for _, m := range number.FindAllStringSubmatchIndex(text, -1) {
		if n, _ := numberAt(text[m[2]:m[3]]); n >= 1 && n <= vocabulary.Goals {
			found = append(found, n)
		}
		if next := strings.FieldsFunc(text[m[1]:], isAround); len(next) > 0 && !unicode.IsDigit([]rune(next[0])[0]) &&
			kindOfHeading(strings.TrimRight(next[0], "0123456789")) != ofGoals && !andWord.Is(next[0]) {
			break
		}
	}
	if len(found) == 0 {
		found = vocabulary.GoalsNamed(text)
	}
	r.goals = append(r.goals, found...)
	if l.Class = asGoal; len(found) == 0 {
		l.Class, l.Why, r.section = notUsed, "names no goal", ofOther
		r.find(CodeGoal, "none", planner.Warning, facts{"text": wording.Clip(text)}, text, l.number)
	}
}

// goalInText is a goal that a sentence speaks of: "SDG 9", "ODD9", "ЦУР № 16, 17".
var goalInText = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:` + alternatives(goalWords) + `)[\s:#№°n-]*` +
		`((?:\d{1,2}(?:\.\w)?\b(?:\s*(?:,|、|&|` + alternatives(andWord) + `)\s*)?)+)`)
})

// mention notes the goals that a sentence speaks of. They count where no line lists goals.
func (r *reader) mention(l *line) {
	for _, m := range goalInText().FindAllStringSubmatchIndex(latinDigits.Replace(l.text), -1) {
		text := latinDigits.Replace(l.text)
		before, _ := utf8.DecodeLastRuneInString(text[:m[0]])
		if unicode.IsLetter(before) && !unicode.Is(unicode.Han, before) {
			continue
		}
		for _, x := range number.FindAllStringSubmatch(text[m[2]:m[3]], -1) {
			if n, _ := numberAt(x[1]); n >= 1 && n <= vocabulary.Goals {
				r.mentioned, r.mentions = append(r.mentioned, n), append(r.mentions, l.number)
			}
		}
	}
}

// settleGoals are the goals that lines list, else those that sentences speak of.
func (r *reader) settleGoals() []int {
	if len(r.goals) == 0 && len(r.mentioned) > 0 {
		r.goals = r.mentioned
		r.find(CodeGoal, "spoken-of", planner.Note, nil, "", slices.Compact(r.mentions)...)
	}
	slices.Sort(r.goals)
	return slices.Compact(r.goals)
}

func isAround(c rune) bool { return strings.ContainsRune(around, c) }
