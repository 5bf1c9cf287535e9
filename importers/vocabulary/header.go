package vocabulary

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// Match is what a header is taken to mean.
type Match struct {
	Meaning Meaning
	// Number counts within the meaning: 2 for "2nd choice"; otherwise 0.
	Number int
	// Confidence is 1 for a header that equals a known word, 0.95 when only a
	// unit or hint in brackets was set aside, 0.8 for a word found inside a
	// longer question. It orders matches; it is no probability.
	Confidence float64
}

// The confidences of a [Match].
const (
	confExact    = 1
	confBrackets = 0.95
	confPhrase   = 0.8
	confNear     = 0.5 // a suggestion, never acted upon
)

// IsWhole reports whether the header is a known word as a whole, and not a
// question that contains one.
func (m Match) IsWhole() bool { return m.Confidence > confPhrase }

// Header returns what a column header means. The whole header must equal a
// known word in one of the supported languages after [Compact]; a trailing
// remark in brackets may be set aside; longer questions match by a phrase they
// contain. Headers that merely resemble a word do not match: see [NearHeader].
func Header(text string) (Match, bool) {
	if n, ok := choiceNumber(text); ok {
		return Match{Meaning: Choice, Number: n, Confidence: confExact}, true
	}
	if w, ok := headerOf(text); ok {
		return Match{Meaning: w.meaning, Confidence: confExact}, true
	}
	if bare := withoutBrackets(text); bare != text {
		if w, ok := headerOf(bare); ok {
			return Match{Meaning: w.meaning, Confidence: confBrackets}, true
		}
		if strings.ContainsAny(text, "[") {
			return Match{}, false // a grid item: "Rank the issues [AI]"
		}
	}
	if m, ok := headerInTwo(text); ok {
		return Match{Meaning: m, Confidence: confBrackets}, true
	}
	if _, ok := DimensionOf(text); ok {
		return Match{}, false // a "least developed country" is no country
	}
	return phraseMatch(text)
}

// inScripts parts a header that says one thing in two scripts: "姓名 Name".
func inScripts(text string) []string {
	begun, before := false, false // whether there was a letter, and a Latin one
	for i, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		latin := unicode.Is(unicode.Latin, r)
		if begun && latin != before {
			return []string{text[:i], text[i:]}
		}
		begun, before = true, latin
	}
	return nil
}

// headerInTwo is the meaning of a header that says one thing twice, as "Name / Nom"
// does, or the parts of a name.
func headerInTwo(text string) (Meaning, bool) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("/|,、／", r) })
	if len(parts) < 2 {
		parts = inScripts(text)
	}
	if len(parts) < 2 {
		return "", false
	}
	found := make(map[Meaning]bool)
	last := Meaning("")
	for _, part := range parts {
		w, ok := headerOf(strings.TrimSpace(part))
		if !ok || w.meaning == Choice {
			return "", false
		}
		last = w.meaning
		found[last] = true
	}
	if len(found) == 1 {
		return last, true
	}
	for m := range found {
		if m != Name && m != FirstName && m != LastName {
			return "", false
		}
	}
	return Name, true
}

// numberSigns stand for the word: an "Attendee #" is a number and no name.
var numberSigns = strings.NewReplacer("#", " number ", "№", " number ", "°", " number ", "º", " number ")

func headerOf(text string) (headerWord, bool) {
	index := headerIndex().words
	w, ok := index[Compact(numberSigns.Replace(text))]
	if !ok {
		w, ok = index[Compact(text)]
		name := w.meaning == Name || w.meaning == FirstName || w.meaning == LastName
		ok = ok && (!name || numberSigns.Replace(text) == text)
	}
	return w, ok
}

// NearHeader returns the known header word that a header which [Header] does not
// know is a slip of, for a suggestion: two letters swapped, one doubled, left
// out or put in within the word, and in a long word one or two wrong. Beside are
// the other headers: what is in a language of none of them, nor English, is not
// suggested.
func NearHeader(text string, beside ...string) (suggestion Match, alias string, ok bool) {
	if _, known := Header(text); known {
		return Match{}, "", false
	}
	languages := make(map[string]bool)
	for _, other := range beside {
		if w, ok := headerOf(withoutBrackets(other)); ok {
			for _, l := range w.languages {
				languages[l] = true
			}
		}
	}
	unsure := len(languages) == 0
	languages["en"] = true
	key := []rune(Compact(withoutBrackets(text)))
	for _, near := range headerIndex().list {
		w := headerIndex().words[string(near.key)]
		allowed := unsure || slices.ContainsFunc(w.languages, func(l string) bool { return languages[l] })
		if allowed && isSlip(key, near.key) {
			return Match{Meaning: w.meaning, Confidence: confNear}, near.word, true
		}
	}
	return Match{}, "", false
}

