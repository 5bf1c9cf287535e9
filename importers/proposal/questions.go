package proposal

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// The ways the entries of a list are marked.
const (
	byWord   = "Q" // "Q1.", "Question 1)"
	byNumber = "1" // "1.", "1)", "①"
	byLetter = "A"
	byBullet = "•"
)

// marks finds marks after white space: a word with a number, a number, a letter
// or a bullet. A dash marks an entry only at the beginning of a line.
var marks = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:^|\s)(?:(?:(?i:Q|` + alternatives(questionWord) + `))\s?#?` + digits +
		`\s?[.:：)）–-]+\s*|\(?` + digits + `\s?(?:[.)]+\s+|[)）、．]\s*)|[①-⑳]\s*|\(?[A-H][.)]\s+|` +
		`[•·▪◦‣●*]\s*)|^[-–—]\s+`)
})

// digits is a number of one or two digits in any script.
const digits = `[0-9٠-٩۰-۹０-９]{1,2}`

// markAt is a mark found in a text; number counts within its list, 0 for bullets.
type markAt struct {
	style             string
	number, from, end int
}

// marksIn finds every mark of a text.
func marksIn(text string) []markAt {
	var out []markAt
	for _, m := range marks().FindAllStringIndex(text, -1) {
		sign := strings.Trim(text[m[0]:m[1]], " .:：)(（）、．-–—#")
		digits := strings.TrimLeftFunc(sign, func(c rune) bool { return !unicode.IsNumber(c) })
		n, _ := numberAt(vocabulary.Fold(digits))
		at := markAt{byBullet, n, m[0], m[1]}
		switch {
		case digits != "" && digits != sign:
			at.style = byWord
		case digits != "":
			at.style = byNumber
		case len(sign) == 1 && sign != "*":
			at.style, at.number = byLetter, int(sign[0]-'A')+1
		}
		out = append(out, at)
	}
	return out
}

// mark reads the mark a text begins with, and what follows it.
func mark(text string) (style string, number int, rest string) {
	if all := marksIn(text); len(all) > 0 && all[0].from == 0 {
		return all[0].style, all[0].number, strings.TrimSpace(text[all[0].end:])
	}
	return "", 0, text
}

// questionLine is a line of the block of policy questions.
type questionLine struct {
	*line
	text string
	gap  bool // a blank line stands before
}

// questions takes the policy questions as issues Q1, Q2 …: numbered in any of the
// usual ways, on lines of their own or in one paragraph, or one a line.
func (r *reader) questions() []planner.Issue {
	block := r.trimmed(r.asked)
	if len(block)+len(r.more) == 0 {
		r.find(CodeQuestions, "none", planner.Note, nil, "")
		return nil
	}
	out := r.numbered(block)
	if out == nil {
		out = r.unnumbered(block)
	}
	for _, l := range r.more {
		out = append(out, planner.Issue{Name: l.text, Where: r.ref(l.number)})
	}
	return out
}

// trimmed takes the format off the end of a question: "Who? Round Table - 90 Min".
func (r *reader) trimmed(block []questionLine) []questionLine {
	for i := range block {
		q := &block[i]
		at := strings.LastIndexAny(q.text, "?？؟") + 1
		for at > 0 && at < len(q.text) && !utf8.RuneStart(q.text[at]) {
			at++ // the sign has several bytes
		}
		if at > 0 && at < len(q.text) && r.formatLine(&line{text: vocabulary.Clean(q.text[at:])}) {
			q.text = q.text[:at]
		}
	}
	return block
}

// numbering reads a numbered list: the marks are those of the first line that has
// one, and numbers must rise; they may skip.
type numbering struct {
	style string
	last  int
	found []planner.Issue
	open  bool // the last question may go on in the next line
}

// line reads the marks of a line, and reports how far that went.
func (n *numbering) line(text string, where planner.Ref) (at int) {
	for _, m := range marksIn(text) {
		if n.style == "" && m.from == 0 {
			n.style = m.style
		}
		if m.style == byBullet {
			m.number = n.last + 1
		}
		if m.style != n.style || m.from < at || m.number <= n.last || m.number > n.last+3 {
			continue
		}
		n.grow(text[at:m.from])
		x := planner.Issue{Where: where}
		if m.style == byWord || m.style == byNumber {
			x.ID = "Q" + strconv.Itoa(m.number)
		}
		n.found, n.last, at = append(n.found, x), m.number, m.end
	}
	return at
}

// grow adds text to the last of the questions.
func (n *numbering) grow(text string) {
	if k := len(n.found); k > 0 {
		n.found[k-1].Name = vocabulary.Clean(n.found[k-1].Name + " " + text)
	}
}

// numbered parts the block at its marks. What stands before the first mark leads
// in, if it asks nothing.
func (r *reader) numbered(block []questionLine) []planner.Issue {
	var n numbering
	for _, q := range block {
		before := len(n.found)
		at := n.line(q.text, r.ref(q.number))
		switch {
		case n.style == "" && isQuestion(q.text):
			return nil
		case len(n.found) == 0:
			q.Class, q.Why = notUsed, "leads in to the questions"
		case len(n.found) > before || n.open && (!q.gap || !isSentence(q.text)):
			n.grow(q.text[at:])
			n.open = !isQuestion(q.text)
		default:
			q.Class, q.Why = notUsed, "after the questions"
			r.find(CodeQuestions, "after", planner.Note, nil, q.text, q.number)
		}
	}
	return n.found
}

var asking = regexp.MustCompile(`[^?？؟]+[?？؟]*`)

// unnumbered takes one question a line, or one a question mark where all is one
// paragraph: a heading that ends in a colon belongs to the line below it, and
// bullets without a question mark after the questions are no questions.
func (r *reader) unnumbered(block []questionLine) []planner.Issue {
	form := "lines"
	if len(block) == 1 {
		q := block[0]
		block = nil
		for _, one := range asking.FindAllString(q.text, -1) {
			block = append(block, questionLine{q.line, vocabulary.Clean(one), false})
		}
		form = "paragraph"
	}
	var out []planner.Issue
	var others []int
	theme := ""
	for _, q := range block {
		style, _, text := mark(q.text)
		switch {
		case text == "":
		case style == byBullet && !isQuestion(text) && len(out) > 0:
			others = append(others, q.number)
			q.Class, q.Why = notUsed, "a point of the list below the questions"
		case strings.HasSuffix(text, ":") || strings.HasSuffix(text, "："):
			theme = text + " "
		default:
			out = append(out, planner.Issue{Name: theme + text, Where: r.ref(q.number)})
			theme = ""
		}
	}
	if len(others) > 0 {
		r.find(CodeQuestions, "bullets", planner.Note, nil, "", others...)
	}
	if len(out) > 1 || len(block) > 1 {
		r.find(CodeQuestions, form, planner.Note, nil, "", block[0].number)
	}
	return out
}
