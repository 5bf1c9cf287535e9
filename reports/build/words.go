package build

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"roundtable/reports"
	"roundtable/reports/messages"
)

// inEnglish are the words of the sections that are written in English alone.
func inEnglish() words { return words{messages.English()} }

// counted is a number with its noun: "1 person", "12 people". The plural is the
// singular with an s unless given.
func counted(n int, one string, many ...string) string {
	return messages.Count(n, one, append(many, one+"s")[0])
}

// text is n in digits.
func text(n int) string { return strconv.Itoa(n) }

// joined lists items as in a sentence: "a", "a and b", "a, b and c".
func joined(items []string) string { return messages.English().And(items) }

// joinedOr is joined with "or".
func joinedOr(items []string) string { return messages.English().Or(items) }

// each makes something of every item of a list.
func each[T, U any](items []T, word func(T) U) []U {
	out := make([]U, len(items))
	for i, item := range items {
		out[i] = word(item)
	}
	return out
}

// countIf is the number of items that hold.
func countIf[T any](items []T, holds func(T) bool) int {
	n := 0
	for _, item := range items {
		if holds(item) {
			n++
		}
	}
	return n
}

// texts prepares texts from input files to stand within a sentence.
func texts(values []string) []string { return each(values, reports.InText) }

// few lists at most limit items and says how many more there are.
func few(items []string, limit int) string {
	if len(items) <= limit {
		return joined(items)
	}
	return strings.Join(items[:limit], ", ") + " and " + strconv.Itoa(len(items)-limit) + " more"
}

// number formats f with the given decimals.
func number(f float64, decimals int) string {
	return reports.Column{Decimals: decimals}.Text(reports.Num(f))
}

// asked words a range of counts; a max below zero means no upper bound.
func asked(low, high int) string {
	switch {
	case high < 0 && low <= 0:
		return "any number"
	case high < 0:
		return "at least " + strconv.Itoa(low)
	case low <= 0 && high == 0:
		return "none"
	case low == high:
		return "exactly " + strconv.Itoa(low)
	case low <= 0:
		return "at most " + strconv.Itoa(high)
	default:
		return strconv.Itoa(low) + " to " + strconv.Itoa(high)
	}
}

// upperFirst capitalises the first letter of a sentence.
func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 || r == utf8.RuneError {
		return s
	}
	return strings.ToUpper(string(r)) + s[size:]
}

// lowerFirst is its reverse, for a sentence that continues another.
func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 || r == utf8.RuneError {
		return s
	}
	return strings.ToLower(string(r)) + s[size:]
}

// sentence makes a reason read as one: a capital and a full stop.
func sentence(s string) string {
	s = upperFirst(strings.TrimSpace(s))
	if strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

// optional is sentence for a text that may be empty.
func optional(s string) string {
	if strings.TrimSpace(s) == "" {
		return ""
	}
	return sentence(s)
}

// ordinal is "1st", "2nd", "3rd", "4th".
func ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}
