package vocabulary

import (
	"strings"
	"sync"
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
	key := Compact(text)
	if key == "" {
		return Match{}, false
	}
	if n, ok := choiceNumber(text); ok {
		return Match{Meaning: Choice, Number: n, Confidence: confExact}, true
	}
	index := headerIndex()
	if m, ok := index[key]; ok {
		return Match{Meaning: m, Confidence: confExact}, true
	}
	if bare := withoutBrackets(text); bare != text {
		if m, ok := index[Compact(bare)]; ok {
			return Match{Meaning: m, Confidence: confBrackets}, true
		}
		if strings.ContainsAny(text, "[") {
			return Match{}, false // a grid item: "Rank the issues [AI]"
		}
	}
	return phraseMatch(text)
}

// NearHeader returns the known header word nearest to a header that [Header]
// does not know, for a suggestion. It is never certain enough to act upon.
func NearHeader(text string) (suggestion Match, alias string, ok bool) {
	if _, known := Header(text); known {
		return Match{}, "", false
	}
	bare := withoutBrackets(text)
	place := headerWordList().closest(bare)
	if place < 0 {
		return Match{}, "", false
	}
	best := headerList()[place]
	// Short words and words that begin differently resemble too many others.
	key, near := []rune(Compact(bare)), []rune(Compact(best))
	if len(key) < 4 || key[0] != near[0] {
		return Match{}, "", false
	}
	return Match{Meaning: headerIndex()[Compact(best)], Confidence: confNear}, best, true
}

// ParseMeaning returns the meaning a user names in --map: the word of the
// Meaning itself, or any header word.
func ParseMeaning(s string) (Match, bool) {
	if m, ok := Header(s); ok && m.Confidence == confExact {
		return m, true
	}
	return Match{}, false
}

// withoutBrackets drops bracketed remarks: "Gender (M/F)" → "Gender".
func withoutBrackets(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch r {
		case '(', '[', '（', '【':
			depth++
		case ')', ']', '）', '】':
			if depth > 0 {
				depth--
				continue
			}
		}
		if depth == 0 {
			b.WriteRune(r)
		}
	}
	if out := strings.TrimSpace(b.String()); out != "" {
		return out
	}
	return s
}

// phraseMatch looks for the phrases of [headerPhrases] as whole words.
func phraseMatch(text string) (Match, bool) {
	words := " " + wordsOnly(text) + " "
	if strings.Count(words, " ") < 4 { // fewer than three words is no question
		return Match{}, false
	}
	found := Meaning("")
	for _, p := range phraseIndex() {
		if !strings.Contains(words, p.words) {
			continue
		}
		if found == "" {
			found = p.meaning
		} else if found != p.meaning {
			return Match{}, false
		}
		words = strings.Replace(words, p.words, " ", 1)
	}
	if found == "" {
		return Match{}, false
	}
	return Match{Meaning: found, Confidence: confPhrase}, true
}

// wordsOnly folds a text to its words, separated by single spaces.
func wordsOnly(s string) string {
	return strings.Join(strings.FieldsFunc(Fold(s), func(r rune) bool { return !isWordRune(r) }), " ")
}

// headerIndex maps the compact form of every header word to its meaning.
var headerIndex = sync.OnceValue(func() map[string]Meaning {
	index := make(map[string]Meaning, 2000)
	for _, h := range headerWords {
		index[Compact(string(h.meaning))] = h.meaning
		for _, w := range splitWords(h.words) {
			index[Compact(w)] = h.meaning
		}
	}
	return index
})

// headerList is every header word in the order of the table.
var headerList = sync.OnceValue(func() []string {
	var list []string
	for _, h := range headerWords {
		list = append(list, splitWords(h.words)...)
	}
	return list
})

var headerWordList = sync.OnceValue(func() *wordList { return newWordList(headerList()) })

type phrase struct {
	words   string // with a space on both sides
	meaning Meaning
}

var phraseIndex = sync.OnceValue(func() []phrase {
	var list []phrase
	for _, h := range headerPhrases {
		for _, w := range splitWords(h.words) {
			list = append(list, phrase{" " + wordsOnly(w) + " ", h.meaning})
		}
	}
	return list
})

// splitWords splits a "|"-separated list that may run over several lines.
func splitWords(s string) []string {
	parts := strings.Split(s, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}