// isSlip reports whether one text is a plausible slip of the other.
func isSlip(a, b []rune) bool {
	shorter, more := min(len(a), len(b)), max(len(a), len(b))-min(len(a), len(b))
	if shorter < 4 || more > 2 || a[0] != b[0] || a[len(a)-1] != b[len(b)-1] {
		return false
	}
	d := newAligner(len(b)).distance(a, b, 2)
	sameLetters := slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
	return d == 1 && (more == 1 || sameLetters || shorter >= 8) || d == 2 && shorter >= 12
}

// ParseMeaning returns the meaning a user names in --map: the word of the
// Meaning itself, or any header word; of an agenda and the like, the [List] of the heading.
func ParseMeaning(s string) (Match, bool) {
	if m, ok := Header(s); ok && m.Confidence == confExact {
		return m, true
	}
	for _, e := range readWords("course") { // headings of agendas and records of speaking
		if list := List("course/" + e.meaning); Fold(s) == e.meaning || list.Is(s) {
			return Match{Meaning: Meaning(list), Confidence: confExact}, true
		}
	}
	return Match{}, false
}

var brackets = regexp.MustCompile(`[(\[（【][^)\]）】]*(?:[)\]）】]|$)`)

// withoutBrackets drops bracketed remarks: "Gender (M/F)" → "Gender".
func withoutBrackets(s string) string {
	if !strings.ContainsAny(s, "([（【") {
		return s
	}
	return cmp.Or(strings.TrimSpace(brackets.ReplaceAllString(s, "")), s)
}

// phraseMatch looks for the phrases of words/phrases.tsv.
func phraseMatch(text string) (Match, bool) {
	words := " " + wordsOnly(text) + " "
	if strings.Count(words, " ") < 4 { // fewer than three words is no question
		return Match{}, false
	}
	found := Meaning("")
	for _, p := range phraseList() {
		if !strings.Contains(words, p.part) {
			continue
		}
		if found != "" && found != p.meaning {
			return Match{}, false
		}
		found = p.meaning
		words = strings.Replace(words, p.part, " ", 1)
	}
	if found == "" {
		return Match{}, false
	}
	return Match{Meaning: found, Confidence: confPhrase}, true
}

// wordsOnly folds a text to its words, separated by single spaces.
func wordsOnly(s string) string {
	return strings.Join(strings.FieldsFunc(Fold(s), isSign), " ")
}

// headerWord is what a header word means, and the languages it is a word of.
type headerWord struct {
	meaning   Meaning
	languages []string
}

type headerWords struct {
	words map[string]headerWord // by Compact
	list  []nearWord            // in the order of the file
}

type nearWord struct {
	word string
	key  []rune // the word after Compact
}

var headerIndex = sync.OnceValue(func() *headerWords {
	index := &headerWords{words: make(map[string]headerWord, 4000)}
	add := func(word string, m Meaning, language string) {
		key := Compact(numberSigns.Replace(word))
		old := index.words[key]
		index.words[key] = headerWord{m, append(old.languages, language)}
		if old.meaning == "" {
			index.list = append(index.list, nearWord{word, []rune(key)})
		}
	}
	for _, l := range readWords("headers") {
		for _, w := range l.words {
			add(w, Meaning(l.meaning), l.language)
		}
		add(l.meaning, Meaning(l.meaning), "en")
	}
	return index
})

type phrase struct {
	part     string // as in [wordPart]
	meaning  Meaning
	language string
}

var phraseList = sync.OnceValue(func() []phrase {
	var list []phrase
	for _, l := range readWords("phrases") {
		for _, w := range l.words {
			list = append(list, phrase{wordPart(w), Meaning(l.meaning), l.language})
		}
	}
	return list
})
