package course

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"roundtable/importers/proposal"
	"roundtable/importers/vocabulary"
)

// Lengths of time and times of day, as cells hold them.

// timeOfDay is a time such as 9:05, 14h30, 9.05 or 2:30 pm; dateText a date in figures,
// whose dots are none.
var (
	timeOfDay = regexp.MustCompile(`(?i)(\d{1,2})\s*[:h.：]\s*(\d{2})(?::(\d{2}))?(?:\s*([ap])\.?\s*m\b)?`)
	dateText  = regexp.MustCompile(`\d{1,4}[./-]\d{1,2}[./-]\d{1,4}`)
)

// TimesOfDay are the times of day in a text, in seconds from midnight.
func TimesOfDay(text string) (out []int) {
	for _, m := range timeOfDay.FindAllStringSubmatch(dateText.ReplaceAllString(digits.Replace(text), " "), -1) {
		hours, _ := strconv.Atoi(m[1]) // of digits alone
		minutes, _ := strconv.Atoi(m[2])
		seconds, _ := strconv.Atoi(m[3]) // or nothing
		switch half := strings.ToLower(m[4]); {
		case half == "p" && hours < 12:
			hours += 12
		case half == "a" && hours == 12:
			hours = 0
		}
		if hours < 24 && minutes < 60 && seconds < 60 {
			out = append(out, 3600*hours+60*minutes+seconds)
		}
	}
	return out
}

// Date is the date in figures that a text holds, or empty.
func Date(text string) string { return dateText.FindString(text) }

// digits writes the digits of every script as 0 to 9.
var digits = strings.NewReplacer(digitPairs("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９")...)

func digitPairs(rows ...string) []string {
	var out []string
	for _, row := range rows {
		for i, c := range []rune(row) {
			out = append(out, string(c), strconv.Itoa(i))
		}
	}
	return out
}

// units says how lengths are read: the seconds of a number alone, and of the first of two
// numbers with a colon between them.
type units struct{ bare, colon int }

// maxLength is the longest time that is read, in seconds: a week. Beyond it a number is
// something else.
const maxLength = 7 * 24 * 3600

var (
	colons = regexp.MustCompile(`^(?:\d{4}-\d{2}-\d{2}[ T])?(\d{1,4})[:：](\d{1,2})(?:[:：](\d{1,2}))?(?:[.,]\d+)?$`)
	plain  = regexp.MustCompile(`^\d{1,6}(?:[.,]\d{1,3})?$`)
	worded = regexp.MustCompile(`^(\d{1,6})(?:[.,](\d{1,3}))?\s*([^\d\s]+\.?)\s*`)
)

// fractions writes halves and quarters as decimals: "1½ h".
var fractions = strings.NewReplacer("½", ".5", "¼", ".25", "¾", ".75")

// namedLengths are lengths, in seconds, that are said without a number.
var namedLengths = map[vocabulary.List]int{
	"agenda/quarter of an hour": 900, "agenda/half an hour": 1800,
	"agenda/an hour": 3600, "agenda/hour and a half": 5400,
}

// length reads a length of time in seconds: "90", "2:43", "1:02:43", "5 min", "1 h 30",
// "2 min 43 s", "2'43”", "ca. 5 min", "1½ h", "half an hour".
func (u units) length(text string) (seconds int, ok bool) {
	text = strings.TrimSpace(fractions.Replace(digits.Replace(text)))
	if rest, about := aboutWords.Begins(text); about {
		text = rest
	}
	text = strings.TrimLeft(text, " ~≈约約")
	if strings.HasPrefix(text, ".") {
		text = "0" + text
	}
	for name, s := range namedLengths {
		if name.Is(text) {
			return s, true
		}
	}
	if m := colons.FindStringSubmatch(text); m != nil {
		a, _ := strconv.Atoi(m[1])
		b, _ := strconv.Atoi(m[2])
		c, _ := strconv.Atoi(m[3])
		if seconds = a*u.colon + b*u.colon/60; m[3] != "" {
			seconds = 3600*a + 60*b + c
		}
		return seconds, b < 60 && c < 60 && seconds <= maxLength
	}
	if plain.MatchString(text) {
		x, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
		seconds = int(x*float64(u.bare) + 0.5)
		return seconds, err == nil && seconds <= maxLength
	}
	return wordedLength(text)
}

// wordedLength reads numbers with their units, the last of which may be left out: "1 h 30".
func wordedLength(text string) (seconds int, ok bool) {
	unit := 0
	for text != "" {
		if unit > 1 && plain.MatchString(text) {
			n, _ := strconv.Atoi(text) // 0 for a fraction
			return seconds + n*unit/60, n < 60
		}
		m := worded.FindStringSubmatch(text)
		if m == nil {
			return 0, false
		}
		before := unit
		if unit = unitOf(m[3]); before == 3600 && strings.EqualFold(m[3], "m") {
			unit = 60 // "1h30m"
		}
		if unit == 0 || before > 0 && unit >= before {
			return 0, false
		}
		x, _ := strconv.ParseFloat(m[1]+"."+m[2]+"0", 64) // of digits alone
		seconds += int(x*float64(unit) + 0.5)
		text = text[len(m[0]):]
	}
	return seconds, unit > 0 && seconds <= maxLength
}

var unitSeconds = map[vocabulary.List]int{secondWords: 1, minuteWords: 60, hourWords: 3600}

// unitOf is the number of seconds in a unit, 0 for none.
func unitOf(word string) int {
	for list, s := range unitSeconds {
		if list.Is(word) {
			return s
		}
	}
	return 0
}

// headerUnit is the unit that a heading names, "Duration (min)", or else as given.
func headerUnit(header string, otherwise int) int {
	for _, word := range strings.FieldsFunc(header, isBetween) {
		if u := unitOf(word); u > 0 {
			return u
		}
	}
	return otherwise
}

func isBetween(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("()[]/,;:（）", r) }

// hasColon reports a length of two numbers with a colon between them.
func hasColon(text string) bool {
	m := colons.FindStringSubmatch(digits.Replace(text))
	return m != nil && m[3] == ""
}

// largest is the longest of the lengths that texts hold.
func (u units) largest(texts []string) int {
	n := 0
	for _, text := range texts {
		if s, ok := u.length(text); ok {
			n = max(n, s)
		}
	}
	return n
}

// anyColon reports whether one of the texts can be read in two ways.
func anyColon(texts []string) bool { return slices.ContainsFunc(texts, hasColon) }

var ranged = regexp.MustCompile(`^(\d{1,3})\s*(?:[-–—]|to|à|a|bis|до|إلى|至|到)\s*(\d{1,3}\D*)$`)

// turns reads the length of a part in seconds and how long each speaks in it: "20", "5 min
// each", "4 x 5 min". Of "15-20 min" it is the longer, and from the shorter.
func (u units) turns(text string) (seconds, each, from int) {
	if s, ok := u.length(text); ok {
		return s, 0, 0
	}
	if m := ranged.FindStringSubmatch(strings.TrimSpace(digits.Replace(text))); m != nil {
		if s, ok := u.length(m[2]); ok {
			from, _ = strconv.Atoi(m[1]) // of digits alone
			return s, 0, from
		}
	}
	total, each := proposal.Turns(text)
	return 60 * total, 60 * each, 0
}
