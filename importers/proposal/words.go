package proposal

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// The words are data of package vocabulary.
const (
	minuteWords      vocabulary.List = "agenda/minute"
	hourWords        vocabulary.List = "agenda/hour"
	eachWords        vocabulary.List = "agenda/each"
	totalWords       vocabulary.List = "agenda/total"
	timeColumn       vocabulary.List = "agenda/column of times"
	restWords        vocabulary.List = "agenda/rest"
	formatWords      vocabulary.List = "formats/format"
	andWord          vocabulary.List = "numbers/and"
	organisationWord vocabulary.List = "names/organisation"
	questionWord     vocabulary.List = "numbers/question"
	openSeat         vocabulary.List = "seats/open"
	moreSeats        vocabulary.List = "seats/more"
	noTitle          vocabulary.List = "proposals/not a title"
	ofWords          vocabulary.List = "agenda/of"
	goalWords        vocabulary.List = "agenda/goal"
	otherBeginnings  vocabulary.List = "proposals/beginning of another"
)

// partWords are the words of a kind of part.
func partWords(k planner.PartKind) vocabulary.List {
	return vocabulary.List("agenda/part: " + string(k))
}

// alternatives are the words of a list in a pattern, the longest first.
func alternatives(list vocabulary.List) string {
	var out []string
	for _, w := range list.Words() {
		out = append(out, regexp.QuoteMeta(w))
	}
	slices.SortStableFunc(out, func(a, b string) int { return len(b) - len(a) })
	return strings.Join(out, "|")
}

// begins reports whether a text begins with a word of a list; in Chinese and
// Japanese, whether it holds one.
func begins(list vocabulary.List, text string) bool {
	_, ok := list.Begins(text)
	return ok || isHan(text) && list.Within(text)
}

func isHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
	})
}

// numberAt reads the number a text begins with, in digits or as a word, and
// returns what follows; 0 if there is none.
func numberAt(text string) (n int, rest string) {
	text = latinDigits.Replace(text)
	rest = strings.TrimLeft(text, "0123456789")
	if n, err := strconv.Atoi(text[:len(text)-len(rest)]); err == nil {
		return n, strings.TrimSpace(rest)
	}
	word, rest, _ := strings.Cut(text, " ")
	for n := 1; n <= 10; n++ {
		if vocabulary.List("numbers/" + strconv.Itoa(n)).Is(word) {
			return n, rest
		}
	}
	return 0, text
}

// latinDigits writes the digits of every script as 0 to 9.
var latinDigits = strings.NewReplacer(digitPairs("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９")...)

func digitPairs(rows ...string) []string {
	var out []string
	for _, row := range rows {
		for i, c := range []rune(row) {
			out = append(out, string(c), strconv.Itoa(i))
		}
	}
	return out
}

// heading is a line, or the beginning of one, that says what follows.
type heading struct {
	kind   string             // of the data, a role or a field
	role   planner.Role       // where it is a role
	also   planner.Role       // "Moderator and rapporteur"
	field  vocabulary.Meaning // the label of one value of a person: "Organisation"
	number int                // "Speaker 3"
	remark string             // in brackets: "(confirmed)"
	rest   string             // what stands beside it
}

// longestLabel is the length in bytes up to which a text may be a heading.
const longestLabel = 120

// headingOf reads the heading a line begins with: a cell of a table, the text
// before a colon or a dash, or the whole line.
func headingOf(l *line) (heading, bool) {
	_, _, text := mark(l.text)
	for _, sign := range []string{"\t", ":", "：", ",", " - ", " – ", " — "} {
		before, after, ok := strings.Cut(text, sign)
		if sign == "\t" && l.cells != nil {
			before, after, ok = strings.TrimRight(l.cells[0], ":： "), strings.Join(l.cells[1:], ", "), true
		}
		if !ok {
			continue
		}
		h, ok := label(before)
		if !ok && strings.Contains("\t:：", sign) {
			h, ok = fieldOf(before)
		}
		if h.rest = strings.TrimSpace(after); ok && (sign != "," || h.kind == ofGoals && h.number > 0) {
			return h, true
		}
	}
	for _, whole := range []string{l.text, text} { // "3. Questions"
		if h, ok := label(whole); ok {
			return h, true
		}
	}
	return startOf(l.text)
}

