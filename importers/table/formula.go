package table

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// SafeCell returns a text of which no spreadsheet takes a part for a formula: the whole,
// and what follows a semicolon, at which some programs split. A part that begins with
// = + - @, also full-width and after spaces, or with a tab or a carriage return gets an
// apostrophe in front. [UnsafeCell] is its exact inverse. Plain negative and signed numbers
// stay.
func SafeCell(s string) string {
	return inParts(s, func(part string) string { return "'" + part })
}

// UnsafeCell undoes [SafeCell].
func UnsafeCell(s string) string {
	return inParts(s, func(part string) string { return strings.TrimPrefix(part, "'") })
}

// inParts changes the parts of s that are formulas, but for apostrophes in front.
func inParts(s string, change func(string) string) string {
	if !strings.ContainsAny(s, formulaSigns+"\t\r") {
		return s
	}
	parts := strings.Split(s, ";")
	for i, p := range parts {
		if startsFormula(strings.TrimLeft(p, "'")) {
			parts[i] = change(p)
		}
	}
	return strings.Join(parts, ";")
}

// formulaSigns are what a formula begins with.
const formulaSigns = "=+-@＝＋－＠"

func startsFormula(s string) bool {
	if s == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	}))
	_, err := strconv.ParseFloat(s, 64)
	return err != nil && (s[0] == '\t' || s[0] == '\r' || strings.ContainsRune(formulaSigns, r))
}
