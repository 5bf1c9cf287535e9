package disclosure

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"roundtable/planner"
)

// names are what people are known by: whoever is listed, may be asked or has withdrawn.
//
// A label is made by a program from settings and values, and is withheld for any word of a
// name in it. The wording of an outcome is written by the chair for publication, so only
// what points at a person is withheld: a whole name in any letters, an ID or an address, or
// one word of a name with a capital ("Ms. Silva drafts it"), which may hit "May" or "Grant"
// at the start of a sentence as well. The draft says so, and other words can be chosen.
// Organisations may be named: that is what the organisation said, not who is there.
type names struct {
	// words are those of names alone, and whether a name has them with a capital.
	words map[string]bool
	whole []string // whole names, IDs and addresses, see spaced
}

var (
	// word is one by which a name is known: three signs and more, a letter among them.
	word = regexp.MustCompile(`\p{N}*\p{L}[\p{L}\p{M}\p{N}]{2,}`)
	// sign is one of a script that has no spaces between words, run is what has.
	sign = regexp.MustCompile(`[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]`)
	run  = regexp.MustCompile(`[\p{L}\p{M}\p{N}]+`)
)

// spaced are the words of a text in small letters, each between spaces.
func spaced(text string) string {
	return " " + strings.Join(run.FindAllString(sign.ReplaceAllString(strings.ToLower(text), " $0 "), -1), " ") + " "
}

func namesOf(m *planner.Meeting) names {
	n := names{words: map[string]bool{}}
	for _, p := range slices.Concat(m.Roster, m.Pool, m.Withdrawn) {
		for _, w := range word.FindAllString(p.Name, -1) {
			folded := strings.ToLower(w)
			n.words[folded] = n.words[folded] || capital(w)
		}
		if s := spaced(p.Name); strings.Count(s, " ") > 2 {
			n.whole = append(n.whole, s)
		}
		for _, x := range []string{p.ID, p.Email} {
			if word.MatchString(x) {
				n.whole = append(n.whole, spaced(x))
			}
		}
	}
	for _, terms := range knownTerms {
		for _, w := range word.FindAllString(strings.ToLower(strings.Join(terms, " ")), -1) {
			delete(n.words, w) // "Ms. African Group" is nobody
		}
	}
	return n
}

// capital reports whether a word begins as names do. Scripts without capitals have no
// other beginning.
func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return !unicode.IsLower(r)
}

// inWording reports whether the wording of an outcome does.
func (n *names) inWording(text string) bool {
	return n.has(text, func(w string) bool { return capital(w) && n.words[strings.ToLower(w)] })
}

func (n *names) has(text string, known func(string) bool) bool {
	words := spaced(text)
	return slices.ContainsFunc(word.FindAllString(text, -1), known) ||
		slices.ContainsFunc(n.whole, func(x string) bool { return strings.Contains(words, x) })
}

// nameless gives back a label, or none where it names somebody.
func (n *names) nameless(label string) string {
	if n.has(label, func(w string) bool { _, ok := n.words[strings.ToLower(w)]; return ok }) {
		return ""
	}
	return label
}