// startOf reads a heading of which only the beginning is fixed: "Relevance to
// Theme", and what follows it after a question mark.
func startOf(text string) (heading, bool) {
	folded := vocabulary.Fold(text)
	head, _, colon := strings.Cut(folded, ":")
	for _, s := range otherBeginnings.Words() {
		s = vocabulary.Fold(s)
		if strings.HasPrefix(head, s) && (colon || len(head) < len(s)+45 || strings.Contains(head, "? ")) {
			_, rest, _ := strings.Cut(text, ":")
			return heading{kind: ofOther, rest: strings.TrimSpace(rest)}, true
		}
	}
	return heading{}, false
}

// label reads a whole text as a heading, its number and its remark in brackets
// apart.
func label(text string) (heading, bool) {
	if text = vocabulary.Clean(text); len(text) > longestLabel || text == "" {
		return heading{}, false
	}
	h, ok := plainLabel(text)
	if base, remark, found := bracketed(text); found && !ok {
		h, ok = plainLabel(base)
		h.remark = remark
	}
	return h, ok
}

// fieldOf reads the label of one value of a person.
func fieldOf(text string) (heading, bool) {
	if len(text) > longestLabel {
		return heading{}, false
	}
	m, ok := vocabulary.Header(text)
	return heading{kind: ofField, field: m.Meaning}, ok && m.IsWhole() && isField(m.Meaning)
}

func plainLabel(text string) (heading, bool) {
	text = strings.TrimRight(latinDigits.Replace(text), ":. ")
	stem := strings.TrimRight(text, "0123456789 #.")
	h := heading{kind: kindOfHeading(stem)}
	h.number, _ = strconv.Atoi(strings.TrimLeft(text[len(stem):], " #."))
	if h.kind != "" {
		return h, true
	}
	if role, ok := roleOf(stem); ok {
		h.kind, h.role = ofRole, role
		return h, true
	}
	for _, mark := range []string{"'s ", "’s "} { // "Proposer's Name"
		if owner, field, ok := strings.Cut(text, mark); ok {
			role, isRole := roleOf(owner)
			if m, ok := vocabulary.Header(field); ok && isRole {
				return heading{kind: ofRole, role: role, field: m.Meaning}, true
			}
		}
	}
	return twoLabels(text)
}

var kindsOfHeadings = []string{
	ofTitle, ofQuestions, moreQuestions, ofAgenda, ofGoals, ofFormat, ofLength, ofUpdated, ofOther,
}

// kindOfHeading is the kind of a heading but of a role; "" is none.
func kindOfHeading(text string) string {
	for _, kind := range kindsOfHeadings {
		if vocabulary.List("proposals/" + kind).Is(text) {
			return kind
		}
	}
	return ""
}

// roleOf reads a role that heads people.
func roleOf(text string) (planner.Role, bool) {
	role, ok := vocabulary.RoleOf(text)
	return role, ok && role != planner.RoleParticipant && !strings.Contains(text, "(")
}

// twoLabels reads "Moderator and rapporteur", "Methodology / Agenda": two roles, or
// the heading that says more than that there is text.
func twoLabels(text string) (heading, bool) {
	fields := strings.Fields(strings.ReplaceAll(text, "/", " & "))
	for i, word := range fields {
		head, rest := strings.Join(fields[:i], " "), strings.Join(fields[i:], " ")
		if role, ok := roleOf(head); ok && (isStatus(rest) || openSeat.Within(rest)) {
			return heading{kind: ofRole, role: role, remark: rest}, true // "Speakers to be invited"
		}
		if i == 0 || !andWord.Is(word) {
			continue
		}
		first, one := plainLabel(head)
		last, two := plainLabel(strings.Join(fields[i+1:], " "))
		if first.also = last.role; first.kind == ofOther {
			first = last
		}
		return first, one && two
	}
	return heading{}, false
}

// isField reports whether a meaning is a value of one person.
func isField(m vocabulary.Meaning) bool {
	return slices.Contains([]vocabulary.Meaning{
		vocabulary.Name, vocabulary.Organisation, vocabulary.Stakeholder, vocabulary.Region, vocabulary.CountryName,
		vocabulary.Gender, vocabulary.Email,
	}, m)
}

// bracketed parts a text that ends in brackets: "Speakers (confirmed)".
func bracketed(text string) (base, inner string, ok bool) {
	text = strings.NewReplacer("（", "(", "）", ")").Replace(text)
	open := strings.LastIndexByte(text, '(')
	if open <= 0 || !strings.HasSuffix(text, ")") {
		return text, "", false
	}
	return vocabulary.Clean(text[:open]), vocabulary.Clean(text[open+1 : len(text)-1]), true
}
