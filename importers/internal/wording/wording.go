// Package wording puts numbers, lists and texts from the input into the sentences
// of findings, the same way in all importers.
package wording

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestQuote is how much of a text a reader wants to see, in characters.
const longestQuote = 80

// Quote puts a text from the input into quotation marks, as [Clip] shows it.
func Quote(s string) string { return `"` + Clip(s) + `"` }

// Clipped shows texts as [Clip] does.
func Clipped(texts []string) []string {
	out := make([]string, len(texts))
	for i, s := range texts {
		out[i] = Clip(s)
	}
	return out
}

// Clip shows a text from the input on one line, cut to 80 characters.
func Clip(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.TrimSpace(s))
	if utf8.RuneCountInString(s) > longestQuote {
		s = string([]rune(s)[:longestQuote-1]) + "…"
	}
	return s
}

// List joins quoted texts, the last one by the given word: `"a", "b" and "c"`.
func List(texts []string, last string) string {
	q := make([]string, len(texts))
	for i, s := range texts {
		q[i] = Quote(s)
	}
	if len(q) < 2 {
		return strings.Join(q, "")
	}
	return strings.Join(q[:len(q)-1], ", ") + " " + last + " " + q[len(q)-1]
}

// Count words a number of things: "1 row", "3 rows", "2 people", "2 countries".
func Count(n int, one string) string {
	many := one + "s"
	switch {
	case one == "person":
		many = "people"
	case strings.HasSuffix(one, "y"):
		many = strings.TrimSuffix(one, "y") + "ies"
	}
	return strconv.Itoa(n) + " " + Plural(n, one, many)
}

// Plural is the first word for one thing, the second for any other number.
func Plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Sentence makes a phrase a sentence: with a capital and a full stop, unless it
// ends in one or in a question mark.
func Sentence(s string) string {
	if s == "" {
		return ""
	}
	r, n := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(r)) + s[n:]
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}
