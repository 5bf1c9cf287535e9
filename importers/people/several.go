package people

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"roundtable/importers/vocabulary"
)

// between makes lines of the names of one cell that words join.
var between = sync.OnceValue(func() *strings.Replacer {
	var pairs []string
	for _, word := range vocabulary.BetweenNames.Words() {
		pairs = append(pairs, " "+word+" ", "\n")
	}
	return strings.NewReplacer(pairs...)
})

// Several parts a cell of names; nil where it names one person. What stands between
// semicolons or lines, or is joined by a word such as "and", are several people where
// every part has a first and a last name; at commas only three and more are for sure,
// as "Lima Santos, Ana Maria" is one person. Unsure is true where commas part them.
func Several(text string) (names []string, unsure bool) {
	joined := between().Replace(text)
	for _, way := range []struct{ text, marks string }{{text, ";；؛\n|"}, {joined, "\n"}, {joined, ",،\n"}} {
		parts := strings.FieldsFunc(way.text, func(r rune) bool { return strings.ContainsRune(way.marks, r) })
		unsure = strings.Contains(way.marks, ",")
		if names = wholeNames(parts); len(names) > 1 && (unsure || !holdsList(names)) {
			return names, unsure
		}
	}
	return nil, false
}

// holdsList reports whether a part is a list of names itself.
func holdsList(parts []string) bool {
	for _, part := range parts {
		if len(wholeNames(strings.Split(part, ","))) > 1 {
			return true
		}
	}
	return false
}

// bullet is what stands before a name in a list: "•", "1.", "b)".
var bullet = regexp.MustCompile(`^\s*(?:[•·▪◦‣*–—-]|\d{1,2}[.)]|[a-z]\))\s+`)

// wholeNames are the parts, if each is a first and a last name.
func wholeNames(parts []string) []string {
	var out []string
	for _, part := range parts {
		if part = vocabulary.Clean(bullet.ReplaceAllString(part, "")); part == "" {
			continue
		}
		if !isWholeName(part) {
			return nil
		}
		out = append(out, part)
	}
	return out
}

// isWholeName reports a text of two to five words that begin with capital letters,
// where the script has them.
func isWholeName(text string) bool {
	bare, _, _ := strings.Cut(text, "(")
	words := withoutTitles(strings.Fields(bare))
	if len(words) < 2 || len(words) > 5 {
		return false
	}
	for _, word := range words {
		first := []rune(word)[0]
		if !unicode.IsLetter(first) || unicode.IsLower(first) && !vocabulary.NameParticle.Is(word) ||
			strings.ContainsFunc(word, unicode.IsDigit) {
			return false
		}
	}
	return !isUnspaced(strings.Join(words, ""))
}

// AreNames reports whether a cell names one person or several, by first and last name.
func AreNames(text string) bool {
	names, _ := Several(text)
	return len(names) > 0 || isWholeName(text)
}

// Placeholder is what stands in the place of a name.
type Placeholder string

// The placeholders.
const (
	OpenSeat Placeholder = "open seat" // nobody yet: "N.N.", "to be nominated by the ministry"
	NoPerson Placeholder = "no person" // a trial entry, a device or a telephone number
)

// PlaceholderOf is what a text in the place of a name is, "" for a name. A person may
// be called Test; "Test Test" is nobody.
func PlaceholderOf(name string) Placeholder {
	bare := strings.Trim(name, " []()<>{}*")
	head, remark, _ := strings.Cut(bare, "(")
	_, later := vocabulary.ToBeNamed.Begins(bare)
	model, device := vocabulary.Device.Begins(bare)
	remark = strings.Trim(remark, " )")
	switch {
	case later, isToFill(name), vocabulary.OpenSeat.Is(bare),
		vocabulary.OpenSeat.Is(remark) && !AreNames(strings.TrimSpace(head)):
		return OpenSeat
	case vocabulary.TrialName.Is(bare), isTelephone(bare),
		device && (strings.TrimSpace(model) == "" || strings.ContainsFunc(model, unicode.IsDigit)):
		return NoPerson
	}
	return ""
}

// isToFill reports a text in brackets that is no name, as forms have where one is to be
// written: "[name to follow]", "<speaker>".
func isToFill(text string) bool {
	r := []rune(text)
	return len(r) > 2 && strings.ContainsRune("[<{", r[0]) && strings.ContainsRune("]>}", r[len(r)-1]) &&
		unicode.IsLower(r[1])
}

// shortestNumber is how many digits a telephone number has at least.
const shortestNumber = 7

// isTelephone reports a text of digits and the signs between them; some programs
// hide part of them.
func isTelephone(text string) bool {
	digits := 0
	for _, r := range text {
		switch {
		case unicode.IsDigit(r) || r == '*':
			digits++
		case !strings.ContainsRune("+-/(). ", r):
			return false
		}
	}
	return digits >= shortestNumber && strings.ContainsAny(text, "+* ") || digits >= 10
}
