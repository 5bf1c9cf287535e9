package vocabulary

import (
	"slices"
	"strings"
	"sync"
)

// letterPair is a way to write gender in letters: what each means, in a language.
type letterPair struct {
	language string
	means    map[string]string
}

// neither is the letter that says neither woman nor man in passports, whatever the language.
const neither = "x"

var letterPairs = sync.OnceValue(func() []letterPair {
	classes := []string{Woman, Man, NonBinary}
	var pairs []letterPair
	for _, l := range readWords("gender-letters") {
		for _, pair := range l.words {
			p := letterPair{l.language, map[string]string{neither: NonBinary}}
			for i, letter := range strings.Fields(pair) {
				p.means[letterKey(letter)] = classes[i]
			}
			pairs = append(pairs, p)
		}
	}
	return pairs
})

func letterKey(s string) string { return strings.TrimRight(Fold(s), ".") }

// GenderLetters says what the letters mean that a column writes for gender, by the texts of
// the column that are letters. One letter means different things in different languages: M is
// a man beside F, a woman beside H in Spanish. The ways to write that count are those that have
// all letters of the column and of its heading, in a language of its words ("femme"), else of
// its heading ("Sexo"), where there is one. A letter on which they differ is Ambiguous.
func GenderLetters(heading string, texts []string) map[string]ValueMatch {
	found := make(map[string]ValueMatch)
	letters := lettersOf(heading)
	var spoken []string // the languages of the words
	for _, text := range texts {
		if own := lettersIn([]string{text}); len(own) > 0 {
			letters = append(letters, own...)
			found[text] = ValueMatch{}
		} else {
			spoken = append(spoken, genderLanguages()[Compact(text)]...)
		}
	}
	if len(found) == 0 {
		return nil
	}
	ways := waysToWrite(letters, spoken, languagesOf(heading))
	for text := range found {
		found[text] = readLetter(letterKey(text), ways, letterPairs())
	}
	return found
}

// lettersOf are the letters that a heading lists, as "Sexo (H/M)" does.
func lettersOf(heading string) []string {
	var out []string
	between := func(r rune) bool { return strings.ContainsRune(" ([（:：)]）", r) }
	for _, word := range strings.FieldsFunc(heading, between) {
		parts := strings.FieldsFunc(word, func(r rune) bool { return !isWordRune(r) })
		if own := lettersIn(parts); len(own) > 1 && len(own) == len(parts) {
			out = append(out, own...)
		}
	}
	return out
}

// lettersIn are those of the texts that are letters for gender, folded.
func lettersIn(texts []string) []string {
	var out []string
	for _, text := range texts {
		key := letterKey(text)
		if slices.ContainsFunc(letterPairs(), func(p letterPair) bool { return p.means[key] != "" }) {
			out = append(out, key)
		}
	}
	return out
}

// waysToWrite are those that have all the letters, of the first of the lists of languages that
// leaves some; where letters come from several ways, whichever has one of them.
func waysToWrite(letters []string, languages ...[]string) []letterPair {
	ways := letterPairs()
	whole := func(p letterPair) bool {
		return !slices.ContainsFunc(letters, func(l string) bool { return p.means[l] == "" })
	}
	if slices.ContainsFunc(ways, whole) {
		ways = slices.DeleteFunc(slices.Clone(ways), func(p letterPair) bool { return !whole(p) })
	}
	for _, list := range languages {
		other := func(p letterPair) bool { return !slices.Contains(list, p.language) }
		if left := slices.DeleteFunc(slices.Clone(ways), other); len(left) > 0 {
			return left
		}
	}
	return ways
}

// readLetter is what a letter means in all of the ways to write that have it, else what it may
// mean in any.
func readLetter(letter string, ways, all []letterPair) ValueMatch {
	values := meansIn(letter, ways)
	switch len(values) {
	case 0:
		return ValueMatch{Status: Ambiguous, Suggestions: meansIn(letter, all)}
	case 1:
		return ValueMatch{Value: values[0], Status: Alias}
	}
	return ValueMatch{Status: Ambiguous, Suggestions: values}
}

func meansIn(letter string, ways []letterPair) []string {
	var values []string
	for _, p := range ways {
		if v := p.means[letter]; v != "" && !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	return values
}

// genderLanguages are the languages of each word for a gender, by [Compact].
var genderLanguages = sync.OnceValue(func() map[string][]string {
	of := map[string][]string{Compact(Woman): {"en"}, Compact(Man): {"en"}, Compact(NonBinary): {"en"}}
	for _, l := range readWords("gender") {
		for _, w := range l.words {
			of[Compact(w)] = append(of[Compact(w)], l.language)
		}
	}
	return of
})

// languagesOf are the languages that a heading is a word of.
func languagesOf(heading string) []string {
	var out []string
	for _, text := range append(strings.Split(withoutBrackets(heading), "/"), heading) {
		if w, ok := headerOf(strings.TrimSpace(text)); ok {
			out = append(out, w.languages...)
		}
	}
	for _, p := range phraseList() {
		if strings.Contains(" "+wordsOnly(heading)+" ", p.part) {
			out = append(out, p.language)
		}
	}
	return out
}
