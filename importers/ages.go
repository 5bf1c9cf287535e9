package importers

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"roundtable/importers/vocabulary"
)

// span is a span of whole numbers, both ends included.
type span struct{ from, to int }

// unbounded is the end of a span that is open upward.
const unbounded = 1 << 30

// holds reports whether all of x lies in the span, meets whether any of it does.
func (b span) holds(x span) bool { return b.from <= x.from && x.to <= b.to }
func (b span) meets(x span) bool { return x.from <= b.to && b.from <= x.to }

// String is the span as people write it: "24" or "23-24".
func (b span) String() string {
	if b.from == b.to {
		return strconv.Itoa(b.from)
	}
	return strconv.Itoa(b.from) + "-" + strconv.Itoa(b.to)
}

var (
	twoNumbers = regexp.MustCompile(`^(?:from |between |von |de |entre |от |с )?(\d{1,6}) ?` +
		`(?:-|to|and|a|à|bis|und|et|y|e|до|и|по|t/m|至|到|~|から) ?(\d{1,6})$`)
	oneNumber = regexp.MustCompile(`^(\D*?)(\d{1,6})(\D*)$`)
)

// parseSpan reads a number or a span of numbers: "24", "18-30", "under 30", "65+",
// "≥ 2", "moins de 30 ans". Plain is a number alone.
func parseSpan(text string) (s span, plain, ok bool) {
	folded := withoutYears(vocabulary.Fold(text))
	if m := twoNumbers.FindStringSubmatch(folded); m != nil {
		from, _ := strconv.Atoi(m[1]) // at most six digits
		to, _ := strconv.Atoi(m[2])
		return span{from, to}, false, from <= to
	}
	m := oneNumber.FindStringSubmatch(folded)
	if m == nil {
		return span{}, false, false
	}
	n, _ := strconv.Atoi(m[2])
	switch word := strings.TrimSpace(m[1] + m[3]); {
	case word == "":
		return span{n, n}, true, true
	case vocabulary.List("spans/exactly").Is(word):
		return span{n, n}, false, true
	case vocabulary.List("spans/under").Is(word):
		return span{0, n - 1}, false, n > 0
	case vocabulary.List("spans/up to").Is(word):
		return span{0, n}, false, true
	case vocabulary.List("spans/over").Is(word):
		return span{n + 1, unbounded}, false, true
	case vocabulary.List("spans/from").Is(word):
		return span{n, unbounded}, false, true
	}
	return span{}, false, false
}

// parseBand reads an age or a band of ages.
func parseBand(text string) (span, bool) {
	s, _, ok := parseSpan(text)
	return s, ok && s.from <= oldest
}

// oldest is the highest age that is believed.
const oldest = 130

// withoutYears takes away words such as "years" and "ans".
func withoutYears(s string) string {
	var kept []string
	for _, word := range strings.Fields(s) {
		if bare := strings.Trim(word, ".:,()"); !vocabulary.List("spans/years").Is(bare) {
			kept = append(kept, word)
		}
	}
	return strings.Join(kept, " ")
}

// birthLayouts are the spellings of a date of birth; of those that could be read
// with day and month exchanged, both come.
var birthLayouts = []string{
	"2006-01-02", "2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006/1/2", "2006.1.2", "2.1.2006", "2/1/2006",
	"1/2/2006", "2-1-2006", "1-2-2006", "2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006",
	"2006年1月2日",
}

// ageFromBirth reckons the age on a date of whoever was born in the year or on
// the day that the text gives. A year alone, and a date of which day and month
// may be exchanged, can leave two ages; the text then is a band.
func ageFromBirth(text string, on time.Time) (span, bool) {
	if year, ok := birthYear(text, on); ok {
		return span{max(0, on.Year()-year-1), on.Year() - year}, true
	}
	var band span
	found := false
	for _, layout := range birthLayouts {
		born, err := time.Parse(layout, text)
		if err != nil || born.After(on) || born.Year() < firstBirth {
			continue
		}
		age := on.Year() - born.Year()
		if on.Month() < born.Month() || on.Month() == born.Month() && on.Day() < born.Day() {
			age--
		}
		if !found {
			band, found = span{age, age}, true
		}
		band = span{min(band.from, age), max(band.to, age)}
	}
	return band, found
}

// birthYear reads a year in which a living person may have been born.
func birthYear(text string, on time.Time) (int, bool) {
	year, err := strconv.Atoi(strings.TrimSuffix(text, ".0"))
	return year, err == nil && year >= firstBirth && year <= on.Year()
}

// firstBirth is the first year in which a living person may have been born.
const firstBirth = 1900

// isBirth reports whether a text is a year or a date of birth and no age.
func isBirth(text string) bool {
	_, ok := ageFromBirth(text, farFuture)
	return ok
}

// farFuture is a day on which anybody who comes to a meeting has been born.
var farFuture = time.Date(2100, 12, 31, 0, 0, 0, 0, time.UTC)
