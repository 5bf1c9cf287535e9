package importers

import (
	"strconv"
	"strings"
	"time"

	"roundtable/importers/vocabulary"
)

// parseBand reads an age or a band of ages.
func parseBand(text string) (vocabulary.Span, bool) {
	s, _, ok := vocabulary.ParseSpan(text)
	return s, ok && s.From <= oldest
}

// oldest is the highest age that is believed.
const oldest = 130

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
func ageFromBirth(text string, on time.Time) (vocabulary.Span, bool) {
	if year, ok := birthYear(text, on); ok {
		return vocabulary.Span{From: max(0, on.Year()-year-1), To: on.Year() - year}, true
	}
	var band vocabulary.Span
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
			band, found = vocabulary.Span{From: age, To: age}, true
		}
		band = vocabulary.Span{From: min(band.From, age), To: max(band.To, age)}
	}
	return band, found
}

// bornIn is the year of birth that a year or a date gives, "" where it gives none.
func bornIn(text string) string {
	if year, ok := birthYear(text, farFuture); ok {
		return strconv.Itoa(year)
	}
	for _, layout := range birthLayouts {
		if born, err := time.Parse(layout, text); err == nil {
			return strconv.Itoa(born.Year())
		}
	}
	return ""
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
