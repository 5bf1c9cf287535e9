package vocabulary

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// RankWord reads a rank written as a word, an ordinal or a labelled number:
// "1st", "first", "First Choice", "Choice 2", "Choice #2", "Pref3", "1er", "2º",
// "erste", "[Top choice]", "1. Wahl", "第一", "9 (least)". Plain numbers count as
// well. The rank is at least 1; words for the last place ("Least important") are
// [LastPlace], which is above every other.
func RankWord(s string) (n int, ok bool) {
	if n, ok := plainNumber(strings.TrimSpace(s)); ok {
		return n, n >= 1
	}
	if n, ok := plainNumber(withoutBrackets(s)); ok {
		return n, n >= 1
	}
	w := wordsOnly(s)
	if rankWords().last[w] {
		return LastPlace, true
	}
	if n, ok := ordinal(w); ok {
		return n, true
	}
	// An ordinal and a word for "choice" in either order.
	for _, c := range rankWords().choices {
		rest, found := strings.CutPrefix(w, c.word)
		if !found {
			rest, found = strings.CutSuffix(w, c.word)
		}
		if !found {
			continue // most words hold none, and an ordinal takes long
		}
		rest = strings.TrimSpace(rest)
		n, ok := ordinal(rest)
		if !ok && c.counted {
			n, ok = plainNumber(rest)
		}
		if ok && n >= 1 {
			return n, true
		}
	}
	return 0, false
}

// LastPlace is the rank that words for the last place stand for.
const LastPlace = 1000

// choiceNumber reads a header that names a choice column: an ordinal together
// with a word for choice ("1st choice", "Pref2", "Choice 3 (45)"), or an
// ordinal written as a word on its own ("first", "2nd").
func choiceNumber(text string) (int, bool) {
	bare, grid := withoutBrackets(text), false
	if head, ok := strings.CutSuffix(strings.TrimSpace(text), "]"); ok && strings.Contains(head, "[") {
		// A grid whose items are ranks: "Please rank … [Top choice]".
		bare, grid = head[strings.LastIndexByte(head, '[')+1:], true
	}
	if _, number := plainNumber(strings.TrimSpace(bare)); number {
		return 0, false
	}
	n, ok := RankWord(bare)
	if grid || ok && (n < LastPlace || strings.Contains(strings.TrimSpace(bare), " ")) {
		return n, ok // "Last" alone is a name
	}
	// "For Mayor Choice 1", "1ST CHOICE MAYOR MINNEAPOLIS"
	fields := strings.Fields(wordsOnly(bare))
	for i := 0; i+1 < len(fields); i++ {
		if !isChoicePair(fields[i], fields[i+1]) {
			continue
		}
		if n, ok := RankWord(fields[i] + " " + fields[i+1]); ok {
			return n, true
		}
	}
	return 0, false
}

func isChoicePair(a, b string) bool {
	return slices.ContainsFunc(rankWords().choices, func(c choiceWord) bool { return c.word == a || c.word == b })
}

func plainNumber(s string) (int, bool) {
	if s == "" || len(s) > 3 {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	if err != nil || s[0] == '+' || s[0] == '-' {
		return 0, false
	}
	return n, true
}

// ordinal reads an ordinal in folded form: "1st", "2nd", "3e", "1er", "1o",
// "first", "erste", "第一".
func ordinal(w string) (int, bool) {
	words := rankWords()
	if n, ok := words.ordinals[w]; ok {
		return n, true
	}
	w, chinese := strings.CutPrefix(w, "第")
	end := strings.TrimLeftFunc(w, unicode.IsDigit)
	n, ok := plainNumber(strings.TrimSuffix(w, end))
	return n, ok && n >= 1 && (words.endings[strings.TrimSpace(end)] || chinese && end == "")
}

// rankTable is the file of ordinals, prepared.
type rankTable struct {
	ordinals map[string]int
	last     map[string]bool
	endings  map[string]bool
	choices  []choiceWord
}

// choiceWord is a word for a choice; one that is counted may stand beside a
// plain number as well as beside an ordinal.
type choiceWord struct {
	word    string
	counted bool
}

var rankWords = sync.OnceValue(func() *rankTable {
	t := &rankTable{ordinals: make(map[string]int), last: make(map[string]bool), endings: make(map[string]bool)}
	for _, l := range readWords("ordinals") {
		for i, w := range l.words {
			switch w = wordsOnly(w); l.meaning {
			case "ordinal":
				t.ordinals[w] = i + 1
				if i == 0 && strings.Contains(w, " ") { // "second most important"
					t.choices = append(t.choices, choiceWord{w, false})
				}
			case "last":
				t.last[w] = true
			case "ending":
				t.endings[w] = true
			case "choice", "option":
				t.choices = append(t.choices, choiceWord{w, l.meaning == "choice"})
			}
		}
	}
	delete(t.ordinals, "") // of "-"
	return t
})
