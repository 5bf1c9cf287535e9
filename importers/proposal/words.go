package proposal

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// wordLines is the data: kind, language and words parted by "|" on each line. A
// kind without a dot is a heading; words that end in "…" are its beginning.
//
//go:embed words.tsv
var wordLines string

// word is an entry of the data.
type word struct {
	spelled string
	folded  string
	spaced  string // with a space on both sides, where its script parts words
}

// words are the lists of the data.
type words struct {
	lists    map[string][]word // by kind
	headings map[string]string // compact heading → kind
	starts   [][2]string       // folded beginning of a heading, kind
}

var lexicon = sync.OnceValue(func() *words {
	w := &words{lists: make(map[string][]word), headings: make(map[string]string)}
	for l := range strings.Lines(wordLines) {
		cells := strings.Split(strings.TrimSpace(l), "\t")
		kind := cells[0]
		for text := range strings.SplitSeq(cells[2], "|") {
			text, isStart := strings.CutSuffix(text, "…")
			x := word{text, vocabulary.Fold(text), spaced(text)}
			if isHan(text) {
				x.spaced = x.folded
			}
			if w.lists[kind] = append(w.lists[kind], x); isStart {
				w.starts = append(w.starts, [2]string{x.folded, kind})
			}
			if !strings.Contains(kind, ".") {
				w.headings[vocabulary.Compact(text)] = kind
			}
		}
	}
	return w
})

// hasWord reports whether a word of a kind is so.
func hasWord(kind string, is func(*word) bool) bool {
	list := lexicon().lists[kind]
	for i := range list {
		if is(&list[i]) {
			return true
		}
	}
	return false
}

// isOne reports whether a text is one of the words of a kind.
func isOne(kind, text string) bool {
	text = strings.Trim(vocabulary.Fold(text), ".:")
	return hasWord(kind, func(w *word) bool { return w.folded == text })
}

// hasPrefixOf reports whether a text begins with a word of a kind.
func hasPrefixOf(kind, text string) bool {
	text = vocabulary.Fold(text)
	return hasWord(kind, func(w *word) bool { return strings.HasPrefix(text, w.folded) })
}

// contains reports whether a text holds a word of a kind, as a whole word where
// its script parts words.
func contains(kind, text string) bool {
	text = spaced(text)
	return hasWord(kind, func(w *word) bool { return strings.Contains(text, w.spaced) })
}

// spaced is a folded text with a space around every word and no marks.
func spaced(text string) string {
	return " " + strings.Join(strings.FieldsFunc(vocabulary.Fold(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune("&-'", r)
	}), " ") + " "
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
		if isOne("number."+strconv.Itoa(n), word) {
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
	if l.cells != nil {
		cell := strings.TrimRight(l.cells[0], ":： ")
		h, ok := label(cell)
		if !ok {
			h, ok = fieldOf(cell)
		}
		if h.rest = strings.Join(l.cells[1:], ", "); ok {
			return h, true
		}
	}
	for _, sign := range []string{":", "：", ",", " - ", " – ", " — "} {
		before, after, ok := strings.Cut(text, sign)
		if !ok {
			continue
		}
		h, ok := label(before)
		if !ok && (sign == ":" || sign == "：") {
			h, ok = fieldOf(before)
		}
		if h.rest = strings.TrimSpace(after); ok && (sign != "," || h.kind == ofGoals && h.number > 0) {
			return h, true
		}
	}
	if h, ok := label(l.text); ok {
		return h, true
	}
	if h, ok := label(text); ok { // "3. Questions"
		return h, true
	}
	return startOf(l.text)
}

// startOf reads a heading of which only the beginning is fixed: "Relevance to
// Theme", and what follows it after a question mark.
func startOf(text string) (heading, bool) {
	folded := vocabulary.Fold(text)
	head, _, colon := strings.Cut(folded, ":")
	for _, s := range lexicon().starts {
		if strings.HasPrefix(head, s[0]) && (colon || len(head) < len(s[0])+45 || strings.Contains(head, "? ")) {
			_, rest, _ := strings.Cut(text, ":")
			return heading{kind: s[1], rest: strings.TrimSpace(rest)}, true
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
	if h, ok := plainLabel(text); ok {
		return h, true
	}
	if base, remark, ok := bracketed(text); ok {
		if h, ok := plainLabel(base); ok {
			h.remark = remark
			return h, true
		}
	}
	return heading{}, false
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
	text = latinDigits.Replace(text)
	stem := stemOf(text)
	n, _ := strconv.Atoi(vocabulary.Compact(text)[len(stem):])
	if role, ok := roleOf(stem); ok {
		return heading{kind: ofRole, role: role, number: n}, true
	}
	if kind := lexicon().headings[stem]; kind != "" {
		return heading{kind: kind, number: n}, true
	}
	for _, mark := range []string{"'s ", "’s "} { // "Proposer's Name"
		if owner, field, ok := strings.Cut(text, mark); ok {
			role, isRole := roleOf(vocabulary.Compact(owner))
			if m, ok := vocabulary.Header(field); ok && isRole {
				return heading{kind: ofRole, role: role, field: m.Meaning}, true
			}
		}
	}
	return twoLabels(text)
}

// roleOf reads a role in its singular or plural.
func roleOf(compact string) (planner.Role, bool) {
	if kind := lexicon().headings[compact]; kind != "" {
		if role, ok := vocabulary.RoleOf(kind); ok {
			return role, true
		}
		return "", false
	}
	role, ok := vocabulary.RoleOf(compact)
	return role, ok && role != planner.RoleParticipant
}

// twoLabels reads "Moderator and rapporteur", "Methodology / Agenda": two roles, or
// the heading that says more than that there is text.
func twoLabels(text string) (heading, bool) {
	fields := strings.Fields(strings.ReplaceAll(text, "/", " & "))
	for i, word := range fields {
		head, rest := strings.Join(fields[:i], " "), strings.Join(fields[i:], " ")
		if role, ok := roleOf(vocabulary.Compact(head)); ok && (isStatus(rest) || contains("seat.open", rest)) {
			return heading{kind: ofRole, role: role, remark: rest}, true // "Speakers to be invited"
		}
		if i == 0 || !isOne("and", word) {
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
